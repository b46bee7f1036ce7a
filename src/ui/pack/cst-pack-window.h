/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_PACK_WINDOW (cst_pack_window_get_type ())

G_DECLARE_FINAL_TYPE (CstPackWindow, cst_pack_window, CST, PACK_WINDOW, AdwWindow)

CstPackWindow *cst_pack_window_new (CstContext * context,
                                    const CstListQuery * query);

G_END_DECLS
