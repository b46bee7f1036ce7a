/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"

G_BEGIN_DECLS

/**
 * CstCustomerPhoto:
 * @attachment: (owned): its id
 * @incident_number: (owned): what it came with
 * @reported_at: when that was reported
 *
 * A photo that came with another claim of the same customer, and is on this computer.
 */
typedef struct
{
  char   *attachment;
  char   *incident_number;
  gint64  reported_at;
} CstCustomerPhoto;

void       cst_customer_photo_free    (CstCustomerPhoto  *self);
GPtrArray *cst_db_photos_of_customer  (CstDb             *db,
                                       gint64             account,
                                       const char        *incident,
                                       guint              limit,
                                       GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstCustomerPhoto, cst_customer_photo_free)

G_END_DECLS
