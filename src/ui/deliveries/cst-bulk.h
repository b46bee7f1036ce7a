/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-context.h"
#include "cst-delivery.h"

G_BEGIN_DECLS

/**
 * CstBulkRow:
 * @key: the idempotency key of its operation, made before anything is decided
 * @problem: (nullable): why no answer is sent to it
 * @number: (nullable): its order’s or its own number; read from the store, not kept
 * @customer: (nullable): likewise
 * @state: what became of its operation; %CST_OPERATION_STATE_NONE when there is none yet
 * @last_problem: (nullable): of its operation
 *
 * One incident among many that are answered at once.
 */
typedef struct
{
  gint64             account;
  char              *delivery;
  char              *order;
  char              *key;
  char              *problem;
  char              *number;
  char              *customer;
  gint64             operation;
  CstOperationState  state;
  char              *last_problem;
} CstBulkRow;

/**
 * CstBulk:
 * @at: when it was confirmed, 0 for a rehearsal
 * @rows: (element-type CstBulkRow)
 *
 * One answer to many incidents. Kept from the moment it is confirmed, so that whatever happens each row ends with one
 * operation or with a reason why not. Plain data that may go to any thread.
 */
typedef struct
{
  gint64             at;
  CstDeliveryAnswer *answer;
  GPtrArray         *rows;
} CstBulk;

CstBulk  *cst_bulk_new             (const CstDeliveryAnswer *answer,
                                    const GPtrArray         *refs);
void      cst_bulk_free            (CstBulk                 *self);
guint     cst_bulk_count_good      (const CstBulk           *self);
guint     cst_bulk_count_state     (const CstBulk           *self,
                                    CstOperationState        state);

void      cst_bulk_rehearse_async  (CstContext              *context,
                                    CstBulk                 *bulk,
                                    GCancellable            *cancellable,
                                    GAsyncReadyCallback      callback,
                                    gpointer                 user_data);
void      cst_bulk_run_async       (CstContext              *context,
                                    CstBulk                 *bulk,
                                    GAsyncReadyCallback      callback,
                                    gpointer                 user_data);
void      cst_bulk_look_async      (CstContext              *context,
                                    GCancellable            *cancellable,
                                    GAsyncReadyCallback      callback,
                                    gpointer                 user_data);
void      cst_bulk_undo_async      (CstContext              *context,
                                    GAsyncReadyCallback      callback,
                                    gpointer                 user_data);
CstBulk  *cst_bulk_finish          (CstContext              *context,
                                    GAsyncResult            *result,
                                    GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstBulk, cst_bulk_free)

G_END_DECLS
