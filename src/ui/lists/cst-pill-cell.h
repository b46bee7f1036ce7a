/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-state-pill.h"

G_BEGIN_DECLS

#define CST_TYPE_PILL_CELL (cst_pill_cell_get_type ())

G_DECLARE_FINAL_TYPE (CstPillCell, cst_pill_cell, CST, PILL_CELL, GtkWidget)

GtkWidget    *cst_pill_cell_new (void);
CstStatePill *cst_pill_cell_get_pill (CstPillCell *self);
void          cst_pill_cell_set_note (CstPillCell *self,
                                      const char  *icon_name,
                                      const char  *note);

G_END_DECLS
