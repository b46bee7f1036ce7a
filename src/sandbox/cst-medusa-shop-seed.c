/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-json.h"
#include "cst-medusa-shop.h"
#include "cst-util.h"

/* Orders of two articles, paid and delivered; every second one has a claim that waits for a decision, and one in eight
 * an exchange that is under way. */

static const char order_text[] =
  "{\"status\":\"pending\",\"currency_code\":\"eur\",\"locale\":\"fr-FR\",\"payment_status\":\"captured\","
  "\"fulfillment_status\":\"delivered\",\"shipping_total\":12,\"raw_shipping_total\":{\"value\":\"12.00\"},"
  "\"shipping_tax_total\":2,\"canceled_at\":null,"
  "\"summary\":{\"refunded_total\":0,\"raw_refunded_total\":{\"value\":\"0\"},\"pending_difference\":0},"
  "\"shipping_address\":{\"address_1\":\"12 rue des Essais\",\"city\":\"Lyon\",\"postal_code\":\"69001\","
  "\"country_code\":\"fr\",\"phone\":\"+33400000000\"},"
  "\"payment_collections\":[{\"payments\":[{\"amount\":84,\"raw_amount\":{\"value\":\"84.00\"},"
  "\"captured_at\":\"2026-11-20T10:00:00.000Z\",\"refunds\":[]}]}],\"fulfillments\":[],\"items\":[]}";

static JsonObject *
new_item (CstMedusaShop *self,
          const char    *title,
          const char    *sku,
          int            price)
{
  g_autofree char *id = cst_medusa_shop_make_id (self, "ordli");
  g_autofree char *text =
    g_strdup_printf ("{\"id\":\"%s\",\"variant_id\":\"variant_%s\",\"product_title\":\"%s\",\"variant_sku\":\"%s\","
                     "\"quantity\":4,\"unit_price\":%d,\"raw_unit_price\":{\"value\":\"%d.00\"},"
                     "\"is_tax_inclusive\":false,\"total\":%d.%d,\"tax_lines\":[{\"rate\":20}],"
                     "\"detail\":{\"fulfilled_quantity\":4,\"shipped_quantity\":4,\"delivered_quantity\":4}}",
                     id, sku, title, sku, price, price, price * 48 / 10, price * 48 % 10);
  g_autoptr(JsonNode) node = json_from_string (text, NULL);

  return json_object_ref (json_node_get_object (node));
}

static void
add_parcel (CstMedusaShop *self,
            JsonObject    *order)
{
  g_autofree char *id = cst_medusa_shop_make_id (self, "ful");
  g_autofree char *text =
    g_strdup_printf ("{\"id\":\"%s\",\"shipped_at\":\"2026-11-20T12:00:00.000Z\","
                     "\"delivered_at\":\"2026-11-21T12:00:00.000Z\",\"canceled_at\":null,\"metadata\":null,"
                     "\"labels\":[{\"tracking_number\":\"6A%s\",\"tracking_url\":\"\",\"label_url\":\"\"}],"
                     "\"items\":[]}", id, id);
  g_autoptr(JsonNode) node = json_from_string (text, NULL);
  JsonArray *items = json_object_get_array_member (order, "items");
  JsonArray *packed = json_object_get_array_member (json_node_get_object (node), "items");

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "line_item_id",
                                     cst_json_opt_text (json_array_get_object_element (items, i), "id"));
      json_object_set_int_member (item, "quantity", 4);
      json_array_add_object_element (packed, item);
    }
  json_array_add_object_element (json_object_get_array_member (order, "fulfillments"),
                                 json_object_ref (json_node_get_object (node)));
}

static JsonObject *
add_order (CstMedusaShop *self,
           int            number)
{
  static const char *const names[] = { "Zoë", "Chiara", "Ana", "Noé" };
  g_autoptr(JsonNode) node = json_from_string (order_text, NULL);
  JsonObject *order = json_node_get_object (node);
  g_autofree char *id = cst_medusa_shop_make_id (self, "order");
  g_autofree char *payment = cst_medusa_shop_make_id (self, "pay");
  g_autofree char *moment = cst_medusa_shop_moment (self);
  JsonObject *customer = json_object_new ();
  JsonObject *collection = cst_json_nth_object (json_object_get_array_member (order, "payment_collections"), 0);

  json_object_set_string_member (order, "id", id);
  json_object_set_int_member (order, "display_id", number);
  json_object_set_string_member (order, "created_at", moment);
  json_object_set_string_member (order, "updated_at", moment);
  json_object_set_string_member (order, "customer_id", "cus_01S");
  json_object_set_string_member (order, "email", "client@example.test");
  json_object_set_string_member (customer, "first_name", names[number % (int) G_N_ELEMENTS (names)]);
  json_object_set_string_member (customer, "last_name", "Martin");
  json_object_set_object_member (order, "customer", customer);
  json_object_set_string_member (cst_json_nth_object (json_object_get_array_member (collection, "payments"), 0), "id",
                                 payment);
  json_array_add_object_element (json_object_get_array_member (order, "items"), new_item (self, "Bol", "BOL", 6));
  json_array_add_object_element (json_object_get_array_member (order, "items"), new_item (self, "Plat", "PLAT", 9));
  add_parcel (self, order);
  json_array_add_object_element (self->orders, json_object_ref (order));

  return order;
}

