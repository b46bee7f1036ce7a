/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-chart.h"
#include "cst-trends.h"

G_BEGIN_DECLS

/* What was counted, as charts (P9). Every bar knows the list of exactly its incidents, see cst_figures_target(). */

CstChart *cst_trend_chart_new    (const CstTrends    *trends,
                                  CstDimension        dimension);
CstChart *cst_deadline_chart_new (const CstTrends    *trends);
GVariant *cst_figures_target     (const CstListQuery *list,
                                  const char         *words);
char     *cst_figures_change     (int                 count,
                                  int                 before);

G_END_DECLS
