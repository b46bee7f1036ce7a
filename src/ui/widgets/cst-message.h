/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cst_message_show         (GtkWidget    *near,
                               const char   *heading,
                               const char   *body);
void cst_message_show_problem (GtkWidget    *near,
                               const char   *heading,
                               const GError *error);

G_END_DECLS
