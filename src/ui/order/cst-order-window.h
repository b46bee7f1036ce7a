/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"

G_BEGIN_DECLS

GtkWindow *cst_order_window_new (GtkWindow  *opener,
                                 CstContext *context,
                                 gint64      account,
                                 const char *order);

G_END_DECLS
