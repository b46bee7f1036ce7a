/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"
#include "cst-marketplace.h"
#include "cst-medusa-wire.h"
#include "cst-util.h"
#include "cst-wire.h"

/* An order as the admin API gives it. Amounts stand twice there, as a number and as text beside it: the text is
 * read. What a claim sends out as a replacement is a line of the order too; it is none that was bought. */

static gint64
amount (JsonObject *object,
        const char *member,
        const char *currency)
{
  g_autofree char *raw_member = g_strconcat ("raw_", member, NULL);
  JsonObject *raw = cst_json_opt_object (object, raw_member);
  gint64 plain = cst_json_opt_amount (object, member, currency, 0);

  return raw != NULL ? cst_json_opt_amount (raw, "value", currency, plain) : plain;
}

static char *
dup_text (JsonObject *object,
          const char *member)
{
  const char *text = object != NULL ? cst_json_opt_string (object, member, NULL) : NULL;

  return cst_str_is_blank (text) ? NULL : g_strdup (text);
}

static char *
upper_code (JsonObject *object,
            const char *member)
{
  const char *text = object != NULL ? cst_json_opt_string (object, member, "") : "";

  return *text != '\0' ? g_ascii_strup (text, -1) : NULL;
}

static char *
full_name (JsonObject *person)
{
  g_autofree char *first = dup_text (person, "first_name");
  g_autofree char *last = dup_text (person, "last_name");

  if (first == NULL || last == NULL)
    return g_strdup (first != NULL ? first : last);

  return g_strconcat (first, " ", last, NULL);
}

static void
read_customer (CstOrder   *order,
               JsonObject *object)
{
  JsonObject *person = cst_json_opt_object (object, "customer");
  JsonObject *address = cst_json_opt_object (object, "shipping_address");
  CstCustomer *customer = &order->customer;
  g_autofree char *company = dup_text (person, "company_name");
  g_autofree char *name = full_name (person);
  g_autofree char *address_name = full_name (address);

  customer->id = dup_text (object, "customer_id");
  if (!cst_wire_id_is_valid (customer->id))
    {
      g_free (customer->id);
      customer->id = g_strdup (order->id);
    }
  if (company == NULL)
    company = dup_text (address, "company");
  if (name == NULL)
    name = g_steal_pointer (&address_name);

  customer->kind = company != NULL ? CST_CUSTOMER_RETAILER : CST_CUSTOMER_CONSUMER;
  customer->email = dup_text (object, "email");
  customer->name = g_strdup (company != NULL ? company : name != NULL ? name : customer->email);
  if (customer->name == NULL)
    customer->name = g_strdup (customer->id);
  if (company != NULL)
    customer->contact_name = g_steal_pointer (&name);
  customer->phone = dup_text (address, "phone");
  if (customer->phone == NULL)
    customer->phone = dup_text (person, "phone");
  customer->country = upper_code (address, "country_code");
  customer->city = dup_text (address, "city");
  customer->postal_code = dup_text (address, "postal_code");
  customer->street = dup_text (address, "address_1");
  customer->language = dup_text (object, "locale");
  if (customer->language != NULL && strlen (customer->language) > 2)
    customer->language[2] = '\0';
}

/**
 * cst_medusa_is_order_line:
 * @item: one of an order's items
 * @claims: (nullable): the order's claims
 *
 * Returns: whether it was bought, rather than sent in reply to a claim
 */
gboolean
cst_medusa_is_order_line (JsonObject *item,
                          JsonArray  *claims)
{
  const char *id = cst_json_opt_string (item, "id", "");

  for (guint i = 0; i < cst_json_array_length (claims); i++)
    {
      JsonObject *claim = cst_json_nth_object (claims, i);
      JsonArray *sent = claim != NULL ? cst_json_opt_array (claim, "additional_items") : NULL;

      for (guint j = 0; j < cst_json_array_length (sent); j++)
        {
          JsonObject *one = cst_json_nth_object (sent, j);

          if (one != NULL && g_str_equal (cst_json_opt_string (one, "item_id", ""), id))
            return FALSE;
        }
    }

  return TRUE;
}

static int
tax_rate_bp (JsonObject *item)
{
  JsonArray *lines = cst_json_opt_array (item, "tax_lines");
  gint64 rate = 0;

  for (guint i = 0; i < cst_json_array_length (lines); i++)
    {
      JsonObject *line = cst_json_nth_object (lines, i);

      /* A rate of 20 is 20 %: two decimals of it are our hundredths. */
      if (line != NULL)
        rate += amount (line, "rate", "EUR");
    }

  return (int) CLAMP (rate, 0, 100 * 100);
}

