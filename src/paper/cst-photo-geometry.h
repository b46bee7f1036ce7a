/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CST_PHOTO_ZOOM_MAX 16.0

/**
 * CstPhotoGeometry:
 * @photo_width: of the photo as it was taken, its EXIF orientation applied, in photo pixels
 * @photo_height: likewise
 * @turns: quarter turns clockwise, 0 to 3, for looking only
 * @view_width: of the room it is shown in, in device pixels
 * @view_height: likewise
 * @zoom: device pixels per photo pixel; 0 while the whole photo is fitted into the view
 * @center_x: the point of the turned photo in the middle of the view, in photo pixels
 * @center_y: likewise
 *
 * Where a photo lies in its view. A plain value without widgets; start with
 * cst_photo_geometry_init().
 */
typedef struct
{
  int    photo_width;
  int    photo_height;
  int    turns;
  double view_width;
  double view_height;
  double zoom;
  double center_x;
  double center_y;
} CstPhotoGeometry;

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} CstPhotoArea;

/**
 * CstPhotoFrame:
 * @magnification: 1 while the whole photo is fitted, 2 when half of it is seen
 * @x: of the turned photo, the part of its width that lies left of the middle of the view
 * @y: likewise its height
 *
 * What of a photo is looked at, whatever its size and that of the view.
 */
typedef struct
{
  double magnification;
  double x;
  double y;
} CstPhotoFrame;

void          cst_photo_geometry_init        (CstPhotoGeometry       *self,
                                              int                     photo_width,
                                              int                     photo_height);
void          cst_photo_geometry_set_view    (CstPhotoGeometry       *self,
                                              double                  width,
                                              double                  height);
void          cst_photo_geometry_turned_size (const CstPhotoGeometry *self,
                                              int                    *width,
                                              int                    *height);
double        cst_photo_geometry_fit_zoom    (const CstPhotoGeometry *self);
double        cst_photo_geometry_get_zoom    (const CstPhotoGeometry *self);
gboolean      cst_photo_geometry_is_fit      (const CstPhotoGeometry *self);
void          cst_photo_geometry_fit         (CstPhotoGeometry       *self);
void          cst_photo_geometry_zoom_to     (CstPhotoGeometry       *self,
                                              double                  zoom,
                                              double                  view_x,
                                              double                  view_y);
void          cst_photo_geometry_step        (CstPhotoGeometry       *self,
                                              int                     direction,
                                              double                  view_x,
                                              double                  view_y);
gboolean      cst_photo_geometry_pan         (CstPhotoGeometry       *self,
                                              double                  dx,
                                              double                  dy);
void          cst_photo_geometry_turn        (CstPhotoGeometry       *self,
                                              int                     quarter_turns);
CstPhotoArea  cst_photo_geometry_area        (const CstPhotoGeometry *self);
CstPhotoArea  cst_photo_geometry_visible     (const CstPhotoGeometry *self);
void          cst_photo_geometry_to_view     (const CstPhotoGeometry *self,
                                              double                 *x,
                                              double                 *y);
void          cst_photo_geometry_from_view   (const CstPhotoGeometry *self,
                                              double                 *x,
                                              double                 *y);
CstPhotoFrame cst_photo_geometry_get_frame   (const CstPhotoGeometry *self);
void          cst_photo_geometry_set_frame   (CstPhotoGeometry       *self,
                                              CstPhotoFrame           frame);

G_END_DECLS
