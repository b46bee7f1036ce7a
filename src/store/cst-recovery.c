/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-recovery.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "cst-migrations.h"

typedef struct
{
  char   *path;
  gint64  at;
} Backup;

void
cst_store_recovery_free (CstStoreRecovery *self)
{
  if (self == NULL)
    return;

  g_free (self->kept_as);
  g_free (self->restored_from);
  g_free (self);
}

static void
backup_free (Backup *backup)
{
  g_free (backup->path);
  g_free (backup);
}

static int
compare_backups (gconstpointer a,
                 gconstpointer b)
{
  const Backup *first = *(const Backup *const *) a;
  const Backup *second = *(const Backup *const *) b;

  return first->at < second->at ? 1 : first->at > second->at ? -1 : g_strcmp0 (second->path, first->path);
}

/* Newest first. */
static GPtrArray *
list_backups (const char *backup_dir)
{
  g_autoptr(GDir) dir = g_dir_open (backup_dir, 0, NULL);
  GPtrArray *backups = g_ptr_array_new_with_free_func ((GDestroyNotify) backup_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (backup_dir, name, NULL);
      GStatBuf info;

      if (g_str_has_suffix (name, ".db") && g_stat (path, &info) == 0)
        {
          Backup *backup = g_new0 (Backup, 1);

          backup->path = g_steal_pointer (&path);
          backup->at = info.st_mtime;
          g_ptr_array_add (backups, backup);
        }
    }

  g_ptr_array_sort (backups, compare_backups);

  return backups;
}

static gboolean
restore_from (const char *backup,
              const char *path)
{
  g_autoptr(CstDb) db = cst_db_open (backup, CST_DB_READER, NULL);
  gint64 version = 0;

  return db != NULL &&
         cst_db_quick_check (db, NULL) &&
         cst_db_get_int (db, "PRAGMA user_version", &version, NULL) &&
         version >= 1 && version <= cst_migrations_latest () &&
         cst_db_copy_to (db, path, NULL);
}

static gboolean
put_aside (const char  *path,
           const char  *kept_as,
           GError     **error)
{
  static const char *const suffixes[] = { "-wal", "-shm" };

  if (g_rename (path, kept_as) != 0)
    {
      g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_READ_ONLY, "%s: %s", path, g_strerror (errno));
      return FALSE;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (kept_as, suffixes[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        g_warning ("%s could not be put aside", from);
    }

  return TRUE;
}

/**
 * cst_recovery_run:
 * @path: a damaged store that nobody has open
 * @backup_dir: where backups lie
 * @now: seconds since 1970, for the name under which it is kept
 *
 * Puts the damaged store aside, never deleting it, and copies the newest sound backup to its place.
 * Without one, nothing is at @path afterwards.
 *
 * Returns: (transfer full): what was done
 */
CstStoreRecovery *
cst_recovery_run (const char  *path,
                  const char  *backup_dir,
                  gint64       now,
                  GError     **error)
{
  g_autoptr(CstStoreRecovery) self = g_new0 (CstStoreRecovery, 1);
  g_autoptr(GPtrArray) backups = list_backups (backup_dir);

  self->kept_as = g_strdup_printf ("%s-damaged-%" G_GINT64_FORMAT, path, now);
  if (!put_aside (path, self->kept_as, error))
    return NULL;

  for (guint i = 0; i < backups->len; i++)
    {
      const Backup *backup = g_ptr_array_index (backups, i);

      if (restore_from (backup->path, path))
        {
          self->restored_from = g_strdup (backup->path);
          self->restored_at = backup->at;
          break;
        }

      g_unlink (path);
    }

  return g_steal_pointer (&self);
}
