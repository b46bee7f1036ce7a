/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-case-view.h"
#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_WARNING_CHECK (cst_warning_check_get_type ())

G_DECLARE_FINAL_TYPE (CstWarningCheck, cst_warning_check, CST, WARNING_CHECK, GtkWidget)

GtkWidget *cst_warning_check_new (CstContext * context,
                                  gint64      account,
                                  const char *incident);
char      *cst_warning_check_dup_problem (CstWarningCheck *self);
void       cst_warning_check_note (CstWarningCheck *self,
                                   CstOperation    *operation);
GtkWidget *cst_warning_row_new   (const CstCaseNotice *notice);

G_END_DECLS
