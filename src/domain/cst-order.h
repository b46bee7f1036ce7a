/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-record.h"

G_BEGIN_DECLS

typedef enum
{
  CST_ORDER_UNKNOWN,
  CST_ORDER_TO_CONFIRM,
  CST_ORDER_TO_SHIP,
  CST_ORDER_SHIPPED,
  CST_ORDER_DELIVERED,
  CST_ORDER_PROBLEM_REPORTED,
  CST_ORDER_COMPLETED,
  CST_ORDER_CANCELLED,
} CstOrderStatus;

typedef enum
{
  CST_PAYOUT_UNKNOWN,
  CST_PAYOUT_PENDING,
  CST_PAYOUT_HELD,
  CST_PAYOUT_PAID,
} CstPayoutState;

typedef enum
{
  CST_CUSTOMER_UNKNOWN,
  CST_CUSTOMER_RETAILER,
  CST_CUSTOMER_CONSUMER,
} CstCustomerKind;

/* Plain data, freed through its record type. Times are seconds since 1970 UTC, 0 when not said;
 * amounts are minor units of the order's currency. */
typedef struct
{
  char            *id;
  char            *name;
  char            *contact_name;
  CstCustomerKind  kind;
  char            *language; /* ISO 639-1 */
  char            *country;  /* ISO 3166-1 alpha-2 */
  char            *city;
  char            *postal_code;
  char            *street;
  char            *email;
  char            *phone;
} CstCustomer;

/**
 * CstOrderLine:
 * @quantity: ordered
 * @delivered: delivered as far as the marketplace knows: the most that can be claimed (R1)
 * @unit_price: in the order's tax mode
 * @tax_rate_bp: hundredths of a percent
 */
typedef struct
{
  char   *id;
  char   *sku;
  char   *title;
  char   *variant;
  char   *supplier;
  char   *picture; /* attachment id */
  int     quantity;
  int     delivered;
  gint64  unit_price;
  int     tax_rate_bp;
} CstOrderLine;

typedef struct
{
  char *line;
  int   quantity;
} CstLineQuantity;

typedef struct
{
  char      *id;
  char      *carrier;
  char      *tracking_number;
  char      *tracking_url;
  gint64     shipped_at;
  gint64     delivered_at;
  GPtrArray *lines; /* of CstLineQuantity */
} CstShipment;

/**
 * CstPayout:
 * @held: what the marketplace keeps back while a problem is unsettled (O12)
 */
typedef struct
{
  CstPayoutState state;
  gint64         held;
  gint64         payable;
  char           currency[4];
  gint64         expected_at;
  gint64         paid_at;
} CstPayout;

typedef struct
{
  char           *id;
  char           *number;
  gint64          version;
  CstOrderStatus  status;
  char           *status_code; /* the marketplace's own text */
  gint64          placed_at;
  gint64          confirmed_at;
  gint64          promised_ship_at;
  gint64          shipped_at;
  gint64          delivered_at;
  gint64          completed_at;
  gint64          updated_at;
  CstCustomer     customer;
  GPtrArray      *lines;     /* of CstOrderLine */
  GPtrArray      *shipments; /* of CstShipment */
  CstAmounts      amounts;
  CstAmounts      refunded; /* executed so far */
  CstPayout       payout;
  char           *site_url;
  char          **incident_ids;
} CstOrder;

extern const CstEnumType   cst_order_status_type;
extern const CstEnumType   cst_payout_state_type;
extern const CstEnumType   cst_customer_kind_type;
extern const CstRecordType cst_customer_type;
extern const CstRecordType cst_order_line_type;
extern const CstRecordType cst_line_quantity_type;
extern const CstRecordType cst_shipment_type;
extern const CstRecordType cst_payout_type;
extern const CstRecordType cst_order_type;

CstOrder           *cst_order_new           (void);
CstOrder           *cst_order_copy          (const CstOrder *self);
void                cst_order_free          (CstOrder       *self);
const CstOrderLine *cst_order_find_line     (const CstOrder *self,
                                             const char     *line_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstOrder, cst_order_free)

G_END_DECLS
