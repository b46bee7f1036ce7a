/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-canvas.h"

#include <math.h>

#include "cst-photo-geometry.h"
#include "cst-photo-texture.h"

/* From here on each pixel is drawn as a sharp square; below, neighbours blend. */
#define SHARP_ZOOM 2.0

/* Draws one decoded photo and lets hand and fingers zoom and move it. It may be given a smaller
 * decode first; when more pixels are looked at than it has, it asks for all of them by the signal
 * `pixels-needed`. `view-changed` says that zoom, place or room are other than before. */
struct _CstPhotoCanvas
{
  GtkWidget         parent_instance;

  CstPhotoImage    *image;   /* (owned) (nullable) */
  GdkTexture       *texture; /* (owned) (nullable): of @image */
  CstPhotoGeometry  geometry;

  double            pointer_x; /* in device pixels */
  double            pointer_y;
  double            dragged_x;
  double            dragged_y;
  double            pinched_from;
};

enum
{
  PIXELS_NEEDED,
  VIEW_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstPhotoCanvas, cst_photo_canvas, GTK_TYPE_WIDGET)

static double
scale_of (CstPhotoCanvas *self)
{
  return gtk_widget_get_scale_factor (GTK_WIDGET (self));
}

static gboolean
has_all_pixels (CstPhotoCanvas *self)
{
  return self->image->width >= self->image->source_width;
}

static void
view_changed (CstPhotoCanvas *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[VIEW_CHANGED], 0);

  if (self->image == NULL || has_all_pixels (self))
    return;

  if (cst_photo_geometry_get_zoom (&self->geometry) * self->image->source_width > self->image->width * 1.05)
    g_signal_emit (self, signals[PIXELS_NEEDED], 0);
}

static void
draw_sharp (CstPhotoCanvas *self,
            GtkSnapshot    *snapshot,
            CstPhotoArea    area,
            double          scale)
{
  CstPhotoArea seen = cst_photo_geometry_visible (&self->geometry);
  double zoom = cst_photo_geometry_get_zoom (&self->geometry);
  cairo_surface_t *surface;
  cairo_t *cr;

  if (seen.width < 1 || seen.height < 1)
    return;

  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (GTK_WIDGET (self)),
                                                       (float) gtk_widget_get_height (GTK_WIDGET (self))));
  surface = cst_photo_surface_new (self->image, (int) seen.x, (int) seen.y, (int) seen.width, (int) seen.height);

  cairo_scale (cr, 1 / scale, 1 / scale);
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

static void
draw_smooth (CstPhotoCanvas *self,
             GtkSnapshot    *snapshot,
             CstPhotoArea    area,
             double          scale)
{
  double zoom = cst_photo_geometry_get_zoom (&self->geometry);
  float width = (float) (self->geometry.photo_width * zoom);
  float height = (float) (self->geometry.photo_height * zoom);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_scale (snapshot, (float) (1 / scale), (float) (1 / scale));
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (area.x + area.width / 2),
                                                          (float) (area.y + area.height / 2)));
  gtk_snapshot_rotate (snapshot, self->geometry.turns * 90.0f);
  gtk_snapshot_append_texture (snapshot, self->texture,
                               &GRAPHENE_RECT_INIT (-width / 2, -height / 2, width, height));
  gtk_snapshot_restore (snapshot);
}

static void
cst_photo_canvas_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  CstPhotoCanvas *self = CST_PHOTO_CANVAS (widget);
  double scale = scale_of (self);
  CstPhotoArea area;

  if (self->image == NULL)
    return;

  area = cst_photo_geometry_area (&self->geometry);
  if (has_all_pixels (self) && !cst_photo_geometry_is_fit (&self->geometry) &&
      cst_photo_geometry_get_zoom (&self->geometry) >= SHARP_ZOOM)
    draw_sharp (self, snapshot, area, scale);
  else
    draw_smooth (self, snapshot, area, scale);
}

