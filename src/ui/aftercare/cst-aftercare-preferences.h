/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_AFTERCARE_PREFERENCES (cst_aftercare_preferences_get_type ())

G_DECLARE_FINAL_TYPE (CstAftercarePreferences, cst_aftercare_preferences, CST, AFTERCARE_PREFERENCES,
                      AdwPreferencesPage)

GtkWidget *cst_aftercare_preferences_new (CstContext * context);

G_END_DECLS
