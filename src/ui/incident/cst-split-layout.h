/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CST_TYPE_SPLIT_LAYOUT (cst_split_layout_get_type ())

G_DECLARE_FINAL_TYPE (CstSplitLayout, cst_split_layout, CST, SPLIT_LAYOUT, GtkLayoutManager)

G_END_DECLS
