/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-jpeg.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#define WIDTH  BENCH_JPEG_WIDTH
#define HEIGHT BENCH_JPEG_HEIGHT

/* Soft shapes under a little grain, as a camera sees them. */
static void
paint_row (guint8 *row,
           int     y,
           GRand  *random)
{
  for (int x = 0; x < WIDTH; x++)
    {
      double light = 128 + 60 * sin (x / 310.0) * cos (y / 270.0) + 30 * sin ((x + 2 * y) / 41.0);

      for (int c = 0; c < 3; c++)
        *row++ = (guint8)CLAMP (light + 12 * c + g_rand_int_range (random, -6, 7), 0, 255);
    }
}

/**
 * bench_write_photo:
 *
 * Writes a JPEG of twelve megapixels.
 */
void
bench_write_photo (const char *path)
{
  struct jpeg_compress_struct cinfo;
  struct jpeg_error_mgr errors;
  g_autoptr(GRand) random = g_rand_new_with_seed (1);
  g_autofree guint8 *row = g_malloc (WIDTH * 3);
  FILE *file = fopen (path, "wb");

  g_assert_nonnull (file);
  cinfo.err = jpeg_std_error (&errors);
  jpeg_create_compress (&cinfo);
  jpeg_stdio_dest (&cinfo, file);
  cinfo.image_width = WIDTH;
  cinfo.image_height = HEIGHT;
  cinfo.input_components = 3;
  cinfo.in_color_space = JCS_RGB;
  jpeg_set_defaults (&cinfo);
  jpeg_set_quality (&cinfo, 90, TRUE);
  jpeg_start_compress (&cinfo, TRUE);
  for (int y = 0; y < HEIGHT; y++)
    {
      paint_row (row, y, random);
      jpeg_write_scanlines (&cinfo, &row, 1);
    }
  jpeg_finish_compress (&cinfo);
  jpeg_destroy_compress (&cinfo);
  fclose (file);
}

/**
 * bench_decode_bare:
 *
 * The floor: all pixels by libjpeg alone, into memory that is new each time.
 */
void
bench_decode_bare (const char *path)
{
  struct jpeg_decompress_struct cinfo;
  struct jpeg_error_mgr errors;
  g_autofree guint8 *pixels = g_malloc ((gsize)WIDTH * HEIGHT * 4);
  g_autofree char *data = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  cinfo.err = jpeg_std_error (&errors);
  jpeg_create_decompress (&cinfo);
  jpeg_mem_src (&cinfo, (const unsigned char *)data, size);
  jpeg_read_header (&cinfo, TRUE);
  cinfo.out_color_space = JCS_EXT_RGBA;
  jpeg_start_decompress (&cinfo);
  while (cinfo.output_scanline < HEIGHT)
    {
      JSAMPROW row = pixels + (gsize)cinfo.output_scanline * WIDTH * 4;

      jpeg_read_scanlines (&cinfo, &row, 1);
    }
  jpeg_finish_decompress (&cinfo);
  jpeg_destroy_decompress (&cinfo);
}
