/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-deadline-strip.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-clock-window.h"
#include "cst-focus-place.h"
#include "cst-format.h"
#include "cst-rules-words.h"
#include "cst-ui.h"

/* What is due and until when (O11, P4, R14): the site's own dates and those that follow from the
 * rules. Each opens into how it was counted. */
struct _CstDeadlineStrip
{
  GtkWidget  parent_instance;

  GPtrArray *clocks; /* (owned) of CstCaseClock: what is shown */
  char      *rules;  /* (owned) (nullable): whose rules they are */
  gint64     now;

  GtkWidget *root;
  GtkWidget *pressing_box;
  GtkWidget *waiting_box;
  GtkWidget *others_expander;
  GtkWidget *others_box;
};

/* More would no longer be told apart. */
#define MOST_DAYS 31

G_DEFINE_FINAL_TYPE (CstDeadlineStrip, cst_deadline_strip, GTK_TYPE_WIDGET)

static void
free_clock (gpointer clock)
{
  cst_record_free (&cst_case_clock_type, clock);
}

static gboolean
has_clock (const CstCaseView *view,
           CstClockRole       role,
           gint64             due)
{
  for (guint i = 0; view != NULL && i < view->clocks->len; i++)
    {
      const CstCaseClock *clock = g_ptr_array_index (view->clocks, i);

      if (clock->role == role && clock->due == due && cst_clock_is_pressing (clock))
        return TRUE;
    }

  return FALSE;
}

/* A date that the marketplace gives without saying how it came by it. */
static void
add_given (CstDeadlineStrip      *self,
           const CstIncidentCase *incident_case,
           const CstCaseView     *view,
           CstClockRole           role,
           gint64                 due)
{
  CstCaseClock *clock;

  if (due <= 0 || has_clock (view, role, due))
    return;

  clock = cst_record_new (&cst_case_clock_type);
  clock->id = g_strdup (role == CST_CLOCK_REPLY ? "given-reply" : "given-resolution");
  clock->label = g_strdup (role == CST_CLOCK_REPLY ? C_("due time", "First reply") : C_("due time", "Resolution"));
  clock->role = role;
  clock->state = due < self->now ? CST_CLOCK_MISSED : CST_CLOCK_RUNNING;
  clock->start = incident_case->incident->reported_at;
  clock->due = due;
  clock->source = g_strdup (incident_case->account->info.site);
  g_ptr_array_add (self->clocks, clock);
}

static int
compare_clocks (gconstpointer a,
                gconstpointer b)
{
  const CstCaseClock *left = *(const CstCaseClock *const *) a;
  const CstCaseClock *right = *(const CstCaseClock *const *) b;
  gint64 left_due = left->due != 0 ? left->due : G_MAXINT64;
  gint64 right_due = right->due != 0 ? right->due : G_MAXINT64;

  return (left_due > right_due) - (left_due < right_due);
}

/* The days as a bar: counted ones full, skipped ones hatched, those still to come pale. */
static GtkWidget *
build_days (const CstCaseClock *clock,
            gint64              now)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (now);
  g_autofree char *today = g_date_time_format (moment, "%Y-%m-%d");
  GtkWidget *bar;

  if (clock->count == NULL || clock->count->days->len < 2 || clock->count->days->len > MOST_DAYS)
    return NULL;

  bar = g_object_new (GTK_TYPE_BOX, "homogeneous", TRUE, "spacing", 2,
                      "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_add_css_class (bar, "day-bar");
  for (guint i = 0; i < clock->count->days->len; i++)
    {
      const CstDueDay *day = g_ptr_array_index (clock->count->days, i);
      GtkWidget *block = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

      gtk_widget_add_css_class (block, "day");
      if (day->kind != CST_DAY_COUNTED && day->kind != CST_DAY_OF_EVENT)
        gtk_widget_add_css_class (block, "skipped");
      else if (g_strcmp0 (day->date, today) > 0)
        gtk_widget_add_css_class (block, "ahead");
      gtk_box_append (GTK_BOX (bar), block);
    }

  return bar;
}

