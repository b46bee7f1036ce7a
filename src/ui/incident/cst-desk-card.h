/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-incident-case.h"

G_BEGIN_DECLS

#define CST_TYPE_DESK_CARD (cst_desk_card_get_type ())

G_DECLARE_FINAL_TYPE (CstDeskCard, cst_desk_card, CST, DESK_CARD, GtkWidget)

void   cst_desk_card_set_case  (CstDeskCard     *self,
                                CstIncidentCase *incident_case,
                                gint64           now);
char  *cst_desk_card_dup_note  (CstDeskCard     *self);
void   cst_desk_card_set_note  (CstDeskCard     *self,
                                const char      *note);
void   cst_desk_card_set_hand_over (CstDeskCard *self,
                                    GMenuModel  *menu);

G_END_DECLS
