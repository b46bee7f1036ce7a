/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-due.h"

#include <locale.h>
#include <string.h>

#include "cst-due-words.h"
#include "cst-opening-hours.h"
#include "cst-test-scale.h"
#include "cst-util.h"

static CstCalendar *
france (gboolean alsace)
{
  g_autoptr(GError) error = NULL;
  CstCalendar *calendar = cst_calendar_new ("FR", alsace ? "alsace-moselle" : NULL, &error);

  g_assert_no_error (error);

  return calendar;
}

/* "2026-11-20 10:00" by the clock in @zone */
static gint64
moment_in (GTimeZone  *zone,
           const char *text)
{
  g_autofree char *iso = g_strconcat (text, ":00", NULL);
  g_autoptr(GDateTime) moment = NULL;

  iso[10] = 'T';
  moment = g_date_time_new_from_iso8601 (iso, zone);
  g_assert_nonnull (moment);

  return g_date_time_to_unix (moment);
}

static char *
text_in (GTimeZone *zone,
         gint64     moment)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (moment);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_format (local, "%Y-%m-%d %H:%M:%S");
}

typedef struct
{
  const char  *path;
  const char  *start;
  CstTimeUnit  unit;
  int          amount;
  gboolean     alsace;
  const char  *due;
} HandWorked;

static const HandWorked hand_worked[] = {
  { "/P3/working-days-over-a-sunday", "2026-11-20 10:00", CST_UNIT_WORKING_DAYS, 3, FALSE, "2026-11-24 23:59:59" },
  { "/P3/business-days-over-a-week-end", "2026-11-20 10:00", CST_UNIT_BUSINESS_DAYS, 3, FALSE, "2026-11-25 23:59:59" },
  { "/P3/bastille-day", "2026-07-10 18:30", CST_UNIT_WORKING_DAYS, 3, FALSE, "2026-07-15 23:59:59" },
  { "/R14/christmas", "2026-12-24 09:00", CST_UNIT_WORKING_DAYS, 3, FALSE, "2026-12-29 23:59:59" },
  { "/R14/christmas-in-alsace-moselle", "2026-12-24 09:00", CST_UNIT_WORKING_DAYS, 3, TRUE, "2026-12-30 23:59:59" },
  { "/P3/seven-days-in-may", "2027-04-30 09:00", CST_UNIT_WORKING_DAYS, 7, FALSE, "2027-05-12 23:59:59" },
  { "/P2/dst-48h", "2027-03-27 10:00", CST_UNIT_HOURS, 48, FALSE, "2027-03-29 11:00:00" },
  { "/P2/dst-48h-in-autumn", "2026-10-24 10:00", CST_UNIT_HOURS, 48, FALSE, "2026-10-26 09:00:00" },
  { "/R14/calendar-days", "2026-12-24 09:00", CST_UNIT_DAYS, 3, FALSE, "2026-12-27 23:59:59" },
  { "/R14/weeks", "2026-12-24 09:00", CST_UNIT_WEEKS, 2, FALSE, "2027-01-07 23:59:59" },
  { "/R14/midnight-is-the-new-day", "2026-11-20 00:00", CST_UNIT_WORKING_DAYS, 1, FALSE, "2026-11-21 23:59:59" },
};

