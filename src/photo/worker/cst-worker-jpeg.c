/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-worker.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

/* What libjpeg may hold at once; the largest allowed picture, progressive, at 4:2:0 fits. */
#define MAX_MEMORY (768L * 1024 * 1024)

typedef struct
{
  struct jpeg_error_mgr    errors; /* first: libjpeg hands back a pointer to it */
  struct jpeg_progress_mgr progress;
  jmp_buf                  on_error;
  CstPhotoStatus           status;
  gboolean                 is_short;
  WorkerColour            *colour; /* (owned) (nullable) */
  JOCTET                  *icc;    /* (owned) (nullable) */
} Context;

static void
error_exit (j_common_ptr cinfo)
{
  Context *context = (Context *)cinfo->err;

  switch (cinfo->err->msg_code)
    {
    case JERR_OUT_OF_MEMORY:
    case JERR_NO_BACKING_STORE:
    case JERR_IMAGE_TOO_BIG:
    case JERR_WIDTH_OVERFLOW:
      context->status = CST_PHOTO_STATUS_TOO_LARGE;
      break;

    default:
      context->status = context->is_short ? CST_PHOTO_STATUS_TRUNCATED : CST_PHOTO_STATUS_UNREADABLE;
      break;
    }

  longjmp (context->on_error, 1);
}

/* Warnings: libjpeg goes on with what it has. Only the end of the file coming too early is told
 * apart, since then the cure is to fetch the file again. */
static void
emit_message (j_common_ptr cinfo,
              int          level)
{
  Context *context = (Context *)cinfo->err;

  if (level < 0 && cinfo->err->msg_code == JWRN_JPEG_EOF)
    context->is_short = TRUE;
}

static void
output_message (j_common_ptr cinfo)
{
}

static void
progress_monitor (j_common_ptr cinfo)
{
  Context *context = (Context *)cinfo->err;

  if (cinfo->is_decompressor && ((j_decompress_ptr)cinfo)->input_scan_number > WORKER_MAX_SCANS)
    {
      context->status = CST_PHOTO_STATUS_TOO_LARGE;
      longjmp (context->on_error, 1);
    }
}

static void
read_exif (j_decompress_ptr  cinfo,
           WorkerFacts      *facts)
{
  for (jpeg_saved_marker_ptr marker = cinfo->marker_list; marker != NULL; marker = marker->next)
    {
      if (marker->marker == JPEG_APP0 + 1 && marker->data_length > 6 && memcmp (marker->data, "Exif\0\0", 6) == 0)
        {
          worker_exif_read (marker->data + 6, marker->data_length - 6, facts);
          return;
        }
    }
}

static void
read_profile (j_decompress_ptr  cinfo,
              WorkerFacts      *facts)
{
  Context *context = (Context *)cinfo->err;
  WorkerInk ink = WORKER_INK_RGBA;
  unsigned int size = 0;

  if (cinfo->num_components == 4)
    ink = cinfo->saw_Adobe_marker ? WORKER_INK_CMYK_INVERTED : WORKER_INK_CMYK;

  if (!jpeg_read_icc_profile (cinfo, &context->icc, &size))
    return;

  context->colour = worker_colour_new (context->icc, size, ink);
  facts->reply.has_profile = context->colour != NULL;
}

/* The smallest of libjpeg's eighths that is not smaller than what is to be drawn. */
static void
choose_scale (j_decompress_ptr cinfo,
              guint            width,
              guint            height)
{
  cinfo->scale_denom = 8;
  for (cinfo->scale_num = 1; cinfo->scale_num < 8; cinfo->scale_num++)
    {
      jpeg_calc_output_dimensions (cinfo);
      if (cinfo->output_width >= width && cinfo->output_height >= height)
        return;
    }
}

/* Four inks to three lights, without a profile: good enough to see what is on the photo. Adobe
 * writes inks inverted, and its marker tells. */
static void
convert_cmyk (guint8   *row,
              guint     width,
              gboolean  is_inverted)
{
  for (guint x = 0; x < width; x++, row += 4)
    {
      guint k = is_inverted ? row[3] : 255u - row[3];

      for (int c = 0; c < 3; c++)
        row[c] = (guint8)((is_inverted ? row[c] : 255u - row[c]) * k / 255);
    }
}

