/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-tone.h"

G_DEFINE_ENUM_TYPE (CstTone, cst_tone,
                    G_DEFINE_ENUM_VALUE (CST_TONE_NEUTRAL, "neutral"),
                    G_DEFINE_ENUM_VALUE (CST_TONE_ATTENTION, "attention"),
                    G_DEFINE_ENUM_VALUE (CST_TONE_PROGRESS, "progress"),
                    G_DEFINE_ENUM_VALUE (CST_TONE_FOREIGN, "foreign"),
                    G_DEFINE_ENUM_VALUE (CST_TONE_DONE, "done"))

CstTone
cst_tone_of_order_status (CstOrderStatus status)
{
  switch (status)
    {
    case CST_ORDER_PROBLEM_REPORTED:
      return CST_TONE_ATTENTION;
    case CST_ORDER_TO_CONFIRM:
    case CST_ORDER_TO_SHIP:
      return CST_TONE_PROGRESS;
    case CST_ORDER_COMPLETED:
    case CST_ORDER_DELIVERED:
      return CST_TONE_DONE;
    case CST_ORDER_SHIPPED:
    case CST_ORDER_CANCELLED:
    case CST_ORDER_UNKNOWN:
    default:
      return CST_TONE_NEUTRAL;
    }
}

const char *
cst_icon_of_order_status (CstOrderStatus status)
{
  switch (status)
    {
    case CST_ORDER_PROBLEM_REPORTED:
      return "constat-order-problem-symbolic";
    case CST_ORDER_TO_CONFIRM:
      return "constat-order-to-confirm-symbolic";
    case CST_ORDER_TO_SHIP:
      return "constat-order-to-ship-symbolic";
    case CST_ORDER_SHIPPED:
      return "constat-order-shipped-symbolic";
    case CST_ORDER_DELIVERED:
      return "constat-order-delivered-symbolic";
    case CST_ORDER_COMPLETED:
      return "constat-order-completed-symbolic";
    case CST_ORDER_CANCELLED:
      return "constat-op-cancelled-symbolic";
    case CST_ORDER_UNKNOWN:
    default:
      return "constat-other-symbolic";
    }
}

CstTone
cst_tone_of_incident_state (CstIncidentState state)
{
  switch (state)
    {
    case CST_INCIDENT_SUBMITTED:
      return CST_TONE_ATTENTION;
    case CST_INCIDENT_IN_PROGRESS:
      return CST_TONE_PROGRESS;
    case CST_INCIDENT_MARKETPLACE_REVIEW:
      return CST_TONE_FOREIGN;
    case CST_INCIDENT_RESOLVED:
      return CST_TONE_DONE;
    case CST_INCIDENT_REFUSED:
    case CST_INCIDENT_UNKNOWN:
    default:
      return CST_TONE_NEUTRAL;
    }
}

const char *
cst_icon_of_incident_state (CstIncidentState state,
                            gboolean         contested,
                            gboolean         marked_resolved)
{
  switch (state)
    {
    case CST_INCIDENT_SUBMITTED:
      return contested ? "constat-state-contested-symbolic" : "constat-state-submitted-symbolic";
    case CST_INCIDENT_IN_PROGRESS:
      return marked_resolved ? "constat-state-marked-symbolic" : "constat-state-in-progress-symbolic";
    case CST_INCIDENT_MARKETPLACE_REVIEW:
      return "constat-state-review-symbolic";
    case CST_INCIDENT_RESOLVED:
      return "constat-state-resolved-symbolic";
    case CST_INCIDENT_REFUSED:
      return "constat-state-refused-symbolic";
    case CST_INCIDENT_UNKNOWN:
    default:
      return "constat-other-symbolic";
    }
}

CstTone
cst_tone_of_operation_state (CstOperationState state)
{
  switch (state)
    {
    case CST_OPERATION_REFUSED_STATE:
    case CST_OPERATION_OUTCOME_UNKNOWN:
    case CST_OPERATION_CONFLICT:
      return CST_TONE_ATTENTION;
    case CST_OPERATION_HELD:
    case CST_OPERATION_QUEUED:
    case CST_OPERATION_SENDING:
      return CST_TONE_PROGRESS;
    case CST_OPERATION_CONFIRMED:
      return CST_TONE_DONE;
    case CST_OPERATION_CANCELLED:
    case CST_OPERATION_STATE_NONE:
    default:
      return CST_TONE_NEUTRAL;
    }
}

const char *
cst_icon_of_operation_state (CstOperationState state)
{
  switch (state)
    {
    case CST_OPERATION_HELD:
      return "constat-op-held-symbolic";
    case CST_OPERATION_QUEUED:
      return "constat-op-queued-symbolic";
    case CST_OPERATION_SENDING:
      return "constat-op-sending-symbolic";
    case CST_OPERATION_CONFIRMED:
      return "constat-op-confirmed-symbolic";
    case CST_OPERATION_REFUSED_STATE:
      return "constat-op-refused-symbolic";
    case CST_OPERATION_OUTCOME_UNKNOWN:
      return "constat-op-unknown-symbolic";
    case CST_OPERATION_CONFLICT:
      return "constat-op-conflict-symbolic";
    case CST_OPERATION_CANCELLED:
      return "constat-op-cancelled-symbolic";
    case CST_OPERATION_STATE_NONE:
    default:
      return "constat-other-symbolic";
    }
}

/**
 * cst_tone_of_delivery_state:
 *
 * C2, C4, C5: red waits for us, green has our solution, yellow was answered.
 */
CstTone
cst_tone_of_delivery_state (CstDeliveryState state)
{
  switch (state)
    {
    case CST_DELIVERY_STATE_UNKNOWN:
    case CST_DELIVERY_WAITING:
    case CST_DELIVERY_FIRST_ABSENCE:
      return CST_TONE_ATTENTION;
    case CST_DELIVERY_SOLVED:
      return CST_TONE_DONE;
    case CST_DELIVERY_REPLIED:
      return CST_TONE_PROGRESS;
    case CST_DELIVERY_SETTLED:
    default:
      return CST_TONE_NEUTRAL;
    }
}

const char *
cst_icon_of_delivery_state (CstDeliveryState state)
{
  switch (state)
    {
    case CST_DELIVERY_FIRST_ABSENCE:
      return "constat-delivery-first-absence-symbolic";
    case CST_DELIVERY_SOLVED:
      return "constat-delivery-solved-symbolic";
    case CST_DELIVERY_REPLIED:
      return "constat-delivery-replied-symbolic";
    case CST_DELIVERY_SETTLED:
      return "constat-delivery-settled-symbolic";
    case CST_DELIVERY_STATE_UNKNOWN:
    case CST_DELIVERY_WAITING:
    default:
      return "constat-delivery-waiting-symbolic";
    }
}
