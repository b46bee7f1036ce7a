/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_RECEIVE_WINDOW (cst_receive_window_get_type ())

G_DECLARE_FINAL_TYPE (CstReceiveWindow, cst_receive_window, CST, RECEIVE_WINDOW, AdwWindow)

CstReceiveWindow *cst_receive_window_new (CstContext * context,
                                          GtkWindow * parent);

G_END_DECLS
