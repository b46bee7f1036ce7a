/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decoder-fixture.h"
#include "format-fixtures.h"

typedef GByteArray *(*Make) (const PhotoSpec *spec);

typedef struct
{
  const char  *name;
  CstFileType  type;
  Make         make;
  gboolean     turns;    /* can be held any way round */
  gboolean     colours;  /* can carry a profile */
  gboolean     place;    /* and say where it was taken */
  PhotoFlags   variants; /* besides the plain one */
} Format;

static const Format formats[] = {
  { "webp", CST_FILE_TYPE_WEBP, photo_make_webp, TRUE, TRUE, TRUE, PHOTO_LOSSLESS },
  { "gif", CST_FILE_TYPE_GIF, photo_make_gif, FALSE, FALSE, FALSE, PHOTO_INTERLACED },
  { "tiff", CST_FILE_TYPE_TIFF, photo_make_tiff, TRUE, TRUE, FALSE, PHOTO_LOSSLESS | PHOTO_TILED | PHOTO_BIG_ENDIAN },
  { "heic", CST_FILE_TYPE_HEIF, photo_make_heic, TRUE, TRUE, TRUE, 0 },
  { "avif", CST_FILE_TYPE_AVIF, photo_make_avif, TRUE, TRUE, TRUE, 0 },
};

/* Returns: (nullable): NULL, and the test skipped, where the library was built without the encoder */
static char *
write_photo (Fixture         *fixture,
             const Format    *format,
             const PhotoSpec *spec)
{
  GByteArray *bytes = format->make (spec);

  if (bytes == NULL)
    {
      g_test_skip ("no encoder here");
      return NULL;
    }

  g_assert_cmpint (cst_sniff_bytes (bytes->data, bytes->len), ==, format->type);

  return write_bytes (fixture, format->name, bytes);
}

static CstPhotoImage *
decode (Fixture    *fixture,
        const char *path,
        int         box)
{
  g_autoptr(GError) error = NULL;
  CstPhotoImage *image;

  image = cst_photo_decoder_decode_sync (fixture->decoder, path, box, box, NULL, &error);
  g_assert_no_error (error);

  return image;
}

static void
test_variants (Fixture       *fixture,
               gconstpointer  user_data)
{
  const Format *format = user_data;

  for (guint bit = 0; bit < 8; bit++)
    {
      PhotoFlags flags = bit == 0 ? 0 : (PhotoFlags)(1u << bit);
      const PhotoSpec spec = { .width = 96, .height = 64, .flags = flags };
      g_autofree char *path = NULL;

      if (bit > 0 && (format->variants & flags) == 0)
        continue;

      g_test_message ("flags %u", (guint)flags);
      if ((path = write_photo (fixture, format, &spec)) == NULL)
        return;

      for (int box = 0; box <= 48; box += 24)
        {
          g_autoptr(CstPhotoImage) image = decode (fixture, path, box);

          g_assert_cmpint (image->width, ==, box == 0 ? 96 : box);
          g_assert_cmpint (image->height, ==, image->width * 2 / 3);
          g_assert_cmpint (image->source_width, ==, 96);
          assert_quarters (image, photo_as_stored);
        }
    }
}

static void
test_turned (Fixture       *fixture,
             gconstpointer  user_data)
{
  const Format *format = user_data;

  for (int orientation = 1; orientation <= 8; orientation++)
    {
      const PhotoSpec spec = { .width = 96, .height = 64, .orientation = orientation };
      g_autofree char *path = write_photo (fixture, format, &spec);
      g_autoptr(CstPhotoImage) image = NULL;

      if (path == NULL)
        return;

      g_test_message ("orientation %d", orientation);
      image = decode (fixture, path, 48);
      g_assert_cmpint (image->width, ==, orientation >= 5 ? 32 : 48);
      assert_quarters (image, photo_turned[orientation]);
    }
}

static void
test_facts (Fixture       *fixture,
            gconstpointer  user_data)
{
  const Format *format = user_data;
  const PhotoSpec spec = { .width = 96, .height = 64, .orientation = 6 };
  g_autofree char *path = write_photo (fixture, format, &spec);
  g_autoptr(CstPhotoInfo) info = NULL;
  g_autoptr(GError) error = NULL;

  if (path == NULL)
    return;

  info = cst_photo_decoder_probe_sync (fixture->decoder, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->type, ==, format->type);
  g_assert_cmpint (info->width, ==, format->turns ? 64 : 96);
  g_assert_cmpint (info->height, ==, format->turns ? 96 : 64);
  g_assert_cmpint (info->n_frames, ==, 1);
  g_assert_cmpstr (info->taken_at, ==, format->turns ? "2026-11-23T08:15:00" : NULL);
  g_assert_cmpstr (info->camera, ==, format->turns ? PHOTO_MAKE " " PHOTO_MODEL : NULL);
  g_assert_true (info->has_position == format->place);
  if (format->place)
    g_assert_cmpfloat_with_epsilon (info->longitude, -2.294500, 0.000001);
}

