/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CST_TYPE_DELIVERY_LEGEND (cst_delivery_legend_get_type ())

G_DECLARE_FINAL_TYPE (CstDeliveryLegend, cst_delivery_legend, CST, DELIVERY_LEGEND, GtkWidget)

void cst_delivery_legend_set_compact (CstDeliveryLegend *self,
                                      gboolean           is_compact);

G_END_DECLS
