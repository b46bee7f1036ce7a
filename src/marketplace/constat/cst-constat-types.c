/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-constat-wire.h"

/* How the contract writes each record (docs/api/openapi.yaml). */

static const CstWireField amounts_fields[] = {
  CST_WIRE_NEEDS (CstAmounts, "currency", CURRENCY, currency, NULL),
  CST_WIRE_NEEDS (CstAmounts, "tax_mode", CODE, tax_mode, &cst_tax_mode_type),
  CST_WIRE_NEEDS (CstAmounts, "goods", MINOR, goods, NULL),
  CST_WIRE_NEEDS (CstAmounts, "shipping", MINOR, shipping, NULL),
  CST_WIRE_NEEDS (CstAmounts, "tax", MINOR, tax, NULL),
  CST_WIRE_NEEDS (CstAmounts, "total", MINOR, total, NULL),
};

static CST_DEFINE_WIRE_TYPE (amounts, &cst_amounts_type);

static const CstWireField customer_fields[] = {
  CST_WIRE_NEEDS (CstCustomer, "id", ID, id, NULL),
  CST_WIRE_NEEDS (CstCustomer, "name", TEXT, name, NULL),
  CST_WIRE_MAY (CstCustomer, "contact_name", TEXT, contact_name, NULL),
  CST_WIRE_MAY (CstCustomer, "kind", CODE, kind, &cst_customer_kind_type),
  CST_WIRE_MAY (CstCustomer, "language", TEXT, language, NULL),
  CST_WIRE_MAY (CstCustomer, "country", TEXT, country, NULL),
  CST_WIRE_MAY (CstCustomer, "city", TEXT, city, NULL),
  CST_WIRE_MAY (CstCustomer, "postal_code", TEXT, postal_code, NULL),
  CST_WIRE_MAY (CstCustomer, "street", TEXT, street, NULL),
  CST_WIRE_MAY (CstCustomer, "email", TEXT, email, NULL),
  CST_WIRE_MAY (CstCustomer, "phone", TEXT, phone, NULL),
};

static CST_DEFINE_WIRE_TYPE (customer, &cst_customer_type);

static const CstWireField order_line_fields[] = {
  CST_WIRE_NEEDS (CstOrderLine, "id", ID, id, NULL),
  CST_WIRE_MAY (CstOrderLine, "sku", TEXT, sku, NULL),
  CST_WIRE_NEEDS (CstOrderLine, "title", TEXT, title, NULL),
  CST_WIRE_MAY (CstOrderLine, "variant", TEXT, variant, NULL),
  CST_WIRE_MAY (CstOrderLine, "supplier", TEXT, supplier, NULL),
  CST_WIRE_MAY (CstOrderLine, "picture", ID, picture, NULL),
  CST_WIRE_NEEDS (CstOrderLine, "quantity", COUNT, quantity, NULL),
  CST_WIRE_NEEDS (CstOrderLine, "delivered", COUNT, delivered, NULL),
  CST_WIRE_NEEDS (CstOrderLine, "unit_price", MINOR, unit_price, NULL),
  CST_WIRE_NEEDS (CstOrderLine, "tax_rate_bp", COUNT, tax_rate_bp, NULL),
};

static CST_DEFINE_WIRE_TYPE (order_line, &cst_order_line_type);

static const CstWireField line_quantity_fields[] = {
  CST_WIRE_NEEDS (CstLineQuantity, "line", ID, line, NULL),
  CST_WIRE_NEEDS (CstLineQuantity, "quantity", COUNT, quantity, NULL),
};

static CST_DEFINE_WIRE_TYPE (line_quantity, &cst_line_quantity_type);

static const CstWireField shipment_fields[] = {
  CST_WIRE_NEEDS (CstShipment, "id", ID, id, NULL),
  CST_WIRE_MAY (CstShipment, "carrier", TEXT, carrier, NULL),
  CST_WIRE_MAY (CstShipment, "tracking_number", TEXT, tracking_number, NULL),
  CST_WIRE_MAY (CstShipment, "tracking_url", TEXT, tracking_url, NULL),
  CST_WIRE_MAY (CstShipment, "shipped_at", TIME, shipped_at, NULL),
  CST_WIRE_MAY (CstShipment, "delivered_at", TIME, delivered_at, NULL),
  CST_WIRE_MAY (CstShipment, "lines", LIST, lines, &line_quantity),
};

static CST_DEFINE_WIRE_TYPE (shipment, &cst_shipment_type);

