/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-trends.h"

G_BEGIN_DECLS

/* The words for figures, translated: the window, the command line and the paper say the same. */

char       *cst_label_trend_day    (gint64                 moment);
const char *cst_label_dimension    (CstDimension           dimension);
char       *cst_label_trend_bar    (CstDimension           dimension,
                                    const CstTrendBar     *bar);
const char *cst_label_deadline     (CstDeadlineKind        deadline);
const char *cst_label_deadline_outcome (CstDeadlineOutcome outcome);
char       *cst_label_change       (const CstTrendBar     *bar);
char       *cst_label_signal       (const CstTrendBar     *bar);
char       *cst_label_rate         (const CstRateOutlook  *outlook);
char       *cst_label_outlook      (const CstRateOutlook  *outlook);
char       *cst_label_trend_cost   (const CstTrendCost    *cost);

G_END_DECLS
