/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include "cst-secret.h"

typedef struct
{
  char *dir;
  char *path;
} Fixture;

/* libsecret keeps to a file of its own when it is told so: no bus, no daemon. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *keyring = NULL;

  fixture->dir = g_dir_make_tmp ("constat-secret-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->dir, "token", NULL);
  keyring = g_build_filename (fixture->dir, "keyring", NULL);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *keyring = g_build_filename (fixture->dir, "keyring", NULL);

  g_unlink (keyring);
  g_unlink (fixture->path);
  g_rmdir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

static void
write_token (Fixture    *fixture,
             const char *text,
             int         mode)
{
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  g_assert_cmpint (g_chmod (fixture->path, mode), ==, 0);
}

static void
test_file (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  char *token;

  write_token (fixture, "  geheim-1\n", 0600);
  token = cst_secret_read_file (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "geheim-1");
  cst_secret_free (token);
}

static void
assert_no_token (Fixture        *fixture,
                 CstSecretError  code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (cst_secret_read_file (fixture->path, &error));
  g_assert_error (error, CST_SECRET_ERROR, (int) code);
}

static void
test_bad_files (Fixture       *fixture,
                gconstpointer  data)
{
  const int shared[] = { 0640, 0604, 0620, 0602, 0666 };

  assert_no_token (fixture, CST_SECRET_ERROR_FILE);
  write_token (fixture, "\n", 0600);
  assert_no_token (fixture, CST_SECRET_ERROR_NOT_FOUND);
  write_token (fixture, "two words", 0600);
  assert_no_token (fixture, CST_SECRET_ERROR_NOT_FOUND);
  for (gsize i = 0; i < G_N_ELEMENTS (shared); i++)
    {
      write_token (fixture, "geheim", shared[i]);
      assert_no_token (fixture, CST_SECRET_ERROR_NOT_PRIVATE);
    }
}

static void
test_keyring (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  char *token;

  g_assert_null (cst_secret_lookup_sync ("p", "shop", 20, NULL, &error));
  g_assert_error (error, CST_SECRET_ERROR, CST_SECRET_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (cst_secret_store_sync ("p", "shop", "one", 20, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (cst_secret_store_sync (NULL, "shop", "other profile", 20, NULL, &error));
  g_assert_true (cst_secret_store_sync ("p", "shop", "two", 20, NULL, &error));
  token = cst_secret_lookup_sync ("p", "shop", 20, NULL, &error);
  g_assert_cmpstr (token, ==, "two");
  cst_secret_free (token);

  g_assert_true (cst_secret_clear_sync ("p", "shop", 20, NULL, &error));
  g_assert_null (cst_secret_lookup_sync ("p", "shop", 20, NULL, &error));
  g_assert_error (error, CST_SECRET_ERROR, CST_SECRET_ERROR_NOT_FOUND);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (cst_secret_lookup_sync ("p", "shop", 20, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* In a process of its own, since libsecret chooses its backend once: no bus, so no keyring. */
static void
test_no_keyring (Fixture       *fixture,
                 gconstpointer  data)
{
  if (g_test_subprocess ())
    {
      g_autoptr(GError) error = NULL;

      g_unsetenv ("SECRET_BACKEND");
      g_unsetenv ("DISPLAY");
      g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
      g_assert_null (cst_secret_lookup_sync ("p", "shop", 20, NULL, &error));
      g_assert_error (error, CST_SECRET_ERROR, CST_SECRET_ERROR_UNAVAILABLE);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

/* A bus that never answers: the question ends by the clock. */
static void
test_times_out (Fixture       *fixture,
                gconstpointer  data)
{
  if (g_test_subprocess ())
    {
      g_autoptr(GSocketListener) listener = g_socket_listener_new ();
      g_autofree char *path = g_build_filename (fixture->dir, "bus", NULL);
      g_autofree char *bus = g_strdup_printf ("unix:path=%s", path);
      g_autoptr(GSocketAddress) address = g_unix_socket_address_new (path);
      g_autoptr(GError) error = NULL;

      g_assert_true (g_socket_listener_add_address (listener, address, G_SOCKET_TYPE_STREAM,
                                                    G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, NULL));
      g_unsetenv ("SECRET_BACKEND");
      g_setenv ("DBUS_SESSION_BUS_ADDRESS", bus, TRUE);
      g_assert_null (cst_secret_lookup_sync ("p", "shop", 1, NULL, &error));
      g_assert_error (error, CST_SECRET_ERROR, CST_SECRET_ERROR_TIMED_OUT);
      g_unlink (path);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "for tests", TRUE);

  ADD ("/secret/file", test_file);
  ADD ("/secret/bad-files", test_bad_files);
  ADD ("/secret/keyring", test_keyring);
  ADD ("/secret/cancelled", test_cancelled);
  ADD ("/secret/no-keyring", test_no_keyring);
  ADD ("/secret/times-out", test_times_out);

  return g_test_run ();
}
