/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-delivery.h"

G_BEGIN_DECLS

gboolean cst_db_write_delivery (CstDb             *db,
                                gint64             account,
                                const CstDelivery *delivery,
                                CstDeliveryReason  reason,
                                GError           **error);
gboolean cst_db_index_delivery (CstDb             *db,
                                gint64             account,
                                const CstDelivery *delivery,
                                const char        *order_number,
                                GError           **error);

G_END_DECLS
