/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-calendar.h"

#include <string.h>

#include "cst-opening-hours.h"
#include "cst-util.h"

static guint32
day (int year,
     int month,
     int number)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) number, (GDateMonth) month, (GDateYear) year);

  return g_date_get_julian (&date);
}

static void
test_easter (void)
{
  /* From the almanacs: the earliest, the latest and some between. */
  static const int easters[][3] = {
    { 1818, 3, 22 }, { 1943, 4, 25 }, { 1954, 4, 18 }, { 1981, 4, 19 }, { 2000, 4, 23 }, { 2008, 3, 23 },
    { 2024, 3, 31 }, { 2025, 4, 20 }, { 2026, 4, 5 }, { 2027, 3, 28 }, { 2038, 4, 25 }, { 2076, 4, 19 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (easters); i++)
    g_assert_cmpuint (cst_easter_sunday (easters[i][0]), ==, day (easters[i][0], easters[i][1], easters[i][2]));
}

static char *
holidays_of (const char *country,
             const char *region,
             int         year)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstCalendar) calendar = cst_calendar_new (country, region, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint32 at = day (year, 1, 1); at <= day (year, 12, 31); at++)
    {
      GDate date;

      g_date_clear (&date, 1);
      g_date_set_julian (&date, at);
      if (cst_calendar_holiday (calendar, at) != NULL)
        g_string_append_printf (text, "%02d-%02d ", (int) g_date_get_month (&date), g_date_get_day (&date));
    }

  return g_string_free (text, FALSE);
}

static void
test_countries (void)
{
  static const struct
  {
    const char *country;
    const char *region;
    int         year;
    const char *days;
  } years[] = {
    { "FR", NULL, 2026, "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25 " },
    { "FR", "alsace-moselle", 2026,
      "01-01 04-03 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25 12-26 " },
    { "BE", NULL, 2027, "01-01 03-29 05-01 05-06 05-17 07-21 08-15 11-01 11-11 12-25 " },
    { "DE", NULL, 2026, "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26 " },
    { "DE", "bavaria", 2026, "01-01 01-06 04-03 04-06 05-01 05-14 05-25 06-04 10-03 11-01 12-25 12-26 " },
    /* The King’s Day of 2025 would have been a Sunday. */
    { "NL", NULL, 2025, "01-01 04-21 04-26 05-29 06-09 12-25 12-26 " },
    { "LU", NULL, 2018, "01-01 04-02 05-01 05-10 05-21 06-23 08-15 11-01 12-25 12-26 " },
    { "PT", NULL, 2026, "01-01 04-03 04-25 05-01 06-04 06-10 08-15 10-05 11-01 12-01 12-08 12-25 " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (years); i++)
    {
      g_autofree char *days = holidays_of (years[i].country, years[i].region, years[i].year);

      g_assert_cmpstr (days, ==, years[i].days);
    }
  for (const char *const *country = cst_calendar_countries (); *country != NULL; country++)
    {
      g_autofree char *days = holidays_of (*country, NULL, 2026);

      g_assert_true (g_str_has_prefix (days, "01-01 "));
    }
}

static void
test_unknown (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstCalendar) nowhere = cst_calendar_new ("ZZ", NULL, &error);

  g_assert_null (nowhere);
  g_assert_error (error, CST_CALENDAR_ERROR, CST_CALENDAR_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_null (cst_calendar_new ("FR", "atlantis", &error));
  g_assert_error (error, CST_CALENDAR_ERROR, CST_CALENDAR_ERROR_UNKNOWN);
  g_assert_null (cst_calendar_holiday (NULL, day (2026, 12, 25)));
}

static void
test_bad_files (void)
{
  static const char *const bad[] = {
    "<calendar country='X'><holiday>N</holiday></calendar>",
    "<calendar country='X'><holiday on='02-30'>N</holiday></calendar>",
    "<calendar country='X'><holiday on='1-1'>N</holiday></calendar>",
    "<calendar country='X'><holiday on='01-01' easter='1'>N</holiday></calendar>",
    "<calendar country='X'><holiday easter='x'>N</holiday></calendar>",
    "<calendar country='X'><holiday on='01-01'> </holiday></calendar>",
    "<calendar country='X'><holiday on='01-01' shade='no'>N</holiday></calendar>",
    "<calendar country='X'><feast on='01-01'>N</feast></calendar>",
    "<calendar country='X'><holiday on='01-01'>N</calendar>",
    "<calendar>",
    "",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CstCalendar) calendar = cst_calendar_new_for_xml (bad[i], strlen (bad[i]), NULL, &error);

      g_assert_null (calendar);
      g_assert_nonnull (error);
    }
}

