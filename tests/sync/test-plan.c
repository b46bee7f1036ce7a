/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sync-plan.h"

#define NOW 100000

#define MANY_UNCLEAR 8

static CstSendPlan
plan_attempt (CstSendAttempt      attempt,
              CstMarketplaceError code,
              int                 unclear_answers)
{
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_REFUND, 1, "o", "i");
  g_autoptr(GError) error = g_error_new_literal (CST_MARKETPLACE_ERROR, (int) code, "x");
  g_autoptr(GRand) random = g_rand_new_with_seed (1);
  CstSendPlan plan;

  if (attempt.outcome == CST_PUSH_NOT_SENT || attempt.outcome == CST_PUSH_DOUBT)
    attempt.error = error;
  operation->state = CST_OPERATION_SENDING;
  operation->attempts = 1;
  operation->unclear_answers = unclear_answers;
  cst_sync_plan_outcome (operation, &attempt, NOW, random, &plan);

  return plan;
}

static CstSendPlan
plan_for (CstPushOutcome      outcome,
          gboolean            in_doubt,
          CstMarketplaceError code,
          gint64              retry_after)
{
  return plan_attempt ((CstSendAttempt) { in_doubt, CST_SEND_PUSH, outcome, NULL, retry_after }, code, 0);
}

/* Never a blind repeat: only where the key is certain to be remembered, counted from the first attempt. */
static void
test_way (void)
{
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_REFUND, 1, "o", "i");

  operation->first_sent_at = NOW - 100;
  g_assert_cmpint (cst_sync_plan_way (operation, FALSE, 0, NOW), ==, CST_SEND_PUSH);
  g_assert_cmpint (cst_sync_plan_way (operation, TRUE, -1, NOW), ==, CST_SEND_PUSH);
  g_assert_cmpint (cst_sync_plan_way (operation, TRUE, 0, NOW), ==, CST_SEND_READ_BACK);
  g_assert_cmpint (cst_sync_plan_way (operation, TRUE, 101, NOW), ==, CST_SEND_PUSH);
  g_assert_cmpint (cst_sync_plan_way (operation, TRUE, 100, NOW), ==, CST_SEND_READ_BACK);
  operation->first_sent_at = 0;
  g_assert_cmpint (cst_sync_plan_way (operation, TRUE, 100, NOW), ==, CST_SEND_READ_BACK);

  /* By a clock that was ahead: it may have been long ago. */
  operation->first_sent_at = NOW + 1;
  g_assert_cmpint (cst_sync_plan_way (operation, TRUE, 100, NOW), ==, CST_SEND_READ_BACK);
}

static void
test_answers (void)
{
  g_assert_cmpint (plan_for (CST_PUSH_CONFIRMED, TRUE, 0, -1).state, ==, CST_OPERATION_CONFIRMED);
  g_assert_cmpint (plan_for (CST_PUSH_REFUSED, FALSE, 0, -1).state, ==, CST_OPERATION_REFUSED_STATE);
  g_assert_cmpint (plan_for (CST_PUSH_CONFLICT, FALSE, 0, -1).state, ==, CST_OPERATION_CONFLICT);
  g_assert_cmpint (plan_for (CST_PUSH_CANNOT_TELL, TRUE, 0, -1).state, ==, CST_OPERATION_OUTCOME_UNKNOWN);
  g_assert_cmpint (plan_for (CST_PUSH_NOT_THERE, TRUE, 0, -1).state, ==, CST_OPERATION_QUEUED);
  g_assert_true (plan_for (CST_PUSH_NOT_THERE, TRUE, 0, -1).was_never_sent);
}

/* A later attempt that certainly did not leave says nothing about an earlier one. */
static void
test_doubt_stays (void)
{
  CstSendPlan first = plan_for (CST_PUSH_NOT_SENT, FALSE, CST_MARKETPLACE_ERROR_OFFLINE, -1);
  CstSendPlan later = plan_for (CST_PUSH_NOT_SENT, TRUE, CST_MARKETPLACE_ERROR_OFFLINE, -1);
  CstSendPlan doubt = plan_for (CST_PUSH_DOUBT, FALSE, CST_MARKETPLACE_ERROR_SERVER, 60);

  g_assert_cmpint (first.state, ==, CST_OPERATION_QUEUED);
  g_assert_true (first.was_never_sent);
  g_assert_cmpint (later.state, ==, CST_OPERATION_SENDING);
  g_assert_false (later.was_never_sent);
  g_assert_cmpint (doubt.state, ==, CST_OPERATION_SENDING);
  g_assert_cmpint (doubt.next_try_at, ==, NOW + 60);
  g_assert_false (doubt.stops_account);
}

/* The site says yes each time in a way nobody can read: repeated under the key for a while, then the fact is asked
 * for, and where that cannot be read either a person decides. */
