/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cst-import-plan.h"

G_BEGIN_DECLS

#define CST_TYPE_IMPORT_ITEM (cst_import_item_get_type ())

G_DECLARE_FINAL_TYPE (CstImportItem, cst_import_item, CST, IMPORT_ITEM, GObject)

GListStore         *cst_import_items_new (const CstImportPlan * plan,
                                          gboolean             only_problems);

guint               cst_import_item_line     (CstImportItem       *self);
CstImportState      cst_import_item_state    (CstImportItem       *self);
const char         *cst_import_item_title    (CstImportItem       *self);
const char         *cst_import_item_text     (CstImportItem       *self);
char               *cst_import_item_sentence (CstImportItem       *self);

G_END_DECLS
