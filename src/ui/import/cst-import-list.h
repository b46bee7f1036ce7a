/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-import-plan.h"

G_BEGIN_DECLS

#define CST_TYPE_IMPORT_LIST (cst_import_list_get_type ())

G_DECLARE_FINAL_TYPE (CstImportList, cst_import_list, CST, IMPORT_LIST, GtkWidget)

void cst_import_list_set_plan (CstImportList       *self,
                               const CstImportPlan *plan,
                               gboolean             only_problems);

G_END_DECLS
