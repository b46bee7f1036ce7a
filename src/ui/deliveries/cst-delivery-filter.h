/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_DELIVERY_FILTER (cst_delivery_filter_get_type ())

G_DECLARE_FINAL_TYPE (CstDeliveryFilter, cst_delivery_filter, CST, DELIVERY_FILTER, GtkPopover)

GtkWidget *cst_delivery_filter_new (CstContext * context,
                                    GSettings * settings);
void       cst_delivery_filter_apply     (CstDeliveryFilter *self,
                                          CstListQuery      *query);
guint      cst_delivery_filter_get_n_set (CstDeliveryFilter *self);
void       cst_delivery_filter_reset     (CstDeliveryFilter *self);
void       cst_delivery_filter_set_todo  (CstDeliveryFilter *self);

G_END_DECLS
