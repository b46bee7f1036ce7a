/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-marketplace.h"
#include "cst-store.h"

G_BEGIN_DECLS

/* The store as a local connector reads it, during one run on one thread. */
typedef struct _CstSyncTruth CstSyncTruth;

CstSyncTruth *cst_sync_truth_new  (CstStore        *store,
                                   gint64           account,
                                   GError         **error);
void          cst_sync_truth_free (CstSyncTruth    *self);
void          cst_sync_truth_lend (CstSyncTruth    *self,
                                   CstMarketplace  *marketplace);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstSyncTruth, cst_sync_truth_free)

G_END_DECLS
