/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-canvas-private.h"

#include "cst-mark-drawing.h"

/* Marks over the photo: drawn at its place whatever zoom and turn, and worked on by hand and by keys. */

/* In the widget's own units. */
#define LINE 2.5
#define REACH 10.0

/* A key moves a mark by this part of a view, in either direction; with Ctrl by a tenth of it. */
#define KEY_PART 40.0

/* A mark made by a key takes this part of the view. */
#define NEW_PART 6.0

static void
recorded_free (gpointer data)
{
  Recorded *recorded = data;

  g_ptr_array_unref (recorded->marks);
  g_free (recorded->caption);
  g_free (recorded);
}

void
cst_photo_canvas_marks_init (CstPhotoCanvas *self)
{
  self->recorded = g_ptr_array_new_with_free_func (recorded_free);
}

void
cst_photo_canvas_draw_marks (CstPhotoCanvas *self,
                             GtkSnapshot    *snapshot)
{
  CstMarkStyle style = { .unit = LINE * cst_photo_canvas_scale (self), .selected = -1 };
  cairo_t *cr;

  if (self->recorded->len == 0 && (self->sheet == NULL || cst_mark_sheet_get_marks (self->sheet)->len == 0))
    return;

  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) self->geometry.view_width,
                                                       (float) self->geometry.view_height));

  style.is_recorded = TRUE;
  for (guint i = 0; i < self->recorded->len; i++)
    {
      const Recorded *recorded = g_ptr_array_index (self->recorded, i);

      style.caption = recorded->caption;
      cst_marks_draw (cr, recorded->marks, &self->geometry, &style);
    }

  style.is_recorded = FALSE;
  style.caption = NULL;
  if (self->sheet != NULL)
    {
      style.selected = self->tool != CST_MARK_TOOL_NONE ? cst_mark_sheet_get_selected (self->sheet) : -1;
      cst_marks_draw (cr, cst_mark_sheet_get_marks (self->sheet), &self->geometry, &style);
    }

  cairo_destroy (cr);
}

/* From device pixels of the view to ten-thousandths of the photo. */
static void
to_marks (CstPhotoCanvas *self,
          double         *x,
          double         *y)
{
  cst_photo_geometry_from_view (&self->geometry, x, y);
  *x = *x / self->geometry.photo_width * CST_MARK_SCALE;
  *y = *y / self->geometry.photo_height * CST_MARK_SCALE;
}

/* The way of a hand, in the directions of the unturned photo; what is too little for now is kept for the next time. */
static void
to_way (CstPhotoCanvas *self,
        double          dx,
        double          dy,
        int            *way_x,
        int            *way_y)
{
  double x = dx, y = dy, from_x = 0, from_y = 0;

  to_marks (self, &x, &y);
  to_marks (self, &from_x, &from_y);
  self->rest_x += x - from_x;
  self->rest_y += y - from_y;
  *way_x = (int) self->rest_x;
  *way_y = (int) self->rest_y;
  self->rest_x -= *way_x;
  self->rest_y -= *way_y;
}

static gboolean
begin_on_mark (CstPhotoCanvas *self,
               double          x,
               double          y)
{
  int place = cst_marks_find (cst_mark_sheet_get_marks (self->sheet), &self->geometry, x, y,
                              REACH * cst_photo_canvas_scale (self), &self->is_stretching);

  cst_mark_sheet_select (self->sheet, place);
  if (place < 0)
    return FALSE;

  cst_mark_sheet_begin (self->sheet);

  return TRUE;
}

/* Returns: whether the hand now works on marks; else it moves the photo */
gboolean
cst_photo_canvas_marks_begin (CstPhotoCanvas *self,
                              double          x,
                              double          y)
{
  self->rest_x = self->rest_y = 0;
  self->is_drawing = FALSE;
  if (self->sheet == NULL || self->tool == CST_MARK_TOOL_NONE)
    return FALSE;
  if (self->tool == CST_MARK_TOOL_SELECT)
    return begin_on_mark (self, x, y);

  to_marks (self, &x, &y);
  if (x < 0 || y < 0 || x > CST_MARK_SCALE || y > CST_MARK_SCALE)
    return FALSE;

  if (self->tool == CST_MARK_TOOL_TEXT)
    {
      cst_photo_canvas_ask_text (self, (int) x, (int) y);
      return TRUE;
    }

  self->is_drawing = TRUE;
  self->is_stretching = TRUE;
  cst_mark_sheet_add (self->sheet, self->tool == CST_MARK_TOOL_ARROW ? CST_MARK_ARROW : CST_MARK_CIRCLE,
                      (int) x, (int) y, (int) x, (int) y, NULL);

  return TRUE;
}

void
cst_photo_canvas_marks_drag (CstPhotoCanvas *self,
                             double          dx,
                             double          dy)
{
  int way_x, way_y;

  if (self->tool == CST_MARK_TOOL_TEXT)
    return;

  to_way (self, dx, dy, &way_x, &way_y);
  if (self->is_stretching)
    cst_mark_sheet_stretch (self->sheet, way_x, way_y);
  else
    cst_mark_sheet_move (self->sheet, way_x, way_y);
}

/* What was only clicked has no size: it was not meant. */
void
cst_photo_canvas_marks_end (CstPhotoCanvas *self)
{
  int selected = self->sheet != NULL ? cst_mark_sheet_get_selected (self->sheet) : -1;

  if (self->is_drawing && selected >= 0 &&
      !cst_mark_is_valid (g_ptr_array_index (cst_mark_sheet_get_marks (self->sheet), (guint) selected)))
    cst_mark_sheet_undo (self->sheet);
  self->is_drawing = FALSE;
}

