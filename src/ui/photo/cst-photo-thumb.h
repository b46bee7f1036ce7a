/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-photo-decoder.h"
#include "cst-photo-item.h"

G_BEGIN_DECLS

#define CST_TYPE_PHOTO_THUMB (cst_photo_thumb_get_type ())

G_DECLARE_FINAL_TYPE (CstPhotoThumb, cst_photo_thumb, CST, PHOTO_THUMB, GtkWidget)

GtkWidget *cst_photo_thumb_new (CstPhotoDecoder * decoder);
void       cst_photo_thumb_set_item (CstPhotoThumb   *self,
                                     CstPhotoItem    *item);
void          cst_photo_thumb_set_is_page (CstPhotoThumb *self,
                                           gboolean       is_page);
CstPhotoItem *cst_photo_thumb_get_item (CstPhotoThumb   *self);

G_END_DECLS
