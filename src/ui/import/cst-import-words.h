/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-import-plan.h"

G_BEGIN_DECLS

char *cst_import_button_text   (guint                n);
char *cst_import_progress_text (guint                n_done,
                                guint                n_all);
char *cst_import_summary_text  (const CstImportPlan *plan);
char *cst_import_rejected_name (const char          *path);

G_END_DECLS
