/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-release.h"
#include "decoder-fixture.h"
#include "format-fixtures.h"

#include <string.h>

static CstPhotoRelease *
release (Fixture    *fixture,
         const char *path,
         gboolean    keeps_place)
{
  g_autoptr(GError) error = NULL;
  CstPhotoRelease *self = cst_photo_release_new (fixture->decoder, path, keeps_place, &error);

  g_assert_no_error (error);

  return self;
}

/* Returns: (transfer full): where it was written */
static char *
write_out (Fixture         *fixture,
           CstPhotoRelease *self)
{
  char *path = g_build_filename (fixture->folder, "left", NULL);
  g_autoptr(GFile) target = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;

  cst_photo_release_write (self, target, &error);
  g_assert_no_error (error);

  return path;
}

static void
assert_same_bytes (const char *a,
                   const char *b)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gsize first_size, second_size;

  g_assert_true (g_file_get_contents (a, &first, &first_size, NULL));
  g_assert_true (g_file_get_contents (b, &second, &second_size, NULL));
  g_assert_cmpmem (first, first_size, second, second_size);
}

static void
assert_leaves_as_it_is (Fixture    *fixture,
                        const char *path,
                        gboolean    keeps_place)
{
  g_autoptr(CstPhotoRelease) self = release (fixture, path, keeps_place);
  g_autofree char *left = write_out (fixture, self);

  g_assert_true (cst_photo_release_is_original (self));
  assert_same_bytes (left, path);
}

static gboolean
has_bytes (const char    *path,
           gconstpointer  bytes,
           gsize          size)
{
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));

  return memmem (data, length, bytes, size) != NULL;
}

/* The place goes, without a trace; date, camera and every pixel stay, and the original is not touched. */
static void
test_place_goes (Fixture       *fixture,
                 gconstpointer  big_endian)
{
  PhotoFlags flags = GPOINTER_TO_INT (big_endian);
  static const guint8 degrees[2][8] = { { 48, 0, 0, 0, 1, 0, 0, 0 }, { 0, 0, 0, 48, 0, 0, 0, 1 } };
  const guint8 *trace = degrees[flags == PHOTO_BIG_ENDIAN];
  g_autoptr(GByteArray) jpeg = photo_make_jpeg (200, 120, 6, flags);
  g_autofree char *path = write_file (fixture, "a.jpg", jpeg->data, jpeg->len);
  g_autofree char *untouched = write_file (fixture, "b.jpg", jpeg->data, jpeg->len);
  g_autoptr(CstPhotoRelease) self = release (fixture, path, FALSE);
  g_autofree char *left = write_out (fixture, self);
  g_autofree char *name = cst_photo_release_dup_name (self, "PX-1");
  g_autoptr(CstPhotoInfo) info = cst_photo_decoder_probe_sync (fixture->decoder, left, NULL, NULL);
  g_autoptr(CstPhotoImage) before = cst_photo_decoder_decode_sync (fixture->decoder, path, 0, 0, NULL, NULL);
  g_autoptr(CstPhotoImage) after = cst_photo_decoder_decode_sync (fixture->decoder, left, 0, 0, NULL, NULL);

  g_assert_false (cst_photo_release_is_original (self));
  g_assert_cmpstr (name, ==, "PX-1.jpg");
  g_assert_true (has_bytes (path, trace, 8));
  g_assert_false (has_bytes (left, trace, 8));
  g_assert_false (info->has_position);
  g_assert_cmpint (info->orientation, ==, 6);
  g_assert_cmpstr (info->taken_at, ==, "2026-11-23T08:15:00");
  g_assert_cmpstr (info->camera, ==, PHOTO_MAKE " " PHOTO_MODEL);
  g_assert_cmpmem (g_bytes_get_data (before->pixels, NULL), g_bytes_get_size (before->pixels),
                   g_bytes_get_data (after->pixels, NULL), g_bytes_get_size (after->pixels));
  assert_same_bytes (path, untouched);
}

static void
test_place_is_wished (Fixture       *fixture,
                      gconstpointer  user_data)
{
  g_autofree char *path = write_bytes (fixture, "a.jpg", photo_make_jpeg (200, 120, 6, 0));

  assert_leaves_as_it_is (fixture, path, TRUE);
}

