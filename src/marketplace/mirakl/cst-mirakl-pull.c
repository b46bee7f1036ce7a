/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-json.h"
#include "cst-mirakl-client.h"
#include "cst-mirakl-cursor.h"
#include "cst-mirakl-wire.h"
#include "cst-mirakl-words.h"

/* There is no feed. A round asks three or four times:
 *
 *  1. for orders that changed (OR11 by date of change). Its pages are those of a list sorted by the orders' creation,
 *     which changes while it is read: what changes meanwhile moves nothing out of it, so that no order is missed;
 *  2. for the orders with an open incident (OR11 by that), since it is not said that opening one changes an order. What
 *     was open and is not named any more is read by its id;
 *  3. for threads that changed (M11), without their messages, and, where the instance has the module for them, for
 *     returns that changed (RT11). The orders they are about are read by their ids.
 *
 * An order with incidents is read with its threads and returns. */

#define MAX_PAGE 100
#define MARGIN_MS (60 * 1000)
#define FIRST_TALK_MS ((gint64) 90 * 24 * 3600 * 1000)

static char *
date_of (gint64 moment)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (moment / 1000);
  g_autofree char *text = g_date_time_format (date, "%Y-%m-%dT%H%%3A%M%%3A%S");

  return g_strdup_printf ("%s.%03dZ", text, (int) (moment % 1000));
}

static void
note_open (CstMiraklCursor *cursor,
           JsonObject      *order)
{
  char *id = cst_mirakl_code (order, "order_id");

  if (id == NULL)
    return;
  if (cst_json_opt_bool (order, "has_incident", FALSE))
    {
      g_hash_table_add (cursor->open, id);
      return;
    }

  g_hash_table_remove (cursor->open, id);
  g_free (id);
}

/* What has or had an incident is read with all that hangs on it; what is only an order, as it is. */
static gboolean
take_orders (CstMiraklSite    *site,
             CstMiraklCursor  *cursor,
             JsonArray        *orders,
             CstChangeSet     *changes,
             GCancellable     *cancellable,
             GError          **error)
{
  g_autoptr(GPtrArray) cases = g_ptr_array_new ();

  for (guint i = 0; i < cst_json_array_length (orders); i++)
    {
      JsonObject *order = cst_json_nth_object (orders, i);
      g_autofree char *id = cst_mirakl_code (order, "order_id");
      g_autoptr(GError) local_error = NULL;

      if (id == NULL)
        continue;
      cursor->newest = MAX (cursor->newest, cst_mirakl_changed_at (order));
      if (cst_json_opt_bool (order, "has_incident", FALSE) || g_hash_table_contains (cursor->open, id))
        {
          if (cursor->since == 0 || cst_mirakl_changed_at (order) > cursor->since ||
              !g_hash_table_contains (cursor->open, id))
            g_ptr_array_add (cases, order);
        }
      else if (!cst_mirakl_read_case (site, order, NULL, NULL, cursor->is_whole, changes, &local_error))
        g_info ("an order was passed over: %s", local_error->message);
    }

  if (!cst_mirakl_fetch_cases (site, cases, cursor->is_whole, changes, cancellable, error))
    return FALSE;
  for (guint i = 0; i < cases->len; i++)
    note_open (cursor, g_ptr_array_index (cases, i));

  return TRUE;
}

static gboolean
take_changed (CstMiraklSite    *site,
              CstMiraklCursor  *cursor,
              guint             max,
              CstChangeSet     *changes,
              GCancellable     *cancellable,
              GError          **error)
{
  g_autofree char *since = cursor->since > 0 ? date_of (cursor->since) : NULL;
  g_autofree char *query = g_strdup_printf ("max=%u&offset=%" G_GINT64_FORMAT "%s%s", max, cursor->offset,
                                            since != NULL ? "&start_update_date=" : "", since != NULL ? since : "");
  g_autoptr(JsonNode) node = NULL;
  JsonArray *orders;
  gint64 n, left;

  if (!(node = cst_rest_get (site->http, "/api/orders", query, "orders", cancellable, error)))
    return FALSE;
  orders = cst_json_opt_array (json_node_get_object (node), "orders");
  if (!take_orders (site, cursor, orders, changes, cancellable, error))
    return FALSE;

  n = cst_json_array_length (orders);
  left = n > 0 ? cst_json_opt_int (json_node_get_object (node), "total_count", 0) - cursor->offset - n : 0;
  if (left > 0)
    {
      if (cursor->began == 0)
        cursor->began = g_get_real_time () / 1000;
      cursor->offset += n;
      changes->remaining = left;
      return TRUE;
    }

  cursor->offset = 0;
  cursor->stage = CST_MIRAKL_STAGE_OPEN;

  return TRUE;
}

