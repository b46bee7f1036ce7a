/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-due.h"

#include "cst-util.h"

CST_DEFINE_ENUM_TYPE (cst_time_unit, "hours", "days", "business-days", "working-days", "weeks");
CST_DEFINE_ENUM_TYPE (cst_day_kind, "counted", "event", "saturday", "sunday", "holiday", "paused");

static const CstField cst_due_day_fields[] = {
  CST_FIELD (CstDueDay, date, STRING),
  CST_FIELD_OF (CstDueDay, kind, ENUM, cst_day_kind_type),
  CST_FIELD (CstDueDay, name, STRING),
  CST_FIELD (CstDueDay, number, INT),
  CST_FIELD (CstDueDay, minutes, INT),
  CST_FIELD (CstDueDay, clock_change, INT),
};
CST_DEFINE_RECORD_TYPE (cst_due_day, CstDueDay, "due day");

static const CstField cst_due_fields[] = {
  CST_FIELD (CstDue, rule, STRING),
  CST_FIELD (CstDue, start, INT64),
  CST_FIELD (CstDue, due, INT64),
  CST_FIELD_OF (CstDue, unit, ENUM, cst_time_unit_type),
  CST_FIELD (CstDue, amount, INT),
  CST_FIELD (CstDue, is_stopped, BOOL),
  CST_FIELD (CstDue, time_zone, STRING),
  CST_FIELD_OF (CstDue, days, RECORDS, cst_due_day_type),
};
CST_DEFINE_RECORD_TYPE (cst_due, CstDue, "due");

/* How far a clock that only stands still now and then may be followed, in days. */
#define LONGEST_COUNT (20 * 366)

/* The calendar ends with the year 9999, which sites write for “never”: so far before it that every count still ends in
 * it. */
#define FIRST_MOMENT (-G_GINT64_CONSTANT (62135424000)) /* 0001-01-03 */
#define LAST_MOMENT G_GINT64_CONSTANT (252455616000) /* 9970-01-01 */

/* One count: what it counts by, and where it notes each day when somebody wants to see them. */
typedef struct
{
  const CstTerm     *term;
  gint64             start;
  GTimeZone         *zone;
  const CstCalendar *calendar;
  const CstPause    *pauses; /* sorted */
  gsize              n_pauses;
  GPtrArray         *days; /* (nullable) of CstDueDay */
} Count;

/**
 * cst_local_day:
 * @moment: seconds since 1970
 * @zone: whose calendar
 *
 * Returns: the julian day on which @moment falls there; a late one for what nobody lives to see
 */
guint32
cst_local_day (gint64     moment,
               GTimeZone *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (CLAMP (moment, FIRST_MOMENT, LAST_MOMENT));
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  GDate date;
  int year = 1970, month = 1, day = 1;

  g_return_val_if_fail (local != NULL, 1);

  g_date_time_get_ymd (local, &year, &month, &day);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);

  return g_date_get_julian (&date);
}

/**
 * cst_local_moment:
 * @day: a julian day
 * @minutes: since the day's midnight by the clock on the wall, at most 24 × 60
 * @zone: whose clock
 *
 * Returns: the moment in seconds since 1970; where the clock jumps over it, the first moment after
 */
gint64
cst_local_moment (guint32    day,
                  int        minutes,
                  GTimeZone *zone)
{
  g_autoptr(GDateTime) local = NULL;
  GDate date;

  g_return_val_if_fail (g_date_valid_julian (day), 0);

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day + (guint32) (minutes / (24 * 60)));
  minutes %= 24 * 60;
  local = g_date_time_new (zone, g_date_get_year (&date), (int) g_date_get_month (&date), g_date_get_day (&date),
                           minutes / 60, minutes % 60, 0);

  g_return_val_if_fail (local != NULL, 0);

  return g_date_time_to_unix (local);
}

