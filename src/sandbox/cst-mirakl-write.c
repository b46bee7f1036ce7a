/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-mirakl.h"

#include <string.h>

#include "cst-json.h"
#include "cst-sandbox.h"

gboolean
cst_mirakl_has_only (JsonObject        *object,
                     const char *const *names,
                     CstReply          *reply)
{
  g_autoptr(GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    {
      if (!g_strv_contains (names, l->data))
        {
          cst_mirakl_mistake (reply, l->data, "is not a member of this");
          return FALSE;
        }
    }

  return TRUE;
}

/* Returns: (nullable): the body's object, which has only members in @names; else a mistake is in @reply */
JsonObject *
cst_mirakl_read_body (CstRequest         *request,
                      JsonNode          **root,
                      const char *const  *names,
                      CstReply           *reply)
{
  *root = cst_json_parse (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body), NULL);
  if (!cst_request_is_type (request, "application/json"))
    cst_mirakl_fail (reply, 415, "The body must be JSON");
  else if (*root == NULL || !JSON_NODE_HOLDS_OBJECT (*root))
    cst_mirakl_fail (reply, 400, "The body is no JSON object");
  else if (cst_mirakl_has_only (json_node_get_object (*root), names, reply))
    return json_node_get_object (*root);

  return NULL;
}

/* Returns: (nullable): a member that must be text, as codes and ids are here */
const char *
cst_mirakl_string (JsonObject *object,
                   const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_get_string (node) : NULL;
}

/* Money must be a number with no more than two decimals. */
static gboolean
read_amount (JsonObject *object,
             const char *member,
             gint64     *cents)
{
  JsonNode *node = json_object_get_member (object, member);
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;
  double value;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return FALSE;

  value = json_node_get_double (node) * 100;
  *cents = (gint64) (value + 0.5);

  return value >= 0 && value - (double) *cents < 0.0001 && (double) *cents - value < 0.0001;
}

typedef struct
{
  CstMiraklOrder *order;
  int             line;
  gint64          goods;
  gint64          shipping;
  int             quantity;
  const char     *reason;
} Wish;

static gint64
sum_of_taxes (JsonObject *refund,
              const char *member,
              CstReply   *reply)
{
  static const char *const names[] = { "code", "amount", NULL };
  JsonArray *taxes = cst_json_opt_array (refund, member);
  gint64 sum = 0;

  for (guint i = 0; i < cst_json_array_length (taxes); i++)
    {
      JsonObject *tax = cst_json_nth_object (taxes, i);
      gint64 amount = 0;

      if (tax == NULL || !cst_mirakl_has_only (tax, names, reply) ||
          g_strcmp0 (cst_mirakl_string (tax, "code"), "TVA20") != 0 || !read_amount (tax, "amount", &amount))
        {
          cst_mirakl_mistake (reply, member, "are not those of the line");
          return -1;
        }
      sum += amount;
    }

  return sum;
}

/* Where an order has taxes, what goes back of them has to be said, tax by tax. */
static gboolean
check_taxes (const Wish *wish,
             JsonObject *refund,
             CstReply   *reply)
{
  gint64 tax = sum_of_taxes (refund, "taxes", reply);
  gint64 shipping_tax = sum_of_taxes (refund, "shipping_taxes", reply);
  gint64 wanted = wish->order->is_taxed ? (wish->goods * 20 + 50) / 100 : 0;
  gint64 shipping_wanted = wish->order->is_taxed ? (wish->shipping * 20 + 50) / 100 : 0;

  if (reply->status != 0)
    return FALSE;
  if (ABS (tax - wanted) <= 1 && ABS (shipping_tax - shipping_wanted) <= 1)
    return TRUE;

  cst_mirakl_mistake (reply, "taxes", "do not match the amount");

  return FALSE;
}

