/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-incident-case.h"

G_BEGIN_DECLS

#define CST_TYPE_OPERATION_BANNER (cst_operation_banner_get_type ())

G_DECLARE_FINAL_TYPE (CstOperationBanner, cst_operation_banner, CST, OPERATION_BANNER, GtkWidget)

void cst_operation_banner_set_case      (CstOperationBanner *self,
                                         CstIncidentCase    *incident_case,
                                         CstClock           *clock);
void cst_operation_banner_set_operation (CstOperationBanner *self,
                                         const CstOperation *operation,
                                         const char         *kind,
                                         const char         *content,
                                         GPtrArray          *sides,
                                         const char         *site,
                                         CstClock           *clock);
void cst_operation_banner_set_actions   (CstOperationBanner *self,
                                         const char         *undo,
                                         const char         *set_aside);

G_END_DECLS
