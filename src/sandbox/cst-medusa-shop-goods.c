/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"
#include "cst-medusa-shop.h"

/* Money back, parcels, what comes back, and files. */

static gboolean
no (CstReply   *reply,
    const char *message)
{
  cst_medusa_shop_fail (reply, 400, "invalid_data", message);

  return TRUE;
}

static double
sum_of (JsonArray *refunds)
{
  double sum = 0;

  for (guint i = 0; i < json_array_get_length (refunds); i++)
    sum += json_object_get_double_member (json_array_get_object_element (refunds, i), "amount");

  return sum;
}

static void
set_amount (JsonObject *object,
            const char *member,
            double      amount)
{
  g_autofree char *raw_member = g_strconcat ("raw_", member, NULL);
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  JsonObject *raw = json_object_new ();

  json_object_set_double_member (object, member, amount);
  json_object_set_string_member (raw, "value", g_ascii_formatd (text, sizeof text, "%.2f", amount));
  json_object_set_object_member (object, raw_member, raw);
}

static JsonObject *
find_payment (CstMedusaShop  *self,
              const char     *id,
              JsonObject    **order)
{
  for (guint i = 0; i < json_array_get_length (self->orders); i++)
    {
      JsonObject *one = json_array_get_object_element (self->orders, i);
      JsonObject *collection = cst_json_nth_object (json_object_get_array_member (one, "payment_collections"), 0);
      JsonObject *payment = cst_medusa_shop_find (json_object_get_array_member (collection, "payments"), "id", id);

      *order = one;
      if (payment != NULL)
        return payment;
    }

  return NULL;
}

static gboolean
refund (CstMedusaShop *self,
        CstRequest    *request,
        const char    *id,
        JsonObject    *body,
        CstReply      *reply)
{
  JsonObject *order = NULL;
  JsonObject *payment = find_payment (self, id, &order);
  double amount = body != NULL ? json_object_get_double_member_with_default (body, "amount", 0) : 0;
  g_autofree char *refund_id = NULL;
  g_autofree char *now = NULL;
  JsonArray *refunds;
  JsonObject *given;

  if (payment == NULL)
    return no (reply, "Payment with id was not found");
  refunds = json_object_get_array_member (payment, "refunds");
  if (amount <= 0 || sum_of (refunds) + amount > json_object_get_double_member (payment, "amount") + 0.001)
    return no (reply, "You are not allowed to refund more than the captured amount");

  refund_id = cst_medusa_shop_make_id (self, "ref");
  now = cst_medusa_shop_moment (self);
  given = json_object_new ();
  json_object_set_string_member (given, "id", refund_id);
  set_amount (given, "amount", amount);
  json_object_set_string_member (given, "created_at", now);
  if (cst_json_opt_text (body, "note") != NULL)
    json_object_set_string_member (given, "note", cst_json_opt_text (body, "note"));
  json_array_add_object_element (refunds, given);
  set_amount (json_object_get_object_member (order, "summary"), "refunded_total", sum_of (refunds));
  cst_medusa_shop_touch (self, order);
  cst_medusa_shop_tell (request, reply, "payment", payment);

  return TRUE;
}

static gboolean
pack (CstMedusaShop *self,
      CstRequest    *request,
      JsonObject    *order,
      JsonObject    *body,
      CstReply      *reply)
{
  JsonArray *items = body != NULL ? cst_json_opt_array (body, "items") : NULL;
  g_autofree char *id = cst_medusa_shop_make_id (self, "ful");
  g_autoptr(JsonObject) parcel = json_object_new ();
  JsonArray *packed = json_array_new ();

  json_object_set_string_member (parcel, "id", id);
  json_object_set_null_member (parcel, "shipped_at");
  json_object_set_array_member (parcel, "labels", json_array_new ());
  json_object_set_array_member (parcel, "items", packed);
  if (body != NULL && cst_json_opt_object (body, "metadata") != NULL)
    json_object_set_member (parcel, "metadata", json_node_copy (json_object_get_member (body, "metadata")));

  for (guint i = 0; i < cst_json_array_length (items); i++)
    {
      JsonObject *said = cst_json_nth_object (items, i);
      JsonObject *line = cst_medusa_shop_find (json_object_get_array_member (order, "items"), "id",
                                               cst_json_opt_text (said, "id"));
      JsonObject *detail = line != NULL ? json_object_get_object_member (line, "detail") : NULL;
      gint64 sent = cst_json_opt_int (said, "quantity", 0);
      JsonObject *one = json_object_new ();

      json_object_set_string_member (one, "line_item_id", cst_json_opt_text (said, "id"));
      json_object_set_int_member (one, "quantity", sent);
      json_array_add_object_element (packed, one);
      if (line == NULL || cst_json_opt_int (detail, "fulfilled_quantity", 0) + sent >
          cst_json_opt_int (line, "quantity", 0))
        return no (reply, "Quantity to fulfill exceeds the quantity of the item");
      json_object_set_int_member (detail, "fulfilled_quantity",
                                  cst_json_opt_int (detail, "fulfilled_quantity", 0) + sent);
    }
  json_array_add_object_element (json_object_get_array_member (order, "fulfillments"), json_object_ref (parcel));
  cst_medusa_shop_touch (self, order);
  cst_medusa_shop_tell (request, reply, "order", order);

  return TRUE;
}

