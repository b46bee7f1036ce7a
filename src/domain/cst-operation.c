/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-operation.h"

CST_DEFINE_ENUM_TYPE (cst_operation_kind,
                      "unknown",
                      "refund",
                      "replacement",
                      "message",
                      "ship_replacement",
                      "return_label",
                      "return_received",
                      "return_inspected",
                      "note",
                      "finding",
                      "assign",
                      "unassign",
                      "opened",
                      "mark_read",
                      "record_case",
                      "record_event",
                      "evidence",
                      "delivery_answer",
                      "report",
                      "cancel",
                      "return_accepted",
                      "return_refused",
                      "return_closed");

CST_DEFINE_ENUM_TYPE (cst_return_refusal,
                      "unknown",
                      "not_eligible",
                      "not_needed",
                      "too_late");

CST_DEFINE_ENUM_TYPE (cst_operation_state,
                      "none",
                      "held",
                      "queued",
                      "sending",
                      "confirmed",
                      "refused",
                      "unknown",
                      "conflict",
                      "cancelled");

static const CstField cst_operation_line_fields[] = {
  CST_FIELD (CstOperationLine, line, STRING),
  CST_FIELD (CstOperationLine, quantity, INT),
  CST_FIELD (CstOperationLine, amount, INT64),
  CST_FIELD (CstOperationLine, received, INT),
  CST_FIELD (CstOperationLine, accepted, INT),
  CST_FIELD (CstOperationLine, damaged, INT),
  CST_FIELD (CstOperationLine, missing, INT),
  CST_FIELD_OF (CstOperationLine, finding, ENUM, cst_finding_kind_type),
};

CST_DEFINE_RECORD_TYPE (cst_operation_line, CstOperationLine, "operation line");

static const CstField cst_outgoing_file_fields[] = {
  CST_FIELD (CstOutgoingFile, path, STRING),
  CST_FIELD (CstOutgoingFile, filename, STRING),
  CST_FIELD (CstOutgoingFile, media_type, STRING),
  CST_FIELD (CstOutgoingFile, size, INT64),
  CST_FIELD (CstOutgoingFile, sha256, STRING),
  CST_FIELD (CstOutgoingFile, remote_id, STRING),
};

CST_DEFINE_RECORD_TYPE (cst_outgoing_file, CstOutgoingFile, "outgoing file");

