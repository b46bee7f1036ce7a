/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decoder-fixture.h"

#include <glib/gstdio.h>

void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->folder = g_dir_make_tmp ("constat-photo-XXXXXX", NULL);
  fixture->decoder = cst_photo_decoder_new (1);
}

void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_autoptr(GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
  g_assert_finalize_object (g_steal_pointer (&fixture->decoder));
}

char *
write_file (Fixture      *fixture,
            const char   *name,
            const guint8 *data,
            gsize         size)
{
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, (const char *)data, (gssize)size, NULL));

  return path;
}

/* Takes @bytes. */
char *
write_bytes (Fixture    *fixture,
             const char *name,
             GByteArray *bytes)
{
  char *path = write_file (fixture, name, bytes->data, bytes->len);

  g_byte_array_unref (bytes);

  return path;
}

const guint8 *
pixel_at (CstPhotoImage *image,
          int            x,
          int            y)
{
  const guint8 *pixels = g_bytes_get_data (image->pixels, NULL);

  return pixels + (gsize)y * image->stride + (gsize)x * 4;
}

void
assert_colour (CstPhotoImage *image,
               int            x,
               int            y,
               guint          colour)
{
  const guint8 *pixel = pixel_at (image, x, y);

  for (int c = 0; c < 3; c++)
    {
      int expected = (int)(colour >> (16 - 8 * c) & 0xFF);

      if (ABS (pixel[c] - expected) > 12)
        g_error ("at %d, %d: %02x%02x%02x instead of %06x", x, y, pixel[0], pixel[1], pixel[2], colour);
    }

  g_assert_cmpuint (pixel[3], ==, 255);
}

void
assert_quarters (CstPhotoImage *image,
                 const guint   *colours)
{
  int right = image->width - 1 - image->width / 4;
  int bottom = image->height - 1 - image->height / 4;

  assert_colour (image, image->width / 4, image->height / 4, colours[0]);
  assert_colour (image, right, image->height / 4, colours[1]);
  assert_colour (image, image->width / 4, bottom, colours[2]);
  assert_colour (image, right, bottom, colours[3]);
}

const guint photo_turned[9][4] = {
  [1] = { PHOTO_RED, PHOTO_GREEN, PHOTO_BLUE, PHOTO_WHITE },
  [2] = { PHOTO_GREEN, PHOTO_RED, PHOTO_WHITE, PHOTO_BLUE },
  [3] = { PHOTO_WHITE, PHOTO_BLUE, PHOTO_GREEN, PHOTO_RED },
  [4] = { PHOTO_BLUE, PHOTO_WHITE, PHOTO_RED, PHOTO_GREEN },
  [5] = { PHOTO_RED, PHOTO_BLUE, PHOTO_GREEN, PHOTO_WHITE },
  [6] = { PHOTO_BLUE, PHOTO_RED, PHOTO_WHITE, PHOTO_GREEN },
  [7] = { PHOTO_WHITE, PHOTO_GREEN, PHOTO_BLUE, PHOTO_RED },
  [8] = { PHOTO_GREEN, PHOTO_WHITE, PHOTO_RED, PHOTO_BLUE },
};
const guint photo_as_stored[4] = { PHOTO_RED, PHOTO_GREEN, PHOTO_BLUE, PHOTO_WHITE };

/* After any mishap: the next photo is decoded as if nothing had been. */
void
assert_next_works (Fixture *fixture)
{
  g_autofree char *path = write_bytes (fixture, "next.jpg", photo_make_jpeg (64, 48, 1, 0));
  g_autoptr(GError) error = NULL;
  g_autoptr(CstPhotoImage) image = NULL;

  image = cst_photo_decoder_decode_sync (fixture->decoder, path, 0, 0, NULL, &error);
  g_assert_no_error (error);
  assert_quarters (image, photo_as_stored);
}

void
assert_fails (Fixture       *fixture,
              const char    *path,
              CstPhotoError  code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstPhotoImage) image = NULL;

  image = cst_photo_decoder_decode_sync (fixture->decoder, path, 0, 0, NULL, &error);
  g_assert_null (image);
  g_assert_error (error, CST_PHOTO_ERROR, (int)code);
}

gint64
get_worker (Fixture *fixture)
{
  g_autoptr(GArray) pids = cst_photo_decoder_dup_worker_pids (fixture->decoder);

  g_assert_cmpuint (pids->len, ==, 1);

  return g_array_index (pids, gint64, 0);
}
