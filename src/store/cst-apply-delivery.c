/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-apply-delivery.h"

#include "cst-search.h"
#include "cst-util.h"

static void
bind_key (CstStmt    *stmt,
          int         index,
          const char *text)
{
  g_autofree char *key = cst_search_key (text);

  cst_stmt_bind_text (stmt, index, key);
}

static gboolean
was_answered (const CstDelivery *delivery)
{
  for (guint i = 0; i < delivery->events->len; i++)
    {
      const CstDeliveryEvent *event = g_ptr_array_index (delivery->events, i);

      if (event->actor == CST_PARTY_BRAND && event->answer != NULL)
        return TRUE;
    }

  return delivery->answered_at != 0;
}

static void
bind_delivery (CstStmt           *stmt,
               const CstDelivery *delivery,
               CstDeliveryReason  reason)
{
  g_autofree char *body = cst_record_to_text (&cst_delivery_type, delivery);
  int i = 2;

  cst_stmt_bind_text (stmt, i++, delivery->id);
  cst_stmt_bind_text (stmt, i++, cst_str_or_empty (delivery->order));
  cst_stmt_bind_int (stmt, i++, delivery->version);
  cst_stmt_bind_text (stmt, i++, cst_str_or_empty (delivery->number));
  bind_key (stmt, i++, delivery->number);
  cst_stmt_bind_text (stmt, i++, cst_str_or_empty (delivery->tracking_number));
  bind_key (stmt, i++, delivery->tracking_number);
  cst_stmt_bind_text (stmt, i++, cst_str_or_empty (delivery->carrier));
  bind_key (stmt, i++, delivery->carrier);
  cst_stmt_bind_int (stmt, i++, delivery->state);
  cst_stmt_bind_int (stmt, i++, cst_delivery_get_tab (delivery));
  cst_stmt_bind_int (stmt, i++, reason);
  cst_stmt_bind_int (stmt, i++, delivery->reason);
  cst_stmt_bind_text (stmt, i++, cst_str_or_empty (delivery->code_source));
  cst_stmt_bind_text (stmt, i++, cst_str_or_empty (delivery->reason_code));
  cst_stmt_bind_text (stmt, i++, cst_str_or_empty (delivery->reason_label));
  cst_stmt_bind_text (stmt, i++, cst_str_or_empty (delivery->type_code));
  cst_stmt_bind_int (stmt, i++, delivery->phase);
  cst_stmt_bind_int (stmt, i++, delivery->allowed);
  cst_stmt_bind_int (stmt, i++, cst_delivery_count_attempts (delivery));
  cst_stmt_bind_int (stmt, i++, delivery->distance_m);
  cst_stmt_bind_text (stmt, i++, cst_str_or_empty (delivery->recipient.name));
  bind_key (stmt, i++, delivery->recipient.name);
  cst_stmt_bind_text (stmt, i++, cst_str_or_empty (delivery->recipient.phone));
  cst_stmt_bind_text (stmt, i++, cst_str_or_empty (delivery->recipient.city));
  bind_key (stmt, i++, delivery->recipient.city);
  cst_stmt_bind_text (stmt, i++, cst_str_or_empty (delivery->recipient.country));
  cst_stmt_bind_int (stmt, i++, delivery->cod);
  cst_stmt_bind_text (stmt, i++, delivery->currency);
  cst_stmt_bind_int (stmt, i++, delivery->opened_at);
  cst_stmt_bind_int (stmt, i++, delivery->updated_at);
  cst_stmt_bind_int (stmt, i++, delivery->answered_at);
  cst_stmt_bind_int (stmt, i++, delivery->replied_at);
  cst_stmt_bind_int (stmt, i++, delivery->delivered_at);
  cst_stmt_bind_int (stmt, i++, delivery->settled_at);
  cst_stmt_bind_int (stmt, i++, was_answered (delivery));
  cst_stmt_bind_text (stmt, i++, cst_str_or_empty (delivery->recipient.postal_code));
  cst_stmt_bind_text (stmt, i++, body);
}

/**
 * cst_db_write_delivery:
 * @db: a writer inside a transaction
 * @reason: what its code means, see cst_db_find_reason()
 *
 * Stores what the carrier says. What stands above it (an answer of ours, calls, the order's number) is the overlay's.
 */
