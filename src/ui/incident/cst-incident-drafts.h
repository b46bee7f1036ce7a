/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-chat-page.h"
#include "cst-desk-card.h"
#include "cst-draft-saver.h"
#include "cst-incident-case.h"
#include "cst-photo-viewer.h"
#include "cst-resolution-panel.h"

G_BEGIN_DECLS

typedef enum
{
  CST_DRAFT_RESOLUTION,
  CST_DRAFT_MESSAGE,
  CST_DRAFT_NOTE,
  CST_DRAFT_MARKS,
} CstIncidentDraft;

#define CST_N_INCIDENT_DRAFTS (CST_DRAFT_MARKS + 1)

#define CST_TYPE_INCIDENT_DRAFTS (cst_incident_drafts_get_type ())

G_DECLARE_FINAL_TYPE (CstIncidentDrafts, cst_incident_drafts, CST, INCIDENT_DRAFTS, GObject)

CstIncidentDrafts *cst_incident_drafts_new (CstContext * context,
                                            CstResolutionPanel * panel,
                                            CstChatPage * chat,
                                            CstDeskCard * desk,
                                            CstPhotoViewer * viewer);
void               cst_incident_drafts_open      (CstIncidentDrafts     *self,
                                                  const CstIncidentCase *incident_case);
gboolean           cst_incident_drafts_is_open   (CstIncidentDrafts     *self);
void               cst_incident_drafts_close     (CstIncidentDrafts     *self);
void               cst_incident_drafts_save      (CstIncidentDrafts     *self,
                                                  CstIncidentDraft       draft);
CstDraftSaver     *cst_incident_drafts_get_saver (CstIncidentDrafts     *self,
                                                  CstIncidentDraft       draft);

G_END_DECLS
