/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dossier-async.h"

#include "cst-journal.h"

/* For the window: read on the query thread, made on a thread of its own, noted by the store's. */

/* ── Loading ───────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CstStore          *store;
  CstRuleSet        *rules;
  gint64             account;
  char              *incident;
  CstDossierOptions  options;
  gint64             now;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  cst_rule_set_unref (request->rules);
  g_free (request->incident);
  g_free (request);
}

/* Query thread. */
static gpointer
load (CstDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const Request *request = data;

  return cst_dossier_load (request->store, db, request->rules, request->account, request->incident,
                           &request->options, request->now, error);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  CstDossier *dossier = cst_store_query_finish (CST_STORE (object), result, &error);

  if (dossier == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, dossier, (GDestroyNotify) cst_dossier_unref);
}

/**
 * cst_dossier_load_async:
 * @now: when it is made
 *
 * Gathers all that is known of an incident, and what an arbitration would find missing.
 */
void
cst_dossier_load_async (CstRules                *rules,
                        gint64                   account,
                        const char              *incident,
                        const CstDossierOptions *options,
                        gint64                   now,
                        GCancellable            *cancellable,
                        GAsyncReadyCallback      callback,
                        gpointer                 user_data)
{
  g_autoptr(GTask) task = g_task_new (rules, cancellable, callback, user_data);
  CstStore *store = cst_rules_get_store (rules);
  Request *request = g_new0 (Request, 1);

  g_task_set_source_tag (task, cst_dossier_load_async);
  request->store = store;
  request->rules = cst_rule_set_ref (cst_rules_get_set (rules));
  request->account = account;
  request->incident = g_strdup (incident);
  request->options = *options;
  request->now = now;
  cst_store_query_async (store, load, request, request_free, (GDestroyNotify) cst_dossier_unref, cancellable,
                         loaded_cb, g_steal_pointer (&task));
}

/**
 * cst_dossier_load_finish:
 *
 * Returns: (transfer full)
 */
CstDossier *
cst_dossier_load_finish (CstRules      *rules,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, rules), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_dossier_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ── Making ────────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CstDossier             *dossier;  /* (owned) */
  CstPhotoDecoder        *decoder;  /* (owned) */
  CstStore               *store;    /* (owned) */
  CstDossierTarget        target;   /* (owned) */
  char                   *seal;     /* (owned) (nullable) */
  CstDossierProgressFunc  progress;
  gpointer                progress_data;
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  cst_dossier_unref (making->dossier);
  g_object_unref (making->decoder);
  g_object_unref (making->store);
  g_free (making->target.zip_path);
  g_free (making->target.pdf_path);
  g_free (making->target.person);
  g_free (making->seal);
  g_free (making);
}

/**
 * cst_dossier_note_made:
 * @db: a writer inside a transaction
 * @person: (nullable): the id of whoever made it
 *
 * P7: what was made, and which one, is in the journal, whose head the next one carries.
 */
gboolean
cst_dossier_note_made (CstDb             *db,
                       const CstDossier  *dossier,
                       const char        *person,
                       const char        *seal,
                       GError           **error)
{
  return cst_db_journal_add_dossier (db, dossier->account->id, dossier->order->id, dossier->incident->id, person, seal,
                                     dossier->made_at, error);
}

/* Store thread. */
static gpointer
note_made (CstDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const Making *making = data;

  return GINT_TO_POINTER (cst_dossier_note_made (db, making->dossier, making->target.person, making->seal, error));
}

static void
make_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Making *making = task_data;
  GError *error = NULL;

  if (!cst_dossier_write (making->dossier, making->decoder, making->target.zip_path, making->target.pdf_path,
                          making->progress, making->progress_data, cancellable, &making->seal, &error) ||
      (making->seal != NULL && cst_store_run_sync (making->store, note_made, making, NULL, &error) == NULL))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_strdup (making->seal != NULL ? making->seal : ""), g_free);
}

/**
 * cst_dossier_make_async:
 * @target: where to; copied
 * @progress: (nullable): called on the thread that makes it
 *
 * Writes a case file and notes in the journal that it was made.
 */
void
cst_dossier_make_async (CstRules               *rules,
                        CstDossier             *dossier,
                        CstPhotoDecoder        *decoder,
                        const CstDossierTarget *target,
                        CstDossierProgressFunc  progress,
                        gpointer                progress_data,
                        GCancellable           *cancellable,
                        GAsyncReadyCallback     callback,
                        gpointer                user_data)
{
  g_autoptr(GTask) task = g_task_new (rules, cancellable, callback, user_data);
  Making *making = g_new0 (Making, 1);

  g_task_set_source_tag (task, cst_dossier_make_async);
  making->dossier = cst_dossier_ref (dossier);
  making->decoder = g_object_ref (decoder);
  making->store = g_object_ref (cst_rules_get_store (rules));
  making->target.zip_path = g_strdup (target->zip_path);
  making->target.pdf_path = g_strdup (target->pdf_path);
  making->target.person = g_strdup (target->person);
  making->progress = progress;
  making->progress_data = progress_data;
  g_task_set_task_data (task, making, making_free);
  g_task_run_in_thread (task, make_thread);
}

/**
 * cst_dossier_make_finish:
 *
 * Returns: (transfer full): the seal, "" for pages alone, which have none
 */
char *
cst_dossier_make_finish (CstRules      *rules,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, rules), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_dossier_make_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
