/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-window-private.h"

#include <glib/gi18n.h>

#include "cst-case-papers.h"
#include "cst-mark-sheet.h"
#include "cst-operation-act.h"
#include "cst-event-window.h"
#include "cst-photo-request-dialog.h"
#include "cst-record-window.h"
#include "cst-resolution-confirm.h"
#include "cst-ui.h"
#include "cst-util.h"

/**
 * cst_incident_window_toast:
 *
 * Says briefly what has just been done.
 */
void
cst_incident_window_toast (CstIncidentWindow *self,
                           const char        *text)
{
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_set_title (toast, escaped);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
say_problem (CstIncidentWindow *self,
             const char        *heading,
             const char        *text)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, text);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

typedef struct
{
  CstIncidentWindow *self;
  CstOperationKind   kind;
  gboolean           is_aside;         /* not from where messages are written */
  gboolean           is_for_customer;
  char              *incident;
  char              *text; /* (nullable) */
  char              *done; /* (nullable) */
} Decision;

static void
decision_free (Decision *decision)
{
  g_object_unref (decision->self);
  g_free (decision->incident);
  g_free (decision->text);
  g_free (decision->done);
  g_free (decision);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Decision, decision_free)

/* What was typed is now an operation; only now it goes from the screen. */
static void
clear_input (CstIncidentWindow *self,
             const Decision    *decision)
{
  self->is_filling = TRUE;
  if (decision->kind == CST_OPERATION_REFUND || decision->kind == CST_OPERATION_REPLACEMENT)
    cst_resolution_draft_reset (cst_resolution_panel_get_draft (self->resolution_panel));
  else if (decision->kind == CST_OPERATION_MESSAGE && !decision->is_aside)
    cst_composer_clear (cst_chat_page_get_composer (self->chat_page));
  else if (decision->kind == CST_OPERATION_NOTE)
    cst_desk_card_set_note (self->desk_card, NULL);
  else if (decision->kind == CST_OPERATION_FINDING)
    {
      cst_photo_viewer_set_marks (self->viewer, NULL);
      g_object_set (self->viewer, "is-marking", FALSE, NULL);
    }
  self->is_filling = FALSE;
}

/* Nothing typed is lost when it could not be decided. Returns: whether it is in the clipboard, for want of a place */
static gboolean
keep_input (CstIncidentWindow *self,
            const Decision    *decision)
{
  CstComposer *composer = cst_chat_page_get_composer (self->chat_page);
  gboolean is_same = g_strcmp0 (decision->incident, self->incident) == 0;
  gboolean is_homeless = decision->kind == CST_OPERATION_MESSAGE && decision->is_aside;

  if (is_homeless && is_same && decision->is_for_customer && cst_composer_is_empty (composer))
    {
      cst_composer_write (composer, decision->text);
      is_homeless = FALSE;
    }
  if (is_homeless)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), decision->text);
  if (is_same)
    cst_incident_window_save_drafts (self);

  return is_homeless;
}

static void
say_decided (CstIncidentWindow *self,
             const Decision    *decision,
             gint64             id)
{
  g_autofree char *escaped = g_markup_escape_text (decision->done, -1);
  AdwToast *toast = adw_toast_new (escaped);
  int undo_window = self->incident_case != NULL ? self->incident_case->undo_window : 0;

  if ((decision->kind == CST_OPERATION_MESSAGE || decision->kind == CST_OPERATION_FINDING ||
       decision->kind == CST_OPERATION_RECORD_EVENT) && undo_window > 0)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "incident.undo");
      adw_toast_set_action_target_value (toast, g_variant_new_int64 (id));
      adw_toast_set_timeout (toast, (guint) undo_window);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
decided_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Decision) decision = user_data;
  CstIncidentWindow *self = decision->self;
  g_autoptr(GError) error = NULL;
  g_autofree char *problem = NULL;
  gint64 id;

  id = cst_context_decide_finish (CST_CONTEXT (object), result, &error);
  if (decision->done == NULL)
    return;

  self->is_deciding = FALSE;
  if (id == 0)
    problem = g_strjoin ("\n\n", error->message,
                         keep_input (self, decision) ? _("Your words are in the clipboard.") : NULL, NULL);
  else if (g_strcmp0 (decision->incident, self->incident) == 0)
    clear_input (self, decision);
  cst_incident_window_update_actions (self);

  /* The banner says more of a resolution than a toast could. */
  if (id == 0)
    say_problem (self, _("This could not be decided"), problem);
  else if (decision->kind != CST_OPERATION_REFUND && decision->kind != CST_OPERATION_REPLACEMENT)
    say_decided (self, decision, id);
}

