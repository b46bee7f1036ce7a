/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-constat-requests.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cst-json.h"
#include "cst-marketplace.h"
#include "cst-util.h"
#include "cst-wire.h"

static void
set_text (JsonObject *object,
          const char *member,
          const char *text)
{
  if (!cst_str_is_blank (text))
    json_object_set_string_member (object, member, text);
}

static void
set_time (JsonObject *object,
          const char *member,
          gint64      moment)
{
  g_autofree char *text = cst_time_format (moment);

  json_object_set_string_member (object, member, text);
}

static const char *
person_of (const CstOperation *operation)
{
  return cst_wire_id_is_valid (operation->person) ? operation->person : "desk";
}

static const char *
person_name_of (const CstOperation *operation)
{
  return cst_str_is_blank (operation->person_name) ? person_of (operation) : operation->person_name;
}

static JsonObject *
new_body (const CstOperation *operation)
{
  JsonObject *object = json_object_new ();
  JsonObject *by = json_object_new ();

  json_object_set_string_member (by, "person", person_of (operation));
  json_object_set_string_member (by, "name", person_name_of (operation));
  json_object_set_object_member (object, "by", by);

  return object;
}

static void
take_lines (JsonObject         *object,
            const CstOperation *operation)
{
  JsonArray *lines = json_array_new ();

  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *line = g_ptr_array_index (operation->lines, i);
      JsonObject *one = json_object_new ();

      json_object_set_string_member (one, "line", line->line);
      if (operation->kind == CST_OPERATION_RETURN_RECEIVED)
        json_object_set_int_member (one, "received", line->received);
      else if (operation->kind == CST_OPERATION_RETURN_INSPECTED)
        {
          json_object_set_int_member (one, "accepted", line->accepted);
          json_object_set_int_member (one, "damaged", line->damaged);
          json_object_set_int_member (one, "missing", line->missing);
        }
      else if (operation->kind != CST_OPERATION_FINDING || line->quantity > 0)
        json_object_set_int_member (one, "quantity", line->quantity);
      if (operation->kind == CST_OPERATION_FINDING)
        json_object_set_string_member (one, "finding",
                                       cst_enum_nick (&cst_finding_kind_type,
                                                      (int) cst_operation_finding_of_line (operation, line)));
      if (operation->kind == CST_OPERATION_REFUND && line->amount > 0)
        json_object_set_int_member (one, "amount", line->amount);
      json_array_add_object_element (lines, one);
    }

  json_object_set_array_member (object, "lines", lines);
}

static const char *
file_of (const CstOperation *operation)
{
  const CstOutgoingFile *file = operation->files->len > 0 ? g_ptr_array_index (operation->files, 0) : NULL;

  return file != NULL ? file->remote_id : NULL;
}

static void
fill_resolution (JsonObject         *object,
                 const CstOperation *operation)
{
  gboolean is_refund = operation->kind == CST_OPERATION_REFUND;

  json_object_set_string_member (object, "kind", is_refund ? "refund" : "replacement");
  if (operation->if_version > 0)
    json_object_set_int_member (object, "if_version", operation->if_version);
  take_lines (object, operation);

  if (is_refund)
    {
      if (operation->shipping > 0)
        json_object_set_int_member (object, "shipping", operation->shipping);
      set_text (object, "note", operation->text);
      return;
    }

  set_text (object, "ship_by", operation->ship_by);
  if (operation->with_return)
    {
      JsonObject *goods = json_object_new ();

      set_text (goods, "instructions", operation->text);
      set_text (goods, "label", file_of (operation));
      set_text (goods, "label_follows_on", operation->label_follows_on);
      json_object_set_object_member (object, "return", goods);
    }
}

static void
fill_message (JsonObject         *object,
              const CstOperation *operation)
{
  set_text (object, "incident", operation->incident);
  json_object_set_string_member (object, "body", operation->text != NULL ? operation->text : "");
  set_text (object, "language", operation->language);
  json_object_set_string_member (object, "purpose", cst_enum_nick (&cst_message_purpose_type, operation->purpose));

  if (operation->files->len > 0)
    {
      JsonArray *ids = json_array_new ();

      for (guint i = 0; i < operation->files->len; i++)
        {
          const CstOutgoingFile *file = g_ptr_array_index (operation->files, i);

          json_array_add_string_element (ids, file->remote_id != NULL ? file->remote_id : "");
        }
      json_object_set_array_member (object, "attachments", ids);
    }
}

