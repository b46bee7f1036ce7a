/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-opening-hours.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-due.h"
#include "cst-util.h"

typedef struct
{
  int from; /* minutes since midnight */
  int until;
} Hours;

typedef struct
{
  guint32 first;
  guint32 last;
} ClosingDays;

struct _CstOpeningHours
{
  GArray *days[7]; /* of Hours, Monday first */
  GArray *closed;  /* of ClosingDays */
};

static const char *const weekdays[] = { "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su" };

/* How far back an open hour is looked for, in days. */
#define LONGEST_CLOSURE 400

static int
read_weekday (const char *text)
{
  for (int i = 0; i < 7; i++)
    {
      if (strcmp (text, weekdays[i]) == 0)
        return i;
    }

  return -1;
}

static gboolean
read_weekdays (const char *text,
               int        *first,
               int        *last)
{
  g_auto(GStrv) ends = g_strsplit (text, "-", 2);

  *first = ends[0] != NULL ? read_weekday (ends[0]) : -1;
  *last = ends[0] != NULL && ends[1] != NULL ? read_weekday (ends[1]) : *first;

  return *first >= 0 && *last >= *first;
}

static int
read_minutes (const char *text)
{
  int hour, minute;

  if (strlen (text) != 5 || text[2] != ':')
    return -1;
  for (int i = 0; i < 5; i++)
    {
      if (i != 2 && !g_ascii_isdigit (text[i]))
        return -1;
    }

  hour = (text[0] - '0') * 10 + text[1] - '0';
  minute = (text[3] - '0') * 10 + text[4] - '0';

  return minute < 60 && hour * 60 + minute <= 24 * 60 ? hour * 60 + minute : -1;
}

/* `09:00-12:00,14:00-18:00`, one after the other. */
static gboolean
read_hours (const char *text,
            GArray     *hours)
{
  g_auto(GStrv) spans = g_strsplit (text, ",", -1);
  int reached = 0;

  for (char **span = spans; *span != NULL; span++)
    {
      g_auto(GStrv) ends = g_strsplit (*span, "-", -1);
      Hours read;

      if (g_strv_length (ends) != 2)
        return FALSE;
      read = (Hours) { read_minutes (ends[0]), read_minutes (ends[1]) };
      if (read.from < reached || read.until <= read.from)
        return FALSE;
      reached = read.until;
      g_array_append_val (hours, read);
    }

  return reached > 0;
}

/* `Mo-Fr 09:00-18:00` */
static gboolean
read_part (CstOpeningHours *self,
           const char      *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  int first, last;

  if (g_strv_length (words) != 2 || !read_weekdays (words[0], &first, &last))
    return FALSE;

  for (int day = first; day <= last; day++)
    {
      g_array_set_size (self->days[day], 0);
      if (!read_hours (words[1], self->days[day]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_closing_days (CstOpeningHours *self,
                   const char      *text)
{
  g_auto(GStrv) ends = g_strsplit (text, "/", 2);
  guint32 julian[2] = { 0, 0 };

  for (int i = 0; i < 2 && ends[i] != NULL; i++)
    {
      GDate date;

      if (!cst_date_is_valid (ends[i]))
        return FALSE;
      g_date_clear (&date, 1);
      g_date_set_dmy (&date, (GDateDay) g_ascii_strtoull (ends[i] + 8, NULL, 10),
                      (GDateMonth) g_ascii_strtoull (ends[i] + 5, NULL, 10),
                      (GDateYear) g_ascii_strtoull (ends[i], NULL, 10));
      julian[i] = g_date_get_julian (&date);
    }

  if (julian[0] == 0)
    return FALSE;

  {
    ClosingDays closed = { julian[0], julian[1] != 0 ? julian[1] : julian[0] };

    g_array_append_val (self->closed, closed);

    return closed.last >= closed.first;
  }
}

/**
 * cst_opening_hours_new:
 * @text: `Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00`; a day that is not named is closed
 * @closing_days: (nullable): the brand's own closing days, `2026-12-24` or `2026-08-03/2026-08-21`
 *
 * R14: closing days never move a rule's clock, only the last safe moment.
 *
 * Returns: (transfer full) (nullable): the hours, or %NULL with a %G_IO_ERROR_INVALID_DATA that names what is wrong
 */
CstOpeningHours *
cst_opening_hours_new (const char         *text,
                       const char *const  *closing_days,
                       GError            **error)
{
  g_autoptr(CstOpeningHours) self = NULL;
  g_auto(GStrv) parts = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  /* An empty text is one empty part. */
  parts = g_strsplit (*text != '\0' ? text : " ", ";", -1);
  self = g_new0 (CstOpeningHours, 1);
  self->closed = g_array_new (FALSE, FALSE, sizeof (ClosingDays));
  for (int day = 0; day < 7; day++)
    self->days[day] = g_array_new (FALSE, FALSE, sizeof (Hours));

  for (char **part = parts; *part != NULL; part++)
    {
      if (!read_part (self, g_strstrip (*part)))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _("“%s” are no opening hours; they are written as in “Mo-Fr 09:00-18:00”"), *part);
          return NULL;
        }
    }
  for (gsize i = 0; closing_days != NULL && closing_days[i] != NULL; i++)
    {
      if (!read_closing_days (self, closing_days[i]))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _("“%s” is no closing day; it is written as in “2026-12-24” or “2026-08-03/2026-08-21”"),
                       closing_days[i]);
          return NULL;
        }
    }

  return g_steal_pointer (&self);
}

