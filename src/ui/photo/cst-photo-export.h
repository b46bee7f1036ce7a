/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void  cst_photo_export_save     (GtkWidget          *widget,
                                 const char         *path,
                                 const char         *stem);
void  cst_photo_export_save_all (GtkWidget          *widget,
                                 const char *const  *paths,
                                 const char *const  *stems);
guint cst_photo_export_copy_all (const char *const  *paths,
                                 const char *const  *stems,
                                 GFile              *folder,
                                 GError            **error);
char *cst_photo_export_open     (GtkWidget          *widget,
                                 const char         *path,
                                 const char         *stem);
char *cst_photo_export_lend     (GtkWidget          *widget,
                                 const char         *path,
                                 const char         *stem);
void  cst_photo_export_forget   (const char         *copy);
void  cst_photo_export_say      (GtkWidget          *widget,
                                 const char         *text);

G_END_DECLS
