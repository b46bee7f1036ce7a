/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-files.h"
#include "cst-import-check.h"
#include "cst-import.h"
#include "cst-operations.h"
#include "cst-sniff.h"
#include "cst-truth.h"
#include "cst-util.h"

/* Written in parts, each a transaction that asks the store again before it decides: what somebody else brought in
 * meanwhile is found there, and after a kill the same file goes on where it stopped. Nobody waits for longer than one
 * part. */
#define PART 200

typedef struct
{
  CstStore         *store;
  CstImportPlan    *plan;
  const CstAccount *account;
  const char       *person;
  const char       *person_name;
  CstImportChecker *checker;
  GPtrArray        *part;       /* of CstImportCase */
  GHashTable       *files;      /* case → GPtrArray of CstOutgoingFile */
  CstChangeSet     *changes;    /* (nullable): what the carrier says of this part's parcels */
} Run;

static void
drop_files (Run           *run,
            CstImportCase *of_case)
{
  GPtrArray *files = g_hash_table_lookup (run->files, of_case);

  for (guint i = 0; files != NULL && i < files->len; i++)
    cst_files_drop (run->store, g_ptr_array_index (files, i));
  g_hash_table_remove (run->files, of_case);
}

static void
free_file (gpointer data)
{
  cst_record_free (&cst_outgoing_file_type, data);
}

static gboolean
take_photo (Run         *run,
            GPtrArray   *files,
            const char  *path,
            GError     **error)
{
  guint64 limit = run->account->info.attachment_limit > 0 ? (guint64) run->account->info.attachment_limit
                                                          : CST_FILES_LIMIT;
  g_autofree char *name = g_path_get_basename (path);
  CstOutgoingFile *file = cst_record_new (&cst_outgoing_file_type);
  CstFileType type = CST_FILE_TYPE_UNKNOWN;
  guint64 size = 0;

  g_ptr_array_add (files, file);
  if (!cst_sniff_file (path, &type, &size, error))
    return FALSE;
  if (size > limit)
    {
      g_autofree char *text = g_format_size (limit);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("“%1$s” is larger than %2$s."), name, text);
      return FALSE;
    }

  return cst_files_take (run->store, path, name, cst_file_type_get_media_type (type), file, error);
}

/* Copied before the transaction, so that nobody waits for a slow disk with the store locked. */
static void
take_photos (Run           *run,
             CstImportCase *of_case)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (free_file);
  g_autoptr(GString) problems = g_string_new (of_case->note);

  if (of_case->state != CST_IMPORT_NEW)
    return;

  for (char **path = of_case->photos; path != NULL && *path != NULL; path++)
    {
      g_autoptr(GError) error = NULL;

      if (take_photo (run, files, *path, &error))
        continue;
      g_ptr_array_set_size (files, (int) files->len - 1);
      g_string_append_printf (problems, "%s%s", problems->len > 0 ? " " : "", error->message);
    }
  cst_set_str (&of_case->note, problems->len > 0 ? problems->str : NULL);
  if (files->len > 0)
    g_hash_table_insert (run->files, of_case, g_steal_pointer (&files));
}

static CstOperation *
build_operation (Run           *run,
                 CstImportCase *of_case,
                 gint64         now)
{
  CstOperation *operation = cst_case_entry_to_operation (of_case->entry, run->account->id, now);
  GPtrArray *files = of_case->state == CST_IMPORT_NEW ? g_hash_table_lookup (run->files, of_case) : NULL;

  operation->person = g_strdup (run->person);
  operation->person_name = g_strdup (run->person_name);
  for (guint i = 0; files != NULL && i < files->len; i++)
    g_ptr_array_add (operation->files, cst_record_dup (&cst_outgoing_file_type, g_ptr_array_index (files, i)));

  return operation;
}

/* What a carrier exports is its word, as what a site answers is: it becomes the truth, with nothing to be sent. */
static void
take_parcel (Run           *run,
             CstImportCase *of_case)
{
  if (of_case->order != NULL)
    g_ptr_array_add (run->changes->orders, cst_order_copy (of_case->order));
  g_ptr_array_add (run->changes->deliveries, cst_delivery_copy (of_case->delivery));
}

