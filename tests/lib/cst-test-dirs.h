/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * cst_test_run_apart:
 *
 * g_test_run() with a data folder of the program's own, so that neither the user's playbooks count nor anything is
 * left among them. G_TEST_OPTION_ISOLATE_DIRS does more, but GLib 2.74 loses memory in it, which under the leak
 * checker costs a second run. Call it before anything asked for the folder.
 */
static inline int
cst_test_run_apart (void)
{
  g_autofree char *dir = g_dir_make_tmp ("constat-test-XXXXXX", NULL);
  const char *remove[] = { "rm", "-rf", dir, NULL };
  int failed;

  g_assert_nonnull (dir);
  g_setenv ("XDG_DATA_HOME", dir, TRUE);
  failed = g_test_run ();
  g_assert_true (g_spawn_sync (NULL, (char **) remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));

  return failed;
}
