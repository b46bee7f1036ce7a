/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-table-values.h"

#include <string.h>

#include "cst-money.h"
#include "cst-util.h"

CST_DEFINE_ENUM_TYPE (cst_day_order, "", "ymd", "dmy", "mdy");

typedef struct
{
  int      first;
  int      second;
  int      third;
  gboolean is_year_first;
  int      hour;
  int      minute;
  int      second_of_minute;
  gboolean has_time;
} DayParts;

static gboolean
read_digits (const char **text,
             guint        most,
             int         *value,
             guint       *n_digits)
{
  guint n = 0;

  for (*value = 0; n < most && g_ascii_isdigit (**text); n++, (*text)++)
    *value = *value * 10 + (**text - '0');
  if (n_digits != NULL)
    *n_digits = n;

  return n > 0;
}

/* " 08:15", "T08:15:30", " 8h15", " à 08:15": what follows a day. */
static gboolean
read_time (const char *text,
           DayParts   *parts)
{
  text += strcspn (text, "0123456789");
  if (*text == '\0')
    return TRUE;

  parts->has_time = TRUE;
  if (!read_digits (&text, 2, &parts->hour, NULL) || strchr (":hH", *text) == NULL || *text == '\0')
    return FALSE;
  text++;
  if (!read_digits (&text, 2, &parts->minute, NULL))
    return FALSE;
  if (*text == ':')
    {
      text++;
      if (!read_digits (&text, 2, &parts->second_of_minute, NULL))
        return FALSE;
    }
  if (*text == '.' || *text == ',')
    text += 1 + strspn (text + 1, "0123456789");

  return *text == '\0' && parts->hour < 24 && parts->minute < 60 && parts->second_of_minute < 60;
}

/* 20261123 has no marks and can be nothing else. */
static gboolean
read_packed (const char *text,
             DayParts   *parts)
{
  if (strspn (text, "0123456789") != 8)
    return FALSE;

  read_digits (&text, 4, &parts->first, NULL);
  read_digits (&text, 2, &parts->second, NULL);
  read_digits (&text, 2, &parts->third, NULL);
  parts->is_year_first = TRUE;

  return parts->second <= 12 && read_time (text, parts);
}

static gboolean
read_day (const char *text,
          DayParts   *parts)
{
  guint n_first = 0;
  guint n_third = 0;
  char mark;

  *parts = (DayParts) { 0 };
  if (read_packed (text, parts))
    return TRUE;

  *parts = (DayParts) { 0 };
  if (!read_digits (&text, 4, &parts->first, &n_first) || n_first == 3 || strchr ("-/. ", *text) == NULL)
    return FALSE;
  mark = *text++;
  if (!read_digits (&text, 2, &parts->second, NULL) || *text++ != mark ||
      !read_digits (&text, 4, &parts->third, &n_third))
    return FALSE;

  parts->is_year_first = n_first == 4;
  if (parts->is_year_first ? n_third > 2 : n_third != 2 && n_third != 4)
    return FALSE;
  if (!parts->is_year_first && n_third == 2)
    parts->third += 2000;

  return read_time (text, parts);
}

/**
 * cst_day_evidence_add:
 *
 * Cells that are no days are no evidence.
 */
void
cst_day_evidence_add (CstDayEvidence *self,
                      const CstTable *table,
                      guint           column)
{
  for (guint row = 0; row < cst_table_n_rows (table); row++)
    {
      DayParts parts;

      if (!read_day (cst_table_cell (table, row, column), &parts))
        continue;
      if (parts.is_year_first)
        self->n_year_first++;
      else if (parts.first > 12)
        self->n_day_first++;
      else if (parts.second > 12)
        self->n_month_first++;
      else
        self->n_either++;
    }
}

/**
 * cst_day_evidence_order:
 *
 * Returns: how the days are to be read; %CST_DAY_ORDER_UNKNOWN when the cells do not say or contradict each other
 */
