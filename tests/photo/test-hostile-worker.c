/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <unistd.h>

#include "cst-photo-decoder.h"
#include "photo-fixtures.h"

typedef struct
{
  const char *deed;
  int         code; /* -1: a picture, however false */
} Case;

typedef struct
{
  CstPhotoDecoder *decoder;
  char            *folder;
  char            *photo;
  char            *worker;
} Fixture;

static const Case cases[] = {
  { "shrink", -1 },
  { "keep", CST_PHOTO_ERROR_CRASHED },
  { "lie-small", CST_PHOTO_ERROR_UNREADABLE },
  { "lie-large", CST_PHOTO_ERROR_UNREADABLE },
  { "lie-status", CST_PHOTO_ERROR_CRASHED },
  { "wrong-serial", CST_PHOTO_ERROR_CRASHED },
  { "short", CST_PHOTO_ERROR_CRASHED },
  { "unasked", CST_PHOTO_ERROR_CRASHED },
};

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  const Case *own = user_data;
  g_autoptr(GByteArray) jpeg = photo_make_jpeg (400, 300, 1, 0);

  fixture->folder = g_dir_make_tmp ("constat-hostile-XXXXXX", NULL);
  fixture->photo = g_build_filename (fixture->folder, "photo.jpg", NULL);
  g_assert_true (g_file_set_contents (fixture->photo, (const char *)jpeg->data, (gssize)jpeg->len, NULL));
  fixture->worker = g_build_filename (fixture->folder, own->deed, NULL);
  g_assert_cmpint (symlink (g_getenv ("CONSTAT_HOSTILE_WORKER"), fixture->worker), ==, 0);

  g_setenv ("CONSTAT_PHOTO_WORKER", fixture->worker, TRUE);
  fixture->decoder = cst_photo_decoder_new (1);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->decoder));
  g_remove (fixture->worker);
  g_remove (fixture->photo);
  g_rmdir (fixture->folder);
  g_clear_pointer (&fixture->worker, g_free);
  g_clear_pointer (&fixture->photo, g_free);
  g_clear_pointer (&fixture->folder, g_free);
}

/* What a worker does costs a picture, never the application. */
static void
test_deed (Fixture       *fixture,
           gconstpointer  user_data)
{
  const Case *own = user_data;

  for (int round = 0; round < 3; round++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CstPhotoImage) image = NULL;
      guint sum = 0;

      image = cst_photo_decoder_decode_sync (fixture->decoder, fixture->photo, 0, 0, NULL, &error);
      if (own->code >= 0)
        {
          g_assert_null (image);
          g_assert_error (error, CST_PHOTO_ERROR, own->code);
          continue;
        }

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (image->pixels), >=, 400 * 300 * 4);

      /* Every pixel can be read: nothing was taken away. */
      for (gsize i = 0; i < 400 * 300 * 4; i++)
        sum += ((const guint8 *)g_bytes_get_data (image->pixels, NULL))[i];
      g_assert_cmpuint (sum, ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/photo/hostile-worker/", cases[i].deed, NULL);

      g_test_add (path, Fixture, &cases[i], set_up, test_deed, tear_down);
    }

  return g_test_run ();
}
