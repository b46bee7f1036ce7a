/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CstPhotoGlide:
 * @speed_x: in pixels a second
 * @speed_y: likewise
 * @at: the moment it has come to, in µs
 *
 * A photo that was let go while it moved, and slows down. A plain value; zero rests.
 */
typedef struct
{
  double speed_x;
  double speed_y;
  gint64 at;
} CstPhotoGlide;

gboolean cst_photo_glide_start (CstPhotoGlide *self,
                                double         speed_x,
                                double         speed_y,
                                gint64         now);
gboolean cst_photo_glide_step  (CstPhotoGlide *self,
                                gint64         now,
                                double        *dx,
                                double        *dy);
void     cst_photo_glide_stop  (CstPhotoGlide *self);

G_END_DECLS
