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

  /* What is drawn over it */
  CstMarkSheet     *sheet;      /* (owned) (nullable): what can be drawn on */
  GPtrArray        *recorded;   /* (owned) of Recorded: marks that stand */
  CstMarkTool       tool;
  gboolean          is_marking;    /* the drag that runs is at the marks */
  gboolean          is_stretching;
  gboolean          is_drawing;
  double            rest_x;     /* of a drag, too little for a ten-thousandth */
  double            rest_y;

  /* The hand */
  CstPhotoGlide     glide;      /* in device pixels */
  guint             glide_tick;
  double            pointer_x;  /* in device pixels */
  double            pointer_y;
  double            dragged_x;
  double            dragged_y;
  double            pinched_from;
};

/* The marks of one finding on the shown photo. */
typedef struct
{
  GPtrArray *marks;   /* (owned) of CstMark */
  char      *caption; /* (owned) */
} Recorded;

double cst_photo_canvas_scale            (CstPhotoCanvas *self);
void   cst_photo_canvas_view_changed     (CstPhotoCanvas *self);
void   cst_photo_canvas_add_controllers  (CstPhotoCanvas *self);
void   cst_photo_canvas_stop_gliding     (CstPhotoCanvas *self);
void   cst_photo_canvas_draw_marks       (CstPhotoCanvas *self,
                                          GtkSnapshot    *snapshot);
gboolean cst_photo_canvas_marks_begin    (CstPhotoCanvas *self,
                                          double          x,
                                          double          y);
void   cst_photo_canvas_marks_drag       (CstPhotoCanvas *self,
                                          double          dx,
                                          double          dy);
void   cst_photo_canvas_marks_end        (CstPhotoCanvas *self);
gboolean cst_photo_canvas_marks_key      (CstPhotoCanvas *self,
                                          guint           key,
                                          GdkModifierType modifiers);
void   cst_photo_canvas_marks_init       (CstPhotoCanvas *self);
void   cst_photo_canvas_ask_text         (CstPhotoCanvas *self,
                                          int             x,
                                          int             y);

G_END_DECLS
