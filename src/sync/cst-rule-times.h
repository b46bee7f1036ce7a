/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-due-hook.h"
#include "cst-rule-set.h"

G_BEGIN_DECLS

gboolean cst_rule_times_find     (CstDb             *db,
                                  const CstDueCase  *of,
                                  CstRuleTimes      *times,
                                  gpointer           set,
                                  GError           **error);
gboolean cst_rule_times_work_out (CstDb             *db,
                                  const CstDueCase  *of,
                                  CstRuleTimes      *times,
                                  CstRuleSet        *set,
                                  GError           **error);

G_END_DECLS
