/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-delivery.h"
#include "cst-thread.h"

G_BEGIN_DECLS

typedef enum
{
  CST_OPERATION_UNKNOWN,
  CST_OPERATION_REFUND,
  CST_OPERATION_REPLACEMENT,
  CST_OPERATION_MESSAGE,
  CST_OPERATION_SHIP_REPLACEMENT,
  CST_OPERATION_RETURN_LABEL,
  CST_OPERATION_RETURN_RECEIVED,
  CST_OPERATION_RETURN_INSPECTED,
  CST_OPERATION_NOTE,
  CST_OPERATION_FINDING,
  CST_OPERATION_ASSIGN,
  CST_OPERATION_UNASSIGN,
  CST_OPERATION_OPENED,
  CST_OPERATION_MARK_READ,
  CST_OPERATION_RECORD_CASE,
  CST_OPERATION_RECORD_EVENT,
  CST_OPERATION_EVIDENCE,
  CST_OPERATION_DELIVERY_ANSWER,
  CST_OPERATION_REPORT,
  CST_OPERATION_CANCEL,
  CST_OPERATION_RETURN_ACCEPTED,
  CST_OPERATION_RETURN_REFUSED,
  CST_OPERATION_RETURN_CLOSED,
} CstOperationKind;

/* Why a return that a customer asks for is refused. */
typedef enum
{
  CST_REFUSAL_UNKNOWN,
  CST_REFUSAL_NOT_ELIGIBLE,
  CST_REFUSAL_NOT_NEEDED,
  CST_REFUSAL_TOO_LATE,
} CstReturnRefusal;

/**
 * CstOperationState:
 * @CST_OPERATION_HELD: decided, may still be undone until hold_until
 * @CST_OPERATION_QUEUED: waits for its turn or for the network; not one byte has left
 * @CST_OPERATION_SENDING: committed before the first byte leaves; may or may not have arrived
 * @CST_OPERATION_CONFIRMED: the marketplace has it
 * @CST_OPERATION_REFUSED_STATE: the marketplace said no, for good; nothing happened there
 * @CST_OPERATION_OUTCOME_UNKNOWN: it may have arrived, and no read-back can tell; a person decides
 * @CST_OPERATION_CONFLICT: the truth moved; nothing happened there; a person looks at both sides
 * @CST_OPERATION_CANCELLED: undone before a byte left
 */
typedef enum
{
  CST_OPERATION_STATE_NONE,
  CST_OPERATION_HELD,
  CST_OPERATION_QUEUED,
  CST_OPERATION_SENDING,
  CST_OPERATION_CONFIRMED,
  CST_OPERATION_REFUSED_STATE,
  CST_OPERATION_OUTCOME_UNKNOWN,
  CST_OPERATION_CONFLICT,
  CST_OPERATION_CANCELLED,
} CstOperationState;

/* One line of a resolution, a return or an inspection; only what the kind needs is set. */
typedef struct
{
  char   *line;
  int     quantity;
  gint64  amount; /* refund: goods in the order's tax mode; 0 = quantity × unit price */
  int     received;
  int     accepted;
  int     damaged;
  int     missing;
  CstFindingKind finding; /* of a finding: %CST_FINDING_UNKNOWN for the operation's own */
} CstOperationLine;

/**
 * CstOutgoingFile:
 * @path: inside the store's outgoing folder, never absolute
 * @remote_id: (nullable): set once the upload was confirmed
 */
typedef struct
{
  char   *path;
  char   *filename;
  char   *media_type;
  gint64  size;
  char   *sha256;
  char   *remote_id;
} CstOutgoingFile;