/**
 * cst_incident_window_decide:
 * @operation: (transfer full)
 * @saver: (nullable): of the draft that becomes this decision and is deleted with it
 * @done: (nullable): what to say then; %NULL for what nobody asked for, which also fails silently
 */
void
cst_incident_window_decide (CstIncidentWindow *self,
                            CstOperation      *operation,
                            CstDraftSaver     *saver,
                            const char        *done)
{
  Decision *decision = g_new0 (Decision, 1);

  decision->self = g_object_ref (self);
  decision->kind = operation->kind;
  decision->is_aside = saver == NULL;
  decision->is_for_customer = operation->kind == CST_OPERATION_MESSAGE &&
                              operation->purpose != CST_PURPOSE_ESCALATION;
  decision->incident = g_strdup (self->incident);
  decision->text = g_strdup (operation->text);
  decision->done = g_strdup (done);
  if (done != NULL)
    {
      self->is_deciding = TRUE;
      cst_incident_window_update_actions (self);
    }
  if (saver != NULL)
    cst_draft_saver_forget (saver);
  cst_context_decide_async (self->context, operation, saver != NULL ? cst_draft_saver_get_key (saver) : NULL,
                            NULL, decided_cb, decision);
}

static CstOperation *
new_operation (CstIncidentWindow *self,
               CstOperationKind   kind)
{
  return cst_operation_new (kind, self->account, self->incident_case->order->id, self->incident);
}

/**
 * cst_incident_window_say_opened:
 *
 * R7: tells the account's other desks, once per opening, that this incident is being looked at.
 */
void
cst_incident_window_say_opened (CstIncidentWindow *self)
{
  const CstAccount *account = self->incident_case->account;

  if (self->said_opened || self->incident_case->person == NULL ||
      !cst_account_can (account, CST_CAN_SAY_OPENED) || !account->info.may_find ||
      cst_incident_is_settled (self->incident_case->incident))
    return;

  self->said_opened = TRUE;
  cst_incident_window_decide (self, new_operation (self, CST_OPERATION_OPENED), NULL, NULL);
}

/**
 * cst_incident_window_mark_read:
 *
 * Marks the conversation as read once it has been seen: its page is open and the window in use.
 */
void
cst_incident_window_mark_read (CstIncidentWindow *self)
{
  const CstThread *thread = self->incident_case->thread;
  const CstMessage *last;
  CstOperation *operation;

  if (g_strcmp0 (adw_view_stack_get_visible_child_name (self->pages), "messages") != 0 ||
      !gtk_window_is_active (GTK_WINDOW (self)) || cst_thread_count_unread (thread) == 0 ||
      !cst_account_can (self->incident_case->account, CST_CAN_MARK_READ) ||
      !self->incident_case->account->info.may_find)
    return;

  last = g_ptr_array_index (thread->messages, thread->messages->len - 1);
  if (!cst_set_str (&self->marked_read, last->id))
    return;

  operation = new_operation (self, CST_OPERATION_MARK_READ);
  operation->read_up_to = g_strdup (last->id);
  cst_incident_window_decide (self, operation, NULL, NULL);
}

static void
confirmed_cb (AdwMessageDialog  *dialog,
              const char        *response,
              CstIncidentWindow *self)
{
  CstResolutionDraft *draft = cst_resolution_panel_get_draft (self->resolution_panel);
  g_autofree char *problem = cst_resolution_draft_dup_problem (draft);
  gboolean is_refund = cst_resolution_draft_get_choice (draft) == CST_CHOICE_REFUND;
  CstOperation *operation;

  if (!g_str_equal (response, CST_RESOLUTION_CONFIRMED) || problem != NULL || self->incident_case == NULL)
    return;

  operation = cst_resolution_draft_build (draft, self->account);
  cst_incident_window_note_proposal (self, operation, g_object_get_data (G_OBJECT (dialog), "guard"));
  cst_incident_window_decide (self, operation, cst_incident_drafts_get_saver (self->drafts, CST_DRAFT_RESOLUTION),
                              is_refund ? _("Refund decided") : _("Replacement decided"));
}