static const CstWireField payout_fields[] = {
  CST_WIRE_NEEDS (CstPayout, "state", CODE, state, &cst_payout_state_type),
  CST_WIRE_NEEDS (CstPayout, "held", MINOR, held, NULL),
  CST_WIRE_NEEDS (CstPayout, "payable", MINOR, payable, NULL),
  CST_WIRE_NEEDS (CstPayout, "currency", CURRENCY, currency, NULL),
  CST_WIRE_MAY (CstPayout, "expected_at", TIME, expected_at, NULL),
  CST_WIRE_MAY (CstPayout, "paid_at", TIME, paid_at, NULL),
};

static CST_DEFINE_WIRE_TYPE (payout, &cst_payout_type);

static const CstWireField cst_constat_order_fields[] = {
  CST_WIRE_NEEDS (CstOrder, "id", ID, id, NULL),
  CST_WIRE_NEEDS (CstOrder, "number", TEXT, number, NULL),
  CST_WIRE_NEEDS (CstOrder, "version", NUMBER, version, NULL),
  CST_WIRE_NEEDS (CstOrder, "status", CODE, status, &cst_order_status_type),
  CST_WIRE_NEEDS (CstOrder, "status", TEXT, status_code, NULL),
  CST_WIRE_NEEDS (CstOrder, "placed_at", TIME, placed_at, NULL),
  CST_WIRE_MAY (CstOrder, "confirmed_at", TIME, confirmed_at, NULL),
  CST_WIRE_MAY (CstOrder, "promised_ship_at", TIME, promised_ship_at, NULL),
  CST_WIRE_MAY (CstOrder, "shipped_at", TIME, shipped_at, NULL),
  CST_WIRE_MAY (CstOrder, "delivered_at", TIME, delivered_at, NULL),
  CST_WIRE_MAY (CstOrder, "completed_at", TIME, completed_at, NULL),
  CST_WIRE_MAY (CstOrder, "updated_at", TIME, updated_at, NULL),
  CST_WIRE_NEEDS (CstOrder, "customer", RECORD, customer, &customer),
  CST_WIRE_NEEDS (CstOrder, "lines", LIST, lines, &order_line),
  CST_WIRE_MAY (CstOrder, "shipments", LIST, shipments, &shipment),
  CST_WIRE_NEEDS (CstOrder, "amounts", RECORD, amounts, &amounts),
  CST_WIRE_NEEDS (CstOrder, "refunded", RECORD, refunded, &amounts),
  CST_WIRE_NEEDS (CstOrder, "payout", RECORD, payout, &payout),
  CST_WIRE_MAY (CstOrder, "site_url", TEXT, site_url, NULL),
  CST_WIRE_MAY (CstOrder, "incident_ids", IDS, incident_ids, NULL),
};

CST_DEFINE_WIRE_TYPE (cst_constat_order, &cst_order_type);

static const CstWireField cst_constat_attachment_fields[] = {
  CST_WIRE_NEEDS (CstAttachment, "id", ID, id, NULL),
  CST_WIRE_NEEDS (CstAttachment, "filename", TEXT, filename, NULL),
  CST_WIRE_NEEDS (CstAttachment, "media_type", TEXT, media_type, NULL),
  CST_WIRE_NEEDS (CstAttachment, "size", NUMBER, size, NULL),
  CST_WIRE_MAY (CstAttachment, "sha256", TEXT, sha256, NULL),
  CST_WIRE_NEEDS (CstAttachment, "status", CODE, status, &cst_attachment_status_type),
  CST_WIRE_MAY (CstAttachment, "created_at", TIME, created_at, NULL),
};

CST_DEFINE_WIRE_TYPE (cst_constat_attachment, &cst_attachment_type);

static const CstWireField event_fields[] = {
  CST_WIRE_NEEDS (CstIncidentEvent, "id", ID, id, NULL),
  CST_WIRE_NEEDS (CstIncidentEvent, "at", TIME, at, NULL),
  CST_WIRE_NEEDS (CstIncidentEvent, "actor", CODE, actor, &cst_party_type),
  CST_WIRE_NEEDS (CstIncidentEvent, "event", CODE, event, &cst_incident_event_kind_type),
  CST_WIRE_NEEDS (CstIncidentEvent, "event", TEXT, event_code, NULL),
  CST_WIRE_MAY (CstIncidentEvent, "detail", TEXT, detail, NULL),
  CST_WIRE_MAY (CstIncidentEvent, "resolution", ID, resolution, NULL),
};

static CST_DEFINE_WIRE_TYPE (event, &cst_incident_event_type);

