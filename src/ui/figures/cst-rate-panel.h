/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-counts.h"
#include "cst-rate-outlook.h"

G_BEGIN_DECLS

#define CST_TYPE_RATE_PANEL (cst_rate_panel_get_type ())

G_DECLARE_FINAL_TYPE (CstRatePanel, cst_rate_panel, CST, RATE_PANEL, GtkWidget)

GtkWidget *cst_rate_panel_new (const CstAccount * account,
                               const CstRateOutlook * outlook,
                               const CstCounts * counts,
                               gint64                now);

G_END_DECLS
