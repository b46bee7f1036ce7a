/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-due-notices.h"

CST_DEFINE_ENUM_TYPE (cst_due_notice_kind, "unknown", "coming", "missed");

static const CstField cst_due_notice_fields[] = {
  CST_FIELD (CstDueNotice, account, INT64),
  CST_FIELD (CstDueNotice, incident, STRING),
  CST_FIELD (CstDueNotice, number, STRING),
  CST_FIELD_OF (CstDueNotice, kind, ENUM, cst_due_notice_kind_type),
  CST_FIELD (CstDueNotice, due, INT64),
  CST_FIELD (CstDueNotice, last_safe, INT64),
};
CST_DEFINE_RECORD_TYPE (cst_due_notice, CstDueNotice, "due notice");

void
cst_due_notice_free (CstDueNotice *self)
{
  cst_record_free (&cst_due_notice_type, self);
}

static CstDueNotice *
read_notice (CstStmt *stmt,
             gint64   now)
{
  CstDueNotice *notice = cst_record_new (&cst_due_notice_type);

  notice->account = cst_stmt_int (stmt, 0);
  notice->incident = cst_stmt_dup_text (stmt, 1);
  notice->number = cst_stmt_dup_text (stmt, 2);
  notice->due = cst_stmt_int (stmt, 3);
  notice->last_safe = cst_stmt_int (stmt, 4);
  notice->kind = notice->due < now ? CST_DUE_NOTICE_MISSED : CST_DUE_NOTICE_COMING;

  return notice;
}

/**
 * cst_db_due_notices:
 * @ahead_s: how long before the last safe moment it is worth saying
 *
 * P2: of what is left to do, the due times that come near or are over and that nobody was told of yet.
 *
 * Returns: (transfer full) (element-type CstDueNotice): most pressing first
 */
GPtrArray *
cst_db_due_notices (CstDb   *db,
                    gint64   now,
                    gint64   ahead_s,
                    guint    limit,
                    GError **error)
{
  g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_due_notice_free);
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT i.account, i.id, i.number, i.due, i.last_safe FROM incidents AS i"
                    " WHERE i.todo > 0 AND i.settled = 0 AND i.due > 0 AND i.urgency <= ?1 + ?2"
                    " AND iif (i.last_safe > 0, min (i.due, i.last_safe), i.due) <= ?1 + ?2"
                    " AND NOT EXISTS (SELECT 1 FROM due_notices AS n WHERE n.account = i.account AND n.incident = i.id"
                    " AND n.due = i.due AND n.kind = iif (i.due < ?1, 'missed', 'coming'))"
                    " ORDER BY i.urgency LIMIT ?3",
                    error);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, now);
  cst_stmt_bind_int (stmt, 2, ahead_s);
  cst_stmt_bind_int (stmt, 3, limit);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    g_ptr_array_add (notices, read_notice (stmt, now));

  return step == CST_STEP_DONE ? g_steal_pointer (&notices) : NULL;
}

static gboolean
mark_notice (CstDb               *db,
             const CstDueNotice  *notice,
             gint64               now,
             GError             **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db,
                                            "INSERT OR IGNORE INTO due_notices (account, incident, kind, due, at)"
                                            " VALUES (?1, ?2, ?3, ?4, ?5)",
                                            error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, notice->account);
  cst_stmt_bind_text (stmt, 2, notice->incident);
  cst_stmt_bind_text (stmt, 3, cst_enum_nick (&cst_due_notice_kind_type, (int) notice->kind));
  cst_stmt_bind_int (stmt, 4, notice->due);
  cst_stmt_bind_int (stmt, 5, now);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_mark_due_notices:
 * @db: a writer inside a transaction
 * @notices: (element-type CstDueNotice): keeps those that nobody else told meanwhile
 *
 * From now on these have been told.
 */
gboolean
cst_db_mark_due_notices (CstDb      *db,
                         GPtrArray  *notices,
                         gint64      now,
                         GError    **error)
{
  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  for (guint i = notices->len; i > 0; i--)
    {
      if (!mark_notice (db, g_ptr_array_index (notices, i - 1), now, error))
        return FALSE;
      if (cst_db_changed_rows (db) == 0)
        g_ptr_array_remove_index (notices, i - 1);
    }

  return TRUE;
}
