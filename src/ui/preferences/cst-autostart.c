/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-autostart.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cst-config.h"

/* Starting at login is a file in the user's autostart folder, as on every desktop. Small local files. */

static char *
autostart_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", CST_APP_ID ".desktop", NULL);
}

/* As the desktop entry specification wants a program's path, which is not how a shell does. */
static char *
quote (const char *path)
{
  g_autoptr(GString) quoted = g_string_new ("\"");

  for (const char *p = path; *p != '\0'; p++)
    {
      /* A backslash once more for each: of the quoting, and of the value. */
      if (*p == '\\')
        g_string_append (quoted, "\\\\\\\\");
      else if (strchr ("\"`$", *p) != NULL)
        g_string_append_printf (quoted, "\\\\%c", *p);
      else if (*p == '%')
        g_string_append (quoted, "%%");
      else
        g_string_append_c (quoted, *p);
    }

  return g_string_free (g_string_append_c (g_steal_pointer (&quoted), '"'), FALSE);
}

gboolean
cst_autostart_is_on (void)
{
  g_autofree char *path = autostart_path ();

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/**
 * cst_autostart_set:
 *
 * Writes or removes the file.
 */
gboolean
cst_autostart_set (gboolean   is_on,
                   GError   **error)
{
  g_autofree char *path = autostart_path ();
  g_autofree char *dir = g_path_get_dirname (path);
  g_autofree char *program = g_find_program_in_path ("constat");
  g_autofree char *quoted = quote (program != NULL ? program : "constat");
  g_autofree char *text = NULL;

  if (!is_on)
    {
      if (g_unlink (path) == 0 || errno == ENOENT)
        return TRUE;

      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      return FALSE;
    }

  if (g_mkdir_with_parents (dir, 0700) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      return FALSE;
    }

  text = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Constat\nExec=%s --gapplication-service\n"
                          "Icon=%s\nTerminal=false\nNoDisplay=true\nX-GNOME-Autostart-enabled=true\n",
                          quoted, CST_APP_ID);

  return g_file_set_contents (path, text, -1, error);
}
