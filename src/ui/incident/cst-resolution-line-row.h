/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-resolution-draft.h"

G_BEGIN_DECLS

#define CST_TYPE_RESOLUTION_LINE_ROW (cst_resolution_line_row_get_type ())

G_DECLARE_FINAL_TYPE (CstResolutionLineRow, cst_resolution_line_row, CST, RESOLUTION_LINE_ROW, GtkWidget)

GtkWidget *cst_resolution_line_row_new (CstResolutionDraft * draft,
                                        guint               index);
void       cst_resolution_line_row_set_found (CstResolutionLineRow  *self,
                                              const CstLineFindings *found,
                                              gint64                 now);

G_END_DECLS
