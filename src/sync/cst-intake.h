/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-photo-decoder.h"
#include "cst-photos.h"

G_BEGIN_DECLS

/* The longer side of stored small pictures, and below which size a file is its own small picture. */
#define CST_THUMBNAIL_SIDE 256
#define CST_THUMBNAIL_WORTHWHILE (48 * 1024)

CstPhotoFacts *cst_intake_examine       (CstPhotoDecoder      *decoder,
                                         const char           *path,
                                         const char           *thumbnail_path,
                                         const CstAttachment  *said,
                                         gint64                now,
                                         GCancellable         *cancellable,
                                         GError              **error);
gboolean       cst_intake_is_unreadable (const CstPhotoFacts  *facts);
char          *cst_intake_digest        (const char           *path,
                                         gint64               *size,
                                         GCancellable         *cancellable,
                                         GError              **error);

G_END_DECLS
