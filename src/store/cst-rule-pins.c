/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rule-pins.h"

/**
 * cst_db_rule_pin:
 * @playbook: (out) (nullable) (transfer full): its id, %NULL when the incident has not been seen with rules yet
 * @digest: (out) (nullable) (transfer full): of the file
 */
gboolean
cst_db_rule_pin (CstDb       *db,
                 gint64       account,
                 const char  *incident,
                 char       **playbook,
                 char       **digest,
                 GError     **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db,
                                            "SELECT playbook, digest FROM rule_pins"
                                            " WHERE account = ?1 AND incident = ?2",
                                            error);
  CstStep step;

  *playbook = NULL;
  *digest = NULL;
  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, incident);
  step = cst_db_step (db, stmt, error);
  if (step == CST_STEP_ROW)
    {
      *playbook = cst_stmt_dup_text (stmt, 0);
      *digest = cst_stmt_dup_text (stmt, 1);
    }

  return step != CST_STEP_ERROR;
}

static gboolean
save_text (CstDb       *db,
           const char  *playbook,
           const char  *digest,
           const char  *xml,
           GError     **error)
{
  g_autoptr(CstStmt) known = cst_db_prepare (db, "SELECT 1 FROM playbook_texts WHERE digest = ?1", error);
  g_autoptr(CstStmt) stmt = NULL;
  CstStep step;

  if (known == NULL)
    return FALSE;

  cst_stmt_bind_text (known, 1, digest);
  step = cst_db_step (db, known, error);
  if (step != CST_STEP_DONE)
    return step == CST_STEP_ROW;

  if (!(stmt = cst_db_prepare (db, "INSERT INTO playbook_texts (digest, playbook, xml) VALUES (?1, ?2, ?3)", error)))
    return FALSE;
  cst_stmt_bind_text (stmt, 1, digest);
  cst_stmt_bind_text (stmt, 2, playbook);
  cst_stmt_bind_text (stmt, 3, xml);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_set_rule_pin:
 * @db: a writer inside a transaction
 * @xml: the file, kept once
 *
 * From now on the incident is under this file, or under another one when it was so before.
 */
gboolean
cst_db_set_rule_pin (CstDb       *db,
                     gint64       account,
                     const char  *incident,
                     const char  *playbook,
                     const char  *digest,
                     const char  *xml,
                     gint64       now,
                     GError     **error)
{
  g_autoptr(CstStmt) stmt = NULL;

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  if (!save_text (db, playbook, digest, xml, error) ||
      !(stmt = cst_db_prepare (db,
                               "INSERT INTO rule_pins (account, incident, playbook, digest, pinned_at)"
                               " VALUES (?1, ?2, ?3, ?4, ?5)"
                               " ON CONFLICT (account, incident) DO UPDATE SET playbook = excluded.playbook,"
                               " digest = excluded.digest, pinned_at = excluded.pinned_at",
                               error)))
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, incident);
  cst_stmt_bind_text (stmt, 3, playbook);
  cst_stmt_bind_text (stmt, 4, digest);
  cst_stmt_bind_int (stmt, 5, now);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_playbook_text:
 *
 * Returns: (transfer full): the file with that digest
 */
char *
cst_db_playbook_text (CstDb       *db,
                      const char  *digest,
                      GError     **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT xml FROM playbook_texts WHERE digest = ?1", error);

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_text (stmt, 1, digest);
  switch (cst_db_step (db, stmt, error))
    {
    case CST_STEP_ROW:
      return cst_stmt_dup_text (stmt, 0);
    case CST_STEP_DONE:
      g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND, "No playbook has the digest %s", digest);
      return NULL;
    case CST_STEP_ERROR:
    default:
      return NULL;
    }
}
