/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include "cst-photo-decoder.h"

/* A photo of twelve megapixels, from file to pixels ready, over what libjpeg alone needs for it. */

#define WIDTH  4000
#define HEIGHT 3000
#define ROUNDS 9

typedef struct
{
  CstPhotoDecoder *decoder;
  const char      *path;
  int              box;
} Subject;

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

static void
write_photo (const char *path)
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

/* The floor: whatever the box, all pixels, into memory that is new each time. */
static void
decode_bare (const Subject *subject)
{
  struct jpeg_decompress_struct cinfo;
  struct jpeg_error_mgr errors;
  g_autofree guint8 *pixels = g_malloc ((gsize)WIDTH * HEIGHT * 4);
  g_autofree char *data = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (subject->path, &data, &size, NULL));
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

static void
decode_ours (const Subject *subject)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstPhotoImage) image = NULL;

  image = cst_photo_decoder_decode_sync (subject->decoder, subject->path, subject->box, subject->box, NULL, &error);
  g_assert_no_error (error);
}

static double
time_once (void         (*decode) (const Subject *),
           const Subject *subject)
{
  gint64 begin = g_get_monotonic_time ();

  decode (subject);

  return (g_get_monotonic_time () - begin) / (double)G_USEC_PER_SEC;
}

/* By turns, so that what else the computer does hits both; the best of each counts. */
static void
compare (const char *name,
         Subject    *subject)
{
  double bare = G_MAXDOUBLE, ours = G_MAXDOUBLE;

  for (int i = 0; i < ROUNDS; i++)
    {
      bare = MIN (bare, time_once (decode_bare, subject));
      ours = MIN (ours, time_once (decode_ours, subject));
    }

  g_print ("%-48s %6.1f ms over %6.1f ms bare: %.2f\n", name, ours * 1000, bare * 1000, ours / bare);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("constat-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "photo.jpg", NULL);
  g_autoptr(CstPhotoDecoder) decoder = cst_photo_decoder_new (1);
  Subject subject = { .decoder = decoder, .path = path };

  write_photo (path);
  compare ("12 megapixels, all of them", &subject);
  subject.box = 1600;
  compare ("the same, for a view 1600 pixels wide", &subject);
  subject.box = 256;
  compare ("the same, as a thumbnail", &subject);

  g_remove (path);
  g_rmdir (folder);

  return 0;
}
