/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plays the other side by hand: the retailer, and the marketplace's own service. */
#include "cst-sandbox-body.h"
#include "cst-world-actors.h"
#include "cst-world-catalogue.h"
#include "cst-world-photos.h"

#define MAX_TEXT 4000

void
cst_sandbox_reply_time (CstSandbox *self,
                        CstReply   *reply)
{
  CstWriter writer = cst_reply_begin (reply, 200);

  cst_writer_begin_object (&writer, NULL);
  cst_writer_time (&writer, "time", cst_world_now (self->world));
  cst_writer_end_object (&writer);
}

/* Says no in the words of the contract. */
static gboolean
allows (CstReply        *reply,
        CstWorldVerdict  verdict)
{
  if (verdict.ruling == CST_WORLD_FINE)
    return TRUE;

  cst_reply_refuse (reply, verdict.ruling == CST_WORLD_CONFLICT ? "conflict" : "not-allowed",
                    verdict.detail);

  return FALSE;
}

/* The problem that @root names, with a mistake noted when there is none. */
static CstWorldIncident *
read_incident (CstSandbox *self,
               CstBody    *body,
               JsonObject *root)
{
  const char *id = cst_body_id (body, root, "", "incident");
  CstWorldIncident *incident = id != NULL ? cst_world_find_incident (self->world, id) : NULL;

  if (id != NULL && incident == NULL)
    cst_body_mistake (body, "", "incident", "is unknown");

  return incident;
}

static CstWorldOrder *
read_order (CstSandbox *self,
            CstBody    *body,
            JsonObject *root)
{
  const char *id = cst_body_id (body, root, "", "order");
  CstWorldOrder *order = id != NULL ? cst_world_find_order (self->world, id) : NULL;

  if (id != NULL && order == NULL)
    cst_body_mistake (body, "", "order", "is unknown");

  return order;
}

static GArray *
read_report_lines (CstBody             *body,
                   JsonObject          *root,
                   const CstWorldOrder *order)
{
  static const char *const members[] = { "line", "quantity", NULL };
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (CstWorldPieces));
  JsonArray *array = cst_body_array (body, root, "", "lines");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      g_autofree char *base = g_strdup_printf ("/lines/%u", i);
      CstWorldPieces pieces = { 0 };

      cst_body_only (body, object, base, members);
      pieces.line = cst_body_line (body, object, base, order);
      pieces.quantity = (int) cst_body_int (body, object, base, "quantity", 1,
                                            order->lines[pieces.line].quantity);
      g_array_append_val (lines, pieces);
    }

  return lines;
}

static void
report (CstSandbox *self,
        CstBody    *body,
        JsonObject *root,
        CstReply   *reply)
{
  static const char *const members[] = { "action", "order", "reason", "description", "lines",
                                         "photos", NULL };
  CstWorldOrder *order = read_order (self, body, root);
  const char *word = cst_body_text (body, root, "", "reason", 1, 64);
  const char *description = cst_body_text (body, root, "", "description", 1, MAX_TEXT);
  int photos = (int) cst_body_opt_int (body, root, "", "photos", 0, 20, 0);
  CstWorldReason reason = CST_WORLD_OTHER;
  g_autoptr(GArray) lines = order != NULL ? read_report_lines (body, root, order) : NULL;
  CstWorldIncident *incident;

  cst_body_only (body, root, "", members);
  if (word != NULL && !cst_sandbox_parse_reason (word, &reason))
    cst_body_mistake (body, "", "reason", "is unknown");
  if (!cst_body_end (body, reply) || !allows (reply, cst_world_check_report (self->world, order)))
    return;

  incident = cst_world_report (self->world, order, reason, description, lines, photos);
  for (int i = 0; i < photos; i++)
    cst_world_send_photo (self->world, incident, NULL, NULL, cst_world_now (self->world) - CST_WORLD_PHOTO_DELAY);
  cst_sandbox_reply_incident (self, reply, 200, incident);
}

static void
write_to_brand (CstSandbox *self,
                CstBody    *body,
                JsonObject *root,
                CstReply   *reply)
{
  static const char *const members[] = { "action", "order", "incident", "text", NULL };
  CstWorldOrder *order = read_order (self, body, root);
  CstWorldIncident *incident = NULL;
  const char *text = cst_body_text (body, root, "", "text", 1, MAX_TEXT);
  const CstWorldCustomer *customer;

  cst_body_only (body, root, "", members);
  if (json_object_has_member (root, "incident"))
    incident = read_incident (self, body, root);
  if (order != NULL && incident != NULL && incident->order != order->index)
    cst_body_mistake (body, "", "incident", "is no incident of this order");
  if (!cst_body_end (body, reply))
    return;

  customer = cst_world_customer (order->customer);
  cst_world_message_sent (self->world, order,
                          cst_world_say (self->world, order, incident, CST_WORLD_CUSTOMER,
                                         customer->contact, text,
                                         customer->language));
  cst_sandbox_reply_time (self, reply);
}

