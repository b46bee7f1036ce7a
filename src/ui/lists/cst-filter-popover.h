/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"
#include "cst-list-query.h"

G_BEGIN_DECLS

#define CST_TYPE_FILTER_POPOVER (cst_filter_popover_get_type ())

G_DECLARE_FINAL_TYPE (CstFilterPopover, cst_filter_popover, CST, FILTER_POPOVER, GtkPopover)

GtkWidget *cst_filter_popover_new (CstContext * context,
                                   CstListKind       kind,
                                   GSettings * settings);
void       cst_filter_popover_apply     (CstFilterPopover *self,
                                         CstListQuery     *query);
guint      cst_filter_popover_get_n_set (CstFilterPopover *self);
void       cst_filter_popover_reset     (CstFilterPopover *self);

G_END_DECLS
