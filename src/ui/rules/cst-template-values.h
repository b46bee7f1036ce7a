/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-case-view.h"
#include "cst-incident-case.h"
#include "cst-resolution-draft.h"
#include "cst-template.h"

G_BEGIN_DECLS

GPtrArray *cst_template_values_new   (const CstIncidentCase *incident_case,
                                      const CstCaseView     *view,
                                      const char            *template_id,
                                      CstResolutionDraft    *draft,
                                      const char            *language);
char      *cst_template_write_day    (const char            *date,
                                      const char            *language);

G_END_DECLS