static gboolean
check_wish (const Wish *wish,
            CstReply   *reply)
{
  const CstMiraklOrderLine *line = &wish->order->lines[wish->line];
  const CstMiraklReason *reason = cst_mirakl_reason ("REFUND", wish->reason);

  if (reason == NULL)
    cst_mirakl_mistake (reply, "reason_code", "is no reason for a refund");
  else if (!reason->is_shop_right)
    cst_mirakl_mistake (reply, "reason_code", "is not for shops");
  else if (g_str_equal (wish->order->state, "CLOSED") || g_str_equal (wish->order->state, "SHIPPING"))
    cst_mirakl_fail (reply, 400, "The order is in a state that takes no refund");
  else if (wish->goods + wish->shipping == 0)
    cst_mirakl_mistake (reply, "amount", "is nothing");
  else if (wish->goods > line->price - cst_mirakl_refunded (line, FALSE))
    cst_mirakl_mistake (reply, "amount", "is more than is left");
  else if (wish->shipping > line->shipping - cst_mirakl_refunded (line, TRUE))
    cst_mirakl_mistake (reply, "shipping_amount", "is more than is left");

  return reply->status == 0;
}

static gboolean
read_wish (CstSandbox *sandbox,
           JsonObject *refund,
           const char *tax_mode,
           Wish       *wish,
           CstReply   *reply)
{
  static const char *const names[] = { "amount", "currency_iso_code", "excluded_from_shipment", "fees", "order_line_id",
                                       "quantity", "reason_code", "shipping_amount", "shipping_taxes", "taxes", NULL };
  const char *line = cst_mirakl_string (refund, "order_line_id");
  const char *currency = cst_mirakl_string (refund, "currency_iso_code");

  if (!cst_mirakl_has_only (refund, names, reply))
    return FALSE;

  wish->order = cst_mirakl_find_line (sandbox->mirakl->world, line, &wish->line);
  wish->reason = cst_mirakl_string (refund, "reason_code");
  wish->quantity = (int) cst_json_opt_int (refund, "quantity", 0);
  if (wish->order == NULL)
    cst_mirakl_fail (reply, 404, "There is no such order line");
  else if (!read_amount (refund, "amount", &wish->goods))
    cst_mirakl_mistake (reply, "amount", "is not an amount of euros and cents");
  else if (!read_amount (refund, "shipping_amount", &wish->shipping))
    cst_mirakl_mistake (reply, "shipping_amount", "is not an amount of euros and cents");
  else if (currency != NULL && !g_str_equal (currency, "EUR"))
    cst_mirakl_mistake (reply, "currency_iso_code", "is not the order's");
  else if (tax_mode != NULL && !g_str_equal (tax_mode, wish->order->is_taxed ? "TAX_EXCLUDED" : "TAX_INCLUDED"))
    cst_mirakl_mistake (reply, "order_tax_mode", "is not the order's");

  return reply->status == 0 && check_wish (wish, reply) && check_taxes (wish, refund, reply);
}

static void
carry_out (CstSandbox *sandbox,
           const Wish *wish,
           CstWriter  *writer)
{
  CstMiraklRefund *refund = cst_mirakl_refund (sandbox->mirakl->world, wish->order, wish->line, wish->goods,
                                               wish->shipping, wish->quantity, wish->reason);
  g_autofree char *line = cst_mirakl_line_id (wish->order, wish->line);
  g_autofree char *id = g_strdup_printf ("%d", refund->number);
  g_autofree char *group = g_strdup_printf ("%d", refund->number + 500000);

  cst_mirakl_note (sandbox->mirakl, "OR28", line);
  cst_writer_begin_object (writer, NULL);
  cst_mirakl_write_amount (writer, "amount", refund->goods);
  cst_mirakl_write_amount (writer, "shipping_amount", refund->shipping);
  cst_writer_string (writer, "currency_iso_code", "EUR");
  cst_writer_string (writer, "order_line_id", line);
  cst_writer_string (writer, "order_refund_id", group);
  cst_writer_string (writer, "refund_id", id);
  cst_writer_int (writer, "quantity", refund->quantity);
  cst_writer_string (writer, "reason_code", refund->reason);
  cst_writer_end_object (writer);
}