/* Those that were open and are not named any more. */
static gboolean
take_closed (CstMiraklSite    *site,
             CstMiraklCursor  *cursor,
             CstChangeSet     *changes,
             GCancellable     *cancellable,
             GError          **error)
{
  g_autoptr(GPtrArray) gone = g_ptr_array_new ();
  g_autoptr(GPtrArray) orders = g_ptr_array_new ();
  g_autoptr(JsonNode) node = NULL;
  JsonArray *array;
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, cursor->open);
  while (gone->len < MAX_PAGE && g_hash_table_iter_next (&iter, &id, NULL))
    {
      if (!g_hash_table_contains (cursor->seen, id))
        g_ptr_array_add (gone, id);
    }
  if (gone->len == 0)
    return TRUE;
  if (!(node = cst_mirakl_fetch_orders (site, gone, cancellable, error)))
    return FALSE;

  array = cst_json_opt_array (json_node_get_object (node), "orders");
  for (guint i = 0; i < cst_json_array_length (array); i++)
    {
      if (cst_json_nth_object (array, i) != NULL)
        g_ptr_array_add (orders, cst_json_nth_object (array, i));
    }
  if (!cst_mirakl_fetch_cases (site, orders, FALSE, changes, cancellable, error))
    return FALSE;

  for (guint i = 0; i < gone->len; i++)
    g_hash_table_remove (cursor->open, g_ptr_array_index (gone, i));
  for (guint i = 0; i < orders->len; i++)
    note_open (cursor, g_ptr_array_index (orders, i));

  return TRUE;
}

static gboolean
take_open (CstMiraklSite    *site,
           CstMiraklCursor  *cursor,
           guint             max,
           CstChangeSet     *changes,
           GCancellable     *cancellable,
           GError          **error)
{
  g_autofree char *query = g_strdup_printf ("has_incident=true&max=%u&offset=%" G_GINT64_FORMAT, max, cursor->offset);
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GPtrArray) new = g_ptr_array_new ();
  JsonArray *orders;
  gint64 n;

  if (!(node = cst_rest_get (site->http, "/api/orders", query, "orders", cancellable, error)))
    return FALSE;
  orders = cst_json_opt_array (json_node_get_object (node), "orders");
  n = cst_json_array_length (orders);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *order = cst_json_nth_object (orders, i);
      char *id = cst_mirakl_code (order, "order_id");

      if (id == NULL)
        continue;
      if (!g_hash_table_contains (cursor->open, id))
        g_ptr_array_add (new, order);
      g_hash_table_add (cursor->seen, id);
    }
  if (!cst_mirakl_fetch_cases (site, new, FALSE, changes, cancellable, error))
    return FALSE;
  for (guint i = 0; i < new->len; i++)
    note_open (cursor, g_ptr_array_index (new, i));

  if (n > 0 && cst_json_opt_int (json_node_get_object (node), "total_count", 0) > cursor->offset + n)
    {
      cursor->offset += n;
      return TRUE;
    }
  if (!take_closed (site, cursor, changes, cancellable, error))
    return FALSE;

  g_hash_table_remove_all (cursor->seen);
  cursor->offset = 0;
  cursor->stage = CST_MIRAKL_STAGE_TALK;

  return TRUE;
}

static char *
order_of_thread (JsonObject *thread)
{
  return cst_mirakl_code (cst_json_nth_object (cst_json_opt_array (thread, "entities"), 0), "id");
}

