/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-operation.h"

G_BEGIN_DECLS

#define CST_N_FINDINGS (CST_FINDING_CANNOT_TELL + 1)

/**
 * CstLineFindings:
 * @line: (nullable): a reported line, %NULL for an incident that names none
 * @reported: how many pieces were reported, 1 for an incident that names no line
 * @pieces: by #CstFindingKind how many of them it holds for; what is left nobody has judged
 * @newest: (nullable): the latest finding that holds for some of them
 *
 * What holds now for one line. Texts and findings are borrowed.
 */
typedef struct
{
  const char       *line;
  int               reported;
  int               pieces[CST_N_FINDINGS];
  const CstFinding *newest;
} CstLineFindings;

GPtrArray *cst_findings_of_desk   (const CstDesk      *desk,
                                   const GPtrArray    *operations);
GArray    *cst_findings_now       (const CstIncident  *incident,
                                   const GPtrArray    *findings);
void       cst_findings_total     (const GArray       *now,
                                   CstLineFindings    *total);

const CstLineFindings *cst_findings_of_line (const GArray *now,
                                             const char   *line);
char      *cst_label_found        (const CstLineFindings *found);
char      *cst_label_found_on     (CstFindingKind         finding,
                                   const char            *line,
                                   int                    quantity,
                                   const CstOrder        *order);
char      *cst_label_found_by     (const CstOperation    *operation,
                                   const CstOrder        *order);

G_END_DECLS
