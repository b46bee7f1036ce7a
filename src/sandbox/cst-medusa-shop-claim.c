/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"
#include "cst-medusa-shop.h"

/* Claims: begun as a draft, which is the order's one open change, filled, and confirmed. */

static const char *const reasons[] = { "missing_item", "wrong_item", "production_failure", "other", NULL };

/* The parts of a claim's draft, by the end of their address. */
static const struct
{
  const char *route;
  const char *action;
  gboolean    is_inbound;
  gboolean    is_shipping;
} parts[] = {
  { "claim-items", "WRITE_OFF_ITEM", FALSE, FALSE },
  { "inbound/items", "RETURN_ITEM", TRUE, FALSE },
  { "inbound/shipping-method", "SHIPPING_ADD", TRUE, TRUE },
  { "outbound/items", "ITEM_ADD", FALSE, FALSE },
  { "outbound/shipping-method", "SHIPPING_ADD", FALSE, TRUE },
};

static JsonObject *
open_change (CstMedusaShop *self,
             const char    *order)
{
  return cst_medusa_shop_find (cst_medusa_shop_changes (self, order), "status", "pending");
}

static gboolean
no (CstReply   *reply,
    const char *message)
{
  cst_medusa_shop_fail (reply, 400, "invalid_data", message);

  return TRUE;
}

static JsonObject *
begin_change (CstMedusaShop *self,
              JsonObject    *claim,
              const char    *description)
{
  JsonObject *change = json_object_new ();
  g_autofree char *id = cst_medusa_shop_make_id (self, "ordch");
  g_autofree char *now = cst_medusa_shop_moment (self);
  const char *order = cst_json_opt_text (claim, "order_id");

  json_object_set_string_member (change, "id", id);
  json_object_set_string_member (change, "change_type", "claim");
  json_object_set_string_member (change, "claim_id", cst_json_opt_text (claim, "id"));
  json_object_set_string_member (change, "status", "pending");
  if (description != NULL)
    json_object_set_string_member (change, "description", description);
  json_object_set_string_member (change, "created_at", now);
  json_object_set_array_member (change, "actions", json_array_new ());
  json_array_add_object_element (cst_medusa_shop_changes (self, order), change);

  return change;
}

static gboolean
begin_claim (CstMedusaShop *self,
             CstRequest    *request,
             JsonObject    *body,
             CstReply      *reply)
{
  const char *order_id = body != NULL ? cst_json_opt_text (body, "order_id") : NULL;
  JsonObject *order = cst_medusa_shop_find (self->orders, "id", order_id);
  const char *type = body != NULL ? cst_json_opt_text (body, "type") : NULL;
  g_autofree char *id = NULL;
  g_autofree char *now = NULL;
  JsonObject *claim;

  if (g_strcmp0 (type, "replace") != 0 && g_strcmp0 (type, "refund") != 0)
    return no (reply, "Invalid request: Expected type: 'refund | replace' for field 'type'");
  if (order == NULL)
    {
      cst_medusa_shop_fail (reply, 404, "not_found", "Order with id was not found");
      return TRUE;
    }
  if (open_change (self, order_id) != NULL)
    return no (reply, "Order already has an existing active order change");

  claim = json_object_new ();
  id = cst_medusa_shop_make_id (self, "claim");
  now = cst_medusa_shop_moment (self);
  json_object_set_string_member (claim, "id", id);
  json_object_set_int_member (claim, "display_id", json_array_get_length (self->claims) + 1);
  json_object_set_string_member (claim, "type", type);
  json_object_set_string_member (claim, "order_id", order_id);
  json_object_set_null_member (claim, "canceled_at");
  json_object_set_string_member (claim, "created_at", now);
  json_object_set_string_member (claim, "updated_at", now);
  if (cst_json_opt_object (body, "metadata") != NULL)
    json_object_set_member (claim, "metadata", json_node_copy (json_object_get_member (body, "metadata")));
  json_object_set_array_member (claim, "claim_items", json_array_new ());
  json_object_set_array_member (claim, "additional_items", json_array_new ());
  json_array_add_object_element (self->claims, claim);
  begin_change (self, claim, cst_json_opt_text (body, "description"));
  cst_medusa_shop_tell (request, reply, "claim", claim);

  return TRUE;
}

