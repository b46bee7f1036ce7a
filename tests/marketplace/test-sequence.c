/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-sequence.h"

/* A site of three steps that is as unreliable as a test wants it. */
typedef struct
{
  gboolean       done[3];
  CstPushOutcome outcomes[3]; /* what acting comes to */
  gboolean       takes_effect[3]; /* although nobody saw its end */
  int            acted[3];
  int            read;
  int            taken_back;
  int            told;
  gboolean       cannot_read;
  int            impossible; /* a step, or -1 */
  gboolean       is_unclear;
  gboolean       is_blind; /* nothing that was done shows */
} Site;

static gboolean
read_facts (gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Site *site = data;

  site->read++;
  if (site->cannot_read)
    g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_OFFLINE, "no network");

  return !site->cannot_read;
}

static gboolean
take_back (gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Site *site = data;

  site->taken_back++;
  memset (site->done, 0, sizeof site->done);

  return TRUE;
}

static gboolean
is_begun (gpointer data)
{
  Site *site = data;

  return !site->is_blind && (site->done[0] || site->done[1] || site->done[2]);
}

static void
tell (gpointer       data,
      CstPushAnswer *answer)
{
  ((Site *) data)->told++;
}

static CstStepFact
look (Site  *site,
      int    step,
      char **problem)
{
  if (site->done[step] && !site->is_blind)
    return CST_STEP_DONE;
  if (site->impossible == step)
    {
      *problem = g_strdup ("it moved");
      return CST_STEP_IMPOSSIBLE;
    }

  return site->is_unclear ? CST_STEP_UNCLEAR : CST_STEP_OPEN;
}

static CstPushOutcome
act (Site           *site,
     int             step,
     CstPushAnswer  *answer,
     GError        **error)
{
  CstPushOutcome outcome = site->outcomes[step];

  site->acted[step]++;
  if (outcome == CST_PUSH_CONFIRMED || site->takes_effect[step])
    site->done[step] = TRUE;
  if (outcome == CST_PUSH_REFUSED)
    answer->problem = g_strdup ("too many");
  if (outcome == CST_PUSH_DOUBT || outcome == CST_PUSH_NOT_SENT)
    g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_OFFLINE, "cut");

  return outcome;
}

#define STEP(n) \
  static CstStepFact \
  look_##n (gpointer   data, \
            char     **problem) \
  { \
    return look (data, n, problem); \
  } \
\
  static CstPushOutcome \
  act_##n (gpointer        data, \
           CstPushAnswer  *answer, \
           GCancellable   *cancellable, \
           GError        **error) \
  { \
    return act (data, n, answer, error); \
  }

STEP (0)
STEP (1)
STEP (2)

static const CstStep steps[] = { { "Open", look_0, act_0 }, { "Fill", look_1, act_1 }, { "Confirm", look_2, act_2 } };

static const CstSequence plain = { steps, 3, read_facts, NULL, is_begun, NULL };
static const CstSequence undoing = { steps, 3, read_facts, take_back, is_begun, NULL };
static const CstSequence telling = { steps, 3, read_facts, NULL, is_begun, tell };

static CstPushOutcome
run (const CstSequence  *sequence,
     Site               *site,
     gboolean            is_in_doubt,
     char              **problem)
{
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_REFUND, 1, "o1", "i1");
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(GError) error = NULL;
  CstPushOutcome outcome;

  operation->doubted_at = is_in_doubt;
  outcome = cst_sequence_run (sequence, operation, site, &answer, NULL, &error);
  g_assert_cmpint (error != NULL, ==, outcome == CST_PUSH_DOUBT || outcome == CST_PUSH_NOT_SENT);
  if (problem != NULL)
    *problem = g_strdup (answer.problem);

  return outcome;
}

static void
assert_acted (const Site *site,
              int         first,
              int         second,
              int         third)
{
  g_assert_cmpint (site->acted[0], ==, first);
  g_assert_cmpint (site->acted[1], ==, second);
  g_assert_cmpint (site->acted[2], ==, third);
}

