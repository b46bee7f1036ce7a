/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-operation.h"

G_BEGIN_DECLS

/**
 * CstCaseEntryLine:
 * @id: (nullable): the order line's id when a case is corrected
 * @quantity: ordered
 * @concerned: of these, how many the customer reported, 0 for a line without a problem
 * @unit_price: in the entry's tax mode
 */
typedef struct
{
  char   *id;
  char   *sku;
  char   *title;
  char   *supplier;
  int     quantity;
  int     concerned;
  gint64  unit_price;
} CstCaseEntryLine;

/**
 * CstCaseEntry:
 * @order: (nullable): the order's id when a case is corrected
 * @incident: (nullable): likewise
 * @number: the order's, as the site writes it
 * @reference: (nullable): the site's own number of the incident
 * @reason_code: (nullable): the site's own word, where no other reason fits
 * @tax_rate_bp: hundredths of a percent
 *
 * A case as a person enters it or a file brings it: what a site would tell in an order and an incident, flat.
 */
typedef struct
{
  char            *order;
  char            *incident;
  char            *number;
  char            *reference;
  gint64           placed_at;
  gint64           shipped_at;
  gint64           delivered_at;
  char            *customer;
  CstCustomerKind  customer_kind;
  char            *email;
  char            *phone;
  char            *street;
  char            *postal_code;
  char            *city;
  char            *country;
  char            *language;
  char             currency[4];
  CstTaxMode       tax_mode;
  int              tax_rate_bp;
  gint64           shipping;
  char            *carrier;
  char            *tracking_number;
  char            *tracking_url;
  char            *site_url;
  CstReason        reason;
  char            *reason_code;
  char            *description;
  gint64           reported_at;
  int              photos_announced;
  GPtrArray       *lines; /* of CstCaseEntryLine */
} CstCaseEntry;

extern const CstRecordType cst_case_entry_line_type;
extern const CstRecordType cst_case_entry_type;

char             *cst_customer_id_by_hand      (const char         *email,
                                                const char         *name);
CstCaseEntry     *cst_case_entry_new           (void);
void              cst_case_entry_free          (CstCaseEntry       *self);
CstCaseEntryLine *cst_case_entry_add_line      (CstCaseEntry       *self);
CstCaseEntry     *cst_case_entry_from_case     (const CstOrder     *order,
                                                const CstIncident  *incident);
CstOperation     *cst_case_entry_to_operation  (const CstCaseEntry *self,
                                                gint64              account,
                                                gint64              now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstCaseEntry, cst_case_entry_free)

G_END_DECLS
