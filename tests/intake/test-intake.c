/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "cst-fake-marketplace.h"
#include "cst-fingerprint.h"
#include "cst-home.h"
#include "cst-intake.h"
#include "cst-photo-hints.h"
#include "cst-settings.h"
#include "photo-fixtures.h"

#define NOW 1700000000

typedef struct
{
  char            *dir;
  CstPhotoDecoder *decoder;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->dir = g_dir_make_tmp ("constat-intake-XXXXXX", NULL);
  fixture->decoder = cst_photo_decoder_new (1);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->dir);
  g_free (fixture->dir);
  g_assert_finalize_object (fixture->decoder);
}

/* Takes @bytes. */
static char *
write_file (Fixture    *fixture,
            const char *name,
            GByteArray *bytes,
            gsize       size)
{
  char *path = g_build_filename (fixture->dir, name, NULL);

  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, (gssize) MIN (size, bytes->len), NULL));
  g_byte_array_unref (bytes);

  return path;
}

static CstPhotoFacts *
examine (Fixture    *fixture,
         const char *path,
         const char *filename,
         const char *media_type,
         const char *sha256)
{
  CstAttachment said = {
    .filename = (char *) filename, .media_type = (char *) media_type, .sha256 = (char *) sha256,
  };
  g_autofree char *thumbnail = g_build_filename (fixture->dir, "thumbnail", NULL);
  g_autoptr(GError) error = NULL;
  CstPhotoFacts *facts = cst_intake_examine (fixture->decoder, path, thumbnail, &said, NOW, NULL, &error);

  g_assert_no_error (error);

  return facts;
}

static char *
picture_path (const char *name)
{
  return g_build_filename (g_getenv ("CONSTAT_TEST_PICTURES"), name, NULL);
}

static void
test_facts (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autofree char *path = write_file (fixture, "a", photo_make_jpeg (80, 60, 6, 0), G_MAXSIZE);
  g_autoptr(CstPhotoFacts) facts = examine (fixture, path, "a.png", "image/webp", "not this");
  g_autofree char *contents = NULL;
  g_autofree char *sha256 = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, size);
  g_assert_cmpstr (facts->sha256, ==, sha256);
  g_assert_cmpint (facts->size, ==, size);
  g_assert_cmpint (facts->examined_at, ==, NOW);
  g_assert_cmpstr (facts->found, ==, "image/jpeg");
  g_assert_true (facts->has_lying_name && facts->has_lying_type);
  g_assert_true (cst_photo_facts_is_altered (facts));
  g_assert_cmpint ((int) facts->problem, ==, CST_PHOTO_PROBLEM_NONE);
  g_assert_cmpint (facts->width, ==, 60);
  g_assert_cmpint (facts->height, ==, 80);
  g_assert_cmpstr (facts->camera, ==, PHOTO_MAKE " " PHOTO_MODEL);
  g_assert_false (cst_intake_is_unreadable (facts));
}

