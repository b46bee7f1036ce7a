/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-import-parcel.h"

#include "cst-util.h"

/* What a carrier's table says of a parcel, put into what is known of it. A table tells the last incident and the state
 * the parcel is in now; what went before is known from the tables before. Pure: what a table says a second time changes
 * nothing. */

static const CstField cst_import_parcel_fields[] = {
  CST_FIELD (CstImportParcel, tracking_number, STRING),
  CST_FIELD (CstImportParcel, order_number, STRING),
  CST_FIELD (CstImportParcel, carrier, STRING),
  CST_FIELD (CstImportParcel, source, STRING),
  CST_FIELD (CstImportParcel, at, INT64),
  CST_FIELD (CstImportParcel, shipped_at, INT64),
  CST_FIELD (CstImportParcel, delivered_at, INT64),
  CST_FIELD (CstImportParcel, state, STRING),
  CST_FIELD (CstImportParcel, state_text, STRING),
  CST_FIELD (CstImportParcel, code, STRING),
  CST_FIELD (CstImportParcel, code_text, STRING),
  CST_FIELD_OF (CstImportParcel, said_reason, ENUM, cst_delivery_reason_type),
  CST_FIELD (CstImportParcel, action, STRING),
  CST_FIELD (CstImportParcel, note, STRING),
  CST_FIELD (CstImportParcel, agency, STRING),
  CST_FIELD (CstImportParcel, attempts, INT),
  CST_FIELD_OF (CstImportParcel, recipient, RECORD, cst_address_type),
  CST_FIELD (CstImportParcel, cod, INT64),
  CST_FIELD (CstImportParcel, currency, CURRENCY),
};

CST_DEFINE_RECORD_TYPE (cst_import_parcel, CstImportParcel, "import parcel");

#define ANSWERS \
  (CST_ANSWER_FLAG (CST_ANSWER_TEXT) | CST_ANSWER_FLAG (CST_ANSWER_NEW_ATTEMPT) | \
   CST_ANSWER_FLAG (CST_ANSWER_NEW_ADDRESS) | CST_ANSWER_FLAG (CST_ANSWER_PICKUP) | \
   CST_ANSWER_FLAG (CST_ANSWER_RETURN))

/* What the codes of one row mean. */
typedef struct
{
  const CstImportParcel *parcel;
  CstDeliveryPhase       state; /* where the parcel is now, unknown when not said */
  CstDeliveryReason      reason;
  CstDeliveryReason      table_reason; /* likewise, without what people said */
  CstDeliveryPhase       phase; /* what the incident's code says of it */
  gboolean               is_attempt;
  gboolean               has_incident;
  gboolean               is_new_incident;
  gboolean               is_new_state;
  gboolean               is_new_action;
} Reading;

void
cst_import_parcel_free (CstImportParcel *self)
{
  cst_record_free (&cst_import_parcel_type, self);
}

/**
 * cst_import_parcel_id:
 *
 * Returns: (transfer full): its delivery incident's id: a parcel has one, whatever happens to it
 */
char *
cst_import_parcel_id (const CstImportParcel *self)
{
  g_autofree char *number = cst_str_fold (self->tracking_number);

  return g_strdup_printf ("%s-%s", self->source != NULL ? self->source : "parcel", g_strdelimit (number, "/ ", '-'));
}

static CstDeliveryPhase
phase_of_state (const CstImportParcel *self,
                const CstCarrierCodes *codes)
{
  const CstCodeMeaning *meaning = cst_carrier_codes_lookup_state (codes, self->source, self->state);

  if (meaning != NULL)
    return meaning->phase;

  return self->delivered_at != 0 ? CST_PHASE_DELIVERED : CST_PHASE_UNKNOWN;
}

static Reading
make_reading (const CstImportParcel *self,
              const CstCarrierCodes *codes)
{
  const CstCodeMeaning *meaning = cst_carrier_codes_lookup (codes, self->source, self->code);
  Reading reading = { .parcel = self, .state = phase_of_state (self, codes) };

  reading.has_incident = self->code != NULL || self->code_text != NULL || reading.state == CST_PHASE_ATTEMPTED ||
                         reading.state == CST_PHASE_LOST || reading.state == CST_PHASE_HELD;
  reading.table_reason = meaning != NULL ? meaning->reason : CST_DELIVERY_REASON_UNKNOWN;
  reading.reason = self->said_reason != CST_DELIVERY_REASON_UNKNOWN ? self->said_reason : reading.table_reason;
  reading.phase = meaning != NULL ? meaning->phase : CST_PHASE_ATTEMPTED;
  reading.is_attempt = reading.phase == CST_PHASE_ATTEMPTED;

  return reading;
}

