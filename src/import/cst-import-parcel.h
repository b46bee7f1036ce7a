/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-carrier-codes.h"
#include "cst-delivery.h"

G_BEGIN_DECLS

/**
 * CstImportParcel:
 * @order_number: (nullable): its sender's own reference
 * @at: since when it is in its state
 * @state: (nullable): the carrier's code of that
 * @code: (nullable): the carrier's code of the last incident
 * @action: (nullable): the last answer the carrier has, in its words
 * @attempts: 0 when not said
 * @cod: in minor units of @currency, -1 when not said
 *
 * What a carrier's table says of one parcel.
 */
typedef struct
{
  char              *tracking_number;
  char              *order_number;
  char              *carrier;
  char              *source; /* whose codes these are */
  gint64             at;
  gint64             shipped_at;
  gint64             delivered_at;
  char              *state;
  char              *state_text;
  char              *code;
  char              *code_text;
  CstDeliveryReason  said_reason; /* what people said that the code means */
  char              *action;
  char              *note;
  char              *agency;
  int                attempts;
  CstAddress         recipient;
  gint64             cod;
  char               currency[4];
} CstImportParcel;

extern const CstRecordType cst_import_parcel_type;

void         cst_import_parcel_free         (CstImportParcel       *self);
char        *cst_import_parcel_id           (const CstImportParcel *self);
gboolean     cst_import_parcel_has_incident (const CstImportParcel *self,
                                             const CstCarrierCodes *codes);
gboolean     cst_import_parcel_is_older     (const CstImportParcel *self,
                                             const CstDelivery     *known);
CstDelivery *cst_import_parcel_merge        (const CstImportParcel *self,
                                             const CstDelivery     *known,
                                             const CstCarrierCodes *codes,
                                             const CstAccount      *account);

G_END_DECLS
