/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-past-window.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-chat-page.h"
#include "cst-deadline-strip.h"
#include "cst-desk-card.h"
#include "cst-facts-card.h"
#include "cst-format.h"
#include "cst-history-card.h"
#include "cst-labels.h"
#include "cst-operation-banner.h"
#include "cst-past-view.h"
#include "cst-past-words.h"
#include "cst-process-card.h"
#include "cst-ui.h"

/* One incident as it was known here at a past moment (P6): the incident window's own cards, of which nothing can be
 * pressed, under a band that says so. One goes from moment to moment; whatever becomes known meanwhile adds one. */
struct _CstPastWindow
{
  AdwWindow           parent_instance;

  CstContext         *context;     /* (owned) */
  gint64              account;
  char               *incident;    /* (owned) */
  gint64              moment;      /* which is wanted; shown once it is loaded */
  CstPastView        *view;        /* (owned) (nullable): what is shown */
  GCancellable       *cancellable; /* (owned): ends with the window */
  gboolean            is_loading;
  gboolean            load_again;
  gboolean            is_filling;

  AdwWindowTitle     *title;
  GtkStack           *stack;
  GtkLabel           *moment_label;
  GtkLabel           *news_label;
  GtkWidget          *gaps_box;
  GtkScale           *scale;
  GtkAdjustment      *adjustment;
  CstOperationBanner *banner;
  CstDeadlineStrip   *deadline_strip;
  CstFactsCard       *facts_card;
  GtkLabel           *state_label;
  GtkWidget          *photos_box;
  CstProcessCard     *process_card;
  CstChatPage        *chat_page;
  CstDeskCard        *desk_card;
  CstHistoryCard     *history_card;
  AdwViewStack       *pages;
};

G_DEFINE_FINAL_TYPE (CstPastWindow, cst_past_window, ADW_TYPE_WINDOW)

static void load (CstPastWindow *self);

static const CstPastMoment *
shown_moment (CstPastWindow *self)
{
  return self->view != NULL && self->view->moments->len > 0
         ? &g_array_index (self->view->moments, CstPastMoment, self->view->index) : NULL;
}

/* What is wanted last counts, although another moment may be shown still. */
static guint
wanted_index (CstPastWindow *self)
{
  guint found = 0;

  for (guint i = 0; i < self->view->moments->len; i++)
    {
      if (g_array_index (self->view->moments, CstPastMoment, i).at <= self->moment)
        found = i;
    }

  return found;
}

static void
show_gaps (CstPastWindow *self)
{
  cst_build_clear (self->gaps_box);
  for (char **gap = self->view->gaps; *gap != NULL; gap++)
    gtk_box_append (GTK_BOX (self->gaps_box), cst_build_row ("dialog-warning-symbolic", *gap, NULL, NULL));
  gtk_widget_set_visible (self->gaps_box, *self->view->gaps != NULL);
}

/* The date with its year and the second: two things may have come within one minute. */
static char *
format_to_the_second (gint64 at)
{
  g_autofree char *date = cst_format_date (at, 0);
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (at);
  /* Translators: a time of day to the second, strftime(3) */
  g_autofree char *time = g_date_time_format (moment, C_("date format, to the second", "%H:%M:%S"));

  return g_strdup_printf ("%s, %s", date, time);
}

static void
show_band (CstPastWindow *self)
{
  const CstPastMoment *moment = shown_moment (self);
  g_autofree char *at = format_to_the_second (self->view->incident_case->moment);
  /* Translators: a past moment, to the second */
  g_autofree char *heading = g_strdup_printf (_("As it was known on %s"), at);
  g_autofree char *news = moment != NULL ? cst_past_explain_news (moment->news) : g_strdup ("");
  guint n = self->view->moments->len;
  guint place = MIN (self->view->index + 1, n);
  /* Translators: which of how many moments, and what became known then */
  g_autofree char *text = g_strdup_printf (_("Moment %1$u of %2$u · became known: %3$s"), place, n, news);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", at, news);

  gtk_label_set_label (self->moment_label, heading);
  gtk_label_set_label (self->news_label, text);
  gtk_adjustment_set_upper (self->adjustment, n > 0 ? n - 1 : 0);
  gtk_adjustment_set_value (self->adjustment, self->view->index);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, spoken, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->scale), n > 1);
  show_gaps (self);
}

static GtkWidget *
photo_button (const CstAttachment *attachment,
              gint64               then)
{
  const char *name = attachment->filename != NULL ? attachment->filename : _("File");
  g_autofree char *at = cst_format_moment (attachment->created_at, then);
  g_autofree char *spoken = g_strdup_printf (_("Look at %s"), name);
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), cst_build_row ("image-x-generic-symbolic", name, at, NULL));
  gtk_widget_add_css_class (button, "flat");
  cst_accessible_set_label (button, spoken);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", attachment->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "incident.look-at");

  return button;
}

