/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-chores.h"

#include "cst-backup.h"
#include "cst-files.h"
#include "cst-privacy.h"
#include "cst-settings.h"

/* What has to be done once a day, by whichever process is there: the backup first, so that it has what the others
 * are about to remove only for as long as backups live. */

#define SETTING_DONE_AT "chores-done-at"
#define A_DAY (24 * 60 * 60)

/**
 * cst_chores_are_due:
 *
 * Returns: whether a day has passed since the last time. Any thread.
 */
gboolean
cst_chores_are_due (CstDb  *db,
                    gint64  now)
{
  gint64 done_at = cst_db_setting_int (db, SETTING_DONE_AT, 0);

  return done_at > now || now - done_at >= A_DAY;
}

static gpointer
note_done (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  const gint64 *now = request;

  return GINT_TO_POINTER (cst_db_set_setting_int (db, SETTING_DONE_AT, *now, error));
}

/**
 * cst_chores_run:
 *
 * Makes the day's backup and lets old ones expire, erases what was kept long enough (R12), and sweeps out files that
 * nothing names any more. Blocks; any thread but the writer's.
 *
 * Returns: whether all of it was done; what was not is done at the next attempt
 */
gboolean
cst_chores_run (CstStore  *store,
                gint64     now,
                GError   **error)
{
  g_return_val_if_fail (CST_IS_STORE (store), FALSE);

  return cst_store_backup_daily (store, now, error) &&
         cst_retention_run (store, now, error) >= 0 &&
         cst_files_sweep (store, now, error) >= 0 &&
         cst_store_run_sync (store, note_done, &now, NULL, error) != NULL;
}
