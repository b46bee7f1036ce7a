/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decoder-fixture.h"

#include <glib/gstdio.h>

static void
test_orientations (Fixture       *fixture,
                   gconstpointer  user_data)
{
  for (int orientation = 1; orientation <= 8; orientation++)
    {
      PhotoFlags flags = orientation % 2 == 0 ? PHOTO_BIG_ENDIAN : 0;
      g_autofree char *path = write_bytes (fixture, "turned.jpg", photo_make_jpeg (96, 64, orientation, flags));
      gboolean is_turned = orientation >= 5;

      for (int box = 0; box <= 24; box += 24)
        {
          g_autoptr(GError) error = NULL;
          g_autoptr(CstPhotoImage) image = NULL;

          image = cst_photo_decoder_decode_sync (fixture->decoder, path, box, box, NULL, &error);
          g_assert_no_error (error);
          g_assert_cmpint (image->orientation, ==, orientation);
          g_assert_cmpint (image->source_width, ==, is_turned ? 64 : 96);
          g_assert_cmpint (image->source_height, ==, is_turned ? 96 : 64);
          g_assert_cmpint (image->width, ==, box == 0 ? image->source_width : is_turned ? 16 : 24);
          g_assert_cmpint (image->height, ==, box == 0 ? image->source_height : is_turned ? 24 : 16);
          assert_quarters (image, photo_turned[orientation]);
        }
    }
}

static void
test_scaled (Fixture       *fixture,
             gconstpointer  user_data)
{
  static const int boxes[][4] = {
    { 400, 400, 400, 300 }, { 100, 1000, 100, 75 }, { 799, 0, 799, 599 }, { 0, 7, 9, 7 },
    { 5000, 5000, 800, 600 }, { 1, 1, 1, 1 }, { 333, 333, 333, 250 },
  };
  g_autofree char *path = write_bytes (fixture, "large.jpg", photo_make_jpeg (800, 600, 0, 0));

  for (gsize i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CstPhotoImage) image = NULL;

      image = cst_photo_decoder_decode_sync (fixture->decoder, path, boxes[i][0], boxes[i][1], NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (image->width, ==, boxes[i][2]);
      g_assert_cmpint (image->height, ==, boxes[i][3]);
      g_assert_cmpuint (g_bytes_get_size (image->pixels), >=, image->stride * (gsize)image->height);
      if (image->width >= 9)
        assert_quarters (image, photo_as_stored);
    }
}

static void
test_kinds (Fixture       *fixture,
            gconstpointer  user_data)
{
  const struct
  {
    const char *name;
    GByteArray *bytes;
  } kinds[] = {
    { "progressive.jpg", photo_make_jpeg (70, 50, 1, PHOTO_PROGRESSIVE) },
    { "cmyk.jpg", photo_make_jpeg (70, 50, 1, PHOTO_CMYK) },
    { "plain.png", photo_make_png (70, 50, 255, 0) },
    { "interlaced.png", photo_make_png (70, 50, 255, PHOTO_INTERLACED) },
    { "lying.png", photo_make_jpeg (70, 50, 1, 0) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = write_bytes (fixture, kinds[i].name, kinds[i].bytes);

      for (int box = 0; box <= 35; box += 35)
        {
          g_autoptr(GError) error = NULL;
          g_autoptr(CstPhotoImage) image = NULL;

          g_test_message ("%s", kinds[i].name);
          image = cst_photo_decoder_decode_sync (fixture->decoder, path, box, 0, NULL, &error);
          g_assert_no_error (error);
          assert_quarters (image, photo_as_stored);
        }
    }
}

static void
test_grey (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_autofree char *path = write_bytes (fixture, "grey.jpg", photo_make_jpeg (64, 64, 0, PHOTO_GREY));
  g_autoptr(GError) error = NULL;
  g_autoptr(CstPhotoImage) image = NULL;

  image = cst_photo_decoder_decode_sync (fixture->decoder, path, 0, 0, NULL, &error);
  g_assert_no_error (error);
  assert_colour (image, 8, 8, 0x101010);
  assert_colour (image, 56, 56, 0xF0F0F0);
}

/* A profile is obeyed, at every size. */
static void
test_profile (Fixture       *fixture,
              gconstpointer  user_data)
{
  static const guint swapped[] = { 0x1010E0, PHOTO_GREEN, 0xE01010, PHOTO_WHITE };
  g_autofree char *jpeg = write_bytes (fixture, "a.jpg", photo_make_jpeg (96, 64, 1, PHOTO_SWAPPED));
  g_autofree char *png = write_bytes (fixture, "a.png", photo_make_png (96, 64, 255, PHOTO_SWAPPED));
  const char *paths[] = { jpeg, png };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(CstPhotoInfo) info = cst_photo_decoder_probe_sync (fixture->decoder, paths[i], NULL, NULL);

      g_assert_true (info->has_profile);
      for (int box = 0; box <= 48; box += 24)
        {
          g_autoptr(CstPhotoImage) image = NULL;

          image = cst_photo_decoder_decode_sync (fixture->decoder, paths[i], box, 0, NULL, NULL);
          assert_quarters (image, swapped);
        }
    }
}

