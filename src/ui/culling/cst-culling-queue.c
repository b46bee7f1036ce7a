/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-culling-queue.h"

#include "cst-incident-list.h"

/* How many incidents are read before their turn. */
#define AHEAD 3

/* The incidents of a list that have photos and no finding yet, in the list's order, one of them being looked at. The
 * cases of the next ones are read before their turn; `changed` tells when one arrived or changed. What was inspected
 * stays in its place, so that one can go back. */
struct _CstCullingQueue
{
  GObject       parent_instance;

  CstContext   *context;  /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GPtrArray    *refs;     /* (owned) (nullable) of CstIncidentRef: not read yet */
  GHashTable   *cases;    /* (owned): place → CstIncidentCase, around the one looked at */
  GHashTable   *asked;    /* (owned): set of places that are being read */
  guint         position;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstCullingQueue, cst_culling_queue, G_TYPE_OBJECT)

typedef struct
{
  CstCullingQueue *self;
  guint            place;
} Reading;

static void
case_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr(CstCullingQueue) self = reading->self;
  g_autoptr(GError) error = NULL;
  CstIncidentCase *incident_case = cst_store_query_finish (CST_STORE (object), result, &error);

  g_hash_table_remove (self->asked, GUINT_TO_POINTER (reading->place));
  if (incident_case != NULL)
    g_hash_table_replace (self->cases, GUINT_TO_POINTER (reading->place), incident_case);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("An incident cannot be read: %s", error->message);

  if (!g_cancellable_is_cancelled (self->cancellable))
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
read_case (CstCullingQueue *self,
           guint            place)
{
  const CstIncidentRef *ref = g_ptr_array_index (self->refs, place);
  Reading *reading;

  if (!g_hash_table_add (self->asked, GUINT_TO_POINTER (place)))
    return;

  reading = g_new (Reading, 1);
  reading->self = g_object_ref (self);
  reading->place = place;
  cst_store_query_async (cst_context_get_store (self->context), cst_incident_case_load,
                         cst_incident_case_request_new (ref->account, ref->incident),
                         (GDestroyNotify) cst_incident_case_request_free, (GDestroyNotify) cst_incident_case_unref,
                         self->cancellable, case_read_cb, reading);
}

static gboolean
is_far (gpointer key,
        gpointer value,
        gpointer user_data)
{
  CstCullingQueue *self = user_data;
  guint place = GPOINTER_TO_UINT (key);

  return place + 1 < self->position || place > self->position + AHEAD;
}

/* Reads what is missing around the one looked at; with @again also what is there. */
static void
read_around (CstCullingQueue *self,
             gboolean         again)
{
  guint first = self->position > 0 ? self->position - 1 : 0;

  if (self->refs == NULL)
    return;

  g_hash_table_foreach_remove (self->cases, is_far, self);
  for (guint place = self->position; place < self->refs->len && place <= self->position + AHEAD; place++)
    {
      if (again || !g_hash_table_contains (self->cases, GUINT_TO_POINTER (place)))
        read_case (self, place);
    }
  if (first < self->refs->len && !g_hash_table_contains (self->cases, GUINT_TO_POINTER (first)))
    read_case (self, first);
}

static void
list_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(CstCullingQueue) self = user_data;
  g_autoptr(GError) error = NULL;

  self->refs = cst_store_query_finish (CST_STORE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self->refs == NULL)
    {
      g_warning ("The list to inspect cannot be read: %s", error->message);
      self->refs = g_ptr_array_new ();
    }
  read_around (self, FALSE);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
store_changed_cb (CstCullingQueue *self,
                  guint            what)
{
  if ((what & (CST_CHANGED_INCIDENTS | CST_CHANGED_FILES | CST_CHANGED_DESKS)) != 0)
    read_around (self, TRUE);
}

static void
cst_culling_queue_dispose (GObject *object)
{
  CstCullingQueue *self = CST_CULLING_QUEUE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_culling_queue_parent_class)->dispose (object);
}

static void
cst_culling_queue_finalize (GObject *object)
{
  CstCullingQueue *self = CST_CULLING_QUEUE (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->refs, g_ptr_array_unref);
  g_hash_table_unref (self->cases);
  g_hash_table_unref (self->asked);

  G_OBJECT_CLASS (cst_culling_queue_parent_class)->finalize (object);
}

static void
cst_culling_queue_class_init (CstCullingQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cst_culling_queue_dispose;
  object_class->finalize = cst_culling_queue_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
cst_culling_queue_init (CstCullingQueue *self)
{
  self->cancellable = g_cancellable_new ();
  self->cases = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) cst_incident_case_unref);
  self->asked = g_hash_table_new (NULL, NULL);
}

/**
 * cst_culling_queue_new:
 * @through: the list it is opened from: its filters and its order hold, whatever it says of findings
 */
CstCullingQueue *
cst_culling_queue_new (CstContext         *context,
                       const CstListQuery *through)
{
  CstCullingQueue *self = g_object_new (CST_TYPE_CULLING_QUEUE, NULL);
  CstStore *store = cst_context_get_store (context);
  CstListQuery *query = cst_list_query_copy (through);

  self->context = g_object_ref (context);
  query->found = CST_FOUND_NOTHING_YET;
  query->has_photos = TRUE;
  g_clear_pointer (&query->finder, g_free);
  cst_store_query_async (store, cst_incident_list_load, query, (GDestroyNotify) cst_list_query_free,
                         (GDestroyNotify) g_ptr_array_unref, self->cancellable, list_read_cb, g_object_ref (self));
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/* Whether it is known yet what there is to inspect. */
gboolean
cst_culling_queue_is_loaded (CstCullingQueue *self)
{
  return self->refs != NULL;
}

guint
cst_culling_queue_get_n (CstCullingQueue *self)
{
  return self->refs != NULL ? self->refs->len : 0;
}

guint
cst_culling_queue_get_position (CstCullingQueue *self)
{
  return self->position;
}

/**
 * cst_culling_queue_set_position:
 * @position: up to the number of incidents, which is behind the last one
 */
void
cst_culling_queue_set_position (CstCullingQueue *self,
                                guint            position)
{
  g_return_if_fail (CST_IS_CULLING_QUEUE (self));
  g_return_if_fail (position <= cst_culling_queue_get_n (self));

  if (position == self->position)
    return;

  self->position = position;
  read_around (self, FALSE);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * cst_culling_queue_get_case:
 *
 * Returns: (transfer none) (nullable): the incident at @place, %NULL when it is not read yet or there is none
 */
CstIncidentCase *
cst_culling_queue_get_case (CstCullingQueue *self,
                            guint            place)
{
  return g_hash_table_lookup (self->cases, GUINT_TO_POINTER (place));
}
