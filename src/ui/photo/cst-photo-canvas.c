/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cst-photo-surface.h"
#include "cst-photo-texture.h"

/* From here on each pixel is drawn as a sharp square; below, neighbours blend. */
#define SHARP_ZOOM 2.0

/* What is drawn smoothly reaches this far beyond the view, so that a small move needs no new texture. */
#define TILE_MARGIN 256

/* Draws one decoded photo and lets hand and fingers zoom and move it. It may be given a smaller
 * decode first; when more pixels are looked at than it has, it asks for more by the signal
 * `pixels-needed`. `view-changed` says that zoom, place, room or light are other than before. */

enum
{
  PIXELS_NEEDED,
  VIEW_CHANGED,
  TEXT_ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstPhotoCanvas, cst_photo_canvas, GTK_TYPE_WIDGET)

double
cst_photo_canvas_scale (CstPhotoCanvas *self)
{
  return gtk_widget_get_scale_factor (GTK_WIDGET (self));
}

static gboolean
has_all_pixels (CstPhotoCanvas *self)
{
  return self->image->width >= self->image->source_width;
}

/* For who cannot see it, and for tests: zoom, what is in the middle, and how it is looked at. */
static void
describe (CstPhotoCanvas *self)
{
  static const char *const turned[] = { NULL, N_("turned right"), N_("upside down"), N_("turned left") };
  CstPhotoFrame frame = cst_photo_geometry_get_frame (&self->geometry);
  g_autoptr(GString) text = g_string_new (NULL);

  if (self->image != NULL)
    {
      /* Translators: spoken; the zoom in percent, then which point of the photo is in the middle, from its left edge
       * and from its top, in percent */
      g_string_append_printf (text, _("%d %%, at %d %% from the left and %d %% from the top"),
                              (int) round (cst_photo_geometry_get_zoom (&self->geometry) * 100),
                              (int) round (frame.x * 100), (int) round (frame.y * 100));
      if (self->geometry.turns > 0)
        g_string_append_printf (text, ", %s", _(turned[self->geometry.turns]));
      if (cst_photo_look_has_light (&self->look))
        g_string_append_printf (text, ", %s", _("with other light"));
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str, -1);
}

void
cst_photo_canvas_view_changed (CstPhotoCanvas *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  describe (self);
  g_signal_emit (self, signals[VIEW_CHANGED], 0);

  if (self->image != NULL && !has_all_pixels (self) && cst_photo_canvas_wanted_width (self) > self->image->width * 1.05)
    g_signal_emit (self, signals[PIXELS_NEEDED], 0);
}

static void
draw_sharp (CstPhotoCanvas *self,
            GtkSnapshot    *snapshot,
            CstPhotoArea    area)
{
  CstPhotoArea seen = cst_photo_geometry_visible (&self->geometry);
  double zoom = cst_photo_geometry_get_zoom (&self->geometry);
  cairo_surface_t *surface;
  cairo_t *cr;

  if (seen.width < 1 || seen.height < 1)
    return;

  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) self->geometry.view_width,
                                                       (float) self->geometry.view_height));
  surface = cst_photo_surface_new (self->image, (int) seen.x, (int) seen.y, (int) seen.width, (int) seen.height);

  cairo_translate (cr, area.x + area.width / 2, area.y + area.height / 2);
  cairo_rotate (cr, self->geometry.turns * G_PI_2);
  cairo_scale (cr, zoom, zoom);
  cairo_translate (cr, seen.x - self->geometry.photo_width / 2.0, seen.y - self->geometry.photo_height / 2.0);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);

  cairo_surface_destroy (surface);
  cairo_destroy (cr);
}

/* The part of the decode that the view shows, and a margin: a renderer copies all of a texture, and that of 48
 * megapixels in each frame is not to be waited for. No pixel is copied here. */
