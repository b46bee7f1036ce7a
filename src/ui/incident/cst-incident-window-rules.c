/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-window-private.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-contact.h"
#include "cst-decision-rules.h"
#include "cst-iso-names.h"
#include "cst-resolution-confirm.h"
#include "cst-snippets.h"
#include "cst-template-values.h"
#include "cst-util.h"

/* What the rules of the site bring into an incident's window: due times, process, guide, ready texts,
 * limits of money, and to whom a case can be handed over. The rules propose; nothing is sent by them. */

static const CstPlaybook *
playbook_of (const CstRulesCase *rules_case)
{
  return rules_case != NULL ? rules_case->playbook : NULL;
}

static gboolean
is_in_force (const CstRulesCase *rules_case,
             const GPtrArray    *rules,
             const CstRule      *rule)
{
  const CstPlaybook *playbook = rules_case->playbook;

  return cst_rule_is_in_force (playbook, rules, rule, cst_case_opened_day (playbook, rules_case->facts),
                               cst_case_today (playbook, rules_case->facts)) &&
         cst_case_fits (playbook, rules_case->facts, rule);
}

static const CstTemplate *
find_template (const CstRulesCase *rules_case,
               const char         *id)
{
  for (guint i = 0; id != NULL && i < rules_case->playbook->templates->len; i++)
    {
      const CstTemplate *template = g_ptr_array_index (rules_case->playbook->templates, i);

      if (g_str_equal (template->rule.id, id) &&
          is_in_force (rules_case, rules_case->playbook->templates, &template->rule))
        return template;
    }

  return NULL;
}

static CstFilledTemplate *
fill_template (CstIncidentWindow *self,
               const CstTemplate *template)
{
  const CstIncidentCase *incident_case = self->incident_case;
  const char *language = incident_case->order->customer.language;
  g_autoptr(GPtrArray) values = NULL;

  values = cst_template_values_new (incident_case, cst_incident_rules_get_case (self->rules)->view, template->rule.id,
                                    cst_resolution_panel_get_draft (self->resolution_panel), language);

  return cst_template_fill (template, language, values);
}

/* H9, R11: whether another language stands in, and what nobody knows. */
static char *
note_on (const CstIncidentCase   *incident_case,
         const CstFilledTemplate *filled)
{
  const char *wanted = incident_case->order->customer.language;
  g_autofree char *missing = cst_template_say_missing (filled->text);
  g_autofree char *fallback = NULL;

  if (filled->is_fallback && wanted != NULL)
    {
      /* Translators: a language's name, as in “Dutch” */
      fallback = g_strdup_printf (_("There is no text in the customer’s language (%s), so this one is in English."),
                                  cst_language_name (wanted));
    }

  if (fallback != NULL && missing != NULL)
    return g_strdup_printf ("%s\n%s", fallback, missing);

  return fallback != NULL ? g_steal_pointer (&fallback) : g_steal_pointer (&missing);
}

static const char *
person_id (CstIncidentWindow *self)
{
  return self->incident_case->person != NULL ? self->incident_case->person->id : NULL;
}

static void
fill_texts (CstIncidentWindow *self)
{
  const CstRulesCase *rules_case = cst_incident_rules_get_case (self->rules);
  CstTemplateMenu *menu = cst_composer_get_templates (cst_chat_page_get_composer (self->chat_page));
  GPtrArray *texts = cst_ready_texts_new ();
  g_autoptr(GPtrArray) snippets = NULL;

  for (guint i = 0; rules_case != NULL && i < rules_case->playbook->templates->len; i++)
    {
      const CstTemplate *template = g_ptr_array_index (rules_case->playbook->templates, i);

      if (is_in_force (rules_case, rules_case->playbook->templates, &template->rule) &&
          cst_rule_is_about (&template->rule, rules_case->view->reason))
        {
          CstFilledTemplate *filled = fill_template (self, template);
          g_autofree char *note = note_on (self->incident_case, filled);
          g_autofree char *language = g_ascii_strup (filled->language, -1);

          cst_ready_texts_add (texts, cst_playbook_label (&template->rule), filled->text, language, note, FALSE);
          cst_filled_template_free (filled);
        }
    }

  snippets = cst_snippets_load (cst_context_get_reader (self->context), person_id (self));
  for (guint i = 0; i < snippets->len; i++)
    {
      const CstSnippet *snippet = g_ptr_array_index (snippets, i);

      cst_ready_texts_add (texts, snippet->name, snippet->text, NULL, NULL, TRUE);
    }
  cst_template_menu_set_texts (menu, texts);
}

