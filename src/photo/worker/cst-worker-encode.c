/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-worker.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>

#define MAX_MARKER 65533

typedef struct
{
  struct jpeg_error_mgr    errors; /* first: libjpeg hands back a pointer to it */
  struct jpeg_progress_mgr progress;
  jmp_buf                  on_error;
  unsigned char           *data;
  unsigned long            size;
} Context;

static void
exit_jpeg (j_common_ptr cinfo)
{
  Context *context = (Context *)cinfo->err;

  longjmp (context->on_error, 1);
}

static void
count_warning (j_common_ptr cinfo,
               int          level)
{
  if (level < 0)
    cinfo->err->num_warnings++;
}

static void
watch_scans (j_common_ptr cinfo)
{
  if (cinfo->is_decompressor && ((j_decompress_ptr)cinfo)->input_scan_number > WORKER_MAX_SCANS)
    exit_jpeg (cinfo);
}

static void
set_up_errors (Context *context)
{
  jpeg_std_error (&context->errors);
  context->errors.error_exit = exit_jpeg;
  context->errors.emit_message = count_warning;
  context->progress.progress_monitor = watch_scans;
}

static void
write_exif (j_compress_ptr  cinfo,
            GByteArray     *exif)
{
  static const guint8 head[] = { 'E', 'x', 'i', 'f', 0, 0 };

  if (exif == NULL || exif->len == 0 || exif->len + sizeof head > MAX_MARKER)
    return;

  jpeg_write_m_header (cinfo, JPEG_APP0 + 1, (unsigned int)(exif->len + sizeof head));
  for (gsize i = 0; i < sizeof head; i++)
    jpeg_write_m_byte (cinfo, head[i]);
  for (guint i = 0; i < exif->len; i++)
    jpeg_write_m_byte (cinfo, exif->data[i]);
}

/* On white, where it is transparent: JPEG knows no such thing. */
static void
flatten (const guint8 *rgba,
         guint8       *rgb,
         guint         width)
{
  for (guint x = 0; x < width; x++, rgba += 4, rgb += 3)
    {
      guint white = 255u - rgba[3];

      for (int c = 0; c < 3; c++)
        rgb[c] = (guint8)MIN (rgba[c] + white, 255u);
    }
}

static void
compress (j_compress_ptr  cinfo,
          const guint8   *pixels,
          guint           quality,
          GByteArray     *exif)
{
  JSAMPARRAY rows;

  cinfo->input_components = 3;
  cinfo->in_color_space = JCS_RGB;
  jpeg_set_defaults (cinfo);
  jpeg_set_quality (cinfo, (int)quality, TRUE);
  cinfo->optimize_coding = TRUE;
  jpeg_start_compress (cinfo, TRUE);
  write_exif (cinfo, exif);

  rows = cinfo->mem->alloc_sarray ((j_common_ptr)cinfo, JPOOL_IMAGE, cinfo->image_width * 3, 1);
  while (cinfo->next_scanline < cinfo->image_height)
    {
      flatten (pixels + (gsize)cinfo->next_scanline * cinfo->image_width * 4, rows[0], cinfo->image_width);
      jpeg_write_scanlines (cinfo, rows, 1);
    }

  jpeg_finish_compress (cinfo);
}

/*
 * worker_encode_jpeg:
 * @pixels: premultiplied
 * @exif: (nullable): a block to put in, from its byte order mark on
 * @jpeg: (out): becomes the file
 */
gboolean
worker_encode_jpeg (const guint8 *pixels,
                    guint         width,
                    guint         height,
                    guint         quality,
                    GByteArray   *exif,
                    GByteArray   *jpeg)
{
  struct jpeg_compress_struct cinfo = { 0 };
  Context context = { 0 };
  volatile gboolean is_done = FALSE;

  set_up_errors (&context);
  cinfo.err = &context.errors;
  if (setjmp (context.on_error) == 0)
    {
      jpeg_create_compress (&cinfo);
      jpeg_mem_dest (&cinfo, &context.data, &context.size);
      cinfo.image_width = width;
      cinfo.image_height = height;
      compress (&cinfo, pixels, quality, exif);
      is_done = TRUE;
    }

  jpeg_destroy_compress (&cinfo);
  g_byte_array_set_size (jpeg, 0);
  if (is_done)
    g_byte_array_append (jpeg, context.data, (guint)context.size);
  free (context.data);

  return is_done;
}

