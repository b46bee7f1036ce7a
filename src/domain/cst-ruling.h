/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-operation.h"

G_BEGIN_DECLS

/**
 * CstRulingOutcome:
 * @CST_RULING_REFUND: an amount is paid back
 * @CST_RULING_REPLACEMENT: the reported pieces are sent again
 * @CST_RULING_NOTHING: nothing is owed
 */
typedef enum
{
  CST_RULING_UNKNOWN,
  CST_RULING_REFUND,
  CST_RULING_REPLACEMENT,
  CST_RULING_NOTHING,
} CstRulingOutcome;

/**
 * CstRuling:
 * @decided_at: when the arbitrator decided
 * @noted_at: when somebody wrote it down here; what it asks for can only come later
 * @amount: of a refund, goods and shipping together, in the order's tax mode (R13)
 * @is_binding: whether it binds both sides, by the rules of the account
 *
 * P7: what an arbitration decided. Who decided and in which words is kept apart, for it may name people (R12).
 */
typedef struct
{
  CstRulingOutcome outcome;
  gint64           decided_at;
  gint64           noted_at;
  gint64           amount;
  char             currency[4];
  CstTaxMode       tax_mode;
  gboolean         is_binding;
} CstRuling;

/**
 * CstRulingState:
 * @CST_RULING_OPEN: nothing of ours follows it yet
 * @CST_RULING_UNDER_WAY: what it asks for was decided here and the site has not confirmed it
 * @CST_RULING_DONE: the site has it
 * @CST_RULING_SETTLED: it asks for nothing
 */
typedef enum
{
  CST_RULING_OPEN,
  CST_RULING_UNDER_WAY,
  CST_RULING_DONE,
  CST_RULING_SETTLED,
} CstRulingState;

extern const CstEnumType   cst_ruling_outcome_type;
extern const CstRecordType cst_ruling_type;

void           cst_ruling_free         (CstRuling          *self);
char          *cst_label_ruling        (const CstRuling    *self);
const char    *cst_label_ruling_state  (CstRulingState      state);
CstRulingState cst_ruling_state        (const CstRuling    *self,
                                        const CstIncident  *incident,
                                        const GPtrArray    *operations);
gboolean       cst_ruling_allows       (const CstRuling    *self,
                                        const CstOperation *operation,
                                        const CstAmounts   *amounts,
                                        char              **why_not);
CstOperation  *cst_ruling_to_operation (const CstRuling    *self,
                                        gint64              account,
                                        const CstOrder     *order,
                                        const CstIncident  *incident,
                                        GPtrArray          *incidents,
                                        GPtrArray          *operations);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstRuling, cst_ruling_free)

G_END_DECLS
