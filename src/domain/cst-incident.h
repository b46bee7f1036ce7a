/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-order.h"

G_BEGIN_DECLS

/* O5: the first four are the brand's; O6: any other is the marketplace's. The incident says it. */
typedef enum
{
  CST_REASON_UNKNOWN,
  CST_REASON_DAMAGED,
  CST_REASON_DEFECTIVE,
  CST_REASON_MISSING,
  CST_REASON_WRONG_ITEM,
  CST_REASON_WRONG_INVOICE,
  CST_REASON_LATE,
  CST_REASON_OTHER,
} CstReason;

typedef enum
{
  CST_HANDLER_UNKNOWN,
  CST_HANDLER_BRAND,
  CST_HANDLER_MARKETPLACE,
} CstHandler;

/* O11, in the order of how much they press. */
typedef enum
{
  CST_INCIDENT_UNKNOWN,
  CST_INCIDENT_SUBMITTED,
  CST_INCIDENT_IN_PROGRESS,
  CST_INCIDENT_MARKETPLACE_REVIEW,
  CST_INCIDENT_REFUSED,
  CST_INCIDENT_RESOLVED,
} CstIncidentState;

typedef enum
{
  CST_PARTY_UNKNOWN,
  CST_PARTY_BRAND,
  CST_PARTY_CUSTOMER,
  CST_PARTY_MARKETPLACE,
  CST_PARTY_NOBODY,
} CstParty;

/* R2: announced is not the same as missing, not downloaded or unreadable. */
typedef enum
{
  CST_ATTACHMENT_UNKNOWN,
  CST_ATTACHMENT_AVAILABLE,
  CST_ATTACHMENT_ANNOUNCED,
  CST_ATTACHMENT_REMOVED,
} CstAttachmentStatus;

typedef enum
{
  CST_RESOLUTION_UNKNOWN,
  CST_RESOLUTION_REFUND,
  CST_RESOLUTION_REPLACEMENT,
} CstResolutionKind;

typedef enum
{
  CST_RESOLUTION_STATE_UNKNOWN,
  CST_RESOLUTION_REQUESTED,
  CST_RESOLUTION_EXECUTED,
  CST_RESOLUTION_REFUSED,
  CST_RESOLUTION_CANCELLED,
} CstResolutionState;

/**
 * CstReturnState:
 * @CST_RETURN_WAITING: the customer asks to send something back, and waits for our yes or no
 * @CST_RETURN_REFUSED: we said no to that
 *
 * R4. In the order in which they come.
 */
typedef enum
{
  CST_RETURN_UNKNOWN,
  CST_RETURN_WAITING,
  CST_RETURN_ASKED,
  CST_RETURN_LABELLED,
  CST_RETURN_UNDER_WAY,
  CST_RETURN_RECEIVED,
  CST_RETURN_INSPECTED,
  CST_RETURN_CLOSED,
  CST_RETURN_REFUSED,
} CstReturnState;

typedef enum
{
  CST_EVENT_UNKNOWN,
  CST_EVENT_REPORTED,
  CST_EVENT_MESSAGE,
  CST_EVENT_PHOTO_ADDED,
  CST_EVENT_RESOLUTION_REQUESTED,
  CST_EVENT_RESOLUTION_EXECUTED,
  CST_EVENT_RESOLUTION_REFUSED,
  CST_EVENT_ACCEPTED,
  CST_EVENT_CONTESTED,
  CST_EVENT_REVIEW,
  CST_EVENT_REFUSED,
  CST_EVENT_RESOLVED,
  CST_EVENT_REOPENED,
  CST_EVENT_SHIPPED,
  CST_EVENT_RETURN_ASKED,
  CST_EVENT_RETURN_LABELLED,
  CST_EVENT_RETURN_UNDER_WAY,
  CST_EVENT_RETURN_RECEIVED,
  CST_EVENT_RETURN_INSPECTED,
} CstIncidentEventKind;

