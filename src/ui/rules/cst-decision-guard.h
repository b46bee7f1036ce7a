/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-resolution-draft.h"
#include "cst-rules.h"

G_BEGIN_DECLS

#define CST_TYPE_DECISION_GUARD (cst_decision_guard_get_type ())

G_DECLARE_FINAL_TYPE (CstDecisionGuard, cst_decision_guard, CST, DECISION_GUARD, GtkWidget)

CstDecisionGuard *cst_decision_guard_new (CstResolutionDraft * draft,
                                          const CstRulesCase * rules_case);
gboolean          cst_decision_guard_is_ready   (CstDecisionGuard   *self);
char             *cst_decision_guard_dup_reason (CstDecisionGuard   *self);

G_END_DECLS