CstDayOrder
cst_day_evidence_order (const CstDayEvidence *self)
{
  if (self->n_day_first > 0 && self->n_month_first == 0)
    return CST_DAY_ORDER_DMY;
  if (self->n_month_first > 0 && self->n_day_first == 0)
    return CST_DAY_ORDER_MDY;

  return self->n_either == 0 && self->n_day_first == 0 && self->n_year_first > 0 ? CST_DAY_ORDER_YMD
                                                                                 : CST_DAY_ORDER_UNKNOWN;
}

/**
 * cst_day_evidence_is_open:
 *
 * Returns: whether there are days, and people have to say how they are meant
 */
gboolean
cst_day_evidence_is_open (const CstDayEvidence *self)
{
  return cst_day_evidence_order (self) == CST_DAY_ORDER_UNKNOWN &&
         self->n_either + self->n_day_first + self->n_month_first > 0;
}

/**
 * cst_cell_to_moment:
 * @zone: (nullable): of moments that do not say theirs, %NULL for this computer's
 * @moment: (out): seconds since 1970; a day alone stands for its noon, so that it is the same day wherever it is read
 *
 * Returns: whether @text is a day, with a time or without, that exists
 */
gboolean
cst_cell_to_moment (const char  *text,
                    CstDayOrder  order,
                    GTimeZone   *zone,
                    gint64      *moment)
{
  g_autoptr(GTimeZone) here = zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_local ();
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) read = NULL;
  DayParts parts;
  int year;
  int month;
  int day;

  *moment = strchr (text, 'T') != NULL ? cst_time_parse (text) : CST_TIME_NONE;
  if (*moment != CST_TIME_NONE)
    return TRUE;
  if (!read_day (text, &parts) || (!parts.is_year_first && order != CST_DAY_ORDER_DMY && order != CST_DAY_ORDER_MDY))
    return FALSE;

  year = parts.is_year_first ? parts.first : parts.third;
  month = parts.is_year_first || order == CST_DAY_ORDER_DMY ? parts.second : parts.first;
  day = parts.is_year_first ? parts.third : order == CST_DAY_ORDER_DMY ? parts.first : parts.second;
  if (year < 1970 || year > 2200)
    return FALSE;

  read = g_date_time_new (parts.has_time ? here : utc, year, month, day, parts.has_time ? parts.hour : 12,
                          parts.minute, parts.second_of_minute);
  if (read == NULL)
    return FALSE;
  *moment = g_date_time_to_unix (read);

  return TRUE;
}

/* A number without the currency before or behind it and without the spaces inside: digits and marks, a minus. */
static char *
bare_number (const char *text)
{
  g_autoptr(GString) bare = g_string_new (NULL);
  gboolean has_ended = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x80 && (g_ascii_isdigit ((char) c) || c == '.' || c == ',' || c == '-'))
        {
          if (has_ended)
            return NULL;
          g_string_append_c (bare, (char) c);
        }
      else if (g_unichar_isalpha (c) || g_unichar_type (c) == G_UNICODE_CURRENCY_SYMBOL)
        has_ended = bare->len > 0;
      else if (!g_unichar_isspace (c) && c != '\'' && c != 0x2019)
        return NULL;
    }

  return bare->len > 0 ? g_string_free (g_steal_pointer (&bare), FALSE) : NULL;
}

/* What one number says about the decimal mark of its column: the mark, or 0 for nothing. */
static char
mark_of (const char *number)
{
  const char *point = strrchr (number, '.');
  const char *comma = strrchr (number, ',');
  const char *last = point != NULL && (comma == NULL || point > comma) ? point : comma;

  if (last == NULL)
    return 0;
  if (point != NULL && comma != NULL)
    return *last;
  if (strchr (number, *last) != last)
    return *last == '.' ? ',' : '.';

  return strlen (last + 1) != 3 || last - number > 3 || *number == '0' ? *last : 0;
}

