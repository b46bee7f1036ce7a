/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-worker.h"

#include <setjmp.h>
#include <string.h>

#include <png.h>

#define MAX_CHUNK      (8 * 1024 * 1024)
#define METRES_PER_PT  (0.0254 / 72)

typedef struct
{
  const WorkerFile *file;
  gsize             position;
  gboolean          is_short;
  png_bytep         all;  /* (owned) (nullable): every row, when they come interlaced */
  png_bytep         row;  /* (owned) (nullable) */
  WorkerColour     *colour; /* (owned) (nullable) */
} Context;

static void
read_data (png_structp png,
           png_bytep   to,
           png_size_t  length)
{
  Context *context = png_get_io_ptr (png);

  if (length > context->file->size - context->position)
    {
      context->is_short = TRUE;
      png_error (png, "short");
    }

  memcpy (to, context->file->data + context->position, length);
  context->position += length;
}

static void
error_exit (png_structp  png,
            const char  *message)
{
  png_longjmp (png, 1);
}

static void
warn (png_structp  png,
      const char  *message)
{
}

static png_voidp
allocate (png_structp      png,
          png_alloc_size_t size)
{
  return g_try_malloc (size);
}

static void
release (png_structp png,
         png_voidp   memory)
{
  g_free (memory);
}

/* The header always comes first, at a fixed place. libpng refuses what is too wide as it refuses
 * what is damaged, so the two are told apart beforehand. */
static gboolean
is_too_large (const WorkerFile *file)
{
  guint32 width, height;

  if (file->size < 24)
    return FALSE;

  memcpy (&width, file->data + 16, 4);
  memcpy (&height, file->data + 20, 4);
  width = GUINT32_FROM_BE (width);
  height = GUINT32_FROM_BE (height);

  return width > CST_PHOTO_MAX_SIDE || height > CST_PHOTO_MAX_SIDE ||
         (guint64)width * height > CST_PHOTO_MAX_PIXELS;
}

/* Text and the like are skipped unread; a small chunk can unpack to gigabytes. */
static void
limit (png_structp png)
{
  static const png_byte wanted[] = "eXIf\0pHYs\0tRNS\0iCCP";

  png_set_user_limits (png, CST_PHOTO_MAX_SIDE, CST_PHOTO_MAX_SIDE);
  png_set_chunk_cache_max (png, 64);
  png_set_chunk_malloc_max (png, MAX_CHUNK);
  png_set_keep_unknown_chunks (png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  png_set_keep_unknown_chunks (png, PNG_HANDLE_CHUNK_AS_DEFAULT, wanted, 4);
}

static void
read_profile (png_structp  png,
              png_infop    info,
              Context     *context,
              WorkerFacts *facts)
{
  png_charp name;
  png_bytep profile = NULL;
  png_uint_32 size = 0;
  int method;

  if (png_get_iCCP (png, info, &name, &method, &profile, &size) == 0)
    return;

  context->colour = worker_colour_new (profile, size, WORKER_INK_RGBA);
  facts->reply.has_profile = context->colour != NULL;
}

static void
read_facts (png_structp  png,
            png_infop    info,
            Context     *context,
            WorkerFacts *facts)
{
  CstPhotoReply *reply = &facts->reply;
  png_uint_32 exif_size = 0;
  png_bytep exif = NULL;
  png_uint_32 x = 0, y = 0;
  int unit = PNG_RESOLUTION_UNKNOWN;

  reply->width = png_get_image_width (png, info);
  reply->height = png_get_image_height (png, info);

  if (png_get_eXIf_1 (png, info, &exif_size, &exif) != 0)
    worker_exif_read (exif, exif_size, facts);
  read_profile (png, info, context, facts);

  if (png_get_pHYs (png, info, &x, &y, &unit) != 0 && unit == PNG_RESOLUTION_METER && x > 0 && y > 0)
    {
      reply->page_width = reply->width / (double)x / METRES_PER_PT;
      reply->page_height = reply->height / (double)y / METRES_PER_PT;
    }
}

static CstPhotoStatus
draw (png_structp   png,
      png_infop     info,
      Context      *context,
      WorkerCanvas *canvas)
{
  guint width = png_get_image_width (png, info);
  guint height = png_get_image_height (png, info);
  gsize stride = (gsize)width * 4;
  int n_passes;

  png_set_expand (png);
  png_set_scale_16 (png);
  png_set_gray_to_rgb (png);
  png_set_filler (png, 0xFF, PNG_FILLER_AFTER);
  n_passes = png_set_interlace_handling (png);
  png_read_update_info (png, info);

  if (png_get_rowbytes (png, info) != stride || !worker_canvas_set_source (canvas, width, height))
    return CST_PHOTO_STATUS_UNREADABLE;

  if (n_passes == 1)
    context->row = g_try_malloc (stride);
  else
    context->all = g_try_malloc0 (stride * height);
  if (context->row == NULL && context->all == NULL)
    return CST_PHOTO_STATUS_TOO_LARGE;

  for (int pass = 1; pass < n_passes; pass++)
    {
      for (guint y = 0; y < height; y++)
        png_read_row (png, context->all + y * stride, NULL);
    }

  for (guint y = 0; y < height; y++)
    {
      png_bytep row = context->all != NULL ? context->all + y * stride : context->row;

      png_read_row (png, row, NULL);
      if (context->colour != NULL)
        worker_colour_convert (context->colour, row, width);
      worker_premultiply (row, width);
      worker_canvas_push_row (canvas, row);
    }

  return CST_PHOTO_STATUS_OK;
}

/*
 * worker_png_run:
 * @canvas: (nullable): where to draw, or NULL to read the header only
 */
CstPhotoStatus
worker_png_run (const WorkerFile *file,
                WorkerCanvas     *canvas,
                WorkerFacts      *facts)
{
  volatile CstPhotoStatus status = CST_PHOTO_STATUS_OK;
  Context *context;
  png_structp png;
  png_infop info;

  if (is_too_large (file))
    return CST_PHOTO_STATUS_TOO_LARGE;

  context = g_new0 (Context, 1);
  context->file = file;
  png = png_create_read_struct_2 (PNG_LIBPNG_VER_STRING, NULL, error_exit, warn, NULL, allocate, release);
  info = png_create_info_struct (png);

  if (setjmp (png_jmpbuf (png)) == 0)
    {
      limit (png);
      png_set_read_fn (png, context, read_data);
      png_read_info (png, info);
      read_facts (png, info, context, facts);

      if (canvas != NULL)
        status = draw (png, info, context, canvas);
    }
  else
    status = context->is_short ? CST_PHOTO_STATUS_TRUNCATED : CST_PHOTO_STATUS_UNREADABLE;

  png_destroy_read_struct (&png, &info, NULL);
  g_clear_pointer (&context->colour, worker_colour_free);
  g_free (context->all);
  g_free (context->row);
  g_free (context);

  return status;
}
