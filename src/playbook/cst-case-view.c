/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-case-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

CST_DEFINE_ENUM_TYPE (cst_clock_state,
                      "waiting", "running", "aim-passed", "missed", "met", "met-late", "reached", "standing");

static const CstField cst_case_clock_fields[] = {
  CST_FIELD (CstCaseClock, id, STRING),
  CST_FIELD (CstCaseClock, label, STRING),
  CST_FIELD_OF (CstCaseClock, role, ENUM, cst_clock_role_type),
  CST_FIELD_OF (CstCaseClock, state, ENUM, cst_clock_state_type),
  CST_FIELD (CstCaseClock, start, INT64),
  CST_FIELD (CstCaseClock, aim_at, INT64),
  CST_FIELD (CstCaseClock, due, INT64),
  CST_FIELD (CstCaseClock, last_safe, INT64),
  CST_FIELD (CstCaseClock, met_at, INT64),
  CST_FIELD (CstCaseClock, template_id, STRING),
  CST_FIELD (CstCaseClock, source, STRING),
  CST_FIELD (CstCaseClock, source_date, STRING),
  CST_FIELD (CstCaseClock, pauses, BOOL),
  CST_FIELD_OF (CstCaseClock, count, OPTIONAL, cst_due_type),
};
CST_DEFINE_RECORD_TYPE (cst_case_clock, CstCaseClock, "clock");

static const CstField cst_case_document_fields[] = {
  CST_FIELD (CstCaseDocument, what, STRING),
  CST_FIELD (CstCaseDocument, label, STRING),
  CST_FIELD (CstCaseDocument, at, INT64),
};
CST_DEFINE_RECORD_TYPE (cst_case_document, CstCaseDocument, "document");

static const CstField cst_case_step_fields[] = {
  CST_FIELD (CstCaseStep, id, STRING),
  CST_FIELD (CstCaseStep, label, STRING),
  CST_FIELD (CstCaseStep, is_current, BOOL),
  CST_FIELD (CstCaseStep, done_at, INT64),
  CST_FIELD_OF (CstCaseStep, documents, RECORDS, cst_case_document_type),
};
CST_DEFINE_RECORD_TYPE (cst_case_step, CstCaseStep, "step");

static const CstField cst_case_action_fields[] = {
  CST_FIELD (CstCaseAction, id, STRING),
  CST_FIELD (CstCaseAction, label, STRING),
  CST_FIELD (CstCaseAction, done_at, INT64),
  CST_FIELD (CstCaseAction, person, STRING),
  CST_FIELD (CstCaseAction, name, STRING),
};
CST_DEFINE_RECORD_TYPE (cst_case_action, CstCaseAction, "action");

static const CstField cst_case_resolution_fields[] = {
  CST_FIELD (CstCaseResolution, id, STRING),
  CST_FIELD (CstCaseResolution, label, STRING),
  CST_FIELD_OF (CstCaseResolution, does, ENUM, cst_does_type),
  CST_FIELD (CstCaseResolution, is_allowed, BOOL),
  CST_FIELD (CstCaseResolution, why_not, STRING),
  CST_FIELD_OF (CstCaseResolution, label_use, ENUM, cst_label_use_type),
  CST_FIELD_OF (CstCaseResolution, label_paid_by, ENUM, cst_party_type),
  CST_FIELD_OF (CstCaseResolution, executed_by, ENUM, cst_party_type),
};
CST_DEFINE_RECORD_TYPE (cst_case_resolution, CstCaseResolution, "allowed resolution");

static const CstField cst_case_evidence_fields[] = {
  CST_FIELD (CstCaseEvidence, id, STRING),
  CST_FIELD (CstCaseEvidence, label, STRING),
  CST_FIELD (CstCaseEvidence, is_missing, BOOL),
};
CST_DEFINE_RECORD_TYPE (cst_case_evidence, CstCaseEvidence, "evidence");

static const CstField cst_case_escalation_fields[] = {
  CST_FIELD (CstCaseEscalation, id, STRING),
  CST_FIELD (CstCaseEscalation, label, STRING),
  CST_FIELD_OF (CstCaseEscalation, kind, ENUM, cst_escalation_kind_type),
  CST_FIELD (CstCaseEscalation, needs_message, BOOL),
  CST_FIELD (CstCaseEscalation, binding, BOOL),
  CST_FIELD (CstCaseEscalation, by, STRINGS),
  CST_FIELD (CstCaseEscalation, hands_over, STRINGS),
};
CST_DEFINE_RECORD_TYPE (cst_case_escalation, CstCaseEscalation, "escalation");

