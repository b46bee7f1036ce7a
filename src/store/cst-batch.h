/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-operation.h"
#include "cst-store.h"

G_BEGIN_DECLS

/**
 * CstBatchRow:
 * @operation: gets its id and state when it is decided
 * @problem: (nullable): why it was not; of %CST_DECIDE_ERROR or %CST_STORE_ERROR, with a message for people
 *
 * One of many decisions that are made at once.
 */
typedef struct
{
  CstOperation *operation;
  GError       *problem;
} CstBatchRow;

GPtrArray *cst_batch_new                 (void);
void       cst_batch_add                 (GPtrArray            *rows,
                                          CstOperation         *operation);
gboolean   cst_db_batch_check            (CstDb                *db,
                                          GPtrArray            *rows,
                                          gint64                now,
                                          GError              **error);
gboolean   cst_db_batch_decide           (CstDb                *db,
                                          GPtrArray            *rows,
                                          gint64                now,
                                          int                   hold_s,
                                          GError              **error);

G_END_DECLS
