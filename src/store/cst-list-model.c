/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-list-model.h"

#include "cst-list-diff.h"

/* What the first screen of a fresh query needs at most; the rest follows. */
#define FIRST_SCREEN 200

/* Rows are read by pages around the one asked for, and so many are remembered. */
#define PAGE_SIZE 32
#define MAX_REMEMBERED 1024

/**
 * CstListModel:
 *
 * A list of any length over a query. The ids in their order are found on the query thread; what a
 * row shows is read when somebody asks for it. When the store changes, the query runs again and the
 * list changes by the difference, so that selection and scrolling stay. Main thread only.
 */
struct _CstListModel
{
  GObject       parent_instance;

  CstStore     *store;
  gulong        changed_handler;
  CstListQuery *query;       /* (owned) (nullable): none yet, nothing listed */
  GArray       *ids;         /* of gint64 */
  GHashTable   *slots;       /* id → CstListSlot (not owned): those that somebody holds */
  GHashTable   *remembered;  /* id → CstRow (owned) */
  GQueue        by_age;      /* of gint64 pointers, the keys of remembered, oldest first */
  GCancellable *cancellable; /* (nullable): of the query that runs */
  gboolean      is_complete; /* all ids are here, not the first screen only */
  gboolean      is_stale;    /* the store changed while the query ran */
  gboolean      is_first_screen; /* the query that runs asks for no more */
  gboolean      is_suspended;    /* nobody looks */
  gboolean      is_behind;       /* what happened since then has not been followed */
};

typedef enum
{
  PROP_N_TOTAL = 1,
  PROP_IS_LOADING,
} CstListModelProperty;

typedef struct
{
  CstListQuery *query;
  guint         limit;
} Request;

static GParamSpec *properties[PROP_IS_LOADING + 1];

static void cst_list_model_iface_init (GListModelInterface *iface);
static void start_query               (CstListModel        *self,
                                       guint                limit);

G_DEFINE_FINAL_TYPE_WITH_CODE (CstListModel, cst_list_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, cst_list_model_iface_init))

static void
request_free (Request *request)
{
  cst_list_query_free (request->query);
  g_free (request);
}

/* Ids of two kinds name the same things when their rows come from the same table. */
static CstListKind
table_of (CstListKind kind)
{
  return kind == CST_LIST_TODO ? CST_LIST_INCIDENTS : kind;
}

static gint64
id_at (CstListModel *self,
       guint         position)
{
  return g_array_index (self->ids, gint64, position);
}

static void
forget_rows (CstListModel *self)
{
  g_queue_clear (&self->by_age);
  g_hash_table_remove_all (self->remembered);
}

static void
remember (CstListModel *self,
          gint64        id,
          CstRow       *row)
{
  gint64 *key;

  if (g_hash_table_contains (self->remembered, &id))
    {
      g_object_unref (row);
      return;
    }

  key = g_memdup2 (&id, sizeof id);
  g_hash_table_insert (self->remembered, key, row);
  g_queue_push_tail (&self->by_age, key);

  while (self->by_age.length > MAX_REMEMBERED)
    g_hash_table_remove (self->remembered, g_queue_pop_head (&self->by_age));
}

static CstRow *
read_row (CstListModel *self,
          CstDb        *db,
          gint64        id)
{
  g_autoptr(GError) error = NULL;
  CstRow *row = cst_db_load_row (db, self->query->kind, id, &error);

  /* A row that is gone leaves the list with the next difference. */
  if (row == NULL && !g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND))
    g_warning ("A row cannot be read: %s", error->message);

  return row;
}

static void
read_page (CstListModel *self,
           guint         position)
{
  CstDb *db = cst_store_get_reader (self->store);
  guint start = position - position % PAGE_SIZE;
  guint end = MIN (start + PAGE_SIZE, self->ids->len);

  if (db == NULL || !cst_db_begin_read (db, NULL))
    return;

  for (guint i = start; i < end; i++)
    {
      gint64 id = id_at (self, i);
      CstRow *row = g_hash_table_contains (self->remembered, &id) ? NULL : read_row (self, db, id);

      if (row != NULL)
        remember (self, id, row);
    }

  cst_db_rollback (db);
}

