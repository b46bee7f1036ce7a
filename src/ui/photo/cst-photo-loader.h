/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-photo-decoder.h"
#include "cst-photo-item.h"

G_BEGIN_DECLS

#define CST_TYPE_PHOTO_LOADER (cst_photo_loader_get_type ())

G_DECLARE_FINAL_TYPE (CstPhotoLoader, cst_photo_loader, CST, PHOTO_LOADER, GObject)

CstPhotoLoader *cst_photo_loader_new (CstPhotoDecoder * decoder);
CstPhotoImage  *cst_photo_loader_get         (CstPhotoLoader   *self,
                                              CstPhotoItem     *item,
                                              int               width);
void            cst_photo_loader_want        (CstPhotoLoader   *self,
                                              CstPhotoItem     *item,
                                              int               max_width,
                                              int               max_height,
                                              CstPhotoPriority  priority);
void            cst_photo_loader_keep_only   (CstPhotoLoader   *self,
                                              GPtrArray        *items);
gsize           cst_photo_loader_get_size    (CstPhotoLoader   *self);

G_END_DECLS
