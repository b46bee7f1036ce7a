/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-case-view.h"
#include "cst-operation.h"

G_BEGIN_DECLS

/* What the rules have to do with a decision that is being made. */

gboolean cst_decision_follows (const CstCaseView *view,
                               CstOperationKind   kind);
void     cst_decision_note    (const CstCaseView *view,
                               CstOperation      *operation,
                               const char        *deviation);
CstMoney cst_decision_value   (const CstOrder     *order,
                               const CstOperation *operation);

G_END_DECLS
