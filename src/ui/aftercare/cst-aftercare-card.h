/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"
#include "cst-incident-case.h"

G_BEGIN_DECLS

#define CST_TYPE_AFTERCARE_CARD (cst_aftercare_card_get_type ())

G_DECLARE_FINAL_TYPE (CstAftercareCard, cst_aftercare_card, CST, AFTERCARE_CARD, GtkWidget)

void     cst_aftercare_card_set_case   (CstAftercareCard *self,
                                        CstContext       *context,
                                        CstIncidentCase  *incident_case);
gboolean cst_aftercare_card_focus_step (CstAftercareCard *self);

G_END_DECLS
