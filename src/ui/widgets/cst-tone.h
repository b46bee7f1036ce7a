/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-delivery.h"
#include "cst-incident.h"
#include "cst-operation.h"

G_BEGIN_DECLS

/**
 * CstTone:
 * @CST_TONE_NEUTRAL: nothing to do, nothing to wait for
 * @CST_TONE_ATTENTION: it is our turn
 * @CST_TONE_PROGRESS: under way
 * @CST_TONE_FOREIGN: somebody else's, nothing to do here
 * @CST_TONE_DONE: ended well
 *
 * What a state means to the reader; each has its colour, never without a shape and a word.
 */
typedef enum
{
  CST_TONE_NEUTRAL,
  CST_TONE_ATTENTION,
  CST_TONE_PROGRESS,
  CST_TONE_FOREIGN,
  CST_TONE_DONE,
} CstTone;

#define CST_TYPE_TONE (cst_tone_get_type ())
GType       cst_tone_get_type           (void) G_GNUC_CONST;
CstTone     cst_tone_of_order_status           (CstOrderStatus     status);
const char *cst_icon_of_order_status           (CstOrderStatus     status);
CstTone     cst_tone_of_incident_state         (CstIncidentState   state);
const char *cst_icon_of_incident_state         (CstIncidentState   state,
                                                gboolean           contested,
                                                gboolean           marked_resolved);
CstTone     cst_tone_of_operation_state        (CstOperationState  state);
const char *cst_icon_of_operation_state        (CstOperationState  state);
CstTone     cst_tone_of_delivery_state         (CstDeliveryState   state);
const char *cst_icon_of_delivery_state         (CstDeliveryState   state);

G_END_DECLS
