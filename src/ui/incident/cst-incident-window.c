/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-window-private.h"

#include <glib/gi18n.h>

#include "cst-config.h"
#include "cst-findings.h"
#include "cst-format.h"
#include "cst-labels.h"
#include "cst-photo-fetch.h"
#include "cst-split-layout.h"
#include "cst-ui.h"
#include "cst-util.h"

/* One incident in a window of its own (O4), so that several can lie side by side. What it shows is a
 * CstIncidentCase, read again whenever the store changes; what is typed lives in drafts and outlives
 * the window. The acts are in cst-incident-window-actions.c. */

G_DEFINE_FINAL_TYPE (CstIncidentWindow, cst_incident_window, ADW_TYPE_WINDOW)

static void load (CstIncidentWindow *self);

static void
show_compared (CstIncidentWindow *self)
{
  g_auto(GStrv) titles = NULL;
  g_autoptr(GPtrArray) compared = NULL;

  if (self->incident_case == NULL)
    return;

  compared = cst_incident_photos_list_compared (self->photos, self->incident_case, &titles);
  cst_photo_viewer_set_compared (self->viewer, compared, (const char *const *) titles);
}

/**
 * cst_incident_window_show_photos:
 *
 * Shows what pictures there are now; which is looked at stays.
 */
void
cst_incident_window_show_photos (CstIncidentWindow *self)
{
  const CstIncidentCase *incident_case = self->incident_case;
  g_autoptr(GPtrArray) photos = cst_incident_photos_list (self->photos, incident_case);
  g_autofree char *save_name = g_strdup_printf ("%s-%s", incident_case->order->number, incident_case->incident->number);
  g_autoptr(GPtrArray) findings = NULL;
  g_autofree char *empty = NULL;
  gint64 asked_at;

  if (cst_incident_case_asked_photo (incident_case, &asked_at))
    {
      g_autofree char *ago = cst_format_ago (asked_at, cst_context_now (self->context));

      empty = g_strdup_printf (_("You asked %s for a photo %s."), cst_incident_case_customer (incident_case), ago);
    }
  else
    {
      /* Translators: a customer's name */
      empty = g_strdup_printf (_("%s sent no photo with this report."), cst_incident_case_customer (incident_case));
    }

  cst_photo_viewer_set_photos (self->viewer, photos, save_name, empty,
                               cst_account_can (incident_case->account, CST_CAN_MESSAGE) &&
                               incident_case->account->info.may_decide);
  show_compared (self);
  findings = cst_findings_of_desk (incident_case->desk, incident_case->operations);
  cst_photo_viewer_set_findings (self->viewer, findings);
}

static void
show_title (CstIncidentWindow *self)
{
  const CstIncidentCase *incident_case = self->incident_case;
  g_autofree char *reason = cst_label_incident_reason (incident_case->incident);
  g_autofree char *reported = cst_format_moment (incident_case->incident->reported_at, cst_context_now (self->context));
  g_autofree char *title = g_strdup_printf ("%s · %s", cst_incident_case_customer (incident_case),
                                            incident_case->order->number);
  g_autofree char *subtitle = NULL;

  /* Translators: the site's name, the reason, and when it was reported */
  subtitle = g_strdup_printf (_("%s · %s · reported %s"), incident_case->account->info.site, reason, reported);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
show_decide_bar (CstIncidentWindow *self)
{
  CstResolutionDraft *draft = cst_resolution_panel_get_draft (self->resolution_panel);
  CstResolutionChoice choice = cst_resolution_draft_get_choice (draft);
  g_autofree char *problem = NULL;
  gboolean is_open;

  if (self->incident_case == NULL)
    return;

  is_open = cst_incident_case_gate (self->incident_case) == CST_GATE_OPEN && choice != CST_CHOICE_NONE;
  gtk_widget_set_visible (self->action_bar, is_open);
  problem = cst_resolution_draft_dup_problem (draft);
  gtk_label_set_label (self->missing_label, problem != NULL ? problem : "");
  gtk_button_set_label (self->decide_button, choice == CST_CHOICE_REPLACEMENT ? _("Send the replacement…")
                        : choice == CST_CHOICE_REFUND ? _("Process the refund…") : _("Write a message"));
  cst_incident_window_update_actions (self);
}

static void
show_position (CstIncidentWindow *self)
{
  int place = cst_incident_list_find (self->through, self->account, self->incident);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->navigation_box, place >= 0 && self->through->len > 1);
  if (place < 0)
    return;

  /* Translators: this incident's place in the list it was opened from */
  text = g_strdup_printf (_("%u of %u"), (guint) place + 1, self->through->len);
  gtk_label_set_label (self->position_label, text);
}

