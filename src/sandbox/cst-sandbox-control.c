/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only a test or a trainer may do: look behind the scenes, turn the clock, play the other
 * side. No token is asked for. */
#include "cst-sandbox-body.h"
#include "cst-sandbox-faults.h"
#include "cst-sandbox-log.h"
#include "cst-world-actors.h"
#include "cst-world-catalogue.h"

#define MAX_SECONDS (400 * CST_WORLD_DAY)
#define MAX_TEXT 4000
#define MAX_PIECES 1000000

typedef struct
{
  const char *method;
  const char *path;
  gboolean    moves_world;
  void      (*handler) (CstSandbox *self,
                       CstRequest *request,
                       CstReply   *reply);
} Control;

static void
reply_done (CstSandbox *self,
            CstReply   *reply)
{
  CstWriter writer = cst_reply_begin (reply, 200);

  cst_writer_begin_object (&writer, NULL);
  cst_writer_time (&writer, "time", cst_world_now (self->world));
  cst_writer_end_object (&writer);
}

static void
write_order_id (CstWriter  *writer,
                const char *member,
                int         index)
{
  g_autofree char *id = index >= 0 ? cst_world_order_id (index) : NULL;

  if (id != NULL)
    cst_writer_string (writer, member, id);
  else
    cst_writer_null (writer, member);
}

static void
write_incident_id (CstWriter  *writer,
                   const char *member,
                   int         index)
{
  g_autofree char *id = index >= 0 ? cst_world_incident_id (index) : NULL;

  if (id != NULL)
    cst_writer_string (writer, member, id);
  else
    cst_writer_null (writer, member);
}

/* What was carried out, each once, oldest first; refusals are not in it. */
static void
get_executed (CstSandbox *self,
              CstRequest *request,
              CstReply   *reply)
{
  CstWriter writer = cst_reply_begin (reply, 200);

  cst_writer_begin_object (&writer, NULL);
  cst_writer_begin_array (&writer, "items");
  for (guint i = 0; i < self->record_list->len; i++)
    {
      const CstSandboxRecord *record = g_ptr_array_index (self->record_list, i);

      if (record->status >= 300)
        continue;
      cst_writer_begin_object (&writer, NULL);
      cst_writer_string (&writer, "key", record->key);
      cst_writer_string (&writer, "operation", record->operation);
      write_incident_id (&writer, "incident", record->incident);
      write_order_id (&writer, "order", record->order);
      cst_writer_time (&writer, "at", record->at);
      cst_writer_string (&writer, "body_sha256", record->body_digest);
      cst_writer_end_object (&writer);
    }
  cst_writer_end_array (&writer);
  cst_writer_end_object (&writer);
}

/* Money owed and held, of every order that ever had a problem. */
static void
get_ledger (CstSandbox *self,
            CstRequest *request,
            CstReply   *reply)
{
  CstWriter writer = cst_reply_begin (reply, 200);
  gint64 euros = 0;
  gint64 francs = 0;

  cst_writer_begin_object (&writer, NULL);
  cst_writer_begin_array (&writer, "orders");
  for (int i = 0; i < cst_world_n_orders (self->world); i++)
    {
      CstWorldOrder *order = cst_world_order (self->world, i);
      gint64 held = cst_world_held (self->world, order);

      if (order->incidents == NULL)
        continue;
      if (g_str_equal (order->amounts.currency, "CHF"))
        francs += held;
      else
        euros += held;

      cst_writer_begin_object (&writer, NULL);
      write_order_id (&writer, "order", i);
      cst_writer_string (&writer, "currency", order->amounts.currency);
      cst_writer_int (&writer, "payable", cst_world_payable (order));
      cst_writer_int (&writer, "held", held);
      cst_writer_int (&writer, "refunded", order->refunded.total);
      cst_writer_end_object (&writer);
    }
  cst_writer_end_array (&writer);
  cst_writer_begin_object (&writer, "held");
  cst_writer_int (&writer, "EUR", euros);
  cst_writer_int (&writer, "CHF", francs);
  cst_writer_end_object (&writer);
  cst_writer_end_object (&writer);
}