static GtkWidget *
build_button (const char *id,
              const char *icon_name,
              const char *css_class,
              const char *title,
              const char *detail,
              const char *left)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *caption = cst_build_label (detail, "caption");
  g_autofree char *spoken = left != NULL ? g_strdup_printf ("%s, %s, %s", title, detail, left)
                                         : g_strdup_printf ("%s, %s", title, detail);

  gtk_widget_set_hexpand (column, TRUE);
  gtk_box_append (GTK_BOX (row), cst_build_icon (icon_name, "row-icon"));
  gtk_box_append (GTK_BOX (column), cst_build_label (title, "heading"));
  gtk_box_append (GTK_BOX (column), caption);
  gtk_box_append (GTK_BOX (row), column);
  if (left != NULL)
    {
      GtkWidget *label = cst_build_label (left, css_class);

      gtk_label_set_wrap (GTK_LABEL (label), FALSE);
      gtk_label_set_xalign (GTK_LABEL (label), 1);
      gtk_widget_set_valign (label, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (row), label);
    }
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "clock-row");
  gtk_widget_set_tooltip_text (button, _("See how it was counted"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "clock.explain");
  cst_accessible_set_label (button, spoken);
  cst_focus_place_name (button, id);

  return button;
}

static void
add_clock (CstDeadlineStrip   *self,
           const CstCaseClock *clock)
{
  gboolean is_pressing = cst_clock_is_pressing (clock);
  g_autofree char *detail = cst_describe_clock_time (clock, self->now);
  g_autofree char *left = is_pressing && clock->due != 0 ? cst_format_due (clock->due, self->now) : NULL;
  GtkWidget *button = build_button (clock->id, cst_icon_of_clock_state (clock->state),
                                    cst_class_of_clock_state (clock->state), clock->label, detail, left);
  GtkWidget *days = is_pressing ? build_days (clock, self->now) : NULL;

  gtk_box_append (GTK_BOX (is_pressing ? self->pressing_box : self->others_box), button);
  if (days != NULL)
    gtk_box_append (GTK_BOX (self->pressing_box), days);
}

static const CstCaseClock *
find_safe (CstDeadlineStrip *self,
           gint64            last_safe)
{
  for (guint i = 0; i < self->clocks->len; i++)
    {
      const CstCaseClock *clock = g_ptr_array_index (self->clocks, i);

      if (clock->last_safe == last_safe && cst_clock_is_pressing (clock))
        return clock;
    }

  return NULL;
}

static void
add_last_safe (CstDeadlineStrip *self,
               gint64            last_safe)
{
  const CstCaseClock *clock = last_safe > 0 ? find_safe (self, last_safe) : NULL;
  gboolean is_past = last_safe < self->now;
  g_autofree char *moment = NULL;
  g_autofree char *left = NULL;
  g_autofree char *detail = NULL;

  if (clock == NULL || clock->last_safe == clock->due)
    return;

  moment = cst_format_moment (last_safe, self->now);
  left = cst_format_due (last_safe, self->now);
  /* Translators: a moment, and what it is for, as in “First reply” */
  detail = g_strdup_printf (_("Decide by %s · %s"), moment, clock->label);
  gtk_box_prepend (GTK_BOX (self->pressing_box),
                   build_button (clock->id, is_past ? "dialog-warning-symbolic" : "appointment-soon-symbolic",
                                 is_past ? "overdue" : NULL, _("Last safe moment"), detail, left));
}

/* Where a clock may stand still: since when it does, or a way to say that it should. */
static void
fill_waiting (CstDeadlineStrip  *self,
              const CstCaseView *view)
{
  const CstCasePause *open = view != NULL ? cst_case_open_pause (view->pauses) : NULL;
  gboolean any = FALSE;
  GtkWidget *button;

  cst_build_clear (self->waiting_box);
  for (guint i = 0; view != NULL && i < view->clocks->len; i++)
    {
      const CstCaseClock *clock = g_ptr_array_index (view->clocks, i);

      any = any || (clock->pauses && cst_clock_is_pressing (clock) && clock->state != CST_CLOCK_MISSED);
    }
  gtk_widget_set_visible (self->waiting_box, any);
  if (!any)
    return;

  button = gtk_button_new_with_label (open != NULL ? C_("clock", "Go on") : _("Wait for the other side"));
  if (open != NULL)
    {
      g_autofree char *moment = cst_format_moment (open->from, self->now);
      /* Translators: a moment */
      g_autofree char *since = g_strdup_printf (_("Waiting for the other side since %s"), moment);
      GtkWidget *row = cst_build_row ("media-playback-pause-symbolic", _("The clock stands still"), since, NULL);

      gtk_widget_set_hexpand (row, TRUE);
      gtk_box_append (GTK_BOX (self->waiting_box), row);
    }
  if (open != NULL)
    gtk_widget_set_tooltip_text (button, _("It is our turn again: the clock goes on"));
  else
    gtk_widget_set_tooltip_text (button, _("From now on the clock stands still, until there is an answer"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), open != NULL ? "incident.go-on" : "incident.wait");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  cst_focus_place_name (button, "waiting");
  gtk_box_append (GTK_BOX (self->waiting_box), button);
}

