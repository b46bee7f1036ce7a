/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-incident.h"

G_BEGIN_DECLS

/**
 * CstReturnHit:
 *
 * A return that is still to be received or inspected, with what tells it from others.
 */
typedef struct
{
  gint64          account;
  char           *account_name;
  char           *order_number;
  char           *customer;
  char           *incident;
  char           *incident_number;
  char           *goods;
  CstReturnState  state;
  int             pieces;
} CstReturnHit;

void      cst_return_hit_free (CstReturnHit       *self);
gboolean  cst_return_matches  (const CstOrder     *order,
                               const CstIncident  *incident,
                               const CstReturn    *goods,
                               const char         *typed);
gpointer  cst_return_search   (CstDb              *db,
                               gpointer            request,
                               GCancellable       *cancellable,
                               GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstReturnHit, cst_return_hit_free)

G_END_DECLS
