/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea-wire.h"

#include "cst-util.h"

/* How an issue of the platform is one of our delivery incidents. Two things that the screens know have no member in
 * the API, and are worked out from what it has:
 *
 *  - the first absence: a recipient who was absent, in the first issue of that parcel, never answered before;
 *  - the carrier's reply: an issue that had its solution and waits again, or lists answers again after it. Where the
 *    order says that the parcel was presented once more, it is a new failed attempt, and red. A further attempt that
 *    comes as an issue of its own is red by itself.
 *
 * Not told at all are the distance to the agency, the courier's note, the words of a reply and the number of
 * attempts; the latter are counted over the parcel's issues. */

/* What the platform writes into an issue while it passes a solution on is no reply to it. */
#define SETTLING_S 60

static const struct
{
  const char        *word;
  CstDeliveryReason  reason;
  CstDeliveryPhase   phase;
  gboolean           is_attempt;
} types[] = {
  { "RECIPIENT_ABSENT", CST_DELIVERY_ABSENT, CST_PHASE_ATTEMPTED, TRUE },
  { "REFUSED_BY_RECIPIENT", CST_DELIVERY_REFUSED, CST_PHASE_ATTEMPTED, TRUE },
  { "ADDRESS_INCORRECT", CST_DELIVERY_WRONG_ADDRESS, CST_PHASE_ATTEMPTED, TRUE },
  { "DELIVERY_FAILED", CST_DELIVERY_OTHER, CST_PHASE_ATTEMPTED, TRUE },
  { "DAMAGED_PACKAGE", CST_DELIVERY_DAMAGED, CST_PHASE_HELD, FALSE },
  { "LOST_PACKAGE", CST_DELIVERY_LOST, CST_PHASE_LOST, FALSE },
  { "CUSTOMS_ISSUE", CST_DELIVERY_CUSTOMS, CST_PHASE_HELD, FALSE },
  { "PENDING_AUTHORIZATION", CST_DELIVERY_OTHER, CST_PHASE_HELD, FALSE },
  { "PENDING_DATA", CST_DELIVERY_DATA_MISSING, CST_PHASE_HELD, FALSE },
  { "POSSIBLE_RETURN", CST_DELIVERY_OTHER, CST_PHASE_HELD, FALSE },
  { "RETURN_REQUESTED", CST_DELIVERY_RETURN_ASKED, CST_PHASE_RETURNING, FALSE },
  { "RETAINED", CST_DELIVERY_OTHER, CST_PHASE_HELD, FALSE },
  { "ADMINISTRATIVE_ISSUE", CST_DELIVERY_CORRECTION, CST_PHASE_HELD, FALSE },
  { "GENERAL_INCIDENCE", CST_DELIVERY_OTHER, CST_PHASE_HELD, FALSE },
};

static const struct
{
  const char            *option;
  CstDeliveryAnswerKind  kind;
} options[] = {
  { "MANAGED_BY_CLIENT", CST_ANSWER_CALL_BACK },
  { "PROVIDE_SOLUTION", CST_ANSWER_TEXT },
  { "SOLUTION_PROVIDED", CST_ANSWER_TEXT }, /* what the one before becomes */
  { "RETRY", CST_ANSWER_NEW_ATTEMPT },
  { "CHANGE_ADDRESS", CST_ANSWER_NEW_ADDRESS },
  { "PICKUP_AT_AGENCY", CST_ANSWER_PICKUP },
  { "RETURN_REQUESTED", CST_ANSWER_RETURN },
};

/**
 * cst_dropea_answer_kind:
 * @option: (nullable): how the platform names an answer, be it offered or given
 *
 * Returns: the kind of answer, %CST_ANSWER_NONE when it is not known
 */
CstDeliveryAnswerKind
cst_dropea_answer_kind (const char *option)
{
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    {
      if (g_strcmp0 (options[i].option, option) == 0)
        return options[i].kind;
    }

  return CST_ANSWER_NONE;
}

/**
 * cst_dropea_option:
 *
 * Returns: (nullable): what an issue has to list so that such an answer may be given
 */
const char *
cst_dropea_option (CstDeliveryAnswerKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    {
      if (options[i].kind == kind)
        return options[i].option;
    }

  return NULL;
}

static int
type_index (const CstDropeaIssue *issue)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (g_strcmp0 (types[i].word, issue->type) == 0)
        return (int) i;
    }

  return -1;
}

static gboolean
is_attempt (const CstDropeaIssue *issue)
{
  int i = type_index (issue);

  return i >= 0 && types[i].is_attempt;
}

static gboolean
is_first (const CstDropeaIssue *issue,
          const GPtrArray      *family)
{
  const CstDropeaIssue *first = family != NULL && family->len > 0 ? g_ptr_array_index (family, 0) : issue;

  return g_strcmp0 (first->id, issue->id) == 0;
}

