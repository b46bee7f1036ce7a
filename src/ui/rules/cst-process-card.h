/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-case-view.h"

G_BEGIN_DECLS

#define CST_TYPE_PROCESS_CARD (cst_process_card_get_type ())

G_DECLARE_FINAL_TYPE (CstProcessCard, cst_process_card, CST, PROCESS_CARD, GtkWidget)

void cst_process_card_set_view (CstProcessCard     *self,
                                const CstPlaybook  *playbook,
                                const CstCaseFacts *facts,
                                const CstCaseView  *view,
                                gint64              now);

G_END_DECLS
