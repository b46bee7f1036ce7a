/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-playbook-private.h"
#include "cst-util.h"

/* What a table cannot say of a playbook: that its parts fit together. */

typedef struct
{
  const CstPlaybook *playbook;
  GPtrArray         *problems;
} Check;

static gboolean
has_id (const GPtrArray *rules,
        const char      *id)
{
  for (guint i = 0; i < rules->len; i++)
    {
      if (g_strcmp0 (((const CstRule *) g_ptr_array_index (rules, i))->id, id) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
check_reference (Check           *check,
                 const CstRule   *rule,
                 const GPtrArray *rules,
                 const char      *id)
{
  if (id != NULL && !has_id (rules, id))
    cst_playbook_problem_add (check->problems, rule->line, _("look for a slip of the pen, or add it"),
                              _("there is no “%s”"), id);
}

static void
check_references (Check            *check,
                  const CstRule    *rule,
                  const GPtrArray  *rules,
                  char            **ids)
{
  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    check_reference (check, rule, rules, ids[i]);
}

static gboolean
is_boolean_fact (CstFact fact)
{
  return fact != CST_FACT_NONE && fact != CST_FACT_ARTICLE_PRICE && fact != CST_FACT_SIMILAR_CLAIMS &&
         fact != CST_FACT_DAYS_LATE && fact != CST_FACT_COUNTRY;
}

static void
check_conditions (Check         *check,
                  const CstRule *rule)
{
  for (guint i = 0; i < rule->conditions->len; i++)
    {
      const CstCondition *condition = g_ptr_array_index (rule->conditions, i);
      gboolean is_yes_no = strcmp (condition->value, "yes") == 0 || strcmp (condition->value, "no") == 0;

      if (condition->fact == CST_FACT_COUNTRY ? strlen (condition->value) != 2
                                              : !is_boolean_fact (condition->fact) || !is_yes_no)
        cst_playbook_problem_add (check->problems, rule->line,
                                  _("a condition asks for yes or no, or for a country as in country=FR"),
                                  _("“%s” is no condition on “%s”"), condition->value,
                                  cst_enum_nick (&cst_fact_type, (int) condition->fact));
    }
}

/* Two rules with one id are versions, and then have each a day of their own. */
static void
check_rules (Check     *check,
             GPtrArray *rules)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const CstRule *rule = g_ptr_array_index (rules, i);

      for (guint k = 0; k < i; k++)
        {
          const CstRule *other = g_ptr_array_index (rules, k);

          if (strcmp (rule->id, other->id) == 0 && rule->valid_from == other->valid_from)
            cst_playbook_problem_add (check->problems, rule->line,
                                      _("give it another id, or a “valid-from” of its own if it is a new version"),
                                      _("“%s” is there already, in line %d"), rule->id, other->line);
        }
      if (rule->valid_from < check->playbook->rule.valid_from)
        cst_playbook_problem_add (check->problems, rule->line, _("correct the day of the rule or of the playbook"),
                                  _("“%s” is older than its playbook"), rule->id);
      check_reference (check, rule, check->playbook->sources, rule->source);
      check_references (check, rule, check->playbook->reasons, rule->reasons);
      check_conditions (check, rule);
    }
}

/* Roughly, to compare terms in different units. */
static int
hours_of (const CstPlaybookClock *clock)
{
  switch (clock->unit)
    {
    case CST_UNIT_HOURS:
      return clock->amount;
    case CST_UNIT_WEEKS:
      return clock->amount * 7 * 24;
    case CST_UNIT_DAYS:
    case CST_UNIT_BUSINESS_DAYS:
    case CST_UNIT_WORKING_DAYS:
    default:
      return clock->amount * 24;
    }
}

static void
check_clock (Check                  *check,
             const CstPlaybookClock *clock)
{
  const GPtrArray *clocks = check->playbook->clocks;

  check_reference (check, &clock->rule, check->playbook->templates, clock->template_id);
  if (clock->starts == CST_MOMENT_NONE || clock->starts == clock->stops)
    cst_playbook_problem_add (check->problems, clock->rule.line, _("a clock starts at one moment and stops at another"),
                              _("“%s” can never run"), clock->rule.id);
  if (clock->aim > clock->amount)
    cst_playbook_problem_add (check->problems, clock->rule.line, _("aim for less than what is allowed"),
                              _("“%s” aims later than it is due"), clock->rule.id);
  if (clock->role == CST_CLOCK_REMINDER && clock->template_id == NULL)
    cst_playbook_problem_add (check->problems, clock->rule.line, _("name its template"),
                              _("“%s” reminds of something without a text"), clock->rule.id);

  for (guint i = 0; clock->role == CST_CLOCK_RESOLUTION && i < clocks->len; i++)
    {
      const CstPlaybookClock *reply = g_ptr_array_index (clocks, i);

      if (reply->role == CST_CLOCK_REPLY && hours_of (reply) > hours_of (clock) && reply->starts == clock->starts)
        cst_playbook_problem_add (check->problems, clock->rule.line, _("the first reply has to come before"),
                                  _("“%s” would end before the first reply is due"), clock->rule.id);
    }
}

static void
check_reasons (Check *check)
{
  const GPtrArray *reasons = check->playbook->reasons;
  int n_otherwise = 0;

  for (guint i = 0; i < reasons->len; i++)
    {
      const CstPlaybookReason *reason = g_ptr_array_index (reasons, i);

      n_otherwise += reason->otherwise ? 1 : 0;
      if (reason->handler == CST_HANDLER_UNKNOWN)
        {
          g_autofree char *hint = g_strdup_printf (_("write one of: %s"), "brand, marketplace");

          cst_playbook_problem_add (check->problems, reason->rule.line, hint, _("nobody handles “%s”"),
                                    reason->rule.id);
        }
      if (reason->guide != NULL && !has_id (check->playbook->questions, reason->guide))
        check_reference (check, &reason->rule, check->playbook->proposals, reason->guide);
      for (guint k = 0; k < i; k++)
        {
          const CstPlaybookReason *other = g_ptr_array_index (reasons, k);

          for (gsize j = 0; reason->codes != NULL && reason->codes[j] != NULL; j++)
            {
              if (strcmp (other->rule.id, reason->rule.id) != 0 && other->codes != NULL &&
                  g_strv_contains ((const char *const *) other->codes, reason->codes[j]))
                cst_playbook_problem_add (check->problems, reason->rule.line, _("a code belongs to one reason"),
                                          _("“%s” is a code of “%s” too"), reason->codes[j], other->rule.id);
            }
        }
    }
  if (n_otherwise != 1)
    cst_playbook_problem_add (check->problems, check->playbook->rule.line,
                              _("mark the reason that stands for all others with otherwise=\"yes\""),
                              _("exactly one reason stands for all others"));
}

static gboolean
is_action (const CstPlaybook *playbook,
           const char        *id)
{
  for (guint i = 0; i < playbook->checklists->len; i++)
    {
      if (has_id (((CstChecklist *) g_ptr_array_index (playbook->checklists, i))->actions, id))
        return TRUE;
    }

  return has_id (playbook->actions, id);
}

static void
check_proposal (Check             *check,
                const CstProposal *proposal)
{
  const CstPlaybook *playbook = check->playbook;

  check_reference (check, &proposal->rule, playbook->templates, proposal->template_id);
  check_reference (check, &proposal->rule, playbook->templates, proposal->comment);
  check_reference (check, &proposal->rule, playbook->groups, proposal->group);
  for (gsize i = 0; proposal->actions != NULL && proposal->actions[i] != NULL; i++)
    {
      if (!is_action (playbook, proposal->actions[i]))
        check_reference (check, &proposal->rule, playbook->actions, proposal->actions[i]);
    }
  if (!proposal->returns && (proposal->label_use != CST_LABEL_NEVER || proposal->articles != CST_ARTICLES_ANY))
    cst_playbook_problem_add (check->problems, proposal->rule.line, _("write return=\"yes\", or drop the rest"),
                              _("“%s” speaks of a return that it does not ask for"), proposal->rule.id);
  if ((proposal->does == CST_DOES_DISCOUNT) != (proposal->discount_bp > 0))
    cst_playbook_problem_add (check->problems, proposal->rule.line,
                              _("a discount says how much, and nothing else does"),
                              _("“%s” and its discount do not fit"), proposal->rule.id);
}

static void
check_guard (Check               *check,
             const CstMoneyGuard *guard)
{
  if (guard->ceiling == 0 && guard->confirm_above == 0)
    cst_playbook_problem_add (check->problems, guard->rule.line, _("give a ceiling, an amount to confirm, or both"),
                              _("“%s” guards nothing"), guard->rule.id);
  else if (guard->ceiling != 0 && guard->confirm_above >= guard->ceiling)
    cst_playbook_problem_add (check->problems, guard->rule.line, _("confirm below the ceiling"),
                              _("“%s” would never ask"), guard->rule.id);
}

static void
check_place (Check *check)
{
  const CstPlaybook *playbook = check->playbook;
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (playbook->time_zone);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstCalendar) calendar = cst_calendar_new (playbook->country, playbook->region, &error);

  if (zone == NULL)
    cst_playbook_problem_add (check->problems, playbook->rule.line, _("write it as in Europe/Paris"),
                              _("“%s” is no time zone"), playbook->time_zone);
  if (calendar == NULL)
    cst_playbook_problem_add (check->problems, playbook->rule.line, _("its public holidays decide on working days"),
                              "%s", error->message);
  if (playbook->rule.source == NULL || playbook->rule.valid_from == 0)
    cst_playbook_problem_add (check->problems, playbook->rule.line, _("its rules take both from there"),
                              _("a playbook has a source and a day from which it is valid"));
  check_reference (check, &playbook->rule, playbook->sources, playbook->rule.source);
}

