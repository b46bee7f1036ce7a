/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cst-photo-protocol.h"

G_BEGIN_DECLS

/* One running worker, as the decoder's threads see it. Not thread-safe: one thread at a time. */
typedef struct _CstPhotoProcess CstPhotoProcess;

CstPhotoProcess *cst_photo_process_new        (CstPhotoRole           role,
                                               GError               **error);
void             cst_photo_process_free       (CstPhotoProcess       *self);
gint64           cst_photo_process_get_pid    (CstPhotoProcess       *self);
CstPhotoRole     cst_photo_process_get_role   (CstPhotoProcess       *self);
gboolean         cst_photo_process_is_usable  (CstPhotoProcess       *self);
gboolean         cst_photo_process_has_fonts  (CstPhotoProcess       *self);
gboolean         cst_photo_process_call       (CstPhotoProcess       *self,
                                               const CstPhotoRequest *request,
                                               int                    file_fd,
                                               int                    memory_fd,
                                               guint                  timeout_ms,
                                               CstPhotoReply         *reply,
                                               GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPhotoProcess, cst_photo_process_free)

G_END_DECLS
