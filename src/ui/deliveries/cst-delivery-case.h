/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-db.h"
#include "cst-delivery.h"
#include "cst-operation.h"
#include "cst-rows.h"

G_BEGIN_DECLS

/**
 * CstDeliveryCase:
 * @order: (nullable): its order, where it was fetched
 * @calls: (element-type CstCall): on this desk, oldest first
 * @operations: (element-type CstOperation): our answers to it, oldest first
 * @others: (element-type CstDelivery): the customer’s other incidents
 * @answer_draft: (nullable): what was begun and not decided
 * @call_draft: (nullable): likewise, the note of a call
 * @row: as the list shows it: what is left to do, and until when
 * @undo_window: seconds in which a decision can be undone
 *
 * All that is known of one delivery incident at one moment, read in one go. Immutable and reference-counted; any
 * thread.
 */
typedef struct
{
  CstAccount     *account;
  CstOrder       *order;
  CstDelivery    *delivery;
  GPtrArray      *calls;
  GPtrArray      *operations;
  GPtrArray      *others;
  char           *answer_draft;
  char           *call_draft;
  CstDeliveryRow *row;
  int             undo_window;
} CstDeliveryCase;

typedef struct
{
  gint64  account;
  char   *delivery;
} CstDeliveryRef;

/**
 * CstAnswerGate:
 * @CST_ANSWER_GATE_OPEN: the carrier takes an answer
 * @CST_ANSWER_GATE_SETTLED: the parcel came to its end
 * @CST_ANSWER_GATE_SOLVED: it has our solution and has not replied
 * @CST_ANSWER_GATE_PENDING: an answer of ours is not through yet
 * @CST_ANSWER_GATE_NO_SCOPE: this account's key may look, not answer
 * @CST_ANSWER_GATE_NO_CAPABILITY: the place takes no answers from outside
 * @CST_ANSWER_GATE_CLOSED: the carrier says that it takes none now
 */
typedef enum
{
  CST_ANSWER_GATE_OPEN,
  CST_ANSWER_GATE_SETTLED,
  CST_ANSWER_GATE_SOLVED,
  CST_ANSWER_GATE_PENDING,
  CST_ANSWER_GATE_NO_SCOPE,
  CST_ANSWER_GATE_NO_CAPABILITY,
  CST_ANSWER_GATE_CLOSED,
} CstAnswerGate;

CstDeliveryRef     *cst_delivery_ref_new         (gint64                 account,
                                                  const char            *delivery);
void                cst_delivery_ref_free        (CstDeliveryRef        *self);

CstDeliveryCase    *cst_delivery_case_new        (void);
gpointer            cst_delivery_case_load       (CstDb                 *db,
                                                  gpointer               request,
                                                  GCancellable          *cancellable,
                                                  GError               **error);
CstDeliveryCase    *cst_delivery_case_ref        (CstDeliveryCase       *self);
void                cst_delivery_case_unref      (CstDeliveryCase       *self);
const CstOperation *cst_delivery_case_answer     (const CstDeliveryCase *self);
CstAnswerGate       cst_delivery_case_gate       (const CstDeliveryCase *self);
int                 cst_delivery_case_allowed    (const CstDeliveryCase *self);
const CstDeliveryRowData *cst_delivery_case_row  (const CstDeliveryCase *self);
const CstCall      *cst_delivery_case_last_call  (const CstDeliveryCase *self);
const char         *cst_delivery_case_phone      (const CstDeliveryCase *self);
const char         *cst_delivery_case_mail       (const CstDeliveryCase *self);
const char         *cst_delivery_case_name       (const CstDeliveryCase *self);
const char         *cst_delivery_case_language   (const CstDeliveryCase *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstDeliveryCase, cst_delivery_case_unref)

G_END_DECLS
