/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-mirakl.h"

#include <string.h>

#include "cst-world-catalogue.h"

#define CHANNEL "B2C"

/* In UTC, the milliseconds only when there are some. */
void
cst_mirakl_write_moment (CstWriter  *writer,
                         const char *member,
                         gint64      moment)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (moment / 1000);
  g_autofree char *seconds = g_date_time_format (date, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *text = moment % 1000 != 0 ? g_strdup_printf ("%s.%03dZ", seconds, (int) (moment % 1000))
                                             : g_strconcat (seconds, "Z", NULL);

  cst_writer_string (writer, member, text);
}

static void
write_opt_moment (CstWriter  *writer,
                  const char *member,
                  gint64      moment)
{
  if (moment != 0)
    cst_mirakl_write_moment (writer, member, moment);
}

void
cst_mirakl_write_amount (CstWriter  *writer,
                         const char *member,
                         gint64      cents)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", cents / 100, (int) (cents % 100));

  cst_writer_raw (writer, member, text, strlen (text));
}

static void
write_taxes (CstWriter  *writer,
             const char *member,
             gint64      amount,
             gboolean    is_of_line)
{
  cst_writer_begin_array (writer, member);
  if (amount > 0)
    {
      cst_writer_begin_object (writer, NULL);
      cst_writer_string (writer, "code", "TVA20");
      cst_mirakl_write_amount (writer, "amount", amount);
      cst_mirakl_write_amount (writer, "rate", 2000);
      if (is_of_line)
        cst_writer_string (writer, "tax_calculation_rule", "PROPORTIONAL_TO_AMOUNT");
      cst_writer_end_object (writer);
    }
  cst_writer_end_array (writer);
}

static void
write_refund (CstWriter             *writer,
              const CstMiraklRefund *refund)
{
  g_autofree char *id = g_strdup_printf ("%d", refund->number);
  g_autofree char *group = g_strdup_printf ("%d", refund->number + 500000);
  const char *state = refund->is_paid ? "REFUNDED" : "WAITING_REFUND";

  cst_writer_begin_object (writer, NULL);
  cst_writer_string (writer, "id", id);
  cst_writer_string (writer, "order_refund_id", group);
  cst_mirakl_write_amount (writer, "amount", refund->goods);
  cst_mirakl_write_amount (writer, "shipping_amount", refund->shipping);
  cst_writer_int (writer, "quantity", refund->quantity);
  cst_writer_string (writer, "reason_code", refund->reason);
  cst_writer_string (writer, "refund_state", state);
  cst_writer_string (writer, "state", state);
  cst_mirakl_write_moment (writer, "created_date", refund->at);
  write_opt_moment (writer, "transaction_date", refund->paid_at);
  cst_mirakl_write_amount (writer, "commission_amount", 0);
  cst_mirakl_write_amount (writer, "commission_tax_amount", 0);
  cst_mirakl_write_amount (writer, "commission_total_amount", 0);
  cst_writer_begin_array (writer, "commission_taxes");
  cst_writer_end_array (writer);
  write_taxes (writer, "taxes", refund->tax, FALSE);
  write_taxes (writer, "shipping_taxes", refund->shipping_tax, FALSE);
  cst_writer_end_object (writer);
}

static void
write_media (CstWriter  *writer,
             const char *picture,
             const char *type)
{
  g_autofree char *url = g_strdup_printf ("/media/product/image/%s", picture);

  cst_writer_begin_object (writer, NULL);
  cst_writer_string (writer, "media_url", url);
  cst_writer_string (writer, "mime_type", "JPEG");
  cst_writer_string (writer, "type", type);
  cst_writer_end_object (writer);
}

static void
write_line_state (CstWriter                *writer,
                  const CstMiraklOrder     *order,
                  const CstMiraklOrderLine *line)
{
  const CstMiraklReason *reason = cst_mirakl_reason ("INCIDENT_OPEN", line->reason);

  cst_writer_string (writer, "order_line_state", line->state);
  cst_writer_opt_string (writer, "order_line_state_reason_code", line->reason);
  if (reason != NULL)
    cst_writer_string (writer, "order_line_state_reason_label", reason->label);
  cst_writer_bool (writer, "can_refund", order->received_at != 0 && line->refunds->len == 0);
  cst_mirakl_write_moment (writer, "created_date", order->created_at);
  cst_mirakl_write_moment (writer, "last_updated_date", line->updated_at);
  write_opt_moment (writer, "shipped_date", order->shipped_at);
  write_opt_moment (writer, "received_date", order->received_at);
}

