/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sync-push.h"

#include "cst-files.h"
#include "cst-operations.h"
#include "cst-sync-plan.h"

/* An operation is taken and marked as sending in one transaction, which is on the disk before a byte leaves.
 * Whatever is found in sending, by whoever holds the account's lock, is an attempt whose end nobody wrote
 * down: it is in doubt, and ends by its key or by a fact. What an attempt came to is written down whatever
 * happens, cancelled or not. */
#define MAX_DOUBTS 3

/* What a site had not answered after a while may take several times as long: a gateway gives up long before what is
 * behind it does. */
#define PATIENCE 3
#define LONGEST_PATIENCE_S (10 * 60)

typedef struct
{
  CstSyncRun   *run;
  gint64        now;
  CstOperation *operation; /* (out) (nullable) */
} Take;

typedef struct
{
  CstSyncRun         *run;
  CstOperation       *operation;
  const CstSendPlan  *plan;
  const CstChangeSet *truth;   /* (nullable) */
  const char         *problem; /* (nullable) */
  gboolean            is_doubt;
} Settle;

static gboolean
is_due_in_doubt (Take               *take,
                 const CstOperation *operation)
{
  gboolean is_hastened = (take->run->flags & CST_SYNC_HASTEN) != 0;

  return operation->state == CST_OPERATION_SENDING && (is_hastened || operation->next_try_at <= take->now) &&
         !g_hash_table_contains (take->run->tried, &operation->id);
}

/* What nobody saw the end of may still take effect: where a repeat would do so too, it is not looked for before. */
static void
wait_for_effect (CstSyncRun   *run,
                 CstOperation *operation)
{
  gint64 settle_time = cst_marketplace_settle_time (run->marketplace);

  if (settle_time > 0)
    operation->next_try_at = MAX (operation->next_try_at, operation->doubted_at + settle_time);
}

/* Even a person's haste waits for that. */
static gboolean
has_settled (Take               *take,
             const CstOperation *operation)
{
  gint64 settle_time = cst_marketplace_settle_time (take->run->marketplace);

  return settle_time == 0 || take->now - operation->doubted_at >= settle_time;
}

/* A doubt that was found, or was noted by a clock that has been set back since: nobody knows how long ago that was, nor
 * how much of its time is left. */
static gboolean
needs_moment (Take               *take,
              const CstOperation *operation)
{
  return operation->doubted_at == 0 || operation->doubted_at > take->now + LONGEST_PATIENCE_S;
}

static gpointer
take_doubtful (CstDb         *db,
               gpointer       request,
               GCancellable  *cancellable,
               GError       **error)
{
  Take *take = request;
  g_autoptr(GPtrArray) doubtful = cst_db_doubtful_operations (db, take->run->account->id, error);

  for (guint i = 0; doubtful != NULL && i < doubtful->len && take->operation == NULL; i++)
    {
      CstOperation *operation = g_ptr_array_index (doubtful, i);

      if (!is_due_in_doubt (take, operation))
        continue;
      if (needs_moment (take, operation))
        {
          operation->doubted_at = take->now + (operation->doubted_at != 0 ? LONGEST_PATIENCE_S : 0);
          operation->next_try_at = 0;
          wait_for_effect (take->run, operation);
          if (!cst_db_update_operation (db, operation, error))
            return NULL;
        }
      if (!has_settled (take, operation))
        continue;

      operation->attempts++;
      operation->next_try_at = 0;
      if (!cst_db_update_operation (db, operation, error))
        return NULL;
      take->operation = cst_operation_copy (operation);
    }

  return GINT_TO_POINTER (doubtful != NULL);
}

static gboolean
hasten (CstDb       *db,
        CstSyncRun  *run,
        GError     **error)
{
  g_autoptr(GPtrArray) pending = cst_db_pending_operations (db, run->account->id, error);

  for (guint i = 0; pending != NULL && i < pending->len; i++)
    {
      CstOperation *operation = g_ptr_array_index (pending, i);

      if (operation->state != CST_OPERATION_QUEUED || operation->next_try_at == 0)
        continue;
      operation->next_try_at = 0;
      if (!cst_db_update_operation (db, operation, error))
        return FALSE;
    }

  run->flags &= ~(guint) CST_SYNC_HASTEN;

  return pending != NULL;
}

