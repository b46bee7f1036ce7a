/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-delivery-words.h"

#include <glib/gi18n.h>

#include "cst-carrier-codes.h"
#include "cst-delivery-labels.h"
#include "cst-format.h"
#include "cst-iso-names.h"
#include "cst-util.h"

/* What the screens of carriers’ incidents say, in one place, so that the list, the window and the rehearsal of many
 * answers say it in the same words. */

/**
 * cst_delivery_shown_state:
 * @settled_at: when it came to its end, 0 while it is open
 *
 * Returns: the state whose colour and word it has: what came to its end is green no longer (C4)
 */
CstDeliveryState
cst_delivery_shown_state (CstDeliveryState state,
                          gint64           settled_at)
{
  return settled_at != 0 ? CST_DELIVERY_SETTLED : state;
}

/**
 * cst_delivery_sending_text:
 *
 * Returns: (transfer none) (nullable): what becomes of our own answer while the row keeps its colour
 */
const char *
cst_delivery_sending_text (CstOperationState state)
{
  switch (state)
    {
    case CST_OPERATION_HELD:
    case CST_OPERATION_QUEUED:
      return C_("answer to the carrier", "answer waits to be sent");
    case CST_OPERATION_SENDING:
      return C_("answer to the carrier", "answer is being sent");
    case CST_OPERATION_REFUSED_STATE:
      return C_("answer to the carrier", "answer rejected");
    case CST_OPERATION_CONFLICT:
      return C_("answer to the carrier", "answer in conflict");
    case CST_OPERATION_OUTCOME_UNKNOWN:
      return C_("answer to the carrier", "outcome of the answer unknown");
    case CST_OPERATION_CONFIRMED:
    case CST_OPERATION_CANCELLED:
    case CST_OPERATION_STATE_NONE:
    default:
      return NULL;
    }
}

/* R15: nothing presses more. */
static char *
describe_protest (gint64 until,
                  gint64 now)
{
  g_autofree char *left = cst_format_duration (until - now);

  /* Translators: how much time is left for a protest to the carrier, as in “2 d” */
  return g_strdup_printf (C_("whose turn", "protest within %s"), left);
}

/**
 * cst_delivery_turn_text:
 * @row: as the list has it
 *
 * Returns: (transfer full): whose turn it is, and for what
 */
char *
cst_delivery_turn_text (const CstDeliveryRowData *row,
                        gint64                    now)
{
  const char *sending = cst_delivery_sending_text (row->op_state);
  g_autofree char *moment = NULL;

  switch (row->todo)
    {
    case CST_DELIVERY_TODO_LATER:
      moment = cst_format_moment (row->again_at, now);
      /* Translators: a date and a time of day */
      return g_strdup_printf (C_("whose turn", "to call back on %s"), moment);
    case CST_DELIVERY_TODO_CALL:
      return g_strdup (C_("whose turn", "to call back now"));
    case CST_DELIVERY_TODO_ADVISED:
      return g_strdup (C_("whose turn", "yours, optional"));
    case CST_DELIVERY_TODO_SOLVE:
      return row->protest_until > now ? describe_protest (row->protest_until, now)
                                      : g_strdup (C_("whose turn", "yours to answer"));
    case CST_DELIVERY_TODO_LOOK:
      return g_strdup (C_("whose turn", "yours to look again"));
    case CST_DELIVERY_TODO_FAILED:
      return g_strdup (C_("whose turn", "your answer did not go through"));
    case CST_DELIVERY_TODO_NONE:
    default:
      if (sending != NULL)
        return g_strdup (sending);
      return g_strdup (cst_delivery_shown_state (row->state, row->settled_at) == CST_DELIVERY_SETTLED
                       ? C_("whose turn", "nothing to do") : C_("whose turn", "the carrier’s"));
    }
}

/**
 * cst_delivery_distance_text:
 *
 * Returns: (transfer full) (nullable): how far the agency is, %NULL when nobody said
 */
