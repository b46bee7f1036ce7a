/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-worker.h"

#include <string.h>
#include <unistd.h>

#include <tiffio.h>

/* What libtiff may ask for at once: the largest strip there can be in an allowed picture. */
#define MAX_ALLOCATION ((tmsize_t)CST_PHOTO_MAX_PIXELS * 4)

/* Pages of a fax; a hostile file can chain tens of thousands. */
#define MAX_PAGES 1000

typedef struct
{
  const WorkerFile *file;
  guint64           position;
  gboolean          is_short; /* something beyond the end was asked for */
} Source;

static tmsize_t
read_data (thandle_t  handle,
           void      *to,
           tmsize_t   length)
{
  Source *source = handle;
  gsize left = source->position < source->file->size ? source->file->size - (gsize)source->position : 0;
  gsize n = MIN ((gsize)MAX (length, 0), left);

  source->is_short |= n < (gsize)length;
  if (n > 0)
    memcpy (to, source->file->data + source->position, n);
  source->position += n;

  return (tmsize_t)n;
}

static tmsize_t
write_data (thandle_t  handle,
            void      *from,
            tmsize_t   length)
{
  return 0;
}

static toff_t
seek (thandle_t handle,
      toff_t    offset,
      int       whence)
{
  Source *source = handle;

  source->position = offset + (whence == SEEK_CUR ? source->position : whence == SEEK_END ? source->file->size : 0);

  return source->position;
}

static int
close_file (thandle_t handle)
{
  return 0;
}

static toff_t
get_size (thandle_t handle)
{
  return ((Source *)handle)->file->size;
}

static int
ignore_complaint (TIFF       *tiff,
                  void       *user_data,
                  const char *module,
                  const char *format,
                  va_list     arguments)
{
  return 1;
}

static TIFF *
open_file (Source *source)
{
  TIFFOpenOptions *options = TIFFOpenOptionsAlloc ();
  TIFF *tiff;

  TIFFOpenOptionsSetMaxSingleMemAlloc (options, MAX_ALLOCATION);
  TIFFOpenOptionsSetErrorHandlerExtR (options, ignore_complaint, NULL);
  TIFFOpenOptionsSetWarningHandlerExtR (options, ignore_complaint, NULL);

  /* m: never mapped; there is nothing to map. */
  tiff = TIFFClientOpenExt ("photo", "rm", source, read_data, write_data, seek, close_file, get_size, NULL, NULL,
                            options);
  TIFFOpenOptionsFree (options);

  return tiff;
}

static WorkerColour *
read_profile (TIFF        *tiff,
              WorkerFacts *facts)
{
  WorkerColour *colour = NULL;
  uint32_t size = 0;
  void *profile = NULL;
  uint16_t photometric = 0;

  TIFFGetField (tiff, TIFFTAG_PHOTOMETRIC, &photometric);
  if ((photometric == PHOTOMETRIC_RGB || photometric == PHOTOMETRIC_YCBCR || photometric == PHOTOMETRIC_PALETTE) &&
      TIFFGetField (tiff, TIFFTAG_ICCPROFILE, &size, &profile))
    colour = worker_colour_new (profile, size, WORKER_INK_RGBA);

  facts->reply.has_profile = colour != NULL;

  return colour;
}

/* libtiff gives pixels as numbers, with red in the lowest byte, premultiplied. */
static void
push_raster (guint32      *raster,
             guint         width,
             guint         height,
             WorkerColour *colour,
             WorkerCanvas *canvas)
{
  for (guint y = 0; y < height; y++)
    {
      guint32 *row = raster + (gsize)y * width;

      for (guint x = 0; x < width; x++)
        row[x] = GUINT32_TO_LE (row[x]);
      if (colour != NULL)
        worker_colour_convert (colour, (guint8 *)row, width);
      worker_canvas_push_row (canvas, (const guint8 *)row);
    }
}

static CstPhotoStatus
draw (TIFF         *tiff,
      const Source *source,
      WorkerColour *colour,
      WorkerCanvas *canvas)
{
  char message[1024] = "";
  g_autofree guint32 *raster = NULL;
  TIFFRGBAImage image;
  gboolean is_drawn;

  if (!TIFFRGBAImageBegin (&image, tiff, 1, message))
    return source->is_short ? CST_PHOTO_STATUS_TRUNCATED : CST_PHOTO_STATUS_UNSUPPORTED;

  /* As stored: it is turned by us, as all pictures are. */
  image.req_orientation = image.orientation;
  raster = g_try_malloc0_n ((gsize)image.width * image.height, sizeof *raster);
  if (raster == NULL || !worker_canvas_set_source (canvas, image.width, image.height))
    {
      TIFFRGBAImageEnd (&image);
      return CST_PHOTO_STATUS_TOO_LARGE;
    }

  if ((is_drawn = TIFFRGBAImageGet (&image, raster, image.width, image.height) != 0))
    push_raster (raster, image.width, image.height, colour, canvas);
  TIFFRGBAImageEnd (&image);

  if (is_drawn)
    return CST_PHOTO_STATUS_OK;

  return source->is_short ? CST_PHOTO_STATUS_TRUNCATED : CST_PHOTO_STATUS_UNREADABLE;
}

static guint
count_pages (TIFF *tiff)
{
  guint n = 1;

  while (n < MAX_PAGES && TIFFReadDirectory (tiff))
    n++;

  return n;
}

static CstPhotoStatus
run (TIFF         *tiff,
     const Source *source,
     WorkerCanvas *canvas,
     WorkerFacts  *facts)
{
  CstPhotoStatus status = CST_PHOTO_STATUS_OK;
  WorkerFacts own = *facts;
  WorkerColour *colour;
  uint32_t width = 0, height = 0;

  if (!TIFFGetField (tiff, TIFFTAG_IMAGEWIDTH, &width) || !TIFFGetField (tiff, TIFFTAG_IMAGELENGTH, &height) ||
      width == 0 || height == 0)
    return CST_PHOTO_STATUS_UNREADABLE;

  if (width > CST_PHOTO_MAX_SIDE || height > CST_PHOTO_MAX_SIDE || (guint64)width * height > CST_PHOTO_MAX_PIXELS)
    return CST_PHOTO_STATUS_TOO_LARGE;

  /* The whole file is one EXIF block; but never to be taken along into another. */
  own.exif = NULL;
  worker_exif_read (source->file->data, source->file->size, &own);
  facts->reply = own.reply;
  facts->reply.width = width;
  facts->reply.height = height;

  colour = read_profile (tiff, facts);
  if (canvas != NULL)
    status = draw (tiff, source, colour, canvas);
  else
    facts->reply.n_frames = count_pages (tiff);
  g_clear_pointer (&colour, worker_colour_free);

  return status;
}

/*
 * worker_tiff_run:
 * @canvas: (nullable): where to draw, or NULL to read the headers only
 *
 * Draws the first page.
 */
CstPhotoStatus
worker_tiff_run (const WorkerFile *file,
                 WorkerCanvas     *canvas,
                 WorkerFacts      *facts)
{
  Source source = { .file = file };
  CstPhotoStatus status;
  TIFF *tiff;

  if ((tiff = open_file (&source)) == NULL)
    return source.is_short ? CST_PHOTO_STATUS_TRUNCATED : CST_PHOTO_STATUS_UNREADABLE;

  status = run (tiff, &source, canvas, facts);
  TIFFClose (tiff);

  return status;
}
