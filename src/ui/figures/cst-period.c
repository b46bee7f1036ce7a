/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-period.h"

#include "cst-util.h"

static GDateTime *
midnight (GDateTime *moment)
{
  return g_date_time_new_local (g_date_time_get_year (moment), g_date_time_get_month (moment),
                                g_date_time_get_day_of_month (moment), 0, 0, 0);
}

static GDateTime *
first_day (CstPeriod  period,
           GDateTime *today)
{
  int year = g_date_time_get_year (today);
  int month = g_date_time_get_month (today);

  switch (period)
    {
    case CST_PERIOD_WEEK:
      return g_date_time_add_days (today, 1 - g_date_time_get_day_of_week (today));
    case CST_PERIOD_MONTH:
      return g_date_time_new_local (year, month, 1, 0, 0, 0);
    case CST_PERIOD_QUARTER:
      return g_date_time_new_local (year, (month - 1) / 3 * 3 + 1, 1, 0, 0, 0);
    case CST_PERIOD_YEAR:
      return g_date_time_new_local (year, 1, 1, 0, 0, 0);
    case CST_PERIOD_30_DAYS:
    case CST_PERIOD_OWN:
    default:
      return g_date_time_add_days (today, -29);
    }
}

/**
 * cst_period_bounds:
 * @period: %CST_PERIOD_OWN is where one begins to choose: the last 30 days
 * @now: seconds since 1970
 * @from: (out): the first moment, at midnight where the desk is
 * @to: (out): the first moment after, the midnight to come
 *
 * P9: Monday to Sunday, months and quarters of the calendar.
 */
void
cst_period_bounds (CstPeriod  period,
                   gint64     now,
                   gint64    *from,
                   gint64    *to)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (now);
  g_autoptr(GDateTime) today = midnight (moment);
  g_autoptr(GDateTime) first = first_day (period, today);
  g_autoptr(GDateTime) tomorrow = g_date_time_add_days (today, 1);

  *from = g_date_time_to_unix (first);
  *to = g_date_time_to_unix (tomorrow);
}

static GDateTime *
day_of (const char *iso_date)
{
  g_auto(GStrv) parts = NULL;

  if (!cst_date_is_valid (iso_date))
    return NULL;

  parts = g_strsplit (iso_date, "-", 3);

  return g_date_time_new_local ((int) g_ascii_strtoll (parts[0], NULL, 10), (int) g_ascii_strtoll (parts[1], NULL, 10),
                                (int) g_ascii_strtoll (parts[2], NULL, 10), 0, 0, 0);
}

/**
 * cst_period_own_bounds:
 * @first_day: (nullable): `YYYY-MM-DD`
 * @last_day: (nullable): likewise; it belongs to the period
 *
 * Returns: whether both are days, in their order
 */
gboolean
cst_period_own_bounds (const char *first_day,
                       const char *last_day,
                       gint64     *from,
                       gint64     *to)
{
  g_autoptr(GDateTime) first = day_of (first_day);
  g_autoptr(GDateTime) last = day_of (last_day);
  g_autoptr(GDateTime) end = last != NULL ? g_date_time_add_days (last, 1) : NULL;

  if (first == NULL || end == NULL || g_date_time_compare (first, end) >= 0)
    return FALSE;

  *from = g_date_time_to_unix (first);
  *to = g_date_time_to_unix (end);

  return TRUE;
}
