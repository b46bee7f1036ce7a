/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-bulk.h"

#include <glib/gi18n.h>

#include "cst-batch.h"
#include "cst-delivery-case.h"
#include "cst-drafts.h"
#include "cst-operations.h"
#include "cst-people.h"
#include "cst-rows.h"
#include "cst-settings.h"
#include "cst-util.h"

/* Answering many incidents (C3). The store decides them in one transaction; what was confirmed is written down with the
 * key of each operation, so that what became of every row can be read at any later time. */

static const CstField cst_bulk_row_fields[] = {
  CST_FIELD (CstBulkRow, account, INT64),
  CST_FIELD (CstBulkRow, delivery, STRING),
  CST_FIELD (CstBulkRow, order, STRING),
  CST_FIELD (CstBulkRow, key, STRING),
  CST_FIELD (CstBulkRow, problem, STRING),
  CST_FIELD (CstBulkRow, number, STRING),
  CST_FIELD (CstBulkRow, customer, STRING),
  CST_FIELD (CstBulkRow, operation, INT64),
  CST_FIELD_OF (CstBulkRow, state, ENUM, cst_operation_state_type),
  CST_FIELD (CstBulkRow, last_problem, STRING),
};

static CST_DEFINE_RECORD_TYPE (cst_bulk_row, CstBulkRow, "bulk row");

static const CstField cst_bulk_fields[] = {
  CST_FIELD (CstBulk, at, INT64),
  CST_FIELD_OF (CstBulk, answer, OPTIONAL, cst_delivery_answer_type),
  CST_FIELD_OF (CstBulk, rows, RECORDS, cst_bulk_row_type),
};

static CST_DEFINE_RECORD_TYPE (cst_bulk, CstBulk, "bulk answer");

/**
 * cst_bulk_new:
 * @refs: (element-type CstDeliveryRef)
 *
 * Returns: (transfer full): nothing rehearsed, nothing decided
 */
CstBulk *
cst_bulk_new (const CstDeliveryAnswer *answer,
              const GPtrArray         *refs)
{
  CstBulk *self = cst_record_new (&cst_bulk_type);

  self->answer = cst_record_dup (&cst_delivery_answer_type, answer);
  for (guint i = 0; i < refs->len; i++)
    {
      const CstDeliveryRef *ref = g_ptr_array_index (refs, i);
      CstBulkRow *row = cst_record_new (&cst_bulk_row_type);

      row->account = ref->account;
      row->delivery = g_strdup (ref->delivery);
      row->key = cst_operation_new_key ();
      g_ptr_array_add (self->rows, row);
    }

  return self;
}

void
cst_bulk_free (CstBulk *self)
{
  cst_record_free (&cst_bulk_type, self);
}

/**
 * cst_bulk_count_good:
 *
 * Returns: how many incidents get the answer
 */
guint
cst_bulk_count_good (const CstBulk *self)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += ((const CstBulkRow *) g_ptr_array_index (self->rows, i))->problem == NULL;

  return n;
}

guint
cst_bulk_count_state (const CstBulk     *self,
                      CstOperationState  state)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += ((const CstBulkRow *) g_ptr_array_index (self->rows, i))->state == state;

  return n;
}

/* ── On the store’s threads ────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CstBulk *bulk; /* (owned) (nullable) */
  gint64   now;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->bulk, cst_bulk_free);
  g_free (request);
}

static char *
draft_key (void)
{
  return cst_draft_key (0, "deliveries", NULL, "bulk");
}

/* What a row is called comes from the store each time: what is kept holds no name. */
static void
read_name (CstDb      *db,
           CstBulkRow *row)
{
  gint64 id = cst_db_find_row (db, CST_LIST_DELIVERIES, row->account, row->delivery);
  g_autoptr(CstRow) found = id != 0 ? cst_db_load_row (db, CST_LIST_DELIVERIES, id, NULL) : NULL;
  const CstDeliveryRowData *data = found != NULL ? cst_delivery_row_get_data (CST_DELIVERY_ROW (found)) : NULL;

  if (data == NULL)
    return;

  cst_set_str (&row->number, !cst_str_is_blank (data->order_number) ? data->order_number : data->number);
  cst_set_str (&row->customer, data->recipient);
  cst_set_str (&row->order, data->order);
}

