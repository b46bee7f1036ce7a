/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "cst-money.h"

static void
assert_parses (const char *text,
               const char *currency,
               gint64      minor)
{
  CstMoney money;

  g_assert_true (cst_money_parse (text, currency, &money));
  g_assert_cmpint (money.minor, ==, minor);
  g_assert_cmpstr (money.currency, ==, currency);
}

static void
test_parse (void)
{
  static const char *const refused[] = { "", " ", "abc", "-1", "+1", "1.2.3", "1,234.5", "12.505", "1e3", "12€",
                                         "9999999999999999999" };
  CstMoney money;

  assert_parses ("12", "EUR", 1200);
  assert_parses ("12.5", "EUR", 1250);
  assert_parses ("12,50", "EUR", 1250);
  assert_parses ("1 204,00", "EUR", 120400);
  assert_parses ("1\342\200\257204,00", "EUR", 120400);
  assert_parses (".5", "EUR", 50);
  assert_parses ("12", "JPY", 12);
  assert_parses ("1.234", "KWD", 1234);

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (cst_money_parse (refused[i], "EUR", &money));

  g_assert_false (cst_money_parse ("1.5", "JPY", &money));
}

static void
test_decimal (void)
{
  static const struct
  {
    const char *text;
    const char *currency;
    gint64      minor;
  } good[] = {
    { "12", "EUR", 1200 }, { "175.92", "EUR", 17592 }, { "0.995", "EUR", 100 }, { "0.994999", "EUR", 99 },
    { "-1.2", "EUR", -120 }, { "7.50", "JPY", 8 }, { "1.2345", "KWD", 1235 }, { "0", "EUR", 0 },
  };
  static const char *const bad[] = { "", "-", "1,5", "1e3", " 1", "1.2.3", "12€", "99999999999999999999" };
  gint64 minor;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (cst_money_from_decimal (good[i].text, good[i].currency, &minor));
      g_assert_cmpint (minor, ==, good[i].minor);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (cst_money_from_decimal (bad[i], "EUR", &minor));
}

static void
test_text (void)
{
  g_autofree char *euros = cst_money_to_text (cst_money (-120405, "EUR"));
  g_autofree char *yen = cst_money_to_text (cst_money (1204, "JPY"));
  g_autofree char *cents = cst_money_to_text (cst_money (5, "EUR"));

  g_assert_cmpstr (euros, ==, "-1204.05");
  g_assert_cmpstr (yen, ==, "1204");
  g_assert_cmpstr (cents, ==, "0.05");
}

/* R13, and the way French writes money: 1 204,00 € */
static void
test_format (void)
{
  g_autofree char *english = cst_money_format (cst_money (120400, "EUR"));
  g_autofree char *swiss = cst_money_format (cst_money (120400, "CHF"));

  g_assert_cmpstr (english, ==, "€1,204.00");
  g_assert_cmpstr (swiss, ==, "CHF\302\2401,204.00");
}

static void
test_tax (void)
{
  g_assert_cmpint (cst_tax_of (10000, 2000, CST_TAX_EXCLUDED), ==, 2000);
  g_assert_cmpint (cst_tax_of (12000, 2000, CST_TAX_INCLUDED), ==, 2000);
  g_assert_cmpint (cst_tax_of (1, 5000, CST_TAX_EXCLUDED), ==, 1);
  g_assert_cmpint (cst_tax_of (-1, 5000, CST_TAX_EXCLUDED), ==, -1);
  g_assert_cmpint (cst_tax_of (999, 550, CST_TAX_EXCLUDED), ==, 55);
  g_assert_cmpint (cst_tax_of (10000, 0, CST_TAX_EXCLUDED), ==, 0);
  g_assert_cmpint (cst_tax_of (CST_MONEY_LIMIT - 1, 10000, CST_TAX_EXCLUDED), ==, CST_MONEY_LIMIT - 1);
  g_assert_cmpint (cst_tax_of (CST_MONEY_LIMIT, 10000, CST_TAX_INCLUDED), ==, CST_MONEY_LIMIT / 2);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/money/parse", test_parse);
  g_test_add_func ("/money/decimal", test_decimal);
  g_test_add_func ("/money/text", test_text);
  g_test_add_func ("/R13/format", test_format);
  g_test_add_func ("/R13/tax", test_tax);

  return g_test_run ();
}
