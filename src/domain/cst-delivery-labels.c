/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-delivery-labels.h"

#include <glib/gi18n-lib.h>

#include "cst-util.h"

/**
 * cst_label_delivery_state:
 *
 * C5: the word beside the colour and the shape.
 */
const char *
cst_label_delivery_state (CstDeliveryState state)
{
  switch (state)
    {
    case CST_DELIVERY_WAITING:
      return C_("delivery state", "Waiting for a solution");
    case CST_DELIVERY_FIRST_ABSENCE:
      return C_("delivery state", "First absence");
    case CST_DELIVERY_SOLVED:
      return C_("delivery state", "Solution given");
    case CST_DELIVERY_REPLIED:
      return C_("delivery state", "The carrier replied");
    case CST_DELIVERY_SETTLED:
      return C_("delivery state", "Closed");
    case CST_DELIVERY_STATE_UNKNOWN:
    default:
      return C_("delivery state", "Other state");
    }
}

/**
 * cst_explain_delivery_state:
 *
 * C5: what the legend says of a state.
 */
const char *
cst_explain_delivery_state (CstDeliveryState state)
{
  switch (state)
    {
    case CST_DELIVERY_WAITING:
      return _("Call the customer and give a solution before the parcel is presented again.");
    case CST_DELIVERY_FIRST_ABSENCE:
      return _("The first attempt failed, nobody was there. Answering is optional, and raises the delivery rate.");
    case CST_DELIVERY_SOLVED:
      return _("You gave a solution and the carrier has it.");
    case CST_DELIVERY_REPLIED:
      return _("The carrier replied to your solution: look again.");
    case CST_DELIVERY_SETTLED:
      return _("The parcel was delivered or went back; nothing is left to do.");
    case CST_DELIVERY_STATE_UNKNOWN:
    default:
      return _("The carrier uses a state that Constat does not know; it is treated as waiting.");
    }
}

/**
 * cst_label_delivery_tab:
 *
 * C1
 */
const char *
cst_label_delivery_tab (CstDeliveryTab tab)
{
  switch (tab)
    {
    case CST_DELIVERY_TAB_WAITING:
      return C_("tab of deliveries", "Waiting for a solution");
    case CST_DELIVERY_TAB_FIRST_ABSENCE:
      return C_("tab of deliveries", "First absence");
    case CST_DELIVERY_TAB_SENT:
      return C_("tab of deliveries", "Requests sent");
    case CST_DELIVERY_TAB_NONE:
      return C_("tab of deliveries", "Closed");
    case CST_DELIVERY_TAB_ALL:
    default:
      return C_("tab of deliveries", "All");
    }
}

/**
 * cst_label_delivery_reason:
 *
 * C6
 */
const char *
cst_label_delivery_reason (CstDeliveryReason reason)
{
  switch (reason)
    {
    case CST_DELIVERY_ABSENT:
      return C_("delivery reason", "Customer absent");
    case CST_DELIVERY_CLOSED:
      return C_("delivery reason", "Premises closed");
    case CST_DELIVERY_REFUSED:
      return C_("delivery reason", "Goods refused");
    case CST_DELIVERY_WRONG_ADDRESS:
      return C_("delivery reason", "Wrong address");
    case CST_DELIVERY_DATA_MISSING:
      return C_("delivery reason", "Address incomplete");
    case CST_DELIVERY_POSTPONED:
      return C_("delivery reason", "Postponed by the customer");
    case CST_DELIVERY_COLLECTS:
      return C_("delivery reason", "Customer collects at the agency");
    case CST_DELIVERY_DAMAGED:
      return C_("delivery reason", "Parcel damaged");
    case CST_DELIVERY_LOST:
      return C_("delivery reason", "Parcel lost");
    case CST_DELIVERY_PARCELS_MISSING:
      return C_("delivery reason", "Parcels missing");
    case CST_DELIVERY_NOT_ARRIVED:
      return C_("delivery reason", "Not arrived at the agency");
    case CST_DELIVERY_MISROUTED:
      return C_("delivery reason", "Sent to the wrong agency");
    case CST_DELIVERY_CUSTOMS:
      return C_("delivery reason", "Held by customs");
    case CST_DELIVERY_HOLIDAY:
      return C_("delivery reason", "Local holiday");
    case CST_DELIVERY_WEATHER:
      return C_("delivery reason", "Bad weather");
    case CST_DELIVERY_NOT_PAID:
      return C_("delivery reason", "Cash on delivery not paid");
    case CST_DELIVERY_RETURN_ASKED:
      return C_("delivery reason", "Return asked for");
    case CST_DELIVERY_CORRECTION:
      return C_("delivery reason", "Correction by the carrier");
    case CST_DELIVERY_OTHER:
      return C_("delivery reason", "Another reason");
    case CST_DELIVERY_REASON_UNKNOWN:
    default:
      return C_("delivery reason", "Reason not known");
    }
}

