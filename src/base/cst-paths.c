/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-paths.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>

#include "cst-config.h"

/**
 * cst_i18n_init:
 *
 * Sets the process's locale and finds the translations: installed ones, or those of the build
 * folder that the development environment names in `CONSTAT_LOCALEDIR`. Main thread, first thing.
 */
void
cst_i18n_init (void)
{
  const char *dir = g_getenv ("CONSTAT_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, dir != NULL ? dir : CST_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/**
 * cst_paths_data_dir:
 * @profile: (nullable): a profile's name, %NULL for the user's own
 *
 * Returns: (transfer full): the folder in which a profile's store and files live
 */
char *
cst_paths_data_dir (const char *profile)
{
  g_autofree char *name = profile != NULL ? g_strconcat ("constat-", profile, NULL) : g_strdup ("constat");

  return g_build_filename (g_get_user_data_dir (), name, NULL);
}

/**
 * cst_paths_helper_program:
 * @name: `constat-photo-worker` or `constat-sandbox`
 *
 * An installed helper, or the build folder's when the development environment is on.
 *
 * Returns: (transfer full): its path
 */
char *
cst_paths_helper_program (const char *name)
{
  const char *dirs = g_getenv ("CONSTAT_HELPER_PATH");
  g_auto(GStrv) list = g_strsplit (dirs != NULL ? dirs : "", ":", -1);

  g_return_val_if_fail (name != NULL, NULL);

  for (char **dir = list; *dir != NULL; dir++)
    {
      g_autofree char *path = g_build_filename (*dir, name, NULL);

      if (**dir != '\0' && g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }

  return g_build_filename (CST_LIBEXECDIR, name, NULL);
}

/**
 * cst_paths_ensure_private:
 * @dir: a folder
 *
 * Makes @dir and its parents if needed, and makes it readable for its owner only.
 *
 * Returns: whether the folder is there and private
 */
gboolean
cst_paths_ensure_private (const char  *dir,
                          GError     **error)
{
  g_return_val_if_fail (dir != NULL, FALSE);

  if (g_mkdir_with_parents (dir, 0700) == 0 && g_chmod (dir, 0700) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               _("The folder “%s” cannot be made or kept private: %s"), dir, g_strerror (errno));

  return FALSE;
}
