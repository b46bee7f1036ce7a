/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-removed.h"

#include "cst-truth.h"
#include "cst-util.h"
#include "cst-versions.h"

/* R12: what the site removed is still about somebody here: in what it said before, in what was decided and noted, in
 * what carriers say of a parcel whose order never came. */

#define REMOVED \
  "SELECT order_id FROM" \
  " (SELECT order_id, max (known_until) AS at FROM versions WHERE account = ?1 GROUP BY order_id UNION ALL" \
  " SELECT order_id, max (created_at, finished_at) FROM operations WHERE account = ?1 UNION ALL" \
  " SELECT order_id, max (settled_at, updated_at) FROM deliveries WHERE account = ?1 AND order_id <> '') k" \
  " WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.account = ?1 AND o.id = k.order_id)" \
  " AND NOT EXISTS (SELECT 1 FROM erased_orders e WHERE e.account = ?1 AND e.order_id = k.order_id)"

#define EXPIRED \
  " AND NOT EXISTS (SELECT 1 FROM incidents i WHERE i.account = ?1 AND i.order_id = k.order_id AND i.settled = 0)" \
  " AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.account = ?1 AND d.order_id = k.order_id" \
  " AND d.settled_at = 0 AND d.state <> 5)" \
  " AND NOT EXISTS (SELECT 1 FROM operations p WHERE p.account = ?1 AND p.order_id = k.order_id" \
  " AND p.state IN (1, 2, 3, 6))"

static void
take_latest_cb (CstEntity   entity,
                const char *id,
                gint64      known_from,
                gint64      known_until,
                const char *body,
                gpointer    user_data)
{
  char **latest = user_data;

  if (*latest == NULL)
    *latest = g_strdup (body);
}

/**
 * cst_db_last_order:
 * @is_removed: (out): whether the site no longer has it
 *
 * Returns: (transfer full): the order, or what was said of it last; nothing but its id where that is not kept
 */
CstOrder *
cst_db_last_order (CstDb       *db,
                   gint64       account,
                   const char  *id,
                   gboolean    *is_removed,
                   GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(CstOrder) order = cst_db_order (db, account, id, &local_error);
  g_autofree char *latest = NULL;

  *is_removed = order == NULL;
  if (order != NULL)
    return g_steal_pointer (&order);
  if (!g_error_matches (local_error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  order = cst_order_new ();
  if (!cst_db_each_version_of (db, account, CST_ENTITY_ORDER, id, take_latest_cb, &latest, error) ||
      (latest != NULL && !cst_record_from_text (&cst_order_type, order, latest, error)))
    return NULL;
  cst_set_str (&order->id, id);

  return g_steal_pointer (&order);
}

/**
 * cst_db_incidents_ever:
 *
 * Returns: (transfer full): the ids of all incidents that the order has or had
 */
GStrv
cst_db_incidents_ever (CstDb       *db,
                       gint64       account,
                       const char  *order,
                       GError     **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT id FROM " CST_INCIDENTS_EVER, error);
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, order);

  return cst_db_add_texts (db, stmt, ids, error) ? g_strv_builder_end (ids) : NULL;
}

/**
 * cst_db_add_removed_orders:
 * @orders: gets the orders that the site removed, and of which it said last that they are @customer's
 */
gboolean
cst_db_add_removed_orders (CstDb         *db,
                           gint64         account,
                           const char    *customer,
                           GStrvBuilder  *orders,
                           GError       **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, REMOVED " GROUP BY order_id", error);
  g_autoptr(GStrvBuilder) removed = g_strv_builder_new ();
  g_auto(GStrv) ids = NULL;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  if (!cst_db_add_texts (db, stmt, removed, error))
    return FALSE;

  ids = g_strv_builder_end (removed);
  for (char **id = ids; *id != NULL; id++)
    {
      gboolean is_removed;
      g_autoptr(CstOrder) order = cst_db_last_order (db, account, *id, &is_removed, error);

      if (order == NULL)
        return FALSE;
      if (g_strcmp0 (order->customer.id, customer) == 0)
        g_strv_builder_add (orders, *id);
    }

  return TRUE;
}

/**
 * cst_db_add_expired_removed:
 * @orders: gets the orders that the site removed, and about which nothing was said or decided since @before
 */
gboolean
cst_db_add_expired_removed (CstDb         *db,
                            gint64         account,
                            gint64         before,
                            GStrvBuilder  *orders,
                            GError       **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, REMOVED EXPIRED " GROUP BY order_id HAVING max (at) <= ?2", error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_int (stmt, 2, before);

  return cst_db_add_texts (db, stmt, orders, error);
}
