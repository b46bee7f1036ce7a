/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-import-map.h"

G_BEGIN_DECLS

#define CST_TYPE_IMPORT_COLUMNS (cst_import_columns_get_type ())

G_DECLARE_FINAL_TYPE (CstImportColumns, cst_import_columns, CST, IMPORT_COLUMNS, GtkWidget)

void                cst_import_columns_set       (CstImportColumns   *self,
                                                  const char         *name,
                                                  CstTable           *table,
                                                  const CstImportMap *map,
                                                  CstCarrierCodes    *codes);
CstTable           *cst_import_columns_get_table (CstImportColumns   *self);
const CstImportMap *cst_import_columns_get_map   (CstImportColumns   *self);

G_END_DECLS
