/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-glide.h"

#include <math.h>

/* Of the speed, this part is lost in each second, as a natural logarithm. */
#define FRICTION 5.0

/* In pixels a second. Slower, a hand only put the photo down. */
#define SLOWEST_START 150.0
#define SLOWEST 12.0
#define FASTEST 6000.0

/* A frame that came late must not throw the photo across the view. */
#define LONGEST_STEP (G_USEC_PER_SEC / 10)

/**
 * cst_photo_glide_start:
 *
 * Returns: whether it glides at all
 */
gboolean
cst_photo_glide_start (CstPhotoGlide *self,
                       double         speed_x,
                       double         speed_y,
                       gint64         now)
{
  if (hypot (speed_x, speed_y) < SLOWEST_START)
    {
      cst_photo_glide_stop (self);
      return FALSE;
    }

  self->speed_x = CLAMP (speed_x, -FASTEST, FASTEST);
  self->speed_y = CLAMP (speed_y, -FASTEST, FASTEST);
  self->at = now;

  return TRUE;
}

/**
 * cst_photo_glide_step:
 * @dx: (out): how far it has come since the last step, in pixels
 * @dy: (out): likewise
 *
 * Returns: whether it still moves
 */
gboolean
cst_photo_glide_step (CstPhotoGlide *self,
                      gint64         now,
                      double        *dx,
                      double        *dy)
{
  double seconds = (double) CLAMP (now - self->at, 0, LONGEST_STEP) / G_USEC_PER_SEC;
  double kept = exp (-FRICTION * seconds);

  /* The way of a speed that falls exponentially: exact for any length of a frame. */
  *dx = self->speed_x * (1 - kept) / FRICTION;
  *dy = self->speed_y * (1 - kept) / FRICTION;
  self->speed_x *= kept;
  self->speed_y *= kept;
  self->at = now;

  if (hypot (self->speed_x, self->speed_y) >= SLOWEST)
    return TRUE;

  cst_photo_glide_stop (self);

  return FALSE;
}

void
cst_photo_glide_stop (CstPhotoGlide *self)
{
  *self = (CstPhotoGlide) { 0 };
}