static void
test_hand_worked (gconstpointer data)
{
  const HandWorked *work = data;
  g_autoptr(GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr(CstCalendar) calendar = france (work->alsace);
  CstTerm term = { .unit = work->unit, .amount = work->amount };
  gint64 start = moment_in (paris, work->start);
  g_autoptr(CstDue) due = cst_due_new (&term, start, paris, calendar, NULL, 0);
  g_autofree char *text = text_in (paris, due->due);

  g_assert_cmpstr (text, ==, work->due);
  g_assert_cmpint (due->due, ==, cst_due_moment (&term, start, paris, calendar, NULL, 0));
}

static void
test_conventions (void)
{
  g_autoptr(GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr(CstCalendar) calendar = france (FALSE);
  gint64 start = moment_in (paris, "2026-11-20 10:20");
  CstTerm term = { .unit = CST_UNIT_WORKING_DAYS, .amount = 3, .counts_first_day = TRUE };
  g_autofree char *first = text_in (paris, cst_due_moment (&term, start, paris, calendar, NULL, 0));
  g_autofree char *hour = NULL;
  g_autofree char *protest = NULL;

  g_assert_cmpstr (first, ==, "2026-11-23 23:59:59");

  term = (CstTerm) { .unit = CST_UNIT_WORKING_DAYS, .amount = 3, .ends_at_same_hour = TRUE };
  hour = text_in (paris, cst_due_moment (&term, start, paris, calendar, NULL, 0));
  g_assert_cmpstr (hour, ==, "2026-11-24 10:20:00");

  /* R15: calendar days without public holidays; All Saints’ Day 2027 is a Monday. */
  term = (CstTerm) { .unit = CST_UNIT_DAYS, .amount = 3, .skips_holidays = TRUE };
  protest = text_in (paris, cst_due_moment (&term, moment_in (paris, "2027-10-30 09:00"), paris, calendar, NULL, 0));
  g_assert_cmpstr (protest, ==, "2027-11-03 23:59:59");
}

static void
test_pauses (void)
{
  g_autoptr(GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr(CstCalendar) calendar = france (FALSE);
  gint64 start = moment_in (paris, "2026-11-16 10:00"); /* a Monday */
  CstTerm days = { .unit = CST_UNIT_WORKING_DAYS, .amount = 2 };
  CstTerm hours = { .unit = CST_UNIT_HOURS, .amount = 24 };
  CstPause pauses[] = {
    { moment_in (paris, "2026-11-17 14:00"), moment_in (paris, "2026-11-19 08:00") },
    { moment_in (paris, "2026-11-16 12:00"), moment_in (paris, "2026-11-16 13:00") },
  };
  CstPause open = { moment_in (paris, "2026-11-17 14:00"), 0 };
  g_autoptr(CstDue) due = cst_due_new (&days, start, paris, calendar, pauses, 2);
  g_autoptr(CstDue) stopped = cst_due_new (&days, start, paris, calendar, &open, 1);
  g_autofree char *by_days = text_in (paris, due->due);
  g_autofree char *by_hours = text_in (paris, cst_due_moment (&hours, start, paris, calendar, pauses, 2));

  /* Tuesday and Wednesday end within the pause; an hour on Monday costs no day. */
  g_assert_cmpstr (by_days, ==, "2026-11-20 23:59:59");
  g_assert_cmpint (((CstDueDay *) g_ptr_array_index (due->days, 1))->kind, ==, CST_DAY_PAUSED);
  /* 10–12, 13–… until Tuesday 11:00. */
  g_assert_cmpstr (by_hours, ==, "2026-11-17 11:00:00");
  g_assert_true (stopped->is_stopped);
  g_assert_cmpint (stopped->due, ==, CST_TIME_NONE);
  g_assert_cmpint (cst_due_moment (&hours, start, paris, calendar, &open, 1), !=, CST_TIME_NONE);
  hours.amount = 48;
  g_assert_cmpint (cst_due_moment (&hours, start, paris, calendar, &open, 1), ==, CST_TIME_NONE);
}

static void
test_explanation (void)
{
  g_autoptr(GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr(CstCalendar) calendar = france (TRUE);
  CstTerm term = { .unit = CST_UNIT_WORKING_DAYS, .amount = 3 };
  CstTerm hours = { .unit = CST_UNIT_HOURS, .amount = 48 };
  g_autoptr(CstDue) due = cst_due_new (&term, moment_in (paris, "2026-12-24 09:00"), paris, calendar, NULL, 0);
  g_autoptr(CstDue) dst = cst_due_new (&hours, moment_in (paris, "2027-03-27 10:00"), paris, calendar, NULL, 0);
  g_autofree char *text = cst_explain_due (due);
  g_autofree char *dst_text = cst_explain_due (dst);
  g_autofree char *json = cst_record_to_text (&cst_due_type, due);

  g_assert_cmpstr (text, ==,
                   "3 working days\n"
                   "Thu 24 December\tThe day it began does not count\n"
                   "Fri 25 December\tPublic holiday: Christmas Day\n"
                   "Sat 26 December\tPublic holiday: Saint Stephen’s Day\n"
                   "Sun 27 December\tSunday does not count\n"
                   "Mon 28 December\tDay 1\n"
                   "Tue 29 December\tDay 2\n"
                   "Wed 30 December\tDay 3");
  g_assert_cmpstr (dst_text, ==,
                   "48 hours\n"
                   "Sat 27 March\t14 h 00 counted\n"
                   "Sun 28 March\t23 h 00 counted, the clocks changed: a day of 23 h\n"
                   "Mon 29 March\t11 h 00 counted");
  g_assert_nonnull (strstr (json, "\"name\":\"Saint Stephen’s Day\""));
  g_assert_nonnull (strstr (json, "\"time_zone\":\"Europe/Paris\""));
}

/* The slow way, written apart: one day after the other with GDateTime, its own Easter, its own list of holidays. */
static GDateTime *
slow_easter (int        year,
             GTimeZone *zone)
{
  int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;

  return g_date_time_new (zone, year, n / 31, n % 31 + 1, 12, 0, 0);
}

static gboolean
slow_is_holiday (GDateTime *noon,
                 GTimeZone *zone,
                 gboolean   alsace)
{
  static const int fixed[][2] = {
    { 1, 1 }, { 5, 1 }, { 5, 8 }, { 7, 14 }, { 8, 15 }, { 11, 1 }, { 11, 11 }, { 12, 25 },
  };
  static const int moving[] = { 1, 39, 50 };
  int month = g_date_time_get_month (noon), day = g_date_time_get_day_of_month (noon);
  g_autoptr(GDateTime) easter = slow_easter (g_date_time_get_year (noon), zone);
  int since = g_date_time_get_day_of_year (noon) - g_date_time_get_day_of_year (easter);

  for (gsize i = 0; i < G_N_ELEMENTS (fixed); i++)
    {
      if (fixed[i][0] == month && fixed[i][1] == day)
        return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (moving); i++)
    {
      if (since == moving[i])
        return TRUE;
    }

  return alsace && (since == -2 || (month == 12 && day == 26));
}

typedef struct
{
  CstTerm   term;
  gint64    start;
  gboolean  alsace;
  CstPause  pauses[2];
  gsize     n_pauses;
} Case;

static gboolean
slow_is_paused (const Case *work,
                gint64      moment)
{
  for (gsize i = 0; i < work->n_pauses; i++)
    {
      if (moment >= work->pauses[i].from && moment < work->pauses[i].until)
        return TRUE;
    }

  return FALSE;
}

static gint64
slow_hours (const Case *work)
{
  gint64 moment = work->start;

  for (gint64 left = (gint64) work->term.amount * 60; left > 0; moment += 60)
    left -= !slow_is_paused (work, moment);

  /* A pause that begins where the time ends does not matter, one that ended there neither. */
  return moment;
}

static gint64
slow_days (const Case *work,
           GTimeZone  *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (work->start);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autoptr(GDateTime) noon = g_date_time_new (zone, g_date_time_get_year (local), g_date_time_get_month (local),
                                               g_date_time_get_day_of_month (local), 12, 0, 0);
  int left = work->term.amount * (work->term.unit == CST_UNIT_WEEKS ? 7 : 1);
  gboolean is_first = TRUE;

  for (;;)
    {
      g_autoptr(GDateTime) next = NULL;
      g_autoptr(GDateTime) midnight = g_date_time_new (zone, g_date_time_get_year (noon),
                                                       g_date_time_get_month (noon),
                                                       g_date_time_get_day_of_month (noon), 23, 59, 59);
      int weekday = g_date_time_get_day_of_week (noon);
      gboolean counts = TRUE;

      if (is_first && !work->term.counts_first_day)
        counts = FALSE;
      if (work->term.unit == CST_UNIT_BUSINESS_DAYS && weekday >= 6)
        counts = FALSE;
      if (work->term.unit == CST_UNIT_WORKING_DAYS && weekday == 7)
        counts = FALSE;
      if ((work->term.unit == CST_UNIT_BUSINESS_DAYS || work->term.unit == CST_UNIT_WORKING_DAYS ||
           work->term.skips_holidays) && slow_is_holiday (noon, zone, work->alsace))
        counts = FALSE;
      if (slow_is_paused (work, g_date_time_to_unix (midnight)))
        counts = FALSE;

      if (counts && --left == 0)
        return g_date_time_to_unix (midnight);
      is_first = FALSE;
      next = g_date_time_add_days (noon, 1);
      g_clear_pointer (&noon, g_date_time_unref);
      noon = g_steal_pointer (&next);
    }
}

static void
make_case (GRand *random,
           Case  *work)
{
  gint64 reached;

  memset (work, 0, sizeof *work);
  work->term.unit = (CstTimeUnit) g_rand_int_range (random, 0, 5);
  work->term.amount = g_rand_int_range (random, 1, work->term.unit == CST_UNIT_HOURS ? 100 : 25);
  work->term.skips_holidays = work->term.unit == CST_UNIT_DAYS && g_rand_boolean (random);
  work->term.counts_first_day = g_rand_int_range (random, 0, 4) == 0;
  work->alsace = g_rand_boolean (random);
  /* Whole minutes from 2000 to 2037. */
  work->start = (gint64) 946684800 + (gint64) g_rand_int_range (random, 0, 19460000) * 60;
  work->n_pauses = (gsize) g_rand_int_range (random, 0, 3);
  reached = work->start;
  for (gsize i = 0; i < work->n_pauses; i++)
    {
      reached += (gint64) g_rand_int_range (random, 0, 6000) * 60;
      work->pauses[i].from = reached;
      reached += (gint64) g_rand_int_range (random, 1, 6000) * 60;
      work->pauses[i].until = reached;
    }
}

static void
test_generated (void)
{
  int n_cases = cst_test_scale () == 1 ? 2000 : 5000 * (int) MIN (cst_test_scale (), 20);
  g_autoptr(GRand) random = g_rand_new_with_seed (2026);
  g_autoptr(CstCalendar) plain = france (FALSE);
  g_autoptr(CstCalendar) alsace = france (TRUE);
  GTimeZone *zones[] = {
    g_time_zone_new_identifier ("Europe/Paris"),
    g_time_zone_new_identifier ("America/New_York"),
    g_time_zone_new_identifier ("Asia/Shanghai"),
    g_time_zone_new_identifier ("Pacific/Auckland"),
  };

  for (int i = 0; i < n_cases; i++)
    {
      GTimeZone *zone = zones[g_rand_int_range (random, 0, G_N_ELEMENTS (zones))];
      Case work;
      gint64 slow, fast;

      make_case (random, &work);
      slow = work.term.unit == CST_UNIT_HOURS ? slow_hours (&work) : slow_days (&work, zone);
      fast = cst_due_moment (&work.term, work.start, zone, work.alsace ? alsace : plain, work.pauses, work.n_pauses);
      if (slow != fast)
        {
          g_autofree char *start = text_in (zone, work.start);
          g_autofree char *first = text_in (zone, slow);
          g_autofree char *second = text_in (zone, fast);

          g_error ("case %d: %s, %d × unit %d, %d pauses: slowly %s, fast %s", i, start, work.term.amount,
                   (int) work.term.unit, (int) work.n_pauses, first, second);
        }
    }
  g_test_message ("%d cases", n_cases);
  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    g_time_zone_unref (zones[i]);
}

/* Sites write the end of the calendar for "never", and a clock of the mind may stand anywhere. */
static void
test_ends_of_time (void)
{
  static const gint64 moments[] = { G_GINT64_CONSTANT (253402300799), G_GINT64_CONSTANT (-62135596800), G_MAXINT64,
                                    G_MININT64 };
  g_autoptr(GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr(CstCalendar) calendar = france (FALSE);
  g_autoptr(CstOpeningHours) hours = cst_opening_hours_new ("Mo-Fr 09:00-18:00", NULL, NULL);
  const CstTerm term = { .unit = CST_UNIT_BUSINESS_DAYS, .amount = 3 };

  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_assert_cmpint (cst_due_moment (&term, moments[i], paris, calendar, NULL, 0), !=, CST_TIME_NONE);
      g_assert_true (g_date_valid_julian (cst_local_day (moments[i], paris)));
    }
  g_assert_cmpint (cst_last_safe_moment (hours, moments[0], 3600, paris, calendar), >,
                   moment_in (paris, "2500-01-01 10:00"));
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (hand_worked); i++)
    g_test_add_data_func (hand_worked[i].path, &hand_worked[i], test_hand_worked);
  g_test_add_func ("/R14/conventions", test_conventions);
  g_test_add_func ("/R14/pauses", test_pauses);
  g_test_add_func ("/R14/ends-of-time", test_ends_of_time);
  g_test_add_func ("/R14/explanation", test_explanation);
  g_test_add_func ("/R14/generated-calendars", test_generated);

  return g_test_run ();
}
