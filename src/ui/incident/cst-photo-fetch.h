/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-context.h"
#include "cst-incident-case.h"

G_BEGIN_DECLS

void cst_photo_fetch_missing (CstContext            *context,
                              const CstIncidentCase *incident_case);

G_END_DECLS