static const CstField cst_case_notice_fields[] = {
  CST_FIELD (CstCaseNotice, id, STRING),
  CST_FIELD (CstCaseNotice, label, STRING),
  CST_FIELD (CstCaseNotice, asks, BOOL),
};
CST_DEFINE_RECORD_TYPE (cst_case_notice, CstCaseNotice, "notice");

static const CstField cst_case_view_fields[] = {
  CST_FIELD (CstCaseView, playbook, STRING),
  CST_FIELD (CstCaseView, version, INT),
  CST_FIELD (CstCaseView, reason, STRING),
  CST_FIELD (CstCaseView, reason_label, STRING),
  CST_FIELD_OF (CstCaseView, handler, ENUM, cst_handler_type),
  CST_FIELD (CstCaseView, handler_label, STRING),
  CST_FIELD (CstCaseView, respond_by, INT64),
  CST_FIELD (CstCaseView, resolve_by, INT64),
  CST_FIELD (CstCaseView, last_safe, INT64),
  CST_FIELD_OF (CstCaseView, clocks, RECORDS, cst_case_clock_type),
  CST_FIELD_OF (CstCaseView, pauses, RECORDS, cst_case_pause_type),
  CST_FIELD (CstCaseView, step, STRING),
  CST_FIELD_OF (CstCaseView, steps, RECORDS, cst_case_step_type),
  CST_FIELD_OF (CstCaseView, actions, RECORDS, cst_case_action_type),
  CST_FIELD_OF (CstCaseView, resolutions, RECORDS, cst_case_resolution_type),
  CST_FIELD_OF (CstCaseView, evidence, RECORDS, cst_case_evidence_type),
  CST_FIELD_OF (CstCaseView, escalations, RECORDS, cst_case_escalation_type),
  CST_FIELD_OF (CstCaseView, warnings, RECORDS, cst_case_notice_type),
  CST_FIELD (CstCaseView, forbidden_channels, STRINGS),
  CST_FIELD_OF (CstCaseView, resolved_by, ENUM, cst_party_type),
  CST_FIELD_OF (CstCaseView, confirmed_by, ENUM, cst_party_type),
  CST_FIELD (CstCaseView, may_close, BOOL),
  CST_FIELD_OF (CstCaseView, guide, OPTIONAL, cst_guide_step_type),
};
CST_DEFINE_RECORD_TYPE (cst_case_view, CstCaseView, "case view");

/* One evaluation: which rules are in force for this case is asked once for each. */
typedef struct
{
  const CstPlaybook  *playbook;
  const CstCaseFacts *facts;
  guint32             opened;
  guint32             today;
  CstCaseView        *view;
} Evaluation;

static gboolean
concerns (const Evaluation *evaluation,
          const GPtrArray  *rules,
          const CstRule    *rule)
{
  return cst_rule_is_about (rule, evaluation->view->reason) &&
         cst_rule_is_in_force (evaluation->playbook, rules, rule, evaluation->opened, evaluation->today) &&
         cst_case_fits (evaluation->playbook, evaluation->facts, rule);
}

static gboolean
is_settled (const CstCaseFacts *facts)
{
  return facts->state == CST_INCIDENT_RESOLVED || facts->state == CST_INCIDENT_REFUSED;
}

/* O5, O6: what the marketplace says of its own incident goes before what the rules expect. */
static void
add_handler (Evaluation *evaluation)
{
  CstCaseView *view = evaluation->view;
  const CstCaseFacts *facts = evaluation->facts;
  const CstPlaybookReason *reason = cst_case_reason (evaluation->playbook, facts);
  const char *site = facts->site != NULL ? facts->site : evaluation->playbook->rule.label;

  view->handler = facts->handler;
  if (reason != NULL)
    {
      view->reason = g_strdup (reason->rule.id);
      view->reason_label = g_strdup (cst_playbook_label (&reason->rule));
      if (view->handler == CST_HANDLER_UNKNOWN)
        view->handler = reason->handler;
    }
  if (view->handler == CST_HANDLER_MARKETPLACE)
    /* Translators: a marketplace’s name */
    view->handler_label = g_strdup_printf (C_("incident", "Handled by %s"), site);
}

