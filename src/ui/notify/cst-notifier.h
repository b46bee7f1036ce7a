/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_NOTIFIER (cst_notifier_get_type ())

G_DECLARE_FINAL_TYPE (CstNotifier, cst_notifier, CST, NOTIFIER, GObject)

CstNotifier *cst_notifier_new (GtkApplication * application,
                               CstContext * context,
                               GSettings * settings);

G_END_DECLS
