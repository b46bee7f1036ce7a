/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decoder-fixture.h"

#include <string.h>

/* What must not leave: the head of an EXIF block, what is in ours, and other blocks' names. */
static void
assert_anonymous (GBytes *bytes)
{
  static const char *const traces[] = {
    PHOTO_MAKE, PHOTO_MODEL, "2026:11:23", "http://ns.adobe.com", "ICC_PROFILE", "eXIf",
  };
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i < G_N_ELEMENTS (traces); i++)
    {
      if (memmem (data, size, traces[i], strlen (traces[i])) != NULL)
        g_error ("“%s” is still in the copy", traces[i]);
    }
}

static CstPhotoImage *
decode_copy (Fixture *fixture,
             GBytes  *bytes)
{
  g_autofree char *path = write_file (fixture, "copy", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr(GError) error = NULL;
  CstPhotoImage *image;

  image = cst_photo_decoder_decode_sync (fixture->decoder, path, 0, 0, NULL, &error);
  g_assert_no_error (error);

  return image;
}

static GBytes *
export_file (Fixture              *fixture,
             const char           *path,
             const CstPhotoExport *options,
             CstFileType           expected)
{
  g_autoptr(GError) error = NULL;
  CstFileType type = CST_FILE_TYPE_UNKNOWN;
  GBytes *bytes;

  bytes = cst_photo_decoder_export_sync (fixture->decoder, path, options, &type, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (type, ==, expected);
  g_assert_cmpint (cst_sniff_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)), ==, expected);

  return bytes;
}

static void
assert_same_pixels (CstPhotoImage *a,
                    CstPhotoImage *b)
{
  g_assert_cmpint (a->width, ==, b->width);
  g_assert_cmpint (a->height, ==, b->height);
  g_assert_cmpmem (g_bytes_get_data (a->pixels, NULL), a->stride * (gsize)a->height,
                   g_bytes_get_data (b->pixels, NULL), b->stride * (gsize)b->height);
}

/* Losing its metadata costs a JPEG no pixel, whichever way it was held. */
static void
test_lossless (Fixture       *fixture,
               gconstpointer  user_data)
{
  const CstPhotoExport options = { .strip_metadata = TRUE };

  for (int orientation = 1; orientation <= 8; orientation++)
    {
      g_autofree char *path = write_bytes (fixture, "a.jpg", photo_make_jpeg (200, 120, orientation, 0));
      g_autoptr(CstPhotoImage) original = NULL;
      g_autoptr(CstPhotoImage) copy = NULL;
      g_autoptr(GBytes) bytes = NULL;

      bytes = export_file (fixture, path, &options, CST_FILE_TYPE_JPEG);
      assert_anonymous (bytes);
      original = cst_photo_decoder_decode_sync (fixture->decoder, path, 0, 0, NULL, NULL);
      copy = decode_copy (fixture, bytes);
      assert_same_pixels (original, copy);
    }
}

/* Whatever somebody hid behind the picture's end or in comments stays at home. */
static void
test_nothing_else (Fixture       *fixture,
                   gconstpointer  user_data)
{
  static const char comment[] = "\xFF\xFE\0\x10" PHOTO_MAKE "secret";
  static const char xmp[] = "\xFF\xE1\0\x1Ehttp://ns.adobe.com/xap/1.0/";
  const CstPhotoExport options = { .strip_metadata = TRUE };
  g_autoptr(GByteArray) jpeg = photo_make_jpeg (200, 120, 1, 0);
  g_autoptr(GByteArray) stuffed = g_byte_array_new ();
  g_autofree char *path = NULL;
  g_autoptr(GBytes) bytes = NULL;

  g_byte_array_append (stuffed, jpeg->data, 2);
  g_byte_array_append (stuffed, (const guint8 *)comment, 2 + 16);
  g_byte_array_append (stuffed, (const guint8 *)xmp, 2 + 30);
  g_byte_array_append (stuffed, jpeg->data + 2, jpeg->len - 2);
  g_byte_array_append (stuffed, (const guint8 *)PHOTO_MAKE, strlen (PHOTO_MAKE));
  path = write_file (fixture, "stuffed.jpg", stuffed->data, stuffed->len);

  bytes = export_file (fixture, path, &options, CST_FILE_TYPE_JPEG);
  assert_anonymous (bytes);
}

static void
test_scaled (Fixture       *fixture,
             gconstpointer  user_data)
{
  const CstPhotoExport options = { .strip_metadata = TRUE, .max_side = 100 };
  g_autofree char *path = write_bytes (fixture, "a.jpg", photo_make_jpeg (400, 200, 6, PHOTO_BIG_ENDIAN));
  static const guint turned[] = { PHOTO_BLUE, PHOTO_RED, PHOTO_WHITE, PHOTO_GREEN };
  g_autoptr(CstPhotoImage) copy = NULL;
  g_autoptr(GBytes) bytes = NULL;

  bytes = export_file (fixture, path, &options, CST_FILE_TYPE_JPEG);
  assert_anonymous (bytes);
  copy = decode_copy (fixture, bytes);
  g_assert_cmpint (copy->width, ==, 50);
  g_assert_cmpint (copy->height, ==, 100);
  g_assert_cmpint (copy->orientation, ==, 1);
  assert_quarters (copy, turned);
}

