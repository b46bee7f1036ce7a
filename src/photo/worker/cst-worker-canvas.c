/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-worker.h"

#include <string.h>

/*
 * A box filter in whole numbers, one row at a time. Think of the source as @width × source width
 * small cells across: each source pixel is @width cells wide, each drawn pixel source-width cells,
 * so both borders fall on cells and nothing is rounded until the last division. Rows likewise.
 */
struct _WorkerCanvas
{
  guint8  *origin; /* where the stored picture's first pixel is drawn */
  gssize   step_x; /* bytes to its right neighbour, and to the one below, as stored */
  gssize   step_y;
  guint    width;  /* to draw, as stored: before the orientation */
  guint    height;
  guint    source_width;
  guint    source_height;
  guint    row;     /* the next one to draw */
  guint    missing; /* cells it still lacks */
  guint32 *line;    /* sums over one source row */
  guint64 *sums;    /* sums over the rows so far */
};

/*
 * worker_canvas_new:
 * @pixels: room for @width × @height pixels of four bytes
 * @width: as a person will see it
 * @orientation: 1 to 8
 */
WorkerCanvas *
worker_canvas_new (guint8 *pixels,
                   guint   width,
                   guint   height,
                   guint   orientation)
{
  WorkerCanvas *self = g_new0 (WorkerCanvas, 1);
  gboolean is_turned = orientation >= 5;
  gssize across = 4;
  gssize down = 4 * (gssize)width;
  gssize right = across * ((gssize)width - 1);
  gssize bottom = down * ((gssize)height - 1);
  gboolean from_right = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
  gboolean from_bottom = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;

  self->origin = pixels + (from_right ? right : 0) + (from_bottom ? bottom : 0);
  across = from_right ? -across : across;
  down = from_bottom ? -down : down;

  self->step_x = is_turned ? down : across;
  self->step_y = is_turned ? across : down;
  self->width = is_turned ? height : width;
  self->height = is_turned ? width : height;

  return self;
}

void
worker_canvas_free (WorkerCanvas *self)
{
  g_free (self->line);
  g_free (self->sums);
  g_free (self);
}

/* The size to draw as stored, for decoders that can scale by themselves. */
void
worker_canvas_get_size (WorkerCanvas *self,
                        guint        *width,
                        guint        *height)
{
  *width = self->width;
  *height = self->height;
}

/*
 * worker_canvas_set_source:
 *
 * Says how large the rows to come are. Must be called once, before the first of them.
 *
 * Returns: FALSE when they would have to be enlarged
 */
gboolean
worker_canvas_set_source (WorkerCanvas *self,
                          guint         width,
                          guint         height)
{
  if (width < self->width || height < self->height || width > CST_PHOTO_MAX_SIDE || height > CST_PHOTO_MAX_SIDE)
    return FALSE;

  self->source_width = width;
  self->source_height = height;
  self->missing = height;
  self->line = g_new (guint32, self->width * 4);
  self->sums = g_new0 (guint64, self->width * 4);

  return TRUE;
}

static gboolean
is_unscaled (WorkerCanvas *self)
{
  return self->width == self->source_width && self->height == self->source_height;
}

/*
 * worker_canvas_borrow_row:
 *
 * Where the next row may be put together, to be pushed then: where it is wanted, if it is neither
 * scaled nor turned, which saves a copy of every pixel.
 *
 * Returns: (nullable): NULL when it has to be somewhere else
 */
guint8 *
worker_canvas_borrow_row (WorkerCanvas *self)
{
  if (!is_unscaled (self) || self->step_x != 4 || self->row >= self->height)
    return NULL;

  return self->origin + (gssize)self->row * self->step_y;
}

static void
draw_row (WorkerCanvas *self,
          const guint8 *rgba)
{
  guint8 *to = self->origin + (gssize)self->row * self->step_y;

  if (to == rgba)
    ;
  else if (self->step_x == 4)
    memcpy (to, rgba, (gsize)self->width * 4);
  else
    {
      for (guint x = 0; x < self->width; x++, to += self->step_x, rgba += 4)
        memcpy (to, rgba, 4);
    }

  self->row++;
}

static void
sum_line (WorkerCanvas *self,
          const guint8 *rgba)
{
  guint32 *sum = self->line;
  guint missing = self->source_width;

  memset (sum, 0, sizeof *sum * 4 * self->width);

  for (guint x = 0; x < self->source_width; x++, rgba += 4)
    {
      guint cells = self->width;

      while (cells > 0)
        {
          guint taken = MIN (cells, missing);

          for (int c = 0; c < 4; c++)
            sum[c] += rgba[c] * taken;

          cells -= taken;
          missing -= taken;
          if (missing == 0)
            {
              missing = self->source_width;
              sum += 4;
            }
        }
    }
}

static void
draw_sums (WorkerCanvas *self)
{
  guint64 area = (guint64)self->source_width * self->source_height;
  guint8 *to = self->origin + (gssize)self->row * self->step_y;
  const guint64 *sum = self->sums;

  for (guint x = 0; x < self->width; x++, to += self->step_x, sum += 4)
    {
      for (int c = 0; c < 4; c++)
        to[c] = (guint8)((sum[c] + area / 2) / area);
    }

  memset (self->sums, 0, sizeof *self->sums * 4 * self->width);
  self->row++;
}

/*
 * worker_canvas_push_row:
 * @rgba: the next row, premultiplied; as wide as was said
 */
void
worker_canvas_push_row (WorkerCanvas *self,
                        const guint8 *rgba)
{
  guint cells = self->height;

  if (self->row >= self->height)
    return;

  if (is_unscaled (self))
    {
      draw_row (self, rgba);
      return;
    }

  sum_line (self, rgba);
  while (cells > 0)
    {
      guint taken = MIN (cells, self->missing);

      for (guint i = 0; i < self->width * 4; i++)
        self->sums[i] += (guint64)self->line[i] * taken;

      cells -= taken;
      self->missing -= taken;
      if (self->missing == 0)
        {
          draw_sums (self);
          self->missing = self->source_height;
        }
    }
}
