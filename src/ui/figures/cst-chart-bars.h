/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-chart.h"

G_BEGIN_DECLS

#define CST_TYPE_CHART_BARS (cst_chart_bars_get_type ())

G_DECLARE_FINAL_TYPE (CstChartBars, cst_chart_bars, CST, CHART_BARS, GtkWidget)

void cst_chart_bars_set_chart (CstChartBars   *self,
                               const CstChart *chart);

G_END_DECLS
