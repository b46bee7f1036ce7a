/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "cst-intake.h"
#include "cst-sync-private.h"

/* Looks into what was fetched, and into what was here before anything was looked into. */

#define BATCH 16

typedef struct
{
  CstSyncRun    *run;
  const char    *id;
  CstAttachment *said;       /* (owned) */
  CstPhotoFacts *facts;      /* (owned) (nullable) */
  gboolean       is_missing; /* the file is not on the disk */
  gboolean       is_kept;    /* (out) */
} Intake;

static void
intake_clear (Intake *intake)
{
  cst_record_free (&cst_attachment_type, intake->said);
  cst_photo_facts_free (intake->facts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Intake, intake_clear)

static gpointer
find_unexamined (CstDb         *db,
                 gpointer       request,
                 GCancellable  *cancellable,
                 GError       **error)
{
  CstSyncRun *run = request;

  return cst_db_photos_unexamined (db, run->account->id, BATCH, error);
}

static gpointer
read_said (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  Intake *intake = request;

  return intake->said = cst_db_attachment (db, intake->run->account->id, intake->id, error);
}

/* Unless the file went meanwhile: what was erased (R12) or evicted is not written about. */
static gpointer
keep_facts (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  Intake *intake = request;
  gint64 account = intake->run->account->id;
  g_autoptr(CstCacheEntry) entry = cst_db_cache_lookup (db, account, intake->id, error);

  if (entry == NULL)
    return NULL;
  if (entry->state != CST_CACHE_CACHED)
    return GINT_TO_POINTER (TRUE);
  if (intake->is_missing)
    return GINT_TO_POINTER (cst_db_cache_forget (db, account, intake->id, error));

  intake->is_kept = TRUE;
  g_free (entry->sha256);
  entry->sha256 = g_strdup (intake->facts->sha256);
  entry->is_unreadable = cst_intake_is_unreadable (intake->facts);

  return GINT_TO_POINTER (cst_db_photo_set_facts (db, account, intake->id, intake->facts, error) &&
                          cst_db_cache_store (db, account, intake->id, entry, error));
}

/**
 * cst_sync_examine:
 * @id: of an attachment whose file was fetched
 *
 * Looks into one file and writes down what it says. Where no worker can be started nothing is examined in this run;
 * the next one tries again.
 *
 * Returns: %FALSE with @error set when the run was cancelled or the store cannot be written
 */
gboolean
cst_sync_examine (CstSyncRun  *run,
                  const char  *id,
                  GError     **error)
{
  g_auto(Intake) intake = { .run = run, .id = id };
  g_autofree char *path = cst_cache_path (run->store, run->account->id, id);
  g_autofree char *thumbnail_path = cst_thumbnail_path (run->store, run->account->id, id);
  g_autoptr(GError) problem = NULL;

  if (run->has_no_worker)
    return TRUE;
  if (run->decoder == NULL)
    run->decoder = cst_photo_decoder_new (1);
  if (!cst_store_run_sync (run->store, read_said, &intake, NULL, error))
    return FALSE;

  intake.facts = cst_intake_examine (run->decoder, path, thumbnail_path, intake.said, cst_clock_now (run->clock),
                                     run->cancellable, &problem);
  intake.is_missing = g_error_matches (problem, CST_PHOTO_ERROR, CST_PHOTO_ERROR_NOT_FOUND);
  run->has_no_worker = g_error_matches (problem, CST_PHOTO_ERROR, CST_PHOTO_ERROR_UNAVAILABLE);
  if (run->has_no_worker)
    return TRUE;
  if (intake.facts == NULL && !intake.is_missing)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (!cst_store_run_sync (run->store, keep_facts, &intake, NULL, error))
    return FALSE;
  if (!intake.is_kept)
    g_unlink (thumbnail_path);

  return TRUE;
}

/**
 * cst_sync_examine_rest:
 *
 * Looks into every file that is here and was not looked into: those fetched by an earlier version, or while no worker
 * could be started. What is decided meanwhile goes first.
 */
gboolean
cst_sync_examine_rest (CstSyncRun  *run,
                       GError     **error)
{
  for (;;)
    {
      g_auto(GStrv) ids = cst_store_run_sync (run->store, find_unexamined, run, NULL, error);

      if (ids == NULL)
        return FALSE;
      if (ids[0] == NULL || run->has_no_worker)
        return TRUE;
      for (char **id = ids; *id != NULL; id++)
        {
          if (((run->flags & CST_SYNC_PUSH) && !cst_sync_push (run, error)) || !cst_sync_examine (run, *id, error))
            return FALSE;
        }
    }
}
