/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-account.h"
#include "cst-delivery.h"
#include "cst-incident.h"

G_BEGIN_DECLS

#define CST_TYPE_PROBLEM_ROW (cst_problem_row_get_type ())

G_DECLARE_FINAL_TYPE (CstProblemRow, cst_problem_row, CST, PROBLEM_ROW, GtkListBoxRow)

GtkWidget *cst_problem_row_new (void);
void       cst_problem_row_set_incident (CstProblemRow        *self,
                                         const CstIncident    *incident,
                                         const CstAccountInfo *info,
                                         const char           *found,
                                         gint64                now);
void       cst_problem_row_set_delivery (CstProblemRow        *self,
                                         const CstDelivery    *delivery,
                                         const char           *title,
                                         gint64                now);
void       cst_problem_row_set_compact  (CstProblemRow        *self,
                                         gboolean              is_compact);

G_END_DECLS
