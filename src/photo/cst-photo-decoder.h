/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cst-photo-error.h"
#include "cst-photo-image.h"

G_BEGIN_DECLS

/**
 * CstPhotoPriority:
 * @CST_PHOTO_PRIORITY_VISIBLE: somebody is looking at its place right now
 * @CST_PHOTO_PRIORITY_NEXT: the neighbours of what is looked at
 * @CST_PHOTO_PRIORITY_BACKGROUND: filmstrips, checks
 */
typedef enum
{
  CST_PHOTO_PRIORITY_VISIBLE,
  CST_PHOTO_PRIORITY_NEXT,
  CST_PHOTO_PRIORITY_BACKGROUND,
} CstPhotoPriority;

/**
 * CstPhotoExport:
 * @strip_metadata: leave out where and when it was taken and with what; else the EXIF block goes
 *   along, with the orientation put right
 * @strip_position: leave out where it was taken, of what is not left out anyway
 * @max_side: the longer side in pixels at most, 0 for as it is
 * @quality: of a JPEG that is written anew, 1 to 100, 0 for ours
 * @max_bytes: of the file at most, 0 for any
 *
 * What a copy of a photo that leaves must be like.
 */
typedef struct
{
  gboolean strip_metadata;
  gboolean strip_position;
  int      max_side;
  int      quality;
  guint64  max_bytes;
} CstPhotoExport;

#define CST_TYPE_PHOTO_DECODER (cst_photo_decoder_get_type ())

G_DECLARE_FINAL_TYPE (CstPhotoDecoder, cst_photo_decoder, CST, PHOTO_DECODER, GObject)

CstPhotoDecoder *cst_photo_decoder_new (guint                 n_workers);
void             cst_photo_decoder_set_timeout        (CstPhotoDecoder      *self,
                                                       guint                 milliseconds);
GArray          *cst_photo_decoder_dup_worker_pids    (CstPhotoDecoder      *self);

void             cst_photo_decoder_probe_async        (CstPhotoDecoder      *self,
                                                       const char           *path,
                                                       CstPhotoPriority      priority,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
CstPhotoInfo    *cst_photo_decoder_probe_finish       (CstPhotoDecoder      *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
CstPhotoInfo    *cst_photo_decoder_probe_sync         (CstPhotoDecoder      *self,
                                                       const char           *path,
                                                       GCancellable         *cancellable,
                                                       GError              **error);

void             cst_photo_decoder_decode_async       (CstPhotoDecoder      *self,
                                                       const char           *path,
                                                       int                   max_width,
                                                       int                   max_height,
                                                       CstPhotoPriority      priority,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
CstPhotoImage   *cst_photo_decoder_decode_finish      (CstPhotoDecoder      *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
CstPhotoImage   *cst_photo_decoder_decode_sync        (CstPhotoDecoder      *self,
                                                       const char           *path,
                                                       int                   max_width,
                                                       int                   max_height,
                                                       GCancellable         *cancellable,
                                                       GError              **error);

void             cst_photo_decoder_render_page_async  (CstPhotoDecoder      *self,
                                                       const char           *path,
                                                       guint                 page,
                                                       int                   max_width,
                                                       int                   max_height,
                                                       CstPhotoPriority      priority,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
CstPhotoImage   *cst_photo_decoder_render_page_finish (CstPhotoDecoder      *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
CstPhotoImage   *cst_photo_decoder_render_page_sync   (CstPhotoDecoder      *self,
                                                       const char           *path,
                                                       guint                 page,
                                                       int                   max_width,
                                                       int                   max_height,
                                                       GCancellable         *cancellable,
                                                       GError              **error);

char            *cst_photo_decoder_page_text_sync     (CstPhotoDecoder      *self,
                                                       const char           *path,
                                                       guint                 page,
                                                       GCancellable         *cancellable,
                                                       GError              **error);

void             cst_photo_decoder_export_async       (CstPhotoDecoder      *self,
                                                       const char           *path,
                                                       const CstPhotoExport *options,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
GBytes          *cst_photo_decoder_export_finish      (CstPhotoDecoder      *self,
                                                       GAsyncResult         *result,
                                                       CstFileType          *type,
                                                       GError              **error);
GBytes          *cst_photo_decoder_export_sync        (CstPhotoDecoder      *self,
                                                       const char           *path,
                                                       const CstPhotoExport *options,
                                                       CstFileType          *type,
                                                       GCancellable         *cancellable,
                                                       GError              **error);

G_END_DECLS
