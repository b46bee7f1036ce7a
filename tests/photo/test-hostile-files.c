/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decoder-fixture.h"

#include <string.h>

#include "format-fixtures.h"

static void
test_bad_files (Fixture       *fixture,
                gconstpointer  user_data)
{
  static const char nothing[] = "GIF89a\1\0\1\0\0\0\0;";
  static const char garbage[] = "\xFF\xD8\xFF\xD8 this only begins like a photograph, and then goes on quite otherwise";
  g_autoptr(GByteArray) jpeg = photo_make_jpeg (400, 300, 1, 0);
  g_autoptr(GByteArray) progressive = photo_make_jpeg (400, 300, 1, PHOTO_PROGRESSIVE);
  g_autoptr(GByteArray) png = photo_make_png (400, 300, 255, 0);
  const PhotoSpec spec = { .width = 200, .height = 120 };
  g_autoptr(GByteArray) webp = photo_make_webp (&spec);
  g_autoptr(GByteArray) gif = photo_make_gif (&spec);
  g_autoptr(GByteArray) tiff = photo_make_tiff (&spec);
  g_autoptr(GByteArray) heic = photo_make_heic (&spec);
  g_autoptr(GByteArray) avif = photo_make_avif (&spec);
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
    { "half.webp", webp->data, webp->len / 2, CST_PHOTO_ERROR_TRUNCATED },
    { "half.gif", gif->data, gif->len / 2, CST_PHOTO_ERROR_TRUNCATED },
    { "half.tiff", tiff->data, tiff->len / 2, CST_PHOTO_ERROR_TRUNCATED },
    { "half.heic", heic->data, heic->len / 2, CST_PHOTO_ERROR_TRUNCATED },
    { "half.avif", avif->data, avif->len / 2, CST_PHOTO_ERROR_TRUNCATED },
    { "garbage.jpg", garbage, sizeof garbage - 1, CST_PHOTO_ERROR_UNREADABLE },
    { "nothing.gif", nothing, sizeof nothing - 1, CST_PHOTO_ERROR_UNREADABLE },
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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/photo/hostile/R2/bad-files", test_bad_files);
  ADD ("/photo/hostile/unsupported", test_unsupported_type);

  return g_test_run ();
}
