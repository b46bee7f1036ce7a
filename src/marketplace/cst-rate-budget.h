/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CstRateBudget:
 * @per_second: how many requests a second in the long run
 * @burst: how many at once after a pause
 *
 * How politely a host is asked: tokens that fill up with time, of which each request takes one.
 */
typedef struct
{
  double per_second;
  double burst;
  double tokens;
  gint64 filled_at; /* monotonic, in µs */
} CstRateBudget;

void    cst_rate_budget_init  (CstRateBudget *self,
                               double         per_second,
                               double         burst);
gint64  cst_rate_budget_take  (CstRateBudget *self,
                               gint64         now);
gint64  cst_rate_budget_of    (const char    *host,
                               gboolean       is_loopback);

G_END_DECLS