static void
show_photos (CstPastWindow         *self,
             const CstIncidentCase *incident_case)
{
  cst_build_clear (self->photos_box);
  for (guint i = 0; i < incident_case->incident->attachments->len; i++)
    {
      const CstAttachment *attachment = g_ptr_array_index (incident_case->incident->attachments, i);

      gtk_box_append (GTK_BOX (self->photos_box), photo_button (attachment, incident_case->moment));
    }
  gtk_widget_set_visible (gtk_widget_get_parent (self->photos_box), incident_case->incident->attachments->len > 0);
}

/* Where the record is gone, an empty card would say that nothing was reported. */
static void
show_what_is_kept (CstPastWindow         *self,
                   const CstIncidentCase *incident_case)
{
  gboolean is_kept = self->view->is_kept;
  g_autofree char *state = cst_label_incident_state (incident_case->incident, &incident_case->account->info);
  /* Translators: the state of an incident at a past moment */
  g_autofree char *text = g_strdup_printf (_("State then: %s"), state);

  gtk_label_set_label (self->state_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), !is_kept);
  gtk_widget_set_visible (GTK_WIDGET (self->facts_card), is_kept);
}

static void
update_actions (CstPastWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_there = shown_moment (self) != NULL;

  guint wanted = is_there ? wanted_index (self) : 0;

  gtk_widget_action_set_enabled (widget, "past.earlier", is_there && wanted > 0);
  gtk_widget_action_set_enabled (widget, "past.later", is_there && wanted + 1 < self->view->moments->len);
}

static void
fill (CstPastWindow *self)
{
  CstIncidentCase *incident_case = self->view->incident_case;
  const CstRulesCase *rules = self->view->is_kept ? self->view->rules : NULL;
  gint64 then = incident_case->moment;
  g_autoptr(CstClock) clock = cst_clock_new_fixed (then);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", incident_case->order->number,
                                               incident_case->incident->number);

  self->is_filling = TRUE;
  adw_window_title_set_subtitle (self->title, subtitle);
  show_band (self);
  show_photos (self, incident_case);
  show_what_is_kept (self, incident_case);
  cst_operation_banner_set_case (self->banner, incident_case, clock);
  cst_facts_card_set_case (self->facts_card, incident_case, then);
  cst_deadline_strip_set_case (self->deadline_strip, incident_case, rules != NULL ? rules->view : NULL,
                               incident_case->account->info.site, then);
  cst_process_card_set_view (self->process_card, rules != NULL ? rules->playbook : NULL,
                             rules != NULL ? rules->facts : NULL, rules != NULL ? rules->view : NULL, then);
  cst_chat_page_set_case (self->chat_page, incident_case, then);
  cst_desk_card_set_case (self->desk_card, incident_case, then);
  cst_history_card_set_case (self->history_card, incident_case, then);
  gtk_stack_set_visible_child_name (self->stack, "past");
  self->is_filling = FALSE;
  update_actions (self);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstPastWindow) self = CST_PAST_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstPastView) view = cst_store_query_finish (CST_STORE (object), result, &error);

  self->is_loading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (self->load_again)
    {
      self->load_again = FALSE;
      load (self);
      return;
    }
  if (view == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }

  g_clear_pointer (&self->view, cst_past_view_free);
  self->view = g_steal_pointer (&view);
  fill (self);
}

static void
load (CstPastWindow *self)
{
  if (self->is_loading)
    {
      self->load_again = TRUE;
      return;
    }

  self->is_loading = TRUE;
  cst_store_query_async (cst_context_get_store (self->context), cst_past_view_load,
                         cst_past_request_new (self->account, self->incident, self->moment,
                                               cst_rules_get_set (cst_context_get_rules (self->context))),
                         (GDestroyNotify) cst_past_request_free, (GDestroyNotify) cst_past_view_free,
                         self->cancellable, loaded_cb, g_object_ref (self));
}

static void
go_to (CstPastWindow *self,
       guint          index)
{
  if (self->view == NULL || index >= self->view->moments->len)
    return;

  self->moment = g_array_index (self->view->moments, CstPastMoment, index).at;
  update_actions (self);
  load (self);
}

static void
scale_changed_cb (CstPastWindow *self)
{
  if (!self->is_filling)
    go_to (self, (guint) (gtk_adjustment_get_value (self->adjustment) + 0.5));
}

static void
step_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstPastWindow *self = CST_PAST_WINDOW (widget);

  if (self->view != NULL)
    go_to (self, g_str_equal (name, "past.later") ? wanted_index (self) + 1 : wanted_index (self) - 1);
}

static void
page_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  adw_view_stack_set_visible_child_name (CST_PAST_WINDOW (widget)->pages, g_variant_get_string (parameter, NULL));
}

