/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-guide.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-util.h"

static const CstField cst_guide_answer_fields[] = {
  CST_FIELD (CstGuideAnswer, question, STRING),
  CST_FIELD (CstGuideAnswer, label, STRING),
  CST_FIELD (CstGuideAnswer, answer, STRING),
  CST_FIELD (CstGuideAnswer, answer_label, STRING),
  CST_FIELD (CstGuideAnswer, by_data, BOOL),
};
CST_DEFINE_RECORD_TYPE (cst_guide_answer, CstGuideAnswer, "guide answer");

static const CstField cst_guide_choice_fields[] = {
  CST_FIELD (CstGuideChoice, id, STRING),
  CST_FIELD (CstGuideChoice, label, STRING),
};
CST_DEFINE_RECORD_TYPE (cst_guide_choice, CstGuideChoice, "guide choice");

static const CstField cst_proposed_resolution_fields[] = {
  CST_FIELD (CstProposedResolution, proposal, STRING),
  CST_FIELD (CstProposedResolution, label, STRING),
  CST_FIELD_OF (CstProposedResolution, does, ENUM, cst_does_type),
  CST_FIELD (CstProposedResolution, returns, BOOL),
  CST_FIELD_OF (CstProposedResolution, label_use, ENUM, cst_label_use_type),
  CST_FIELD_OF (CstProposedResolution, articles, ENUM, cst_articles_type),
  CST_FIELD_OF (CstProposedResolution, quantity, ENUM, cst_quantity_rule_type),
  CST_FIELD (CstProposedResolution, discount_bp, INT),
  CST_FIELD (CstProposedResolution, free_shipping, BOOL),
  CST_FIELD (CstProposedResolution, urgent, BOOL),
  CST_FIELD (CstProposedResolution, template_id, STRING),
  CST_FIELD (CstProposedResolution, comment, STRING),
  CST_FIELD (CstProposedResolution, group, STRING),
  CST_FIELD (CstProposedResolution, actions, STRINGS),
  CST_FIELD (CstProposedResolution, source, STRING),
  CST_FIELD (CstProposedResolution, source_date, STRING),
  CST_FIELD (CstProposedResolution, valid_from, STRING),
};
CST_DEFINE_RECORD_TYPE (cst_proposed_resolution, CstProposedResolution, "proposed resolution");

static const CstField cst_guide_step_fields[] = {
  CST_FIELD_OF (CstGuideStep, trail, RECORDS, cst_guide_answer_type),
  CST_FIELD (CstGuideStep, question, STRING),
  CST_FIELD (CstGuideStep, label, STRING),
  CST_FIELD_OF (CstGuideStep, choices, RECORDS, cst_guide_choice_type),
  CST_FIELD (CstGuideStep, evidence, STRINGS),
  CST_FIELD_OF (CstGuideStep, proposal, OPTIONAL, cst_proposed_resolution_type),
};
CST_DEFINE_RECORD_TYPE (cst_guide_step, CstGuideStep, "guide step");

typedef struct
{
  const CstPlaybook  *playbook;
  const CstCaseFacts *facts;
  guint32             opened;
  guint32             today;
} Guide;

/**
 * cst_label_guide_answer:
 *
 * Returns: (transfer none): the answer's own words, or yes and no
 */
const char *
cst_label_guide_answer (const CstAnswerRule *answer)
{
  if (!cst_str_is_blank (answer->rule.label))
    return cst_playbook_label (&answer->rule);

  return strcmp (answer->rule.id, "yes") == 0 ? C_("answer", "Yes") : C_("answer", "No");
}

/* What the data say: yes or no, or NULL when a person has to. */
static const char *
answer_of_data (const Guide       *guide,
                const CstQuestion *question)
{
  const CstCaseFacts *facts = guide->facts;
  gint64 value = 0;

  if (question->fact == CST_FACT_NONE || !cst_case_knows (guide->playbook, facts, question->fact, &value))
    return NULL;
  if (question->fact == CST_FACT_ARTICLE_PRICE)
    {
      if (question->tax == CST_TAX_INCLUDED)
        value = facts->article_price_with_tax;
      /* Amounts of two currencies are not compared (R13). */
      if (facts->currency[0] != '\0' && strcmp (facts->currency, "EUR") != 0)
        return NULL;

      return value < question->less_than ? "yes" : "no";
    }
  if (question->at_least > 0)
    return value >= question->at_least ? "yes" : "no";

  return value != 0 ? "yes" : "no";
}

static const char *
answer_of_person (const Guide       *guide,
                  const CstQuestion *question)
{
  for (guint i = guide->facts->answers->len; i > 0; i--)
    {
      const CstCaseAnswer *answer = g_ptr_array_index (guide->facts->answers, i - 1);

      if (g_strcmp0 (answer->question, question->rule.id) == 0)
        return answer->answer;
    }

  return NULL;
}

