/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-migrations.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "cst-store-resources.h"

/* Migrations are the resources 001.sql, 002.sql, …; the database's user_version is the number of
 * the last one it went through. */

static GBytes *
load_script (int version)
{
  g_autofree char *path = g_strdup_printf ("/io/github/constat/Constat/schema/%03d.sql", version);

  return g_resource_lookup_data (cst_store_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

/**
 * cst_migrations_latest:
 *
 * Returns: the schema version this program works with
 */
int
cst_migrations_latest (void)
{
  int version = 0;

  for (;;)
    {
      g_autoptr(GBytes) script = load_script (version + 1);

      if (script == NULL)
        return version;
      version++;
    }
}

static gboolean
migrate_to (CstDb   *db,
            int      version,
            GError **error)
{
  g_autoptr(GBytes) script = load_script (version);
  g_autofree char *sql = g_strndup (g_bytes_get_data (script, NULL), g_bytes_get_size (script));
  g_autofree char *set_version = g_strdup_printf ("PRAGMA user_version = %d", version);
  gint64 current = 0;

  if (!cst_db_begin (db, error))
    return FALSE;

  /* Another process may have been faster. */
  if (!cst_db_get_int (db, "PRAGMA user_version", &current, error) ||
      (current < version && !(cst_db_exec (db, sql, error) &&
                              cst_db_exec (db, set_version, error))))
    {
      cst_db_rollback (db);
      return FALSE;
    }

  return cst_db_commit (db, error);
}

static gboolean
back_up (CstDb       *db,
         const char  *backup_dir,
         gint64       version,
         gint64       now,
         GError     **error)
{
  g_autofree char *name = g_strdup_printf ("before-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT ".db", version + 1, now);
  g_autofree char *path = g_build_filename (backup_dir, name, NULL);

  g_unlink (path);

  return cst_db_copy_to (db, path, error);
}

/**
 * cst_migrations_run:
 * @db: a writer
 * @backup_dir: where a copy goes before an existing store is changed
 * @now: seconds since 1970, for the copy's name
 *
 * Brings the store to cst_migrations_latest(), one transaction for each step. A store from a newer
 * version is left alone: %CST_STORE_ERROR_NEWER.
 */
gboolean
cst_migrations_run (CstDb       *db,
                    const char  *backup_dir,
                    gint64       now,
                    GError     **error)
{
  int latest = cst_migrations_latest ();
  gint64 version = 0;

  if (!cst_db_get_int (db, "PRAGMA user_version", &version, error))
    return FALSE;

  if (version > latest)
    {
      g_set_error_literal (error, CST_STORE_ERROR, CST_STORE_ERROR_NEWER,
                           _("This store was made by a newer version of Constat. "
                             "Install that version, or use another profile."));
      return FALSE;
    }

  if (version > 0 && version < latest && !back_up (db, backup_dir, version, now, error))
    return FALSE;

  for (int step = (int) version + 1; step <= latest; step++)
    {
      if (!migrate_to (db, step, error))
        return FALSE;
    }

  return TRUE;
}
