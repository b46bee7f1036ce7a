/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sync-worker.h"

#include "cst-operations.h"
#include "cst-settings.h"
#include "cst-sync-plan.h"
#include "cst-util.h"

/* One account's thread: it sleeps until its interval is over, an operation is due, or it is woken, and then does
 * one run. It owns its marketplace; everything it tells crosses to the main thread as plain data. */
#define CHECK_EVERY_S (60 * 60)
#define LOOK_AT_CLOCK_S 60

struct _CstSyncWorker
{
  gatomicrefcount            refs;
  CstStore                  *store;
  CstClock                  *clock;
  CstAccount                *account;
  CstConnectFunc             connect;
  gpointer                   connect_data;
  const CstSyncWorkerEvents *events;
  gpointer                   user_data;
  GThread                   *thread;

  GMutex                     mutex;
  GCond                      cond;
  gboolean                   is_stopped;  /* (guarded by mutex) */
  gboolean                   is_resting;  /* (guarded by mutex) */
  gboolean                   is_poked;    /* (guarded by mutex) */
  gboolean                   is_hastened; /* (guarded by mutex) */
  gint64                     interval;    /* (guarded by mutex) */
  GCancellable              *run;         /* (guarded by mutex) (nullable): of the run going on */

  /* The thread's own. */
  CstMarketplace            *marketplace;
  GRand                     *random;
  CstDb                     *reader;
  guint                      failures;
  gint64                     next_pull;  /* by the clock */
  gint64                     next_try;
  gint64                     not_before;
  gint64                     checked_at;
  gint64                     seen_at;    /* when the clock was last looked at */
  CstSyncSnapshot            snapshot;
};

typedef struct
{
  CstSyncWorker   *worker;
  CstSyncSnapshot  snapshot;
  CstSyncReport   *report; /* (nullable) */
} Told;

static void
worker_unref (CstSyncWorker *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_object_unref (self->store);
  g_object_unref (self->clock);
  cst_account_free (self->account);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->snapshot.problem);
  g_free (self);
}

static void
told_free (gpointer data)
{
  Told *told = data;

  g_free (told->snapshot.problem);
  cst_sync_report_free (told->report);
  worker_unref (told->worker);
  g_free (told);
}

static gboolean
tell_cb (gpointer data)
{
  Told *told = data;
  CstSyncWorker *self = told->worker;

  if (self->events == NULL)
    return G_SOURCE_REMOVE;

  self->events->status (&told->snapshot, self->account->id, self->user_data);
  if (told->report != NULL && self->events != NULL)
    self->events->report (told->report, self->account->id, self->user_data);

  return G_SOURCE_REMOVE;
}

static void
tell (CstSyncWorker *self,
      CstSyncReport *report)
{
  Told *told = g_new0 (Told, 1);
  g_autoptr(GSource) source = g_idle_source_new ();

  g_atomic_ref_count_inc (&self->refs);
  told->worker = self;
  told->snapshot = self->snapshot;
  told->snapshot.problem = g_strdup (self->snapshot.problem);
  told->report = report;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_cb, told, told_free);
  g_source_attach (source, NULL);
}

static void
tell_phase (CstSyncWorker *self,
            CstSyncPhase   phase)
{
  if (self->snapshot.phase == phase)
    return;

  self->snapshot.phase = phase;
  tell (self, NULL);
}

static void
progress_cb (const CstSyncReport *report,
             gpointer             user_data)
{
  CstSyncWorker *self = user_data;

  if (self->snapshot.done == report->done && self->snapshot.total == report->total)
    return;

  self->snapshot.done = report->done;
  self->snapshot.total = report->total;
  tell (self, NULL);
}

static CstSyncPhase
phase_of (const GError *error)
{
  if (error == NULL)
    return CST_SYNC_PHASE_IDLE;

  return g_error_matches (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_OFFLINE) ? CST_SYNC_PHASE_OFFLINE
                                                                                       : CST_SYNC_PHASE_PROBLEM;
}

static char *
words_for (const GError *error)
{
  if (error == NULL)
    return NULL;
  if (error->domain == CST_MARKETPLACE_ERROR)
    return cst_marketplace_problem_text (error);

  return g_strdup (error->message);
}

