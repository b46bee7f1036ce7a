/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-sandbox.h"

G_BEGIN_DECLS

/*
 * CstSandboxTrouble:
 *
 * What a request has to suffer. Those that cut do so before anything was executed (BEFORE), in the
 * middle of the answer (DURING), or after executing and without a word (AFTER, and on a kept-alive
 * connection RESET).
 */
typedef enum
{
  CST_TROUBLE_NONE,
  CST_TROUBLE_CUT_BEFORE,
  CST_TROUBLE_CUT_DURING,
  CST_TROUBLE_CUT_AFTER,
  CST_TROUBLE_KEEPALIVE_RESET,
  CST_TROUBLE_DELAY,
  CST_TROUBLE_429,
  CST_TROUBLE_500,
  CST_TROUBLE_503,
  CST_TROUBLE_DUPLICATE,
  CST_TROUBLE_TRUNCATE,
  CST_TROUBLE_CHANGE_MEANWHILE,
  CST_TROUBLE_504,
} CstSandboxTrouble;

extern const char *const cst_sandbox_fault_profiles[];

CstSandboxTrouble cst_sandbox_take_trouble (CstSandbox        *self,
                                            CstRequest        *request,
                                            gboolean           kept_alive);
gboolean          cst_sandbox_refuse_early (CstSandbox        *self,
                                            CstSandboxTrouble  trouble,
                                            CstRequest        *request,
                                            CstReply          *reply);
void              cst_sandbox_spoil        (CstSandboxTrouble  trouble,
                                            CstReply          *reply);

G_END_DECLS