static CstCaseStep *
step_new (const Evaluation      *evaluation,
          const CstPlaybookStep *rule)
{
  const gint64 *at = evaluation->facts->moments.at;
  CstCaseStep *step = cst_record_new (&cst_case_step_type);

  step->id = g_strdup (rule->rule.id);
  step->label = g_strdup (cst_playbook_label (&rule->rule));
  step->done_at = at[rule->until];
  for (gsize i = 0; rule->documents != NULL && rule->documents[i] != NULL; i++)
    {
      CstCaseDocument *document = cst_record_new (&cst_case_document_type);
      CstMoment moment;

      moment = (CstMoment) cst_enum_value (&cst_moment_type, rule->documents[i]);
      document->what = g_strdup (rule->documents[i]);
      document->label = g_strdup (cst_label_moment (moment));
      document->at = at[moment];
      g_ptr_array_add (step->documents, document);
    }

  return step;
}

/* P5: the case stands at the last step that was entered and is not over; a step that nothing enters is entered when
 * the one before is over or when it is over itself, and one that was never entered is passed by. */
static void
add_steps (Evaluation *evaluation)
{
  const CstPlaybook *playbook = evaluation->playbook;
  const gint64 *at = evaluation->facts->moments.at;
  gboolean before_is_over = TRUE;
  CstCaseStep *current = NULL;

  for (guint i = 0; i < playbook->steps->len; i++)
    {
      const CstPlaybookStep *rule = g_ptr_array_index (playbook->steps, i);
      gboolean is_entered;
      CstCaseStep *step;

      if (!concerns (evaluation, playbook->steps, &rule->rule))
        continue;

      step = step_new (evaluation, rule);
      is_entered = rule->enters != CST_MOMENT_NONE ? at[rule->enters] != 0 : before_is_over || step->done_at != 0;
      if (is_entered && step->done_at == 0)
        current = step;
      if (is_entered)
        before_is_over = step->done_at != 0;
      g_ptr_array_add (evaluation->view->steps, step);
    }

  if (current != NULL)
    {
      current->is_current = TRUE;
      evaluation->view->step = g_strdup (current->id);
    }
}

static const CstCaseTick *
find_tick (const CstCaseFacts *facts,
           const char         *action)
{
  for (guint i = 0; i < facts->ticks->len; i++)
    {
      const CstCaseTick *tick = g_ptr_array_index (facts->ticks, i);

      if (g_strcmp0 (tick->action, action) == 0)
        return tick;
    }

  return NULL;
}

static void
add_action (Evaluation              *evaluation,
            const CstPlaybookAction *rule)
{
  const CstCaseTick *tick = find_tick (evaluation->facts, rule->rule.id);
  CstCaseAction *action = cst_record_new (&cst_case_action_type);

  action->id = g_strdup (rule->rule.id);
  action->label = g_strdup (cst_playbook_label (&rule->rule));
  action->done_at = tick != NULL ? tick->at : evaluation->facts->moments.at[rule->done_by];
  action->person = g_strdup (tick != NULL ? tick->person : NULL);
  action->name = g_strdup (tick != NULL ? tick->name : NULL);
  g_ptr_array_add (evaluation->view->actions, action);
}

static gboolean
is_proposed (const CstCaseView *view,
             const char        *action)
{
  const CstProposedResolution *proposal = view->guide != NULL ? view->guide->proposal : NULL;

  return proposal != NULL && proposal->actions != NULL &&
         g_strv_contains ((const char *const *) proposal->actions, action);
}

/* P4, T1: what is left to do, with who did what was done: the checklist of the reason, and what the proposal names. */
static void
add_actions (Evaluation *evaluation)
{
  const CstPlaybook *playbook = evaluation->playbook;

  for (guint i = 0; i < playbook->checklists->len; i++)
    {
      const CstChecklist *list = g_ptr_array_index (playbook->checklists, i);

      for (guint k = 0; concerns (evaluation, playbook->checklists, &list->rule) && k < list->actions->len; k++)
        add_action (evaluation, g_ptr_array_index (list->actions, k));
    }

  for (guint i = 0; i < playbook->actions->len; i++)
    {
      const CstPlaybookAction *rule = g_ptr_array_index (playbook->actions, i);

      if (is_proposed (evaluation->view, rule->rule.id) || find_tick (evaluation->facts, rule->rule.id) != NULL)
        add_action (evaluation, rule);
    }
}

static CstCapabilities
capability_of (CstDoes does)
{
  switch (does)
    {
    case CST_DOES_REFUND:
    case CST_DOES_CREDIT:
      return CST_CAN_REFUND;
    case CST_DOES_REPLACEMENT:
      return CST_CAN_REPLACE;
    case CST_DOES_CONTACT:
    case CST_DOES_DISCOUNT:
      return CST_CAN_MESSAGE;
    case CST_DOES_NOTHING:
    case CST_DOES_INTERCEPT:
    case CST_DOES_REORDER:
    case CST_DOES_VERIFY:
    case CST_DOES_INVESTIGATE:
    default:
      return 0;
    }
}

