/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-money.h"

#include <limits.h>
#include <locale.h>
#include <string.h>

/* ISO 4217: the currencies whose smallest unit is not a hundredth. */
static const struct
{
  const char *code;
  int         digits;
} odd_currencies[] = {
  { "BHD", 3 }, { "BIF", 0 }, { "CLP", 0 }, { "DJF", 0 }, { "GNF", 0 }, { "IQD", 3 }, { "ISK", 0 },
  { "JOD", 3 }, { "JPY", 0 }, { "KMF", 0 }, { "KRW", 0 }, { "KWD", 3 }, { "LYD", 3 }, { "OMR", 3 },
  { "PYG", 0 }, { "RWF", 0 }, { "TND", 3 }, { "UGX", 0 }, { "VND", 0 }, { "VUV", 0 }, { "XAF", 0 },
  { "XOF", 0 }, { "XPF", 0 },
};

static const struct
{
  const char *code;
  const char *symbol;
} currency_symbols[] = {
  { "EUR", "€" }, { "USD", "$" }, { "GBP", "£" }, { "JPY", "¥" },
};

#define NO_BREAK_SPACE "\302\240"
#define NARROW_NO_BREAK_SPACE "\342\200\257"

/**
 * cst_money:
 * @minor: the amount in the smallest unit
 * @currency: (nullable): an ISO 4217 code
 *
 * Returns: the value
 */
CstMoney
cst_money (gint64      minor,
           const char *currency)
{
  CstMoney money = { .minor = minor };

  g_strlcpy (money.currency, currency != NULL ? currency : "", sizeof money.currency);

  return money;
}

gboolean
cst_money_equal (CstMoney a,
                 CstMoney b)
{
  return a.minor == b.minor && strcmp (a.currency, b.currency) == 0;
}

/**
 * cst_currency_digits:
 * @currency: an ISO 4217 code
 *
 * Returns: how many decimals the currency is written with
 */
int
cst_currency_digits (const char *currency)
{
  for (gsize i = 0; i < G_N_ELEMENTS (odd_currencies); i++)
    {
      if (g_strcmp0 (odd_currencies[i].code, currency) == 0)
        return odd_currencies[i].digits;
    }

  return 2;
}

static gint64
power_of_ten (int digits)
{
  gint64 value = 1;

  while (digits-- > 0)
    value *= 10;

  return value;
}

/**
 * cst_money_parse:
 * @text: what a person typed: `12`, `12.5`, `12,50`, `1 204,00`
 * @currency: the currency it is in
 * @money: (out): the amount
 *
 * Reads decimal text without ever going through a floating-point number. Spaces of every kind
 * between digits are ignored; the decimal sign is a point or a comma. More decimals than the
 * currency has, signs and anything else are refused.
 *
 * Returns: whether @text is an amount
 */
gboolean
cst_money_parse (const char *text,
                 const char *currency,
                 CstMoney   *money)
{
  int digits = cst_currency_digits (currency);
  int decimals = -1;
  gint64 minor = 0;
  gboolean any = FALSE;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (money != NULL, FALSE);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || c == 0x202f)
        continue;

      if ((c == '.' || c == ',') && decimals < 0)
        {
          decimals = 0;
          continue;
        }

      if (c < '0' || c > '9' || minor >= CST_MONEY_LIMIT / 10)
        return FALSE;

      if (decimals >= 0 && ++decimals > digits)
        return FALSE;

      minor = minor * 10 + (gint64) (c - '0');
      any = TRUE;
    }

  if (!any)
    return FALSE;

  minor *= power_of_ten (digits - MAX (decimals, 0));
  if (minor >= CST_MONEY_LIMIT)
    return FALSE;

  *money = cst_money (minor, currency);

  return TRUE;
}

static char *
format_with (CstMoney    money,
             const char *decimal_point,
             const char *group_sign)
{
  int digits = cst_currency_digits (money.currency);
  gint64 unit = power_of_ten (digits);
  guint64 magnitude = money.minor < 0 ? (guint64) (-(money.minor + 1)) + 1 : (guint64) money.minor;
  g_autofree char *whole = g_strdup_printf ("%" G_GUINT64_FORMAT, magnitude / (guint64) unit);
  gsize length = strlen (whole);
  GString *out = g_string_new (money.minor < 0 ? "-" : NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (out, group_sign);
      g_string_append_c (out, whole[i]);
    }

  if (digits > 0)
    g_string_append_printf (out, "%s%0*" G_GUINT64_FORMAT, decimal_point, digits, magnitude % (guint64) unit);

  return g_string_free (out, FALSE);
}