/**
 * cst_import_parcel_has_incident:
 *
 * Returns: whether anything went wrong with it; else it is no business of ours
 */
gboolean
cst_import_parcel_has_incident (const CstImportParcel *self,
                                const CstCarrierCodes *codes)
{
  return make_reading (self, codes).has_incident;
}

/* The carrier's latest word. */
static gint64
last_heard (const CstDelivery *delivery)
{
  gint64 at = 0;

  for (guint i = 0; i < delivery->events->len; i++)
    {
      const CstDeliveryEvent *event = g_ptr_array_index (delivery->events, i);

      if (event->actor == CST_PARTY_MARKETPLACE)
        at = MAX (at, event->at);
    }

  return at;
}

/**
 * cst_import_parcel_is_older:
 *
 * Returns: whether more is known already than the table says
 */
gboolean
cst_import_parcel_is_older (const CstImportParcel *self,
                            const CstDelivery     *known)
{
  return self->at < last_heard (known);
}

static gboolean
has_event (const CstDelivery *delivery,
           CstParty           actor,
           gint64             at,
           const char        *code,
           const char        *text)
{
  for (guint i = 0; i < delivery->events->len; i++)
    {
      const CstDeliveryEvent *event = g_ptr_array_index (delivery->events, i);

      if (event->actor == actor && (at == 0 || event->at == at) && g_strcmp0 (event->code, code) == 0 &&
          g_strcmp0 (event->answer != NULL && event->text == NULL ? event->answer->text : event->text, text) == 0)
        return TRUE;
    }

  return FALSE;
}

static CstDeliveryEvent *
add_event (CstDelivery *delivery,
           CstParty     actor,
           gint64       at,
           const char  *text)
{
  CstDeliveryEvent *event = cst_record_new (&cst_delivery_event_type);

  event->actor = actor;
  event->at = at;
  event->text = g_strdup (text);
  g_ptr_array_add (delivery->events, event);

  return event;
}

/* A parcel that stands where it stood, with the code it had, had no further incident. */
static gboolean
is_same_incident (const CstDelivery *delivery,
                  const Reading     *reading)
{
  const CstImportParcel *parcel = reading->parcel;
  gboolean is_there_now = reading->state == CST_PHASE_UNKNOWN || reading->state == CST_PHASE_ATTEMPTED;

  if (has_event (delivery, CST_PARTY_MARKETPLACE, parcel->at, parcel->code, parcel->code_text))
    return TRUE;

  return !is_there_now && g_strcmp0 (delivery->reason_code, parcel->code) == 0 &&
         g_strcmp0 (delivery->reason_label, parcel->code_text) == 0;
}

static void
add_incident (CstDelivery *delivery,
              Reading     *reading)
{
  const CstImportParcel *parcel = reading->parcel;
  CstDeliveryEvent *event;

  reading->is_new_incident = reading->has_incident && !is_same_incident (delivery, reading);
  if (!reading->is_new_incident)
    return;

  event = add_event (delivery, CST_PARTY_MARKETPLACE, parcel->at, parcel->code_text);
  event->code = g_strdup (parcel->code);
  event->reason = reading->table_reason;
  event->phase = reading->phase;
  event->place = g_strdup (parcel->agency);
  event->is_attempt = reading->is_attempt;
  cst_set_str (&delivery->reason_code, parcel->code);
  cst_set_str (&delivery->reason_label, parcel->code_text);
  delivery->reason = reading->table_reason;
}

static void
add_state (CstDelivery *delivery,
           Reading     *reading)
{
  const CstImportParcel *parcel = reading->parcel;

  if (reading->state == CST_PHASE_UNKNOWN || reading->state == CST_PHASE_ATTEMPTED ||
      has_event (delivery, CST_PARTY_MARKETPLACE, parcel->at, NULL, parcel->state_text))
    return;

  add_event (delivery, CST_PARTY_MARKETPLACE, parcel->at, parcel->state_text)->phase = reading->state;
  reading->is_new_state = TRUE;
}