static void
make_opaque (guint8 *row,
             guint   width)
{
  for (guint x = 0; x < width; x++)
    row[4 * x + 3] = 255;
}

static void
clear (j_decompress_ptr  cinfo,
       Context          *context)
{
  g_clear_pointer (&context->colour, worker_colour_free);
  free (g_steal_pointer (&context->icc));
  jpeg_destroy_decompress (cinfo);
}

static CstPhotoStatus
draw (j_decompress_ptr  cinfo,
      WorkerCanvas     *canvas)
{
  Context *context = (Context *)cinfo->err;
  gboolean is_cmyk = cinfo->jpeg_color_space == JCS_CMYK || cinfo->jpeg_color_space == JCS_YCCK;
  JSAMPARRAY own;
  guint width, height;

  worker_canvas_get_size (canvas, &width, &height);
  choose_scale (cinfo, width, height);
  cinfo->out_color_space = is_cmyk ? JCS_CMYK : JCS_EXT_RGBA;

  jpeg_start_decompress (cinfo);
  if (cinfo->output_components != 4 || !worker_canvas_set_source (canvas, cinfo->output_width, cinfo->output_height))
    return CST_PHOTO_STATUS_UNREADABLE;

  own = cinfo->mem->alloc_sarray ((j_common_ptr)cinfo, JPOOL_IMAGE, cinfo->output_width * 4, 1);
  while (cinfo->output_scanline < cinfo->output_height)
    {
      guint8 *row = worker_canvas_borrow_row (canvas);

      if (row == NULL)
        row = own[0];
      jpeg_read_scanlines (cinfo, &row, 1);
      if (context->colour != NULL)
        worker_colour_convert (context->colour, row, cinfo->output_width);
      else if (is_cmyk)
        convert_cmyk (row, cinfo->output_width, cinfo->saw_Adobe_marker);
      if (is_cmyk)
        make_opaque (row, cinfo->output_width);
      worker_canvas_push_row (canvas, row);
    }

  return context->is_short ? CST_PHOTO_STATUS_TRUNCATED : CST_PHOTO_STATUS_OK;
}

/*
 * worker_jpeg_run:
 * @canvas: (nullable): where to draw, or NULL to read the header only
 *
 * A file cut short is an error even though its upper part could be shown: half a photo is no proof.
 */
CstPhotoStatus
worker_jpeg_run (const WorkerFile *file,
                 WorkerCanvas     *canvas,
                 WorkerFacts      *facts)
{
  struct jpeg_decompress_struct cinfo = { 0 };
  Context context = { 0 };

  cinfo.err = jpeg_std_error (&context.errors);
  context.errors.error_exit = error_exit;
  context.errors.emit_message = emit_message;
  context.errors.output_message = output_message;
  context.progress.progress_monitor = progress_monitor;

  if (setjmp (context.on_error) != 0)
    {
      clear (&cinfo, &context);
      return context.status;
    }

  jpeg_create_decompress (&cinfo);
  cinfo.progress = &context.progress;
  cinfo.mem->max_memory_to_use = MAX_MEMORY;
  jpeg_save_markers (&cinfo, JPEG_APP0 + 1, 0xFFFF);
  jpeg_save_markers (&cinfo, JPEG_APP0 + 2, 0xFFFF);
  jpeg_mem_src (&cinfo, file->data, file->size);
  jpeg_read_header (&cinfo, TRUE);

  facts->reply.width = cinfo.image_width;
  facts->reply.height = cinfo.image_height;
  read_exif (&cinfo, facts);
  read_profile (&cinfo, facts);

  if ((guint64)cinfo.image_width * cinfo.image_height > CST_PHOTO_MAX_PIXELS)
    context.status = CST_PHOTO_STATUS_TOO_LARGE;
  else if (canvas != NULL)
    context.status = draw (&cinfo, canvas);

  clear (&cinfo, &context);

  return context.status;
}
