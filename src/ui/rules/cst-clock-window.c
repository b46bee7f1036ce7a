/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-clock-window.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-due-words.h"
#include "cst-format.h"
#include "cst-rules-words.h"
#include "cst-ui.h"

/* How a due time was counted: from when, each day with why it counts or not, by which rule, and
 * where that is written (R14). */
struct _CstClockWindow
{
  AdwWindow       parent_instance;

  AdwWindowTitle *title;
  GtkWidget      *summary_box;
  GtkWidget      *days_group;
  GtkListBox     *days_list;
  GtkWidget      *rule_box;
};

G_DEFINE_FINAL_TYPE (CstClockWindow, cst_clock_window, ADW_TYPE_WINDOW)

static char *
format_day (const char *iso_date)
{
  g_autofree char *iso = g_strconcat (iso_date, "T00:00:00Z", NULL);
  g_autoptr(GDateTime) date = g_date_time_new_from_iso8601 (iso, NULL);

  /* Translators: a day in a list of counted days, as g_date_time_format() takes it: Tue 24 November */
  return date != NULL ? g_date_time_format (date, _("%a %-e %B")) : g_strdup (iso_date);
}

static void
add_day (CstClockWindow  *self,
         const CstDueDay *day,
         CstTimeUnit      unit)
{
  gboolean counts = day->kind == CST_DAY_COUNTED;
  g_autofree char *date = format_day (day->date);
  g_autofree char *why = cst_label_due_day (day, unit);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", date, why);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *left = cst_build_label (date, counts ? NULL : "dim-label");
  GtkWidget *right = cst_build_label (why, counts ? "heading" : "dim-label");

  gtk_widget_set_hexpand (left, TRUE);
  gtk_label_set_wrap (GTK_LABEL (left), FALSE);
  gtk_label_set_xalign (GTK_LABEL (right), 1);
  gtk_label_set_justify (GTK_LABEL (right), GTK_JUSTIFY_RIGHT);
  gtk_box_append (GTK_BOX (box), cst_build_icon (counts ? "object-select-symbolic" : "list-remove-symbolic", NULL));
  gtk_box_append (GTK_BOX (box), left);
  gtk_box_append (GTK_BOX (box), right);
  gtk_widget_add_css_class (box, "due-day");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  cst_accessible_set_label (row, spoken);
  gtk_list_box_append (self->days_list, row);
}

static void
add_moment (CstClockWindow *self,
            const char     *name,
            gint64          at,
            gint64          now)
{
  g_autofree char *moment = NULL;

  if (at == 0)
    return;

  moment = cst_format_moment (at, now);
  gtk_box_append (GTK_BOX (self->summary_box), cst_build_pair (name, moment));
}

static void
fill_summary (CstClockWindow     *self,
              const CstCaseClock *clock,
              gint64              now)
{
  const char *state = cst_label_clock_state (clock->state);

  gtk_box_append (GTK_BOX (self->summary_box), cst_build_pair (_("State"), state));
  add_moment (self, _("Began"), clock->start, now);
  if (clock->count != NULL)
    {
      g_autofree char *term = cst_label_term (clock->count->unit, clock->count->amount);

      gtk_box_append (GTK_BOX (self->summary_box), cst_build_pair (_("Allowed time"), term));
    }
  add_moment (self, _("Aimed at"), clock->aim_at, now);
  add_moment (self, clock->role == CST_CLOCK_FROM ? C_("due time", "From") : C_("due time", "Until"), clock->due, now);
  add_moment (self, _("Done"), clock->met_at, now);
  if (clock->last_safe != 0 && clock->last_safe != clock->due)
    {
      add_moment (self, _("Last safe moment"), clock->last_safe, now);
      gtk_box_append (GTK_BOX (self->summary_box),
                      cst_build_label (_("Until then somebody is there to decide, and what is decided still arrives in "
                                         "time: opening hours, closing days, synchronisation and the time to undo "
                                         "are left out."), "dim-label"));
    }
}

static void
fill_rule (CstClockWindow     *self,
           const CstCaseClock *clock,
           const char         *rules,
           gint64              now)
{
  g_autofree char *source = cst_describe_source (clock->source, clock->source_date, now);

  if (clock->count == NULL && clock->source != NULL && clock->source_date == NULL)
    {
      /* Translators: a site's name */
      g_autofree char *text = g_strdup_printf (_("%s gives this date itself, without saying how it was counted."),
                                               clock->source);

      gtk_box_append (GTK_BOX (self->rule_box), cst_build_label (text, NULL));
      return;
    }

  if (rules != NULL)
    {
      /* Translators: a site's name, and what a rule is called */
      g_autofree char *text = g_strdup_printf (_("Rules of %s: “%s”"), rules, clock->label);

      gtk_box_append (GTK_BOX (self->rule_box), cst_build_label (text, NULL));
    }
  if (source != NULL)
    {
      /* Translators: where a rule is written, with its date */
      g_autofree char *text = g_strdup_printf (_("Source: %s"), source);

      gtk_box_append (GTK_BOX (self->rule_box), cst_build_label (text, "dim-label"));
    }
  if (clock->count != NULL && clock->count->time_zone != NULL)
    {
      /* Translators: a time zone, as in “Europe/Paris” */
      g_autofree char *text = g_strdup_printf (_("Days of the time zone %s"), clock->count->time_zone);

      gtk_box_append (GTK_BOX (self->rule_box), cst_build_label (text, "dim-label"));
    }
}

static void
cst_clock_window_class_init (CstClockWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-clock-window"));
  gtk_widget_class_bind_template_child (widget_class, CstClockWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CstClockWindow, summary_box);
  gtk_widget_class_bind_template_child (widget_class, CstClockWindow, days_group);
  gtk_widget_class_bind_template_child (widget_class, CstClockWindow, days_list);
  gtk_widget_class_bind_template_child (widget_class, CstClockWindow, rule_box);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cst_clock_window_init (CstClockWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_clock_window_new:
 * @rules: (nullable): the name of the site whose rules counted
 *
 * Returns: (transfer none): GTK owns it
 */
CstClockWindow *
cst_clock_window_new (GtkWindow          *parent,
                      const CstCaseClock *clock,
                      const char         *rules,
                      gint64              now)
{
  CstClockWindow *self = g_object_new (CST_TYPE_CLOCK_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
  guint n_days = clock->count != NULL ? clock->count->days->len : 0;

  adw_window_title_set_title (self->title, clock->label);
  gtk_window_set_title (GTK_WINDOW (self), clock->label);
  fill_summary (self, clock, now);
  for (guint i = 0; i < n_days; i++)
    add_day (self, g_ptr_array_index (clock->count->days, i), clock->count->unit);
  gtk_widget_set_visible (self->days_group, n_days > 0);
  fill_rule (self, clock, rules, now);

  return self;
}
