/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-leaving-file.h"

G_BEGIN_DECLS

#define CST_TYPE_LEAVE_ROW (cst_leave_row_get_type ())

G_DECLARE_FINAL_TYPE (CstLeaveRow, cst_leave_row, CST, LEAVE_ROW, GtkListBoxRow)

GtkWidget      *cst_leave_row_new (CstLeavingFile * file,
                                   guint64         max_bytes);
CstLeavingFile *cst_leave_row_get_file (CstLeaveRow    *self);

G_END_DECLS
