/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"
#include "cst-medusa-shop.h"

/* Giving up: a draft is dropped, what was confirmed is cancelled, as the real one was seen to do it. It says no to some
 * and cancels them all the same. */

static void
no (CstReply   *reply,
    const char *type,
    const char *message)
{
  cst_medusa_shop_fail (reply, 400, type, message);
}

static void
cancel_now (CstMedusaShop *self,
            JsonObject    *object)
{
  g_autofree char *now = cst_medusa_shop_moment (self);

  json_object_set_string_member (object, "canceled_at", now);
}

static void
say_nothing (CstRequest *request,
             CstReply   *reply)
{
  g_autoptr(JsonObject) nothing = json_object_new ();

  cst_medusa_shop_tell (request, reply, NULL, nothing);
}

static gboolean
is_cancelled (JsonObject *object)
{
  return cst_json_opt_text (object, "canceled_at") != NULL;
}

static gboolean
has_open_parcel (JsonObject *goods)
{
  JsonArray *parcels = json_object_get_array_member (goods, "fulfillments");

  for (guint i = 0; i < json_array_get_length (parcels); i++)
    {
      if (!is_cancelled (json_array_get_object_element (parcels, i)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_packed (CstMedusaShop *self,
           JsonObject    *owner)
{
  JsonObject *order = cst_medusa_shop_find (self->orders, "id", cst_json_opt_text (owner, "order_id"));
  JsonArray *sent = json_object_get_array_member (owner, "additional_items");

  for (guint i = 0; i < json_array_get_length (sent); i++)
    {
      JsonObject *line = cst_medusa_shop_find (json_object_get_array_member (order, "items"), "id",
                                               cst_json_opt_text (json_array_get_object_element (sent, i), "item_id"));

      if (line != NULL && cst_json_opt_int (cst_json_opt_object (line, "detail"), "fulfilled_quantity", 0) > 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
cancel_goods (CstMedusaShop *self,
              JsonObject    *goods,
              CstReply      *reply)
{
  if (is_cancelled (goods))
    no (reply, "invalid_data", "Return has been canceled.");
  else if (has_open_parcel (goods))
    no (reply, "not_allowed", "All fulfillments must be canceled before canceling a return");
  else if (g_strcmp0 (cst_json_opt_text (goods, "status"), "received") == 0)
    no (reply, "not_allowed", "Can't cancel a return which has returned items");
  else
    {
      json_object_set_string_member (goods, "status", "canceled");
      cancel_now (self, goods);
      return TRUE;
    }

  return FALSE;
}

static void
cancel_return (CstMedusaShop *self,
               CstRequest    *request,
               JsonObject    *goods,
               CstReply      *reply)
{
  if (!cancel_goods (self, goods, reply))
    return;

  cst_medusa_shop_touch (self, cst_medusa_shop_find (self->orders, "id", cst_json_opt_text (goods, "order_id")));
  say_nothing (request, reply);
}

/* The return is cancelled last: a no of its leaves the rest cancelled. */
static void
cancel_owner (CstMedusaShop *self,
              CstRequest    *request,
              JsonObject    *owner,
              CstReply      *reply)
{
  const char *order = cst_json_opt_text (owner, "order_id");
  JsonObject *goods = cst_json_opt_object (owner, "return");

  if (is_cancelled (owner))
    no (reply, "invalid_data", "Claim has been canceled.");
  else if (cst_medusa_shop_find (cst_medusa_shop_changes (self, order), "status", "pending") != NULL)
    no (reply, "invalid_data", "Order already has an existing active order change");
  else if (goods == NULL)
    cst_medusa_shop_fail (reply, 500, "unknown_error", "An unknown error occurred.");
  else if (has_open_parcel (goods))
    no (reply, "not_allowed", "All fulfillments must be canceled before canceling a claim");
  else if (is_packed (self, owner))
    no (reply, "invalid_data", "Cannot remove fulfilled item");
  else
    {
      cancel_now (self, owner);
      cst_medusa_shop_touch (self, cst_medusa_shop_find (self->orders, "id", order));
      if (cancel_goods (self, goods, reply))
        say_nothing (request, reply);
    }
}

static void
drop (CstMedusaShop *self,
      JsonArray     *owners,
      JsonObject    *owner,
      CstReply      *reply)
{
  JsonArray *changes = cst_medusa_shop_changes (self, cst_json_opt_text (owner, "order_id"));
  JsonObject *change = cst_medusa_shop_find (changes, "status", "pending");
  CstWriter writer;

  if (change == NULL)
    {
      no (reply, "invalid_data", "An active Order Change is required to proceed");
      return;
    }

  cst_medusa_shop_remove (changes, change);
  cst_medusa_shop_remove (owners, owner);
  writer = cst_reply_begin (reply, 200);
  cst_writer_begin_object (&writer, NULL);
  cst_writer_bool (&writer, "deleted", TRUE);
  cst_writer_end_object (&writer);
}

static gboolean
cancel_parcel (CstMedusaShop *self,
               CstRequest    *request,
               const char    *id,
               CstReply      *reply)
{
  g_autoptr(JsonArray) owners = cst_medusa_shop_owners (self);

  for (guint i = 0; i < json_array_get_length (owners); i++)
    {
      JsonObject *goods = cst_json_opt_object (json_array_get_object_element (owners, i), "return");
      JsonArray *parcels = goods != NULL ? json_object_get_array_member (goods, "fulfillments") : NULL;
      JsonObject *parcel = cst_medusa_shop_find (parcels, "id", id);

      if (parcel == NULL)
        continue;
      if (cst_json_opt_text (parcel, "shipped_at") != NULL)
        {
          no (reply, "invalid_data", "Fulfillment already shipped");
          return TRUE;
        }
      cancel_now (self, parcel);
      cst_medusa_shop_touch (self, goods);
      cst_medusa_shop_tell (request, reply, "fulfillment", parcel);
      return TRUE;
    }

  return FALSE;
}

gboolean
cst_medusa_shop_cancel (CstMedusaShop *self,
                        CstRequest    *request,
                        CstReply      *reply)
{
  g_auto(GStrv) path = g_strsplit (request->path, "/", 6);
  gboolean is_drop = g_strv_length (path) == 6 && g_str_equal (path[5], "request") &&
                     g_str_equal (request->method, "DELETE");
  JsonArray *owners;
  JsonObject *object;

  /* "", medusa, admin, claims, ID, cancel */
  if (!is_drop && (g_strv_length (path) != 6 || !g_str_equal (path[5], "cancel")))
    return FALSE;
  if (g_str_equal (path[3], "fulfillments"))
    return cancel_parcel (self, request, path[4], reply);
  if (g_str_equal (path[3], "returns") && (object = cst_medusa_shop_return (self, path[4])) != NULL)
    {
      cancel_return (self, request, object, reply);
      return TRUE;
    }
  if (!g_str_equal (path[3], "claims") && !g_str_equal (path[3], "exchanges"))
    return FALSE;

  owners = g_str_equal (path[3], "claims") ? self->claims : self->exchanges;
  if (!(object = cst_medusa_shop_find (owners, "id", path[4])))
    cst_medusa_shop_fail (reply, 404, "not_found", "Claim with id was not found");
  else if (is_drop)
    drop (self, owners, object, reply);
  else
    cancel_owner (self, request, object, reply);

  return TRUE;
}
