/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-delivery.h"

G_BEGIN_DECLS

/**
 * CstDeliveryTodo:
 * @CST_DELIVERY_TODO_NONE: nothing: the carrier's turn, or an answer of ours is on its way
 * @CST_DELIVERY_TODO_LATER: the customer was not reached; a later call was agreed with oneself
 * @CST_DELIVERY_TODO_ADVISED: a first absence: an answer is of use, not asked for (C3)
 * @CST_DELIVERY_TODO_SOLVE: the carrier waits for a solution (C2)
 * @CST_DELIVERY_TODO_LOOK: the carrier replied (C4)
 * @CST_DELIVERY_TODO_CALL: the time to call again has come (C7)
 * @CST_DELIVERY_TODO_FAILED: an answer of ours was refused or met a conflict
 *
 * What is left to do. From %CST_DELIVERY_TODO_SOLVE on it is in "To handle".
 */
typedef enum
{
  CST_DELIVERY_TODO_NONE,
  CST_DELIVERY_TODO_LATER,
  CST_DELIVERY_TODO_ADVISED,
  CST_DELIVERY_TODO_SOLVE,
  CST_DELIVERY_TODO_LOOK,
  CST_DELIVERY_TODO_CALL,
  CST_DELIVERY_TODO_FAILED,
} CstDeliveryTodo;

extern const CstEnumType cst_delivery_todo_type;

CstDelivery *cst_db_delivery            (CstDb        *db,
                                         gint64        account,
                                         const char   *id,
                                         GError      **error);
GPtrArray   *cst_db_deliveries_of_order (CstDb        *db,
                                         gint64        account,
                                         const char   *order,
                                         GError      **error);

G_END_DECLS
