/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-playbook-private.h"
#include "cst-template.h"
#include "cst-util.h"

/* The guide is a graph of questions: every way through it ends, and every part of it can be reached. Templates are
 * whole in each language. */

typedef struct
{
  const CstPlaybook *playbook;
  GPtrArray         *problems;
  GHashTable        *reached; /* ids */
  GPtrArray         *path;    /* of CstQuestion: the way so far */
} Walk;

static gboolean
path_has (const Walk *walk,
          const char *id)
{
  for (guint i = 0; i < walk->path->len; i++)
    {
      if (strcmp (((CstQuestion *) g_ptr_array_index (walk->path, i))->rule.id, id) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
walk_from (Walk          *walk,
           const char    *id,
           const CstRule *from)
{
  const GPtrArray *questions = walk->playbook->questions;
  gboolean is_there = FALSE;

  if (path_has (walk, id))
    {
      cst_playbook_problem_add (walk->problems, from->line, _("let one of the answers lead on"),
                                _("the guide comes back to “%s”"), id);
      return;
    }
  if (!g_hash_table_add (walk->reached, g_strdup (id)))
    return;

  for (guint i = 0; i < questions->len; i++)
    {
      CstQuestion *question = g_ptr_array_index (questions, i);

      if (strcmp (question->rule.id, id) != 0)
        continue;
      is_there = TRUE;
      g_ptr_array_add (walk->path, question);
      for (guint k = 0; k < question->answers->len; k++)
        {
          const CstAnswerRule *answer = g_ptr_array_index (question->answers, k);

          walk_from (walk, answer->go, &answer->rule);
        }
      g_ptr_array_set_size (walk->path, (int) walk->path->len - 1);
    }
  for (guint i = 0; !is_there && i < walk->playbook->proposals->len; i++)
    is_there = strcmp (((CstRule *) g_ptr_array_index (walk->playbook->proposals, i))->id, id) == 0;
  if (!is_there)
    cst_playbook_problem_add (walk->problems, from->line, _("look for a slip of the pen, or add it"),
                              _("there is no “%s”"), id);
}

static void
check_reached (const Walk      *walk,
               const GPtrArray *rules)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const CstRule *rule = g_ptr_array_index (rules, i);

      if (!g_hash_table_contains (walk->reached, rule->id))
        cst_playbook_problem_add (walk->problems, rule->line, _("let an answer or a reason’s guide lead there"),
                                  _("nothing leads to “%s”"), rule->id);
    }
}

static const CstAnswerRule *
find_answer (const CstQuestion *question,
             const char        *id)
{
  for (guint i = 0; i < question->answers->len; i++)
    {
      const CstAnswerRule *answer = g_ptr_array_index (question->answers, i);

      if (strcmp (answer->rule.id, id) == 0)
        return answer;
    }

  return NULL;
}

static void
check_answers (const CstPlaybook *playbook,
               const CstQuestion *question,
               GPtrArray         *problems)
{
  for (guint i = 0; i < question->answers->len; i++)
    {
      const CstAnswerRule *answer = g_ptr_array_index (question->answers, i);
      gboolean is_plain = strcmp (answer->rule.id, "yes") == 0 || strcmp (answer->rule.id, "no") == 0;

      if (find_answer (question, answer->rule.id) != answer)
        cst_playbook_problem_add (problems, answer->rule.line, _("keep one of them"),
                                  _("“%s” stands there twice"), answer->rule.id);
      if (!is_plain && cst_str_is_blank (answer->rule.label))
        cst_playbook_problem_add (problems, answer->rule.line, _("only yes and no speak for themselves"),
                                  _("<%s> has no text"), "answer");
    }
  if (question->answers->len < 2)
    cst_playbook_problem_add (problems, question->rule.line, _("give at least two answers"),
                              _("“%s” is no question"), question->rule.id);
  if (question->fact != CST_FACT_NONE &&
      (find_answer (question, "yes") == NULL || find_answer (question, "no") == NULL))
    cst_playbook_problem_add (problems, question->rule.line, _("data answers yes or no: both lead somewhere"),
                              _("“%s” has no way on"), question->rule.id);
}

static void
check_question (const CstPlaybook *playbook,
                const CstQuestion *question,
                GPtrArray         *problems)
{
  gboolean counts = question->fact == CST_FACT_SIMILAR_CLAIMS || question->fact == CST_FACT_DAYS_LATE;
  gboolean is_money = question->fact == CST_FACT_ARTICLE_PRICE;

  check_answers (playbook, question, problems);
  if (counts != (question->at_least > 0) || is_money != (question->less_than > 0) ||
      question->fact == CST_FACT_COUNTRY)
    cst_playbook_problem_add (problems, question->rule.line,
                              _("counts are compared by “at-least”, prices by “less-than”, nothing else is"),
                              _("“%s” compares what it does not ask"), question->rule.id);
  for (gsize i = 0; question->evidence != NULL && question->evidence[i] != NULL; i++)
    {
      gboolean is_there = FALSE;

      for (guint k = 0; k < playbook->evidence->len; k++)
        is_there |= strcmp (((CstRule *) g_ptr_array_index (playbook->evidence, k))->id, question->evidence[i]) == 0;
      if (!is_there)
        cst_playbook_problem_add (problems, question->rule.line, _("look for a slip of the pen, or add it"),
                                  _("there is no “%s”"), question->evidence[i]);
    }
}

/**
 * cst_playbook_check_guide:
 *
 * Refuses a guide that turns in circles, or of which a part cannot be reached.
 */
void
cst_playbook_check_guide (const CstPlaybook *self,
                          GPtrArray         *problems)
{
  g_autoptr(GHashTable) reached = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) path = g_ptr_array_new ();
  Walk walk = { .playbook = self, .problems = problems, .reached = reached, .path = path };

  for (guint i = 0; i < self->questions->len; i++)
    check_question (self, g_ptr_array_index (self->questions, i), problems);
  for (guint i = 0; i < self->reasons->len; i++)
    {
      const CstPlaybookReason *reason = g_ptr_array_index (self->reasons, i);

      if (reason->guide != NULL)
        walk_from (&walk, reason->guide, &reason->rule);
    }
  check_reached (&walk, self->questions);
  check_reached (&walk, self->proposals);
}

