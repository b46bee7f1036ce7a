/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "cst-photo-decoder.h"
#include "photo-fixtures.h"

typedef struct
{
  CstPhotoDecoder *decoder;
  char            *folder;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->folder = g_dir_make_tmp ("constat-photo-XXXXXX", NULL);
  fixture->decoder = cst_photo_decoder_new (1);
}

static void
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

static char *
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
static char *
write_bytes (Fixture    *fixture,
             const char *name,
             GByteArray *bytes)
{
  char *path = write_file (fixture, name, bytes->data, bytes->len);

  g_byte_array_unref (bytes);

  return path;
}

static const guint8 *
pixel_at (CstPhotoImage *image,
          int            x,
          int            y)
{
  const guint8 *pixels = g_bytes_get_data (image->pixels, NULL);

  return pixels + (gsize)y * image->stride + (gsize)x * 4;
}

static void
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

static void
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

static const guint as_stored[] = { PHOTO_RED, PHOTO_GREEN, PHOTO_BLUE, PHOTO_WHITE };

/* After any mishap: the next photo is decoded as if nothing had been. */
static void
assert_next_works (Fixture *fixture)
{
  g_autofree char *path = write_bytes (fixture, "next.jpg", photo_make_jpeg (64, 48, 1, 0));
  g_autoptr(GError) error = NULL;
  g_autoptr(CstPhotoImage) image = NULL;

  image = cst_photo_decoder_decode_sync (fixture->decoder, path, 0, 0, NULL, &error);
  g_assert_no_error (error);
  assert_quarters (image, as_stored);
}

static void
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

static gint64
get_worker (Fixture *fixture)
{
  g_autoptr(GArray) pids = cst_photo_decoder_dup_worker_pids (fixture->decoder);

  g_assert_cmpuint (pids->len, ==, 1);

  return g_array_index (pids, gint64, 0);
}

static void
test_orientations (Fixture       *fixture,
                   gconstpointer  user_data)
{
  static const guint expected[9][4] = {
    [1] = { PHOTO_RED, PHOTO_GREEN, PHOTO_BLUE, PHOTO_WHITE },
    [2] = { PHOTO_GREEN, PHOTO_RED, PHOTO_WHITE, PHOTO_BLUE },
    [3] = { PHOTO_WHITE, PHOTO_BLUE, PHOTO_GREEN, PHOTO_RED },
    [4] = { PHOTO_BLUE, PHOTO_WHITE, PHOTO_RED, PHOTO_GREEN },
    [5] = { PHOTO_RED, PHOTO_BLUE, PHOTO_GREEN, PHOTO_WHITE },
    [6] = { PHOTO_BLUE, PHOTO_RED, PHOTO_WHITE, PHOTO_GREEN },
    [7] = { PHOTO_WHITE, PHOTO_GREEN, PHOTO_BLUE, PHOTO_RED },
    [8] = { PHOTO_GREEN, PHOTO_WHITE, PHOTO_RED, PHOTO_BLUE },
  };

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
          assert_quarters (image, expected[orientation]);
        }
    }
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
  g_clear_pointer (&info, cst_photo_info_unref);

  info = cst_photo_decoder_probe_sync (fixture->decoder, png, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->type, ==, CST_FILE_TYPE_PNG);
  g_assert_cmpint (info->width, ==, 600);
  g_assert_cmpint (info->n_pages, ==, 1);
  g_assert_null (info->taken_at);
  g_assert_cmpfloat_with_epsilon (info->page_width, 144, 0.1);
  g_assert_cmpfloat_with_epsilon (info->page_height, 72, 0.1);
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
        assert_quarters (image, as_stored);
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
          assert_quarters (image, as_stored);
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
  assert_quarters (image, as_stored);
  fixture->decoder = cst_photo_decoder_new (1);
}

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
    { "moving.gif", gif, sizeof gif - 1, CST_PHOTO_ERROR_UNSUPPORTED },
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
  g_autofree char *path = write_file (fixture, "photo.jpg", (const guint8 *)"\0\0\0\x18" "ftypheic\0\0\0\0", 16);
  g_autoptr(GError) error = NULL;

  g_assert_null (cst_photo_decoder_decode_sync (fixture->decoder, path, 0, 0, NULL, &error));
  g_assert_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, "image/heif"));
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