static void
add_action (JsonObject *change,
            const char *kind,
            JsonObject *said,
            const char *goods)
{
  JsonObject *action = json_object_new ();
  JsonObject *details = json_object_new ();
  g_autoptr(GList) members = json_object_get_members (said);

  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (details, g_str_equal (l->data, "id") ? "reference_id" : l->data,
                            json_node_copy (json_object_get_member (said, l->data)));
  json_object_set_string_member (action, "action", kind);
  json_object_set_object_member (action, "details", details);
  if (goods != NULL)
    json_object_set_string_member (action, "return_id", goods);
  json_array_add_object_element (json_object_get_array_member (change, "actions"), action);
}

static const char *
return_of (CstMedusaShop *self,
           JsonObject    *claim,
           gboolean       is_inbound)
{
  if (is_inbound && cst_json_opt_text (claim, "return_id") == NULL)
    {
      g_autofree char *id = cst_medusa_shop_make_id (self, "return");

      json_object_set_string_member (claim, "return_id", id);
    }

  return is_inbound ? cst_json_opt_text (claim, "return_id") : NULL;
}

static const char *
item_problem (CstMedusaShop *self,
              JsonObject    *claim,
              JsonObject    *item,
              gsize          part)
{
  JsonObject *order = cst_medusa_shop_find (self->orders, "id", cst_json_opt_text (claim, "order_id"));
  JsonObject *line = item != NULL ? cst_medusa_shop_find (json_object_get_array_member (order, "items"), "id",
                                                          cst_json_opt_text (item, "id")) : NULL;
  gint64 quantity = item != NULL ? cst_json_opt_int (item, "quantity", 0) : 0;
  const char *reason = item != NULL ? cst_json_opt_text (item, "reason") : NULL;

  if (quantity <= 0)
    return "Invalid request: Value for field 'items, 0, quantity' too small";
  if (g_str_equal (parts[part].action, "ITEM_ADD"))
    return cst_json_opt_text (item, "variant_id") == NULL ? "Variants do not exist" : NULL;
  if (line == NULL)
    return "Items with ids were not found";
  if (quantity > cst_json_opt_int (line, "quantity", 0))
    return "Cannot request more than what was ordered";
  if (reason != NULL && !g_strv_contains (reasons, reason))
    return "Invalid request: Expected a reason";

  return NULL;
}

static gboolean
add_part (CstMedusaShop *self,
          CstRequest    *request,
          JsonObject    *claim,
          gsize          part,
          JsonObject    *body,
          CstReply      *reply)
{
  JsonObject *change = open_change (self, cst_json_opt_text (claim, "order_id"));
  JsonArray *items = body != NULL ? cst_json_opt_array (body, "items") : NULL;

  if (change == NULL || g_strcmp0 (cst_json_opt_text (change, "claim_id"), cst_json_opt_text (claim, "id")) != 0)
    return no (reply, "An active Order Change is required to proceed");

  if (parts[part].is_shipping)
    {
      const char *wanted = parts[part].is_inbound ? "so_back" : "so_out";

      if (body == NULL || g_strcmp0 (cst_json_opt_text (body, "shipping_option_id"), wanted) != 0)
        return no (reply, "Shipping option is not valid for this");
      add_action (change, parts[part].action, body, return_of (self, claim, parts[part].is_inbound));
    }
  else if (cst_json_array_length (items) == 0)
    {
      return no (reply, "Invalid request: Field 'items' is required");
    }
  for (guint i = 0; !parts[part].is_shipping && i < json_array_get_length (items); i++)
    {
      const char *problem = item_problem (self, claim, cst_json_nth_object (items, i), part);

      if (problem != NULL)
        return no (reply, problem);
      add_action (change, parts[part].action, json_array_get_object_element (items, i),
                  return_of (self, claim, parts[part].is_inbound));
    }
  cst_medusa_shop_tell (request, reply, "claim", claim);

  return TRUE;
}