/* The carrier says which answer it has, not when it got it: one that was not there in the table before came since. The
 * first table that names the parcel cannot tell whether it came before the incident. */
static void
add_action (CstDelivery *delivery,
            Reading     *reading,
            gboolean     is_known)
{
  const CstImportParcel *parcel = reading->parcel;
  CstDeliveryEvent *event;

  if (parcel->action == NULL || has_event (delivery, CST_PARTY_BRAND, 0, NULL, parcel->action))
    return;

  reading->is_new_action = is_known && !reading->is_new_incident;
  event = add_event (delivery, CST_PARTY_BRAND, parcel->at, parcel->action);
  if (reading->is_new_action)
    {
      event->answer = cst_delivery_answer_new (CST_ANSWER_TEXT);
      event->answer->text = g_strdup (parcel->action);
    }
}

/* The carrier goes on by itself. */
static gboolean
asks_nothing (CstDeliveryReason reason)
{
  return reason == CST_DELIVERY_CORRECTION || reason == CST_DELIVERY_HOLIDAY || reason == CST_DELIVERY_WEATHER ||
         reason == CST_DELIVERY_POSTPONED || reason == CST_DELIVERY_COLLECTS;
}

/* What is known of an older incident has been asked of people already. */
static CstDeliveryReason
reason_of (const CstDelivery *delivery,
           const Reading     *reading)
{
  return reading->is_new_incident ? reading->reason : delivery->reason;
}

static gboolean
is_first_absence (const CstDelivery *delivery,
                  const Reading     *reading)
{
  CstDeliveryReason reason = reason_of (delivery, reading);

  return (reason == CST_DELIVERY_ABSENT || reason == CST_DELIVERY_CLOSED) &&
         cst_delivery_count_attempts (delivery) <= 1;
}

static CstDeliveryState
state_after_incident (CstDelivery   *delivery,
                      const Reading *reading)
{
  if (delivery->answered_at != 0 && !reading->is_attempt)
    {
      delivery->replied_at = reading->parcel->at;
      cst_set_str (&delivery->reply, reading->parcel->code_text);
      return CST_DELIVERY_REPLIED;
    }
  if (asks_nothing (reading->reason))
    return delivery->answered_at != 0 ? CST_DELIVERY_SOLVED : CST_DELIVERY_SETTLED;

  return delivery->answered_at == 0 && is_first_absence (delivery, reading) ? CST_DELIVERY_FIRST_ABSENCE
                                                                            : CST_DELIVERY_WAITING;
}

/* R15: what arrived broken or in part has arrived, and yet it waits: for the protest, or for a claim. */
static gboolean
arrived_broken (const CstDelivery *delivery,
                const Reading     *reading)
{
  CstDeliveryReason reason = reason_of (delivery, reading);

  return delivery->delivered_at != 0 && delivery->answered_at < delivery->delivered_at &&
         (reason == CST_DELIVERY_DAMAGED || reason == CST_DELIVERY_PARCELS_MISSING);
}

/* It was answered since: nothing more is to come of it. */
static gboolean
is_seen_to (const CstDelivery *delivery)
{
  return delivery->delivered_at != 0 && delivery->answered_at >= delivery->delivered_at && delivery->settled_at == 0;
}

static void
end (CstDelivery   *delivery,
     const Reading *reading)
{
  gint64 arrived = reading->parcel->delivered_at != 0 ? reading->parcel->delivered_at : reading->parcel->at;

  if (reading->state == CST_PHASE_DELIVERED)
    delivery->delivered_at = arrived;
  if (arrived_broken (delivery, reading))
    {
      delivery->settled_at = 0;
      delivery->state = CST_DELIVERY_WAITING;
      return;
    }

  delivery->settled_at = reading->state == CST_PHASE_DELIVERED ? arrived : reading->parcel->at;
  delivery->state = delivery->answered_at != 0 ? CST_DELIVERY_SOLVED : CST_DELIVERY_SETTLED;
}

