/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void       cst_build_clear   (GtkWidget  *box);
GtkWidget *cst_build_label   (const char *text,
                              const char *css_class);
GtkWidget *cst_build_icon    (const char *icon_name,
                              const char *css_class);
GtkWidget *cst_build_row     (const char *icon_name,
                              const char *text,
                              const char *detail,
                              const char *css_class);
GtkWidget *cst_build_pair    (const char *name,
                              const char *value);
GtkWidget *cst_build_letter  (const char     *text,
                              GtkTextBuffer **buffer);

G_END_DECLS
