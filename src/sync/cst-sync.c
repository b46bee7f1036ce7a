/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sync.h"

#include "cst-operations.h"
#include "cst-settings.h"
#include "cst-sync-lock.h"
#include "cst-sync-plan.h"
#include "cst-sync-private.h"
#include "cst-sync-truth.h"

/* One run is plain, blocking and sequential: lock, look whether we are welcome, pull page by page, send what is due
 * between the pages, fetch photos, write down how it went. */

#define LONGEST_SILENCE_S (24 * 60 * 60)

CstSyncReport *
cst_sync_report_new (void)
{
  CstSyncReport *self = g_new0 (CstSyncReport, 1);

  self->news = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_news_free);
  self->endings = g_array_new (FALSE, TRUE, sizeof (CstSyncEnding));

  return self;
}

void
cst_sync_report_free (CstSyncReport *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->news);
  g_array_unref (self->endings);
  g_free (self);
}

void
cst_sync_progress (CstSyncRun *run)
{
  if (run->report->progress != NULL)
    run->report->progress (run->report, run->report->user_data);
}

typedef struct
{
  CstSyncRun   *run;
  const GError *problem;
  gint64        now;
} Ending;

typedef struct
{
  CstSyncRun         *run;
  const CstChangeSet *changes;
} Info;

static gpointer
begin_run (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  CstSyncRun *run = request;
  gint64 account = run->account->id;
  g_autoptr(CstSyncState) state = cst_db_sync_state (db, account, error);

  if (state == NULL || !cst_db_follow_clock (db, account, cst_clock_now (run->clock), error))
    return NULL;

  run->report->not_before = cst_db_account_setting_int (db, account, CST_SYNC_SETTING_NOT_BEFORE, 0);
  if (cst_db_account_setting_int (db, account, CST_SYNC_SETTING_RESYNC, 0) != 0)
    {
      run->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      if (!cst_db_reset_cursor (db, account, error))
        return NULL;
    }

  return GINT_TO_POINTER (TRUE);
}

static gpointer
end_run (CstDb         *db,
         gpointer       request,
         GCancellable  *cancellable,
         GError       **error)
{
  Ending *ending = request;
  CstSyncRun *run = ending->run;
  g_autoptr(CstSyncState) state = cst_db_sync_state (db, run->account->id, error);

  if (state == NULL)
    return NULL;

  state->last_attempt = ending->now;
  g_clear_pointer (&state->last_problem, g_free);
  if (ending->problem != NULL)
    state->last_problem = cst_marketplace_problem_text (ending->problem);
  else if (run->flags & CST_SYNC_PULL)
    state->last_success = ending->now;
  if (ending->problem == NULL)
    state->done = state->total = 0;

  if (!cst_db_set_sync_state (db, run->account->id, state, error) ||
      (run->report->not_before > ending->now &&
       !cst_db_set_account_setting_int (db, run->account->id, CST_SYNC_SETTING_NOT_BEFORE,
                                        run->report->not_before, error)))
    return NULL;

  run->report->next_try_at = cst_db_next_wakeup (db, run->account->id, ending->now, error);

  return GINT_TO_POINTER (run->report->next_try_at >= 0);
}

static gpointer
apply_info (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  Info *info = request;

  return GINT_TO_POINTER (cst_sync_apply (info->run, db, info->changes, error));
}

static gboolean
check_account (CstSyncRun  *run,
               GError     **error)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  Info info = { run, changes };
  g_autoptr(GError) local_error = NULL;

  if (!(changes->info = cst_marketplace_check (run->marketplace, run->cancellable, error)))
    return FALSE;

  run->report->clock_offset = changes->info->clock_offset;
  if (cst_store_run_sync (run->store, apply_info, &info, NULL, &local_error))
    return TRUE;

  /* Nothing of what waits is for that shop, and nothing of what it would tell belongs here. */
  if (g_error_matches (local_error, CST_STORE_ERROR, CST_STORE_ERROR_OTHER_SHOP))
    g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_OTHER_SHOP, local_error->message);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static gboolean
is_welcome (CstSyncRun  *run,
            GError     **error)
{
  gint64 now = cst_clock_now (run->clock);

  /* Further ahead than anybody may ask for: noted by a clock that was wrong. */
  if (run->report->not_before <= now || run->report->not_before > now + LONGEST_SILENCE_S)
    {
      run->report->not_before = 0;
      return TRUE;
    }

  g_set_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_THROTTLED,
               "Asked to be silent for another %" G_GINT64_FORMAT " s", run->report->not_before - now);

  return FALSE;
}

