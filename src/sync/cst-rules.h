/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-carrier-codes.h"
#include "cst-case-marks.h"
#include "cst-case-view.h"
#include "cst-playbooks.h"
#include "cst-rule-set.h"
#include "cst-store.h"

G_BEGIN_DECLS

#define CST_TYPE_RULES (cst_rules_get_type ())

G_DECLARE_FINAL_TYPE (CstRules, cst_rules, CST, RULES, GObject)

/**
 * CstRulesCase:
 * @playbook: the rules the case is under
 * @similar_claims: of the same customer for the same reason, before this one (H10)
 *
 * One incident as its rules see it. Plain data that may go to any thread.
 */
typedef struct
{
  CstPlaybook  *playbook;
  CstCaseFacts *facts;
  CstCaseView  *view;
  int           similar_claims;
} CstRulesCase;

CstRules     *cst_rules_new           (CstStore             *store,
                                       CstClock             *clock,
                                       const char           *profile_dir);
CstPlaybooks *cst_rules_get_playbooks (CstRules             *self);
CstCarrierCodes *cst_rules_get_carrier_codes (CstRules         *self);
CstStore     *cst_rules_get_store     (CstRules             *self);
CstRuleSet   *cst_rules_get_set       (CstRules             *self);
CstPlaybook  *cst_rules_dup_playbook  (CstRules             *self,
                                       const CstAccount     *account);

void          cst_rules_apply         (CstRules             *self);
gboolean      cst_rules_apply_sync    (CstRules             *self,
                                       CstDb                *db,
                                       GError              **error);

CstRulesCase *cst_rules_case_sync     (CstRules             *self,
                                       CstDb                *db,
                                       gint64                account,
                                       const char           *incident,
                                       GError              **error);
void          cst_rules_case_async    (CstRules             *self,
                                       gint64                account,
                                       const char           *incident,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
CstRulesCase *cst_rules_case_finish   (CstRules             *self,
                                       GAsyncResult         *result,
                                       GError              **error);
void          cst_rules_case_free     (CstRulesCase         *self);

gboolean      cst_rules_mark_sync     (CstRules             *self,
                                       CstDb                *db,
                                       gint64                account,
                                       CstCaseMark          *mark,
                                       GError              **error);
void          cst_rules_mark_async    (CstRules             *self,
                                       gint64                account,
                                       const CstCaseMark    *mark,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean      cst_rules_mark_finish   (CstRules             *self,
                                       GAsyncResult         *result,
                                       GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstRulesCase, cst_rules_case_free)

G_END_DECLS
