/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-labels.h"

#include <glib/gi18n-lib.h>

const char *
cst_label_order_status (CstOrderStatus status)
{
  switch (status)
    {
    case CST_ORDER_TO_CONFIRM:
      return C_("order status", "To confirm");
    case CST_ORDER_TO_SHIP:
      return C_("order status", "To ship");
    case CST_ORDER_SHIPPED:
      return C_("order status", "Shipped");
    case CST_ORDER_DELIVERED:
      return C_("order status", "Delivered");
    case CST_ORDER_PROBLEM_REPORTED:
      return C_("order status", "Problem reported");
    case CST_ORDER_COMPLETED:
      return C_("order status", "Completed");
    case CST_ORDER_CANCELLED:
      return C_("order status", "Cancelled");
    case CST_ORDER_UNKNOWN:
    default:
      return C_("order status", "Other status");
    }
}

/* The site's own word; a contested problem, and one that we marked as resolved, are ours alone to tell apart. */
static const char *
word_of_state (const CstIncident    *incident,
               const CstAccountInfo *info)
{
  switch (incident->state)
    {
    case CST_INCIDENT_SUBMITTED:
      return incident->contested ? NULL : cst_term (info, "state-submitted");
    case CST_INCIDENT_IN_PROGRESS:
      return incident->marked_resolved ? NULL : cst_term (info, "state-in-progress");
    case CST_INCIDENT_MARKETPLACE_REVIEW:
      return cst_term (info, "state-review");
    case CST_INCIDENT_RESOLVED:
      return cst_term (info, "state-resolved");
    case CST_INCIDENT_REFUSED:
      return cst_term (info, "state-refused");
    case CST_INCIDENT_UNKNOWN:
    default:
      return NULL;
    }
}

/**
 * cst_label_incident_state:
 * @info: the account's, for the marketplace's name
 *
 * O6, O11: the state as the account's site says it; a state this version does not know is shown by
 * the marketplace's own text.
 *
 * Returns: (transfer full): a label
 */
char *
cst_label_incident_state (const CstIncident    *incident,
                          const CstAccountInfo *info)
{
  const char *word = word_of_state (incident, info);

  if (word != NULL)
    return g_strdup (word);

  switch (incident->state)
    {
    case CST_INCIDENT_SUBMITTED:
      if (incident->contested)
        return g_strdup (C_("problem state", "Contested · to review"));
      return g_strdup (C_("problem state", "Submitted · to review"));
    case CST_INCIDENT_IN_PROGRESS:
      if (incident->marked_resolved)
        return g_strdup (C_("problem state", "Marked as resolved · waiting"));
      return g_strdup (C_("problem state", "In progress"));
    case CST_INCIDENT_MARKETPLACE_REVIEW:
      /* Translators: the name of the marketplace, as in “handled by Grand Comptoir” */
      return g_strdup_printf (C_("problem state", "Handled by %s"),
                              info->site != NULL ? info->site : _("the marketplace"));
    case CST_INCIDENT_RESOLVED:
      return g_strdup (C_("problem state", "Resolved"));
    case CST_INCIDENT_REFUSED:
      return g_strdup (C_("problem state", "Refused"));
    case CST_INCIDENT_UNKNOWN:
    default:
      return g_strdup (incident->state_code != NULL ? incident->state_code : C_("problem state", "Other state"));
    }
}

const char *
cst_label_reason (CstReason reason)
{
  switch (reason)
    {
    case CST_REASON_DAMAGED:
      return C_("reason", "Damaged items");
    case CST_REASON_DEFECTIVE:
      return C_("reason", "Defective items");
    case CST_REASON_MISSING:
      return C_("reason", "Missing items");
    case CST_REASON_WRONG_ITEM:
      return C_("reason", "Wrong item delivered");
    case CST_REASON_WRONG_INVOICE:
      return C_("reason", "Wrong invoice");
    case CST_REASON_LATE:
      return C_("reason", "Late delivery");
    case CST_REASON_OTHER:
    case CST_REASON_UNKNOWN:
    default:
      return C_("reason", "Other reason");
    }
}

