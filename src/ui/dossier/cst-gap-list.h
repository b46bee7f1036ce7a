/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_GAP_LIST (cst_gap_list_get_type ())

G_DECLARE_FINAL_TYPE (CstGapList, cst_gap_list, CST, GAP_LIST, GtkWidget)

void cst_gap_list_load (CstGapList *self,
                        CstContext *context,
                        gint64      account,
                        const char *incident);

G_END_DECLS
