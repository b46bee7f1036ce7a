/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"
#include "cst-mirakl-wire.h"
#include "cst-mirakl-words.h"
#include "cst-util.h"

static gint64
amount (JsonObject *object,
        const char *member,
        const char *currency)
{
  return cst_json_opt_amount (object, member, currency, 0);
}

static gint64
sum_of (JsonArray  *array,
        const char *member,
        const char *currency)
{
  gint64 sum = 0;

  for (guint i = 0; i < cst_json_array_length (array); i++)
    {
      JsonObject *one = cst_json_nth_object (array, i);

      if (one != NULL)
        sum += amount (one, member, currency);
    }

  return sum;
}

static char *
full_name (JsonObject *person)
{
  g_autofree char *first = cst_mirakl_text (person, "firstname");
  g_autofree char *last = cst_mirakl_text (person, "lastname");

  if (first == NULL || last == NULL)
    return g_strdup (first != NULL ? first : last);

  return g_strconcat (first, " ", last, NULL);
}

/* R16: no address to write to is taken over: the customer is written to in the order's threads, and the alias that an
 * order carries takes notices, not letters. */
static void
read_customer (CstOrder   *order,
               JsonObject *object)
{
  JsonObject *person = cst_json_opt_object (object, "customer");
  JsonObject *address = person != NULL ? cst_json_opt_object (person, "shipping_address") : NULL;
  JsonObject *organization = person != NULL ? cst_json_opt_object (person, "organization") : NULL;
  CstCustomer *customer = &order->customer;
  g_autofree char *id = cst_mirakl_code (person, "customer_id");
  g_autofree char *company = cst_mirakl_text (organization, "name");
  g_autofree char *name = full_name (person);
  g_autofree char *alpha3 = cst_mirakl_text (address, "country_iso_code");
  g_autofree char *locale = cst_mirakl_text (person, "locale");

  customer->id = cst_mirakl_id_of (id);
  if (customer->id == NULL)
    customer->id = g_strdup (order->id);
  customer->kind = company != NULL ? CST_CUSTOMER_RETAILER : CST_CUSTOMER_CONSUMER;
  customer->name = g_strdup (company != NULL ? company : name != NULL ? name : customer->id);
  if (company != NULL)
    customer->contact_name = g_steal_pointer (&name);
  customer->country = g_strdup (cst_mirakl_country (alpha3));
  customer->city = cst_mirakl_text (address, "city");
  customer->postal_code = cst_mirakl_text (address, "zip_code");
  customer->street = cst_mirakl_text (address, "street_1");
  customer->phone = cst_mirakl_text (address, "phone");
  if (locale != NULL && strlen (locale) >= 2)
    customer->language = g_ascii_strdown (locale, 2);
}

static gboolean
is_one_of (const char        *word,
           const char *const *words)
{
  return word != NULL && g_strv_contains (words, word);
}

static CstOrderStatus
status_of (JsonObject *object)
{
  static const char *const to_confirm[] = { "STAGING", "WAITING_ACCEPTANCE", "WAITING_DEBIT", "WAITING_DEBIT_PAYMENT",
                                            NULL };
  static const char *const over[] = { "REFUSED", "CANCELED", NULL };
  const char *state = cst_json_opt_string (object, "order_state", NULL);

  if (is_one_of (state, over))
    return CST_ORDER_CANCELLED;
  if (cst_json_opt_bool (object, "has_incident", FALSE))
    return CST_ORDER_PROBLEM_REPORTED;
  if (is_one_of (state, to_confirm))
    return CST_ORDER_TO_CONFIRM;
  if (g_strcmp0 (state, "SHIPPING") == 0)
    return CST_ORDER_TO_SHIP;
  if (g_strcmp0 (state, "SHIPPED") == 0 || g_strcmp0 (state, "TO_COLLECT") == 0)
    return CST_ORDER_SHIPPED;
  if (g_strcmp0 (state, "RECEIVED") == 0)
    return CST_ORDER_DELIVERED;

  return g_strcmp0 (state, "CLOSED") == 0 ? CST_ORDER_COMPLETED : CST_ORDER_UNKNOWN;
}

/* In hundredths of a percent: of one tax after the other, so that they add up. */
static int
tax_rate_bp (JsonArray *taxes)
{
  return (int) CLAMP (sum_of (taxes, "rate", "EUR"), 0, 100 * 100);
}

static char *
variant_of (JsonObject *line)
{
  g_autofree char *state = cst_mirakl_code (line, "offer_state_code");

  /* 11 is new everywhere; anything else is worth knowing. */
  return state != NULL && !g_str_equal (state, "11") ? cst_mirakl_text (line, "description") : NULL;
}

/**
 * cst_mirakl_picture_url:
 *
 * Returns: (transfer full) (nullable): where a line's picture lies: a path of the instance, or a whole address
 */
