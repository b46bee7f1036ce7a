/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sandbox-json.h"

#include "cst-sandbox-parts.h"
#include "cst-world-catalogue.h"
#include "cst-world-rules.h"

#define RATE_DAYS 30
#define RATE_THRESHOLD_BP 500

static const char *const stages[] = { "to_confirm", "to_ship", "shipped", "delivered", "completed",
                                      "cancelled" };

static const char *const capabilities[] = {
  "orders", "incidents", "threads", "attachments", "resolution.refund", "resolution.refund-partial",
  "resolution.replacement",
  "return-label", "shipments", "returns", "notes", "findings", "evidence", "assignment", "opened-by",
  "read-marks", "idempotency", "rate",
};

const char *
cst_sandbox_scope_word (CstSandboxScopes scope)
{
  switch (scope)
    {
    case CST_SCOPE_READ:
      return "read";

    case CST_SCOPE_FINDINGS:
      return "findings";

    case CST_SCOPE_DECIDE:
      return "decide";

    default:
      g_return_val_if_reached ("read");
    }
}

/* O13: orders of the last days with a problem among all of them. */
static void
write_rate (CstWriter *writer,
            CstWorld  *world)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (cst_world_now (world));
  g_autoptr(GDateTime) from = g_date_time_add_days (now, 1 - RATE_DAYS);
  g_autofree char *from_text = g_date_time_format (from, "%Y-%m-%d");
  g_autofree char *to_text = g_date_time_format (now, "%Y-%m-%d");
  gint64 first_moment = (cst_world_now (world) / CST_WORLD_DAY + 1 - RATE_DAYS) * CST_WORLD_DAY;
  int orders = 0;
  int reported = 0;

  for (int i = cst_world_n_orders (world) - 1; i >= 0; i--)
    {
      const CstWorldOrder *order = cst_world_order (world, i);

      if (order->placed_at < first_moment)
        break;
      orders++;
      if (order->incidents != NULL)
        reported++;
    }

  cst_writer_begin_object (writer, "rate");
  cst_writer_int (writer, "reported", reported);
  cst_writer_int (writer, "orders", orders);
  cst_writer_string (writer, "from", from_text);
  cst_writer_string (writer, "to", to_text);
  cst_writer_int (writer, "threshold_bp", RATE_THRESHOLD_BP);
  cst_writer_string (writer, "comparison", "above");
  cst_writer_end_object (writer);
}

static void
write_limits (CstWriter *writer)
{
  static const char *const message_types[] = CST_SANDBOX_MESSAGE_TYPES;

  cst_writer_begin_object (writer, "limits");
  cst_writer_int (writer, "attachment_bytes", CST_SANDBOX_ATTACHMENT_BYTES);
  cst_writer_int (writer, "message_chars", CST_SANDBOX_MESSAGE_CHARS);
  cst_writer_begin_array (writer, "label_media_types");
  cst_writer_string (writer, NULL, "application/pdf");
  cst_writer_string (writer, NULL, "image/png");
  cst_writer_string (writer, NULL, "application/zpl");
  cst_writer_end_array (writer);
  cst_writer_begin_array (writer, "message_media_types");
  for (gsize i = 0; message_types[i] != NULL; i++)
    cst_writer_string (writer, NULL, message_types[i]);
  cst_writer_end_array (writer);
  cst_writer_end_object (writer);
}

void
cst_sandbox_write_account (CstWriter *writer,
                           CstWorld  *world,
                           guint      scopes)
{
  cst_writer_begin_object (writer, NULL);
  cst_writer_string (writer, "id", "acc-verlaine");
  cst_writer_string (writer, "name", CST_WORLD_BRAND_NAME);
  cst_writer_string (writer, "site", CST_WORLD_SITE);
  cst_writer_string (writer, "site_url", "https://grand-comptoir.invalid/");
  cst_writer_string (writer, "audience", "retailer");
  cst_writer_string (writer, "currency", "EUR");
  cst_writer_string (writer, "country", "FR");

  cst_writer_begin_array (writer, "person_list");
  for (guint i = 0; i < cst_world_n_staff (); i++)
    {
      cst_writer_begin_object (writer, NULL);
      cst_writer_string (writer, "id", cst_world_staff (i)->id);
      cst_writer_string (writer, "name", cst_world_staff (i)->name);
      cst_writer_string (writer, "role", cst_world_staff (i)->role);
      cst_writer_end_object (writer);
    }
  cst_writer_end_array (writer);

  cst_writer_begin_array (writer, "capabilities");
  for (gsize i = 0; i < G_N_ELEMENTS (capabilities); i++)
    cst_writer_string (writer, NULL, capabilities[i]);
  cst_writer_end_array (writer);

  cst_writer_begin_array (writer, "scopes");
  for (guint scope = CST_SCOPE_READ; scope <= CST_SCOPE_DECIDE; scope <<= 1)
    {
      if (scopes & scope)
        cst_writer_string (writer, NULL, cst_sandbox_scope_word (scope));
    }
  cst_writer_end_array (writer);

  write_limits (writer);
  write_rate (writer, world);
  cst_writer_time (writer, "time", cst_world_now (world));
  cst_writer_int (writer, "version", (gint64) cst_world_account_version (world));
  cst_writer_end_object (writer);
}