/**
 * cst_incident_window_confirm:
 *
 * Spells out what the chosen resolution will bring about, and decides it when that is confirmed.
 */
void
cst_incident_window_confirm (CstIncidentWindow *self)
{
  CstResolutionDraft *draft = cst_resolution_panel_get_draft (self->resolution_panel);
  const CstRulesCase *rules_case = cst_incident_rules_get_case (self->rules);
  CstDecisionGuard *guard = rules_case != NULL ? cst_decision_guard_new (draft, rules_case) : NULL;
  AdwMessageDialog *dialog = cst_resolution_confirm_new (GTK_WINDOW (self), draft, &self->incident_case->account->info,
                                                         self->incident_case->undo_window, guard,
                                                         cst_context_now (self->context));

  g_object_set_data (G_OBJECT (dialog), "guard", guard);
  g_signal_connect_object (dialog, "response", G_CALLBACK (confirmed_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
decide_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  CstResolutionDraft *draft = cst_resolution_panel_get_draft (self->resolution_panel);

  if (cst_resolution_draft_get_choice (draft) == CST_CHOICE_CONTACT)
    gtk_widget_activate_action (widget, "incident.page", "s", "messages");
  else
    cst_incident_window_confirm (self);
}

static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);

  adw_view_stack_set_visible_child_name (self->pages, "problem");
  gtk_widget_activate_action (GTK_WIDGET (self->resolution_panel), "resolution.choose", "s",
                              g_variant_get_string (parameter, NULL));
}

static void
page_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  const char *page = g_variant_get_string (parameter, NULL);

  g_object_set (self, "photos-only", FALSE, NULL);
  adw_view_stack_set_visible_child_name (self->pages, page);
  if (g_str_equal (page, "messages"))
    cst_composer_focus (cst_chat_page_get_composer (self->chat_page));
}

static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  CstComposer *composer = cst_chat_page_get_composer (self->chat_page);
  CstOperation *operation;

  if (!cst_composer_can_send (composer))
    return;

  operation = new_operation (self, CST_OPERATION_MESSAGE);
  cst_composer_fill (composer, operation);
  cst_incident_window_decide (self, operation, cst_incident_drafts_get_saver (self->drafts, CST_DRAFT_MESSAGE),
                              cst_account_keeps_here (self->incident_case->account, CST_CAN_MESSAGE)
                              ? _("Message written down; Constat does not transmit it") : _("Message decided"));
}

static void
add_note_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  CstOperation *operation = new_operation (self, CST_OPERATION_NOTE);

  operation->text = cst_desk_card_dup_note (self->desk_card);
  cst_incident_window_decide (self, operation, cst_incident_drafts_get_saver (self->drafts, CST_DRAFT_NOTE),
                              _("Note added"));
}

/* Nobody can tell from these photos: the letter for a better one is shown at once, where the customer can be asked. */
static void
ask_better_photo (CstIncidentWindow *self)
{
  const CstAccount *account = self->incident_case->account;

  if (cst_account_can (account, CST_CAN_MESSAGE) && account->info.may_decide &&
      !cst_incident_is_settled (self->incident_case->incident))
    cst_incident_window_ask_photo (self);
}

static void
record_finding_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  CstOperation *operation = new_operation (self, CST_OPERATION_FINDING);
  const char *finding;
  const char *note;
  const char *line;
  int pieces;
  g_autoptr(GVariantIter) lines = NULL;
  g_autoptr(GPtrArray) marks = cst_photo_viewer_get_marks (self->viewer);
  gboolean asks_again;

  g_variant_get (parameter, "(&s&sa(si))", &finding, &note, &lines);
  while (g_variant_iter_next (lines, "(&si)", &line, &pieces))
    cst_operation_add_line (operation, line, pieces);
  operation->finding = (CstFindingKind) cst_enum_value (&cst_finding_kind_type, finding);
  operation->text = cst_str_is_blank (note) ? NULL : g_strdup (note);
  cst_operation_set_marks (operation, marks);
  asks_again = operation->finding == CST_FINDING_CANNOT_TELL;
  cst_incident_window_decide (self, operation, cst_incident_drafts_get_saver (self->drafts, CST_DRAFT_MARKS),
                              _("Finding recorded"));
  if (asks_again)
    ask_better_photo (self);
}

