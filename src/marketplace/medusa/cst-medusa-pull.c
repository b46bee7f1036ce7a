/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-medusa-client.h"

#include <string.h>

#include "cst-json.h"
#include "cst-rest.h"
#include "cst-wire.h"

/* The server has no feed. What changed is found in four places, each asked for as little as it takes, and every
 * order found there is read whole with its claims:
 *
 *  1. orders by `updated_at`: confirmed claims, parcels, receipts and refunds all move it;
 *  2. claims by `created_at`: a draft moves nothing else;
 *  3. returns that are under way: their labels move nothing either;
 *  4. the drafts that are known: one that was dropped is simply gone.
 *
 * The cursor is what was seen so far: for the first two the newest moment and which objects carry it (not how many:
 * one of them may change and take a newer moment), and for each list its ETag, so that nothing changed costs three
 * questions without an answer's body. */

#define MAX_PAGE 100

typedef struct
{
  char       *since; /* as the server wrote it, so that it compares as it sorts */
  GHashTable *known; /* the ids of what was seen with that moment */
  char       *etag;
} Place;

typedef struct
{
  Place       orders;
  Place       claims;
  char       *returns_etag;
  GHashTable *drafts;         /* claim → order */
  gboolean    is_past_orders; /* in the middle of the claims */
} Cursor;

