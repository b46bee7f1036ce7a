/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-sync-status.h"
#include "cst-sync.h"

G_BEGIN_DECLS

/* Makes the account's marketplace; called on the account's thread, may block. */
typedef CstMarketplace *(*CstConnectFunc) (const CstAccount  *account,
                                           gpointer           user_data,
                                           GCancellable      *cancellable,
                                           GError           **error);

/**
 * CstSyncWorkerEvents:
 *
 * What a worker tells, each on the main thread; none after cst_sync_worker_stop().
 */
typedef struct
{
  void (*status) (const CstSyncSnapshot *snapshot,
                 gint64                 account,
                 gpointer               user_data);
  void (*report) (const CstSyncReport   *report,
                 gint64                 account,
                 gpointer               user_data);
} CstSyncWorkerEvents;

typedef struct _CstSyncWorker CstSyncWorker;

CstSyncWorker *cst_sync_worker_start        (CstStore                  *store,
                                             CstClock                  *clock,
                                             const CstAccount          *account,
                                             CstConnectFunc             connect,
                                             gpointer                   connect_data,
                                             const CstSyncWorkerEvents *events,
                                             gpointer                   user_data);
void           cst_sync_worker_poke         (CstSyncWorker             *self);
void           cst_sync_worker_sync_now     (CstSyncWorker             *self);
void           cst_sync_worker_set_resting  (CstSyncWorker             *self,
                                             gboolean                   is_resting);
void           cst_sync_worker_set_interval (CstSyncWorker             *self,
                                             gint64                     seconds);
void           cst_sync_worker_cancel       (CstSyncWorker             *self);
void           cst_sync_worker_stop         (CstSyncWorker             *self);

G_END_DECLS