/* In the middle of what is seen. */
static gboolean
add_by_key (CstPhotoCanvas *self)
{
  double side = MIN (self->geometry.view_width, self->geometry.view_height) / NEW_PART;
  double x1 = self->geometry.view_width / 2 - side / 2;
  double y1 = self->geometry.view_height / 2 - side / 2;
  double x2 = x1 + side;
  double y2 = y1 + side;

  if (self->tool == CST_MARK_TOOL_SELECT)
    return GDK_EVENT_PROPAGATE;

  to_marks (self, &x1, &y1);
  to_marks (self, &x2, &y2);
  if (self->tool == CST_MARK_TOOL_TEXT)
    cst_photo_canvas_ask_text (self, (int) CLAMP (x1, 0, CST_MARK_SCALE), (int) CLAMP (y1, 0, CST_MARK_SCALE));
  else
    cst_mark_sheet_add (self->sheet, self->tool == CST_MARK_TOOL_ARROW ? CST_MARK_ARROW : CST_MARK_CIRCLE,
                        (int) x1, (int) y1, (int) x2, (int) y2, NULL);

  return GDK_EVENT_STOP;
}

static gboolean
move_by_key (CstPhotoCanvas  *self,
             guint            key,
             GdkModifierType  modifiers)
{
  double step = MIN (self->geometry.view_width, self->geometry.view_height) / KEY_PART;
  double dx = key == GDK_KEY_Left ? -step : key == GDK_KEY_Right ? step : 0;
  double dy = key == GDK_KEY_Up ? -step : key == GDK_KEY_Down ? step : 0;
  int way_x, way_y;

  if (cst_mark_sheet_get_selected (self->sheet) < 0)
    return GDK_EVENT_PROPAGATE;

  if ((modifiers & GDK_CONTROL_MASK) != 0)
    {
      dx /= 10;
      dy /= 10;
    }
  self->rest_x = self->rest_y = 0;
  to_way (self, dx, dy, &way_x, &way_y);
  cst_mark_sheet_begin (self->sheet);
  if ((modifiers & GDK_SHIFT_MASK) != 0)
    cst_mark_sheet_stretch (self->sheet, way_x, way_y);
  else
    cst_mark_sheet_move (self->sheet, way_x, way_y);

  return GDK_EVENT_STOP;
}

/* Tab goes through the marks and then on, arrows move the chosen one, with Shift its second point; Enter adds one with
 * the tool at hand. */
gboolean
cst_photo_canvas_marks_key (CstPhotoCanvas  *self,
                            guint            key,
                            GdkModifierType  modifiers)
{
  if (self->sheet == NULL || self->tool == CST_MARK_TOOL_NONE || (modifiers & GDK_ALT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
      return cst_mark_sheet_select_next (self->sheet, key == GDK_KEY_Tab ? 1 : -1);
    case GDK_KEY_Left:
    case GDK_KEY_Right:
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      return move_by_key (self, key, modifiers);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return add_by_key (self);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
sheet_changed_cb (CstPhotoCanvas *self)
{
  cst_photo_canvas_view_changed (self);
}

/**
 * cst_photo_canvas_set_sheet:
 * @sheet: (nullable): the marks that can be worked on
 */
void
cst_photo_canvas_set_sheet (CstPhotoCanvas *self,
                            CstMarkSheet   *sheet)
{
  g_return_if_fail (CST_IS_PHOTO_CANVAS (self));

  if (self->sheet == sheet)
    return;

  if (self->sheet != NULL)
    g_signal_handlers_disconnect_by_func (self->sheet, sheet_changed_cb, self);
  g_set_object (&self->sheet, sheet);
  if (sheet != NULL)
    g_signal_connect_object (sheet, "changed", G_CALLBACK (sheet_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
cst_photo_canvas_set_tool (CstPhotoCanvas *self,
                           CstMarkTool     tool)
{
  g_return_if_fail (CST_IS_PHOTO_CANVAS (self));

  self->tool = tool;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), tool == CST_MARK_TOOL_NONE || tool == CST_MARK_TOOL_SELECT
                                                      ? NULL : tool == CST_MARK_TOOL_TEXT ? "text" : "crosshair");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
cst_photo_canvas_clear_recorded (CstPhotoCanvas *self)
{
  g_return_if_fail (CST_IS_PHOTO_CANVAS (self));

  g_ptr_array_set_size (self->recorded, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * cst_photo_canvas_add_recorded:
 * @marks: (element-type CstMark): of the shown photo; copied
 * @caption: who and when
 *
 * Shows the marks of a finding that stands.
 */
void
cst_photo_canvas_add_recorded (CstPhotoCanvas *self,
                               GPtrArray      *marks,
                               const char     *caption)
{
  Recorded *recorded;

  g_return_if_fail (CST_IS_PHOTO_CANVAS (self));

  recorded = g_new0 (Recorded, 1);
  recorded->marks = cst_marks_copy (marks);
  recorded->caption = g_strdup (caption);
  g_ptr_array_add (self->recorded, recorded);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * cst_photo_canvas_get_place:
 * @x: in ten-thousandths of the photo
 *
 * Returns: where that is, in the widget's own units
 */
GdkRectangle
cst_photo_canvas_get_place (CstPhotoCanvas *self,
                            int             x,
                            int             y)
{
  double scale = cst_photo_canvas_scale (self);
  double view_x = (double) x / CST_MARK_SCALE * self->geometry.photo_width;
  double view_y = (double) y / CST_MARK_SCALE * self->geometry.photo_height;

  cst_photo_geometry_to_view (&self->geometry, &view_x, &view_y);

  return (GdkRectangle) { (int) (view_x / scale), (int) (view_y / scale), 1, 1 };
}
