/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea-wire.h"

#include <string.h>

#include "cst-marketplace.h"
#include "cst-util.h"

/* Where a parcel is, by the order's finer status; the others say nothing of it. */
static const struct
{
  const char       *word;
  CstDeliveryPhase  phase;
} phases[] = {
  { "CREATING", CST_PHASE_ANNOUNCED },
  { "PENDING", CST_PHASE_ANNOUNCED },
  { "PENDING_SUPPLIER", CST_PHASE_ANNOUNCED },
  { "PICKING", CST_PHASE_ANNOUNCED },
  { "PACKED", CST_PHASE_ANNOUNCED },
  { "AWAITING_PICKUP", CST_PHASE_ANNOUNCED },
  { "SHIPPED", CST_PHASE_IN_TRANSIT },
  { "OUT_FOR_DELIVERY", CST_PHASE_OUT_FOR_DELIVERY },
  { "DELIVERY_ATTEMPTED", CST_PHASE_ATTEMPTED },
  { "DELIVERED", CST_PHASE_DELIVERED },
  { "PAID", CST_PHASE_DELIVERED },
  { "REFUSED", CST_PHASE_RETURNING },
  { "LOST_DAMAGED", CST_PHASE_LOST },
  { "REFUSED_LOST_DAMAGED", CST_PHASE_LOST },
  { "DELIVERY_EXCEPTION", CST_PHASE_HELD },
};

static const struct
{
  const char     *word;
  CstOrderStatus  status;
} statuses[] = {
  { "DRAFT", CST_ORDER_TO_CONFIRM },
  { "PENDING", CST_ORDER_TO_CONFIRM },
  { "CONFIRMED", CST_ORDER_TO_SHIP },
  { "PROCESSING", CST_ORDER_TO_SHIP },
  { "SHIPPING", CST_ORDER_SHIPPED },
  { "DELIVERED", CST_ORDER_DELIVERED },
  { "FINISH", CST_ORDER_COMPLETED },
};

static CstDeliveryPhase
phase_of (const CstDropeaOrder *self)
{
  if (g_strcmp0 (self->status, "FINISH") == 0 && g_strcmp0 (self->sub_status, "REFUSED") == 0)
    return CST_PHASE_RETURNED;

  for (gsize i = 0; i < G_N_ELEMENTS (phases); i++)
    {
      if (g_strcmp0 (self->sub_status, phases[i].word) == 0)
        return phases[i].phase;
    }

  return g_strcmp0 (self->status, "DELIVERED") == 0 ? CST_PHASE_DELIVERED : CST_PHASE_UNKNOWN;
}

static CstOrderStatus
status_of (const CstDropeaOrder *self)
{
  if (g_strcmp0 (self->sub_status, "CANCELLED") == 0 || g_strcmp0 (self->sub_status, "REJECTED") == 0)
    return CST_ORDER_CANCELLED;

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      if (g_strcmp0 (self->status, statuses[i].word) == 0)
        return statuses[i].status;
    }

  return CST_ORDER_UNKNOWN;
}