static const CstWireField resolution_line_fields[] = {
  CST_WIRE_NEEDS (CstResolutionLine, "line", ID, line, NULL),
  CST_WIRE_NEEDS (CstResolutionLine, "quantity", COUNT, quantity, NULL),
  CST_WIRE_MAY (CstResolutionLine, "amount", MINOR, amount, NULL),
};

static CST_DEFINE_WIRE_TYPE (resolution_line, &cst_resolution_line_type);

static const CstWireField resolution_shipment_fields[] = {
  CST_WIRE_NEEDS (CstResolution, "carrier", TEXT, carrier, NULL),
  CST_WIRE_NEEDS (CstResolution, "tracking_number", TEXT, tracking_number, NULL),
  CST_WIRE_MAY (CstResolution, "tracking_url", TEXT, tracking_url, NULL),
  CST_WIRE_NEEDS (CstResolution, "shipped_at", TIME, shipped_at, NULL),
};

static CST_DEFINE_WIRE_TYPE (resolution_shipment, &cst_resolution_type);

static const CstWireField resolution_fields[] = {
  CST_WIRE_NEEDS (CstResolution, "id", ID, id, NULL),
  CST_WIRE_NEEDS (CstResolution, "kind", CODE, kind, &cst_resolution_kind_type),
  CST_WIRE_NEEDS (CstResolution, "state", CODE, state, &cst_resolution_state_type),
  CST_WIRE_MAY (CstResolution, "refused_reason", TEXT, refused_reason, NULL),
  CST_WIRE_NEEDS (CstResolution, "requested_at", TIME, requested_at, NULL),
  CST_WIRE_MAY (CstResolution, "executed_at", TIME, executed_at, NULL),
  CST_WIRE_MAY (CstResolution, "by", TEXT, by, NULL),
  CST_WIRE_MAY (CstResolution, "key", TEXT, key, NULL),
  CST_WIRE_NEEDS (CstResolution, "lines", LIST, lines, &resolution_line),
  CST_WIRE_MAY (CstResolution, "amounts", RECORD, amounts, &amounts),
  CST_WIRE_MAY (CstResolution, "instructions", TEXT, instructions, NULL),
  CST_WIRE_MAY (CstResolution, "return", ID, return_id, NULL),
  CST_WIRE_MAY (CstResolution, "ship_by", DATE, ship_by, NULL),
  CST_WIRE_MAY (CstResolution, "shipment", FLAT, carrier, &resolution_shipment),
};

static CST_DEFINE_WIRE_TYPE (resolution, &cst_resolution_type);

static const CstWireField return_line_fields[] = {
  CST_WIRE_NEEDS (CstReturnLine, "line", ID, line, NULL),
  CST_WIRE_NEEDS (CstReturnLine, "quantity", COUNT, quantity, NULL),
  CST_WIRE_MAY (CstReturnLine, "received", COUNT, received, NULL),
  CST_WIRE_MAY (CstReturnLine, "accepted", COUNT, accepted, NULL),
  CST_WIRE_MAY (CstReturnLine, "damaged", COUNT, damaged, NULL),
  CST_WIRE_MAY (CstReturnLine, "missing", COUNT, missing, NULL),
};

static CST_DEFINE_WIRE_TYPE (return_line, &cst_return_line_type);

static const CstWireField goods_return_fields[] = {
  CST_WIRE_NEEDS (CstReturn, "id", ID, id, NULL),
  CST_WIRE_NEEDS (CstReturn, "resolution", ID, resolution, NULL),
  CST_WIRE_NEEDS (CstReturn, "state", CODE, state, &cst_return_state_type),
  CST_WIRE_NEEDS (CstReturn, "lines", LIST, lines, &return_line),
  CST_WIRE_MAY (CstReturn, "label", OPTIONAL, label, &cst_constat_attachment),
  CST_WIRE_MAY (CstReturn, "label_follows_on", DATE, label_follows_on, NULL),
  CST_WIRE_MAY (CstReturn, "instructions", TEXT, instructions, NULL),
  CST_WIRE_MAY (CstReturn, "carrier", TEXT, carrier, NULL),
  CST_WIRE_MAY (CstReturn, "tracking_number", TEXT, tracking_number, NULL),
  CST_WIRE_NEEDS (CstReturn, "asked_at", TIME, asked_at, NULL),
  CST_WIRE_MAY (CstReturn, "received_at", TIME, received_at, NULL),
  CST_WIRE_MAY (CstReturn, "inspected_at", TIME, inspected_at, NULL),
  CST_WIRE_MAY (CstReturn, "refund_due_by", TIME, refund_due_by, NULL),
};

