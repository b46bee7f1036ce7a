/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Resolutions and their shipments. */
#include "cst-sandbox-body.h"

#define MAX_PIECES 1000000
#define MAX_TEXT 4000

static void
refuse_media (CstReply *reply)
{
  cst_reply_refuse (reply, "unsupported-media", "the body must be application/json");
}

static void
answer_verdict (CstSandbox       *self,
                CstReply         *reply,
                CstWorldVerdict   verdict,
                CstWorldIncident *incident)
{
  if (verdict.ruling == CST_WORLD_CONFLICT)
    {
      cst_sandbox_reply_conflict (self, reply, verdict.detail, incident);
    }
  else if (verdict.ruling == CST_WORLD_TOO_MANY)
    {
      g_autofree char *line = g_strdup_printf ("%d", verdict.line + 1);
      CstWriter writer = cst_reply_problem (reply, "quantity-exceeded", verdict.detail);

      cst_writer_string (&writer, "line", line);
      cst_writer_end_object (&writer);
    }
  else
    {
      cst_reply_refuse (reply, "not-allowed", verdict.detail);
    }
}

/* What the rules say; a request that was overtaken finds the problem changed whatever it was
 * decided on. */
static CstWorldVerdict
judge (CstSandbox       *self,
       CstRequest       *request,
       CstWorldIncident *incident,
       gint64            if_version,
       GArray           *lines,
       gint64            shipping)
{
  if (request->overtaken && !cst_world_is_settled (incident) && incident->state != CST_WORLD_REVIEW)
    {
      cst_world_review (self->world, incident, NULL);

      return cst_world_verdict (CST_WORLD_CONFLICT, "the marketplace has just taken this problem over", -1);
    }

  return cst_world_check_decision (self->world, incident, if_version, lines, shipping);
}

/* The pieces of a decision, each line once; with @refund, also what they cost. */
static GArray *
read_lines (CstBody             *body,
            JsonObject          *root,
            const CstWorldOrder *order,
            gboolean             refund)
{
  static const char *const refund_members[] = { "line", "quantity", "amount", NULL };
  static const char *const other_members[] = { "line", "quantity", NULL };
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (CstWorldPieces));
  JsonArray *array = cst_body_array (body, root, "", "lines");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      g_autofree char *base = g_strdup_printf ("/lines/%u", i);
      CstWorldPieces pieces = { 0 };
      gint64 full;

      cst_body_only (body, object, base, refund ? refund_members : other_members);
      pieces.line = cst_body_line (body, object, base, order);
      pieces.quantity = (int) cst_body_int (body, object, base, "quantity", 1, MAX_PIECES);
      full = (gint64) pieces.quantity * order->lines[pieces.line].unit_price;
      if (refund)
        pieces.amount = cst_body_opt_int (body, object, base, "amount", 1, full, full);
      for (guint j = 0; j < lines->len; j++)
        {
          if (g_array_index (lines, CstWorldPieces, j).line == pieces.line)
            cst_body_mistake (body, base, "line", "is named twice");
        }
      g_array_append_val (lines, pieces);
    }

  return lines;
}

/* The label an id names: a file of the brand, uploaded as a label. */
static CstWorldAttachment *
find_label (CstSandbox *self,
            CstBody    *body,
            const char *base,
            const char *id)
{
  CstWorldAttachment *label = cst_world_find_attachment (self->world, id);

  if (label == NULL || g_strcmp0 (label->purpose, "label") != 0)
    {
      cst_body_mistake (body, base, "label", "is no label that was handed over");
      return NULL;
    }

  return label;
}

static gboolean
read_return (CstSandbox         *self,
             CstBody            *body,
             JsonObject         *root,
             CstWorldReturnWish *wish)
{
  static const char *const members[] = { "instructions", "label", "label_follows_on", NULL };
  JsonObject *object = cst_body_object (body, root, "", "return");

  if (object == NULL)
    return FALSE;

  cst_body_only (body, object, "/return", members);
  wish->instructions = cst_body_opt_text (body, object, "/return", "instructions", MAX_TEXT);
  wish->label_follows_on = cst_body_date (body, object, "/return", "label_follows_on");
  if (json_object_has_member (object, "label"))
    {
      const char *id = cst_body_id (body, object, "/return", "label");

      if (id != NULL)
        wish->label = find_label (self, body, "/return", id);
    }
  else if (wish->label_follows_on == NULL)
    {
      cst_body_mistake (body, "/return", NULL, "needs a label or the day on which it follows");
    }

  return TRUE;
}

static void
answer_resolution (CstSandbox         *self,
                   CstReply           *reply,
                   CstWorldIncident   *incident,
                   CstWorldResolution *resolution)
{
  CstWriter writer = cst_reply_begin (reply, 201);

  cst_writer_begin_object (&writer, NULL);
  cst_sandbox_write_resolution (&writer, "resolution", resolution);
  cst_sandbox_write_incident (&writer, "incident", self->world, incident);
  cst_writer_end_object (&writer);
}