static char *
picture_of (CstOrder   *order,
            JsonObject *item)
{
  const char *url = cst_json_opt_string (item, "thumbnail", NULL);
  const char *order_part = strrchr (order->id, '_');
  const char *id = cst_json_opt_string (item, "id", "");
  const char *item_part = strrchr (id, '_');

  if (url == NULL || order_part == NULL || item_part == NULL)
    return NULL;

  return g_strdup_printf ("o%s.i%s", order_part + 1, item_part + 1);
}

/* What was sold: the totals there go down as goods come back. */
static void
add_line_amounts (CstOrder           *order,
                  const CstOrderLine *line,
                  JsonObject         *item)
{
  CstAmounts *amounts = &order->amounts;
  const char *currency = amounts->currency;
  gint64 with_tax = amount (item, "total", currency) + amount (item, "return_received_total", currency) +
                    amount (item, "return_dismissed_total", currency);
  gint64 tax = cst_tax_of (with_tax, line->tax_rate_bp, CST_TAX_INCLUDED);

  amounts->goods += amounts->tax_mode == CST_TAX_INCLUDED ? with_tax : with_tax - tax;
  amounts->tax += tax;
  amounts->total += with_tax;
}

static gboolean
read_line (CstOrder    *order,
           JsonObject  *item,
           GError     **error)
{
  JsonObject *detail = cst_json_opt_object (item, "detail");
  const char *id = cst_json_opt_string (item, "id", NULL);
  CstOrderLine *line;

  if (!cst_wire_id_is_valid (id))
    {
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED, "order.items.id: not an id");
      return FALSE;
    }

  line = cst_record_new (&cst_order_line_type);
  g_ptr_array_add (order->lines, line);
  line->id = g_strdup (id);
  line->sku = dup_text (item, "variant_sku");
  line->title = dup_text (item, "product_title");
  if (line->title == NULL)
    line->title = g_strdup (cst_json_opt_string (item, "title", id));
  line->variant = dup_text (item, "variant_title");
  line->picture = picture_of (order, item);
  line->quantity = cst_medusa_count (item, "quantity");
  line->delivered = MIN (line->quantity,
                         MAX (cst_medusa_count (detail, "delivered_quantity"),
                              cst_medusa_count (detail, "shipped_quantity")));
  line->unit_price = amount (item, "unit_price", order->amounts.currency);
  line->tax_rate_bp = tax_rate_bp (item);
  add_line_amounts (order, line, item);

  return TRUE;
}

static void
read_shipping_amounts (CstOrder   *order,
                       JsonObject *object)
{
  CstAmounts *amounts = &order->amounts;
  gint64 with_tax = amount (object, "shipping_total", amounts->currency);
  gint64 tax = amount (object, "shipping_tax_total", amounts->currency);

  amounts->shipping = amounts->tax_mode == CST_TAX_INCLUDED ? with_tax : with_tax - tax;
  amounts->tax += tax;
  amounts->total += with_tax;
}

/* Money that went back is one sum there: said with tax, its parts are not known. */
static void
read_refunded (CstOrder   *order,
               JsonObject *object)
{
  JsonObject *summary = cst_json_opt_object (object, "summary");
  gint64 total = summary != NULL ? amount (summary, "refunded_total", order->amounts.currency) : 0;

  order->refunded = (CstAmounts) { .tax_mode = CST_TAX_INCLUDED, .goods = total, .total = total };
  g_strlcpy (order->refunded.currency, order->amounts.currency, sizeof order->refunded.currency);
}

static void
read_shipment_lines (CstShipment *shipment,
                     JsonObject  *object)
{
  JsonArray *items = cst_json_opt_array (object, "items");

  for (guint i = 0; i < cst_json_array_length (items); i++)
    {
      JsonObject *item = cst_json_nth_object (items, i);
      CstLineQuantity *line;

      if (item == NULL)
        continue;
      line = cst_record_new (&cst_line_quantity_type);
      line->line = dup_text (item, "line_item_id");
      line->quantity = cst_medusa_count (item, "quantity");
      g_ptr_array_add (shipment->lines, line);
    }
}

