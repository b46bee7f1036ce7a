/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-aftercare-card.h"
#include "cst-arbitration-card.h"
#include "cst-chat-page.h"
#include "cst-claims-card.h"
#include "cst-deadline-strip.h"
#include "cst-decision-guard.h"
#include "cst-desk-card.h"
#include "cst-evidence-strip.h"
#include "cst-facts-card.h"
#include "cst-todo-card.h"
#include "cst-finding-bar.h"
#include "cst-guide-card.h"
#include "cst-lesson-card.h"
#include "cst-history-card.h"
#include "cst-incident-case.h"
#include "cst-incident-drafts.h"
#include "cst-incident-list.h"
#include "cst-incident-photos.h"
#include "cst-incident-rules.h"
#include "cst-incident-window.h"
#include "cst-operation-banner.h"
#include "cst-pack-strip.h"
#include "cst-photo-viewer.h"
#include "cst-process-card.h"
#include "cst-resolution-panel.h"
#include "cst-site-card.h"

G_BEGIN_DECLS

struct _CstIncidentWindow
{
  AdwWindow           parent_instance;

  CstContext         *context;       /* (owned) */
  CstIncidentCase    *incident_case; /* (owned) (nullable): what is shown */
  gint64              account;
  char               *incident;      /* (owned) (nullable) */
  GPtrArray          *through;       /* (owned) (nullable) of CstIncidentRef: for previous and next */
  GCancellable       *cancellable;   /* (owned): ends with the window */
  CstIncidentPhotos  *photos;        /* (owned) */
  CstIncidentDrafts  *drafts;        /* (owned) */
  CstIncidentRules   *rules;         /* (owned) */
  char               *marked_read;   /* (owned) (nullable): the message already marked as read */
  gboolean            is_loading;
  gboolean            load_again;
  gboolean            is_filling;
  gboolean            is_deciding;
  gboolean            said_opened;
  gboolean            photos_only;
  gboolean            is_through_todo; /* it was opened from what is to be handled */
  gboolean            has_asked;       /* for the photos of a settled incident, once */
  gboolean            seeks_step;      /* once shown, it goes to what is to be handled */

  AdwToastOverlay    *toasts;
  AdwWindowTitle     *title;
  GtkWidget          *navigation_box;
  GtkLabel           *position_label;
  GtkStack           *stack;
  GtkLabel           *problem_label;
  GtkWidget          *photos_box;
  GtkWidget          *details_box;
  CstPhotoViewer     *viewer;
  CstFindingBar      *finding_bar;
  CstOperationBanner *banner;
  CstPackStrip *pack_strip;
  CstEvidenceStrip   *evidence_strip;
  AdwViewStack       *pages;
  AdwViewStackPage   *messages_page;
  AdwViewStackPage   *desk_page;
  CstDeadlineStrip   *deadline_strip;
  CstFactsCard       *facts_card;
  CstTodoCard        *todo_card;
  CstAftercareCard   *aftercare_card;
  CstLessonCard      *lesson_card;
  CstGuideCard       *guide_card;
  CstResolutionPanel *resolution_panel;
  CstProcessCard     *process_card;
  CstSiteCard        *site_card;
  CstArbitrationCard *arbitration_card;
  CstClaimsCard      *claims_card;
  CstChatPage        *chat_page;
  CstDeskCard        *desk_card;
  CstHistoryCard     *history_card;
  GtkWidget          *action_bar;
  GtkLabel           *missing_label;
  GtkButton          *decide_button;
};

void cst_incident_window_install_actions (GtkWidgetClass    *widget_class);
void cst_incident_window_update_actions  (CstIncidentWindow *self);
void cst_incident_window_save_drafts     (CstIncidentWindow *self);
void cst_incident_window_toast           (CstIncidentWindow *self,
                                          const char        *text);
void cst_incident_window_decide          (CstIncidentWindow *self,
                                          CstOperation      *operation,
                                          CstDraftSaver     *saver,
                                          const char        *done);
void cst_incident_window_say_opened      (CstIncidentWindow *self);
void cst_incident_window_mark_read       (CstIncidentWindow *self);
void cst_incident_window_ask_photo       (CstIncidentWindow *self);
void cst_incident_window_confirm         (CstIncidentWindow *self);
void cst_incident_window_install_rules_actions (GtkWidgetClass *widget_class);
void cst_incident_window_set_up_rules    (CstIncidentWindow *self);
void cst_incident_window_fill_rules      (CstIncidentWindow *self);
void cst_incident_window_check_message   (CstIncidentWindow *self);
void cst_incident_window_note_proposal   (CstIncidentWindow *self,
                                          CstOperation      *operation,
                                          CstDecisionGuard  *guard);

void cst_incident_window_install_waiting (GtkWidgetClass   *widget_class);
void cst_incident_window_show_photos     (CstIncidentWindow *self);
void cst_incident_window_install_look    (GtkWidgetClass   *widget_class);
void cst_incident_window_install_past    (GtkWidgetClass   *widget_class);
void cst_incident_window_install_closing (GtkWidgetClass   *widget_class);
void cst_incident_window_update_closing  (CstIncidentWindow *self);
void cst_incident_window_install_cancelling (GtkWidgetClass *widget_class);
void cst_incident_window_update_cancelling (CstIncidentWindow *self);

char *cst_incident_window_dup_obstacle   (CstIncidentWindow *self,
                                          const char        *text);
void cst_incident_window_install_site    (GtkWidgetClass    *widget_class);
void cst_incident_window_fill_site       (CstIncidentWindow *self);
void cst_incident_window_update_site     (CstIncidentWindow *self);

const CstCaseEscalation *cst_incident_window_find_escalation (CstIncidentWindow *self,
                                                              const char        *id);
void cst_incident_window_note_asked      (CstIncidentWindow *self,
                                          CstMoment          moment,
                                          const char        *by,
                                          const char        *label,
                                          const char        *text);
void cst_incident_window_install_arbitration (GtkWidgetClass *widget_class);
void cst_incident_window_update_arbitration (CstIncidentWindow *self);

void cst_incident_window_set_up_evidence (CstIncidentWindow *self);
void cst_incident_window_update_evidence (CstIncidentWindow *self);
void cst_incident_window_install_evidence (GtkWidgetClass  *widget_class);

G_END_DECLS
