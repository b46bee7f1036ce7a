/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-delivery-overlay.h"

#include "cst-apply-delivery.h"
#include "cst-calls.h"
#include "cst-deliveries.h"
#include "cst-delivery-hooks.h"
#include "cst-search.h"

/* Urgencies: a protest's end as it is, then what is to do by its age, then what one is advised to do, then what waits
 * for the carrier, then what is settled. */
#define URGENCY_TO_DO (G_GINT64_CONSTANT (1) << 40)
#define URGENCY_ADVISED (G_GINT64_CONSTANT (2) << 40)
#define URGENCY_WAITS (G_GINT64_CONSTANT (3) << 40)
#define URGENCY_SETTLED (G_GINT64_CONSTANT (4) << 40)

typedef struct
{
  CstDeliveryTodo     todo;
  gint64              due;
  gint64              urgency;
  gint64              protest_until;
  int                 n_calls;
  gint64              last_call_at;
  gboolean            last_call_reached;
  gint64              again_at;
  const CstOperation *operation; /* (nullable): the one to show */
} Overlay;

/* The latest answer of ours that is on its way, or that failed and nobody has tried anew. */
static const CstOperation *
find_operation (GPtrArray  *operations,
                const char *delivery)
{
  for (guint i = operations->len; i > 0; i--)
    {
      const CstOperation *operation = g_ptr_array_index (operations, i - 1);

      if (operation->kind == CST_OPERATION_DELIVERY_ANSWER && g_strcmp0 (operation->delivery, delivery) == 0)
        return operation->state != CST_OPERATION_CONFIRMED ? operation : NULL;
    }

  return NULL;
}

/* Since when it stands as it does: a call before the carrier's latest attempt or word is past. */
static gint64
stands_since (const CstDelivery *delivery)
{
  gint64 since = delivery->opened_at;

  for (guint i = 0; i < delivery->events->len; i++)
    {
      const CstDeliveryEvent *event = g_ptr_array_index (delivery->events, i);

      if (event->is_attempt)
        since = MAX (since, event->at);
    }

  return delivery->state == CST_DELIVERY_REPLIED ? MAX (since, delivery->replied_at) : since;
}

static CstDeliveryTodo
todo_of_state (const CstDelivery *delivery)
{
  switch (delivery->state)
    {
    case CST_DELIVERY_STATE_UNKNOWN:
    case CST_DELIVERY_WAITING:
      return CST_DELIVERY_TODO_SOLVE;
    case CST_DELIVERY_FIRST_ABSENCE:
      return CST_DELIVERY_TODO_ADVISED;
    case CST_DELIVERY_REPLIED:
      return CST_DELIVERY_TODO_LOOK;
    case CST_DELIVERY_SOLVED:
    case CST_DELIVERY_SETTLED:
    default:
      return CST_DELIVERY_TODO_NONE;
    }
}

static gboolean
look_at_calls (CstDb              *db,
               gint64              account,
               const CstDelivery  *delivery,
               Overlay            *overlay,
               GError            **error)
{
  g_autoptr(GPtrArray) calls = cst_db_calls (db, account, delivery->id, error);
  const CstCall *latest;

  if (calls == NULL)
    return FALSE;
  if (calls->len == 0)
    return TRUE;

  latest = g_ptr_array_index (calls, calls->len - 1);
  overlay->n_calls = (int) calls->len;
  overlay->last_call_at = latest->at;
  overlay->last_call_reached = latest->is_reached;
  if (overlay->todo != CST_DELIVERY_TODO_NONE && latest->at >= stands_since (delivery))
    overlay->again_at = latest->again_at;

  return TRUE;
}

static gboolean
look_at_row (CstDb              *db,
             gint64              account,
             const CstDelivery  *delivery,
             Overlay            *overlay,
             GError            **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db,
                                            "SELECT reminded_at, protest_until FROM deliveries"
                                            " WHERE account = ?1 AND id = ?2",
                                            error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, delivery->id);
  if ((step = cst_db_step (db, stmt, error)) != CST_STEP_ROW)
    return step == CST_STEP_DONE;

  if (overlay->again_at != 0)
    overlay->todo = cst_stmt_int (stmt, 0) == overlay->again_at ? CST_DELIVERY_TODO_CALL : CST_DELIVERY_TODO_LATER;
  overlay->protest_until = cst_stmt_int (stmt, 1);

  return TRUE;
}