/* By the customer's country: what they are written to in, until somebody knows better. */
static const char *
language_of (const char *country)
{
  static const char *const languages[][2] = {
    { "ES", "es" }, { "PT", "pt" }, { "IT", "it" }, { "FR", "fr" }, { "DE", "de" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      if (g_strcmp0 (country, languages[i][0]) == 0)
        return languages[i][1];
    }

  return NULL;
}

static void
read_customer (JsonObject     *object,
               CstDropeaOrder *self)
{
  static const char *const emails[] = { "email", NULL };
  JsonObject *customer = cst_json_opt_object (object, "customer");
  JsonObject *address = cst_json_opt_object (object, "shipping_address");
  CstCustomer *kept = &self->order->customer;
  g_autofree char *id = customer != NULL ? cst_dropea_id (customer, "id") : NULL;
  CstAddress person = { 0 };

  if (address == NULL && customer != NULL)
    address = cst_json_opt_object (customer, "address");
  cst_dropea_address (customer, &person);
  cst_dropea_address (address != NULL ? address : customer, &self->recipient);
  if (self->recipient.name == NULL)
    cst_set_str (&self->recipient.name, person.name);
  if (self->recipient.phone == NULL)
    cst_set_str (&self->recipient.phone, person.phone);

  kept->id = id != NULL ? g_steal_pointer (&id) : g_strconcat ("order-", self->order->id, NULL);
  kept->name = g_strdup (person.name != NULL ? person.name : self->recipient.name);
  if (kept->name == NULL)
    kept->name = g_strdup (self->order->number);
  kept->kind = CST_CUSTOMER_CONSUMER;
  kept->country = g_strdup (self->recipient.country);
  kept->language = g_strdup (language_of (kept->country));
  kept->city = g_strdup (self->recipient.city);
  kept->postal_code = g_strdup (self->recipient.postal_code);
  kept->street = g_strdup (self->recipient.street);
  kept->phone = g_strdup (self->recipient.phone);
  kept->email = g_strdup (cst_dropea_text (customer, emails));
  cst_record_clear (&cst_address_type, &person);
}

static CstOrderLine *
read_line (JsonObject     *item,
           guint           index,
           CstDropeaOrder *self)
{
  static const char *const titles[] = { "name", "title", NULL };
  static const char *const skus[] = { "sku", NULL };
  static const char *const variants[] = { "variant", NULL };
  static const char *const prices[] = { "price", "unit_price", NULL };
  JsonObject *product = cst_json_opt_object (item, "product");
  CstOrderLine *line = cst_record_new (&cst_order_line_type);
  const char *title = cst_dropea_text (item, titles);
  const char *sku = cst_dropea_text (item, skus);

  line->id = cst_dropea_id (item, "id");
  if (line->id == NULL)
    line->id = g_strdup_printf ("%u", index + 1);
  line->title = g_strdup (title != NULL ? title : cst_dropea_text (product, titles));
  line->sku = g_strdup (sku != NULL ? sku : cst_dropea_text (product, skus));
  line->variant = g_strdup (cst_dropea_text (item, variants));
  line->quantity = (int) CLAMP (cst_json_opt_int (item, "quantity", 1), 0, 100000);
  line->delivered = self->phase == CST_PHASE_DELIVERED ? line->quantity : 0;
  if (line->title == NULL)
    line->title = g_strdup (line->sku != NULL ? line->sku : line->id);
  if (!cst_dropea_amount (item, prices, self->order->amounts.currency, &line->unit_price))
    cst_dropea_amount (product, prices, self->order->amounts.currency, &line->unit_price);
  line->unit_price = MIN (line->unit_price, CST_MONEY_LIMIT / MAX (line->quantity, 1) - 1);

  return line;
}

static void
read_lines (JsonObject     *object,
            CstDropeaOrder *self)
{
  JsonArray *items = cst_json_opt_array (object, "items");

  if (items == NULL)
    items = cst_json_opt_array (object, "products");
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonNode *node = json_array_get_element (items, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        g_ptr_array_add (self->order->lines, read_line (json_node_get_object (node), i, self));
    }
}

/* Prices are what the customer pays. */
static void
read_amounts (JsonObject     *object,
              CstDropeaOrder *self)
{
  static const char *const totals[] = { "total", "total_amount", "total_price", NULL };
  static const char *const fees[] = { "shipping_cost", "shipping_price", NULL };
  static const char *const cods[] = { "cod_amount", "cash_on_delivery_amount", NULL };
  static const char *const ways[] = { "payment_method", "payment_type", NULL };
  CstAmounts *amounts = &self->order->amounts;
  const char *way = cst_dropea_text (object, ways);

  amounts->tax_mode = CST_TAX_INCLUDED;
  for (guint i = 0; i < self->order->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (self->order->lines, i);

      amounts->goods = MIN (amounts->goods + line->unit_price * line->quantity, CST_MONEY_LIMIT - 1);
    }
  cst_dropea_amount (object, fees, amounts->currency, &amounts->shipping);
  if (!cst_dropea_amount (object, totals, amounts->currency, &amounts->total))
    amounts->total = MIN (amounts->goods + amounts->shipping, CST_MONEY_LIMIT - 1);
  self->order->refunded.tax_mode = amounts->tax_mode;

  if (!cst_dropea_amount (object, cods, amounts->currency, &self->cod) &&
      (g_strcmp0 (way, "COD") == 0 || g_strcmp0 (way, "CASH_ON_DELIVERY") == 0 ||
       cst_json_opt_bool (object, "is_cod", FALSE)))
    self->cod = amounts->total;
}

static void
read_tracking (JsonObject     *object,
               CstDropeaOrder *self)
{
  static const char *const numbers[] = { "tracking_number", "tracking_code", "number", NULL };
  static const char *const urls[] = { "tracking_url", "url", NULL };
  static const char *const carriers[] = { "carrier", "carrier_name", NULL };
  JsonObject *tracking = cst_json_opt_object (object, "tracking");
  const char *number = cst_dropea_text (tracking != NULL ? tracking : object, numbers);
  const char *carrier = cst_dropea_text (tracking, carriers);
  CstShipment *shipment;

  if (number == NULL)
    return;

  shipment = cst_record_new (&cst_shipment_type);
  shipment->id = g_strdup ("1");
  shipment->tracking_number = g_strdup (number);
  shipment->tracking_url = g_strdup (cst_dropea_text (tracking != NULL ? tracking : object, urls));
  self->tracking_url = g_strdup (shipment->tracking_url);
  shipment->carrier = g_strdup (carrier != NULL ? carrier : cst_dropea_text (object, carriers));
  shipment->shipped_at = self->order->shipped_at;
  shipment->delivered_at = self->order->delivered_at;
  g_ptr_array_add (self->order->shipments, shipment);
}

static void
read_currency (JsonObject     *object,
               CstDropeaOrder *self)
{
  const char *currency = cst_json_opt_string (object, "currency", "EUR");
  gboolean is_code = strlen (currency) == 3 && strspn (currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;

  g_strlcpy (self->order->amounts.currency, is_code ? currency : "EUR", sizeof self->order->amounts.currency);
  g_strlcpy (self->order->refunded.currency, self->order->amounts.currency, sizeof self->order->refunded.currency);
  g_strlcpy (self->order->payout.currency, self->order->amounts.currency, sizeof self->order->payout.currency);
}

/**
 * cst_dropea_order_read:
 *
 * Returns: (transfer full): the order; without an id it is none
 */
CstDropeaOrder *
cst_dropea_order_read (JsonObject  *object,
                       GError     **error)
{
  static const char *const numbers[] = { "external_order_id", "number", "reference", NULL };
  g_autoptr(CstDropeaOrder) self = g_new0 (CstDropeaOrder, 1);
  CstOrder *order = self->order = cst_order_new ();
  const char *number = cst_dropea_text (object, numbers);

  cst_record_init (&cst_address_type, &self->recipient);
  if (!(order->id = cst_dropea_id (object, "id")))
    {
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED, "order.id: missing");
      return NULL;
    }

  self->status = g_strdup (cst_json_opt_string (object, "status", NULL));
  self->sub_status = g_strdup (cst_json_opt_string (object, "sub_status", NULL));
  self->phase = phase_of (self);
  self->mark = cst_dropea_mark (object);
  order->number = g_strdup (number != NULL ? number : order->id);
  order->status = status_of (self);
  order->status_code = g_strdup (self->sub_status != NULL ? self->sub_status : self->status);
  order->placed_at = cst_dropea_time (object, "created_at");
  order->confirmed_at = cst_dropea_time (object, "confirmed_at");
  order->shipped_at = cst_dropea_time (object, "shipped_at");
  order->delivered_at = cst_dropea_time (object, "delivered_at");
  order->updated_at = cst_dropea_time (object, "updated_at");
  read_currency (object, self);
  read_customer (object, self);
  read_lines (object, self);
  read_amounts (object, self);
  read_tracking (object, self);
  self->id = g_strdup (order->id);
  self->language = g_strdup (order->customer.language);
  g_strlcpy (self->currency, order->amounts.currency, sizeof self->currency);
  self->delivered_at = order->delivered_at;
  self->updated_at = order->updated_at;

  return g_steal_pointer (&self);
}

void
cst_dropea_order_free (CstDropeaOrder *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_clear_pointer (&self->order, cst_order_free);
  g_free (self->language);
  g_free (self->tracking_url);
  g_free (self->status);
  g_free (self->sub_status);
  cst_record_clear (&cst_address_type, &self->recipient);
  g_free (self);
}