/* A killed process takes a moment to end; GLib reaps it, after which its number is gone. */
static void
kill_and_wait (gint64 pid)
{
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  kill ((pid_t)pid, SIGKILL);
  while (kill ((pid_t)pid, 0) == 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_thread_yield ();
    }
}

static void
test_killed_idle (Fixture       *fixture,
                  gconstpointer  user_data)
{
  gint64 pid;

  assert_next_works (fixture);
  pid = get_worker (fixture);
  kill_and_wait (pid);

  /* No photo was at hand, so none is blamed. */
  assert_next_works (fixture);
  g_assert_cmpint (get_worker (fixture), !=, pid);
}

typedef struct
{
  GMainLoop     *loop;
  CstPhotoImage *image;
  GError        *error;
  GString       *order; /* (nullable): names of what has come back, in turn */
  const char    *name;
  int           *n_missing;
} Wait;

static void
decoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Wait *wait = user_data;

  wait->image = cst_photo_decoder_decode_finish (CST_PHOTO_DECODER (object), result, &wait->error);
  if (wait->order != NULL)
    g_string_append (wait->order, wait->name);
  if (wait->n_missing == NULL || --*wait->n_missing == 0)
    g_main_loop_quit (wait->loop);
}

typedef struct
{
  const char *path;
  pid_t       pid;
  int         n_seen;
} Murder;

/* The decoder opens the file just before it asks the worker; a moment later the question is there. */
static gboolean
kill_when_asked_cb (gpointer user_data)
{
  Murder *murder = user_data;
  g_autoptr(GDir) fds = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (fds)) != NULL)
    {
      g_autofree char *link = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *target = g_file_read_link (link, NULL);

      if (g_strcmp0 (target, murder->path) == 0)
        murder->n_seen++;
    }

  if (murder->n_seen < 5)
    return G_SOURCE_CONTINUE;

  kill (murder->pid, SIGKILL);

  return G_SOURCE_REMOVE;
}

static void
test_killed_midway (Fixture       *fixture,
                    gconstpointer  user_data)
{
  g_autofree char *path = write_bytes (fixture, "a.jpg", photo_make_jpeg (64, 48, 1, 0));
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Wait wait = { .loop = loop };
  Murder murder = { .path = path };
  gint64 pid;

  assert_next_works (fixture);
  pid = get_worker (fixture);

  /* Stopped, it has the photo and cannot answer: then it dies. */
  kill ((pid_t)pid, SIGSTOP);
  cst_photo_decoder_decode_async (fixture->decoder, path, 0, 0, CST_PHOTO_PRIORITY_VISIBLE, NULL, decoded_cb, &wait);
  murder.pid = (pid_t)pid;
  g_timeout_add (20, kill_when_asked_cb, &murder);
  g_main_loop_run (loop);

  g_assert_null (wait.image);
  g_assert_error (wait.error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_CRASHED);
  g_clear_error (&wait.error);
  assert_next_works (fixture);
  g_assert_cmpint (get_worker (fixture), !=, pid);
}

static void
test_hanging (Fixture       *fixture,
              gconstpointer  user_data)
{
  g_autofree char *path = write_bytes (fixture, "a.jpg", photo_make_jpeg (64, 48, 1, 0));
  gint64 pid;

  assert_next_works (fixture);
  pid = get_worker (fixture);
  kill ((pid_t)pid, SIGSTOP);
  cst_photo_decoder_set_timeout (fixture->decoder, 200);
  assert_fails (fixture, path, CST_PHOTO_ERROR_TIMED_OUT);

  g_assert_cmpint (kill ((pid_t)pid, 0), ==, -1);
  g_assert_cmpint (errno, ==, ESRCH);
  cst_photo_decoder_set_timeout (fixture->decoder, 20000);
  assert_next_works (fixture);
}