/* Who comes from what is to be handled wants to do it: ship, inspect, send the label, read the answer. */
static gboolean
step_tick_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       user_data)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  GtkWidget *card = GTK_WIDGET (self->aftercare_card);

  if (self->incident_case == NULL)
    return G_SOURCE_REMOVE;
  /* What has no place yet cannot be scrolled to. */
  if (gtk_widget_get_visible (card) && gtk_widget_get_mapped (card) && gtk_widget_get_height (card) == 0)
    return G_SOURCE_CONTINUE;

  if (!cst_aftercare_card_focus_step (self->aftercare_card) &&
      cst_thread_count_unread (self->incident_case->thread) > 0)
    gtk_widget_activate_action (widget, "incident.page", "s", "messages");

  return G_SOURCE_REMOVE;
}

static void
go_to_step (CstIncidentWindow *self)
{
  if (!self->seeks_step || self->incident_case == NULL)
    return;

  self->seeks_step = FALSE;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), step_tick_cb, NULL, NULL);
}

static void
fill (CstIncidentWindow *self)
{
  CstIncidentCase *incident_case = self->incident_case;
  gint64 now = cst_context_now (self->context);
  int unread = cst_thread_count_unread (incident_case->thread);
  gboolean may_find = cst_account_can (incident_case->account, CST_CAN_FIND) && incident_case->account->info.may_find;

  self->is_filling = TRUE;
  show_title (self);
  cst_incident_window_show_photos (self);
  cst_facts_card_set_case (self->facts_card, incident_case, now);
  cst_todo_card_set_case (self->todo_card, incident_case);
  cst_aftercare_card_set_case (self->aftercare_card, self->context, incident_case);
  cst_lesson_card_set_case (self->lesson_card, self->context, incident_case);
  cst_resolution_panel_set_case (self->resolution_panel, incident_case, now);
  cst_chat_page_set_case (self->chat_page, incident_case, now);
  cst_desk_card_set_case (self->desk_card, incident_case, now);
  cst_history_card_set_case (self->history_card, incident_case, now);
  cst_operation_banner_set_case (self->banner, incident_case, cst_context_get_clock (self->context));
  cst_finding_bar_set_case (self->finding_bar, self->incident_case);
  if (!self->has_asked)
    cst_photo_fetch_missing (self->context, incident_case);
  self->has_asked = TRUE;
  cst_claims_card_set_case (self->claims_card, self->context, incident_case);
  cst_pack_strip_set_incident (self->pack_strip, self->context, incident_case->account->id,
                               incident_case->incident->id);
  gtk_widget_set_visible (GTK_WIDGET (self->finding_bar), may_find);
  adw_view_stack_page_set_badge_number (self->messages_page, (guint) MAX (unread, 0));
  adw_view_stack_page_set_needs_attention (self->messages_page, unread > 0);
  if (!cst_incident_drafts_is_open (self->drafts))
    cst_incident_drafts_open (self->drafts, incident_case);
  self->is_filling = FALSE;

  gtk_stack_set_visible_child_name (self->stack, "incident");
  cst_incident_window_fill_rules (self);
  show_decide_bar (self);
  cst_incident_window_say_opened (self);
  cst_incident_window_mark_read (self);
  go_to_step (self);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstIncidentWindow) self = CST_INCIDENT_WINDOW (user_data);
  g_autoptr(CstIncidentCase) incident_case = NULL;
  g_autoptr(GError) error = NULL;

  incident_case = cst_store_query_finish (CST_STORE (object), result, &error);
  self->is_loading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (self->load_again)
    {
      self->load_again = FALSE;
      load (self);
    }

  if (incident_case == NULL)
    {
      if (self->incident_case == NULL || g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND))
        gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }

  if (g_strcmp0 (incident_case->incident->id, self->incident) != 0 || incident_case->account->id != self->account)
    return;

  g_clear_pointer (&self->incident_case, cst_incident_case_unref);
  self->incident_case = g_steal_pointer (&incident_case);
  fill (self);
  cst_incident_rules_load (self->rules, self->account, self->incident);
}

