/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-context.h"
#include "cst-incident-case.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CST_TYPE_RULING_WINDOW (cst_ruling_window_get_type ())

G_DECLARE_FINAL_TYPE (CstRulingWindow, cst_ruling_window, CST, RULING_WINDOW, AdwWindow)

CstRulingWindow *cst_ruling_window_new (CstContext * context,
                                        const CstIncidentCase * incident_case,
                                        const CstCaseMark * corrected,
                                        gboolean               is_binding);

G_END_DECLS
