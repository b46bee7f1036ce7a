/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "cst-cache.h"
#include "cst-pack.h"
#include "cst-settings.h"
#include "cst-sync-private.h"

#define BATCH 16
#define MAX_FAILURES 2
#define MAX_PHOTO (64 * 1024 * 1024)

typedef struct
{
  CstSyncRun *run;
  GPtrArray  *wanted;  /* (out) (owned) */
  gint64      quota;   /* (out) */
  gint64      size;    /* (out) */
  GStrv       evicted; /* (out) (owned): files to remove after the commit */
} Plan;

typedef struct
{
  CstSyncRun    *run;
  const char    *id;
  CstCacheEntry *entry;
  gboolean       is_unwanted; /* (out): erased or taken back while it was fetched */
} Keep;

static gpointer
refresh_pack (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  return GINT_TO_POINTER (cst_db_pack_refresh (db, error));
}

static gpointer
plan_photos (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  Plan *plan = request;
  gint64 needed = 0;

  plan->quota = cst_db_setting_int (db, CST_SETTING_PHOTO_QUOTA, CST_PHOTO_QUOTA_DEFAULT);
  if (!(plan->wanted = cst_db_cache_wanted (db, plan->run->account->id, BATCH, error)))
    return NULL;

  for (guint i = 0; i < plan->wanted->len; i++)
    needed += ((CstWantedAttachment *) g_ptr_array_index (plan->wanted, i))->size;
  if (needed > 0 && !(plan->evicted = cst_db_cache_evict (db, MAX (plan->quota - needed, 0), error)))
    return NULL;

  plan->size = cst_db_cache_size (db, error);

  return GINT_TO_POINTER (plan->size >= 0);
}

static gpointer
keep_photo (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  Keep *keep = request;
  gint64 account = keep->run->account->id;
  g_autoptr(CstCacheEntry) before = cst_db_cache_lookup (db, account, keep->id, error);
  gboolean is_available = FALSE;

  if (before == NULL || !cst_db_cache_is_available (db, account, keep->id, &is_available, error))
    return NULL;
  if (!is_available)
    {
      keep->is_unwanted = TRUE;
      return GINT_TO_POINTER (TRUE);
    }

  keep->entry->attempts = before->attempts + 1;

  return GINT_TO_POINTER (cst_db_cache_store (db, account, keep->id, keep->entry, error));
}

static void
remove_evicted (CstSyncRun *run,
                GStrv       names)
{
  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      g_autofree char *path = g_build_filename (cst_store_get_dir (run->store), "cache", *name, NULL);

      g_unlink (path);
    }
}

static CstCacheEntry *
describe (CstSyncRun   *run,
          const char   *id,
          const char   *path,
          const GError *why)
{
  CstCacheEntry *entry = cst_cache_entry_new ();
  GStatBuf status;

  entry->last_used = cst_clock_now (run->clock);
  if (why == NULL && g_stat (path, &status) == 0)
    {
      entry->state = CST_CACHE_CACHED;
      entry->path = cst_cache_name (run->account->id, id);
      entry->size = status.st_size;
    }
  else if (g_error_matches (why, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND) ||
           g_error_matches (why, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_TOO_LARGE))
    entry->state = CST_CACHE_GONE;
  else
    entry->state = CST_CACHE_FAILED;

  return entry;
}

/* Returns FALSE only when going on makes no sense: we are not welcome, or the store cannot write. */
static gboolean
fetch_photo (CstSyncRun  *run,
             const char  *id,
             gboolean    *fetched,
             GError     **error)
{
  g_autofree char *path = cst_cache_path (run->store, run->account->id, id);
  g_autoptr(GError) why = NULL;
  g_autoptr(CstCacheEntry) entry = NULL;
  Keep keep = { .run = run, .id = id };

  *fetched = cst_marketplace_fetch_attachment (run->marketplace, id, path, MAX_PHOTO, run->cancellable, &why);
  if (!*fetched && (why->domain != CST_MARKETPLACE_ERROR ||
                    g_error_matches (why, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_AUTH) ||
                    g_error_matches (why, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_THROTTLED)))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }

  keep.entry = entry = describe (run, id, path, why);
  if (!cst_store_run_sync (run->store, keep_photo, &keep, NULL, error))
    return FALSE;

  if (keep.is_unwanted)
    g_unlink (path);
  else if (*fetched)
    run->report->photos++;

  return keep.is_unwanted || !*fetched || cst_sync_examine (run, id, error);
}

static gboolean
fetch_batch (CstSyncRun  *run,
             gboolean    *goes_on,
             GError     **error)
{
  Plan plan = { .run = run };
  g_autoptr(GPtrArray) wanted = NULL;
  g_auto(GStrv) evicted = NULL;
  guint failures = 0;

  *goes_on = FALSE;
  if (!cst_store_run_sync (run->store, plan_photos, &plan, NULL, error))
    return FALSE;

  wanted = plan.wanted;
  evicted = plan.evicted;
  remove_evicted (run, evicted);
  for (guint i = 0; i < wanted->len && plan.size < plan.quota && failures < MAX_FAILURES; i++)
    {
      const CstWantedAttachment *attachment = g_ptr_array_index (wanted, i);
      gboolean fetched = FALSE;

      if (((run->flags & CST_SYNC_PUSH) && !cst_sync_push (run, error)) ||
          !fetch_photo (run, attachment->id, &fetched, error))
        return FALSE;
      failures += fetched ? 0 : 1;
      plan.size += attachment->size;
    }

  *goes_on = wanted->len == BATCH && failures == 0 && plan.size < plan.quota;

  return TRUE;
}

/**
 * cst_sync_fetch_photos:
 *
 * Fetches the attachments of open incidents and of the offline pack ahead, newest first, within the quota; those of
 * settled incidents make room. What is decided meanwhile goes first.
 */
gboolean
cst_sync_fetch_photos (CstSyncRun  *run,
                       GError     **error)
{
  gboolean goes_on = TRUE;

  if (!cst_store_run_sync (run->store, refresh_pack, NULL, NULL, error))
    return FALSE;

  while (goes_on)
    {
      if (!fetch_batch (run, &goes_on, error))
        return FALSE;
    }

  return TRUE;
}
