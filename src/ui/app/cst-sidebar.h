/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_SIDEBAR (cst_sidebar_get_type ())

G_DECLARE_FINAL_TYPE (CstSidebar, cst_sidebar, CST, SIDEBAR, GtkWidget)

void        cst_sidebar_set_context   (CstSidebar *self,
                                       CstContext *context);
gboolean    cst_sidebar_has_section   (CstSidebar *self,
                                       const char *section);
const char *cst_sidebar_get_title     (CstSidebar *self,
                                       const char *section);
void        cst_sidebar_set_section   (CstSidebar *self,
                                       const char *section);

G_END_DECLS
