/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-incident.h"

G_BEGIN_DECLS

GArray     *cst_event_list_possible (const CstIncident    *incident);
const char *cst_event_label         (CstIncidentEventKind  event);
const char *cst_event_explain       (CstIncidentEventKind  event);
const char *cst_event_subject       (const CstIncident    *incident,
                                     CstIncidentEventKind  event);

G_END_DECLS
