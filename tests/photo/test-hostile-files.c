/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decoder-fixture.h"

#include <stdlib.h>
#include <string.h>

static void
test_bad_files (Fixture       *fixture,
                gconstpointer  user_data)
{
  static const char gif[] = "GIF89a\1\0\1\0\0\0\0;";
  static const char garbage[] = "\xFF\xD8\xFF\xD8 this only begins like a photograph, and then goes on quite otherwise";
  g_autoptr(GByteArray) jpeg = photo_make_jpeg (400, 300, 1, 0);
  g_autoptr(GByteArray) progressive = photo_make_jpeg (400, 300, 1, PHOTO_PROGRESSIVE);
  g_autoptr(GByteArray) png = photo_make_png (400, 300, 255, 0);
  g_autofree char *missing = g_build_filename (fixture->folder, "missing.jpg", NULL);
  const struct
  {
    const char    *name;
    const void    *data;
    gsize          size;
    CstPhotoError  code;
  } files[] = {
    { "empty.jpg", "", 0, CST_PHOTO_ERROR_TRUNCATED },
    { "half.jpg", jpeg->data, jpeg->len / 2, CST_PHOTO_ERROR_TRUNCATED },
    { "header.jpg", jpeg->data, 60, CST_PHOTO_ERROR_TRUNCATED },
    { "progressive.jpg", progressive->data, progressive->len / 2, CST_PHOTO_ERROR_TRUNCATED },
    { "half.png", png->data, png->len / 2, CST_PHOTO_ERROR_TRUNCATED },
    { "header.png", png->data, 20, CST_PHOTO_ERROR_TRUNCATED },
    { "garbage.jpg", garbage, sizeof garbage - 1, CST_PHOTO_ERROR_UNREADABLE },
    { "nothing.gif", gif, sizeof gif - 1, CST_PHOTO_ERROR_UNREADABLE },
    { "login.jpg", "<html>Please sign in</html>", 27, CST_PHOTO_ERROR_UNSUPPORTED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = write_file (fixture, files[i].name, files[i].data, files[i].size);

      g_test_message ("%s", files[i].name);
      assert_fails (fixture, path, files[i].code);
      assert_next_works (fixture);
    }

  assert_fails (fixture, missing, CST_PHOTO_ERROR_NOT_FOUND);
  assert_fails (fixture, fixture->folder, CST_PHOTO_ERROR_NOT_FOUND);
  assert_next_works (fixture);
}

/* The type that was found is told, so that a person can be. */
static void
test_unsupported_type (Fixture       *fixture,
                       gconstpointer  user_data)
{
  g_autofree char *path = write_file (fixture, "photo.jpg", (const guint8 *)"PK\x03\x04 an archive", 15);
  g_autoptr(GError) error = NULL;

  g_assert_null (cst_photo_decoder_decode_sync (fixture->decoder, path, 0, 0, NULL, &error));
  g_assert_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, "application/zip"));
}

static void
test_bombs (Fixture       *fixture,
            gconstpointer  user_data)
{
  /* 400 million pixels in some 50 kB, and the largest JPEG there can be by its header alone. */
  g_autofree char *png = write_bytes (fixture, "bomb.png", photo_make_png (20000, 20000, 0, PHOTO_GREY));
  g_autoptr(GByteArray) jpeg = photo_make_jpeg (64, 64, 0, 0);
  g_autofree char *wide = NULL;
  g_autofree char *huge = NULL;

  for (guint i = 0; i + 9 < jpeg->len; i++)
    {
      if (jpeg->data[i] == 0xFF && jpeg->data[i + 1] == 0xC0)
        {
          jpeg->data[i + 5] = jpeg->data[i + 7] = 0xFF;
          jpeg->data[i + 6] = jpeg->data[i + 8] = 0x00;
          break;
        }
    }
  huge = write_file (fixture, "huge.jpg", jpeg->data, jpeg->len);
  wide = write_bytes (fixture, "wide.png", photo_make_png (70000, 2, 0, PHOTO_GREY));

  assert_fails (fixture, png, CST_PHOTO_ERROR_TOO_LARGE);
  assert_next_works (fixture);
  assert_fails (fixture, huge, CST_PHOTO_ERROR_TOO_LARGE);
  assert_next_works (fixture);
  assert_fails (fixture, wide, CST_PHOTO_ERROR_TOO_LARGE);
  assert_next_works (fixture);
}

