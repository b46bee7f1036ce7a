/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-case-view.h"
#include "cst-operation.h"

G_BEGIN_DECLS

GPtrArray *cst_ship_warnings          (const CstPlaybook    *playbook,
                                       const CstCaseFacts   *facts);
GPtrArray *cst_ship_warnings_of_order (const CstPlaybook    *playbook,
                                       const CstAccountInfo *info,
                                       const CstOrder       *order,
                                       gint64                now);

gboolean   cst_ship_warnings_ask      (const GPtrArray      *warnings);
gboolean   cst_ship_warnings_doubt    (const GPtrArray      *warnings);
void       cst_ship_warnings_note     (const GPtrArray      *warnings,
                                       const CstPlaybook    *playbook,
                                       CstOperation         *operation,
                                       const char           *reason);

G_END_DECLS