static void
check_text (const CstPlaybook     *self,
            const CstTemplate     *template,
            const CstTemplateText *text,
            gboolean              *used,
            GPtrArray             *problems)
{
  g_autofree char *unknown = NULL;

  if (!g_strv_contains ((const char *const *) self->languages, text->language))
    cst_playbook_problem_add (problems, text->rule.line, _("add it to the playbook’s languages, or drop the text"),
                              _("“%s” is none of the playbook’s languages"), text->language);
  if (!cst_template_scan (text->rule.label, used, &unknown))
    {
      g_autoptr(GString) known = g_string_new (NULL);
      g_autofree char *hint = NULL;

      for (int i = 1; i < CST_N_VARIABLES; i++)
        g_string_append_printf (known, "%s{%s}", i > 1 ? " " : "", cst_enum_nick (&cst_variable_type, i));
      hint = g_strdup_printf (_("these are known: %s"), known->str);
      cst_playbook_problem_add (problems, text->rule.line, hint, _("nobody can fill in “%s”"), unknown);
    }
}

static void
check_template (const CstPlaybook *self,
                const CstTemplate *template,
                GPtrArray         *problems)
{
  gboolean first[CST_N_VARIABLES] = { FALSE };

  for (gsize i = 0; self->languages[i] != NULL; i++)
    {
      int n_found = 0;

      for (guint k = 0; k < template->texts->len; k++)
        n_found += g_str_equal (((CstTemplateText *) g_ptr_array_index (template->texts, k))->language,
                                self->languages[i]);
      if (n_found != 1)
        cst_playbook_problem_add (problems, template->rule.line, _("write one <message> for each language"),
                                  _("“%s” has not one text in “%s”"), template->rule.id, self->languages[i]);
    }
  for (guint k = 0; k < template->texts->len; k++)
    {
      const CstTemplateText *text = g_ptr_array_index (template->texts, k);
      gboolean used[CST_N_VARIABLES] = { FALSE };

      check_text (self, template, text, used, problems);
      if (k == 0)
        memcpy (first, used, sizeof first);
      else if (memcmp (first, used, sizeof first) != 0)
        cst_playbook_problem_add (problems, text->rule.line, _("what one language says, the others say too"),
                                  _("“%s” does not name the same things in “%s”"), template->rule.id, text->language);
    }
}

/**
 * cst_playbook_check_texts:
 *
 * Refuses templates that lack a language, or name what nobody knows.
 */
void
cst_playbook_check_texts (const CstPlaybook *self,
                          GPtrArray         *problems)
{
  for (guint i = 0; i < self->templates->len; i++)
    check_template (self, g_ptr_array_index (self->templates, i), problems);
}