static void
texts_opened_cb (CstIncidentWindow *self)
{
  if (self->incident_case != NULL)
    fill_texts (self);
}

static void
text_kept_cb (CstIncidentWindow *self,
              const char        *name)
{
  g_autofree char *text = cst_composer_dup_message (cst_chat_page_get_composer (self->chat_page));
  g_autoptr(GPtrArray) snippets = NULL;

  if (self->incident_case == NULL || cst_str_is_blank (text))
    {
      cst_incident_window_toast (self, _("There is no message to keep yet"));
      return;
    }

  snippets = cst_snippets_load (cst_context_get_reader (self->context), person_id (self));
  cst_snippets_put (snippets, name, text);
  cst_snippets_save (snippets, cst_context_get_store (self->context), person_id (self));
  cst_incident_window_toast (self, _("Kept among your own texts"));
}

static void
text_removed_cb (CstIncidentWindow *self,
                 const char        *name)
{
  g_autoptr(GPtrArray) snippets = NULL;

  if (self->incident_case == NULL)
    return;

  snippets = cst_snippets_load (cst_context_get_reader (self->context), person_id (self));
  cst_snippets_remove (snippets, name);
  cst_snippets_save (snippets, cst_context_get_store (self->context), person_id (self));
  cst_incident_window_toast (self, _("Your text was removed"));
}

/**
 * cst_incident_window_dup_obstacle:
 *
 * Returns: (transfer full) (nullable): H9, R16: what keeps a message to the customer from leaving as it stands: a
 *   variable nobody filled in, or what the marketplace does not allow
 */
char *
cst_incident_window_dup_obstacle (CstIncidentWindow *self,
                                  const char        *text)
{
  const CstRulesCase *rules_case = cst_incident_rules_get_case (self->rules);
  g_autofree char *missing = cst_template_say_missing (text);
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GString) obstacle = g_string_new (missing);

  if (rules_case != NULL)
    problems = cst_contact_check_text (rules_case->playbook, rules_case->facts, text);
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const CstContactProblem *problem = g_ptr_array_index (problems, i);

      g_string_append (obstacle, obstacle->len > 0 ? "\n" : "");
      /* Translators: a rule of the marketplace, and the piece of text that goes against it */
      g_string_append_printf (obstacle, _("%s: “%s”"), problem->label, problem->found);
    }

  return obstacle->len > 0 ? g_strdup (obstacle->str) : NULL;
}

/**
 * cst_incident_window_check_message:
 *
 * Says what keeps the message that is being written from leaving as it stands.
 */
void
cst_incident_window_check_message (CstIncidentWindow *self)
{
  CstComposer *composer = cst_chat_page_get_composer (self->chat_page);
  g_autofree char *text = cst_composer_dup_message (composer);
  g_autofree char *obstacle = cst_incident_window_dup_obstacle (self, text);

  cst_composer_set_obstacle (composer, obstacle);
}

static void
ticked_cb (CstIncidentWindow *self,
           const char        *action,
           gboolean           is_done)
{
  if (self->incident_case != NULL)
    cst_incident_rules_mark (self->rules, self->incident_case->person, CST_CASE_MARK_TICK, action,
                             is_done ? "yes" : "");
}

static void
evidence_cb (CstIncidentWindow *self,
             const char        *evidence,
             gboolean           is_there)
{
  if (self->incident_case != NULL)
    cst_incident_rules_mark (self->rules, self->incident_case->person, CST_CASE_MARK_EVIDENCE, evidence,
                             is_there ? "yes" : "");
}

static void
answered_cb (CstIncidentWindow *self,
             const char        *question,
             const char        *answer)
{
  if (self->incident_case != NULL)
    cst_incident_rules_mark (self->rules, self->incident_case->person, CST_CASE_MARK_ANSWER, question, answer);
}

static void
failed_cb (CstIncidentWindow *self,
           const char        *problem)
{
  cst_incident_window_toast (self, problem);
}

