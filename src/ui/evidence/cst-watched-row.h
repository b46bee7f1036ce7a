/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-watched-folder.h"

G_BEGIN_DECLS

#define CST_TYPE_WATCHED_ROW (cst_watched_row_get_type ())

G_DECLARE_FINAL_TYPE (CstWatchedRow, cst_watched_row, CST, WATCHED_ROW, AdwActionRow)

void cst_watched_row_set_folder (CstWatchedRow    *self,
                                 CstWatchedFolder *folder);

G_END_DECLS
