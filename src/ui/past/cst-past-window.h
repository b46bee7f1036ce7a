/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_PAST_WINDOW (cst_past_window_get_type ())

G_DECLARE_FINAL_TYPE (CstPastWindow, cst_past_window, CST, PAST_WINDOW, AdwWindow)

CstPastWindow *cst_past_window_new (GtkWindow * parent,
                                    CstContext * context,
                                    gint64           account,
                                    const char      *incident);

G_END_DECLS
