/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-context.h"
#include "cst-playbook-draft.h"
#include "cst-playbooks.h"
#include "cst-rules-preview.h"

G_BEGIN_DECLS

/* Rules as people read them. Every text is (transfer full). */

char *cst_rules_place_text    (const CstPlaybookFile    *file);
char *cst_rules_version_text  (const CstPlaybookFile    *file,
                               gint64                    now);
char *cst_rules_users_text    (CstContext               *context,
                               const CstPlaybookFile    *file);
char *cst_rules_trouble_text  (const CstPlaybookFile    *file);
char *cst_rules_problem_text  (const CstPlaybookProblem *problem);
char *cst_rules_value_title   (const CstPlaybookValue   *value);
char *cst_rules_language_name (const char               *code);
char *cst_rules_move_text     (const CstRulesMove       *move,
                               gint64                    now);
char *cst_rules_preview_text  (const CstRulesPreview    *preview);

G_END_DECLS
