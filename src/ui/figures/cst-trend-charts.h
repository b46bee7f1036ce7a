/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-chart.h"
#include "cst-trends.h"

G_BEGIN_DECLS

/* What was counted, as charts (P9). Every bar knows the list of exactly its incidents, the target of #CstBar. */

CstChart *cst_trend_chart_new    (const CstTrends    *trends,
                                  CstDimension        dimension);
CstChart *cst_deadline_chart_new (const CstTrends    *trends);
char     *cst_figures_change     (int                 count,
                                  int                 before);

G_END_DECLS