/* %FALSE for trouble with the store; what a rule refuses is said at its rows. */
static gboolean
write_case (Run            *run,
            CstDb          *db,
            CstImportCase  *of_case,
            GError        **error)
{
  gint64 now = cst_clock_now (cst_store_get_clock (run->store));
  g_autoptr(CstOperation) operation = NULL;
  g_autoptr(GError) local_error = NULL;

  if (!cst_import_checker_check (run->checker, db, of_case, error))
    return FALSE;
  if (of_case->state != CST_IMPORT_NEW && of_case->state != CST_IMPORT_CHANGED)
    return TRUE;
  if (of_case->parcel != NULL)
    return take_parcel (run, of_case), TRUE;

  operation = build_operation (run, of_case, now);
  if (cst_db_decide (db, operation, now, 0, NULL, &local_error) > 0)
    {
      cst_set_str (&of_case->incident, operation->incident);
      return TRUE;
    }
  if (local_error->domain != CST_DECIDE_ERROR || local_error->code == CST_DECIDE_ERROR_PERSON)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  cst_import_case_refuse (of_case, local_error->message);

  return TRUE;
}

static gpointer
write_part (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  Run *run = request;
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();

  run->changes = changes;
  if (!cst_import_checker_update (run->checker, db, error) ||
      !cst_import_map_remember (run->plan->map, db, run->account->id, run->plan->table, error))
    return NULL;
  for (guint i = 0; i < run->part->len; i++)
    {
      if (!write_case (run, db, g_ptr_array_index (run->part, i), error))
        return NULL;
    }
  if (changes->deliveries->len > 0 &&
      !cst_db_apply_change_set (db, run->account->id, changes, cst_clock_now (cst_store_get_clock (run->store)), NULL,
                                error))
    return NULL;

  return run;
}

/* Only now is it on the disk. */
static void
note_written (Run *run)
{
  for (guint i = 0; i < run->part->len; i++)
    {
      CstImportCase *of_case = g_ptr_array_index (run->part, i);

      if (of_case->state == CST_IMPORT_NEW)
        {
          cst_import_case_set_state (of_case, CST_IMPORT_ADDED);
          g_hash_table_remove (run->files, of_case);
        }
      else if (of_case->state == CST_IMPORT_CHANGED)
        cst_import_case_set_state (of_case, CST_IMPORT_UPDATED);
      else
        drop_files (run, of_case);
    }
}

static gboolean
run_part (Run           *run,
          guint          first,
          GCancellable  *cancellable,
          GError       **error)
{
  guint end = MIN (first + PART, run->plan->cases->len);
  gboolean is_written;

  g_ptr_array_set_size (run->part, 0);
  for (guint i = first; i < end; i++)
    {
      CstImportCase *of_case = g_ptr_array_index (run->plan->cases, i);

      take_photos (run, of_case);
      g_ptr_array_add (run->part, of_case);
    }

  is_written = cst_store_run_sync (run->store, write_part, run, NULL, error) != NULL;
  if (is_written)
    note_written (run);
  for (guint i = 0; !is_written && i < run->part->len; i++)
    drop_files (run, g_ptr_array_index (run->part, i));

  return is_written;
}

/**
 * cst_import_run_sync:
 * @plan: (inout): each row gets its outcome
 *
 * Imports what can be taken. What is there when its turn comes is left alone, whoever brought it, so that the same
 * file twice adds nothing. Cancelling ends after a part; what is written stays. Blocks: not for the main thread of a
 * window.
 *
 * Returns: %FALSE when it was cancelled or the store cannot be written; what was written by then is said in @plan
 */