/**
 * cst_money_from_decimal:
 * @text: what a server wrote: `-12.345`, always with a point
 * @currency: the currency it is in
 * @minor: (out): in its smallest unit, more decimals rounded half away from zero
 *
 * Never goes through a floating-point number.
 *
 * Returns: whether @text is such a number, within the limit of money
 */
gboolean
cst_money_from_decimal (const char *text,
                        const char *currency,
                        gint64     *minor)
{
  int digits = cst_currency_digits (currency);
  gboolean is_negative;
  gboolean any = FALSE;
  int decimals = -1;
  gint64 value = 0;

  g_return_val_if_fail (text != NULL && minor != NULL, FALSE);

  is_negative = *text == '-';
  for (const char *p = is_negative ? text + 1 : text; *p != '\0'; p++)
    {
      if (*p == '.' && decimals < 0)
        {
          decimals = 0;
          continue;
        }
      if (!g_ascii_isdigit (*p) || value >= CST_MONEY_LIMIT / 10)
        return FALSE;

      any = TRUE;
      if (decimals >= 0 && ++decimals > digits)
        {
          value += decimals == digits + 1 && *p >= '5';
          continue;
        }
      value = value * 10 + (*p - '0');
    }

  if (!any)
    return FALSE;

  value *= power_of_ten (digits - CLAMP (decimals, 0, digits));
  if (value >= CST_MONEY_LIMIT)
    return FALSE;

  *minor = is_negative ? -value : value;

  return TRUE;
}

/**
 * cst_money_to_text:
 * @money: an amount
 *
 * Returns: (transfer full): `12.50`, the same in every locale, for files and scripts
 */
char *
cst_money_to_text (CstMoney money)
{
  return format_with (money, ".", "");
}

/**
 * cst_money_format:
 * @money: an amount
 *
 * Returns: (transfer full): the amount as the current locale writes it, `1 204,00 €` or `€1,204.00`
 */
char *
cst_money_format (CstMoney money)
{
  const struct lconv *conv = localeconv ();
  g_autofree char *number = NULL;
  const char *group = conv->mon_thousands_sep;
  const char *point = conv->mon_decimal_point;
  const char *symbol = money.currency;
  gboolean symbol_first;

  if (point == NULL || *point == '\0')
    {
      point = ".";
      group = ",";
    }
  if (group == NULL || g_strcmp0 (group, " ") == 0)
    group = g_strcmp0 (group, " ") == 0 ? NARROW_NO_BREAK_SPACE : "";

  for (gsize i = 0; i < G_N_ELEMENTS (currency_symbols); i++)
    {
      if (strcmp (currency_symbols[i].code, money.currency) == 0)
        symbol = currency_symbols[i].symbol;
    }

  symbol_first = conv->p_cs_precedes == CHAR_MAX || conv->p_cs_precedes == 1;
  number = format_with (money, point, group);

  if (!symbol_first)
    return g_strconcat (number, NO_BREAK_SPACE, symbol, NULL);
  if (symbol == money.currency)
    return g_strconcat (symbol, NO_BREAK_SPACE, number, NULL);
  if (money.minor < 0)
    return g_strconcat ("-", symbol, number + 1, NULL);

  return g_strconcat (symbol, number, NULL);
}

/**
 * cst_tax_of:
 * @amount: goods or shipping, in minor units
 * @rate_bp: the rate in hundredths of a percent: 2000 is 20 %
 * @mode: whether @amount already contains the tax
 *
 * Rounded half away from zero, as invoices do.
 *
 * Returns: the tax on (or in) @amount
 */
gint64
cst_tax_of (gint64     amount,
            int        rate_bp,
            CstTaxMode mode)
{
  gint64 divisor = mode == CST_TAX_EXCLUDED ? 10000 : 10000 + rate_bp;
  gint64 sign = amount < 0 ? -1 : 1;
  gint64 whole = sign * amount / divisor;
  gint64 rest = sign * amount % divisor;

  g_return_val_if_fail (rate_bp >= 0 && rate_bp <= 10000, 0);

  /* In two parts, since a large amount times the rate would not fit. */
  return sign * (whole * rate_bp + (rest * rate_bp + divisor / 2) / divisor);
}