static void
test_unreadable (void)
{
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_REFUND, 1, "o", "i");
  CstSendAttempt push = { TRUE, CST_SEND_PUSH, CST_PUSH_DOUBT, NULL, -1 };
  CstSendAttempt read = { TRUE, CST_SEND_READ_BACK, CST_PUSH_DOUBT, NULL, -1 };
  CstSendPlan plan = plan_attempt (push, CST_MARKETPLACE_ERROR_MALFORMED, MANY_UNCLEAR - 1);

  g_assert_cmpint (plan.state, ==, CST_OPERATION_SENDING);
  g_assert_cmpint (plan.next_try_at, >, NOW);
  g_assert_true (plan.was_unclear);

  operation->unclear_answers = MANY_UNCLEAR - 1;
  g_assert_cmpint (cst_sync_plan_way (operation, TRUE, -1, NOW), ==, CST_SEND_PUSH);
  operation->unclear_answers = MANY_UNCLEAR;
  g_assert_cmpint (cst_sync_plan_way (operation, TRUE, -1, NOW), ==, CST_SEND_READ_BACK);
  g_assert_cmpint (cst_sync_plan_way (operation, FALSE, -1, NOW), ==, CST_SEND_PUSH);

  plan = plan_attempt (read, CST_MARKETPLACE_ERROR_MALFORMED, MANY_UNCLEAR);
  g_assert_cmpint (plan.state, ==, CST_OPERATION_OUTCOME_UNKNOWN);
  plan = plan_attempt (read, CST_MARKETPLACE_ERROR_TOO_LARGE, MANY_UNCLEAR);
  g_assert_cmpint (plan.state, ==, CST_OPERATION_OUTCOME_UNKNOWN);
  plan = plan_attempt (read, CST_MARKETPLACE_ERROR_MALFORMED, 0);
  g_assert_cmpint (plan.state, ==, CST_OPERATION_SENDING);
}

/* No network says nothing of the operation, and a site in trouble gets over it: neither is ever for a person. */
static void
test_trouble_passes (void)
{
  CstSendAttempt push = { TRUE, CST_SEND_PUSH, CST_PUSH_DOUBT, NULL, -1 };
  CstSendAttempt read = { TRUE, CST_SEND_READ_BACK, CST_PUSH_DOUBT, NULL, -1 };
  CstSendAttempt not_there = { TRUE, CST_SEND_READ_BACK, CST_PUSH_NOT_THERE, NULL, -1 };
  CstSendPlan plan = plan_attempt (push, CST_MARKETPLACE_ERROR_OFFLINE, MANY_UNCLEAR);

  g_assert_cmpint (plan.state, ==, CST_OPERATION_SENDING);
  g_assert_false (plan.was_unclear);
  plan = plan_attempt (push, CST_MARKETPLACE_ERROR_SERVER, 0);
  g_assert_true (plan.was_unclear);
  plan = plan_attempt (read, CST_MARKETPLACE_ERROR_SERVER, MANY_UNCLEAR);
  g_assert_cmpint (plan.state, ==, CST_OPERATION_SENDING);
  g_assert_false (plan.was_unclear);

  /* Over the trouble it leaves at once; in a lane that goes wrong again and again it waits where it can be undone. */
  plan = plan_attempt (not_there, CST_MARKETPLACE_ERROR_SERVER, MANY_UNCLEAR);
  g_assert_cmpint (plan.state, ==, CST_OPERATION_QUEUED);
  g_assert_cmpint (plan.next_try_at, ==, 0);
  plan = plan_attempt (not_there, CST_MARKETPLACE_ERROR_SERVER, MANY_UNCLEAR + 1);
  g_assert_cmpint (plan.state, ==, CST_OPERATION_QUEUED);
  g_assert_cmpint (plan.next_try_at, >, NOW);
}

static void
test_account_stops (void)
{
  CstSendPlan throttled = plan_for (CST_PUSH_NOT_SENT, FALSE, CST_MARKETPLACE_ERROR_THROTTLED, 17);

  g_assert_true (throttled.stops_account);
  g_assert_cmpint (throttled.not_before, ==, NOW + 17);
  g_assert_cmpint (throttled.next_try_at, ==, 0);
  g_assert_true (plan_for (CST_PUSH_NOT_SENT, FALSE, CST_MARKETPLACE_ERROR_AUTH, -1).stops_account);
  g_assert_true (plan_for (CST_PUSH_NOT_SENT, FALSE, CST_MARKETPLACE_ERROR_TLS, -1).stops_account);
  g_assert_false (plan_for (CST_PUSH_NOT_SENT, FALSE, CST_MARKETPLACE_ERROR_FORBIDDEN, -1).stops_account);
  g_assert_cmpint (plan_for (CST_PUSH_NOT_SENT, FALSE, CST_MARKETPLACE_ERROR_FORBIDDEN, -1).next_try_at, >, NOW);
  g_assert_cmpint (plan_for (CST_PUSH_IN_FLIGHT, FALSE, 0, 3).next_try_at, ==, NOW + 3);
}

static void
test_next_attempt (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (1);
  g_autoptr(GError) offline = g_error_new_literal (CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_OFFLINE, "x");
  g_autoptr(GError) auth = g_error_new_literal (CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_AUTH, "x");

  g_assert_cmpint (cst_sync_plan_next_attempt (NULL, 0, 60, random), ==, 60);
  g_assert_cmpint (cst_sync_plan_next_attempt (offline, 1, 60, random), <=, 5);
  g_assert_cmpint (cst_sync_plan_next_attempt (offline, 50, 60, random), >=, 300);
  g_assert_cmpint (cst_sync_plan_next_attempt (auth, 1, 60, random), >=, 30);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan/way", test_way);
  g_test_add_func ("/plan/answers", test_answers);
  g_test_add_func ("/plan/doubt-stays", test_doubt_stays);
  g_test_add_func ("/plan/unreadable", test_unreadable);
  g_test_add_func ("/plan/trouble-passes", test_trouble_passes);
  g_test_add_func ("/plan/account-stops", test_account_stops);
  g_test_add_func ("/plan/next-attempt", test_next_attempt);

  return g_test_run ();
}
