/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-window-private.h"

#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-mark-dialog.h"
#include "cst-message.h"
#include "cst-util.h"

/* What is said to the marketplace itself about an incident: that it is resolved, and that its help is needed (P10).
 * Where the account's site takes it, it is decided like anything else; else a person says it there, with words that are
 * ready in the clipboard. */

static CstOperation *
new_message (CstIncidentWindow *self,
             CstMessagePurpose  purpose,
             char              *owned)
{
  CstOperation *operation = cst_operation_new (CST_OPERATION_MESSAGE, self->account, self->incident_case->order->id,
                                               self->incident);

  operation->purpose = purpose;
  operation->text = g_strstrip (owned);

  return operation;
}

/* ── Marked as resolved ────────────────────────────────────────────────────────────────────────── */

static void
mark_changed_cb (CstIncidentWindow *self,
                 CstMarkDialog     *dialog)
{
  g_autofree char *text = cst_mark_dialog_dup_text (dialog);
  g_autofree char *obstacle = cst_incident_window_dup_obstacle (self, text);

  cst_mark_dialog_set_obstacle (dialog, obstacle);
}

/* What was written to the customer before becomes this message, when it is what the dialog began with. */
static void
marked_cb (CstMarkDialog     *dialog,
           const char        *response,
           CstIncidentWindow *self)
{
  gboolean was_written = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "was-written"));
  CstOperation *operation;

  if (!g_str_equal (response, CST_MARK_RESOLVED) || self->incident_case == NULL)
    return;

  operation = new_message (self, CST_PURPOSE_RESOLUTION, cst_mark_dialog_dup_text (dialog));
  operation->subject = g_strdup (cst_mark_dialog_get_reason (dialog));
  cst_incident_window_decide (self, operation,
                              was_written ? cst_incident_drafts_get_saver (self->drafts, CST_DRAFT_MESSAGE) : NULL,
                              _("Marked as resolved"));
}

static void
mark_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  g_autofree char *written = cst_composer_dup_message (cst_chat_page_get_composer (self->chat_page));
  CstMarkDialog *dialog = cst_mark_dialog_new (GTK_WINDOW (self), self->incident_case, written);

  g_object_set_data (G_OBJECT (dialog), "was-written", GINT_TO_POINTER (!cst_str_is_blank (written)));
  g_signal_connect_object (dialog, "changed", G_CALLBACK (mark_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "response", G_CALLBACK (marked_cb), self, 0);
  mark_changed_cb (self, dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ── Help ──────────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CstIncidentWindow *self;
  char              *label;
  gboolean           needs_message;
  gboolean           goes_to_site; /* as the dialog says */
  GtkTextBuffer     *buffer; /* (owned) */
} Help;

static void
help_free (Help *help)
{
  g_free (help->label);
  g_object_unref (help->buffer);
  g_free (help);
}

static char *
dup_words (const Help *help)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (help->buffer, &start, &end);

  return gtk_text_buffer_get_text (help->buffer, &start, &end, FALSE);
}

static void
words_changed_cb (AdwMessageDialog *dialog)
{
  const Help *help = g_object_get_data (G_OBJECT (dialog), "help");
  g_autofree char *words = dup_words (help);

  adw_message_dialog_set_response_enabled (dialog, "ask", !help->needs_message || !cst_str_is_blank (words));
}

/* The incident went on while the words were written: nothing was asked, and they are not lost. */
static void
say_not_asked (CstIncidentWindow *self,
               const char        *words)
{
  const char *why = cst_incident_is_settled (self->incident_case->incident)
                    ? _("The incident was settled in the meantime.")
                    : _("The marketplace does not take such a message any more.");
  gboolean has_words = !cst_str_is_blank (words);
  g_autofree char *body = g_strjoin ("\n\n", why, has_words ? _("Your words are in the clipboard.") : NULL, NULL);

  if (has_words)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), words);
  cst_message_show (GTK_WIDGET (self), _("The Marketplace Was Not Asked"), body);
}

