/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-secret.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#define MAX_TOKEN 4096

static gboolean
file_error (const char  *path,
            GError     **error)
{
  g_set_error (error, CST_SECRET_ERROR, CST_SECRET_ERROR_FILE,
               _("The token file “%s” cannot be read: %s"), path, g_strerror (errno));

  return FALSE;
}

static gboolean
check_private (int          fd,
               const char  *path,
               GError     **error)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    return file_error (path, error);

  if (!S_ISREG (status.st_mode) || status.st_uid != geteuid () || (status.st_mode & 077) != 0)
    {
      g_set_error (error, CST_SECRET_ERROR, CST_SECRET_ERROR_NOT_PRIVATE,
                   _("The token file “%s” must belong to you and be readable by you only. Run: chmod 600 “%s”"),
                   path, path);
      return FALSE;
    }

  return TRUE;
}

/**
 * cst_secret_read_file:
 * @path: a file that belongs to us and that nobody else may read
 *
 * Blocks; the file is small. White space around the token is dropped.
 *
 * Returns: (transfer full): the token, freed with cst_secret_free(), or %NULL with %CST_SECRET_ERROR
 */
char *
cst_secret_read_file (const char  *path,
                      GError     **error)
{
  char buffer[MAX_TOKEN + 1] = { 0 };
  char *token = NULL;
  gssize n = 0;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);

  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    {
      file_error (path, error);
      return NULL;
    }

  if (check_private (fd, path, error))
    {
      n = read (fd, buffer, MAX_TOKEN);
      if (n < 0)
        file_error (path, error);
      else if (*g_strstrip (buffer) == '\0' || !g_str_is_ascii (buffer) || strpbrk (buffer, " \t\r\n") != NULL)
        g_set_error (error, CST_SECRET_ERROR, CST_SECRET_ERROR_NOT_FOUND,
                     _("The token file “%s” does not hold a token"), path);
      else
        token = g_strdup (buffer);
      explicit_bzero (buffer, sizeof buffer);
    }
  close (fd);

  return token;
}