/**
 * cst_label_incident_reason:
 *
 * Returns: (transfer full): the reason's word, or the marketplace's own text for one without a word
 */
char *
cst_label_incident_reason (const CstIncident *incident)
{
  if (incident->reason == CST_REASON_UNKNOWN && incident->reason_code != NULL)
    return g_strdup (incident->reason_code);

  return g_strdup (cst_label_reason (incident->reason));
}

const char *
cst_label_payout_state (CstPayoutState state)
{
  switch (state)
    {
    case CST_PAYOUT_PENDING:
      return C_("payout", "Payout pending");
    case CST_PAYOUT_HELD:
      return C_("payout", "Payout held");
    case CST_PAYOUT_PAID:
      return C_("payout", "Paid out");
    case CST_PAYOUT_UNKNOWN:
    default:
      return C_("payout", "Payout not known");
    }
}

const char *
cst_label_operation_state (CstOperationState state)
{
  switch (state)
    {
    case CST_OPERATION_HELD:
      return C_("outbox", "Can still be undone");
    case CST_OPERATION_QUEUED:
      return C_("outbox", "Queued");
    case CST_OPERATION_SENDING:
      return C_("outbox", "Sending");
    case CST_OPERATION_CONFIRMED:
      return C_("outbox", "Confirmed");
    case CST_OPERATION_REFUSED_STATE:
      return C_("outbox", "Rejected");
    case CST_OPERATION_OUTCOME_UNKNOWN:
      return C_("outbox", "Outcome unknown");
    case CST_OPERATION_CONFLICT:
      return C_("outbox", "Conflict");
    case CST_OPERATION_CANCELLED:
      return C_("outbox", "Cancelled");
    case CST_OPERATION_STATE_NONE:
    default:
      return C_("outbox", "Not decided");
    }
}

/**
 * cst_explain_operation_state:
 *
 * Returns: (transfer none): one sentence that says what the state means and what follows
 */
const char *
cst_explain_operation_state (CstOperationState state)
{
  switch (state)
    {
    case CST_OPERATION_HELD:
      return _("It leaves when the time to undo it is over.");
    case CST_OPERATION_QUEUED:
      return _("It leaves as soon as the marketplace can be reached. You can still take it back.");
    case CST_OPERATION_SENDING:
      return _("It is on its way; the marketplace has not answered yet.");
    case CST_OPERATION_CONFIRMED:
      return _("The marketplace has it.");
    case CST_OPERATION_REFUSED_STATE:
      return _("The marketplace said no. Nothing was carried out.");
    case CST_OPERATION_OUTCOME_UNKNOWN:
      return _("It may have arrived. Look at the marketplace’s site, then say whether it did.");
    case CST_OPERATION_CONFLICT:
      return _("The incident changed before it could be sent. Nothing was carried out; compare both sides.");
    case CST_OPERATION_CANCELLED:
      return _("It was taken back before it left.");
    case CST_OPERATION_STATE_NONE:
    default:
      return "";
    }
}

/**
 * cst_label_operation_kind:
 *
 * Returns: (transfer none): what was decided, in the words of the account's site
 */
