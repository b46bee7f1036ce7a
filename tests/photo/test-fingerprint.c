/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decoder-fixture.h"

#include <math.h>
#include <string.h>

#include "cst-fingerprint.h"

#define N_SCENES 40

/* Some light and dark spots by chance, with a little noise: a scene to be recognised. */
static CstPhotoImage *
make_scene (guint32 seed,
            int     width,
            int     height)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  g_autoptr(GRand) noise = g_rand_new_with_seed (seed * 10000 + (guint32)width);
  gsize size = (gsize)width * (gsize)height * 4;
  guint8 *pixels = g_malloc (size);
  g_autoptr(GBytes) bytes = g_bytes_new_take (pixels, size);
  double spots[12][3];

  for (gsize i = 0; i < G_N_ELEMENTS (spots); i++)
    {
      spots[i][0] = g_rand_double (random);
      spots[i][1] = g_rand_double (random);
      spots[i][2] = g_rand_double_range (random, -90, 90);
    }

  for (int i = 0; i < width * height; i++)
    {
      double light = 128 + g_rand_double_range (noise, -4, 4);

      for (gsize j = 0; j < G_N_ELEMENTS (spots); j++)
        {
          double x = (double)(i % width) / width - spots[j][0];
          double y = (double)(i / width) / height - spots[j][1];

          light += spots[j][2] * exp (-(x * x + y * y) * 30);
        }
      memset (pixels + 4 * i, (int)CLAMP (light, 0, 255), 3);
      pixels[4 * i + 3] = 255;
    }

  return cst_photo_image_new (bytes, width, height, (gsize)width * 4);
}

static guint64
look_at (CstPhotoImage *owned)
{
  g_autoptr(CstPhotoImage) image = owned;
  guint64 fingerprint = 0;

  g_assert_true (cst_photo_image_fingerprint (image, &fingerprint));

  return fingerprint;
}

/* The same scene in other sizes, each with noise of its own. */
static void
test_same (Fixture       *fixture,
           gconstpointer  user_data)
{
  guint64 original = look_at (make_scene (1, 400, 300));

  g_assert_cmpint (cst_fingerprint_distance (original, original), ==, 0);
  g_assert_cmpint (cst_fingerprint_distance (original, look_at (make_scene (1, 320, 240))), <=, CST_FINGERPRINT_NEAR);
  g_assert_cmpint (cst_fingerprint_distance (original, look_at (make_scene (1, 120, 90))), <=, CST_FINGERPRINT_NEAR);
  g_assert_cmpint (cst_fingerprint_distance (original, look_at (make_scene (1, 64, 48))), <=, CST_FINGERPRINT_NEAR);
}

static void
test_different (Fixture       *fixture,
                gconstpointer  user_data)
{
  guint64 original = look_at (make_scene (1, 400, 300));

  for (guint32 seed = 2; seed < 100; seed++)
    {
      guint64 other = look_at (make_scene (seed, 100, 75));

      g_assert_cmpint (cst_fingerprint_distance (original, other), >, CST_FINGERPRINT_NEAR);
    }
}

/* Without a part of each side, as somebody cuts a picture who wants to be closer. */
static CstPhotoImage *
make_cropped (guint32 seed,
              double  part)
{
  g_autoptr(CstPhotoImage) whole = make_scene (seed, 200, 150);
  int left = (int)(whole->width * part);
  int top = (int)(whole->height * part);
  gsize offset = (gsize)top * whole->stride + (gsize)left * 4;
  g_autoptr(GBytes) bytes = g_bytes_new_from_bytes (whole->pixels, offset,
                                                    g_bytes_get_size (whole->pixels) - offset);

  return cst_photo_image_new (bytes, whole->width - 2 * left, whole->height - 2 * top, whole->stride);
}

static int
count_found (double part)
{
  int found = 0;

  for (guint32 seed = 1; seed <= N_SCENES; seed++)
    {
      int distance = cst_fingerprint_distance (look_at (make_scene (seed, 200, 150)),
                                               look_at (make_cropped (seed, part)));

      found += distance <= CST_FINGERPRINT_NEAR ? 1 : 0;
    }
  g_test_message ("%.0f %% cut from each side: %d of %d found", part * 100, found, N_SCENES);

  return found;
}

/* What is found of cropped pictures, and what is not. */
static void
test_cropped (Fixture       *fixture,
              gconstpointer  user_data)
{
  g_assert_cmpint (count_found (0.02), ==, N_SCENES);
  g_assert_cmpint (count_found (0.03), >=, N_SCENES * 9 / 10);
  g_assert_cmpint (count_found (0.05), >=, N_SCENES * 3 / 4);
  g_assert_cmpint (count_found (0.10), <, N_SCENES / 2);
}

/* As it comes from the decoder: a PNG of the same drawing as a JPEG. */
static void
test_decoded (Fixture       *fixture,
              gconstpointer  user_data)
{
  g_autofree char *jpeg = write_bytes (fixture, "a.jpg", photo_make_jpeg (800, 600, 1, 0));
  g_autofree char *png = write_bytes (fixture, "b.png", photo_make_png (400, 300, 255, 0));
  guint64 a = look_at (cst_photo_decoder_decode_sync (fixture->decoder, jpeg, 100, 100, NULL, NULL));
  guint64 b = look_at (cst_photo_decoder_decode_sync (fixture->decoder, png, 0, 0, NULL, NULL));

  g_assert_cmpint (cst_fingerprint_distance (a, b), <=, CST_FINGERPRINT_NEAR);
}

/* A blank wall is like every other: nothing is claimed about it. */
static void
test_blank (Fixture       *fixture,
            gconstpointer  user_data)
{
  guint8 *pixels = g_malloc (64 * 64 * 4);
  g_autoptr(GBytes) bytes = g_bytes_new_take (memset (pixels, 200, 64 * 64 * 4), 64 * 64 * 4);
  g_autoptr(CstPhotoImage) image = cst_photo_image_new (bytes, 64, 64, 64 * 4);
  guint64 fingerprint;

  g_assert_false (cst_photo_image_fingerprint (image, &fingerprint));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/photo/fingerprint/same", test_same);
  ADD ("/photo/fingerprint/different", test_different);
  ADD ("/photo/fingerprint/cropped", test_cropped);
  ADD ("/photo/fingerprint/decoded", test_decoded);
  ADD ("/photo/fingerprint/blank", test_blank);

  return g_test_run ();
}
