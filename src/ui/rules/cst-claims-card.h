/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"
#include "cst-incident-case.h"

G_BEGIN_DECLS

#define CST_TYPE_CLAIMS_CARD (cst_claims_card_get_type ())

G_DECLARE_FINAL_TYPE (CstClaimsCard, cst_claims_card, CST, CLAIMS_CARD, GtkWidget)

void cst_claims_card_set_case (CstClaimsCard         *self,
                               CstContext            *context,
                               const CstIncidentCase *incident_case);

G_END_DECLS
