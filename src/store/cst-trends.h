/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-dimension.h"
#include "cst-list-query.h"
#include "cst-rate-outlook.h"
#include "cst-statistics.h"
#include "cst-store.h"

G_BEGIN_DECLS

/* P9, O13: what the incidents of a period teach. Counted on the query thread, in one moment of the store. */

/**
 * CstTrendsQuery:
 * @account: 0 for all
 * @from: incidents reported at or after, seconds since 1970
 * @to: and before that
 * @timezone: (nullable): in which weeks begin, %NULL for the desk's own
 */
typedef struct
{
  gint64  account;
  gint64  from;
  gint64  to;
  char   *timezone;
} CstTrendsQuery;

/**
 * CstSignal:
 * @CST_SIGNAL_UNSAID: there is nothing to compare with: no orders are known, or there are too few incidents
 * @CST_SIGNAL_NOISE: within what chance explains
 * @CST_SIGNAL_HIGH: more than chance explains
 * @CST_SIGNAL_LOW: fewer than chance explains
 */
typedef enum
{
  CST_SIGNAL_UNSAID,
  CST_SIGNAL_NOISE,
  CST_SIGNAL_HIGH,
  CST_SIGNAL_LOW,
} CstSignal;

/**
 * CstTrendCost:
 * @refunds: how many were executed
 * @refunded: what they gave back in all, with tax
 * @refunded_shipping: of it the shipping, in the order's tax mode
 * @replacements: how many were executed
 * @replaced: the goods sent once more, at the price they were sold for, in the order's tax mode
 *
 * What resolutions cost in one currency, in minor units. Amounts of different currencies stand beside one another and
 * are never added up (R13).
 */
typedef struct
{
  char   currency[4];
  int    refunds;
  gint64 refunded;
  gint64 refunded_shipping;
  int    replacements;
  gint64 replaced;
} CstTrendCost;

/**
 * CstTrendBar:
 * @key: the reason, the state, or when the week begins (seconds since 1970)
 * @until: of a week: when it ends, or the period
 * @text: SKU, supplier, carrier, country or customer's remote id; empty where it is not known, and for reasons, states
 *   and weeks
 * @label: (nullable): the article's title, the customer's name
 * @account: of a customer: whose; else 0
 * @count: incidents reported in the period
 * @open: of these the unsettled ones
 * @quantity: of articles and suppliers: pieces reported
 * @before: incidents of the period before
 * @orders: how many orders of the period are behind it (with this article, to this country…), 0 where that is not known
 * @orders_before: likewise of the period before
 * @change: this period against the one before: HIGH or LOW where that is more than chance
 * @signal: of articles: HIGH where it comes back more than chance explains
 * @limits: of articles with a signal: what chance explains
 * @costs: (element-type CstTrendCost): by currency
 */
typedef struct
{
  gint64            key;
  gint64            until;
  char             *text;
  char             *label;
  gint64            account;
  int               count;
  int               open;
  int               quantity;
  int               before;
  int               orders;
  int               orders_before;
  CstSignal         change;
  CstSignal         signal;
  CstControlLimits  limits;
  GArray           *costs;
} CstTrendBar;

/* How many incidents kept a deadline, by #CstDeadlineKind and #CstDeadlineOutcome. */
typedef struct
{
  int n[CST_N_DEADLINES][CST_N_OUTCOMES];
} CstKeptDeadlines;

/**
 * CstTrends:
 * @before: where the period before, of equal length, begins; it ends at @query's from
 * @now: when it was counted
 * @total: everything together
 * @bars: (element-type CstTrendBar): by #CstDimension: most first, weeks in their order and without a gap; %NULL at
 *   NONE
 * @deadlines: of the incidents of the period
 * @deadlines_before: of those of the period before
 * @rates: (element-type CstRateOutlook): one for each account, as its marketplace defines it
 */
typedef struct
{
  CstTrendsQuery    query;
  gint64            before;
  gint64            now;
  CstTrendBar      *total;
  GPtrArray        *bars[CST_N_DIMENSIONS];
  CstKeptDeadlines  deadlines;
  CstKeptDeadlines  deadlines_before;
  GPtrArray        *rates;
} CstTrends;

extern const CstEnumType cst_signal_type;

CstTrendsQuery *cst_trends_query_copy    (const CstTrendsQuery  *self);
void            cst_trends_query_free    (CstTrendsQuery        *self);
gint64          cst_trends_query_before  (const CstTrendsQuery  *self);

CstTrends      *cst_db_trends            (CstDb                 *db,
                                          const CstTrendsQuery  *query,
                                          gint64                 now,
                                          GCancellable          *cancellable,
                                          GError               **error);
void            cst_trends_free          (CstTrends             *self);
CstListQuery   *cst_trends_dup_list      (const CstTrends       *self,
                                          CstDimension           dimension,
                                          const CstTrendBar     *bar);
CstListQuery   *cst_trends_dup_deadline_list (const CstTrends    *self,
                                              CstDeadlineKind     deadline,
                                              CstDeadlineOutcome  outcome);

void            cst_store_trends_async   (CstStore              *store,
                                          const CstTrendsQuery  *query,
                                          GCancellable          *cancellable,
                                          GAsyncReadyCallback    callback,
                                          gpointer               user_data);
CstTrends      *cst_store_trends_finish  (CstStore              *store,
                                          GAsyncResult          *result,
                                          GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstTrendsQuery, cst_trends_query_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstTrends, cst_trends_free)

G_END_DECLS
