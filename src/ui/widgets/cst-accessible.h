/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cst_accessible_set_label       (GtkWidget   *widget,
                                     const char  *label);
void cst_accessible_set_row_label   (GtkWidget   *cell_child,
                                     const char  *sentence);
void cst_accessible_set_choice_label (GtkDropDown *choice,
                                      const char  *label);

G_END_DECLS
