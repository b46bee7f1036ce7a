/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-quick-answer.h"

#include "cst-calendar.h"
#include "cst-util.h"

/**
 * cst_next_delivery_day:
 * @country: (nullable): where the parcel goes
 *
 * Returns: (transfer full): the next day on which carriers work there, as 2026-11-25: no weekend, no public holiday
 */
char *
cst_next_delivery_day (const char *country,
                       gint64      now)
{
  g_autoptr(CstCalendar) calendar = !cst_str_is_blank (country) ? cst_calendar_new (country, NULL, NULL) : NULL;
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (now);
  GDate day;
  char text[16];

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (moment),
                  (GDateMonth) g_date_time_get_month (moment), (GDateYear) g_date_time_get_year (moment));
  do
    g_date_add_days (&day, 1);
  while (g_date_get_weekday (&day) >= G_DATE_SATURDAY ||
         (calendar != NULL && cst_calendar_holiday (calendar, g_date_get_julian (&day)) != NULL));
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &day);

  return g_strdup (text);
}

/**
 * cst_quick_answer_new:
 * @kind: %CST_ANSWER_NEW_ATTEMPT, which is in the morning of the next working day, or %CST_ANSWER_PICKUP
 *
 * Returns: (transfer full): a complete answer
 */
CstDeliveryAnswer *
cst_quick_answer_new (CstDeliveryAnswerKind  kind,
                      const char            *country,
                      gint64                 now)
{
  CstDeliveryAnswer *answer = cst_delivery_answer_new (kind);

  if (kind == CST_ANSWER_NEW_ATTEMPT)
    {
      answer->date = cst_next_delivery_day (country, now);
      answer->window = CST_WINDOW_MORNING;
    }

  return answer;
}
