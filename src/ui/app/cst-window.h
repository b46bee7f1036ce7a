/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-application.h"

G_BEGIN_DECLS

#define CST_TYPE_WINDOW (cst_window_get_type ())

G_DECLARE_FINAL_TYPE (CstWindow, cst_window, CST, WINDOW, AdwApplicationWindow)

CstWindow *cst_window_new (CstApplication * application);

G_END_DECLS