/* A place written as XMP is one, too, although nobody shows it. */
static void
test_place_in_xmp (Fixture       *fixture,
                   gconstpointer  user_data)
{
  static const char xmp[] = "\xFF\xE1\0\x34http://ns.adobe.com/xap/1.0/\0exif:GPSLatitude=48,51N";
  g_autoptr(GByteArray) jpeg = photo_make_jpeg (200, 120, 0, 0);
  g_autoptr(GByteArray) stuffed = g_byte_array_new ();
  g_autofree char *path = NULL;
  g_autofree char *left = NULL;
  g_autoptr(CstPhotoRelease) self = NULL;

  g_byte_array_append (stuffed, jpeg->data, 2);
  g_byte_array_append (stuffed, (const guint8 *)xmp, 2 + 0x34);
  g_byte_array_append (stuffed, jpeg->data + 2, jpeg->len - 2);
  path = write_file (fixture, "a.jpg", stuffed->data, stuffed->len);

  self = release (fixture, path, FALSE);
  left = write_out (fixture, self);
  g_assert_false (cst_photo_release_is_original (self));
  g_assert_true (has_bytes (path, "GPSLatitude", 11));
  g_assert_false (has_bytes (left, "GPSLatitude", 11));
}

/* What can only be written anew leaves as what it has become. */
static void
test_place_in_heic (Fixture       *fixture,
                    gconstpointer  user_data)
{
  const PhotoSpec spec = { .width = 200, .height = 120, .orientation = 1 };
  g_autofree char *path = write_bytes (fixture, "a.heic", photo_make_heic (&spec));
  g_autoptr(CstPhotoRelease) self = release (fixture, path, FALSE);
  g_autofree char *left = write_out (fixture, self);
  g_autofree char *name = cst_photo_release_dup_name (self, "PX-1");
  g_autoptr(CstPhotoInfo) info = cst_photo_decoder_probe_sync (fixture->decoder, left, NULL, NULL);

  g_assert_cmpstr (name, ==, "PX-1.jpg");
  g_assert_cmpint (info->type, ==, CST_FILE_TYPE_JPEG);
  g_assert_false (info->has_position);
  g_assert_cmpstr (info->taken_at, ==, "2026-11-23T08:15:00");
}

static void
test_nothing_to_leave_out (Fixture       *fixture,
                           gconstpointer  user_data)
{
  g_autofree char *plain = write_bytes (fixture, "a.jpg", photo_make_jpeg (64, 48, 0, 0));
  g_autofree char *page = write_bytes (fixture, "a.pdf", photo_make_pdf (1, 288, 432, ""));
  g_autofree char *text = write_file (fixture, "a.txt", (const guint8 *)"GPSLatitude", 11);
  g_autofree char *torn = write_file (fixture, "torn.jpg", (const guint8 *)"\xFF\xD8\xFF\xE0\0\x10", 6);

  assert_leaves_as_it_is (fixture, plain, FALSE);
  assert_leaves_as_it_is (fixture, page, FALSE);
  assert_leaves_as_it_is (fixture, text, FALSE);
  assert_leaves_as_it_is (fixture, torn, FALSE);
}

/* A photo that tells its place and of which no copy can be made does not leave. */
static void
test_place_cannot_go (Fixture       *fixture,
                      gconstpointer  user_data)
{
  g_autoptr(GByteArray) jpeg = photo_make_jpeg (400, 300, 1, PHOTO_SWAPPED);
  g_autofree char *path = write_file (fixture, "half.jpg", jpeg->data, jpeg->len / 2);
  g_autoptr(GError) error = NULL;

  g_assert_null (cst_photo_release_new (fixture->decoder, path, FALSE, &error));
  g_assert_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_TRUNCATED);
}

static void
test_never_over_another (Fixture       *fixture,
                         gconstpointer  user_data)
{
  g_autofree char *path = write_bytes (fixture, "PX-1.jpg", photo_make_jpeg (64, 48, 1, 0));
  g_autofree char *second = g_build_filename (fixture->folder, "PX-1 (2).jpg", NULL);
  g_autofree char *third = g_build_filename (fixture->folder, "PX-1 (3).jpg", NULL);
  g_autoptr(GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr(CstPhotoRelease) changed = release (fixture, path, FALSE);
  g_autoptr(CstPhotoRelease) whole = release (fixture, path, TRUE);

  g_assert_true (cst_photo_release_write_beside (changed, "PX-1", folder, NULL));
  g_assert_true (cst_photo_release_write_beside (whole, "PX-1", folder, NULL));
  assert_same_bytes (third, path);
  g_assert_true (g_file_test (second, G_FILE_TEST_EXISTS));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/photo/release/place-goes", test_place_goes);
  g_test_add ("/photo/release/place-goes-big-endian", Fixture, GINT_TO_POINTER (PHOTO_BIG_ENDIAN), set_up,
              test_place_goes, tear_down);
  ADD ("/photo/release/place-is-wished", test_place_is_wished);
  ADD ("/photo/release/place-in-xmp", test_place_in_xmp);
  ADD ("/photo/release/place-in-heic", test_place_in_heic);
  ADD ("/photo/release/nothing-to-leave-out", test_nothing_to_leave_out);
  ADD ("/photo/release/place-cannot-go", test_place_cannot_go);
  ADD ("/photo/release/never-over-another", test_never_over_another);

  return g_test_run ();
}
