/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-chart.h"

G_BEGIN_DECLS

#define CST_TYPE_CHART_TRACK (cst_chart_track_get_type ())

G_DECLARE_FINAL_TYPE (CstChartTrack, cst_chart_track, CST, CHART_TRACK, GtkWidget)

GtkWidget *cst_chart_track_new (const CstBar * bar,
                                double        top,
                                gboolean      is_upright);

G_END_DECLS