/* R2: unreadable is a fact with its reason. */
/* A film is known by its bytes, has a length and stills, and was looked into. */
static void
test_video (Fixture       *fixture,
            gconstpointer  unused)
{
  static const struct
  {
    const char *name;
    const char *type;
  } films[] = { { "lamp-flickers.mp4", "video/mp4" }, { "pallet.webm", "video/webm" } };

  for (gsize i = 0; i < G_N_ELEMENTS (films); i++)
    {
      g_autofree char *path = picture_path (films[i].name);
      g_autoptr(CstPhotoFacts) facts = examine (fixture, path, "film.jpg", "image/jpeg", NULL);

      g_assert_cmpstr (facts->found, ==, films[i].type);
      g_assert_true (facts->has_lying_name && facts->has_lying_type);
      g_assert_cmpint ((int) facts->problem, ==, CST_PHOTO_PROBLEM_NONE);
      g_assert_cmpint (facts->duration_ms, >=, 4000);
      g_assert_cmpint (facts->duration_ms, <=, 7000);
      g_assert_cmpint (facts->n_pages, >, 1);
      g_assert_cmpint (facts->width, >, 0);
      g_assert_cmpint (facts->height, >, 0);
      g_assert_false (cst_intake_is_unreadable (facts));
    }
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autofree char *half = write_file (fixture, "half", photo_make_png (300, 300, 255, 0), 200);
  g_autofree char *text = g_build_filename (fixture->dir, "text", NULL);
  g_autoptr(CstPhotoFacts) truncated = examine (fixture, half, "half.png", "image/png", NULL);
  g_autoptr(CstPhotoFacts) no_picture = NULL;
  g_autoptr(CstPhotoFacts) letter = NULL;

  g_assert_cmpint ((int) truncated->problem, !=, CST_PHOTO_PROBLEM_NONE);
  g_assert_true (cst_intake_is_unreadable (truncated));
  g_assert_false (truncated->has_fingerprint);
  g_assert_cmpint (truncated->thumbnail_size, ==, 0);

  g_assert_true (g_file_set_contents (text, "Dear shop,", -1, NULL));
  no_picture = examine (fixture, text, "photo.jpg", "image/jpeg", NULL);
  g_assert_cmpint ((int) no_picture->problem, ==, CST_PHOTO_PROBLEM_UNSUPPORTED);
  g_assert_true (no_picture->has_lying_name && cst_intake_is_unreadable (no_picture));
  letter = examine (fixture, text, "letter.txt", "text/plain", NULL);
  g_assert_false (cst_intake_is_unreadable (letter));
}

static void
test_not_there (Fixture       *fixture,
                gconstpointer  unused)
{
  CstAttachment said = { .id = (char *) "x" };
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->dir, "nothing", NULL);

  g_assert_null (cst_intake_examine (fixture->decoder, path, NULL, &said, NOW, NULL, &error));
  g_assert_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_NOT_FOUND);
}

/* Small, upright, and nothing of where and with what it was taken. */
static void
test_thumbnail (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autofree char *path = picture_path ("parcel-dented.jpg");
  g_autofree char *thumbnail = g_build_filename (fixture->dir, "thumbnail", NULL);
  g_autoptr(CstPhotoFacts) facts = examine (fixture, path, "parcel.jpg", "image/jpeg", NULL);
  g_autoptr(CstPhotoInfo) info = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (facts->thumbnail_size, >, 0);
  g_assert_cmpint (facts->thumbnail_size, <, CST_THUMBNAIL_WORTHWHILE);
  info = cst_photo_decoder_probe_sync (fixture->decoder, thumbnail, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (MAX (info->width, info->height), ==, CST_THUMBNAIL_SIDE);
  g_assert_cmpint (info->width > info->height, ==, facts->width > facts->height);
  g_assert_null (info->camera);
  g_assert_false (info->has_position);
}

static guint64
fingerprint_of (Fixture    *fixture,
                const char *path)
{
  g_autoptr(CstPhotoFacts) facts = examine (fixture, path, "photo.jpg", "image/jpeg", NULL);

  g_assert_true (facts->has_fingerprint);

  return (guint64) facts->fingerprint;
}

static char *
save_again (Fixture    *fixture,
            const char *path,
            int         max_side,
            int         quality)
{
  CstPhotoExport options = { .strip_metadata = TRUE, .max_side = max_side, .quality = quality };
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = cst_photo_decoder_export_sync (fixture->decoder, path, &options, NULL, NULL, &error);
  char *copy = g_build_filename (fixture->dir, "copy", NULL);

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (copy, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));

  return copy;
}

/* Taken at the same place of the same things: again, blurred, in the dark, or with another label on the parcel. */
static const char *const same_scenes[][2] = {
  { "blurred.jpg", "plate-pieces.jpg" },
  { "box-candles.jpg", "dark.jpg" },
  { "box-label.jpg", "label-address.jpg" },
  { "box-label.jpg", "label-smeared.jpg" },
  { "label-address.jpg", "label-smeared.jpg" },
  { "parcel-crushed-bis.jpg", "parcel-crushed.jpg" },
  { "plate-broken.jpg", "soup-plates.jpg" },
};

static gboolean
is_same_scene (const char *one,
               const char *other)
{
  for (gsize i = 0; i < G_N_ELEMENTS (same_scenes); i++)
    {
      if ((g_str_equal (same_scenes[i][0], one) && g_str_equal (same_scenes[i][1], other)) ||
          (g_str_equal (same_scenes[i][0], other) && g_str_equal (same_scenes[i][1], one)))
        return TRUE;
    }

  return FALSE;
}

