/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea-look.h"

/* The watch: what changed, as far as that can be told; see cst-dropea-reader.c. */

#define WALK_EVERY_S (24 * 60 * 60)

#define PENDING "only_pending_to_resolve=true"

/* A list that waits longer than this is left to the rounds; ids are kept as long as they are few. */
#define MAX_PENDING_PAGES 5
#define MAX_PENDING_KEPT 300

/* Takes @issue. */
static void
see_issue (CstDropeaLook  *look,
           CstDropeaIssue *issue)
{
  CstDropeaBook *book = look->reader->book;
  gboolean is_known = g_hash_table_contains (book->issues, issue->id);
  gboolean is_late = issue->updated_at > look->cursor->issues.since;
  g_autofree char *id = g_strdup (issue->id);
  gboolean is_new = cst_dropea_book_add_issue (book, issue);

  if (is_new && (is_known || book->is_whole || is_late))
    cst_dropea_look_touch (look, id);
}

static gboolean
see_issues (CstDropeaLook        *look,
            const CstDropeaPage  *page,
            GHashTable           *ids,
            GError              **error)
{
  for (guint i = 0; i < cst_dropea_look_count_items (page); i++)
    {
      CstDropeaIssue *issue = cst_dropea_look_read_issue (look, json_array_get_element (page->items, i), error);

      if (issue == NULL)
        return FALSE;
      if (ids != NULL)
        g_hash_table_add (ids, g_strdup (issue->id));
      see_issue (look, issue);
    }

  return TRUE;
}

static gboolean
see_orders (CstDropeaLook        *look,
            const CstDropeaPage  *page,
            GError              **error)
{
  CstDropeaBook *book = look->reader->book;

  for (guint i = 0; i < cst_dropea_look_count_items (page); i++)
    {
      g_autoptr(CstDropeaOrder) order = cst_dropea_order_read (json_array_get_object_element (page->items, i), error);
      const CstDropeaOrder *known = order != NULL ? g_hash_table_lookup (book->orders, order->id) : NULL;

      if (order == NULL)
        return FALSE;
      if (known != NULL ? known->mark != order->mark
                        : order->updated_at == 0 || order->updated_at > look->cursor->orders.since)
        {
          g_hash_table_add (look->reader->moved, g_strdup (order->id));
          cst_dropea_look_tell_order (look, order);
          cst_dropea_look_touch_all (look, cst_dropea_book_of_order (book, order->id));
        }
      cst_dropea_round_note (&look->cursor->orders, order->updated_at);
      g_hash_table_add (look->fresh, g_strdup (order->id));
      cst_dropea_book_add_order (book, g_steal_pointer (&order));
    }

  return TRUE;
}

/* Returns: (transfer full): the ids of all that waits; an empty set with @is_whole unset when there is too much */
static GHashTable *
see_pending (CstDropeaLook  *look,
             gboolean       *is_whole,
             GError        **error)
{
  g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  *is_whole = FALSE;
  for (int number = 1; number <= MAX_PENDING_PAGES && !*is_whole; number++)
    {
      g_autoptr(CstDropeaPage) page = cst_dropea_look_get_page (look, CST_DROPEA_ISSUES, PENDING, number, error);
      guint before = g_hash_table_size (ids);

      if (page == NULL || !see_issues (look, page, ids, error))
        return NULL;
      *is_whole = cst_dropea_look_is_last (page, number) || g_hash_table_size (ids) == before;
    }
  if (!*is_whole)
    g_hash_table_remove_all (ids);

  return g_steal_pointer (&ids);
}

static gboolean
see_single (CstDropeaLook  *look,
            const char     *id,
            GError        **error)
{
  g_autoptr(GError) local_error = NULL;
  CstDropeaIssue *issue;

  if (!cst_dropea_look_may_ask_one (look))
    return TRUE;

  issue = cst_dropea_client_get_issue (look->reader->client, id, look->cancellable, &local_error);
  if (g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND))
    {
      cst_dropea_book_remove (look->reader->book, id);
      cst_change_set_add_deletion (look->changes, CST_ENTITY_DELIVERY, id);
      return TRUE;
    }
  if (issue == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  cst_dropea_round_note (&look->cursor->issues, issue->updated_at);
  see_issue (look, issue);

  return TRUE;
}

static void
keep_pending (CstDropeaLook *look,
              GHashTable    *ids,
              gboolean       is_whole)
{
  CstDropeaReader *self = look->reader;

  g_clear_pointer (&look->cursor->pending, g_strfreev);
  if (is_whole && g_hash_table_size (ids) <= MAX_PENDING_KEPT)
    {
      g_autoptr(GPtrArray) sorted = cst_dropea_look_sorted_ids (ids);

      g_ptr_array_add (sorted, NULL);
      look->cursor->pending = g_strdupv ((char **) sorted->pdata);
    }

  g_clear_pointer (&self->pending, g_hash_table_unref);
  if (is_whole)
    self->pending = g_hash_table_ref (ids);
}

/* What waited and waits no more: solved elsewhere, delivered, on its way back. */
static gboolean
watch_pending (CstDropeaLook  *look,
               GError        **error)
{
  CstDropeaReader *self = look->reader;
  gboolean is_whole = FALSE;
  g_autoptr(GHashTable) ids = see_pending (look, &is_whole, error);
  g_autoptr(GPtrArray) before = self->pending != NULL ? cst_dropea_look_sorted_ids (self->pending) : g_ptr_array_new ();

  if (ids == NULL)
    return FALSE;

  for (char **id = look->cursor->pending; self->pending == NULL && id != NULL && *id != NULL; id++)
    g_ptr_array_add (before, *id);
  for (guint i = 0; is_whole && i < before->len; i++)
    {
      const char *id = g_ptr_array_index (before, i);

      if (!g_hash_table_contains (ids, id) && !see_single (look, id, error))
        return FALSE;
    }

  keep_pending (look, ids, is_whole);

  return TRUE;
}