static void
check_words (Check              *check,
             const CstRule      *rule,
             char              **words,
             const char *const  *known)
{
  for (gsize i = 0; words != NULL && words[i] != NULL; i++)
    {
      if (!g_strv_contains (known, words[i]))
        {
          g_autofree char *list = g_strjoinv (", ", (char **) known);
          g_autofree char *hint = g_strdup_printf (_("write one of: %s"), list);

          cst_playbook_problem_add (check->problems, rule->line, hint, _("“%s” is not known here"), words[i]);
        }
    }
}

static void
check_channels (Check *check)
{
  static const char *const channels[] = { "thread", "mail", "phone", NULL };
  static const char *const terms[] = {
    "order", "incident", "incidents", "incident-show", "customer", "customers", "marketplace", "state-submitted",
    "state-in-progress", "state-review", "state-resolved", "state-refused", NULL
  };
  static const char *const parties[] = { "brand", "customer", NULL };
  static const char *const files[] = {
    "communications", "evidence", "photos", "findings", "tracking", "label", "dates", NULL
  };
  const CstPlaybook *playbook = check->playbook;

  for (guint i = 0; i < playbook->channels->len; i++)
    {
      CstRule *rule = g_ptr_array_index (playbook->channels, i);

      check_words (check, rule, (char *[]) { rule->id, NULL }, channels);
    }
  for (guint i = 0; i < playbook->terms->len; i++)
    {
      CstRule *rule = g_ptr_array_index (playbook->terms, i);

      check_words (check, rule, (char *[]) { rule->id, NULL }, terms);
    }
  for (guint i = 0; i < playbook->escalations->len; i++)
    {
      CstEscalation *escalation = g_ptr_array_index (playbook->escalations, i);

      check_words (check, &escalation->rule, escalation->by, parties);
      check_words (check, &escalation->rule, escalation->hands_over, files);
    }
}

