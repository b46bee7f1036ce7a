/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decoder-fixture.h"
#include "format-fixtures.h"

typedef struct
{
  const char  *name;
  const char  *muxer;
  const char  *encoder;
  CstFileType  type;
} Format;

static const Format formats[] = {
  { "mp4-mpeg4", "mp4", "mpeg4", CST_FILE_TYPE_MP4 },
  { "mp4-h264", "mp4", "libx264", CST_FILE_TYPE_MP4 },
  { "mov-hevc", "mov", "libx265", CST_FILE_TYPE_QUICKTIME },
  { "webm-vp8", "webm", "libvpx", CST_FILE_TYPE_WEBM },
  { "webm-vp9", "webm", "libvpx-vp9", CST_FILE_TYPE_WEBM },
};

static char *
write_video (Fixture      *fixture,
             const Format *format,
             int           degrees)
{
  GByteArray *bytes = photo_make_video (format->muxer, format->encoder, 160, 96, degrees);

  if (bytes == NULL)
    {
      g_test_skip ("no encoder here");
      return NULL;
    }

  g_assert_cmpint (cst_sniff_bytes (bytes->data, bytes->len), ==, format->type);

  return write_bytes (fixture, format->name, bytes);
}

static CstPhotoImage *
render (Fixture    *fixture,
        const char *path,
        guint       still,
        int         box)
{
  g_autoptr(GError) error = NULL;
  CstPhotoImage *image;

  image = cst_photo_decoder_render_page_sync (fixture->decoder, path, still, box, box, NULL, &error);
  g_assert_no_error (error);

  return image;
}

static void
assert_near (CstPhotoImage *image,
             const guint   *colours)
{
  for (int i = 0; i < 4; i++)
    {
      int x = image->width * (i % 2 == 0 ? 1 : 3) / 4;
      int y = image->height * (i / 2 == 0 ? 1 : 3) / 4;
      const guint8 *pixel = pixel_at (image, x, y);

      /* Videos are coarser than photos. */
      for (int c = 0; c < 3; c++)
        {
          if (ABS (pixel[c] - (int)(colours[i] >> (16 - 8 * c) & 0xFF)) > 24)
            g_error ("at %d, %d: %02x%02x%02x instead of %06x", x, y, pixel[0], pixel[1], pixel[2], colours[i]);
        }
      g_assert_cmpuint (pixel[3], ==, 255);
    }
}

/* Two seconds are four stills: two upright, two upside down. */
static void
test_stills (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autofree char *path = write_video (fixture, user_data, 0);
  g_autoptr(CstPhotoInfo) info = NULL;
  g_autoptr(CstPhotoImage) none = NULL;
  g_autoptr(GError) error = NULL;

  if (path == NULL)
    return;

  info = cst_photo_decoder_probe_sync (fixture->decoder, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->width, ==, 160);
  g_assert_cmpint (info->height, ==, 96);
  g_assert_cmpint (ABS (info->duration_ms - 2000), <=, 150);
  g_assert_cmpint (info->n_pages, ==, 4);
  g_assert_cmpint (info->n_frames, ==, 0);

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(CstPhotoImage) image = render (fixture, path, i, i % 2 == 0 ? 0 : 80);

      g_test_message ("still %u", i);
      g_assert_cmpint (image->width, ==, i % 2 == 0 ? 160 : 80);
      g_assert_cmpint (image->source_height, ==, 96);
      assert_near (image, photo_turned[i < 2 ? 1 : 3]);
    }

  none = cst_photo_decoder_render_page_sync (fixture->decoder, path, 4, 80, 80, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_UNREADABLE);

  /* A video is no photo. */
  assert_fails (fixture, path, CST_PHOTO_ERROR_UNSUPPORTED);
}

static void
test_turned (Fixture       *fixture,
             gconstpointer  user_data)
{
  static const int orientations[] = { 1, 6, 3, 8 };

  for (int turns = 1; turns < 4; turns++)
    {
      g_autofree char *path = write_video (fixture, user_data, 90 * turns);
      g_autoptr(CstPhotoImage) image = NULL;

      image = render (fixture, path, 0, 0);
      g_assert_cmpint (image->width, ==, turns == 2 ? 160 : 96);
      assert_near (image, photo_turned[orientations[turns]]);
    }
}

static void
test_facts (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_autofree char *path = write_video (fixture, user_data, 0);
  g_autoptr(CstPhotoInfo) info = NULL;

  info = cst_photo_decoder_probe_sync (fixture->decoder, path, NULL, NULL);
  g_assert_cmpstr (info->taken_at, ==, "2026-11-23T08:15:00");
  g_assert_true (info->has_position);
  g_assert_cmpfloat_with_epsilon (info->latitude, 48.8582, 0.0001);
  g_assert_cmpfloat_with_epsilon (info->longitude, -2.2945, 0.0001);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = g_strconcat ("/photo/video/stills/", formats[i].name, NULL);

      g_test_add (path, Fixture, &formats[i], set_up, test_stills, tear_down);
    }

  g_test_add ("/photo/video/turned", Fixture, &formats[0], set_up, test_turned, tear_down);
  g_test_add ("/photo/video/facts", Fixture, &formats[0], set_up, test_facts, tear_down);

  return g_test_run ();
}
