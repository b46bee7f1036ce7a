/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CST_TYPE_SIDEBAR_ROW (cst_sidebar_row_get_type ())

G_DECLARE_FINAL_TYPE (CstSidebarRow, cst_sidebar_row, CST, SIDEBAR_ROW, GtkListBoxRow)

GtkWidget  *cst_sidebar_row_new (const char    *section,
                                 const char    *icon_name,
                                 const char    *label);
const char *cst_sidebar_row_get_section (CstSidebarRow *self);
const char *cst_sidebar_row_get_label   (CstSidebarRow *self);
void        cst_sidebar_row_set_badge   (CstSidebarRow *self,
                                         const char    *text,
                                         gboolean       is_urgent);

G_END_DECLS
