/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-incident.h"

G_BEGIN_DECLS

/* Why a parcel did not arrive, in words that belong to no carrier. A carrier's own codes are mapped to these by
 * tables; a code that no table knows is %CST_DELIVERY_REASON_UNKNOWN and keeps its own text. */
typedef enum
{
  CST_DELIVERY_REASON_UNKNOWN,
  CST_DELIVERY_ABSENT,
  CST_DELIVERY_CLOSED,
  CST_DELIVERY_REFUSED,
  CST_DELIVERY_WRONG_ADDRESS,
  CST_DELIVERY_DATA_MISSING,
  CST_DELIVERY_POSTPONED,
  CST_DELIVERY_COLLECTS,
  CST_DELIVERY_DAMAGED,
  CST_DELIVERY_LOST,
  CST_DELIVERY_PARCELS_MISSING,
  CST_DELIVERY_NOT_ARRIVED,
  CST_DELIVERY_MISROUTED,
  CST_DELIVERY_CUSTOMS,
  CST_DELIVERY_HOLIDAY,
  CST_DELIVERY_WEATHER,
  CST_DELIVERY_NOT_PAID,
  CST_DELIVERY_RETURN_ASKED,
  CST_DELIVERY_CORRECTION, /* the carrier mends its own entry: nothing to do */
  CST_DELIVERY_OTHER,
} CstDeliveryReason;

/* Where the parcel is. */
typedef enum
{
  CST_PHASE_UNKNOWN,
  CST_PHASE_ANNOUNCED,
  CST_PHASE_IN_TRANSIT,
  CST_PHASE_OUT_FOR_DELIVERY,
  CST_PHASE_ATTEMPTED,
  CST_PHASE_AT_POINT,
  CST_PHASE_HELD,
  CST_PHASE_RETURNING,
  CST_PHASE_RETURNED,
  CST_PHASE_DELIVERED,
  CST_PHASE_LOST,
} CstDeliveryPhase;

/**
 * CstDeliveryState:
 * @CST_DELIVERY_WAITING: the carrier waits for a solution (C2, red)
 * @CST_DELIVERY_FIRST_ABSENCE: likewise after a first failed attempt: answering is optional (C3, red)
 * @CST_DELIVERY_SOLVED: the carrier has our solution (C4, green)
 * @CST_DELIVERY_REPLIED: the carrier replied to it, so look again (C4, yellow)
 * @CST_DELIVERY_SETTLED: it came to its end, delivered or not, without a solution of ours
 */
typedef enum
{
  CST_DELIVERY_STATE_UNKNOWN,
  CST_DELIVERY_WAITING,
  CST_DELIVERY_FIRST_ABSENCE,
  CST_DELIVERY_SOLVED,
  CST_DELIVERY_REPLIED,
  CST_DELIVERY_SETTLED,
} CstDeliveryState;

/* C7, C8: what we may tell the carrier. */
typedef enum
{
  CST_ANSWER_NONE,
  CST_ANSWER_CALL_BACK, /* the customer was not reached; no solution yet */
  CST_ANSWER_TEXT,
  CST_ANSWER_NEW_ATTEMPT,
  CST_ANSWER_NEW_ADDRESS,
  CST_ANSWER_PICKUP,
  CST_ANSWER_RETURN,
} CstDeliveryAnswerKind;

#define CST_ANSWER_FLAG(kind) (1 << (kind))

typedef enum
{
  CST_WINDOW_ANY,
  CST_WINDOW_MORNING,
  CST_WINDOW_AFTERNOON,
  CST_WINDOW_EVENING,
} CstTimeWindow;

/* How a person told the carrier, where no connector can send the answer. */
typedef enum
{
  CST_TOLD_NONE,
  CST_TOLD_BY_PHONE,
  CST_TOLD_IN_PORTAL,
  CST_TOLD_BY_MAIL,
} CstAnswerTold;

typedef struct
{
  char *name;
  char *street;
  char *street_more;
  char *postal_code;
  char *city;
  char *region;
  char *country; /* ISO 3166-1 alpha-2 */
  char *phone;
} CstAddress;

/**
 * CstDeliveryAnswer:
 * @date: (nullable): the day of a new attempt, as 2026-11-25
 * @address: (nullable): where the parcel shall go instead
 * @told: of an answer that is only recorded: how the carrier got it
 *
 * One answer to a delivery incident; only what its kind needs is set.
 */
typedef struct
{
  CstDeliveryAnswerKind  kind;
  char                  *text;
  char                  *date;
  CstTimeWindow          window;
  CstAddress            *address;
  CstAnswerTold          told;
} CstDeliveryAnswer;