static void
test_whole (void)
{
  Site site = { .impossible = -1 };

  g_assert_cmpint (run (&plain, &site, FALSE, NULL), ==, CST_PUSH_CONFIRMED);
  assert_acted (&site, 1, 1, 1);
  g_assert_cmpint (run (&plain, &site, TRUE, NULL), ==, CST_PUSH_CONFIRMED);
  assert_acted (&site, 1, 1, 1);
}

/* Cut at each step, before it took effect or after: going on does what is missing and nothing twice. */
static void
test_cut (void)
{
  for (int step = 0; step < 3; step++)
    {
      for (int arrived = 0; arrived < 2; arrived++)
        {
          Site site = { .impossible = -1 };

          site.outcomes[step] = CST_PUSH_DOUBT;
          site.takes_effect[step] = arrived;
          g_assert_cmpint (run (&plain, &site, FALSE, NULL), ==, CST_PUSH_DOUBT);
          site.outcomes[step] = CST_PUSH_CONFIRMED;
          g_assert_cmpint (run (&plain, &site, TRUE, NULL), ==, CST_PUSH_CONFIRMED);
          for (int i = 0; i < 3; i++)
            g_assert_cmpint (site.acted[i], ==, i == step && !arrived ? 2 : 1);
        }
    }
}

/* What is listed may lag behind what was said: a yes is not asked for again. */
static void
test_lag (void)
{
  Site site = { .impossible = -1, .is_blind = TRUE };
  Site cut = { .impossible = -1, .is_blind = TRUE, .outcomes = { 0, 0, CST_PUSH_DOUBT } };

  g_assert_cmpint (run (&plain, &site, FALSE, NULL), ==, CST_PUSH_CONFIRMED);
  assert_acted (&site, 1, 1, 1);
  g_assert_cmpint (run (&plain, &cut, FALSE, NULL), ==, CST_PUSH_DOUBT);
  assert_acted (&cut, 1, 1, 1);
}

/* That nothing of it shows is no plain no after a yes: a person would decide it again. */
static void
test_lag_and_no (void)
{
  Site refused = { .impossible = -1, .is_blind = TRUE, .outcomes = { 0, CST_PUSH_REFUSED } };
  Site moved = { .impossible = 1, .is_blind = TRUE };
  Site undone = { .impossible = 1, .is_blind = TRUE };

  g_assert_cmpint (run (&plain, &refused, FALSE, NULL), ==, CST_PUSH_CANNOT_TELL);
  g_assert_cmpint (run (&plain, &moved, FALSE, NULL), ==, CST_PUSH_CANNOT_TELL);
  g_assert_cmpint (run (&undoing, &undone, FALSE, NULL), ==, CST_PUSH_CANNOT_TELL);
  g_assert_cmpint (undone.taken_back, ==, 0);
}

/* What was said yes to is told, whatever becomes of the rest. */
static void
test_told_when_cut (void)
{
  Site at_once = { .impossible = -1, .outcomes = { CST_PUSH_DOUBT } };
  Site later = { .impossible = -1, .outcomes = { 0, CST_PUSH_DOUBT } };

  g_assert_cmpint (run (&telling, &at_once, FALSE, NULL), ==, CST_PUSH_DOUBT);
  g_assert_cmpint (at_once.told, ==, 0);
  g_assert_cmpint (run (&telling, &later, FALSE, NULL), ==, CST_PUSH_DOUBT);
  g_assert_cmpint (later.told, ==, 1);
}

static void
test_nothing_left (void)
{
  Site site = { .impossible = -1, .cannot_read = TRUE };

  g_assert_cmpint (run (&plain, &site, FALSE, NULL), ==, CST_PUSH_NOT_SENT);
  g_assert_cmpint (run (&plain, &site, TRUE, NULL), ==, CST_PUSH_DOUBT);
  site.cannot_read = FALSE;
  site.outcomes[1] = CST_PUSH_NOT_SENT;
  g_assert_cmpint (run (&plain, &site, FALSE, NULL), ==, CST_PUSH_DOUBT);
  assert_acted (&site, 1, 1, 0);
}

