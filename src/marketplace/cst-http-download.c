/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "cst-http-private.h"
#include "cst-marketplace.h"

/* A file comes into TARGET.part, its ETag stands in TARGET.etag; after an interruption the rest is asked
 * for with Range and If-Range, and TARGET exists only whole. */
typedef struct
{
  char   *part;
  char   *tag;
  char   *etag; /* (nullable): of the part at hand */
  gint64  have;
  int     fd;
} Download;

static void
download_clear (Download *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->part);
  g_free (self->tag);
  g_free (self->etag);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Download, download_clear)

static gboolean
file_error (const char  *what,
            GError     **error)
{
  g_set_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_FILE, "%s: %s", what, g_strerror (errno));

  return FALSE;
}

static gboolean
open_part (Download    *self,
           const char  *target_path,
           GError     **error)
{
  struct stat status;

  self->part = g_strconcat (target_path, ".part", NULL);
  self->tag = g_strconcat (target_path, ".etag", NULL);
  self->fd = open (self->part, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->fd < 0 || fstat (self->fd, &status) != 0)
    return file_error ("attachment", error);

  if (status.st_size > 0 && g_file_get_contents (self->tag, &self->etag, NULL, NULL) && *self->etag == '"')
    self->have = status.st_size;

  return TRUE;
}

static gboolean
forget_part (Download  *self,
             GError   **error)
{
  self->have = 0;
  g_clear_pointer (&self->etag, g_free);
  if (ftruncate (self->fd, 0) != 0)
    return file_error ("attachment", error);

  return TRUE;
}

static gboolean
continues_part (Download        *self,
                CstHttpExchange *exchange)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  goffset start = 0;
  goffset end = 0;
  goffset total = 0;

  return soup_message_get_status (exchange->message) == 206 &&
         soup_message_headers_get_content_range (headers, &start, &end, &total) && start == self->have;
}

/* Where the bytes that now come belong: after what is there, or in its place. */
static gboolean
place_bytes (Download         *self,
             CstHttpExchange  *exchange,
             GError          **error)
{
  const char *etag = soup_message_headers_get_one (soup_message_get_response_headers (exchange->message), "ETag");

  if (!continues_part (self, exchange))
    {
      if (soup_message_get_status (exchange->message) == 206)
        {
          g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED,
                               "another part of the file than the one asked for");
          return FALSE;
        }
      if (!forget_part (self, error))
        return FALSE;
    }
  if (self->have == 0 && etag != NULL && !g_file_set_contents (self->tag, etag, -1, NULL))
    return file_error ("attachment", error);
  if (lseek (self->fd, self->have, SEEK_SET) < 0)
    return file_error ("attachment", error);

  return TRUE;
}

static gboolean
write_all (int            fd,
           const guint8  *data,
           gsize          size,
           GError       **error)
{
  while (size > 0)
    {
      gssize n = write (fd, data, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return file_error ("attachment", error);
      data += n;
      size -= (gsize) n;
    }

  return TRUE;
}

static gboolean
copy_bytes (Download         *self,
            CstHttpExchange  *exchange,
            gint64            max_bytes,
            GError          **error)
{
  guint8 buffer[32 * 1024];
  gssize n;

  while ((n = cst_http_read (exchange, buffer, sizeof buffer, error)) > 0)
    {
      self->have += n;
      if (self->have > max_bytes)
        {
          g_unlink (self->part);
          g_unlink (self->tag);
          g_set_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_TOO_LARGE,
                       "More than %" G_GINT64_FORMAT " bytes", max_bytes);
          return FALSE;
        }
      if (!write_all (self->fd, buffer, (gsize) n, error))
        return FALSE;
    }

  return n == 0;
}

static gboolean
request_bytes (CstHttp          *self,
               Download         *download,
               const char       *path,
               CstHttpExchange  *exchange,
               GCancellable     *cancellable,
               GError          **error)
{
  g_autofree char *range = g_strdup_printf ("bytes=%" G_GINT64_FORMAT "-", download->have);
  const char *headers[] = { "Accept-Encoding", "identity", NULL, NULL, NULL, NULL, NULL };
  CstHttpRequest request = { .method = "GET", .path = path, .headers = headers };

  if (download->have > 0)
    {
      headers[2] = "Range";
      headers[3] = range;
      headers[4] = "If-Range";
      headers[5] = download->etag;
    }

  return cst_http_open (self, &request, exchange, cancellable, error);
}

static gboolean
check_status (CstHttp          *self,
              CstHttpExchange  *exchange,
              GError          **error)
{
  g_auto(CstHttpAnswer) answer = CST_HTTP_ANSWER_INIT;

  cst_http_note_answer (self, exchange, &answer);
  if (answer.status == 200 || answer.status == 206)
    return TRUE;
  if (!cst_http_read_body (self, exchange, &answer, error))
    return FALSE;

  return cst_http_check (&answer, error);
}

/**
 * cst_http_download:
 * @path: from the account's address on when it begins with a slash; otherwise a whole address, which gets the
 *   credential only when it is the account's own server
 * @target_path: in a folder that is there; made only when the file is whole
 * @max_bytes: the most that is taken
 *
 * Blocks. After an interruption the next call goes on where this one stopped.
 *
 * Returns: whether @target_path holds the file
 */
gboolean
cst_http_download (CstHttp       *self,
                   const char    *path,
                   const char    *target_path,
                   gint64         max_bytes,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_auto(Download) download = { .fd = -1 };
  g_auto(CstHttpExchange) exchange = { 0 };

  g_return_val_if_fail (CST_IS_HTTP (self), FALSE);
  g_return_val_if_fail (path != NULL && target_path != NULL, FALSE);

  if (!open_part (&download, target_path, error) ||
      !request_bytes (self, &download, path, &exchange, cancellable, error))
    return FALSE;

  if (soup_message_get_status (exchange.message) == 416)
    {
      cst_http_exchange_clear (&exchange);
      if (!forget_part (&download, error) ||
          !request_bytes (self, &download, path, &exchange, cancellable, error))
        return FALSE;
    }

  if (!check_status (self, &exchange, error) ||
      !place_bytes (&download, &exchange, error) ||
      !copy_bytes (&download, &exchange, max_bytes, error))
    return FALSE;

  if (fsync (download.fd) != 0 || g_rename (download.part, target_path) != 0)
    return file_error ("attachment", error);
  g_unlink (download.tag);

  return TRUE;
}
