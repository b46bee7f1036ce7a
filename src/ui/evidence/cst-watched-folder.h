/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_WATCHED_FOLDER (cst_watched_folder_get_type ())

G_DECLARE_FINAL_TYPE (CstWatchedFolder, cst_watched_folder, CST, WATCHED_FOLDER, GObject)

CstWatchedFolder  *cst_watched_folder_get (CstContext * context);
const char        *cst_watched_folder_get_path  (CstWatchedFolder *self);
char              *cst_watched_folder_dup_name  (CstWatchedFolder *self);
const char *const *cst_watched_folder_get_files (CstWatchedFolder *self);
void               cst_watched_folder_choose    (CstWatchedFolder *self,
                                                 const char       *path);
void               cst_watched_folder_dismiss   (CstWatchedFolder *self);

G_END_DECLS
