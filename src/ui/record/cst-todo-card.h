/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-incident-case.h"

G_BEGIN_DECLS

#define CST_TYPE_TODO_CARD (cst_todo_card_get_type ())

G_DECLARE_FINAL_TYPE (CstTodoCard, cst_todo_card, CST, TODO_CARD, GtkWidget)

void cst_todo_card_set_case (CstTodoCard           *self,
                             const CstIncidentCase *incident_case);

G_END_DECLS
