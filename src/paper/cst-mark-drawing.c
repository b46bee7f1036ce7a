/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-mark-drawing.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Marks are drawn twice, wide and dark, then narrow and light, so that they are seen on any photo; each has its number
 * beside it, so that a note can speak of it and no one has to tell them apart by colour. */

#define HEAD_LENGTH 6.0
#define RIM 2.4
#define HANDLE 4.0
#define TEXT_SIZE 6.5

typedef struct
{
  double x;
  double y;
} Point;

static Point
project (const CstPhotoGeometry *geometry,
         int                     x,
         int                     y)
{
  Point point = {
    (double) x / CST_MARK_SCALE * geometry->photo_width,
    (double) y / CST_MARK_SCALE * geometry->photo_height,
  };

  cst_photo_geometry_to_view (geometry, &point.x, &point.y);

  return point;
}

static Point
begin_of (const CstMark          *mark,
          const CstPhotoGeometry *geometry)
{
  return project (geometry, mark->x1, mark->y1);
}

static Point
end_of (const CstMark          *mark,
        const CstPhotoGeometry *geometry)
{
  return project (geometry, mark->x2, mark->y2);
}

static void
trace_arrow (cairo_t *cr,
             Point    from,
             Point    to,
             double   unit)
{
  double angle = atan2 (to.y - from.y, to.x - from.x);
  double head = MIN (HEAD_LENGTH * unit, hypot (to.x - from.x, to.y - from.y) / 2);

  cairo_move_to (cr, from.x, from.y);
  cairo_line_to (cr, to.x, to.y);
  cairo_move_to (cr, to.x - head * cos (angle - 0.5), to.y - head * sin (angle - 0.5));
  cairo_line_to (cr, to.x, to.y);
  cairo_line_to (cr, to.x - head * cos (angle + 0.5), to.y - head * sin (angle + 0.5));
}

static void
trace_circle (cairo_t *cr,
              Point    from,
              Point    to)
{
  cairo_matrix_t matrix;

  cairo_get_matrix (cr, &matrix);
  cairo_translate (cr, (from.x + to.x) / 2, (from.y + to.y) / 2);
  cairo_scale (cr, MAX (fabs (to.x - from.x) / 2, 0.5), MAX (fabs (to.y - from.y) / 2, 0.5));
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_set_matrix (cr, &matrix);
}

static void
set_light (cairo_t            *cr,
           const CstMarkStyle *style)
{
  if (style->is_recorded)
    cairo_set_source_rgb (cr, 1, 1, 1);
  else
    cairo_set_source_rgb (cr, 1, 0.87, 0.2);
}

static void
stroke_twice (cairo_t            *cr,
              const CstMarkStyle *style)
{
  double dashes[] = { style->unit * 4, style->unit * 3 };

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.85);
  cairo_set_line_width (cr, style->unit * RIM);
  cairo_stroke_preserve (cr);
  set_light (cr, style);
  cairo_set_line_width (cr, style->unit);
  if (style->is_recorded)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* Letters on a dark plate, whose upper left corner is at the place. */