static void
load (CstIncidentWindow *self)
{
  if (self->is_loading)
    {
      self->load_again = TRUE;
      return;
    }

  self->is_loading = TRUE;
  cst_store_query_async (cst_context_get_store (self->context), cst_incident_case_load,
                         cst_incident_case_request_new (self->account, self->incident),
                         (GDestroyNotify) cst_incident_case_request_free,
                         (GDestroyNotify) cst_incident_case_unref,
                         self->cancellable, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (CstIncidentWindow *self)
{
  if (self->incident != NULL)
    load (self);
}

static void
minute_cb (CstIncidentWindow *self)
{
  if (self->incident_case != NULL)
    fill (self);
}

static void
save_draft (CstIncidentWindow *self,
            CstIncidentDraft   draft)
{
  if (!self->is_filling)
    cst_incident_drafts_save (self->drafts, draft);
}

/**
 * cst_incident_window_save_drafts:
 *
 * Has everything that is chosen or typed saved again.
 */
void
cst_incident_window_save_drafts (CstIncidentWindow *self)
{
  save_draft (self, CST_DRAFT_RESOLUTION);
  save_draft (self, CST_DRAFT_MESSAGE);
  save_draft (self, CST_DRAFT_NOTE);
  save_draft (self, CST_DRAFT_MARKS);
}

static void
resolution_changed_cb (CstIncidentWindow *self)
{
  show_decide_bar (self);
  save_draft (self, CST_DRAFT_RESOLUTION);
}

static void
message_changed_cb (CstIncidentWindow *self)
{
  cst_incident_window_check_message (self);
  cst_incident_window_update_actions (self);
  save_draft (self, CST_DRAFT_MESSAGE);
}

static void
note_changed_cb (CstIncidentWindow *self)
{
  cst_incident_window_update_actions (self);
  save_draft (self, CST_DRAFT_NOTE);
}

static void
marks_changed_cb (CstIncidentWindow *self)
{
  save_draft (self, CST_DRAFT_MARKS);
}

static void
unreadable_cb (CstIncidentWindow *self,
               CstPhotoItem      *item)
{
  cst_incident_photos_set_unreadable (self->photos, item);
}

static void
looked_at_cb (CstIncidentWindow *self,
              CstPhotoItem      *item)
{
  cst_incident_photos_set_looked_at (self->photos, item);
}

static void
look_changed_cb (CstIncidentWindow *self,
                 CstPhotoItem      *item)
{
  cst_incident_photos_set_look (self->photos, item);
}

static void
hint_opened_cb (CstIncidentWindow  *self,
                const CstPhotoHint *hint)
{
  if (hint->incident != NULL)
    cst_context_open_incident (self->context, hint->account, hint->incident, NULL);
  else
    cst_context_open_order (self->context, hint->account, hint->order);
}

static void
page_changed_cb (CstIncidentWindow *self)
{
  if (self->incident_case != NULL)
    cst_incident_window_mark_read (self);
}

static void
remember_size (CstIncidentWindow *self)
{
  g_autoptr(GSettings) settings = g_settings_new (CST_APP_ID);
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (settings, "incident-width", MAX (width, 360));
  g_settings_set_int (settings, "incident-height", MAX (height, 294));
  g_settings_set_boolean (settings, "incident-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
}

static gboolean
cst_incident_window_close_request (GtkWindow *window)
{
  remember_size (CST_INCIDENT_WINDOW (window));

  return GTK_WINDOW_CLASS (cst_incident_window_parent_class)->close_request (window);
}

typedef enum
{
  PROP_PHOTOS_ONLY = 1,
} CstIncidentWindowProperty;

static GParamSpec *properties[PROP_PHOTOS_ONLY + 1];

static void
set_photos_only (CstIncidentWindow *self,
                 gboolean           photos_only)
{
  if (self->photos_only == photos_only)
    return;

  self->photos_only = photos_only;
  gtk_widget_set_visible (self->details_box, !photos_only);
  if (photos_only)
    cst_photo_viewer_focus_photo (self->viewer);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHOTOS_ONLY]);
}

static void
cst_incident_window_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (object);

  switch ((CstIncidentWindowProperty) prop_id)
    {
    case PROP_PHOTOS_ONLY:
      g_value_set_boolean (value, self->photos_only);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cst_incident_window_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (object);

  switch ((CstIncidentWindowProperty) prop_id)
    {
    case PROP_PHOTOS_ONLY:
      set_photos_only (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cst_incident_window_dispose (GObject *object)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  self->is_filling = TRUE;
  g_clear_object (&self->drafts);
  g_clear_object (&self->rules);

  G_OBJECT_CLASS (cst_incident_window_parent_class)->dispose (object);
}

static void
cst_incident_window_finalize (GObject *object)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->incident_case, cst_incident_case_unref);
  g_free (self->incident);
  g_clear_pointer (&self->through, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->photos);
  g_free (self->marked_read);

  G_OBJECT_CLASS (cst_incident_window_parent_class)->finalize (object);
}

static void
ensure_types (void)
{
  g_type_ensure (CST_TYPE_AFTERCARE_CARD);
  g_type_ensure (CST_TYPE_ARBITRATION_CARD);
  g_type_ensure (CST_TYPE_CHAT_PAGE);
  g_type_ensure (CST_TYPE_CLAIMS_CARD);
  g_type_ensure (CST_TYPE_DEADLINE_STRIP);
  g_type_ensure (CST_TYPE_DESK_CARD);
  g_type_ensure (CST_TYPE_EVIDENCE_STRIP);
  g_type_ensure (CST_TYPE_FACTS_CARD);
  g_type_ensure (CST_TYPE_TODO_CARD);
  g_type_ensure (CST_TYPE_FINDING_BAR);
  g_type_ensure (CST_TYPE_GUIDE_CARD);
  g_type_ensure (CST_TYPE_LESSON_CARD);
  g_type_ensure (CST_TYPE_HISTORY_CARD);
  g_type_ensure (CST_TYPE_OPERATION_BANNER);
  g_type_ensure (CST_TYPE_PACK_STRIP);
  g_type_ensure (CST_TYPE_PHOTO_VIEWER);
  g_type_ensure (CST_TYPE_PROCESS_CARD);
  g_type_ensure (CST_TYPE_SITE_CARD);
  g_type_ensure (CST_TYPE_RESOLUTION_PANEL);
  g_type_ensure (CST_TYPE_SPLIT_LAYOUT);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, navigation_box);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, position_label);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, problem_label);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, photos_box);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, details_box);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, viewer);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, finding_bar);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, pack_strip);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, evidence_strip);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, messages_page);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, desk_page);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, deadline_strip);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, facts_card);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, todo_card);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, aftercare_card);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, lesson_card);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, guide_card);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, resolution_panel);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, process_card);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, site_card);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, arbitration_card);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, claims_card);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, chat_page);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, desk_card);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, history_card);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, action_bar);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, missing_label);
  gtk_widget_class_bind_template_child (widget_class, CstIncidentWindow, decide_button);
}