static gpointer
take_next (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  Take *take = request;
  g_autoptr(CstOperation) operation = NULL;
  g_autoptr(GError) local_error = NULL;

  if ((take->run->flags & CST_SYNC_HASTEN) && !hasten (db, take->run, error))
    return NULL;
  if (cst_db_release_held (db, take->now, error) < 0)
    return NULL;

  operation = cst_db_next_operation (db, take->run->account->id, take->now, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (operation != NULL &&
      !cst_db_move_operation (db, operation, CST_OPERATION_SENDING, NULL, take->now, error))
    return NULL;

  take->operation = g_steal_pointer (&operation);

  return GINT_TO_POINTER (TRUE);
}

/* The site is not asked for these, so no lane of an order holds them up; one found in sending never happened. */
static gpointer
take_ours (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  Take *take = request;
  g_autoptr(GPtrArray) pending = NULL;

  if (cst_db_release_held (db, take->now, error) < 0 ||
      !(pending = cst_db_desk_operations (db, take->run->account->id, error)))
    return NULL;

  for (guint i = 0; i < pending->len; i++)
    {
      CstOperation *operation = g_ptr_array_index (pending, i);

      if (!cst_marketplace_ends_here (take->run->marketplace, operation) ||
          g_hash_table_contains (take->run->tried, &operation->id))
        continue;
      if (operation->state == CST_OPERATION_QUEUED &&
          !cst_db_move_operation (db, operation, CST_OPERATION_SENDING, NULL, take->now, error))
        return NULL;
      take->operation = cst_operation_copy (operation);
      break;
    }

  return GINT_TO_POINTER (TRUE);
}

static gpointer
settle (CstDb         *db,
        gpointer       request,
        GCancellable  *cancellable,
        GError       **error)
{
  Settle *settling = request;
  CstOperation *operation = settling->operation;
  gint64 now = cst_clock_now (settling->run->clock);
  gboolean done;

  operation->next_try_at = settling->plan->next_try_at;
  if (settling->is_doubt)
    wait_for_effect (settling->run, operation);
  operation->unclear_answers += settling->plan->was_unclear ? 1 : 0;
  if (settling->plan->was_never_sent)
    {
      operation->first_sent_at = 0;
      operation->doubted_at = 0;
    }

  if (settling->plan->state == CST_OPERATION_SENDING)
    {
      g_free (operation->last_problem);
      operation->last_problem = g_strdup (settling->problem);
      done = cst_db_update_operation (db, operation, error);
    }
  else
    done = cst_db_move_operation (db, operation, settling->plan->state, settling->problem, now, error);

  return GINT_TO_POINTER (done &&
                          (settling->truth == NULL || cst_sync_apply (settling->run, db, settling->truth, error)));
}

static void
note_ending (CstSyncRun         *run,
             const CstOperation *operation)
{
  CstSyncEnding ending = { operation->id, operation->state };

  if (operation->state == CST_OPERATION_CONFIRMED)
    run->report->sent++;
  else if (operation->state == CST_OPERATION_SENDING)
    run->report->in_doubt++;
  else if (operation->state != CST_OPERATION_QUEUED)
    g_array_append_val (run->report->endings, ending);
}

/* What was answered is written down together with how the operation stands. Should the truth in the answer not be
 * storable, the operation still is: the next pull brings the truth again. What ends here no pull brings: both or
 * neither. */
static gboolean
write_down (CstSyncRun         *run,
            CstOperation       *operation,
            const CstSendPlan  *plan,
            CstPushAnswer      *answer,
            gboolean            is_doubt,
            GError            **error)
{
  g_autoptr(CstOperation) spare = cst_operation_copy (operation);
  Settle settling = { run, operation, plan, answer->truth, answer->problem, is_doubt };
  gboolean done;

  if (cst_marketplace_ends_here (run->marketplace, operation))
    {
      done = cst_store_run_sync (run->store, settle, &settling, NULL, error) != NULL;
      if (done)
        note_ending (run, operation);
      return done;
    }

  done = cst_store_run_sync (run->store, settle, &settling, NULL, NULL) != NULL;
  if (!done)
    {
      settling.operation = spare;
      settling.truth = NULL;
      done = cst_store_run_sync (run->store, settle, &settling, NULL, error) != NULL;
    }
  if (done)
    note_ending (run, settling.operation);

  return done;
}

static GBytes *
read_file (const CstOutgoingFile  *file,
           gpointer                user_data,
           GError                **error)
{
  CstSyncRun *run = user_data;
  g_autoptr(GError) local_error = NULL;
  GBytes *bytes = cst_files_read (run->store, file, &local_error);

  if (bytes == NULL)
    g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_FILE, local_error->message);

  return bytes;
}

static CstPushOutcome
go (CstSyncRun     *run,
    CstOperation   *operation,
    CstSendWay      way,
    CstPushAnswer  *answer,
    GError        **error)
{
  if (way == CST_SEND_READ_BACK)
    return cst_marketplace_read_back (run->marketplace, operation, answer, run->cancellable, error);

  return cst_marketplace_push (run->marketplace, operation, read_file, run, answer, run->cancellable, error);
}

/* From when on it is counted how long the effect may be in coming. */
static gint64
doubted_at (gint64 began,
            gint64 ended)
{
  return ended + CLAMP ((ended - began) * PATIENCE, 0, LONGEST_PATIENCE_S);
}