/* A supervisor's finding (constat) on the photos. */
typedef enum
{
  CST_FINDING_UNKNOWN,
  CST_FINDING_CONFIRMED,
  CST_FINDING_NOT_CONFIRMED,
  CST_FINDING_CANNOT_TELL,
} CstFindingKind;

typedef enum
{
  CST_MARK_UNKNOWN,
  CST_MARK_ARROW,
  CST_MARK_CIRCLE,
  CST_MARK_TEXT,
} CstMarkShape;

typedef struct
{
  char                *id;
  char                *filename; /* from outside: never a path of ours */
  char                *media_type;
  gint64               size;
  char                *sha256;
  CstAttachmentStatus  status;
  gint64               created_at;
} CstAttachment;

typedef struct
{
  char                 *id;
  gint64                at;
  CstParty              actor;
  CstIncidentEventKind  event;
  char                 *event_code; /* the marketplace's own text */
  char                 *detail;
  char                 *resolution;
} CstIncidentEvent;

typedef struct
{
  char   *line;
  int     quantity;
  gint64  amount; /* goods, 0 when not a refund */
} CstResolutionLine;

typedef struct
{
  char               *id;
  CstResolutionKind   kind;
  CstResolutionState  state;
  char               *refused_reason;
  gint64              requested_at;
  gint64              executed_at;
  char               *by;  /* a person's name */
  char               *key; /* the operation's idempotency key */
  GPtrArray          *lines; /* of CstResolutionLine */
  CstAmounts          amounts;
  char               *instructions;
  char               *return_id;
  char               *ship_by; /* a date */
  char               *carrier;
  char               *tracking_number;
  char               *tracking_url;
  gint64              shipped_at;
} CstResolution;

typedef struct
{
  char *line;
  int   quantity;
  int   received;
  int   accepted;
  int   damaged;
  int   missing;
} CstReturnLine;

typedef struct
{
  char           *id;
  char           *resolution;
  CstReturnState  state;
  GPtrArray      *lines; /* of CstReturnLine */
  CstAttachment  *label; /* (nullable) */
  char           *label_follows_on; /* a date */
  char           *instructions;
  char           *carrier;
  char           *tracking_number;
  gint64          asked_at;
  gint64          received_at;
  gint64          inspected_at;
  gint64          refund_due_by;
} CstReturn;

typedef struct
{
  char             *id;
  char             *number;
  char             *order;
  gint64            version;
  CstReason         reason;
  char             *reason_code;
  char             *reason_label;
  CstHandler        handler;
  CstIncidentState  state;
  char             *state_code;
  gboolean          marked_resolved; /* the brand said that it is, and the other side has not answered yet */
  gboolean          contested;
  int               contested_count;
  char             *refused_reason;
  gint64            reported_at;
  gint64            updated_at;
  gint64            respond_by;
  gint64            resolve_by;
  CstParty          waiting_for;
  gint64            waiting_since;
  char             *description;
  char             *language;
  GPtrArray        *lines;       /* of CstLineQuantity: reported */
  GPtrArray        *attachments; /* of CstAttachment */
  int               photos_announced;
  GPtrArray        *history;     /* of CstIncidentEvent, oldest first */
  GPtrArray        *resolutions; /* of CstResolution, oldest first */
  GPtrArray        *returns;     /* of CstReturn */
} CstIncident;

typedef struct
{
  char   *person;
  char   *name;
  gint64  at;
} CstPersonMark;

typedef struct
{
  char   *id;
  char   *person;
  char   *name;
  gint64  at;
  char   *text;
} CstNote;

#define CST_MARK_SCALE 10000
#define CST_MARK_TEXT_LENGTH 200
#define CST_MARKS_MAX 100

/**
 * CstMark:
 * @attachment: the photo it stands on
 * @x1: an arrow's tail, a circle's first corner of its box, a text's anchor
 * @x2: an arrow's head, a circle's other corner; 0 for a text
 * @text: (nullable): what a text says
 *
 * Something drawn over a photo, kept beside the untouched original. Places are in ten-thousandths
 * (%CST_MARK_SCALE) of the width and height of the picture upright as its EXIF orientation says,
 * before any rotation of the view.
 */
