/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-outbox.h"

#include "cst-util.h"

/* The states are numbers of CstOperationState: 1 held, 2 queued, 3 sending, 4 confirmed, 5 refused, 6 unknown,
 * 7 conflict, 8 cancelled. What only a person can move comes first. */

/* Who opened and who read something (12, 13) are nobody's decisions; they show only when they went wrong. */
#define IS_DECISION " AND (p.kind NOT IN (12, 13) OR p.state IN (5, 6, 7))"

#define SELECT_OPERATIONS \
  "SELECT p.id, p.body FROM operations p" \
  " LEFT JOIN orders o ON o.account = p.account AND o.id = p.order_id" \
  " LEFT JOIN incidents i ON i.account = p.account AND i.id = p.incident"

#define MATCHES_SEARCH \
  " AND (?1 = '' OR instr (o.number_key, ?1) > 0 OR instr (o.customer_key, ?1) > 0" \
  " OR instr (i.number_key, ?1) > 0)"

static const char *const unfinished_sql =
  SELECT_OPERATIONS " WHERE p.state IN (1, 2, 3, 5, 6, 7)" IS_DECISION MATCHES_SEARCH
  " ORDER BY p.state NOT IN (5, 6, 7), p.id DESC LIMIT ?2";

static const char *const finished_sql =
  SELECT_OPERATIONS " WHERE p.state IN (4, 8)" IS_DECISION MATCHES_SEARCH
  " ORDER BY p.finished_at DESC, p.id DESC LIMIT ?2";

/**
 * cst_db_outbox:
 * @is_finished: whether to list what is over, latest first; else what waits, and before it what needs a person
 * @search: (nullable): a part of an order's or incident's number or of a customer's name
 * @limit: the most to return
 *
 * Returns: (transfer full) (element-type CstOperation): what was decided in all accounts
 */
GPtrArray *
cst_db_outbox (CstDb       *db,
               gboolean     is_finished,
               const char  *search,
               guint        limit,
               GError     **error)
{
  g_autoptr(GPtrArray) operations = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_operation_free);
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, is_finished ? finished_sql : unfinished_sql, error);
  g_autofree char *folded = cst_str_fold (search != NULL ? search : "");
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_text (stmt, 1, g_strstrip (folded));
  cst_stmt_bind_int (stmt, 2, limit);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      CstOperation *operation = cst_record_new (&cst_operation_type);

      g_ptr_array_add (operations, operation);
      if (!cst_record_from_text (&cst_operation_type, operation, cst_stmt_text (stmt, 1), error))
        return NULL;
      operation->id = cst_stmt_int (stmt, 0);
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&operations) : NULL;
}