static gboolean
is_paused_at (const Count *count,
              gint64       moment)
{
  for (gsize i = 0; i < count->n_pauses; i++)
    {
      const CstPause *pause = &count->pauses[i];

      if (pause->from <= moment && (pause->until == 0 || moment < pause->until))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_paused_for_good (const Count *count,
                    gint64       moment)
{
  for (gsize i = 0; i < count->n_pauses; i++)
    {
      if (count->pauses[i].until == 0 && count->pauses[i].from <= moment)
        return TRUE;
    }

  return FALSE;
}

static CstDueDay *
note_day (const Count *count,
          guint32      day,
          CstDayKind   kind,
          const char  *name)
{
  CstDueDay *noted;
  GDate date;
  gint64 length;

  if (count->days == NULL)
    return NULL;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  length = cst_local_moment (day + 1, 0, count->zone) - cst_local_moment (day, 0, count->zone);
  noted = cst_record_new (&cst_due_day_type);
  noted->date = g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date), (int) g_date_get_month (&date),
                                 g_date_get_day (&date));
  noted->kind = kind;
  noted->name = g_strdup (name);
  noted->clock_change = (int) (length / 60) - 24 * 60;
  g_ptr_array_add (count->days, noted);

  return noted;
}

/* Why a day does not count, or that it does. Monday is the julian day 1. */
static CstDayKind
kind_of_day (const Count  *count,
             guint32       day,
             const char  **holiday)
{
  guint32 weekday = (day - 1) % 7;
  CstTimeUnit unit = count->term->unit;
  gboolean rests = unit == CST_UNIT_BUSINESS_DAYS || unit == CST_UNIT_WORKING_DAYS;

  *holiday = NULL;
  if (rests && weekday == 6)
    return CST_DAY_SUNDAY;
  if (rests || count->term->skips_holidays)
    *holiday = cst_calendar_holiday (count->calendar, day);
  if (*holiday != NULL)
    return CST_DAY_HOLIDAY;
  if (unit == CST_UNIT_BUSINESS_DAYS && weekday == 5)
    return CST_DAY_SATURDAY;

  return is_paused_at (count, cst_local_moment (day + 1, 0, count->zone) - 1) ? CST_DAY_PAUSED : CST_DAY_COUNTED;
}

static gint64
end_of_last_day (const Count *count,
                 guint32      day)
{
  gint64 midnight = cst_local_moment (day + 1, 0, count->zone);
  guint32 first = cst_local_day (count->start, count->zone);
  int minutes;

  if (!count->term->ends_at_same_hour)
    return midnight - 1;

  {
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (count->start);
    g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, count->zone);

    minutes = g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
  }

  return day == first ? midnight - 1 : cst_local_moment (day, minutes, count->zone) +
         count->start % 60;
}

static gint64
count_days (const Count *count)
{
  const CstTerm *term = count->term;
  guint32 first = cst_local_day (count->start, count->zone);
  int wanted = term->unit == CST_UNIT_WEEKS ? 7 * term->amount : term->amount;
  int counted = 0;

  for (guint32 day = first; day < first + LONGEST_COUNT; day++)
    {
      const char *holiday = NULL;
      CstDayKind kind = CST_DAY_OF_EVENT;
      CstDueDay *noted;

      if (day != first || term->counts_first_day)
        kind = kind_of_day (count, day, &holiday);

      noted = note_day (count, day, kind, holiday);
      if (kind == CST_DAY_COUNTED)
        counted++;
      if (noted != NULL && kind == CST_DAY_COUNTED)
        noted->number = counted;
      if (counted == wanted)
        return end_of_last_day (count, day);
      if (kind == CST_DAY_PAUSED && is_paused_for_good (count, cst_local_moment (day + 1, 0, count->zone) - 1))
        return CST_TIME_NONE;
    }

  return CST_TIME_NONE;
}

/* How many of the seconds from @from to @until were not paused. */
static gint64
counted_between (const Count *count,
                 gint64       from,
                 gint64       until)
{
  gint64 reached = from;
  gint64 counted = 0;

  for (gsize i = 0; i < count->n_pauses && reached < until; i++)
    {
      const CstPause *pause = &count->pauses[i];

      if (pause->from > reached)
        counted += MIN (pause->from, until) - reached;
      if (pause->from < until)
        reached = MAX (reached, pause->until != 0 ? pause->until : until);
    }

  return reached < until ? counted + until - reached : counted;
}

