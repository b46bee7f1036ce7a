/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_ACCOUNT_WINDOW (cst_account_window_get_type ())

G_DECLARE_FINAL_TYPE (CstAccountWindow, cst_account_window, CST, ACCOUNT_WINDOW, AdwWindow)

CstAccountWindow *cst_account_window_new (CstContext * context,
                                          const char *profile,
                                          gint64      account);

G_END_DECLS
