/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-operation.h"
#include "cst-terms.h"

G_BEGIN_DECLS

/* The words for what the domain knows, translated: one idea has one word everywhere. Texts are borrowed and
 * live for ever unless said otherwise. What depends on the account's site (retailer or customer,
 * the marketplace's name) takes the account's info. */

const char *cst_label_order_status     (CstOrderStatus          status);
char       *cst_label_incident_state   (const CstIncident      *incident,
                                        const CstAccountInfo   *info);
const char *cst_label_reason           (CstReason               reason);
char       *cst_label_incident_reason  (const CstIncident      *incident);
const char *cst_label_payout_state     (CstPayoutState          state);
const char *cst_label_operation_state  (CstOperationState       state);
const char *cst_explain_operation_state (CstOperationState      state);
const char *cst_label_operation_kind   (const CstOperation     *operation,
                                        const CstAccountInfo   *info);
const char *cst_label_resolution_kind  (CstResolutionKind       kind);
const char *cst_label_resolution_state (CstResolutionState      state);
const char *cst_label_return_state     (CstReturnState          state);
const char *cst_label_return_refusal   (CstReturnRefusal        refusal);
const char *cst_label_finding          (CstFindingKind          finding);
const char *cst_label_message_state    (CstMessageState         state);
const char *cst_label_tax_mode         (CstTaxMode              mode);
const char *cst_label_event_kind       (CstIncidentEventKind    kind);
char       *cst_label_event            (const CstIncidentEvent *event,
                                        const CstAccountInfo   *info);

G_END_DECLS