/* The issue of the same parcel that came after @issue, if any. */
static const CstDropeaIssue *
successor (const CstDropeaIssue *issue,
           const GPtrArray      *family)
{
  for (guint i = 0; family != NULL && i + 1 < family->len; i++)
    {
      if (g_strcmp0 (((CstDropeaIssue *) g_ptr_array_index (family, i))->id, issue->id) == 0)
        return g_ptr_array_index (family, i + 1);
    }

  return NULL;
}

static gboolean
was_presented_again (const CstDropeaIssue *issue,
                     const CstDropeaOrder *order)
{
  return is_attempt (issue) && order != NULL && order->phase == CST_PHASE_ATTEMPTED;
}

static CstDeliveryState
state_of_waiting (const CstDropeaIssue *issue,
                  const GPtrArray      *family,
                  const CstDropeaOrder *order)
{
  if (issue->resolution != NULL && issue->answered_at > 0)
    return was_presented_again (issue, order) ? CST_DELIVERY_WAITING : CST_DELIVERY_REPLIED;
  if (g_strcmp0 (issue->type, "RECIPIENT_ABSENT") == 0 && is_first (issue, family))
    return CST_DELIVERY_FIRST_ABSENCE;

  return CST_DELIVERY_WAITING;
}

static gboolean
is_asked_again (const CstDropeaIssue *issue)
{
  return issue->is_active && issue->options[0] != NULL && issue->answered_at > 0 &&
         issue->updated_at > issue->answered_at + SETTLING_S;
}

static CstDeliveryState
state_of (const CstDropeaIssue *issue,
          const GPtrArray      *family,
          const CstDropeaOrder *order)
{
  if (g_strcmp0 (issue->status, "RESOLVED") == 0)
    return is_asked_again (issue) ? CST_DELIVERY_REPLIED : CST_DELIVERY_SOLVED;
  if (g_strcmp0 (issue->status, "INFO") == 0 || !issue->is_active ||
      (order != NULL && order->delivered_at > issue->created_at))
    return CST_DELIVERY_SETTLED;
  if (g_strcmp0 (issue->status, "PENDING") == 0)
    return state_of_waiting (issue, family, order);

  /* C7: the customer is still to be reached. */
  return g_strcmp0 (issue->status, "MANAGING_WITH_CLIENT") == 0 ? CST_DELIVERY_WAITING : CST_DELIVERY_STATE_UNKNOWN;
}

static int
allowed_answers (const CstDropeaIssue *issue)
{
  int allowed = 0;

  for (guint i = 0; cst_dropea_issue_waits (issue) && issue->options[i] != NULL; i++)
    {
      CstDeliveryAnswerKind kind = cst_dropea_answer_kind (issue->options[i]);

      if (kind != CST_ANSWER_NONE)
        allowed |= CST_ANSWER_FLAG (kind);
    }

  return allowed;
}

/* Whose codes these are; the platform's own where no carrier is named. */
static char *
code_source (const char *carrier)
{
  char *source = cst_code_source_of_carrier (carrier);

  return source != NULL ? source : g_strdup ("dropea");
}

static char *
whole_code (const CstDropeaIssue *issue)
{
  if (issue->code == NULL)
    return g_strdup (issue->substatus);

  return issue->substatus != NULL ? g_strdup_printf ("%s/%s", issue->code, issue->substatus) : g_strdup (issue->code);
}

static void
add_event (CstDelivery             *delivery,
           gint64                   at,
           CstParty                 actor,
           CstDeliveryPhase         phase,
           const CstDropeaIssue    *issue,
           const CstDeliveryAnswer *answer)
{
  CstDeliveryEvent *event = cst_record_new (&cst_delivery_event_type);
  int i = issue != NULL ? type_index (issue) : -1;

  event->at = at;
  event->actor = actor;
  event->phase = phase;
  if (issue != NULL)
    {
      event->reason = i >= 0 ? types[i].reason : CST_DELIVERY_REASON_UNKNOWN;
      event->code = whole_code (issue);
      event->text = g_strdup (issue->description != NULL ? issue->description : issue->type);
      event->is_attempt = is_attempt (issue);
    }
  if (answer != NULL)
    event->answer = cst_record_dup (&cst_delivery_answer_type, answer);
  g_ptr_array_add (delivery->events, event);
}

static gint
compare_events (gconstpointer a,
                gconstpointer b)
{
  const CstDeliveryEvent *first = *(CstDeliveryEvent *const *) a;
  const CstDeliveryEvent *second = *(CstDeliveryEvent *const *) b;

  return (first->at > second->at) - (first->at < second->at);
}

