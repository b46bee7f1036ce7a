/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-format.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cst-labels.h"
#include "cst-util.h"

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static char *
format_local (gint64      at,
              const char *format)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (at);

  if (at == CST_TIME_NONE || moment == NULL)
    return g_strdup (CST_NO_VALUE);

  return g_date_time_format (moment, format);
}

static int
local_year (gint64 at)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (at);

  return moment != NULL ? g_date_time_get_year (moment) : 0;
}

/* How many midnights lie between two moments. */
static int
days_between (gint64 from,
              gint64 to)
{
  g_autoptr(GDateTime) first = g_date_time_new_from_unix_local (from);
  g_autoptr(GDateTime) last = g_date_time_new_from_unix_local (to);
  GDate a;
  GDate b;

  if (first == NULL || last == NULL)
    return 0;

  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a, (GDateDay) g_date_time_get_day_of_month (first),
                  (GDateMonth) g_date_time_get_month (first), (GDateYear) g_date_time_get_year (first));
  g_date_set_dmy (&b, (GDateDay) g_date_time_get_day_of_month (last),
                  (GDateMonth) g_date_time_get_month (last), (GDateYear) g_date_time_get_year (last));

  return g_date_days_between (&a, &b);
}

/**
 * cst_format_date:
 * @at: a moment
 * @now: tells whether the year has to be said
 *
 * Returns: (transfer full): `12 Nov`, or `12 Nov 2025` in another year
 */
char *
cst_format_date (gint64 at,
                 gint64 now)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (at);
  gboolean is_this_year = local_year (at) == local_year (now);

  if (moment != NULL && g_date_time_get_day_of_month (moment) == 1)
    {
      /* Translators: the first of a month of this year, strftime(3): “1er nov.” in French */
      return format_local (at, is_this_year ? C_("date format, first of the month", "%-d %b")
                           /* Translators: the first of a month of another year */
                                            : C_("date format, first of the month", "%-d %b %Y"));
    }

  /* Translators: a date of this year, strftime(3) */
  return format_local (at, is_this_year ? C_("date format", "%-d %b")
                       /* Translators: a date of another year */
                                        : C_("date format", "%-d %b %Y"));
}

/* A time of day behind a date. */
static char *
format_time_of_day (gint64 at)
{
  /* Translators: a time of day within a sentence, strftime(3) */
  return format_local (at, C_("date format, within a sentence", "%H:%M"));
}

/**
 * cst_format_moment:
 *
 * Returns: (transfer full): the date and the time of day, `12 Nov, 16:42`
 */
char *
cst_format_moment (gint64 at,
                   gint64 now)
{
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;

  if (at == CST_TIME_NONE)
    return g_strdup (CST_NO_VALUE);

  date = cst_format_date (at, now);
  time = format_time_of_day (at);

  /* Translators: a date and a time of day */
  return g_strdup_printf (C_("date and time", "%1$s, %2$s"), date, time);
}

/**
 * cst_format_iso_date:
 * @iso_date: (nullable): `YYYY-MM-DD`, a calendar day without a time zone
 *
 * Returns: (transfer full): the same as cst_format_date()
 */
char *
cst_format_iso_date (const char *iso_date,
                     gint64      now)
{
  g_autoptr(GDateTime) day = NULL;
  g_auto(GStrv) parts = NULL;

  if (!cst_date_is_valid (iso_date))
    return g_strdup (CST_NO_VALUE);

  parts = g_strsplit (iso_date, "-", 3);
  day = g_date_time_new_local ((int) g_ascii_strtoll (parts[0], NULL, 10), (int) g_ascii_strtoll (parts[1], NULL, 10),
                               (int) g_ascii_strtoll (parts[2], NULL, 10), 12, 0, 0);

  return day != NULL ? cst_format_date (g_date_time_to_unix (day), now) : g_strdup (CST_NO_VALUE);
}

/**
 * cst_format_duration:
 *
 * Returns: (transfer full): the biggest unit of a stretch of time: `5 min`, `2 h`, `3 d`, and never less than `1 min`
 */
char *
cst_format_duration (gint64 seconds)
{
  if (seconds < HOUR)
    /* Translators: a stretch of time in minutes, short */
    return g_strdup_printf (C_("duration", "%d min"), (int) (MAX (seconds, MINUTE) / MINUTE));
  if (seconds < DAY)
    /* Translators: a stretch of time in hours, short */
    return g_strdup_printf (C_("duration", "%d h"), (int) (seconds / HOUR));

  /* Translators: a stretch of time in days, short */
  return g_strdup_printf (C_("duration", "%d d"), (int) (seconds / DAY));
}

/**
 * cst_format_ago:
 *
 * Returns: (transfer full): `just now`, `5 min ago`, `2 h ago`, `yesterday 16:42`, `3 d ago`, and beyond two weeks
 * the date
 */
char *
cst_format_ago (gint64 at,
                gint64 now)
{
  gint64 age = now - at;
  int days;
  g_autofree char *text = NULL;

  if (at == CST_TIME_NONE)
    return g_strdup (CST_NO_VALUE);
  if (age < MINUTE)
    return g_strdup (C_("how long ago", "just now"));

  days = days_between (at, now);
  if (days == 1 && age > 6 * HOUR)
    {
      text = format_time_of_day (at);
      /* Translators: a time of day */
      return g_strdup_printf (C_("how long ago", "yesterday %s"), text);
    }
  if (days > 14)
    {
      text = cst_format_date (at, now);
      /* Translators: a date, as the answer to “when?” */
      return g_strdup_printf (C_("how long ago", "%s"), text);
    }

  text = days > 1 ? cst_format_duration ((gint64) days * DAY) : cst_format_duration (age);

  /* Translators: a stretch of time, as in “2 h ago” */
  return g_strdup_printf (C_("how long ago", "%s ago"), text);
}

/**
 * cst_format_due:
 * @due: when the allowed time ends
 *
 * Returns: (transfer full): `due in 5 h`, `due now` or `overdue for 2 d`
 */
char *
cst_format_due (gint64 due,
                gint64 now)
{
  g_autofree char *text = NULL;

  if (due == CST_TIME_NONE)
    return g_strdup (CST_NO_VALUE);

  if (ABS (due - now) < MINUTE)
    return g_strdup (C_("due", "due now"));

  text = cst_format_duration (due > now ? due - now : now - due);

  /* Translators: a stretch of time, as in “due in 5 h” */
  return g_strdup_printf (due > now ? C_("due", "due in %s") : C_("due", "overdue for %s"), text);
}

/**
 * cst_format_count:
 *
 * Returns: (transfer full): the number with the locale's grouping
 */
char *
cst_format_count (guint64 count)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, count);
}

/**
 * cst_format_amount:
 *
 * R13: every amount says whether tax is in it.
 *
 * Returns: (transfer full): `184,50 € HT`
 */
char *
cst_format_amount (CstMoney   money,
                   CstTaxMode mode)
{
  g_autofree char *amount = cst_money_format (money);

  return g_strdup_printf ("%s\302\240%s", amount, cst_label_tax_mode (mode));
}

/**
 * cst_format_percent_bp:
 * @basis_points: hundredths of a percent
 *
 * Returns: (transfer full): `3.1 %`, without a decimal when there is nothing in it
 */
char *
cst_format_percent_bp (int basis_points)
{
  g_autofree char *number = basis_points % 100 == 0 ? g_strdup_printf ("%d", basis_points / 100)
                                                    : g_strdup_printf ("%.1f", (double) basis_points / 100.0);

  /* Translators: a share in percent, as your language writes it */
  return g_strdup_printf (C_("percent", "%s%%"), number);
}
