/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"
#include "cst-mirakl-client.h"
#include "cst-mirakl-wire.h"
#include "cst-mirakl-words.h"
#include "cst-wire.h"

#define MAX_SEEKS 200

static char *
joined (GPtrArray *ids)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *escaped = g_uri_escape_string (g_ptr_array_index (ids, i), NULL, FALSE);

      g_string_append_printf (text, "%s%s", i > 0 ? "," : "", escaped);
    }

  return g_string_free (text, FALSE);
}

/**
 * cst_mirakl_fetch_orders:
 * @ids: (element-type utf8): their ids, at most a hundred
 *
 * Returns: (transfer full): OR11's answer
 */
JsonNode *
cst_mirakl_fetch_orders (CstMiraklSite  *site,
                         GPtrArray      *ids,
                         GCancellable   *cancellable,
                         GError        **error)
{
  g_autofree char *list = joined (ids);
  g_autofree char *query = g_strdup_printf ("order_ids=%s&max=100", list);
  g_autoptr(JsonNode) node = cst_rest_get (site->http, "/api/orders", query, "orders", cancellable, error);

  return cst_wire_list (node, "orders", error) != NULL ? g_steal_pointer (&node) : NULL;
}

/* All pages of a resource that gives a token for the next one: (transfer full) (element-type JsonObject). */
static GPtrArray *
seek (CstMiraklSite  *site,
      const char     *path,
      const char     *query,
      const char     *what,
      GCancellable   *cancellable,
      GError        **error)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autofree char *next = g_strdup (query);

  for (guint page = 0; next != NULL && page < MAX_SEEKS; page++)
    {
      g_autoptr(JsonNode) node = cst_rest_get (site->http, path, next, what, cancellable, error);
      JsonArray *data = cst_wire_list (node, "data", error);
      g_autofree char *token = NULL;
      g_autofree char *escaped = NULL;

      if (data == NULL)
        return NULL;
      for (guint i = 0; i < json_array_get_length (data); i++)
        {
          JsonObject *one = cst_json_nth_object (data, i);

          if (one != NULL)
            g_ptr_array_add (all, json_object_ref (one));
        }

      token = cst_mirakl_text (json_node_get_object (node), "next_page_token");
      escaped = token != NULL ? g_uri_escape_string (token, NULL, FALSE) : NULL;
      g_free (next);
      next = escaped != NULL ? g_strdup_printf ("page_token=%s&limit=100", escaped) : NULL;
    }

  return g_steal_pointer (&all);
}

/**
 * cst_mirakl_fetch_threads:
 * @query: what to ask M11
 *
 * Returns: (transfer full) (element-type JsonObject): the threads
 */
GPtrArray *
cst_mirakl_fetch_threads (CstMiraklSite  *site,
                          const char     *query,
                          GCancellable   *cancellable,
                          GError        **error)
{
  return seek (site, "/api/inbox/threads", query, "threads", cancellable, error);
}

static GPtrArray *
threads_of (CstMiraklSite  *site,
            GPtrArray      *ids,
            GCancellable   *cancellable,
            GError        **error)
{
  g_autofree char *list = joined (ids);
  g_autofree char *query = g_strdup_printf ("entity_type=MMP_ORDER&entity_id=%s&with_messages=true&limit=100", list);

  return cst_mirakl_fetch_threads (site, query, cancellable, error);
}

static JsonArray *
returns_of (CstMiraklSite  *site,
            GPtrArray      *commercial_ids,
            GCancellable   *cancellable,
            GError        **error)
{
  g_autoptr(GString) query = g_string_new (NULL);
  g_autoptr(GPtrArray) all = NULL;
  JsonArray *returns;

  for (guint i = 0; i < commercial_ids->len; i++)
    {
      g_autofree char *escaped = g_uri_escape_string (g_ptr_array_index (commercial_ids, i), NULL, FALSE);

      g_string_append_printf (query, "order_commercial_id=%s&", escaped);
    }
  g_string_append (query, "limit=100");
  if (!(all = seek (site, "/api/returns", query->str, "returns", cancellable, error)))
    return NULL;

  returns = json_array_new ();
  for (guint i = 0; i < all->len; i++)
    json_array_add_object_element (returns, json_object_ref (g_ptr_array_index (all, i)));

  return returns;
}

static GPtrArray *
those_about (GPtrArray  *threads,
             const char *order)
{
  GPtrArray *own = g_ptr_array_new ();

  for (guint i = 0; i < threads->len; i++)
    {
      if (cst_mirakl_is_about (g_ptr_array_index (threads, i), order))
        g_ptr_array_add (own, g_ptr_array_index (threads, i));
    }

  return own;
}

/* Returns: (transfer full) (element-type JsonObject): the threads of one order of theirs, with messages */
GPtrArray *
cst_mirakl_fetch_order_threads (CstMiraklSite  *site,
                                const char     *order,
                                GCancellable   *cancellable,
                                GError        **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  g_autoptr(GPtrArray) threads = NULL;
  GPtrArray *own;

  g_ptr_array_add (ids, (gpointer) order);
  if (!(threads = threads_of (site, ids, cancellable, error)))
    return NULL;

  own = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  for (guint i = 0; i < threads->len; i++)
    {
      if (cst_mirakl_is_about (g_ptr_array_index (threads, i), order))
        g_ptr_array_add (own, json_object_ref (g_ptr_array_index (threads, i)));
    }

  return own;
}

/**
 * cst_mirakl_fetch_changed_returns:
 * @query: what to ask RT11
 *
 * Returns: (transfer full) (element-type JsonObject): the returns
 */
