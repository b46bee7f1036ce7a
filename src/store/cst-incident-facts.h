/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-due-hook.h"

G_BEGIN_DECLS

const char *cst_order_carrier          (const CstOrder      *order);
gboolean    cst_db_write_incident_facts (CstDb              *db,
                                         gint64              account,
                                         const CstOrder     *order,
                                         const CstIncident  *incident,
                                         const CstThread    *thread,
                                         const CstRuleTimes *rules,
                                         GError            **error);

G_END_DECLS