void
cst_sandbox_write_amounts (CstWriter        *writer,
                           const char       *member,
                           const CstAmounts *amounts)
{
  cst_writer_begin_object (writer, member);
  cst_writer_string (writer, "currency", amounts->currency);
  cst_writer_string (writer, "tax_mode",
                     amounts->tax_mode == CST_TAX_EXCLUDED ? "excluded" : "included");
  cst_writer_int (writer, "goods", amounts->goods);
  cst_writer_int (writer, "shipping", amounts->shipping);
  cst_writer_int (writer, "tax", amounts->tax);
  cst_writer_int (writer, "total", amounts->total);
  cst_writer_end_object (writer);
}

static void
write_customer (CstWriter *writer,
                int        index)
{
  const CstWorldCustomer *customer = cst_world_customer (index);
  g_autofree char *id = g_strdup_printf ("cus-%03d", index + 1);
  g_autofree char *email = g_strdup_printf ("contact%d@shop.invalid", index + 1);
  g_autofree char *phone = g_strdup_printf ("+00 555 01%02d", index);

  cst_writer_begin_object (writer, "customer");
  cst_writer_string (writer, "id", id);
  cst_writer_string (writer, "name", customer->name);
  cst_writer_string (writer, "contact_name", customer->contact);
  cst_writer_string (writer, "kind", customer->consumer ? "consumer" : "retailer");
  cst_writer_string (writer, "language", customer->language);
  cst_writer_string (writer, "country", customer->country);
  cst_writer_string (writer, "city", customer->city);
  cst_writer_string (writer, "postal_code", customer->postal_code);
  cst_writer_string (writer, "street", customer->street);
  cst_writer_string (writer, "email", email);
  cst_writer_string (writer, "phone", phone);
  cst_writer_end_object (writer);
}

static void
write_line (CstWriter          *writer,
            const CstWorldLine *line,
            int                 number)
{
  g_autofree char *id = g_strdup_printf ("%d", number);
  g_autofree char *picture = g_strconcat ("pic-", line->article->sku, NULL);

  cst_writer_begin_object (writer, NULL);
  cst_writer_string (writer, "id", id);
  cst_writer_string (writer, "sku", line->article->sku);
  cst_writer_string (writer, "title", line->article->title);
  cst_writer_opt_string (writer, "variant", line->article->variant);
  cst_writer_string (writer, "supplier", line->article->supplier);
  cst_writer_string (writer, "picture", picture);
  cst_writer_int (writer, "quantity", line->quantity);
  cst_writer_int (writer, "delivered", line->delivered);
  cst_writer_int (writer, "unit_price", line->unit_price);
  cst_writer_int (writer, "tax_rate_bp", line->tax_bp);
  cst_writer_end_object (writer);
}

/* Parcel @number with the lines from @first up to and without @end. */
static void
write_parcel (CstWriter           *writer,
              CstWorld            *world,
              const CstWorldOrder *order,
              int                  number,
              int                  first,
              int                  end)
{
  const CstWorldCarrier *carrier = cst_world_carrier (order->carrier);
  g_autofree char *id = g_strdup_printf ("shp-%d-%d", CST_WORLD_FIRST_ORDER + order->index, number);
  g_autofree char *tracking = g_strdup_printf ("6A%010u%d",
                                               cst_world_hash (world, "parcel", order->index),
                                               number);
  g_autofree char *url = g_strconcat (carrier->tracking_url, tracking, NULL);

  cst_writer_begin_object (writer, NULL);
  cst_writer_string (writer, "id", id);
  cst_writer_string (writer, "carrier", carrier->name);
  cst_writer_string (writer, "tracking_number", tracking);
  cst_writer_string (writer, "tracking_url", url);
  cst_writer_time (writer, "shipped_at", order->shipped_at);
  if (order->stage >= CST_WORLD_ORDER_DELIVERED)
    cst_writer_time (writer, "delivered_at", order->delivered_at);
  cst_writer_begin_array (writer, "lines");
  for (int i = first; i < end; i++)
    {
      g_autofree char *line = g_strdup_printf ("%d", i + 1);

      cst_writer_begin_object (writer, NULL);
      cst_writer_string (writer, "line", line);
      cst_writer_int (writer, "quantity", order->lines[i].quantity);
      cst_writer_end_object (writer);
    }
  cst_writer_end_array (writer);
  cst_writer_end_object (writer);
}

