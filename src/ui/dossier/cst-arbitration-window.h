/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-case-view.h"
#include "cst-context.h"
#include "cst-incident-case.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CST_TYPE_ARBITRATION_WINDOW (cst_arbitration_window_get_type ())

G_DECLARE_FINAL_TYPE (CstArbitrationWindow, cst_arbitration_window, CST, ARBITRATION_WINDOW, AdwWindow)

CstArbitrationWindow *cst_arbitration_window_new (CstContext * context,
                                                  const CstIncidentCase * incident_case,
                                                  const CstCaseEscalation * rule);

G_END_DECLS
