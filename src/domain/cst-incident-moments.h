/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-incident.h"
#include "cst-thread.h"

G_BEGIN_DECLS

gint64 cst_incident_clocks_start (const CstIncident *self);
gint64 cst_incident_first_reply  (const CstIncident *self,
                                  const CstThread   *thread);
gint64 cst_incident_settled_at   (const CstIncident *self);

G_END_DECLS