/* Which problem shows what. */
static void
get_cast (CstSandbox *self,
          CstRequest *request,
          CstReply   *reply)
{
  CstWriter writer = cst_reply_begin (reply, 200);
  const char *label = NULL;
  int incident = 0;

  cst_writer_begin_object (&writer, NULL);
  cst_writer_begin_array (&writer, "items");
  for (guint i = 0; i < cst_world_cast_get (self->world, i, &label, &incident); i++)
    {
      cst_writer_begin_object (&writer, NULL);
      cst_writer_string (&writer, "label", label);
      write_incident_id (&writer, "incident", incident);
      write_order_id (&writer, "order", cst_world_incident (self->world, incident)->order);
      cst_writer_end_object (&writer);
    }
  cst_writer_end_array (&writer);
  cst_writer_end_object (&writer);
}

static void
post_clock (CstSandbox *self,
            CstRequest *request,
            CstReply   *reply)
{
  static const char *const members[] = { "advance_s", NULL };
  g_auto(CstBody) body = { NULL };
  JsonObject *root = cst_body_begin (&body, request->body);
  gint64 seconds = 0;

  if (root != NULL)
    {
      cst_body_only (&body, root, "", members);
      seconds = cst_body_int (&body, root, "", "advance_s", 0, MAX_SECONDS);
    }
  if (!cst_body_end (&body, reply))
    return;

  self->clock_offset += seconds;
  cst_world_advance (self->world, cst_world_now (self->world) + seconds);
  reply_done (self, reply);
}

static void
post_feed (CstSandbox *self,
           CstRequest *request,
           CstReply   *reply)
{
  cst_sandbox_expire_feed (self);
  reply_done (self, reply);
}

static void
post_faults (CstSandbox *self,
             CstRequest *request,
             CstReply   *reply)
{
  static const char *const members[] = { "profile", "count", "match", "delay_ms", "retry_after",
                                         NULL };
  g_auto(CstBody) body = { NULL };
  JsonObject *root = cst_body_begin (&body, request->body);
  CstSandboxFault fault = { 0 };

  if (root != NULL)
    {
      cst_body_only (&body, root, "", members);
      fault.profile = g_intern_string (cst_body_choice (&body, root, "", "profile",
                                                        cst_sandbox_fault_profiles));
      fault.count = (int) cst_body_opt_int (&body, root, "", "count", 1, MAX_PIECES, -1);
      fault.match = g_strdup (cst_body_opt_text (&body, root, "", "match", 200));
      fault.delay_ms = (int) cst_body_opt_int (&body, root, "", "delay_ms", 0, 60000, 2000);
      fault.retry_after = (int) cst_body_opt_int (&body, root, "", "retry_after", 0, 3600, 1);
    }
  if (!cst_body_end (&body, reply))
    {
      g_free (fault.match);
      return;
    }

  g_free (self->fault.match);
  self->fault = fault;
  reply_done (self, reply);
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
    cst_world_send_photo (self->world, incident, NULL, NULL);
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
  reply_done (self, reply);
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
      cst_world_send_photo (self->world, incident, NULL, NULL);
    }
  else
    {
      if (!allows (reply, cst_world_check_accept (incident, g_str_equal (action, "resolve"))))
        return;
      cst_world_accept (self->world, incident, text);
    }

  cst_sandbox_reply_incident (self, reply, 200, incident);
}

static void
post_retailer (CstSandbox *self,
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

static void
post_marketplace (CstSandbox *self,
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

static const Control controls[] = {
  { "GET", "/_sandbox/executed", FALSE, get_executed },
  { "GET", "/_sandbox/ledger", FALSE, get_ledger },
  { "GET", "/_sandbox/cast", FALSE, get_cast },
  { "POST", "/_sandbox/faults", FALSE, post_faults },
  { "POST", "/_sandbox/clock", TRUE, post_clock },
  { "POST", "/_sandbox/feed", TRUE, post_feed },
  { "POST", "/_sandbox/retailer", TRUE, post_retailer },
  { "POST", "/_sandbox/marketplace", TRUE, post_marketplace },
};

gboolean
cst_sandbox_control (CstSandbox *self,
                     CstRequest *request,
                     CstReply   *reply)
{
  for (gsize i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      if (!g_str_equal (controls[i].method, request->method) ||
          !g_str_equal (controls[i].path, request->path))
        continue;

      if (controls[i].moves_world && self->log != NULL)
        cst_sandbox_log_request (self->log, cst_world_now (self->world), request);
      controls[i].handler (self, request, reply);

      return TRUE;
    }

  return FALSE;
}
