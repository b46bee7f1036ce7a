/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_DELIVERIES_PAGE (cst_deliveries_page_get_type ())

G_DECLARE_FINAL_TYPE (CstDeliveriesPage, cst_deliveries_page, CST, DELIVERIES_PAGE, GtkWidget)

GtkWidget          *cst_deliveries_page_new (CstContext * context);
void                cst_deliveries_page_set_search  (CstDeliveriesPage *self,
                                                     const char        *search);
void                cst_deliveries_page_set_compact (CstDeliveriesPage *self,
                                                     gboolean           is_compact);
void                cst_deliveries_page_focus       (CstDeliveriesPage *self);
void                cst_deliveries_page_show_todo   (CstDeliveriesPage *self);

G_END_DECLS
