/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-window-private.h"

#include <glib/gi18n.h>

#include "cst-arbitration-window.h"
#include "cst-build.h"
#include "cst-dossier-window.h"
#include "cst-labels.h"
#include "cst-quantities.h"
#include "cst-ruling-window.h"
#include "cst-util.h"

/* P7: arbitration asked for, the decision noted and carried out, the case file made; and from what is
 * missing to the place where it is added. */

static const CstCaseView *
view_of (CstIncidentWindow *self)
{
  const CstRulesCase *rules_case = self->rules != NULL ? cst_incident_rules_get_case (self->rules) : NULL;

  return rules_case != NULL ? rules_case->view : NULL;
}

/**
 * cst_incident_window_find_escalation:
 *
 * Returns: (nullable): the way to help or arbitration that the rules call @id
 */
const CstCaseEscalation *
cst_incident_window_find_escalation (CstIncidentWindow *self,
                                     const char        *id)
{
  const CstCaseView *view = view_of (self);

  for (guint i = 0; view != NULL && i < view->escalations->len; i++)
    {
      const CstCaseEscalation *escalation = g_ptr_array_index (view->escalations, i);

      if (g_str_equal (escalation->id, id))
        return escalation;
    }

  return NULL;
}

/* ── What is missing ───────────────────────────────────────────────────────────────────────────── */

static void
go_to (CstIncidentWindow *self,
       const char        *kind)
{
  static const struct
  {
    const char *kind;
    const char *action;
    const char *target; /* (nullable) */
  } places[] = {
    { "communications", "incident.page", "messages" },
    { "evidence", "incident.add-evidence", NULL },
    { "photos", "incident.ask-photo", NULL },
    { "findings", "incident.ask-finding", "confirmed" },
    { "tracking", "incident.correct", NULL },
    { "label", "incident.page", "problem" },
    { "dates", "incident.correct", NULL },
  };
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_recorded = self->incident_case != NULL && cst_account_can (self->incident_case->account, CST_CAN_RECORD);

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const char *action = places[i].action;

      if (!g_str_equal (places[i].kind, kind))
        continue;

      /* What the site says of an order is not written here, but there. */
      if (g_str_equal (action, "incident.correct") && !is_recorded)
        action = "incident.open-order";
      gtk_widget_activate_action (widget, action, places[i].target != NULL ? "s" : NULL, places[i].target);
    }
  if (g_str_equal (kind, "label"))
    gtk_widget_child_focus (GTK_WIDGET (self->aftercare_card), GTK_DIR_TAB_FORWARD);
}

/* ── Asking ────────────────────────────────────────────────────────────────────────────────────── */

/* The marketplace gets the words itself; that it was asked is noted with the decision to send them. */
static void
send_words (CstIncidentWindow *self,
            const char        *text)
{
  CstOperation *operation = cst_operation_new (CST_OPERATION_MESSAGE, self->account, self->incident_case->order->id,
                                               self->incident);

  operation->purpose = CST_PURPOSE_ESCALATION;
  operation->subject = g_strdup (CST_CASE_MOMENT_ARBITRATION);
  operation->text = g_strdup (text);
  cst_incident_window_decide (self, operation, NULL, _("Message decided"));
}

/* Colleagues at other desks read it among the notes. */
static void
tell_colleagues (CstIncidentWindow *self,
                 const char        *label,
                 const char        *text)
{
  const CstAccount *account = self->incident_case->account;
  CstOperation *note;

  if (!cst_account_can (account, CST_CAN_NOTE) || !account->info.may_find || cst_str_is_blank (text))
    return;

  note = cst_operation_new (CST_OPERATION_NOTE, self->account, self->incident_case->order->id, self->incident);
  /* Translators: what was asked of the site’s service, and with which words */
  note->text = g_strdup_printf (_("%1$s: %2$s"), label, text);
  cst_incident_window_decide (self, note, NULL, NULL);
}

/**
 * cst_incident_window_note_asked:
 * @moment: that help or arbitration was asked for
 * @by: which side asked
 * @label: what was asked for, in words
 * @text: why; blank where nobody said
 *
 * Notes what is asked outside of here, and has our own words ready for the site.
 */