static void
write_line_money (CstWriter                *writer,
                  const CstMiraklOrder     *order,
                  const CstMiraklOrderLine *line)
{
  cst_writer_int (writer, "quantity", line->quantity);
  cst_mirakl_write_amount (writer, "price_unit", line->price / line->quantity);
  cst_mirakl_write_amount (writer, "price", line->price);
  cst_mirakl_write_amount (writer, "shipping_price", line->shipping);
  cst_mirakl_write_amount (writer, "total_price", line->price + line->shipping);
  cst_mirakl_write_amount (writer, "commission_fee", line->price / 10);
  cst_mirakl_write_amount (writer, "commission_rate_vat", 2000);
  cst_mirakl_write_amount (writer, "commission_vat", line->price / 50);
  cst_mirakl_write_amount (writer, "total_commission", line->price / 10 + line->price / 50);
  write_taxes (writer, "taxes", order->is_taxed ? (line->price * 20 + 50) / 100 : 0, TRUE);
  write_taxes (writer, "shipping_taxes", order->is_taxed ? (line->shipping * 20 + 50) / 100 : 0, TRUE);
  cst_writer_begin_array (writer, "refunds");
  for (guint i = 0; i < line->refunds->len; i++)
    write_refund (writer, g_ptr_array_index (line->refunds, i));
  cst_writer_end_array (writer);
  cst_writer_begin_array (writer, "cancelations");
  cst_writer_end_array (writer);
}

static void
write_line (CstWriter            *writer,
            const CstMiraklOrder *order,
            int                   index)
{
  const CstMiraklOrderLine *line = &order->lines[index];
  g_autofree char *id = cst_mirakl_line_id (order, index);

  cst_writer_begin_object (writer, NULL);
  cst_writer_string (writer, "order_line_id", id);
  cst_writer_int (writer, "order_line_index", index + 1);
  cst_writer_int (writer, "offer_id", 90000 + order->index * 2 + index);
  cst_writer_string (writer, "offer_sku", line->article->sku);
  cst_writer_string (writer, "offer_state_code", "11");
  cst_writer_string (writer, "product_sku", line->article->sku);
  cst_writer_string (writer, "product_title", line->article->title);
  cst_writer_string (writer, "category_code", "maison");
  cst_writer_string (writer, "category_label", "Maison");
  cst_writer_string (writer, "description", line->article->variant != NULL ? line->article->variant : "");
  cst_writer_begin_array (writer, "order_line_additional_fields");
  cst_writer_end_array (writer);
  cst_writer_begin_array (writer, "product_medias");
  write_media (writer, line->article->picture, "SMALL");
  write_media (writer, line->article->picture, "MEDIUM");
  cst_writer_end_array (writer);
  write_line_state (writer, order, line);
  write_line_money (writer, order, line);
  cst_writer_end_object (writer);
}

static void
write_address (CstWriter              *writer,
               const char             *member,
               const CstWorldCustomer *customer)
{
  g_auto(GStrv) names = g_strsplit (customer->contact, " ", 2);

  cst_writer_begin_object (writer, member);
  cst_writer_string (writer, "firstname", names[0]);
  cst_writer_string (writer, "lastname", names[1] != NULL ? names[1] : names[0]);
  cst_writer_string (writer, "street_1", customer->street);
  cst_writer_string (writer, "zip_code", customer->postal_code);
  cst_writer_string (writer, "city", customer->city);
  cst_writer_string (writer, "country", "France");
  cst_writer_string (writer, "country_iso_code", "FRA");
  cst_writer_end_object (writer);
}

