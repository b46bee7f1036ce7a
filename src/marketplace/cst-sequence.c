/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sequence.h"

#include <glib/gi18n-lib.h>

#include "cst-wire.h"

/* An operation that takes several calls, on a site that honours no keys. Before each call the facts are read, and a
 * call is made only when they show that it has not been: so the whole may be begun again at any time, after a cut,
 * an error or a kill, and goes on where it stopped. What the site said yes to counts as done for the rest of the run,
 * also where what it lists does not show it yet: it is never asked for twice. A connector whose pushes all go this way
 * says that its keys hold for ever (cst_marketplace_key_retention()): a repeat begins with the question whether it is
 * needed. */

/**
 * cst_step_impossible:
 * @text: why, in words for people
 *
 * What a step's look answers when the truth moved on.
 */
CstStepFact
cst_step_impossible (char       **problem,
                     const char  *text)
{
  g_free (*problem);
  *problem = g_strdup (text);

  return CST_STEP_IMPOSSIBLE;
}

/* Likewise when the facts do not decide. */
CstStepFact
cst_step_unclear (char       **problem,
                  const char  *text)
{
  g_free (*problem);
  *problem = g_strdup (text);

  return CST_STEP_UNCLEAR;
}

static void
take_problem (CstPushAnswer *answer,
              char          *problem)
{
  if (problem == NULL)
    return;

  g_free (answer->problem);
  answer->problem = problem;
}

/* The first step that is not done; its fact is in @fact. @said_yes: a bit for each step that the site said yes to. */
static const CstStep *
next_step (const CstSequence  *self,
           gpointer            job,
           guint64             said_yes,
           CstStepFact        *fact,
           char              **problem)
{
  for (guint i = 0; i < self->n_steps; i++)
    {
      *fact = self->steps[i].look (job, problem);
      if (*fact != CST_STEP_DONE && (said_yes & (G_GUINT64_CONSTANT (1) << i)) == 0)
        return &self->steps[i];
      g_clear_pointer (problem, g_free);
    }
  *fact = CST_STEP_DONE;

  return NULL;
}

static gboolean
is_begun (const CstSequence *self,
          gpointer           job)
{
  return self->is_begun != NULL && self->is_begun (job);
}

static void
tell (const CstSequence *self,
      gpointer           job,
      CstPushAnswer     *answer)
{
  if (self->tell != NULL)
    self->tell (job, answer);
}

/* Whether the facts show less than the site said yes to: then they do not tell that nothing is begun either. */
static gboolean
lags_behind (const CstSequence *self,
             gpointer           job,
             guint64            said_yes)
{
  for (guint i = 0; i < self->n_steps; i++)
    {
      g_autofree char *problem = NULL;

      if ((said_yes & (G_GUINT64_CONSTANT (1) << i)) != 0 && self->steps[i].look (job, &problem) != CST_STEP_DONE)
        return TRUE;
    }

  return FALSE;
}

/* What cannot go on, or was refused: nothing of it there is a plain no; what counts for nothing yet is taken back;
 * else a person has to look at what stands there. */
static CstPushOutcome
give_up (const CstSequence  *self,
         gpointer            job,
         const CstStep      *step,
         guint64             said_yes,
         CstPushOutcome      no,
         CstPushAnswer      *answer,
         GCancellable       *cancellable,
         GError            **error)
{
  gboolean shows = is_begun (self, job);
  char *facts;

  if (!shows && !lags_behind (self, job, said_yes))
    return no;
  if (shows && self->take_back != NULL)
    {
      if (!self->take_back (job, cancellable, error))
        return CST_PUSH_DOUBT;
      if (!self->read_facts (job, cancellable, error))
        return CST_PUSH_DOUBT;
      if (!is_begun (self, job))
        {
          tell (self, job, answer);
          return no;
        }
    }

  facts = g_strdup_printf (_("It was begun at the site and stopped at “%1$s”. %2$s"), _(step->name),
                           answer->problem != NULL ? answer->problem : "");
  take_problem (answer, facts);

  return CST_PUSH_CANNOT_TELL;
}

static CstPushOutcome
act (const CstSequence  *self,
     gpointer            job,
     const CstStep      *step,
     guint64             said_yes,
     CstPushAnswer      *answer,
     GCancellable       *cancellable,
     GError            **error)
{
  CstPushOutcome outcome = step->act (job, answer, cancellable, error);
  g_autofree char *problem = NULL;

  if (outcome == CST_PUSH_REFUSED || outcome == CST_PUSH_CONFLICT)
    {
      if (!self->read_facts (job, cancellable, error))
        return CST_PUSH_DOUBT;
      /* Some say no and do it: what stands there counts. */
      if (step->look (job, &problem) == CST_STEP_DONE)
        {
          g_clear_pointer (&answer->problem, g_free);
          return CST_PUSH_CONFIRMED;
        }
      tell (self, job, answer);
      return give_up (self, job, step, said_yes, outcome, answer, cancellable, error);
    }

  return outcome;
}