const char *
cst_label_operation_kind (const CstOperation   *operation,
                          const CstAccountInfo *info)
{
  gboolean is_consumer = !cst_term_is_retailer (info);

  switch (operation->kind)
    {
    case CST_OPERATION_REFUND:
      return C_("operation", "Refund");
    case CST_OPERATION_REPLACEMENT:
      return operation->with_return ? C_("operation", "Replacement with return") : C_("operation", "Replacement");
    case CST_OPERATION_MESSAGE:
      if (operation->purpose == CST_PURPOSE_PHOTO_REQUEST)
        return C_("operation", "Request for a photo");
      if (operation->purpose == CST_PURPOSE_RESOLUTION)
        return C_("operation", "Marked as resolved");
      if (operation->purpose == CST_PURPOSE_ESCALATION)
        return C_("operation", "Message to the marketplace");
      return is_consumer ? C_("operation", "Message to the customer") : C_("operation", "Message to the retailer");
    case CST_OPERATION_SHIP_REPLACEMENT:
      return C_("operation", "Replacement shipped");
    case CST_OPERATION_RETURN_LABEL:
      return C_("operation", "Return label");
    case CST_OPERATION_RETURN_RECEIVED:
      return C_("operation", "Return received");
    case CST_OPERATION_RETURN_INSPECTED:
      return C_("operation", "Return inspected");
    case CST_OPERATION_RETURN_ACCEPTED:
      return C_("operation", "Return accepted");
    case CST_OPERATION_RETURN_REFUSED:
      return C_("operation", "Return refused");
    case CST_OPERATION_RETURN_CLOSED:
      return C_("operation", "Return closed");
    case CST_OPERATION_NOTE:
      return C_("operation", "Internal note");
    case CST_OPERATION_FINDING:
      return C_("operation", "Inspection finding");
    case CST_OPERATION_EVIDENCE:
      return C_("operation", "Internal evidence");
    case CST_OPERATION_DELIVERY_ANSWER:
      return C_("operation", "Answer to the carrier");
    case CST_OPERATION_ASSIGN:
      return C_("operation", "Assignment");
    case CST_OPERATION_UNASSIGN:
      return C_("operation", "Assignment removed");
    case CST_OPERATION_OPENED:
      return C_("operation", "Opened by");
    case CST_OPERATION_MARK_READ:
      return C_("operation", "Messages marked as read");
    case CST_OPERATION_RECORD_CASE:
      return C_("operation", "Incident recorded by hand");
    case CST_OPERATION_RECORD_EVENT:
      return C_("operation", "Event recorded by hand");
    case CST_OPERATION_REPORT:
      return C_("operation", "Incident recorded at the site");
    case CST_OPERATION_CANCEL:
      return operation->subject != NULL ? C_("operation", "Return cancelled") : C_("operation", "Incident cancelled");
    case CST_OPERATION_UNKNOWN:
    default:
      return C_("operation", "Other");
    }
}

const char *
cst_label_resolution_kind (CstResolutionKind kind)
{
  switch (kind)
    {
    case CST_RESOLUTION_REFUND:
      return C_("resolution", "Refund");
    case CST_RESOLUTION_REPLACEMENT:
      return C_("resolution", "Replacement");
    case CST_RESOLUTION_UNKNOWN:
    default:
      return C_("resolution", "Other resolution");
    }
}

const char *
cst_label_resolution_state (CstResolutionState state)
{
  switch (state)
    {
    case CST_RESOLUTION_REQUESTED:
      return C_("resolution", "Requested");
    case CST_RESOLUTION_EXECUTED:
      return C_("resolution", "Carried out");
    case CST_RESOLUTION_REFUSED:
      return C_("resolution", "Refused by the marketplace");
    case CST_RESOLUTION_CANCELLED:
      return C_("resolution", "Cancelled");
    case CST_RESOLUTION_STATE_UNKNOWN:
    default:
      return C_("resolution", "Other state");
    }
}

const char *
cst_label_return_state (CstReturnState state)
{
  switch (state)
    {
    case CST_RETURN_WAITING:
      return C_("return of goods", "Waits for your yes or no");
    case CST_RETURN_ASKED:
      return C_("return of goods", "Asked");
    case CST_RETURN_LABELLED:
      return C_("return of goods", "Label sent");
    case CST_RETURN_UNDER_WAY:
      return C_("return of goods", "On its way");
    case CST_RETURN_RECEIVED:
      return C_("return of goods", "Received");
    case CST_RETURN_INSPECTED:
      return C_("return of goods", "Inspected");
    case CST_RETURN_CLOSED:
      return C_("return of goods", "Closed");
    case CST_RETURN_REFUSED:
      return C_("return of goods", "Refused");
    case CST_RETURN_UNKNOWN:
    default:
      return C_("return of goods", "Other state");
    }
}

