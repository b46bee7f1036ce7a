/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-account-words.h"
#include "cst-format.h"

/* Monday, 23 November 2026, 08:15 UTC. */
#define NOW G_GINT64_CONSTANT (1795421700)
#define HOUR 3600
#define DAY (24 * HOUR)

static void
check (char       *text,
       const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_ago (void)
{
  check (cst_format_ago (NOW, NOW), "just now");
  check (cst_format_ago (NOW - 5 * 60, NOW), "5 min ago");
  check (cst_format_ago (NOW - 2 * HOUR, NOW), "2 h ago");
  check (cst_format_ago (NOW - 16 * HOUR, NOW), "yesterday 16:15");
  check (cst_format_ago (NOW - 3 * DAY, NOW), "3 d ago");
  check (cst_format_ago (NOW - 40 * DAY, NOW), "14 Oct");
  check (cst_format_ago (0, NOW), CST_NO_VALUE);
}

static void
test_due (void)
{
  check (cst_format_due (NOW + 5 * HOUR, NOW), "due in 5 h");
  check (cst_format_due (NOW + 30, NOW), "due now");
  check (cst_format_due (NOW - 2 * DAY, NOW), "overdue for 2 d");
  check (cst_format_due (0, NOW), CST_NO_VALUE);
}

static void
test_dates (void)
{
  check (cst_format_date (NOW, NOW), "23 Nov");
  check (cst_format_date (NOW - 365 * DAY, NOW), "23 Nov 2025");
  check (cst_format_moment (NOW, NOW), "23 Nov, 08:15");
  check (cst_format_iso_date ("2026-12-01", NOW), "1 Dec");
  check (cst_format_iso_date ("2027-01-01", NOW), "1 Jan 2027");
  check (cst_format_iso_date ("1 December", NOW), CST_NO_VALUE);
}

/* R13: an amount says whether tax is in it. */
static void
test_amounts (void)
{
  check (cst_format_amount (cst_money (18450, "EUR"), CST_TAX_EXCLUDED), "€184.50\302\240excl. tax");
  check (cst_format_amount (cst_money (18450, "EUR"), CST_TAX_INCLUDED), "€184.50\302\240incl. tax");
  check (cst_format_percent_bp (310), "3.1%");
  check (cst_format_percent_bp (500), "5%");
}

static void
test_account_answer (void)
{
  CstAccountInfo info = { .site = (char *) "Grand Comptoir", .audience = CST_CUSTOMER_RETAILER };

  check (cst_account_answer_text (&info), "Grand Comptoir. Who orders there: retailers.");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/format/ago", test_ago);
  g_test_add_func ("/format/due", test_due);
  g_test_add_func ("/format/dates", test_dates);
  g_test_add_func ("/R13/amounts", test_amounts);
  g_test_add_func ("/R3/account-answer", test_account_answer);

  return g_test_run ();
}
