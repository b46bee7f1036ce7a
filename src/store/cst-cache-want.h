/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-thread.h"

G_BEGIN_DECLS

gboolean cst_db_cache_want_pictures (CstDb            *db,
                                     gint64            account,
                                     const CstOrder   *order,
                                     GError          **error);
gboolean cst_db_cache_want_order    (CstDb            *db,
                                     gint64            account,
                                     const CstOrder   *order,
                                     GPtrArray        *incidents,
                                     const CstThread  *thread,
                                     GError          **error);

G_END_DECLS
