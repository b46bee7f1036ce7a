/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-trends.h"

G_BEGIN_DECLS

#define CST_TYPE_PERIOD_BAR (cst_period_bar_get_type ())

G_DECLARE_FINAL_TYPE (CstPeriodBar, cst_period_bar, CST, PERIOD_BAR, GtkWidget)

void     cst_period_bar_set_accounts (CstPeriodBar   *self,
                                      GPtrArray      *accounts);
gboolean cst_period_bar_get_query    (CstPeriodBar   *self,
                                      gint64          now,
                                      CstTrendsQuery *query);

G_END_DECLS
