/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-figures-report.h"

G_BEGIN_DECLS

typedef enum
{
  CST_FIGURES_CSV,
  CST_FIGURES_PDF,
} CstFiguresFormat;

void cst_figures_export (GtkWidget        *near,
                         CstFiguresReport *report,
                         CstFiguresFormat  format);

G_END_DECLS