static void
write_customer (CstWriter            *writer,
                const CstMiraklOrder *order)
{
  const CstWorldCustomer *customer = cst_world_customer (order->customer);
  g_auto(GStrv) names = g_strsplit (customer->contact, " ", 2);
  g_autofree char *id = g_strdup_printf ("c-%d", 501 + order->customer);

  cst_writer_begin_object (writer, "customer");
  cst_writer_string (writer, "customer_id", id);
  cst_writer_string (writer, "firstname", names[0]);
  cst_writer_string (writer, "lastname", names[1] != NULL ? names[1] : names[0]);
  cst_writer_string (writer, "locale", "fr_FR");
  write_address (writer, "billing_address", customer);
  write_address (writer, "shipping_address", customer);
  cst_writer_end_object (writer);
}

static void
write_order_money (CstWriter            *writer,
                   const CstMiraklOrder *order)
{
  gint64 price = 0;
  gint64 shipping = 0;

  for (int i = 0; i < order->n_lines; i++)
    {
      price += order->lines[i].price;
      shipping += order->lines[i].shipping;
    }

  cst_writer_string (writer, "currency_iso_code", "EUR");
  cst_writer_string (writer, "order_tax_mode", order->is_taxed ? "TAX_EXCLUDED" : "TAX_INCLUDED");
  cst_mirakl_write_amount (writer, "price", price);
  cst_mirakl_write_amount (writer, "shipping_price", shipping);
  cst_mirakl_write_amount (writer, "total_price", price + shipping);
  cst_mirakl_write_amount (writer, "total_commission", price / 10);
  cst_writer_string (writer, "paymentType", "CARD");
  cst_writer_string (writer, "payment_type", "CARD");
}

static void
write_shipping (CstWriter            *writer,
                const CstMiraklOrder *order)
{
  g_autofree char *number = g_strdup_printf ("6A%011d", 21000 + order->index);
  g_autofree char *url = g_strdup_printf ("https://tracking.example/%s", number);

  cst_writer_string (writer, "shipping_type_code", "STD");
  cst_writer_string (writer, "shipping_type_label", "Standard");
  cst_writer_string (writer, "shipping_zone_code", "FR");
  cst_writer_string (writer, "shipping_zone_label", "France");
  cst_writer_int (writer, "leadtime_to_ship", 2);
  if (order->shipped_at == 0)
    return;

  cst_writer_string (writer, "shipping_company", "Colissimo");
  cst_writer_string (writer, "shipping_tracking", number);
  cst_writer_string (writer, "shipping_tracking_url", url);
}

void
cst_mirakl_write_order (CstWriter            *writer,
                        const CstMiraklOrder *order)
{
  g_autofree char *id = cst_mirakl_order_id (order);
  g_autofree char *basket = g_strndup (id, strlen (id) - 2);
  gboolean is_refunded = TRUE;

  for (int i = 0; i < order->n_lines; i++)
    is_refunded = is_refunded && g_str_equal (order->lines[i].state, "REFUNDED");

  cst_writer_begin_object (writer, NULL);
  cst_writer_string (writer, "order_id", id);
  cst_writer_string (writer, "commercial_id", basket);
  cst_writer_string (writer, "order_state", order->state);
  cst_writer_bool (writer, "has_incident", cst_mirakl_has_incident (order));
  cst_writer_bool (writer, "has_customer_message", order->threads->len > 0);
  cst_writer_bool (writer, "has_invoice", FALSE);
  cst_writer_bool (writer, "fully_refunded", is_refunded);
  cst_writer_bool (writer, "can_cancel", FALSE);
  cst_writer_bool (writer, "can_shop_ship", g_str_equal (order->state, "SHIPPING"));
  cst_mirakl_write_moment (writer, "created_date", order->created_at);
  cst_mirakl_write_moment (writer, "last_updated_date", order->updated_at);
  cst_mirakl_write_moment (writer, "acceptance_decision_date", order->created_at);
  cst_writer_begin_object (writer, "channel");
  cst_writer_string (writer, "code", CHANNEL);
  cst_writer_string (writer, "label", "France");
  cst_writer_end_object (writer);
  cst_writer_begin_object (writer, "fulfillment");
  cst_writer_begin_object (writer, "center");
  cst_writer_string (writer, "code", "DEFAULT");
  cst_writer_end_object (writer);
  cst_writer_end_object (writer);
  write_order_money (writer, order);
  write_shipping (writer, order);
  write_customer (writer, order);
  cst_writer_begin_array (writer, "order_lines");
  for (int i = 0; i < order->n_lines; i++)
    write_line (writer, order, i);
  cst_writer_end_array (writer);
  cst_writer_end_object (writer);
}