static void
note_throttling (CstSyncRun   *run,
                 const GError *error)
{
  gint64 wait = cst_marketplace_get_retry_after (run->marketplace);
  gint64 until = cst_clock_now (run->clock) + (wait >= 0 ? wait : 60);

  if (g_error_matches (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_THROTTLED))
    run->report->not_before = MAX (run->report->not_before, until);
}

/* Asks, then pulls. @problem: (out): what failed, be it only by itself. Returns whether the way there is open. */
static gboolean
take_in (CstSyncRun  *run,
         GError     **problem)
{
  g_autoptr(GError) pull_problem = NULL;

  if ((run->flags & CST_SYNC_CHECK) && !check_account (run, problem) && cst_sync_stops_account (*problem))
    return FALSE;
  if (!(run->flags & CST_SYNC_PULL) || cst_sync_pull (run, &pull_problem))
    return TRUE;

  g_clear_error (problem);
  *problem = g_steal_pointer (&pull_problem);

  return !cst_sync_stops_account (*problem);
}

/* What cannot be asked or pulled may still be sent, unless the way there is closed. */
static gboolean
exchange (CstSyncRun  *run,
          GError     **error)
{
  g_autoptr(GError) problem = NULL;
  guint sent_before = run->report->sent;

  if (take_in (run, &problem))
    {
      if ((run->flags & CST_SYNC_PUSH) && !cst_sync_push (run, error))
        return FALSE;
      if (problem == NULL && run->report->sent > sent_before && (run->flags & CST_SYNC_PULL))
        cst_sync_pull (run, &problem);
    }
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  return !(run->flags & CST_SYNC_FETCH_PHOTOS) ||
         (cst_sync_fetch_photos (run, error) && cst_sync_examine_rest (run, error));
}

static gboolean
run_locked (CstSyncRun  *run,
            GError     **error)
{
  Ending ending = { run, NULL, 0 };
  g_autoptr(GError) problem = NULL;

  if (!cst_store_run_sync (run->store, begin_run, run, NULL, error))
    return FALSE;

  if ((run->flags & CST_SYNC_PUSH) && !cst_sync_push_here (run, error))
    return FALSE;
  if (is_welcome (run, &problem) && !exchange (run, &problem))
    note_throttling (run, problem);
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  ending.problem = problem;
  ending.now = cst_clock_now (run->clock);
  if (!cst_store_run_sync (run->store, end_run, &ending, NULL, problem == NULL ? error : NULL) && problem == NULL)
    return FALSE;
  if (problem == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

/**
 * cst_sync_run:
 * @marketplace: the account's, used on this thread only
 * @account: as the store has it
 * @clock: what time it is
 * @random: where the jitter comes from
 * @report: (inout): from cst_sync_report_new()
 *
 * One run over one account. Blocks; never on the main thread. It may end at any moment, by an error, by
 * @cancellable or by the end of the process, and the next run goes on from there: every page is stored with its
 * cursor, every attempt to send is written down before its first byte leaves.
 *
 * Returns: whether all that was asked for could be done, also when another process is doing it
 * (CstSyncReport.is_busy); otherwise %CST_MARKETPLACE_ERROR, %CST_STORE_ERROR or %G_IO_ERROR_CANCELLED. What single
 * operations came to is no error: see the report.
 */
gboolean
cst_sync_run (CstStore          *store,
              CstMarketplace    *marketplace,
              const CstAccount  *account,
              CstClock          *clock,
              GRand             *random,
              CstSyncFlags       flags,
              CstSyncReport     *report,
              GCancellable      *cancellable,
              GError           **error)
{
  g_auto(CstSyncLock) lock = CST_SYNC_LOCK_INIT;
  g_autoptr(GHashTable) tried = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  CstSyncRun run = {
    .store = store, .marketplace = marketplace, .account = account, .clock = clock, .random = random,
    .flags = flags, .report = report, .cancellable = cancellable, .tried = tried,
  };
  g_autoptr(CstSyncTruth) truth = NULL;
  gboolean done;

  g_return_val_if_fail (CST_IS_STORE (store), FALSE);
  g_return_val_if_fail (CST_IS_MARKETPLACE (marketplace), FALSE);
  g_return_val_if_fail (account != NULL && report != NULL && random != NULL, FALSE);

  if (!cst_sync_lock_take (&lock, cst_store_get_dir (store), account->id, &report->is_busy, error))
    return report->is_busy;

  if (cst_marketplace_wants_truth (marketplace) && !(truth = cst_sync_truth_new (store, account->id, error)))
    return FALSE;
  if (truth != NULL)
    cst_sync_truth_lend (truth, marketplace);

  done = run_locked (&run, error);
  g_clear_pointer (&run.seen, g_hash_table_unref);
  g_clear_object (&run.decoder);

  return done;
}
