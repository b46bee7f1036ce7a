/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-incident-case.h"

G_BEGIN_DECLS

#define CST_TYPE_HISTORY_CARD (cst_history_card_get_type ())

G_DECLARE_FINAL_TYPE (CstHistoryCard, cst_history_card, CST, HISTORY_CARD, GtkWidget)

void cst_history_card_set_case (CstHistoryCard  *self,
                                CstIncidentCase *incident_case,
                                gint64           now);

G_END_DECLS
