/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-counts.h"

G_BEGIN_DECLS

/**
 * CstFigure:
 * @key: what is counted: a #CstReason, a #CstIncidentState, or the Monday (seconds since 1970 UTC)
 *   on which a week begins
 * @text: (nullable): an article's SKU
 * @label: (nullable): an article's title
 * @count: how many incidents
 * @quantity: how many pieces were reported, for articles
 */
typedef struct
{
  gint64  key;
  char   *text;
  char   *label;
  int     count;
  int     quantity;
} CstFigure;

/**
 * CstFigures:
 * @said: what the marketplace says of the rate; is_known is %FALSE when it says nothing
 * @estimate: ours, over the same period, else over the one of the account's rules
 * @from: the period of all that follows, seconds since 1970; @to is after its end
 * @by_reason: (element-type CstFigure): most first; likewise the others, but weeks in their order
 * @held: payouts held now, one sum for each currency (R13)
 */
typedef struct
{
  CstRate    said;
  CstRate    estimate;
  gint64     from;
  gint64     to;
  int        incidents;
  GPtrArray *by_reason;
  GPtrArray *by_state;
  GPtrArray *by_article;
  GPtrArray *by_week;
  CstMoney   held[CST_COUNTS_MAX_CURRENCIES];
  int        n_held;
} CstFigures;

CstFigures    *cst_db_figures           (CstDb             *db,
                                         gint64             account,
                                         gint64             now,
                                         GError           **error);
void           cst_figures_free         (CstFigures        *self);
const CstRate *cst_figures_get_rate     (const CstFigures  *self,
                                         gboolean          *is_estimate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstFigures, cst_figures_free)

G_END_DECLS