/* A progressive picture may come in as many scans as its author likes; each costs a pass. */
static void
test_scan_bomb (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autoptr(GByteArray) jpeg = photo_make_jpeg (64, 64, 0, PHOTO_PROGRESSIVE);
  g_autoptr(GByteArray) bomb = g_byte_array_new ();
  g_autofree char *path = NULL;
  guint first = 0, second = 0;

  for (guint i = 2; i + 1 < jpeg->len && second == 0; i++)
    {
      if (jpeg->data[i] == 0xFF && jpeg->data[i + 1] == 0xDA)
        {
          if (first == 0)
            first = i;
          else
            second = i;
        }
    }

  g_assert_cmpuint (second, >, first);
  g_byte_array_append (bomb, jpeg->data, second);
  for (int i = 0; i < 2000; i++)
    g_byte_array_append (bomb, jpeg->data + first, second - first);
  g_byte_array_append (bomb, (const guint8 *)"\xFF\xD9", 2);

  path = write_file (fixture, "scans.jpg", bomb->data, bomb->len);
  assert_fails (fixture, path, CST_PHOTO_ERROR_TOO_LARGE);
  assert_next_works (fixture);
}

/* Whatever a damaged file does to a worker, the application gets a picture or one error. */
static void
test_bit_flips (Fixture       *fixture,
                gconstpointer  user_data)
{
  const char *scale = g_getenv ("CONSTAT_TEST_SCALE");
  int n_rounds = 100 * MAX (scale != NULL ? atoi (scale) : 1, 1);
  int n_drawn = 0, n_ended = 0;
  GByteArray *originals[] = {
    photo_make_jpeg (160, 120, 6, 0),
    photo_make_jpeg (160, 120, 3, PHOTO_PROGRESSIVE),
    photo_make_png (80, 60, 200, 0),
    photo_make_png (80, 60, 200, PHOTO_INTERLACED),
    photo_make_pdf (2, 288, 432, "BT /F1 40 Tf 20 200 Td (RETOUR) Tj ET 0 0 10 10 re f"),
  };

  cst_photo_decoder_set_timeout (fixture->decoder, 10000);

  for (int round = 0; round < n_rounds; round++)
    {
      GByteArray *original = originals[round % (int)G_N_ELEMENTS (originals)];
      gboolean is_page = round % (int)G_N_ELEMENTS (originals) == (int)G_N_ELEMENTS (originals) - 1;
      g_autofree guint8 *data = g_memdup2 (original->data, original->len);
      g_autofree char *path = NULL;
      g_autoptr(CstPhotoImage) image = NULL;
      g_autoptr(GError) error = NULL;

      for (int n = g_test_rand_int_range (1, 12); n > 0; n--)
        data[g_test_rand_int_range (0, (int)original->len)] ^= (guint8)(1 << g_test_rand_int_range (0, 8));
      path = write_file (fixture, "flipped", data, original->len);

      if (is_page)
        image = cst_photo_decoder_render_page_sync (fixture->decoder, path, 0, 100, 100, NULL, &error);
      else
        image = cst_photo_decoder_decode_sync (fixture->decoder, path, 90, 90, NULL, &error);

      g_assert_true ((image != NULL) == (error == NULL));
      n_drawn += image != NULL;
      n_ended += g_error_matches (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_CRASHED) ||
                 g_error_matches (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_TIMED_OUT);
      if (error != NULL)
        g_assert_true (error->domain == CST_PHOTO_ERROR && error->code != CST_PHOTO_ERROR_UNAVAILABLE);
    }

  g_test_message ("%d files: %d drawn, %d cost a worker", n_rounds, n_drawn, n_ended);
  for (gsize i = 0; i < G_N_ELEMENTS (originals); i++)
    g_byte_array_unref (originals[i]);
  assert_next_works (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/photo/hostile/R2/bad-files", test_bad_files);
  ADD ("/photo/hostile/unsupported", test_unsupported_type);
  ADD ("/photo/hostile/bombs", test_bombs);
  ADD ("/photo/hostile/scan-bomb", test_scan_bomb);
  ADD ("/photo/hostile/bit-flips", test_bit_flips);

  return g_test_run ();
}
