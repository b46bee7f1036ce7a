/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-outbox-entry.h"

G_BEGIN_DECLS

#define CST_TYPE_CONFLICT_WINDOW (cst_conflict_window_get_type ())

G_DECLARE_FINAL_TYPE (CstConflictWindow, cst_conflict_window, CST, CONFLICT_WINDOW, AdwWindow)

CstConflictWindow *cst_conflict_window_new (CstOutboxEntry * entry,
                                            gint64          now);

G_END_DECLS
