/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-operation-act.h"

#include "cst-operations.h"
#include "cst-outbox-redo.h"

/* What a person can do with an operation that waits or failed, in the person's name. */

typedef struct
{
  CstOperationAct  act;
  gint64        operation;
  char         *person; /* (owned) (nullable) */
  gint64        now;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->person);
  g_free (request);
}

static gboolean
carry_out (CstDb          *db,
           const Request  *what,
           GError        **error)
{
  switch (what->act)
    {
    case CST_ACT_UNDO:
      return cst_db_undo_operation (db, what->operation, what->person, what->now, error);
    case CST_ACT_TRY:
      return cst_db_retry_operation (db, what->operation, what->person, what->now, error);
    case CST_ACT_ARRIVED:
      return cst_db_settle_operation (db, what->operation, CST_OPERATION_CONFIRMED, what->person, what->now, error);
    case CST_ACT_SET_ASIDE:
      return cst_db_settle_operation (db, what->operation, CST_OPERATION_CANCELLED, what->person, what->now, error);
    case CST_ACT_REDO:
    default:
      return cst_outbox_redo (db, what->operation, what->person, what->now, error);
    }
}

/* Store thread. */
static gpointer
carry_out_job (CstDb         *db,
               gpointer       request,
               GCancellable  *cancellable,
               GError       **error)
{
  return GINT_TO_POINTER (carry_out (db, request, error));
}

static void
carried_out_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (cst_store_run_finish (CST_STORE (object), result, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * cst_operation_act_async:
 * @operation: its id in the store
 *
 * Does something with one operation, as the person at work now. Main thread.
 */
void
cst_operation_act_async (CstContext          *context,
                         gint64               operation,
                         CstOperationAct      act,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  const CstPerson *person;
  Request *request;
  GTask *task;

  g_return_if_fail (CST_IS_CONTEXT (context));

  person = cst_people_list_get_current (cst_context_get_people (context));
  task = g_task_new (context, NULL, callback, user_data);
  g_task_set_source_tag (task, cst_operation_act_async);

  request = g_new0 (Request, 1);
  request->act = act;
  request->operation = operation;
  request->person = person != NULL ? g_strdup (person->id) : NULL;
  request->now = cst_context_now (context);
  cst_store_run_async (cst_context_get_store (context), carry_out_job, request, request_free, NULL, NULL,
                       carried_out_cb, task);
}

gboolean
cst_operation_act_finish (CstContext    *context,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, context), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_operation_act_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
