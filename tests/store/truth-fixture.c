/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "truth-fixture.h"

#include "cst-overlay.h"

/* One line of 12 tea cups at 4.50 EUR without tax, sold to the Papeterie du Nord in Lille. */
CstOrder *
make_order (const char     *id,
            gint64          version,
            CstOrderStatus  status)
{
  CstOrder *order = cst_order_new ();
  CstOrderLine *line = cst_record_new (&cst_order_line_type);

  order->id = g_strdup (id);
  order->number = g_strdup_printf ("OC-%s", id);
  order->version = version;
  order->status = status;
  order->placed_at = FIXTURE_NOW - 86400;
  order->customer.id = g_strdup ("c1");
  order->customer.name = g_strdup ("Papeterie du Nord");
  order->customer.city = g_strdup ("Lille");
  order->customer.country = g_strdup ("FR");
  order->amounts = (CstAmounts) { "EUR", CST_TAX_EXCLUDED, 5400, 600, 1200, 7200 };
  g_strlcpy (order->payout.currency, "EUR", sizeof order->payout.currency);
  line->id = g_strdup ("l1");
  line->sku = g_strdup ("CUP-12");
  line->title = g_strdup ("Tasse à œuf");
  line->quantity = 12;
  line->delivered = 12;
  line->unit_price = 450;
  g_ptr_array_add (order->lines, line);

  return order;
}

/* Two cups damaged, reported two hours ago, ours to answer. */
CstIncident *
make_incident (const char       *id,
               const char       *order,
               gint64            version,
               CstIncidentState  state)
{
  CstIncident *incident = cst_incident_new ();
  CstLineQuantity *line = cst_record_new (&cst_line_quantity_type);

  incident->id = g_strdup (id);
  incident->number = g_strdup_printf ("P-%s", id);
  incident->order = g_strdup (order);
  incident->version = version;
  incident->reason = CST_REASON_DAMAGED;
  incident->handler = CST_HANDLER_BRAND;
  incident->state = state;
  incident->reported_at = FIXTURE_NOW - 7200;
  incident->waiting_for = state == CST_INCIDENT_SUBMITTED ? CST_PARTY_BRAND : CST_PARTY_CUSTOMER;
  incident->waiting_since = incident->reported_at;
  incident->description = g_strdup ("Arrived broken");
  line->line = g_strdup ("l1");
  line->quantity = 2;
  g_ptr_array_add (incident->lines, line);

  return incident;
}

CstThread *
make_thread (const char *order,
             gint64      version)
{
  CstThread *thread = cst_thread_new ();

  thread->order = g_strdup (order);
  thread->version = version;

  return thread;
}

CstMessage *
add_message (CstThread  *thread,
             const char *id,
             CstParty    author,
             const char *body)
{
  CstMessage *message = cst_record_new (&cst_message_type);

  message->id = g_strdup (id);
  message->author = author;
  message->body = g_strdup (body);
  g_ptr_array_add (thread->messages, message);

  return message;
}

static gpointer
save_account_func (CstDb         *db,
                   gpointer       request,
                   GCancellable  *cancellable,
                   GError       **error)
{
  return GSIZE_TO_POINTER ((gsize) cst_db_save_account (db, request, error));
}

gint64
add_account (Fixture    *fixture,
             const char *name)
{
  g_autoptr(CstAccount) account = cst_account_new ();

  account->name = g_strdup (name);
  account->connector = g_strdup ("constat");

  return (gint64) GPOINTER_TO_SIZE (fixture_run (fixture, save_account_func, account));
}

typedef struct
{
  gint64        account;
  CstChangeSet *changes;
} ApplyRequest;

static gpointer
apply_func (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  ApplyRequest *wanted = request;
  CstApplied *applied = NULL;

  cst_db_apply_change_set (db, wanted->account, wanted->changes, FIXTURE_NOW, &applied, error);

  return applied;
}

/* @changes: (transfer none) */
CstApplied *
apply (Fixture      *fixture,
       gint64        account,
       CstChangeSet *changes)
{
  ApplyRequest request = { account, changes };

  return fixture_run (fixture, apply_func, &request);
}

/* @order: (transfer full) */
void
apply_order (Fixture  *fixture,
             gint64    account,
             CstOrder *order)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();

  g_ptr_array_add (changes->orders, order);
  cst_applied_free (apply (fixture, account, changes));
}

/* @incident: (transfer full) */
void
apply_incident (Fixture     *fixture,
                gint64       account,
                CstIncident *incident)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();

  g_ptr_array_add (changes->incidents, incident);
  cst_applied_free (apply (fixture, account, changes));
}

static gpointer
add_operation_func (CstDb         *db,
                    gpointer       request,
                    GCancellable  *cancellable,
                    GError       **error)
{
  CstOperation *operation = request;
  g_autofree char *body = cst_record_to_text (&cst_operation_type, operation);
  g_autoptr(CstStmt) stmt = cst_db_prepare (db,
                                            "INSERT INTO operations (account, key, kind, state, order_id, incident,"
                                            " created_at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
                                            " ON CONFLICT (key) DO UPDATE SET state = ?4, body = ?8",
                                            error);

  g_assert_nonnull (stmt);
  cst_stmt_bind_int (stmt, 1, operation->account);
  cst_stmt_bind_text (stmt, 2, operation->key);
  cst_stmt_bind_int (stmt, 3, operation->kind);
  cst_stmt_bind_int (stmt, 4, operation->state);
  cst_stmt_bind_text (stmt, 5, operation->order);
  cst_stmt_bind_text (stmt, 6, operation->incident);
  cst_stmt_bind_int (stmt, 7, FIXTURE_NOW);
  cst_stmt_bind_text (stmt, 8, body);
  cst_db_note_change (db, CST_CHANGED_OPERATIONS | CST_CHANGED_INCIDENTS | CST_CHANGED_ORDERS);
  if (!cst_db_run (db, stmt, error))
    return NULL;

  operation->id = cst_db_last_id (db);

  return GINT_TO_POINTER (cst_db_refresh_order (db, operation->account, operation->order, error));
}

/* Puts the operation there in any state, without asking whether it may be. */
gint64
add_operation (Fixture           *fixture,
               CstOperation      *operation,
               CstOperationState  state)
{
  operation->state = state;
  fixture_run (fixture, add_operation_func, operation);

  return operation->id;
}