/* Why a resolution cannot be chosen, or NULL. */
static char *
why_not (const Evaluation        *evaluation,
         const CstResolutionRule *rule)
{
  const CstCaseFacts *facts = evaluation->facts;
  int needed = (int) capability_of (rule->does);

  if (evaluation->view->handler == CST_HANDLER_MARKETPLACE)
    return g_strdup (evaluation->view->handler_label);
  if (is_settled (facts))
    return g_strdup (_("The case is settled"));
  if (facts->moments.at[CST_MOMENT_ARBITRATION] != 0 && facts->moments.at[CST_MOMENT_DECIDED] == 0 &&
      rule->does != CST_DOES_CONTACT)
    return g_strdup (_("The arbitration decides"));
  if (facts->knows_capabilities && !facts->may_decide && rule->does != CST_DOES_CONTACT)
    return g_strdup (_("This account’s token may not decide"));
  if (facts->knows_capabilities && (facts->capabilities & needed) != needed)
    return g_strdup (_("The marketplace does not take it this way; do it on its site"));

  return NULL;
}

static void
add_resolutions (Evaluation *evaluation)
{
  const CstPlaybook *playbook = evaluation->playbook;

  for (guint i = 0; i < playbook->resolutions->len; i++)
    {
      const CstResolutionRule *rule = g_ptr_array_index (playbook->resolutions, i);
      CstCaseResolution *resolution;

      /* O6: nothing is offered for what the marketplace handles. */
      if (!concerns (evaluation, playbook->resolutions, &rule->rule))
        continue;

      resolution = cst_record_new (&cst_case_resolution_type);
      resolution->id = g_strdup (rule->rule.id);
      resolution->label = g_strdup (cst_playbook_label (&rule->rule));
      resolution->does = rule->does;
      resolution->why_not = why_not (evaluation, rule);
      resolution->is_allowed = resolution->why_not == NULL;
      resolution->label_use = rule->label_use;
      resolution->label_paid_by = rule->label_paid_by;
      resolution->executed_by = rule->executed_by;
      g_ptr_array_add (evaluation->view->resolutions, resolution);
    }
}

static void
add_evidence (Evaluation *evaluation)
{
  const CstPlaybook *playbook = evaluation->playbook;
  const CstCaseFacts *facts = evaluation->facts;

  for (guint i = 0; i < playbook->evidence->len; i++)
    {
      const CstEvidenceRule *rule = g_ptr_array_index (playbook->evidence, i);
      CstCaseEvidence *evidence;

      if (!concerns (evaluation, playbook->evidence, &rule->rule))
        continue;

      evidence = cst_record_new (&cst_case_evidence_type);
      evidence->id = g_strdup (rule->rule.id);
      evidence->label = g_strdup (cst_playbook_label (&rule->rule));
      /* Photos count by themselves; what they show is said by a person. */
      evidence->is_missing = rule->photos > facts->photos ||
                             (rule->photos == 0 &&
                              (facts->evidence == NULL ||
                               !g_strv_contains ((const char *const *) facts->evidence, rule->rule.id)));
      g_ptr_array_add (evaluation->view->evidence, evidence);
    }
}

static void
add_escalations (Evaluation *evaluation)
{
  const CstPlaybook *playbook = evaluation->playbook;

  for (guint i = 0; i < playbook->escalations->len; i++)
    {
      const CstEscalation *rule = g_ptr_array_index (playbook->escalations, i);
      CstCaseEscalation *escalation;

      if (!concerns (evaluation, playbook->escalations, &rule->rule) || is_settled (evaluation->facts))
        continue;

      escalation = cst_record_new (&cst_case_escalation_type);
      escalation->id = g_strdup (rule->rule.id);
      escalation->label = g_strdup (cst_playbook_label (&rule->rule));
      escalation->kind = rule->kind;
      escalation->needs_message = rule->needs_message;
      escalation->binding = rule->binding;
      escalation->by = g_strdupv (rule->by);
      escalation->hands_over = g_strdupv (rule->hands_over);
      g_ptr_array_add (evaluation->view->escalations, escalation);
    }
}

