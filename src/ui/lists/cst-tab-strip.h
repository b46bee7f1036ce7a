/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CST_TYPE_TAB_STRIP (cst_tab_strip_get_type ())

G_DECLARE_FINAL_TYPE (CstTabStrip, cst_tab_strip, CST, TAB_STRIP, GtkWidget)

void cst_tab_strip_add       (CstTabStrip *self,
                              const char  *label,
                              const char  *icon_name,
                              const char  *action_name,
                              const char  *target);
void cst_tab_strip_set_count (CstTabStrip *self,
                              guint        tab,
                              gboolean     is_known,
                              guint64      count);

void cst_tab_strip_set_label (CstTabStrip *self,
                              guint        tab,
                              const char  *label);

G_END_DECLS
