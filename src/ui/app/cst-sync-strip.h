/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_SYNC_STRIP (cst_sync_strip_get_type ())

G_DECLARE_FINAL_TYPE (CstSyncStrip, cst_sync_strip, CST, SYNC_STRIP, GtkWidget)

void cst_sync_strip_set_context (CstSyncStrip *self,
                                 CstContext   *context);

G_END_DECLS
