/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-chart.h"

G_BEGIN_DECLS

#define CST_TYPE_CHART_CARD (cst_chart_card_get_type ())

G_DECLARE_FINAL_TYPE (CstChartCard, cst_chart_card, CST, CHART_CARD, GtkWidget)

GtkWidget *cst_chart_card_new (void);
void       cst_chart_card_set_chart (CstChartCard *self,
                                     CstChart     *chart);

G_END_DECLS