static char *
order_of_return (JsonObject *goods)
{
  return cst_mirakl_code (goods, "order_id");
}

/* The orders of those among @objects that changed since, each once; what changed at that very moment is in @seen. */
static GPtrArray *
find_changed (GPtrArray  *objects,
              const char *date,
              char       *(*order_of) (JsonObject *object),
              gint64     *since,
              GHashTable *seen)
{
  GPtrArray *orders = g_ptr_array_new_with_free_func (g_free);
  gint64 newest = *since;

  for (guint i = 0; i < objects->len; i++)
    newest = MAX (newest, cst_mirakl_moment (g_ptr_array_index (objects, i), date));

  for (guint i = 0; i < objects->len; i++)
    {
      JsonObject *object = g_ptr_array_index (objects, i);
      g_autofree char *id = cst_mirakl_code (object, "id");
      g_autofree char *order = order_of (object);
      /* One that was seen at that very moment has changed again when its moment is another. */
      gboolean is_seen = id != NULL && g_hash_table_contains (seen, id) && cst_mirakl_moment (object, date) == *since;

      if (id != NULL && order != NULL && !is_seen &&
          !g_ptr_array_find_with_equal_func (orders, order, g_str_equal, NULL))
        g_ptr_array_add (orders, g_steal_pointer (&order));
    }

  if (newest > *since)
    g_hash_table_remove_all (seen);
  for (guint i = 0; i < objects->len; i++)
    {
      g_autofree char *id = cst_mirakl_code (g_ptr_array_index (objects, i), "id");

      if (id != NULL && cst_mirakl_moment (g_ptr_array_index (objects, i), date) == newest)
        g_hash_table_add (seen, g_steal_pointer (&id));
    }
  *since = newest;

  return orders;
}

