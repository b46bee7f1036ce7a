/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_ORDER_PAGE (cst_order_page_get_type ())

G_DECLARE_FINAL_TYPE (CstOrderPage, cst_order_page, CST, ORDER_PAGE, GtkWidget)

GtkWidget  *cst_order_page_new (CstContext * context);
void        cst_order_page_show        (CstOrderPage *self,
                                        gint64        account,
                                        const char   *order);
void        cst_order_page_focus       (CstOrderPage *self);
const char *cst_order_page_get_title   (CstOrderPage *self);

G_END_DECLS
