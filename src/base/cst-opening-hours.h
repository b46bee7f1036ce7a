/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cst-calendar.h"

G_BEGIN_DECLS

/**
 * CstOpeningHours:
 *
 * When somebody is there: weekly hours without the brand's own closing days. Never changes once made.
 */
typedef struct _CstOpeningHours CstOpeningHours;

/* Where only closing days are said. */
#define CST_OPENING_HOURS_ALWAYS "Mo-Su 00:00-24:00"

CstOpeningHours *cst_opening_hours_new      (const char            *text,
                                             const char *const     *closing_days,
                                             GError               **error);
void             cst_opening_hours_free     (CstOpeningHours       *self);
gboolean         cst_opening_hours_is_open  (const CstOpeningHours *self,
                                             gint64                 moment,
                                             GTimeZone             *zone,
                                             const CstCalendar     *calendar);
gint64           cst_last_safe_moment       (const CstOpeningHours *self,
                                             gint64                 due,
                                             gint64                 margin_s,
                                             GTimeZone             *zone,
                                             const CstCalendar     *calendar);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstOpeningHours, cst_opening_hours_free)

G_END_DECLS
