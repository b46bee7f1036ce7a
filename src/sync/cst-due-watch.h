/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-due-notices.h"
#include "cst-store.h"

G_BEGIN_DECLS

#define CST_TYPE_DUE_WATCH (cst_due_watch_get_type ())

G_DECLARE_FINAL_TYPE (CstDueWatch, cst_due_watch, CST, DUE_WATCH, GObject)

CstDueWatch *cst_due_watch_new (CstStore * store,
                                CstClock * clock);
void         cst_due_watch_look (CstDueWatch *self);
gboolean     cst_due_watch_is_busy (CstDueWatch *self);

G_END_DECLS
