/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-case-facts.h"

#include <string.h>

/* What people noted about a case may say that something happened which no marketplace tells: evidence handed over, a
 * claim verified, a return that came. */

static CstMoment
moment_in (const GPtrArray *actions,
           const char      *id)
{
  for (guint i = 0; i < actions->len; i++)
    {
      const CstPlaybookAction *action = g_ptr_array_index (actions, i);

      if (g_strcmp0 (action->rule.id, id) == 0)
        return action->done_by;
    }

  return CST_MOMENT_NONE;
}

static CstMoment
moment_of_action (const CstPlaybook *playbook,
                  const char        *id)
{
  CstMoment moment = moment_in (playbook->actions, id);

  for (guint i = 0; moment == CST_MOMENT_NONE && i < playbook->checklists->len; i++)
    moment = moment_in (((const CstChecklist *) g_ptr_array_index (playbook->checklists, i))->actions, id);

  return moment;
}

static CstMoment
moment_of_answer (const CstPlaybook   *playbook,
                  const CstCaseAnswer *answer)
{
  gboolean is_yes = g_strcmp0 (answer->answer, "yes") == 0;
  gboolean is_no = g_strcmp0 (answer->answer, "no") == 0;

  for (guint i = 0; i < playbook->questions->len; i++)
    {
      const CstQuestion *question = g_ptr_array_index (playbook->questions, i);

      if (g_strcmp0 (question->rule.id, answer->question) != 0)
        continue;
      if (question->fact == CST_FACT_VERIFIED && (is_yes || is_no))
        return is_yes ? CST_MOMENT_VERIFIED : CST_MOMENT_JUDGED;
      if (question->fact == CST_FACT_RETURN_RECEIVED && is_yes)
        return CST_MOMENT_RETURN_RECEIVED;
    }

  return CST_MOMENT_NONE;
}

/* What the data say goes first; what lies before a contest or a reopening belongs to the old clocks (R5). */
static void
take (CstCaseFacts *facts,
      CstMoment     moment,
      gint64        at)
{
  if (moment != CST_MOMENT_NONE && facts->moments.at[moment] == 0 && at >= facts->moments.at[CST_MOMENT_REPORTED])
    facts->moments.at[moment] = at;
}

/**
 * cst_case_facts_take_acts:
 *
 * P4.4, T6: an action that was ticked, or a question about the case that was answered, gives its moment to the clocks
 * where the data know none: whoever verifies and says no is done, too. To be called once all ticks and answers are in.
 */
void
cst_case_facts_take_acts (CstCaseFacts      *facts,
                          const CstPlaybook *playbook)
{
  g_return_if_fail (facts != NULL && playbook != NULL);

  for (guint i = 0; i < facts->ticks->len; i++)
    {
      const CstCaseTick *tick = g_ptr_array_index (facts->ticks, i);

      take (facts, moment_of_action (playbook, tick->action), tick->at);
    }
  for (guint i = 0; i < facts->answers->len; i++)
    {
      const CstCaseAnswer *answer = g_ptr_array_index (facts->answers, i);

      take (facts, moment_of_answer (playbook, answer), answer->at);
    }
  take (facts, CST_MOMENT_JUDGED, facts->moments.at[CST_MOMENT_VERIFIED]);
}
