/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-calendar.h"
#include "cst-record.h"

G_BEGIN_DECLS

/**
 * CstTimeUnit:
 * @CST_UNIT_HOURS: hours of the clock, by day and by night
 * @CST_UNIT_DAYS: calendar days
 * @CST_UNIT_BUSINESS_DAYS: Monday to Friday without public holidays (jours ouvrés)
 * @CST_UNIT_WORKING_DAYS: Monday to Saturday without public holidays (jours ouvrables)
 * @CST_UNIT_WEEKS: seven calendar days each
 */
typedef enum
{
  CST_UNIT_HOURS,
  CST_UNIT_DAYS,
  CST_UNIT_BUSINESS_DAYS,
  CST_UNIT_WORKING_DAYS,
  CST_UNIT_WEEKS,
} CstTimeUnit;

#define CST_TERM_LIMIT 3660

/**
 * CstTerm:
 * @amount: from 1 to %CST_TERM_LIMIT
 * @skips_holidays: whether public holidays are left out of calendar days too (R15)
 * @counts_first_day: whether the day of the event is the first day (R14: it is not)
 * @ends_at_same_hour: whether the last day ends at the event's hour (R14: it ends at midnight)
 *
 * How long something may take.
 */
typedef struct
{
  CstTimeUnit unit;
  int         amount;
  gboolean    skips_holidays;
  gboolean    counts_first_day;
  gboolean    ends_at_same_hour;
} CstTerm;

/**
 * CstPause:
 * @until: 0 while it lasts
 *
 * A time during which the clock stands still. Hours within it do not count, nor does a day at whose end it lasts.
 */
typedef struct
{
  gint64 from;
  gint64 until;
} CstPause;

typedef enum
{
  CST_DAY_COUNTED,
  CST_DAY_OF_EVENT,
  CST_DAY_SATURDAY,
  CST_DAY_SUNDAY,
  CST_DAY_HOLIDAY,
  CST_DAY_PAUSED,
} CstDayKind;

/**
 * CstDueDay:
 * @date: `YYYY-MM-DD`
 * @name: (nullable): the public holiday's translated name
 * @number: which counted day it is, 0 for one that does not count
 * @minutes: of hours: how much of the day counted
 * @clock_change: by how many minutes the day is longer or shorter than 24 hours
 */
typedef struct
{
  char       *date;
  CstDayKind  kind;
  char       *name;
  int         number;
  int         minutes;
  int         clock_change;
} CstDueDay;

/**
 * CstDue:
 * @due: the last second in time; 0 while the clock stands still for good
 * @is_stopped: whether it stands still now, so that there is no due time
 * @time_zone: whose days were counted
 * @days: (element-type CstDueDay): from the event to the last day, each with why it counts or not
 *
 * A due time with how it was counted. A record: it can be written as JSON.
 */
typedef struct
{
  char        *rule;
  gint64       start;
  gint64       due;
  CstTimeUnit  unit;
  int          amount;
  gboolean     is_stopped;
  char        *time_zone;
  GPtrArray   *days;
} CstDue;

extern const CstEnumType   cst_time_unit_type;
extern const CstEnumType   cst_day_kind_type;
extern const CstRecordType cst_due_day_type;
extern const CstRecordType cst_due_type;

gint64   cst_due_moment    (const CstTerm     *term,
                            gint64             start,
                            GTimeZone         *zone,
                            const CstCalendar *calendar,
                            const CstPause    *pauses,
                            gsize              n_pauses);
CstDue  *cst_due_new       (const CstTerm     *term,
                            gint64             start,
                            GTimeZone         *zone,
                            const CstCalendar *calendar,
                            const CstPause    *pauses,
                            gsize              n_pauses);
void     cst_due_free      (CstDue            *self);

guint32  cst_local_day     (gint64             moment,
                            GTimeZone         *zone);
gint64   cst_local_moment  (guint32            day,
                            int                minutes,
                            GTimeZone         *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstDue, cst_due_free)

G_END_DECLS