/* Pictures do not change: the incident's own window shows them. */
static void
look_at_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (parent != NULL && gtk_widget_activate_action_variant (GTK_WIDGET (parent), name, parameter))
    gtk_window_present (parent);
}

static void
now_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
cst_past_window_dispose (GObject *object)
{
  CstPastWindow *self = CST_PAST_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  self->is_filling = TRUE;

  G_OBJECT_CLASS (cst_past_window_parent_class)->dispose (object);
}

static void
cst_past_window_finalize (GObject *object)
{
  CstPastWindow *self = CST_PAST_WINDOW (object);

  g_clear_object (&self->context);
  g_free (self->incident);
  g_clear_pointer (&self->view, cst_past_view_free);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (cst_past_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CstPastWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CstPastWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CstPastWindow, moment_label);
  gtk_widget_class_bind_template_child (widget_class, CstPastWindow, news_label);
  gtk_widget_class_bind_template_child (widget_class, CstPastWindow, gaps_box);
  gtk_widget_class_bind_template_child (widget_class, CstPastWindow, scale);
  gtk_widget_class_bind_template_child (widget_class, CstPastWindow, adjustment);
  gtk_widget_class_bind_template_child (widget_class, CstPastWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, CstPastWindow, deadline_strip);
  gtk_widget_class_bind_template_child (widget_class, CstPastWindow, facts_card);
  gtk_widget_class_bind_template_child (widget_class, CstPastWindow, state_label);
  gtk_widget_class_bind_template_child (widget_class, CstPastWindow, photos_box);
  gtk_widget_class_bind_template_child (widget_class, CstPastWindow, process_card);
  gtk_widget_class_bind_template_child (widget_class, CstPastWindow, chat_page);
  gtk_widget_class_bind_template_child (widget_class, CstPastWindow, desk_card);
  gtk_widget_class_bind_template_child (widget_class, CstPastWindow, history_card);
  gtk_widget_class_bind_template_child (widget_class, CstPastWindow, pages);
}

/* Those of the incident's own window. */
static void
add_bindings (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint       key;
    const char *page;
  } pages[] = {
    { GDK_KEY_p, "problem" }, { GDK_KEY_m, "messages" }, { GDK_KEY_i, "desk" }, { GDK_KEY_h, "history" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_widget_class_add_binding_action (widget_class, pages[i].key, GDK_ALT_MASK, "past.page", "s", pages[i].page);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "past.earlier", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "past.later", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "past.now", NULL);
}

static void
cst_past_window_class_init (CstPastWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_past_window_dispose;
  object_class->finalize = cst_past_window_finalize;

  g_type_ensure (CST_TYPE_CHAT_PAGE);
  g_type_ensure (CST_TYPE_DEADLINE_STRIP);
  g_type_ensure (CST_TYPE_DESK_CARD);
  g_type_ensure (CST_TYPE_FACTS_CARD);
  g_type_ensure (CST_TYPE_HISTORY_CARD);
  g_type_ensure (CST_TYPE_OPERATION_BANNER);
  g_type_ensure (CST_TYPE_PROCESS_CARD);

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-past-window"));
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, scale_changed_cb);

  gtk_widget_class_install_action (widget_class, "past.earlier", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "past.later", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "past.page", "s", page_action);
  gtk_widget_class_install_action (widget_class, "past.now", NULL, now_action);
  gtk_widget_class_install_action (widget_class, "incident.look-at", "s", look_at_action);
  add_bindings (widget_class);
}

static void
cst_past_window_init (CstPastWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
}

/* GTK destroys this window with its parent, but forgets the parent only when it is finalized: what is loading then
 * holds it longer than the parent lives. */
static void
forget_parent (CstPastWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  gtk_window_set_transient_for (GTK_WINDOW (self), NULL);
}

/**
 * cst_past_window_new:
 * @parent: the incident's own window, to which one comes back
 *
 * Begins with the latest moment: from there one goes back.
 *
 * Returns: (transfer none): a window; GTK owns it
 */
CstPastWindow *
cst_past_window_new (GtkWindow  *parent,
                     CstContext *context,
                     gint64      account,
                     const char *incident)
{
  CstPastWindow *self = g_object_new (CST_TYPE_PAST_WINDOW, "transient-for", parent, NULL);
  CstStore *store = cst_context_get_store (context);

  self->context = g_object_ref (context);
  self->account = account;
  self->incident = g_strdup (incident);
  self->moment = cst_context_now (context);
  cst_chat_page_set_up (self->chat_page, store, cst_context_get_decoder (context));
  g_signal_connect_object (store, "changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  if (parent != NULL)
    g_signal_connect_object (parent, "destroy", G_CALLBACK (forget_parent), self, G_CONNECT_SWAPPED);
  load (self);

  return self;
}
