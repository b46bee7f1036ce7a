/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CST_TYPE_TILE_LAYOUT (cst_tile_layout_get_type ())

G_DECLARE_FINAL_TYPE (CstTileLayout, cst_tile_layout, CST, TILE_LAYOUT, GtkLayoutManager)

int cst_tile_layout_columns (int n_tiles,
                             int width,
                             int height);

G_END_DECLS
