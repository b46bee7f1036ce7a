/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CST_TYPE_SPINNER (cst_spinner_get_type ())

G_DECLARE_FINAL_TYPE (CstSpinner, cst_spinner, CST, SPINNER, GtkWidget)

gboolean cst_spinner_is_spinning (CstSpinner *self);

G_END_DECLS
