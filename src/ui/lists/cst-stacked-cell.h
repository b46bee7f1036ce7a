/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-pill-cell.h"
#include "cst-text-cell.h"

G_BEGIN_DECLS

/* In a narrow window: a row's text above its state, so that both have the whole width. */

GtkWidget   *cst_stacked_cell_new      (void);
CstTextCell *cst_stacked_cell_get_text (GtkWidget *cell);
CstPillCell *cst_stacked_cell_get_pill (GtkWidget *cell);

G_END_DECLS
