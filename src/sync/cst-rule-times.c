/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rule-times.h"

#include "cst-case-marks.h"
#include "cst-journal.h"
#include "cst-rule-case.h"
#include "cst-rule-pins.h"

/* R8: an open incident seen with rules for the first time is put under the file as it is. When its account takes
 * another site's rules, they come to the open ones too. */
static gboolean
pin (CstRuleSet         *set,
     CstDb              *db,
     const CstDueCase   *of,
     const CstPlaybook  *playbook,
     GError            **error)
{
  g_autofree char *before = NULL;
  g_autofree char *digest = NULL;
  gint64 now = cst_rule_set_now (set);

  if (!cst_db_rule_pin (db, of->account, of->incident->id, &before, &digest, error))
    return FALSE;
  if (g_strcmp0 (before, playbook->rule.id) == 0)
    return TRUE;

  return cst_db_set_rule_pin (db, of->account, of->incident->id, playbook->rule.id, playbook->digest, playbook->xml,
                              now, error) &&
         (before == NULL ||
          cst_db_journal_add_pin (db, of->account, of->incident, before, playbook->rule.id, now, error));
}

static void
take_deadline (CstRuleDeadline   *deadline,
               const CstCaseView *view,
               CstClockRole       role)
{
  const CstCaseClock *clock = cst_case_view_first_due (view, role);

  if (clock == NULL)
    return;

  deadline->due = clock->due;
  deadline->met_at = clock->met_at;
}

/**
 * cst_rule_times_work_out:
 *
 * As cst_rule_times_find(), but notes nothing: for any connection.
 */
gboolean
cst_rule_times_work_out (CstDb             *db,
                         const CstDueCase  *of,
                         CstRuleTimes      *times,
                         CstRuleSet        *set,
                         GError           **error)
{
  g_autoptr(CstRuleDesk) desk = cst_rule_set_desk (set, db, of->account, error);
  g_autoptr(CstPlaybook) playbook = NULL;
  g_autoptr(GPtrArray) marks = NULL;
  g_autoptr(CstCaseFacts) facts = NULL;
  g_autoptr(CstCaseView) view = NULL;

  *times = (CstRuleTimes) { 0 };
  if (desk == NULL)
    return FALSE;
  if (desk->playbook == NULL)
    return TRUE;

  if (!(playbook = cst_rule_set_pinned (set, db, of->account, of->incident->id, desk, error)) ||
      !(marks = cst_db_case_marks (db, of->account, of->incident->id, error)))
    return FALSE;

  facts = cst_case_facts_new (&desk->account->info, of->order, of->incident, of->desk, of->thread,
                              cst_rule_set_now (set));
  cst_case_facts_add_desk (facts, desk);
  cst_case_facts_add_marks (facts, marks);
  cst_case_facts_take_acts (facts, playbook);
  view = cst_case_clocks_new (playbook, facts);
  times->respond_by = view->respond_by;
  times->resolve_by = view->resolve_by;
  times->last_safe = view->last_safe;
  take_deadline (&times->reply, view, CST_CLOCK_REPLY);
  take_deadline (&times->resolution, view, CST_CLOCK_RESOLUTION);

  return TRUE;
}

/**
 * cst_rule_times_find:
 * @set: (type CstRuleSet): the rules in use
 *
 * P2, P3: a #CstDueFunc: what is due of an incident by its rules. An account without rules has nothing due, and a
 * settled incident is put under none.
 */
gboolean
cst_rule_times_find (CstDb             *db,
                     const CstDueCase  *of,
                     CstRuleTimes      *times,
                     gpointer           set,
                     GError           **error)
{
  g_autoptr(CstRuleDesk) desk = cst_rule_set_desk (set, db, of->account, error);

  if (desk == NULL)
    return FALSE;
  if (desk->playbook != NULL && !cst_incident_is_settled (of->incident) && !pin (set, db, of, desk->playbook, error))
    return FALSE;

  return cst_rule_times_work_out (db, of, times, set, error);
}
