/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-surface.h"

#include <string.h>

/**
 * cst_photo_surface_new:
 *
 * Returns: (transfer full): a part of the picture, which must lie inside it, as cairo wants it:
 *   the few pixels that a large zoom shows, or all of them for paper
 */
cairo_surface_t *
cst_photo_surface_new (CstPhotoImage *image,
                       int            x,
                       int            y,
                       int            width,
                       int            height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  const guint8 *source = g_bytes_get_data (image->pixels, NULL);
  guint8 *target = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  g_return_val_if_fail (x >= 0 && y >= 0 && x + width <= image->width && y + height <= image->height, surface);

  cairo_surface_flush (surface);
  for (int row = 0; target != NULL && row < height; row++)
    {
      const guint8 *from = source + (gsize) (y + row) * image->stride + (gsize) x * 4;
      guint8 *to = target + (gsize) row * (gsize) stride;

      for (int column = 0; column < width; column++, from += 4, to += 4)
        {
          guint32 pixel = (guint32) from[3] << 24 | (guint32) from[0] << 16 | (guint32) from[1] << 8 | from[2];

          memcpy (to, &pixel, sizeof pixel);
        }
    }
  cairo_surface_mark_dirty (surface);

  return surface;
}
