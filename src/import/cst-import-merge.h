/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-import-plan.h"

G_BEGIN_DECLS

/* What rows say, put into what is known. */

CstCaseEntry *cst_import_merge     (const CstImportCase *said,
                                    const CstCaseEntry  *known,
                                    const CstAccount    *account);
CstCaseEntry *cst_import_same_order (const CstCaseEntry *known);
gboolean      cst_import_is_same   (const CstCaseEntry  *said,
                                    const CstCaseEntry  *known);

G_END_DECLS
