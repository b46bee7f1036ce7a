/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-case-view.h"

G_BEGIN_DECLS

#define CST_TYPE_CLOCK_WINDOW (cst_clock_window_get_type ())

G_DECLARE_FINAL_TYPE (CstClockWindow, cst_clock_window, CST, CLOCK_WINDOW, AdwWindow)

CstClockWindow *cst_clock_window_new (GtkWindow * parent,
                                      const CstCaseClock * clock,
                                      const char         *rules,
                                      gint64              now);

G_END_DECLS
