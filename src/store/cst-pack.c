/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-cache.h"
#include "cst-pack-private.h"
#include "cst-settings.h"

/* The offline pack: which incidents were prepared, and which files that makes wanted and keeps from eviction. There
 * is one in a store. What it was asked for is a setting: "open:ACCOUNT:WHEN" or
 * "chosen:0:WHEN". */

static gboolean
add_member (CstDb       *db,
            gint64       account,
            const char  *incident,
            GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "INSERT OR IGNORE INTO pack (account, incident)"
                    " SELECT account, id FROM incidents WHERE account = ?1 AND id = ?2",
                    error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, incident);

  return cst_db_run (db, stmt, error);
}

/* A list's rows are incidents, or orders of which all incidents are meant. */
static gboolean
add_query (CstDb               *db,
           const CstListQuery  *query,
           GError             **error)
{
  g_autoptr(GArray) rows = cst_db_list_ids (db, query, 0, error);
  g_autoptr(CstStmt) stmt = NULL;

  if (rows == NULL)
    return FALSE;

  if (query->kind == CST_LIST_ORDERS)
    stmt = cst_db_prepare (db,
                           "INSERT OR IGNORE INTO pack (account, incident) SELECT i.account, i.id FROM orders o"
                           " JOIN incidents i ON i.account = o.account AND i.order_id = o.id WHERE o.row = ?1",
                           error);
  else
    stmt = cst_db_prepare (db,
                           "INSERT OR IGNORE INTO pack (account, incident)"
                           " SELECT account, id FROM incidents WHERE row = ?1",
                           error);

  for (guint i = 0; stmt != NULL && i < rows->len; i++)
    {
      cst_stmt_bind_int (stmt, 1, g_array_index (rows, gint64, i));
      if (!cst_db_run (db, stmt, error))
        return FALSE;
    }

  return stmt != NULL;
}

static gboolean
add_members (CstDb      *db,
             GPtrArray  *members,
             GError    **error)
{
  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const CstPackMember *member = g_ptr_array_index (members, i);

      if (!add_member (db, member->account, member->incident, error))
        return FALSE;
    }

  return TRUE;
}

/* For what begins with CST_PACK_MEMBERS or CST_PACK_FILES. */
CstStmt *
cst_pack_prepare_statement (CstDb                *db,
                            const CstPackStatus  *pack,
                            const char           *sql,
                            GError              **error)
{
  CstStmt *stmt = cst_db_prepare (db, sql, error);

  if (stmt != NULL)
    {
      cst_stmt_bind_int (stmt, 8, pack->scope == CST_PACK_OPEN);
      cst_stmt_bind_int (stmt, 9, pack->account);
    }

  return stmt;
}

static gboolean
run_on_pack (CstDb                *db,
             const CstPackStatus  *pack,
             const char           *sql,
             GError              **error)
{
  g_autoptr(CstStmt) stmt = cst_pack_prepare_statement (db, pack, sql, error);

  return stmt != NULL && cst_db_run (db, stmt, error);
}

/* What the store believes to have and the disk has not would otherwise never be fetched. */
static gboolean
forget_vanished (CstDb       *db,
                 const char  *dir,
                 GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT account, id, path, size FROM attachments"
                    " WHERE is_packed = 1 AND cache_state = 1 AND path IS NOT NULL",
                    error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      if (!cst_cache_file_is_there (dir, cst_stmt_text (stmt, 2), cst_stmt_int (stmt, 3)) &&
          !cst_db_cache_forget (db, cst_stmt_int (stmt, 0), cst_stmt_text (stmt, 1), error))
        return FALSE;
    }

  return step == CST_STEP_DONE;
}

static gboolean
write_setting (CstDb         *db,
               CstPackScope   scope,
               gint64         account,
               gint64         now,
               GError       **error)
{
  g_autofree char *text =
    g_strdup_printf ("%s:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT,
                     cst_enum_nick (&cst_pack_scope_type, (int) scope), account, now);

  return cst_db_set_setting (db, CST_SETTING_PACK, text, error);
}

