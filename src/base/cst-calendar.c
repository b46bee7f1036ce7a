/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-calendar.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-calendar-private.h"
#include "cst-calendars.h"

G_DEFINE_QUARK (cst-calendar-error-quark, cst_calendar_error)

struct _CstCalendar
{
  GArray *rules; /* of CstHolidayRule, their names interned */
};

/* Code du travail, article L3133-1; the two of Alsace-Moselle are in article L3134-13. */
static const struct
{
  CstHolidayRule  rule;
  const char     *region;
} french_holidays[] = {
  { { 1, 1, 0, 0, 0, 0, N_("New Year’s Day") }, NULL },
  { { 0, 0, -2, 0, 0, 0, N_("Good Friday") }, "alsace-moselle" },
  { { 0, 0, 1, 0, 0, 0, N_("Easter Monday") }, NULL },
  { { 5, 1, 0, 0, 0, 0, N_("Labour Day") }, NULL },
  { { 5, 8, 0, 0, 1982, 0, N_("Victory Day") }, NULL },
  { { 0, 0, 39, 0, 0, 0, N_("Ascension Day") }, NULL },
  { { 0, 0, 50, 0, 0, 0, N_("Whit Monday") }, NULL },
  { { 7, 14, 0, 0, 0, 0, N_("Bastille Day") }, NULL },
  { { 8, 15, 0, 0, 0, 0, N_("Assumption Day") }, NULL },
  { { 11, 1, 0, 0, 0, 0, N_("All Saints’ Day") }, NULL },
  { { 11, 11, 0, 0, 0, 0, N_("Armistice Day") }, NULL },
  { { 12, 25, 0, 0, 0, 0, N_("Christmas Day") }, NULL },
  { { 12, 26, 0, 0, 0, 0, N_("Saint Stephen’s Day") }, "alsace-moselle" },
};

static CstCalendar *
calendar_new (GArray *rules)
{
  CstCalendar *self = g_new0 (CstCalendar, 1);

  self->rules = rules;

  return self;
}

static CstCalendar *
calendar_new_france (const char  *region,
                     GError     **error)
{
  GArray *rules;

  if (region != NULL && strcmp (region, "alsace-moselle") != 0)
    {
      g_set_error (error, CST_CALENDAR_ERROR, CST_CALENDAR_ERROR_UNKNOWN,
                   _("“%s” is no region with holidays of its own"), region);
      return NULL;
    }

  rules = g_array_new (FALSE, FALSE, sizeof (CstHolidayRule));
  for (gsize i = 0; i < G_N_ELEMENTS (french_holidays); i++)
    {
      if (french_holidays[i].region == NULL || region != NULL)
        g_array_append_val (rules, french_holidays[i].rule);
    }

  return calendar_new (rules);
}

/**
 * cst_easter_sunday:
 * @year: from 1583 on
 *
 * Returns: the Gregorian Easter Sunday of @year
 */
guint32
cst_easter_sunday (int year)
{
  int golden = year % 19;
  int century = year / 100;
  int epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
  int full_moon = epact - epact / 28 * (1 - epact / 28 * (29 / (epact + 1)) * ((21 - golden) / 11));
  int weekday = (year + year / 4 + full_moon + 2 - century + century / 4) % 7;
  int offset = full_moon - weekday; /* from the 28th of March */
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 28, G_DATE_MARCH, (GDateYear) year);

  return (guint32) ((int) g_date_get_julian (&date) + offset);
}

/**
 * cst_calendar_new_for_xml:
 * @xml: a file of data/calendars
 * @region: (nullable): whose own holidays are added
 *
 * Returns: (transfer full) (nullable): the calendar
 */
CstCalendar *
cst_calendar_new_for_xml (const char  *xml,
                          gsize        size,
                          const char  *region,
                          GError     **error)
{
  GArray *rules;

  g_return_val_if_fail (xml != NULL, NULL);

  rules = cst_calendar_parse (xml, size, region, error);

  return rules != NULL ? calendar_new (rules) : NULL;
}

/**
 * cst_calendar_new:
 * @country: ISO 3166-1 alpha-2, in capitals
 * @region: (nullable): a part of the country with holidays of its own, `alsace-moselle`
 *
 * France is computed; other countries are files that come with the program.
 *
 * Returns: (transfer full) (nullable): the calendar
 */
CstCalendar *
cst_calendar_new (const char  *country,
                  const char  *region,
                  GError     **error)
{
  g_autofree char *path = NULL;
  g_autoptr(GBytes) bytes = NULL;
  gsize size = 0;
  const char *text;

  g_return_val_if_fail (country != NULL, NULL);

  if (strcmp (country, "FR") == 0)
    return calendar_new_france (region, error);

  path = g_strdup_printf ("/io/github/constat/Constat/calendars/%s.xml", country);
  bytes = g_resource_lookup_data (cst_calendars_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    {
      g_set_error (error, CST_CALENDAR_ERROR, CST_CALENDAR_ERROR_UNKNOWN,
                   _("The public holidays of “%s” are not known"), country);
      return NULL;
    }
  text = g_bytes_get_data (bytes, &size);

  return cst_calendar_new_for_xml (text, size, region, error);
}

/**
 * cst_calendar_countries:
 *
 * Returns: (transfer none): the countries whose holidays are known, sorted, %NULL-terminated
 */
const char *const *
cst_calendar_countries (void)
{
  static const char *const countries[] = { "BE", "CH", "DE", "ES", "FR", "IT", "LU", "NL", "PT", NULL };

  return countries;
}

void
cst_calendar_free (CstCalendar *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->rules);
  g_free (self);
}

/* @easter: of the date's year, worked out when it is first needed. */
static gboolean
rule_is_on (const CstHolidayRule *rule,
            const GDate          *date,
            guint32              *easter)
{
  int year = g_date_get_year (date);
  guint32 julian = g_date_get_julian (date);
  GDate own;

  if ((rule->from != 0 && year < rule->from) || (rule->until != 0 && year > rule->until))
    return FALSE;
  if (rule->month == 0)
    {
      if (*easter == 0)
        *easter = cst_easter_sunday (year);
      return julian == (guint32) ((int) *easter + rule->easter);
    }
  if (rule->sunday_moves == 0)
    return rule->month == (int) g_date_get_month (date) && rule->day == g_date_get_day (date);

  g_date_clear (&own, 1);
  g_date_set_dmy (&own, (GDateDay) rule->day, (GDateMonth) rule->month, (GDateYear) year);
  if (g_date_get_weekday (&own) == G_DATE_SUNDAY)
    return julian == (guint32) ((int) g_date_get_julian (&own) + rule->sunday_moves);

  return julian == g_date_get_julian (&own);
}

/**
 * cst_calendar_holiday:
 * @self: (nullable): %NULL knows no holidays
 * @day: a #GDate's julian day
 *
 * Returns: (nullable): the translated name of the public holiday on @day
 */
const char *
cst_calendar_holiday (const CstCalendar *self,
                      guint32            day)
{
  guint32 easter = 0;
  GDate date;

  g_return_val_if_fail (g_date_valid_julian (day), NULL);

  if (self == NULL)
    return NULL;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const CstHolidayRule *rule = &g_array_index (self->rules, CstHolidayRule, i);

      if (rule_is_on (rule, &date, &easter))
        return _(rule->name);
    }

  return NULL;
}