static gboolean
label (CstMedusaShop *self,
       CstRequest    *request,
       JsonObject    *parcel,
       JsonObject    *body,
       CstReply      *reply)
{
  JsonArray *said = body != NULL ? cst_json_opt_array (body, "labels") : NULL;
  g_autofree char *now = NULL;

  if (cst_json_opt_text (parcel, "shipped_at") != NULL)
    return no (reply, "Shipment has already been created");
  if (cst_json_array_length (said) == 0)
    return no (reply, "Invalid request: Field 'labels' is required");

  now = cst_medusa_shop_moment (self);
  json_object_set_string_member (parcel, "shipped_at", now);
  json_object_set_member (parcel, "labels", json_node_copy (json_object_get_member (body, "labels")));
  cst_medusa_shop_tell (request, reply, "fulfillment", parcel);

  return TRUE;
}

static JsonObject *
return_with_parcel (CstMedusaShop  *self,
                    const char     *id,
                    JsonObject    **parcel)
{
  g_autoptr(JsonArray) owners = cst_medusa_shop_owners (self);

  for (guint i = 0; i < json_array_get_length (owners); i++)
    {
      JsonObject *goods = cst_json_opt_object (json_array_get_object_element (owners, i), "return");

      *parcel = goods != NULL ? cst_medusa_shop_find (json_object_get_array_member (goods, "fulfillments"), "id", id)
                              : NULL;
      if (*parcel != NULL)
        return goods;
    }

  return NULL;
}

/* ── What comes back ────────────────────────────────────────────────────────────────────────────── */

static JsonObject *
open_change (CstMedusaShop *self,
             JsonObject    *goods)
{
  return cst_medusa_shop_find (cst_medusa_shop_changes (self, cst_json_opt_text (goods, "order_id")), "status",
                               "pending");
}

static gboolean
is_busy (CstMedusaShop *self,
         JsonObject    *goods)
{
  return open_change (self, goods) != NULL;
}

static JsonObject *
receipt_of (CstMedusaShop *self,
            JsonObject    *goods)
{
  JsonObject *change = open_change (self, goods);

  return change != NULL && g_strcmp0 (cst_json_opt_text (change, "return_id"), cst_json_opt_text (goods, "id")) == 0
         ? change : NULL;
}

static void
begin_receipt (CstMedusaShop *self,
               JsonObject    *goods)
{
  JsonObject *change = json_object_new ();
  g_autofree char *id = cst_medusa_shop_make_id (self, "ordch");
  g_autofree char *now = cst_medusa_shop_moment (self);

  json_object_set_string_member (change, "id", id);
  json_object_set_string_member (change, "change_type", "return_receive");
  json_object_set_string_member (change, "return_id", cst_json_opt_text (goods, "id"));
  json_object_set_string_member (change, "status", "pending");
  json_object_set_string_member (change, "created_at", now);
  json_object_set_array_member (change, "actions", json_array_new ());
  json_array_add_object_element (cst_medusa_shop_changes (self, cst_json_opt_text (goods, "order_id")), change);
}

static void
count_items (JsonObject *receipt,
             JsonObject *body,
             const char *kind)
{
  JsonArray *items = body != NULL ? cst_json_opt_array (body, "items") : NULL;

  for (guint i = 0; i < cst_json_array_length (items); i++)
    {
      JsonObject *action = json_object_new ();

      json_object_set_string_member (action, "action", kind);
      json_object_set_member (action, "details", json_node_copy (json_array_get_element (items, i)));
      json_array_add_object_element (json_object_get_array_member (receipt, "actions"), action);
    }
}

static void
end_receipt (CstMedusaShop *self,
             JsonObject    *goods,
             JsonObject    *receipt)
{
  JsonArray *actions = json_object_get_array_member (receipt, "actions");
  g_autofree char *now = cst_medusa_shop_moment (self);

  for (guint i = 0; i < json_array_get_length (actions); i++)
    {
      JsonObject *action = json_array_get_object_element (actions, i);
      JsonObject *details = json_object_get_object_member (action, "details");
      JsonObject *item = cst_medusa_shop_find (json_object_get_array_member (goods, "items"), "item_id",
                                               cst_json_opt_text (details, "id"));
      gint64 came = cst_json_opt_int (details, "quantity", 0);

      if (item == NULL)
        continue;
      json_object_set_int_member (item, "received_quantity", cst_json_opt_int (item, "received_quantity", 0) + came);
      if (g_str_equal (cst_json_opt_text (action, "action"), "RECEIVE_DAMAGED_RETURN_ITEM"))
        json_object_set_int_member (item, "damaged_quantity", cst_json_opt_int (item, "damaged_quantity", 0) + came);
    }
  json_object_set_string_member (receipt, "status", "confirmed");
  json_object_set_string_member (goods, "status", "received");
  json_object_set_string_member (goods, "received_at", now);
  cst_medusa_shop_touch (self, cst_medusa_shop_find (self->orders, "id", cst_json_opt_text (goods, "order_id")));
}