static void
test_no_worker (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autofree char *path = write_bytes (fixture, "a.jpg", photo_make_jpeg (64, 48, 1, 0));
  g_autofree char *program = g_strdup (g_getenv ("CONSTAT_PHOTO_WORKER"));

  g_setenv ("CONSTAT_PHOTO_WORKER", "/nonexistent", TRUE);
  assert_fails (fixture, path, CST_PHOTO_ERROR_UNAVAILABLE);

  /* A program that is no worker ends at once. */
  g_setenv ("CONSTAT_PHOTO_WORKER", "/bin/true", TRUE);
  assert_fails (fixture, path, CST_PHOTO_ERROR_UNAVAILABLE);

  g_setenv ("CONSTAT_PHOTO_WORKER", program, TRUE);
  assert_next_works (fixture);
}

/* A worker gets only so many files before a new one takes over. */
static void
test_renewed (Fixture       *fixture,
              gconstpointer  user_data)
{
  gint64 pid;

  assert_next_works (fixture);
  pid = get_worker (fixture);
  for (int i = 0; i < 40; i++)
    assert_next_works (fixture);
  g_assert_cmpint (get_worker (fixture), !=, pid);
}

/* With the only worker busy (stopped), what waits is served by urgency, not by age. */
static void
test_priority (Fixture       *fixture,
               gconstpointer  user_data)
{
  g_autofree char *path = write_bytes (fixture, "a.jpg", photo_make_jpeg (64, 48, 1, 0));
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GString) order = g_string_new (NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  int n_missing = 5;
  Wait waits[] = {
    { loop, NULL, NULL, order, "busy ", &n_missing },
    { loop, NULL, NULL, order, "background ", &n_missing },
    { loop, NULL, NULL, order, "given up ", &n_missing },
    { loop, NULL, NULL, order, "next ", &n_missing },
    { loop, NULL, NULL, order, "visible ", &n_missing },
  };
  static const CstPhotoPriority priorities[] = {
    CST_PHOTO_PRIORITY_VISIBLE, CST_PHOTO_PRIORITY_BACKGROUND, CST_PHOTO_PRIORITY_BACKGROUND,
    CST_PHOTO_PRIORITY_NEXT, CST_PHOTO_PRIORITY_VISIBLE,
  };
  gint64 pid;

  assert_next_works (fixture);
  pid = get_worker (fixture);
  kill ((pid_t)pid, SIGSTOP);

  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++)
    cst_photo_decoder_decode_async (fixture->decoder, path, 0, 0, priorities[i],
                                    i == 2 ? cancellable : NULL, decoded_cb, &waits[i]);
  g_cancellable_cancel (cancellable);
  kill ((pid_t)pid, SIGCONT);
  g_main_loop_run (loop);

  g_assert_cmpstr (order->str, ==, "busy visible next background given up ");
  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      if (i == 2)
        {
          g_assert_error (waits[i].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          g_clear_error (&waits[i].error);
          g_assert_null (waits[i].image);
        }
      else
        {
          g_assert_no_error (waits[i].error);
          cst_photo_image_unref (waits[i].image);
        }
    }
}