/* Returns: (transfer none) (nullable) */
static CstRow *
find_row (CstListModel *self,
          guint         position)
{
  gint64 id = id_at (self, position);
  CstRow *row = g_hash_table_lookup (self->remembered, &id);

  if (row == NULL)
    {
      read_page (self, position);
      row = g_hash_table_lookup (self->remembered, &id);
    }

  return row;
}

static void
slot_gone_cb (gpointer  data,
              GObject  *where_the_slot_was)
{
  CstListModel *self = data;
  GHashTableIter iter;
  gpointer slot;

  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, NULL, &slot))
    {
      if (slot == (gpointer) where_the_slot_was)
        {
          g_hash_table_iter_remove (&iter);
          return;
        }
    }
}

static GType
cst_list_model_get_item_type (GListModel *list)
{
  return CST_TYPE_LIST_SLOT;
}

static guint
cst_list_model_get_n_items (GListModel *list)
{
  return CST_LIST_MODEL (list)->ids->len;
}

static gpointer
cst_list_model_get_item (GListModel *list,
                         guint       position)
{
  CstListModel *self = CST_LIST_MODEL (list);
  CstListSlot *slot;
  gint64 id;

  if (position >= self->ids->len)
    return NULL;

  id = id_at (self, position);
  if ((slot = g_hash_table_lookup (self->slots, &id)))
    {
      /* A row that could not be read is tried again. */
      if (cst_list_slot_get_row (slot) == NULL)
        cst_list_slot_set_row (slot, find_row (self, position));
      return g_object_ref (slot);
    }

  slot = cst_list_slot_new (id, position);
  cst_list_slot_set_row (slot, find_row (self, position));
  g_hash_table_insert (self->slots, g_memdup2 (&id, sizeof id), slot);
  g_object_weak_ref (G_OBJECT (slot), slot_gone_cb, self);

  return slot;
}

static void
cst_list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = cst_list_model_get_item_type;
  iface->get_n_items = cst_list_model_get_n_items;
  iface->get_item = cst_list_model_get_item;
}

static void
refresh_slots (CstListModel *self)
{
  g_autoptr(GList) slots = g_hash_table_get_values (self->slots);
  CstDb *db = cst_store_get_reader (self->store);

  forget_rows (self);
  if (db == NULL || self->query == NULL)
    return;

  for (GList *l = slots; l != NULL; l = l->next)
    {
      gint64 id = cst_list_slot_get_id (l->data);
      CstRow *row = read_row (self, db, id);

      if (row != NULL)
        {
          remember (self, id, g_object_ref (row));
          cst_list_slot_set_row (l->data, row);
          g_object_unref (row);
        }
    }
}

static void
place_slots (CstListModel *self)
{
  guint n_left = g_hash_table_size (self->slots);

  for (guint i = 0; i < self->ids->len && n_left > 0; i++)
    {
      CstListSlot *slot = g_hash_table_lookup (self->slots, &g_array_index (self->ids, gint64, i));

      if (slot != NULL)
        {
          cst_list_slot_set_position (slot, i);
          n_left--;
        }
    }
}

/* Between two splices the list is what its observers were told: the ids are changed with each. */
static void
splice_ids (CstListModel        *self,
            GArray              *ids,
            const CstListSplice *splice)
{
  g_array_remove_range (self->ids, splice->position, splice->removed);
  if (splice->added > 0)
    g_array_insert_vals (self->ids, splice->position, &g_array_index (ids, gint64, splice->position), splice->added);

  g_list_model_items_changed (G_LIST_MODEL (self), splice->position, splice->removed, splice->added);
}