/**
 * cst_db_pack_read:
 * @status: (out): gets scope, account and prepared_at
 *
 * What the pack was asked for; a scope of none when nothing was.
 */
void
cst_db_pack_read (CstDb         *db,
                  CstPackStatus *status)
{
  g_autofree char *text = cst_db_setting (db, CST_SETTING_PACK, "");
  g_auto(GStrv) words = g_strsplit (text, ":", 3);

  status->scope = CST_PACK_NONE;
  if (g_strv_length (words) != 3)
    return;

  status->scope = (CstPackScope) cst_enum_value (&cst_pack_scope_type, words[0]);
  status->account = g_ascii_strtoll (words[1], NULL, 10);
  status->prepared_at = g_ascii_strtoll (words[2], NULL, 10);
}

/**
 * cst_db_pack_prepare:
 * @db: a writer inside a transaction
 * @dir: the store's folder
 *
 * Takes the place of what was prepared before: from now on these incidents' files are fetched by every run that
 * fetches photos, and none of them is evicted.
 */
gboolean
cst_db_pack_prepare (CstDb                 *db,
                     const CstPackRequest  *request,
                     const char            *dir,
                     gint64                 now,
                     GError               **error)
{
  g_return_val_if_fail (cst_db_is_writing (db), FALSE);
  g_return_val_if_fail (request->scope != CST_PACK_NONE, FALSE);

  cst_db_note_change (db, CST_CHANGED_FILES | CST_CHANGED_SETTINGS);

  return cst_db_exec (db, "DELETE FROM pack", error) &&
         write_setting (db, request->scope, request->account, now, error) &&
         add_members (db, request->members, error) &&
         (request->query == NULL || add_query (db, request->query, error)) &&
         cst_db_pack_refresh (db, error) && forget_vanished (db, dir, error);
}

/**
 * cst_db_pack_refresh:
 * @db: a writer inside a transaction
 *
 * After the truth changed: what was reported since belongs to a pack of open incidents, and what was added to an
 * incident belongs to its pack. Does nothing when nothing was prepared.
 */
gboolean
cst_db_pack_refresh (CstDb   *db,
                     GError **error)
{
  CstPackStatus pack = { 0 };

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  cst_db_pack_read (db, &pack);
  if (pack.scope == CST_PACK_NONE)
    return TRUE;

  /* An article's picture has no row before somebody wants it: 1 is "available". */
  return run_on_pack (db, &pack,
                      CST_PACK_MEMBERS
                      "INSERT OR IGNORE INTO pack (account, incident) SELECT account, incident FROM member",
                      error) &&
         run_on_pack (db, &pack,
                      CST_PACK_FILES
                      "INSERT OR IGNORE INTO attachments (account, id, media_type, said_status)"
                      " SELECT DISTINCT account, id, 'image/*', 1 FROM file",
                      error) &&
         run_on_pack (db, &pack,
                      CST_PACK_FILES
                      "UPDATE attachments SET is_packed = 1"
                      " WHERE is_packed = 0 AND (account, id) IN (SELECT account, id FROM file)",
                      error) &&
         run_on_pack (db, &pack,
                      CST_PACK_FILES
                      "UPDATE attachments SET is_packed = 0"
                      " WHERE is_packed = 1 AND (account, id) NOT IN (SELECT account, id FROM file)",
                      error);
}

/**
 * cst_db_pack_drop:
 * @db: a writer inside a transaction
 *
 * Nothing is prepared any more: what is here stays until its room is needed.
 */
gboolean
cst_db_pack_drop (CstDb   *db,
                  GError **error)
{
  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  cst_db_note_change (db, CST_CHANGED_FILES | CST_CHANGED_SETTINGS);

  return cst_db_exec (db, "DELETE FROM pack", error) &&
         cst_db_exec (db, "DELETE FROM settings WHERE key = '" CST_SETTING_PACK "'", error) &&
         cst_db_exec (db, "UPDATE attachments SET is_packed = 0 WHERE is_packed = 1", error);
}
