/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-pending-restore.h"

#include <glib/gstdio.h>

#include "cst-backup.h"

/* A backup takes the store's place only while nobody has the store open, so it is asked for now and carried out at
 * the next start. */

static char *
note_path (const char *dir)
{
  return g_build_filename (dir, "restore-at-start", NULL);
}

/**
 * cst_pending_restore_ask:
 * @dir: the profile's folder
 * @backup: the backup's path
 *
 * Reads the whole backup, so that a bad one is refused now, and notes it for the next start. Blocks; any thread.
 */
gboolean
cst_pending_restore_ask (const char  *dir,
                         const char  *backup,
                         GError     **error)
{
  g_autofree char *note = note_path (dir);

  return cst_backup_check (backup, error) &&
         g_file_set_contents_full (note, backup, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                   error);
}

/**
 * cst_pending_restore_run:
 *
 * Before the store is opened: restores what was asked for, once. Blocks; any thread.
 *
 * Returns: %FALSE when the backup that was asked for could not be restored; the store is as it was
 */
gboolean
cst_pending_restore_run (const char  *dir,
                         gint64       now,
                         GError     **error)
{
  g_autofree char *note = note_path (dir);
  g_autofree char *backup = NULL;

  if (!g_file_get_contents (note, &backup, NULL, NULL))
    return TRUE;

  g_unlink (note);

  return cst_backup_restore (backup, dir, now, error);
}