static void
test_refused (void)
{
  Site at_once = { .impossible = -1, .outcomes = { CST_PUSH_REFUSED } };
  Site later = { .impossible = -1, .outcomes = { 0, CST_PUSH_REFUSED } };
  Site undone = { .impossible = -1, .outcomes = { 0, CST_PUSH_REFUSED } };
  g_autofree char *why = NULL;
  g_autofree char *facts = NULL;

  g_assert_cmpint (run (&plain, &at_once, FALSE, &why), ==, CST_PUSH_REFUSED);
  g_assert_cmpstr (why, ==, "too many");
  g_assert_cmpint (run (&plain, &later, FALSE, &facts), ==, CST_PUSH_CANNOT_TELL);
  g_assert_nonnull (strstr (facts, "Fill"));
  g_assert_nonnull (strstr (facts, "too many"));
  g_assert_cmpint (run (&undoing, &undone, FALSE, NULL), ==, CST_PUSH_REFUSED);
  g_assert_cmpint (undone.taken_back, ==, 1);
}

/* What stands there counts, whatever it answers. */
static void
test_no_and_yet (void)
{
  Site first = { .impossible = -1, .outcomes = { CST_PUSH_REFUSED }, .takes_effect = { TRUE } };
  Site last = { .impossible = -1, .outcomes = { 0, 0, CST_PUSH_REFUSED }, .takes_effect = { 0, 0, TRUE } };
  g_autofree char *of_first = NULL;
  g_autofree char *of_last = NULL;

  g_assert_cmpint (run (&plain, &first, FALSE, &of_first), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpint (run (&undoing, &last, FALSE, &of_last), ==, CST_PUSH_CONFIRMED);
  g_assert_null (of_first);
  g_assert_null (of_last);
  assert_acted (&first, 1, 1, 1);
  assert_acted (&last, 1, 1, 1);
  g_assert_cmpint (last.taken_back, ==, 0);
}

static void
test_moved (void)
{
  Site at_once = { .impossible = 0 };
  Site later = { .impossible = 2, .done = { TRUE, TRUE } };
  Site unclear = { .impossible = -1, .is_unclear = TRUE };

  g_assert_cmpint (run (&plain, &at_once, FALSE, NULL), ==, CST_PUSH_CONFLICT);
  g_assert_cmpint (run (&plain, &later, FALSE, NULL), ==, CST_PUSH_CANNOT_TELL);
  g_assert_cmpint (run (&plain, &unclear, FALSE, NULL), ==, CST_PUSH_CANNOT_TELL);
  assert_acted (&at_once, 0, 0, 0);
  assert_acted (&unclear, 0, 0, 0);
}

static void
test_read_back (void)
{
  Site nothing = { .impossible = -1 };
  Site part = { .impossible = -1, .done = { TRUE } };
  Site all = { .impossible = -1, .done = { TRUE, TRUE, TRUE } };
  Site moved = { .impossible = 0 };
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;

  g_assert_cmpint (cst_sequence_read_back (&plain, &nothing, &answer, NULL, NULL), ==, CST_PUSH_NOT_THERE);
  g_assert_cmpint (cst_sequence_read_back (&plain, &part, &answer, NULL, NULL), ==, CST_PUSH_CANNOT_TELL);
  g_assert_cmpint (cst_sequence_read_back (&plain, &all, &answer, NULL, NULL), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpint (cst_sequence_read_back (&plain, &moved, &answer, NULL, NULL), ==, CST_PUSH_CONFLICT);
  assert_acted (&part, 0, 0, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sequence/whole-and-once", test_whole);
  g_test_add_func ("/sequence/cut-at-each-step", test_cut);
  g_test_add_func ("/sequence/lists-lag-behind", test_lag);
  g_test_add_func ("/sequence/lists-lag-behind-a-no", test_lag_and_no);
  g_test_add_func ("/sequence/told-when-cut", test_told_when_cut);
  g_test_add_func ("/sequence/nothing-left", test_nothing_left);
  g_test_add_func ("/sequence/refused", test_refused);
  g_test_add_func ("/sequence/says-no-and-does-it", test_no_and_yet);
  g_test_add_func ("/sequence/the-truth-moved", test_moved);
  g_test_add_func ("/sequence/read-back", test_read_back);

  return g_test_run ();
}
