/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-apply-private.h"

#include "cst-apply-delivery.h"
#include "cst-carrier-code.h"
#include "cst-deliveries.h"
#include "cst-incident-facts.h"
#include "cst-journal.h"
#include "cst-overlay.h"
#include "cst-search.h"
#include "cst-util.h"
#include "cst-versions.h"

/* One record of a page each: orders, conversations, desks, carriers' incidents, and what goes. */

void
cst_apply_touch (CstApply   *apply,
                 const char *order_id)
{
  if (order_id != NULL && !g_hash_table_contains (apply->touched, order_id))
    g_hash_table_insert (apply->touched, g_strdup (order_id), NULL);
}

/* @sql: gives the version of (account, id). Connectors without versions say 0, which is always newer. */
gboolean
cst_apply_is_newer (CstApply    *apply,
                    const char  *sql,
                    const char  *id,
                    gint64       version,
                    gboolean    *answer,
                    GError     **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (apply->db, sql, error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, apply->account);
  cst_stmt_bind_text (stmt, 2, id);
  step = cst_db_step (apply->db, stmt, error);
  *answer = step == CST_STEP_DONE || version == 0 || version > cst_stmt_int (stmt, 0);
  if (!*answer)
    apply->applied->skipped++;

  return step != CST_STEP_ERROR;
}

static void
bind_order (CstStmt        *stmt,
            const CstOrder *order,
            const char     *body)
{
  g_autofree char *number_key = cst_search_key (order->number);
  g_autofree char *customer_key = cst_search_key (order->customer.name);
  g_autofree char *carrier_key = cst_search_key (cst_order_carrier (order));

  cst_stmt_bind_text (stmt, 2, order->id);
  cst_stmt_bind_int (stmt, 3, order->version);
  cst_stmt_bind_text (stmt, 4, cst_str_or_empty (order->number));
  cst_stmt_bind_text (stmt, 5, number_key);
  cst_stmt_bind_text (stmt, 6, cst_str_or_empty (order->customer.id));
  cst_stmt_bind_text (stmt, 7, cst_str_or_empty (order->customer.name));
  cst_stmt_bind_text (stmt, 8, customer_key);
  cst_stmt_bind_text (stmt, 9, cst_str_or_empty (order->customer.city));
  cst_stmt_bind_text (stmt, 10, cst_str_or_empty (order->customer.country));
  cst_stmt_bind_int (stmt, 11, order->placed_at);
  cst_stmt_bind_int (stmt, 12, order->status);
  cst_stmt_bind_int (stmt, 13, cst_order_tab_of (order->status));
  cst_stmt_bind_text (stmt, 14, order->amounts.currency);
  cst_stmt_bind_int (stmt, 15, order->amounts.tax_mode);
  cst_stmt_bind_int (stmt, 16, order->amounts.goods);
  cst_stmt_bind_int (stmt, 17, order->amounts.shipping);
  cst_stmt_bind_int (stmt, 18, order->amounts.tax);
  cst_stmt_bind_int (stmt, 19, order->amounts.total);
  cst_stmt_bind_int (stmt, 20, order->payout.held);
  cst_stmt_bind_text (stmt, 21, order->payout.currency);
  cst_stmt_bind_text (stmt, 22, body);
  cst_stmt_bind_text (stmt, 23, carrier_key);
}

/* Status and tab of an order that is there already are the overlay's. */
gboolean
cst_apply_order (CstApply        *apply,
                 const CstOrder  *order,
                 GError         **error)
{
  g_autofree char *body = NULL;
  g_autoptr(CstStmt) stmt = NULL;
  gboolean wanted = FALSE;
  gint64 known_at;

  if (!cst_apply_is_newer (apply, "SELECT version FROM orders WHERE account = ?1 AND id = ?2", order->id,
                           order->version, &wanted, error))
    return FALSE;
  if (!wanted)
    return TRUE;

  body = cst_record_to_text (&cst_order_type, order);
  if (!cst_db_keep_version (apply->db, apply->account, CST_ENTITY_ORDER, order->id, body, apply->now, &known_at, error))
    return FALSE;

  stmt = cst_db_prepare (apply->db,
                         "INSERT INTO orders (account, id, version, number, number_key, customer, customer_name,"
                         " customer_key, city, country, placed_at, said_status, status, tab, currency, tax_mode,"
                         " goods, shipping, tax, total, held, held_currency, body, carrier_key, known_at)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12, ?13, ?14, ?15, ?16, ?17,"
                         " ?18, ?19, ?20, ?21, ?22, ?23, ?24)"
                         " ON CONFLICT (account, id) DO UPDATE SET version = ?3, number = ?4, number_key = ?5,"
                         " customer = ?6, customer_name = ?7, customer_key = ?8, city = ?9, country = ?10,"
                         " placed_at = ?11, said_status = ?12, currency = ?14, tax_mode = ?15, goods = ?16,"
                         " shipping = ?17, tax = ?18, total = ?19, held = ?20, held_currency = ?21, body = ?22,"
                         " carrier_key = ?23, known_at = ?24",
                         error);
  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, apply->account);
  bind_order (stmt, order, body);
  cst_stmt_bind_int (stmt, 24, known_at);
  if (!cst_db_run (apply->db, stmt, error))
    return FALSE;

  apply->applied->orders++;
  g_hash_table_replace (apply->touched, g_strdup (order->id), (gpointer) order);

  return TRUE;
}

