/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decoder-fixture.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>

/* A killed process takes a moment to end; GLib reaps it, after which its number is gone. */
static void
kill_and_wait (gint64 pid)
{
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/photo/decode/priority", test_priority);
  ADD ("/photo/worker/killed-idle", test_killed_idle);
  ADD ("/photo/worker/killed-midway", test_killed_midway);
  ADD ("/photo/worker/hanging", test_hanging);
  ADD ("/photo/worker/missing", test_no_worker);
  ADD ("/photo/worker/renewed", test_renewed);

  return g_test_run ();
}
