/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"
#include "cst-lessons.h"

G_BEGIN_DECLS

#define CST_TYPE_LESSON_FORM (cst_lesson_form_get_type ())

G_DECLARE_FINAL_TYPE (CstLessonForm, cst_lesson_form, CST, LESSON_FORM, GtkWidget)

void       cst_lesson_form_open       (CstLessonForm *self,
                                       CstContext    *context,
                                       gint64         account,
                                       const char    *order,
                                       const char    *incident);
void       cst_lesson_form_close      (CstLessonForm *self);
gboolean   cst_lesson_form_is_empty   (CstLessonForm *self);
CstLesson *cst_lesson_form_dup_lesson (CstLessonForm *self);
void       cst_lesson_form_set_lesson (CstLessonForm *self,
                                       const CstLesson *lesson);
const char *cst_lesson_form_hand_in   (CstLessonForm *self);
void       cst_lesson_form_clear      (CstLessonForm *self);

G_END_DECLS