static gboolean
send_operation (CstSyncRun    *run,
                CstOperation  *operation,
                gboolean       in_doubt,
                GError       **error)
{
  gint64 retention = cst_marketplace_key_retention (run->marketplace);
  gint64 began = cst_clock_now (run->clock);
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(GError) why = NULL;
  CstSendAttempt attempt = { .in_doubt = in_doubt };
  CstSendPlan plan;

  attempt.way = cst_sync_plan_way (operation, in_doubt, retention, began);
  attempt.outcome = go (run, operation, attempt.way, &answer, &why);
  if (attempt.outcome == CST_PUSH_DOUBT && (attempt.way == CST_SEND_PUSH || operation->doubted_at == 0))
    operation->doubted_at = doubted_at (began, cst_clock_now (run->clock));
  attempt.error = why;
  attempt.retry_after = answer.retry_after;
  cst_sync_plan_outcome (operation, &attempt, cst_clock_now (run->clock), run->random, &plan);
  if (answer.problem == NULL && why != NULL && !g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    answer.problem = cst_marketplace_problem_text (why);

  if (!write_down (run, operation, &plan, &answer, attempt.outcome == CST_PUSH_DOUBT, error))
    return FALSE;

  run->doubts = attempt.outcome == CST_PUSH_DOUBT ? run->doubts + 1 : 0;
  run->report->not_before = MAX (run->report->not_before, plan.not_before);
  cst_sync_progress (run);
  if (plan.stops_account && why != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  if (run->doubts >= MAX_DOUBTS)
    run->is_stopped = TRUE;

  return TRUE;
}

static gboolean
send_all (CstSyncRun  *run,
          CstDbFunc    take_one,
          gboolean     in_doubt,
          GError     **error)
{
  while (!run->is_stopped)
    {
      Take take = { run, cst_clock_now (run->clock), NULL };
      g_autoptr(CstOperation) operation = NULL;

      if (g_cancellable_set_error_if_cancelled (run->cancellable, error) ||
          !cst_store_run_sync (run->store, take_one, &take, NULL, error))
        return FALSE;
      if (!(operation = take.operation))
        break;

      g_hash_table_add (run->tried, g_memdup2 (&operation->id, sizeof operation->id));
      if (!send_operation (run, operation, in_doubt, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cst_sync_push_here:
 *
 * Carries out what the account's site is not asked for, whether it can be reached or not.
 *
 * Returns: %FALSE when the store cannot write
 */
gboolean
cst_sync_push_here (CstSyncRun  *run,
                    GError     **error)
{
  return cst_connector_is_local (run->account->connector) || send_all (run, take_ours, FALSE, error);
}

/**
 * cst_sync_push:
 *
 * First ends what is in doubt and due, each at most once a run, then sends what is queued and due, lane by lane.
 *
 * Returns: %FALSE when the account as a whole cannot send, or the store cannot write
 */
gboolean
cst_sync_push (CstSyncRun  *run,
               GError     **error)
{
  return send_all (run, take_doubtful, TRUE, error) && send_all (run, take_next, FALSE, error);
}

static gboolean
is_seen (const CstChangeSet *changes,
         const CstOperation *operation)
{
  for (guint i = 0; i < changes->incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (changes->incidents, i);

      for (guint j = 0; j < incident->resolutions->len; j++)
        {
          const CstResolution *resolution = g_ptr_array_index (incident->resolutions, j);

          if (g_strcmp0 (resolution->key, operation->key) == 0)
            return TRUE;
        }
    }
  for (guint i = 0; i < changes->threads->len; i++)
    {
      const CstThread *thread = g_ptr_array_index (changes->threads, i);

      for (guint j = 0; j < thread->messages->len; j++)
        {
          const CstMessage *message = g_ptr_array_index (thread->messages, j);

          if (g_strcmp0 (message->key, operation->key) == 0)
            return TRUE;
        }
    }

  return FALSE;
}

/**
 * cst_sync_confirm_seen:
 * @db: a writer inside a transaction
 * @changes: what the marketplace says
 *
 * A fact ends a doubt: what stands there under an operation's key has arrived. Where an operation goes by steps, the
 * next push looks for all of them.
 */
gboolean
cst_sync_confirm_seen (CstSyncRun          *run,
                       CstDb               *db,
                       const CstChangeSet  *changes,
                       GError             **error)
{
  g_autoptr(GPtrArray) doubtful = NULL;

  if (changes->incidents->len + changes->threads->len == 0 || cst_marketplace_goes_by_steps (run->marketplace))
    return TRUE;
  if (!(doubtful = cst_db_doubtful_operations (db, run->account->id, error)))
    return FALSE;

  for (guint i = 0; i < doubtful->len; i++)
    {
      CstOperation *operation = g_ptr_array_index (doubtful, i);

      if (!is_seen (changes, operation))
        continue;
      if (!cst_db_move_operation (db, operation, CST_OPERATION_CONFIRMED, NULL, cst_clock_now (run->clock), error))
        return FALSE;
      run->report->sent++;
    }

  return TRUE;
}
