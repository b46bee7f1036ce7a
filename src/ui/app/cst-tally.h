/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-delivery.h"
#include "cst-overlay.h"
#include "cst-store.h"

G_BEGIN_DECLS

#define CST_TYPE_TALLY (cst_tally_get_type ())

G_DECLARE_FINAL_TYPE (CstTally, cst_tally, CST, TALLY, GObject)

CstTally *cst_tally_new (CstStore * store);
gboolean  cst_tally_is_known           (CstTally    *self);
guint64   cst_tally_get_orders         (CstTally    *self,
                                        CstOrderTab  tab);
guint     cst_tally_get_todo           (CstTally    *self);
guint     cst_tally_get_open_incidents (CstTally    *self);
guint64   cst_tally_get_deliveries     (CstTally       *self,
                                        CstDeliveryTab  tab);
guint     cst_tally_get_delivery_todo  (CstTally    *self);
guint     cst_tally_get_outbox         (CstTally    *self);
guint     cst_tally_get_failed         (CstTally    *self);
guint     cst_tally_get_unsent         (CstTally    *self);

G_END_DECLS