static CST_DEFINE_WIRE_TYPE (goods_return, &cst_return_type);

static const CstWireField reported_line_fields[] = {
  CST_WIRE_NEEDS (CstLineQuantity, "line", ID, line, NULL),
  CST_WIRE_NEEDS (CstLineQuantity, "reported", COUNT, quantity, NULL),
};

static CST_DEFINE_WIRE_TYPE (reported_line, &cst_line_quantity_type);

static const CstWireField cst_constat_incident_fields[] = {
  CST_WIRE_NEEDS (CstIncident, "id", ID, id, NULL),
  CST_WIRE_NEEDS (CstIncident, "number", TEXT, number, NULL),
  CST_WIRE_NEEDS (CstIncident, "order", ID, order, NULL),
  CST_WIRE_NEEDS (CstIncident, "version", NUMBER, version, NULL),
  CST_WIRE_NEEDS (CstIncident, "reason", CODE, reason, &cst_reason_type),
  CST_WIRE_NEEDS (CstIncident, "reason", TEXT, reason_code, NULL),
  CST_WIRE_MAY (CstIncident, "reason_label", TEXT, reason_label, NULL),
  CST_WIRE_NEEDS (CstIncident, "handler", CODE, handler, &cst_handler_type),
  CST_WIRE_NEEDS (CstIncident, "state", CODE, state, &cst_incident_state_type),
  CST_WIRE_NEEDS (CstIncident, "state", TEXT, state_code, NULL),
  CST_WIRE_MAY (CstIncident, "contested", BOOL, contested, NULL),
  CST_WIRE_MAY (CstIncident, "contested_count", COUNT, contested_count, NULL),
  CST_WIRE_MAY (CstIncident, "refused_reason", TEXT, refused_reason, NULL),
  CST_WIRE_NEEDS (CstIncident, "reported_at", TIME, reported_at, NULL),
  CST_WIRE_MAY (CstIncident, "updated_at", TIME, updated_at, NULL),
  CST_WIRE_MAY (CstIncident, "respond_by", TIME, respond_by, NULL),
  CST_WIRE_MAY (CstIncident, "resolve_by", TIME, resolve_by, NULL),
  CST_WIRE_MAY (CstIncident, "waiting_for", CODE, waiting_for, &cst_party_type),
  CST_WIRE_MAY (CstIncident, "waiting_since", TIME, waiting_since, NULL),
  CST_WIRE_MAY (CstIncident, "description", TEXT, description, NULL),
  CST_WIRE_MAY (CstIncident, "language", TEXT, language, NULL),
  CST_WIRE_NEEDS (CstIncident, "lines", LIST, lines, &reported_line),
  CST_WIRE_MAY (CstIncident, "attachments", LIST, attachments, &cst_constat_attachment),
  CST_WIRE_MAY (CstIncident, "photos_announced", COUNT, photos_announced, NULL),
  CST_WIRE_MAY (CstIncident, "history", LIST, history, &event),
  CST_WIRE_NEEDS (CstIncident, "resolutions", LIST, resolutions, &resolution),
  CST_WIRE_NEEDS (CstIncident, "returns", LIST, returns, &goods_return),
};

CST_DEFINE_WIRE_TYPE (cst_constat_incident, &cst_incident_type);

static const CstWireField cst_constat_message_fields[] = {
  CST_WIRE_NEEDS (CstMessage, "id", ID, id, NULL),
  CST_WIRE_MAY (CstMessage, "incident", ID, incident, NULL),
  CST_WIRE_NEEDS (CstMessage, "author", CODE, author, &cst_party_type),
  CST_WIRE_MAY (CstMessage, "author_name", TEXT, author_name, NULL),
  CST_WIRE_NEEDS (CstMessage, "body", TEXT, body, NULL),
  CST_WIRE_MAY (CstMessage, "language", TEXT, language, NULL),
  CST_WIRE_NEEDS (CstMessage, "sent_at", TIME, sent_at, NULL),
  CST_WIRE_MAY (CstMessage, "state", CODE, state, &cst_message_state_type),
  CST_WIRE_MAY (CstMessage, "purpose", CODE, purpose, &cst_message_purpose_type),
  CST_WIRE_MAY (CstMessage, "key", TEXT, key, NULL),
  CST_WIRE_MAY (CstMessage, "attachments", LIST, attachments, &cst_constat_attachment),
};

CST_DEFINE_WIRE_TYPE (cst_constat_message, &cst_message_type);

