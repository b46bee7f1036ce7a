/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dossier-async.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cst-journal.h"

/* Written, and noted by the store's thread; for the window read on the query thread and made on one of its own. */

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

/* What lies beside its place until the journal knows of it; then what was there before lies beside it until that is
 * certain. */
typedef struct
{
  const char *path;        /* (nullable): where it goes */
  char       *made;        /* (owned) (nullable): where it lies */
  char       *before;      /* (owned) (nullable): where what it replaces lies */
  gboolean    is_in_place;
  gboolean    has_before;
} Piece;

typedef struct
{
  const CstDossier *dossier;
  const char       *person; /* (nullable) */
  char             *seal;   /* (owned) (nullable) */
  Piece             zip;
  Piece             pdf;
} Made;

static Piece
piece_beside (const char *path)
{
  return (Piece){ .path = path, .made = path != NULL ? g_strconcat (path, ".made", NULL) : NULL,
                  .before = path != NULL ? g_strconcat (path, ".before", NULL) : NULL };
}

/* A second name for it, so that it has one at every moment; where there are no second names, the only one. */
static void
piece_keep_before (Piece *self)
{
  GStatBuf about;

  if (g_lstat (self->path, &about) != 0 || S_ISDIR (about.st_mode))
    return;

  g_unlink (self->before);
  self->has_before = link (self->path, self->before) == 0 || g_rename (self->path, self->before) == 0;
}

static gboolean
piece_put_in_place (Piece   *self,
                    GError **error)
{
  if (self->path == NULL)
    return TRUE;

  piece_keep_before (self);
  self->is_in_place = g_rename (self->made, self->path) == 0;
  if (!self->is_in_place)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("“%s” cannot be written"), self->path);

  return self->is_in_place;
}

/* As it was. Of two names of one file neither is taken away by giving it the other's. */
static void
piece_take_back (const Piece *self)
{
  if (self->path == NULL)
    return;

  if (self->has_before && g_rename (self->before, self->path) == 0)
    g_unlink (self->before);
  else if (self->is_in_place && !self->has_before)
    g_unlink (self->path);
  g_unlink (self->made);
}

static void
piece_finish (Piece    *self,
              gboolean  is_made)
{
  if (!is_made)
    piece_take_back (self);
  else if (self->has_before)
    g_unlink (self->before);
  g_free (self->made);
  g_free (self->before);
}

static gboolean
put_in_place (Made    *made,
              GError **error)
{
  return piece_put_in_place (&made->zip, error) && piece_put_in_place (&made->pdf, error);
}

/* Store thread. What cannot be put in its place takes the note back. */
static gpointer
note_made (CstDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Made *made = data;

  return GINT_TO_POINTER (cst_dossier_note_made (db, made->dossier, made->person, made->seal, error) &&
                          put_in_place (made, error));
}

/**
 * cst_dossier_make:
 * @seal: (out): as cst_dossier_write() gives it
 *
 * P7: writes a case file and notes it in the journal: both, or neither, and an older file of that name stays until
 * then. Pages alone have no seal and are not noted. Blocking; any thread but the store's.
 */
gboolean
cst_dossier_make (CstStore                *store,
                  const CstDossier        *dossier,
                  CstPhotoDecoder         *decoder,
                  const CstDossierTarget  *target,
                  CstDossierProgressFunc   progress,
                  gpointer                 progress_data,
                  GCancellable            *cancellable,
                  char                   **seal,
                  GError                 **error)
{
  Made made = { dossier, target->person, NULL, piece_beside (target->zip_path), piece_beside (target->pdf_path) };
  gboolean is_made = cst_dossier_write (dossier, decoder, made.zip.made, made.pdf.made, progress, progress_data,
                                        cancellable, &made.seal, error);

  if (is_made)
    is_made = made.seal != NULL ? cst_store_run_sync (store, note_made, &made, NULL, error) != NULL
                                : put_in_place (&made, error);
  if (!is_made)
    g_clear_pointer (&made.seal, g_free);
  *seal = made.seal;
  piece_finish (&made.zip, is_made);
  piece_finish (&made.pdf, is_made);

  return is_made;
}

static void
make_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Making *making = task_data;
  g_autofree char *seal = NULL;
  GError *error = NULL;

  if (!cst_dossier_make (making->store, making->dossier, making->decoder, &making->target, making->progress,
                         making->progress_data, cancellable, &seal, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_strdup (seal != NULL ? seal : ""), g_free);
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
