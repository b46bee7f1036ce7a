/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-case-entry.h"

#include <string.h>

#include "cst-util.h"

static const CstField cst_case_entry_line_fields[] = {
  CST_FIELD (CstCaseEntryLine, id, STRING),
  CST_FIELD (CstCaseEntryLine, sku, STRING),
  CST_FIELD (CstCaseEntryLine, title, STRING),
  CST_FIELD (CstCaseEntryLine, supplier, STRING),
  CST_FIELD (CstCaseEntryLine, quantity, INT),
  CST_FIELD (CstCaseEntryLine, concerned, INT),
  CST_FIELD (CstCaseEntryLine, unit_price, INT64),
};

CST_DEFINE_RECORD_TYPE (cst_case_entry_line, CstCaseEntryLine, "case line");

static const CstField cst_case_entry_fields[] = {
  CST_FIELD (CstCaseEntry, order, STRING),
  CST_FIELD (CstCaseEntry, incident, STRING),
  CST_FIELD (CstCaseEntry, number, STRING),
  CST_FIELD (CstCaseEntry, reference, STRING),
  CST_FIELD (CstCaseEntry, placed_at, INT64),
  CST_FIELD (CstCaseEntry, shipped_at, INT64),
  CST_FIELD (CstCaseEntry, delivered_at, INT64),
  CST_FIELD (CstCaseEntry, customer, STRING),
  CST_FIELD_OF (CstCaseEntry, customer_kind, ENUM, cst_customer_kind_type),
  CST_FIELD (CstCaseEntry, email, STRING),
  CST_FIELD (CstCaseEntry, phone, STRING),
  CST_FIELD (CstCaseEntry, street, STRING),
  CST_FIELD (CstCaseEntry, postal_code, STRING),
  CST_FIELD (CstCaseEntry, city, STRING),
  CST_FIELD (CstCaseEntry, country, STRING),
  CST_FIELD (CstCaseEntry, language, STRING),
  CST_FIELD (CstCaseEntry, currency, CURRENCY),
  CST_FIELD_OF (CstCaseEntry, tax_mode, ENUM, cst_tax_mode_type),
  CST_FIELD (CstCaseEntry, tax_rate_bp, INT),
  CST_FIELD (CstCaseEntry, shipping, INT64),
  CST_FIELD (CstCaseEntry, carrier, STRING),
  CST_FIELD (CstCaseEntry, tracking_number, STRING),
  CST_FIELD (CstCaseEntry, tracking_url, STRING),
  CST_FIELD (CstCaseEntry, site_url, STRING),
  CST_FIELD_OF (CstCaseEntry, reason, ENUM, cst_reason_type),
  CST_FIELD (CstCaseEntry, reason_code, STRING),
  CST_FIELD (CstCaseEntry, description, STRING),
  CST_FIELD (CstCaseEntry, reported_at, INT64),
  CST_FIELD (CstCaseEntry, photos_announced, INT),
  CST_FIELD_OF (CstCaseEntry, lines, RECORDS, cst_case_entry_line_type),
};

CST_DEFINE_RECORD_TYPE (cst_case_entry, CstCaseEntry, "case");

/**
 * cst_case_entry_new:
 *
 * Returns: (transfer full): an empty entry
 */
CstCaseEntry *
cst_case_entry_new (void)
{
  return cst_record_new (&cst_case_entry_type);
}

void
cst_case_entry_free (CstCaseEntry *self)
{
  cst_record_free (&cst_case_entry_type, self);
}

/**
 * cst_case_entry_add_line:
 *
 * Returns: (transfer none): a line of one piece, to be filled in
 */
CstCaseEntryLine *
cst_case_entry_add_line (CstCaseEntry *self)
{
  CstCaseEntryLine *line = cst_record_new (&cst_case_entry_line_type);

  line->quantity = 1;
  g_ptr_array_add (self->lines, line);

  return line;
}

static void
read_shipment (CstCaseEntry   *self,
               const CstOrder *order)
{
  const CstShipment *shipment = order->shipments->len > 0 ? g_ptr_array_index (order->shipments, 0) : NULL;

  if (shipment == NULL)
    return;

  self->carrier = g_strdup (shipment->carrier);
  self->tracking_number = g_strdup (shipment->tracking_number);
  self->tracking_url = g_strdup (shipment->tracking_url);
}

