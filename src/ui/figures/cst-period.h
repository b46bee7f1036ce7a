/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The stretches of time over which figures are read, each up to the end of today. */
typedef enum
{
  CST_PERIOD_WEEK,
  CST_PERIOD_MONTH,
  CST_PERIOD_30_DAYS,
  CST_PERIOD_QUARTER,
  CST_PERIOD_YEAR,
  CST_PERIOD_OWN,
} CstPeriod;

#define CST_N_PERIODS (CST_PERIOD_OWN + 1)

void     cst_period_bounds     (CstPeriod   period,
                                gint64      now,
                                gint64     *from,
                                gint64     *to);
gboolean cst_period_own_bounds (const char *first_day,
                                const char *last_day,
                                gint64     *from,
                                gint64     *to);

G_END_DECLS
