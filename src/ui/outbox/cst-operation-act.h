/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-context.h"

G_BEGIN_DECLS

/**
 * CstOperationAct:
 * @CST_ACT_UNDO: take it back before it is sent
 * @CST_ACT_TRY: send it now
 * @CST_ACT_ARRIVED: a person knows that it arrived
 * @CST_ACT_SET_ASIDE: it is not sent any more
 * @CST_ACT_REDO: it goes back to a draft, to be decided again
 */
typedef enum
{
  CST_ACT_UNDO,
  CST_ACT_TRY,
  CST_ACT_ARRIVED,
  CST_ACT_SET_ASIDE,
  CST_ACT_REDO,
} CstOperationAct;

void     cst_operation_act_async  (CstContext           *context,
                                   gint64                operation,
                                   CstOperationAct          act,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean cst_operation_act_finish (CstContext           *context,
                                   GAsyncResult         *result,
                                   GError              **error);

G_END_DECLS
