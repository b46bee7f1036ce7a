/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-delivery.h"

G_BEGIN_DECLS

/* The words for carriers’ incidents, translated, borrowed and living for ever, as those of cst-labels.h. */

const char *cst_label_delivery_state    (CstDeliveryState         state);
const char *cst_explain_delivery_state  (CstDeliveryState         state);
const char *cst_label_delivery_tab      (CstDeliveryTab           tab);
const char *cst_label_delivery_reason   (CstDeliveryReason        reason);
const char *cst_explain_delivery_reason (CstDeliveryReason        reason);
const char *cst_label_delivery_phase    (CstDeliveryPhase         phase);
const char *cst_explain_delivery_phase  (CstDeliveryPhase         phase);
const char *cst_label_answer_kind       (CstDeliveryAnswerKind    kind);
const char *cst_label_time_window       (CstTimeWindow            window);
const char *cst_label_told              (CstAnswerTold            told);
char       *cst_label_address           (const CstAddress        *address);
char       *cst_label_answer            (const CstDeliveryAnswer *answer);

G_END_DECLS
