/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-answer-panel.h"
#include "cst-call-card.h"
#include "cst-delivery-case.h"
#include "cst-delivery-facts.h"
#include "cst-delivery-history.h"
#include "cst-delivery-window.h"
#include "cst-draft-saver.h"
#include "cst-operation-banner.h"
#include "cst-tips-card.h"

G_BEGIN_DECLS

struct _CstDeliveryWindow
{
  AdwWindow            parent_instance;

  AdwToastOverlay     *toasts;
  AdwWindowTitle      *title;
  GtkWidget           *navigation_box;
  GtkLabel            *position_label;
  GtkStack            *stack;
  CstOperationBanner  *banner;
  GtkWidget           *protest_box;
  GtkImage            *protest_icon;
  GtkLabel            *protest_label;
  GtkBox              *columns;
  CstDeliveryFacts    *facts;
  CstCallCard         *call_card;
  CstAnswerPanel      *answer_panel;
  CstTipsCard         *tips_card;
  CstDeliveryHistory  *history;
  GtkWidget           *others_card;
  GtkWidget           *others_box;
  GtkWidget           *action_bar;
  GtkLabel            *missing_label;
  GtkButton           *answer_button;

  CstContext          *context;       /* (owned) */
  CstDeliveryCase     *delivery_case; /* (owned) (nullable): until it was read */
  gint64               account;
  char                *delivery;      /* (owned) (nullable) */
  GPtrArray           *through;       /* (owned) (nullable): of CstDeliveryRef */
  GCancellable        *cancellable;   /* (owned) */
  CstDraftSaver       *answer_saver;  /* (owned) (nullable): once the draft was put back */
  CstDraftSaver       *call_saver;    /* (owned) (nullable) */
  gboolean             is_loading;
  gboolean             load_again;
  gboolean             is_filling;
  gboolean             is_deciding;
  gboolean             is_narrow;
  int                  width;
};

void cst_delivery_window_install_actions (GtkWidgetClass    *widget_class);
void cst_delivery_window_update_actions  (CstDeliveryWindow *self);
void cst_delivery_window_install_texts   (GtkWidgetClass    *widget_class);
void cst_delivery_window_set_up_texts    (CstDeliveryWindow *self);
void cst_delivery_window_toast           (CstDeliveryWindow *self,
                                          const char        *text);

G_END_DECLS
