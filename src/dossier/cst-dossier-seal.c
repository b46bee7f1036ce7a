/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dossier-seal.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cst-dossier-manifest.h"

/* A ZIP ends with 22 bytes that may be followed by a comment; its length stands in the last two. */
#define END_SIZE 22
#define CHUNK (64 << 10)

static gboolean
set_errno (GError **error)
{
  int saved = errno;

  g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (saved), g_strerror (saved));

  return FALSE;
}

static gboolean
write_all (int          fd,
           const void  *data,
           gsize        size,
           GError     **error)
{
  const char *bytes = data;

  while (size > 0)
    {
      gssize written = write (fd, bytes, size);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return set_errno (error);
      bytes += written;
      size -= (gsize) written;
    }

  return TRUE;
}

/* SHA-256 of the first @size bytes. */
static char *
digest_of (int       fd,
           goffset   size,
           GError  **error)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *buffer = g_malloc (CHUNK);
  goffset left = size;

  if (lseek (fd, 0, SEEK_SET) < 0)
    return set_errno (error), NULL;

  while (left > 0)
    {
      gssize n_read = read (fd, buffer, (gsize) MIN (left, CHUNK));

      if (n_read < 0 && errno == EINTR)
        continue;
      if (n_read < 0)
        return set_errno (error), NULL;
      if (n_read == 0)
        return g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, _("The file ends too early")), NULL;
      g_checksum_update (checksum, buffer, n_read);
      left -= n_read;
    }

  return g_strdup (g_checksum_get_string (checksum));
}

static gboolean
seal_fd (int      fd,
         char   **seal,
         GError **error)
{
  guint8 length[2] = { CST_SEAL_SIZE & 0xff, CST_SEAL_SIZE >> 8 };
  goffset size = lseek (fd, -2, SEEK_END);

  if (size < END_SIZE - 2 || !write_all (fd, length, sizeof length, error) ||
      !write_all (fd, CST_SEAL_PREFIX, sizeof CST_SEAL_PREFIX - 1, error))
    return error != NULL && *error == NULL ? set_errno (error) : FALSE;

  *seal = digest_of (fd, size + 2 + (goffset) sizeof CST_SEAL_PREFIX - 1, error);

  return *seal != NULL && lseek (fd, 0, SEEK_END) >= 0 && write_all (fd, *seal, CST_SEAL_DIGITS, error) &&
         (fsync (fd) == 0 || set_errno (error));
}

/**
 * cst_dossier_seal_file:
 * @path: a ZIP without a comment
 * @seal: (out): 64 hexadecimal digits
 *
 * Gives the ZIP a comment that says what all bytes before its last 64 come to.
 */
gboolean
cst_dossier_seal_file (const char  *path,
                       char       **seal,
                       GError     **error)
{
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);
  gboolean is_sealed;

  *seal = NULL;
  if (fd < 0)
    return set_errno (error);

  is_sealed = seal_fd (fd, seal, error);
  close (fd);
  if (!is_sealed)
    g_clear_pointer (seal, g_free);

  return is_sealed;
}

/**
 * cst_dossier_read_seal:
 * @path: any file
 * @said: (out) (nullable): the digits it ends with, %NULL when it ends with no seal
 * @counted: (out) (nullable): what its bytes come to, %NULL likewise
 *
 * Returns: %FALSE when the file cannot be read
 */
gboolean
cst_dossier_read_seal (const char  *path,
                       char       **said,
                       char       **counted,
                       GError     **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0);
  char end[CST_SEAL_SIZE];
  struct stat about;
  goffset size;
  gboolean is_read = TRUE;

  *said = *counted = NULL;
  if (fd < 0)
    return set_errno (error);
  if (fstat (fd, &about) != 0 || !S_ISREG (about.st_mode))
    {
      close (fd);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _("“%s” is no file"), path);
      return FALSE;
    }

  size = about.st_size;
  if (size >= END_SIZE + (goffset) CST_SEAL_SIZE &&
      pread (fd, end, CST_SEAL_SIZE, size - (goffset) CST_SEAL_SIZE) == CST_SEAL_SIZE &&
      memcmp (end, CST_SEAL_PREFIX, sizeof CST_SEAL_PREFIX - 1) == 0)
    {
      *said = g_strndup (end + sizeof CST_SEAL_PREFIX - 1, CST_SEAL_DIGITS);
      *counted = digest_of (fd, size - CST_SEAL_DIGITS, error);
      is_read = *counted != NULL;
    }
  close (fd);
  if (!is_read)
    g_clear_pointer (said, g_free);

  return is_read;
}
