/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-settings.h"

static char *
account_key (gint64      account,
             const char *key)
{
  return g_strdup_printf ("%s/%" G_GINT64_FORMAT, key, account);
}

/**
 * cst_db_setting:
 * @fallback: (nullable): what holds when nobody set it
 *
 * Returns: (transfer full) (nullable): the value, @fallback also when the store cannot be read
 */
char *
cst_db_setting (CstDb      *db,
                const char *key,
                const char *fallback)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT value FROM settings WHERE key = ?1", NULL);

  if (stmt == NULL)
    return g_strdup (fallback);

  cst_stmt_bind_text (stmt, 1, key);

  return cst_db_step (db, stmt, NULL) == CST_STEP_ROW ? cst_stmt_dup_text (stmt, 0) : g_strdup (fallback);
}

/**
 * cst_db_account_setting:
 *
 * Returns: (transfer full) (nullable): the account's own value, else everybody's, else @fallback
 */
char *
cst_db_account_setting (CstDb      *db,
                        gint64      account,
                        const char *key,
                        const char *fallback)
{
  g_autofree char *own = account_key (account, key);
  g_autofree char *value = cst_db_setting (db, own, NULL);

  return value != NULL ? g_steal_pointer (&value) : cst_db_setting (db, key, fallback);
}

/**
 * cst_db_set_account_setting:
 * @value: (nullable): %NULL brings everybody's back
 */
gboolean
cst_db_set_account_setting (CstDb       *db,
                            gint64       account,
                            const char  *key,
                            const char  *value,
                            GError     **error)
{
  g_autofree char *own = account_key (account, key);

  return cst_db_set_setting (db, own, value, error);
}

gint64
cst_db_setting_int (CstDb      *db,
                    const char *key,
                    gint64      fallback)
{
  g_autofree char *text = cst_db_setting (db, key, NULL);
  gint64 value = fallback;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL))
    return fallback;

  return value;
}

/**
 * cst_db_account_setting_int:
 *
 * Returns: the account's own value, else everybody's, else @fallback
 */
gint64
cst_db_account_setting_int (CstDb      *db,
                            gint64      account,
                            const char *key,
                            gint64      fallback)
{
  g_autofree char *own = account_key (account, key);

  return cst_db_setting_int (db, own, cst_db_setting_int (db, key, fallback));
}

/**
 * cst_db_set_setting:
 * @value: (nullable): %NULL brings the fallback back
 */
gboolean
cst_db_set_setting (CstDb       *db,
                    const char  *key,
                    const char  *value,
                    GError     **error)
{
  g_autoptr(CstStmt) stmt = NULL;

  g_return_val_if_fail (key != NULL, FALSE);

  if (value == NULL)
    stmt = cst_db_prepare (db, "DELETE FROM settings WHERE key = ?1", error);
  else
    stmt = cst_db_prepare (db,
                           "INSERT INTO settings (key, value) VALUES (?1, ?2)"
                           " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                           error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_text (stmt, 1, key);
  if (value != NULL)
    cst_stmt_bind_text (stmt, 2, value);
  cst_db_note_change (db, CST_CHANGED_SETTINGS);

  return cst_db_run (db, stmt, error);
}

gboolean
cst_db_set_setting_int (CstDb       *db,
                        const char  *key,
                        gint64       value,
                        GError     **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  return cst_db_set_setting (db, key, text, error);
}

gboolean
cst_db_set_account_setting_int (CstDb       *db,
                                gint64       account,
                                const char  *key,
                                gint64       value,
                                GError     **error)
{
  g_autofree char *own = account_key (account, key);

  return cst_db_set_setting_int (db, own, value, error);
}