static const char *
choice_of (CstDoes does)
{
  switch (does)
    {
    case CST_DOES_REFUND:
    case CST_DOES_CREDIT:
      return "refund";
    case CST_DOES_REPLACEMENT:
    case CST_DOES_REORDER:
      return "replacement";
    case CST_DOES_CONTACT:
    case CST_DOES_DISCOUNT:
    case CST_DOES_INTERCEPT:
      return "contact";
    case CST_DOES_NOTHING:
    case CST_DOES_VERIFY:
    case CST_DOES_INVESTIGATE:
    default:
      return NULL;
    }
}

static void
prepare_resolution (CstIncidentWindow           *self,
                    const CstProposedResolution *proposal)
{
  CstResolutionDraft *draft = cst_resolution_panel_get_draft (self->resolution_panel);
  const char *choice = choice_of (proposal->does);

  if (choice == NULL || cst_incident_case_gate (self->incident_case) != CST_GATE_OPEN)
    return;

  gtk_widget_activate_action (GTK_WIDGET (self->resolution_panel), "resolution.choose", "s", choice);
  for (guint i = 0; proposal->quantity != CST_QUANTITY_NONE && i < cst_resolution_draft_get_n_lines (draft); i++)
    {
      const CstDraftLine *line = cst_resolution_draft_get_line (draft, i);
      int wanted = proposal->quantity == CST_QUANTITY_CONFIRMED ? line->proposed : line->reported;

      cst_resolution_draft_set_quantity (draft, i, MIN (wanted, line->left));
    }
  if (cst_resolution_draft_get_choice (draft) == CST_CHOICE_REPLACEMENT)
    {
      cst_resolution_draft_set_with_return (draft, proposal->returns);
      cst_resolution_draft_set_label_follows (draft, proposal->label_use != CST_LABEL_ALWAYS);
    }
}

/* What somebody already wrote is theirs; a ready text comes only into an empty message. */
static gboolean
prepare_message (CstIncidentWindow           *self,
                 const CstProposedResolution *proposal)
{
  CstComposer *composer = cst_chat_page_get_composer (self->chat_page);
  const CstTemplate *template = find_template (cst_incident_rules_get_case (self->rules), proposal->template_id);
  CstFilledTemplate *filled;

  if (template == NULL || !cst_composer_is_empty (composer) ||
      !cst_account_can (self->incident_case->account, CST_CAN_MESSAGE))
    return FALSE;

  filled = fill_template (self, template);
  cst_composer_write (composer, filled->text);
  cst_filled_template_free (filled);

  return TRUE;
}

static const char *
label_of_group (const CstRulesCase *rules_case,
                const char         *id)
{
  for (guint i = 0; i < rules_case->playbook->groups->len; i++)
    {
      const CstRule *group = g_ptr_array_index (rules_case->playbook->groups, i);

      if (g_strcmp0 (group->id, id) == 0)
        return cst_playbook_label (group);
    }

  return id;
}

/* The escalation and the order comment become a note to be read and added. */
static gboolean
prepare_note (CstIncidentWindow           *self,
              const CstProposedResolution *proposal)
{
  const CstRulesCase *rules_case = cst_incident_rules_get_case (self->rules);
  const CstTemplate *comment = find_template (rules_case, proposal->comment);
  g_autofree char *written = cst_desk_card_dup_note (self->desk_card);
  g_autoptr(GString) note = g_string_new (NULL);

  if (!cst_str_is_blank (written))
    return FALSE;

  if (proposal->group != NULL)
    {
      const char *group = label_of_group (rules_case, proposal->group);

      /* Translators: a group of people, as in “After-sales” */
      g_string_append_printf (note, proposal->urgent ? _("Urgent. For %s: %s") : _("For %s: %s"), group,
                              proposal->label);
    }
  else if (proposal->urgent)
    g_string_append_printf (note, _("Urgent. %s"), proposal->label);

  if (comment != NULL)
    {
      CstFilledTemplate *filled = fill_template (self, comment);

      g_string_append_printf (note, "%s%s", note->len > 0 ? "\n" : "", filled->text);
      cst_filled_template_free (filled);
    }
  if (note->len == 0)
    return FALSE;

  cst_desk_card_set_note (self->desk_card, note->str);
  cst_incident_window_save_drafts (self);
  cst_incident_window_update_actions (self);

  return TRUE;
}

