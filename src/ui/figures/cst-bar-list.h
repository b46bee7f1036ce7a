/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CST_TYPE_BAR_LIST (cst_bar_list_get_type ())

G_DECLARE_FINAL_TYPE (CstBarList, cst_bar_list, CST, BAR_LIST, GtkWidget)

void cst_bar_list_clear (CstBarList *self,
                         int         most);
void cst_bar_list_add   (CstBarList *self,
                         const char *label,
                         int         count,
                         const char *spoken,
                         GVariant   *target);

G_END_DECLS
