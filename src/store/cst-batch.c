/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-batch.h"

#include <glib/gi18n-lib.h>

#include "cst-operations.h"
#include "cst-quantities.h"

/* C3: many decisions at once. One transaction holds them all, so that a computer that goes out decides all or none; a
 * row that the truth does not allow stands back and says why, the others go. What leaves afterwards goes through the
 * outbox like any other decision: each once. */

static void
row_free (gpointer data)
{
  CstBatchRow *row = data;

  cst_operation_free (row->operation);
  g_clear_error (&row->problem);
  g_free (row);
}

/**
 * cst_batch_new:
 *
 * Returns: (transfer full) (element-type CstBatchRow): no rows yet
 */
GPtrArray *
cst_batch_new (void)
{
  return g_ptr_array_new_with_free_func (row_free);
}

/**
 * cst_batch_add:
 * @operation: (transfer full): a complete operation, with who decides
 */
void
cst_batch_add (GPtrArray    *rows,
               CstOperation *operation)
{
  CstBatchRow *row = g_new0 (CstBatchRow, 1);

  row->operation = operation;
  g_ptr_array_add (rows, row);
}

/**
 * cst_batch_copy:
 *
 * Returns: (transfer full) (element-type CstBatchRow): the same
 */
GPtrArray *
cst_batch_copy (GPtrArray *rows)
{
  GPtrArray *copy = cst_batch_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      const CstBatchRow *row = g_ptr_array_index (rows, i);

      cst_batch_add (copy, cst_operation_copy (row->operation));
      if (row->problem != NULL)
        ((CstBatchRow *) g_ptr_array_index (copy, i))->problem = g_error_copy (row->problem);
    }

  return copy;
}

/* What a person has to look at; anything else is this computer's trouble and stops everything. */
static gboolean
is_about_row (const GError *error)
{
  return error->domain == CST_DECIDE_ERROR || error->domain == CST_QUANTITY_ERROR ||
         g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED) ||
         g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_MOVED) ||
         g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND);
}

static gboolean
take_problem (CstBatchRow  *row,
              GError       *problem,
              GError      **error)
{
  g_clear_error (&row->problem);
  if (is_about_row (problem))
    {
      row->problem = problem;
      return TRUE;
    }

  g_propagate_error (error, problem);

  return FALSE;
}

/* Two rows about one delivery incident: the second would find the first on its way. */
static gboolean
is_there_before (GPtrArray *rows,
                 guint      index)
{
  const CstOperation *operation = ((CstBatchRow *) g_ptr_array_index (rows, index))->operation;

  for (guint i = 0; i < index; i++)
    {
      const CstBatchRow *before = g_ptr_array_index (rows, i);

      if (before->problem == NULL && before->operation->account == operation->account &&
          before->operation->kind == operation->kind && operation->delivery != NULL &&
          g_strcmp0 (before->operation->delivery, operation->delivery) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * cst_db_batch_check:
 * @rows: (inout) (element-type CstBatchRow): get their problems
 *
 * The rehearsal: what cst_db_batch_decide() would do now. Writes nothing.
 */
gboolean
cst_db_batch_check (CstDb      *db,
                    GPtrArray  *rows,
                    gint64      now,
                    GError    **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      CstBatchRow *row = g_ptr_array_index (rows, i);
      GError *problem = NULL;

      row->operation->created_at = now;
      g_clear_error (&row->problem);
      if (is_there_before (rows, i))
        problem = g_error_new (CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED, "%s",
                               _("It is there twice: an answer to this delivery incident stands in a row before."));
      if ((problem != NULL || !cst_db_check_decision (db, row->operation, &problem)) &&
          !take_problem (row, problem, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cst_db_batch_decide:
 * @db: a writer inside a transaction
 * @rows: (inout) (element-type CstBatchRow): get their ids, or why not
 *
 * cst_db_decide() for each. A row with a problem is left out.
 */
gboolean
cst_db_batch_decide (CstDb      *db,
                     GPtrArray  *rows,
                     gint64      now,
                     int         hold_s,
                     GError    **error)
{
  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  for (guint i = 0; i < rows->len; i++)
    {
      CstBatchRow *row = g_ptr_array_index (rows, i);
      GError *problem = NULL;

      g_clear_error (&row->problem);
      if (cst_db_decide (db, row->operation, now, hold_s, NULL, &problem) == 0 && !take_problem (row, problem, error))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  GPtrArray *rows;
  gint64     now;
  int        hold_s;
} Request;

static Request *
request_new (GPtrArray *rows,
             gint64     now,
             int        hold_s)
{
  Request *request = g_new0 (Request, 1);

  request->rows = cst_batch_copy (rows);
  request->now = now;
  request->hold_s = hold_s;

  return request;
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_ptr_array_unref (request->rows);
  g_free (request);
}

static gpointer
check_func (CstDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Request *request = data;

  return cst_db_batch_check (db, request->rows, request->now, error) ? g_ptr_array_ref (request->rows) : NULL;
}

static gpointer
decide_func (CstDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Request *request = data;

  return cst_db_batch_decide (db, request->rows, request->now, request->hold_s, error)
         ? g_ptr_array_ref (request->rows) : NULL;
}

/**
 * cst_store_batch_check_async:
 *
 * cst_db_batch_check() on the query thread. The rows given stay as they are; finish gives copies.
 */
void
cst_store_batch_check_async (CstStore            *store,
                             GPtrArray           *rows,
                             gint64               now,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  cst_store_query_async (store, check_func, request_new (rows, now, 0), request_free,
                         (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
cst_store_batch_check_finish (CstStore      *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return cst_store_query_finish (store, result, error);
}

/**
 * cst_store_batch_decide_async:
 *
 * cst_db_batch_decide() for the main thread. The rows given stay as they are; finish gives copies.
 */
void
cst_store_batch_decide_async (CstStore            *store,
                              GPtrArray           *rows,
                              gint64               now,
                              int                  hold_s,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  cst_store_run_async (store, decide_func, request_new (rows, now, hold_s), request_free,
                       (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
cst_store_batch_decide_finish (CstStore      *store,
                               GAsyncResult  *result,
                               GError       **error)
{
  return cst_store_run_finish (store, result, error);
}