/* Rows that have a problem already stay out. */
static GPtrArray *
new_batch (const CstBulk   *bulk,
           const CstPerson *person)
{
  GPtrArray *batch = cst_batch_new ();

  for (guint i = 0; i < bulk->rows->len; i++)
    {
      const CstBulkRow *row = g_ptr_array_index (bulk->rows, i);
      CstOperation *operation;

      if (row->problem != NULL)
        continue;

      operation = cst_operation_new (CST_OPERATION_DELIVERY_ANSWER, row->account, row->order, NULL);
      cst_set_str (&operation->key, row->key);
      operation->delivery = g_strdup (row->delivery);
      operation->answer = cst_record_dup (&cst_delivery_answer_type, bulk->answer);
      if (person != NULL)
        {
          operation->person = g_strdup (person->id);
          operation->person_name = g_strdup (person->name);
        }
      cst_batch_add (batch, operation);
    }

  return batch;
}

/* Batch and bulk have the rows without a problem in the same order. */
static void
take_problems (CstBulk   *bulk,
               GPtrArray *batch)
{
  guint at = 0;

  for (guint i = 0; i < bulk->rows->len; i++)
    {
      CstBulkRow *row = g_ptr_array_index (bulk->rows, i);
      const CstBatchRow *decided;

      if (row->problem != NULL)
        continue;

      decided = g_ptr_array_index (batch, at++);
      if (decided->problem != NULL)
        row->problem = g_strdup (decided->problem->message);
    }
}

/* Query thread. */
static gpointer
rehearse (CstDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Request *request = data;
  g_autoptr(GPtrArray) batch = NULL;

  for (guint i = 0; i < request->bulk->rows->len; i++)
    {
      CstBulkRow *row = g_ptr_array_index (request->bulk->rows, i);

      read_name (db, row);
      g_clear_pointer (&row->problem, g_free);
    }
  batch = new_batch (request->bulk, NULL);
  if (!cst_db_batch_check (db, batch, request->now, error))
    return NULL;
  take_problems (request->bulk, batch);

  return g_steal_pointer (&request->bulk);
}

static gint64
find_operation (CstDb      *db,
                const char *key)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT id FROM operations WHERE key = ?1", NULL);

  if (stmt == NULL)
    return 0;

  cst_stmt_bind_text (stmt, 1, key);

  return cst_db_step (db, stmt, NULL) == CST_STEP_ROW ? cst_stmt_int (stmt, 0) : 0;
}

/* Names do not outlive the customer’s erasure: only ids are kept (R12). */
static gboolean
keep (CstDb          *db,
      const CstBulk  *bulk,
      gint64          now,
      GError        **error)
{
  g_autoptr(CstBulk) copy = cst_record_dup (&cst_bulk_type, bulk);
  g_autofree char *key = draft_key ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < copy->rows->len; i++)
    {
      CstBulkRow *row = g_ptr_array_index (copy->rows, i);

      g_clear_pointer (&row->customer, g_free);
      g_clear_pointer (&row->number, g_free);
    }
  text = cst_record_to_text (&cst_bulk_type, copy);

  return cst_db_save_draft (db, key, text, now, error);
}

static CstBulk *
read_kept (CstDb   *db,
           GError **error)
{
  g_autofree char *key = draft_key ();
  g_autofree char *text = cst_db_draft (db, key, error);
  g_autoptr(CstBulk) bulk = NULL;

  if (text == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("Nothing was answered in one go yet."));
      return NULL;
    }

  bulk = cst_record_new (&cst_bulk_type);
  if (!cst_record_from_text (&cst_bulk_type, bulk, text, error))
    return NULL;

  return g_steal_pointer (&bulk);
}

static void
look_at_row (CstDb      *db,
             CstBulkRow *row)
{
  g_autoptr(CstOperation) operation = NULL;

  read_name (db, row);
  row->operation = find_operation (db, row->key);
  operation = row->operation != 0 ? cst_db_operation (db, row->operation, NULL) : NULL;
  row->state = operation != NULL ? operation->state : CST_OPERATION_STATE_NONE;
  cst_set_str (&row->last_problem, operation != NULL ? operation->last_problem : NULL);
}

/* Query thread. */
static gpointer
look (CstDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr(CstBulk) bulk = read_kept (db, error);

  for (guint i = 0; bulk != NULL && i < bulk->rows->len; i++)
    look_at_row (db, g_ptr_array_index (bulk->rows, i));

  return g_steal_pointer (&bulk);
}

