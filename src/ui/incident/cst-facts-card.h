/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-incident-case.h"

G_BEGIN_DECLS

#define CST_TYPE_FACTS_CARD (cst_facts_card_get_type ())

G_DECLARE_FINAL_TYPE (CstFactsCard, cst_facts_card, CST, FACTS_CARD, GtkWidget)

void cst_facts_card_set_case (CstFactsCard    *self,
                              CstIncidentCase *incident_case,
                              gint64           now);

G_END_DECLS
