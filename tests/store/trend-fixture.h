/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-trends.h"
#include "truth-fixture.h"

G_BEGIN_DECLS

/* Orders and incidents as if a year of trade had left them; the same for the same number, whoever asks. */

#define TREND_DAYS 364

CstOrder    *trend_order    (int         number);
CstIncident *trend_incident (int         number,
                             int         n_orders);
void         trend_fill     (Fixture    *fixture,
                             gint64      account,
                             int         n_orders,
                             int         n_incidents);

CstTrends         *trend_count         (Fixture              *fixture,
                                        const CstTrendsQuery *query);
const CstTrendBar *trend_find_bar      (const CstTrends      *trends,
                                        CstDimension          dimension,
                                        const char           *text);
void               trend_compare_lists (Fixture              *fixture,
                                        CstTrends            *trends);

G_END_DECLS