static void
read_customer (CstCaseEntry      *self,
               const CstCustomer *customer)
{
  self->customer = g_strdup (customer->name);
  self->customer_kind = customer->kind;
  self->email = g_strdup (customer->email);
  self->phone = g_strdup (customer->phone);
  self->street = g_strdup (customer->street);
  self->postal_code = g_strdup (customer->postal_code);
  self->city = g_strdup (customer->city);
  self->country = g_strdup (customer->country);
}

static void
read_lines (CstCaseEntry      *self,
            const CstOrder    *order,
            const CstIncident *incident)
{
  for (guint i = 0; i < order->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (order->lines, i);
      CstCaseEntryLine *entry = cst_case_entry_add_line (self);

      entry->id = g_strdup (line->id);
      entry->sku = g_strdup (line->sku);
      entry->title = g_strdup (line->title);
      entry->supplier = g_strdup (line->supplier);
      entry->quantity = line->quantity;
      entry->concerned = cst_incident_reported_quantity (incident, line->id);
      entry->unit_price = line->unit_price;
      self->tax_rate_bp = line->tax_rate_bp;
    }
}

/**
 * cst_case_entry_from_case:
 *
 * Returns: (transfer full): a case that is there, ready to be corrected
 */
CstCaseEntry *
cst_case_entry_from_case (const CstOrder    *order,
                          const CstIncident *incident)
{
  CstCaseEntry *self = cst_case_entry_new ();

  self->order = g_strdup (order->id);
  self->incident = g_strdup (incident->id);
  self->number = g_strdup (order->number);
  self->reference = g_strdup (incident->number);
  self->placed_at = order->placed_at;
  self->shipped_at = order->shipped_at;
  self->delivered_at = order->delivered_at;
  self->language = g_strdup (incident->language);
  g_strlcpy (self->currency, order->amounts.currency, sizeof self->currency);
  self->tax_mode = order->amounts.tax_mode;
  self->shipping = order->amounts.shipping;
  self->site_url = g_strdup (order->site_url);
  self->reason = incident->reason;
  self->reason_code = g_strdup (incident->reason_code);
  self->description = g_strdup (incident->description);
  self->reported_at = incident->reported_at;
  self->photos_announced = incident->photos_announced;
  read_shipment (self, order);
  read_customer (self, &order->customer);
  read_lines (self, order, incident);

  return self;
}

/**
 * cst_customer_id_by_hand:
 * @email: (nullable)
 * @name: (nullable)
 *
 * Returns: (transfer full) (nullable): the id of a customer that no site numbers: the same person of the same place is
 *   the same customer, which is what their other claims are found by; %NULL for somebody of whom nothing is known
 */
char *
cst_customer_id_by_hand (const char *email,
                         const char *name)
{
  const char *known_by = !cst_str_is_blank (email) ? email : name;
  g_autofree char *folded = NULL;
  g_autofree char *digest = NULL;

  if (cst_str_is_blank (known_by))
    return NULL;

  folded = cst_str_fold (known_by);
  digest = cst_sha256_hex (folded, strlen (folded));

  return g_strndup (digest, 16);
}

static void
write_customer (const CstCaseEntry *self,
                CstCustomer        *customer)
{
  customer->id = cst_customer_id_by_hand (self->email, self->customer);
  customer->name = g_strdup (self->customer);
  customer->kind = self->customer_kind;
  customer->language = g_strdup (self->language);
  customer->country = g_strdup (self->country);
  customer->city = g_strdup (self->city);
  customer->postal_code = g_strdup (self->postal_code);
  customer->street = g_strdup (self->street);
  customer->email = g_strdup (self->email);
  customer->phone = g_strdup (self->phone);
}

static void
write_amounts (const CstCaseEntry *self,
               CstAmounts         *amounts)
{
  g_strlcpy (amounts->currency, self->currency, sizeof amounts->currency);
  amounts->tax_mode = self->tax_mode;
  amounts->shipping = self->shipping;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const CstCaseEntryLine *line = g_ptr_array_index (self->lines, i);

      amounts->goods += line->unit_price * line->quantity;
    }
  amounts->tax = cst_tax_of (amounts->goods + amounts->shipping, self->tax_rate_bp, self->tax_mode);
  amounts->total = amounts->goods + amounts->shipping + (self->tax_mode == CST_TAX_EXCLUDED ? amounts->tax : 0);
}

/* Whether it has left, as far as anybody knows: what arrived can be claimed, and so can what was sent and did not. */
static gboolean
has_left (const CstCaseEntry *self)
{
  return self->shipped_at != 0 || self->delivered_at != 0 || !cst_str_is_blank (self->tracking_number);
}

