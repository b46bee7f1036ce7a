/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "cst-backup.h"
#include "cst-migrations.h"
#include "cst-paths.h"

/* How soon another process's commits are noticed at most. */
#define MONITOR_INTERVAL_MS 50

/* Takes what changed from the worker threads to the thread that opened the store. It may outlive
 * the store, which a worker must not refer to once it is being closed. */
typedef struct
{
  GWeakRef      store;
  GMainContext *context;
  guint         pending; /* atomic */
} Announcer;

/**
 * CstStore:
 *
 * Owns the database: one writer thread, one query thread, and a reader for the main thread. Every
 * job in the queue of a thread keeps the store alive until its answer has been delivered on the
 * thread that asked.
 */
struct _CstStore
{
  GObject           parent_instance;

  char             *dir;
  char             *path;
  char             *check_mark;
  CstClock         *clock;
  CstStoreRecovery *recovery; /* (owned) (nullable) */
  int               lock;     /* shared for as long as the store is open */
  CstDb            *writer_db;
  CstDb            *query_db;
  CstDb            *reader;   /* (nullable): the main thread's, opened at its first use */
  GThreadPool      *writers;
  GThreadPool      *queries;
  gint64            data_version; /* writer thread only */
  GFileMonitor     *monitor;
  Announcer        *announcer;
};

/* Either a task waits for it, or a thread does. A job without function looks for foreign commits. */
typedef struct
{
  CstDbFunc       func;
  gpointer        request;
  GDestroyNotify  free_request;
  GDestroyNotify  free_result;
  GCancellable   *cancellable;
  GTask          *task;
  gpointer        result;
  GError         *error;
  GMutex          mutex;
  GCond           cond;
  gboolean        is_done;
} Job;

static guint changed_signal;

G_DEFINE_FINAL_TYPE (CstStore, cst_store, G_TYPE_OBJECT)

static void
job_free (Job *job)
{
  if (job->free_request != NULL && job->request != NULL)
    job->free_request (job->request);
  g_clear_object (&job->cancellable);
  g_clear_object (&job->task);
  g_free (job);
}

static void
announcer_clear (gpointer data)
{
  Announcer *announcer = data;

  g_weak_ref_clear (&announcer->store);
  g_main_context_unref (announcer->context);
}

static void
announcer_release (gpointer announcer)
{
  g_atomic_rc_box_release_full (announcer, announcer_clear);
}

static Announcer *
announcer_new (CstStore *store)
{
  Announcer *announcer = g_atomic_rc_box_new0 (Announcer);

  g_weak_ref_init (&announcer->store, store);
  announcer->context = g_main_context_ref_thread_default ();

  return announcer;
}

static gboolean
emit_changed_cb (gpointer data)
{
  Announcer *announcer = data;
  g_autoptr(CstStore) self = g_weak_ref_get (&announcer->store);
  guint flags = g_atomic_int_and (&announcer->pending, 0);

  if (self != NULL && flags != 0)
    g_signal_emit (self, changed_signal, 0, flags);

  return G_SOURCE_REMOVE;
}

/* From any thread; what comes before the main thread gets there is said once. */
static void
announce (CstStore *self,
          guint     flags)
{
  g_autoptr(GSource) source = NULL;

  if (flags == 0 || g_atomic_int_or (&self->announcer->pending, flags) != 0)
    return;

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit_changed_cb, g_atomic_rc_box_acquire (self->announcer), announcer_release);
  g_source_attach (source, self->announcer->context);
}

/* The thread that asked: the task, and with it perhaps the store, ends where it began. */
static gboolean
deliver_cb (gpointer data)
{
  Job *job = data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, g_steal_pointer (&job->result), job->free_result);

  job_free (job);

  return G_SOURCE_REMOVE;
}

