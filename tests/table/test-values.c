/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-table-values.h"
#include "cst-util.h"
#include "table-fixture.h"

static void
assert_moment (const char  *text,
               CstDayOrder  order,
               const char  *expected)
{
  g_autoptr(GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");
  gint64 moment = 0;
  gboolean is_read = cst_cell_to_moment (text, order, paris, &moment);
  g_autofree char *written = is_read ? cst_time_format (moment) : NULL;

  g_assert_cmpstr (written, ==, expected);
}

static void
test_moments (void)
{
  assert_moment ("2026-11-23", CST_DAY_ORDER_UNKNOWN, "2026-11-23T12:00:00Z");
  assert_moment ("2026/11/23", CST_DAY_ORDER_DMY, "2026-11-23T12:00:00Z");
  assert_moment ("20261123", CST_DAY_ORDER_UNKNOWN, "2026-11-23T12:00:00Z");
  assert_moment ("23/11/2026", CST_DAY_ORDER_DMY, "2026-11-23T12:00:00Z");
  assert_moment ("3.4.26", CST_DAY_ORDER_DMY, "2026-04-03T12:00:00Z");
  assert_moment ("11/23/2026", CST_DAY_ORDER_MDY, "2026-11-23T12:00:00Z");
  assert_moment ("03/04/2026", CST_DAY_ORDER_MDY, "2026-03-04T12:00:00Z");
  assert_moment ("23/11/2026 08:15", CST_DAY_ORDER_DMY, "2026-11-23T07:15:00Z");
  assert_moment ("23/07/2026 à 8h15", CST_DAY_ORDER_DMY, "2026-07-23T06:15:00Z");
  assert_moment ("2026-11-23T08:15:00Z", CST_DAY_ORDER_UNKNOWN, "2026-11-23T08:15:00Z");
  assert_moment ("2026-11-23T08:15:00+01:00", CST_DAY_ORDER_UNKNOWN, "2026-11-23T07:15:00Z");
  assert_moment ("2026-11-23T08:15:00", CST_DAY_ORDER_UNKNOWN, "2026-11-23T07:15:00Z");

  assert_moment ("03/04/2026", CST_DAY_ORDER_UNKNOWN, NULL);
  assert_moment ("03/04/2026", CST_DAY_ORDER_YMD, NULL);
  assert_moment ("23/11/2026", CST_DAY_ORDER_MDY, NULL);
  assert_moment ("30/02/2026", CST_DAY_ORDER_DMY, NULL);
  assert_moment ("23/11-2026", CST_DAY_ORDER_DMY, NULL);
  assert_moment ("23/11/2026 25:00", CST_DAY_ORDER_DMY, NULL);
  assert_moment ("tomorrow", CST_DAY_ORDER_DMY, NULL);
  assert_moment ("", CST_DAY_ORDER_DMY, NULL);
  assert_moment ("0026-11-23", CST_DAY_ORDER_DMY, NULL);
}

static void
assert_order (const char  *cells,
              CstDayOrder  order,
              gboolean     is_open)
{
  g_autofree char *text = g_strconcat ("Day\n", cells, NULL);
  g_autoptr(CstTable) table = table_of (text);
  CstDayEvidence evidence = { 0 };

  cst_day_evidence_add (&evidence, table, 0);

  g_assert_cmpint ((int) cst_day_evidence_order (&evidence), ==, (int) order);
  g_assert_cmpint (cst_day_evidence_is_open (&evidence), ==, is_open);
}

static void
test_day_orders (void)
{
  assert_order ("2026-11-23\n2026-03-04\n", CST_DAY_ORDER_YMD, FALSE);
  assert_order ("03/04/2026\n23/11/2026\n", CST_DAY_ORDER_DMY, FALSE);
  assert_order ("03/04/2026\n11/23/2026\n", CST_DAY_ORDER_MDY, FALSE);
  assert_order ("03/04/2026\n04/05/2026\n", CST_DAY_ORDER_UNKNOWN, TRUE);
  assert_order ("23/04/2026\n04/25/2026\n", CST_DAY_ORDER_UNKNOWN, TRUE);
  assert_order ("2026-11-23\n04/05/2026\n", CST_DAY_ORDER_UNKNOWN, TRUE);
  assert_order ("soon\nlater\n", CST_DAY_ORDER_UNKNOWN, FALSE);
}

static void
assert_amount (const char *text,
               char        mark,
               gint64      expected)
{
  gint64 minor = -1;

  if (!cst_cell_to_amount (text, mark, "EUR", &minor))
    minor = -1;
  g_assert_cmpint (minor, ==, expected);
}

static void
test_amounts (void)
{
  assert_amount ("12", 0, 1200);
  assert_amount ("12,50", 0, 1250);
  assert_amount ("12.5 €", 0, 1250);
  assert_amount ("EUR 1.234,50", 0, 123450);
  assert_amount ("1,234.50", 0, 123450);
  assert_amount ("1\302\240234,50\302\240€", 0, 123450);
  assert_amount ("1’234.50", 0, 123450);
  assert_amount ("1,234,567", 0, 123456700);
  assert_amount ("1,234", '.', 123400);
  assert_amount ("1,234", 0, -1);
  assert_amount ("1,234", ',', -1);
  assert_amount ("0,123", 0, -1);
  assert_amount ("-5", 0, -1);
  assert_amount ("12.50.20", 0, -1);
  assert_amount ("12 for 3", 0, -1);
  assert_amount ("12 %", 0, -1);
  assert_amount ("free", 0, -1);
  assert_amount ("", 0, -1);
}

static void
test_decimal_marks (void)
{
  g_autoptr(CstTable) table = table_of ("A;B;C;D\n1,234;1.5;7;1,50\n12,50;1,234;8;1.50\n");

  g_assert_cmpint (cst_table_decimal_mark (table, 0), ==, ',');
  g_assert_cmpint (cst_table_decimal_mark (table, 1), ==, '.');
  g_assert_cmpint (cst_table_decimal_mark (table, 2), ==, 0);
  g_assert_cmpint (cst_table_decimal_mark (table, 3), ==, 0);
}

static void
test_counts (void)
{
  int count = 0;

  g_assert_true (cst_cell_to_count ("3", &count));
  g_assert_cmpint (count, ==, 3);
  g_assert_true (cst_cell_to_count ("12,00", &count));
  g_assert_cmpint (count, ==, 12);
  g_assert_false (cst_cell_to_count ("1.5", &count));
  g_assert_false (cst_cell_to_count ("-1", &count));
  g_assert_false (cst_cell_to_count ("two", &count));
  g_assert_false (cst_cell_to_count ("9999999", &count));
}

static void
test_currencies (void)
{
  static const char *const cells[][2] = {
    { "12,50 €", "EUR" }, { "GBP 4", "GBP" }, { "£4", "GBP" }, { "4 USD", "USD" }, { "4 dollars", NULL }, { "4", NULL },
    { "ABCD 4", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *currency = cst_cell_currency (cells[i][0]);

      g_assert_cmpstr (currency, ==, cells[i][1]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/values/moments", test_moments);
  g_test_add_func ("/table/values/day-orders", test_day_orders);
  g_test_add_func ("/table/values/amounts", test_amounts);
  g_test_add_func ("/table/values/decimal-marks", test_decimal_marks);
  g_test_add_func ("/table/values/counts", test_counts);
  g_test_add_func ("/table/values/currencies", test_currencies);

  return g_test_run ();
}
