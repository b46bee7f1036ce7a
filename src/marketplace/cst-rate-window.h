/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CstRateWindow:
 * @limit: how many requests may leave in any stretch of @length, 0 for no limit
 * @length: in µs
 *
 * A host's own limit, counted as the host counts: over a window that slides along with time.
 */
typedef struct
{
  guint   limit;
  gint64  length;
  GArray *sent;  /* (owned): of gint64, monotonic moments in µs, oldest first */
} CstRateWindow;

CstRateWindow *cst_rate_window_new       (guint          limit,
                                          gint64         length);
void           cst_rate_window_free      (CstRateWindow *self);
void           cst_rate_window_set_limit (CstRateWindow *self,
                                          guint          limit,
                                          gint64         length);
gint64         cst_rate_window_take      (CstRateWindow *self,
                                          guint          reserve,
                                          gint64         now);
void           cst_rate_window_believe   (CstRateWindow *self,
                                          guint          remaining,
                                          gint64         now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstRateWindow, cst_rate_window_free)

G_END_DECLS