void
cst_opening_hours_free (CstOpeningHours *self)
{
  if (self == NULL)
    return;

  for (int day = 0; day < 7; day++)
    g_clear_pointer (&self->days[day], g_array_unref);
  g_clear_pointer (&self->closed, g_array_unref);
  g_free (self);
}

static gboolean
is_closed_on (const CstOpeningHours *self,
              guint32                day,
              const CstCalendar     *calendar)
{
  for (guint i = 0; i < self->closed->len; i++)
    {
      const ClosingDays *closed = &g_array_index (self->closed, ClosingDays, i);

      if (day >= closed->first && day <= closed->last)
        return TRUE;
    }

  return cst_calendar_holiday (calendar, day) != NULL;
}

/**
 * cst_opening_hours_is_open:
 * @calendar: (nullable): the public holidays on which nobody is there
 *
 * Returns: whether somebody is there at @moment
 */
gboolean
cst_opening_hours_is_open (const CstOpeningHours *self,
                           gint64                 moment,
                           GTimeZone             *zone,
                           const CstCalendar     *calendar)
{
  return cst_last_safe_moment (self, moment, 0, zone, calendar) == moment;
}

/**
 * cst_last_safe_moment:
 * @self: (nullable): %NULL when somebody is always there
 * @due: the last second in time
 * @margin_s: what a decision needs to arrive: sync interval, undo window, what waits in the outbox
 * @calendar: (nullable): the public holidays on which nobody is there
 *
 * R14: until when something has to be decided so that it is in time, given when somebody is there.
 *
 * Returns: seconds since 1970; %CST_TIME_NONE when there was nobody for more than a year before
 */
gint64
cst_last_safe_moment (const CstOpeningHours *self,
                      gint64                 due,
                      gint64                 margin_s,
                      GTimeZone             *zone,
                      const CstCalendar     *calendar)
{
  gint64 latest = due - margin_s;
  guint32 last;

  g_return_val_if_fail (zone != NULL, CST_TIME_NONE);

  if (self == NULL)
    return latest;

  last = cst_local_day (latest, zone);
  for (guint32 day = last; day > last - LONGEST_CLOSURE; day--)
    {
      const GArray *hours = self->days[(day - 1) % 7];

      if (is_closed_on (self, day, calendar))
        continue;
      for (guint i = hours->len; i > 0; i--)
        {
          const Hours *span = &g_array_index (hours, Hours, i - 1);

          if (cst_local_moment (day, span->from, zone) <= latest)
            return MIN (latest, cst_local_moment (day, span->until, zone));
        }
    }

  return CST_TIME_NONE;
}
