/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-incident.h"

G_BEGIN_DECLS

/**
 * CstCustomerClaim:
 * @resolution: the latest that was not refused or cancelled, unknown when there is none
 * @amount: of that resolution, in minor units; 0 when it is no refund
 *
 * H10: one earlier incident of a customer.
 */
typedef struct
{
  char              *incident;
  char              *number;
  char              *order;
  char              *order_number;
  CstReason          reason;
  CstIncidentState   state;
  gint64             reported_at;
  CstResolutionKind  resolution;
  char               currency[4];
  gint64             amount;
} CstCustomerClaim;

extern const CstRecordType cst_customer_claim_type;

void       cst_customer_claim_free (CstCustomerClaim  *self);
GPtrArray *cst_db_customer_claims  (CstDb             *db,
                                    gint64             account,
                                    const char        *customer,
                                    const char        *except,
                                    GError           **error);
int        cst_db_count_claims     (CstDb             *db,
                                    gint64             account,
                                    const char        *customer,
                                    const CstIncident *incident,
                                    GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstCustomerClaim, cst_customer_claim_free)

G_END_DECLS
