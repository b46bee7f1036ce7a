/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-case-view.h"

G_BEGIN_DECLS

GPtrArray *cst_ship_warnings          (const CstPlaybook    *playbook,
                                       const CstCaseFacts   *facts);
GPtrArray *cst_ship_warnings_of_order (const CstPlaybook    *playbook,
                                       const CstAccountInfo *info,
                                       const CstOrder       *order,
                                       gint64                now);

G_END_DECLS
