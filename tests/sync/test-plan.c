/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sync-plan.h"

#define NOW 100000

static CstSendPlan
plan_for (CstPushOutcome      outcome,
          gboolean            in_doubt,
          CstMarketplaceError code,
          gint64              retry_after)
{
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_REFUND, 1, "o", "i");
  g_autoptr(GError) error = g_error_new_literal (CST_MARKETPLACE_ERROR, (int) code, "x");
  g_autoptr(GRand) random = g_rand_new_with_seed (1);
  gboolean has_error = outcome == CST_PUSH_NOT_SENT || outcome == CST_PUSH_DOUBT;
  CstSendPlan plan;

  operation->state = CST_OPERATION_SENDING;
  operation->attempts = 1;
  cst_sync_plan_outcome (operation, in_doubt, outcome, has_error ? error : NULL, retry_after, NOW, random, &plan);

  return plan;
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
  g_test_add_func ("/plan/account-stops", test_account_stops);
  g_test_add_func ("/plan/next-attempt", test_next_attempt);

  return g_test_run ();
}
