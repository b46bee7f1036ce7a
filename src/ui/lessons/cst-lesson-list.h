/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CST_TYPE_LESSON_LIST (cst_lesson_list_get_type ())

G_DECLARE_FINAL_TYPE (CstLessonList, cst_lesson_list, CST, LESSON_LIST, GtkWidget)

void cst_lesson_list_set_context (CstLessonList *self,
                                  CstContext    *context);
void cst_lesson_list_set_lessons (CstLessonList *self,
                                  GPtrArray     *lessons,
                                  const char    *today);

G_END_DECLS
