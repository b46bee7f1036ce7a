/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-overlay.h"

G_BEGIN_DECLS

typedef enum
{
  CST_LIST_ORDERS,
  CST_LIST_INCIDENTS,
  CST_LIST_TODO,
  CST_LIST_OUTBOX,
} CstListKind;

/**
 * CstListSort:
 * @CST_SORT_DEFAULT: orders and incidents newest first, to handle by urgency, outbox newest first
 * @CST_SORT_DATE: placed or reported
 * @CST_SORT_STATE: of orders their status
 * @CST_SORT_PROBLEM: of orders how much their most pressing problem presses (O2)
 * @CST_SORT_TOTAL: of orders, in minor units whatever the currency
 * @CST_SORT_URGENCY: of incidents
 * @CST_SORT_REASON: of incidents
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
 * @state: incidents: #CstIncidentState; outbox: #CstOperationState; 0 for all
 * @reason: incidents: #CstReason; 0 for all
 * @is_open_only: incidents: unsettled ones; outbox: what is pending or failed
 * @person: (nullable): incidents assigned to this person
 * @found: incidents: for some piece of which that holds now
 * @finder: (nullable): incidents whose latest finding is this person's
 * @has_photos: incidents: those with photos only
 * @from: placed, reported or decided at or after, 0 for any time
 * @to: before that, 0 for any time
 * @search: (nullable): what was typed or scanned
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
