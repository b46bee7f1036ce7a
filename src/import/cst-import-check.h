/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-import-plan.h"

G_BEGIN_DECLS

/**
 * CstImportChecker:
 *
 * Holds a plan's incidents against the store, one after the other in the plan's order. A preview asks it once; writing
 * asks it again inside the transactions that write, because others write too.
 */
typedef struct _CstImportChecker CstImportChecker;

CstImportChecker *cst_import_checker_new    (CstImportPlan     *plan,
                                             const CstAccount  *account);
void              cst_import_checker_free   (CstImportChecker  *self);
gboolean          cst_import_checker_update (CstImportChecker  *self,
                                             CstDb             *db,
                                             GError           **error);
gboolean          cst_import_checker_check  (CstImportChecker  *self,
                                             CstDb             *db,
                                             CstImportCase     *of_case,
                                             GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstImportChecker, cst_import_checker_free)

G_END_DECLS
