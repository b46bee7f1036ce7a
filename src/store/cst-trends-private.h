/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-trends.h"

G_BEGIN_DECLS

CstTrendBar *cst_trend_bar_new     (gint64         key,
                                    const char    *text);
void         cst_trend_bar_free    (CstTrendBar   *self);
gboolean     cst_trends_count      (CstTrends     *self,
                                    CstDb         *db,
                                    GCancellable  *cancellable,
                                    GError       **error);
void         cst_trends_judge      (CstTrends     *self,
                                    gint64         article_orders,
                                    int            article_incidents);

G_END_DECLS
