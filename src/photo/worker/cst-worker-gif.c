/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-worker.h"

#include <string.h>

#include <gif_lib.h>

/* A hostile file can have some twenty million frames of nothing; nobody needs their number. */
#define MAX_FRAMES 10000

typedef struct
{
  const WorkerFile *file;
  gsize             position;
  gboolean          is_short;

  GifFileType      *gif;        /* (owned) (nullable) */
  int               transparent; /* index of the colour that is none, -1 without */
  guint8           *screen;     /* (owned) (nullable): all pixels of the first frame */
} Context;

static int
read_data (GifFileType *gif,
           GifByteType *to,
           int          length)
{
  Context *context = gif->UserData;
  gsize n = MIN ((gsize)length, context->file->size - context->position);

  context->is_short |= n < (gsize)length;
  memcpy (to, context->file->data + context->position, n);
  context->position += n;

  return (int)n;
}

static void
read_extension (Context *context)
{
  GifByteType *block;
  GraphicsControlBlock control;
  int code;

  if (DGifGetExtension (context->gif, &code, &block) == GIF_ERROR)
    return;

  if (code == GRAPHICS_EXT_FUNC_CODE && block != NULL && block[0] == 4 &&
      DGifExtensionToGCB (block[0], block + 1, &control) == GIF_OK)
    context->transparent = control.TransparentColor;

  while (block != NULL)
    {
      if (DGifGetExtensionNext (context->gif, &block) == GIF_ERROR)
        return;
    }
}

/* Goes to the next frame. Returns: whether there is one */
static gboolean
find_frame (Context *context)
{
  GifRecordType record;

  while (DGifGetRecordType (context->gif, &record) == GIF_OK && record != TERMINATE_RECORD_TYPE)
    {
      if (record == IMAGE_DESC_RECORD_TYPE)
        return DGifGetImageDesc (context->gif) == GIF_OK;
      if (record == EXTENSION_RECORD_TYPE)
        read_extension (context);
    }

  return FALSE;
}

/* Without decoding it. */
static gboolean
skip_frame (GifFileType *gif)
{
  GifByteType *block;
  int size;

  if (DGifGetCode (gif, &size, &block) == GIF_ERROR)
    return FALSE;

  while (block != NULL)
    {
      if (DGifGetCodeNext (gif, &block) == GIF_ERROR)
        return FALSE;
    }

  return TRUE;
}

static guint
count_frames (Context *context)
{
  guint n = 1;

  if (!skip_frame (context->gif))
    return n;

  while (n < MAX_FRAMES && find_frame (context) && skip_frame (context->gif))
    n++;

  return n;
}

static void
paint_line (Context           *context,
            const GifByteType *line,
            guint              y)
{
  GifFileType *gif = context->gif;
  const ColorMapObject *map = gif->Image.ColorMap != NULL ? gif->Image.ColorMap : gif->SColorMap;
  guint8 *to = context->screen + ((gsize)(gif->Image.Top + (int)y) * (gsize)gif->SWidth + (gsize)gif->Image.Left) * 4;

  for (int x = 0; x < gif->Image.Width; x++, to += 4)
    {
      if (line[x] == context->transparent || map == NULL || line[x] >= map->ColorCount)
        continue;

      to[0] = map->Colors[line[x]].Red;
      to[1] = map->Colors[line[x]].Green;
      to[2] = map->Colors[line[x]].Blue;
      to[3] = 255;
    }
}

static gboolean
paint_frame (Context *context)
{
  static const guint starts[] = { 0, 4, 2, 1 };
  static const guint steps[] = { 8, 8, 4, 2 };
  GifFileType *gif = context->gif;
  g_autofree GifByteType *line = g_malloc ((gsize)gif->Image.Width);
  guint height = (guint)gif->Image.Height;

  for (guint pass = 0; pass < (gif->Image.Interlace ? 4u : 1u); pass++)
    {
      for (guint y = gif->Image.Interlace ? starts[pass] : 0; y < height; y += gif->Image.Interlace ? steps[pass] : 1)
        {
          if (DGifGetLine (gif, line, gif->Image.Width) == GIF_ERROR)
            return FALSE;
          paint_line (context, line, y);
        }
    }

  return TRUE;
}

static CstPhotoStatus
fail (const Context *context)
{
  return context->is_short ? CST_PHOTO_STATUS_TRUNCATED : CST_PHOTO_STATUS_UNREADABLE;
}

static CstPhotoStatus
draw (Context      *context,
      WorkerCanvas *canvas)
{
  GifFileType *gif = context->gif;
  guint width = (guint)gif->SWidth;
  guint height = (guint)gif->SHeight;

  if (!worker_canvas_set_source (canvas, width, height))
    return CST_PHOTO_STATUS_UNREADABLE;
  if ((context->screen = g_try_malloc0 ((gsize)width * height * 4)) == NULL)
    return CST_PHOTO_STATUS_TOO_LARGE;
  if (!paint_frame (context))
    return fail (context);

  for (guint y = 0; y < height; y++)
    worker_canvas_push_row (canvas, context->screen + (gsize)y * width * 4);

  return CST_PHOTO_STATUS_OK;
}

static CstPhotoStatus
run (Context      *context,
     WorkerCanvas *canvas,
     WorkerFacts  *facts)
{
  GifFileType *gif = context->gif;

  if ((guint64)gif->SWidth * (guint64)gif->SHeight > CST_PHOTO_MAX_PIXELS)
    return CST_PHOTO_STATUS_TOO_LARGE;

  if (!find_frame (context))
    return fail (context);

  if (gif->Image.Width < 1 || gif->Image.Height < 1 || gif->Image.Left < 0 || gif->Image.Top < 0 ||
      gif->Image.Left + gif->Image.Width > gif->SWidth || gif->Image.Top + gif->Image.Height > gif->SHeight)
    return CST_PHOTO_STATUS_UNREADABLE;

  facts->reply.width = (guint)gif->SWidth;
  facts->reply.height = (guint)gif->SHeight;
  if (canvas != NULL)
    return draw (context, canvas);

  facts->reply.n_frames = count_frames (context);

  return CST_PHOTO_STATUS_OK;
}

/*
 * worker_gif_run:
 * @canvas: (nullable): where to draw, or NULL to read the header and count the frames
 *
 * Draws the first frame; a moving picture moves in another program.
 */
CstPhotoStatus
worker_gif_run (const WorkerFile *file,
                WorkerCanvas     *canvas,
                WorkerFacts      *facts)
{
  Context context = { .file = file, .transparent = NO_TRANSPARENT_COLOR };
  CstPhotoStatus status;

  if ((context.gif = DGifOpen (&context, read_data, NULL)) == NULL)
    return fail (&context);

  status = run (&context, canvas, facts);
  DGifCloseFile (context.gif, NULL);
  g_free (context.screen);

  return status;
}
