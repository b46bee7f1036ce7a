/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_ACCOUNT_RULES (cst_account_rules_get_type ())

G_DECLARE_FINAL_TYPE (CstAccountRules, cst_account_rules, CST, ACCOUNT_RULES, AdwBin)

void cst_account_rules_set_account (CstAccountRules *self,
                                    CstContext      *context,
                                    gint64           account);

CstPlaybook *cst_account_rules_dup_playbook (CstContext *context,
                                             gint64      account,
                                             const char *id);

G_END_DECLS