/* A scan of the carrier, or what somebody did about the incident. */
typedef struct
{
  gint64             at;
  CstParty           actor; /* us, the customer, or %CST_PARTY_MARKETPLACE for the carrier and its platform */
  CstDeliveryPhase   phase;
  CstDeliveryReason  reason;
  char              *code; /* (nullable): the carrier's own */
  char              *text;
  char              *place;
  gboolean           is_attempt; /* it counts as one (C6) */
  CstDeliveryAnswer *answer;     /* (nullable): ours, as the carrier has it */
} CstDeliveryEvent;

/**
 * CstDelivery:
 * @order: its order's remote id; never %NULL: the lane
 * @code_source: whose table of codes @reason_code is from, in one lower-case word
 * @reason_code: the carrier's own code, as it came
 * @reason_label: (nullable): the carrier's own text for it
 * @type_code: (nullable): the platform's own word for the kind of incident, as it came
 * @allowed: the answers it takes now, as %CST_ANSWER_FLAG bits
 * @attempts: how often the carrier tried, 0 when not said
 * @distance_m: from the agency to the customer's address, -1 when not said
 * @cod: cash on delivery in minor units of @currency, 0 for none
 * @reply: (nullable): what the carrier last answered
 * @is_domestic: meant for the carrier's own clock (R15)
 *
 * A carrier's incident on a parcel (C6).
 */
typedef struct
{
  char              *id;
  char              *number;
  char              *order;
  gint64             version;
  char              *carrier;
  char              *tracking_number;
  char              *tracking_url;
  CstDeliveryState   state;
  char              *state_code;
  CstDeliveryReason  reason;
  char              *code_source;
  char              *reason_code;
  char              *reason_label;
  char              *type_code;
  CstDeliveryPhase   phase;
  int                allowed;
  int                attempts;
  char              *courier_note;
  char              *reply;
  int                distance_m;
  char              *agency_name;
  char              *agency_phone;
  CstAddress         agency;
  CstAddress         recipient;
  char              *language;
  gint64             cod;
  char               currency[4];
  gboolean           is_domestic;
  gint64             opened_at;
  gint64             updated_at;
  gint64             answered_at;
  gint64             replied_at;
  gint64             delivered_at;
  gint64             settled_at;
  GPtrArray         *events; /* of CstDeliveryEvent, oldest first */
} CstDelivery;

/* C1: an incident stands in one of these; the first is the sum of the others. */
typedef enum
{
  CST_DELIVERY_TAB_ALL,
  CST_DELIVERY_TAB_WAITING,
  CST_DELIVERY_TAB_FIRST_ABSENCE,
  CST_DELIVERY_TAB_SENT,
  CST_DELIVERY_TAB_NONE, /* settled without us: found by search and filter */
} CstDeliveryTab;

/* A call to the customer, kept on this desk (C7). */
typedef struct
{
  gint64    at;
  gboolean  is_reached;
  char     *note;
  gint64    again_at; /* when to try again, 0 for none */
  char     *person;
  char     *person_name;
} CstCall;

extern const CstEnumType   cst_delivery_reason_type;
extern const CstEnumType   cst_delivery_phase_type;
extern const CstEnumType   cst_delivery_state_type;
extern const CstEnumType   cst_delivery_answer_kind_type;
extern const CstEnumType   cst_time_window_type;
extern const CstEnumType   cst_answer_told_type;
extern const CstEnumType   cst_delivery_tab_type;
extern const CstRecordType cst_address_type;
extern const CstRecordType cst_delivery_answer_type;
extern const CstRecordType cst_delivery_event_type;
extern const CstRecordType cst_delivery_type;
extern const CstRecordType cst_call_type;

CstDelivery    *cst_delivery_new        (void);
CstDelivery    *cst_delivery_copy       (const CstDelivery     *self);
void            cst_delivery_free       (CstDelivery           *self);
void            cst_call_free           (CstCall               *self);
CstDeliveryAnswer *cst_delivery_answer_new (CstDeliveryAnswerKind kind);
void            cst_delivery_answer_free (CstDeliveryAnswer    *self);
gboolean        cst_delivery_takes      (const CstDelivery     *self,
                                         CstDeliveryAnswerKind  kind);
gboolean        cst_delivery_is_open    (const CstDelivery     *self);
CstDeliveryTab  cst_delivery_get_tab    (const CstDelivery     *self);
int             cst_delivery_count_attempts (const CstDelivery *self);
char           *cst_code_source_of_carrier (const char         *carrier);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstCall, cst_call_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstDelivery, cst_delivery_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstDeliveryAnswer, cst_delivery_answer_free)

G_END_DECLS
