/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_CODES_WINDOW (cst_codes_window_get_type ())

G_DECLARE_FINAL_TYPE (CstCodesWindow, cst_codes_window, CST, CODES_WINDOW, AdwWindow)

CstCodesWindow *cst_codes_window_new (CstContext * context);

G_END_DECLS
