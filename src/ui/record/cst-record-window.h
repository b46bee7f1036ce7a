/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-case-entry.h"
#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_RECORD_WINDOW (cst_record_window_get_type ())

G_DECLARE_FINAL_TYPE (CstRecordWindow, cst_record_window, CST, RECORD_WINDOW, AdwWindow)

CstRecordWindow *cst_record_window_new (CstContext * context);
CstRecordWindow *cst_record_window_new_for (CstContext        *context,
                                            gint64             account,
                                            const CstOrder    *order,
                                            const CstIncident *incident);

G_END_DECLS
