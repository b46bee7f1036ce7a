/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-list-view.h"

G_BEGIN_DECLS

GtkListItemFactory *cst_list_cell_factory_new (const CstListColumn  *column,
                                               CstContext           *context,
                                               char               *(*speak) (CstRow    *row,
                                                                            CstContext *context),
                                               GPtrArray            *cells);
void                cst_list_cell_refill      (GtkWidget            *cell);
GtkListItem        *cst_list_cell_get_item    (GtkWidget            *cell);

G_END_DECLS