static void
write_shipments (CstWriter           *writer,
                 CstWorld            *world,
                 const CstWorldOrder *order)
{
  int half = order->two_parcels ? order->n_lines / 2 : order->n_lines;

  cst_writer_begin_array (writer, "shipments");
  if (order->stage >= CST_WORLD_ORDER_SHIPPED && order->stage <= CST_WORLD_ORDER_COMPLETED)
    {
      write_parcel (writer, world, order, 1, 0, half);
      if (half < order->n_lines)
        write_parcel (writer, world, order, 2, half, order->n_lines);
    }
  cst_writer_end_array (writer);
}

static void
write_payout (CstWriter           *writer,
              CstWorld            *world,
              const CstWorldOrder *order)
{
  gboolean held = cst_world_has_unsettled (world, order);

  cst_writer_begin_object (writer, "payout");
  cst_writer_string (writer, "state", held ? "held" : order->paid_out ? "paid" : "pending");
  cst_writer_int (writer, "held", cst_world_held (world, order));
  cst_writer_int (writer, "payable", cst_world_payable (order));
  cst_writer_string (writer, "currency", order->amounts.currency);
  if (order->paid_out && !held)
    cst_writer_time (writer, "paid_at", order->paid_at);
  else if (!held && order->stage == CST_WORLD_ORDER_COMPLETED)
    cst_writer_time (writer, "expected_at", order->paid_at);
  cst_writer_end_object (writer);
}

static void
write_moments (CstWriter           *writer,
               const CstWorldOrder *order)
{
  CstWorldOrderStage stage = order->stage;
  gboolean alive = stage != CST_WORLD_ORDER_CANCELLED;

  cst_writer_time (writer, "placed_at", order->placed_at);
  if (alive && stage >= CST_WORLD_ORDER_TO_SHIP)
    {
      cst_writer_time (writer, "confirmed_at", order->confirmed_at);
      cst_writer_time (writer, "promised_ship_at", order->promised_at);
    }
  if (alive && stage >= CST_WORLD_ORDER_SHIPPED)
    cst_writer_time (writer, "shipped_at", order->shipped_at);
  if (alive && stage >= CST_WORLD_ORDER_DELIVERED)
    cst_writer_time (writer, "delivered_at", order->delivered_at);
  if (stage == CST_WORLD_ORDER_COMPLETED)
    cst_writer_opt_time (writer, "completed_at", order->completed_at);
}

void
cst_sandbox_write_order (CstWriter     *writer,
                         const char    *member,
                         CstWorld      *world,
                         CstWorldOrder *order)
{
  g_autofree char *id = cst_world_order_id (order->index);
  g_autofree char *number = g_strdup_printf ("GC-%d", CST_WORLD_FIRST_ORDER + order->index);
  g_autofree char *url = g_strconcat ("https://grand-comptoir.invalid/orders/", number, NULL);
  gboolean unsettled = cst_world_has_unsettled (world, order);

  cst_writer_begin_object (writer, member);
  cst_writer_string (writer, "id", id);
  cst_writer_string (writer, "number", number);
  cst_writer_int (writer, "version", (gint64) order->version);
  cst_writer_string (writer, "status", unsettled ? "problem_reported" : stages[order->stage]);
  write_moments (writer, order);
  write_customer (writer, order->customer);
  cst_writer_begin_array (writer, "lines");
  for (int i = 0; i < order->n_lines; i++)
    write_line (writer, &order->lines[i], i + 1);
  cst_writer_end_array (writer);
  cst_sandbox_write_amounts (writer, "amounts", &order->amounts);
  cst_sandbox_write_amounts (writer, "refunded", &order->refunded);
  write_shipments (writer, world, order);
  write_payout (writer, world, order);
  cst_writer_string (writer, "site_url", url);
  cst_writer_begin_array (writer, "incident_ids");
  for (guint i = 0; order->incidents != NULL && i < order->incidents->len; i++)
    {
      g_autofree char *incident = cst_world_incident_id (g_array_index (order->incidents, int, i));

      cst_writer_string (writer, NULL, incident);
    }
  cst_writer_end_array (writer);
  cst_writer_time (writer, "updated_at", order->updated_at);
  cst_writer_end_object (writer);
}
