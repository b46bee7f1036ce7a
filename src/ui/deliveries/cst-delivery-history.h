/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-delivery-case.h"
#include "cst-history.h"

G_BEGIN_DECLS

#define CST_TYPE_DELIVERY_HISTORY (cst_delivery_history_get_type ())

G_DECLARE_FINAL_TYPE (CstDeliveryHistory, cst_delivery_history, CST, DELIVERY_HISTORY, GtkWidget)

GPtrArray *cst_delivery_history_list (const CstDeliveryCase * delivery_case,
                                      gint64                 now);
void       cst_delivery_history_set_case (CstDeliveryHistory    *self,
                                          const CstDeliveryCase *delivery_case,
                                          gint64                 now);

G_END_DECLS
