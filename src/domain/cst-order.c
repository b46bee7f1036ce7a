/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-order.h"

CST_DEFINE_ENUM_TYPE (cst_order_status,
                      "unknown",
                      "to_confirm",
                      "to_ship",
                      "shipped",
                      "delivered",
                      "problem_reported",
                      "completed",
                      "cancelled");

CST_DEFINE_ENUM_TYPE (cst_payout_state,
                      "unknown",
                      "pending",
                      "held",
                      "paid");

CST_DEFINE_ENUM_TYPE (cst_customer_kind,
                      "unknown",
                      "retailer",
                      "consumer");

static const CstField cst_customer_fields[] = {
  CST_FIELD (CstCustomer, id, STRING),
  CST_FIELD (CstCustomer, name, STRING),
  CST_FIELD (CstCustomer, contact_name, STRING),
  CST_FIELD_OF (CstCustomer, kind, ENUM, cst_customer_kind_type),
  CST_FIELD (CstCustomer, language, STRING),
  CST_FIELD (CstCustomer, country, STRING),
  CST_FIELD (CstCustomer, city, STRING),
  CST_FIELD (CstCustomer, postal_code, STRING),
  CST_FIELD (CstCustomer, street, STRING),
  CST_FIELD (CstCustomer, email, STRING),
  CST_FIELD (CstCustomer, phone, STRING),
};

CST_DEFINE_RECORD_TYPE (cst_customer, CstCustomer, "customer");

static const CstField cst_order_line_fields[] = {
  CST_FIELD (CstOrderLine, id, STRING),
  CST_FIELD (CstOrderLine, sku, STRING),
  CST_FIELD (CstOrderLine, title, STRING),
  CST_FIELD (CstOrderLine, variant, STRING),
  CST_FIELD (CstOrderLine, supplier, STRING),
  CST_FIELD (CstOrderLine, picture, STRING),
  CST_FIELD (CstOrderLine, quantity, INT),
  CST_FIELD (CstOrderLine, delivered, INT),
  CST_FIELD (CstOrderLine, unit_price, INT64),
  CST_FIELD (CstOrderLine, tax_rate_bp, INT),
};

CST_DEFINE_RECORD_TYPE (cst_order_line, CstOrderLine, "order line");

static const CstField cst_line_quantity_fields[] = {
  CST_FIELD (CstLineQuantity, line, STRING),
  CST_FIELD (CstLineQuantity, quantity, INT),
};

CST_DEFINE_RECORD_TYPE (cst_line_quantity, CstLineQuantity, "line quantity");

static const CstField cst_shipment_fields[] = {
  CST_FIELD (CstShipment, id, STRING),
  CST_FIELD (CstShipment, carrier, STRING),
  CST_FIELD (CstShipment, tracking_number, STRING),
  CST_FIELD (CstShipment, tracking_url, STRING),
  CST_FIELD (CstShipment, shipped_at, INT64),
  CST_FIELD (CstShipment, delivered_at, INT64),
  CST_FIELD_OF (CstShipment, lines, RECORDS, cst_line_quantity_type),
};

CST_DEFINE_RECORD_TYPE (cst_shipment, CstShipment, "shipment");

static const CstField cst_payout_fields[] = {
  CST_FIELD_OF (CstPayout, state, ENUM, cst_payout_state_type),
  CST_FIELD (CstPayout, held, INT64),
  CST_FIELD (CstPayout, payable, INT64),
  CST_FIELD (CstPayout, currency, CURRENCY),
  CST_FIELD (CstPayout, expected_at, INT64),
  CST_FIELD (CstPayout, paid_at, INT64),
};

CST_DEFINE_RECORD_TYPE (cst_payout, CstPayout, "payout");

static const CstField cst_order_fields[] = {
  CST_FIELD (CstOrder, id, STRING),
  CST_FIELD (CstOrder, number, STRING),
  CST_FIELD (CstOrder, version, INT64),
  CST_FIELD_OF (CstOrder, status, ENUM, cst_order_status_type),
  CST_FIELD (CstOrder, status_code, STRING),
  CST_FIELD (CstOrder, placed_at, INT64),
  CST_FIELD (CstOrder, confirmed_at, INT64),
  CST_FIELD (CstOrder, promised_ship_at, INT64),
  CST_FIELD (CstOrder, shipped_at, INT64),
  CST_FIELD (CstOrder, delivered_at, INT64),
  CST_FIELD (CstOrder, completed_at, INT64),
  CST_FIELD (CstOrder, updated_at, INT64),
  CST_FIELD_OF (CstOrder, customer, RECORD, cst_customer_type),
  CST_FIELD_OF (CstOrder, lines, RECORDS, cst_order_line_type),
  CST_FIELD_OF (CstOrder, shipments, RECORDS, cst_shipment_type),
  CST_FIELD_OF (CstOrder, amounts, RECORD, cst_amounts_type),
  CST_FIELD_OF (CstOrder, refunded, RECORD, cst_amounts_type),
  CST_FIELD_OF (CstOrder, payout, RECORD, cst_payout_type),
  CST_FIELD (CstOrder, site_url, STRING),
  CST_FIELD (CstOrder, incident_ids, STRINGS),
};

CST_DEFINE_RECORD_TYPE (cst_order, CstOrder, "order");

/**
 * cst_order_new:
 *
 * Returns: (transfer full): an empty record
 */
CstOrder *
cst_order_new (void)
{
  return cst_record_new (&cst_order_type);
}

CstOrder *
cst_order_copy (const CstOrder *self)
{
  return cst_record_dup (&cst_order_type, self);
}

void
cst_order_free (CstOrder *self)
{
  cst_record_free (&cst_order_type, self);
}

/**
 * cst_order_find_line:
 * @line_id: (nullable): a line's id
 *
 * Returns: (transfer none) (nullable): the line
 */
const CstOrderLine *
cst_order_find_line (const CstOrder *self,
                     const char     *line_id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (self->lines, i);

      if (g_strcmp0 (line->id, line_id) == 0)
        return line;
    }

  return NULL;
}
