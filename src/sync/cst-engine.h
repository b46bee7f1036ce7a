/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-store.h"
#include "cst-sync-status.h"
#include "cst-sync-worker.h"

G_BEGIN_DECLS

#define CST_TYPE_ENGINE (cst_engine_get_type ())

G_DECLARE_FINAL_TYPE (CstEngine, cst_engine, CST, ENGINE, GObject)

CstEngine     *cst_engine_new (CstStore * store,
                               CstClock * clock,
                               CstConnectFunc  connect,
                               gpointer        connect_data,
                               GDestroyNotify  free_data);
CstEngine     *cst_engine_new_with_secrets (CstStore       *store,
                                            CstClock       *clock,
                                            const char     *profile);
void           cst_engine_start            (CstEngine      *self);
void           cst_engine_stop             (CstEngine      *self);
void           cst_engine_sync_now         (CstEngine      *self,
                                            gint64          account);
void           cst_engine_poke             (CstEngine      *self);
gboolean       cst_engine_get_work_offline (CstEngine      *self);
void           cst_engine_set_work_offline (CstEngine      *self,
                                            gboolean        work_offline);
GListModel    *cst_engine_get_statuses     (CstEngine      *self);
CstSyncStatus *cst_engine_get_status       (CstEngine      *self,
                                            gint64          account);

G_END_DECLS
