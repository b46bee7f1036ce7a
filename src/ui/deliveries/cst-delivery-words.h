/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-context.h"
#include "cst-deliveries.h"
#include "cst-delivery-case.h"
#include "cst-resolution-words.h"

G_BEGIN_DECLS

/* C6: beyond this way no delivery hour can be promised. */
#define CST_FAR_AWAY_M 15000

char       *cst_delivery_turn_text        (const CstDeliveryRowData *row,
                                           gint64                   now);
CstDeliveryState cst_delivery_shown_state (CstDeliveryState         state,
                                           gint64                   settled_at);
const char *cst_delivery_sending_text     (CstOperationState        state);
char       *cst_delivery_distance_text    (int                      distance_m);
char       *cst_delivery_address_text     (const CstAddress        *address);
const char *cst_delivery_meaning_text     (CstContext              *context,
                                           const char              *source,
                                           const char              *code,
                                           CstDeliveryReason        reason,
                                           const char              *label);
const char *cst_delivery_type_text        (CstContext              *context,
                                           gint64                   account,
                                           const char              *type_code);
char       *cst_delivery_code_text        (CstContext              *context,
                                           const CstDelivery       *delivery);
char       *cst_delivery_answer_text      (const CstDeliveryAnswer *answer,
                                           gint64                   now);
GPtrArray  *cst_delivery_consequences     (const CstDeliveryCase   *delivery_case,
                                           const CstDeliveryAnswer *answer,
                                           gint64                   now);
char       *cst_delivery_explain_gate     (const CstDeliveryCase   *delivery_case,
                                           CstAnswerGate            gate);
const char *cst_delivery_site_name        (const CstDeliveryCase   *delivery_case);

G_END_DECLS