static void
update_tile (CstPhotoCanvas *self)
{
  double ratio = (double) self->image->width / self->image->source_width;
  CstPhotoArea seen = cst_photo_geometry_visible (&self->geometry);
  int left = (int) floor (seen.x * ratio);
  int top = (int) floor (seen.y * ratio);
  int right = (int) MIN (ceil ((seen.x + seen.width) * ratio), self->image->width);
  int bottom = (int) MIN (ceil ((seen.y + seen.height) * ratio), self->image->height);

  if (self->tile != NULL && left >= self->tile_area.x && top >= self->tile_area.y &&
      right <= self->tile_area.x + self->tile_area.width && bottom <= self->tile_area.y + self->tile_area.height)
    return;

  left = MAX (left - TILE_MARGIN, 0);
  top = MAX (top - TILE_MARGIN, 0);
  right = MIN (right + TILE_MARGIN, self->image->width);
  bottom = MIN (bottom + TILE_MARGIN, self->image->height);

  g_clear_object (&self->tile);
  if (right <= left || bottom <= top)
    return;

  self->tile = cst_photo_texture_new_part (self->image, left, top, right - left, bottom - top);
  self->tile_area = (CstPhotoArea) { left, top, right - left, bottom - top };
}

static void
draw_smooth (CstPhotoCanvas *self,
             GtkSnapshot    *snapshot,
             CstPhotoArea    area)
{
  double zoom = cst_photo_geometry_get_zoom (&self->geometry);
  double width = self->geometry.photo_width * zoom;
  double height = self->geometry.photo_height * zoom;
  double per_x = width / self->image->width;
  double per_y = height / self->image->height;

  update_tile (self);
  if (self->tile == NULL)
    return;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (area.x + area.width / 2),
                                                          (float) (area.y + area.height / 2)));
  gtk_snapshot_rotate (snapshot, self->geometry.turns * 90.0f);
  gtk_snapshot_append_texture (snapshot, self->tile,
                               &GRAPHENE_RECT_INIT ((float) (self->tile_area.x * per_x - width / 2),
                                                    (float) (self->tile_area.y * per_y - height / 2),
                                                    (float) (self->tile_area.width * per_x),
                                                    (float) (self->tile_area.height * per_y)));
  gtk_snapshot_restore (snapshot);
}

static void
draw_photo (CstPhotoCanvas *self,
            GtkSnapshot    *snapshot)
{
  CstPhotoArea area = cst_photo_geometry_area (&self->geometry);
  gboolean has_light = cst_photo_look_has_light (&self->look);

  if (has_light)
    {
      graphene_matrix_t matrix;
      graphene_vec4_t offset;

      cst_photo_look_get_matrix (&self->look, &matrix, &offset);
      gtk_snapshot_push_color_matrix (snapshot, &matrix, &offset);
    }

  if (has_all_pixels (self) && !cst_photo_geometry_is_fit (&self->geometry) &&
      cst_photo_geometry_get_zoom (&self->geometry) >= SHARP_ZOOM)
    draw_sharp (self, snapshot, area);
  else
    draw_smooth (self, snapshot, area);

  if (has_light)
    gtk_snapshot_pop (snapshot);
}

static void
cst_photo_canvas_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  CstPhotoCanvas *self = CST_PHOTO_CANVAS (widget);
  float scale = (float) cst_photo_canvas_scale (self);

  if (self->image == NULL)
    return;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_scale (snapshot, 1 / scale, 1 / scale);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) self->geometry.view_width,
                                                         (float) self->geometry.view_height));
  draw_photo (self, snapshot);
  cst_photo_canvas_draw_marks (self, snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

static void
cst_photo_canvas_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  CstPhotoCanvas *self = CST_PHOTO_CANVAS (widget);
  double scale = cst_photo_canvas_scale (self);

  cst_photo_geometry_set_view (&self->geometry, width * scale, height * scale);
  cst_photo_canvas_view_changed (self);
}

static void
cst_photo_canvas_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = 80;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 480;
}