static gboolean
take_by_id (CstMiraklSite  *site,
            GPtrArray      *ids,
            CstChangeSet   *changes,
            GCancellable   *cancellable,
            GError        **error)
{
  for (guint from = 0; from < ids->len; from += MAX_PAGE)
    {
      g_autoptr(GPtrArray) some = g_ptr_array_new ();
      g_autoptr(GPtrArray) orders = g_ptr_array_new ();
      g_autoptr(JsonNode) node = NULL;
      JsonArray *array;

      for (guint i = from; i < MIN (from + MAX_PAGE, ids->len); i++)
        g_ptr_array_add (some, g_ptr_array_index (ids, i));
      if (!(node = cst_mirakl_fetch_orders (site, some, cancellable, error)))
        return FALSE;

      array = cst_json_opt_array (json_node_get_object (node), "orders");
      for (guint i = 0; i < cst_json_array_length (array); i++)
        {
          if (cst_json_nth_object (array, i) != NULL)
            g_ptr_array_add (orders, cst_json_nth_object (array, i));
        }
      if (!cst_mirakl_fetch_cases (site, orders, FALSE, changes, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/* Where the next round begins: what changed while this one went through its pages may have been passed already. */
static void
end_round (CstMiraklCursor *cursor)
{
  gint64 took = cursor->began > 0 ? MAX (g_get_real_time () / 1000 - cursor->began, 0) + MARGIN_MS : 0;

  cursor->since = MAX (cursor->since, cursor->newest - took);
  cursor->newest = 0;
  cursor->began = 0;
  cursor->is_whole = FALSE;
  cursor->stage = CST_MIRAKL_STAGE_CHANGED;
}

static gboolean
take_talk (CstMiraklSite    *site,
           CstMiraklCursor  *cursor,
           CstChangeSet     *changes,
           GCancellable     *cancellable,
           GError          **error)
{
  g_autoptr(GPtrArray) threads = NULL;
  g_autoptr(GPtrArray) ids = NULL;
  g_autofree char *since = NULL;
  g_autofree char *query = NULL;

  if (cursor->talk_since == 0)
    cursor->talk_since = MAX (MAX (cursor->newest, cursor->since) - FIRST_TALK_MS, 0);
  since = date_of (cursor->talk_since);
  query = g_strdup_printf ("entity_type=MMP_ORDER&updated_since=%s&limit=100", since);
  if (!(threads = cst_mirakl_fetch_threads (site, query, cancellable, error)))
    return FALSE;

  ids = find_changed (threads, "date_updated", order_of_thread, &cursor->talk_since, cursor->talked);

  return take_by_id (site, ids, changes, cancellable, error);
}

/* Returns that changed: it is not said that one changes its order. They are asked for more seldom than the rest. Those
 * there were at the beginning came with their orders. */
static gboolean
take_goods (CstMiraklSite    *site,
            CstMiraklCursor  *cursor,
            CstChangeSet     *changes,
            GCancellable     *cancellable,
            GError          **error)
{
  g_autoptr(GPtrArray) goods = NULL;
  g_autoptr(GPtrArray) ids = NULL;
  g_autofree char *since = NULL;
  g_autofree char *query = NULL;
  gboolean has_returns = FALSE;

  if (!cst_mirakl_find_returns (site, &has_returns, cancellable, error))
    return FALSE;
  if (cursor->goods_since == 0)
    cursor->goods_since = MAX (MAX (cursor->newest, cursor->since) - MARGIN_MS, 0);
  if (!has_returns || !cst_mirakl_site_may_call (site, CST_MIRAKL_RETURNS))
    return TRUE;

  cst_mirakl_site_note_call (site, CST_MIRAKL_RETURNS);
  since = date_of (cursor->goods_since);
  query = g_strdup_printf ("return_last_updated_from=%s&limit=100", since);
  if (!(goods = cst_mirakl_fetch_changed_returns (site, query, cancellable, error)))
    return FALSE;

  ids = find_changed (goods, "last_updated", order_of_return, &cursor->goods_since, cursor->returned);

  return take_by_id (site, ids, changes, cancellable, error);
}

static gboolean
take_last (CstMiraklSite    *site,
           CstMiraklCursor  *cursor,
           CstChangeSet     *changes,
           GCancellable     *cancellable,
           GError          **error)
{
  if (!take_talk (site, cursor, changes, cancellable, error) ||
      !take_goods (site, cursor, changes, cancellable, error))
    return FALSE;

  end_round (cursor);

  return TRUE;
}

static gboolean
is_begun (const CstMiraklCursor *cursor)
{
  return cursor->stage != CST_MIRAKL_STAGE_CHANGED || cursor->offset > 0;
}

/**
 * cst_mirakl_pull:
 * @cursor: (nullable): what the last page ended with
 *
 * One page, and where nothing is left of a list, the lists after it. Sooner than the published rate allows, nothing is
 * asked and nothing said.
 *
 * Returns: (transfer full): the next page, or %NULL with an error
 */
CstChangeSet *
cst_mirakl_pull (gpointer       data,
                 const char    *text,
                 guint          limit,
                 GCancellable  *cancellable,
                 GError       **error)
{
  CstMiraklSite *site = data;
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  g_auto(CstMiraklCursor) cursor = { 0 };
  CstMiraklStage stage;
  guint max = CLAMP (limit, 1, MAX_PAGE);

  if (!cst_mirakl_cursor_read (&cursor, text, error))
    return NULL;
  if (!is_begun (&cursor) && !cst_mirakl_site_may_call (site, CST_MIRAKL_ORDERS))
    {
      changes->cursor = g_strdup (text);
      return g_steal_pointer (&changes);
    }
  if (!is_begun (&cursor))
    cst_mirakl_site_note_call (site, CST_MIRAKL_ORDERS);

  stage = cursor.stage;
  if (stage == CST_MIRAKL_STAGE_CHANGED && !take_changed (site, &cursor, max, changes, cancellable, error))
    return NULL;
  if (cursor.stage == CST_MIRAKL_STAGE_OPEN && !take_open (site, &cursor, max, changes, cancellable, error))
    return NULL;
  if (cursor.stage == CST_MIRAKL_STAGE_TALK && !take_last (site, &cursor, changes, cancellable, error))
    return NULL;

  changes->has_more = is_begun (&cursor);
  changes->cursor = cst_mirakl_cursor_write (&cursor);

  return g_steal_pointer (&changes);
}
