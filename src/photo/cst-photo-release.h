/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-photo-decoder.h"

G_BEGIN_DECLS

/**
 * CstPhotoRelease:
 *
 * What leaves as a copy of a stored file: its very bytes, or those of a copy that does not say where a photo was taken.
 * The stored file is only ever read.
 */
typedef struct _CstPhotoRelease CstPhotoRelease;

CstPhotoRelease *cst_photo_release_new          (CstPhotoDecoder  *decoder,
                                                 const char       *path,
                                                 gboolean          keeps_place,
                                                 GError          **error);
void             cst_photo_release_free         (CstPhotoRelease  *self);
gboolean         cst_photo_release_is_original  (CstPhotoRelease  *self);
char            *cst_photo_release_dup_name     (CstPhotoRelease  *self,
                                                 const char       *stem);
gboolean         cst_photo_release_write        (CstPhotoRelease  *self,
                                                 GFile            *target,
                                                 GError          **error);
gboolean         cst_photo_release_write_beside (CstPhotoRelease  *self,
                                                 const char       *stem,
                                                 GFile            *folder,
                                                 GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPhotoRelease, cst_photo_release_free)

G_END_DECLS
