/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-canvas-private.h"

/* What hand and fingers do to the photo: wheel and pinch zoom where they are, a drag moves it, and
 * one that is let go in motion lets it glide to a stop. */

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           CstPhotoCanvas           *self)
{
  self->pointer_x = x * cst_photo_canvas_scale (self);
  self->pointer_y = y * cst_photo_canvas_scale (self);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           CstPhotoCanvas           *self)
{
  if (self->image == NULL || dy == 0)
    return GDK_EVENT_PROPAGATE;

  cst_photo_canvas_stop_gliding (self);
  cst_photo_geometry_step (&self->geometry, dy < 0 ? 1 : -1, self->pointer_x, self->pointer_y);
  cst_photo_canvas_view_changed (self);

  return GDK_EVENT_STOP;
}

static gboolean
glide_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       user_data)
{
  CstPhotoCanvas *self = CST_PHOTO_CANVAS (widget);
  double dx, dy;
  gboolean moves = cst_photo_glide_step (&self->glide, gdk_frame_clock_get_frame_time (clock), &dx, &dy);

  if (cst_photo_geometry_pan (&self->geometry, dx, dy))
    cst_photo_canvas_view_changed (self);
  else
    moves = FALSE;

  if (moves)
    return G_SOURCE_CONTINUE;

  cst_photo_glide_stop (&self->glide);
  self->glide_tick = 0;

  return G_SOURCE_REMOVE;
}

void
cst_photo_canvas_stop_gliding (CstPhotoCanvas *self)
{
  if (self->glide_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->glide_tick);
  self->glide_tick = 0;
  cst_photo_glide_stop (&self->glide);
}

static void
swipe_cb (GtkGestureSwipe *gesture,
          double           speed_x,
          double           speed_y,
          CstPhotoCanvas  *self)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (self));
  double scale = cst_photo_canvas_scale (self);
  gboolean is_animated;

  g_object_get (settings, "gtk-enable-animations", &is_animated, NULL);
  if (self->image == NULL || self->is_marking || !is_animated ||
      !cst_photo_glide_start (&self->glide, speed_x * scale, speed_y * scale,
                              gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (GTK_WIDGET (self)))))
    return;

  self->glide_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), glide_cb, NULL, NULL);
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               CstPhotoCanvas *self)
{
  double scale = cst_photo_canvas_scale (self);

  cst_photo_canvas_stop_gliding (self);
  self->dragged_x = 0;
  self->dragged_y = 0;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->is_marking = self->image != NULL && cst_photo_canvas_marks_begin (self, x * scale, y * scale);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          x,
                double          y,
                CstPhotoCanvas *self)
{
  double scale = cst_photo_canvas_scale (self);

  if (self->is_marking)
    cst_photo_canvas_marks_drag (self, (x - self->dragged_x) * scale, (y - self->dragged_y) * scale);
  else
    cst_photo_canvas_pan (self, x - self->dragged_x, y - self->dragged_y);
  self->dragged_x = x;
  self->dragged_y = y;
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          x,
             double          y,
             CstPhotoCanvas *self)
{
  if (self->is_marking)
    cst_photo_canvas_marks_end (self);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  keycode,
                GdkModifierType        modifiers,
                CstPhotoCanvas        *self)
{
  return self->image != NULL && cst_photo_canvas_marks_key (self, key, modifiers);
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            CstPhotoCanvas  *self)
{
  double scale = cst_photo_canvas_scale (self);

  cst_photo_canvas_stop_gliding (self);
  if (n_press != 2 || self->image == NULL || self->tool != CST_MARK_TOOL_NONE)
    return;

  if (cst_photo_geometry_is_fit (&self->geometry))
    cst_photo_geometry_zoom_to (&self->geometry, 1, x * scale, y * scale);
  else
    cst_photo_geometry_fit (&self->geometry);
  cst_photo_canvas_view_changed (self);
}

static void
pinch_begin_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                CstPhotoCanvas   *self)
{
  cst_photo_canvas_stop_gliding (self);
  self->pinched_from = cst_photo_canvas_get_zoom (self);
}

static void
pinch_cb (GtkGestureZoom *gesture,
          double          factor,
          CstPhotoCanvas *self)
{
  double scale = cst_photo_canvas_scale (self);
  double x, y;

  if (self->image == NULL || !gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    return;

  cst_photo_geometry_zoom_to (&self->geometry, self->pinched_from * factor, x * scale, y * scale);
  cst_photo_canvas_view_changed (self);
}

void
cst_photo_canvas_add_controllers (CstPhotoCanvas *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL |
                                                                GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *swipe = gtk_gesture_swipe_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (swipe, "swipe", G_CALLBACK (swipe_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);

  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (swipe));
  gtk_gesture_group (drag, swipe);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
}
