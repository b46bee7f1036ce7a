/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-accounts.h"
#include "cst-apply-delivery.h"
#include "cst-carrier-code.h"
#include "cst-conflicts.h"
#include "cst-deliveries.h"
#include "cst-erased.h"
#include "cst-incident-facts.h"
#include "cst-journal.h"
#include "cst-overlay.h"
#include "cst-search.h"
#include "cst-truth.h"
#include "cst-versions.h"

/* One page of the marketplace's truth and its cursor become one transaction's work. Older versions
 * never overwrite newer ones, and what people decided is left alone: truth is never edited to look
 * like a wish. */
typedef struct
{
  CstDb      *db;
  gint64      account;
  gint64      now;
  gboolean    is_first_sync; /* everything is new then, and nothing is news */
  CstApplied *applied;
  GHashTable *touched; /* order id → CstOrder (borrowed) (nullable) */
} Apply;

CST_DEFINE_ENUM_TYPE (cst_news_kind,
                      "incident",
                      "contested",
                      "reply",
                      "resolution_refused",
                      "delivery",
                      "delivery_replied",
                      "call_again");

void
cst_news_free (CstNews *news)
{
  if (news == NULL)
    return;

  g_free (news->order);
  g_free (news->incident);
  g_free (news->delivery);
  g_free (news->number);
  g_free (news);
}

static CstApplied *
applied_new (void)
{
  CstApplied *self = g_new0 (CstApplied, 1);

  self->news = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_news_free);
  self->touched = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
cst_applied_free (CstApplied *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->news);
  g_ptr_array_unref (self->touched);
  g_free (self);
}

static void
add_news (Apply       *apply,
          CstNewsKind  kind,
          const char  *order,
          const char  *incident,
          const char  *number)
{
  CstNews *news;

  if (apply->is_first_sync)
    return;

  news = g_new0 (CstNews, 1);
  news->kind = kind;
  news->account = apply->account;
  news->order = g_strdup (order);
  news->incident = g_strdup (incident);
  news->number = g_strdup (number);
  g_ptr_array_add (apply->applied->news, news);
}

/* People know an incident, or else an order, by its number. */
static char *
number_of (Apply      *apply,
           const char *order,
           const char *incident)
{
  g_autoptr(CstIncident) about = incident != NULL ? cst_db_incident (apply->db, apply->account, incident, NULL) : NULL;
  g_autoptr(CstOrder) whole = NULL;

  if (about != NULL && about->number != NULL)
    return g_strdup (about->number);

  whole = cst_db_order (apply->db, apply->account, order, NULL);

  return g_strdup (whole != NULL && whole->number != NULL ? whole->number : order);
}

static void
touch (Apply      *apply,
       const char *order_id)
{
  if (order_id != NULL && !g_hash_table_contains (apply->touched, order_id))
    g_hash_table_insert (apply->touched, g_strdup (order_id), NULL);
}

static const char *
say (const char *text)
{
  return text != NULL ? text : "";
}

