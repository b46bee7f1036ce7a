/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-order.h"

G_BEGIN_DECLS

GtkWidget *cst_shipment_row_new (const CstShipment *shipment,
                                 gint64             now);

G_END_DECLS
