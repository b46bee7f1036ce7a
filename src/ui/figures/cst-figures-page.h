/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_FIGURES_PAGE (cst_figures_page_get_type ())

G_DECLARE_FINAL_TYPE (CstFiguresPage, cst_figures_page, CST, FIGURES_PAGE, GtkWidget)

GtkWidget *cst_figures_page_new (CstContext * context);

G_END_DECLS
