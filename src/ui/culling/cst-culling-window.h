/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_CULLING_WINDOW (cst_culling_window_get_type ())

G_DECLARE_FINAL_TYPE (CstCullingWindow, cst_culling_window, CST, CULLING_WINDOW, AdwWindow)

CstCullingWindow *cst_culling_window_new (GtkApplication * application,
                                          CstContext * context,
                                          const CstListQuery * through);

G_END_DECLS