gboolean
cst_import_run_sync (CstStore           *store,
                     CstImportPlan      *plan,
                     const CstAccount   *account,
                     const char         *person,
                     const char         *person_name,
                     CstImportProgress   progress,
                     gpointer            progress_data,
                     GCancellable       *cancellable,
                     GError            **error)
{
  g_autoptr(CstImportChecker) checker = cst_import_checker_new (plan, account);
  g_autoptr(GPtrArray) part = g_ptr_array_new ();
  g_autoptr(GHashTable) files = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  Run run = { .store = store, .plan = plan, .account = account, .person = person, .person_name = person_name };

  run.checker = checker;
  run.part = part;
  run.files = files;
  for (guint first = 0; first < plan->cases->len; first += PART)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !run_part (&run, first, cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress (MIN (first + PART, plan->cases->len), plan->cases->len, progress_data);
    }

  return TRUE;
}

/* ── On a thread of its own ────────────────────────────────────────────────────────────────────── */

/* The thread never holds the last reference of the task, and with it of the store: all ends on the main thread. */
typedef struct
{
  GTask             *task;
  CstImportPlan     *plan;
  CstAccount        *account;
  char              *person;
  char              *person_name;
  CstImportProgress  progress;
  gpointer           progress_data;
  GError            *error; /* (nullable): what it came to */
} Job;

typedef struct
{
  Job   *job;
  guint  n_done;
  guint  n_all;
} Report;

static void
job_free (Job *job)
{
  cst_account_free (job->account);
  g_free (job->person);
  g_free (job->person_name);
  g_object_unref (job->task);
  g_free (job);
}

static void
call_back (Job         *job,
           GSourceFunc  function,
           gpointer     data)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, function, data, NULL);
  g_source_attach (source, g_task_get_context (job->task));
}

static gboolean
report_cb (gpointer data)
{
  Report *report = data;
  GCancellable *cancellable = g_task_get_cancellable (report->job->task);

  if (cancellable == NULL || !g_cancellable_is_cancelled (cancellable))
    report->job->progress (report->n_done, report->n_all, report->job->progress_data);
  g_free (report);

  return G_SOURCE_REMOVE;
}

static void
send_report (guint    n_done,
             guint    n_all,
             gpointer user_data)
{
  Job *job = user_data;
  Report *report;

  if (job->progress == NULL)
    return;

  report = g_new (Report, 1);
  *report = (Report) { job, n_done, n_all };
  call_back (job, report_cb, report);
}

/* Comes after all reports, which have the same priority. */
static gboolean
deliver_cb (gpointer data)
{
  Job *job = data;

  if (job->error != NULL)
    g_task_return_error (job->task, job->error);
  else
    g_task_return_boolean (job->task, TRUE);
  job_free (job);

  return G_SOURCE_REMOVE;
}

static gpointer
run_job (gpointer data)
{
  Job *job = data;

  cst_import_run_sync (g_task_get_source_object (job->task), job->plan, job->account, job->person, job->person_name,
                       send_report, job, g_task_get_cancellable (job->task), &job->error);
  call_back (job, deliver_cb, job);

  return NULL;
}

/**
 * cst_import_run_async:
 * @plan: is not to be touched until the end, nor freed
 * @progress: (nullable): on the main thread; not called any more once @cancellable is cancelled
 *
 * As cst_import_run_sync(), on a thread of its own.
 */
void
cst_import_run_async (CstStore            *store,
                      CstImportPlan       *plan,
                      const CstAccount    *account,
                      const char          *person,
                      const char          *person_name,
                      CstImportProgress    progress,
                      gpointer             progress_data,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  Job *job = g_new0 (Job, 1);

  job->task = g_task_new (store, cancellable, callback, user_data);
  job->plan = plan;
  job->account = cst_account_copy (account);
  job->person = g_strdup (person);
  job->person_name = g_strdup (person_name);
  job->progress = progress;
  job->progress_data = progress_data;
  g_task_set_source_tag (job->task, cst_import_run_async);
  g_task_set_check_cancellable (job->task, FALSE);
  g_thread_unref (g_thread_new ("cst-import", run_job, job));
}

gboolean
cst_import_run_finish (CstStore      *store,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_import_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
