/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-past.h"
#include "cst-rule-set.h"
#include "cst-rules.h"

G_BEGIN_DECLS

void          cst_case_facts_add_desk  (CstCaseFacts       *facts,
                                        const CstRuleDesk  *desk);
void          cst_case_facts_add_marks (CstCaseFacts       *facts,
                                        GPtrArray          *marks);
CstRulesCase *cst_rules_case_new       (CstRuleSet         *set,
                                        CstDb              *db,
                                        gint64              account,
                                        const char         *incident,
                                        GError            **error);
CstRulesCase *cst_rules_case_new_past  (CstRuleSet         *set,
                                        CstDb              *db,
                                        const CstPast      *past,
                                        GError            **error);

G_END_DECLS
