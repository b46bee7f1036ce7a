/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-incident-case.h"

G_BEGIN_DECLS

#define CST_TYPE_FINDING_BAR (cst_finding_bar_get_type ())

G_DECLARE_FINAL_TYPE (CstFindingBar, cst_finding_bar, CST, FINDING_BAR, GtkWidget)

void cst_finding_bar_ask (CstFindingBar *self,
                          const char    *finding);
void cst_finding_bar_set_case (CstFindingBar   *self,
                               CstIncidentCase *incident_case);

G_END_DECLS
