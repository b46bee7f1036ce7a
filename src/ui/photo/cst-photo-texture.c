/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-texture.h"

/**
 * cst_photo_texture_new:
 *
 * Returns: (transfer full): the worker's pixels as a texture, without a copy
 */
GdkTexture *
cst_photo_texture_new (CstPhotoImage *image)
{
  g_return_val_if_fail (image != NULL, NULL);

  return gdk_memory_texture_new (image->width, image->height, GDK_MEMORY_R8G8B8A8_PREMULTIPLIED,
                                 image->pixels, image->stride);
}

/**
 * cst_photo_texture_new_part:
 *
 * Returns: (transfer full): a part of the picture, which must lie inside it, without a copy
 */
GdkTexture *
cst_photo_texture_new_part (CstPhotoImage *image,
                            int            x,
                            int            y,
                            int            width,
                            int            height)
{
  g_autoptr(GBytes) part = NULL;
  gsize begin, size;

  g_return_val_if_fail (x >= 0 && y >= 0 && width > 0 && height > 0, NULL);
  g_return_val_if_fail (x + width <= image->width && y + height <= image->height, NULL);

  begin = (gsize) y * image->stride + (gsize) x * 4;
  size = (gsize) (height - 1) * image->stride + (gsize) width * 4;
  part = g_bytes_new_from_bytes (image->pixels, begin, size);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8A8_PREMULTIPLIED, part, image->stride);
}

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
