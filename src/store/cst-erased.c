/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-erased.h"

#include <string.h>

#include "cst-scrub.h"
#include "cst-settings.h"
#include "cst-util.h"

#define SALT_SETTING "erasure-salt"

/* The remote id itself would be a trace. */
static char *
digest_customer (CstDb       *db,
                 gint64       account,
                 const char  *customer,
                 GError     **error)
{
  g_autofree char *salt = cst_db_setting (db, SALT_SETTING, NULL);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT "/%s", account, customer);

  if (salt == NULL)
    {
      salt = cst_random_hex (16);
      if (!cst_db_set_setting (db, SALT_SETTING, salt, error))
        return NULL;
    }

  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) salt, strlen (salt), text, -1);
}

/**
 * cst_db_mark_customer_erased:
 *
 * From now on what a pull says of the customer's orders up to @now is scrubbed before it is stored.
 */
gboolean
cst_db_mark_customer_erased (CstDb       *db,
                             gint64       account,
                             const char  *customer,
                             gint64       now,
                             GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "INSERT OR REPLACE INTO erased_customers (account, digest, at) VALUES (?1, ?2, ?3)", error);
  g_autofree char *digest = NULL;

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  if (stmt == NULL || !(digest = digest_customer (db, account, customer, error)))
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, digest);
  cst_stmt_bind_int (stmt, 3, now);

  return cst_db_run (db, stmt, error);
}

gboolean
cst_db_mark_order_erased (CstDb       *db,
                          gint64       account,
                          const char  *order,
                          GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "INSERT OR IGNORE INTO erased_orders (account, order_id) VALUES (?1, ?2)", error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, order);

  return cst_db_run (db, stmt, error);
}

static gboolean
ask (CstDb       *db,
     CstStmt     *stmt,
     gint64       account,
     const char  *id,
     gboolean    *answer,
     GError     **error)
{
  CstStep step;

  *answer = FALSE;
  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, id);
  step = cst_db_step (db, stmt, error);
  *answer = step == CST_STEP_ROW;

  return step != CST_STEP_ERROR;
}

static gboolean
is_order_erased (CstDb       *db,
                 gint64       account,
                 const char  *order,
                 gboolean    *answer,
                 GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT 1 FROM erased_orders WHERE account = ?1 AND order_id = ?2", error);

  return ask (db, stmt, account, order, answer, error);
}

static gboolean
is_desk_erased (CstDb       *db,
                gint64       account,
                const char  *incident,
                gboolean    *answer,
                GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT 1 FROM incidents JOIN erased_orders USING (account, order_id)"
                    " WHERE incidents.account = ?1 AND incidents.id = ?2"
                    " UNION ALL SELECT 1 FROM journal JOIN erased_orders USING (account, order_id)"
                    " WHERE journal.account = ?1 AND journal.incident = ?2",
                    error);

  return ask (db, stmt, account, incident, answer, error);
}

static gboolean
is_customer_erased (CstDb           *db,
                    gint64           account,
                    const CstOrder  *order,
                    gboolean        *answer,
                    GError         **error)
{
  g_autoptr(CstStmt) stmt = NULL;
  g_autofree char *digest = NULL;

  *answer = FALSE;
  if (order->customer.id == NULL)
    return TRUE;

  stmt = cst_db_prepare (db, "SELECT 1 FROM erased_customers WHERE account = ?1 AND digest = ?2 AND at >= ?3", error);
  if (stmt == NULL || !(digest = digest_customer (db, account, order->customer.id, error)))
    return FALSE;

  cst_stmt_bind_int (stmt, 3, order->placed_at);

  return ask (db, stmt, account, digest, answer, error);
}

static gboolean
scrub_order (CstDb     *db,
             gint64     account,
             CstOrder  *order,
             GError   **error)
{
  gboolean is_erased = FALSE;
  gboolean is_theirs = FALSE;

  if (!is_order_erased (db, account, order->id, &is_erased, error) ||
      (!is_erased && !is_customer_erased (db, account, order, &is_theirs, error)) ||
      (is_theirs && !cst_db_mark_order_erased (db, account, order->id, error)))
    return FALSE;

  if (is_erased || is_theirs)
    cst_scrub_order (order);

  return TRUE;
}

static gboolean
scrub_incidents (CstDb       *db,
                 gint64       account,
                 GPtrArray   *incidents,
                 GHashTable  *erased,
                 GError     **error)
{
  for (guint i = 0; i < incidents->len; i++)
    {
      CstIncident *incident = g_ptr_array_index (incidents, i);
      gboolean is_erased;

      if (!is_order_erased (db, account, incident->order, &is_erased, error))
        return FALSE;
      if (!is_erased)
        continue;

      cst_scrub_incident (incident);
      g_hash_table_add (erased, incident->id);
    }

  return TRUE;
}

static gboolean
scrub_rest (CstDb               *db,
            gint64               account,
            const CstChangeSet  *changes,
            GHashTable          *erased,
            GError             **error)
{
  gboolean is_erased;

  for (guint i = 0; i < changes->threads->len; i++)
    {
      CstThread *thread = g_ptr_array_index (changes->threads, i);

      if (!is_order_erased (db, account, thread->order, &is_erased, error))
        return FALSE;
      if (is_erased)
        cst_scrub_thread (thread);
    }

  for (guint i = 0; i < changes->deliveries->len; i++)
    {
      CstDelivery *delivery = g_ptr_array_index (changes->deliveries, i);

      if (!is_order_erased (db, account, delivery->order, &is_erased, error))
        return FALSE;
      if (is_erased)
        cst_scrub_delivery (delivery);
    }

  for (guint i = 0; i < changes->desks->len; i++)
    {
      CstDesk *desk = g_ptr_array_index (changes->desks, i);

      if (!is_desk_erased (db, account, desk->incident, &is_erased, error))
        return FALSE;
      if (is_erased || g_hash_table_contains (erased, desk->incident))
        cst_scrub_desk (desk);
    }

  return TRUE;
}

/**
 * cst_db_scrub_change_set:
 * @changes: (inout): what a pull brought
 *
 * R12: blanks what would bring erased personal data back, before it is stored. Orders that an
 * erased customer placed after the erasure are theirs anew and stay as they are.
 */
gboolean
cst_db_scrub_change_set (CstDb               *db,
                         gint64               account,
                         const CstChangeSet  *changes,
                         GError             **error)
{
  g_autoptr(GHashTable) erased = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 any = 0;

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  if (!cst_db_get_int (db,
                       "SELECT EXISTS (SELECT 1 FROM erased_customers) OR EXISTS (SELECT 1 FROM erased_orders)",
                       &any, error))
    return FALSE;
  if (any == 0)
    return TRUE;

  for (guint i = 0; i < changes->orders->len; i++)
    {
      if (!scrub_order (db, account, g_ptr_array_index (changes->orders, i), error))
        return FALSE;
    }

  return scrub_incidents (db, account, changes->incidents, erased, error) &&
         scrub_rest (db, account, changes, erased, error);
}
