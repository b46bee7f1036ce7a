/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CstCalendarError:
 * @CST_CALENDAR_ERROR_UNKNOWN: nobody has described this country or region; say so, count without holidays
 * @CST_CALENDAR_ERROR_BAD_FILE: a calendar file has a mistake; the message names the line
 */
typedef enum
{
  CST_CALENDAR_ERROR_UNKNOWN,
  CST_CALENDAR_ERROR_BAD_FILE,
} CstCalendarError;

#define CST_CALENDAR_ERROR (cst_calendar_error_quark ())

/**
 * CstCalendar:
 *
 * The public holidays of one country, and of one of its regions. Never changes once made, and may be used on every
 * thread. Days are those of #GDate: 1 is the first of January of the year 1.
 */
typedef struct _CstCalendar CstCalendar;

GQuark       cst_calendar_error_quark (void);
CstCalendar *cst_calendar_new         (const char         *country,
                                       const char         *region,
                                       GError            **error);
CstCalendar *cst_calendar_new_for_xml (const char         *xml,
                                       gsize               size,
                                       const char         *region,
                                       GError            **error);
void         cst_calendar_free        (CstCalendar        *self);
const char  *cst_calendar_holiday     (const CstCalendar  *self,
                                       guint32             day);
const char *const *cst_calendar_countries (void);

guint32      cst_easter_sunday        (int                 year);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstCalendar, cst_calendar_free)

G_END_DECLS