/* R14: the brand's own closing days move the last safe moment and nothing else. */
static void
test_last_safe_moment (void)
{
  static const char *const closing[] = { "2026-11-23/2026-11-24", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr(CstCalendar) france = cst_calendar_new ("FR", NULL, NULL);
  g_autoptr(CstOpeningHours) hours = NULL;
  g_autoptr(CstOpeningHours) closed = NULL;
  gint64 due = cst_time_parse ("2026-11-24T22:59:59Z");

  hours = cst_opening_hours_new ("Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00", NULL, &error);
  g_assert_no_error (error);
  closed = cst_opening_hours_new ("Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00", closing, &error);
  g_assert_no_error (error);

  g_assert_cmpint (cst_last_safe_moment (NULL, due, 900, paris, france), ==, due - 900);
  g_assert_cmpint (cst_last_safe_moment (hours, due, 900, paris, france), ==,
                   cst_time_parse ("2026-11-24T17:00:00Z"));
  g_assert_cmpint (cst_last_safe_moment (closed, due, 900, paris, france), ==,
                   cst_time_parse ("2026-11-21T11:00:00Z"));
  /* Within the hours it is the due time less the margin; at noon nobody is there. */
  g_assert_cmpint (cst_last_safe_moment (hours, cst_time_parse ("2026-11-24T15:00:00Z"), 900, paris, france), ==,
                   cst_time_parse ("2026-11-24T14:45:00Z"));
  g_assert_cmpint (cst_last_safe_moment (hours, cst_time_parse ("2026-11-24T12:30:00Z"), 0, paris, france), ==,
                   cst_time_parse ("2026-11-24T11:00:00Z"));
  /* The 11th of November is a Wednesday and nobody comes. */
  g_assert_cmpint (cst_last_safe_moment (hours, cst_time_parse ("2026-11-11T15:00:00Z"), 0, paris, france), ==,
                   cst_time_parse ("2026-11-10T17:00:00Z"));
  g_assert_true (cst_opening_hours_is_open (hours, cst_time_parse ("2026-11-24T10:00:00Z"), paris, france));
  g_assert_false (cst_opening_hours_is_open (closed, cst_time_parse ("2026-11-24T10:00:00Z"), paris, france));
}

static void
test_bad_opening_hours (void)
{
  static const char *const bad[] = {
    "", "Mo", "Mo 9:00-18:00", "Mo 09:00", "Mo 18:00-09:00", "Fr-Mo 09:00-18:00", "Lu 09:00-12:00",
    "Mo 09:00-12:00,11:00-18:00", "Mo 09:00-24:30", "Mo 09:00-12:60",
  };
  static const char *const bad_days[] = { "2026-02-30", "2026-05-02/2026-05-01", "tomorrow" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (cst_opening_hours_new (bad[i], NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad_days); i++)
    {
      const char *days[] = { bad_days[i], NULL };
      g_autoptr(GError) error = NULL;

      g_assert_null (cst_opening_hours_new ("Mo 09:00-12:00", days, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/calendar/easter", test_easter);
  g_test_add_func ("/R14/countries", test_countries);
  g_test_add_func ("/calendar/unknown", test_unknown);
  g_test_add_func ("/calendar/bad-files", test_bad_files);
  g_test_add_func ("/R14/last-safe-moment", test_last_safe_moment);
  g_test_add_func ("/R14/bad-opening-hours", test_bad_opening_hours);

  return g_test_run ();
}