static void
test_alpha (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_autofree char *path = write_bytes (fixture, "alpha.png", photo_make_png (40, 40, 128, 0));

  for (int box = 0; box <= 20; box += 20)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CstPhotoImage) image = NULL;
      const guint8 *pixel;

      image = cst_photo_decoder_decode_sync (fixture->decoder, path, box, box, NULL, &error);
      g_assert_no_error (error);
      pixel = pixel_at (image, 2, 2);
      g_assert_cmpint (ABS (pixel[0] - 0xE0 * 128 / 255), <=, 1);
      g_assert_cmpint (ABS (pixel[1] - 0x10 * 128 / 255), <=, 1);
      g_assert_cmpuint (pixel[3], ==, 128);
    }
}

static void
test_sealed (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autofree char *path = write_bytes (fixture, "a.jpg", photo_make_jpeg (64, 48, 1, 0));
  g_autoptr(CstPhotoImage) image = NULL;

  /* The pixels outlive worker, decoder and file. */
  image = cst_photo_decoder_decode_sync (fixture->decoder, path, 0, 0, NULL, NULL);
  g_remove (path);
  g_assert_finalize_object (g_steal_pointer (&fixture->decoder));
  assert_quarters (image, photo_as_stored);
  fixture->decoder = cst_photo_decoder_new (1);
}

static void
test_probe (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_autofree char *jpeg = write_bytes (fixture, "a.jpg", photo_make_jpeg (96, 64, 6, 0));
  g_autofree char *png = write_bytes (fixture, "b.png", photo_make_png (600, 300, 255, 0));
  g_autoptr(CstPhotoInfo) info = NULL;
  g_autoptr(GError) error = NULL;

  info = cst_photo_decoder_probe_sync (fixture->decoder, jpeg, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->type, ==, CST_FILE_TYPE_JPEG);
  g_assert_cmpint (info->width, ==, 64);
  g_assert_cmpint (info->height, ==, 96);
  g_assert_cmpint (info->orientation, ==, 6);
  g_assert_cmpstr (info->taken_at, ==, "2026-11-23T08:15:00");
  g_assert_cmpstr (info->camera, ==, PHOTO_MAKE " " PHOTO_MODEL);
  g_assert_true (info->has_position);
  g_assert_cmpfloat_with_epsilon (info->latitude, 48.858222, 0.000001);
  g_assert_cmpfloat_with_epsilon (info->longitude, -2.294500, 0.000001);
  g_assert_cmpint (info->n_frames, ==, 1);
  g_assert_false (info->has_profile);
  g_clear_pointer (&info, cst_photo_info_unref);

  info = cst_photo_decoder_probe_sync (fixture->decoder, png, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->type, ==, CST_FILE_TYPE_PNG);
  g_assert_cmpint (info->width, ==, 600);
  g_assert_cmpint (info->n_pages, ==, 1);
  g_assert_null (info->taken_at);
  g_assert_null (info->camera);
  g_assert_false (info->has_position);
  g_assert_cmpfloat_with_epsilon (info->page_width, 144, 0.1);
  g_assert_cmpfloat_with_epsilon (info->page_height, 72, 0.1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/photo/decode/orientations", test_orientations);
  ADD ("/photo/decode/scaled", test_scaled);
  ADD ("/photo/decode/kinds", test_kinds);
  ADD ("/photo/decode/grey", test_grey);
  ADD ("/photo/decode/profile", test_profile);
  ADD ("/photo/decode/alpha", test_alpha);
  ADD ("/photo/decode/outlives", test_sealed);
  ADD ("/photo/probe", test_probe);

  return g_test_run ();
}