static void
find_urgency (const CstDelivery *delivery,
              Overlay           *overlay)
{
  overlay->due = overlay->protest_until != 0 ? overlay->protest_until : overlay->again_at;

  if (overlay->todo == CST_DELIVERY_TODO_ADVISED)
    overlay->urgency = URGENCY_ADVISED + stands_since (delivery);
  else if (overlay->todo != CST_DELIVERY_TODO_NONE)
    overlay->urgency = URGENCY_TO_DO + (overlay->again_at != 0 ? overlay->again_at : stands_since (delivery));
  else if (!cst_delivery_is_open (delivery))
    overlay->urgency = URGENCY_SETTLED + delivery->opened_at;
  else
    overlay->urgency = URGENCY_WAITS + delivery->opened_at;

  if (overlay->protest_until != 0 && overlay->operation == NULL)
    overlay->urgency = overlay->protest_until;
}

static gboolean
write_overlay (CstDb              *db,
               gint64              account,
               const CstDelivery  *delivery,
               const char         *order_number,
               const Overlay      *overlay,
               GError            **error)
{
  const CstOperation *operation = overlay->operation;
  g_autofree char *order_key = cst_search_key (order_number);
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "UPDATE deliveries SET order_number = ?3, order_key = ?4, todo = ?5, due = ?6, urgency = ?7,"
                    " protest_until = ?8, calls = ?9, last_call_at = ?10, again_at = ?11, op_kind = ?12,"
                    " op_state = ?13, op_answer = ?14, last_call_reached = ?15 WHERE account = ?1 AND id = ?2",
                    error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, delivery->id);
  cst_stmt_bind_text (stmt, 3, order_number != NULL ? order_number : "");
  cst_stmt_bind_text (stmt, 4, order_key);
  cst_stmt_bind_int (stmt, 5, overlay->todo);
  cst_stmt_bind_int (stmt, 6, overlay->due);
  cst_stmt_bind_int (stmt, 7, overlay->urgency);
  cst_stmt_bind_int (stmt, 8, overlay->protest_until);
  cst_stmt_bind_int (stmt, 9, overlay->n_calls);
  cst_stmt_bind_int (stmt, 10, overlay->last_call_at);
  cst_stmt_bind_int (stmt, 11, overlay->again_at);
  cst_stmt_bind_int (stmt, 12, operation != NULL ? (gint64) operation->kind : 0);
  cst_stmt_bind_int (stmt, 13, operation != NULL ? (gint64) operation->state : 0);
  cst_stmt_bind_int (stmt, 14, operation != NULL && operation->answer != NULL ? (gint64) operation->answer->kind : 0);
  cst_stmt_bind_int (stmt, 15, overlay->last_call_reached);

  return cst_db_run (db, stmt, error);
}

static gboolean
refresh_delivery (CstDb              *db,
                  gint64              account,
                  const CstDelivery  *delivery,
                  const CstOrder     *order,
                  GPtrArray          *operations,
                  GError            **error)
{
  Overlay overlay = { .todo = todo_of_state (delivery), .operation = find_operation (operations, delivery->id) };
  const char *order_number = order != NULL ? order->number : NULL;

  if (!look_at_calls (db, account, delivery, &overlay, error) ||
      !look_at_row (db, account, delivery, &overlay, error))
    return FALSE;

  cst_db_ask_protest (db, account, delivery, order, &overlay.protest_until);

  /* An answer on its way is the carrier's turn; a failed one is ours before all else. */
  if (overlay.operation != NULL)
    {
      overlay.todo = cst_operation_is_pending (overlay.operation) ? CST_DELIVERY_TODO_NONE : CST_DELIVERY_TODO_FAILED;
      overlay.again_at = 0;
    }
  find_urgency (delivery, &overlay);

  return write_overlay (db, account, delivery, order_number, &overlay, error) &&
         cst_db_index_delivery (db, account, delivery, order_number, error);
}

/**
 * cst_db_refresh_deliveries:
 * @db: a writer inside a transaction
 * @order: (nullable): the order, when it is here
 * @operations: (element-type CstOperation): the order's, oldest first, without cancelled ones
 *
 * What lists show of an order's delivery incidents beyond the carrier's word: what is left to do and how pressing,
 * calls, and the answer that lies over it. The state itself stays the carrier's (C4).
 */
gboolean
cst_db_refresh_deliveries (CstDb           *db,
                           gint64           account,
                           const char      *order_id,
                           const CstOrder  *order,
                           GPtrArray       *operations,
                           GError         **error)
{
  g_autoptr(GPtrArray) deliveries = cst_db_deliveries_of_order (db, account, order_id, error);

  for (guint i = 0; deliveries != NULL && i < deliveries->len; i++)
    {
      if (!refresh_delivery (db, account, g_ptr_array_index (deliveries, i), order, operations, error))
        return FALSE;
    }

  return deliveries != NULL;
}
