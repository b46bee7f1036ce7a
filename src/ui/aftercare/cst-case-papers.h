/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"
#include "cst-incident-case.h"

G_BEGIN_DECLS

/**
 * CstCasePaper:
 * @CST_CASE_SHEET: the incident's sheet
 * @CST_CASE_SLIP: the preparation slip of its replacement
 * @CST_CASE_LABEL: the label of its return
 *
 * What can be printed of an incident (R10).
 */
typedef enum
{
  CST_CASE_SHEET,
  CST_CASE_SLIP,
  CST_CASE_LABEL,
} CstCasePaper;

gboolean cst_case_has_paper   (const CstIncident *incident,
                               CstCasePaper       paper);
void     cst_case_print_paper (CstContext        *context,
                               CstIncidentCase   *incident_case,
                               CstCasePaper       paper,
                               gboolean           to_file,
                               GtkWindow         *parent);
void     cst_case_load_and_print (CstContext     *context,
                                  gint64          account,
                                  const char     *incident,
                                  CstCasePaper    paper,
                                  gboolean        to_file,
                                  GtkWindow      *parent);

G_END_DECLS