/* Scaled, but with its date and place: the copy is upright and says so. */
static void
test_kept_metadata (Fixture       *fixture,
                    gconstpointer  user_data)
{
  const CstPhotoExport options = { .max_side = 100 };
  g_autofree char *path = write_bytes (fixture, "a.jpg", photo_make_jpeg (400, 200, 6, PHOTO_BIG_ENDIAN));
  g_autofree char *copy_path = NULL;
  g_autoptr(CstPhotoInfo) info = NULL;
  g_autoptr(GBytes) bytes = NULL;

  bytes = export_file (fixture, path, &options, CST_FILE_TYPE_JPEG);
  copy_path = write_file (fixture, "copy", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  info = cst_photo_decoder_probe_sync (fixture->decoder, copy_path, NULL, NULL);
  g_assert_cmpint (info->orientation, ==, 1);
  g_assert_cmpint (info->height, ==, 100);
  g_assert_cmpstr (info->taken_at, ==, "2026-11-23T08:15:00");
  g_assert_true (info->has_position);
}

static void
test_limited (Fixture       *fixture,
              gconstpointer  user_data)
{
  CstPhotoExport options = { .strip_metadata = TRUE, .max_bytes = 30000 };
  g_autofree char *path = write_bytes (fixture, "noise.png", photo_make_noise (1000, 800));
  g_autoptr(CstPhotoImage) copy = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;

  bytes = export_file (fixture, path, &options, CST_FILE_TYPE_JPEG);
  g_assert_cmpuint (g_bytes_get_size (bytes), <=, 30000);
  copy = decode_copy (fixture, bytes);
  g_assert_cmpint (copy->width, >=, 240);
  g_assert_cmpint (copy->width, <, 1000);
  g_clear_pointer (&bytes, g_bytes_unref);

  options.max_bytes = 900;
  g_assert_null (cst_photo_decoder_export_sync (fixture->decoder, path, &options, NULL, NULL, &error));
  g_assert_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_TOO_LARGE);
}

static void
test_png (Fixture       *fixture,
          gconstpointer  user_data)
{
  const CstPhotoExport options = { .strip_metadata = TRUE };
  g_autofree char *path = write_bytes (fixture, "a.png", photo_make_png (80, 60, 200, 0));
  g_autoptr(CstPhotoImage) original = NULL;
  g_autoptr(CstPhotoImage) copy = NULL;
  g_autoptr(GBytes) bytes = NULL;

  bytes = export_file (fixture, path, &options, CST_FILE_TYPE_PNG);
  original = cst_photo_decoder_decode_sync (fixture->decoder, path, 0, 0, NULL, NULL);
  copy = decode_copy (fixture, bytes);
  assert_same_pixels (original, copy);
}

typedef struct
{
  GMainLoop   *loop;
  GBytes      *bytes;
  CstFileType  type;
  GError      *error;
} Wait;

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Wait *wait = user_data;

  wait->bytes = cst_photo_decoder_export_finish (CST_PHOTO_DECODER (object), result, &wait->type, &wait->error);
  g_main_loop_quit (wait->loop);
}

static void
test_async (Fixture       *fixture,
            gconstpointer  user_data)
{
  const CstPhotoExport options = { .strip_metadata = TRUE, .quality = 50 };
  g_autofree char *path = write_bytes (fixture, "a.jpg", photo_make_jpeg (64, 48, 1, 0));
  g_autofree char *page = write_bytes (fixture, "a.pdf", photo_make_pdf (1, 288, 432, ""));
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Wait wait = { .loop = loop };

  cst_photo_decoder_export_async (fixture->decoder, path, &options, NULL, exported_cb, &wait);
  g_main_loop_run (loop);
  g_assert_no_error (wait.error);
  g_assert_cmpint (wait.type, ==, CST_FILE_TYPE_JPEG);
  g_clear_pointer (&wait.bytes, g_bytes_unref);

  cst_photo_decoder_export_async (fixture->decoder, page, &options, NULL, exported_cb, &wait);
  g_main_loop_run (loop);
  g_assert_null (wait.bytes);
  g_assert_error (wait.error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_UNSUPPORTED);
  g_clear_error (&wait.error);
}

/* Half a photo is no proof, and no copy either. */
static void
test_damaged (Fixture       *fixture,
              gconstpointer  user_data)
{
  const CstPhotoExport options = { .strip_metadata = TRUE };
  g_autoptr(GByteArray) jpeg = photo_make_jpeg (400, 300, 1, 0);
  g_autofree char *path = write_file (fixture, "half.jpg", jpeg->data, jpeg->len / 2);
  g_autoptr(GError) error = NULL;

  g_assert_null (cst_photo_decoder_export_sync (fixture->decoder, path, &options, NULL, NULL, &error));
  g_assert_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_TRUNCATED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/photo/export/lossless", test_lossless);
  ADD ("/photo/export/nothing-else", test_nothing_else);
  ADD ("/photo/export/scaled", test_scaled);
  ADD ("/photo/export/kept-metadata", test_kept_metadata);
  ADD ("/photo/export/limited", test_limited);
  ADD ("/photo/export/png", test_png);
  ADD ("/photo/export/async", test_async);
  ADD ("/photo/export/damaged", test_damaged);

  return g_test_run ();
}
