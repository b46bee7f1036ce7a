/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "cst-incident.h"

G_BEGIN_DECLS

/* The admin API's JSON, read into the domain: pure functions. */

/* What is asked for of each kind of object; read here. */
#define CST_MEDUSA_ORDER_FIELDS \
  "id,display_id,custom_display_id,status,version,currency_code,email,locale,metadata,created_at,updated_at," \
  "canceled_at,customer_id,payment_status,fulfillment_status,item_total,item_tax_total,shipping_total," \
  "shipping_tax_total,*items,*items.tax_lines,*customer,*shipping_address,*fulfillments,*fulfillments.items," \
  "*fulfillments.labels,*payment_collections.payments,*payment_collections.payments.refunds,*summary"
#define CST_MEDUSA_CLAIM_FIELDS \
  "+metadata,+return_id,*claim_items,*claim_items.images,*additional_items,*return,*return.items," \
  "*return.items.reason,*return.fulfillments,*return.fulfillments.labels"

#define CST_MEDUSA_EXCHANGE_FIELDS \
  "+metadata,+return_id,*additional_items,*return,*return.items,*return.items.reason,*return.fulfillments," \
  "*return.fulfillments.labels"

/* Our mark in what we make there: in metadata, and between brackets in the note of a refund. */
#define CST_MEDUSA_MARK "constat"

CstOrder    *cst_medusa_read_order     (JsonObject   *order,
                                        JsonArray    *claims,
                                        GError      **error);
CstIncident *cst_medusa_read_claim     (JsonObject   *claim,
                                        JsonObject   *order,
                                        JsonArray    *changes,
                                        GError      **error);

int          cst_medusa_count          (JsonObject   *object,
                                        const char   *member);
const char  *cst_medusa_mark_of        (JsonObject   *object);
gboolean     cst_medusa_is_exchange    (JsonObject   *claim);
JsonObject  *cst_medusa_pending_change (JsonArray    *changes,
                                        const char   *claim,
                                        const char   *goods);
gboolean     cst_medusa_is_order_line  (JsonObject   *item,
                                        JsonArray    *claims);
char        *cst_medusa_refund_note    (const char   *key,
                                        const char   *claim,
                                        GPtrArray    *lines);
JsonObject  *cst_medusa_find_refund    (JsonObject   *order,
                                        const char   *key);
gboolean     cst_medusa_has_refund_since (JsonObject *order,
                                          const char *claim,
                                          gint64      since);
char        *cst_medusa_file_name      (const char   *url);
char        *cst_medusa_file_url       (JsonObject   *claim,
                                        JsonObject   *order,
                                        const char   *attachment);
const char  *cst_medusa_file_owner     (const char   *attachment,
                                        char        **owner);

G_END_DECLS