/**
 * cst_table_decimal_mark:
 *
 * Returns: `,` or `.`, whichever the column's numbers prove; 0 when they prove nothing or contradict each other
 */
char
cst_table_decimal_mark (const CstTable *table,
                        guint           column)
{
  guint n_points = 0;
  guint n_commas = 0;

  if (cst_table_is_typed (table))
    return '.';

  for (guint row = 0; row < cst_table_n_rows (table); row++)
    {
      g_autofree char *number = bare_number (cst_table_cell (table, row, column));
      char mark = number != NULL ? mark_of (number) : 0;

      n_points += mark == '.';
      n_commas += mark == ',';
    }
  if ((n_points > 0) == (n_commas > 0))
    return 0;

  return n_points > 0 ? '.' : ',';
}

/* Whether what is no decimal mark stands where thousands are set apart. */
static gboolean
is_grouped (const char *number,
            char        mark)
{
  const char *end = mark != 0 ? strrchr (number, mark) : NULL;
  const char *p = number + strcspn (number, ".,");

  if (end == NULL)
    end = number + strlen (number);
  if (p < end && (p == number || p - number > 3))
    return FALSE;

  for (; p < end; p += 4)
    {
      if (*p == mark || strspn (p + 1, "0123456789") != 3)
        return FALSE;
    }

  return p == end;
}

/**
 * cst_cell_to_amount:
 * @decimal_mark: the column's (cst_table_decimal_mark()), 0 if unknown: "1,234" is refused then, because it is
 *   either a thousand times the other
 * @minor: (out): in the smallest unit of @currency
 *
 * Returns: whether @text is an amount of money: `12`, `12,50 €`, `1 234.50`, `1.234,50`, `EUR 12.5`
 */
gboolean
cst_cell_to_amount (const char *text,
                    char        decimal_mark,
                    const char *currency,
                    gint64     *minor)
{
  g_autofree char *number = bare_number (text);
  g_autoptr(GString) plain = g_string_new (NULL);
  CstMoney money;
  char mark;

  if (number == NULL)
    return FALSE;

  mark = mark_of (number);
  if (mark == 0 && strpbrk (number, ".,") != NULL)
    mark = decimal_mark;
  if ((mark == 0 && strpbrk (number, ".,") != NULL) || !is_grouped (number, mark))
    return FALSE;

  for (const char *p = number; *p != '\0'; p++)
    {
      if (*p == mark || (*p != '.' && *p != ','))
        g_string_append_c (plain, *p == mark ? '.' : *p);
    }
  if (!cst_money_parse (plain->str, currency, &money))
    return FALSE;
  *minor = money.minor;

  return TRUE;
}

/**
 * cst_cell_currency:
 *
 * Returns: (transfer full) (nullable): the currency an amount's cell says by its sign or code
 */
char *
cst_cell_currency (const char *text)
{
  static const struct
  {
    const char *sign;
    const char *currency;
  } signs[] = { { "€", "EUR" }, { "£", "GBP" }, { "zł", "PLN" } };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      if (strstr (text, signs[i].sign) != NULL)
        return g_strdup (signs[i].currency);
    }

  for (const char *p = text; *p != '\0'; p++)
    {
      gsize n = strspn (p, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

      if (n == 3)
        return g_strndup (p, 3);
      if (n > 0)
        return NULL;
    }

  return NULL;
}

/**
 * cst_cell_to_count:
 *
 * Returns: whether @text is a number of pieces: `3`, `3.0`, `3,00`
 */
gboolean
cst_cell_to_count (const char *text,
                   int        *count)
{
  gsize n = strspn (text, "0123456789");
  const char *rest = text + n;

  if (n == 0 || n > 6)
    return FALSE;
  if (*rest == '.' || *rest == ',')
    rest += 1 + strspn (rest + 1, "0");
  if (*rest != '\0')
    return FALSE;
  *count = (int) g_ascii_strtoll (text, NULL, 10);

  return TRUE;
}
