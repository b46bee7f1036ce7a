/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cst_accessible_set_label       (GtkWidget   *widget,
                                     const char  *label);
void cst_accessible_set_row_label   (GtkWidget   *cell_child,
                                     const char  *sentence);

G_END_DECLS
