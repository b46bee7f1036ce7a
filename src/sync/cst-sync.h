/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-accounts.h"
#include "cst-marketplace.h"
#include "cst-store.h"
#include "cst-truth.h"

G_BEGIN_DECLS

/**
 * CstSyncFlags:
 * @CST_SYNC_PULL: fetch what changed, until there is no more
 * @CST_SYNC_PUSH: send what is due
 * @CST_SYNC_FETCH_PHOTOS: fetch the attachments of open incidents ahead
 * @CST_SYNC_CHECK: ask for the account itself first: its rights, its rate, the clock
 * @CST_SYNC_HASTEN: a person asked, or the network came back: what waits for its next try is tried now
 */
typedef enum
{
  CST_SYNC_PULL = 1 << 0,
  CST_SYNC_PUSH = 1 << 1,
  CST_SYNC_FETCH_PHOTOS = 1 << 2,
  CST_SYNC_CHECK = 1 << 3,
  CST_SYNC_HASTEN = 1 << 4,
} CstSyncFlags;

#define CST_SYNC_EVERYTHING (CST_SYNC_PULL | CST_SYNC_PUSH | CST_SYNC_FETCH_PHOTOS | CST_SYNC_CHECK)

/* An operation that ended otherwise than confirmed, and that a person should hear of. */
typedef struct
{
  gint64            id;
  CstOperationState state;
} CstSyncEnding;

typedef struct _CstSyncReport CstSyncReport;

/**
 * CstSyncReport:
 * @progress: (nullable): called on the run's thread whenever the numbers change
 * @is_busy: another process holds the account; nothing was done, and it does the work
 * @done: objects pulled so far
 * @total: how many there will be, 0 when the marketplace does not say
 * @sent: operations confirmed
 * @in_doubt: operations left in sending, to be tried again
 * @next_try_at: when the first of them is, or another operation is due, 0 when none is
 * @not_before: until when the marketplace wants silence, 0 when it does not
 * @clock_offset: the server's clock minus ours in seconds, as far as known
 * @news: (element-type CstNews): what is worth telling
 * @endings: (element-type CstSyncEnding)
 *
 * What a run did; also filled in as far as it got when the run fails.
 */
struct _CstSyncReport
{
  void      (*progress) (const CstSyncReport *report,
                         gpointer             user_data);
  gpointer   user_data;
  gboolean   is_busy;
  gint64     done;
  gint64     total;
  guint      sent;
  guint      in_doubt;
  guint      photos;
  gint64     next_try_at;
  gint64     not_before;
  gint64     clock_offset;
  GPtrArray *news;
  GArray    *endings;
};

CstSyncReport *cst_sync_report_new  (void);
void           cst_sync_report_free (CstSyncReport       *self);
gboolean       cst_sync_run         (CstStore            *store,
                                     CstMarketplace      *marketplace,
                                     const CstAccount    *account,
                                     CstClock            *clock,
                                     GRand               *random,
                                     CstSyncFlags         flags,
                                     CstSyncReport       *report,
                                     GCancellable        *cancellable,
                                     GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstSyncReport, cst_sync_report_free)

G_END_DECLS
