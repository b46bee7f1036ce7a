/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-list-query.h"

G_BEGIN_DECLS

/* One incident, named. */
typedef struct
{
  gint64  account;
  char   *incident;
} CstIncidentRef;

CstIncidentRef *cst_incident_ref_new   (gint64           account,
                                        const char      *incident);
void            cst_incident_ref_free  (CstIncidentRef  *self);

gpointer        cst_incident_list_load (CstDb           *db,
                                        gpointer         request,
                                        GCancellable    *cancellable,
                                        GError         **error);
int             cst_incident_list_find (GPtrArray       *list,
                                        gint64           account,
                                        const char      *incident);

G_END_DECLS