static void
note_hours (const Count *count,
            gint64       due)
{
  guint32 first = cst_local_day (count->start, count->zone);
  guint32 last = cst_local_day (due, count->zone);

  for (guint32 day = first; day <= last && day < first + LONGEST_COUNT; day++)
    {
      gint64 from = MAX (count->start, cst_local_moment (day, 0, count->zone));
      gint64 until = MIN (due, cst_local_moment (day + 1, 0, count->zone));
      gint64 counted = counted_between (count, from, until);
      CstDueDay *noted = note_day (count, day, counted > 0 || from == until ? CST_DAY_COUNTED : CST_DAY_PAUSED, NULL);

      noted->minutes = (int) (counted / 60);
    }
}

static gint64
count_hours (const Count *count)
{
  gint64 left = (gint64) count->term->amount * 3600;
  gint64 reached = count->start;
  gboolean is_stopped = FALSE;

  for (gsize i = 0; i < count->n_pauses && !is_stopped; i++)
    {
      const CstPause *pause = &count->pauses[i];

      if (pause->from >= reached + left)
        break;

      left -= MAX (pause->from - reached, 0);
      reached = MAX (reached, pause->from);
      is_stopped = pause->until == 0;
      reached = MAX (reached, pause->until);
    }

  if (!is_stopped)
    reached += left;
  if (count->days != NULL)
    note_hours (count, reached);

  return is_stopped ? CST_TIME_NONE : reached;
}

static int
compare_pauses (gconstpointer a,
                gconstpointer b)
{
  const CstPause *first = a;
  const CstPause *second = b;

  return first->from < second->from ? -1 : first->from > second->from;
}

static gint64
count_term (Count          *count,
            const CstPause *pauses,
            gsize           n_pauses)
{
  g_autofree CstPause *sorted = n_pauses > 0 ? g_memdup2 (pauses, n_pauses * sizeof *pauses) : NULL;

  g_return_val_if_fail (count->term->amount >= 1 && count->term->amount <= CST_TERM_LIMIT, CST_TIME_NONE);

  if (n_pauses > 1)
    qsort (sorted, n_pauses, sizeof *sorted, compare_pauses);
  count->pauses = sorted;
  count->n_pauses = n_pauses;

  return count->term->unit == CST_UNIT_HOURS ? count_hours (count) : count_days (count);
}

/**
 * cst_due_moment:
 * @term: how long it may take
 * @start: the event, in seconds since 1970
 * @zone: whose days are counted
 * @calendar: (nullable): whose public holidays; %NULL for none
 * @pauses: (array length=n_pauses) (nullable): when the clock stood still, in any order
 *
 * P2, P3, R14: the last second in time. Thread-safe.
 *
 * Returns: seconds since 1970, or %CST_TIME_NONE while the clock stands still
 */
gint64
cst_due_moment (const CstTerm     *term,
                gint64             start,
                GTimeZone         *zone,
                const CstCalendar *calendar,
                const CstPause    *pauses,
                gsize              n_pauses)
{
  Count count = { .term = term, .start = start, .zone = zone, .calendar = calendar };

  g_return_val_if_fail (term != NULL && zone != NULL, CST_TIME_NONE);

  return count_term (&count, pauses, n_pauses);
}

/**
 * cst_due_new:
 *
 * As cst_due_moment(), with each day from the event to the end, and why it counts or not.
 *
 * Returns: (transfer full): the due time, without its rule's id
 */
CstDue *
cst_due_new (const CstTerm     *term,
             gint64             start,
             GTimeZone         *zone,
             const CstCalendar *calendar,
             const CstPause    *pauses,
             gsize              n_pauses)
{
  CstDue *self;
  Count count;

  g_return_val_if_fail (term != NULL && zone != NULL, NULL);

  self = cst_record_new (&cst_due_type);
  count = (Count) { .term = term, .start = start, .zone = zone, .calendar = calendar, .days = self->days };
  self->start = start;
  self->unit = term->unit;
  self->amount = term->amount;
  self->time_zone = g_strdup (g_time_zone_get_identifier (zone));
  self->due = count_term (&count, pauses, n_pauses);
  self->is_stopped = self->due == CST_TIME_NONE;

  return self;
}

void
cst_due_free (CstDue *self)
{
  cst_record_free (&cst_due_type, self);
}
