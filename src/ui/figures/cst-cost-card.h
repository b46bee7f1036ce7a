/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-trends.h"

G_BEGIN_DECLS

GtkWidget *cst_cost_card_new (const CstTrends *trends);

G_END_DECLS
