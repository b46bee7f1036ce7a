/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whoever synchronises an account holds its lock, across processes: only the holder sends, and only the
 * holder may recover what another left in sending. The kernel drops it with the process. */
typedef struct
{
  int fd;
} CstSyncLock;

#define CST_SYNC_LOCK_INIT { -1 }

gboolean  cst_sync_lock_take  (CstSyncLock  *self,
                               const char   *store_dir,
                               gint64        account,
                               gboolean     *is_busy,
                               GError      **error);
void      cst_sync_lock_clear (CstSyncLock  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CstSyncLock, cst_sync_lock_clear)

G_END_DECLS
