/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident.h"

#include "cst-util.h"

CST_DEFINE_ENUM_TYPE (cst_reason,
                      "unknown",
                      "damaged",
                      "defective",
                      "missing",
                      "wrong_item",
                      "wrong_invoice",
                      "late",
                      "other");

CST_DEFINE_ENUM_TYPE (cst_handler,
                      "unknown",
                      "brand",
                      "marketplace");

CST_DEFINE_ENUM_TYPE (cst_incident_state,
                      "unknown",
                      "submitted",
                      "in_progress",
                      "marketplace_review",
                      "refused",
                      "resolved");

CST_DEFINE_ENUM_TYPE (cst_party,
                      "unknown",
                      "brand",
                      "customer",
                      "marketplace",
                      "nobody");

CST_DEFINE_ENUM_TYPE (cst_attachment_status,
                      "unknown",
                      "available",
                      "announced",
                      "removed");

CST_DEFINE_ENUM_TYPE (cst_resolution_kind,
                      "unknown",
                      "refund",
                      "replacement");

CST_DEFINE_ENUM_TYPE (cst_resolution_state,
                      "unknown",
                      "requested",
                      "executed",
                      "refused",
                      "cancelled");

CST_DEFINE_ENUM_TYPE (cst_return_state,
                      "unknown",
                      "waiting",
                      "asked",
                      "labelled",
                      "under_way",
                      "received",
                      "inspected",
                      "closed",
                      "refused");

CST_DEFINE_ENUM_TYPE (cst_incident_event_kind,
                      "unknown",
                      "reported",
                      "message",
                      "photo_added",
                      "resolution_requested",
                      "resolution_executed",
                      "resolution_refused",
                      "accepted",
                      "contested",
                      "review",
                      "refused",
                      "resolved",
                      "reopened",
                      "shipped",
                      "return_asked",
                      "return_labelled",
                      "return_under_way",
                      "return_received",
                      "return_inspected");

CST_DEFINE_ENUM_TYPE (cst_finding_kind,
                      "unknown",
                      "confirmed",
                      "not_confirmed",
                      "cannot_tell");

CST_DEFINE_ENUM_TYPE (cst_mark_shape,
                      "unknown",
                      "arrow",
                      "circle",
                      "text");

static const CstField cst_attachment_fields[] = {
  CST_FIELD (CstAttachment, id, STRING),
  CST_FIELD (CstAttachment, filename, STRING),
  CST_FIELD (CstAttachment, media_type, STRING),
  CST_FIELD (CstAttachment, size, INT64),
  CST_FIELD (CstAttachment, sha256, STRING),
  CST_FIELD_OF (CstAttachment, status, ENUM, cst_attachment_status_type),
  CST_FIELD (CstAttachment, created_at, INT64),
};

CST_DEFINE_RECORD_TYPE (cst_attachment, CstAttachment, "attachment");

static const CstField cst_incident_event_fields[] = {
  CST_FIELD (CstIncidentEvent, id, STRING),
  CST_FIELD (CstIncidentEvent, at, INT64),
  CST_FIELD_OF (CstIncidentEvent, actor, ENUM, cst_party_type),
  CST_FIELD_OF (CstIncidentEvent, event, ENUM, cst_incident_event_kind_type),
  CST_FIELD (CstIncidentEvent, event_code, STRING),
  CST_FIELD (CstIncidentEvent, detail, STRING),
  CST_FIELD (CstIncidentEvent, resolution, STRING),
};

CST_DEFINE_RECORD_TYPE (cst_incident_event, CstIncidentEvent, "incident event");

static const CstField cst_resolution_line_fields[] = {
  CST_FIELD (CstResolutionLine, line, STRING),
  CST_FIELD (CstResolutionLine, quantity, INT),
  CST_FIELD (CstResolutionLine, amount, INT64),
};

CST_DEFINE_RECORD_TYPE (cst_resolution_line, CstResolutionLine, "resolution line");