static void
add_notices (Evaluation *evaluation)
{
  const CstPlaybook *playbook = evaluation->playbook;
  g_autoptr(GStrvBuilder) forbidden = g_strv_builder_new ();

  for (guint i = 0; i < playbook->warnings->len; i++)
    {
      const CstWarningRule *rule = g_ptr_array_index (playbook->warnings, i);
      CstCaseNotice *notice;

      if (!concerns (evaluation, playbook->warnings, &rule->rule))
        continue;
      notice = cst_record_new (&cst_case_notice_type);
      notice->id = g_strdup (rule->rule.id);
      notice->label = g_strdup (cst_playbook_label (&rule->rule));
      notice->asks = rule->asks;
      g_ptr_array_add (evaluation->view->warnings, notice);
    }

  for (guint i = 0; i < playbook->channels->len; i++)
    {
      const CstChannel *channel = g_ptr_array_index (playbook->channels, i);

      if (concerns (evaluation, playbook->channels, &channel->rule) && !channel->allowed)
        g_strv_builder_add (forbidden, channel->rule.id);
    }
  evaluation->view->forbidden_channels = g_strv_builder_end (forbidden);
}

/* O10, P8: who says that it is over, and whether we may by now. */
static void
add_closing (Evaluation *evaluation)
{
  const CstPlaybook *playbook = evaluation->playbook;
  CstCaseView *view = evaluation->view;

  for (guint i = 0; i < playbook->closings->len; i++)
    {
      const CstClosing *rule = g_ptr_array_index (playbook->closings, i);

      if (!concerns (evaluation, playbook->closings, &rule->rule))
        continue;
      view->resolved_by = rule->resolved_by;
      view->confirmed_by = rule->confirmed_by;
    }

  view->may_close = view->handler != CST_HANDLER_MARKETPLACE && !is_settled (evaluation->facts) &&
                    (view->resolved_by == CST_PARTY_BRAND ||
                     (view->confirmed_by == CST_PARTY_BRAND &&
                      evaluation->facts->moments.at[CST_MOMENT_ACCEPTED] != 0));
}

/**
 * cst_case_view_new:
 * @playbook: the account's
 * @facts: what is known of the case
 *
 * Everything the rules have to say of a case: a pure function of its two arguments. Thread-safe; labels are in the
 * language of the process.
 *
 * Returns: (transfer full): the view
 */
CstCaseView *
cst_case_view_new (const CstPlaybook  *playbook,
                   const CstCaseFacts *facts)
{
  CstCaseView *view;
  Evaluation evaluation = { .playbook = playbook, .facts = facts };

  g_return_val_if_fail (playbook != NULL && facts != NULL, NULL);

  view = cst_record_new (&cst_case_view_type);
  evaluation.view = view;
  evaluation.opened = cst_case_opened_day (playbook, facts);
  evaluation.today = cst_case_today (playbook, facts);
  view->playbook = g_strdup (playbook->rule.id);
  view->version = playbook->version;
  add_handler (&evaluation);
  cst_case_add_clocks (view, playbook, facts, TRUE);
  if (view->handler != CST_HANDLER_MARKETPLACE)
    view->guide = cst_guide_next (playbook, facts);
  add_steps (&evaluation);
  add_actions (&evaluation);
  add_resolutions (&evaluation);
  add_evidence (&evaluation);
  add_escalations (&evaluation);
  add_notices (&evaluation);
  add_closing (&evaluation);

  return view;
}

void
cst_case_view_free (CstCaseView *self)
{
  cst_record_free (&cst_case_view_type, self);
}

/**
 * cst_case_clocks_new:
 *
 * The clocks alone and the two times lists sort by, without words and explanations: quick enough for a hundred
 * thousand cases.
 *
 * Returns: (transfer full): a view of which nothing else is filled in
 */
CstCaseView *
cst_case_clocks_new (const CstPlaybook  *playbook,
                     const CstCaseFacts *facts)
{
  CstCaseView *view;
  Evaluation evaluation = { .playbook = playbook, .facts = facts };

  g_return_val_if_fail (playbook != NULL && facts != NULL, NULL);

  view = cst_record_new (&cst_case_view_type);
  evaluation.view = view;
  add_handler (&evaluation);
  cst_case_add_clocks (view, playbook, facts, FALSE);

  return view;
}

/**
 * cst_case_view_first_due:
 *
 * Returns: (transfer none) (nullable): of the clocks of this role, met or not, the one that is or was due first
 */
const CstCaseClock *
cst_case_view_first_due (const CstCaseView *self,
                         CstClockRole       role)
{
  const CstCaseClock *first = NULL;

  for (guint i = 0; i < self->clocks->len; i++)
    {
      const CstCaseClock *clock = g_ptr_array_index (self->clocks, i);

      if (clock->role == role && clock->due != 0 && (first == NULL || clock->due < first->due))
        first = clock;
    }

  return first;
}
