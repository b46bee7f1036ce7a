/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-looks.h"

/**
 * cst_db_photo_look:
 * @person: (nullable): who looks
 * @look: (out) (transfer full) (nullable): what cst_db_photo_set_look() was given, %NULL when the photo is looked at as
 *   it came
 */
gboolean
cst_db_photo_look (CstDb       *db,
                   gint64       account,
                   const char  *attachment,
                   const char  *person,
                   char       **look,
                   GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT look FROM photo_looks WHERE account = ?1 AND id = ?2 AND person = ?3", error);
  CstStep step;

  *look = NULL;
  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, attachment);
  cst_stmt_bind_text (stmt, 3, person != NULL ? person : "");
  if ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    *look = cst_stmt_dup_text (stmt, 0);

  return step != CST_STEP_ERROR;
}

static gboolean
forget_look (CstDb       *db,
             gint64       account,
             const char  *attachment,
             const char  *person,
             GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "DELETE FROM photo_looks WHERE account = ?1 AND id = ?2 AND person = ?3", error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, attachment);
  cst_stmt_bind_text (stmt, 3, person);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_photo_set_look:
 * @db: a writer inside a transaction
 * @person: (nullable): who looks
 * @look: (nullable): how, in the words of the one who shows it; %NULL as it came
 *
 * Remembers how @person looks at a photo on this computer; the file and the marketplace know nothing of it. A photo
 * that is no longer known is passed over.
 */
gboolean
cst_db_photo_set_look (CstDb       *db,
                       gint64       account,
                       const char  *attachment,
                       const char  *person,
                       const char  *look,
                       GError     **error)
{
  g_autoptr(CstStmt) stmt = NULL;

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  if (person == NULL)
    person = "";
  if (look == NULL)
    return forget_look (db, account, attachment, person, error);

  stmt = cst_db_prepare (db,
                         "INSERT INTO photo_looks (account, id, person, look)"
                         " SELECT account, id, ?3, ?4 FROM attachments WHERE account = ?1 AND id = ?2"
                         " ON CONFLICT (account, id, person) DO UPDATE SET look = excluded.look",
                         error);
  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, attachment);
  cst_stmt_bind_text (stmt, 3, person);
  cst_stmt_bind_text (stmt, 4, look);

  return cst_db_run (db, stmt, error);
}