/**
 * cst_sequence_run:
 * @job: what the steps work on; theirs
 * @answer: cleared by the caller
 *
 * Goes on with @operation as far as it gets. Blocks; on the account's thread.
 *
 * Returns: the outcome of the whole; %CST_PUSH_NOT_SENT only when nothing of it can be there,
 * %CST_PUSH_CANNOT_TELL with the facts in @answer when a person has to look
 */
CstPushOutcome
cst_sequence_run (const CstSequence   *self,
                  const CstOperation  *operation,
                  gpointer             job,
                  CstPushAnswer       *answer,
                  GCancellable        *cancellable,
                  GError             **error)
{
  gboolean has_acted = operation->doubted_at != 0;
  guint64 said_yes = 0;

  g_return_val_if_fail (self->n_steps <= 64, CST_PUSH_NOT_SENT);

  /* Each step is taken once; one more round sees the last of them. */
  for (guint round = 0; round <= self->n_steps; round++)
    {
      char *problem = NULL;
      CstStepFact fact = CST_STEP_DONE;
      const CstStep *step;
      CstPushOutcome outcome;

      if (!self->read_facts (job, cancellable, error))
        return has_acted ? CST_PUSH_DOUBT : CST_PUSH_NOT_SENT;

      step = next_step (self, job, said_yes, &fact, &problem);
      take_problem (answer, problem);
      if (step == NULL)
        {
          tell (self, job, answer);
          return CST_PUSH_CONFIRMED;
        }
      if (fact == CST_STEP_IMPOSSIBLE)
        {
          tell (self, job, answer);
          return give_up (self, job, step, said_yes, CST_PUSH_CONFLICT, answer, cancellable, error);
        }
      if (fact == CST_STEP_UNCLEAR)
        return CST_PUSH_CANNOT_TELL;

      outcome = act (self, job, step, said_yes, answer, cancellable, error);
      if (outcome == CST_PUSH_NOT_SENT && has_acted)
        outcome = CST_PUSH_DOUBT;
      if (outcome != CST_PUSH_CONFIRMED)
        return outcome;
      has_acted = TRUE;
      said_yes |= G_GUINT64_CONSTANT (1) << (step - self->steps);
      /* Should the rest be cut, the next attempt knows of this yes, whatever is listed by then. */
      tell (self, job, answer);
    }

  g_return_val_if_reached (CST_PUSH_DOUBT);
}

/**
 * cst_sequence_read_back:
 *
 * Returns: what the facts say of the whole: confirmed, not there, conflict, or cannot tell; %CST_PUSH_DOUBT with
 * an error when they could not be read
 */
CstPushOutcome
cst_sequence_read_back (const CstSequence  *self,
                        gpointer            job,
                        CstPushAnswer      *answer,
                        GCancellable       *cancellable,
                        GError            **error)
{
  char *problem = NULL;
  CstStepFact fact = CST_STEP_DONE;

  if (!self->read_facts (job, cancellable, error))
    return CST_PUSH_DOUBT;

  next_step (self, job, 0, &fact, &problem);
  take_problem (answer, problem);
  tell (self, job, answer);

  switch (fact)
    {
    case CST_STEP_DONE:
      return CST_PUSH_CONFIRMED;
    case CST_STEP_OPEN:
      return is_begun (self, job) ? CST_PUSH_CANNOT_TELL : CST_PUSH_NOT_THERE;
    case CST_STEP_IMPOSSIBLE:
      return is_begun (self, job) ? CST_PUSH_CANNOT_TELL : CST_PUSH_CONFLICT;
    case CST_STEP_UNCLEAR:
    default:
      return CST_PUSH_CANNOT_TELL;
    }
}

static gboolean
ids_are_valid (const CstOperation *operation)
{
  return cst_wire_id_is_valid (operation->order) &&
         (operation->incident == NULL || cst_wire_id_is_valid (operation->incident)) &&
         (operation->subject == NULL || cst_wire_id_is_valid (operation->subject));
}

/**
 * cst_sequence_find:
 * @table: what the site knows
 *
 * Returns: (transfer none) (nullable): how @operation is carried out; %NULL when the site has no such thing
 */
const CstSequence *
cst_sequence_find (const CstSequenceOf *table,
                   gsize                n_table,
                   const CstOperation  *operation)
{
  if (!ids_are_valid (operation))
    return NULL;

  for (gsize i = 0; i < n_table; i++)
    {
      if (table[i].kind == operation->kind)
        return table[i].sequence;
    }

  return NULL;
}

/**
 * cst_sequence_lacking:
 *
 * What an operation without a sequence is answered with.
 *
 * Returns: %CST_PUSH_REFUSED
 */
CstPushOutcome
cst_sequence_lacking (CstPushAnswer *answer)
{
  answer->problem = g_strdup (_("This site has no such thing. Nothing was sent."));

  return CST_PUSH_REFUSED;
}
