/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-geometry.h"

#include <math.h>

/* Whole pixels from 1:1 upwards, so that every photo pixel is as large as its neighbour. */
static const double levels[] = {
  1.0 / 16, 1.0 / 8, 1.0 / 6, 1.0 / 4, 1.0 / 3, 1.0 / 2, 2.0 / 3, 1, 2, 3, 4, 6, 8, 12, CST_PHOTO_ZOOM_MAX
};

#define SAME_ZOOM 1.001

/* A small photo fills more of the view, but not so much that one takes its blur for a finding. */
#define FIT_MAX 2.0

static double
clamp_axis (double center,
            double photo,
            double view,
            double zoom)
{
  double half = view / zoom / 2;

  return photo <= 2 * half ? photo / 2 : CLAMP (center, half, photo - half);
}

static void
keep_in_view (CstPhotoGeometry *self)
{
  double zoom = cst_photo_geometry_get_zoom (self);
  int width, height;

  cst_photo_geometry_turned_size (self, &width, &height);
  self->center_x = clamp_axis (self->center_x, width, self->view_width, zoom);
  self->center_y = clamp_axis (self->center_y, height, self->view_height, zoom);
}

/**
 * cst_photo_geometry_init:
 *
 * The photo starts unturned and fitted into a view of which nothing is known yet.
 */
void
cst_photo_geometry_init (CstPhotoGeometry *self,
                         int               photo_width,
                         int               photo_height)
{
  g_return_if_fail (photo_width > 0 && photo_height > 0);

  *self = (CstPhotoGeometry) {
    .photo_width = photo_width,
    .photo_height = photo_height,
    .center_x = photo_width / 2.0,
    .center_y = photo_height / 2.0,
  };
}

void
cst_photo_geometry_set_view (CstPhotoGeometry *self,
                             double            width,
                             double            height)
{
  self->view_width = MAX (width, 0);
  self->view_height = MAX (height, 0);
  keep_in_view (self);
}

void
cst_photo_geometry_turned_size (const CstPhotoGeometry *self,
                                int                    *width,
                                int                    *height)
{
  gboolean lies = self->turns % 2 == 1;

  *width = lies ? self->photo_height : self->photo_width;
  *height = lies ? self->photo_width : self->photo_height;
}

/**
 * cst_photo_geometry_fit_zoom:
 *
 * Returns: the zoom that shows the whole photo, a small one enlarged up to twice
 */
double
cst_photo_geometry_fit_zoom (const CstPhotoGeometry *self)
{
  int width, height;
  double zoom;

  cst_photo_geometry_turned_size (self, &width, &height);
  zoom = MIN (self->view_width / width, self->view_height / height);

  return zoom > 0 ? MIN (zoom, FIT_MAX) : 1;
}

double
cst_photo_geometry_get_zoom (const CstPhotoGeometry *self)
{
  return self->zoom > 0 ? self->zoom : cst_photo_geometry_fit_zoom (self);
}

gboolean
cst_photo_geometry_is_fit (const CstPhotoGeometry *self)
{
  return self->zoom <= 0;
}

void
cst_photo_geometry_fit (CstPhotoGeometry *self)
{
  self->zoom = 0;
  keep_in_view (self);
}

/**
 * cst_photo_geometry_zoom_to:
 * @zoom: device pixels per photo pixel; smaller than what fits means to fit
 * @view_x: the point of the view, in device pixels, under which the photo stays where it is
 * @view_y: likewise
 */
void
cst_photo_geometry_zoom_to (CstPhotoGeometry *self,
                            double            zoom,
                            double            view_x,
                            double            view_y)
{
  double before = cst_photo_geometry_get_zoom (self);
  double dx = view_x - self->view_width / 2;
  double dy = view_y - self->view_height / 2;

  zoom = MIN (zoom, CST_PHOTO_ZOOM_MAX);
  if (zoom < cst_photo_geometry_fit_zoom (self) * SAME_ZOOM && zoom < 1)
    {
      cst_photo_geometry_fit (self);
      return;
    }

  self->center_x += dx / before - dx / zoom;
  self->center_y += dy / before - dy / zoom;
  self->zoom = zoom;
  keep_in_view (self);
}

/**
 * cst_photo_geometry_step:
 * @direction: positive to look closer, negative to step back
 *
 * Moves to the next of the zoom levels; stepping back ends at the fitted photo.
 */
void
cst_photo_geometry_step (CstPhotoGeometry *self,
                         int               direction,
                         double            view_x,
                         double            view_y)
{
  double zoom = cst_photo_geometry_get_zoom (self);

  if (direction > 0)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (levels); i++)
        {
          if (levels[i] > zoom * SAME_ZOOM)
            {
              cst_photo_geometry_zoom_to (self, levels[i], view_x, view_y);
              return;
            }
        }
      return;
    }

  for (gsize i = G_N_ELEMENTS (levels); i > 0; i--)
    {
      if (levels[i - 1] * SAME_ZOOM < zoom && levels[i - 1] > cst_photo_geometry_fit_zoom (self))
        {
          cst_photo_geometry_zoom_to (self, levels[i - 1], view_x, view_y);
          return;
        }
    }

  cst_photo_geometry_fit (self);
}

/**
 * cst_photo_geometry_pan:
 * @dx: how far the photo moves to the right, in device pixels
 * @dy: how far it moves down
 *
 * Returns: whether it moved, which it does not beyond its edges
 */