static void
fill_shipment (JsonObject         *object,
               const CstOperation *operation)
{
  set_text (object, "carrier", operation->carrier);
  set_text (object, "tracking_number", operation->tracking_number);
  set_text (object, "tracking_url", operation->tracking_url);
  set_time (object, "shipped_at", operation->moment);
}

static void
take_marks (JsonObject      *object,
            const GPtrArray *marks)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < marks->len; i++)
    {
      const CstMark *mark = g_ptr_array_index (marks, i);
      JsonObject *one = json_object_new ();

      json_object_set_string_member (one, "attachment", mark->attachment);
      json_object_set_string_member (one, "shape", cst_enum_nick (&cst_mark_shape_type, (int) mark->shape));
      json_object_set_int_member (one, "x1", mark->x1);
      json_object_set_int_member (one, "y1", mark->y1);
      if (mark->shape != CST_MARK_TEXT)
        {
          json_object_set_int_member (one, "x2", mark->x2);
          json_object_set_int_member (one, "y2", mark->y2);
        }
      set_text (one, "text", mark->text);
      json_array_add_object_element (array, one);
    }

  json_object_set_array_member (object, "marks", array);
}

static void
fill_finding (JsonObject         *object,
              const CstOperation *operation)
{
  if (operation->lines->len > 0)
    take_lines (object, operation);
  else
    json_object_set_string_member (object, "finding", cst_enum_nick (&cst_finding_kind_type, operation->finding));
  set_text (object, "note", operation->text);
  if (operation->marks->len > 0)
    take_marks (object, operation->marks);
}

static void
fill_evidence (JsonObject         *object,
               const CstOperation *operation)
{
  set_text (object, "attachment", file_of (operation));
  set_text (object, "note", operation->text);
}

static JsonObject *
build_body (const CstOperation *operation)
{
  JsonObject *object = operation->kind == CST_OPERATION_MARK_READ ? json_object_new () : new_body (operation);

  switch (operation->kind)
    {
    case CST_OPERATION_REFUND:
    case CST_OPERATION_REPLACEMENT:
      fill_resolution (object, operation);
      break;
    case CST_OPERATION_MESSAGE:
      fill_message (object, operation);
      break;
    case CST_OPERATION_SHIP_REPLACEMENT:
      fill_shipment (object, operation);
      break;
    case CST_OPERATION_RETURN_LABEL:
      set_text (object, "label", file_of (operation));
      break;
    case CST_OPERATION_RETURN_RECEIVED:
      set_time (object, "received_at", operation->moment);
      take_lines (object, operation);
      break;
    case CST_OPERATION_RETURN_INSPECTED:
      take_lines (object, operation);
      set_text (object, "note", operation->text);
      break;
    case CST_OPERATION_NOTE:
      set_text (object, "text", operation->text);
      break;
    case CST_OPERATION_FINDING:
      fill_finding (object, operation);
      break;
    case CST_OPERATION_EVIDENCE:
      fill_evidence (object, operation);
      break;
    case CST_OPERATION_ASSIGN:
      set_text (object, "person", operation->assignee);
      set_text (object, "name", operation->assignee_name);
      break;
    case CST_OPERATION_MARK_READ:
      set_text (object, "read_up_to", operation->read_up_to);
      break;
    case CST_OPERATION_OPENED:
    case CST_OPERATION_UNASSIGN:
    case CST_OPERATION_RECORD_CASE:
    case CST_OPERATION_RECORD_EVENT:
    case CST_OPERATION_DELIVERY_ANSWER:
    case CST_OPERATION_REPORT:
    case CST_OPERATION_CANCEL:
    case CST_OPERATION_RETURN_ACCEPTED:
    case CST_OPERATION_RETURN_REFUSED:
    case CST_OPERATION_RETURN_CLOSED:
    case CST_OPERATION_UNKNOWN:
    default:
      break;
    }

  return object;
}

