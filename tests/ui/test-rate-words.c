/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-rate-words.h"

static CstRate
make_rate (int reported,
           int orders)
{
  return (CstRate) { .is_known = TRUE, .reported = reported, .orders = orders, .threshold_bp = 500, .warn_at_bp = 400 };
}

/* Strictly above hurts; at the threshold it does not, yet the warning has been there for a while, as the rules say. */
static void
test_levels (void)
{
  CstRate none = make_rate (0, 0);
  CstRate fine = make_rate (3, 100);
  CstRate near = make_rate (4, 100);
  CstRate at = make_rate (5, 100);
  CstRate above = make_rate (501, 10000);

  g_assert_cmpint (cst_rate_level (&none), ==, CST_RATE_NONE);
  g_assert_cmpint (cst_rate_level (&fine), ==, CST_RATE_FINE);
  g_assert_cmpint (cst_rate_level (&near), ==, CST_RATE_NEAR);
  g_assert_cmpint (cst_rate_level (&at), ==, CST_RATE_NEAR);
  g_assert_cmpint (cst_rate_level (&above), ==, CST_RATE_ABOVE);

  fine.warn_at_bp = 300;
  g_assert_cmpint (cst_rate_level (&fine), ==, CST_RATE_NEAR);
  near.warn_at_bp = 0;
  g_assert_cmpint (cst_rate_level (&near), ==, CST_RATE_FINE);
  at.harms_at = TRUE;
  g_assert_cmpint (cst_rate_level (&at), ==, CST_RATE_ABOVE);
  above.threshold_bp = 0;
  g_assert_cmpint (cst_rate_level (&above), ==, CST_RATE_FREE);

  for (int level = CST_RATE_NONE; level <= CST_RATE_ABOVE; level++)
    g_assert_true (*cst_rate_level_label ((CstRateLevel) level) != '\0');
}

static void
test_margin (void)
{
  CstRate fine = make_rate (12, 400);
  CstRate at = make_rate (20, 400);
  CstRate above = make_rate (21, 400);
  CstRate none = make_rate (0, 0);
  g_autofree char *eight = cst_rate_margin_text (&fine);
  g_autofree char *last = cst_rate_margin_text (&at);
  g_autofree char *over = cst_rate_margin_text (&above);

  g_assert_cmpstr (eight, ==, "8 more before the threshold of 5%");
  g_assert_nonnull (strstr (last, "next one"));
  g_assert_nonnull (strstr (over, "suffer"));
  g_assert_null (cst_rate_margin_text (&none));
}

/* Where the threshold itself does harm, it is one less. */
static void
test_margin_at (void)
{
  CstRate fine = make_rate (18, 400);
  CstRate last = make_rate (19, 400);
  CstRate at = make_rate (20, 400);
  g_autofree char *one = NULL;
  g_autofree char *next = NULL;
  g_autofree char *over = NULL;

  fine.harms_at = last.harms_at = at.harms_at = TRUE;
  one = cst_rate_margin_text (&fine);
  next = cst_rate_margin_text (&last);
  over = cst_rate_margin_text (&at);
  g_assert_cmpstr (one, ==, "1 more before the threshold of 5%");
  g_assert_nonnull (strstr (next, "reaches"));
  g_assert_nonnull (strstr (over, "At the threshold"));
}

/* A site that tells its rate without days is not given any. */
static void
test_period (void)
{
  CstRate rate = make_rate (12, 400);
  g_autofree char *without = NULL;
  g_autofree char *with = NULL;

  without = cst_rate_period_text (&rate, 1795435200);
  g_assert_cmpstr (without, ==, "400 orders");
  rate.from = (char *) "2026-10-25";
  rate.to = (char *) "2026-11-23";
  with = cst_rate_period_text (&rate, 1795435200);
  g_assert_cmpstr (with, ==, "25 Oct to 23 Nov, 400 orders");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/O13/warns-ahead-of-the-threshold", test_levels);
  g_test_add_func ("/O13/margin-left", test_margin);

  g_test_add_func ("/O13/margin-where-the-threshold-harms", test_margin_at);

  g_test_add_func ("/O13/period-only-where-it-is-told", test_period);

  return g_test_run ();
}
