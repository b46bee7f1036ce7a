/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-due-watch.h"

/* Says once that a due time comes near or is over (P2). Whoever starts finds the lists as they are: what was already
 * so then counts as told. Main thread. */

struct _CstDueWatch
{
  GObject   parent_instance;

  CstStore *store;
  CstClock *clock;
  gboolean  has_begun; /* what was so at the start is noted */
  gboolean  is_busy;
};

enum
{
  DUE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstDueWatch, cst_due_watch, G_TYPE_OBJECT)

/* How long before the last safe moment it is worth saying. */
#define AHEAD_S (60 * 60)

/* At once; what is beyond comes with the next look. */
#define LOOK_LIMIT 1000

typedef struct
{
  gint64     now;
  GPtrArray *notices;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_clear_pointer (&look->notices, g_ptr_array_unref);
  g_free (look);
}

static Look *
look_new (CstDueWatch *self,
          GPtrArray   *notices)
{
  Look *look = g_new0 (Look, 1);

  look->now = cst_clock_now (self->clock);
  look->notices = notices;

  return look;
}

/* Query thread. */
static gpointer
find (CstDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  return cst_db_due_notices (db, ((Look *) data)->now, AHEAD_S, LOOK_LIMIT, error);
}

/* Store thread. */
static gpointer
mark (CstDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Look *look = data;

  return cst_db_mark_due_notices (db, look->notices, look->now, error) ? g_ptr_array_ref (look->notices) : NULL;
}

static void
marked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstDueWatch) self = CST_DUE_WATCH (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) notices = cst_store_run_finish (CST_STORE (object), result, &error);

  self->is_busy = FALSE;
  if (notices == NULL)
    g_info ("Due times were not told: %s", error->message);
  else if (!self->has_begun)
    cst_due_watch_look (self);
  else if (notices->len > 0)
    g_signal_emit (self, signals[DUE], 0, notices);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CstDueWatch) self = CST_DUE_WATCH (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) notices = cst_store_query_finish (CST_STORE (object), result, &error);

  if (notices == NULL || notices->len == 0)
    {
      if (notices == NULL)
        g_info ("Due times were not looked at: %s", error->message);
      self->has_begun = self->has_begun || notices != NULL;
      self->is_busy = FALSE;
      return;
    }

  cst_store_run_async (self->store, mark, look_new (self, g_steal_pointer (&notices)), look_free,
                       (GDestroyNotify) g_ptr_array_unref, NULL, marked_cb, g_object_ref (self));
}

/**
 * cst_due_watch_look:
 *
 * Looks whether a due time came near or went by since the last look.
 */
void
cst_due_watch_look (CstDueWatch *self)
{
  g_return_if_fail (CST_IS_DUE_WATCH (self));

  if (self->is_busy)
    return;

  self->is_busy = TRUE;
  cst_store_query_async (self->store, find, look_new (self, NULL), look_free, (GDestroyNotify) g_ptr_array_unref, NULL,
                         found_cb, g_object_ref (self));
}

gboolean
cst_due_watch_is_busy (CstDueWatch *self)
{
  g_return_val_if_fail (CST_IS_DUE_WATCH (self), FALSE);

  return self->is_busy;
}

static void
cst_due_watch_finalize (GObject *object)
{
  CstDueWatch *self = CST_DUE_WATCH (object);

  g_clear_object (&self->clock);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (cst_due_watch_parent_class)->finalize (object);
}

static void
cst_due_watch_class_init (CstDueWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cst_due_watch_finalize;

  /**
   * CstDueWatch::due:
   * @notices: (type GPtrArray) (element-type CstDueNotice): not told before
   */
  signals[DUE] = g_signal_new ("due", CST_TYPE_DUE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_PTR_ARRAY);
}

static void
cst_due_watch_init (CstDueWatch *self)
{
}

/**
 * cst_due_watch_new:
 *
 * Returns: (transfer full): one that looks when asked to; the first look only notes what is so
 */
CstDueWatch *
cst_due_watch_new (CstStore *store,
                   CstClock *clock)
{
  CstDueWatch *self;

  g_return_val_if_fail (CST_IS_STORE (store), NULL);

  self = g_object_new (CST_TYPE_DUE_WATCH, NULL);
  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);

  return self;
}