void
cst_incident_window_note_asked (CstIncidentWindow *self,
                                CstMoment          moment,
                                const char        *by,
                                const char        *label,
                                const char        *text)
{
  gboolean has_words = g_str_equal (by, "brand") && !cst_str_is_blank (text);
  g_autofree char *value = cst_time_format (cst_context_now (self->context));
  CstCaseMark *mark = cst_case_mark_new (self->incident, CST_CASE_MARK_MOMENT,
                                         cst_enum_nick (&cst_moment_type, (int) moment), value);

  mark->actor = g_strdup (by);
  mark->note = cst_str_is_blank (text) ? NULL : g_strdup (text);
  cst_incident_rules_note (self->rules, self->incident_case->person, mark);
  tell_colleagues (self, label, text);
  if (has_words)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  cst_incident_window_toast (self, has_words ? _("Noted; your words are in the clipboard, for the site")
                                             : _("Noted"));
}

static void
asked_cb (CstIncidentWindow *self,
          const char        *by,
          const char        *text)
{
  if (self->incident_case == NULL)
    return;

  if (g_str_equal (by, "brand") && cst_account_can (self->incident_case->account, CST_CAN_ESCALATE))
    send_words (self, text);
  else
    cst_incident_window_note_asked (self, CST_MOMENT_ARBITRATION, by, cst_label_moment (CST_MOMENT_ARBITRATION), text);
}

