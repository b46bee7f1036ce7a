/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-window-private.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-util.h"

/* P7, P8, P10: asking the site's own service for help or for its decision, and the end of a case. No site takes either
 * from here; who did it and when is noted, and moves the clocks. */

static const CstCaseView *
view_of (CstIncidentWindow *self)
{
  const CstRulesCase *rules_case = self->rules != NULL ? cst_incident_rules_get_case (self->rules) : NULL;

  return rules_case != NULL ? rules_case->view : NULL;
}

static gint64
closed_at (CstIncidentWindow *self)
{
  const CstRulesCase *rules_case = self->rules != NULL ? cst_incident_rules_get_case (self->rules) : NULL;

  return rules_case != NULL ? rules_case->facts->moments.at[CST_MOMENT_CLOSED] : 0;
}

/* @moment: when, 0 to take it back */
static void
mark_moment (CstIncidentWindow *self,
             CstMoment          kind,
             gint64             moment)
{
  g_autofree char *value = moment != 0 ? cst_time_format (moment) : g_strdup ("");

  cst_incident_rules_mark (self->rules, self->incident_case->person, CST_CASE_MARK_MOMENT,
                           cst_enum_nick (&cst_moment_type, (int) kind), value);
}

/* ── The end ───────────────────────────────────────────────────────────────────────────────────── */

static void
add_missing (GtkWidget         *box,
             const CstCaseView *view)
{
  for (guint i = 0; i < view->actions->len; i++)
    {
      const CstCaseAction *action = g_ptr_array_index (view->actions, i);

      if (action->done_at == 0)
        gtk_box_append (GTK_BOX (box), cst_build_row ("dialog-question-symbolic", action->label, _("Not done"), NULL));
    }
  for (guint i = 0; i < view->evidence->len; i++)
    {
      const CstCaseEvidence *evidence = g_ptr_array_index (view->evidence, i);

      if (evidence->is_missing)
        gtk_box_append (GTK_BOX (box),
                        cst_build_row ("dialog-question-symbolic", evidence->label, _("Still missing"), NULL));
    }
}

static void
closed_cb (AdwMessageDialog  *dialog,
           const char        *response,
           CstIncidentWindow *self)
{
  if (!g_str_equal (response, "close-case") || self->incident_case == NULL)
    return;

  mark_moment (self, CST_MOMENT_CLOSED, cst_context_now (self->context));
  cst_incident_window_toast (self, _("Closed"));
}

static void
close_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  const CstCaseView *view = view_of (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  AdwMessageDialog *dialog;

  /* Where incidents are recorded by hand the end is recorded as everything else. */
  if (cst_account_can (self->incident_case->account, CST_CAN_RECORD))
    {
      gtk_widget_activate_action (widget, "incident.what-happened", "s", "resolved");
      return;
    }

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), _("Close This Incident?"),
                                                       _("It is noted here with your name. Where the site asks for it, "
                                                         "confirm it there, too.")));
  add_missing (box, view);
  adw_message_dialog_set_extra_child (dialog, box);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "close-case", _("C_lose the Incident"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "close-case", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (closed_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
reopen_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);

  mark_moment (self, CST_MOMENT_CLOSED, 0);
  cst_incident_window_toast (self, _("Open again"));
}

