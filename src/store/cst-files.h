/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-operation.h"
#include "cst-store.h"

G_BEGIN_DECLS

#define CST_FILES_LIMIT (G_GINT64_CONSTANT (64) * 1024 * 1024)

gboolean  cst_files_take  (CstStore               *store,
                           const char             *source_path,
                           const char             *filename,
                           const char             *media_type,
                           CstOutgoingFile        *out,
                           GError                **error);
char     *cst_files_path  (CstStore               *store,
                           const CstOutgoingFile  *file);
GBytes   *cst_files_read  (CstStore               *store,
                           const CstOutgoingFile  *file,
                           GError                **error);
void      cst_files_drop  (CstStore               *store,
                           const CstOutgoingFile  *file);
int       cst_files_sweep (CstStore               *store,
                           gint64                  now,
                           GError                **error);

G_END_DECLS
