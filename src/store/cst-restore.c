/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "cst-journal.h"
#include "cst-migrations.h"
#include "cst-operations.h"
#include "cst-paths.h"

static const char *const folders[] = { "outgoing", "cache", "backups", "locks" };

/**
 * cst_db_distrust:
 * @db: a store that came back from a backup, inside a transaction
 *
 * What waited when the backup was made may have been sent since, by the computer it comes from.
 * Everything that waits becomes *sending*, which says just that: the engine repeats it under its
 * key, or reads back, and never sends it blindly.
 */
gboolean
cst_db_distrust (CstDb   *db,
                 gint64   now,
                 GError **error)
{
  g_autoptr(GPtrArray) pending = cst_db_pending_operations (db, 0, error);
  g_autoptr(CstJournalEntry) entry = cst_journal_entry_new (CST_JOURNAL_RESTORED, 0, now);

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  if (pending == NULL || !cst_db_journal_append (db, entry, error))
    return FALSE;

  for (guint i = 0; i < pending->len; i++)
    {
      CstOperation *operation = g_ptr_array_index (pending, i);

      /* The marketplace counts how long it knows a key from the first time it saw it. */
      if (operation->first_sent_at == 0)
        operation->first_sent_at = operation->created_at;

      if ((operation->state == CST_OPERATION_HELD &&
           !cst_db_move_operation (db, operation, CST_OPERATION_QUEUED, NULL, now, error)) ||
          (operation->state == CST_OPERATION_QUEUED &&
           !cst_db_move_operation (db, operation, CST_OPERATION_SENDING, NULL, now, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_file (const char  *dir,
            CstStmt     *stmt,
            GError     **error)
{
  g_autofree char *name = g_path_get_basename (cst_stmt_text (stmt, 0));
  g_autofree char *path = g_build_filename (dir, "outgoing", name, NULL);
  g_autoptr(GBytes) bytes = cst_stmt_dup_blob (stmt, 1);
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_file_set_contents_full (path, data != NULL ? data : "", (gssize) size,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

/* A backup made on its own carries files, a daily one does not. */
static gboolean
unpack_files (CstDb       *db,
              const char  *dir,
              GError     **error)
{
  g_autoptr(CstStmt) stmt = NULL;
  gint64 has_files = 0;
  CstStep step;

  if (!cst_db_get_int (db, "SELECT count (*) FROM sqlite_schema WHERE name = 'backup_files'", &has_files, error))
    return FALSE;
  if (has_files == 0)
    return TRUE;

  if (!(stmt = cst_db_prepare (db, "SELECT path, bytes FROM backup_files", error)))
    return FALSE;

  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      if (!write_file (dir, stmt, error))
        return FALSE;
    }

  cst_stmt_reset (stmt);

  return step == CST_STEP_DONE && cst_db_exec (db, "DROP TABLE backup_files", error);
}

static gboolean
prepare (const char  *path,
         const char  *dir,
         gint64       now,
         GError     **error)
{
  g_autoptr(CstDb) db = cst_db_open (path, CST_DB_WRITER, error);
  g_autofree char *backups = g_build_filename (dir, "backups", NULL);

  if (db == NULL || !cst_migrations_run (db, backups, now, error) || !cst_db_begin (db, error))
    return FALSE;

  if (!unpack_files (db, dir, error) || !cst_db_distrust (db, now, error))
    {
      cst_db_rollback (db);
      return FALSE;
    }

  return cst_db_commit (db, error);
}

static gboolean
copy_backup (const char  *from,
             const char  *to,
             GError     **error)
{
  g_autoptr(CstDb) db = cst_db_open (from, CST_DB_READER, error);

  return db != NULL && cst_db_copy_to (db, to, error);
}

/* A log that could not be folded in must not be read as the new store's. */
static void
keep_log (const char *store,
          const char *kept)
{
  static const char *const suffixes[] = { "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (store, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (kept, suffixes[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        g_warning ("The log of the store before the restore could not be kept: %s", g_strerror (errno));
    }
}

/* What was there stays as a backup, for as long as backups do. Its log is folded in by opening it
 * once more; the new file takes the old one's name in one step. */
static gboolean
take_place (const char  *fresh,
            const char  *dir,
            gint64       now,
            GError     **error)
{
  g_autofree char *store = g_build_filename (dir, "store.db", NULL);
  g_autofree char *name = g_strdup_printf ("before-restore-%" G_GINT64_FORMAT ".db", now);
  g_autofree char *kept = g_build_filename (dir, "backups", name, NULL);

  if (g_file_test (store, G_FILE_TEST_EXISTS))
    {
      cst_db_close (cst_db_open (store, CST_DB_WRITER, NULL));
      g_unlink (kept);
      if (link (store, kept) != 0)
        g_warning ("The store before the restore could not be kept: %s", g_strerror (errno));
      keep_log (store, kept);
    }

  if (g_rename (fresh, store) == 0)
    return TRUE;

  g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_READ_ONLY, _("The store in “%s” cannot be replaced: %s"), dir,
               g_strerror (errno));

  return FALSE;
}

static gboolean
restore_alone (const char  *path,
               const char  *dir,
               gint64       now,
               GError     **error)
{
  g_autofree char *fresh = g_build_filename (dir, "store.db.restored", NULL);

  g_unlink (fresh);
  if (copy_backup (path, fresh, error) && prepare (fresh, dir, now, error) && take_place (fresh, dir, now, error))
    return TRUE;

  g_unlink (fresh);

  return FALSE;
}

/**
 * cst_backup_restore:
 * @path: a backup
 * @dir: a profile's folder, made if needed, whose store nobody has open
 *
 * Puts a backup in the place of the profile's store, after checking all of it; the old store
 * becomes a backup. See cst_db_distrust() for what becomes of the outbox. Tokens are entered anew,
 * photos are fetched anew. Blocks; any thread.
 *
 * Returns: whether the backup is now the store; else nothing changed, and %CST_STORE_ERROR_BUSY
 * says that the store is in use
 */
gboolean
cst_backup_restore (const char  *path,
                    const char  *dir,
                    gint64       now,
                    GError     **error)
{
  g_autofree char *lock_path = g_build_filename (dir, "locks", "store.lock", NULL);
  gboolean restored = FALSE;
  int lock;

  g_return_val_if_fail (path != NULL && dir != NULL, FALSE);

  if (!cst_backup_check (path, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_build_filename (dir, folders[i], NULL);

      if (!cst_paths_ensure_private (folder, error))
        return FALSE;
    }

  lock = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) == 0)
    restored = restore_alone (path, dir, now, error);
  else
    g_set_error_literal (error, CST_STORE_ERROR, CST_STORE_ERROR_BUSY,
                         _("The store is in use. Close Constat and its background tasks, then restore again."));

  if (lock >= 0)
    close (lock);

  return restored;
}
