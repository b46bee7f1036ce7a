/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"
#include "cst-incident-case.h"

G_BEGIN_DECLS

/* The dialogs after the click, each for one step of an incident as it is known now. */

void cst_aftercare_open_shipment (CstContext      *context,
                                  CstIncidentCase *incident_case,
                                  const char      *resolution,
                                  GtkWindow       *parent);
void cst_aftercare_open_label    (CstContext      *context,
                                  CstIncidentCase *incident_case,
                                  const char      *goods,
                                  GtkWindow       *parent);
void cst_aftercare_open_judgement (CstContext      *context,
                                   CstIncidentCase *incident_case,
                                   const char      *goods,
                                   CstOperationKind kind,
                                   GtkWindow       *parent);
void cst_aftercare_open_count    (CstContext      *context,
                                  CstIncidentCase *incident_case,
                                  const char      *goods,
                                  GtkWindow       *parent);
void cst_aftercare_open_reminder (CstContext      *context,
                                  CstIncidentCase *incident_case,
                                  GtkWindow       *parent);

G_END_DECLS