static const CstMessage *
latest_from_customer (const CstThread *thread)
{
  for (guint i = thread->messages->len; i > 0; i--)
    {
      const CstMessage *message = g_ptr_array_index (thread->messages, i - 1);

      if (message->author == CST_PARTY_CUSTOMER)
        return message;
    }

  return NULL;
}

gboolean
cst_apply_thread (CstApply         *apply,
                  const CstThread  *thread,
                  GError          **error)
{
  g_autofree char *body = NULL;
  g_autoptr(CstThread) before = NULL;
  g_autoptr(CstStmt) stmt = NULL;
  const CstMessage *latest;
  const CstMessage *known;
  gboolean wanted = FALSE;
  gint64 known_at;

  if (!cst_apply_is_newer (apply, "SELECT version FROM threads WHERE account = ?1 AND order_id = ?2", thread->order,
                           thread->version, &wanted, error))
    return FALSE;
  if (!wanted)
    return TRUE;

  body = cst_record_to_text (&cst_thread_type, thread);
  if (!(before = cst_db_thread (apply->db, apply->account, thread->order, error)) ||
      !cst_db_keep_version (apply->db, apply->account, CST_ENTITY_THREAD, thread->order, body, apply->now, &known_at,
                            error) ||
      !(stmt = cst_db_prepare (apply->db,
                               "INSERT OR REPLACE INTO threads (account, order_id, version, unread, body, known_at)"
                               " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                               error)))
    return FALSE;

  cst_stmt_bind_int (stmt, 1, apply->account);
  cst_stmt_bind_text (stmt, 2, thread->order);
  cst_stmt_bind_int (stmt, 3, thread->version);
  cst_stmt_bind_int (stmt, 4, cst_thread_count_unread (thread));
  cst_stmt_bind_text (stmt, 5, body);
  cst_stmt_bind_int (stmt, 6, known_at);
  if (!cst_db_run (apply->db, stmt, error))
    return FALSE;

  latest = latest_from_customer (thread);
  known = latest_from_customer (before);
  if (latest != NULL && (known == NULL || g_strcmp0 (known->id, latest->id) != 0) &&
      cst_thread_count_unread (thread) > 0)
    {
      g_autofree char *number = cst_apply_number_of (apply, thread->order, latest->incident);

      cst_apply_add_news (apply, CST_NEWS_REPLY, thread->order, latest->incident, number);
    }

  cst_apply_touch (apply, thread->order);
  apply->applied->threads++;

  return TRUE;
}

/* @sql: gives the order of (account, id). */
static gboolean
touch_order_of (CstApply    *apply,
                const char  *sql,
                const char  *id,
                GError     **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (apply->db, sql, error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, apply->account);
  cst_stmt_bind_text (stmt, 2, id);
  if ((step = cst_db_step (apply->db, stmt, error)) == CST_STEP_ROW)
    cst_apply_touch (apply, cst_stmt_text (stmt, 0));

  return step != CST_STEP_ERROR;
}

static gboolean
touch_order_of_incident (CstApply    *apply,
                         const char  *incident,
                         GError     **error)
{
  return touch_order_of (apply, "SELECT order_id FROM incidents WHERE account = ?1 AND id = ?2", incident, error);
}

static gboolean
touch_order_of_delivery (CstApply    *apply,
                         const char  *delivery,
                         GError     **error)
{
  return touch_order_of (apply, "SELECT order_id FROM deliveries WHERE account = ?1 AND id = ?2", delivery, error);
}

gboolean
cst_apply_desk (CstApply       *apply,
                const CstDesk  *desk,
                GError        **error)
{
  g_autofree char *body = NULL;
  g_autoptr(CstStmt) stmt = NULL;
  gboolean wanted = FALSE;
  gint64 known_at;

  if (!cst_apply_is_newer (apply, "SELECT version FROM desks WHERE account = ?1 AND incident = ?2", desk->incident,
                           desk->version, &wanted, error))
    return FALSE;
  if (!wanted)
    return TRUE;

  body = cst_record_to_text (&cst_desk_type, desk);
  if (!cst_db_keep_version (apply->db, apply->account, CST_ENTITY_DESK, desk->incident, body, apply->now, &known_at,
                            error) ||
      !(stmt = cst_db_prepare (apply->db,
                               "INSERT OR REPLACE INTO desks (account, incident, version, body, known_at)"
                               " VALUES (?1, ?2, ?3, ?4, ?5)",
                               error)))
    return FALSE;

  cst_stmt_bind_int (stmt, 1, apply->account);
  cst_stmt_bind_text (stmt, 2, desk->incident);
  cst_stmt_bind_int (stmt, 3, desk->version);
  cst_stmt_bind_text (stmt, 4, body);
  cst_stmt_bind_int (stmt, 5, known_at);
  apply->applied->desks++;

  return cst_db_run (apply->db, stmt, error) && touch_order_of_incident (apply, desk->incident, error);
}

static void
note_delivery_news (CstApply          *apply,
                    const CstDelivery *before,
                    const CstDelivery *after)
{
  CstNewsKind kind = CST_NEWS_DELIVERY;
  g_autofree char *number = NULL;
  CstNews *news;

  if (apply->is_first_sync || (before != NULL && before->state == after->state))
    return;

  if (after->state == CST_DELIVERY_REPLIED)
    kind = CST_NEWS_DELIVERY_REPLIED;
  else if (after->state != CST_DELIVERY_WAITING && after->state != CST_DELIVERY_FIRST_ABSENCE)
    return;

  news = g_new0 (CstNews, 1);
  news->kind = kind;
  news->account = apply->account;
  news->order = g_strdup (after->order);
  news->delivery = g_strdup (after->id);
  news->number = after->number != NULL ? g_strdup (after->number) : cst_apply_number_of (apply, after->order, NULL);
  g_ptr_array_add (apply->applied->news, news);
}

gboolean
cst_apply_delivery (CstApply           *apply,
                    const CstDelivery  *delivery,
                    GError            **error)
{
  g_autoptr(CstDelivery) before = NULL;
  g_autoptr(GError) local_error = NULL;
  CstDeliveryReason reason = CST_DELIVERY_REASON_UNKNOWN;
  gboolean has_new_code;
  gboolean wanted = FALSE;

  if (!cst_apply_is_newer (apply, "SELECT version FROM deliveries WHERE account = ?1 AND id = ?2", delivery->id,
                           delivery->version, &wanted, error))
    return FALSE;
  if (!wanted)
    return TRUE;

  before = cst_db_delivery (apply->db, apply->account, delivery->id, &local_error);
  if (before == NULL && !g_error_matches (local_error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  has_new_code = before == NULL || g_strcmp0 (before->reason_code, delivery->reason_code) != 0;
  if (!cst_db_find_reason (apply->db, delivery, has_new_code, apply->now, &reason, error) ||
      !cst_db_write_delivery (apply->db, apply->account, delivery, reason, error) ||
      !cst_db_journal_add_delivery (apply->db, apply->account, before, delivery, apply->now, error))
    return FALSE;

  note_delivery_news (apply, before, delivery);
  if (before != NULL)
    cst_apply_touch (apply, before->order);
  cst_apply_touch (apply, delivery->order);
  apply->applied->deliveries++;

  return TRUE;
}

static const char *
deletion_sql (CstEntity entity)
{
  switch (entity)
    {
    case CST_ENTITY_ORDER:
      return "DELETE FROM orders WHERE account = ?1 AND id = ?2";
    case CST_ENTITY_INCIDENT:
      return "DELETE FROM incidents WHERE account = ?1 AND id = ?2";
    case CST_ENTITY_THREAD:
      return "DELETE FROM threads WHERE account = ?1 AND order_id = ?2";
    case CST_ENTITY_DESK:
      return "DELETE FROM desks WHERE account = ?1 AND incident = ?2";
    case CST_ENTITY_DELIVERY:
      return "DELETE FROM deliveries WHERE account = ?1 AND id = ?2";
    default:
      g_return_val_if_reached (NULL);
    }
}

static gboolean
close_attachments (CstApply    *apply,
                   const char  *incident,
                   GError     **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (apply->db,
                                            "UPDATE attachments SET is_open = 0 WHERE account = ?1 AND incident = ?2",
                                            error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, apply->account);
  cst_stmt_bind_text (stmt, 2, incident);

  return cst_db_run (apply->db, stmt, error);
}

gboolean
cst_apply_deletion (CstApply           *apply,
                    const CstDeletion  *deletion,
                    GError            **error)
{
  g_autoptr(CstStmt) stmt = NULL;
  gboolean is_of_incident = deletion->entity == CST_ENTITY_INCIDENT || deletion->entity == CST_ENTITY_DESK;

  if (is_of_incident && !touch_order_of_incident (apply, deletion->id, error))
    return FALSE;
  if (deletion->entity == CST_ENTITY_INCIDENT && !close_attachments (apply, deletion->id, error))
    return FALSE;
  if (deletion->entity == CST_ENTITY_DELIVERY && !touch_order_of_delivery (apply, deletion->id, error))
    return FALSE;
  if (!is_of_incident && deletion->entity != CST_ENTITY_DELIVERY)
    cst_apply_touch (apply, deletion->id);
  if (deletion->entity != CST_ENTITY_DELIVERY &&
      !cst_db_keep_version (apply->db, apply->account, deletion->entity, deletion->id, NULL, apply->now, NULL, error))
    return FALSE;

  if (!(stmt = cst_db_prepare (apply->db, deletion_sql (deletion->entity), error)))
    return FALSE;

  cst_stmt_bind_int (stmt, 1, apply->account);
  cst_stmt_bind_text (stmt, 2, deletion->id);
  apply->applied->deletions++;

  return cst_db_run (apply->db, stmt, error);
}
