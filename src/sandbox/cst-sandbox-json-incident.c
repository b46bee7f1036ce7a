/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sandbox-json.h"

#include "cst-world-catalogue.h"
#include "cst-world-letters.h"
#include "cst-world-rules.h"

static const char *const reasons[] = { "damaged", "defective", "missing", "wrong_item",
                                       "wrong_invoice", "late", "other" };
static const char *const states[] = { "submitted", "in_progress", "marketplace_review", "resolved",
                                      "refused" };
static const char *const actors[] = { "customer", "brand", "marketplace", "nobody" };
static const char *const resolution_states[] = { "requested", "executed", "refused", "cancelled" };
static const char *const return_states[] = { "asked", "labelled", "under_way", "received",
                                             "inspected", "closed" };
static const char *const message_states[] = { "sent", "delivered", "read" };

gboolean
cst_sandbox_parse_reason (const char     *word,
                          CstWorldReason *reason)
{
  for (int i = 0; i < CST_WORLD_N_REASONS; i++)
    {
      if (g_str_equal (word, reasons[i]))
        {
          *reason = (CstWorldReason) i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
write_line_id (CstWriter *writer,
               int        line)
{
  g_autofree char *id = g_strdup_printf ("%d", line + 1);

  cst_writer_string (writer, "line", id);
}

void
cst_sandbox_write_attachment (CstWriter                *writer,
                              const char               *member,
                              const CstWorldAttachment *attachment)
{
  cst_writer_begin_object (writer, member);
  cst_writer_string (writer, "id", attachment->id);
  cst_writer_string (writer, "filename", attachment->filename);
  cst_writer_string (writer, "media_type", attachment->media_type);
  cst_writer_int (writer, "size",
                  attachment->bytes != NULL ? (gint64) g_bytes_get_size (attachment->bytes) : 0);
  cst_writer_opt_string (writer, "sha256", attachment->sha256);
  cst_writer_string (writer, "status", attachment->status);
  cst_writer_time (writer, "created_at", attachment->created_at);
  cst_writer_end_object (writer);
}

static void
write_attachments (CstWriter       *writer,
                   const GPtrArray *attachments)
{
  cst_writer_begin_array (writer, "attachments");
  for (guint i = 0; i < attachments->len; i++)
    cst_sandbox_write_attachment (writer, NULL, g_ptr_array_index (attachments, i));
  cst_writer_end_array (writer);
}

static void
write_shipment (CstWriter                *writer,
                const CstWorldResolution *resolution)
{
  if (resolution->carrier == NULL)
    return;

  cst_writer_begin_object (writer, "shipment");
  cst_writer_string (writer, "carrier", resolution->carrier);
  cst_writer_string (writer, "tracking_number", resolution->tracking_number);
  cst_writer_opt_string (writer, "tracking_url", resolution->tracking_url);
  cst_writer_time (writer, "shipped_at", resolution->shipped_at);
  cst_writer_end_object (writer);
}

void
cst_sandbox_write_resolution (CstWriter                *writer,
                              const char               *member,
                              const CstWorldResolution *resolution)
{
  gboolean refund = resolution->kind == CST_WORLD_REFUND;

  cst_writer_begin_object (writer, member);
  cst_writer_string (writer, "id", resolution->id);
  cst_writer_string (writer, "kind", refund ? "refund" : "replacement");
  cst_writer_string (writer, "state", resolution_states[resolution->state]);
  cst_writer_opt_string (writer, "refused_reason", resolution->refused_reason);
  cst_writer_time (writer, "requested_at", resolution->requested_at);
  cst_writer_opt_time (writer, "executed_at", resolution->executed_at);
  cst_writer_string (writer, "by", resolution->by);
  cst_writer_string (writer, "key", resolution->key);
  cst_writer_begin_array (writer, "lines");
  for (guint i = 0; i < resolution->lines->len; i++)
    {
      const CstWorldPieces *pieces = &g_array_index (resolution->lines, CstWorldPieces, i);

      cst_writer_begin_object (writer, NULL);
      write_line_id (writer, pieces->line);
      cst_writer_int (writer, "quantity", pieces->quantity);
      if (refund)
        cst_writer_int (writer, "amount", pieces->amount);
      cst_writer_end_object (writer);
    }
  cst_writer_end_array (writer);
  if (refund)
    cst_sandbox_write_amounts (writer, "amounts", &resolution->amounts);
  cst_writer_opt_string (writer, "instructions", resolution->instructions);
  cst_writer_opt_string (writer, "return", resolution->return_id);
  write_shipment (writer, resolution);
  cst_writer_opt_string (writer, "ship_by", resolution->ship_by);
  cst_writer_end_object (writer);
}

static void
write_opt_count (CstWriter  *writer,
                 const char *member,
                 int         count)
{
  if (count >= 0)
    cst_writer_int (writer, member, count);
}

static void
write_return (CstWriter            *writer,
              const CstWorldReturn *ret)
{
  g_autofree char *incident = cst_world_incident_id (ret->incident);

  cst_writer_begin_object (writer, NULL);
  cst_writer_string (writer, "id", ret->id);
  cst_writer_string (writer, "incident", incident);
  cst_writer_string (writer, "resolution", ret->resolution);
  cst_writer_string (writer, "state", return_states[ret->state]);
  cst_writer_begin_array (writer, "lines");
  for (guint i = 0; i < ret->lines->len; i++)
    {
      const CstWorldPieces *pieces = &g_array_index (ret->lines, CstWorldPieces, i);

      cst_writer_begin_object (writer, NULL);
      write_line_id (writer, pieces->line);
      cst_writer_int (writer, "quantity", pieces->quantity);
      write_opt_count (writer, "received", pieces->received);
      write_opt_count (writer, "accepted", pieces->accepted);
      write_opt_count (writer, "damaged", pieces->damaged);
      write_opt_count (writer, "missing", pieces->missing);
      cst_writer_end_object (writer);
    }
  cst_writer_end_array (writer);
  if (ret->label != NULL)
    cst_sandbox_write_attachment (writer, "label", ret->label);
  cst_writer_opt_string (writer, "label_follows_on", ret->label_follows_on);
  cst_writer_opt_string (writer, "instructions", ret->instructions);
  cst_writer_opt_string (writer, "carrier", ret->carrier);
  cst_writer_opt_string (writer, "tracking_number", ret->tracking_number);
  cst_writer_time (writer, "asked_at", ret->asked_at);
  cst_writer_opt_time (writer, "received_at", ret->received_at);
  cst_writer_opt_time (writer, "inspected_at", ret->inspected_at);
  cst_writer_opt_time (writer, "refund_due_by", ret->refund_due_by);
  cst_writer_end_object (writer);
}

static void
write_history (CstWriter              *writer,
               const CstWorldIncident *incident)
{
  cst_writer_begin_array (writer, "history");
  for (guint i = 0; i < incident->history->len; i++)
    {
      const CstWorldHistory *entry = g_ptr_array_index (incident->history, i);
      g_autofree char *id = g_strdup_printf ("h-%d-%u", CST_WORLD_FIRST_INCIDENT + incident->index,
                                             i + 1);

      cst_writer_begin_object (writer, NULL);
      cst_writer_string (writer, "id", id);
      cst_writer_time (writer, "at", entry->at);
      cst_writer_string (writer, "actor", actors[entry->actor]);
      cst_writer_string (writer, "event", entry->event);
      cst_writer_opt_string (writer, "detail", entry->detail);
      cst_writer_opt_string (writer, "resolution", entry->resolution);
      cst_writer_end_object (writer);
    }
  cst_writer_end_array (writer);
}

static void
write_clocks (CstWriter              *writer,
              const CstWorldIncident *incident)
{
  cst_writer_time (writer, "reported_at", incident->reported_at);
  cst_writer_time (writer, "updated_at", incident->updated_at);
  cst_writer_opt_time (writer, "respond_by", incident->respond_by);
  cst_writer_opt_time (writer, "resolve_by", incident->resolve_by);
  cst_writer_string (writer, "waiting_for", actors[incident->waiting_for]);
  if (incident->waiting_for != CST_WORLD_NOBODY)
    cst_writer_opt_time (writer, "waiting_since", incident->waiting_since);
}

void
cst_sandbox_write_incident (CstWriter        *writer,
                            const char       *member,
                            CstWorld         *world,
                            CstWorldIncident *incident)
{
  int customer = cst_world_order (world, incident->order)->customer;
  const char *language = cst_world_customer (customer)->language;
  g_autofree char *id = cst_world_incident_id (incident->index);
  g_autofree char *order = cst_world_order_id (incident->order);
  g_autofree char *number = g_strdup_printf ("P-%d", CST_WORLD_FIRST_INCIDENT + incident->index);

  cst_writer_begin_object (writer, member);
  cst_writer_string (writer, "id", id);
  cst_writer_string (writer, "number", number);
  cst_writer_string (writer, "order", order);
  cst_writer_int (writer, "version", (gint64) incident->version);
  cst_writer_string (writer, "reason", reasons[incident->reason]);
  cst_writer_string (writer, "reason_label", cst_world_reason_label (language, incident->reason));
  cst_writer_string (writer, "handler", actors[cst_world_handler (incident->reason)]);
  cst_writer_string (writer, "state", states[incident->state]);
  cst_writer_bool (writer, "contested", incident->contested);
  cst_writer_int (writer, "contested_count", incident->contested_count);
  cst_writer_opt_string (writer, "refused_reason", incident->refused_reason);
  write_clocks (writer, incident);
  cst_writer_string (writer, "description", incident->description);
  cst_writer_string (writer, "language", language);
  cst_writer_begin_array (writer, "lines");
  for (guint i = 0; i < incident->lines->len; i++)
    {
      const CstWorldPieces *pieces = &g_array_index (incident->lines, CstWorldPieces, i);

      cst_writer_begin_object (writer, NULL);
      write_line_id (writer, pieces->line);
      cst_writer_int (writer, "reported", pieces->quantity);
      cst_writer_end_object (writer);
    }
  cst_writer_end_array (writer);
  write_attachments (writer, incident->attachments);
  cst_writer_int (writer, "photos_announced", incident->photos_announced);
  write_history (writer, incident);
  cst_writer_begin_array (writer, "resolutions");
  for (guint i = 0; i < incident->resolutions->len; i++)
    cst_sandbox_write_resolution (writer, NULL, g_ptr_array_index (incident->resolutions, i));
  cst_writer_end_array (writer);
  cst_writer_begin_array (writer, "returns");
  for (guint i = 0; i < incident->returns->len; i++)
    write_return (writer, g_ptr_array_index (incident->returns, i));
  cst_writer_end_array (writer);
  cst_writer_end_object (writer);
}

void
cst_sandbox_write_message (CstWriter             *writer,
                           const char            *member,
                           const CstWorldMessage *message)
{
  cst_writer_begin_object (writer, member);
  cst_writer_string (writer, "id", message->id);
  if (message->incident >= 0)
    {
      g_autofree char *incident = cst_world_incident_id (message->incident);

      cst_writer_string (writer, "incident", incident);
    }
  cst_writer_string (writer, "author", actors[message->author]);
  cst_writer_string (writer, "author_name", message->author_name);
  cst_writer_string (writer, "body", message->body);
  cst_writer_opt_string (writer, "language", message->language);
  cst_writer_time (writer, "sent_at", message->sent_at);
  cst_writer_string (writer, "state", message_states[message->progress]);
  cst_writer_string (writer, "purpose", message->asks_photo ? "photo_request" : "message");
  cst_writer_opt_string (writer, "key", message->key);
  write_attachments (writer, message->attachments);
  cst_writer_end_object (writer);
}

void
cst_sandbox_write_thread (CstWriter           *writer,
                          const char          *member,
                          const CstWorldOrder *order)
{
  g_autofree char *id = cst_world_order_id (order->index);

  cst_writer_begin_object (writer, member);
  cst_writer_string (writer, "order", id);
  cst_writer_int (writer, "version", order->thread != NULL ? (gint64) order->thread->version : 0);
  cst_writer_begin_array (writer, "messages");
  for (guint i = 0; order->thread != NULL && i < order->thread->messages->len; i++)
    cst_sandbox_write_message (writer, NULL, g_ptr_array_index (order->thread->messages, i));
  cst_writer_end_array (writer);
  if (order->thread != NULL)
    cst_writer_opt_string (writer, "read_up_to", order->thread->read_up_to);
  cst_writer_end_object (writer);
}

static void
write_by (CstWriter            *writer,
          const CstWorldPerson *by,
          gint64                at)
{
  cst_writer_string (writer, "person", by->person);
  cst_writer_string (writer, "name", by->name);
  cst_writer_time (writer, "at", at);
}

static void
write_marks (CstWriter       *writer,
             const GPtrArray *marks)
{
  if (marks == NULL)
    return;

  cst_writer_begin_array (writer, "marks");
  for (guint i = 0; i < marks->len; i++)
    {
      const CstWorldMark *mark = g_ptr_array_index (marks, i);

      cst_writer_begin_object (writer, NULL);
      cst_writer_string (writer, "attachment", mark->attachment);
      cst_writer_string (writer, "shape", mark->shape);
      cst_writer_int (writer, "x1", mark->x1);
      cst_writer_int (writer, "y1", mark->y1);
      write_opt_count (writer, "x2", mark->x2);
      write_opt_count (writer, "y2", mark->y2);
      cst_writer_opt_string (writer, "text", mark->text);
      cst_writer_end_object (writer);
    }
  cst_writer_end_array (writer);
}

static void
write_findings (CstWriter              *writer,
                const CstWorldIncident *incident)
{
  cst_writer_begin_array (writer, "findings");
  for (guint i = 0; i < incident->desk.findings->len; i++)
    {
      const CstWorldRemark *finding = g_ptr_array_index (incident->desk.findings, i);
      g_autofree char *id = g_strdup_printf ("find-%d-%u",
                                             CST_WORLD_FIRST_INCIDENT + incident->index, i + 1);

      cst_writer_begin_object (writer, NULL);
      cst_writer_string (writer, "id", id);
      write_by (writer, &finding->by, finding->at);
      if (finding->line >= 0)
        write_line_id (writer, finding->line);
      write_opt_count (writer, "quantity", finding->quantity);
      cst_writer_string (writer, "finding", finding->finding);
      cst_writer_opt_string (writer, "note", finding->text);
      write_marks (writer, finding->marks);
      cst_writer_end_object (writer);
    }
  cst_writer_end_array (writer);
}

static void
write_evidence (CstWriter              *writer,
                const CstWorldIncident *incident)
{
  cst_writer_begin_array (writer, "evidence");
  for (guint i = 0; i < incident->desk.evidence->len; i++)
    {
      const CstWorldRemark *evidence = g_ptr_array_index (incident->desk.evidence, i);

      cst_writer_begin_object (writer, NULL);
      cst_sandbox_write_attachment (writer, "attachment", evidence->attachment);
      write_by (writer, &evidence->by, evidence->at);
      cst_writer_opt_string (writer, "note", evidence->text);
      cst_writer_end_object (writer);
    }
  cst_writer_end_array (writer);
}

void
cst_sandbox_write_desk (CstWriter              *writer,
                        const char             *member,
                        const CstWorldIncident *incident)
{
  const CstWorldDesk *desk = &incident->desk;
  g_autofree char *incident_id = cst_world_incident_id (incident->index);

  cst_writer_begin_object (writer, member);
  cst_writer_string (writer, "incident", incident_id);
  cst_writer_int (writer, "version", (gint64) desk->version);
  if (desk->assigned_to.person != NULL)
    {
      cst_writer_begin_object (writer, "assigned_to");
      write_by (writer, &desk->assigned_to, desk->assigned_at);
      cst_writer_end_object (writer);
    }
  else
    {
      cst_writer_null (writer, "assigned_to");
    }

  cst_writer_begin_array (writer, "opened_by");
  for (guint i = 0; i < desk->opened_by->len; i++)
    {
      const CstWorldRemark *opened = g_ptr_array_index (desk->opened_by, i);

      cst_writer_begin_object (writer, NULL);
      write_by (writer, &opened->by, opened->at);
      cst_writer_end_object (writer);
    }
  cst_writer_end_array (writer);

  cst_writer_begin_array (writer, "notes");
  for (guint i = 0; i < desk->notes->len; i++)
    {
      const CstWorldRemark *note = g_ptr_array_index (desk->notes, i);
      g_autofree char *id = g_strdup_printf ("note-%d-%u",
                                             CST_WORLD_FIRST_INCIDENT + incident->index, i + 1);

      cst_writer_begin_object (writer, NULL);
      cst_writer_string (writer, "id", id);
      write_by (writer, &note->by, note->at);
      cst_writer_string (writer, "text", note->text);
      cst_writer_end_object (writer);
    }
  cst_writer_end_array (writer);
  write_findings (writer, incident);
  write_evidence (writer, incident);
  cst_writer_end_object (writer);
}
