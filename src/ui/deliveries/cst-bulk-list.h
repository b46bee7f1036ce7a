/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-bulk.h"

G_BEGIN_DECLS

#define CST_TYPE_BULK_LIST (cst_bulk_list_get_type ())

G_DECLARE_FINAL_TYPE (CstBulkList, cst_bulk_list, CST, BULK_LIST, GtkWidget)

void cst_bulk_list_set_bulk (CstBulkList   *self,
                             const CstBulk *bulk,
                             gint64         now);

G_END_DECLS
