/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "cst-photo-image.h"

G_BEGIN_DECLS

/**
 * CstLabelPaper:
 * @CST_LABEL_PAPER_A4: a label is placed at true scale in the upper left of an A4 sheet
 * @CST_LABEL_PAPER_10X15: a thermal printer's label of 10 by 15 cm
 */
typedef enum
{
  CST_LABEL_PAPER_A4,
  CST_LABEL_PAPER_10X15,
} CstLabelPaper;

/* One page of a label and its true size, in points. */
typedef struct
{
  CstPhotoImage *image;
  double         width;
  double         height;
} CstLabelPage;

void     cst_label_paper_size (CstLabelPaper        paper,
                               double              *width,
                               double              *height);
gboolean cst_label_fits       (const CstLabelPage  *page,
                               CstLabelPaper        paper,
                               gboolean            *is_turned);
void     cst_label_draw       (const CstLabelPage  *page,
                               CstLabelPaper        paper,
                               cairo_t             *cr);

G_END_DECLS