static void
prepare_cb (CstIncidentWindow *self)
{
  const CstRulesCase *rules_case = cst_incident_rules_get_case (self->rules);
  const CstProposedResolution *proposal;
  gboolean has_message;
  gboolean has_note;

  if (self->incident_case == NULL || rules_case == NULL || rules_case->view->guide == NULL ||
      rules_case->view->guide->proposal == NULL)
    return;

  proposal = rules_case->view->guide->proposal;
  prepare_resolution (self, proposal);
  has_message = prepare_message (self, proposal);
  has_note = prepare_note (self, proposal);
  cst_incident_window_toast (self, has_message && has_note ? _("Prepared with a message and an internal note; "
                                                               "nothing was sent")
                             : has_message ? _("Prepared with a message; nothing was sent")
                             : has_note ? _("Prepared with an internal note; nothing was sent")
                             : _("Prepared; nothing was sent"));
}

typedef struct
{
  CstIncidentWindow *self;
  char              *id;
  char              *label;
  GtkWidget         *entry;
  GtkWidget         *check;
} HandOver;

static void
hand_over_free (HandOver *hand_over)
{
  g_free (hand_over->id);
  g_free (hand_over->label);
  g_free (hand_over);
}

static CstOperation *
new_operation (CstIncidentWindow *self,
               CstOperationKind   kind)
{
  return cst_operation_new (kind, self->account, self->incident_case->order->id, self->incident);
}

static void
handed_over_cb (AdwMessageDialog *dialog,
                const char       *response,
                HandOver         *hand_over)
{
  CstIncidentWindow *self = hand_over->self;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (hand_over->entry));
  gboolean is_urgent = gtk_check_button_get_active (GTK_CHECK_BUTTON (hand_over->check));
  CstOperation *assign;

  if (!g_str_equal (response, "hand-over") || self->incident_case == NULL)
    return;

  if (cst_account_can (self->incident_case->account, CST_CAN_NOTE))
    {
      CstOperation *note = new_operation (self, CST_OPERATION_NOTE);

      /* Translators: a group of people, as in “After-sales”, and why the case goes there */
      note->text = g_strdup_printf (is_urgent ? _("Urgent. Handed over to %s. %s") : _("Handed over to %s. %s"),
                                    hand_over->label, text);
      g_strchomp (note->text);
      cst_incident_window_decide (self, note, NULL, NULL);
    }
  assign = new_operation (self, CST_OPERATION_ASSIGN);
  assign->assignee = g_strdup (hand_over->id);
  assign->assignee_name = g_strdup (hand_over->label);
  cst_incident_window_decide (self, assign, NULL, _("Handed over"));
}

static void
hand_over_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  HandOver *hand_over = g_new0 (HandOver, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  const char *place;
  AdwMessageDialog *dialog;
  g_autofree char *heading = NULL;

  hand_over->self = self;
  g_variant_get (parameter, "(ss)", &hand_over->id, &hand_over->label);
  /* Translators: a group of people, as in “After-sales” */
  heading = g_strdup_printf (_("Hand over to %s?"), hand_over->label);
  place = cst_account_keeps_here (self->incident_case->account, CST_CAN_ASSIGN)
          ? _("Internal: kept on this desk only.") : _("Internal: your colleagues see it, the customer does not.");
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), heading, place));
  hand_over->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (hand_over->entry), _("What they should know or do"));
  cst_accessible_set_label (hand_over->entry, _("What they should know or do"));
  hand_over->check = gtk_check_button_new_with_label (_("Urgent"));
  gtk_box_append (GTK_BOX (box), hand_over->entry);
  gtk_box_append (GTK_BOX (box), hand_over->check);
  adw_message_dialog_set_extra_child (dialog, box);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "hand-over", _("_Hand over"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "hand-over", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (handed_over_cb), hand_over,
                         (GClosureNotify) (GCallback) hand_over_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
append_group (GMenu      *menu,
              const char *label,
              const char *id,
              const char *group)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "incident.hand-over", "(ss)", id, group);
  g_menu_append_item (menu, item);
}

static void
append_escalation (GMenu                   *menu,
                   const CstCaseEscalation *escalation)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (escalation->label, NULL);

  if (escalation->by != NULL && !g_strv_contains ((const char *const *) escalation->by, "brand"))
    return;

  g_menu_item_set_action_and_target (item, escalation->kind == CST_ESCALATE_HELP ? "incident.ask-help"
                                                                                 : "incident.escalate",
                                     "s", escalation->id);
  g_menu_append_item (menu, item);
}

