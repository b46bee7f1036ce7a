/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-pending-restore.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "cst-backup.h"

/* A backup takes the store's place only while nobody has the store open, so it is asked for now and carried out at
 * the next start. Two notes in the profile's folder tell of it: one that waits, holding the backup's path, and one
 * of a restore that failed, holding path and reason on a line each, until somebody has read it. */

static char *
waiting_path (const char *dir)
{
  return g_build_filename (dir, "restore-at-start", NULL);
}

static char *
failed_path (const char *dir)
{
  return g_build_filename (dir, "restore-failed", NULL);
}

static gboolean
write_note (const char  *path,
            const char  *text,
            GError     **error)
{
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                   error);
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
  g_autofree char *note = waiting_path (dir);

  if (!cst_backup_check (backup, error))
    return FALSE;

  cst_pending_restore_forget (dir);

  return write_note (note, backup, error);
}

/**
 * cst_pending_restore_run:
 *
 * Before the store is opened: restores what was asked for, once. While another program has the store open it goes on
 * waiting; when it cannot be done the store is as it was, and cst_pending_restore_tell() says why. Blocks; any thread.
 */
void
cst_pending_restore_run (const char *dir,
                         gint64      now)
{
  g_autofree char *waiting = waiting_path (dir);
  g_autofree char *failed = failed_path (dir);
  g_autofree char *backup = NULL;
  g_autofree char *note = NULL;
  g_autoptr(GError) error = NULL;

  if (!g_file_get_contents (waiting, &backup, NULL, NULL))
    return;

  if (!cst_backup_restore (backup, dir, now, &error))
    {
      if (g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_BUSY))
        return;

      note = g_strdup_printf ("%s\n%s", backup, error->message);
      if (!write_note (failed, note, NULL))
        g_warning ("The backup was not restored: %s", error->message);
    }

  g_unlink (waiting);
}

/**
 * cst_pending_restore_tell:
 * @has_failed: (out): whether it could not be done, rather than waits to be done
 *
 * Blocks; any thread.
 *
 * Returns: (transfer full) (nullable): what there is to say of a restore that was asked for, translated
 */
char *
cst_pending_restore_tell (const char *dir,
                          gboolean   *has_failed)
{
  g_autofree char *waiting = waiting_path (dir);
  g_autofree char *failed = failed_path (dir);
  g_autofree char *backup = NULL;
  g_autofree char *note = NULL;
  char *reason;

  *has_failed = FALSE;
  if (g_file_get_contents (waiting, &backup, NULL, NULL))
    /* Translators: a file */
    return g_strdup_printf (_("The backup “%s” waits to take the place of these data. It does so the next time Constat "
                              "starts while no other program uses them; what is decided until then is not in it."),
                            backup);

  if (!g_file_get_contents (failed, &note, NULL, NULL) || (reason = strchr (note, '\n')) == NULL)
    return NULL;

  *has_failed = TRUE;
  *reason++ = '\0';

  /* Translators: a file, and why */
  return g_strdup_printf (_("The backup “%1$s” did not take the place of your data, which are as they were: %2$s"),
                          note, reason);
}

/**
 * cst_pending_restore_forget:
 *
 * Somebody has read that it failed.
 */
void
cst_pending_restore_forget (const char *dir)
{
  g_autofree char *failed = failed_path (dir);

  g_unlink (failed);
}
