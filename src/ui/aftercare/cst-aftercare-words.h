/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-incident-case.h"
#include "cst-next-step.h"

G_BEGIN_DECLS

/**
 * CstCustody:
 * @replaced: pieces that any resolution of the order replaces
 * @refunded: likewise
 * @left: pieces that may still be replaced or refunded (R1)
 *
 * What was already done about one line (R5).
 */
typedef struct
{
  int replaced;
  int refunded;
  int left;
} CstCustody;

const char *cst_next_step_icon    (const CstNextStep      *step);
char       *cst_next_step_title   (const CstNextStep      *step,
                                   const CstIncidentCase  *incident_case,
                                   gint64                  now);
char       *cst_next_step_detail  (const CstNextStep      *step,
                                   const CstIncidentCase  *incident_case,
                                   const CstNextStepRules *rules,
                                   gint64                  now);
char       *cst_pieces_sentence   (const CstIncidentCase  *incident_case,
                                   GPtrArray              *resolution_lines);
char       *cst_return_sentence   (const CstIncidentCase  *incident_case,
                                   const CstReturn        *goods);
const char *cst_contested_words   (const CstIncidentCase  *incident_case);
CstCustody  cst_custody_of        (const CstIncidentCase  *incident_case,
                                   const char             *line_id);
char       *cst_custody_sentence  (const CstIncidentCase  *incident_case,
                                   const char             *line_id);

G_END_DECLS