static gboolean
receive (CstMedusaShop *self,
         CstRequest    *request,
         JsonObject    *goods,
         const char    *step,
         JsonObject    *body,
         CstReply      *reply)
{
  JsonObject *receipt = receipt_of (self, goods);
  gboolean is_first = g_str_equal (step, "receive");

  if (is_first && (is_busy (self, goods) || g_str_equal (cst_json_opt_text (goods, "status"), "received")))
    return no (reply, "Order already has an existing active order change");
  if (!is_first && receipt == NULL)
    return no (reply, "An active Order Change is required to proceed");

  if (is_first)
    begin_receipt (self, goods);
  else if (g_str_equal (step, "receive-items"))
    count_items (receipt, body, "RECEIVE_RETURN_ITEM");
  else if (g_str_equal (step, "dismiss-items"))
    count_items (receipt, body, "RECEIVE_DAMAGED_RETURN_ITEM");
  else if (g_str_equal (step, "receive/confirm"))
    end_receipt (self, goods, receipt);
  else
    return FALSE;
  cst_medusa_shop_touch (self, goods);
  cst_medusa_shop_tell (request, reply, "return", goods);

  return TRUE;
}

/* A part without a plain file name is a field there, no file. */
static gboolean
upload (CstMedusaShop *self,
        CstRequest    *request,
        CstReply      *reply)
{
  g_autofree char *id = cst_medusa_shop_make_id (self, "file");
  g_autofree char *url = g_strdup_printf ("http://shop.invalid/static/1795423325281-%s", id);
  g_autoptr(JsonObject) answer = json_object_new ();
  JsonArray *files = json_array_new ();
  JsonObject *file = json_object_new ();

  json_object_set_array_member (answer, "files", files);
  json_object_set_string_member (file, "id", id);
  json_object_set_string_member (file, "url", url);
  json_array_add_object_element (files, file);
  if (!cst_request_is_type (request, "multipart/form-data") ||
      g_strstr_len (g_bytes_get_data (request->body, NULL), (gssize) g_bytes_get_size (request->body),
                    "name=\"files\"; filename=\"") == NULL)
    return no (reply, "No files were uploaded");
  cst_medusa_shop_tell (request, reply, NULL, answer);

  return TRUE;
}

gboolean
cst_medusa_shop_goods (CstMedusaShop *self,
                       CstRequest    *request,
                       JsonObject    *body,
                       CstReply      *reply)
{
  g_auto(GStrv) path = g_strsplit (request->path, "/", 6);
  const char *kind = g_strv_length (path) >= 4 ? path[3] : "";
  const char *rest = g_strv_length (path) == 6 ? path[5] : "";
  JsonObject *object = NULL;
  JsonObject *parcel = NULL;

  if (g_str_equal (kind, "uploads"))
    return upload (self, request, reply);
  if (g_str_equal (kind, "payments") && g_str_equal (rest, "refund"))
    return refund (self, request, path[4], body, reply);
  if (g_str_equal (kind, "returns") && (object = cst_medusa_shop_return (self, path[4])) != NULL)
    return receive (self, request, object, rest, body, reply);
  if (g_str_equal (kind, "fulfillments") && g_str_equal (rest, "shipment") &&
      (object = return_with_parcel (self, path[4], &parcel)) != NULL)
    {
      cst_medusa_shop_touch (self, object);
      return label (self, request, parcel, body, reply);
    }
  if (!g_str_equal (kind, "orders") || !(object = cst_medusa_shop_find (self->orders, "id", path[4])))
    return FALSE;
  if (g_str_equal (rest, "fulfillments"))
    return pack (self, request, object, body, reply);
  if (g_str_has_prefix (rest, "fulfillments/") && g_str_has_suffix (rest, "/shipments"))
    {
      g_autofree char *id = g_strndup (rest + strlen ("fulfillments/"),
                                       strlen (rest) - strlen ("fulfillments/") - strlen ("/shipments"));

      parcel = cst_medusa_shop_find (json_object_get_array_member (object, "fulfillments"), "id", id);
      cst_medusa_shop_touch (self, object);
      return parcel != NULL && label (self, request, parcel, body, reply);
    }

  return FALSE;
}
