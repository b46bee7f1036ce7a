/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"
#include "cst-lessons.h"

G_BEGIN_DECLS

gboolean   cst_lessons_are_equal (GPtrArray           *a,
                                  GPtrArray           *b);
GtkWidget *cst_lesson_row_new    (const CstLesson     *lesson,
                                  const char          *today,
                                  gint64               now,
                                  gboolean             names_incident);
void       cst_lesson_row_finish (CstContext          *context,
                                  GVariant            *asked,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);

G_END_DECLS
