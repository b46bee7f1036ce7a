/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-backup.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "cst-files.h"
#include "cst-journal.h"
#include "cst-migrations.h"
#include "cst-operations.h"
#include "cst-util.h"

#define DAY_S (24 * 60 * 60)

/* What is being sent lies in files; one backup is one file, so they travel in a table of it. */
#define FILES_TABLE "CREATE TABLE backup_files (path TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT"

static gboolean
add_file (CstStore               *store,
          CstDb                  *backup,
          const CstOutgoingFile  *file,
          GError                **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (backup, "INSERT OR IGNORE INTO backup_files (path, bytes) VALUES (?1, ?2)", error);
  g_autoptr(GBytes) bytes = NULL;
  const void *data;
  gsize size = 0;

  if (stmt == NULL || !(bytes = cst_files_read (store, file, error)))
    return FALSE;

  data = g_bytes_get_data (bytes, &size);
  cst_stmt_bind_text (stmt, 1, file->path);
  cst_stmt_bind_blob (stmt, 2, data, size);

  return cst_db_run (backup, stmt, error);
}

static gboolean
add_pending_files (CstStore  *store,
                   CstDb     *backup,
                   GError   **error)
{
  g_autoptr(GPtrArray) pending = cst_db_pending_operations (backup, 0, error);

  if (pending == NULL || !cst_db_exec (backup, FILES_TABLE, error))
    return FALSE;

  for (guint i = 0; i < pending->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (pending, i);

      for (guint j = 0; j < operation->files->len; j++)
        {
          if (!add_file (store, backup, g_ptr_array_index (operation->files, j), error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
complete_backup (CstStore    *store,
                 const char  *path,
                 GError     **error)
{
  g_autoptr(CstDb) backup = cst_db_open (path, CST_DB_WRITER, error);

  if (backup == NULL || !cst_db_begin (backup, error))
    return FALSE;

  if (!add_pending_files (store, backup, error))
    {
      cst_db_rollback (backup);
      return FALSE;
    }

  /* One file, which can be carried away: no log beside it. */
  return cst_db_commit (backup, error) && cst_db_exec (backup, "PRAGMA journal_mode = DELETE", error);
}

static gboolean
copy_store (CstStore    *store,
            const char  *path,
            GError     **error)
{
  g_autoptr(CstDb) db = cst_store_open_reader (store, error);

  return db != NULL && cst_db_copy_to (db, path, error);
}

static gboolean
move_into_place (const char  *from,
                 const char  *to,
                 GError     **error)
{
  if (g_rename (from, to) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The backup “%s” cannot be written: %s"), to,
               g_strerror (errno));

  return FALSE;
}

static gboolean
write_backup (CstStore    *store,
              const char  *path,
              gboolean     with_files,
              GError     **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  g_unlink (part);
  if (copy_store (store, part, error) && (!with_files || complete_backup (store, part, error)) &&
      cst_backup_check (part, error) && move_into_place (part, path, error))
    return TRUE;

  g_unlink (part);

  return FALSE;
}

/**
 * cst_store_backup:
 * @path: where the backup goes; replaced only once the new one was read back and found sound
 *
 * Everything that is not at the marketplace, in one file for a move to another computer: the store
 * with its journal, outbox, drafts and settings, and the files that are still to be sent. Tokens
 * and cached photos are not in it. Blocks; any thread but the writer's.
 */
gboolean
cst_store_backup (CstStore    *store,
                  const char  *path,
                  GError     **error)
{
  g_return_val_if_fail (CST_IS_STORE (store) && path != NULL, FALSE);

  return write_backup (store, path, TRUE, error);
}

/**
 * cst_store_backup_daily:
 *
 * One backup for each day on which this is called, into the profile's own backup folder; those
 * older than %CST_BACKUP_DAYS go (R12). Blocks; any thread but the writer's.
 */
gboolean
cst_store_backup_daily (CstStore  *store,
                        gint64     now,
                        GError   **error)
{
  g_autofree char *dir = g_build_filename (cst_store_get_dir (store), "backups", NULL);
  g_autofree char *moment = cst_time_format (now);
  g_autofree char *name = g_strdup_printf ("daily-%.10s.db", moment);
  g_autofree char *path = g_build_filename (dir, name, NULL);

  cst_backup_expire (dir, now);

  return g_file_test (path, G_FILE_TEST_EXISTS) || write_backup (store, path, FALSE, error);
}

/**
 * cst_backup_expire:
 * @dir: the backup folder
 *
 * R12: removes backups older than %CST_BACKUP_DAYS, whatever made them.
 *
 * Returns: how many went
 */
int
cst_backup_expire (const char *dir,
                   gint64      now)
{
  g_autoptr(GDir) folder = g_dir_open (dir, 0, NULL);
  const char *name;
  int removed = 0;

  while (folder != NULL && (name = g_dir_read_name (folder)))
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);
      GStatBuf info;

      if (g_stat (path, &info) == 0 && S_ISREG (info.st_mode) &&
          (gint64) info.st_mtime < now - (gint64) CST_BACKUP_DAYS * DAY_S && g_unlink (path) == 0)
        removed++;
    }

  return removed;
}

/**
 * cst_backup_check:
 *
 * Reads a whole backup: whether it is one of ours, sound, and its journal unchanged.
 *
 * Returns: whether it can be restored; else %CST_STORE_ERROR_DAMAGED, or NEWER
 */
gboolean
cst_backup_check (const char  *path,
                  GError     **error)
{
  g_autoptr(CstDb) db = NULL;
  gint64 application = 0;
  gint64 version = 0;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND, _("There is no file “%s”."), path);
      return FALSE;
    }

  if (!(db = cst_db_open (path, CST_DB_READER, error)) ||
      !cst_db_get_int (db, "PRAGMA application_id", &application, error) ||
      !cst_db_get_int (db, "PRAGMA user_version", &version, error))
    return FALSE;

  if (application != CST_STORE_APPLICATION_ID || version < 1)
    {
      g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_DAMAGED, _("“%s” is no backup of Constat."), path);
      return FALSE;
    }

  if (version > cst_migrations_latest ())
    {
      g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NEWER,
                   _("“%s” was made by a newer version of Constat."), path);
      return FALSE;
    }

  return cst_db_quick_check (db, error) && cst_db_journal_verify (db, NULL, error);
}
