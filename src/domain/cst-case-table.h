/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-case-entry.h"

G_BEGIN_DECLS

/* Incidents as rows for a spreadsheet (RFC 4180): one for each article of the order. */

void cst_case_table_append_header (GString            *table);
void cst_case_table_append_case   (GString            *table,
                                   const CstOrder     *order,
                                   const CstIncident  *incident);

G_END_DECLS