static gboolean
watch_list (CstDropeaLook   *look,
            const char      *path,
            CstDropeaRound  *round,
            GError         **error)
{
  gboolean is_issues = round == &look->cursor->issues;
  int front = cst_dropea_round_front (round);

  round->page = MAX (round->page, 1);
  if (round->page != front)
    {
      g_autoptr(CstDropeaPage) page = cst_dropea_look_get_page (look, path, NULL, front, error);

      if (page == NULL || !(is_issues ? see_issues (look, page, NULL, error) : see_orders (look, page, error)))
        return FALSE;
    }

  {
    g_autoptr(CstDropeaPage) page = cst_dropea_look_get_page (look, path, NULL, round->page, error);

    if (page == NULL || !(is_issues ? see_issues (look, page, NULL, error) : see_orders (look, page, error)))
      return FALSE;
    cst_dropea_round_turn (round, page->n_pages, cst_dropea_look_count_items (page), CST_DROPEA_PAGE);
  }

  return TRUE;
}

/* Whatever belongs to the same parcel as something that changed may look otherwise too. */
static gboolean
tell_changed (CstDropeaLook  *look,
              GError        **error)
{
  CstDropeaReader *self = look->reader;
  g_autoptr(GPtrArray) first = cst_dropea_look_sorted_ids (look->changed);
  g_autoptr(GPtrArray) ids = NULL;

  for (guint i = 0; i < first->len; i++)
    {
      const CstDropeaIssue *issue = g_hash_table_lookup (self->book->issues, g_ptr_array_index (first, i));

      if (issue == NULL)
        continue;
      if (!cst_dropea_look_need_order (look, issue->order, TRUE, error))
        return FALSE;
      cst_dropea_look_touch_all (look, cst_dropea_book_family (self->book, issue));
    }

  ids = cst_dropea_look_sorted_ids (look->changed);
  for (guint i = 0; i < ids->len; i++)
    {
      const CstDropeaIssue *issue = g_hash_table_lookup (self->book->issues, g_ptr_array_index (ids, i));

      if (issue == NULL)
        continue;
      if (!cst_dropea_look_need_order (look, issue->order, FALSE, error))
        return FALSE;
      g_ptr_array_add (look->changes->deliveries, cst_dropea_look_map (self, issue, look->cancellable));
    }

  return TRUE;
}

/* What is too much to be asked for one by one is read in pages. */
static gboolean
tell_or_walk (CstDropeaLook  *look,
              GError        **error)
{
  if (!look->has_more_than_singles && !tell_changed (look, error))
    return FALSE;

  if (look->has_more_than_singles)
    {
      g_ptr_array_set_size (look->changes->deliveries, 0);
      cst_dropea_walk_begin (look);
    }

  return TRUE;
}

/* What was only glimpsed is told when it is known what belongs to it. */
static gboolean
end_watch (CstDropeaLook  *look,
           GError        **error)
{
  CstDropeaBook *book = look->reader->book;

  if (book->is_whole)
    g_hash_table_remove_all (look->reader->moved);
  if (look->has_more_than_singles || book->is_whole)
    return tell_or_walk (look, error);

  if (g_hash_table_size (look->changed) + look->changes->orders->len > 0)
    {
      cst_dropea_look_begin_phase (look, CST_DROPEA_PHASE_CATCH_UP);
      book->n_pages = 0;
    }

  return TRUE;
}

gboolean
cst_dropea_watch (CstDropeaLook  *look,
                  GError        **error)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (now - look->cursor->walked_at >= WALK_EVERY_S || look->cursor->walked_at > now + WALK_EVERY_S)
    {
      cst_dropea_walk_begin (look);
      return cst_dropea_walk_orders (look, error);
    }

  return watch_pending (look, error) &&
         watch_list (look, CST_DROPEA_ISSUES, &look->cursor->issues, error) &&
         watch_list (look, CST_DROPEA_ORDERS, &look->cursor->orders, error) &&
         end_watch (look, error);
}

gboolean
cst_dropea_watch_catch_up (CstDropeaLook  *look,
                           GError        **error)
{
  CstDropeaBook *book = look->reader->book;
  CstDropeaRound kept = look->cursor->issues;
  GHashTableIter iter;
  gpointer value;

  if (!cst_dropea_walk_issues (look, book, CST_DROPEA_PHASE_WATCH, error))
    return FALSE;
  look->cursor->issues.since = kept.since;
  look->cursor->issues.page = kept.page;
  if (look->cursor->phase != CST_DROPEA_PHASE_WATCH)
    return TRUE;

  book->is_whole = TRUE;
  g_hash_table_iter_init (&iter, book->issues);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const CstDropeaIssue *issue = value;

      if (issue->updated_at >= kept.since || g_hash_table_contains (look->reader->moved, issue->order))
        cst_dropea_look_touch (look, issue->id);
    }
  g_hash_table_remove_all (look->reader->moved);
  cst_dropea_look_begin_watch (look);

  return tell_or_walk (look, error);
}