/* A draft, as somebody of the shop began it in the admin: made the way everything else is made. */
static void
add_claim (CstMedusaShop *self,
           JsonObject    *order)
{
  g_autofree char *begin = g_strdup_printf ("{\"order_id\":\"%s\",\"type\":\"replace\","
                                            "\"description\":\"Deux bols sont arrivés cassés.\"}",
                                            cst_json_opt_text (order, "id"));
  const char *item = cst_json_opt_text (cst_json_nth_object (json_object_get_array_member (order, "items"), 0), "id");
  g_autofree char *reported = g_strdup_printf ("{\"items\":[{\"id\":\"%s\",\"quantity\":2,"
                                               "\"reason\":\"production_failure\"}]}", item);
  const char *bodies[] = { begin, reported };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      guint n_claims = json_array_get_length (self->claims);
      g_autofree char *path =
        i == 0 ? g_strdup ("/medusa/admin/claims")
               : g_strdup_printf ("/medusa/admin/claims/%s/claim-items",
                                  cst_json_opt_text (json_array_get_object_element (self->claims, n_claims - 1), "id"));
      g_autoptr(GBytes) bytes = g_bytes_new_static ("", 0);
      g_autoptr(CstRequest) request = cst_request_new ("POST", path, NULL, bytes);
      g_autoptr(CstReply) reply = cst_reply_new ();
      g_autoptr(JsonNode) body = json_from_string (bodies[i], NULL);

      cst_medusa_shop_claim (self, request, json_node_get_object (body), reply);
    }
}

/* Confirmed in the admin: a bowl comes back, a plate is sent for it. */
static void
add_exchange (CstMedusaShop *self,
              JsonObject    *order)
{
  JsonArray *items = json_object_get_array_member (order, "items");
  const char *order_id = cst_json_opt_text (order, "id");
  const char *bowl = cst_json_opt_text (json_array_get_object_element (items, 0), "id");
  g_autofree char *id = cst_medusa_shop_make_id (self, "oexc");
  g_autofree char *goods = cst_medusa_shop_make_id (self, "return");
  g_autofree char *parcel = cst_medusa_shop_make_id (self, "ful");
  g_autofree char *line = cst_medusa_shop_make_id (self, "ordli");
  g_autofree char *change = cst_medusa_shop_make_id (self, "ordch");
  g_autofree char *now = cst_medusa_shop_moment (self);
  g_autofree char *exchange_text =
    g_strdup_printf ("{\"id\":\"%s\",\"order_id\":\"%s\",\"display_id\":1,\"created_at\":\"%s\",\"canceled_at\":null,"
                     "\"return_id\":\"%s\",\"additional_items\":[{\"id\":\"%s\",\"item_id\":\"%s\",\"quantity\":1}],"
                     "\"return\":{\"id\":\"%s\",\"order_id\":\"%s\",\"status\":\"requested\",\"requested_at\":\"%s\","
                     "\"updated_at\":\"%s\",\"created_at\":\"%s\",\"items\":[{\"id\":\"%s_i\",\"item_id\":\"%s\","
                     "\"quantity\":1,\"received_quantity\":0,"
                     "\"damaged_quantity\":0,\"reason\":{\"value\":\"wrong_size\","
                     "\"label\":\"Wrong size\"}}],\"fulfillments\":[{\"id\":\"%s\",\"canceled_at\":null,"
                     "\"shipped_at\":null,\"labels\":[]}]}}",
                     id, order_id, now, goods, line, line, goods, order_id, now, now, now, goods, bowl, parcel);
  g_autofree char *line_text =
    g_strdup_printf ("{\"id\":\"%s\",\"variant_id\":\"variant_PLAT\",\"title\":\"Plat\",\"quantity\":1,"
                     "\"unit_price\":9,\"total\":10.8,\"detail\":{\"fulfilled_quantity\":0}}", line);
  g_autofree char *change_text =
    g_strdup_printf ("{\"id\":\"%s\",\"change_type\":\"exchange\",\"exchange_id\":\"%s\",\"status\":\"confirmed\","
                     "\"description\":\"Plutôt un plat.\","
                     "\"created_at\":\"%s\",\"confirmed_at\":\"%s\",\"actions\":[]}",
                     change, id, now, now);

  json_array_add_element (self->exchanges, json_from_string (exchange_text, NULL));
  json_array_add_element (items, json_from_string (line_text, NULL));
  json_array_add_element (cst_medusa_shop_changes (self, order_id), json_from_string (change_text, NULL));
}

void
cst_medusa_shop_seed (CstMedusaShop *self,
                      int            n_orders)
{
  for (int i = 0; i < n_orders; i++)
    {
      JsonObject *order = add_order (self, i + 1);

      if (i % 2 == 0)
        add_claim (self, order);
      else if (i % 8 == 3)
        add_exchange (self, order);
    }
}
