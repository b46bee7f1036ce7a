/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_ORDER_TABS (cst_order_tabs_get_type ())

G_DECLARE_FINAL_TYPE (CstOrderTabs, cst_order_tabs, CST, ORDER_TABS, GtkWidget)

void cst_order_tabs_set_context (CstOrderTabs *self,
                                 CstContext   *context);
void       cst_order_tabs_set_reported (CstOrderTabs *self,
                                        const char   *title);

G_END_DECLS