static const CstWireField cst_constat_thread_fields[] = {
  CST_WIRE_NEEDS (CstThread, "order", ID, order, NULL),
  CST_WIRE_NEEDS (CstThread, "version", NUMBER, version, NULL),
  CST_WIRE_NEEDS (CstThread, "messages", LIST, messages, &cst_constat_message),
  CST_WIRE_MAY (CstThread, "read_up_to", ID, read_up_to, NULL),
};

CST_DEFINE_WIRE_TYPE (cst_constat_thread, &cst_thread_type);

static const CstWireField person_mark_fields[] = {
  CST_WIRE_NEEDS (CstPersonMark, "person", ID, person, NULL),
  CST_WIRE_NEEDS (CstPersonMark, "name", TEXT, name, NULL),
  CST_WIRE_NEEDS (CstPersonMark, "at", TIME, at, NULL),
};

static CST_DEFINE_WIRE_TYPE (person_mark, &cst_person_mark_type);

static const CstWireField note_fields[] = {
  CST_WIRE_NEEDS (CstNote, "id", ID, id, NULL),
  CST_WIRE_NEEDS (CstNote, "person", ID, person, NULL),
  CST_WIRE_NEEDS (CstNote, "name", TEXT, name, NULL),
  CST_WIRE_NEEDS (CstNote, "at", TIME, at, NULL),
  CST_WIRE_NEEDS (CstNote, "text", TEXT, text, NULL),
};

static CST_DEFINE_WIRE_TYPE (note, &cst_note_type);

static const CstWireField mark_fields[] = {
  CST_WIRE_NEEDS (CstMark, "attachment", ID, attachment, NULL),
  CST_WIRE_NEEDS (CstMark, "shape", CODE, shape, &cst_mark_shape_type),
  CST_WIRE_NEEDS (CstMark, "x1", COUNT, x1, NULL),
  CST_WIRE_NEEDS (CstMark, "y1", COUNT, y1, NULL),
  CST_WIRE_MAY (CstMark, "x2", COUNT, x2, NULL),
  CST_WIRE_MAY (CstMark, "y2", COUNT, y2, NULL),
  CST_WIRE_MAY (CstMark, "text", TEXT, text, NULL),
};

static CST_DEFINE_WIRE_TYPE (mark, &cst_mark_type);

static const CstWireField finding_fields[] = {
  CST_WIRE_NEEDS (CstFinding, "id", ID, id, NULL),
  CST_WIRE_NEEDS (CstFinding, "person", ID, person, NULL),
  CST_WIRE_NEEDS (CstFinding, "name", TEXT, name, NULL),
  CST_WIRE_NEEDS (CstFinding, "at", TIME, at, NULL),
  CST_WIRE_MAY (CstFinding, "line", ID, line, NULL),
  CST_WIRE_MAY (CstFinding, "quantity", COUNT, quantity, NULL),
  CST_WIRE_NEEDS (CstFinding, "finding", CODE, finding, &cst_finding_kind_type),
  CST_WIRE_MAY (CstFinding, "note", TEXT, note, NULL),
  CST_WIRE_MAY (CstFinding, "marks", LIST, marks, &mark),
};

static CST_DEFINE_WIRE_TYPE (finding, &cst_finding_type);

static const CstWireField evidence_fields[] = {
  CST_WIRE_NEEDS (CstEvidence, "attachment", RECORD, attachment, &cst_constat_attachment),
  CST_WIRE_NEEDS (CstEvidence, "person", ID, person, NULL),
  CST_WIRE_NEEDS (CstEvidence, "name", TEXT, name, NULL),
  CST_WIRE_NEEDS (CstEvidence, "at", TIME, at, NULL),
  CST_WIRE_MAY (CstEvidence, "note", TEXT, note, NULL),
};

static CST_DEFINE_WIRE_TYPE (evidence, &cst_evidence_type);

static const CstWireField cst_constat_desk_fields[] = {
  CST_WIRE_NEEDS (CstDesk, "incident", ID, incident, NULL),
  CST_WIRE_NEEDS (CstDesk, "version", NUMBER, version, NULL),
  CST_WIRE_MAY (CstDesk, "assigned_to", OPTIONAL, assigned_to, &person_mark),
  CST_WIRE_MAY (CstDesk, "opened_by", LIST, opened_by, &person_mark),
  CST_WIRE_MAY (CstDesk, "notes", LIST, notes, &note),
  CST_WIRE_MAY (CstDesk, "findings", LIST, findings, &finding),
  CST_WIRE_MAY (CstDesk, "evidence", LIST, evidence, &evidence),
};

CST_DEFINE_WIRE_TYPE (cst_constat_desk, &cst_desk_type);