static void
write_party (CstWriter            *writer,
             const CstMiraklOrder *order,
             guint                 party)
{
  const CstWorldCustomer *customer = cst_world_customer (order->customer);
  g_autofree char *id = g_strdup_printf ("c-%d", 501 + order->customer);

  cst_writer_begin_object (writer, NULL);
  if (party == CST_MIRAKL_TO_CUSTOMER)
    {
      cst_writer_string (writer, "type", "CUSTOMER");
      cst_writer_string (writer, "id", id);
      cst_writer_string (writer, "display_name", customer->contact);
    }
  else if (party == CST_MIRAKL_TO_SHOP)
    {
      cst_writer_string (writer, "type", "SHOP");
      cst_writer_string (writer, "id", G_STRINGIFY (CST_MIRAKL_SHOP));
      cst_writer_string (writer, "display_name", CST_WORLD_BRAND_NAME);
    }
  else
    {
      cst_writer_string (writer, "type", "OPERATOR");
      cst_writer_string (writer, "display_name", "Opérateur");
    }
  cst_writer_end_object (writer);
}

static void
write_parties (CstWriter            *writer,
               const char           *member,
               const CstMiraklOrder *order,
               guint                 parties)
{
  cst_writer_begin_array (writer, member);
  for (guint bit = CST_MIRAKL_TO_CUSTOMER; bit <= CST_MIRAKL_TO_SHOP; bit <<= 1)
    {
      if (parties & bit)
        write_party (writer, order, bit);
    }
  cst_writer_end_array (writer);
}

static void
write_author (CstWriter              *writer,
              const char             *member,
              const CstMiraklOrder   *order,
              const CstMiraklMessage *message)
{
  const CstWorldCustomer *customer = cst_world_customer (order->customer);

  cst_writer_begin_object (writer, member);
  cst_writer_string (writer, "type", message->from);
  cst_writer_string (writer, "display_name", g_str_equal (message->from, "CUSTOMER_USER") ? customer->contact
                                             : g_str_equal (message->from, "SHOP_USER") ? CST_WORLD_BRAND_NAME
                                                                                        : "Opérateur");
  cst_writer_end_object (writer);
}

static void
write_message (CstWriter              *writer,
               const CstMiraklOrder   *order,
               const CstMiraklMessage *message)
{
  cst_writer_begin_object (writer, NULL);
  cst_writer_string (writer, "id", message->id);
  cst_mirakl_write_moment (writer, "date_created", message->at);
  cst_writer_string (writer, "body", message->body);
  write_author (writer, "from", order, message);
  write_parties (writer, "to", order, message->to);
  cst_writer_begin_array (writer, "attachments");
  for (guint i = 0; i < message->files->len; i++)
    {
      const CstMiraklFile *file = g_ptr_array_index (message->files, i);

      cst_writer_begin_object (writer, NULL);
      cst_writer_string (writer, "id", file->id);
      cst_writer_string (writer, "name", file->name);
      cst_writer_int (writer, "size", (gint64) g_bytes_get_size (file->bytes));
      cst_writer_end_object (writer);
    }
  cst_writer_end_array (writer);
  cst_writer_end_object (writer);
}

