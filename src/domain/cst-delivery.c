/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-delivery.h"

CST_DEFINE_ENUM_TYPE (cst_delivery_reason,
                      "unknown",
                      "absent",
                      "closed",
                      "refused",
                      "wrong_address",
                      "data_missing",
                      "postponed",
                      "collects",
                      "damaged",
                      "lost",
                      "parcels_missing",
                      "not_arrived",
                      "misrouted",
                      "customs",
                      "holiday",
                      "weather",
                      "not_paid",
                      "return_asked",
                      "correction",
                      "other");

CST_DEFINE_ENUM_TYPE (cst_delivery_phase,
                      "unknown",
                      "announced",
                      "in_transit",
                      "out_for_delivery",
                      "attempted",
                      "at_point",
                      "held",
                      "returning",
                      "returned",
                      "delivered",
                      "lost");

CST_DEFINE_ENUM_TYPE (cst_delivery_state,
                      "unknown",
                      "waiting",
                      "first_absence",
                      "solved",
                      "replied",
                      "settled");

CST_DEFINE_ENUM_TYPE (cst_delivery_answer_kind,
                      "none",
                      "call_back",
                      "text",
                      "new_attempt",
                      "new_address",
                      "pickup",
                      "return");

CST_DEFINE_ENUM_TYPE (cst_time_window,
                      "any",
                      "morning",
                      "afternoon",
                      "evening");

CST_DEFINE_ENUM_TYPE (cst_answer_told,
                      "",
                      "phone",
                      "portal",
                      "mail");

CST_DEFINE_ENUM_TYPE (cst_delivery_tab,
                      "all",
                      "waiting",
                      "first-absence",
                      "sent",
                      "none");

static const CstField cst_address_fields[] = {
  CST_FIELD (CstAddress, name, STRING),
  CST_FIELD (CstAddress, street, STRING),
  CST_FIELD (CstAddress, street_more, STRING),
  CST_FIELD (CstAddress, postal_code, STRING),
  CST_FIELD (CstAddress, city, STRING),
  CST_FIELD (CstAddress, region, STRING),
  CST_FIELD (CstAddress, country, STRING),
  CST_FIELD (CstAddress, phone, STRING),
};

CST_DEFINE_RECORD_TYPE (cst_address, CstAddress, "address");

static const CstField cst_delivery_answer_fields[] = {
  CST_FIELD_OF (CstDeliveryAnswer, kind, ENUM, cst_delivery_answer_kind_type),
  CST_FIELD (CstDeliveryAnswer, text, STRING),
  CST_FIELD (CstDeliveryAnswer, date, STRING),
  CST_FIELD_OF (CstDeliveryAnswer, window, ENUM, cst_time_window_type),
  CST_FIELD_OF (CstDeliveryAnswer, address, OPTIONAL, cst_address_type),
  CST_FIELD_OF (CstDeliveryAnswer, told, ENUM, cst_answer_told_type),
};

CST_DEFINE_RECORD_TYPE (cst_delivery_answer, CstDeliveryAnswer, "delivery answer");

static const CstField cst_delivery_event_fields[] = {
  CST_FIELD (CstDeliveryEvent, at, INT64),
  CST_FIELD_OF (CstDeliveryEvent, actor, ENUM, cst_party_type),
  CST_FIELD_OF (CstDeliveryEvent, phase, ENUM, cst_delivery_phase_type),
  CST_FIELD_OF (CstDeliveryEvent, reason, ENUM, cst_delivery_reason_type),
  CST_FIELD (CstDeliveryEvent, code, STRING),
  CST_FIELD (CstDeliveryEvent, text, STRING),
  CST_FIELD (CstDeliveryEvent, place, STRING),
  CST_FIELD (CstDeliveryEvent, is_attempt, BOOL),
  CST_FIELD_OF (CstDeliveryEvent, answer, OPTIONAL, cst_delivery_answer_type),
};

CST_DEFINE_RECORD_TYPE (cst_delivery_event, CstDeliveryEvent, "delivery event");

static const CstField cst_delivery_fields[] = {
  CST_FIELD (CstDelivery, id, STRING),
  CST_FIELD (CstDelivery, number, STRING),
  CST_FIELD (CstDelivery, order, STRING),
  CST_FIELD (CstDelivery, version, INT64),
  CST_FIELD (CstDelivery, carrier, STRING),
  CST_FIELD (CstDelivery, tracking_number, STRING),
  CST_FIELD (CstDelivery, tracking_url, STRING),
  CST_FIELD_OF (CstDelivery, state, ENUM, cst_delivery_state_type),
  CST_FIELD (CstDelivery, state_code, STRING),
  CST_FIELD_OF (CstDelivery, reason, ENUM, cst_delivery_reason_type),
  CST_FIELD (CstDelivery, code_source, STRING),
  CST_FIELD (CstDelivery, reason_code, STRING),
  CST_FIELD (CstDelivery, reason_label, STRING),
  CST_FIELD (CstDelivery, type_code, STRING),
  CST_FIELD_OF (CstDelivery, phase, ENUM, cst_delivery_phase_type),
  CST_FIELD (CstDelivery, allowed, INT),
  CST_FIELD (CstDelivery, attempts, INT),
  CST_FIELD (CstDelivery, courier_note, STRING),
  CST_FIELD (CstDelivery, reply, STRING),
  CST_FIELD (CstDelivery, distance_m, INT),
  CST_FIELD (CstDelivery, agency_name, STRING),
  CST_FIELD (CstDelivery, agency_phone, STRING),
  CST_FIELD_OF (CstDelivery, agency, RECORD, cst_address_type),
  CST_FIELD_OF (CstDelivery, recipient, RECORD, cst_address_type),
  CST_FIELD (CstDelivery, language, STRING),
  CST_FIELD (CstDelivery, cod, INT64),
  CST_FIELD (CstDelivery, currency, CURRENCY),
  CST_FIELD (CstDelivery, is_domestic, BOOL),
  CST_FIELD (CstDelivery, opened_at, INT64),
  CST_FIELD (CstDelivery, updated_at, INT64),
  CST_FIELD (CstDelivery, answered_at, INT64),
  CST_FIELD (CstDelivery, replied_at, INT64),
  CST_FIELD (CstDelivery, delivered_at, INT64),
  CST_FIELD (CstDelivery, settled_at, INT64),
  CST_FIELD_OF (CstDelivery, events, RECORDS, cst_delivery_event_type),
};

