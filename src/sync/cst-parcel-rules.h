/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-carrier-codes.h"
#include "cst-deliveries.h"
#include "cst-rules.h"

G_BEGIN_DECLS

/**
 * CstParcelCase:
 * @facts: what the rules were asked about
 * @view: clocks (R15 among them), guide, what may be done
 * @meaning: (nullable): what its code means; NULL where no table knows
 *
 * One delivery incident as its rules see it. Plain data that may go to any thread.
 */
typedef struct
{
  CstPlaybook          *playbook;
  CstCaseFacts         *facts;
  CstCaseView          *view;
  CstCarrierCodes      *codes;
  const CstCodeMeaning *meaning;
} CstParcelCase;

CstParcelCase *cst_parcel_case_new    (CstRules           *rules,
                                       CstDb              *db,
                                       gint64              account,
                                       const CstDelivery  *delivery,
                                       GError            **error);
void             cst_parcel_case_free   (CstParcelCase    *self);
const CstCaseClock *cst_parcel_case_protest (const CstParcelCase *self);
void             cst_parcel_rules_watch (CstStore           *store,
                                         CstRuleSet         *set,
                                         CstCarrierCodes    *codes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstParcelCase, cst_parcel_case_free)

G_END_DECLS