/* A profile is obeyed, and told. */
static void
test_colours (Fixture       *fixture,
              gconstpointer  user_data)
{
  static const guint swapped[] = { 0x1010E0, PHOTO_GREEN, 0xE01010, PHOTO_WHITE };
  const Format *format = user_data;
  const PhotoSpec spec = { .width = 96, .height = 64, .flags = PHOTO_SWAPPED };
  g_autofree char *path = write_photo (fixture, format, &spec);
  g_autoptr(CstPhotoInfo) info = NULL;
  g_autoptr(CstPhotoImage) image = NULL;

  if (path == NULL)
    return;

  info = cst_photo_decoder_probe_sync (fixture->decoder, path, NULL, NULL);
  g_assert_true (info->has_profile);
  image = decode (fixture, path, 0);
  assert_quarters (image, swapped);
}

static void
test_frames (Fixture       *fixture,
             gconstpointer  user_data)
{
  const Format *format = user_data;
  const PhotoSpec spec = { .width = 96, .height = 64, .n_frames = 3 };
  g_autofree char *path = write_photo (fixture, format, &spec);
  g_autoptr(CstPhotoInfo) info = NULL;
  g_autoptr(CstPhotoImage) image = NULL;

  if (path == NULL)
    return;

  info = cst_photo_decoder_probe_sync (fixture->decoder, path, NULL, NULL);
  g_assert_cmpint (info->n_frames, ==, 3);
  image = decode (fixture, path, 0);
  assert_quarters (image, photo_as_stored);
}

/* Colours are premultiplied with how much of them is there. */
static void
test_alpha (Fixture       *fixture,
            gconstpointer  user_data)
{
  const Format *format = user_data;
  const PhotoSpec spec = { .width = 96, .height = 64, .alpha = 128 };
  g_autofree char *path = write_photo (fixture, format, &spec);
  g_autoptr(CstPhotoImage) image = NULL;
  const guint8 *pixel;

  if (path == NULL)
    return;

  image = decode (fixture, path, 48);
  if (format->type == CST_FILE_TYPE_GIF)
    {
      g_assert_cmpuint (pixel_at (image, 2, 2)[3], ==, 255);
      g_assert_cmpuint (pixel_at (image, 46, 30)[3], ==, 0);
      g_assert_cmpuint (pixel_at (image, 46, 30)[0], ==, 0);
      return;
    }

  pixel = pixel_at (image, 2, 2);
  g_assert_cmpint (ABS (pixel[0] - 0xE0 * 128 / 255), <=, 6);
  g_assert_cmpint (ABS (pixel[1] - 0x10 * 128 / 255), <=, 6);
  g_assert_cmpint (ABS (pixel[3] - 128), <=, 2);
}

/* A copy that leaves has the picture, and nothing that tells who or where. */
static void
test_export (Fixture       *fixture,
             gconstpointer  user_data)
{
  const Format *format = user_data;
  const PhotoSpec spec = { .width = 96, .height = 64, .orientation = 8 };
  const CstPhotoExport options = { .strip_metadata = TRUE };
  g_autofree char *path = write_photo (fixture, format, &spec);
  g_autofree char *copy = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(CstPhotoImage) image = NULL;
  g_autoptr(GError) error = NULL;
  CstFileType type;
  gsize size;

  if (path == NULL)
    return;

  bytes = cst_photo_decoder_export_sync (fixture->decoder, path, &options, &type, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (type, ==, CST_FILE_TYPE_JPEG);
  g_assert_null (g_strstr_len (g_bytes_get_data (bytes, &size), (gssize)size, PHOTO_MODEL));
  g_assert_null (g_strstr_len (g_bytes_get_data (bytes, &size), (gssize)size, "Exif"));

  copy = write_file (fixture, "copy.jpg", g_bytes_get_data (bytes, NULL), size);
  image = decode (fixture, copy, 0);
  assert_quarters (image, format->turns ? photo_turned[8] : photo_as_stored);
}

static void
add (const Format *format,
     const char   *name,
     void        (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/photo/format/%s/%s", format->name, name);

  g_test_add (path, Fixture, format, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      add (&formats[i], "variants", test_variants);
      add (&formats[i], "facts", test_facts);
      add (&formats[i], "frames", test_frames);
      add (&formats[i], "alpha", test_alpha);
      add (&formats[i], "export", test_export);
      if (formats[i].turns)
        add (&formats[i], "turned", test_turned);
      if (formats[i].colours)
        add (&formats[i], "colours", test_colours);
    }

  return g_test_run ();
}
