/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-deliveries.h"
#include "cst-dimension.h"
#include "cst-overlay.h"

G_BEGIN_DECLS

typedef enum
{
  CST_LIST_ORDERS,
  CST_LIST_INCIDENTS,
  CST_LIST_TODO,
  CST_LIST_OUTBOX,
  CST_LIST_DELIVERIES,
} CstListKind;

/**
 * CstListSort:
 * @CST_SORT_DEFAULT: orders and incidents newest first, to handle and deliveries by urgency, outbox newest first
 * @CST_SORT_NUMBER: of deliveries their order's
 * @CST_SORT_DATE: placed, reported or opened
 * @CST_SORT_STATE: of orders their status
 * @CST_SORT_PROBLEM: of orders how much their most pressing problem presses (O2)
 * @CST_SORT_TOTAL: of orders, in minor units whatever the currency
 * @CST_SORT_URGENCY: of incidents
 * @CST_SORT_REASON: of incidents
 * @CST_SORT_CARRIER: of deliveries; likewise the ones after it
 *
 * What a list cannot be sorted by gives its default.
 */
typedef enum
{
  CST_SORT_DEFAULT,
  CST_SORT_NUMBER,
  CST_SORT_CUSTOMER,
  CST_SORT_DATE,
  CST_SORT_TOTAL,
  CST_SORT_STATE,
  CST_SORT_PROBLEM,
  CST_SORT_URGENCY,
  CST_SORT_REASON,
  CST_SORT_CARRIER,
  CST_SORT_CODE,
  CST_SORT_CITY,
  CST_SORT_ATTEMPTS,
  CST_SORT_COD,
} CstListSort;

/* Which incidents by what was found on their photos; the kinds stand where #CstFindingKind has them. */
typedef enum
{
  CST_FOUND_ANY,
  CST_FOUND_CONFIRMED,
  CST_FOUND_NOT_CONFIRMED,
  CST_FOUND_CANNOT_TELL,
  CST_FOUND_NOTHING_YET,
} CstFoundFilter;

/**
 * CstListQuery:
 * @tab: orders only
 * @account: 0 for all
 * @state: incidents: #CstIncidentState; outbox: #CstOperationState; deliveries: #CstDeliveryState; 0 for all
 * @reason: incidents: #CstReason; deliveries: #CstDeliveryReason; 0 for all
 * @delivery_tab: deliveries only (C1): "all" is the sum of the next three, unless there is something to search for;
 *   %CST_DELIVERY_TAB_NONE is what came to its end without us
 * @is_todo_only: deliveries: what is in "To handle"
 * @carrier: (nullable): deliveries: of this carrier
 * @code: (nullable): deliveries: with this code of the carrier's
 * @city: (nullable): deliveries: whose city begins like this
 * @is_open_only: incidents: unsettled ones; outbox: what is pending or failed
 * @person: (nullable): incidents assigned to this person
 * @found: incidents: for some piece of which that holds now
 * @finder: (nullable): incidents whose latest finding is this person's
 * @has_photos: incidents: those with photos only
 * @from: placed, reported or decided at or after, 0 for any time
 * @to: before that, 0 for any time
 * @search: (nullable): what was typed or scanned
 * @dimension: incidents: those that a figure counts for @subject; not of weeks, which have @from and @to
 * @subject: (nullable): the SKU, supplier, carrier, country or customer, empty where it is not known; the number of the
 *   reason or state
 * @deadline: incidents: those whose deadline of this kind
 * @outcome: came out like this
 * @as_of: at this moment
 */
typedef struct
{
  CstListKind  kind;
  CstOrderTab  tab;
  gint64       account;
  int          state;
  int          reason;
  gboolean     is_open_only;
  char        *person;
  CstFoundFilter found;
  char        *finder;
  gboolean     has_photos;
  gint64       from;
  gint64       to;
  char        *search;
  CstDeliveryTab delivery_tab;
  gboolean     is_todo_only;
  char        *carrier;
  char        *code;
  char        *city;
  CstDimension dimension;
  char        *subject;
  CstDeadlineKind deadline;
  CstDeadlineOutcome outcome;
  gint64       as_of;
  CstListSort  sort;
  gboolean     is_descending;
} CstListQuery;

extern const CstEnumType   cst_list_kind_type;
extern const CstEnumType   cst_list_sort_type;
extern const CstEnumType   cst_found_filter_type;
extern const CstRecordType cst_list_query_type;

CstListQuery *cst_list_query_new   (CstListKind          kind);
CstListQuery *cst_list_query_copy  (const CstListQuery  *self);
void          cst_list_query_free  (CstListQuery        *self);
gboolean      cst_list_query_equal (const CstListQuery  *a,
                                    const CstListQuery  *b);

GArray       *cst_db_list_ids      (CstDb               *db,
                                    const CstListQuery  *query,
                                    guint                limit,
                                    GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstListQuery, cst_list_query_free)

G_END_DECLS
