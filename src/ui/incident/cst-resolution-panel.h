/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-case-view.h"
#include "cst-incident-case.h"
#include "cst-photo-decoder.h"
#include "cst-resolution-draft.h"
#include "cst-store.h"

G_BEGIN_DECLS

#define CST_TYPE_RESOLUTION_PANEL (cst_resolution_panel_get_type ())

G_DECLARE_FINAL_TYPE (CstResolutionPanel, cst_resolution_panel, CST, RESOLUTION_PANEL, GtkWidget)

void                 cst_resolution_panel_set_up    (CstResolutionPanel  *self,
                                                     CstStore            *store,
                                                     CstPhotoDecoder     *decoder);
void                 cst_resolution_panel_set_case  (CstResolutionPanel  *self,
                                                     CstIncidentCase     *incident_case,
                                                     gint64 moment);
void                 cst_resolution_panel_set_words (CstResolutionPanel  *self,
                                                     const CstCaseView   *view);
CstResolutionDraft  *cst_resolution_panel_get_draft (CstResolutionPanel  *self);

G_END_DECLS
