/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-import-plan.h"

G_BEGIN_DECLS

gboolean cst_import_find_order   (CstDb                *db,
                                  gint64                account,
                                  const char           *key,
                                  CstOrder            **order,
                                  GError              **error);
gboolean cst_import_parcel_check (CstDb                *db,
                                  const CstImportPlan  *plan,
                                  const CstAccount     *account,
                                  CstImportCase        *of_case,
                                  GHashTable           *recorded,
                                  GHashTable           *orders,
                                  GError              **error);

G_END_DECLS