/* The bound is right for photographs: saved again, scaled, and taken again of the same scene they are alike; no two
 * scenes of the demo are. */
static void
test_alike (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr(GDir) dir = g_dir_open (g_getenv ("CONSTAT_TEST_PICTURES"), 0, NULL);
  g_autoptr(GArray) looks = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  int closest = 64;
  int farthest = 0;
  const char *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = picture_path (name);
      guint64 look;

      if (!g_str_has_suffix (name, ".jpg"))
        continue;
      look = fingerprint_of (fixture, path);
      for (int side = 400; side <= 800; side += 200)
        {
          g_autofree char *copy = save_again (fixture, path, side, side / 10);

          farthest = MAX (farthest, cst_fingerprint_distance (look, fingerprint_of (fixture, copy)));
        }
      for (guint i = 0; i < looks->len; i++)
        {
          int distance = cst_fingerprint_distance (look, g_array_index (looks, guint64, i));

          if (is_same_scene (name, g_ptr_array_index (names, i)))
            farthest = MAX (farthest, distance);
          else
            closest = MIN (closest, distance);
        }
      g_array_append_val (looks, look);
      g_ptr_array_add (names, g_strdup (name));
    }

  g_test_message ("saved again: at most %d bits; different: at least %d", farthest, closest);
  g_assert_cmpuint (looks->len, >, 5);
  g_assert_cmpint (farthest, <=, CST_PHOTO_ALIKE_MAX);
  g_assert_cmpint (closest, >, CST_PHOTO_ALIKE_MAX);
}

static gpointer
add_files_func (CstDb         *db,
                gpointer       request,
                GCancellable  *cancellable,
                GError       **error)
{
  static const char *const ids[] = { "here", "vanished" };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(CstCacheEntry) entry = cst_cache_entry_new ();

      entry->state = CST_CACHE_CACHED;
      entry->path = cst_cache_name (1, ids[i]);
      entry->size = 5;
      if (!cst_db_cache_store (db, 1, ids[i], entry, error))
        return NULL;
    }

  return GINT_TO_POINTER (TRUE);
}

/* Files from before anything was examined are looked into by the next run; what the disk has not is fetched anew. */
static void
test_rest (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr(CstHome) home = cst_home_new (NULL, NULL, NOW);
  g_autoptr(CstFakeMarketplace) fake = cst_fake_marketplace_new (home->clock, 60, 1);
  g_autoptr(CstSyncReport) report = cst_sync_report_new ();
  g_autoptr(CstDb) db = cst_store_open_reader (home->store, NULL);
  g_autofree char *path = cst_cache_path (home->store, 1, "here");
  g_autofree char *source = write_file (fixture, "a", photo_make_jpeg (80, 60, 1, 0), G_MAXSIZE);
  g_autofree char *contents = NULL;
  g_autoptr(CstPhotoFacts) facts = NULL;
  g_autoptr(CstCacheEntry) vanished = NULL;
  g_autoptr(GError) error = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (source, &contents, &size, NULL));
  g_assert_true (g_file_set_contents (path, contents, (gssize) size, NULL));
  g_assert_nonnull (cst_store_run_sync (home->store, add_files_func, NULL, NULL, &error));
  g_assert_true (cst_home_sync (home, CST_MARKETPLACE (fake), CST_SYNC_EVERYTHING, report, &error));
  g_assert_no_error (error);

  facts = cst_db_photo_facts (db, 1, "here", &error);
  g_assert_cmpint (facts->width, ==, 80);
  vanished = cst_db_cache_lookup (db, 1, "vanished", &error);
  g_assert_cmpint ((int) vanished->state, ==, CST_CACHE_NONE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/intake/facts", test_facts);
  ADD ("/intake/R2/damaged", test_damaged);
  ADD ("/intake/video", test_video);
  ADD ("/intake/not-there", test_not_there);
  ADD ("/intake/thumbnail", test_thumbnail);
  ADD ("/intake/alike", test_alike);
  ADD ("/intake/rest", test_rest);
#undef ADD

  return g_test_run ();
}