static void
ask_finding_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  cst_finding_bar_ask (CST_INCIDENT_WINDOW (widget)->finding_bar, g_variant_get_string (parameter, NULL));
}

static void
assign_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  gboolean is_assigning = g_str_equal (name, "incident.assign");
  CstOperation *operation = new_operation (self, is_assigning ? CST_OPERATION_ASSIGN : CST_OPERATION_UNASSIGN);

  if (is_assigning)
    g_variant_get (parameter, "(ss)", &operation->assignee, &operation->assignee_name);
  cst_incident_window_decide (self, operation, NULL, is_assigning ? _("Assigned") : _("Assignment removed"));
}

typedef struct
{
  CstIncidentWindow *self;     /* (owned) */
  char              *incident;
  GPtrArray         *marks;    /* (owned) of CstMark: what the finding was drawn with */
} Undo;

static void
undo_free (Undo *undo)
{
  g_object_unref (undo->self);
  g_free (undo->incident);
  g_ptr_array_unref (undo->marks);
  g_free (undo);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Undo, undo_free)

/* What was drawn for a finding that was taken back can be drawn on, unless something new was drawn meanwhile. */
static void
put_back_marks (Undo *undo)
{
  CstIncidentWindow *self = undo->self;
  g_autoptr(GPtrArray) drawn = cst_photo_viewer_get_marks (self->viewer);

  if (undo->marks->len == 0 || drawn->len > 0 || g_strcmp0 (undo->incident, self->incident) != 0)
    return;

  cst_photo_viewer_set_marks (self->viewer, undo->marks);
  cst_incident_window_save_drafts (self);
}

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Undo) undo = user_data;
  g_autoptr(GError) error = NULL;

  if (!cst_context_undo_finish (CST_CONTEXT (object), result, &error))
    {
      say_problem (undo->self, _("It can no longer be taken back"), error->message);
      return;
    }

  put_back_marks (undo);
  cst_incident_window_toast (undo->self, _("Taken back; nothing was sent"));
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  gint64 id = g_variant_get_int64 (parameter);
  const CstOperation *operation = NULL;
  Undo *undo = g_new0 (Undo, 1);

  if (self->incident_case != NULL)
    operation = cst_incident_case_find_operation (self->incident_case, id);
  undo->self = g_object_ref (self);
  undo->incident = g_strdup (self->incident);
  undo->marks = cst_marks_copy (operation != NULL ? operation->marks : NULL);
  cst_context_undo_async (self->context, id, NULL, undone_cb, undo);
}

static void
set_aside_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(CstIncidentWindow) self = CST_INCIDENT_WINDOW (user_data);
  g_autoptr(GError) error = NULL;

  if (!cst_operation_act_finish (CST_CONTEXT (object), result, &error))
    say_problem (self, _("It could not be set aside"), error->message);
}

static void
set_aside_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);

  cst_operation_act_async (self->context, g_variant_get_int64 (parameter), CST_ACT_SET_ASIDE, set_aside_cb,
                           g_object_ref (self));
}

static void
ask_response_cb (CstPhotoRequestDialog *dialog,
                 const char            *response,
                 CstIncidentWindow     *self)
{
  g_autofree char *text = cst_photo_request_dialog_dup_text (dialog);
  CstOperation *operation;

  if (!g_str_equal (response, CST_PHOTO_REQUEST_SEND) || cst_str_is_blank (text) || self->incident_case == NULL)
    return;

  operation = new_operation (self, CST_OPERATION_MESSAGE);
  operation->purpose = CST_PURPOSE_PHOTO_REQUEST;
  operation->text = g_steal_pointer (&text);
  operation->language = g_strdup (cst_photo_request_dialog_get_language (dialog));
  cst_incident_window_decide (self, operation, NULL, _("Request for a photo decided"));
}

/**
 * cst_incident_window_ask_photo:
 *
 * R2, R11: shows the letter that asks for a photo and sends it when that is confirmed.
 */
