/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-delivery-case.h"
#include "cst-template-menu.h"

G_BEGIN_DECLS

#define CST_TYPE_ANSWER_PANEL (cst_answer_panel_get_type ())

G_DECLARE_FINAL_TYPE (CstAnswerPanel, cst_answer_panel, CST, ANSWER_PANEL, GtkWidget)

void                   cst_answer_panel_set_case   (CstAnswerPanel          *self,
                                                    const CstDeliveryCase   *delivery_case,
                                                    gint64                   now);
CstDeliveryAnswerKind  cst_answer_panel_get_kind   (CstAnswerPanel          *self);
void                   cst_answer_panel_choose     (CstAnswerPanel          *self,
                                                    CstDeliveryAnswerKind    kind);
void                   cst_answer_panel_focus      (CstAnswerPanel          *self);
CstDeliveryAnswer     *cst_answer_panel_dup_draft  (CstAnswerPanel          *self);
CstDeliveryAnswer     *cst_answer_panel_dup_answer (CstAnswerPanel          *self);
void                   cst_answer_panel_set_answer (CstAnswerPanel          *self,
                                                    const CstDeliveryAnswer *answer);
char                  *cst_answer_panel_dup_note   (CstAnswerPanel          *self);
void                   cst_answer_panel_set_note   (CstAnswerPanel          *self,
                                                    const char              *note);
gint64                 cst_answer_panel_get_again  (CstAnswerPanel          *self,
                                                    gint64                   now);
char                  *cst_answer_panel_dup_problem (CstAnswerPanel         *self,
                                                     gint64                  now);
void                   cst_answer_panel_write      (CstAnswerPanel          *self,
                                                    const char              *text);
CstTemplateMenu       *cst_answer_panel_get_menu   (CstAnswerPanel          *self);
gboolean               cst_answer_panel_is_empty   (CstAnswerPanel          *self);
void                   cst_answer_panel_clear      (CstAnswerPanel          *self);

G_END_DECLS
