/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-list-view.h"

G_BEGIN_DECLS

extern const CstListColumn cst_delivery_columns[];
extern const guint         cst_n_delivery_columns;

char *cst_delivery_row_speak (CstRow     *row,
                              CstContext *context);

G_END_DECLS
