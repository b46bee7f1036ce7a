/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-delivery.h"
#include "cst-operation.h"

G_BEGIN_DECLS

gboolean cst_db_refresh_deliveries (CstDb           *db,
                                    gint64           account,
                                    const char      *order_id,
                                    const CstOrder  *order,
                                    GPtrArray       *operations,
                                    GError         **error);

G_END_DECLS
