/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-statistics.h"

/* The tails are those of printed tables of the Poisson and binomial distributions, worked out by hand. */

#define NEAR(a, b, epsilon) g_assert_cmpfloat_with_epsilon (a, b, epsilon)

static void
test_poisson (void)
{
  NEAR (cst_poisson_at_least (0, 3), 1, 1e-12);
  NEAR (cst_poisson_at_least (1, 1), 0.63212, 1e-5);
  NEAR (cst_poisson_at_least (5, 1), 0.00366, 1e-5);
  NEAR (cst_poisson_at_least (6, 1), 0.000594, 1e-6);
  NEAR (cst_poisson_at_least (22, 10), 0.000700, 1e-6);
  NEAR (cst_poisson_at_least (3, 10), 0.997231, 1e-6);
  NEAR (cst_poisson_at_most (0, 2), 0.135335, 1e-6);
  NEAR (cst_poisson_at_most (1, 10), 0.000499, 1e-6);
  NEAR (cst_poisson_at_most (20, 10), 1 - 0.0015883, 1e-6);

  g_assert_cmpfloat (cst_poisson_at_least (1, 0), ==, 0);
  g_assert_cmpfloat (cst_poisson_at_most (0, 0), ==, 1);

  /* Far out, where exp (−mean) is nothing any more. */
  NEAR (cst_poisson_at_least (10000, 10000), 0.5013, 1e-3);
  NEAR (cst_poisson_at_least (10300, 10000), 0.00139, 1e-4);
}

static void
test_control_limits (void)
{
  static const struct
  {
    double expected;
    int    lower;
    int    upper;
  } cases[] = {
    { 0.1, 0, 2 }, { 0.5, 0, 4 }, { 1, 0, 5 }, { 2, 0, 7 }, { 4, 0, 11 }, { 10, 2, 21 }, { 16, 5, 29 }, { 25, 11, 41 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CstControlLimits limits = cst_control_limits (cases[i].expected);

      g_assert_cmpint (limits.lower, ==, cases[i].lower);
      g_assert_cmpint (limits.upper, ==, cases[i].upper);
      g_assert_cmpfloat (limits.expected, ==, cases[i].expected);
    }

  /* Many: near the usual limits, 10 000 ± 300. */
  {
    CstControlLimits many = cst_control_limits (10000);

    g_assert_cmpint (ABS (many.upper - 10300), <=, 3);
    g_assert_cmpint (ABS (many.lower - 9700), <=, 3);
  }

  /* Nothing is expected, so nothing can be said. */
  g_assert_cmpint (cst_control_limits (0).upper, ==, G_MAXINT);
}

/* Garwood's own table. */
static void
test_interval (void)
{
  double low;
  double high;

  cst_poisson_interval (0, 0.05, &low, &high);
  NEAR (low, 0, 1e-9);
  NEAR (high, 2.9957, 1e-4);
  cst_poisson_interval (5, 0.05, &low, &high);
  NEAR (low, 1.9701, 1e-4);
  NEAR (high, 10.5130, 1e-4);
  cst_poisson_interval (10, 0.025, &low, &high);
  NEAR (low, 4.7954, 1e-4);
  NEAR (high, 18.3904, 1e-4);
}

static void
test_difference (void)
{
  /* 15 and 5 among as many: 2 × 0.0206947, as fifteen heads of twenty coins. */
  NEAR (cst_chance_of_difference (15, 5, 1, 1), 0.0413895, 1e-6);
  NEAR (cst_chance_of_difference (5, 15, 1, 1), 0.0413895, 1e-6);
  /* Eight of twelve though a quarter was due: 2 × 0.0027815. */
  NEAR (cst_chance_of_difference (8, 4, 100, 300), 0.0055630, 1e-6);
  /* Twice as many among twice as many is no difference. */
  g_assert_cmpfloat (cst_chance_of_difference (40, 20, 2000, 1000), >, 0.9);
  g_assert_cmpfloat (cst_chance_of_difference (7, 7, 1, 1), ==, 1);
  g_assert_cmpfloat (cst_chance_of_difference (0, 0, 1, 1), ==, 1);
  g_assert_cmpfloat (cst_chance_of_difference (3, 0, 1, 0), ==, 1);
  g_assert_cmpfloat (cst_chance_of_difference (60000, 40000, 1, 1), <, 1e-9);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/P9/statistics/poisson", test_poisson);
  g_test_add_func ("/P9/statistics/control-limits", test_control_limits);
  g_test_add_func ("/P9/statistics/interval", test_interval);
  g_test_add_func ("/P9/statistics/difference", test_difference);

  return g_test_run ();
}
