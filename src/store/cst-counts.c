/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-counts.h"

typedef void (*CountFunc) (CstStmt   *stmt,
                           CstCounts *counts);

static void
add_orders (CstStmt   *stmt,
            CstCounts *counts)
{
  gint64 tab = cst_stmt_int (stmt, 0);
  int n = (int) cst_stmt_int (stmt, 1);

  if (tab > 0 && tab < (gint64) G_N_ELEMENTS (counts->orders))
    counts->orders[tab] += n;
  counts->orders[CST_ORDER_TAB_ALL] += n;
}

static void
add_incidents (CstStmt   *stmt,
               CstCounts *counts)
{
  gint64 state = cst_stmt_int (stmt, 0);
  int n = (int) cst_stmt_int (stmt, 2);

  if (cst_stmt_int (stmt, 1) != 0)
    counts->to_handle += n;
  if (state != CST_INCIDENT_RESOLVED && state != CST_INCIDENT_REFUSED)
    counts->open_incidents += n;
  if (state >= 0 && state < (gint64) G_N_ELEMENTS (counts->incidents))
    counts->incidents[state] += n;
}

static void
add_deliveries (CstStmt   *stmt,
                CstCounts *counts)
{
  gint64 tab = cst_stmt_int (stmt, 0);
  int n = (int) cst_stmt_int (stmt, 2);

  if (cst_stmt_int (stmt, 1) >= CST_DELIVERY_TODO_SOLVE)
    counts->deliveries_to_handle += n;
  if (cst_stmt_int (stmt, 1) == CST_DELIVERY_TODO_CALL)
    counts->calls_due += n;
  if (tab > CST_DELIVERY_TAB_ALL && tab < CST_DELIVERY_TAB_NONE)
    counts->deliveries[CST_DELIVERY_TAB_ALL] += n;
  if (tab > CST_DELIVERY_TAB_ALL && tab <= CST_DELIVERY_TAB_NONE)
    counts->deliveries[tab] += n;
}

static void
add_operations (CstStmt   *stmt,
                CstCounts *counts)
{
  counts->pending = (int) cst_stmt_int (stmt, 0);
  counts->failed = (int) cst_stmt_int (stmt, 1);
}

static void
add_held (CstStmt   *stmt,
          CstCounts *counts)
{
  if (counts->n_held < CST_COUNTS_MAX_CURRENCIES)
    counts->held[counts->n_held++] = cst_money (cst_stmt_int (stmt, 1), cst_stmt_text (stmt, 0));
}

/* Parameter 1 is the account, 0 for all. Nothing here reads more than counts or a covering index. */
static const struct
{
  const char *sql;
  CountFunc   add;
} counters[] = {
  { "SELECT tab, n FROM order_counts WHERE ?1 = 0 OR account = ?1", add_orders },
  { "SELECT state, to_do, n FROM incident_counts WHERE ?1 = 0 OR account = ?1", add_incidents },
  { "SELECT tab, todo, n FROM delivery_counts WHERE ?1 = 0 OR account = ?1", add_deliveries },
  { "SELECT (SELECT count(*) FROM operations WHERE state IN (1, 2, 3, 6) AND (?1 = 0 OR account = ?1)),"
    " (SELECT count(*) FROM operations WHERE state IN (5, 7) AND (?1 = 0 OR account = ?1))", add_operations },
  { "SELECT held_currency, sum (held) FROM orders WHERE held <> 0 AND (?1 = 0 OR account = ?1)"
    " GROUP BY held_currency ORDER BY 2 DESC", add_held },
};

/**
 * cst_db_counts:
 * @account: 0 for all
 *
 * Returns: what stands beside the tabs and sections; zeroes where the store cannot be read
 */
CstCounts
cst_db_counts (CstDb  *db,
               gint64  account)
{
  CstCounts counts = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (counters); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CstStmt) stmt = cst_db_prepare (db, counters[i].sql, &error);
      CstStep step = CST_STEP_ERROR;

      if (stmt != NULL)
        {
          cst_stmt_bind_int (stmt, 1, account);
          while ((step = cst_db_step (db, stmt, &error)) == CST_STEP_ROW)
            counters[i].add (stmt, &counts);
        }

      if (step == CST_STEP_ERROR)
        g_warning ("No counts: %s", error->message);
    }

  return counts;
}
