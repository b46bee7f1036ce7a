/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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

G_END_DECLS