/* ── Confirming ─────────────────────────────────────────────────────────────────────────────────── */

static void
take_reported (CstMedusaShop *self,
               JsonObject    *claim,
               JsonObject    *details)
{
  JsonObject *item = json_object_new ();
  g_autofree char *id = cst_medusa_shop_make_id (self, "claitem");

  json_object_set_string_member (item, "id", id);
  json_object_set_string_member (item, "item_id", cst_json_opt_text (details, "reference_id"));
  json_object_set_int_member (item, "quantity", cst_json_opt_int (details, "quantity", 0));
  if (cst_json_opt_text (details, "reason") != NULL)
    json_object_set_string_member (item, "reason", cst_json_opt_text (details, "reason"));
  if (cst_json_opt_object (details, "metadata") != NULL)
    json_object_set_member (item, "metadata", json_node_copy (json_object_get_member (details, "metadata")));
  json_object_set_boolean_member (item, "is_additional_item", FALSE);
  json_object_set_array_member (item, "images", json_array_new ());
  json_array_add_object_element (json_object_get_array_member (claim, "claim_items"), item);
}

/* What is sent instead becomes a line of the order; in a list it also stands among the reported ones. */
static void
take_sent (CstMedusaShop *self,
           JsonObject    *claim,
           JsonObject    *details)
{
  JsonObject *order = cst_medusa_shop_find (self->orders, "id", cst_json_opt_text (claim, "order_id"));
  JsonObject *line = json_object_new ();
  JsonObject *sent = json_object_new ();
  JsonObject *detail = json_object_new ();
  g_autofree char *id = cst_medusa_shop_make_id (self, "ordli");

  json_object_set_string_member (line, "id", id);
  json_object_set_string_member (line, "variant_id", cst_json_opt_text (details, "variant_id"));
  json_object_set_string_member (line, "title", "Bol");
  json_object_set_int_member (line, "quantity", cst_json_opt_int (details, "quantity", 0));
  json_object_set_int_member (line, "unit_price", 0);
  json_object_set_int_member (line, "total", 0);
  json_object_set_int_member (detail, "fulfilled_quantity", 0);
  json_object_set_object_member (line, "detail", detail);
  json_array_add_object_element (json_object_get_array_member (order, "items"), line);

  json_object_set_string_member (sent, "id", id);
  json_object_set_string_member (sent, "item_id", id);
  json_object_set_int_member (sent, "quantity", cst_json_opt_int (details, "quantity", 0));
  json_object_set_null_member (sent, "reason");
  json_object_set_boolean_member (sent, "is_additional_item", TRUE);
  if (cst_json_opt_object (details, "metadata") != NULL)
    json_object_set_member (sent, "metadata", json_node_copy (json_object_get_member (details, "metadata")));
  json_array_add_object_element (json_object_get_array_member (claim, "additional_items"), sent);
  json_array_add_object_element (json_object_get_array_member (claim, "claim_items"), json_object_ref (sent));
}

static JsonObject *
the_return (CstMedusaShop *self,
            JsonObject    *claim)
{
  JsonObject *goods = cst_json_opt_object (claim, "return");
  g_autofree char *now = NULL;

  if (goods != NULL)
    return goods;

  goods = json_object_new ();
  now = cst_medusa_shop_moment (self);
  json_object_set_string_member (goods, "id", cst_json_opt_text (claim, "return_id"));
  json_object_set_string_member (goods, "order_id", cst_json_opt_text (claim, "order_id"));
  json_object_set_string_member (goods, "status", "requested");
  json_object_set_string_member (goods, "requested_at", now);
  json_object_set_string_member (goods, "created_at", now);
  json_object_set_string_member (goods, "updated_at", now);
  json_object_set_array_member (goods, "items", json_array_new ());
  json_object_set_array_member (goods, "fulfillments", json_array_new ());
  json_object_set_object_member (claim, "return", goods);

  return goods;
}