/* After a failure the token is fetched anew the next time: a person may have entered another. */
static void
note_end (CstSyncWorker       *self,
          const CstSyncReport *report,
          const GError        *error,
          gint64               interval)
{
  gint64 now = cst_clock_now (self->clock);

  self->failures = error != NULL ? self->failures + 1 : 0;
  self->not_before = report->not_before;
  self->next_try = report->next_try_at;
  self->next_pull = now + cst_sync_plan_next_attempt (error, self->failures, interval, self->random);
  self->next_pull = MAX (self->next_pull, self->not_before);
  if (error == NULL && !report->is_busy)
    self->snapshot.last_success = now;
  if (error != NULL)
    g_clear_object (&self->marketplace);
  /* Whose the other one is has to be asked first. */
  if (g_error_matches (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_AUTH) ||
      g_error_matches (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_OTHER_SHOP))
    self->checked_at = 0;

  self->snapshot.phase = phase_of (error);
  self->snapshot.done = self->snapshot.total = 0;
  if (report->clock_offset != 0)
    self->snapshot.clock_offset = report->clock_offset;
  g_free (self->snapshot.problem);
  self->snapshot.problem = words_for (error);
}

static void
run_once (CstSyncWorker *self,
          gboolean       is_hastened,
          gint64         interval,
          GCancellable  *cancellable)
{
  CstSyncFlags flags = CST_SYNC_PULL | CST_SYNC_PUSH | CST_SYNC_FETCH_PHOTOS;
  CstSyncReport *report = cst_sync_report_new ();
  g_autoptr(GError) error = NULL;
  gint64 now = cst_clock_now (self->clock);

  if (self->checked_at == 0 || now - self->checked_at >= CHECK_EVERY_S || now < self->checked_at)
    flags |= CST_SYNC_CHECK;
  if (is_hastened)
    flags |= CST_SYNC_HASTEN;

  tell_phase (self, CST_SYNC_PHASE_SYNCING);
  report->progress = progress_cb;
  report->user_data = self;
  if (self->marketplace == NULL)
    self->marketplace = self->connect (self->account, self->connect_data, cancellable, &error);
  if (self->marketplace != NULL &&
      cst_sync_run (self->store, self->marketplace, self->account, self->clock, self->random, flags, report,
                    cancellable, &error) &&
      (flags & CST_SYNC_CHECK) && !report->is_busy)
    self->checked_at = now;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_error (&error);
  note_end (self, report, error, interval);
  tell (self, report);
}

/* What woke us may be our own writing: look whether there is anything to do. */
static gboolean
has_work (CstSyncWorker *self)
{
  g_autoptr(GPtrArray) pending = NULL;
  gint64 now = cst_clock_now (self->clock);
  gboolean found = FALSE;

  if (self->reader == NULL || !(pending = cst_db_pending_operations (self->reader, self->account->id, NULL)))
    return TRUE;

  self->next_try = 0;
  for (guint i = 0; i < pending->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (pending, i);
      gint64 at = operation->state == CST_OPERATION_HELD ? operation->hold_until : operation->next_try_at;

      if (operation->state == CST_OPERATION_OUTCOME_UNKNOWN)
        continue;
      if (at <= now)
        found = TRUE;
      else if (self->next_try == 0 || at < self->next_try)
        self->next_try = at;
    }

  return found;
}

static gint64
next_wakeup (CstSyncWorker *self)
{
  gint64 at = self->next_pull;

  if (self->next_try != 0 && self->failures == 0)
    at = MIN (at, MAX (self->next_try, self->not_before));

  return at;
}

/* When the clock is set back, what was planned by the wrong time comes as much earlier. */
static gint64
look_at_clock (CstSyncWorker *self)
{
  gint64 now = cst_clock_now (self->clock);
  gint64 back = MAX (self->seen_at - now, 0);

  self->next_pull -= back;
  self->not_before -= back;
  if (self->next_try != 0)
    self->next_try = MAX (self->next_try - back, 1);
  self->seen_at = now;

  return now;
}

/* Returns whether to run; sleeps until then. */
static gboolean
wait_for_work (CstSyncWorker *self,
               gboolean      *is_hastened,
               gint64        *interval)
{
  gboolean is_stopped;

  g_mutex_lock (&self->mutex);
  while (!self->is_stopped && !(self->is_hastened && !self->is_resting))
    {
      gint64 now = look_at_clock (self);
      gint64 wait = MIN (next_wakeup (self) - now, LOOK_AT_CLOCK_S);
      gboolean was_poked = self->is_poked;

      if (self->is_resting)
        {
          tell_phase (self, CST_SYNC_PHASE_PAUSED);
          g_cond_wait (&self->cond, &self->mutex);
        }
      else if (was_poked)
        {
          self->is_poked = FALSE;
          g_mutex_unlock (&self->mutex);
          if (has_work (self) && self->failures == 0 && cst_clock_now (self->clock) >= self->not_before)
            self->next_pull = 0;
          g_mutex_lock (&self->mutex);
        }
      else if (wait > 0)
        g_cond_wait_until (&self->cond, &self->mutex, g_get_monotonic_time () + wait * G_USEC_PER_SEC);
      else
        break;
    }

  *is_hastened = self->is_hastened;
  *interval = self->interval;
  self->is_hastened = self->is_poked = FALSE;
  is_stopped = self->is_stopped;
  if (!is_stopped)
    self->run = g_cancellable_new ();
  g_mutex_unlock (&self->mutex);

  return !is_stopped;
}

