/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-delivery-labels.h"

#include <glib/gi18n-lib.h>

#include "cst-util.h"

const char *
cst_label_delivery_reason (CstDeliveryReason reason)
{
  switch (reason)
    {
    case CST_DELIVERY_ABSENT:
      return C_("delivery reason", "Absent");
    case CST_DELIVERY_CLOSED:
      return C_("delivery reason", "Closed");
    case CST_DELIVERY_REFUSED:
      return C_("delivery reason", "Goods refused");
    case CST_DELIVERY_WRONG_ADDRESS:
      return C_("delivery reason", "Wrong address");
    case CST_DELIVERY_DATA_MISSING:
      return C_("delivery reason", "Data missing");
    case CST_DELIVERY_POSTPONED:
      return C_("delivery reason", "Postponed by the customer");
    case CST_DELIVERY_COLLECTS:
      return C_("delivery reason", "Collected at the agency");
    case CST_DELIVERY_DAMAGED:
      return C_("delivery reason", "Damaged");
    case CST_DELIVERY_LOST:
      return C_("delivery reason", "Lost");
    case CST_DELIVERY_PARCELS_MISSING:
      return C_("delivery reason", "Parcels missing");
    case CST_DELIVERY_NOT_ARRIVED:
      return C_("delivery reason", "Not arrived");
    case CST_DELIVERY_MISROUTED:
      return C_("delivery reason", "Sent to the wrong agency");
    case CST_DELIVERY_CUSTOMS:
      return C_("delivery reason", "Customs");
    case CST_DELIVERY_HOLIDAY:
      return C_("delivery reason", "Local holiday");
    case CST_DELIVERY_WEATHER:
      return C_("delivery reason", "Bad weather");
    case CST_DELIVERY_NOT_PAID:
      return C_("delivery reason", "Not paid");
    case CST_DELIVERY_RETURN_ASKED:
      return C_("delivery reason", "Return asked for");
    case CST_DELIVERY_CORRECTION:
      return C_("delivery reason", "Correction by the carrier");
    case CST_DELIVERY_OTHER:
      return C_("delivery reason", "Other reason");
    case CST_DELIVERY_REASON_UNKNOWN:
    default:
      return C_("delivery reason", "Unknown");
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
      return C_("delivery phase", "In transit");
    case CST_PHASE_OUT_FOR_DELIVERY:
      return C_("delivery phase", "Out for delivery");
    case CST_PHASE_ATTEMPTED:
      return C_("delivery phase", "Delivery attempted");
    case CST_PHASE_AT_POINT:
      return C_("delivery phase", "Waiting to be collected");
    case CST_PHASE_HELD:
      return C_("delivery phase", "Held");
    case CST_PHASE_RETURNING:
      return C_("delivery phase", "On its way back");
    case CST_PHASE_RETURNED:
      return C_("delivery phase", "Returned");
    case CST_PHASE_DELIVERED:
      return C_("delivery phase", "Delivered");
    case CST_PHASE_LOST:
      return C_("delivery phase", "Lost");
    case CST_PHASE_UNKNOWN:
    default:
      return C_("delivery phase", "Unknown");
    }
}

/**
 * cst_label_delivery_state:
 *
 * C2 to C5: the word that stands beside the colour and the shape.
 */
const char *
cst_label_delivery_state (CstDeliveryState state)
{
  switch (state)
    {
    case CST_DELIVERY_FIRST_ABSENCE:
      return C_("delivery state", "First absence");
    case CST_DELIVERY_SOLVED:
      return C_("delivery state", "Solved");
    case CST_DELIVERY_REPLIED:
      return C_("delivery state", "The carrier replied");
    case CST_DELIVERY_SETTLED:
      return C_("delivery state", "Closed");
    case CST_DELIVERY_STATE_UNKNOWN:
    case CST_DELIVERY_WAITING:
    default:
      return C_("delivery state", "Waiting for a solution");
    }
}

const char *
cst_label_delivery_tab (CstDeliveryTab tab)
{
  switch (tab)
    {
    case CST_DELIVERY_TAB_WAITING:
      return C_("delivery tab", "Waiting for a solution");
    case CST_DELIVERY_TAB_FIRST_ABSENCE:
      return C_("delivery tab", "First absence");
    case CST_DELIVERY_TAB_SENT:
      return C_("delivery tab", "Requests sent");
    case CST_DELIVERY_TAB_NONE:
      return C_("delivery tab", "Closed");
    case CST_DELIVERY_TAB_ALL:
    default:
      return C_("delivery tab", "All");
    }
}

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
      return C_("answer to the carrier", "Change of address");
    case CST_ANSWER_PICKUP:
      return C_("answer to the carrier", "Pickup at the agency");
    case CST_ANSWER_RETURN:
      return C_("answer to the carrier", "Return to sender");
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

  return g_string_free (text, FALSE);
}