static void
test_pages (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_autofree char *path = write_bytes (fixture, "label.pdf", photo_make_pdf (2, 288, 432, "0 0 144 216 re f"));
  g_autoptr(CstPhotoInfo) info = NULL;
  g_autoptr(CstPhotoImage) image = NULL;
  g_autoptr(CstPhotoImage) none = NULL;
  g_autoptr(GError) error = NULL;

  info = cst_photo_decoder_probe_sync (fixture->decoder, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->type, ==, CST_FILE_TYPE_PDF);
  g_assert_cmpint (info->n_pages, ==, 2);
  g_assert_cmpfloat (info->page_width, ==, 288);
  g_assert_cmpfloat (info->page_height, ==, 432);

  /* 4 × 6 inches at 150 dots per inch, black at the lower left. */
  image = cst_photo_decoder_render_page_sync (fixture->decoder, path, 1, 600, 900, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (image->width, ==, 600);
  g_assert_cmpint (image->height, ==, 900);
  assert_colour (image, 10, 10, 0xFFFFFF);
  assert_colour (image, 10, 890, 0x000000);
  assert_colour (image, 297, 453, 0x000000);
  assert_colour (image, 303, 453, 0xFFFFFF);
  assert_colour (image, 297, 447, 0xFFFFFF);

  none = cst_photo_decoder_render_page_sync (fixture->decoder, path, 2, 600, 900, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_UNREADABLE);
  g_clear_error (&error);

  /* A page is no photo. */
  assert_fails (fixture, path, CST_PHOTO_ERROR_UNSUPPORTED);
}

static void
test_page_text (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autofree char *path = write_bytes (fixture, "text.pdf",
                                       photo_make_pdf (1, 288, 432, "BT /F1 40 Tf 20 200 Td (RETOUR) Tj ET"));
  g_autoptr(CstPhotoImage) image = NULL;
  g_autoptr(GError) error = NULL;
  int n_dark = 0;

  image = cst_photo_decoder_render_page_sync (fixture->decoder, path, 0, 288, 432, NULL, &error);
  g_assert_no_error (error);
  if (image->may_lack_text)
    {
      g_test_skip ("this kernel has no Landlock, so the worker may not read fonts");
      return;
    }

  for (int y = 0; y < image->height; y++)
    {
      for (int x = 0; x < image->width; x++)
        n_dark += pixel_at (image, x, y)[1] < 64;
    }
  g_assert_cmpint (n_dark, >, 200);
}

static void
test_bad_pages (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autoptr(GByteArray) whole = photo_make_pdf (1, 288, 432, "0 0 10 10 re f");
  g_autofree char *cut = write_file (fixture, "cut.pdf", whole->data, 40);
  g_autofree char *empty = write_bytes (fixture, "empty.pdf", photo_make_pdf (0, 288, 432, ""));
  g_autofree char *vast = write_bytes (fixture, "vast.pdf", photo_make_pdf (1, 2000000, 432, ""));
  const char *paths[] = { cut, empty, vast };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", paths[i]);
      g_assert_null (cst_photo_decoder_render_page_sync (fixture->decoder, paths[i], 0, 100, 100, NULL, &error));
      g_assert_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_UNREADABLE);
    }

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

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/photo/decode/orientations", test_orientations);
  ADD ("/photo/decode/scaled", test_scaled);
  ADD ("/photo/decode/kinds", test_kinds);
  ADD ("/photo/decode/grey", test_grey);
  ADD ("/photo/decode/alpha", test_alpha);
  ADD ("/photo/decode/outlives", test_sealed);
  ADD ("/photo/decode/priority", test_priority);
  ADD ("/photo/probe", test_probe);
  ADD ("/photo/hostile/R2/bad-files", test_bad_files);
  ADD ("/photo/hostile/unsupported", test_unsupported_type);
  ADD ("/photo/hostile/bombs", test_bombs);
  ADD ("/photo/hostile/scan-bomb", test_scan_bomb);
  ADD ("/photo/hostile/bit-flips", test_bit_flips);
  ADD ("/photo/worker/killed-idle", test_killed_idle);
  ADD ("/photo/worker/killed-midway", test_killed_midway);
  ADD ("/photo/worker/hanging", test_hanging);
  ADD ("/photo/worker/missing", test_no_worker);
  ADD ("/photo/worker/renewed", test_renewed);
  ADD ("/photo/page/O7/true-scale", test_pages);
  ADD ("/photo/page/text", test_page_text);
  ADD ("/photo/page/bad", test_bad_pages);

  return g_test_run ();
}
