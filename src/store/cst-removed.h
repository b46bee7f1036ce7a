/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-order.h"

G_BEGIN_DECLS

/* Of an order (?2) of an account (?1): its incidents, and those that the site removed. */
#define CST_INCIDENTS_EVER \
  "(SELECT id FROM incidents WHERE account = ?1 AND order_id = ?2" \
  " UNION SELECT incident FROM journal WHERE account = ?1 AND order_id = ?2 AND incident IS NOT NULL)"

CstOrder *cst_db_last_order          (CstDb         *db,
                                      gint64         account,
                                      const char    *id,
                                      gboolean      *is_removed,
                                      GError       **error);
GStrv     cst_db_incidents_ever      (CstDb         *db,
                                      gint64         account,
                                      const char    *order,
                                      GError       **error);
gboolean  cst_db_add_removed_orders  (CstDb         *db,
                                      gint64         account,
                                      const char    *customer,
                                      GStrvBuilder  *orders,
                                      GError       **error);
gboolean  cst_db_add_expired_removed (CstDb         *db,
                                      gint64         account,
                                      gint64         before,
                                      GStrvBuilder  *orders,
                                      GError       **error);

G_END_DECLS
