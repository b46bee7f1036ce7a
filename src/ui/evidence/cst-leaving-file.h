/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "cst-operation.h"
#include "cst-photo-decoder.h"
#include "cst-store.h"

G_BEGIN_DECLS

#define CST_TYPE_LEAVING_FILE (cst_leaving_file_get_type ())

G_DECLARE_FINAL_TYPE (CstLeavingFile, cst_leaving_file, CST, LEAVING_FILE, GObject)

CstLeavingFile  *cst_leaving_file_new (CstPhotoDecoder * decoder,
                                       const char           *path,
                                       const char           *name,
                                       gboolean              is_temporary);
const char      *cst_leaving_file_get_name      (CstLeavingFile       *self);
GdkTexture      *cst_leaving_file_get_thumb     (CstLeavingFile       *self);
gboolean         cst_leaving_file_is_busy       (CstLeavingFile       *self);
gboolean         cst_leaving_file_is_picture    (CstLeavingFile       *self);
gboolean         cst_leaving_file_is_rewritten  (CstLeavingFile       *self);
gboolean         cst_leaving_file_get_strips    (CstLeavingFile       *self);
const char      *cst_leaving_file_get_problem   (CstLeavingFile       *self);
guint64          cst_leaving_file_get_size      (CstLeavingFile       *self);
char            *cst_leaving_file_dup_summary   (CstLeavingFile       *self);
char            *cst_leaving_file_dup_claims    (CstLeavingFile       *self);
char            *cst_leaving_file_dup_contents  (CstLeavingFile       *self);
char            *cst_leaving_file_dup_result    (CstLeavingFile       *self);
void             cst_leaving_file_set_types     (CstLeavingFile       *self,
                                                 const char *const    *types);
void             cst_leaving_file_set_choice    (CstLeavingFile       *self,
                                                 gboolean              strips,
                                                 int                   max_side);
void             cst_leaving_file_take_async    (CstLeavingFile       *self,
                                                 CstStore             *store,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
CstOutgoingFile *cst_leaving_file_take_finish   (CstLeavingFile       *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

G_END_DECLS
