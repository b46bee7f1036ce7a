/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-deliveries.h"

/* Reading what carriers said last. Writing it is in cst-apply-delivery.c. */

CST_DEFINE_ENUM_TYPE (cst_delivery_todo,
                      "none",
                      "later",
                      "advised",
                      "solve",
                      "look",
                      "call",
                      "failed");

/* A row's reason stands above the one that came with the record: the tables of codes were asked meanwhile. */
static CstDelivery *
read_delivery (CstStmt  *stmt,
               GError  **error)
{
  g_autoptr(CstDelivery) delivery = cst_delivery_new ();

  if (!cst_record_from_text (&cst_delivery_type, delivery, cst_stmt_text (stmt, 0), error))
    return NULL;

  delivery->reason = (CstDeliveryReason) cst_stmt_int (stmt, 1);

  return g_steal_pointer (&delivery);
}

/**
 * cst_db_delivery:
 *
 * Returns: (transfer full): the delivery incident as the carrier said it last, else %CST_STORE_ERROR_NOT_FOUND
 */
CstDelivery *
cst_db_delivery (CstDb       *db,
                 gint64       account,
                 const char  *id,
                 GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT body, reason FROM deliveries WHERE account = ?1 AND id = ?2", error);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, id);
  step = cst_db_step (db, stmt, error);
  if (step == CST_STEP_DONE)
    g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND, "There is no delivery incident %s", id);

  return step == CST_STEP_ROW ? read_delivery (stmt, error) : NULL;
}

static GPtrArray *
read_deliveries (CstDb    *db,
                 CstStmt  *stmt,
                 GError  **error)
{
  g_autoptr(GPtrArray) deliveries = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_delivery_free);
  CstStep step;

  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      CstDelivery *delivery = read_delivery (stmt, error);

      if (delivery == NULL)
        return NULL;
      g_ptr_array_add (deliveries, delivery);
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&deliveries) : NULL;
}

/**
 * cst_db_deliveries_of_order:
 *
 * Returns: (transfer full) (element-type CstDelivery): all delivery incidents of an order, oldest first
 */
GPtrArray *
cst_db_deliveries_of_order (CstDb       *db,
                            gint64       account,
                            const char  *order,
                            GError     **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db,
                                            "SELECT body, reason FROM deliveries WHERE account = ?1 AND order_id = ?2"
                                            " ORDER BY opened_at, id",
                                            error);

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, order);

  return read_deliveries (db, stmt, error);
}