static void
draw_plate (cairo_t            *cr,
            const CstMarkStyle *style,
            Point               place,
            const char         *text)
{
  g_autoptr(PangoLayout) layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string ("Sans Bold");
  double room = style->unit * 1.5;
  int width, height;

  pango_font_description_set_absolute_size (font, style->unit * TEXT_SIZE * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &width, &height);

  cairo_rectangle (cr, place.x, place.y, width + 2 * room, height + room);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.75);
  cairo_fill (cr);
  set_light (cr, style);
  cairo_move_to (cr, place.x + room, place.y + room / 2);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_handle (cairo_t            *cr,
             const CstMarkStyle *style,
             Point               place)
{
  double side = style->unit * HANDLE;

  cairo_rectangle (cr, place.x - side / 2, place.y - side / 2, side, side);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill_preserve (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_line_width (cr, style->unit / 2);
  cairo_stroke (cr);
}

static void
draw_mark (cairo_t                *cr,
           const CstMark          *mark,
           guint                   place,
           const CstPhotoGeometry *geometry,
           const CstMarkStyle     *style)
{
  g_autofree char *number = g_strdup_printf ("%u", place + 1);
  Point from = begin_of (mark, geometry);
  Point to = end_of (mark, geometry);

  switch (mark->shape)
    {
    case CST_MARK_ARROW:
      trace_arrow (cr, from, to, style->unit);
      stroke_twice (cr, style);
      draw_plate (cr, style, from, number);
      break;
    case CST_MARK_CIRCLE:
      trace_circle (cr, from, to);
      stroke_twice (cr, style);
      draw_plate (cr, style, (Point) { MAX (from.x, to.x), MIN (from.y, to.y) }, number);
      break;
    case CST_MARK_TEXT:
      draw_plate (cr, style, from, mark->text != NULL ? mark->text : "");
      break;
    case CST_MARK_UNKNOWN:
    default:
      break;
    }
}

/**
 * cst_marks_draw:
 * @marks: (element-type CstMark): of one photo
 * @geometry: where the photo lies in the units of @cr
 *
 * Draws the marks over a photo: on the screen, on paper, or on a copy.
 */
void
cst_marks_draw (cairo_t                *cr,
                GPtrArray              *marks,
                const CstPhotoGeometry *geometry,
                const CstMarkStyle     *style)
{
  for (guint i = 0; i < marks->len; i++)
    draw_mark (cr, g_ptr_array_index (marks, i), i, geometry, style);

  if (style->caption != NULL && marks->len > 0)
    {
      Point place = begin_of (g_ptr_array_index (marks, 0), geometry);

      place.y += style->unit * TEXT_SIZE * 1.8;
      draw_plate (cr, style, place, style->caption);
    }

  if (style->selected >= 0 && (guint) style->selected < marks->len)
    {
      const CstMark *mark = g_ptr_array_index (marks, (guint) style->selected);

      draw_handle (cr, style, begin_of (mark, geometry));
      if (mark->shape != CST_MARK_TEXT)
        draw_handle (cr, style, end_of (mark, geometry));
    }
}

static double
distance_to_line (Point p,
                  Point a,
                  Point b)
{
  double length = hypot (b.x - a.x, b.y - a.y);
  double along = length > 0 ? ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / (length * length) : 0;

  along = CLAMP (along, 0, 1);

  return hypot (p.x - a.x - along * (b.x - a.x), p.y - a.y - along * (b.y - a.y));
}

/* How far a point is from what is drawn of a mark; inside a circle it is on it. */
static double
distance_to (const CstMark          *mark,
             const CstPhotoGeometry *geometry,
             Point                   p)
{
  Point a = begin_of (mark, geometry);
  Point b = end_of (mark, geometry);

  switch (mark->shape)
    {
    case CST_MARK_ARROW:
      return distance_to_line (p, a, b);
    case CST_MARK_CIRCLE:
      {
        double x = (p.x - (a.x + b.x) / 2) / MAX (fabs (b.x - a.x) / 2, 1);
        double y = (p.y - (a.y + b.y) / 2) / MAX (fabs (b.y - a.y) / 2, 1);

        return MAX (hypot (x, y) - 1, 0) * MIN (fabs (b.x - a.x), fabs (b.y - a.y)) / 2;
      }
    case CST_MARK_TEXT:
    case CST_MARK_UNKNOWN:
    default:
      return MAX (p.x < a.x || p.y < a.y ? hypot (a.x - p.x, a.y - p.y) : hypot (p.x - a.x, p.y - a.y) / 4, 0);
    }
}

/**
 * cst_marks_find:
 * @reach: how far beside it a hand may be, in device pixels
 * @is_end: (out) (optional): whether it is at the mark's second point
 *
 * Returns: the number of the uppermost mark there, -1 for none
 */
int
cst_marks_find (GPtrArray              *marks,
                const CstPhotoGeometry *geometry,
                double                  x,
                double                  y,
                double                  reach,
                gboolean               *is_end)
{
  Point p = { x, y };

  for (guint i = marks->len; i > 0; i--)
    {
      const CstMark *mark = g_ptr_array_index (marks, i - 1);
      Point end = end_of (mark, geometry);

      if (distance_to (mark, geometry, p) > reach)
        continue;
      if (is_end != NULL)
        *is_end = mark->shape != CST_MARK_TEXT && hypot (p.x - end.x, p.y - end.y) <= reach;

      return (int) i - 1;
    }

  return -1;
}

/**
 * cst_mark_label:
 * @place: among the marks of its photo, from 0
 *
 * Returns: (transfer full): the mark in words
 */
char *
cst_mark_label (const CstMark *mark,
                guint          place)
{
  switch (mark->shape)
    {
    case CST_MARK_ARROW:
      return g_strdup_printf (_("Mark %u: arrow"), place + 1);
    case CST_MARK_CIRCLE:
      return g_strdup_printf (_("Mark %u: circle"), place + 1);
    case CST_MARK_TEXT:
    case CST_MARK_UNKNOWN:
    default:
      return g_strdup_printf (_("Mark %u: “%s”"), place + 1, mark->text != NULL ? mark->text : "");
    }
}