static void
cst_photo_canvas_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  CstPhotoCanvas *self = CST_PHOTO_CANVAS (widget);
  double scale = scale_of (self);

  cst_photo_geometry_set_view (&self->geometry, width * scale, height * scale);
  view_changed (self);
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
  *minimum = 120;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 480;
}

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           CstPhotoCanvas           *self)
{
  self->pointer_x = x * scale_of (self);
  self->pointer_y = y * scale_of (self);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           CstPhotoCanvas           *self)
{
  if (self->image == NULL || dy == 0)
    return GDK_EVENT_PROPAGATE;

  cst_photo_geometry_step (&self->geometry, dy < 0 ? 1 : -1, self->pointer_x, self->pointer_y);
  view_changed (self);

  return GDK_EVENT_STOP;
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               CstPhotoCanvas *self)
{
  self->dragged_x = 0;
  self->dragged_y = 0;
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          x,
                double          y,
                CstPhotoCanvas *self)
{
  cst_photo_canvas_pan (self, x - self->dragged_x, y - self->dragged_y);
  self->dragged_x = x;
  self->dragged_y = y;
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            CstPhotoCanvas  *self)
{
  double scale = scale_of (self);

  if (n_press != 2 || self->image == NULL)
    return;

  if (cst_photo_geometry_is_fit (&self->geometry))
    cst_photo_geometry_zoom_to (&self->geometry, 1, x * scale, y * scale);
  else
    cst_photo_geometry_fit (&self->geometry);
  view_changed (self);
}

static void
pinch_begin_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                CstPhotoCanvas   *self)
{
  self->pinched_from = cst_photo_canvas_get_zoom (self);
}

static void
pinch_cb (GtkGestureZoom *gesture,
          double          factor,
          CstPhotoCanvas *self)
{
  double x, y;

  if (self->image == NULL || !gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    return;

  cst_photo_geometry_zoom_to (&self->geometry, self->pinched_from * factor,
                              x * scale_of (self), y * scale_of (self));
  view_changed (self);
}

static void
cst_photo_canvas_dispose (GObject *object)
{
  CstPhotoCanvas *self = CST_PHOTO_CANVAS (object);

  g_clear_pointer (&self->image, cst_photo_image_unref);
  g_clear_object (&self->texture);

  G_OBJECT_CLASS (cst_photo_canvas_parent_class)->dispose (object);
}

static void
cst_photo_canvas_class_init (CstPhotoCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_photo_canvas_dispose;

  widget_class->snapshot = cst_photo_canvas_snapshot;
  widget_class->size_allocate = cst_photo_canvas_size_allocate;
  widget_class->measure = cst_photo_canvas_measure;

  signals[PIXELS_NEEDED] = g_signal_new ("pixels-needed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[VIEW_CHANGED] = g_signal_new ("view-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "photocanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controllers (CstPhotoCanvas *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL |
                                                                GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);

  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
}

static void
cst_photo_canvas_init (CstPhotoCanvas *self)
{
  cst_photo_geometry_init (&self->geometry, 1, 1);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  add_controllers (self);
}

void
cst_photo_canvas_clear (CstPhotoCanvas *self)
{
  g_return_if_fail (CST_IS_PHOTO_CANVAS (self));

  g_clear_pointer (&self->image, cst_photo_image_unref);
  g_clear_object (&self->texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * cst_photo_canvas_show:
 * @keep_place: @image is the shown photo with more pixels: zoom, place and turns stay
 */
void
cst_photo_canvas_show (CstPhotoCanvas *self,
                       CstPhotoImage  *image,
                       gboolean        keep_place)
{
  double scale;

  g_return_if_fail (CST_IS_PHOTO_CANVAS (self));
  g_return_if_fail (image != NULL);

  scale = scale_of (self);
  cst_photo_canvas_clear (self);
  self->image = cst_photo_image_ref (image);
  self->texture = cst_photo_texture_new (image);

  if (!keep_place)
    {
      cst_photo_geometry_init (&self->geometry, image->source_width, image->source_height);
      cst_photo_geometry_set_view (&self->geometry, gtk_widget_get_width (GTK_WIDGET (self)) * scale,
                                   gtk_widget_get_height (GTK_WIDGET (self)) * scale);
    }

  view_changed (self);
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
  cst_photo_geometry_fit (&self->geometry);
  view_changed (self);
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
  cst_photo_geometry_zoom_to (&self->geometry, zoom,
                              self->geometry.view_width / 2, self->geometry.view_height / 2);
  view_changed (self);
}

void
cst_photo_canvas_step (CstPhotoCanvas *self,
                       int             direction)
{
  cst_photo_geometry_step (&self->geometry, direction,
                           self->geometry.view_width / 2, self->geometry.view_height / 2);
  view_changed (self);
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
  double scale = scale_of (self);

  cst_photo_geometry_pan (&self->geometry, dx * scale, dy * scale);
  view_changed (self);
}

void
cst_photo_canvas_turn (CstPhotoCanvas *self,
                       int             quarter_turns)
{
  cst_photo_geometry_turn (&self->geometry, quarter_turns);
  view_changed (self);
}
