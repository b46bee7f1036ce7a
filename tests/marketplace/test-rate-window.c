/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rate-window.h"

#define SECOND G_USEC_PER_SEC

static void
test_slides (void)
{
  g_autoptr(CstRateWindow) window = cst_rate_window_new (3, 60 * SECOND);

  g_assert_cmpint (cst_rate_window_take (window, 0, 100 * SECOND), ==, 0);
  g_assert_cmpint (cst_rate_window_take (window, 0, 110 * SECOND), ==, 0);
  g_assert_cmpint (cst_rate_window_take (window, 0, 120 * SECOND), ==, 0);
  g_assert_cmpint (cst_rate_window_take (window, 0, 130 * SECOND), ==, 30 * SECOND);
  g_assert_cmpint (cst_rate_window_take (window, 0, 160 * SECOND), ==, 0);
  g_assert_cmpint (cst_rate_window_take (window, 0, 160 * SECOND), ==, 10 * SECOND);
}

/* What is kept free for others is free for others. */
static void
test_reserve (void)
{
  g_autoptr(CstRateWindow) window = cst_rate_window_new (3, 60 * SECOND);

  g_assert_cmpint (cst_rate_window_take (window, 1, SECOND), ==, 0);
  g_assert_cmpint (cst_rate_window_take (window, 1, SECOND), ==, 0);
  g_assert_cmpint (cst_rate_window_take (window, 1, SECOND), ==, 60 * SECOND);
  g_assert_cmpint (cst_rate_window_take (window, 0, SECOND), ==, 0);
  g_assert_cmpint (cst_rate_window_take (window, 0, SECOND), ==, 60 * SECOND);
  g_assert_cmpint (cst_rate_window_take (window, 9, 61 * SECOND), ==, 0);
}

/* The host has seen more than we know of; and it may change its mind. */
static void
test_believes (void)
{
  g_autoptr(CstRateWindow) window = cst_rate_window_new (0, 60 * SECOND);

  for (int i = 0; i < 100; i++)
    g_assert_cmpint (cst_rate_window_take (window, 0, SECOND), ==, 0);
  cst_rate_window_set_limit (window, 60, 60 * SECOND);
  g_assert_cmpint (cst_rate_window_take (window, 0, 2 * SECOND), ==, 59 * SECOND);
  g_assert_cmpint (cst_rate_window_take (window, 0, 62 * SECOND), ==, 0);
  cst_rate_window_believe (window, 1, 62 * SECOND);
  g_assert_cmpint (cst_rate_window_take (window, 0, 62 * SECOND), ==, 0);
  g_assert_cmpint (cst_rate_window_take (window, 0, 62 * SECOND), ==, 60 * SECOND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rate-window/slides", test_slides);
  g_test_add_func ("/rate-window/reserve", test_reserve);
  g_test_add_func ("/rate-window/believes", test_believes);

  return g_test_run ();
}
