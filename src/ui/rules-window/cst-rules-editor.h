/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_RULES_EDITOR (cst_rules_editor_get_type ())

G_DECLARE_FINAL_TYPE (CstRulesEditor, cst_rules_editor, CST, RULES_EDITOR, AdwWindow)

CstRulesEditor *cst_rules_editor_new (CstContext * context,
                                      const char *id);

G_END_DECLS
