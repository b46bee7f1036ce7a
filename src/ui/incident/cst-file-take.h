/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-operation.h"
#include "cst-store.h"

G_BEGIN_DECLS

void             cst_file_take_async  (CstStore             *store,
                                       const char           *path,
                                       const char           *filename,
                                       gint64                max_size,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
CstOutgoingFile *cst_file_take_finish (CstStore             *store,
                                       GAsyncResult         *result,
                                       GError              **error);
void             cst_outgoing_file_free (CstOutgoingFile    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstOutgoingFile, cst_outgoing_file_free)

G_END_DECLS