static void
cst_incident_window_class_init (CstIncidentWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cst_incident_window_get_property;
  object_class->set_property = cst_incident_window_set_property;
  object_class->dispose = cst_incident_window_dispose;
  object_class->finalize = cst_incident_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = cst_incident_window_close_request;

  properties[PROP_PHOTOS_ONLY] = g_param_spec_boolean ("photos-only", NULL, NULL, FALSE,
                                                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                       G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  ensure_types ();
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-incident-window"));
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, message_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, unreadable_cb);
  gtk_widget_class_bind_template_callback (widget_class, looked_at_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, hint_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, marks_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
  gtk_widget_class_install_property_action (widget_class, "incident.photos-only", "photos-only");
  cst_incident_window_install_actions (widget_class);
  cst_incident_window_install_rules_actions (widget_class);
  cst_incident_window_install_closing (widget_class);
  cst_incident_window_install_cancelling (widget_class);
  cst_incident_window_install_site (widget_class);
  cst_incident_window_install_waiting (widget_class);
  cst_incident_window_install_look (widget_class);
  cst_incident_window_install_past (widget_class);
  cst_incident_window_install_evidence (widget_class);
  cst_incident_window_install_arbitration (widget_class);
}

static void
cst_incident_window_init (CstIncidentWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (cst_resolution_panel_get_draft (self->resolution_panel), "changed",
                           G_CALLBACK (resolution_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cst_chat_page_get_composer (self->chat_page), "changed",
                           G_CALLBACK (message_changed_cb), self, G_CONNECT_SWAPPED);
  cst_incident_window_update_actions (self);
}

/**
 * cst_incident_window_new:
 *
 * Returns: (transfer none): a window that shows nothing yet; GTK owns it
 */
CstIncidentWindow *
cst_incident_window_new (GtkApplication *application,
                         CstContext     *context)
{
  CstIncidentWindow *self = g_object_new (CST_TYPE_INCIDENT_WINDOW, "application", application, NULL);
  CstStore *store = cst_context_get_store (context);
  CstPhotoDecoder *decoder = cst_context_get_decoder (context);
  g_autoptr(GSettings) settings = g_settings_new (CST_APP_ID);

  self->context = g_object_ref (context);
  self->photos = cst_incident_photos_new (store);
  g_signal_connect_object (self->photos, "compared-changed", G_CALLBACK (show_compared), self, G_CONNECT_SWAPPED);
  self->drafts = cst_incident_drafts_new (context, self->resolution_panel, self->chat_page, self->desk_card,
                                          self->viewer);
  cst_photo_viewer_set_decoder (self->viewer, decoder);
  cst_resolution_panel_set_up (self->resolution_panel, store, decoder);
  cst_chat_page_set_up (self->chat_page, store, decoder);
  cst_incident_window_set_up_rules (self);
  cst_incident_window_set_up_evidence (self);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "minute", G_CALLBACK (minute_cb), self, G_CONNECT_SWAPPED);

  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "incident-width"),
                               g_settings_get_int (settings, "incident-height"));
  if (g_settings_get_boolean (settings, "incident-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));

  return self;
}

/**
 * cst_incident_window_show:
 * @incident: the marketplace's id
 *
 * Turns the window to another incident; what was typed for the one before is kept as its draft.
 */
void
cst_incident_window_show (CstIncidentWindow *self,
                          gint64             account,
                          const char        *incident)
{
  g_return_if_fail (CST_IS_INCIDENT_WINDOW (self));
  g_return_if_fail (incident != NULL);

  if (self->account == account && g_strcmp0 (self->incident, incident) == 0)
    return;

  cst_incident_drafts_close (self->drafts);
  g_clear_pointer (&self->incident_case, cst_incident_case_unref);
  g_clear_pointer (&self->marked_read, g_free);
  self->has_asked = FALSE;
  cst_incident_photos_clear (self->photos);
  cst_incident_rules_clear (self->rules);
  cst_photo_viewer_set_marks (self->viewer, NULL);
  self->said_opened = FALSE;
  self->seeks_step = self->is_through_todo;
  self->account = account;
  g_free (self->incident);
  self->incident = g_strdup (incident);
  show_position (self);
  load (self);
}

static void
through_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstIncidentWindow) self = CST_INCIDENT_WINDOW (user_data);
  g_autoptr(GPtrArray) through = cst_store_query_finish (CST_STORE (object), result, NULL);

  if (through == NULL)
    return;

  g_clear_pointer (&self->through, g_ptr_array_unref);
  self->through = g_steal_pointer (&through);
  show_position (self);
  cst_incident_window_update_actions (self);
}

