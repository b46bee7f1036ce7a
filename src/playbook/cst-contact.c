/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-contact.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const CstField cst_contact_problem_fields[] = {
  CST_FIELD (CstContactProblem, rule, STRING),
  CST_FIELD (CstContactProblem, label, STRING),
  CST_FIELD_OF (CstContactProblem, content, ENUM, cst_content_type),
  CST_FIELD (CstContactProblem, found, STRING),
};
CST_DEFINE_RECORD_TYPE (cst_contact_problem, CstContactProblem, "contact problem");

static const char *
pattern_of (CstContent content)
{
  switch (content)
    {
    case CST_CONTENT_MAIL_ADDRESS:
      return "[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+";
    case CST_CONTENT_PHONE_NUMBER:
      /* Ten digits and more, or an international number, with what people put between digits. */
      return "(?<![\\w-])(\\+\\d{1,3}[ .()-]*|0)(\\d[ .()\\x{A0}\\x{202F}-]*){8,12}(?![\\w-])";
    case CST_CONTENT_LINK:
    default:
      return "\\b(https?://|www\\.)[^\\s<>\"]+";
    }
}

/**
 * cst_contact_is_allowed:
 * @channel: `thread`, `mail` or `phone`
 *
 * R16: a channel the marketplace forbids is not offered; one that no rule names is.
 *
 * Returns: whether the customer may be reached that way
 */
gboolean
cst_contact_is_allowed (const CstPlaybook  *playbook,
                        const CstCaseFacts *facts,
                        const char         *channel)
{
  const CstChannel *rule = cst_playbook_find (playbook, playbook->channels, channel,
                                              cst_case_opened_day (playbook, facts), cst_case_today (playbook, facts));

  return rule == NULL || rule->allowed;
}

static void
free_problem (gpointer problem)
{
  cst_record_free (&cst_contact_problem_type, problem);
}

/**
 * cst_contact_check_text:
 * @text: a message before it is sent
 *
 * R16: what the marketplace does not allow in a message.
 *
 * Returns: (transfer full) (element-type CstContactProblem): empty when all is well
 */
GPtrArray *
cst_contact_check_text (const CstPlaybook  *playbook,
                        const CstCaseFacts *facts,
                        const char         *text)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func (free_problem);
  guint32 opened = cst_case_opened_day (playbook, facts);
  guint32 today = cst_case_today (playbook, facts);

  g_return_val_if_fail (text != NULL, problems);

  for (guint i = 0; i < playbook->forbidden->len; i++)
    {
      const CstForbidden *rule = g_ptr_array_index (playbook->forbidden, i);
      g_autoptr(GRegex) regex = g_regex_new (pattern_of (rule->content), G_REGEX_CASELESS, 0, NULL);
      g_autoptr(GMatchInfo) match = NULL;
      CstContactProblem *problem;

      if (!cst_rule_is_in_force (playbook, playbook->forbidden, &rule->rule, opened, today) ||
          !g_regex_match (regex, text, 0, &match))
        continue;
      problem = cst_record_new (&cst_contact_problem_type);
      problem->rule = g_strdup (rule->rule.id);
      problem->label = g_strdup (cst_playbook_label (&rule->rule));
      problem->content = rule->content;
      problem->found = g_match_info_fetch (match, 0);
      g_ptr_array_add (problems, problem);
    }

  return problems;
}

/**
 * cst_money_guard_ask:
 * @amount: what a decision would cost
 * @why: (out) (transfer full) (nullable): the rule in words, when it is not free
 *
 * Whether an amount may be decided at once, needs a second confirmation, or is too much for the rules. Amounts in a
 * currency without a guard always ask.
 *
 * Returns: the answer
 */
CstMoneyAnswer
cst_money_guard_ask (const CstPlaybook   *playbook,
                     const CstCaseFacts  *facts,
                     CstMoney             amount,
                     char               **why)
{
  guint32 opened = cst_case_opened_day (playbook, facts);
  guint32 today = cst_case_today (playbook, facts);
  CstMoneyAnswer answer = playbook->guards->len > 0 ? CST_MONEY_CONFIRM : CST_MONEY_FREE;

  *why = NULL;
  for (guint i = 0; i < playbook->guards->len; i++)
    {
      const CstMoneyGuard *guard = g_ptr_array_index (playbook->guards, i);
      gint64 limit = 0;

      if (strcmp (guard->currency, amount.currency) != 0 ||
          !cst_rule_is_in_force (playbook, playbook->guards, &guard->rule, opened, today))
        continue;

      answer = CST_MONEY_FREE;
      if (guard->ceiling != 0 && amount.minor > guard->ceiling)
        {
          answer = CST_MONEY_FORBIDDEN;
          limit = guard->ceiling;
        }
      else if (guard->confirm_above != 0 && amount.minor > guard->confirm_above)
        {
          answer = CST_MONEY_CONFIRM;
          limit = guard->confirm_above;
        }

      if (limit != 0)
        {
          g_autofree char *text = cst_money_format (cst_money (limit, guard->currency));

          /* Translators: a rule, and the amount it sets */
          *why = g_strdup_printf (_("%s: %s"), cst_playbook_label (&guard->rule), text);
          break;
        }
    }

  if (answer == CST_MONEY_CONFIRM && *why == NULL)
    *why = g_strdup_printf (_("No rule says how much may be decided in %s"), amount.currency);

  return answer;
}
