/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"
#include "cst-import-fields.h"

G_BEGIN_DECLS

#define CST_TYPE_IMPORT_WINDOW (cst_import_window_get_type ())

G_DECLARE_FINAL_TYPE (CstImportWindow, cst_import_window, CST, IMPORT_WINDOW, AdwWindow)

CstImportWindow *cst_import_window_new (CstContext * context,
                                        CstImportKind    kind);
void             cst_import_window_open (CstImportWindow *self,
                                         const char      *path);

G_END_DECLS
