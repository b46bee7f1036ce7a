/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "cst-cache.h"

G_BEGIN_DECLS

#define CST_TYPE_PHOTO_ITEM (cst_photo_item_get_type ())

G_DECLARE_FINAL_TYPE (CstPhotoItem, cst_photo_item, CST, PHOTO_ITEM, GObject)

CstPhotoItem *cst_photo_item_new (const char          *id);
void          cst_photo_item_set            (CstPhotoItem        *self,
                                             const CstAttachment *attachment,
                                             CstPhotoFact         fact,
                                             const char          *path);
const char   *cst_photo_item_get_id         (CstPhotoItem        *self);
const char   *cst_photo_item_get_filename   (CstPhotoItem        *self);
const char   *cst_photo_item_get_path       (CstPhotoItem        *self);
gint64        cst_photo_item_get_created_at (CstPhotoItem        *self);
CstPhotoFact  cst_photo_item_get_fact       (CstPhotoItem        *self);
const char   *cst_photo_item_get_icon_name  (CstPhotoItem        *self);

G_END_DECLS