gboolean
cst_db_write_delivery (CstDb              *db,
                       gint64              account,
                       const CstDelivery  *delivery,
                       CstDeliveryReason   reason,
                       GError            **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "INSERT INTO deliveries (account, id, order_id, version, number, number_key, tracking,"
                    " tracking_key, carrier, carrier_key, state, tab, reason, said_reason, code_source, code,"
                    " code_label, type_code, phase, allowed, attempts, distance_m, recipient, recipient_key, phone,"
                    " city, city_key, country, cod, currency, opened_at, updated_at, answered_at, replied_at,"
                    " delivered_at, settled_at, was_answered, postal_code, body)"
                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,"
                    " ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38,"
                    " ?39)"
                    " ON CONFLICT (account, id) DO UPDATE SET order_id = ?3, version = ?4, number = ?5,"
                    " number_key = ?6, tracking = ?7, tracking_key = ?8, carrier = ?9, carrier_key = ?10,"
                    " state = ?11, tab = ?12, reason = ?13, said_reason = ?14, code_source = ?15, code = ?16,"
                    " code_label = ?17, type_code = ?18, phase = ?19, allowed = ?20, attempts = ?21,"
                    " distance_m = ?22, recipient = ?23, recipient_key = ?24, phone = ?25, city = ?26,"
                    " city_key = ?27, country = ?28, cod = ?29, currency = ?30, opened_at = ?31, updated_at = ?32,"
                    " answered_at = ?33, replied_at = ?34, delivered_at = ?35, settled_at = ?36, was_answered = ?37,"
                    " postal_code = ?38, body = ?39",
                    error);

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  bind_delivery (stmt, delivery, reason);

  return cst_db_run (db, stmt, error);
}

static char *
search_words (const CstDelivery *delivery,
              const char        *order_number)
{
  g_autofree char *words =
    g_strjoin (" ", cst_str_or_empty (delivery->number), cst_str_or_empty (order_number),
               cst_str_or_empty (delivery->order), cst_str_or_empty (delivery->tracking_number),
               cst_str_or_empty (delivery->carrier), cst_str_or_empty (delivery->reason_code),
               cst_str_or_empty (delivery->reason_label), cst_str_or_empty (delivery->recipient.name),
               cst_str_or_empty (delivery->recipient.city), cst_str_or_empty (delivery->recipient.postal_code),
               cst_str_or_empty (delivery->recipient.phone), NULL);

  return cst_str_fold (words);
}

/**
 * cst_db_index_delivery:
 * @db: a writer inside a transaction
 * @order_number: (nullable): its order's number, as people know it
 *
 * The words by which it is found; written only when they changed.
 */
gboolean
cst_db_index_delivery (CstDb              *db,
                       gint64              account,
                       const CstDelivery  *delivery,
                       const char         *order_number,
                       GError            **error)
{
  g_autofree char *words = search_words (delivery, order_number);
  g_autoptr(CstStmt) known = NULL;
  g_autoptr(CstStmt) stmt = NULL;
  CstStep step;

  if (!(known = cst_db_prepare (db,
                                "SELECT d.row, s.words FROM deliveries d LEFT JOIN delivery_search s ON s.rowid = d.row"
                                " WHERE d.account = ?1 AND d.id = ?2",
                                error)))
    return FALSE;

  cst_stmt_bind_int (known, 1, account);
  cst_stmt_bind_text (known, 2, delivery->id);
  if ((step = cst_db_step (db, known, error)) != CST_STEP_ROW)
    return step == CST_STEP_DONE;
  if (g_strcmp0 (cst_stmt_text (known, 1), words) == 0)
    return TRUE;

  stmt = cst_db_prepare (db,
                         cst_stmt_text (known, 1) != NULL
                         ? "UPDATE delivery_search SET words = ?2 WHERE rowid = ?1"
                         : "INSERT INTO delivery_search (rowid, words) VALUES (?1, ?2)",
                         error);
  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, cst_stmt_int (known, 0));
  cst_stmt_bind_text (stmt, 2, words);

  return cst_db_run (db, stmt, error);
}