static void
complete (Job *job)
{
  g_autoptr(GSource) source = NULL;

  if (job->task == NULL)
    {
      g_mutex_lock (&job->mutex);
      job->is_done = TRUE;
      g_cond_signal (&job->cond);
      g_mutex_unlock (&job->mutex);
      return;
    }

  source = g_idle_source_new ();
  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_callback (source, deliver_cb, job, NULL);
  g_source_attach (source, g_task_get_context (job->task));
}

static void
call (Job   *job,
      CstDb *db)
{
  job->result = job->func (db, job->request, job->cancellable, &job->error);
  if (job->result == NULL && job->error == NULL)
    g_set_error_literal (&job->error, CST_STORE_ERROR, CST_STORE_ERROR_FAILED, "The work gave nothing");
}

/* A store found damaged while it runs is checked at its next opening, clean close or not. */
static void
note_damage (CstStore     *self,
             const GError *error)
{
  if (g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_DAMAGED))
    g_file_set_contents (self->check_mark, "", 0, NULL);
}

static void
write_job (Job      *job,
           CstStore *self)
{
  CstDb *db = self->writer_db;
  guint changes;

  if (g_cancellable_set_error_if_cancelled (job->cancellable, &job->error) ||
      !cst_db_begin (db, &job->error))
    return;

  call (job, db);
  if (job->error != NULL)
    {
      cst_db_rollback (db);
    }
  else
    {
      changes = cst_db_take_changes (db);
      if (cst_db_commit (db, &job->error))
        announce (self, changes);
      else if (job->free_result != NULL)
        g_clear_pointer (&job->result, job->free_result);
    }

  if (job->error != NULL)
    note_damage (self, job->error);
}

/* The writer's data_version moves only with commits of other processes. */
static void
look_for_foreign_commits (CstStore *self)
{
  gint64 version = self->data_version;

  if (cst_db_get_int (self->writer_db, "PRAGMA data_version", &version, NULL) && version != self->data_version)
    {
      self->data_version = version;
      announce (self, CST_CHANGED_EVERYTHING);
    }
}

static void
run_write_job (gpointer data,
               gpointer user_data)
{
  CstStore *self = user_data;
  Job *job = data;

  if (job->func == NULL)
    {
      look_for_foreign_commits (self);
      job_free (job);
      return;
    }

  write_job (job, self);
  look_for_foreign_commits (self);
  complete (job);
}

static void
run_query_job (gpointer data,
               gpointer user_data)
{
  CstStore *self = user_data;
  Job *job = data;

  if (!g_cancellable_set_error_if_cancelled (job->cancellable, &job->error) &&
      cst_db_begin_read (self->query_db, &job->error))
    {
      call (job, self->query_db);
      cst_db_rollback (self->query_db);
    }

  if (job->error != NULL)
    note_damage (self, job->error);
  complete (job);
}

static void
monitor_changed_cb (GFileMonitor      *monitor,
                    GFile             *file,
                    GFile             *other_file,
                    GFileMonitorEvent  event,
                    CstStore          *self)
{
  g_thread_pool_push (self->writers, g_new0 (Job, 1), NULL);
}

static void
cst_store_dispose (GObject *object)
{
  CstStore *self = CST_STORE (object);

  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_file_monitor_cancel (self->monitor);
      g_clear_object (&self->monitor);
    }

  G_OBJECT_CLASS (cst_store_parent_class)->dispose (object);
}

static void
cst_store_finalize (GObject *object)
{
  CstStore *self = CST_STORE (object);

  if (self->writers != NULL)
    g_thread_pool_free (self->writers, FALSE, TRUE);
  if (self->queries != NULL)
    g_thread_pool_free (self->queries, FALSE, TRUE);
  g_clear_pointer (&self->reader, cst_db_close);
  g_clear_pointer (&self->query_db, cst_db_close);
  g_clear_pointer (&self->writer_db, cst_db_close);
  if (self->lock >= 0)
    close (self->lock);
  g_clear_pointer (&self->recovery, cst_store_recovery_free);
  g_clear_pointer (&self->announcer, announcer_release);
  g_clear_object (&self->clock);
  g_free (self->check_mark);
  g_free (self->path);
  g_free (self->dir);

  G_OBJECT_CLASS (cst_store_parent_class)->finalize (object);
}