static void
take_asked_back (CstMedusaShop *self,
                 JsonObject    *claim,
                 JsonObject    *details,
                 gboolean       is_shipping)
{
  JsonObject *goods = the_return (self, claim);
  JsonObject *one = json_object_new ();
  g_autofree char *id = cst_medusa_shop_make_id (self, is_shipping ? "ful" : "retitem");

  json_object_set_string_member (one, "id", id);
  if (is_shipping)
    {
      json_object_set_array_member (one, "labels", json_array_new ());
      json_array_add_object_element (json_object_get_array_member (goods, "fulfillments"), one);
      return;
    }
  json_object_set_string_member (one, "item_id", cst_json_opt_text (details, "reference_id"));
  json_object_set_int_member (one, "quantity", cst_json_opt_int (details, "quantity", 0));
  json_object_set_int_member (one, "received_quantity", 0);
  json_object_set_int_member (one, "damaged_quantity", 0);
  json_array_add_object_element (json_object_get_array_member (goods, "items"), one);
}

static gboolean
confirm (CstMedusaShop *self,
         CstRequest    *request,
         JsonObject    *claim,
         CstReply      *reply)
{
  const char *order_id = cst_json_opt_text (claim, "order_id");
  JsonObject *change = open_change (self, order_id);
  JsonArray *actions = change != NULL ? json_object_get_array_member (change, "actions") : NULL;
  g_autofree char *now = NULL;

  if (change == NULL || g_strcmp0 (cst_json_opt_text (change, "claim_id"), cst_json_opt_text (claim, "id")) != 0)
    return no (reply, "An active Order Change is required to proceed");

  for (guint i = 0; i < json_array_get_length (actions); i++)
    {
      JsonObject *action = json_array_get_object_element (actions, i);
      JsonObject *details = json_object_get_object_member (action, "details");
      const char *kind = cst_json_opt_text (action, "action");

      if (g_str_equal (kind, "WRITE_OFF_ITEM"))
        take_reported (self, claim, details);
      else if (g_str_equal (kind, "ITEM_ADD"))
        take_sent (self, claim, details);
      else if (cst_json_opt_text (action, "return_id") != NULL)
        take_asked_back (self, claim, details, g_str_equal (kind, "SHIPPING_ADD"));
    }
  now = cst_medusa_shop_moment (self);
  json_object_set_string_member (change, "status", "confirmed");
  json_object_set_string_member (change, "confirmed_at", now);
  cst_medusa_shop_touch (self, cst_medusa_shop_find (self->orders, "id", order_id));
  cst_medusa_shop_tell (request, reply, "claim", claim);

  return TRUE;
}

gboolean
cst_medusa_shop_claim (CstMedusaShop *self,
                       CstRequest    *request,
                       JsonObject    *body,
                       CstReply      *reply)
{
  g_auto(GStrv) path = g_strsplit (request->path, "/", 6);
  JsonObject *claim;

  /* "", medusa, admin, claims, ID, rest */
  if (g_strv_length (path) < 4 || !g_str_equal (path[3], "claims"))
    return FALSE;
  if (path[4] == NULL)
    return begin_claim (self, request, body, reply);
  if (path[5] == NULL)
    return FALSE;
  if (!(claim = cst_medusa_shop_find (self->claims, "id", path[4])))
    {
      cst_medusa_shop_fail (reply, 404, "not_found", "Claim with id was not found");
      return TRUE;
    }
  if (g_str_equal (path[5], "request"))
    return confirm (self, request, claim, reply);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (g_str_equal (path[5], parts[i].route))
        return add_part (self, request, claim, i, body, reply);
    }

  return FALSE;
}
