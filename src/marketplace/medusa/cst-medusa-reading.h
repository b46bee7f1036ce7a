/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "cst-incident.h"

G_BEGIN_DECLS

/**
 * CstMedusaReading:
 * @change: (nullable): the order's change that made it, or that still makes it
 * @receipt: (nullable): a return being received
 *
 * A claim or an exchange on its way to an incident.
 */
typedef struct
{
  JsonObject  *claim;
  JsonObject  *order;
  JsonObject  *change;
  JsonObject  *receipt;
  gboolean     is_draft;
  gboolean     is_cancelled;
  CstIncident *incident;
} CstMedusaReading;

const char *cst_medusa_after_prefix     (const char           *id);
void        cst_medusa_note             (CstMedusaReading     *reading,
                                         const char           *id,
                                         gint64                at,
                                         CstParty              actor,
                                         CstIncidentEventKind  kind,
                                         const char           *resolution);

/* cst-medusa-outcome.c */
void        cst_medusa_read_replacement (CstMedusaReading     *reading);
void        cst_medusa_read_refunds     (CstMedusaReading     *reading);
void        cst_medusa_read_return      (CstMedusaReading     *reading);

G_END_DECLS