static const CstField cst_resolution_fields[] = {
  CST_FIELD (CstResolution, id, STRING),
  CST_FIELD_OF (CstResolution, kind, ENUM, cst_resolution_kind_type),
  CST_FIELD_OF (CstResolution, state, ENUM, cst_resolution_state_type),
  CST_FIELD (CstResolution, refused_reason, STRING),
  CST_FIELD (CstResolution, requested_at, INT64),
  CST_FIELD (CstResolution, executed_at, INT64),
  CST_FIELD (CstResolution, by, STRING),
  CST_FIELD (CstResolution, key, STRING),
  CST_FIELD_OF (CstResolution, lines, RECORDS, cst_resolution_line_type),
  CST_FIELD_OF (CstResolution, amounts, RECORD, cst_amounts_type),
  CST_FIELD (CstResolution, instructions, STRING),
  CST_FIELD (CstResolution, return_id, STRING),
  CST_FIELD (CstResolution, ship_by, STRING),
  CST_FIELD (CstResolution, carrier, STRING),
  CST_FIELD (CstResolution, tracking_number, STRING),
  CST_FIELD (CstResolution, tracking_url, STRING),
  CST_FIELD (CstResolution, shipped_at, INT64),
};

CST_DEFINE_RECORD_TYPE (cst_resolution, CstResolution, "resolution");

static const CstField cst_return_line_fields[] = {
  CST_FIELD (CstReturnLine, line, STRING),
  CST_FIELD (CstReturnLine, quantity, INT),
  CST_FIELD (CstReturnLine, received, INT),
  CST_FIELD (CstReturnLine, accepted, INT),
  CST_FIELD (CstReturnLine, damaged, INT),
  CST_FIELD (CstReturnLine, missing, INT),
};

CST_DEFINE_RECORD_TYPE (cst_return_line, CstReturnLine, "return line");

static const CstField cst_return_fields[] = {
  CST_FIELD (CstReturn, id, STRING),
  CST_FIELD (CstReturn, resolution, STRING),
  CST_FIELD_OF (CstReturn, state, ENUM, cst_return_state_type),
  CST_FIELD_OF (CstReturn, lines, RECORDS, cst_return_line_type),
  CST_FIELD_OF (CstReturn, label, OPTIONAL, cst_attachment_type),
  CST_FIELD (CstReturn, label_follows_on, STRING),
  CST_FIELD (CstReturn, instructions, STRING),
  CST_FIELD (CstReturn, carrier, STRING),
  CST_FIELD (CstReturn, tracking_number, STRING),
  CST_FIELD (CstReturn, asked_at, INT64),
  CST_FIELD (CstReturn, received_at, INT64),
  CST_FIELD (CstReturn, inspected_at, INT64),
  CST_FIELD (CstReturn, refund_due_by, INT64),
};

CST_DEFINE_RECORD_TYPE (cst_return, CstReturn, "return");

static const CstField cst_incident_fields[] = {
  CST_FIELD (CstIncident, id, STRING),
  CST_FIELD (CstIncident, number, STRING),
  CST_FIELD (CstIncident, order, STRING),
  CST_FIELD (CstIncident, version, INT64),
  CST_FIELD_OF (CstIncident, reason, ENUM, cst_reason_type),
  CST_FIELD (CstIncident, reason_code, STRING),
  CST_FIELD (CstIncident, reason_label, STRING),
  CST_FIELD_OF (CstIncident, handler, ENUM, cst_handler_type),
  CST_FIELD_OF (CstIncident, state, ENUM, cst_incident_state_type),
  CST_FIELD (CstIncident, state_code, STRING),
  CST_FIELD (CstIncident, marked_resolved, BOOL),
  CST_FIELD (CstIncident, contested, BOOL),
  CST_FIELD (CstIncident, contested_count, INT),
  CST_FIELD (CstIncident, refused_reason, STRING),
  CST_FIELD (CstIncident, reported_at, INT64),
  CST_FIELD (CstIncident, updated_at, INT64),
  CST_FIELD (CstIncident, respond_by, INT64),
  CST_FIELD (CstIncident, resolve_by, INT64),
  CST_FIELD_OF (CstIncident, waiting_for, ENUM, cst_party_type),
  CST_FIELD (CstIncident, waiting_since, INT64),
  CST_FIELD (CstIncident, description, STRING),
  CST_FIELD (CstIncident, language, STRING),
  CST_FIELD_OF (CstIncident, lines, RECORDS, cst_line_quantity_type),
  CST_FIELD_OF (CstIncident, attachments, RECORDS, cst_attachment_type),
  CST_FIELD (CstIncident, photos_announced, INT),
  CST_FIELD_OF (CstIncident, history, RECORDS, cst_incident_event_type),
  CST_FIELD_OF (CstIncident, resolutions, RECORDS, cst_resolution_type),
  CST_FIELD_OF (CstIncident, returns, RECORDS, cst_return_type),
};