char *
cst_mirakl_picture_url (JsonObject *line)
{
  static const char *const sizes[] = { "MEDIUM", "SMALL", "LARGE" };
  JsonArray *medias = cst_json_opt_array (line, "product_medias");

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      for (guint j = 0; j < cst_json_array_length (medias); j++)
        {
          JsonObject *media = cst_json_nth_object (medias, j);
          g_autofree char *url = cst_mirakl_text (media, "media_url");

          if (url == NULL || g_strcmp0 (cst_json_opt_string (media, "type", NULL), sizes[i]) != 0)
            continue;
          if (*url == '/' || strstr (url, "://") != NULL)
            return g_steal_pointer (&url);

          return g_strconcat ("/", url, NULL);
        }
    }

  return NULL;
}

static gboolean
has_arrived (JsonObject *line)
{
  static const char *const states[] = { "SHIPPED", "TO_COLLECT", "RECEIVED", "CLOSED", "REFUNDED",
                                        CST_MIRAKL_INCIDENT_OPEN, NULL };

  return is_one_of (cst_json_opt_string (line, "order_line_state", NULL), states);
}

static void
add_line_amounts (CstOrder   *order,
                  JsonObject *object)
{
  const char *currency = order->amounts.currency;
  JsonArray *refunds = cst_json_opt_array (object, "refunds");

  order->amounts.tax += sum_of (cst_json_opt_array (object, "taxes"), "amount", currency) +
                        sum_of (cst_json_opt_array (object, "shipping_taxes"), "amount", currency);
  for (guint i = 0; i < cst_json_array_length (refunds); i++)
    {
      JsonObject *refund = cst_json_nth_object (refunds, i);

      if (refund == NULL)
        continue;
      order->refunded.goods += amount (refund, "amount", currency);
      order->refunded.shipping += amount (refund, "shipping_amount", currency);
      order->refunded.tax += sum_of (cst_json_opt_array (refund, "taxes"), "amount", currency) +
                             sum_of (cst_json_opt_array (refund, "shipping_taxes"), "amount", currency);
    }
}

/* “url.PATH” where the path is short enough for an id, else “pic.INDEX.ORDER”, which costs a question more. */
static char *
picture_id (const CstOrder *order,
            const char     *url,
            guint           index)
{
  g_autofree char *path = cst_mirakl_id_of (url);

  if (path != NULL)
    return g_strconcat ("url.", path, NULL);

  return url != NULL && strlen (order->id) <= 50 ? g_strdup_printf ("pic.%u.%s", index, order->id) : NULL;
}

static gboolean
read_line (CstOrder    *order,
           JsonObject  *object,
           guint        index,
           GError     **error)
{
  g_autofree char *theirs = cst_mirakl_code (object, "order_line_id");
  g_autofree char *id = cst_mirakl_id_of (theirs);
  g_autofree char *picture = cst_mirakl_picture_url (object);
  JsonArray *cancelled = cst_json_opt_array (object, "cancelations");
  CstOrderLine *line;

  if (id == NULL)
    {
      g_set_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED, "order_lines[%u].order_line_id",
                   index);
      return FALSE;
    }

  line = cst_record_new (&cst_order_line_type);
  g_ptr_array_add (order->lines, line);
  line->id = g_steal_pointer (&id);
  line->sku = cst_mirakl_code (object, "offer_sku");
  line->title = cst_mirakl_text (object, "product_title");
  if (line->title == NULL)
    line->title = g_strdup (line->sku != NULL ? line->sku : line->id);
  line->variant = variant_of (object);
  line->picture = picture_id (order, picture, index);
  line->quantity = cst_mirakl_count (object, "quantity");
  line->delivered = has_arrived (object) ? line->quantity : 0;
  for (guint i = 0; i < cst_json_array_length (cancelled); i++)
    line->delivered = MAX (line->delivered - cst_mirakl_count (cst_json_nth_object (cancelled, i), "quantity"), 0);
  line->unit_price = amount (object, "price_unit", order->amounts.currency);
  if (line->unit_price == 0 && line->quantity > 0)
    line->unit_price = amount (object, "price", order->amounts.currency) / line->quantity;
  line->tax_rate_bp = tax_rate_bp (cst_json_opt_array (object, "taxes"));
  order->shipped_at = MAX (order->shipped_at, cst_json_opt_time (object, "shipped_date"));
  order->delivered_at = MAX (order->delivered_at, cst_json_opt_time (object, "received_date"));
  add_line_amounts (order, object);

  return TRUE;
}