static void
cst_store_class_init (CstStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cst_store_dispose;
  object_class->finalize = cst_store_finalize;

  /**
   * CstStore::changed:
   * @flags: #CstStoreChange
   *
   * Something was committed, here or in another process. On the thread that opened the store.
   */
  changed_signal = g_signal_new ("changed", CST_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
cst_store_init (CstStore *self)
{
  self->lock = -1;
}

static gboolean
make_folders (CstStore  *self,
              GError   **error)
{
  static const char *const names[] = { "outgoing", "cache", "backups", "locks" };

  if (!cst_paths_ensure_private (self->dir, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->dir, names[i], NULL);

      if (!cst_paths_ensure_private (path, error))
        return FALSE;
    }

  return TRUE;
}

/* Whether nobody else has the store open decides whether it may be checked and put aside. */
static gboolean
take_lock (CstStore  *self,
           gboolean  *is_alone,
           GError   **error)
{
  g_autofree char *path = g_build_filename (self->dir, "locks", "store.lock", NULL);

  if ((self->lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600)) < 0)
    {
      g_set_error (error, CST_STORE_ERROR,
                   errno == ENOSPC ? CST_STORE_ERROR_FULL : CST_STORE_ERROR_READ_ONLY,
                   "%s: %s", path, g_strerror (errno));
      return FALSE;
    }

  *is_alone = flock (self->lock, LOCK_EX | LOCK_NB) == 0;
  if (!*is_alone)
    flock (self->lock, LOCK_SH);

  return TRUE;
}

/* SQLite removes the -wal file at the last clean close. */
static gboolean
was_closed_uncleanly (CstStore *self)
{
  g_autofree char *wal = g_strconcat (self->path, "-wal", NULL);
  GStatBuf info;

  return (g_stat (wal, &info) == 0 && info.st_size > 0) || g_file_test (self->check_mark, G_FILE_TEST_EXISTS);
}

static gboolean
open_writer (CstStore  *self,
             gboolean   is_alone,
             GError   **error)
{
  gboolean wants_check = is_alone && was_closed_uncleanly (self);
  g_autofree char *backup_dir = g_build_filename (self->dir, "backups", NULL);

  if ((self->writer_db = cst_db_open (self->path, CST_DB_WRITER, error)) &&
      (!wants_check || cst_db_quick_check (self->writer_db, error)) &&
      cst_migrations_run (self->writer_db, backup_dir, cst_clock_now (self->clock), error))
    {
      if (is_alone)
        g_unlink (self->check_mark);
      return TRUE;
    }

  g_clear_pointer (&self->writer_db, cst_db_close);

  return FALSE;
}

static gboolean
recover (CstStore  *self,
         GError   **error)
{
  g_autofree char *backup_dir = g_build_filename (self->dir, "backups", NULL);

  if (!(self->recovery = cst_recovery_run (self->path, backup_dir, cst_clock_now (self->clock), error)))
    return FALSE;

  g_unlink (self->check_mark);

  if (!open_writer (self, TRUE, error) || self->recovery->restored_from == NULL)
    return self->writer_db != NULL;

  return cst_db_begin (self->writer_db, error) &&
         cst_db_distrust (self->writer_db, cst_clock_now (self->clock), error) &&
         cst_db_commit (self->writer_db, error);
}

static gboolean
open_databases (CstStore  *self,
                GError   **error)
{
  g_autoptr(GError) local_error = NULL;
  gboolean is_alone = FALSE;

  if (!take_lock (self, &is_alone, error))
    return FALSE;

  if (!open_writer (self, is_alone, &local_error))
    {
      if (!is_alone || !g_error_matches (local_error, CST_STORE_ERROR, CST_STORE_ERROR_DAMAGED))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }

      if (!recover (self, error))
        return FALSE;
    }

  flock (self->lock, LOCK_SH);

  return cst_db_get_int (self->writer_db, "PRAGMA data_version", &self->data_version, error) &&
         (self->query_db = cst_db_open (self->path, CST_DB_READER, error)) != NULL;
}

