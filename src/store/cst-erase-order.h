/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"

G_BEGIN_DECLS

gboolean cst_db_erase_order     (CstDb          *db,
                                 gint64          account,
                                 const char     *order,
                                 const char     *dir,
                                 gint64          now,
                                 GStrvBuilder   *paths,
                                 GError        **error);
void     cst_erase_cached_files (const char     *dir,
                                 gint64          account,
                                 const char     *attachment,
                                 GStrvBuilder   *paths);
GStrv    cst_db_customer_orders (CstDb          *db,
                                 gint64          account,
                                 const char     *customer,
                                 GError        **error);

G_END_DECLS