static void
read_shipment (CstOrder   *order,
               JsonObject *object)
{
  CstShipment *shipment;

  if (order->shipped_at == 0)
    return;

  shipment = cst_record_new (&cst_shipment_type);
  g_ptr_array_add (order->shipments, shipment);
  shipment->id = g_strdup ("1");
  shipment->carrier = cst_mirakl_text (object, "shipping_company");
  if (shipment->carrier == NULL)
    shipment->carrier = cst_mirakl_code (object, "shipping_carrier_code");
  shipment->tracking_number = cst_mirakl_code (object, "shipping_tracking");
  shipment->tracking_url = cst_mirakl_text (object, "shipping_tracking_url");
  shipment->shipped_at = order->shipped_at;
  shipment->delivered_at = order->delivered_at;
  for (guint i = 0; i < order->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (order->lines, i);
      CstLineQuantity *sent = cst_record_new (&cst_line_quantity_type);

      sent->line = g_strdup (line->id);
      sent->quantity = line->quantity;
      g_ptr_array_add (shipment->lines, sent);
    }
}

static void
finish_amounts (CstOrder   *order,
                JsonObject *object)
{
  CstAmounts *amounts = &order->amounts;
  CstAmounts *refunded = &order->refunded;

  amounts->goods = amount (object, "price", amounts->currency);
  amounts->shipping = amount (object, "shipping_price", amounts->currency);
  amounts->total = amounts->goods + amounts->shipping;
  refunded->total = refunded->goods + refunded->shipping;
  if (amounts->tax_mode == CST_TAX_EXCLUDED)
    {
      amounts->total += amounts->tax;
      refunded->total += refunded->tax;
    }
}

/**
 * cst_mirakl_changed_at:
 * @object: an order or a line of it
 *
 * Returns: when it last changed, in milliseconds: the latest of its own date, its lines' and their refunds', since it
 *   is not said which changes move which
 */
gint64
cst_mirakl_changed_at (JsonObject *object)
{
  JsonArray *lines = cst_json_opt_array (object, "order_lines");
  JsonArray *refunds = cst_json_opt_array (object, "refunds");
  gint64 at = cst_mirakl_moment (object, "last_updated_date");

  for (guint i = 0; i < cst_json_array_length (lines); i++)
    {
      JsonObject *line = cst_json_nth_object (lines, i);

      if (line != NULL)
        at = MAX (at, cst_mirakl_changed_at (line));
    }
  for (guint i = 0; i < cst_json_array_length (refunds); i++)
    at = MAX (at, cst_mirakl_moment (cst_json_nth_object (refunds, i), "created_date"));

  return at;
}

/**
 * cst_mirakl_read_order:
 * @object: one of OR11's orders
 *
 * Returns: (transfer full): the order, or %NULL with %CST_MARKETPLACE_ERROR_MALFORMED
 */
CstOrder *
cst_mirakl_read_order (JsonObject  *object,
                       GError     **error)
{
  g_autofree char *number = cst_mirakl_code (object, "order_id");
  g_autofree char *id = cst_mirakl_id_of (number);
  const char *currency = cst_json_opt_string (object, "currency_iso_code", NULL);
  JsonArray *lines = cst_json_opt_array (object, "order_lines");
  g_autoptr(CstOrder) order = NULL;

  if (id == NULL || currency == NULL || strlen (currency) != 3)
    {
      g_set_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED, "order: %s",
                   id == NULL ? "order_id" : "currency_iso_code");
      return NULL;
    }

  order = cst_order_new ();
  order->id = g_steal_pointer (&id);
  order->number = g_steal_pointer (&number);
  order->status = status_of (object);
  order->status_code = cst_mirakl_text (object, "order_state");
  order->placed_at = cst_json_opt_time (object, "created_date");
  order->confirmed_at = cst_json_opt_time (object, "acceptance_decision_date");
  order->promised_ship_at = cst_json_opt_time (object, "shipping_deadline");
  order->updated_at = cst_mirakl_seconds (cst_mirakl_changed_at (object));
  g_strlcpy (order->amounts.currency, currency, sizeof order->amounts.currency);
  g_strlcpy (order->refunded.currency, currency, sizeof order->refunded.currency);
  g_strlcpy (order->payout.currency, currency, sizeof order->payout.currency);
  order->amounts.tax_mode = g_strcmp0 (cst_json_opt_string (object, "order_tax_mode", NULL), "TAX_EXCLUDED") == 0
                            ? CST_TAX_EXCLUDED : CST_TAX_INCLUDED;
  order->refunded.tax_mode = order->amounts.tax_mode;
  read_customer (order, object);
  for (guint i = 0; i < cst_json_array_length (lines); i++)
    {
      JsonObject *line = cst_json_nth_object (lines, i);

      if (line != NULL && !read_line (order, line, i, error))
        return NULL;
    }
  finish_amounts (order, object);
  read_shipment (order, object);
  if (order->status == CST_ORDER_COMPLETED)
    order->completed_at = order->updated_at;

  return g_steal_pointer (&order);
}