char *
cst_delivery_distance_text (int distance_m)
{
  if (distance_m < 0)
    return NULL;
  if (distance_m < 1000)
    /* Translators: a distance in metres */
    return g_strdup_printf (C_("distance", "%d m"), distance_m);

  /* Translators: a distance in kilometres */
  return g_strdup_printf (C_("distance", "%d km"), (distance_m + 500) / 1000);
}

static void
add_line (GString    *text,
          const char *line)
{
  if (!cst_str_is_blank (line))
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

/**
 * cst_delivery_address_text:
 *
 * Returns: (transfer full): the address in lines, empty when nothing of it is known
 */
char *
cst_delivery_address_text (const CstAddress *address)
{
  GString *text = g_string_new (NULL);
  g_autofree char *place = g_strstrip (g_strdup_printf ("%s %s",
                                                        address->postal_code != NULL ? address->postal_code : "",
                                                        address->city != NULL ? address->city : ""));

  add_line (text, address->name);
  add_line (text, address->street);
  add_line (text, address->street_more);
  add_line (text, place);
  if (g_strcmp0 (address->region, address->city) != 0)
    add_line (text, address->region);
  if (text->len > 0)
    add_line (text, cst_country_name (address->country));

  return g_string_free (text, FALSE);
}

/**
 * cst_delivery_meaning_text:
 * @source: (nullable): whose codes these are
 * @code: (nullable): as the carrier writes it
 * @reason: what it was found to mean
 * @label: (nullable): what the carrier says it means
 *
 * Returns: (transfer none): what the code means (C6): as the carriers' tables have it, else by the reason it was mapped
 *   to, else in the carrier's own words
 */
const char *
cst_delivery_meaning_text (CstContext        *context,
                           const char        *source,
                           const char        *code,
                           CstDeliveryReason  reason,
                           const char        *label)
{
  CstCarrierCodes *codes = cst_rules_get_carrier_codes (cst_context_get_rules (context));
  const CstCodeMeaning *meaning = cst_carrier_codes_lookup (codes, source, code);

  if (meaning != NULL)
    return cst_code_meaning_get_text (meaning);
  if ((reason == CST_DELIVERY_REASON_UNKNOWN || reason == CST_DELIVERY_OTHER) && !cst_str_is_blank (label))
    return label;

  return cst_label_delivery_reason (reason);
}

/**
 * cst_delivery_type_text:
 * @type_code: (nullable): the platform's own word for the kind of incident
 *
 * Returns: (transfer none) (nullable): what that kind is in our words, where a table has them, else @type_code itself
 */
const char *
cst_delivery_type_text (CstContext *context,
                        gint64      account,
                        const char *type_code)
{
  const CstAccount *owner = cst_context_account (context, account);
  const CstCodeMeaning *meaning = NULL;

  if (owner != NULL)
    meaning = cst_carrier_codes_lookup (cst_rules_get_carrier_codes (cst_context_get_rules (context)),
                                        owner->connector, type_code);

  return meaning != NULL ? cst_code_meaning_get_text (meaning) : type_code;
}

/**
 * cst_delivery_code_text:
 *
 * Returns: (transfer full): the carrier's code and what it means
 */
char *
cst_delivery_code_text (CstContext        *context,
                        const CstDelivery *delivery)
{
  const char *code = cst_str_is_blank (delivery->reason_code) ? delivery->type_code : delivery->reason_code;
  const char *meaning = cst_delivery_meaning_text (context, delivery->code_source, code, delivery->reason,
                                                   delivery->reason_label);

  if (cst_str_is_blank (delivery->reason_code))
    return g_strdup (meaning);

  /* Translators: a carrier’s code and what it means */
  return g_strdup_printf (C_("carrier code", "%1$s · %2$s"), delivery->reason_code, meaning);
}

static char *
describe_new_attempt (const CstDeliveryAnswer *answer,
                      gint64                   now)
{
  g_autofree char *day = cst_format_iso_date (answer->date, now);
  g_autofree char *window = g_utf8_strdown (cst_label_time_window (answer->window), -1);

  if (cst_str_is_blank (answer->date))
    return g_strdup (cst_label_answer_kind (CST_ANSWER_NEW_ATTEMPT));
  if (answer->window == CST_WINDOW_ANY)
    /* Translators: a day */
    return g_strdup_printf (C_("answer to the carrier", "New delivery on %s"), day);

  /* Translators: a day, and “in the morning” or the like */
  return g_strdup_printf (C_("answer to the carrier", "New delivery on %1$s, %2$s"), day, window);
}

/**
 * cst_delivery_answer_text:
 *
 * Returns: (transfer full): what the carrier is told, in one line
 */
char *
cst_delivery_answer_text (const CstDeliveryAnswer *answer,
                          gint64                   now)
{
  g_autofree char *address = NULL;

  switch (answer->kind)
    {
    case CST_ANSWER_TEXT:
      /* Translators: the solution in our own words */
      return g_strdup_printf (C_("answer to the carrier", "Solution: “%s”"), answer->text != NULL ? answer->text : "");
    case CST_ANSWER_NEW_ATTEMPT:
      return describe_new_attempt (answer, now);
    case CST_ANSWER_NEW_ADDRESS:
      if (answer->address == NULL)
        return g_strdup (cst_label_answer_kind (answer->kind));
      address = cst_delivery_address_text (answer->address);
      g_strdelimit (address, "\n", ',');
      /* Translators: an address */
      return g_strdup_printf (C_("answer to the carrier", "Deliver to: %s"), address);
    case CST_ANSWER_NONE:
    case CST_ANSWER_CALL_BACK:
    case CST_ANSWER_PICKUP:
    case CST_ANSWER_RETURN:
    default:
      return g_strdup (cst_label_answer_kind (answer->kind));
    }
}

const char *
cst_delivery_site_name (const CstDeliveryCase *delivery_case)
{
  if (delivery_case->account->info.site != NULL)
    return delivery_case->account->info.site;

  return delivery_case->delivery->carrier != NULL ? delivery_case->delivery->carrier : _("the carrier");
}

/* ── Before it is confirmed ────────────────────────────────────────────────────────────────────── */

static void
consequence_free (gpointer data)
{
  CstConsequence *consequence = data;

  g_free (consequence->text);
  g_free (consequence);
}

static void
take (GPtrArray  *list,
      const char *icon_name,
      char       *text)
{
  CstConsequence *consequence = g_new0 (CstConsequence, 1);

  consequence->icon_name = icon_name;
  consequence->text = text;
  g_ptr_array_add (list, consequence);
}

static void
take_what_cannot_be_undone (GPtrArray             *list,
                            const CstDeliveryCase *delivery_case)
{
  const CstDelivery *delivery = delivery_case->delivery;

  take (list, "dialog-warning-symbolic",
        g_strdup (_("Once the carrier has it, this cannot be taken back: the parcel is not presented again.")));
  if (delivery->cod > 0)
    {
      g_autofree char *amount = cst_money_format (cst_money (delivery->cod, delivery->currency));

      /* Translators: an amount */
      take (list, "constat-payout-held-symbolic",
            g_strdup_printf (_("The %s of cash on delivery will not be collected."), amount));
    }
  take (list, "object-select-symbolic",
        g_strdup (_("What becomes of the order, a refund or a new shipment, is decided apart from this.")));
}

static char *
describe_undo (int hold_s)
{
  if (hold_s <= 0)
    return g_strdup (_("It is sent at once."));

  if (hold_s % 60 == 0)
    return g_strdup_printf (ngettext ("You can undo it for %d minute; then it is sent, or queued while offline.",
                                      "You can undo it for %d minutes; then it is sent, or queued while offline.",
                                      (gulong) (hold_s / 60)), hold_s / 60);

  return g_strdup_printf (ngettext ("You can undo it for %d second; then it is sent, or queued while offline.",
                                    "You can undo it for %d seconds; then it is sent, or queued while offline.",
                                    (gulong) hold_s),
                          hold_s);
}

/**
 * cst_delivery_consequences:
 * @answer: one without a problem
 *
 * What will happen, who does what next (C7, C8).
 *
 * Returns: (transfer full) (element-type CstConsequence): sentences in the order they are read
 */
GPtrArray *
cst_delivery_consequences (const CstDeliveryCase   *delivery_case,
                           const CstDeliveryAnswer *answer,
                           gint64                   now)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (consequence_free);
  const CstDelivery *delivery = delivery_case->delivery;
  const char *carrier = delivery->carrier != NULL ? delivery->carrier : _("the carrier");
  /* Translators: what the carrier is told, in our own words */
  g_autofree char *what = answer->kind == CST_ANSWER_TEXT ? g_strdup_printf (_("“%s”"), answer->text)
                          : cst_delivery_answer_text (answer, now);

  /* Translators: the carrier’s name, and what it is told */
  take (list, "constat-deliveries-symbolic", g_strdup_printf (_("%1$s is told: %2$s"), carrier, what));
  if (answer->kind == CST_ANSWER_NEW_ATTEMPT && delivery->distance_m > CST_FAR_AWAY_M)
    take (list, "dialog-warning-symbolic",
          g_strdup (_("The agency is more than 15 km away: promise the customer a day, not an hour.")));
  if (answer->kind == CST_ANSWER_PICKUP)
    take (list, "avatar-default-symbolic",
          g_strdup (_("The customer has to be told where the parcel waits; the carrier may not do it.")));
  if (answer->kind == CST_ANSWER_RETURN)
    take_what_cannot_be_undone (list, delivery_case);
  else if (delivery->cod > 0)
    {
      g_autofree char *amount = cst_money_format (cst_money (delivery->cod, delivery->currency));

      /* Translators: an amount */
      take (list, "constat-payout-held-symbolic",
            g_strdup_printf (_("The customer still pays %s on delivery."), amount));
    }
  if (cst_account_tells_by_hand (delivery_case->account))
    {
      take (list, "constat-delivery-solved-symbolic",
            g_strdup (_("Nothing is sent from here: the incident turns green on your word that the carrier has it.")));
      return list;
    }

  take (list, "constat-delivery-solved-symbolic",
        g_strdup (_("The incident turns green when the carrier has the answer, not before.")));
  take (list, "edit-undo-symbolic", describe_undo (delivery_case->undo_window));

  return list;
}