static void
decide_state (CstDelivery   *delivery,
              const Reading *reading)
{
  gboolean is_moving = reading->state == CST_PHASE_IN_TRANSIT || reading->state == CST_PHASE_OUT_FOR_DELIVERY ||
                       reading->state == CST_PHASE_AT_POINT;

  if (reading->state == CST_PHASE_DELIVERED || reading->state == CST_PHASE_RETURNED)
    {
      if (reading->is_new_state || reading->is_new_incident || is_seen_to (delivery))
        end (delivery, reading);
    }
  else if (is_moving && (reading->is_new_state || reading->is_new_incident))
    {
      delivery->settled_at = 0;
      delivery->state = delivery->answered_at != 0 ? CST_DELIVERY_SOLVED : CST_DELIVERY_SETTLED;
    }
  else if (reading->is_new_incident)
    {
      delivery->settled_at = 0;
      delivery->state = state_after_incident (delivery, reading);
    }
  else if (reading->is_new_action)
    {
      delivery->answered_at = reading->parcel->at;
      delivery->state = CST_DELIVERY_SOLVED;
    }

  if (delivery->state != CST_DELIVERY_WAITING && delivery->state != CST_DELIVERY_FIRST_ABSENCE &&
      delivery->state != CST_DELIVERY_REPLIED)
    delivery->allowed = 0;
  else
    delivery->allowed = arrived_broken (delivery, reading) ? CST_ANSWER_FLAG (CST_ANSWER_TEXT) : ANSWERS;
}

static void
say (char       **to,
     const char  *said)
{
  if (!cst_str_is_blank (said))
    cst_set_str (to, said);
}

static void
take_facts (CstDelivery           *delivery,
            const CstImportParcel *parcel,
            const CstAccount      *account)
{
  CstAddress *to = &delivery->recipient;
  const CstAddress *from = &parcel->recipient;

  say (&delivery->courier_note, parcel->note);
  say (&delivery->agency_name, parcel->agency);
  say (&delivery->state_code, parcel->state);
  say (&to->name, from->name);
  say (&to->street, from->street);
  say (&to->postal_code, from->postal_code);
  say (&to->city, from->city);
  say (&to->country, from->country);
  say (&to->phone, from->phone);
  if (parcel->cod >= 0)
    delivery->cod = parcel->cod;
  if (parcel->currency[0] != '\0')
    g_strlcpy (delivery->currency, parcel->currency, sizeof delivery->currency);
  if (parcel->attempts > delivery->attempts)
    delivery->attempts = parcel->attempts;
  delivery->is_domestic = to->country != NULL && g_strcmp0 (to->country, account->info.country) == 0;
}

static CstDelivery *
begin (const CstImportParcel *parcel,
       const CstAccount      *account)
{
  CstDelivery *delivery = cst_delivery_new ();

  delivery->id = cst_import_parcel_id (parcel);
  delivery->number = g_strdup (parcel->tracking_number);
  delivery->tracking_number = g_strdup (parcel->tracking_number);
  delivery->carrier = g_strdup (parcel->carrier);
  delivery->code_source = g_strdup (parcel->source);
  delivery->opened_at = parcel->at;
  delivery->recipient.country = g_strdup (account->info.country);
  g_strlcpy (delivery->currency, account->info.currency, sizeof delivery->currency);

  return delivery;
}

/**
 * cst_import_parcel_merge:
 * @known: (nullable): its delivery incident, not newer than the table
 *
 * Returns: (transfer full): the delivery incident as it stands then, without an order when it is new; equal to @known
 *   when the table says nothing new
 */
CstDelivery *
cst_import_parcel_merge (const CstImportParcel *self,
                         const CstDelivery     *known,
                         const CstCarrierCodes *codes,
                         const CstAccount      *account)
{
  CstDelivery *delivery = known != NULL ? cst_delivery_copy (known) : begin (self, account);
  Reading reading = make_reading (self, codes);

  take_facts (delivery, self, account);
  add_incident (delivery, &reading);
  add_state (delivery, &reading);
  add_action (delivery, &reading, known != NULL);
  if (reading.is_new_incident || reading.is_new_state)
    delivery->phase = reading.state != CST_PHASE_UNKNOWN && reading.state != CST_PHASE_ATTEMPTED ? reading.state
                                                                                                  : reading.phase;
  if (reading.is_new_incident || reading.is_new_state || reading.is_new_action || is_seen_to (delivery))
    {
      decide_state (delivery, &reading);
      delivery->updated_at = self->at;
    }

  return delivery;
}