static void
watch (CstStore *self)
{
  g_autofree char *wal = g_strconcat (self->path, "-wal", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (wal);

  /* Without a monitor only other processes' changes come late: with the next own commit. */
  if (!(self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL)))
    return;

  g_file_monitor_set_rate_limit (self->monitor, MONITOR_INTERVAL_MS);
  g_signal_connect (self->monitor, "changed", G_CALLBACK (monitor_changed_cb), self);
}

/**
 * cst_store_open:
 * @dir: the profile's folder; made if needed, and private
 * @clock: the time
 *
 * Opens the store, brings its schema up to date and, when it was not closed cleanly, checks it. A
 * damaged one is put aside and the newest sound backup takes its place: cst_store_get_recovery().
 * Blocks; signals come on the calling thread's main context.
 *
 * Returns: (transfer full): the store; else %CST_STORE_ERROR_NEWER, FULL, READ_ONLY, DAMAGED…
 */
CstStore *
cst_store_open (const char  *dir,
                CstClock    *clock,
                GError     **error)
{
  g_autoptr(CstStore) self = NULL;

  g_return_val_if_fail (dir != NULL, NULL);
  g_return_val_if_fail (CST_IS_CLOCK (clock), NULL);

  self = g_object_new (CST_TYPE_STORE, NULL);
  self->dir = g_strdup (dir);
  self->path = g_build_filename (dir, "store.db", NULL);
  self->check_mark = g_build_filename (dir, "locks", "check-store", NULL);
  self->clock = g_object_ref (clock);
  self->announcer = announcer_new (self);

  if (!make_folders (self, error) || !open_databases (self, error))
    return NULL;

  self->writers = g_thread_pool_new (run_write_job, self, 1, TRUE, NULL);
  self->queries = g_thread_pool_new (run_query_job, self, 1, TRUE, NULL);
  watch (self);

  return g_steal_pointer (&self);
}

const char *
cst_store_get_dir (CstStore *self)
{
  g_return_val_if_fail (CST_IS_STORE (self), NULL);

  return self->dir;
}

const char *
cst_store_get_path (CstStore *self)
{
  g_return_val_if_fail (CST_IS_STORE (self), NULL);

  return self->path;
}

CstClock *
cst_store_get_clock (CstStore *self)
{
  g_return_val_if_fail (CST_IS_STORE (self), NULL);

  return self->clock;
}

/**
 * cst_store_get_recovery:
 *
 * Returns: (transfer none) (nullable): what had to be done to open a damaged store, which a person
 * is told; %NULL when all was well
 */
const CstStoreRecovery *
cst_store_get_recovery (CstStore *self)
{
  g_return_val_if_fail (CST_IS_STORE (self), NULL);

  return self->recovery;
}

/**
 * cst_store_set_due_func:
 * @func: (nullable): who knows the rules
 *
 * Whoever writes here keeps the due times of the rules with it. Every process that writes sets one, else what it
 * writes leaves them as they were.
 */
void
cst_store_set_due_func (CstStore       *self,
                        CstDueFunc      func,
                        gpointer        user_data,
                        GDestroyNotify  destroy)
{
  g_return_if_fail (CST_IS_STORE (self));

  cst_db_set_due_func (self->writer_db, func, user_data, destroy);
}

/**
 * cst_store_set_delivery_hooks:
 * @hooks: (nullable): who knows the carriers' codes and limits
 *
 * As cst_store_set_due_func(), for what carriers say.
 */
void
cst_store_set_delivery_hooks (CstStore               *self,
                              const CstDeliveryHooks *hooks,
                              gpointer                user_data,
                              GDestroyNotify          destroy)
{
  g_return_if_fail (CST_IS_STORE (self));

  cst_db_set_delivery_hooks (self->writer_db, hooks, user_data, destroy);
}

