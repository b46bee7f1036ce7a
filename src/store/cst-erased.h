/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-change-set.h"
#include "cst-db.h"

G_BEGIN_DECLS

/* R12: whose personal data are gone and stay gone. */

gboolean cst_db_mark_customer_erased (CstDb         *db,
                                      gint64         account,
                                      const char    *customer,
                                      gint64         now,
                                      GError       **error);
gboolean cst_db_mark_order_erased    (CstDb         *db,
                                      gint64         account,
                                      const char    *order,
                                      GError       **error);
gboolean cst_db_scrub_change_set     (CstDb         *db,
                                      gint64         account,
                                      const CstChangeSet  *changes,
                                      GError       **error);

G_END_DECLS
