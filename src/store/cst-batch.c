/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-batch.h"

#include <glib/gi18n-lib.h>

#include "cst-operations.h"

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

static gboolean
take_problem (CstBatchRow  *row,
              GError       *problem,
              GError      **error)
{
  g_clear_error (&row->problem);
  if (cst_decide_is_refusal (problem))
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