/**
 * cst_store_run_sync:
 * @func: work that may write
 * @request: (nullable): for @func; stays the caller's
 *
 * Queues @func to the writer thread and waits for it. For sync, ctl and tests: never from the main
 * thread of a window, never from inside another #CstDbFunc.
 *
 * Returns: what @func returned, once that is committed; %NULL on error, when nothing is
 */
gpointer
cst_store_run_sync (CstStore      *self,
                    CstDbFunc      func,
                    gpointer       request,
                    GCancellable  *cancellable,
                    GError       **error)
{
  Job job = { .func = func, .request = request, .cancellable = cancellable };

  g_return_val_if_fail (CST_IS_STORE (self) && func != NULL, NULL);

  g_mutex_init (&job.mutex);
  g_cond_init (&job.cond);
  g_thread_pool_push (self->writers, &job, NULL);

  g_mutex_lock (&job.mutex);
  while (!job.is_done)
    g_cond_wait (&job.cond, &job.mutex);
  g_mutex_unlock (&job.mutex);

  g_cond_clear (&job.cond);
  g_mutex_clear (&job.mutex);

  if (job.error != NULL)
    {
      g_propagate_error (error, job.error);
      return NULL;
    }

  return job.result;
}

static void
push_async (CstStore            *self,
            GThreadPool         *pool,
            gpointer             tag,
            CstDbFunc            func,
            gpointer             request,
            GDestroyNotify       free_request,
            GDestroyNotify       free_result,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  Job *job = g_new0 (Job, 1);

  job->func = func;
  job->request = request;
  job->free_request = free_request;
  job->free_result = free_result;
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, tag);
  /* Cancelled never means "not done": what was committed is reported as such. */
  g_task_set_check_cancellable (job->task, FALSE);
  g_thread_pool_push (pool, job, NULL);
}

/**
 * cst_store_run_async:
 * @func: work that may write, for the writer thread
 * @request: (transfer full): given to @func, then freed with @free_request
 * @free_result: (nullable): frees what @func returns when nobody takes it
 *
 * Cancelling keeps work that has not begun from beginning.
 */
void
cst_store_run_async (CstStore            *self,
                     CstDbFunc            func,
                     gpointer             request,
                     GDestroyNotify       free_request,
                     GDestroyNotify       free_result,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_return_if_fail (CST_IS_STORE (self) && func != NULL);

  push_async (self, self->writers, cst_store_run_async, func, request, free_request, free_result,
              cancellable, callback, user_data);
}

gpointer
cst_store_run_finish (CstStore      *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_store_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cst_store_query_async:
 * @func: work that only reads, for the query thread; it sees one moment
 *
 * As cst_store_run_async() otherwise.
 */
void
cst_store_query_async (CstStore            *self,
                       CstDbFunc            func,
                       gpointer             request,
                       GDestroyNotify       free_request,
                       GDestroyNotify       free_result,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (CST_IS_STORE (self) && func != NULL);

  push_async (self, self->queries, cst_store_query_async, func, request, free_request, free_result,
              cancellable, callback, user_data);
}

gpointer
cst_store_query_finish (CstStore      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_store_query_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cst_store_get_reader:
 *
 * The main thread's own connection, for reads of a page or a record: what takes longer than a
 * millisecond goes through cst_store_query_async().
 *
 * Returns: (transfer none) (nullable): the connection; %NULL when it cannot be opened, logged
 */
CstDb *
cst_store_get_reader (CstStore *self)
{
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (CST_IS_STORE (self), NULL);

  if (self->reader == NULL && !(self->reader = cst_store_open_reader (self, &error)))
    g_warning ("No reader: %s", error->message);

  return self->reader;
}

/**
 * cst_store_open_reader:
 *
 * Returns: (transfer full): a connection for reading on another thread, from which it is closed
 */
CstDb *
cst_store_open_reader (CstStore  *self,
                       GError   **error)
{
  g_return_val_if_fail (CST_IS_STORE (self), NULL);

  return cst_db_open (self->path, CST_DB_READER, error);
}
