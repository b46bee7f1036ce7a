/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-operation.h"

G_BEGIN_DECLS

/* What can be done with an operation, by its state. */
typedef enum
{
  CST_OUTBOX_UNDO = 1 << 0,      /* held: the moment to change one's mind */
  CST_OUTBOX_TAKE_BACK = 1 << 1, /* queued: nothing has left yet */
  CST_OUTBOX_TRY_NOW = 1 << 2,
  CST_OUTBOX_SETTLE = 1 << 3,    /* unknown: a person says whether it arrived */
  CST_OUTBOX_COMPARE = 1 << 4,   /* conflict: both sides are looked at */
  CST_OUTBOX_DECIDE_AGAIN = 1 << 5,
  CST_OUTBOX_CHANGE = 1 << 7,    /* nothing has left yet: back to the draft */
  CST_OUTBOX_GIVE_UP = 1 << 6,   /* conflict, refused: it was looked at and goes into the history */
} CstOutboxAction;

int       cst_outbox_actions      (const CstOperation   *operation);
gboolean  cst_outbox_is_finished  (CstOperationState     state);

char     *cst_outbox_title        (const CstOperation   *operation,
                                   const CstAccountInfo *info,
                                   const char           *number);
char     *cst_outbox_pieces       (const CstOperation   *operation,
                                   const CstOrder       *order);
char     *cst_outbox_amount       (const CstOperation   *operation,
                                   const CstOrder       *order);
char     *cst_outbox_content      (const CstOperation   *operation,
                                   const CstOrder       *order);
char     *cst_outbox_why          (const CstOperation   *operation);
char     *cst_outbox_who          (const CstOperation   *operation,
                                   gint64                now);
char     *cst_outbox_next         (const CstOperation   *operation,
                                   gint64                now);

G_END_DECLS