/* ── Help and arbitration ──────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CstIncidentWindow *self;
  CstEscalationKind  kind;
  char              *label;
  gboolean           needs_message;
  GtkWidget         *entry;
  GtkWidget         *check;
} Escalation;

static void
escalation_free (Escalation *escalation)
{
  g_free (escalation->label);
  g_free (escalation);
}

static void
text_changed_cb (AdwMessageDialog *dialog)
{
  const Escalation *escalation = g_object_get_data (G_OBJECT (dialog), "escalation");
  const char *text = gtk_editable_get_text (GTK_EDITABLE (escalation->entry));

  adw_message_dialog_set_response_enabled (dialog, "ask", !escalation->needs_message || !cst_str_is_blank (text));
}

static void
asked_cb (AdwMessageDialog *dialog,
          const char       *response,
          Escalation       *escalation)
{
  CstIncidentWindow *self = escalation->self;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (escalation->entry));
  gboolean is_urgent = gtk_check_button_get_active (GTK_CHECK_BUTTON (escalation->check));

  if (!g_str_equal (response, "ask") || self->incident_case == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  if (cst_account_can (self->incident_case->account, CST_CAN_NOTE) && self->incident_case->account->info.may_find)
    {
      CstOperation *note = cst_operation_new (CST_OPERATION_NOTE, self->account, self->incident_case->order->id,
                                              self->incident);

      /* Translators: what was asked of the site’s service, and with which words */
      note->text = g_strdup_printf (is_urgent ? _("Urgent. %1$s: %2$s") : _("%1$s: %2$s"), escalation->label, text);
      cst_incident_window_decide (self, note, NULL, NULL);
    }
  mark_moment (self, escalation->kind == CST_ESCALATE_HELP ? CST_MOMENT_HELP_ASKED : CST_MOMENT_ARBITRATION,
               cst_context_now (self->context));
  cst_incident_window_toast (self, _("Noted; your words are in the clipboard, for the site"));
}

static const CstCaseEscalation *
find_escalation (const CstCaseView *view,
                 const char        *id)
{
  for (guint i = 0; view != NULL && i < view->escalations->len; i++)
    {
      const CstCaseEscalation *escalation = g_ptr_array_index (view->escalations, i);

      if (g_str_equal (escalation->id, id))
        return escalation;
    }

  return NULL;
}

static char *
explain (const CstCaseEscalation *rule)
{
  g_autoptr(GString) text = g_string_new (_("Ask for it on the site with these words: Constat notes that you did, and "
                                            "when."));

  if (rule->hands_over != NULL && rule->hands_over[0] != NULL)
    g_string_append_printf (text, " %s", _("All messages and all evidence are handed over."));
  if (rule->binding)
    g_string_append_printf (text, " %s", _("The decision binds both sides."));

  return g_strdup (text->str);
}

static void
escalate_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  const CstCaseEscalation *rule = find_escalation (view_of (self), g_variant_get_string (parameter, NULL));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  g_autofree char *body = NULL;
  AdwMessageDialog *dialog;
  Escalation *escalation;

  if (rule == NULL)
    return;

  body = explain (rule);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), rule->label, body));
  escalation = g_new0 (Escalation, 1);
  escalation->self = self;
  escalation->kind = rule->kind;
  escalation->label = g_strdup (rule->label);
  escalation->needs_message = rule->needs_message;
  escalation->entry = gtk_entry_new ();
  escalation->check = gtk_check_button_new_with_label (_("Urgent"));
  gtk_entry_set_placeholder_text (GTK_ENTRY (escalation->entry), _("What happened, and what you ask for"));
  cst_accessible_set_label (escalation->entry, _("What happened, and what you ask for"));
  gtk_box_append (GTK_BOX (box), escalation->entry);
  gtk_box_append (GTK_BOX (box), escalation->check);
  adw_message_dialog_set_extra_child (dialog, box);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "ask", _("_Note That I Ask"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "ask", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_object_set_data (G_OBJECT (dialog), "escalation", escalation);
  g_signal_connect_object (escalation->entry, "changed", G_CALLBACK (text_changed_cb), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_data (dialog, "response", G_CALLBACK (asked_cb), escalation,
                         (GClosureNotify) (GCallback) escalation_free, 0);
  text_changed_cb (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * cst_incident_window_update_closing:
 *
 * Says which of these acts are possible now.
 */
void
cst_incident_window_update_closing (CstIncidentWindow *self)
{
  const CstCaseView *view = view_of (self);
  gboolean may_close = view != NULL && view->may_close && self->incident_case != NULL && !self->is_deciding;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "incident.close", may_close && closed_at (self) == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "incident.reopen", view != NULL && closed_at (self) != 0);
}

void
cst_incident_window_install_closing (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "incident.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "incident.reopen", NULL, reopen_action);
  gtk_widget_class_install_action (widget_class, "incident.escalate", "s", escalate_action);
}
