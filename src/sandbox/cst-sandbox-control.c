/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only a test or a trainer may do: look behind the scenes, turn the clock, play the other
 * side. No token is asked for. */
#include "cst-sandbox-body.h"
#include "cst-sandbox-faults.h"
#include "cst-sandbox-log.h"

#define MAX_SECONDS (400 * CST_WORLD_DAY)
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
      if (record->delivery >= 0)
        cst_writer_int (&writer, "delivery", record->delivery);
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
  cst_sandbox_reply_time (self, reply);
}

static void
post_feed (CstSandbox *self,
           CstRequest *request,
           CstReply   *reply)
{
  cst_sandbox_expire_feed (self);
  cst_sandbox_reply_time (self, reply);
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
  cst_sandbox_reply_time (self, reply);
}

static const Control controls[] = {
  { "GET", "/_sandbox/executed", FALSE, get_executed },
  { "GET", "/_sandbox/ledger", FALSE, get_ledger },
  { "GET", "/_sandbox/cast", FALSE, get_cast },
  { "GET", "/_sandbox/deliveries", FALSE, cst_dropea_get_cast },
  { "POST", "/_sandbox/faults", FALSE, post_faults },
  { "GET", "/_sandbox/limit", FALSE, cst_dropea_get_limit },
  { "POST", "/_sandbox/limit", FALSE, cst_dropea_post_limit },
  { "POST", "/_sandbox/carrier", TRUE, cst_dropea_post_carrier },
  { "GET", "/_sandbox/mirakl", FALSE, cst_mirakl_get_state },
  { "POST", "/_sandbox/shopper", TRUE, cst_mirakl_post_shopper },
  { "POST", "/_sandbox/clock", TRUE, post_clock },
  { "POST", "/_sandbox/feed", TRUE, post_feed },
  { "POST", "/_sandbox/retailer", TRUE, cst_sandbox_post_retailer },
  { "POST", "/_sandbox/marketplace", TRUE, cst_sandbox_post_marketplace },
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
