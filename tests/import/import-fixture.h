/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-import.h"
#include "store-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  Fixture     store;
  CstAccount *account; /* kept by hand */
} ImportFixture;

void           import_set_up    (ImportFixture      *fixture,
                                 gconstpointer       unused);
void           import_tear_down (ImportFixture      *fixture,
                                 gconstpointer       unused);
CstTable      *import_table     (const char         *text);
CstImportPlan *import_preview   (ImportFixture      *fixture,
                                 CstTable           *table,
                                 const CstImportMap *map);
CstImportPlan *import_plan      (ImportFixture      *fixture,
                                 const char         *text);
const char    *import_problem   (const CstImportPlan *plan,
                                 guint               row);

G_END_DECLS