CST_DEFINE_RECORD_TYPE (cst_incident, CstIncident, "incident");

static const CstField cst_person_mark_fields[] = {
  CST_FIELD (CstPersonMark, person, STRING),
  CST_FIELD (CstPersonMark, name, STRING),
  CST_FIELD (CstPersonMark, at, INT64),
};

CST_DEFINE_RECORD_TYPE (cst_person_mark, CstPersonMark, "person mark");

static const CstField cst_note_fields[] = {
  CST_FIELD (CstNote, id, STRING),
  CST_FIELD (CstNote, person, STRING),
  CST_FIELD (CstNote, name, STRING),
  CST_FIELD (CstNote, at, INT64),
  CST_FIELD (CstNote, text, STRING),
};

CST_DEFINE_RECORD_TYPE (cst_note, CstNote, "note");

static const CstField cst_mark_fields[] = {
  CST_FIELD (CstMark, attachment, STRING),
  CST_FIELD_OF (CstMark, shape, ENUM, cst_mark_shape_type),
  CST_FIELD (CstMark, x1, INT),
  CST_FIELD (CstMark, y1, INT),
  CST_FIELD (CstMark, x2, INT),
  CST_FIELD (CstMark, y2, INT),
  CST_FIELD (CstMark, text, STRING),
};

CST_DEFINE_RECORD_TYPE (cst_mark, CstMark, "mark");

static const CstField cst_finding_fields[] = {
  CST_FIELD (CstFinding, id, STRING),
  CST_FIELD (CstFinding, person, STRING),
  CST_FIELD (CstFinding, name, STRING),
  CST_FIELD (CstFinding, at, INT64),
  CST_FIELD (CstFinding, line, STRING),
  CST_FIELD (CstFinding, quantity, INT),
  CST_FIELD_OF (CstFinding, finding, ENUM, cst_finding_kind_type),
  CST_FIELD (CstFinding, note, STRING),
  CST_FIELD_OF (CstFinding, marks, RECORDS, cst_mark_type),
};

CST_DEFINE_RECORD_TYPE (cst_finding, CstFinding, "finding");

static const CstField cst_evidence_fields[] = {
  CST_FIELD_OF (CstEvidence, attachment, RECORD, cst_attachment_type),
  CST_FIELD (CstEvidence, person, STRING),
  CST_FIELD (CstEvidence, name, STRING),
  CST_FIELD (CstEvidence, at, INT64),
  CST_FIELD (CstEvidence, note, STRING),
};

CST_DEFINE_RECORD_TYPE (cst_evidence, CstEvidence, "evidence");

static const CstField cst_desk_fields[] = {
  CST_FIELD (CstDesk, incident, STRING),
  CST_FIELD (CstDesk, version, INT64),
  CST_FIELD_OF (CstDesk, assigned_to, OPTIONAL, cst_person_mark_type),
  CST_FIELD_OF (CstDesk, opened_by, RECORDS, cst_person_mark_type),
  CST_FIELD_OF (CstDesk, notes, RECORDS, cst_note_type),
  CST_FIELD_OF (CstDesk, findings, RECORDS, cst_finding_type),
  CST_FIELD_OF (CstDesk, evidence, RECORDS, cst_evidence_type),
};

CST_DEFINE_RECORD_TYPE (cst_desk, CstDesk, "desk");

/**
 * cst_incident_new:
 *
 * Returns: (transfer full): an empty record
 */
CstIncident *
cst_incident_new (void)
{
  return cst_record_new (&cst_incident_type);
}

CstIncident *
cst_incident_copy (const CstIncident *self)
{
  return cst_record_dup (&cst_incident_type, self);
}

void
cst_incident_free (CstIncident *self)
{
  cst_record_free (&cst_incident_type, self);
}

/**
 * cst_desk_new:
 *
 * Returns: (transfer full): an empty record
 */
CstDesk *
cst_desk_new (void)
{
  return cst_record_new (&cst_desk_type);
}

void
cst_desk_free (CstDesk *self)
{
  cst_record_free (&cst_desk_type, self);
}

static gboolean
is_on_picture (int place)
{
  return place >= 0 && place <= CST_MARK_SCALE;
}