/* Store thread: all of them in one transaction. */
static gpointer
run (CstDb         *db,
     gpointer       data,
     GCancellable  *cancellable,
     GError       **error)
{
  Request *request = data;
  g_autoptr(CstPerson) person = cst_db_current_person (db, NULL);
  g_autoptr(CstBulk) bulk = g_steal_pointer (&request->bulk);
  g_autoptr(GPtrArray) batch = new_batch (bulk, person);
  gint64 hold = cst_db_setting_int (db, CST_SETTING_UNDO_WINDOW, CST_UNDO_WINDOW_DEFAULT);

  bulk->at = request->now;
  if (!keep (db, bulk, request->now, error) ||
      !cst_db_batch_decide (db, batch, request->now, (int) hold, error))
    return NULL;

  take_problems (bulk, batch);
  if (!keep (db, bulk, request->now, error))
    return NULL;
  for (guint i = 0; i < bulk->rows->len; i++)
    look_at_row (db, g_ptr_array_index (bulk->rows, i));

  return g_steal_pointer (&bulk);
}

/* Store thread: takes back what has not left yet. */
static gpointer
undo (CstDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const Request *request = data;
  g_autoptr(CstPerson) person = cst_db_current_person (db, NULL);
  g_autoptr(CstBulk) bulk = read_kept (db, error);

  for (guint i = 0; bulk != NULL && i < bulk->rows->len; i++)
    {
      CstBulkRow *row = g_ptr_array_index (bulk->rows, i);

      look_at_row (db, row);
      if (row->state == CST_OPERATION_HELD || row->state == CST_OPERATION_QUEUED)
        cst_db_undo_operation (db, row->operation, person != NULL ? person->id : NULL, request->now, NULL);
      look_at_row (db, row);
    }

  return g_steal_pointer (&bulk);
}

/* ── From the main thread ──────────────────────────────────────────────────────────────────────── */

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  CstBulk *bulk = cst_store_run_finish (CST_STORE (object), result, &error);

  if (bulk == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  cst_context_poke (g_task_get_source_object (task));
  g_task_return_pointer (task, bulk, (GDestroyNotify) cst_bulk_free);
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  CstBulk *bulk = cst_store_query_finish (CST_STORE (object), result, &error);

  if (bulk == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, bulk, (GDestroyNotify) cst_bulk_free);
}

static void
start (CstContext          *context,
       CstBulk             *bulk,
       CstDbFunc            func,
       gboolean             writes,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  GTask *task = g_task_new (context, cancellable, callback, user_data);
  CstStore *store = cst_context_get_store (context);
  Request *request = g_new0 (Request, 1);

  g_task_set_source_tag (task, start);
  request->bulk = bulk;
  request->now = cst_context_now (context);
  if (writes)
    cst_store_run_async (store, func, request, request_free, (GDestroyNotify) cst_bulk_free, cancellable, ran_cb, task);
  else
    cst_store_query_async (store, func, request, request_free, (GDestroyNotify) cst_bulk_free, cancellable, asked_cb,
                           task);
}

/**
 * cst_bulk_rehearse_async:
 * @bulk: (transfer full)
 *
 * Finds out, without sending anything, to which of them the answer can be given and why not to the others.
 */
void
cst_bulk_rehearse_async (CstContext          *context,
                         CstBulk             *bulk,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  start (context, bulk, rehearse, FALSE, cancellable, callback, user_data);
}

/**
 * cst_bulk_run_async:
 * @bulk: (transfer full): as it was rehearsed and confirmed
 *
 * Writes it down, then decides it in one go: all that can be, or, should the computer go out, none.
 */
void
cst_bulk_run_async (CstContext          *context,
                    CstBulk             *bulk,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  start (context, bulk, run, TRUE, NULL, callback, user_data);
}

/**
 * cst_bulk_look_async:
 *
 * Reads what became of the last one.
 */
void
cst_bulk_look_async (CstContext          *context,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  start (context, NULL, look, FALSE, cancellable, callback, user_data);
}

/**
 * cst_bulk_undo_async:
 *
 * Takes back all that has not left yet.
 */
void
cst_bulk_undo_async (CstContext          *context,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  start (context, NULL, undo, TRUE, NULL, callback, user_data);
}

/**
 * cst_bulk_finish:
 *
 * Returns: (transfer full) (nullable): the rows as they are now; %NULL with %G_IO_ERROR_NOT_FOUND when there never was
 *   one
 */
CstBulk *
cst_bulk_finish (CstContext    *context,
                 GAsyncResult  *result,
                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, context), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, start), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
