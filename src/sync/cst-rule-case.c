/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rule-case.h"

#include <glib/gi18n-lib.h>

#include "cst-customer-claims.h"
#include "cst-findings.h"
#include "cst-operations.h"
#include "cst-truth.h"
#include "cst-util.h"

/* What only this desk knows of a case is added to what the marketplace says of it. */

/**
 * cst_case_facts_add_desk:
 *
 * When somebody is there, and what a decision needs to arrive.
 */
void
cst_case_facts_add_desk (CstCaseFacts      *facts,
                         const CstRuleDesk *desk)
{
  cst_set_str (&facts->region, desk->region);
  cst_set_str (&facts->opening_hours, desk->opening_hours);
  g_strfreev (facts->closing_days);
  facts->closing_days = g_strdupv (desk->closing_days);
  facts->margin_s = desk->margin_s;
}

static void
add_tick (CstCaseFacts      *facts,
          const CstCaseMark *mark)
{
  CstCaseTick *tick = cst_record_new (&cst_case_tick_type);

  tick->action = g_strdup (mark->name);
  tick->at = mark->at;
  tick->person = g_strdup (mark->person);
  tick->name = g_strdup (mark->person_name);
  g_ptr_array_add (facts->ticks, tick);
}

static void
add_answer (CstCaseFacts      *facts,
            const CstCaseMark *mark)
{
  CstCaseAnswer *answer = cst_record_new (&cst_case_answer_type);

  answer->question = g_strdup (mark->name);
  answer->answer = g_strdup (mark->value);
  answer->at = mark->at;
  g_ptr_array_add (facts->answers, answer);
}

static void
add_moment (CstCaseFacts      *facts,
            const CstCaseMark *mark)
{
  int moment = cst_enum_value (&cst_moment_type, mark->name);
  gint64 at = cst_time_parse (mark->value);

  if (moment > CST_MOMENT_NONE && moment < CST_N_MOMENTS)
    facts->moments.at[moment] = at != 0 ? at : mark->at;
}

/* Each is named by its beginning, so that its end, or taking it back, is said of the same. */
static void
add_pause (CstCaseFacts      *facts,
           const CstCaseMark *mark)
{
  g_auto(GStrv) parts = g_strsplit (mark->value, "/", 2);
  gint64 from = cst_time_parse (parts[0]);

  if (from != CST_TIME_NONE)
    cst_case_facts_add_pause (facts, from, parts[1] != NULL ? cst_time_parse (parts[1]) : 0);
}

/**
 * cst_case_facts_add_marks:
 * @marks: (element-type CstCaseMark): as the store gives them
 *
 * P4, P6, H1: what people noted and did not take back.
 */
void
cst_case_facts_add_marks (CstCaseFacts *facts,
                          GPtrArray    *marks)
{
  g_autoptr(GPtrArray) now = cst_case_marks_now (marks);
  g_autoptr(GStrvBuilder) evidence = g_strv_builder_new ();
  g_autoptr(CstRuling) ruling = NULL;

  for (guint i = 0; i < now->len; i++)
    {
      const CstCaseMark *mark = g_ptr_array_index (now, i);

      switch (mark->kind)
        {
        case CST_CASE_MARK_TICK:
          add_tick (facts, mark);
          break;
        case CST_CASE_MARK_ANSWER:
          add_answer (facts, mark);
          break;
        case CST_CASE_MARK_MOMENT:
          add_moment (facts, mark);
          break;
        case CST_CASE_MARK_PAUSE:
          add_pause (facts, mark);
          break;
        case CST_CASE_MARK_RULING:
          /* Arbitration asked for once more is undecided. */
          if (mark != cst_case_marks_find_ruling (marks))
            break;
          ruling = cst_case_marks_ruling (marks);
          facts->moments.at[CST_MOMENT_DECIDED] = ruling != NULL ? ruling->decided_at : mark->at;
          break;
        case CST_CASE_MARK_EVIDENCE:
          g_strv_builder_add (evidence, mark->name);
          break;
        case CST_CASE_MARK_UNKNOWN:
        default:
          break;
        }
    }

  g_strfreev (facts->evidence);
  facts->evidence = g_strv_builder_end (evidence);
}

/* What was seen in the photos here counts before it was shared. */
static void
add_findings (CstCaseFacts  *facts,
              const CstDesk *desk,
              GPtrArray     *operations)
{
  g_autoptr(GPtrArray) findings = cst_findings_of_desk (desk, operations);

  if (findings->len > 0)
    facts->finding = ((const CstFinding *) g_ptr_array_index (findings, findings->len - 1))->finding;
}

static CstOrder *
load_order (CstDb       *db,
            gint64       account,
            const char  *id,
            GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  CstOrder *order = cst_db_order (db, account, id, &local_error);

  if (order == NULL && !g_error_matches (local_error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local_error));

  return order;
}

/* All that is known of a case on this desk; borrowed. */
typedef struct
{
  const CstIncident *incident;
  const CstOrder    *order; /* (nullable) */
  const CstDesk     *desk;
  const CstThread   *thread;
  GPtrArray         *marks;
  GPtrArray         *operations;
  gint64             now;
} Known;