static void
refund (CstSandbox       *self,
        CstRequest       *request,
        CstReply         *reply,
        CstBody          *body,
        JsonObject       *root,
        CstWorldIncident *incident)
{
  static const char *const members[] = { "kind", "if_version", "by", "lines", "shipping", "note",
                                         NULL };
  const CstWorldOrder *order = cst_world_order (self->world, incident->order);
  gint64 if_version = cst_body_opt_int (body, root, "", "if_version", 0, G_MAXINT64, -1);
  CstWorldBy by = cst_body_by (body, root);
  g_autoptr(GArray) lines = read_lines (body, root, order, TRUE);
  gint64 shipping = cst_body_opt_int (body, root, "", "shipping", 0, CST_MONEY_LIMIT - 1, 0);
  const char *note = cst_body_opt_text (body, root, "", "note", MAX_TEXT);
  CstWorldVerdict verdict;

  cst_body_only (body, root, "", members);
  if (!cst_body_end (body, reply))
    return;

  verdict = judge (self, request, incident, if_version, lines, shipping);
  if (verdict.ruling != CST_WORLD_FINE)
    {
      answer_verdict (self, reply, verdict, incident);
      return;
    }

  if (note != NULL && *note != '\0')
    cst_world_add_note (self->world, incident, by, note);
  answer_resolution (self, reply, incident,
                     cst_world_refund (self->world, incident, by, request->key, lines, shipping));
}

static void
replace (CstSandbox       *self,
         CstRequest       *request,
         CstReply         *reply,
         CstBody          *body,
         JsonObject       *root,
         CstWorldIncident *incident)
{
  static const char *const members[] = { "kind", "if_version", "by", "lines", "ship_by", "return",
                                         NULL };
  const CstWorldOrder *order = cst_world_order (self->world, incident->order);
  gint64 if_version = cst_body_opt_int (body, root, "", "if_version", 0, G_MAXINT64, -1);
  CstWorldBy by = cst_body_by (body, root);
  g_autoptr(GArray) lines = read_lines (body, root, order, FALSE);
  const char *ship_by = cst_body_date (body, root, "", "ship_by");
  CstWorldReturnWish wish = { NULL };
  gboolean asks_back = read_return (self, body, root, &wish);
  CstWorldVerdict verdict;

  cst_body_only (body, root, "", members);
  if (!cst_body_end (body, reply))
    return;

  verdict = judge (self, request, incident, if_version, lines, 0);
  if (verdict.ruling != CST_WORLD_FINE)
    {
      answer_verdict (self, reply, verdict, incident);
      return;
    }

  answer_resolution (self, reply, incident,
                     cst_world_replace (self->world, incident, by, request->key, lines, ship_by,
                                        asks_back ? &wish : NULL));
}

void
cst_sandbox_post_resolution (CstSandbox *self,
                             CstRequest *request,
                             CstReply   *reply)
{
  static const char *const kinds[] = { "refund", "replacement", NULL };
  CstWorldIncident *incident = cst_sandbox_the_incident (self, request, reply);
  g_auto(CstBody) body = { NULL };
  JsonObject *root;
  const char *kind = NULL;

  if (incident == NULL)
    return;
  if (!cst_request_is_type (request, "application/json"))
    {
      refuse_media (reply);
      return;
    }

  root = cst_body_begin (&body, request->body);
  if (root != NULL)
    kind = cst_body_choice (&body, root, "", "kind", kinds);
  if (kind == NULL)
    {
      cst_body_end (&body, reply);
      return;
    }

  if (g_str_equal (kind, "refund"))
    {
      refund (self, request, reply, &body, root, incident);
    }
  else
    {
      reply->operation = "resolution.replacement";
      replace (self, request, reply, &body, root, incident);
    }
}

void
cst_sandbox_post_shipment (CstSandbox *self,
                           CstRequest *request,
                           CstReply   *reply)
{
  static const char *const members[] = { "by", "carrier", "tracking_number", "tracking_url",
                                         "shipped_at", NULL };
  CstWorldIncident *incident = cst_sandbox_the_incident (self, request, reply);
  CstWorldResolution *resolution;
  CstWorldParcel parcel = { NULL };
  g_auto(CstBody) body = { NULL };
  JsonObject *root;

  if (incident == NULL)
    return;
  if (!(resolution = cst_world_find_resolution (incident, request->params[1])))
    {
      cst_reply_refuse (reply, "not-found", "there is no such resolution");
      return;
    }
  if (!cst_request_is_type (request, "application/json"))
    {
      refuse_media (reply);
      return;
    }

  if ((root = cst_body_begin (&body, request->body)))
    {
      cst_body_only (&body, root, "", members);
      cst_body_by (&body, root);
      parcel.carrier = cst_body_text (&body, root, "", "carrier", 1, 80);
      parcel.tracking_number = cst_body_text (&body, root, "", "tracking_number", 1, 80);
      parcel.tracking_url = cst_body_opt_text (&body, root, "", "tracking_url", 500);
      parcel.shipped_at = cst_body_time (&body, root, "", "shipped_at");
      if (parcel.tracking_url != NULL &&
          !g_uri_is_valid (parcel.tracking_url, G_URI_FLAGS_NONE, NULL))
        cst_body_mistake (&body, "", "tracking_url", "must be an address");
    }
  if (!cst_body_end (&body, reply))
    return;

  if (resolution->kind != CST_WORLD_REPLACEMENT)
    {
      cst_reply_refuse (reply, "not-allowed", "a refund has no shipment");
      return;
    }
  if (resolution->state != CST_WORLD_REQUESTED)
    {
      cst_sandbox_reply_conflict (self, reply, "this replacement is not waiting for a shipment",
                                  incident);
      return;
    }

  cst_world_ship_replacement (self->world, incident, resolution, &parcel);
  cst_sandbox_reply_incident (self, reply, 201, incident);
}