static void
end_of_run (CstSyncWorker *self)
{
  g_mutex_lock (&self->mutex);
  g_clear_object (&self->run);
  g_mutex_unlock (&self->mutex);
}

/* What the last run of any process left behind. */
static void
recall (CstSyncWorker *self)
{
  g_autoptr(CstSyncState) state = NULL;

  self->reader = cst_store_open_reader (self->store, NULL);
  if (self->reader != NULL && (state = cst_db_sync_state (self->reader, self->account->id, NULL)))
    {
      self->snapshot.last_success = state->last_success;
      self->snapshot.problem = g_strdup (cst_str_translate (state->last_problem));
      tell (self, NULL);
    }
}

static gpointer
work (gpointer data)
{
  CstSyncWorker *self = data;
  gboolean is_hastened = FALSE;
  gint64 interval = 0;

  self->random = g_rand_new ();
  recall (self);
  while (wait_for_work (self, &is_hastened, &interval))
    {
      run_once (self, is_hastened, interval, self->run);
      end_of_run (self);
    }

  g_clear_object (&self->marketplace);
  g_clear_pointer (&self->reader, cst_db_close);
  g_rand_free (self->random);

  return NULL;
}

/**
 * cst_sync_worker_start:
 * @account: copied
 * @connect: makes the marketplace, on the worker's thread
 * @events: (not nullable): outlives the worker
 *
 * Returns: a running worker, ended with cst_sync_worker_stop()
 */
CstSyncWorker *
cst_sync_worker_start (CstStore                  *store,
                       CstClock                  *clock,
                       const CstAccount          *account,
                       CstConnectFunc             connect,
                       gpointer                   connect_data,
                       const CstSyncWorkerEvents *events,
                       gpointer                   user_data)
{
  CstSyncWorker *self = g_new0 (CstSyncWorker, 1);
  g_autofree char *name = g_strdup_printf ("sync-%" G_GINT64_FORMAT, account->id);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  self->account = cst_account_copy (account);
  self->connect = connect;
  self->connect_data = connect_data;
  self->events = events;
  self->user_data = user_data;
  self->interval = CST_SYNC_INTERVAL_DEFAULT;
  self->is_resting = TRUE;
  self->snapshot.phase = CST_SYNC_PHASE_PAUSED;
  self->thread = g_thread_new (name, work, self);

  return self;
}

static void
wake (CstSyncWorker *self,
      gboolean      *flag)
{
  g_mutex_lock (&self->mutex);
  *flag = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/**
 * cst_sync_worker_poke:
 *
 * Something was decided: send it as soon as it is due.
 */
void
cst_sync_worker_poke (CstSyncWorker *self)
{
  wake (self, &self->is_poked);
}

/**
 * cst_sync_worker_sync_now:
 *
 * A person asked, or the network came back: run at once, also what waits for its next try.
 */
void
cst_sync_worker_sync_now (CstSyncWorker *self)
{
  wake (self, &self->is_hastened);
}

/**
 * cst_sync_worker_set_resting:
 * @is_resting: whether to leave the network alone; a run going on is cancelled
 */
void
cst_sync_worker_set_resting (CstSyncWorker *self,
                             gboolean       is_resting)
{
  g_mutex_lock (&self->mutex);
  self->is_hastened = self->is_hastened || (self->is_resting && !is_resting);
  self->is_resting = is_resting;
  if (is_resting && self->run != NULL)
    g_cancellable_cancel (self->run);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

void
cst_sync_worker_set_interval (CstSyncWorker *self,
                              gint64         seconds)
{
  g_mutex_lock (&self->mutex);
  self->interval = MAX (seconds, 5);
  g_mutex_unlock (&self->mutex);
}

/**
 * cst_sync_worker_cancel:
 *
 * Begins to end it without waiting; cst_sync_worker_stop() follows.
 */
void
cst_sync_worker_cancel (CstSyncWorker *self)
{
  g_mutex_lock (&self->mutex);
  self->is_stopped = TRUE;
  if (self->run != NULL)
    g_cancellable_cancel (self->run);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/**
 * cst_sync_worker_stop:
 * @self: (transfer full): ended when this returns; on the main thread
 */
void
cst_sync_worker_stop (CstSyncWorker *self)
{
  cst_sync_worker_cancel (self);
  g_thread_join (self->thread);
  self->events = NULL;
  worker_unref (self);
}
