/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-photo-canvas.h"
#include "cst-photo-geometry.h"
#include "cst-photo-glide.h"

G_BEGIN_DECLS

struct _CstPhotoCanvas
{
  GtkWidget         parent_instance;

  CstPhotoImage    *image;      /* (owned) (nullable) */
  GdkTexture       *tile;       /* (owned) (nullable): the part of @image drawn last */
  CstPhotoArea      tile_area;  /* in @image's pixels */
  CstPhotoGeometry  geometry;
  CstPhotoLook      look;       /* its turns are those of @geometry */
  char             *name;       /* (owned) (nullable): what a screen reader calls the photo */

  /* The hand */
  CstPhotoGlide     glide;      /* in device pixels */
  guint             glide_tick;
  double            pointer_x;  /* in device pixels */
  double            pointer_y;
  double            dragged_x;
  double            dragged_y;
  double            pinched_from;
};

double cst_photo_canvas_scale            (CstPhotoCanvas *self);
void   cst_photo_canvas_view_changed     (CstPhotoCanvas *self);
void   cst_photo_canvas_add_controllers  (CstPhotoCanvas *self);
void   cst_photo_canvas_stop_gliding     (CstPhotoCanvas *self);

G_END_DECLS