static void
asked_cb (AdwMessageDialog *dialog,
          const char       *response,
          Help             *help)
{
  CstIncidentWindow *self = help->self;
  g_autofree char *words = dup_words (help);
  CstOperation *operation;

  if (!g_str_equal (response, "ask") || self->incident_case == NULL)
    return;
  if (!help->goes_to_site)
    {
      cst_incident_window_note_asked (self, CST_MOMENT_HELP_ASKED, "brand", help->label, words);
      return;
    }
  if (!cst_site_may_ask (self->incident_case))
    {
      say_not_asked (self, words);
      return;
    }

  operation = new_message (self, CST_PURPOSE_ESCALATION, g_steal_pointer (&words));
  operation->subject = g_strdup (cst_enum_nick (&cst_moment_type, CST_MOMENT_HELP_ASKED));
  cst_incident_window_decide (self, operation, NULL, _("The marketplace is asked for help"));
}

static char *
explain_help (const CstIncidentCase *incident_case)
{
  const char *site = cst_account_get_site (incident_case->account);
  g_autofree char *undo = cst_site_undo_text (incident_case->undo_window);
  g_autofree char *reads = NULL;

  if (!cst_site_may_ask (incident_case))
    return g_strdup (_("Ask for it on the site with these words: Constat notes that you did, and when."));

  /* Translators: the marketplace’s name, twice */
  reads = g_strdup_printf (_("%1$s alone reads this message, not the customer; the incident then waits for %1$s."),
                           site);

  return g_strjoin (" ", reads, undo, NULL);
}

static void
ask_help_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  const CstCaseEscalation *rule = cst_incident_window_find_escalation (self, g_variant_get_string (parameter, NULL));
  g_autofree char *body = explain_help (self->incident_case);
  Help *help = g_new0 (Help, 1);
  GtkWidget *letter = cst_build_letter (NULL, &help->buffer);
  AdwMessageDialog *dialog;

  g_object_ref (help->buffer);
  help->self = self;
  help->label = g_strdup (rule != NULL ? rule->label : _("Ask the marketplace for help"));
  help->goes_to_site = cst_site_may_ask (self->incident_case);
  help->needs_message = rule == NULL || rule->needs_message || help->goes_to_site;
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), help->label, body));
  adw_message_dialog_set_extra_child (dialog, letter);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "ask",
                                    help->goes_to_site ? _("_Ask for Help") : _("_Note That I Ask"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "ask", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_object_set_data (G_OBJECT (dialog), "help", help);
  g_signal_connect_object (help->buffer, "changed", G_CALLBACK (words_changed_cb), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_data (dialog, "response", G_CALLBACK (asked_cb), help, (GClosureNotify) (GCallback) help_free, 0);
  words_changed_cb (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * cst_incident_window_fill_site:
 *
 * Shows how the incident stands with the marketplace.
 */
void
cst_incident_window_fill_site (CstIncidentWindow *self)
{
  const CstRulesCase *rules_case = cst_incident_rules_get_case (self->rules);

  cst_site_card_set_case (self->site_card, self->incident_case, rules_case != NULL ? rules_case->view : NULL,
                          cst_context_now (self->context));
}

/**
 * cst_incident_window_update_site:
 *
 * Says which of these acts are possible now.
 */
void
cst_incident_window_update_site (CstIncidentWindow *self)
{
  gboolean is_free = self->incident_case != NULL && !self->is_deciding;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "incident.mark-resolved",
                                 is_free && cst_site_may_mark (self->incident_case));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "incident.ask-help",
                                 is_free && !cst_incident_is_settled (self->incident_case->incident));
}

void
cst_incident_window_install_site (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "incident.mark-resolved", NULL, mark_action);
  gtk_widget_class_install_action (widget_class, "incident.ask-help", "s", ask_help_action);
}
