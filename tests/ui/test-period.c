/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-period.h"
#include "cst-util.h"

/* P9: over which time figures are read, at a desk whose clock is UTC. */

static void
assert_bounds (CstPeriod   period,
               const char *now,
               const char *from,
               const char *to)
{
  g_autofree char *first = NULL;
  g_autofree char *end = NULL;
  gint64 begin;
  gint64 after;

  cst_period_bounds (period, cst_time_parse (now), &begin, &after);
  first = cst_time_format (begin);
  end = cst_time_format (after);
  g_assert_cmpstr (first, ==, from);
  g_assert_cmpstr (end, ==, to);
}

/* Every period ends with today; Mondays begin weeks, and January, April, July and October quarters. */
static void
test_calendar (void)
{
  const char *monday = "2026-11-23T15:00:00Z";
  const char *sunday = "2026-11-22T23:59:59Z";

  assert_bounds (CST_PERIOD_WEEK, monday, "2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z");
  assert_bounds (CST_PERIOD_WEEK, sunday, "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z");
  assert_bounds (CST_PERIOD_MONTH, monday, "2026-11-01T00:00:00Z", "2026-11-24T00:00:00Z");
  assert_bounds (CST_PERIOD_30_DAYS, monday, "2026-10-25T00:00:00Z", "2026-11-24T00:00:00Z");
  assert_bounds (CST_PERIOD_QUARTER, monday, "2026-10-01T00:00:00Z", "2026-11-24T00:00:00Z");
  assert_bounds (CST_PERIOD_QUARTER, "2026-06-30T00:00:00Z", "2026-04-01T00:00:00Z", "2026-07-01T00:00:00Z");
  assert_bounds (CST_PERIOD_YEAR, monday, "2026-01-01T00:00:00Z", "2026-11-24T00:00:00Z");
  assert_bounds (CST_PERIOD_YEAR, "2024-12-31T12:00:00Z", "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z");
}

/* The last day belongs to the period; days in the wrong order make none. */
static void
test_own_days (void)
{
  gint64 from = 0;
  gint64 to = 0;

  g_assert_true (cst_period_own_bounds ("2024-02-28", "2024-02-29", &from, &to));
  g_assert_cmpint (from, ==, cst_time_parse ("2024-02-28T00:00:00Z"));
  g_assert_cmpint (to, ==, cst_time_parse ("2024-03-01T00:00:00Z"));
  g_assert_true (cst_period_own_bounds ("2026-11-23", "2026-11-23", &from, &to));
  g_assert_cmpint (to - from, ==, 24 * 60 * 60);

  g_assert_false (cst_period_own_bounds ("2026-11-23", "2026-11-22", &from, &to));
  g_assert_false (cst_period_own_bounds (NULL, "2026-11-22", &from, &to));
  g_assert_false (cst_period_own_bounds ("2026-11-22", NULL, &from, &to));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/P9/period/calendar", test_calendar);
  g_test_add_func ("/P9/period/own-days", test_own_days);

  return g_test_run ();
}
