/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-barcode.h"

#include <string.h>
#include <zint.h>

/* Hand scanners read bars down to a quarter of a millimetre; twice that is comfortable. */
#define MODULE_WIDTH 1.2
#define QUIET_MODULES 10

/**
 * cst_barcode_draw:
 * @text: what the scanner shall type
 * @x: where the quiet zone begins
 * @max_width: the bars become narrower to fit, never wider than comfortable
 * @drawn_width: (out) (optional): what it took, quiet zones included
 *
 * Draws @text as Code 128. Only ASCII: what scanners type of other letters depends on their setting.
 *
 * Returns: whether @text could be drawn; nothing is when it could not
 */
gboolean
cst_barcode_draw (cairo_t    *cr,
                  const char *text,
                  double      x,
                  double      y,
                  double      max_width,
                  double      height,
                  double     *drawn_width)
{
  struct zint_symbol *symbol = ZBarcode_Create ();
  gboolean drawable;

  symbol->symbology = BARCODE_CODE128;
  drawable = *text != '\0' && g_str_is_ascii (text) &&
             ZBarcode_Encode (symbol, (const unsigned char *) text, (int) strlen (text)) == 0;

  if (drawable)
    {
      int n_modules = symbol->width + 2 * QUIET_MODULES;
      double module = MIN (MODULE_WIDTH, max_width / n_modules);

      for (int i = 0; i < symbol->width; i++)
        {
          if ((symbol->encoded_data[0][i / 8] >> (i % 8)) & 1)
            cairo_rectangle (cr, x + (QUIET_MODULES + i) * module, y, module, height);
        }
      cairo_set_source_rgb (cr, 0, 0, 0);
      cairo_fill (cr);

      if (drawn_width != NULL)
        *drawn_width = n_modules * module;
    }

  ZBarcode_Delete (symbol);

  return drawable;
}
