/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-operation.h"
#include "cst-ruling.h"

G_BEGIN_DECLS

/**
 * CstDecideContext:
 * @account: whose rules hold
 * @order: the operation's order
 * @incident: (nullable): the operation's incident
 * @incidents: (element-type CstIncident): all the order's
 * @operations: (element-type CstOperation): all the order's, without the one to be decided
 * @ruling: (nullable): what an arbitration of the incident decided
 * @in_arbitration: whether one was asked for and has not decided
 *
 * What the store knows at the moment of a decision. Borrowed.
 */
typedef struct
{
  const CstAccount  *account;
  const CstOrder    *order;
  const CstIncident *incident;
  GPtrArray         *incidents;
  GPtrArray         *operations;
  const CstRuling   *ruling;
  gboolean           in_arbitration;
} CstDecideContext;

gboolean cst_decide_check            (const CstDecideContext  *context,
                                      const CstOperation      *operation,
                                      GError                 **error);
gboolean cst_decide_check_resolution (const CstDecideContext  *context,
                                      const CstOperation      *operation,
                                      GError                 **error);
gboolean cst_decide_check_finding    (const CstDecideContext  *context,
                                      const CstOperation      *operation,
                                      GError                 **error);
gboolean cst_decide_check_evidence   (const CstDecideContext  *context,
                                      const CstOperation      *operation,
                                      GError                 **error);
gboolean cst_decide_check_step       (const CstDecideContext  *context,
                                      const CstOperation      *operation,
                                      GError                 **error);
gboolean cst_decide_is_label_address (const char              *url);
gboolean cst_decide_check_case       (const CstOperation      *operation,
                                      GError                 **error);
gboolean cst_decide_check_event      (const CstDecideContext  *context,
                                      const CstOperation      *operation,
                                      GError                 **error);
gboolean cst_decide_check_report     (const CstDecideContext  *context,
                                      const CstOperation      *operation,
                                      GError                 **error);
gboolean cst_decide_incomplete       (GError                 **error,
                                      const char              *what);
gboolean cst_decide_not_allowed      (GError                 **error,
                                      const char              *why);

G_END_DECLS