/**
 * cst_label_return_refusal:
 *
 * Returns: (transfer none): why a return is refused, as a person would say it
 */
const char *
cst_label_return_refusal (CstReturnRefusal refusal)
{
  switch (refusal)
    {
    case CST_REFUSAL_NOT_ELIGIBLE:
      return C_("refused return", "It does not meet the conditions for returns");
    case CST_REFUSAL_NOT_NEEDED:
      return C_("refused return", "The customer may keep the item");
    case CST_REFUSAL_TOO_LATE:
      return C_("refused return", "The time for returns is over");
    case CST_REFUSAL_UNKNOWN:
    default:
      return C_("refused return", "Without a reason");
    }
}

const char *
cst_label_finding (CstFindingKind finding)
{
  switch (finding)
    {
    case CST_FINDING_CONFIRMED:
      return C_("finding", "Confirmed");
    case CST_FINDING_NOT_CONFIRMED:
      return C_("finding", "Not confirmed");
    case CST_FINDING_CANNOT_TELL:
      return C_("finding", "Cannot tell");
    case CST_FINDING_UNKNOWN:
    default:
      return C_("finding", "Other finding");
    }
}

const char *
cst_label_message_state (CstMessageState state)
{
  switch (state)
    {
    case CST_MESSAGE_SENT:
      return C_("message", "Received by the marketplace");
    case CST_MESSAGE_DELIVERED:
      return C_("message", "Delivered");
    case CST_MESSAGE_READ:
      return C_("message", "Read");
    case CST_MESSAGE_STATE_UNKNOWN:
    default:
      return "";
    }
}

/**
 * cst_label_tax_mode:
 *
 * Returns: (transfer none): what stands behind an amount, so that each says it (R13)
 */
const char *
cst_label_tax_mode (CstTaxMode mode)
{
  return mode == CST_TAX_INCLUDED ? C_("behind an amount", "incl. tax") : C_("behind an amount", "excl. tax");
}

static char *
event_by_customer (const CstIncidentEvent *event,
                   const CstAccountInfo   *info)
{
  gboolean is_consumer = !cst_term_is_retailer (info);

  switch ((int) event->event)
    {
    case CST_EVENT_REPORTED:
      return g_strdup (is_consumer ? _("The customer reported the incident")
                                   : _("The retailer reported the problem"));
    case CST_EVENT_PHOTO_ADDED:
      return g_strdup (is_consumer ? _("The customer added a photo")
                                   : _("The retailer added a photo"));
    case CST_EVENT_ACCEPTED:
      return g_strdup (is_consumer ? _("The customer accepted the solution")
                                   : _("The retailer accepted the solution"));
    case CST_EVENT_CONTESTED:
      return g_strdup (is_consumer ? _("The customer contested the solution")
                                   : _("The retailer contested the solution"));
    default:
      return NULL;
    }
}

static char *
event_by_message (const CstIncidentEvent *event,
                  const CstAccountInfo   *info)
{
  switch (event->actor)
    {
    case CST_PARTY_BRAND:
      return g_strdup (_("We wrote a message"));
    case CST_PARTY_MARKETPLACE:
      return g_strdup (_("The marketplace wrote a message"));
    case CST_PARTY_CUSTOMER:
    case CST_PARTY_NOBODY:
    case CST_PARTY_UNKNOWN:
    default:
      return g_strdup (!cst_term_is_retailer (info) ? _("The customer wrote a message")
                                                               : _("The retailer wrote a message"));
    }
}

/**
 * cst_label_event_kind:
 *
 * Returns: (transfer none): the name of what happened, where a person says it
 */