/**
 * cst_explain_delivery_reason:
 *
 * C11: what it means, and what a good solution says.
 */
const char *
cst_explain_delivery_reason (CstDeliveryReason reason)
{
  switch (reason)
    {
    case CST_DELIVERY_ABSENT:
      return _("Nobody opened. Agree on a day with the customer, or on collection at the agency.");
    case CST_DELIVERY_CLOSED:
      return _("The premises were closed. Give the opening hours, or another address.");
    case CST_DELIVERY_REFUSED:
      return _("The courier says that the parcel was not accepted. Ask what happened, without a word of refusal.");
    case CST_DELIVERY_WRONG_ADDRESS:
      return _("The address was not found. Check it with the customer, and ask for a landmark.");
    case CST_DELIVERY_DATA_MISSING:
      return _("A part of the address is missing: the number, the floor, the name at the door, the telephone.");
    case CST_DELIVERY_POSTPONED:
      return _("The customer asked for another day. Watch that it is kept.");
    case CST_DELIVERY_COLLECTS:
      return _("The parcel waits at the agency. Remind the customer before it goes back.");
    case CST_DELIVERY_DAMAGED:
      return _("The carrier found the parcel damaged. Keep the photos: its own time limit runs.");
    case CST_DELIVERY_LOST:
      return _("The carrier does not find the parcel. Open a claim; the carrier’s own time limit runs.");
    case CST_DELIVERY_PARCELS_MISSING:
      return _("Some parcels of the shipment are missing. Ask whether the rest shall be delivered.");
    case CST_DELIVERY_NOT_ARRIVED:
      return _("Often only a late scan: wait a day before you do anything.");
    case CST_DELIVERY_MISROUTED:
      return _("The postal code led to another agency. Confirm the right one.");
    case CST_DELIVERY_CUSTOMS:
      return _("Customs wait for documents or for a payment.");
    case CST_DELIVERY_HOLIDAY:
      return _("A local holiday: the parcel is presented on the next day of work.");
    case CST_DELIVERY_WEATHER:
      return _("The courier could not come. The parcel is presented again by itself.");
    case CST_DELIVERY_NOT_PAID:
      return _("The amount could not be paid at the door. Agree on a day and on the exact sum.");
    case CST_DELIVERY_RETURN_ASKED:
      return _("The parcel was asked back.");
    case CST_DELIVERY_CORRECTION:
      return _("The carrier mends an entry of its own: nothing to do.");
    case CST_DELIVERY_OTHER:
    case CST_DELIVERY_REASON_UNKNOWN:
    default:
      return _("Read the carrier’s own text and the courier’s note.");
    }
}

const char *
cst_label_delivery_phase (CstDeliveryPhase phase)
{
  switch (phase)
    {
    case CST_PHASE_ANNOUNCED:
      return C_("delivery phase", "Announced");
    case CST_PHASE_IN_TRANSIT:
      return C_("delivery phase", "On its way");
    case CST_PHASE_OUT_FOR_DELIVERY:
      return C_("delivery phase", "Out for delivery");
    case CST_PHASE_ATTEMPTED:
      return C_("delivery phase", "Presented, not delivered");
    case CST_PHASE_AT_POINT:
      return C_("delivery phase", "At the pickup point");
    case CST_PHASE_HELD:
      return C_("delivery phase", "Held at the agency");
    case CST_PHASE_RETURNING:
      return C_("delivery phase", "On its way back");
    case CST_PHASE_RETURNED:
      return C_("delivery phase", "Returned to the sender");
    case CST_PHASE_DELIVERED:
      return C_("delivery phase", "Delivered");
    case CST_PHASE_LOST:
      return C_("delivery phase", "Lost");
    case CST_PHASE_UNKNOWN:
    default:
      return C_("delivery phase", "Place not known");
    }
}

/**
 * cst_explain_delivery_phase:
 *
 * C11: the glossary of shipment states.
 */