static void
replace_ids (CstListModel *self,
             GArray       *ids)
{
  g_autoptr(GArray) splices = cst_list_diff (self->ids, ids);
  guint before = self->ids->len;

  for (guint i = 0; i < splices->len; i++)
    splice_ids (self, ids, &g_array_index (splices, CstListSplice, i));

  if (splices->len > 0)
    place_slots (self);
  if (self->ids->len != before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TOTAL]);
}

/* The first screen of a fresh query stands in for all of it; that of a list which is there already
 * would only make it jump. */
static void
query_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CstListModel) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = cst_store_query_finish (CST_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  g_clear_object (&self->cancellable);
  if (ids == NULL)
    {
      g_warning ("A list cannot be read: %s", error->message);
      self->is_complete = TRUE;
    }
  else
    {
      replace_ids (self, ids);
      if (self->is_first_screen && ids->len == FIRST_SCREEN)
        {
          self->is_complete = TRUE;
          start_query (self, 0);
          return;
        }
      self->is_complete = TRUE;
    }

  if (self->is_stale)
    {
      start_query (self, 0);
      return;
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADING]);
}

static gpointer
list_ids_func (CstDb         *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  Request *request = data;

  return cst_db_list_ids (db, request->query, request->limit, error);
}

static void
start_query (CstListModel *self,
             guint         limit)
{
  Request *request = g_new0 (Request, 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->is_stale = FALSE;
  self->is_first_screen = limit != 0;
  request->query = cst_list_query_copy (self->query);
  request->limit = limit;
  cst_store_query_async (self->store, list_ids_func, request, (GDestroyNotify) request_free,
                         (GDestroyNotify) g_array_unref, self->cancellable, query_cb, g_object_ref (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADING]);
}

static void
store_changed_cb (CstListModel *self,
                  guint         flags,
                  CstStore     *store)
{
  const guint concerned = CST_CHANGED_ACCOUNTS | CST_CHANGED_ORDERS | CST_CHANGED_INCIDENTS | CST_CHANGED_THREADS |
                          CST_CHANGED_DESKS | CST_CHANGED_OPERATIONS | CST_CHANGED_DELIVERIES;

  if (self->query == NULL || (flags & concerned) == 0)
    return;

  if (self->is_suspended)
    {
      self->is_behind = TRUE;
      return;
    }

  refresh_slots (self);
  cst_list_model_reload (self);
}

static void
cst_list_model_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  CstListModel *self = CST_LIST_MODEL (object);

  switch ((CstListModelProperty) prop_id)
    {
    case PROP_N_TOTAL:
      g_value_set_uint (value, cst_list_model_get_n_total (self));
      break;
    case PROP_IS_LOADING:
      g_value_set_boolean (value, cst_list_model_is_loading (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
drop_slots (CstListModel *self)
{
  GHashTableIter iter;
  gpointer slot;

  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, NULL, &slot))
    {
      g_object_weak_unref (slot, slot_gone_cb, self);
      g_hash_table_iter_remove (&iter);
    }
}

static void
cst_list_model_dispose (GObject *object)
{
  CstListModel *self = CST_LIST_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_signal_handler (&self->changed_handler, self->store);
  drop_slots (self);

  G_OBJECT_CLASS (cst_list_model_parent_class)->dispose (object);
}

static void
cst_list_model_finalize (GObject *object)
{
  CstListModel *self = CST_LIST_MODEL (object);

  g_clear_object (&self->cancellable);
  g_queue_clear (&self->by_age);
  g_hash_table_unref (self->remembered);
  g_hash_table_unref (self->slots);
  g_array_unref (self->ids);
  g_clear_pointer (&self->query, cst_list_query_free);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (cst_list_model_parent_class)->finalize (object);
}

static void
cst_list_model_class_init (CstListModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = cst_list_model_get_property;
  object_class->dispose = cst_list_model_dispose;
  object_class->finalize = cst_list_model_finalize;

  properties[PROP_N_TOTAL] = g_param_spec_uint ("n-total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_IS_LOADING] = g_param_spec_boolean ("is-loading", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
cst_list_model_init (CstListModel *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->slots = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->remembered = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
}

/**
 * cst_list_model_new:
 *
 * Returns: (transfer full): an empty list, until cst_list_model_set_query()
 */
CstListModel *
cst_list_model_new (CstStore *store)
{
  CstListModel *self;

  g_return_val_if_fail (CST_IS_STORE (store), NULL);

  self = g_object_new (CST_TYPE_LIST_MODEL, NULL);
  self->store = g_object_ref (store);
  self->changed_handler = g_signal_connect_swapped (store, "changed", G_CALLBACK (store_changed_cb), self);

  return self;
}

/**
 * cst_list_model_set_query:
 * @query: what to list; copied
 *
 * The list changes once the new answer is there: first its first screen, then the rest.
 */
void
cst_list_model_set_query (CstListModel       *self,
                          const CstListQuery *query)
{
  g_return_if_fail (CST_IS_LIST_MODEL (self));
  g_return_if_fail (query != NULL);

  if (self->query != NULL && cst_list_query_equal (self->query, query))
    return;

  if (self->query != NULL && table_of (self->query->kind) != table_of (query->kind))
    {
      guint n = self->ids->len;

      g_array_set_size (self->ids, 0);
      drop_slots (self);
      forget_rows (self);
      g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
    }

  g_clear_pointer (&self->query, cst_list_query_free);
  self->query = cst_list_query_copy (query);
  self->is_complete = FALSE;
  if (!self->is_suspended)
    {
      start_query (self, FIRST_SCREEN);
      return;
    }

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->is_behind = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADING]);
}

/**
 * cst_list_model_set_suspended:
 * @is_suspended: whether nobody looks at the list
 *
 * A suspended list stays as it is. What it missed, a query or changes of the store, it makes up for afterwards.
 */
void
cst_list_model_set_suspended (CstListModel *self,
                              gboolean      is_suspended)
{
  g_return_if_fail (CST_IS_LIST_MODEL (self));

  if (self->is_suspended == is_suspended)
    return;

  self->is_suspended = is_suspended;
  if (is_suspended || !self->is_behind)
    return;

  self->is_behind = FALSE;
  refresh_slots (self);
  if (self->is_complete || self->cancellable != NULL)
    cst_list_model_reload (self);
  else
    start_query (self, FIRST_SCREEN);
}

/**
 * cst_list_model_reload:
 *
 * Runs the query again; while it runs already, once more after it.
 */
void
cst_list_model_reload (CstListModel *self)
{
  g_return_if_fail (CST_IS_LIST_MODEL (self));

  if (self->query == NULL)
    return;

  if (self->is_suspended)
    self->is_behind = TRUE;
  else if (self->cancellable != NULL)
    self->is_stale = TRUE;
  else
    start_query (self, 0);
}

guint
cst_list_model_get_n_total (CstListModel *self)
{
  g_return_val_if_fail (CST_IS_LIST_MODEL (self), 0);

  return self->ids->len;
}

/**
 * cst_list_model_is_loading:
 *
 * Returns: whether an answer is still on its way
 */
gboolean
cst_list_model_is_loading (CstListModel *self)
{
  g_return_val_if_fail (CST_IS_LIST_MODEL (self), FALSE);

  return self->cancellable != NULL || (self->is_behind && !self->is_complete);
}

/**
 * cst_list_model_position_of:
 * @remote: an order's or incident's remote id; of the outbox an operation's number as text
 *
 * Returns: where it stands in the list, %G_MAXUINT when it is not in it
 */
guint
cst_list_model_position_of (CstListModel *self,
                            gint64        account,
                            const char   *remote)
{
  CstDb *db;
  gint64 id;

  g_return_val_if_fail (CST_IS_LIST_MODEL (self), G_MAXUINT);

  if (self->query == NULL || !(db = cst_store_get_reader (self->store)))
    return G_MAXUINT;

  id = cst_db_find_row (db, self->query->kind, account, remote);
  for (guint i = 0; i < self->ids->len; i++)
    {
      if (id_at (self, i) == id)
        return i;
    }

  return G_MAXUINT;
}
