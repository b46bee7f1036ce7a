/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-chart.h"

G_BEGIN_DECLS

GtkWidget *cst_chart_table_new (const CstChart *chart);

G_END_DECLS
