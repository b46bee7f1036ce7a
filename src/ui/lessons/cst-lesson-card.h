/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-incident-case.h"
#include "cst-lesson-form.h"

G_BEGIN_DECLS

#define CST_TYPE_LESSON_CARD (cst_lesson_card_get_type ())

G_DECLARE_FINAL_TYPE (CstLessonCard, cst_lesson_card, CST, LESSON_CARD, GtkWidget)

void           cst_lesson_card_set_case (CstLessonCard         *self,
                                         CstContext            *context,
                                         const CstIncidentCase *incident_case);
CstLessonForm *cst_lesson_card_get_form (CstLessonCard         *self);
void           cst_lesson_card_add      (CstLessonCard         *self,
                                         const CstLesson       *lesson);

G_END_DECLS
