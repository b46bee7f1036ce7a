/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-case-view.h"
#include "cst-incident-case.h"

G_BEGIN_DECLS

#define CST_TYPE_SITE_CARD (cst_site_card_get_type ())

G_DECLARE_FINAL_TYPE (CstSiteCard, cst_site_card, CST, SITE_CARD, GtkWidget)

gboolean cst_site_may_mark      (const CstIncidentCase *incident_case);
gboolean cst_site_may_ask       (const CstIncidentCase *incident_case);
char    *cst_site_undo_text     (int                    undo_window);
void     cst_site_card_set_case (CstSiteCard           *self,
                                 const CstIncidentCase *incident_case,
                                 const CstCaseView     *view,
                                 gint64                 now);

G_END_DECLS
