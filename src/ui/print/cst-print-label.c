/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-print-label.h"

#include <math.h>

#include "cst-photo-surface.h"

#define POINTS_PER_MM (72.0 / 25.4)

/* A page that is a hair larger than the paper by its rounding still fits. */
#define TOLERANCE (1.5 * POINTS_PER_MM)

/**
 * cst_label_paper_size:
 * @width: (out): in points
 * @height: (out): in points
 */
void
cst_label_paper_size (CstLabelPaper  paper,
                      double        *width,
                      double        *height)
{
  *width = (paper == CST_LABEL_PAPER_A4 ? 210 : 100) * POINTS_PER_MM;
  *height = (paper == CST_LABEL_PAPER_A4 ? 297 : 150) * POINTS_PER_MM;
}

/**
 * cst_label_fits:
 * @is_turned: (out) (optional): whether it fits only when turned by a quarter
 *
 * A label is never scaled, since its barcode would no longer be read (R10).
 *
 * Returns: whether the page fits on the paper at its true size
 */
gboolean
cst_label_fits (const CstLabelPage *page,
                CstLabelPaper       paper,
                gboolean           *is_turned)
{
  double width;
  double height;
  gboolean upright;
  gboolean turned;

  cst_label_paper_size (paper, &width, &height);
  upright = page->width <= width + TOLERANCE && page->height <= height + TOLERANCE;
  turned = page->height <= width + TOLERANCE && page->width <= height + TOLERANCE;

  if (is_turned != NULL)
    *is_turned = !upright && turned;

  return upright || turned;
}

/**
 * cst_label_draw:
 * @page: a page that fits
 * @cr: whose unit is the point and whose origin is the paper's corner
 *
 * Draws the page at its true size, turned when it only fits so.
 */
void
cst_label_draw (const CstLabelPage *page,
                CstLabelPaper       paper,
                cairo_t            *cr)
{
  cairo_surface_t *surface = cst_photo_surface_new (page->image, 0, 0, page->image->width, page->image->height);
  gboolean is_turned = FALSE;

  cst_label_fits (page, paper, &is_turned);

  cairo_save (cr);
  if (is_turned)
    {
      cairo_translate (cr, page->height, 0);
      cairo_rotate (cr, G_PI / 2);
    }
  cairo_scale (cr, page->width / page->image->width, page->height / page->image->height);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BEST);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}