/**
 * CstOperation:
 * @key: the idempotency key, made once, kept for ever
 * @order: never %NULL: the lane
 * @subject: the resolution (shipping) or return (label, receipt and so on) it is about; of a cancellation, the return
 *   when only that is cancelled; of a message that marks an incident as resolved, the site's reason for that, if one
 *   was chosen; of one to the marketplace, the moment of the rules that it stands for, such as `help-asked`
 * @if_version: the incident's version the person saw; once confirmed, the latest one that was known then
 * @doubted_at: from when on the effect of an attempt before this one that was seen to end without an end may be in
 *   coming, 0 when there was none such; later than that end by what the attempt had taken
 * @label_url: (nullable): where a return label lies, instead of a file
 * @refusal: why a return is refused
 * @moment: shipped or received at; when what is recorded happened
 * @event: what happened, for one recorded by hand
 * @case_order: (nullable): a case recorded by hand: its order as the person entered it
 * @case_incident: (nullable): likewise, its incident; of a report, what the customer told us of an order the site has
 * @proposal: (nullable): the id of what the playbook proposed when this was decided
 * @proposal_version: of the playbook that proposed it
 * @delivery: (nullable): the delivery incident that is answered
 * @answer: (nullable): the answer to it
 * @deviation: (nullable): why something else was decided; never leaves this computer
 */
typedef struct
{
  gint64             id;
  gint64             account;
  char              *key;
  CstOperationKind   kind;
  CstOperationState  state;
  char              *order;
  char              *incident; /* (nullable) */
  char              *subject;  /* (nullable) */
  gint64             if_version;
  char              *person;
  char              *person_name;
  gint64             created_at;
  gint64             hold_until;
  gint64             next_try_at;
  gint64             first_sent_at;
  gint64             finished_at;
  int                attempts;
  gint64             doubted_at;
  int                unclear_answers; /* how many came that told neither yes nor no */
  char              *last_problem; /* in plain words, for people */
  GPtrArray         *lines;        /* of CstOperationLine */
  gint64             shipping;
  CstAmounts         expected;     /* refund: what was shown before confirming */
  char              *text;         /* message, note, finding's or evidence's note, instructions */
  char              *language;
  CstMessagePurpose  purpose;
  gboolean           with_return;
  char              *label_follows_on;
  char              *ship_by;
  char              *carrier;
  char              *tracking_number;
  char              *tracking_url;
  char              *label_url;
  CstReturnRefusal   refusal;
  gint64             moment;
  CstFindingKind     finding;      /* unknown when its lines differ */
  GPtrArray         *marks;        /* of CstMark */
  char              *assignee;
  char              *assignee_name;
  char              *read_up_to;
  GPtrArray         *files;        /* of CstOutgoingFile */
  CstIncidentEventKind event;
  CstOrder          *case_order;
  CstIncident       *case_incident;
  char              *proposal;
  int                proposal_version;
  char              *deviation;
  char              *delivery;
  CstDeliveryAnswer *answer;
} CstOperation;

extern const CstEnumType   cst_operation_kind_type;
extern const CstEnumType   cst_operation_state_type;
extern const CstEnumType   cst_return_refusal_type;
extern const CstRecordType cst_operation_line_type;
extern const CstRecordType cst_outgoing_file_type;
extern const CstRecordType cst_operation_type;

CstOperation *cst_operation_new           (CstOperationKind    kind,
                                           gint64              account,
                                           const char         *order,
                                           const char         *incident);
CstOperation *cst_operation_new_report    (gint64              account,
                                           const char         *order,
                                           CstReason           reason,
                                           const char         *description,
                                           gint64              now);
void          cst_operation_report_line   (CstOperation       *self,
                                           const char         *line,
                                           int                 quantity);
CstOperation *cst_operation_copy          (const CstOperation *self);
void          cst_operation_free          (CstOperation       *self);
CstOperationLine *cst_operation_add_line  (CstOperation       *self,
                                           const char         *line,
                                           int                 quantity);
void              cst_operation_set_marks (CstOperation       *self,
                                           GPtrArray          *marks);
char         *cst_operation_new_key       (void);
gboolean      cst_operation_is_resolution (const CstOperation *self);
gboolean      cst_operation_is_pending    (const CstOperation *self);
gboolean      cst_operation_awaits_truth  (const CstOperation *self,
                                           const CstIncident  *incident);
gboolean      cst_operation_can_move      (CstOperationState   from,
                                           CstOperationState   to);
gboolean      cst_operation_may_undo      (const CstOperation *self);

CstFindingKind cst_operation_finding_of_line (const CstOperation     *self,
                                              const CstOperationLine *line);
CstCapabilities cst_operation_needs (CstOperationKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstOperation, cst_operation_free)

G_END_DECLS