GPtrArray *
cst_mirakl_fetch_changed_returns (CstMiraklSite  *site,
                                  const char     *query,
                                  GCancellable   *cancellable,
                                  GError        **error)
{
  return seek (site, "/api/returns", query, "returns", cancellable, error);
}

/* Returns: (transfer full): RT11's returns of the orders of one basket */
JsonArray *
cst_mirakl_fetch_returns (CstMiraklSite  *site,
                          const char     *basket,
                          GCancellable   *cancellable,
                          GError        **error)
{
  g_autoptr(GPtrArray) baskets = g_ptr_array_new ();

  g_ptr_array_add (baskets, (gpointer) basket);

  return returns_of (site, baskets, cancellable, error);
}

/**
 * cst_mirakl_fetch_cases:
 * @orders: (element-type JsonObject): at most a hundred of OR11's
 * @is_whole: whether to add what is as it was, too
 *
 * Asks for what hangs on the orders, threads and returns, and adds all of it to @changes. An order that cannot be
 * understood is passed over: it must not hide the others.
 */
gboolean
cst_mirakl_fetch_cases (CstMiraklSite  *site,
                        GPtrArray      *orders,
                        gboolean        is_whole,
                        CstChangeSet   *changes,
                        GCancellable   *cancellable,
                        GError        **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) baskets = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) threads = NULL;
  g_autoptr(JsonArray) returns = NULL;
  gboolean has_returns = FALSE;

  for (guint i = 0; i < orders->len; i++)
    {
      char *id = cst_mirakl_code (g_ptr_array_index (orders, i), "order_id");
      char *basket = cst_mirakl_code (g_ptr_array_index (orders, i), "commercial_id");

      if (id != NULL)
        g_ptr_array_add (ids, id);
      if (basket != NULL)
        g_ptr_array_add (baskets, basket);
    }
  if (ids->len == 0)
    return TRUE;
  if (!(threads = threads_of (site, ids, cancellable, error)))
    return FALSE;
  if (!cst_mirakl_find_returns (site, &has_returns, cancellable, error) ||
      (baskets->len > 0 && has_returns && !(returns = returns_of (site, baskets, cancellable, error))))
    return FALSE;

  for (guint i = 0; i < orders->len; i++)
    {
      JsonObject *order = g_ptr_array_index (orders, i);
      g_autofree char *id = cst_mirakl_code (order, "order_id");
      g_autoptr(GPtrArray) own = id != NULL ? those_about (threads, id) : NULL;
      g_autoptr(GError) local_error = NULL;

      if (own == NULL || cst_mirakl_read_case (site, order, own, returns, is_whole, changes, &local_error))
        continue;
      if (local_error->domain != CST_MARKETPLACE_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      g_info ("an order was passed over: %s", local_error->message);
    }

  return TRUE;
}

/* “pic.INDEX.ORDER”: a line's picture, as the order says it now. */
static char *
find_picture (CstMiraklSite  *site,
              const char     *id,
              GCancellable   *cancellable,
              GError        **error)
{
  g_auto(GStrv) parts = g_strsplit (id, ".", 3);
  g_autofree char *order = parts[0] != NULL && parts[1] != NULL && parts[2] != NULL ? cst_mirakl_id_back (parts[2])
                                                                                    : NULL;
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  g_autoptr(JsonNode) node = NULL;
  JsonObject *object, *line;

  if (order == NULL)
    return NULL;

  g_ptr_array_add (ids, order);
  if (!(node = cst_mirakl_fetch_orders (site, ids, cancellable, error)))
    return NULL;
  object = cst_json_nth_object (cst_json_opt_array (json_node_get_object (node), "orders"), 0);
  line = object != NULL ? cst_json_nth_object (cst_json_opt_array (object, "order_lines"),
                                               (guint) g_ascii_strtoull (parts[1], NULL, 10)) : NULL;

  return line != NULL ? cst_mirakl_picture_url (line) : NULL;
}

/* “lbl.RETURN”: the label a return carries. */
static char *
find_label (CstMiraklSite  *site,
            const char     *id,
            GCancellable   *cancellable,
            GError        **error)
{
  g_autofree char *escaped = g_uri_escape_string (id + strlen ("lbl."), NULL, FALSE);
  g_autofree char *query = g_strdup_printf ("return_id=%s&limit=1", escaped);
  g_autoptr(GPtrArray) all = seek (site, "/api/returns", query, "returns", cancellable, error);

  return all != NULL && all->len > 0 ? cst_mirakl_text (g_ptr_array_index (all, 0), "label_url") : NULL;
}

/**
 * cst_mirakl_fetch_file:
 *
 * See cst_marketplace_fetch_attachment().
 */
gboolean
cst_mirakl_fetch_file (gpointer       data,
                       const char    *id,
                       const char    *target_path,
                       gint64         max_bytes,
                       GCancellable  *cancellable,
                       GError       **error)
{
  CstMiraklSite *site = data;
  g_autoptr(GError) local_error = NULL;
  g_autofree char *path = NULL;

  if (g_str_has_prefix (id, "url."))
    path = cst_mirakl_id_back (id + strlen ("url."));
  else if (g_str_has_prefix (id, "pic."))
    path = find_picture (site, id, cancellable, &local_error);
  else if (g_str_has_prefix (id, "lbl."))
    path = find_label (site, id, cancellable, &local_error);
  else if (cst_wire_id_is_valid (id))
    path = g_strdup_printf ("/api/inbox/threads/%s/download", id);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (path == NULL)
    {
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND, "no such file");
      return FALSE;
    }

  return cst_http_download (site->http, path, target_path, max_bytes, cancellable, error);
}