static void
ship_return (CstSandbox *self,
             CstBody    *body,
             JsonObject *root,
             CstReply   *reply)
{
  static const char *const members[] = { "action", "return", NULL };
  const char *id = cst_body_id (body, root, "", "return");
  CstWorldReturn *ret = id != NULL ? cst_world_find_return (self->world, id) : NULL;

  cst_body_only (body, root, "", members);
  if (id != NULL && ret == NULL)
    cst_body_mistake (body, "", "return", "is unknown");
  if (!cst_body_end (body, reply))
    return;

  if (ret->state != CST_WORLD_RETURN_LABELLED)
    {
      cst_reply_refuse (reply, "conflict", "the return has no label, or has left already");
      return;
    }
  cst_world_send_return (self->world, ret);
  cst_sandbox_reply_incident (self, reply, 200, cst_world_incident (self->world, ret->incident));
}

/* accept, resolve, contest, send-photo: what needs nothing but the problem. */
static void
act_on_incident (CstSandbox *self,
                 CstBody    *body,
                 JsonObject *root,
                 CstReply   *reply,
                 const char *action)
{
  static const char *const members[] = { "action", "incident", "text", NULL };
  CstWorldIncident *incident = read_incident (self, body, root);
  const char *text = cst_body_opt_text (body, root, "", "text", MAX_TEXT);

  cst_body_only (body, root, "", members);
  if (!cst_body_end (body, reply))
    return;

  if (g_str_equal (action, "contest"))
    {
      if (!allows (reply, cst_world_check_contest (self->world, incident)))
        return;
      cst_world_contest (self->world, incident, text);
    }
  else if (g_str_equal (action, "send-photo"))
    {
      cst_world_send_photo (self->world, incident, NULL, NULL, cst_world_now (self->world) - CST_WORLD_PHOTO_DELAY);
    }
  else
    {
      if (!allows (reply, cst_world_check_accept (incident, g_str_equal (action, "resolve"))))
        return;
      cst_world_accept (self->world, incident, text);
    }

  cst_sandbox_reply_incident (self, reply, 200, incident);
}

void
cst_sandbox_post_retailer (CstSandbox *self,
                           CstRequest *request,
                           CstReply   *reply)
{
  static const char *const actions[] = { "report", "accept", "contest", "resolve", "message",
                                         "send-photo", "ship-return", NULL };
  g_auto(CstBody) body = { NULL };
  JsonObject *root = cst_body_begin (&body, request->body);
  const char *action = root != NULL ? cst_body_choice (&body, root, "", "action", actions) : NULL;

  if (action == NULL)
    cst_body_end (&body, reply);
  else if (g_str_equal (action, "report"))
    report (self, &body, root, reply);
  else if (g_str_equal (action, "message"))
    write_to_brand (self, &body, root, reply);
  else if (g_str_equal (action, "ship-return"))
    ship_return (self, &body, root, reply);
  else
    act_on_incident (self, &body, root, reply, action);
}

void
cst_sandbox_post_marketplace (CstSandbox *self,
                              CstRequest *request,
                              CstReply   *reply)
{
  static const char *const actions[] = { "review", "refuse", "resolve", "execute",
                                         "refuse-resolution", NULL };
  static const char *const members[] = { "action", "incident", "text", NULL };
  g_auto(CstBody) body = { NULL };
  JsonObject *root = cst_body_begin (&body, request->body);
  CstWorldIncident *incident = NULL;
  CstWorldResolution *resolution;
  const char *action = NULL;
  const char *text = NULL;

  if (root != NULL)
    {
      cst_body_only (&body, root, "", members);
      action = cst_body_choice (&body, root, "", "action", actions);
      incident = read_incident (self, &body, root);
      text = cst_body_opt_text (&body, root, "", "text", MAX_TEXT);
    }
  if (!cst_body_end (&body, reply))
    return;

  resolution = cst_world_unfinished (incident);
  if (g_str_equal (action, "execute") || g_str_equal (action, "refuse-resolution"))
    {
      if (resolution == NULL || resolution->kind != CST_WORLD_REFUND)
        {
          cst_reply_refuse (reply, "conflict", "no refund is requested");
          return;
        }
      if (g_str_equal (action, "execute"))
        cst_world_execute_refund (self->world, incident, resolution);
      else
        cst_world_turn_down (self->world, incident, resolution,
                             text != NULL ? text : cst_world_refusal (1));
    }
  else if (g_str_equal (action, "review"))
    {
      cst_world_review (self->world, incident, text);
    }
  else
    {
      cst_world_settle (self->world, incident,
                        g_str_equal (action, "refuse") ? CST_WORLD_REFUSED : CST_WORLD_RESOLVED,
                        text);
    }
  cst_sandbox_reply_incident (self, reply, 200, incident);
}
