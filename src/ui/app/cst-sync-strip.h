/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CST_TYPE_SYNC_STRIP (cst_sync_strip_get_type ())

G_DECLARE_FINAL_TYPE (CstSyncStrip, cst_sync_strip, CST, SYNC_STRIP, GtkWidget)

void cst_sync_strip_hide          (CstSyncStrip *self);
void cst_sync_strip_show_message  (CstSyncStrip *self,
                                   const char   *icon_name,
                                   const char   *text);
void cst_sync_strip_show_progress (CstSyncStrip *self,
                                   const char   *text,
                                   double        fraction);

G_END_DECLS
