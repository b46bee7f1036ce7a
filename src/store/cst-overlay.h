/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-due-hook.h"
#include "cst-operation.h"

G_BEGIN_DECLS

/* Why an incident is in "To handle". */
typedef enum
{
  CST_TODO_NONE,
  CST_TODO_CHOOSE,
  CST_TODO_ANSWER,
  CST_TODO_SHIP,
  CST_TODO_INSPECT,
  CST_TODO_LABEL,
  CST_TODO_CUSTOMER_REPLY,
  CST_TODO_FAILED_OPERATION,
  CST_TODO_RETURN,
} CstTodo;

/* The tabs of the orders list; a cancelled order is in "all" only. */
typedef enum
{
  CST_ORDER_TAB_ALL,
  CST_ORDER_TAB_TO_CONFIRM,
  CST_ORDER_TAB_TO_SHIP,
  CST_ORDER_TAB_SHIPPED,
  CST_ORDER_TAB_REPORTED,
  CST_ORDER_TAB_COMPLETED,
} CstOrderTab;

extern const CstEnumType cst_todo_type;
extern const CstEnumType cst_order_tab_type;

CstOrderTab  cst_order_tab_of      (CstOrderStatus   status);
gboolean     cst_db_refresh_order  (CstDb           *db,
                                    gint64           account,
                                    const char      *order_id,
                                    GError         **error);
gboolean     cst_db_refresh_orders (CstDb           *db,
                                    gint64           account,
                                    GHashTable      *orders,
                                    GError         **error);
gboolean     cst_db_refresh_due    (CstDb           *db,
                                    gint64          *after,
                                    guint            limit,
                                    GError         **error);
gboolean     cst_db_kept_rule_times (CstDb          *db,
                                     gint64           account,
                                     const char      *incident,
                                     CstRuleTimes    *times,
                                     GError         **error);

G_END_DECLS