static const CstField cst_operation_fields[] = {
  CST_FIELD (CstOperation, id, INT64),
  CST_FIELD (CstOperation, account, INT64),
  CST_FIELD (CstOperation, key, STRING),
  CST_FIELD_OF (CstOperation, kind, ENUM, cst_operation_kind_type),
  CST_FIELD_OF (CstOperation, state, ENUM, cst_operation_state_type),
  CST_FIELD (CstOperation, order, STRING),
  CST_FIELD (CstOperation, incident, STRING),
  CST_FIELD (CstOperation, subject, STRING),
  CST_FIELD (CstOperation, if_version, INT64),
  CST_FIELD (CstOperation, person, STRING),
  CST_FIELD (CstOperation, person_name, STRING),
  CST_FIELD (CstOperation, created_at, INT64),
  CST_FIELD (CstOperation, hold_until, INT64),
  CST_FIELD (CstOperation, next_try_at, INT64),
  CST_FIELD (CstOperation, first_sent_at, INT64),
  CST_FIELD (CstOperation, finished_at, INT64),
  CST_FIELD (CstOperation, attempts, INT),
  CST_FIELD (CstOperation, doubted_at, INT64),
  CST_FIELD (CstOperation, unclear_answers, INT),
  CST_FIELD (CstOperation, last_problem, STRING),
  CST_FIELD_OF (CstOperation, lines, RECORDS, cst_operation_line_type),
  CST_FIELD (CstOperation, shipping, INT64),
  CST_FIELD_OF (CstOperation, expected, RECORD, cst_amounts_type),
  CST_FIELD (CstOperation, text, STRING),
  CST_FIELD (CstOperation, language, STRING),
  CST_FIELD_OF (CstOperation, purpose, ENUM, cst_message_purpose_type),
  CST_FIELD (CstOperation, with_return, BOOL),
  CST_FIELD (CstOperation, label_follows_on, STRING),
  CST_FIELD (CstOperation, ship_by, STRING),
  CST_FIELD (CstOperation, carrier, STRING),
  CST_FIELD (CstOperation, tracking_number, STRING),
  CST_FIELD (CstOperation, tracking_url, STRING),
  CST_FIELD (CstOperation, label_url, STRING),
  CST_FIELD_OF (CstOperation, refusal, ENUM, cst_return_refusal_type),
  CST_FIELD (CstOperation, moment, INT64),
  CST_FIELD_OF (CstOperation, finding, ENUM, cst_finding_kind_type),
  CST_FIELD_OF (CstOperation, marks, RECORDS, cst_mark_type),
  CST_FIELD (CstOperation, assignee, STRING),
  CST_FIELD (CstOperation, assignee_name, STRING),
  CST_FIELD (CstOperation, read_up_to, STRING),
  CST_FIELD_OF (CstOperation, files, RECORDS, cst_outgoing_file_type),
  CST_FIELD_OF (CstOperation, event, ENUM, cst_incident_event_kind_type),
  CST_FIELD_OF (CstOperation, case_order, OPTIONAL, cst_order_type),
  CST_FIELD_OF (CstOperation, case_incident, OPTIONAL, cst_incident_type),
  CST_FIELD (CstOperation, proposal, STRING),
  CST_FIELD (CstOperation, proposal_version, INT),
  CST_FIELD (CstOperation, deviation, STRING),
  CST_FIELD (CstOperation, delivery, STRING),
  CST_FIELD_OF (CstOperation, answer, OPTIONAL, cst_delivery_answer_type),
};

CST_DEFINE_RECORD_TYPE (cst_operation, CstOperation, "operation");

/**
 * cst_operation_new:
 * @order: the remote id of the order it belongs to
 * @incident: (nullable): the remote id of the incident
 *
 * Returns: (transfer full): an operation with its key, not yet decided
 */
CstOperation *
cst_operation_new (CstOperationKind  kind,
                   gint64            account,
                   const char       *order,
                   const char       *incident)
{
  CstOperation *self = cst_record_new (&cst_operation_type);

  self->kind = kind;
  self->account = account;
  self->order = g_strdup (order);
  self->incident = g_strdup (incident);
  self->key = cst_operation_new_key ();

  return self;
}

CstOperation *
cst_operation_copy (const CstOperation *self)
{
  return cst_record_dup (&cst_operation_type, self);
}

void
cst_operation_free (CstOperation *self)
{
  cst_record_free (&cst_operation_type, self);
}

/**
 * cst_operation_add_line:
 *
 * Returns: (transfer none): the new line, for what else its kind needs
 */
CstOperationLine *
cst_operation_add_line (CstOperation *self,
                        const char   *line,
                        int           quantity)
{
  CstOperationLine *added = cst_record_new (&cst_operation_line_type);

  added->line = g_strdup (line);
  added->quantity = quantity;
  g_ptr_array_add (self->lines, added);

  return added;
}

/**
 * cst_operation_set_marks:
 * @marks: (element-type CstMark): copied, since a record frees the elements of its arrays by itself
 *
 * What was drawn on photos goes with a finding.
 */
void
cst_operation_set_marks (CstOperation *self,
                         GPtrArray    *marks)
{
  for (guint i = 0; i < self->marks->len; i++)
    cst_record_free (&cst_mark_type, g_ptr_array_index (self->marks, i));
  g_ptr_array_set_size (self->marks, 0);

  for (guint i = 0; i < marks->len; i++)
    g_ptr_array_add (self->marks, cst_record_dup (&cst_mark_type, g_ptr_array_index (marks, i)));
}

/**
 * cst_operation_new_key:
 *
 * Returns: (transfer full): a random UUID, the idempotency key of one operation for ever
 */
char *
cst_operation_new_key (void)
{
  return g_uuid_string_random ();
}

