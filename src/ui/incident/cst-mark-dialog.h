/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-incident-case.h"

G_BEGIN_DECLS

#define CST_MARK_RESOLVED "mark"

#define CST_TYPE_MARK_DIALOG (cst_mark_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CstMarkDialog, cst_mark_dialog, CST, MARK_DIALOG, AdwMessageDialog)

CstMarkDialog *cst_mark_dialog_new (GtkWindow * parent,
                                    const CstIncidentCase * incident_case,
                                    const char            *text);
char          *cst_mark_dialog_dup_text     (CstMarkDialog         *self);
const char    *cst_mark_dialog_get_reason   (CstMarkDialog         *self);
void           cst_mark_dialog_set_obstacle (CstMarkDialog         *self,
                                             const char            *obstacle);

G_END_DECLS
