/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-tally.h"

#include "cst-counts.h"
#include "cst-operation.h"

/* How much there is of everything, over all accounts: counted away from the main thread whenever the store changed,
 * one count at a time. */

typedef struct
{
  CstCounts counts;
  guint     operations[CST_OPERATION_CANCELLED + 1];
} Counts;

struct _CstTally
{
  GObject       parent_instance;

  CstStore     *store;       /* (owned) */
  GCancellable *cancellable; /* (owned) */
  Counts        counts;
  gboolean      is_known;
  gboolean      is_counting;
  gboolean      is_stale;    /* something changed while counting */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstTally, cst_tally, G_TYPE_OBJECT)

/* As in the outbox: that somebody opened or read something (12, 13) is no decision, unless it went wrong. */
static gboolean
count_operations (CstDb   *db,
                  Counts  *counts,
                  GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT state, count (*) FROM operations WHERE kind NOT IN (12, 13) OR state IN (5, 6, 7)"
                        " GROUP BY state", error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      gint64 state = cst_stmt_int (stmt, 0);

      if (state > 0 && state <= CST_OPERATION_CANCELLED)
        counts->operations[state] = (guint) cst_stmt_int (stmt, 1);
    }

  return step == CST_STEP_DONE;
}

/* Query thread. */
static gpointer
count (CstDb         *db,
       gpointer       request,
       GCancellable  *cancellable,
       GError       **error)
{
  g_autofree Counts *counts = g_new0 (Counts, 1);

  if (!count_operations (db, counts, error))
    return NULL;

  counts->counts = cst_db_counts (db, 0);

  return g_steal_pointer (&counts);
}

static void recount (CstTally *self);

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstTally) self = CST_TALLY (user_data);
  g_autoptr(GError) error = NULL;
  g_autofree Counts *counts = cst_store_query_finish (CST_STORE (object), result, &error);

  self->is_counting = FALSE;
  if (counts != NULL)
    {
      self->counts = *counts;
      self->is_known = TRUE;
      g_signal_emit (self, signals[CHANGED], 0);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_warning ("Nothing could be counted: %s", error->message);
    }

  if (self->is_stale && !g_cancellable_is_cancelled (self->cancellable))
    recount (self);
}

static void
recount (CstTally *self)
{
  self->is_stale = self->is_counting;
  if (self->is_counting)
    return;

  self->is_counting = TRUE;
  cst_store_query_async (self->store, count, NULL, NULL, g_free, self->cancellable, counted_cb, g_object_ref (self));
}

static void
store_changed_cb (CstTally *self,
                  guint     flags)
{
  if (flags & (CST_CHANGED_ORDERS | CST_CHANGED_INCIDENTS | CST_CHANGED_DELIVERIES | CST_CHANGED_OPERATIONS |
               CST_CHANGED_ACCOUNTS))
    recount (self);
}

static void
cst_tally_dispose (GObject *object)
{
  CstTally *self = CST_TALLY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (cst_tally_parent_class)->dispose (object);
}

static void
cst_tally_finalize (GObject *object)
{
  g_clear_object (&CST_TALLY (object)->cancellable);

  G_OBJECT_CLASS (cst_tally_parent_class)->finalize (object);
}

static void
cst_tally_class_init (CstTallyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cst_tally_dispose;
  object_class->finalize = cst_tally_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
cst_tally_init (CstTally *self)
{
  self->cancellable = g_cancellable_new ();
}

CstTally *
cst_tally_new (CstStore *store)
{
  CstTally *self;

  g_return_val_if_fail (CST_IS_STORE (store), NULL);

  self = g_object_new (CST_TYPE_TALLY, NULL);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  recount (self);

  return self;
}

/**
 * cst_tally_is_known:
 *
 * Returns: whether anything was counted yet
 */
gboolean
cst_tally_is_known (CstTally *self)
{
  g_return_val_if_fail (CST_IS_TALLY (self), FALSE);

  return self->is_known;
}

guint64
cst_tally_get_orders (CstTally    *self,
                      CstOrderTab  tab)
{
  g_return_val_if_fail (CST_IS_TALLY (self), 0);

  return (guint64) self->counts.counts.orders[tab];
}

guint
cst_tally_get_todo (CstTally *self)
{
  g_return_val_if_fail (CST_IS_TALLY (self), 0);

  return (guint) self->counts.counts.to_handle;
}

guint
cst_tally_get_open_incidents (CstTally *self)
{
  g_return_val_if_fail (CST_IS_TALLY (self), 0);

  return (guint) self->counts.counts.open_incidents;
}

/**
 * cst_tally_get_deliveries:
 *
 * C1
 */
guint64
cst_tally_get_deliveries (CstTally       *self,
                          CstDeliveryTab  tab)
{
  g_return_val_if_fail (CST_IS_TALLY (self), 0);

  return (guint64) self->counts.counts.deliveries[tab];
}

/**
 * cst_tally_get_delivery_todo:
 *
 * Returns: how many carriers' incidents wait for us: a solution, a second look, a call
 */
guint
cst_tally_get_delivery_todo (CstTally *self)
{
  g_return_val_if_fail (CST_IS_TALLY (self), 0);

  return (guint) self->counts.counts.deliveries_to_handle;
}

/**
 * cst_tally_get_failed:
 *
 * Returns: how many decisions wait for a person: rejected, conflicting, of unknown outcome
 */
guint
cst_tally_get_failed (CstTally *self)
{
  g_return_val_if_fail (CST_IS_TALLY (self), 0);

  return self->counts.operations[CST_OPERATION_REFUSED_STATE] + self->counts.operations[CST_OPERATION_CONFLICT] +
         self->counts.operations[CST_OPERATION_OUTCOME_UNKNOWN];
}

/**
 * cst_tally_get_unsent:
 *
 * Returns: how many decisions still have to leave this computer
 */
guint
cst_tally_get_unsent (CstTally *self)
{
  g_return_val_if_fail (CST_IS_TALLY (self), 0);

  return self->counts.operations[CST_OPERATION_HELD] + self->counts.operations[CST_OPERATION_QUEUED] +
         self->counts.operations[CST_OPERATION_SENDING];
}

/**
 * cst_tally_get_outbox:
 *
 * Returns: how many decisions wait for anything, the network or a person
 */
guint
cst_tally_get_outbox (CstTally *self)
{
  return cst_tally_get_unsent (self) + cst_tally_get_failed (self);
}
