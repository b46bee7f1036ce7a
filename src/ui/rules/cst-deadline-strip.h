/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-case-view.h"
#include "cst-incident-case.h"

G_BEGIN_DECLS

#define CST_TYPE_DEADLINE_STRIP (cst_deadline_strip_get_type ())

G_DECLARE_FINAL_TYPE (CstDeadlineStrip, cst_deadline_strip, CST, DEADLINE_STRIP, GtkWidget)

void cst_deadline_strip_set_case (CstDeadlineStrip      *self,
                                  const CstIncidentCase *incident_case,
                                  const CstCaseView     *view,
                                  const char            *rules,
                                  gint64                 now);

G_END_DECLS