static void
explain_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CstDeadlineStrip *self = CST_DEADLINE_STRIP (widget);
  const char *id = g_variant_get_string (parameter, NULL);

  for (guint i = 0; i < self->clocks->len; i++)
    {
      const CstCaseClock *clock = g_ptr_array_index (self->clocks, i);

      if (g_str_equal (clock->id, id))
        {
          gtk_window_present (GTK_WINDOW (cst_clock_window_new (GTK_WINDOW (gtk_widget_get_root (widget)), clock,
                                                                self->rules, self->now)));
          return;
        }
    }
}

static void
cst_deadline_strip_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_DEADLINE_STRIP);

  G_OBJECT_CLASS (cst_deadline_strip_parent_class)->dispose (object);
}

static void
cst_deadline_strip_finalize (GObject *object)
{
  CstDeadlineStrip *self = CST_DEADLINE_STRIP (object);

  g_ptr_array_unref (self->clocks);
  g_free (self->rules);

  G_OBJECT_CLASS (cst_deadline_strip_parent_class)->finalize (object);
}

static void
cst_deadline_strip_class_init (CstDeadlineStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_deadline_strip_dispose;
  object_class->finalize = cst_deadline_strip_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "deadlinestrip");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-deadline-strip"));
  gtk_widget_class_bind_template_child (widget_class, CstDeadlineStrip, root);
  gtk_widget_class_bind_template_child (widget_class, CstDeadlineStrip, pressing_box);
  gtk_widget_class_bind_template_child (widget_class, CstDeadlineStrip, waiting_box);
  gtk_widget_class_bind_template_child (widget_class, CstDeadlineStrip, others_expander);
  gtk_widget_class_bind_template_child (widget_class, CstDeadlineStrip, others_box);
  gtk_widget_class_install_action (widget_class, "clock.explain", "s", explain_action);
}

static void
cst_deadline_strip_init (CstDeadlineStrip *self)
{
  self->clocks = g_ptr_array_new_with_free_func (free_clock);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_deadline_strip_set_case:
 * @view: (nullable): what the rules make of it; %NULL where none apply, and then only the site's own dates are shown
 * @rules: (nullable): the name of the site whose rules they are
 */
void
cst_deadline_strip_set_case (CstDeadlineStrip      *self,
                             const CstIncidentCase *incident_case,
                             const CstCaseView     *view,
                             const char            *rules,
                             gint64                 now)
{
  const CstIncident *incident = incident_case->incident;
  g_autofree char *place = NULL;

  g_return_if_fail (CST_IS_DEADLINE_STRIP (self));

  place = cst_focus_place_note (GTK_WIDGET (self));

  self->now = now;
  g_free (self->rules);
  self->rules = g_strdup (view != NULL ? rules : NULL);
  g_ptr_array_set_size (self->clocks, 0);
  if (!cst_incident_is_settled (incident))
    {
      add_given (self, incident_case, view, CST_CLOCK_REPLY, incident->respond_by);
      add_given (self, incident_case, view, CST_CLOCK_RESOLUTION, incident->resolve_by);
    }
  for (guint i = 0; view != NULL && i < view->clocks->len; i++)
    g_ptr_array_add (self->clocks, cst_record_dup (&cst_case_clock_type, g_ptr_array_index (view->clocks, i)));
  g_ptr_array_sort (self->clocks, compare_clocks);

  cst_build_clear (self->pressing_box);
  cst_build_clear (self->others_box);
  for (guint i = 0; i < self->clocks->len; i++)
    add_clock (self, g_ptr_array_index (self->clocks, i));
  if (view != NULL)
    add_last_safe (self, view->last_safe);
  fill_waiting (self, view);

  gtk_widget_set_visible (self->others_expander, gtk_widget_get_first_child (self->others_box) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), self->clocks->len > 0);
  cst_focus_place_restore (GTK_WIDGET (self), place);
}
