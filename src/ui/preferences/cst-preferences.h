/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_PREFERENCES (cst_preferences_get_type ())

G_DECLARE_FINAL_TYPE (CstPreferences, cst_preferences, CST, PREFERENCES, AdwPreferencesWindow)

CstPreferences *cst_preferences_new (CstContext * context,
                                     GSettings * settings);

G_END_DECLS