static void
add_history_of (CstDelivery          *delivery,
                const CstDropeaIssue *issue)
{
  int i = type_index (issue);

  add_event (delivery, issue->created_at, CST_PARTY_MARKETPLACE, i >= 0 ? types[i].phase : CST_PHASE_HELD, issue, NULL);
  if (issue->answered_at > 0 && issue->answer != NULL)
    add_event (delivery, issue->answered_at, CST_PARTY_BRAND, CST_PHASE_UNKNOWN, NULL, issue->answer);
}

/* C10: what went before with the same parcel belongs to the story; what came later tells itself. */
static void
add_history (CstDelivery          *delivery,
             const CstDropeaIssue *issue,
             const GPtrArray      *family,
             const CstDropeaOrder *order)
{
  gboolean is_later = FALSE;

  for (guint i = 0; family != NULL && i < family->len && !is_later; i++)
    {
      const CstDropeaIssue *member = g_ptr_array_index (family, i);

      is_later = g_strcmp0 (member->id, issue->id) == 0;
      if (!is_later)
        add_history_of (delivery, member);
    }
  add_history_of (delivery, issue);

  if (delivery->replied_at > 0)
    add_event (delivery, delivery->replied_at, CST_PARTY_MARKETPLACE, delivery->phase, NULL, NULL);
  if (order != NULL && order->delivered_at > 0)
    add_event (delivery, order->delivered_at, CST_PARTY_MARKETPLACE, CST_PHASE_DELIVERED, NULL, NULL);

  g_ptr_array_sort (delivery->events, compare_events);
  for (guint i = 0; i < delivery->events->len; i++)
    delivery->attempts += ((CstDeliveryEvent *) g_ptr_array_index (delivery->events, i))->is_attempt;
}

static void
take_order (CstDelivery          *delivery,
            const CstDropeaOrder *order,
            const char           *country)
{
  if (order == NULL)
    return;

  cst_record_assign (&cst_address_type, &delivery->recipient, &order->recipient);
  delivery->tracking_url = g_strdup (order->tracking_url);
  delivery->language = g_strdup (order->language);
  delivery->cod = order->cod;
  g_strlcpy (delivery->currency, order->currency, sizeof delivery->currency);
  delivery->delivered_at = order->delivered_at;
  delivery->is_domestic = country != NULL && g_strcmp0 (order->recipient.country, country) == 0;
  if (order->phase != CST_PHASE_UNKNOWN)
    delivery->phase = order->phase;
}

static void
take_moments (CstDelivery          *delivery,
              const CstDropeaIssue *issue,
              const GPtrArray      *family)
{
  const CstDropeaIssue *next = successor (issue, family);

  delivery->opened_at = issue->created_at;
  delivery->updated_at = issue->updated_at;
  if (issue->resolution != NULL)
    delivery->answered_at = issue->answered_at;
  if (delivery->state == CST_DELIVERY_REPLIED)
    delivery->replied_at = issue->updated_at;
  if (next != NULL)
    delivery->settled_at = next->created_at;
  else if (delivery->delivered_at > 0)
    delivery->settled_at = delivery->delivered_at;
  else if (!issue->is_active)
    delivery->settled_at = MAX (issue->updated_at, issue->created_at);
}

/**
 * cst_dropea_map:
 * @family: (element-type CstDropeaIssue) (nullable): all issues of the same parcel, oldest first
 * @order: (nullable): its order, when it is known
 * @country: (nullable): the market's
 *
 * Returns: (transfer full): the delivery incident
 */
CstDelivery *
cst_dropea_map (const CstDropeaIssue *issue,
                const GPtrArray      *family,
                const CstDropeaOrder *order,
                const char           *country)
{
  CstDelivery *delivery = cst_delivery_new ();
  int i = type_index (issue);

  delivery->id = g_strdup (issue->id);
  delivery->number = g_strdup (issue->id);
  delivery->order = g_strdup (issue->order);
  delivery->carrier = g_strdup (issue->carrier);
  delivery->tracking_number = g_strdup (issue->tracking_number);
  delivery->state = state_of (issue, family, order);
  delivery->state_code = g_strdup (issue->status);
  delivery->reason = i >= 0 ? types[i].reason : CST_DELIVERY_REASON_UNKNOWN;
  delivery->phase = i >= 0 ? types[i].phase : CST_PHASE_HELD;
  delivery->code_source = code_source (issue->carrier);
  delivery->reason_code = whole_code (issue);
  delivery->reason_label = g_strdup (issue->description);
  delivery->type_code = g_strdup (issue->type);
  delivery->allowed = allowed_answers (issue);
  delivery->agency_name = g_strdup (issue->agency_name);
  delivery->agency_phone = g_strdup (issue->agency_phone);
  cst_record_assign (&cst_address_type, &delivery->agency, &issue->agency);
  g_strlcpy (delivery->currency, "EUR", sizeof delivery->currency);
  take_order (delivery, order, country);
  take_moments (delivery, issue, family);
  add_history (delivery, issue, family, order);

  return delivery;
}
