/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "bench-jpeg.h"
#include "cst-photo-decoder.h"

/* A photo of twelve megapixels, from file to pixels ready, over what libjpeg alone needs for it. */

#define ROUNDS 9

typedef struct
{
  CstPhotoDecoder *decoder;
  const char      *path;
  int              box;
} Subject;

/* Whatever the box, all pixels. */
static void
decode_bare (const Subject *subject)
{
  bench_decode_bare (subject->path);
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

  bench_write_photo (path);
  compare ("12 megapixels, all of them", &subject);
  subject.box = 1600;
  compare ("the same, for a view 1600 pixels wide", &subject);
  subject.box = 256;
  compare ("the same, as a thumbnail", &subject);

  g_remove (path);
  g_rmdir (folder);

  return 0;
}