/**
 * cst_operation_is_resolution:
 *
 * Returns: whether it moves money or goods under R1's sum; an incident has at most one unfinished
 */
gboolean
cst_operation_is_resolution (const CstOperation *self)
{
  return self->kind == CST_OPERATION_REFUND || self->kind == CST_OPERATION_REPLACEMENT;
}

/**
 * cst_operation_is_pending:
 *
 * Returns: whether it may still take effect at the marketplace, so that it lies over the truth
 */
gboolean
cst_operation_is_pending (const CstOperation *self)
{
  switch (self->state)
    {
    case CST_OPERATION_HELD:
    case CST_OPERATION_QUEUED:
    case CST_OPERATION_SENDING:
    case CST_OPERATION_OUTCOME_UNKNOWN:
      return TRUE;
    case CST_OPERATION_STATE_NONE:
    case CST_OPERATION_CONFIRMED:
    case CST_OPERATION_REFUSED_STATE:
    case CST_OPERATION_CONFLICT:
    case CST_OPERATION_CANCELLED:
    default:
      return FALSE;
    }
}

/**
 * cst_operation_awaits_truth:
 * @incident: (nullable): its incident as the marketplace last said it
 *
 * Confirmed by a person's word, or by an answer that said nothing of the incident: the truth that was there at that
 * moment cannot contain it.
 *
 * Returns: whether it took effect there, and the truth is older than that
 */
gboolean
cst_operation_awaits_truth (const CstOperation *self,
                            const CstIncident  *incident)
{
  return self->state == CST_OPERATION_CONFIRMED && incident != NULL && self->if_version > 0 &&
         incident->version <= self->if_version;
}

/* Allowed moves; every other one is a mistake of ours. From unknown, conflict and refused a person
 * leads: to confirmed (seen at the site), cancelled (given up), queued (unknown only, when a
 * person has seen that it did not arrive; a fresh decision gets a fresh operation instead). */
static const struct
{
  CstOperationState from;
  CstOperationState to;
} moves[] = {
  { CST_OPERATION_STATE_NONE, CST_OPERATION_HELD },
  { CST_OPERATION_STATE_NONE, CST_OPERATION_QUEUED },
  { CST_OPERATION_HELD, CST_OPERATION_QUEUED },
  { CST_OPERATION_HELD, CST_OPERATION_CANCELLED },
  { CST_OPERATION_HELD, CST_OPERATION_CONFLICT },
  { CST_OPERATION_QUEUED, CST_OPERATION_SENDING },
  { CST_OPERATION_QUEUED, CST_OPERATION_CANCELLED },
  { CST_OPERATION_QUEUED, CST_OPERATION_CONFLICT },
  { CST_OPERATION_SENDING, CST_OPERATION_CONFIRMED },
  { CST_OPERATION_SENDING, CST_OPERATION_REFUSED_STATE },
  { CST_OPERATION_SENDING, CST_OPERATION_CONFLICT },
  { CST_OPERATION_SENDING, CST_OPERATION_OUTCOME_UNKNOWN },
  { CST_OPERATION_SENDING, CST_OPERATION_QUEUED },
  { CST_OPERATION_OUTCOME_UNKNOWN, CST_OPERATION_QUEUED },
  { CST_OPERATION_OUTCOME_UNKNOWN, CST_OPERATION_CONFIRMED },
  { CST_OPERATION_OUTCOME_UNKNOWN, CST_OPERATION_CANCELLED },
  { CST_OPERATION_CONFLICT, CST_OPERATION_CANCELLED },
  { CST_OPERATION_REFUSED_STATE, CST_OPERATION_CANCELLED },
};

/**
 * cst_operation_can_move:
 *
 * Returns: whether an operation may go from @from to @to. Sending goes back to queued only when it
 * is certain that the marketplace did not execute it.
 */
gboolean
cst_operation_can_move (CstOperationState from,
                        CstOperationState to)
{
  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      if (moves[i].from == from && moves[i].to == to)
        return TRUE;
    }

  return FALSE;
}

