/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-pack-watch.h"

#include "cst-format.h"

/* The truth about the offline pack, looked up again after what could have changed it; never more than one look at a
 * time, and not more often than a person can read. */
struct _CstPackWatch
{
  GObject        parent_instance;

  CstContext    *context;     /* (owned) */
  GCancellable  *cancellable; /* (owned) */
  CstPackStatus *status;      /* (owned) (nullable): before the first look */
  guint          timeout;     /* 0 when no look is planned */
  gboolean       is_looking;
  gboolean       is_stale;    /* something changed during the look */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstPackWatch, cst_pack_watch, G_TYPE_OBJECT)

#define PAUSE_MS 500
#define WHAT_MATTERS \
  (CST_CHANGED_FILES | CST_CHANGED_INCIDENTS | CST_CHANGED_ORDERS | CST_CHANGED_ACCOUNTS | CST_CHANGED_SETTINGS)

static void look (CstPackWatch *self);

/* Query thread. */
static gpointer
read_status (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  return cst_db_pack_status (db, request, error);
}

static gboolean
pause_over_cb (gpointer data)
{
  CstPackWatch *self = data;

  self->timeout = 0;
  look (self);

  return G_SOURCE_REMOVE;
}

static void
plan (CstPackWatch *self)
{
  self->is_stale = self->is_looking;
  if (self->timeout == 0 && !self->is_looking)
    self->timeout = g_timeout_add (PAUSE_MS, pause_over_cb, self);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstPackWatch) self = CST_PACK_WATCH (user_data);
  g_autoptr(CstPackStatus) status = cst_store_query_finish (CST_STORE (object), result, NULL);

  self->is_looking = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (status != NULL)
    {
      g_clear_pointer (&self->status, cst_pack_status_free);
      self->status = g_steal_pointer (&status);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  if (self->is_stale)
    plan (self);
}

static void
look (CstPackWatch *self)
{
  CstStore *store = cst_context_get_store (self->context);

  self->is_looking = TRUE;
  self->is_stale = FALSE;
  cst_store_query_async (store, read_status, g_strdup (cst_store_get_dir (store)), g_free,
                         (GDestroyNotify) cst_pack_status_free, self->cancellable, looked_cb, g_object_ref (self));
}

static void
store_changed_cb (CstPackWatch *self,
                  guint         flags)
{
  if (flags & WHAT_MATTERS)
    plan (self);
}

static void
cst_pack_watch_dispose (GObject *object)
{
  CstPackWatch *self = CST_PACK_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timeout, g_source_remove);

  G_OBJECT_CLASS (cst_pack_watch_parent_class)->dispose (object);
}

static void
cst_pack_watch_finalize (GObject *object)
{
  CstPackWatch *self = CST_PACK_WATCH (object);

  g_clear_object (&self->context);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->status, cst_pack_status_free);

  G_OBJECT_CLASS (cst_pack_watch_parent_class)->finalize (object);
}

static void
cst_pack_watch_class_init (CstPackWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cst_pack_watch_dispose;
  object_class->finalize = cst_pack_watch_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
cst_pack_watch_init (CstPackWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * cst_pack_watch_new:
 *
 * Begins to look; "changed" tells of the first result too.
 */
CstPackWatch *
cst_pack_watch_new (CstContext *context)
{
  CstPackWatch *self = g_object_new (CST_TYPE_PACK_WATCH, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (cst_context_get_store (context), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  look (self);

  return self;
}

/**
 * cst_pack_watch_get_status:
 *
 * Returns: (transfer none) (nullable): the latest truth, until the next "changed"; %NULL before the first look
 */
const CstPackStatus *
cst_pack_watch_get_status (CstPackWatch *self)
{
  g_return_val_if_fail (CST_IS_PACK_WATCH (self), NULL);

  return self->status;
}

/**
 * cst_pack_watch_dup_text:
 *
 * Returns: (transfer full): the completeness as a fact; the empty text before the first look
 */
char *
cst_pack_watch_dup_text (CstPackWatch *self)
{
  g_autofree char *moment = NULL;

  if (self->status == NULL)
    return g_strdup ("");

  moment = self->status->as_of != 0 ? cst_format_moment (self->status->as_of, cst_context_now (self->context))
                                    : g_strdup ("");

  return cst_pack_status_text (self->status, moment);
}