/* Where each kind goes; %o, %i, %s stand for the operation's order, incident and subject. */
static const struct
{
  CstOperationKind  kind;
  const char       *method;
  const char       *path;
} routes[] = {
  { CST_OPERATION_REFUND, "POST", "/v1/incidents/%i/resolutions" },
  { CST_OPERATION_REPLACEMENT, "POST", "/v1/incidents/%i/resolutions" },
  { CST_OPERATION_MESSAGE, "POST", "/v1/orders/%o/messages" },
  { CST_OPERATION_SHIP_REPLACEMENT, "POST", "/v1/incidents/%i/resolutions/%s/shipment" },
  { CST_OPERATION_RETURN_LABEL, "PUT", "/v1/returns/%s/label" },
  { CST_OPERATION_RETURN_RECEIVED, "POST", "/v1/returns/%s/receipt" },
  { CST_OPERATION_RETURN_INSPECTED, "POST", "/v1/returns/%s/inspection" },
  { CST_OPERATION_NOTE, "POST", "/v1/incidents/%i/notes" },
  { CST_OPERATION_FINDING, "POST", "/v1/incidents/%i/findings" },
  { CST_OPERATION_EVIDENCE, "POST", "/v1/incidents/%i/evidence" },
  { CST_OPERATION_ASSIGN, "PUT", "/v1/incidents/%i/assignment" },
  { CST_OPERATION_UNASSIGN, "DELETE", "/v1/incidents/%i/assignment" },
  { CST_OPERATION_OPENED, "PUT", "/v1/incidents/%i/opened-by" },
  { CST_OPERATION_MARK_READ, "PATCH", "/v1/orders/%o/thread" },
};

static char *
expand (const char         *pattern,
        const CstOperation *operation)
{
  g_autoptr(GString) path = g_string_new (NULL);

  for (const char *p = pattern; *p != '\0'; p++)
    {
      const char *id;

      if (*p != '%')
        {
          g_string_append_c (path, *p);
          continue;
        }

      p++;
      id = *p == 'o' ? operation->order : *p == 'i' ? operation->incident : operation->subject;
      if (!cst_wire_id_is_valid (id))
        return NULL;
      g_string_append (path, id);
    }

  return g_string_free (g_steal_pointer (&path), FALSE);
}

static char *
unassign_query (const CstOperation *operation)
{
  g_autofree char *name = g_uri_escape_string (person_name_of (operation), NULL, FALSE);

  return g_strdup_printf ("person=%s&name=%s", person_of (operation), name);
}

static GBytes *
body_bytes (const CstOperation *operation)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  char *text;

  json_node_take_object (node, build_body (operation));
  text = cst_json_to_text (node);

  return g_bytes_new_take (text, strlen (text));
}

/**
 * cst_constat_request_build:
 * @operation: its files have their remote ids
 * @request: (out): cleared by the caller
 *
 * Returns: whether the contract knows such an operation; else %CST_MARKETPLACE_ERROR_REFUSED
 */
gboolean
cst_constat_request_build (const CstOperation  *operation,
                           CstConstatRequest   *request,
                           GError             **error)
{
  g_return_val_if_fail (operation != NULL && request != NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (routes[i].kind != operation->kind || !(request->path = expand (routes[i].path, operation)))
        continue;

      request->method = routes[i].method;
      if (operation->kind == CST_OPERATION_UNASSIGN)
        request->query = unassign_query (operation);
      else
        request->body = body_bytes (operation);
      return TRUE;
    }

  g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_REFUSED,
                       _("This cannot be sent to this marketplace"));

  return FALSE;
}

/**
 * cst_constat_file_key:
 *
 * Returns: (transfer full): the idempotency key under which a file of @operation is uploaded
 */
char *
cst_constat_file_key (const CstOperation *operation,
                      guint               index)
{
  g_return_val_if_fail (operation != NULL && operation->key != NULL, NULL);

  return g_strdup_printf ("%s-f%u", operation->key, index);
}

/**
 * cst_constat_disposition:
 * @filename: (nullable): as the person named it
 *
 * Returns: (transfer full): a Content-Disposition in ASCII, whatever @filename holds
 */
char *
cst_constat_disposition (const char *filename)
{
  g_autofree char *escaped = g_uri_escape_string (filename != NULL ? filename : "file", NULL, FALSE);

  return g_strconcat ("attachment; filename*=UTF-8''", escaped, NULL);
}

void
cst_constat_request_clear (CstConstatRequest *request)
{
  g_clear_pointer (&request->path, g_free);
  g_clear_pointer (&request->query, g_free);
  g_clear_pointer (&request->body, g_bytes_unref);
}
