/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-delivery.h"

G_BEGIN_DECLS

/**
 * CstCarrierCode:
 * @label: the carrier's own words for it, as last seen
 * @n: how many delivery incidents had it
 * @is_mapped: whether somebody said what it means
 * @reason: that, when @is_mapped
 *
 * A code that no table knows.
 */
typedef struct
{
  char              *source;
  char              *code;
  char              *label;
  gint64             first_seen;
  gint64             last_seen;
  int                n;
  gboolean           is_mapped;
  CstDeliveryReason  reason;
} CstCarrierCode;

extern const CstRecordType cst_carrier_code_type;

void       cst_carrier_code_free   (CstCarrierCode     *self);
gboolean   cst_db_said_reason     (CstDb              *db,
                                   const char         *source,
                                   const char         *code,
                                   CstDeliveryReason  *reason,
                                   gboolean           *is_said,
                                   GError            **error);
gboolean   cst_db_find_reason      (CstDb              *db,
                                    const CstDelivery  *delivery,
                                    gboolean            has_new_code,
                                    gint64              now,
                                    CstDeliveryReason  *reason,
                                    GError            **error);
GPtrArray *cst_db_carrier_codes    (CstDb              *db,
                                    gboolean            unmapped_only,
                                    GError            **error);
gboolean   cst_db_map_carrier_code (CstDb              *db,
                                    const char         *source,
                                    const char         *code,
                                    CstDeliveryReason   reason,
                                    GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstCarrierCode, cst_carrier_code_free)

G_END_DECLS