/* OR28: all of the refunds or none of them. It refunds again each time it comes. */
void
cst_mirakl_put_refund (CstSandbox *sandbox,
                       CstRequest *request,
                       CstReply   *reply)
{
  static const char *const names[] = { "order_tax_mode", "refunds", NULL };
  g_autoptr(JsonNode) root = NULL;
  JsonObject *body = cst_mirakl_read_body (request, &root, names, reply);
  JsonArray *refunds = body != NULL ? cst_json_opt_array (body, "refunds") : NULL;
  const char *tax_mode = body != NULL ? cst_mirakl_string (body, "order_tax_mode") : NULL;
  g_autoptr(GArray) wishes = g_array_new (FALSE, TRUE, sizeof (Wish));
  CstWriter writer;

  if (body == NULL)
    return;
  if (cst_json_array_length (refunds) == 0)
    {
      cst_mirakl_mistake (reply, "refunds", "is missing");
      return;
    }

  for (guint i = 0; i < json_array_get_length (refunds); i++)
    {
      JsonObject *refund = cst_json_nth_object (refunds, i);
      Wish wish = { NULL };

      if (refund == NULL || !read_wish (sandbox, refund, tax_mode, &wish, reply))
        return;
      g_array_append_val (wishes, wish);
    }

  writer = cst_reply_begin (reply, 200);
  cst_writer_begin_object (&writer, NULL);
  cst_writer_string (&writer, "order_tax_mode",
                     g_array_index (wishes, Wish, 0).order->is_taxed ? "TAX_EXCLUDED" : "TAX_INCLUDED");
  cst_writer_begin_array (&writer, "refunds");
  for (guint i = 0; i < wishes->len; i++)
    carry_out (sandbox, &g_array_index (wishes, Wish, i), &writer);
  cst_writer_end_array (&writer);
  cst_writer_end_object (&writer);
}

/* OR64: not a closure. The line stays as it is until the customer agrees, or time passes. */
void
cst_mirakl_put_resolved (CstSandbox *sandbox,
                         CstRequest *request,
                         CstReply   *reply)
{
  static const char *const names[] = { "reason_code", NULL };
  g_autoptr(JsonNode) root = NULL;
  JsonObject *body = cst_mirakl_read_body (request, &root, names, reply);
  int line = 0;
  CstMiraklOrder *order = cst_mirakl_find_line (sandbox->mirakl->world, request->params[1], &line);
  g_autofree char *id = order != NULL ? cst_mirakl_order_id (order) : NULL;
  const char *code = body != NULL ? cst_mirakl_string (body, "reason_code") : NULL;
  const CstMiraklReason *reason = cst_mirakl_reason ("INCIDENT_CLOSE", code);

  if (body == NULL)
    return;
  if (order == NULL || !g_str_equal (id, request->params[0]))
    cst_mirakl_fail (reply, 404, "There is no such order line");
  else if (reason == NULL)
    cst_mirakl_mistake (reply, "reason_code", "is no reason for closing an incident");
  else if (!reason->is_shop_right)
    cst_mirakl_mistake (reply, "reason_code", "is not for shops");
  else if (!g_str_equal (order->lines[line].state, "INCIDENT_OPEN"))
    cst_mirakl_fail (reply, 400, "The order line has no open incident");
  else if (order->lines[line].marked_at != 0)
    cst_mirakl_fail (reply, 400, "The incident was marked as resolved before");
  else
    {
      order->lines[line].marked_at = cst_mirakl_world_stamp (sandbox->mirakl->world);
      cst_mirakl_note (sandbox->mirakl, "OR64", request->params[1]);
      reply->status = 204;
    }
}
