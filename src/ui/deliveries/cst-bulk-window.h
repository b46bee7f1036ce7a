/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"
#include "cst-delivery.h"

G_BEGIN_DECLS

#define CST_TYPE_BULK_WINDOW (cst_bulk_window_get_type ())

G_DECLARE_FINAL_TYPE (CstBulkWindow, cst_bulk_window, CST, BULK_WINDOW, AdwWindow)

CstBulkWindow *cst_bulk_window_new (CstContext * context,
                                    GPtrArray * refs,
                                    const CstDeliveryAnswer * answer);
CstBulkWindow *cst_bulk_window_new_for_outcome (CstContext              *context);

G_END_DECLS
