/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-photo-decoder.h"

G_BEGIN_DECLS

void  cst_photo_export_save     (GtkWidget          *widget,
                                 CstPhotoDecoder    *decoder,
                                 const char         *path,
                                 const char         *stem);
void  cst_photo_export_save_all (GtkWidget          *widget,
                                 CstPhotoDecoder    *decoder,
                                 const char *const  *paths,
                                 const char *const  *stems);
char *cst_photo_export_open     (GtkWidget          *widget,
                                 const char         *path,
                                 const char         *stem);
char *cst_photo_export_lend     (GtkWidget          *widget,
                                 CstPhotoDecoder    *decoder,
                                 const char         *path,
                                 const char         *stem,
                                 gboolean            tells_place);
void  cst_photo_export_forget   (const char         *copy);
void  cst_photo_export_say      (GtkWidget          *widget,
                                 const char         *text);

G_END_DECLS
