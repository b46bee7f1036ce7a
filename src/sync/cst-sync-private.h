/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-photo-decoder.h"
#include "cst-sync.h"

G_BEGIN_DECLS

/**
 * CstSyncRun:
 * @seen: (nullable): while everything is read again, what the marketplace still has
 * @tried: (element-type gint64): operations in doubt that this run has tried already
 * @doubts: how many attempts in a row ended in doubt
 * @is_stopped: sending rests until the next run
 * @decoder: (nullable): once something was to be examined
 * @has_no_worker: nothing can be examined in this run
 *
 * One run over one account, on one thread, under the account's lock.
 */
typedef struct
{
  CstStore         *store;
  CstMarketplace   *marketplace;
  const CstAccount *account;
  CstClock         *clock;
  GRand            *random;
  CstSyncFlags      flags;
  CstSyncReport    *report;
  GCancellable     *cancellable;
  GHashTable       *seen;
  GHashTable       *tried;
  guint             doubts;
  gboolean          is_stopped;
  CstPhotoDecoder  *decoder;
  gboolean          has_no_worker;
} CstSyncRun;

gboolean  cst_sync_pull         (CstSyncRun         *run,
                                 GError            **error);
gboolean  cst_sync_push         (CstSyncRun         *run,
                                 GError            **error);
gboolean  cst_sync_push_here    (CstSyncRun         *run,
                                 GError            **error);
gboolean  cst_sync_fetch_photos (CstSyncRun         *run,
                                 GError            **error);
gboolean  cst_sync_examine      (CstSyncRun         *run,
                                 const char         *id,
                                 GError            **error);
gboolean  cst_sync_examine_rest (CstSyncRun         *run,
                                 GError            **error);
gboolean  cst_sync_apply        (CstSyncRun         *run,
                                 CstDb              *db,
                                 const CstChangeSet *changes,
                                 GError            **error);
void      cst_sync_progress     (CstSyncRun         *run);

#define CST_SYNC_SETTING_NOT_BEFORE "not-before"
#define CST_SYNC_SETTING_RESYNC "resync"

G_END_DECLS
