/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CST_TYPE_WRAP_LAYOUT (cst_wrap_layout_get_type ())

G_DECLARE_FINAL_TYPE (CstWrapLayout, cst_wrap_layout, CST, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *cst_wrap_layout_new (int spacing);

G_END_DECLS
