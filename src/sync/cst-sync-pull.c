/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sync-private.h"

#include "cst-operations.h"
#include "cst-settings.h"
#include "cst-sync-push.h"
#include "cst-unseen.h"

#define PAGE 1000

typedef struct
{
  CstSyncRun   *run;
  CstChangeSet *changes;
} Page;

static void
see (GHashTable *seen,
     CstEntity   entity,
     const char *id)
{
  g_hash_table_add (seen, cst_seen_key (entity, id));
}

static void
see_page (const CstSyncRun   *run,
          const CstChangeSet *changes)
{
  GHashTable *seen = run->seen;

  for (guint i = 0; i < changes->orders->len; i++)
    {
      const CstOrder *order = g_ptr_array_index (changes->orders, i);

      see (seen, CST_ENTITY_ORDER, order->id);
      /* A site that has no place for it cannot name what is kept here. */
      if (run->account->info.desk_only & CST_CAN_READ_THREADS)
        see (seen, CST_ENTITY_THREAD, order->id);
    }
  for (guint i = 0; i < changes->incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (changes->incidents, i);

      see (seen, CST_ENTITY_INCIDENT, incident->id);
      if (run->account->info.desk_only != 0)
        see (seen, CST_ENTITY_DESK, incident->id);
    }
  for (guint i = 0; i < changes->threads->len; i++)
    see (seen, CST_ENTITY_THREAD, ((CstThread *) g_ptr_array_index (changes->threads, i))->order);
  for (guint i = 0; i < changes->desks->len; i++)
    see (seen, CST_ENTITY_DESK, ((CstDesk *) g_ptr_array_index (changes->desks, i))->incident);
  for (guint i = 0; i < changes->deliveries->len; i++)
    see (seen, CST_ENTITY_DELIVERY, ((CstDelivery *) g_ptr_array_index (changes->deliveries, i))->id);
}

/* The last page of a reading from the beginning: what the store has and the marketplace did not name is gone. */
static gboolean
end_resync (CstSyncRun    *run,
            CstDb         *db,
            CstChangeSet  *changes,
            GError       **error)
{
  return cst_db_add_unseen (db, run->account->id, run->seen, changes, error) &&
         cst_db_set_account_setting_int (db, run->account->id, CST_SYNC_SETTING_RESYNC, 0, error);
}

static gboolean
note_progress (CstSyncRun          *run,
               CstDb               *db,
               const CstChangeSet  *changes,
               GError             **error)
{
  g_autoptr(CstSyncState) state = NULL;

  run->report->done += changes->orders->len + changes->incidents->len + changes->threads->len + changes->desks->len +
                       changes->deliveries->len;
  run->report->total = changes->remaining >= 0 ? run->report->done + changes->remaining : 0;
  if (!changes->has_more)
    return TRUE;
  if (!(state = cst_db_sync_state (db, run->account->id, error)))
    return FALSE;

  state->last_attempt = cst_clock_now (run->clock);
  state->done = run->report->done;
  state->total = run->report->total;

  return cst_db_set_sync_state (db, run->account->id, state, error);
}

/**
 * cst_sync_apply:
 * @db: a writer inside a transaction
 * @changes: a page, or what an answer said
 *
 * Stores what the marketplace says, and what follows from it for our operations: what is seen there under
 * its key is confirmed, what became impossible is a conflict (cst_db_apply_change_set() sees to that).
 */
gboolean
cst_sync_apply (CstSyncRun          *run,
                CstDb               *db,
                const CstChangeSet  *changes,
                GError             **error)
{
  gint64 now = cst_clock_now (run->clock);
  g_autoptr(CstApplied) applied = NULL;

  if (!cst_db_apply_change_set (db, run->account->id, changes, now, &applied, error) ||
      !cst_sync_confirm_seen (run, db, changes, error))
    return FALSE;

  g_ptr_array_extend_and_steal (run->report->news, g_steal_pointer (&applied->news));
  applied->news = g_ptr_array_new ();

  return TRUE;
}

static gpointer
store_page (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  Page *page = request;
  CstSyncRun *run = page->run;

  if (run->seen != NULL)
    see_page (run, page->changes);
  if (run->seen != NULL && !page->changes->has_more && !end_resync (run, db, page->changes, error))
    return NULL;

  return GINT_TO_POINTER (cst_sync_apply (run, db, page->changes, error) &&
                          note_progress (run, db, page->changes, error));
}

static gpointer
read_cursor (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  CstSyncRun *run = request;
  char *cursor = cst_db_account_cursor (db, run->account->id);

  return cursor != NULL ? cursor : g_strdup ("");
}

static gpointer
start_resync (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  CstSyncRun *run = request;

  return GINT_TO_POINTER (cst_db_set_account_setting_int (db, run->account->id, CST_SYNC_SETTING_RESYNC, 1, error) &&
                          cst_db_reset_cursor (db, run->account->id, error));
}

/* The place in the feed has expired: read everything again. Operations and drafts are ours and stay. */
static gboolean
begin_again (CstSyncRun  *run,
             char       **cursor,
             GError     **error)
{
  g_clear_pointer (cursor, g_free);
  g_clear_pointer (&run->seen, g_hash_table_unref);
  run->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return cst_store_run_sync (run->store, start_resync, run, NULL, error) != NULL;
}

static gboolean
take_page (CstSyncRun    *run,
           CstChangeSet  *changes,
           char         **cursor,
           GError       **error)
{
  Page page = { run, changes };
  gboolean moves = g_strcmp0 (changes->cursor, *cursor) != 0;

  if (!moves && changes->has_more)
    {
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED,
                           "changes.next: the feed does not move on");
      return FALSE;
    }
  if (!moves && run->seen == NULL && cst_change_set_is_empty (changes))
    return TRUE;
  if (!cst_store_run_sync (run->store, store_page, &page, NULL, error))
    return FALSE;

  if (!changes->has_more)
    g_clear_pointer (&run->seen, g_hash_table_unref);
  if (changes->info != NULL)
    run->report->clock_offset = changes->info->clock_offset;
  g_free (*cursor);
  *cursor = g_strdup (changes->cursor);
  cst_sync_progress (run);

  return TRUE;
}

/**
 * cst_sync_pull:
 *
 * Page by page until there is no more; between the pages, what is due is sent.
 */
gboolean
cst_sync_pull (CstSyncRun  *run,
               GError     **error)
{
  g_autofree char *cursor = cst_store_run_sync (run->store, read_cursor, run, NULL, error);
  gboolean has_more = TRUE;
  gboolean has_begun_again = FALSE;

  if (cursor == NULL)
    return FALSE;
  if (*cursor == '\0')
    g_clear_pointer (&cursor, g_free);

  while (has_more)
    {
      g_autoptr(GError) local_error = NULL;
      g_autoptr(CstChangeSet) changes =
        cst_marketplace_pull (run->marketplace, cursor, PAGE, run->cancellable, &local_error);

      if (changes == NULL && cursor != NULL && !has_begun_again &&
          g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_GONE))
        {
          if (!begin_again (run, &cursor, error))
            return FALSE;
          has_begun_again = TRUE;
          continue;
        }
      if (changes == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }

      has_more = changes->has_more;
      if (!take_page (run, changes, &cursor, error) ||
          (has_more && (run->flags & CST_SYNC_PUSH) && !cst_sync_push (run, error)))
        return FALSE;
    }

  return TRUE;
}
