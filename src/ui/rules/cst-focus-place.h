/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void  cst_focus_place_name    (GtkWidget  *widget,
                               const char *name);
char *cst_focus_place_note    (GtkWidget  *card);
void  cst_focus_place_restore (GtkWidget  *card,
                               const char *name);

G_END_DECLS