/**
 * cst_incident_window_set_through:
 * @through: the list it was opened from, for previous and next
 */
void
cst_incident_window_set_through (CstIncidentWindow  *self,
                                 const CstListQuery *through)
{
  g_return_if_fail (CST_IS_INCIDENT_WINDOW (self));

  self->is_through_todo = through->kind == CST_LIST_TODO;
  cst_store_query_async (cst_context_get_store (self->context), cst_incident_list_load,
                         cst_list_query_copy (through), (GDestroyNotify) cst_list_query_free,
                         (GDestroyNotify) g_ptr_array_unref, self->cancellable, through_cb, g_object_ref (self));
}

/**
 * cst_incident_window_open:
 * @through: (nullable): the list it was opened from, for previous and next
 *
 * Shows an incident: in the window that has it already, else in a new one.
 */
void
cst_incident_window_open (GtkApplication     *application,
                          CstContext         *context,
                          gint64              account,
                          const char         *incident,
                          const CstListQuery *through)
{
  CstIncidentWindow *self = NULL;

  for (GList *l = gtk_application_get_windows (application); l != NULL && self == NULL; l = l->next)
    {
      if (CST_IS_INCIDENT_WINDOW (l->data) && CST_INCIDENT_WINDOW (l->data)->account == account &&
          g_strcmp0 (CST_INCIDENT_WINDOW (l->data)->incident, incident) == 0)
        self = l->data;
    }

  if (self == NULL)
    self = cst_incident_window_new (application, context);
  if (through != NULL)
    cst_incident_window_set_through (self, through);
  self->seeks_step = self->is_through_todo;
  go_to_step (self);
  cst_incident_window_show (self, account, incident);
  gtk_window_present (GTK_WINDOW (self));
}

gint64
cst_incident_window_get_account (CstIncidentWindow *self)
{
  return self->account;
}

const char *
cst_incident_window_get_incident (CstIncidentWindow *self)
{
  return self->incident;
}
