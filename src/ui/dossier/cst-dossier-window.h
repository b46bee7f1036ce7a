/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-context.h"
#include "cst-incident-case.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CST_TYPE_DOSSIER_WINDOW (cst_dossier_window_get_type ())

G_DECLARE_FINAL_TYPE (CstDossierWindow, cst_dossier_window, CST, DOSSIER_WINDOW, AdwWindow)

CstDossierWindow *cst_dossier_window_new (CstContext * context,
                                          CstIncidentCase * incident_case);

G_END_DECLS