void
cst_incident_window_ask_photo (CstIncidentWindow *self)
{
  CstPhotoRequestDialog *dialog = cst_photo_request_dialog_new (GTK_WINDOW (self), &self->incident_case->account->info,
                                                                self->incident_case->order,
                                                                self->incident_case->incident);

  g_signal_connect_object (dialog, "response", G_CALLBACK (ask_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
ask_photo_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  cst_incident_window_ask_photo (CST_INCIDENT_WINDOW (widget));
}

static void
move_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  int step = g_str_equal (name, "incident.next") ? 1 : -1;
  int place = cst_incident_list_find (self->through, self->account, self->incident) + step;
  const CstIncidentRef *ref;

  if (self->through == NULL || place < 0 || place >= (int) self->through->len)
    return;

  ref = g_ptr_array_index (self->through, (guint) place);
  cst_incident_window_show (self, ref->account, ref->incident);
}

static void
open_order_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);

  cst_context_open_order (self->context, self->account, self->incident_case->order->id);
}

static void
open_site_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);

  g_app_info_launch_default_for_uri_async (self->incident_case->order->site_url, NULL, NULL, NULL, NULL);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  gboolean is_order = g_str_equal (name, "incident.copy-order");

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), is_order ? self->incident_case->order->number
                                                                      : self->incident_case->incident->number);
  cst_incident_window_toast (self, is_order ? _("Order number copied") : _("Incident number copied"));
}

typedef struct
{
  const char   *action;
  CstCasePaper  paper;
  gboolean      to_file;
} PrintAction;

static const PrintAction print_actions[] = {
  { "incident.print-sheet", CST_CASE_SHEET, FALSE },
  { "incident.save-sheet", CST_CASE_SHEET, TRUE },
  { "incident.print-slip", CST_CASE_SLIP, FALSE },
  { "incident.save-slip", CST_CASE_SLIP, TRUE },
  { "incident.print-label", CST_CASE_LABEL, FALSE },
};

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);

  for (gsize i = 0; i < G_N_ELEMENTS (print_actions); i++)
    {
      if (g_str_equal (print_actions[i].action, name))
        cst_case_print_paper (self->context, self->incident_case, print_actions[i].paper, print_actions[i].to_file,
                              GTK_WINDOW (self));
    }
}

/* ── A place without an API ────────────────────────────────────────────────────────────────────── */

static void
event_decided_cb (CstIncidentWindow *self,
                  CstOperation      *operation)
{
  cst_incident_window_decide (self, cst_operation_copy (operation), NULL, _("Written down"));
}

static void
what_happened_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  int event = cst_enum_value (&cst_incident_event_kind_type, g_variant_get_string (parameter, NULL));
  CstEventWindow *window = cst_event_window_new (self->context, self->incident_case, (CstIncidentEventKind) event);

  g_signal_connect_object (window, "decided", G_CALLBACK (event_decided_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (window));
}

static void
correct_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  CstRecordWindow *window = cst_record_window_new_for (self->context, self->account, self->incident_case->order,
                                                       self->incident_case->incident);

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (window));
}

static void
shortcuts_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_resource (CST_UI_RESOURCE ("cst-incident-shortcuts"));
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, GTK_WINDOW (widget));
  gtk_window_present (window);
}

/**
 * cst_incident_window_update_actions:
 *
 * The one place that says which acts are possible now.
 */
