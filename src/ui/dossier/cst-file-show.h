/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cst_file_show_open      (GtkWidget  *near,
                              const char *path);
void cst_file_show_in_folder (GtkWidget  *near,
                              const char *path);

G_END_DECLS
