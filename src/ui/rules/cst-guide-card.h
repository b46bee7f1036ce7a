/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-case-view.h"

G_BEGIN_DECLS

#define CST_TYPE_GUIDE_CARD (cst_guide_card_get_type ())

G_DECLARE_FINAL_TYPE (CstGuideCard, cst_guide_card, CST, GUIDE_CARD, GtkWidget)

void cst_guide_card_set_view (CstGuideCard       *self,
                              const CstPlaybook  *playbook,
                              const CstCaseFacts *facts,
                              const CstCaseView  *view,
                              gint64              now);

G_END_DECLS
