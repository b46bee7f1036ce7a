/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-piece-count.h"

G_BEGIN_DECLS

#define CST_TYPE_COUNT_ROW (cst_count_row_get_type ())

G_DECLARE_FINAL_TYPE (CstCountRow, cst_count_row, CST, COUNT_ROW, GtkWidget)

GtkWidget *cst_count_row_new (CstCountLine * line,
                              gboolean      is_inspection);
void       cst_count_row_update (CstCountRow  *self);

G_END_DECLS