/**
 * cst_operation_new_report:
 * @description: (nullable): in the customer's words
 *
 * Returns: (transfer full): what a customer told us of an order the site has, for the site; its lines are added with
 * cst_operation_report_line()
 */
CstOperation *
cst_operation_new_report (gint64      account,
                          const char *order,
                          CstReason   reason,
                          const char *description,
                          gint64      now)
{
  CstOperation *self = cst_operation_new (CST_OPERATION_REPORT, account, order, NULL);

  self->case_incident = cst_incident_new ();
  self->case_incident->order = g_strdup (order);
  self->case_incident->reason = reason;
  self->case_incident->description = g_strdup (description);
  self->case_incident->reported_at = now;

  return self;
}

/**
 * cst_operation_report_line:
 * @self: a report
 */
void
cst_operation_report_line (CstOperation *self,
                           const char   *line,
                           int           quantity)
{
  CstLineQuantity *part = cst_record_new (&cst_line_quantity_type);

  g_return_if_fail (self != NULL && self->case_incident != NULL);

  part->line = g_strdup (line);
  part->quantity = quantity;
  g_ptr_array_add (self->case_incident->lines, part);
}

/**
 * cst_operation_may_undo:
 *
 * Returns: whether no byte of it has left and it can be taken back
 */
gboolean
cst_operation_may_undo (const CstOperation *self)
{
  return self->state == CST_OPERATION_HELD || self->state == CST_OPERATION_QUEUED;
}

/**
 * cst_operation_finding_of_line:
 * @line: one of its lines
 *
 * Returns: what was found on the pieces of @line
 */
CstFindingKind
cst_operation_finding_of_line (const CstOperation     *self,
                               const CstOperationLine *line)
{
  g_return_val_if_fail (self != NULL && line != NULL, CST_FINDING_UNKNOWN);

  return line->finding != CST_FINDING_UNKNOWN ? line->finding : self->finding;
}

/**
 * cst_operation_needs:
 * @kind: what somebody would like to decide
 *
 * Returns: what the account has to be able to do for it; see cst_account_can()
 */
CstCapabilities
cst_operation_needs (CstOperationKind kind)
{
  switch (kind)
    {
    case CST_OPERATION_REFUND:
      return CST_CAN_REFUND;
    case CST_OPERATION_REPLACEMENT:
      return CST_CAN_REPLACE;
    case CST_OPERATION_MESSAGE:
      return CST_CAN_MESSAGE;
    case CST_OPERATION_SHIP_REPLACEMENT:
      return CST_CAN_SHIP;
    case CST_OPERATION_RETURN_LABEL:
      return CST_CAN_SEND_LABEL;
    case CST_OPERATION_RETURN_RECEIVED:
    case CST_OPERATION_RETURN_INSPECTED:
      return CST_CAN_HANDLE_RETURNS;
    case CST_OPERATION_RETURN_ACCEPTED:
    case CST_OPERATION_RETURN_REFUSED:
    case CST_OPERATION_RETURN_CLOSED:
      return CST_CAN_JUDGE_RETURNS;
    case CST_OPERATION_NOTE:
      return CST_CAN_NOTE;
    case CST_OPERATION_FINDING:
      return CST_CAN_FIND;
    case CST_OPERATION_EVIDENCE:
      return CST_CAN_ADD_EVIDENCE;
    case CST_OPERATION_ASSIGN:
    case CST_OPERATION_UNASSIGN:
      return CST_CAN_ASSIGN;
    case CST_OPERATION_OPENED:
      return CST_CAN_SAY_OPENED;
    case CST_OPERATION_MARK_READ:
      return CST_CAN_MARK_READ;
    case CST_OPERATION_RECORD_CASE:
    case CST_OPERATION_RECORD_EVENT:
      return CST_CAN_RECORD;
    case CST_OPERATION_DELIVERY_ANSWER:
      return CST_CAN_ANSWER_DELIVERIES;
    case CST_OPERATION_REPORT:
      return CST_CAN_REPORT;
    case CST_OPERATION_CANCEL:
      return CST_CAN_CANCEL;
    case CST_OPERATION_UNKNOWN:
    default:
      return 0;
    }
}
