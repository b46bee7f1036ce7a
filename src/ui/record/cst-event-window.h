/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"
#include "cst-incident-case.h"

G_BEGIN_DECLS

#define CST_TYPE_EVENT_WINDOW (cst_event_window_get_type ())

G_DECLARE_FINAL_TYPE (CstEventWindow, cst_event_window, CST, EVENT_WINDOW, AdwWindow)

CstEventWindow *cst_event_window_new (CstContext * context,
                                      CstIncidentCase * incident_case,
                                      CstIncidentEventKind  event);

G_END_DECLS
