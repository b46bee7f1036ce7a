/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-drafts.h"

/**
 * cst_draft_key:
 * @incident: (nullable): an incident of the order
 * @purpose: `resolution`, `message`, …
 *
 * Returns: (transfer full): the draft's key; remote ids cannot contain its separator
 */
char *
cst_draft_key (gint64      account,
               const char *order,
               const char *incident,
               const char *purpose)
{
  g_return_val_if_fail (order != NULL && purpose != NULL, NULL);

  return g_strdup_printf ("%" G_GINT64_FORMAT "/%s/%s/%s", account, order, incident != NULL ? incident : "", purpose);
}

/**
 * cst_db_save_draft:
 * @json_text: what was typed and chosen so far
 *
 * Written within a second of the last key. Only deciding or throwing away deletes it again.
 */
gboolean
cst_db_save_draft (CstDb       *db,
                   const char  *key,
                   const char  *json_text,
                   gint64       now,
                   GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "INSERT INTO drafts (key, body, at) VALUES (?1, ?2, ?3)"
                    " ON CONFLICT (key) DO UPDATE SET body = excluded.body, at = excluded.at",
                    error);

  g_return_val_if_fail (key != NULL && json_text != NULL, FALSE);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_text (stmt, 1, key);
  cst_stmt_bind_text (stmt, 2, json_text);
  cst_stmt_bind_int (stmt, 3, now);
  cst_db_note_change (db, CST_CHANGED_DRAFTS);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_draft:
 *
 * Returns: (transfer full) (nullable): the draft's text; %NULL without error when there is none
 */
char *
cst_db_draft (CstDb       *db,
              const char  *key,
              GError     **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT body FROM drafts WHERE key = ?1", error);

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_text (stmt, 1, key);

  return cst_db_step (db, stmt, error) == CST_STEP_ROW ? cst_stmt_dup_text (stmt, 0) : NULL;
}

gboolean
cst_db_delete_draft (CstDb       *db,
                     const char  *key,
                     GError     **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "DELETE FROM drafts WHERE key = ?1", error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_text (stmt, 1, key);
  cst_db_note_change (db, CST_CHANGED_DRAFTS);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_draft_keys:
 *
 * Returns: (transfer full): the keys of all drafts of an order
 */
GStrv
cst_db_draft_keys (CstDb       *db,
                   gint64       account,
                   const char  *order,
                   GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT key FROM drafts WHERE substr (key, 1, length (?1)) = ?1 ORDER BY key", error);
  g_autoptr(GStrvBuilder) keys = g_strv_builder_new ();
  g_autofree char *prefix = g_strdup_printf ("%" G_GINT64_FORMAT "/%s/", account, order);

  if (stmt != NULL)
    cst_stmt_bind_text (stmt, 1, prefix);

  return cst_db_add_texts (db, stmt, keys, error) ? g_strv_builder_end (keys) : NULL;
}
