/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-case-facts.h"
#include "cst-money.h"

G_BEGIN_DECLS

typedef struct
{
  char       *rule;
  char       *label;
  CstContent  content;
  char       *found; /* the piece of text */
} CstContactProblem;

typedef enum
{
  CST_MONEY_FREE,
  CST_MONEY_CONFIRM,
  CST_MONEY_FORBIDDEN,
} CstMoneyAnswer;

extern const CstRecordType cst_contact_problem_type;

gboolean        cst_contact_is_allowed (const CstPlaybook  *playbook,
                                        const CstCaseFacts *facts,
                                        const char         *channel);
GPtrArray      *cst_contact_check_text (const CstPlaybook  *playbook,
                                        const CstCaseFacts *facts,
                                        const char         *text);
CstMoneyAnswer  cst_money_guard_ask    (const CstPlaybook  *playbook,
                                        const CstCaseFacts *facts,
                                        CstMoney            amount,
                                        char              **why);

G_END_DECLS
