/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-outbox-entry.h"

G_BEGIN_DECLS

#define CST_TYPE_OUTBOX_ROW (cst_outbox_row_get_type ())

G_DECLARE_FINAL_TYPE (CstOutboxRow, cst_outbox_row, CST, OUTBOX_ROW, GtkListBoxRow)

GtkWidget      *cst_outbox_row_new (CstOutboxEntry * entry,
                                    gint64          now);
CstOutboxEntry *cst_outbox_row_get_entry (CstOutboxRow   *self);
void            cst_outbox_row_tick      (CstOutboxRow   *self,
                                          gint64          now);

G_END_DECLS