static void
place_init (Place *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
place_clear (Place *self)
{
  g_free (self->since);
  g_free (self->etag);
  g_clear_pointer (&self->known, g_hash_table_unref);
}

static void
cursor_clear (Cursor *self)
{
  place_clear (&self->orders);
  place_clear (&self->claims);
  g_free (self->returns_etag);
  g_clear_pointer (&self->drafts, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cursor, cursor_clear)

static void
read_place (Place      *place,
            JsonObject *object,
            const char *member)
{
  JsonObject *one = cst_json_opt_object (object, member);
  JsonArray *known;

  if (one == NULL)
    return;

  place->since = g_strdup (cst_json_opt_string (one, "since", NULL));
  known = cst_json_opt_array (one, "known");
  for (guint i = 0; i < cst_json_array_length (known); i++)
    {
      JsonNode *node = json_array_get_element (known, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_hash_table_add (place->known, g_strdup (json_node_get_string (node)));
    }
  place->etag = g_strdup (cst_json_opt_string (one, "etag", NULL));
}

static gboolean
cursor_read (Cursor      *self,
             const char  *text,
             GError     **error)
{
  g_autoptr(JsonNode) node = NULL;
  JsonObject *object;
  JsonObject *drafts;

  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  place_init (&self->orders);
  place_init (&self->claims);
  if (text == NULL)
    return TRUE;

  node = cst_json_parse (text, strlen (text), NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_GONE, "a cursor of another version");
      return FALSE;
    }

  object = json_node_get_object (node);
  read_place (&self->orders, object, "orders");
  read_place (&self->claims, object, "claims");
  self->returns_etag = g_strdup (cst_json_opt_string (object, "returns", NULL));
  self->is_past_orders = cst_json_opt_bool (object, "claims_next", FALSE);
  if ((drafts = cst_json_opt_object (object, "drafts")) != NULL)
    {
      g_autoptr(GList) members = json_object_get_members (drafts);

      for (GList *l = members; l != NULL; l = l->next)
        g_hash_table_insert (self->drafts, g_strdup (l->data),
                             g_strdup (cst_json_opt_string (drafts, l->data, "")));
    }

  return TRUE;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (a, b);
}

static void
write_place (JsonObject  *object,
             const char  *member,
             const Place *place)
{
  JsonObject *one = json_object_new ();
  JsonArray *known = json_array_new ();
  g_autoptr(GList) ids = g_list_sort (g_hash_table_get_keys (place->known), compare_texts);

  if (place->since != NULL)
    json_object_set_string_member (one, "since", place->since);
  for (GList *l = ids; l != NULL; l = l->next)
    json_array_add_string_element (known, l->data);
  json_object_set_array_member (one, "known", known);
  if (place->etag != NULL)
    json_object_set_string_member (one, "etag", place->etag);
  json_object_set_object_member (object, member, one);
}

static char *
cursor_write (const Cursor *self)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObject *drafts = json_object_new ();
  g_autoptr(GList) keys = g_list_sort (g_hash_table_get_keys (self->drafts), compare_texts);

  write_place (object, "orders", &self->orders);
  write_place (object, "claims", &self->claims);
  if (self->returns_etag != NULL)
    json_object_set_string_member (object, "returns", self->returns_etag);
  for (GList *l = keys; l != NULL; l = l->next)
    json_object_set_string_member (drafts, l->data, g_hash_table_lookup (self->drafts, l->data));
  json_object_set_object_member (object, "drafts", drafts);
  json_object_set_boolean_member (object, "claims_next", self->is_past_orders);
  json_node_take_object (node, object);

  return cst_json_to_text (node);
}

static void
add_order (GPtrArray  *ids,
           const char *id)
{
  if (cst_wire_id_is_valid (id) && !g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
    g_ptr_array_add (ids, g_strdup (id));
}

/* Objects sorted by @moment, from where @place stands: adds the orders they belong to and moves @place on.
 * Returns: how many were not known */
static gint64
walk (Place      *place,
      JsonArray  *objects,
      const char *moment,
      const char *order,
      GPtrArray  *ids)
{
  gint64 n_new = 0;

  for (guint i = 0; i < cst_json_array_length (objects); i++)
    {
      JsonObject *object = cst_json_nth_object (objects, i);
      const char *at = object != NULL ? cst_json_opt_string (object, moment, NULL) : NULL;
      const char *id = object != NULL ? cst_json_opt_string (object, "id", NULL) : NULL;

      if (at == NULL || id == NULL)
        continue;
      if (g_strcmp0 (at, place->since) != 0)
        {
          g_free (place->since);
          place->since = g_strdup (at);
          g_hash_table_remove_all (place->known);
        }
      if (!g_hash_table_add (place->known, g_strdup (id)))
        continue;
      n_new++;
      add_order (ids, cst_json_opt_string (object, order, NULL));
    }

  return n_new;
}

/* What is known is told again, and does not count. */
static gboolean
list_page (CstHttp       *http,
           const char    *path,
           const char    *plural,
           const char    *moment,
           const char    *order,
           guint          limit,
           Place         *place,
           GPtrArray     *ids,
           gint64        *left,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autofree char *since = g_uri_escape_string (place->since != NULL ? place->since : "1970-01-01", NULL, FALSE);
  g_autofree char *query = g_strdup_printf ("limit=%u&order=%s&%s%%5B%%24gte%%5D=%s&fields=id,%s,%s",
                                            limit + g_hash_table_size (place->known), moment, moment, since, moment,
                                            order);
  g_autoptr(JsonNode) node = NULL;
  JsonObject *object;
  JsonArray *objects;

  *left = 0;
  if (!cst_rest_get_changed (http, path, query, plural, &place->etag, &node, cancellable, error))
    return FALSE;
  if (node == NULL)
    return TRUE;

  object = json_node_get_object (node);
  if (!(objects = cst_wire_list (node, plural, error)))
    return FALSE;
  *left = MAX (cst_json_opt_int (object, "count", 0) - (gint64) json_array_get_length (objects), 0);
  if (walk (place, objects, moment, order, ids) > 0)
    g_clear_pointer (&place->etag, g_free); /* the next question is another one */
  else
    *left = 0; /* whoever counts more than is told would be asked for ever */

  return TRUE;
}

static gboolean
find_moving_returns (CstHttp       *http,
                     Cursor        *cursor,
                     GPtrArray     *ids,
                     GCancellable  *cancellable,
                     GError       **error)
{
  static const char query[] = "status%5B%5D=requested&status%5B%5D=partially_received&order=-created_at&limit=100"
                              "&fields=id,order_id,updated_at,%2Afulfillments,%2Afulfillments.labels";
  g_autoptr(JsonNode) node = NULL;
  JsonArray *goods;

  if (!cst_rest_get_changed (http, "/admin/returns", query, "returns", &cursor->returns_etag, &node, cancellable,
                             error))
    return FALSE;
  if (node == NULL)
    return TRUE;
  if (!(goods = cst_wire_list (node, "returns", error)))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (goods); i++)
    {
      JsonObject *one = cst_json_nth_object (goods, i);

      if (one != NULL)
        add_order (ids, cst_json_opt_string (one, "order_id", NULL));
    }

  return TRUE;
}

static gboolean
is_listed (JsonArray  *claims,
           const char *id)
{
  for (guint i = 0; i < cst_json_array_length (claims); i++)
    {
      JsonNode *node = json_array_get_element (claims, i);

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          g_strcmp0 (cst_json_opt_string (json_node_get_object (node), "id", NULL), id) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
drop_unlisted (CstHttp            *http,
               Cursor             *cursor,
               const char *const  *drafts,
               guint               n_drafts,
               CstChangeSet       *changes,
               GPtrArray          *ids,
               GCancellable       *cancellable,
               GError            **error)
{
  g_autoptr(GString) query = g_string_new (NULL);
  g_autoptr(JsonNode) node = NULL;
  JsonArray *claims;

  for (guint i = 0; i < n_drafts; i++)
    g_string_append_printf (query, "id%%5B%%5D=%s&", drafts[i]);
  g_string_append_printf (query, "fields=id&limit=%u", n_drafts);
  node = cst_rest_get (http, "/admin/claims", query->str, "claims", cancellable, error);
  if (!(claims = cst_wire_list (node, "claims", error)))
    return FALSE;

  for (guint i = 0; i < n_drafts; i++)
    {
      const char *order = g_hash_table_lookup (cursor->drafts, drafts[i]);

      if (is_listed (claims, drafts[i]))
        continue;
      cst_change_set_add_deletion (changes, CST_ENTITY_INCIDENT, drafts[i]);
      if (!g_ptr_array_find_with_equal_func (ids, order, g_str_equal, NULL))
        g_ptr_array_add (ids, g_strdup (order));
      g_hash_table_remove (cursor->drafts, drafts[i]);
    }

  return TRUE;
}

/* Some at a time: an address of all of them would be longer than a server takes. */
static gboolean
find_dropped_drafts (CstHttp       *http,
                     Cursor        *cursor,
                     CstChangeSet  *changes,
                     GPtrArray     *ids,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autofree gpointer *drafts = NULL;
  guint n_drafts;

  drafts = g_hash_table_get_keys_as_array (cursor->drafts, &n_drafts);
  for (guint from = 0; from < n_drafts; from += MAX_PAGE)
    {
      guint n = MIN (n_drafts - from, MAX_PAGE);

      if (!drop_unlisted (http, cursor, (const char *const *) drafts + from, n, changes, ids, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/* One page: orders first, and when there are no more of them, claims. */
static gboolean
find_changed (CstHttp       *http,
              Cursor        *cursor,
              guint          limit,
              CstChangeSet  *changes,
              GPtrArray     *ids,
              GCancellable  *cancellable,
              GError       **error)
{
  gint64 left = 0;

  if (!cursor->is_past_orders &&
      !list_page (http, "/admin/orders", "orders", "updated_at", "id", limit, &cursor->orders, ids, &left,
                  cancellable, error))
    return FALSE;

  if (left == 0)
    {
      cursor->is_past_orders = TRUE;
      if (!list_page (http, "/admin/claims", "claims", "created_at", "order_id", limit, &cursor->claims, ids, &left,
                      cancellable, error))
        return FALSE;
    }
  if (left == 0)
    {
      cursor->is_past_orders = FALSE;
      if (!find_moving_returns (http, cursor, ids, cancellable, error) ||
          !find_dropped_drafts (http, cursor, changes, ids, cancellable, error))
        return FALSE;
    }

  changes->has_more = left > 0;
  changes->remaining = left;

  return TRUE;
}

/* The first time, orders bring their claims along: the list is only for those made from now on. */
static gboolean
skip_known_claims (CstHttp       *http,
                   Cursor        *cursor,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (!(node = cst_rest_get (http, "/admin/claims", "limit=1&order=-created_at&fields=id,created_at,order_id", "claims",
                             cancellable, error)))
    return FALSE;

  walk (&cursor->claims, cst_json_opt_array (json_node_get_object (node), "claims"), "created_at", "order_id", ids);

  return TRUE;
}

/**
 * cst_medusa_pull:
 * @cursor: (nullable): what the last page ended with
 *
 * Returns: (transfer full): the next page, or %NULL with an error
 */
CstChangeSet *
cst_medusa_pull (gpointer       data,
                 const char    *text,
                 guint          limit,
                 GCancellable  *cancellable,
                 GError       **error)
{
  CstHttp *http = data;
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_auto(Cursor) cursor = { 0 };

  if (!cursor_read (&cursor, text, error) ||
      (text == NULL && !skip_known_claims (http, &cursor, cancellable, error)) ||
      !find_changed (http, &cursor, MIN (limit, MAX_PAGE), changes, ids, cancellable, error))
    return NULL;

  for (guint from = 0; from < ids->len; from += MAX_PAGE)
    {
      g_autoptr(GPtrArray) some = g_ptr_array_new ();

      for (guint i = from; i < MIN (from + MAX_PAGE, ids->len); i++)
        g_ptr_array_add (some, g_ptr_array_index (ids, i));
      if (!cst_medusa_get_orders (http, some, changes, cursor.drafts, cancellable, error))
        return NULL;
    }

  changes->cursor = cursor_write (&cursor);

  return g_steal_pointer (&changes);
}