static void
check_rates (Check *check)
{
  for (guint i = 0; i < check->playbook->rates->len; i++)
    {
      const CstRateRule *rate = g_ptr_array_index (check->playbook->rates, i);

      if (rate->warn_at_bp >= rate->threshold_bp)
        cst_playbook_problem_add (check->problems, rate->rule.line, _("warn below the threshold"),
                                  _("“%s” would warn too late"), rate->rule.id);
    }
}

static void
check_actions (Check *check)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; i < check->playbook->checklists->len; i++)
    {
      const CstChecklist *list = g_ptr_array_index (check->playbook->checklists, i);

      for (guint k = 0; k < list->actions->len; k++)
        g_ptr_array_add (all, g_ptr_array_index (list->actions, k));
      if (list->actions->len == 0)
        cst_playbook_problem_add (check->problems, list->rule.line, _("add what there is to do"),
                                  _("“%s” has no action"), list->rule.id);
    }
  for (guint i = 0; i < check->playbook->actions->len; i++)
    g_ptr_array_add (all, g_ptr_array_index (check->playbook->actions, i));
  check_rules (check, all);
}

static void
check_warnings (Check *check)
{
  for (guint i = 0; i < check->playbook->warnings->len; i++)
    {
      const CstWarningRule *warning = g_ptr_array_index (check->playbook->warnings, i);

      if (warning->rule.conditions->len == 0)
        cst_playbook_problem_add (check->problems, warning->rule.line, _("say when, with “if”"),
                                  _("“%s” would always warn"), warning->rule.id);
    }
}

/**
 * cst_playbook_check:
 * @self: a playbook as it was read
 * @problems: (element-type CstPlaybookProblem): gets what does not fit
 */
void
cst_playbook_check (const CstPlaybook *self,
                    GPtrArray         *problems)
{
  Check check = { .playbook = self, .problems = problems };
  GPtrArray *const arrays[] = {
    self->sources, self->terms, self->reasons, self->clocks, self->steps, self->checklists, self->evidence,
    self->resolutions, self->groups, self->escalations, self->templates, self->channels, self->forbidden,
    self->guards, self->rates, self->closings, self->warnings, self->tabs, self->states, self->answers, self->tips,
  };

  check_place (&check);
  if (problems->len > 0)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (arrays); i++)
    check_rules (&check, arrays[i]);
  check_reasons (&check);
  check_actions (&check);
  for (guint i = 0; i < self->clocks->len; i++)
    check_clock (&check, g_ptr_array_index (self->clocks, i));
  for (guint i = 0; i < self->proposals->len; i++)
    check_proposal (&check, g_ptr_array_index (self->proposals, i));
  for (guint i = 0; i < self->guards->len; i++)
    check_guard (&check, g_ptr_array_index (self->guards, i));
  check_channels (&check);
  check_rates (&check);
  check_warnings (&check);
  /* Questions and proposals are one namespace: an answer leads to either. */
  {
    g_autoptr(GPtrArray) nodes = g_ptr_array_new ();

    g_ptr_array_extend (nodes, self->questions, NULL, NULL);
    g_ptr_array_extend (nodes, self->proposals, NULL, NULL);
    check_rules (&check, nodes);
  }
  cst_playbook_check_guide (self, problems);
  cst_playbook_check_texts (self, problems);
}