CST_DEFINE_RECORD_TYPE (cst_delivery, CstDelivery, "delivery");

static const CstField cst_call_fields[] = {
  CST_FIELD (CstCall, at, INT64),
  CST_FIELD (CstCall, is_reached, BOOL),
  CST_FIELD (CstCall, note, STRING),
  CST_FIELD (CstCall, again_at, INT64),
  CST_FIELD (CstCall, person, STRING),
  CST_FIELD (CstCall, person_name, STRING),
};

CST_DEFINE_RECORD_TYPE (cst_call, CstCall, "call");

/**
 * cst_delivery_new:
 *
 * Returns: (transfer full): an empty record, its distance not known
 */
CstDelivery *
cst_delivery_new (void)
{
  CstDelivery *self = cst_record_new (&cst_delivery_type);

  self->distance_m = -1;

  return self;
}

CstDelivery *
cst_delivery_copy (const CstDelivery *self)
{
  return cst_record_dup (&cst_delivery_type, self);
}

void
cst_delivery_free (CstDelivery *self)
{
  cst_record_free (&cst_delivery_type, self);
}

void
cst_call_free (CstCall *self)
{
  cst_record_free (&cst_call_type, self);
}

CstDeliveryAnswer *
cst_delivery_answer_new (CstDeliveryAnswerKind kind)
{
  CstDeliveryAnswer *self = cst_record_new (&cst_delivery_answer_type);

  self->kind = kind;

  return self;
}

void
cst_delivery_answer_free (CstDeliveryAnswer *self)
{
  cst_record_free (&cst_delivery_answer_type, self);
}

/**
 * cst_delivery_takes:
 *
 * Returns: whether the carrier takes such an answer now
 */
gboolean
cst_delivery_takes (const CstDelivery     *self,
                    CstDeliveryAnswerKind  kind)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return (self->allowed & CST_ANSWER_FLAG (kind)) != 0;
}

/**
 * cst_delivery_is_open:
 *
 * Returns: whether the parcel may still reach the customer, or an answer is still of use
 */
gboolean
cst_delivery_is_open (const CstDelivery *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->settled_at == 0 && self->state != CST_DELIVERY_SETTLED;
}

/**
 * cst_delivery_get_tab:
 *
 * Returns: where it stands (C1): a state we do not know waits for a person
 */
CstDeliveryTab
cst_delivery_get_tab (const CstDelivery *self)
{
  g_return_val_if_fail (self != NULL, CST_DELIVERY_TAB_NONE);

  switch (self->state)
    {
    case CST_DELIVERY_STATE_UNKNOWN:
    case CST_DELIVERY_WAITING:
      return CST_DELIVERY_TAB_WAITING;
    case CST_DELIVERY_FIRST_ABSENCE:
      return CST_DELIVERY_TAB_FIRST_ABSENCE;
    case CST_DELIVERY_SOLVED:
    case CST_DELIVERY_REPLIED:
      return CST_DELIVERY_TAB_SENT;
    case CST_DELIVERY_SETTLED:
    default:
      return CST_DELIVERY_TAB_NONE;
    }
}

/**
 * cst_delivery_count_attempts:
 *
 * Returns: how often the carrier tried: its own figure, else as many as its events tell
 */
int
cst_delivery_count_attempts (const CstDelivery *self)
{
  int attempts = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->events->len; i++)
    {
      const CstDeliveryEvent *event = g_ptr_array_index (self->events, i);

      attempts += event->is_attempt;
    }

  return MAX (self->attempts, attempts);
}

/**
 * cst_code_source_of_carrier:
 * @carrier: (nullable): its name, as people write it
 *
 * Returns: (transfer full) (nullable): whose codes its codes are: the first word of its name, in lower case
 */
char *
cst_code_source_of_carrier (const char *carrier)
{
  g_autofree char *lower = carrier != NULL ? g_ascii_strdown (carrier, -1) : NULL;
  gsize length = 0;

  while (lower != NULL && g_ascii_isalnum (lower[length]))
    length++;

  return length > 0 ? g_strndup (lower, length) : NULL;
}
