/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-photo-decoder.h"

G_BEGIN_DECLS

GBytes *cst_photo_marked_jpeg (CstPhotoImage    *image,
                               int               turns,
                               GPtrArray        *layers,
                               GError          **error);
void    cst_photo_marked_save (GtkWidget        *widget,
                               CstPhotoDecoder  *decoder,
                               const char       *path,
                               int               turns,
                               GPtrArray        *layers,
                               const char       *stem);

G_END_DECLS