/* H2, H3, H8, P7, P10: the escalations that fit this case first, then the groups. */
static GMenuModel *
build_hand_over (const CstRulesCase *rules_case)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GHashTable) offered = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rules_case->view->escalations->len; i++)
    {
      const CstCaseEscalation *escalation = g_ptr_array_index (rules_case->view->escalations, i);

      if (escalation->kind != CST_ESCALATE_GROUP)
        {
          append_escalation (menu, escalation);
          continue;
        }
      append_group (menu, escalation->label, escalation->id, label_of_group (rules_case, escalation->id));
      g_hash_table_add (offered, escalation->id);
    }
  for (guint i = 0; i < rules_case->playbook->groups->len; i++)
    {
      const CstRule *group = g_ptr_array_index (rules_case->playbook->groups, i);

      if (!g_hash_table_contains (offered, group->id) &&
          is_in_force (rules_case, rules_case->playbook->groups, group))
        append_group (menu, cst_playbook_label (group), group->id, cst_playbook_label (group));
    }

  return g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0 ? G_MENU_MODEL (g_steal_pointer (&menu)) : NULL;
}

/**
 * cst_incident_window_fill_rules:
 *
 * Shows what the rules say of the incident now; without any, what the site itself says.
 */
void
cst_incident_window_fill_rules (CstIncidentWindow *self)
{
  const CstRulesCase *rules_case = cst_incident_rules_get_case (self->rules);
  const CstCaseView *view = rules_case != NULL ? rules_case->view : NULL;
  gint64 now = cst_context_now (self->context);
  g_autoptr(GMenuModel) hand_over = NULL;

  if (self->incident_case == NULL)
    return;

  cst_deadline_strip_set_case (self->deadline_strip, self->incident_case, view,
                               cst_incident_rules_get_site (self->rules), now);
  if (view != NULL)
    cst_resolution_panel_set_words (self->resolution_panel, view);
  cst_process_card_set_view (self->process_card, playbook_of (rules_case),
                             rules_case != NULL ? rules_case->facts : NULL, view, now);
  cst_guide_card_set_view (self->guide_card, playbook_of (rules_case),
                           rules_case != NULL ? rules_case->facts : NULL, view, now);
  if (rules_case != NULL && cst_account_can (self->incident_case->account, CST_CAN_ASSIGN) &&
      self->incident_case->account->info.may_find)
    hand_over = build_hand_over (rules_case);
  cst_desk_card_set_hand_over (self->desk_card, hand_over);
  cst_composer_forbid_mail (cst_chat_page_get_composer (self->chat_page),
                            rules_case != NULL &&
                            !cst_contact_is_allowed (rules_case->playbook, rules_case->facts, "mail"));
  cst_incident_window_fill_site (self);
  cst_incident_window_check_message (self);
  cst_incident_window_update_actions (self);
}

/**
 * cst_incident_window_note_proposal:
 * @operation: a resolution that is about to be decided
 * @guard: (nullable)
 *
 * H0: what the rules propose, and why it is decided otherwise, stay with the decision.
 */
void
cst_incident_window_note_proposal (CstIncidentWindow *self,
                                   CstOperation      *operation,
                                   CstDecisionGuard  *guard)
{
  const CstRulesCase *rules_case = cst_incident_rules_get_case (self->rules);
  g_autofree char *reason = guard != NULL ? cst_decision_guard_dup_reason (guard) : NULL;

  if (rules_case != NULL)
    cst_decision_note (rules_case->view, operation, reason);
}

void
cst_incident_window_install_rules_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "incident.hand-over", "(ss)", hand_over_action);
}

/**
 * cst_incident_window_set_up_rules:
 *
 * Once, before the first incident.
 */
void
cst_incident_window_set_up_rules (CstIncidentWindow *self)
{
  CstTemplateMenu *menu = cst_composer_get_templates (cst_chat_page_get_composer (self->chat_page));

  self->rules = cst_incident_rules_new (self->context);
  g_signal_connect_object (self->rules, "changed", G_CALLBACK (cst_incident_window_fill_rules), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rules, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->process_card, "ticked", G_CALLBACK (ticked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->process_card, "evidence", G_CALLBACK (evidence_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->guide_card, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->guide_card, "prepare", G_CALLBACK (prepare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (menu, "opened", G_CALLBACK (texts_opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (menu, "kept", G_CALLBACK (text_kept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (menu, "removed", G_CALLBACK (text_removed_cb), self, G_CONNECT_SWAPPED);
}
