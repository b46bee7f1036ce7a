/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-store.h"

G_BEGIN_DECLS

gboolean cst_chores_are_due (CstDb     *db,
                             gint64     now);
gboolean cst_chores_run     (CstStore  *store,
                             gint64     now,
                             GError   **error);

G_END_DECLS