const char *
cst_label_event_kind (CstIncidentEventKind kind)
{
  switch (kind)
    {
    case CST_EVENT_REPORTED:
      return C_("event", "Reported");
    case CST_EVENT_MESSAGE:
      return C_("event", "Message received");
    case CST_EVENT_PHOTO_ADDED:
      return C_("event", "Photos received");
    case CST_EVENT_RESOLUTION_REQUESTED:
      return C_("event", "Resolution chosen");
    case CST_EVENT_RESOLUTION_EXECUTED:
      return C_("event", "Resolution carried out");
    case CST_EVENT_RESOLUTION_REFUSED:
      return C_("event", "Resolution refused by the site");
    case CST_EVENT_ACCEPTED:
      return C_("event", "Solution accepted");
    case CST_EVENT_CONTESTED:
      return C_("event", "Solution contested");
    case CST_EVENT_REVIEW:
      return C_("event", "Taken over by the site");
    case CST_EVENT_REFUSED:
      return C_("event", "Report refused by the site");
    case CST_EVENT_RESOLVED:
      return C_("event", "Closed");
    case CST_EVENT_REOPENED:
      return C_("event", "Reopened");
    case CST_EVENT_SHIPPED:
      return C_("event", "Replacement shipped");
    case CST_EVENT_RETURN_ASKED:
      return C_("event", "Return asked for");
    case CST_EVENT_RETURN_LABELLED:
      return C_("event", "Return label sent");
    case CST_EVENT_RETURN_UNDER_WAY:
      return C_("event", "Return on its way");
    case CST_EVENT_RETURN_RECEIVED:
      return C_("event", "Return received");
    case CST_EVENT_RETURN_INSPECTED:
      return C_("event", "Return inspected");
    case CST_EVENT_UNKNOWN:
    default:
      return C_("event", "Something else");
    }
}

/**
 * cst_label_event:
 *
 * Returns: (transfer full): one sentence for the history
 */
char *
cst_label_event (const CstIncidentEvent *event,
                 const CstAccountInfo   *info)
{
  switch (event->event)
    {
    case CST_EVENT_REPORTED:
    case CST_EVENT_PHOTO_ADDED:
    case CST_EVENT_ACCEPTED:
    case CST_EVENT_CONTESTED:
      return event_by_customer (event, info);
    case CST_EVENT_MESSAGE:
      return event_by_message (event, info);
    case CST_EVENT_RESOLUTION_REQUESTED:
      return g_strdup (_("A resolution was requested"));
    case CST_EVENT_RESOLUTION_EXECUTED:
      return g_strdup (_("The resolution was carried out"));
    case CST_EVENT_RESOLUTION_REFUSED:
      return g_strdup (_("The marketplace refused the resolution"));
    case CST_EVENT_REVIEW:
      return g_strdup (_("The marketplace took over"));
    case CST_EVENT_REFUSED:
      return g_strdup (_("The marketplace refused the report"));
    case CST_EVENT_RESOLVED:
      return g_strdup (_("Marked as resolved"));
    case CST_EVENT_REOPENED:
      return g_strdup (_("Reopened"));
    case CST_EVENT_SHIPPED:
      return g_strdup (_("The replacement was shipped"));
    case CST_EVENT_RETURN_ASKED:
      return g_strdup (_("A return was asked for"));
    case CST_EVENT_RETURN_LABELLED:
      return g_strdup (_("The return label was sent"));
    case CST_EVENT_RETURN_UNDER_WAY:
      return g_strdup (_("The return is on its way"));
    case CST_EVENT_RETURN_RECEIVED:
      return g_strdup (_("The return was received"));
    case CST_EVENT_RETURN_INSPECTED:
      return g_strdup (_("The return was inspected"));
    case CST_EVENT_UNKNOWN:
    default:
      return g_strdup (event->event_code != NULL ? event->event_code : _("Something happened"));
    }
}
