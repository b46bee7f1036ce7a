/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-draft-saver.h"

#include "cst-drafts.h"
#include "cst-util.h"

#define DELAY_MS 500

/* Writes one draft within a second of the last key. The store's writer takes jobs in order, so that
 * the last text wins and a decision that deletes the draft is not overtaken. */
struct _CstDraftSaver
{
  GObject     parent_instance;

  CstContext *context;
  char       *key;
  char       *text;    /* (owned) (nullable): %NULL removes the draft */
  guint       timeout; /* 0 while nothing waits to be written */
};

typedef struct
{
  char   *key;
  char   *text;
  gint64  now;
} Request;

G_DEFINE_FINAL_TYPE (CstDraftSaver, cst_draft_saver, G_TYPE_OBJECT)

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->key);
  g_free (request->text);
  g_free (request);
}

/* What was handed to the store and is not written yet. Main thread. */
typedef struct
{
  char  *text;     /* (owned) (nullable): the last one */
  guint  n_writes; /* which are on their way */
} OnTheWay;

static void
on_the_way_free (gpointer data)
{
  OnTheWay *self = data;

  g_free (self->text);
  g_free (self);
}

/* Returns: (transfer none): key → OnTheWay; of the store, so that a draft outlives its window */
static GHashTable *
drafts_on_the_way (CstStore *store)
{
  GHashTable *drafts = g_object_get_data (G_OBJECT (store), "drafts-on-the-way");

  if (drafts == NULL)
    {
      drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, on_the_way_free);
      g_object_set_data_full (G_OBJECT (store), "drafts-on-the-way", drafts, (GDestroyNotify) g_hash_table_unref);
    }

  return drafts;
}

static void
begin_write (CstStore   *store,
             const char *key,
             const char *text)
{
  GHashTable *drafts = drafts_on_the_way (store);
  OnTheWay *draft = g_hash_table_lookup (drafts, key);

  if (draft == NULL)
    {
      draft = g_new0 (OnTheWay, 1);
      g_hash_table_insert (drafts, g_strdup (key), draft);
    }
  draft->n_writes++;
  g_free (draft->text);
  draft->text = g_strdup (text);
}

static void
end_write (CstStore   *store,
           const char *key)
{
  GHashTable *drafts = drafts_on_the_way (store);
  OnTheWay *draft = g_hash_table_lookup (drafts, key);

  if (draft != NULL && --draft->n_writes == 0)
    g_hash_table_remove (drafts, key);
}

static gpointer
write_draft (CstDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  const Request *request = data;
  gboolean done;

  if (request->text != NULL)
    done = cst_db_save_draft (db, request->key, request->text, request->now, error);
  else
    done = cst_db_delete_draft (db, request->key, error);

  return GINT_TO_POINTER (done);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree char *key = user_data;
  g_autoptr(GError) error = NULL;

  end_write (CST_STORE (object), key);
  if (cst_store_run_finish (CST_STORE (object), result, &error) == NULL &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("A draft could not be saved: %s", error->message);
}

static void
cst_draft_saver_dispose (GObject *object)
{
  CstDraftSaver *self = CST_DRAFT_SAVER (object);

  cst_draft_saver_flush (self);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_draft_saver_parent_class)->dispose (object);
}

static void
cst_draft_saver_finalize (GObject *object)
{
  CstDraftSaver *self = CST_DRAFT_SAVER (object);

  g_free (self->key);
  g_free (self->text);

  G_OBJECT_CLASS (cst_draft_saver_parent_class)->finalize (object);
}

static void
cst_draft_saver_class_init (CstDraftSaverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cst_draft_saver_dispose;
  object_class->finalize = cst_draft_saver_finalize;
}

static void
cst_draft_saver_init (CstDraftSaver *self)
{
}

/**
 * cst_draft_saver_new:
 * @key: from cst_draft_key()
 */
CstDraftSaver *
cst_draft_saver_new (CstContext *context,
                     const char *key)
{
  CstDraftSaver *self = g_object_new (CST_TYPE_DRAFT_SAVER, NULL);

  self->context = g_object_ref (context);
  self->key = g_strdup (key);

  return self;
}

const char *
cst_draft_saver_get_key (CstDraftSaver *self)
{
  return self->key;
}

/**
 * cst_draft_saver_dup_saved:
 *
 * Returns: (transfer full) (nullable): what was last handed to the store under its key, written already or on its way
 */
char *
cst_draft_saver_dup_saved (CstDraftSaver *self)
{
  CstStore *store = cst_context_get_store (self->context);
  const OnTheWay *draft = g_hash_table_lookup (drafts_on_the_way (store), self->key);
  CstDb *db = cst_context_get_reader (self->context);

  if (draft != NULL)
    return g_strdup (draft->text);

  return db != NULL ? cst_db_draft (db, self->key, NULL) : NULL;
}

static gboolean
timeout_cb (gpointer data)
{
  cst_draft_saver_flush (data);

  return G_SOURCE_REMOVE;
}

/**
 * cst_draft_saver_save:
 * @text: (transfer full) (nullable): the draft as it is now; %NULL when it was emptied
 */
void
cst_draft_saver_save (CstDraftSaver *self,
                      char          *text)
{
  g_return_if_fail (CST_IS_DRAFT_SAVER (self));

  g_free (self->text);
  self->text = text;
  if (self->timeout == 0)
    self->timeout = g_timeout_add (DELAY_MS, timeout_cb, self);
}

/**
 * cst_draft_saver_forget:
 *
 * Drops what waits to be written, since a decision is about to delete the draft.
 */
void
cst_draft_saver_forget (CstDraftSaver *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_pointer (&self->text, g_free);
}

/**
 * cst_draft_saver_flush:
 *
 * Hands what waits to the store now.
 */
void
cst_draft_saver_flush (CstDraftSaver *self)
{
  Request *request;

  if (self->timeout == 0 || self->context == NULL)
    return;

  g_clear_handle_id (&self->timeout, g_source_remove);
  request = g_new0 (Request, 1);
  request->key = g_strdup (self->key);
  request->text = g_steal_pointer (&self->text);
  request->now = cst_context_now (self->context);
  begin_write (cst_context_get_store (self->context), self->key, request->text);
  cst_store_run_async (cst_context_get_store (self->context), write_draft, request, request_free,
                       NULL, NULL, written_cb, g_strdup (self->key));
}