static CstCaseFacts *
make_facts (CstDb              *db,
            gint64              account,
            const Known        *known,
            const CstRuleDesk  *desk,
            GError            **error)
{
  g_autoptr(CstCaseFacts) facts = cst_case_facts_new (&desk->account->info, known->order, known->incident,
                                                      known->desk, known->thread, known->now);

  cst_case_facts_add_desk (facts, desk);
  cst_case_facts_add_marks (facts, known->marks);
  add_findings (facts, known->desk, known->operations);

  if (known->order != NULL)
    {
      facts->similar_claims = cst_db_count_claims (db, account, known->order->customer.id, known->incident, error);
      if (facts->similar_claims < 0)
        return NULL;
      facts->knows_claims = !cst_str_is_blank (known->order->customer.id);
    }

  return g_steal_pointer (&facts);
}

static CstCaseFacts *
load_facts (CstRuleSet         *set,
            CstDb              *db,
            gint64              account,
            const char         *id,
            const CstRuleDesk  *desk,
            GError            **error)
{
  g_autoptr(CstIncident) incident = cst_db_incident (db, account, id, error);
  g_autoptr(CstOrder) order = NULL;
  g_autoptr(CstDesk) shared = NULL;
  g_autoptr(CstThread) thread = NULL;
  g_autoptr(GPtrArray) marks = NULL;
  g_autoptr(GPtrArray) operations = NULL;
  g_autoptr(GError) local_error = NULL;
  Known known;

  if (incident == NULL ||
      (!(order = load_order (db, account, incident->order, &local_error)) && local_error != NULL) ||
      !(shared = cst_db_desk (db, account, id, &local_error)) ||
      !(thread = cst_db_thread (db, account, incident->order, &local_error)) ||
      !(marks = cst_db_case_marks (db, account, id, &local_error)) ||
      !(operations = cst_db_operations_of_order (db, account, incident->order, &local_error)))
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  known = (Known) { incident, order, shared, thread, marks, operations, cst_rule_set_now (set) };

  return make_facts (db, account, &known, desk, error);
}

/* @facts: (transfer full) */
static CstRulesCase *
case_of_facts (CstRuleSet         *set,
               CstDb              *db,
               gint64              account,
               const char         *incident,
               const CstRuleDesk  *desk,
               CstCaseFacts       *facts,
               GError            **error)
{
  g_autoptr(CstCaseFacts) owned = facts;
  g_autoptr(CstPlaybook) playbook = NULL;
  CstRulesCase *self;

  if (desk->playbook == NULL)
    {
      g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND, _("No playbook speaks of the account “%s”."),
                   desk->account->name);
      return NULL;
    }
  if (!(playbook = cst_rule_set_pinned (set, db, account, incident, desk, error)))
    return NULL;

  cst_case_facts_take_acts (owned, playbook);
  self = g_new0 (CstRulesCase, 1);
  self->view = cst_case_view_new (playbook, owned);
  self->similar_claims = owned->similar_claims;
  self->playbook = g_steal_pointer (&playbook);
  self->facts = g_steal_pointer (&owned);

  return self;
}

/**
 * cst_rules_case_new:
 * @db: a connection of the calling thread
 *
 * Returns: (transfer full): the incident as its rules see it
 */
CstRulesCase *
cst_rules_case_new (CstRuleSet  *set,
                    CstDb       *db,
                    gint64       account,
                    const char  *incident,
                    GError     **error)
{
  g_autoptr(CstRuleDesk) desk = cst_rule_set_desk (set, db, account, error);
  CstCaseFacts *facts;

  if (desk == NULL || !(facts = load_facts (set, db, account, incident, desk, error)))
    return NULL;

  return case_of_facts (set, db, account, incident, desk, facts, error);
}

/**
 * cst_rules_case_new_past:
 * @db: a connection of the calling thread
 * @past: an incident as it was known at a past moment
 *
 * P6: deadlines as they were counted then, by the rules the incident is under, with the opening hours of now.
 *
 * Returns: (transfer full): the incident as its rules saw it
 */
CstRulesCase *
cst_rules_case_new_past (CstRuleSet     *set,
                         CstDb          *db,
                         const CstPast  *past,
                         GError        **error)
{
  g_autoptr(CstRuleDesk) desk = cst_rule_set_desk (set, db, past->account, error);
  gboolean knows_order = past->order_known == CST_KNOWN_EXACTLY || past->order_known == CST_KNOWN_PERHAPS;
  Known known = { past->incident, knows_order ? past->order : NULL, past->desk, past->thread, past->marks,
                  past->operations, past->moment };
  CstCaseFacts *facts;

  if (desk == NULL || !(facts = make_facts (db, past->account, &known, desk, error)))
    return NULL;

  return case_of_facts (set, db, past->account, past->incident->id, desk, facts, error);
}

void
cst_rules_case_free (CstRulesCase *self)
{
  if (self == NULL)
    return;

  cst_case_view_free (self->view);
  cst_case_facts_free (self->facts);
  cst_playbook_unref (self->playbook);
  g_free (self);
}
