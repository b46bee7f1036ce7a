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
