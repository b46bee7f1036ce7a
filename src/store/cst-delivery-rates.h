/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"

G_BEGIN_DECLS

/**
 * CstDeliveryRate:
 * @carrier: as it writes its name; empty when it is not known
 * @ended: parcels ordered in the period whose end is known: they arrived, came back or were lost
 * @delivered: of these, the ones that arrived
 * @first_attempt: of these, the ones that arrived without an attempt that failed
 * @incidents: delivery incidents of the period that came to their end
 * @solved: of these, the ones whose parcel arrived after all
 *
 * C3: how well parcels arrive, in numbers that can be added up and divided: delivery rate = delivered / ended,
 * first-attempt rate = first_attempt / ended, solved after an incident = solved / incidents.
 */
typedef struct
{
  gint64  account;
  char   *carrier;
  int     ended;
  int     delivered;
  int     first_attempt;
  int     incidents;
  int     solved;
} CstDeliveryRate;

void             cst_delivery_rate_free (CstDeliveryRate  *self);
GPtrArray       *cst_db_delivery_rates  (CstDb            *db,
                                         gint64            account,
                                         gint64            from,
                                         gint64            to,
                                         GError          **error);
CstDeliveryRate *cst_delivery_rates_sum (GPtrArray        *rates,
                                         const char       *carrier);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstDeliveryRate, cst_delivery_rate_free)

G_END_DECLS