typedef struct
{
  char         *attachment;
  CstMarkShape  shape;
  int           x1;
  int           y1;
  int           x2;
  int           y2;
  char         *text;
} CstMark;

/**
 * CstFinding:
 * @line: (nullable): the line it is about, %NULL for the whole incident
 * @quantity: how many pieces of the line, 0 for all that were reported
 */
typedef struct
{
  char           *id;
  char           *person;
  char           *name;
  gint64          at;
  char           *line;
  int             quantity;
  CstFindingKind  finding;
  char           *note;
  GPtrArray      *marks; /* of CstMark */
} CstFinding;

/**
 * CstEvidence:
 * @note: (nullable): what its person said of it
 *
 * A file of the account's own people: a photo from the packing bench, a carrier's paper.
 */
typedef struct
{
  CstAttachment  attachment;
  char          *person;
  char          *name;
  gint64         at;
  char          *note;
} CstEvidence;

/**
 * CstDesk:
 *
 * What the account's own people share about one incident (R7): the marketplace stores it, the
 * customer never sees it.
 */
typedef struct
{
  char          *incident;
  gint64         version;
  CstPersonMark *assigned_to; /* (nullable) */
  GPtrArray     *opened_by;   /* of CstPersonMark */
  GPtrArray     *notes;       /* of CstNote */
  GPtrArray     *findings;    /* of CstFinding */
  GPtrArray     *evidence;    /* of CstEvidence, oldest first */
} CstDesk;

extern const CstEnumType   cst_reason_type;
extern const CstEnumType   cst_handler_type;
extern const CstEnumType   cst_incident_state_type;
extern const CstEnumType   cst_party_type;
extern const CstEnumType   cst_attachment_status_type;
extern const CstEnumType   cst_resolution_kind_type;
extern const CstEnumType   cst_resolution_state_type;
extern const CstEnumType   cst_return_state_type;
extern const CstEnumType   cst_incident_event_kind_type;
extern const CstEnumType   cst_finding_kind_type;
extern const CstEnumType   cst_mark_shape_type;
extern const CstRecordType cst_attachment_type;
extern const CstRecordType cst_incident_event_type;
extern const CstRecordType cst_resolution_line_type;
extern const CstRecordType cst_resolution_type;
extern const CstRecordType cst_return_line_type;
extern const CstRecordType cst_return_type;
extern const CstRecordType cst_incident_type;
extern const CstRecordType cst_person_mark_type;
extern const CstRecordType cst_note_type;
extern const CstRecordType cst_mark_type;
extern const CstRecordType cst_finding_type;
extern const CstRecordType cst_evidence_type;
extern const CstRecordType cst_desk_type;

CstIncident         *cst_incident_new               (void);
CstIncident         *cst_incident_copy              (const CstIncident *self);
void                 cst_incident_free              (CstIncident       *self);
CstDesk             *cst_desk_new                   (void);
void                 cst_desk_free                  (CstDesk           *self);
gboolean             cst_mark_is_valid              (const CstMark     *self);

gboolean             cst_incident_is_settled        (const CstIncident *self);
gboolean             cst_incident_is_ours           (const CstIncident *self);
int                  cst_incident_pressure          (const CstIncident *self);
const CstResolution *cst_incident_find_resolution   (const CstIncident *self,
                                                     const char        *resolution_id);
const CstResolution *cst_incident_find_resolution_by_key (const CstIncident *self,
                                                          const char        *key);
const CstResolution *cst_incident_open_resolution   (const CstIncident *self);
const CstReturn     *cst_incident_find_return       (const CstIncident *self,
                                                     const char        *return_id);
int                  cst_incident_reported_quantity (const CstIncident *self,
                                                     const char        *line_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstIncident, cst_incident_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstDesk, cst_desk_free)

G_END_DECLS
