/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea-look.h"

#include "cst-util.h"

/* More than these one by one cost more than the pages do. */
#define MAX_SINGLES 25

/* A list whose pages are smaller than we asked for ends with one that is smaller still. */
#define SMALL_PAGE 10

CstDropeaPage *
cst_dropea_look_get_page (CstDropeaLook  *look,
                          const char     *path,
                          const char     *filter,
                          int             page,
                          GError        **error)
{
  g_autoptr(GError) local_error = NULL;
  CstDropeaPage *answer = cst_dropea_client_get_page (look->reader->client, path, filter, (guint) page,
                                                      look->cancellable, &local_error);

  if (answer == NULL && page > 1 &&
      g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND))
    {
      answer = g_new0 (CstDropeaPage, 1);
      answer->n_pages = page - 1;
    }
  else if (answer == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return answer;
}

guint
cst_dropea_look_count_items (const CstDropeaPage *page)
{
  return page->items != NULL ? json_array_get_length (page->items) : 0;
}

gboolean
cst_dropea_look_is_last (const CstDropeaPage *page,
                         int                  number)
{
  return page->n_pages >= 0 ? number >= page->n_pages : cst_dropea_look_count_items (page) < SMALL_PAGE;
}

static void
name_order (CstDropeaLook  *look,
            CstDropeaOrder *order)
{
  CstDropeaClient *client = look->reader->client;
  const char *code = order->sub_status != NULL ? order->sub_status : order->status;

  cst_set_str (&order->order->status_code, cst_dropea_client_status (client, code, look->cancellable));
  for (guint i = 0; i < order->order->shipments->len; i++)
    {
      CstShipment *shipment = g_ptr_array_index (order->order->shipments, i);

      cst_set_str (&shipment->carrier, cst_dropea_client_carrier (client, shipment->carrier, look->cancellable));
    }
}

void
cst_dropea_look_tell_order (CstDropeaLook  *look,
                            CstDropeaOrder *order)
{
  if (order->order == NULL)
    return;

  name_order (look, order);
  g_ptr_array_add (look->changes->orders, g_steal_pointer (&order->order));
}

/* Whether one more order or issue may be asked for by itself; what is more is read in pages. */
gboolean
cst_dropea_look_may_ask_one (CstDropeaLook *look)
{
  if (++look->n_singles > MAX_SINGLES)
    look->has_more_than_singles = TRUE;

  return !look->has_more_than_singles;
}

/* One by one, as long as they are few. What happened to an issue happened to its order: it is read anew. */
gboolean
cst_dropea_look_need_order (CstDropeaLook  *look,
                            const char     *id,
                            gboolean        must_be_fresh,
                            GError        **error)
{
  CstDropeaBook *book = look->reader->book;
  g_autoptr(GError) local_error = NULL;
  CstDropeaOrder *order;

  if (g_hash_table_contains (must_be_fresh ? look->fresh : book->orders, id))
    return TRUE;
  if (!cst_dropea_look_may_ask_one (look))
    return TRUE;

  order = cst_dropea_client_get_order (look->reader->client, id, look->cancellable, &local_error);
  if (g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND))
    return TRUE;
  if (order == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  g_hash_table_add (look->fresh, g_strdup (id));
  cst_dropea_look_tell_order (look, order);
  cst_dropea_book_add_order (book, order);

  return TRUE;
}

CstDelivery *
cst_dropea_look_map (CstDropeaReader      *self,
                     const CstDropeaIssue *issue,
                     GCancellable         *cancellable)
{
  CstDelivery *delivery = cst_dropea_map (issue, cst_dropea_book_family (self->book, issue),
                                          g_hash_table_lookup (self->book->orders, issue->order), self->country);

  cst_set_str (&delivery->carrier, cst_dropea_client_carrier (self->client, issue->carrier, cancellable));

  return delivery;
}

CstDropeaIssue *
cst_dropea_look_read_issue (CstDropeaLook  *look,
                            JsonNode       *node,
                            GError        **error)
{
  CstDropeaIssue *issue = cst_dropea_issue_read (json_node_get_object (node), error);

  if (issue != NULL)
    cst_dropea_round_note (&look->cursor->issues, issue->updated_at);

  return issue;
}

void
cst_dropea_look_begin_phase (CstDropeaLook  *look,
                             CstDropeaPhase  phase)
{
  g_hash_table_remove_all (look->reader->met);
  look->cursor->phase = phase;
  look->cursor->walk = g_get_real_time ();
  look->cursor->page = 1;
  look->cursor->done = 0;
}

static gint
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
cst_dropea_look_sorted_ids (GHashTable *table)
{
  GPtrArray *ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, id);
  g_ptr_array_sort (ids, compare_ids);

  return ids;
}

void
cst_dropea_look_touch (CstDropeaLook *look,
                       const char    *id)
{
  if (!g_hash_table_contains (look->changed, id))
    g_hash_table_add (look->changed, g_strdup (id));
}

void
cst_dropea_look_touch_all (CstDropeaLook   *look,
                           const GPtrArray *issues)
{
  for (guint i = 0; issues != NULL && i < issues->len; i++)
    cst_dropea_look_touch (look, ((CstDropeaIssue *) g_ptr_array_index (issues, i))->id);
}

void
cst_dropea_look_begin_watch (CstDropeaLook *look)
{
  look->cursor->phase = CST_DROPEA_PHASE_WATCH;
  look->cursor->page = look->cursor->done = 0;
}