/* @sql: gives the version of (account, id). Connectors without versions say 0, which is always newer. */
static gboolean
is_newer (Apply       *apply,
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
  cst_stmt_bind_text (stmt, 4, say (order->number));
  cst_stmt_bind_text (stmt, 5, number_key);
  cst_stmt_bind_text (stmt, 6, say (order->customer.id));
  cst_stmt_bind_text (stmt, 7, say (order->customer.name));
  cst_stmt_bind_text (stmt, 8, customer_key);
  cst_stmt_bind_text (stmt, 9, say (order->customer.city));
  cst_stmt_bind_text (stmt, 10, say (order->customer.country));
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
static gboolean
apply_order (Apply           *apply,
             const CstOrder  *order,
             GError         **error)
{
  g_autofree char *body = NULL;
  g_autoptr(CstStmt) stmt = NULL;
  gboolean wanted = FALSE;
  gint64 known_at;

  if (!is_newer (apply, "SELECT version FROM orders WHERE account = ?1 AND id = ?2", order->id, order->version,
                 &wanted, error))
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

static int
count_photos (const CstIncident *incident)
{
  int n = 0;

  for (guint i = 0; i < incident->attachments->len; i++)
    {
      const CstAttachment *attachment = g_ptr_array_index (incident->attachments, i);

      if (attachment->status == CST_ATTACHMENT_AVAILABLE &&
          attachment->media_type != NULL && g_str_has_prefix (attachment->media_type, "image/"))
        n++;
    }

  return n;
}

static gboolean
write_attachments (Apply              *apply,
                   const CstIncident  *incident,
                   GError            **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (apply->db,
                                            "INSERT INTO attachments (account, id, incident, order_id, media_type,"
                                            " said_size, said_status, created_at, is_open)"
                                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
                                            " ON CONFLICT (account, id) DO UPDATE SET incident = ?3, order_id = ?4,"
                                            " media_type = ?5, said_size = ?6, said_status = ?7, created_at = ?8,"
                                            " is_open = ?9",
                                            error);

  if (stmt == NULL)
    return FALSE;

  for (guint i = 0; i < incident->attachments->len; i++)
    {
      const CstAttachment *attachment = g_ptr_array_index (incident->attachments, i);

      cst_stmt_bind_int (stmt, 1, apply->account);
      cst_stmt_bind_text (stmt, 2, attachment->id);
      cst_stmt_bind_text (stmt, 3, incident->id);
      cst_stmt_bind_text (stmt, 4, incident->order);
      cst_stmt_bind_text (stmt, 5, say (attachment->media_type));
      cst_stmt_bind_int (stmt, 6, attachment->size);
      cst_stmt_bind_int (stmt, 7, attachment->status);
      cst_stmt_bind_int (stmt, 8, attachment->created_at);
      cst_stmt_bind_int (stmt, 9, !cst_incident_is_settled (incident));
      if (!cst_db_run (apply->db, stmt, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_incident (Apply              *apply,
                const CstIncident  *incident,
                GError            **error)
{
  g_autofree char *body = cst_record_to_text (&cst_incident_type, incident);
  g_autofree char *number_key = cst_search_key (incident->number);
  g_autoptr(CstStmt) stmt = NULL;
  gint64 known_at;

  if (!cst_db_keep_version (apply->db, apply->account, CST_ENTITY_INCIDENT, incident->id, body, apply->now, &known_at,
                            error))
    return FALSE;

  stmt = cst_db_prepare (apply->db,
                         "INSERT INTO incidents (account, id, order_id, version, number, number_key, reason, handler,"
                         " state, contested, settled, reported_at, respond_by, resolve_by, waiting_for, waiting_since,"
                         " photos, photos_announced, body, known_at)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
                         " ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)"
                         " ON CONFLICT (account, id) DO UPDATE SET order_id = ?3, version = ?4, number = ?5,"
                         " number_key = ?6, reason = ?7, handler = ?8, state = ?9, contested = ?10, settled = ?11,"
                         " reported_at = ?12, respond_by = ?13, resolve_by = ?14, waiting_for = ?15,"
                         " waiting_since = ?16, photos = ?17, photos_announced = ?18, body = ?19,"
                         " known_at = ?20",
                         error);
  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, apply->account);
  cst_stmt_bind_text (stmt, 2, incident->id);
  cst_stmt_bind_text (stmt, 3, incident->order);
  cst_stmt_bind_int (stmt, 4, incident->version);
  cst_stmt_bind_text (stmt, 5, say (incident->number));
  cst_stmt_bind_text (stmt, 6, number_key);
  cst_stmt_bind_int (stmt, 7, incident->reason);
  cst_stmt_bind_int (stmt, 8, incident->handler);
  cst_stmt_bind_int (stmt, 9, incident->state);
  cst_stmt_bind_int (stmt, 10, incident->contested);
  cst_stmt_bind_int (stmt, 11, cst_incident_is_settled (incident));
  cst_stmt_bind_int (stmt, 12, incident->reported_at);
  cst_stmt_bind_int (stmt, 13, incident->respond_by);
  cst_stmt_bind_int (stmt, 14, incident->resolve_by);
  cst_stmt_bind_int (stmt, 15, incident->waiting_for);
  cst_stmt_bind_int (stmt, 16, incident->waiting_since);
  cst_stmt_bind_int (stmt, 17, count_photos (incident));
  cst_stmt_bind_int (stmt, 18, incident->photos_announced);
  cst_stmt_bind_text (stmt, 19, body);
  cst_stmt_bind_int (stmt, 20, known_at);

  return cst_db_run (apply->db, stmt, error) && write_attachments (apply, incident, error);
}

static guint
count_refused (const CstIncident *incident)
{
  guint n = 0;

  for (guint i = 0; i < incident->resolutions->len; i++)
    n += ((const CstResolution *) g_ptr_array_index (incident->resolutions, i))->state == CST_RESOLUTION_REFUSED;

  return n;
}

static void
note_incident_news (Apply             *apply,
                    const CstIncident *before,
                    const CstIncident *after)
{
  if (before == NULL)
    add_news (apply, CST_NEWS_INCIDENT, after->order, after->id, after->number);
  else if (after->contested_count > before->contested_count)
    add_news (apply, CST_NEWS_CONTESTED, after->order, after->id, after->number);

  if (before != NULL && count_refused (after) > count_refused (before))
    add_news (apply, CST_NEWS_RESOLUTION_REFUSED, after->order, after->id, after->number);
}

static gboolean
apply_incident (Apply              *apply,
                const CstIncident  *incident,
                GError            **error)
{
  g_autoptr(CstIncident) before = NULL;
  g_autoptr(GError) local_error = NULL;
  gboolean wanted = FALSE;

  if (!is_newer (apply, "SELECT version FROM incidents WHERE account = ?1 AND id = ?2", incident->id,
                 incident->version, &wanted, error))
    return FALSE;
  if (!wanted)
    return TRUE;

  before = cst_db_incident (apply->db, apply->account, incident->id, &local_error);
  if (before == NULL && !g_error_matches (local_error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (!write_incident (apply, incident, error) ||
      !cst_db_journal_add_incident (apply->db, apply->account, before, incident, apply->now, error))
    return FALSE;

  note_incident_news (apply, before, incident);
  if (before != NULL)
    touch (apply, before->order);
  touch (apply, incident->order);
  apply->applied->incidents++;

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

static gboolean
apply_thread (Apply            *apply,
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

  if (!is_newer (apply, "SELECT version FROM threads WHERE account = ?1 AND order_id = ?2", thread->order,
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
      g_autofree char *number = number_of (apply, thread->order, latest->incident);

      add_news (apply, CST_NEWS_REPLY, thread->order, latest->incident, number);
    }

  touch (apply, thread->order);
  apply->applied->threads++;

  return TRUE;
}

/* @sql: gives the order of (account, id). */
static gboolean
touch_order_of (Apply       *apply,
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
    touch (apply, cst_stmt_text (stmt, 0));

  return step != CST_STEP_ERROR;
}

static gboolean
touch_order_of_incident (Apply       *apply,
                         const char  *incident,
                         GError     **error)
{
  return touch_order_of (apply, "SELECT order_id FROM incidents WHERE account = ?1 AND id = ?2", incident, error);
}

static gboolean
touch_order_of_delivery (Apply       *apply,
                         const char  *delivery,
                         GError     **error)
{
  return touch_order_of (apply, "SELECT order_id FROM deliveries WHERE account = ?1 AND id = ?2", delivery, error);
}

static gboolean
apply_desk (Apply          *apply,
            const CstDesk  *desk,
            GError        **error)
{
  g_autofree char *body = NULL;
  g_autoptr(CstStmt) stmt = NULL;
  gboolean wanted = FALSE;
  gint64 known_at;

  if (!is_newer (apply, "SELECT version FROM desks WHERE account = ?1 AND incident = ?2", desk->incident,
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
note_delivery_news (Apply             *apply,
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
  news->number = after->number != NULL ? g_strdup (after->number) : number_of (apply, after->order, NULL);
  g_ptr_array_add (apply->applied->news, news);
}

static gboolean
apply_delivery (Apply              *apply,
                const CstDelivery  *delivery,
                GError            **error)
{
  g_autoptr(CstDelivery) before = NULL;
  g_autoptr(GError) local_error = NULL;
  CstDeliveryReason reason = CST_DELIVERY_REASON_UNKNOWN;
  gboolean has_new_code;
  gboolean wanted = FALSE;

  if (!is_newer (apply, "SELECT version FROM deliveries WHERE account = ?1 AND id = ?2", delivery->id,
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
    touch (apply, before->order);
  touch (apply, delivery->order);
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
close_attachments (Apply       *apply,
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

static gboolean
apply_deletion (Apply              *apply,
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
    touch (apply, deletion->id);
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

static gboolean
apply_info (Apply                 *apply,
            const CstAccountInfo  *info,
            GError               **error)
{
  g_autoptr(CstAccount) account = cst_db_account (apply->db, apply->account, error);

  if (account == NULL)
    return FALSE;

  if (cst_record_equal (&cst_account_info_type, &account->info, info))
    return TRUE;

  cst_record_assign (&cst_account_info_type, &account->info, info);

  return cst_db_save_account (apply->db, account, error) != 0;
}

static gboolean
write_cursor (Apply               *apply,
              const CstChangeSet  *changes,
              GError             **error)
{
  g_autoptr(CstStmt) stmt = NULL;

  if (changes->cursor == NULL)
    return TRUE;

  if (!(stmt = cst_db_prepare (apply->db,
                               "UPDATE accounts SET cursor = ?2, caught_up = caught_up OR ?3 WHERE id = ?1", error)))
    return FALSE;

  cst_stmt_bind_int (stmt, 1, apply->account);
  cst_stmt_bind_text (stmt, 2, changes->cursor);
  cst_stmt_bind_int (stmt, 3, !changes->has_more);

  return cst_db_run (apply->db, stmt, error);
}

static gboolean
refresh_touched (Apply   *apply,
                 GError **error)
{
  GHashTableIter iter;
  gpointer id;

  if (!cst_db_refresh_orders (apply->db, apply->account, apply->touched, error))
    return FALSE;

  g_hash_table_iter_init (&iter, apply->touched);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (apply->applied->touched, g_strdup (id));

  return TRUE;
}

static gboolean
read_first_sync (Apply   *apply,
                 GError **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (apply->db, "SELECT caught_up FROM accounts WHERE id = ?1", error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, apply->account);
  if ((step = cst_db_step (apply->db, stmt, error)) == CST_STEP_DONE)
    g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND, "The account is gone");
  apply->is_first_sync = step == CST_STEP_ROW && cst_stmt_int (stmt, 0) == 0;

  return step == CST_STEP_ROW;
}

static gboolean
apply_everything (Apply               *apply,
                  const CstChangeSet  *changes,
                  GError             **error)
{
  if (changes->info != NULL && !apply_info (apply, changes->info, error))
    return FALSE;

  for (guint i = 0; i < changes->orders->len; i++)
    if (!apply_order (apply, g_ptr_array_index (changes->orders, i), error))
      return FALSE;
  for (guint i = 0; i < changes->incidents->len; i++)
    if (!apply_incident (apply, g_ptr_array_index (changes->incidents, i), error))
      return FALSE;
  for (guint i = 0; i < changes->threads->len; i++)
    if (!apply_thread (apply, g_ptr_array_index (changes->threads, i), error))
      return FALSE;
  for (guint i = 0; i < changes->desks->len; i++)
    if (!apply_desk (apply, g_ptr_array_index (changes->desks, i), error))
      return FALSE;
  for (guint i = 0; i < changes->deliveries->len; i++)
    if (!apply_delivery (apply, g_ptr_array_index (changes->deliveries, i), error))
      return FALSE;
  for (guint i = 0; i < changes->deletions->len; i++)
    if (!apply_deletion (apply, g_ptr_array_index (changes->deletions, i), error))
      return FALSE;

  return cst_db_find_conflicts (apply->db, apply->account, apply->now, error) >= 0 &&
         refresh_touched (apply, error) && write_cursor (apply, changes, error);
}

static void
note_changes (Apply *apply)
{
  const CstApplied *applied = apply->applied;

  if (applied->touched->len > 0)
    cst_db_note_change (apply->db, CST_CHANGED_ORDERS);
  if (applied->incidents + applied->desks + applied->threads + applied->deletions > 0)
    cst_db_note_change (apply->db, CST_CHANGED_INCIDENTS | CST_CHANGED_FILES);
  if (applied->threads + applied->deletions > 0)
    cst_db_note_change (apply->db, CST_CHANGED_THREADS);
  if (applied->desks + applied->deletions > 0)
    cst_db_note_change (apply->db, CST_CHANGED_DESKS);
  if (applied->touched->len > 0)
    cst_db_note_change (apply->db, CST_CHANGED_DELIVERIES);
}

/**
 * cst_db_apply_change_set:
 * @db: a writer inside a transaction
 * @changes: one page of what the marketplace says; what is about erased customers is blanked in place
 * @now: seconds since 1970
 * @applied: (out) (optional) (transfer full): what of it was new
 *
 * Writes one page and its cursor. Applying the same page again changes nothing.
 */
gboolean
cst_db_apply_change_set (CstDb               *db,
                         gint64               account,
                         const CstChangeSet  *changes,
                         gint64               now,
                         CstApplied         **applied,
                         GError             **error)
{
  g_autoptr(CstApplied) result = applied_new ();
  g_autoptr(GHashTable) touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Apply apply = { .db = db, .account = account, .now = now, .applied = result, .touched = touched };

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  if (!cst_db_scrub_change_set (db, account, changes, error) ||
      !read_first_sync (&apply, error) || !apply_everything (&apply, changes, error))
    return FALSE;

  note_changes (&apply);
  if (applied != NULL)
    *applied = g_steal_pointer (&result);

  return TRUE;
}