static void
cst_photo_canvas_dispose (GObject *object)
{
  CstPhotoCanvas *self = CST_PHOTO_CANVAS (object);

  cst_photo_canvas_stop_gliding (self);
  g_clear_pointer (&self->image, cst_photo_image_unref);
  g_clear_object (&self->tile);
  cst_photo_canvas_set_sheet (self, NULL);

  G_OBJECT_CLASS (cst_photo_canvas_parent_class)->dispose (object);
}

static void
cst_photo_canvas_finalize (GObject *object)
{
  CstPhotoCanvas *self = CST_PHOTO_CANVAS (object);

  g_free (self->name);
  g_ptr_array_unref (self->recorded);

  G_OBJECT_CLASS (cst_photo_canvas_parent_class)->finalize (object);
}

static void
cst_photo_canvas_class_init (CstPhotoCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_photo_canvas_dispose;
  object_class->finalize = cst_photo_canvas_finalize;

  widget_class->snapshot = cst_photo_canvas_snapshot;
  widget_class->size_allocate = cst_photo_canvas_size_allocate;
  widget_class->measure = cst_photo_canvas_measure;

  signals[PIXELS_NEEDED] = g_signal_new ("pixels-needed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[VIEW_CHANGED] = g_signal_new ("view-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);

  /* (int, int): a place, in ten-thousandths, where somebody wants to write. */
  signals[TEXT_ASKED] = g_signal_new ("text-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);

  gtk_widget_class_set_css_name (widget_class, "photocanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cst_photo_canvas_init (CstPhotoCanvas *self)
{
  cst_photo_geometry_init (&self->geometry, 1, 1);
  cst_photo_canvas_marks_init (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  cst_photo_canvas_add_controllers (self);
}

void
cst_photo_canvas_ask_text (CstPhotoCanvas *self,
                           int             x,
                           int             y)
{
  g_signal_emit (self, signals[TEXT_ASKED], 0, x, y);
}

void
cst_photo_canvas_clear (CstPhotoCanvas *self)
{
  g_return_if_fail (CST_IS_PHOTO_CANVAS (self));

  cst_photo_canvas_stop_gliding (self);
  g_clear_pointer (&self->image, cst_photo_image_unref);
  g_clear_object (&self->tile);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * cst_photo_canvas_show:
 * @keep_place: @image is the shown photo with more or fewer pixels: zoom, place and look stay
 */
void
cst_photo_canvas_show (CstPhotoCanvas *self,
                       CstPhotoImage  *image,
                       gboolean        keep_place)
{
  g_return_if_fail (CST_IS_PHOTO_CANVAS (self));
  g_return_if_fail (image != NULL);

  g_clear_pointer (&self->image, cst_photo_image_unref);
  g_clear_object (&self->tile);
  self->image = cst_photo_image_ref (image);

  if (!keep_place)
    {
      double scale = cst_photo_canvas_scale (self);

      cst_photo_canvas_stop_gliding (self);
      cst_photo_geometry_init (&self->geometry, image->source_width, image->source_height);
      cst_photo_geometry_set_view (&self->geometry, gtk_widget_get_width (GTK_WIDGET (self)) * scale,
                                   gtk_widget_get_height (GTK_WIDGET (self)) * scale);
      cst_photo_geometry_turn (&self->geometry, self->look.turns);
    }

  cst_photo_canvas_view_changed (self);
}

/**
 * cst_photo_canvas_set_name:
 * @name: what a screen reader calls the photo, as in “Photo 2 of 7”
 */
void
cst_photo_canvas_set_name (CstPhotoCanvas *self,
                           const char     *name)
{
  g_return_if_fail (CST_IS_PHOTO_CANVAS (self));

  g_free (self->name);
  self->name = g_strdup (name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * cst_photo_canvas_get_image:
 *
 * Returns: (transfer none) (nullable)
 */
CstPhotoImage *
cst_photo_canvas_get_image (CstPhotoCanvas *self)
{
  return self->image;
}

/**
 * cst_photo_canvas_wanted_width:
 *
 * A decode is asked for in halves, so that turning a wheel does not have the photo decoded at each notch, and the
 * renderer never scales one down by more than half.
 *
 * Returns: how wide a decode of the whole photo looks sharp at this zoom, in pixels
 */
int
cst_photo_canvas_wanted_width (CstPhotoCanvas *self)
{
  double zoom = cst_photo_geometry_get_zoom (&self->geometry);
  int width = self->geometry.photo_width;

  if (cst_photo_geometry_is_fit (&self->geometry))
    return (int) MIN (ceil (zoom * width), width);

  for (int part = 8; part > 1; part /= 2)
    {
      if (zoom * part <= 1)
        return (width + part - 1) / part;
    }

  return width;
}

/**
 * cst_photo_canvas_get_zoom:
 *
 * Returns: device pixels per photo pixel
 */
double
cst_photo_canvas_get_zoom (CstPhotoCanvas *self)
{
  return cst_photo_geometry_get_zoom (&self->geometry);
}

gboolean
cst_photo_canvas_is_fit (CstPhotoCanvas *self)
{
  return cst_photo_geometry_is_fit (&self->geometry);
}

gboolean
cst_photo_canvas_is_empty (CstPhotoCanvas *self)
{
  return self->image == NULL;
}

void
cst_photo_canvas_fit (CstPhotoCanvas *self)
{
  cst_photo_canvas_stop_gliding (self);
  cst_photo_geometry_fit (&self->geometry);
  cst_photo_canvas_view_changed (self);
}

/**
 * cst_photo_canvas_set_zoom:
 *
 * Zooms about the middle of the view.
 */
void
cst_photo_canvas_set_zoom (CstPhotoCanvas *self,
                           double          zoom)
{
  cst_photo_canvas_stop_gliding (self);
  cst_photo_geometry_zoom_to (&self->geometry, zoom,
                              self->geometry.view_width / 2, self->geometry.view_height / 2);
  cst_photo_canvas_view_changed (self);
}

void
cst_photo_canvas_step (CstPhotoCanvas *self,
                       int             direction)
{
  cst_photo_canvas_stop_gliding (self);
  cst_photo_geometry_step (&self->geometry, direction,
                           self->geometry.view_width / 2, self->geometry.view_height / 2);
  cst_photo_canvas_view_changed (self);
}

/**
 * cst_photo_canvas_pan:
 * @dx: in the widget's own units, to the right
 * @dy: down
 */
void
cst_photo_canvas_pan (CstPhotoCanvas *self,
                      double          dx,
                      double          dy)
{
  double scale = cst_photo_canvas_scale (self);

  if (cst_photo_geometry_pan (&self->geometry, dx * scale, dy * scale))
    cst_photo_canvas_view_changed (self);
}

CstPhotoLook
cst_photo_canvas_get_look (CstPhotoCanvas *self)
{
  return self->look;
}

/**
 * cst_photo_canvas_set_look:
 *
 * Turns and lights the photo for looking; what is in the middle stays there.
 */
void
cst_photo_canvas_set_look (CstPhotoCanvas *self,
                           CstPhotoLook    look)
{
  g_return_if_fail (CST_IS_PHOTO_CANVAS (self));

  self->look = cst_photo_look_normalize (look);
  if (self->geometry.turns != self->look.turns)
    {
      cst_photo_canvas_stop_gliding (self);
      cst_photo_geometry_turn (&self->geometry, self->look.turns - self->geometry.turns);
    }
  cst_photo_canvas_view_changed (self);
}

CstPhotoFrame
cst_photo_canvas_get_frame (CstPhotoCanvas *self)
{
  return cst_photo_geometry_get_frame (&self->geometry);
}

/**
 * cst_photo_canvas_set_frame:
 *
 * Looks at the same part as somewhere else.
 */
void
cst_photo_canvas_set_frame (CstPhotoCanvas *self,
                            CstPhotoFrame   frame)
{
  cst_photo_geometry_set_frame (&self->geometry, frame);
  cst_photo_canvas_view_changed (self);
}