gboolean
cst_photo_geometry_pan (CstPhotoGeometry *self,
                        double            dx,
                        double            dy)
{
  double zoom = cst_photo_geometry_get_zoom (self);
  double x = self->center_x;
  double y = self->center_y;

  self->center_x -= dx / zoom;
  self->center_y -= dy / zoom;
  keep_in_view (self);

  return self->center_x != x || self->center_y != y;
}

/**
 * cst_photo_geometry_turn:
 * @quarter_turns: clockwise; negative the other way
 *
 * The point in the middle of the view stays there.
 */
void
cst_photo_geometry_turn (CstPhotoGeometry *self,
                         int               quarter_turns)
{
  int turns = ((quarter_turns % 4) + 4) % 4;

  for (int i = 0; i < turns; i++)
    {
      double x = self->center_x;
      int width, height;

      cst_photo_geometry_turned_size (self, &width, &height);
      self->center_x = height - self->center_y;
      self->center_y = x;
      self->turns = (self->turns + 1) % 4;
    }

  keep_in_view (self);
}

/**
 * cst_photo_geometry_area:
 *
 * Returns: where the whole turned photo lies in the view, in device pixels; it may reach beyond it
 */
CstPhotoArea
cst_photo_geometry_area (const CstPhotoGeometry *self)
{
  double zoom = cst_photo_geometry_get_zoom (self);
  int width, height;

  cst_photo_geometry_turned_size (self, &width, &height);

  /* On whole device pixels, else 1:1 would be blurred by half a pixel. */
  return (CstPhotoArea) {
           .x = round (self->view_width / 2 - self->center_x * zoom),
           .y = round (self->view_height / 2 - self->center_y * zoom),
           .width = width * zoom,
           .height = height * zoom,
  };
}

/**
 * cst_photo_geometry_visible:
 *
 * Returns: the part of the unturned photo that the view shows, in whole photo pixels
 */
CstPhotoArea
cst_photo_geometry_visible (const CstPhotoGeometry *self)
{
  CstPhotoArea area = cst_photo_geometry_area (self);
  double zoom = cst_photo_geometry_get_zoom (self);
  double left = MAX (0, -area.x / zoom);
  double top = MAX (0, -area.y / zoom);
  int width, height;
  double right, bottom;

  cst_photo_geometry_turned_size (self, &width, &height);
  right = MIN (width, (self->view_width - area.x) / zoom);
  bottom = MIN (height, (self->view_height - area.y) / zoom);

  /* Turn the rectangle back, a quarter at a time. */
  for (int i = 0; i < self->turns; i++)
    {
      double old_left = left;
      double old_right = right;
      int old_width = width;

      left = top;
      right = bottom;
      top = old_width - old_right;
      bottom = old_width - old_left;
      width = height;
      height = old_width;
    }

  left = floor (left);
  top = floor (top);

  return (CstPhotoArea) {
           .x = left,
           .y = top,
           .width = MAX (ceil (right) - left, 0),
           .height = MAX (ceil (bottom) - top, 0),
  };
}

/**
 * cst_photo_geometry_to_view:
 * @x: (inout): of the unturned photo, in photo pixels; becomes device pixels of the view
 * @y: (inout): likewise
 */
void
cst_photo_geometry_to_view (const CstPhotoGeometry *self,
                            double                 *x,
                            double                 *y)
{
  CstPhotoArea area = cst_photo_geometry_area (self);
  double zoom = cst_photo_geometry_get_zoom (self);
  double width = self->photo_width;
  double height = self->photo_height;

  for (int i = 0; i < self->turns; i++)
    {
      double old_x = *x;
      double old_width = width;

      *x = height - *y;
      *y = old_x;
      width = height;
      height = old_width;
    }

  *x = area.x + *x * zoom;
  *y = area.y + *y * zoom;
}

/**
 * cst_photo_geometry_from_view:
 * @x: (inout): in device pixels of the view; becomes photo pixels of the unturned photo
 * @y: (inout): likewise
 */
void
cst_photo_geometry_from_view (const CstPhotoGeometry *self,
                              double                 *x,
                              double                 *y)
{
  CstPhotoArea area = cst_photo_geometry_area (self);
  double zoom = cst_photo_geometry_get_zoom (self);
  int width, height;

  cst_photo_geometry_turned_size (self, &width, &height);
  *x = (*x - area.x) / zoom;
  *y = (*y - area.y) / zoom;

  for (int i = 0; i < self->turns; i++)
    {
      double old_x = *x;
      int old_width = width;

      *x = *y;
      *y = old_width - old_x;
      width = height;
      height = old_width;
    }
}

CstPhotoFrame
cst_photo_geometry_get_frame (const CstPhotoGeometry *self)
{
  int width, height;

  cst_photo_geometry_turned_size (self, &width, &height);

  return (CstPhotoFrame) {
           .magnification = cst_photo_geometry_get_zoom (self) / cst_photo_geometry_fit_zoom (self),
           .x = self->center_x / width,
           .y = self->center_y / height,
  };
}

/**
 * cst_photo_geometry_set_frame:
 *
 * Looks at this part of the photo, as far as its edges and the largest zoom allow.
 */
void
cst_photo_geometry_set_frame (CstPhotoGeometry *self,
                              CstPhotoFrame     frame)
{
  int width, height;

  cst_photo_geometry_turned_size (self, &width, &height);
  self->center_x = frame.x * width;
  self->center_y = frame.y * height;
  self->zoom = frame.magnification < SAME_ZOOM
               ? 0 : MIN (frame.magnification * cst_photo_geometry_fit_zoom (self), CST_PHOTO_ZOOM_MAX);
  keep_in_view (self);
}
