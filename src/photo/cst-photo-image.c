/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-image.h"

G_DEFINE_BOXED_TYPE (CstPhotoInfo, cst_photo_info, cst_photo_info_ref, cst_photo_info_unref)
G_DEFINE_BOXED_TYPE (CstPhotoImage, cst_photo_image, cst_photo_image_ref, cst_photo_image_unref)

static void
photo_info_clear (gpointer data)
{
  CstPhotoInfo *self = data;

  g_free (self->camera);
  g_free (self->taken_at);
}

/* For the decoder, which fills it in before anyone else sees it. */
CstPhotoInfo *
cst_photo_info_new (void)
{
  CstPhotoInfo *self = g_atomic_rc_box_new0 (CstPhotoInfo);

  self->orientation = 1;
  self->n_pages = 1;
  self->n_frames = 1;

  return self;
}

CstPhotoInfo *
cst_photo_info_ref (CstPhotoInfo *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
cst_photo_info_unref (CstPhotoInfo *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, photo_info_clear);
}

static void
photo_image_clear (gpointer data)
{
  CstPhotoImage *self = data;

  g_bytes_unref (self->pixels);
}

/**
 * cst_photo_image_new:
 * @pixels: holds @height rows of @stride bytes
 *
 * Returns: (transfer full): an unscaled, unrotated picture
 */
CstPhotoImage *
cst_photo_image_new (GBytes *pixels,
                     int     width,
                     int     height,
                     gsize   stride)
{
  CstPhotoImage *self;

  g_return_val_if_fail (pixels != NULL, NULL);
  g_return_val_if_fail (width > 0 && height > 0, NULL);
  g_return_val_if_fail (stride >= (gsize)width * 4, NULL);
  g_return_val_if_fail (g_bytes_get_size (pixels) >= stride * (gsize)height, NULL);

  self = g_atomic_rc_box_new0 (CstPhotoImage);
  self->pixels = g_bytes_ref (pixels);
  self->width = width;
  self->height = height;
  self->stride = stride;
  self->source_width = width;
  self->source_height = height;
  self->orientation = 1;

  return self;
}

CstPhotoImage *
cst_photo_image_ref (CstPhotoImage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
cst_photo_image_unref (CstPhotoImage *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, photo_image_clear);
}
