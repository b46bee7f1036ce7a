/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rate-budget.h"

static void
test_burst_then_pace (void)
{
  CstRateBudget budget;
  gint64 now = 5 * G_USEC_PER_SEC;

  cst_rate_budget_init (&budget, 10.0, 3.0);
  for (int i = 0; i < 3; i++)
    g_assert_cmpint (cst_rate_budget_take (&budget, now), ==, 0);

  g_assert_cmpint (cst_rate_budget_take (&budget, now), ==, G_USEC_PER_SEC / 10);
  g_assert_cmpint (cst_rate_budget_take (&budget, now), ==, 2 * G_USEC_PER_SEC / 10);

  now += 10 * G_USEC_PER_SEC;
  g_assert_cmpint (cst_rate_budget_take (&budget, now), ==, 0);
}

static void
test_hosts_apart (void)
{
  gint64 wait = 0;

  for (int i = 0; i < 100; i++)
    wait = cst_rate_budget_of ("busy.example:443", FALSE);

  g_assert_cmpint (wait, >, 0);
  g_assert_cmpint (cst_rate_budget_of ("calm.example:443", FALSE), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rate-budget/burst-then-pace", test_burst_then_pace);
  g_test_add_func ("/rate-budget/hosts-apart", test_hosts_apart);

  return g_test_run ();
}
