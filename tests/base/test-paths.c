/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "cst-paths.h"

static void
test_private (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *dir = cst_paths_data_dir ("demo");
  GStatBuf info;

  g_assert_true (g_str_has_suffix (dir, "/constat-demo"));
  g_assert_true (cst_paths_ensure_private (dir, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (dir, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);

  g_chmod (dir, 0755);
  g_assert_true (cst_paths_ensure_private (dir, &error));
  g_assert_cmpint (g_stat (dir, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);
}

static void
test_not_a_folder (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (cst_paths_ensure_private ("/dev/null/constat", &error));
  g_assert_nonnull (error);
  g_assert_nonnull (g_strstr_len (error->message, -1, "/dev/null/constat"));
}

static void
test_helper (void)
{
  g_autofree char *dir = g_dir_make_tmp ("constat-helper-XXXXXX", NULL);
  g_autofree char *program = g_build_filename (dir, "constat-photo-worker", NULL);
  g_autofree char *path = g_strconcat ("/nowhere:", dir, NULL);
  g_autofree char *found = NULL;
  g_autofree char *installed = NULL;

  g_assert_true (g_file_set_contents_full (program, "#!/bin/sh\n", -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_setenv ("CONSTAT_HELPER_PATH", path, TRUE);
  found = cst_paths_helper_program ("constat-photo-worker");
  installed = cst_paths_helper_program ("constat-elsewhere");

  g_assert_cmpstr (found, ==, program);
  g_assert_true (g_str_has_suffix (installed, "/constat/constat-elsewhere"));

  g_unlink (program);
  g_rmdir (dir);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/paths/private", test_private);
  g_test_add_func ("/paths/not-a-folder", test_not_a_folder);
  g_test_add_func ("/paths/helper", test_helper);

  return g_test_run ();
}
