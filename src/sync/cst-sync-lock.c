/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sync-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "cst-paths.h"

static gboolean
take_failed (GError **error)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "The account cannot be locked: %s",
               g_strerror (saved));

  return FALSE;
}

/**
 * cst_sync_lock_take:
 * @self: %CST_SYNC_LOCK_INIT; released with cst_sync_lock_clear()
 * @store_dir: the store's folder
 * @is_busy: (out): whether another holds it
 *
 * Never waits.
 *
 * Returns: whether it was taken; %FALSE without error when @is_busy
 */
gboolean
cst_sync_lock_take (CstSyncLock  *self,
                    const char   *store_dir,
                    gint64        account,
                    gboolean     *is_busy,
                    GError      **error)
{
  g_autofree char *dir = g_build_filename (store_dir, "locks", NULL);
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT ".lock", account);
  g_autofree char *path = g_build_filename (dir, name, NULL);

  g_return_val_if_fail (self != NULL && self->fd < 0, FALSE);

  *is_busy = FALSE;
  if (!cst_paths_ensure_private (dir, error))
    return FALSE;
  if ((self->fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) < 0)
    return take_failed (error);
  if (flock (self->fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;

  *is_busy = errno == EWOULDBLOCK;
  if (!*is_busy)
    take_failed (error);
  cst_sync_lock_clear (self);

  return FALSE;
}

void
cst_sync_lock_clear (CstSyncLock *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}
