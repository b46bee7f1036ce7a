/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-print-surface.h"

#include <string.h>

/**
 * cst_print_surface_new:
 * @image: a decoded picture
 *
 * Our pixels are R, G, B, A; cairo's are a native-endian word with alpha on top.
 *
 * Returns: (transfer full): a surface with a copy of the pixels
 */
cairo_surface_t *
cst_print_surface_new (CstPhotoImage *image)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, image->width, image->height);
  const guint8 *from = g_bytes_get_data (image->pixels, NULL);
  guint8 *to = cairo_image_surface_get_data (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);

  if (to == NULL)
    return surface;

  for (int y = 0; y < image->height; y++)
    {
      const guint8 *pixel = from + (gsize) y * image->stride;
      guint8 *row = to + (gsize) y * stride;

      for (int x = 0; x < image->width; x++, pixel += 4)
        {
          guint32 word = (guint32) pixel[3] << 24 | (guint32) pixel[0] << 16 | (guint32) pixel[1] << 8 | pixel[2];

          memcpy (row + 4 * (gsize) x, &word, sizeof word);
        }
    }
  cairo_surface_mark_dirty (surface);

  return surface;
}