const char *
cst_explain_delivery_phase (CstDeliveryPhase phase)
{
  switch (phase)
    {
    case CST_PHASE_ANNOUNCED:
      return _("The carrier knows of the parcel and does not have it yet.");
    case CST_PHASE_IN_TRANSIT:
      return _("The parcel travels between two agencies.");
    case CST_PHASE_OUT_FOR_DELIVERY:
      return _("The courier has it today.");
    case CST_PHASE_ATTEMPTED:
      return _("The courier was there and could not hand it over.");
    case CST_PHASE_AT_POINT:
      return _("It waits for the customer at an agency, a shop or a locker.");
    case CST_PHASE_HELD:
      return _("It stays where it is until somebody says what to do.");
    case CST_PHASE_RETURNING:
      return _("It can no longer be delivered.");
    case CST_PHASE_RETURNED:
      return _("The sender has it again.");
    case CST_PHASE_DELIVERED:
      return _("The customer has it.");
    case CST_PHASE_LOST:
      return _("The carrier has given up the search.");
    case CST_PHASE_UNKNOWN:
    default:
      return _("The carrier did not say where the parcel is.");
    }
}

/**
 * cst_label_answer_kind:
 *
 * C7, C8
 */
const char *
cst_label_answer_kind (CstDeliveryAnswerKind kind)
{
  switch (kind)
    {
    case CST_ANSWER_CALL_BACK:
      return C_("answer to the carrier", "Customer to call back");
    case CST_ANSWER_TEXT:
      return C_("answer to the carrier", "Solution");
    case CST_ANSWER_NEW_ATTEMPT:
      return C_("answer to the carrier", "New delivery");
    case CST_ANSWER_NEW_ADDRESS:
      return C_("answer to the carrier", "Deliver to another address");
    case CST_ANSWER_PICKUP:
      return C_("answer to the carrier", "Collection at the agency");
    case CST_ANSWER_RETURN:
      return C_("answer to the carrier", "Return to the sender");
    case CST_ANSWER_NONE:
    default:
      return C_("answer to the carrier", "No answer");
    }
}

const char *
cst_label_time_window (CstTimeWindow window)
{
  switch (window)
    {
    case CST_WINDOW_MORNING:
      return C_("time window", "in the morning");
    case CST_WINDOW_AFTERNOON:
      return C_("time window", "in the afternoon");
    case CST_WINDOW_EVENING:
      return C_("time window", "in the evening");
    case CST_WINDOW_ANY:
    default:
      return C_("time window", "at any time");
    }
}

/**
 * cst_label_told:
 *
 * Returns: how a person told the carrier; empty when nobody had to
 */
const char *
cst_label_told (CstAnswerTold told)
{
  switch (told)
    {
    case CST_TOLD_BY_PHONE:
      return C_("answer", "told by phone");
    case CST_TOLD_IN_PORTAL:
      return C_("answer", "entered in the carrier’s portal");
    case CST_TOLD_BY_MAIL:
      return C_("answer", "told by e-mail");
    case CST_TOLD_NONE:
    default:
      return "";
    }
}

static void
add_part (GString    *text,
          const char *separator,
          const char *part)
{
  if (cst_str_is_blank (part))
    return;

  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

/**
 * cst_label_address:
 *
 * Returns: (transfer full): on one line; empty when nothing is known
 */
char *
cst_label_address (const CstAddress *address)
{
  GString *text = g_string_new (NULL);

  add_part (text, ", ", address->name);
  add_part (text, ", ", address->street);
  add_part (text, ", ", address->street_more);
  add_part (text, ", ", address->postal_code);
  add_part (text, cst_str_is_blank (address->postal_code) ? ", " : " ", address->city);
  add_part (text, ", ", address->region);
  add_part (text, ", ", address->country);

  return g_string_free (text, FALSE);
}

static char *
format_day (const char *date)
{
  GDate day;
  char text[64];

  g_date_clear (&day, 1);
  if (date != NULL)
    g_date_set_parse (&day, date);
  if (!g_date_valid (&day) || g_date_strftime (text, sizeof text, "%x", &day) == 0)
    return g_strdup (date);

  return g_strdup (text);
}

/**
 * cst_label_answer:
 *
 * Returns: (transfer full): what an answer says, in one sentence: its kind, and what belongs to it
 */
char *
cst_label_answer (const CstDeliveryAnswer *answer)
{
  GString *text = g_string_new (cst_label_answer_kind (answer->kind));
  g_autofree char *day = format_day (answer->date);
  g_autofree char *address = answer->address != NULL ? cst_label_address (answer->address) : NULL;

  if (day != NULL && answer->window != CST_WINDOW_ANY)
    {
      g_string_append (text, " — ");
      /* Translators: a date and “in the morning”, “in the afternoon” or “in the evening” */
      g_string_append_printf (text, _("%1$s %2$s"), day, cst_label_time_window (answer->window));
    }
  else
    add_part (text, " — ", day);
  add_part (text, " — ", address);
  add_part (text, " — ", answer->text);
  add_part (text, " — ", cst_label_told (answer->told));

  return g_string_free (text, FALSE);
}