void
cst_mirakl_write_thread (CstWriter             *writer,
                         const CstMiraklOrder  *order,
                         const CstMiraklThread *thread,
                         gboolean               with_messages)
{
  g_autofree char *id = cst_mirakl_order_id (order);
  const CstMiraklMessage *last = g_ptr_array_index (thread->messages, thread->messages->len - 1);
  guint first = thread->messages->len > 100 ? thread->messages->len - 100 : 0;

  cst_writer_begin_object (writer, NULL);
  cst_writer_string (writer, "id", thread->id);
  cst_mirakl_write_moment (writer, "date_created", thread->created_at);
  cst_mirakl_write_moment (writer, "date_updated", thread->updated_at);
  cst_writer_begin_object (writer, "topic");
  cst_writer_string (writer, "type", thread->topic_type);
  cst_writer_string (writer, "value", thread->topic);
  cst_writer_end_object (writer);
  cst_writer_begin_array (writer, "entities");
  cst_writer_begin_object (writer, NULL);
  cst_writer_string (writer, "type", "MMP_ORDER");
  cst_writer_string (writer, "id", id);
  cst_writer_string (writer, "label", id);
  cst_writer_end_object (writer);
  cst_writer_end_array (writer);
  write_parties (writer, "authorized_participants", order, thread->parties | CST_MIRAKL_TO_SHOP);
  write_parties (writer, "current_participants", order, thread->parties);
  cst_writer_begin_object (writer, "metadata");
  cst_writer_int (writer, "total_count", thread->messages->len);
  cst_mirakl_write_moment (writer, "last_message_date", last->at);
  if (thread->needed_since != 0)
    cst_mirakl_write_moment (writer, "shop_reply_needed_since", thread->needed_since);
  else
    cst_writer_null (writer, "shop_reply_needed_since");
  write_author (writer, "last_sender", order, last);
  cst_writer_end_object (writer);
  if (with_messages)
    {
      cst_writer_begin_array (writer, "messages");
      for (guint i = first; i < thread->messages->len; i++)
        write_message (writer, order, g_ptr_array_index (thread->messages, i));
      cst_writer_end_array (writer);
    }
  cst_writer_end_object (writer);
}

static void
write_tracking (CstWriter             *writer,
                const CstMiraklReturn *goods)
{
  if (goods->tracking == NULL)
    return;

  cst_writer_begin_object (writer, "tracking");
  cst_writer_opt_string (writer, "carrier_name", goods->carrier);
  cst_writer_string (writer, "tracking_number", goods->tracking);
  cst_writer_end_object (writer);
}

void
cst_mirakl_write_return (CstWriter             *writer,
                         const CstMiraklOrder  *order,
                         const CstMiraklReturn *goods)
{
  g_autofree char *id = cst_mirakl_order_id (order);
  g_autofree char *basket = g_strndup (id, strlen (id) - 2);
  g_autofree char *line = cst_mirakl_line_id (order, goods->line);

  cst_writer_begin_object (writer, NULL);
  cst_writer_string (writer, "id", goods->id);
  cst_writer_string (writer, "state", goods->state);
  cst_writer_string (writer, "order_id", id);
  cst_writer_string (writer, "order_commercial_id", basket);
  cst_writer_string (writer, "method_code", "RETURN_METHOD_BY_MAIL");
  cst_writer_string (writer, "reason_code", goods->reason);
  cst_writer_opt_string (writer, "rejection_reason_code", goods->rejection);
  cst_writer_opt_string (writer, "label_url", goods->label_url);
  cst_mirakl_write_moment (writer, "date_created", goods->created_at);
  cst_mirakl_write_moment (writer, "last_updated", goods->updated_at);
  cst_writer_begin_object (writer, "return_address");
  cst_writer_string (writer, "street1", "7 rue des Tisserands");
  cst_writer_string (writer, "zip_code", "38000");
  cst_writer_string (writer, "city", "Grenoble");
  cst_writer_string (writer, "country_iso_code", "FRA");
  cst_writer_end_object (writer);
  write_tracking (writer, goods);
  cst_writer_begin_array (writer, "return_lines");
  cst_writer_begin_object (writer, NULL);
  cst_writer_string (writer, "order_line_id", line);
  cst_writer_int (writer, "quantity", goods->quantity);
  cst_writer_string (writer, "reason_code", goods->reason);
  if (goods->compliant >= 0)
    {
      cst_writer_begin_array (writer, "compliance");
      cst_writer_begin_object (writer, NULL);
      cst_writer_bool (writer, "compliant", goods->compliant == 1);
      cst_writer_opt_string (writer, "non_compliance_reason_code", goods->non_compliance);
      cst_writer_end_object (writer);
      cst_writer_end_array (writer);
    }
  cst_writer_end_object (writer);
  cst_writer_end_array (writer);
  cst_writer_end_object (writer);
}