/**
 * cst_delivery_explain_gate:
 *
 * Returns: (transfer full): why no solution can be given, and the next best way; empty when @gate is open
 */
char *
cst_delivery_explain_gate (const CstDeliveryCase *delivery_case,
                           CstAnswerGate          gate)
{
  const char *site = cst_delivery_site_name (delivery_case);

  switch (gate)
    {
    case CST_ANSWER_GATE_SETTLED:
      return g_strdup (_("The parcel came to its end. Nothing is left to do; what was done stays in the history."));
    case CST_ANSWER_GATE_SOLVED:
      return g_strdup (_("The carrier has your solution. It can be answered again when the carrier replies or a new "
                         "attempt fails."));
    case CST_ANSWER_GATE_PENDING:
      return g_strdup (_("Your answer is on its way; see above. Until the carrier has it, the incident stays red."));
    case CST_ANSWER_GATE_NO_SCOPE:
      return g_strdup (_("This account’s key may look, not answer. Call the customer and note the call; somebody with "
                         "a full key answers."));
    case CST_ANSWER_GATE_NO_CAPABILITY:
      /* Translators: a site’s or carrier’s name */
      return g_strdup_printf (_("%s takes no answers from outside. Write the solution here to copy it, and enter it "
                                "there."), site);
    case CST_ANSWER_GATE_CLOSED:
      /* Translators: a site’s or carrier’s name */
      return g_strdup_printf (_("%s takes no answer to this incident now."), site);
    case CST_ANSWER_GATE_OPEN:
    default:
      return g_strdup ("");
    }
}
