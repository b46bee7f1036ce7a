/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-deliveries.h"
#include "cst-money.h"
#include "cst-overlay.h"

G_BEGIN_DECLS

#define CST_COUNTS_MAX_CURRENCIES 8

/**
 * CstCounts:
 * @orders: by tab
 * @to_handle: what waits for us
 * @open_incidents: unsettled ones
 * @incidents: by #CstIncidentState
 * @deliveries: delivery incidents by #CstDeliveryTab; the first is the sum of the next three (C1)
 * @deliveries_to_handle: of these, what waits for us: the first absences are not among them (C3)
 * @calls_due: of these, customers to be called again (C7)
 * @pending: operations that may still take effect
 * @failed: operations refused or in conflict
 * @held: payouts held back, one sum for each currency (R13)
 *
 * A plain value.
 */
typedef struct
{
  int      orders[CST_ORDER_TAB_COMPLETED + 1];
  int      to_handle;
  int      open_incidents;
  int      incidents[CST_INCIDENT_RESOLVED + 1];
  int      deliveries[CST_DELIVERY_TAB_NONE + 1];
  int      deliveries_to_handle;
  int      calls_due;
  int      pending;
  int      failed;
  CstMoney held[CST_COUNTS_MAX_CURRENCIES];
  int      n_held;
} CstCounts;

CstCounts cst_db_counts (CstDb  *db,
                         gint64  account);

G_END_DECLS