/*
 * worker_copy_jpeg:
 * @exif: (nullable): a block to put in, from its byte order mark on
 * @jpeg: (out): becomes the file
 *
 * The same compressed picture in a new file. It is read to its end and written again, symbol by
 * symbol, so that nothing comes along that is not picture; no pixel changes.
 *
 * Returns: FALSE when the file is damaged, however lightly, or holds inks instead of lights
 */
gboolean
worker_copy_jpeg (const WorkerFile *file,
                  GByteArray       *exif,
                  GByteArray       *jpeg)
{
  struct jpeg_decompress_struct from = { 0 };
  struct jpeg_compress_struct to = { 0 };
  Context context = { 0 };
  volatile gboolean is_done = FALSE;

  set_up_errors (&context);
  from.err = to.err = &context.errors;
  if (setjmp (context.on_error) == 0)
    {
      jvirt_barray_ptr *coefficients;

      jpeg_create_decompress (&from);
      jpeg_create_compress (&to);
      jpeg_mem_src (&from, file->data, file->size);
      jpeg_mem_dest (&to, &context.data, &context.size);
      jpeg_read_header (&from, TRUE);
      if (from.num_components == 4)
        longjmp (context.on_error, 1);
      from.progress = &context.progress;
      coefficients = jpeg_read_coefficients (&from);
      if (context.errors.num_warnings > 0)
        longjmp (context.on_error, 1);
      jpeg_copy_critical_parameters (&from, &to);
      to.optimize_coding = TRUE;
      jpeg_write_coefficients (&to, coefficients);
      write_exif (&to, exif);
      jpeg_finish_compress (&to);
      jpeg_finish_decompress (&from);
      is_done = TRUE;
    }

  jpeg_destroy_compress (&to);
  jpeg_destroy_decompress (&from);
  g_byte_array_set_size (jpeg, 0);
  if (is_done)
    g_byte_array_append (jpeg, context.data, (guint)context.size);
  free (context.data);

  return is_done;
}

static void
append_png (png_structp png,
            png_bytep   data,
            png_size_t  length)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint)length);
}

static void
flush_png (png_structp png)
{
}

static void
exit_png (png_structp  png,
          const char  *message)
{
  png_longjmp (png, 1);
}

static void
warn_png (png_structp  png,
          const char  *message)
{
}

static gboolean
is_opaque (const guint8 *pixels,
           gsize         n_pixels)
{
  for (gsize i = 0; i < n_pixels; i++)
    {
      if (pixels[4 * i + 3] != 255)
        return FALSE;
    }

  return TRUE;
}

static void
unpremultiply (const guint8 *from,
               guint8       *to,
               guint         width)
{
  for (guint x = 0; x < width; x++, from += 4, to += 4)
    {
      guint alpha = from[3];

      for (int c = 0; c < 3; c++)
        to[c] = alpha == 0 ? 0 : (guint8)MIN ((from[c] * 255u + alpha / 2) / alpha, 255u);
      to[3] = from[3];
    }
}

/*
 * worker_encode_png:
 * @pixels: premultiplied
 * @png: (out): becomes the file
 */
gboolean
worker_encode_png (const guint8 *pixels,
                   guint         width,
                   guint         height,
                   GByteArray   *bytes)
{
  g_autofree guint8 *row = g_malloc ((gsize)width * 4);
  volatile gboolean is_done = FALSE;
  gboolean has_alpha = !is_opaque (pixels, (gsize)width * height);
  png_structp png;
  png_infop info;

  g_byte_array_set_size (bytes, 0);
  png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, exit_png, warn_png);
  info = png_create_info_struct (png);
  if (setjmp (png_jmpbuf (png)) == 0)
    {
      png_set_write_fn (png, bytes, append_png, flush_png);
      png_set_IHDR (png, info, width, height, 8, has_alpha ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB,
                    PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
      png_write_info (png, info);
      if (!has_alpha)
        png_set_filler (png, 0, PNG_FILLER_AFTER);

      for (guint y = 0; y < height; y++)
        {
          unpremultiply (pixels + (gsize)y * width * 4, row, width);
          png_write_row (png, row);
        }

      png_write_end (png, info);
      is_done = TRUE;
    }
  png_destroy_write_struct (&png, &info);

  return is_done;
}
