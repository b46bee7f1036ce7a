/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-incident-case.h"
#include "cst-store.h"

G_BEGIN_DECLS

char *cst_label_source_path (CstStore              *store,
                             const CstIncidentCase *incident_case,
                             const CstReturn       *goods);

G_END_DECLS
