/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "cst-photo-decoder.h"
#include "cst-photo-hints.h"
#include "cst-photo-look.h"
#include "cst-photos.h"

G_BEGIN_DECLS

#define CST_TYPE_PHOTO_ITEM (cst_photo_item_get_type ())

G_DECLARE_FINAL_TYPE (CstPhotoItem, cst_photo_item, CST, PHOTO_ITEM, GObject)

CstPhotoItem  *cst_photo_item_new (const char          *id);
CstPhotoItem  *cst_photo_item_new_page       (CstPhotoItem        *whole,
                                              int                  page);
void           cst_photo_item_set            (CstPhotoItem        *self,
                                              const CstAttachment *attachment,
                                              CstPhotoFact         fact,
                                              const char          *path);
const char    *cst_photo_item_get_id         (CstPhotoItem        *self);
const char    *cst_photo_item_get_filename   (CstPhotoItem        *self);
const char    *cst_photo_item_get_media_type (CstPhotoItem        *self);
const char    *cst_photo_item_get_path       (CstPhotoItem        *self);
gint64         cst_photo_item_get_created_at (CstPhotoItem        *self);
CstPhotoFact   cst_photo_item_get_fact       (CstPhotoItem        *self);
const char    *cst_photo_item_get_icon_name  (CstPhotoItem        *self);
CstFileType    cst_photo_item_get_file_type  (CstPhotoItem        *self);
gboolean       cst_photo_item_is_page        (CstPhotoItem        *self);
gboolean       cst_photo_item_is_video       (CstPhotoItem        *self);
const CstPhotoFacts *
cst_photo_item_get_facts      (CstPhotoItem        *self);
void           cst_photo_item_set_facts      (CstPhotoItem        *self,
                                              const CstPhotoFacts *facts);
const char    *cst_photo_item_get_written_by (CstPhotoItem        *self);
void           cst_photo_item_set_written_by (CstPhotoItem        *self,
                                              const char          *name);
const char    *cst_photo_item_get_added_by   (CstPhotoItem        *self);
void           cst_photo_item_set_added_by   (CstPhotoItem        *self,
                                              const char          *name);
GPtrArray     *cst_photo_item_get_hints      (CstPhotoItem        *self);
void           cst_photo_item_set_hints      (CstPhotoItem        *self,
                                              GPtrArray           *hints);
const char    *cst_photo_item_get_thumb_path (CstPhotoItem        *self);
void           cst_photo_item_set_thumb_path (CstPhotoItem        *self,
                                              const char          *path);
CstPhotoLook   cst_photo_item_get_look       (CstPhotoItem        *self);
void           cst_photo_item_set_look       (CstPhotoItem        *self,
                                              CstPhotoLook         look);
void           cst_photo_item_restore_look   (CstPhotoItem        *self,
                                              CstPhotoLook         look);
gboolean       cst_photo_item_was_looked_at  (CstPhotoItem        *self);
void           cst_photo_item_set_looked_at  (CstPhotoItem        *self,
                                              gboolean             was_looked_at);
GdkTexture    *cst_photo_item_get_thumb      (CstPhotoItem        *self);
void           cst_photo_item_set_thumb      (CstPhotoItem        *self,
                                              GdkTexture          *thumb);
void           cst_photo_item_decode_async   (CstPhotoItem        *self,
                                              CstPhotoDecoder     *decoder,
                                              int                  max_width,
                                              int                  max_height,
                                              CstPhotoPriority     priority,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
CstPhotoImage *cst_photo_item_decode_finish  (CstPhotoDecoder     *decoder,
                                              GAsyncResult        *result,
                                              GError             **error);

G_END_DECLS