static const CstAnswerRule *
find_answer (const CstQuestion *question,
             const char        *id)
{
  for (guint i = 0; id != NULL && i < question->answers->len; i++)
    {
      const CstAnswerRule *answer = g_ptr_array_index (question->answers, i);

      if (strcmp (answer->rule.id, id) == 0)
        return answer;
    }

  return NULL;
}

static void
ask (CstGuideStep      *step,
     const CstQuestion *question)
{
  step->question = g_strdup (question->rule.id);
  step->label = g_strdup (cst_playbook_label (&question->rule));
  step->evidence = g_strdupv (question->evidence);
  for (guint i = 0; i < question->answers->len; i++)
    {
      const CstAnswerRule *answer = g_ptr_array_index (question->answers, i);
      CstGuideChoice *choice = cst_record_new (&cst_guide_choice_type);

      choice->id = g_strdup (answer->rule.id);
      choice->label = g_strdup (cst_label_guide_answer (answer));
      g_ptr_array_add (step->choices, choice);
    }
}

static const char *
group_id (const Guide *guide,
          const char  *id)
{
  const CstRule *group = cst_playbook_find (guide->playbook, guide->playbook->groups, id, guide->opened, guide->today);

  return group != NULL ? group->id : NULL;
}

static CstProposedResolution *
propose (const Guide       *guide,
         const CstProposal *proposal)
{
  const CstSource *source = cst_playbook_source (guide->playbook, &proposal->rule);
  CstProposedResolution *proposed = cst_record_new (&cst_proposed_resolution_type);
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, proposal->rule.valid_from);
  proposed->proposal = g_strdup (proposal->rule.id);
  proposed->label = g_strdup (cst_playbook_label (&proposal->rule));
  proposed->does = proposal->does;
  proposed->returns = proposal->returns;
  proposed->label_use = proposal->label_use;
  proposed->articles = proposal->articles;
  proposed->quantity = proposal->quantity;
  proposed->discount_bp = proposal->discount_bp;
  proposed->free_shipping = proposal->free_shipping;
  proposed->urgent = proposal->urgent;
  proposed->template_id = g_strdup (proposal->template_id);
  proposed->comment = g_strdup (proposal->comment);
  proposed->group = g_strdup (group_id (guide, proposal->group));
  proposed->actions = g_strdupv (proposal->actions);
  proposed->source = g_strdup (source != NULL ? cst_playbook_label (&source->rule) : NULL);
  proposed->source_date = g_strdup (source != NULL ? source->date : NULL);
  proposed->valid_from = g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date), (int) g_date_get_month (&date),
                                          g_date_get_day (&date));

  return proposed;
}

static void
note (CstGuideStep        *step,
      const CstQuestion   *question,
      const CstAnswerRule *answer,
      gboolean             by_data)
{
  CstGuideAnswer *noted = cst_record_new (&cst_guide_answer_type);

  noted->question = g_strdup (question->rule.id);
  noted->label = g_strdup (cst_playbook_label (&question->rule));
  noted->answer = g_strdup (answer->rule.id);
  noted->answer_label = g_strdup (cst_label_guide_answer (answer));
  noted->by_data = by_data;
  g_ptr_array_add (step->trail, noted);
}

/**
 * cst_guide_next:
 *
 * H0–H8, T1–T9, P1: follows the questions of the case's reason as far as the data and the answers given so far lead.
 * An answer a person gave goes before what the data say. Pure; thread-safe.
 *
 * Returns: (transfer full) (nullable): the next question or the proposal; %NULL when the reason has no guide
 */
CstGuideStep *
cst_guide_next (const CstPlaybook  *playbook,
                const CstCaseFacts *facts)
{
  Guide guide = { .playbook = playbook, .facts = facts };
  const CstPlaybookReason *reason;
  g_autoptr(CstGuideStep) step = NULL;
  const char *at;

  g_return_val_if_fail (playbook != NULL && facts != NULL, NULL);

  guide.opened = cst_case_opened_day (playbook, facts);
  guide.today = cst_case_today (playbook, facts);
  reason = cst_case_reason (playbook, facts);
  if (reason == NULL || reason->guide == NULL)
    return NULL;

  step = cst_record_new (&cst_guide_step_type);
  at = reason->guide;
  for (;;)
    {
      const CstQuestion *question = cst_playbook_find (playbook, playbook->questions, at, guide.opened, guide.today);
      const CstAnswerRule *said;
      const CstAnswerRule *answer;

      if (question == NULL)
        break;

      said = find_answer (question, answer_of_person (&guide, question));
      answer = said != NULL ? said : find_answer (question, answer_of_data (&guide, question));
      if (answer == NULL)
        {
          ask (step, question);
          return g_steal_pointer (&step);
        }
      note (step, question, answer, said == NULL);
      at = answer->go;
    }

  {
    const CstProposal *proposal = cst_playbook_find (playbook, playbook->proposals, at, guide.opened, guide.today);

    if (proposal == NULL)
      return NULL;
    step->proposal = propose (&guide, proposal);
  }

  return g_steal_pointer (&step);
}

void
cst_guide_step_free (CstGuideStep *self)
{
  cst_record_free (&cst_guide_step_type, self);
}