/**
 * cst_mark_is_valid:
 *
 * Returns: whether it can be drawn and sent: on the picture, with a size or a text
 */
gboolean
cst_mark_is_valid (const CstMark *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (cst_str_is_blank (self->attachment) || !is_on_picture (self->x1) || !is_on_picture (self->y1) ||
      !is_on_picture (self->x2) || !is_on_picture (self->y2) ||
      (self->text != NULL && g_utf8_strlen (self->text, -1) > CST_MARK_TEXT_LENGTH))
    return FALSE;

  switch (self->shape)
    {
    case CST_MARK_ARROW:
      return self->x1 != self->x2 || self->y1 != self->y2;
    case CST_MARK_CIRCLE:
      return self->x1 != self->x2 && self->y1 != self->y2;
    case CST_MARK_TEXT:
      return !cst_str_is_blank (self->text);
    case CST_MARK_UNKNOWN:
    default:
      return FALSE;
    }
}

/**
 * cst_incident_is_settled:
 *
 * Returns: whether nobody has anything left to do: resolved or refused (O12)
 */
gboolean
cst_incident_is_settled (const CstIncident *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->state == CST_INCIDENT_RESOLVED || self->state == CST_INCIDENT_REFUSED;
}

/**
 * cst_incident_is_ours:
 *
 * Returns: whether the brand chooses the resolution (O5) rather than the marketplace (O6)
 */
gboolean
cst_incident_is_ours (const CstIncident *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->handler == CST_HANDLER_BRAND && self->state != CST_INCIDENT_MARKETPLACE_REVIEW;
}

/**
 * cst_incident_pressure:
 *
 * Of several incidents the one with the highest pressure is shown on their order (O2): contested
 * before submitted before in progress before the marketplace's before settled.
 *
 * Returns: 0 to 5, higher presses more
 */
int
cst_incident_pressure (const CstIncident *self)
{
  g_return_val_if_fail (self != NULL, 0);

  switch (self->state)
    {
    case CST_INCIDENT_SUBMITTED:
      return self->contested ? 5 : 4;
    case CST_INCIDENT_IN_PROGRESS:
    case CST_INCIDENT_UNKNOWN:
      return 3;
    case CST_INCIDENT_MARKETPLACE_REVIEW:
      return 2;
    case CST_INCIDENT_REFUSED:
      return 1;
    case CST_INCIDENT_RESOLVED:
    default:
      return 0;
    }
}

/* The find functions borrow from @self and give NULL when there is no such thing. */

const CstResolution *
cst_incident_find_resolution (const CstIncident *self,
                              const char        *resolution_id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (self->resolutions, i);

      if (g_strcmp0 (resolution->id, resolution_id) == 0)
        return resolution;
    }

  return NULL;
}

/**
 * cst_incident_find_resolution_by_key:
 * @key: an operation's idempotency key
 *
 * Returns: (transfer none) (nullable): what the marketplace made of that operation, as far as the truth knows
 */
const CstResolution *
cst_incident_find_resolution_by_key (const CstIncident *self,
                                     const char        *key)
{
  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  for (guint i = 0; i < self->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (self->resolutions, i);

      if (g_strcmp0 (resolution->key, key) == 0)
        return resolution;
    }

  return NULL;
}

/**
 * cst_incident_open_resolution:
 *
 * Returns: (transfer none) (nullable): the one resolution that is asked for and not yet carried out
 */
const CstResolution *
cst_incident_open_resolution (const CstIncident *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (self->resolutions, i);

      if (resolution->state == CST_RESOLUTION_REQUESTED)
        return resolution;
    }

  return NULL;
}

const CstReturn *
cst_incident_find_return (const CstIncident *self,
                          const char        *return_id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->returns->len; i++)
    {
      const CstReturn *goods = g_ptr_array_index (self->returns, i);

      if (g_strcmp0 (goods->id, return_id) == 0)
        return goods;
    }

  return NULL;
}

/**
 * cst_incident_reported_quantity:
 *
 * Returns: how many of the line the customer reported (R1)
 */
int
cst_incident_reported_quantity (const CstIncident *self,
                                const char        *line_id)
{
  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const CstLineQuantity *line = g_ptr_array_index (self->lines, i);

      if (g_strcmp0 (line->line, line_id) == 0)
        return line->quantity;
    }

  return 0;
}
