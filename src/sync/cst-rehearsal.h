/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-operation.h"
#include "cst-store.h"

G_BEGIN_DECLS

/**
 * CstRiskKind:
 * @CST_RISK_TRUTH: what is known of the order or the incident does not allow it any more
 * @CST_RISK_RIGHTS: the account may not do it any more
 * @CST_RISK_FILE: a file of it is gone, too big, or of a kind that is not taken
 * @CST_RISK_TEXT: its text still names something that nobody filled in
 * @CST_RISK_LATE: it would be taken, and comes too late
 */
typedef enum
{
  CST_RISK_TRUTH,
  CST_RISK_RIGHTS,
  CST_RISK_FILE,
  CST_RISK_TEXT,
  CST_RISK_LATE,
} CstRiskKind;

/**
 * CstRisk:
 * @text: what stands in the way, in whole sentences, for people
 */
typedef struct
{
  CstRiskKind  kind;
  char        *text;
} CstRisk;

extern const CstEnumType   cst_risk_kind_type;
extern const CstRecordType cst_risk_type;

GPtrArray *cst_rehearse_operation (CstStore            *store,
                                   CstDb               *db,
                                   const CstOperation  *operation,
                                   gint64               now,
                                   GError             **error);

G_END_DECLS