static void
read_shipment (CstOrder   *order,
               JsonObject *object)
{
  JsonArray *labels = cst_json_opt_array (object, "labels");
  JsonObject *label = labels != NULL && json_array_get_length (labels) > 0 ? cst_json_nth_object (labels, 0) : NULL;
  CstShipment *shipment;

  if (cst_json_opt_string (object, "canceled_at", NULL) != NULL)
    return;

  shipment = cst_record_new (&cst_shipment_type);
  g_ptr_array_add (order->shipments, shipment);
  shipment->id = dup_text (object, "id");
  shipment->tracking_number = dup_text (label, "tracking_number");
  shipment->tracking_url = dup_text (label, "tracking_url");
  shipment->shipped_at = cst_json_opt_time (object, "shipped_at");
  shipment->delivered_at = cst_json_opt_time (object, "delivered_at");
  read_shipment_lines (shipment, object);
  order->shipped_at = MAX (order->shipped_at, shipment->shipped_at);
  order->delivered_at = MAX (order->delivered_at, shipment->delivered_at);
}

static CstOrderStatus
status_of (JsonObject *object)
{
  const char *status = cst_json_opt_string (object, "status", "");
  const char *sent = cst_json_opt_string (object, "fulfillment_status", "");
  const char *paid = cst_json_opt_string (object, "payment_status", "");

  if (g_str_equal (status, "canceled"))
    return CST_ORDER_CANCELLED;
  if (g_str_equal (status, "completed") || g_str_equal (status, "archived"))
    return CST_ORDER_COMPLETED;
  if (g_str_has_suffix (sent, "delivered"))
    return CST_ORDER_DELIVERED;
  if (g_str_has_suffix (sent, "shipped"))
    return CST_ORDER_SHIPPED;
  if (g_str_equal (paid, "not_paid") || g_str_equal (paid, "awaiting") || g_str_equal (paid, "requires_action"))
    return CST_ORDER_TO_CONFIRM;
  if (g_str_has_suffix (sent, "fulfilled"))
    return CST_ORDER_TO_SHIP;

  return CST_ORDER_UNKNOWN;
}

static gboolean
read_lines (CstOrder   *order,
            JsonArray  *items,
            JsonArray  *claims,
            GError    **error)
{
  for (guint i = 0; i < cst_json_array_length (items); i++)
    {
      JsonObject *item = cst_json_nth_object (items, i);

      if (item != NULL && cst_medusa_is_order_line (item, claims) && !read_line (order, item, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_with_tax (JsonArray *items)
{
  JsonObject *first = items != NULL && json_array_get_length (items) > 0 ? cst_json_nth_object (items, 0) : NULL;

  return first != NULL && cst_json_opt_bool (first, "is_tax_inclusive", FALSE);
}

/**
 * cst_medusa_read_order:
 * @object: with %CST_MEDUSA_ORDER_FIELDS
 * @claims: (nullable): its claims
 *
 * Returns: (transfer full): the order, or %NULL with %CST_MARKETPLACE_ERROR_MALFORMED
 */
CstOrder *
cst_medusa_read_order (JsonObject  *object,
                       JsonArray   *claims,
                       GError     **error)
{
  const char *id = cst_json_opt_string (object, "id", NULL);
  JsonArray *items = cst_json_opt_array (object, "items");
  JsonArray *sent = cst_json_opt_array (object, "fulfillments");
  g_autofree char *currency = upper_code (object, "currency_code");
  g_autoptr(CstOrder) order = NULL;

  if (!cst_wire_id_is_valid (id) || currency == NULL || strlen (currency) != 3)
    {
      g_set_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED, "order: %s",
                   cst_wire_id_is_valid (id) ? "currency_code" : "id");
      return NULL;
    }

  order = cst_order_new ();
  order->id = g_strdup (id);
  order->number = dup_text (object, "custom_display_id");
  if (order->number == NULL)
    order->number = g_strdup_printf ("%" G_GINT64_FORMAT, cst_json_opt_int (object, "display_id", 0));
  order->status = status_of (object);
  order->status_code = g_strdup (cst_json_opt_string (object, "fulfillment_status", ""));
  order->placed_at = cst_json_opt_time (object, "created_at");
  order->updated_at = cst_json_opt_time (object, "updated_at");
  g_strlcpy (order->amounts.currency, currency, sizeof order->amounts.currency);
  g_strlcpy (order->payout.currency, currency, sizeof order->payout.currency);
  read_customer (order, object);
  order->amounts.tax_mode = is_with_tax (items) ? CST_TAX_INCLUDED : CST_TAX_EXCLUDED;
  read_shipping_amounts (order, object);
  read_refunded (order, object);
  for (guint i = 0; i < cst_json_array_length (sent); i++)
    {
      JsonObject *one = cst_json_nth_object (sent, i);

      if (one != NULL)
        read_shipment (order, one);
    }
  if (order->status == CST_ORDER_COMPLETED)
    order->completed_at = order->updated_at;

  return read_lines (order, items, claims, error) ? g_steal_pointer (&order) : NULL;
}
