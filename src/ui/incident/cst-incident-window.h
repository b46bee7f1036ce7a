/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_INCIDENT_WINDOW (cst_incident_window_get_type ())

G_DECLARE_FINAL_TYPE (CstIncidentWindow, cst_incident_window, CST, INCIDENT_WINDOW, AdwWindow)

CstIncidentWindow *cst_incident_window_new (GtkApplication * application,
                                            CstContext * context);
void               cst_incident_window_show        (CstIncidentWindow  *self,
                                                    gint64              account,
                                                    const char         *incident);
void               cst_incident_window_set_through (CstIncidentWindow  *self,
                                                    const CstListQuery *through);
gint64             cst_incident_window_get_account (CstIncidentWindow  *self);
const char        *cst_incident_window_get_incident (CstIncidentWindow *self);

void               cst_incident_window_open         (GtkApplication     *application,
                                                     CstContext         *context,
                                                     gint64              account,
                                                     const char         *incident,
                                                     const CstListQuery *through);

G_END_DECLS
