/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void  cst_photo_export_save   (GtkWidget   *widget,
                               const char  *path,
                               const char  *stem);
char *cst_photo_export_open   (GtkWidget   *widget,
                               const char  *path,
                               const char  *stem);
void  cst_photo_export_forget (const char  *copy);

G_END_DECLS
