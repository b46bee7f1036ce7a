/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_REPORT_WINDOW (cst_report_window_get_type ())

G_DECLARE_FINAL_TYPE (CstReportWindow, cst_report_window, CST, REPORT_WINDOW, AdwWindow)

CstReportWindow *cst_report_window_new (CstContext * context,
                                        const CstAccount * account,
                                        const CstOrder * order);
const char      *cst_report_window_get_draft (CstReportWindow *self);

G_END_DECLS