static void
write_shipment (const CstCaseEntry *self,
                CstOrder           *order)
{
  CstShipment *shipment;

  if (!has_left (self))
    return;

  shipment = cst_record_new (&cst_shipment_type);
  shipment->id = g_strconcat (order->id, "-s1", NULL);
  shipment->carrier = g_strdup (self->carrier);
  shipment->tracking_number = g_strdup (self->tracking_number);
  shipment->tracking_url = g_strdup (self->tracking_url);
  shipment->shipped_at = self->shipped_at;
  shipment->delivered_at = self->delivered_at;
  g_ptr_array_add (order->shipments, shipment);
}

static CstOrderStatus
status_of (const CstCaseEntry *self)
{
  if (self->delivered_at != 0)
    return CST_ORDER_DELIVERED;

  return has_left (self) ? CST_ORDER_SHIPPED : CST_ORDER_TO_SHIP;
}

static void
write_line (const CstCaseEntry     *self,
            const CstCaseEntryLine *line,
            guint                   position,
            CstOperation           *operation)
{
  CstOrderLine *ordered = cst_record_new (&cst_order_line_type);
  CstLineQuantity *reported;

  ordered->id = line->id != NULL ? g_strdup (line->id) : g_strdup_printf ("%s-%u", operation->order, position + 1);
  ordered->sku = g_strdup (line->sku);
  ordered->title = g_strdup (!cst_str_is_blank (line->title) ? line->title : line->sku);
  ordered->supplier = g_strdup (line->supplier);
  ordered->quantity = line->quantity;
  ordered->delivered = line->quantity;
  ordered->unit_price = line->unit_price;
  ordered->tax_rate_bp = self->tax_rate_bp;
  g_ptr_array_add (operation->case_order->lines, ordered);
  if (line->concerned == 0)
    return;

  reported = cst_record_new (&cst_line_quantity_type);
  reported->line = g_strdup (ordered->id);
  reported->quantity = line->concerned;
  g_ptr_array_add (operation->case_incident->lines, reported);
}

static void
write_order (const CstCaseEntry *self,
             CstOrder           *order,
             gint64              now)
{
  order->number = g_strdup (self->number);
  order->placed_at = self->placed_at;
  order->shipped_at = self->shipped_at;
  order->delivered_at = self->delivered_at;
  order->updated_at = now;
  order->status = status_of (self);
  order->site_url = g_strdup (self->site_url);
  write_customer (self, &order->customer);
  write_amounts (self, &order->amounts);
  write_shipment (self, order);
}

static void
write_incident (const CstCaseEntry *self,
                CstIncident        *incident,
                gint64              now)
{
  incident->number = g_strdup (!cst_str_is_blank (self->reference) ? self->reference : self->number);
  incident->reason = self->reason;
  incident->reason_code = g_strdup (self->reason_code);
  incident->reason_label = g_strdup (self->reason_code);
  incident->handler = CST_HANDLER_BRAND;
  incident->description = g_strdup (self->description);
  incident->language = g_strdup (self->language);
  incident->reported_at = self->reported_at != 0 ? self->reported_at : now;
  incident->updated_at = now;
  incident->photos_announced = self->photos_announced;
}

/**
 * cst_case_entry_to_operation:
 * @now: seconds since 1970
 *
 * Nothing is checked here; see cst_db_decide(). A paid article that never came can be claimed too, so all ordered
 * pieces count as delivered (R1).
 *
 * Returns: (transfer full): what records or corrects the case, without a person and without files
 */
CstOperation *
cst_case_entry_to_operation (const CstCaseEntry *self,
                             gint64              account,
                             gint64              now)
{
  g_autofree char *order = self->order != NULL ? g_strdup (self->order) : cst_random_hex (6);
  g_autofree char *incident = self->incident != NULL ? g_strdup (self->incident) : cst_random_hex (6);
  CstOperation *operation = cst_operation_new (CST_OPERATION_RECORD_CASE, account, order, incident);

  operation->case_order = cst_order_new ();
  operation->case_order->id = g_strdup (order);
  operation->case_incident = cst_incident_new ();
  operation->case_incident->id = g_strdup (incident);
  operation->case_incident->order = g_strdup (order);
  write_order (self, operation->case_order, now);
  write_incident (self, operation->case_incident, now);
  for (guint i = 0; i < self->lines->len; i++)
    write_line (self, g_ptr_array_index (self->lines, i), i, operation);

  return operation;
}