void
cst_incident_window_update_actions (CstIncidentWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  CstIncidentCase *incident_case = self->incident_case;
  const CstAccount *account = incident_case != NULL ? incident_case->account : NULL;
  CstResolutionDraft *draft = cst_resolution_panel_get_draft (self->resolution_panel);
  g_autofree char *note = cst_desk_card_dup_note (self->desk_card);
  g_autofree char *problem = incident_case != NULL ? cst_resolution_draft_dup_problem (draft) : NULL;
  int place = cst_incident_list_find (self->through, self->account, self->incident);
  gboolean is_there = incident_case != NULL;
  gboolean is_free = is_there && !self->is_deciding;
  gboolean is_open = is_there && cst_incident_case_gate (incident_case) == CST_GATE_OPEN;
  gboolean may_find = is_there && account->info.may_find;
  gboolean may_write = is_there && account->info.may_decide && cst_account_can (account, CST_CAN_MESSAGE);

  gtk_widget_action_set_enabled (widget, "incident.previous", place > 0);
  gtk_widget_action_set_enabled (widget, "incident.next",
                                 place >= 0 && place + 1 < (int) self->through->len);
  gtk_widget_action_set_enabled (widget, "incident.choose", is_open);
  gtk_widget_action_set_enabled (widget, "incident.decide", is_free && is_open && problem == NULL);
  gtk_widget_action_set_enabled (widget, "incident.send",
                                 is_free && cst_composer_can_send (cst_chat_page_get_composer (self->chat_page)));
  gtk_widget_action_set_enabled (widget, "incident.ask-photo", is_free && may_write);
  gtk_widget_action_set_enabled (widget, "incident.add-note",
                                 is_free && may_find && cst_account_can (account, CST_CAN_NOTE) &&
                                 !cst_str_is_blank (note));
  gtk_widget_action_set_enabled (widget, "incident.record-finding",
                                 may_find && cst_account_can (account, CST_CAN_FIND));
  gtk_widget_action_set_enabled (widget, "incident.ask-finding",
                                 may_find && cst_account_can (account, CST_CAN_FIND));
  cst_incident_window_update_evidence (self);
  cst_incident_window_update_closing (self);
  cst_incident_window_update_cancelling (self);
  cst_incident_window_update_site (self);
  cst_incident_window_update_arbitration (self);
  gtk_widget_action_set_enabled (widget, "incident.assign", may_find && cst_account_can (account, CST_CAN_ASSIGN));
  gtk_widget_action_set_enabled (widget, "incident.unassign", may_find && cst_account_can (account, CST_CAN_ASSIGN));
  gtk_widget_action_set_enabled (widget, "incident.what-happened",
                                 is_free && cst_account_can (account, CST_CAN_RECORD));
  gtk_widget_action_set_enabled (widget, "incident.correct", is_there && cst_account_can (account, CST_CAN_RECORD));
  gtk_widget_action_set_enabled (widget, "incident.open-order", is_there);
  gtk_widget_action_set_enabled (widget, "incident.open-site", is_there && incident_case->order->site_url != NULL);
  gtk_widget_action_set_enabled (widget, "incident.copy-order", is_there);
  gtk_widget_action_set_enabled (widget, "incident.copy-incident", is_there);
  for (gsize i = 0; i < G_N_ELEMENTS (print_actions); i++)
    gtk_widget_action_set_enabled (widget, print_actions[i].action,
                                   is_there && cst_case_has_paper (incident_case->incident, print_actions[i].paper));
}

void
cst_incident_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "incident.previous", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "incident.next", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "incident.choose", "s", choose_action);
  gtk_widget_class_install_action (widget_class, "incident.decide", NULL, decide_action);
  gtk_widget_class_install_action (widget_class, "incident.page", "s", page_action);
  gtk_widget_class_install_action (widget_class, "incident.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "incident.ask-photo", NULL, ask_photo_action);
  gtk_widget_class_install_action (widget_class, "incident.add-note", NULL, add_note_action);
  gtk_widget_class_install_action (widget_class, "incident.record-finding", "(ssa(si))", record_finding_action);
  gtk_widget_class_install_action (widget_class, "incident.ask-finding", "s", ask_finding_action);
  gtk_widget_class_install_action (widget_class, "incident.assign", "(ss)", assign_action);
  gtk_widget_class_install_action (widget_class, "incident.unassign", NULL, assign_action);
  gtk_widget_class_install_action (widget_class, "incident.undo", "x", undo_action);
  gtk_widget_class_install_action (widget_class, "incident.set-aside", "x", set_aside_action);
  gtk_widget_class_install_action (widget_class, "incident.open-order", NULL, open_order_action);
  gtk_widget_class_install_action (widget_class, "incident.open-site", NULL, open_site_action);
  gtk_widget_class_install_action (widget_class, "incident.copy-order", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "incident.copy-incident", NULL, copy_action);
  for (gsize i = 0; i < G_N_ELEMENTS (print_actions); i++)
    gtk_widget_class_install_action (widget_class, print_actions[i].action, NULL, print_action);
  gtk_widget_class_install_action (widget_class, "incident.what-happened", "s", what_happened_action);
  gtk_widget_class_install_action (widget_class, "incident.correct", NULL, correct_action);
  gtk_widget_class_install_action (widget_class, "incident.shortcuts", NULL, shortcuts_action);
}
