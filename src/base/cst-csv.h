/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void cst_csv_append_cell (GString    *row,
                          guint       column,
                          const char *text);

G_END_DECLS
