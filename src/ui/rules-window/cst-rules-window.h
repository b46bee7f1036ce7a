/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_RULES_WINDOW (cst_rules_window_get_type ())

G_DECLARE_FINAL_TYPE (CstRulesWindow, cst_rules_window, CST, RULES_WINDOW, AdwWindow)

CstRulesWindow *cst_rules_window_new (CstContext * context);

G_END_DECLS
