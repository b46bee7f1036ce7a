/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_DELIVERY_WINDOW (cst_delivery_window_get_type ())

G_DECLARE_FINAL_TYPE (CstDeliveryWindow, cst_delivery_window, CST, DELIVERY_WINDOW, AdwWindow)

void        cst_delivery_window_open         (GtkApplication     *application,
                                              CstContext         *context,
                                              gint64              account,
                                              const char         *delivery,
                                              const CstListQuery *through);
void        cst_delivery_window_show         (CstDeliveryWindow  *self,
                                              gint64              account,
                                              const char         *delivery);
gint64      cst_delivery_window_get_account  (CstDeliveryWindow  *self);
const char *cst_delivery_window_get_delivery (CstDeliveryWindow  *self);

G_END_DECLS