static void
escalate_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  const CstCaseEscalation *rule = cst_incident_window_find_escalation (self, g_variant_get_string (parameter, NULL));
  CstArbitrationWindow *window;

  if (rule == NULL || self->incident_case == NULL)
    return;

  window = cst_arbitration_window_new (self->context, self->incident_case, rule);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  g_signal_connect_object (window, "asked", G_CALLBACK (asked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "go", G_CALLBACK (go_to), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/* ── The decision ──────────────────────────────────────────────────────────────────────────────── */

/* Whether a decision binds, by whichever rule leads to it; it does where no rule says anything. */
static gboolean
is_binding (CstIncidentWindow *self)
{
  const CstRulesCase *rules_case = cst_incident_rules_get_case (self->rules);

  for (guint i = 0; rules_case != NULL && i < rules_case->playbook->escalations->len; i++)
    {
      const CstEscalation *rule = g_ptr_array_index (rules_case->playbook->escalations, i);

      if (rule->kind == CST_ESCALATE_ARBITRATION)
        return rule->binding;
    }

  return TRUE;
}

static void
decided_cb (CstIncidentWindow *self,
            const CstCaseMark *mark)
{
  if (self->incident_case == NULL)
    return;

  cst_incident_rules_note (self->rules, self->incident_case->person, cst_case_mark_copy (mark));
  cst_incident_window_toast (self, _("The decision is noted"));
}

static void
ruling_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  CstRulingWindow *window = cst_ruling_window_new (self->context, self->incident_case,
                                                   cst_case_marks_find_ruling (self->incident_case->marks),
                                                   is_binding (self));

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  g_signal_connect_object (window, "decided", G_CALLBACK (decided_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/* ── What it asks for ──────────────────────────────────────────────────────────────────────────── */

static CstOperation *
build_consequence (CstIncidentWindow *self,
                   const CstRuling   *ruling)
{
  const CstIncidentCase *incident_case = self->incident_case;

  return cst_ruling_to_operation (ruling, self->account, incident_case->order, incident_case->incident,
                                  incident_case->incidents, incident_case->operations);
}

static void
add_lines (GtkWidget             *box,
           const CstIncidentCase *incident_case,
           const CstOperation    *operation)
{
  const CstOrder *order = incident_case->order;
  CstAmounts amounts = { 0 };

  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *line = g_ptr_array_index (operation->lines, i);
      const CstOrderLine *article = cst_order_find_line (order, line->line);
      g_autofree char *text = g_strdup_printf ("%d × %s", line->quantity,
                                               article != NULL && article->title != NULL ? article->title : line->line);
      g_autofree char *amount = line->amount > 0
                                ? cst_money_format (cst_money (line->amount, order->amounts.currency)) : NULL;

      gtk_box_append (GTK_BOX (box), cst_build_row ("emblem-documents-symbolic", text, amount, NULL));
    }
  if (operation->kind != CST_OPERATION_REFUND)
    return;

  cst_refund_amounts (order, incident_case->incidents, incident_case->operations, operation, &amounts);
  {
    g_autofree char *total = cst_money_format (cst_money (amounts.total, amounts.currency));
    /* Translators: the whole amount of a refund, with tax */
    g_autofree char *text = g_strdup_printf (_("Paid back in all: %s with tax"), total);

    gtk_box_append (GTK_BOX (box), cst_build_row ("object-select-symbolic", text, NULL, NULL));
  }
}

static void
carried_out_cb (CstIncidentWindow *self,
                const char        *response)
{
  g_autoptr(CstRuling) ruling = self->incident_case != NULL ? cst_case_marks_ruling (self->incident_case->marks) : NULL;
  CstOperation *operation = ruling != NULL && g_str_equal (response, "carry-out") ? build_consequence (self, ruling)
                                                                                  : NULL;

  /* The store takes it once, whoever else has decided it meanwhile. */
  if (operation != NULL)
    cst_incident_window_decide (self, operation, NULL, operation->kind == CST_OPERATION_REFUND
                                                       ? _("Refund decided") : _("Replacement decided"));
}

static void
carry_out_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  g_autoptr(CstRuling) ruling = cst_case_marks_ruling (self->incident_case->marks);
  g_autoptr(CstOperation) operation = ruling != NULL ? build_consequence (self, ruling) : NULL;
  g_autofree char *what = NULL;
  g_autofree char *body = NULL;
  AdwMessageDialog *dialog;
  GtkWidget *box;

  if (operation == NULL)
    return;

  what = cst_label_ruling (ruling);
  /* Translators: what an arbitration decided, as in “Refund of €12.00 incl. tax” */
  body = g_strdup_printf (_("The arbitration decided: %s. It goes to the site once, through the outbox."), what);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  add_lines (box, self->incident_case, operation);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), _("Carry Out the Decision?"), body));
  adw_message_dialog_set_extra_child (dialog, box);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Not Now"), "carry-out",
                                    operation->kind == CST_OPERATION_REFUND ? _("Process the _refund")
                                                                            : _("Send the _replacement"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "carry-out", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (carried_out_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
case_file_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  CstDossierWindow *window = cst_dossier_window_new (self->context, self->incident_case);

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  g_signal_connect_object (window, "go", G_CALLBACK (go_to), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/**
 * cst_incident_window_update_arbitration:
 *
 * Says which of these acts are possible now, and how the arbitration stands.
 */
void
cst_incident_window_update_arbitration (CstIncidentWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const CstIncidentCase *incident_case = self->incident_case;
  gboolean is_there = incident_case != NULL;
  g_autoptr(CstRuling) ruling = is_there ? cst_case_marks_ruling (incident_case->marks) : NULL;
  gboolean is_open = ruling != NULL && cst_ruling_state (ruling, incident_case->incident, incident_case->operations) ==
                     CST_RULING_OPEN;

  gtk_widget_action_set_enabled (widget, "incident.case-file", is_there);
  gtk_widget_action_set_enabled (widget, "incident.ruling",
                                 is_there && cst_incident_case_may_rule (incident_case));
  gtk_widget_action_set_enabled (widget, "incident.carry-out",
                                 is_open && !self->is_deciding && incident_case->account->info.may_decide);
  if (is_there)
    cst_arbitration_card_set_case (self->arbitration_card, incident_case, view_of (self),
                                   cst_context_now (self->context));
}

void
cst_incident_window_install_arbitration (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "incident.escalate", "s", escalate_action);
  gtk_widget_class_install_action (widget_class, "incident.ruling", NULL, ruling_action);
  gtk_widget_class_install_action (widget_class, "incident.carry-out", NULL, carry_out_action);
  gtk_widget_class_install_action (widget_class, "incident.case-file", NULL, case_file_action);
}
