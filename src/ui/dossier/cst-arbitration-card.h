/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-case-view.h"
#include "cst-incident-case.h"

G_BEGIN_DECLS

#define CST_TYPE_ARBITRATION_CARD (cst_arbitration_card_get_type ())

G_DECLARE_FINAL_TYPE (CstArbitrationCard, cst_arbitration_card, CST, ARBITRATION_CARD, GtkWidget)

void cst_arbitration_card_set_case (CstArbitrationCard    *self,
                                    const CstIncidentCase *incident_case,
                                    const CstCaseView     *view,
                                    gint64                 now);

G_END_DECLS
