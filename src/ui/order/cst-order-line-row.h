/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-order.h"

G_BEGIN_DECLS

#define CST_TYPE_ORDER_LINE_ROW (cst_order_line_row_get_type ())

G_DECLARE_FINAL_TYPE (CstOrderLineRow, cst_order_line_row, CST, ORDER_LINE_ROW, GtkListBoxRow)

GtkWidget *cst_order_line_row_new (const CstOrder * order,
                                   const CstOrderLine * line);
void       cst_order_line_row_set_picture (CstOrderLineRow    *self,
                                           GdkPaintable       *picture);

G_END_DECLS
