/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea-look.h"

/* The walk: everything, page by page; see cst-dropea-reader.c. */

void
cst_dropea_walk_begin (CstDropeaLook *look)
{
  CstDropeaReader *self = look->reader;

  g_clear_pointer (&self->draft, cst_dropea_book_free);
  self->draft = cst_dropea_book_new ();
  cst_dropea_look_begin_phase (look, CST_DROPEA_PHASE_ORDERS);
  look->cursor->issues = look->cursor->orders = (CstDropeaRound) { .page = 1, .n_pages = 1 };
}

static gboolean
read_order (CstDropeaLook  *look,
            CstDropeaBook  *book,
            JsonNode       *node,
            gboolean       *is_new,
            GError        **error)
{
  g_autoptr(CstDropeaOrder) order = cst_dropea_order_read (json_node_get_object (node), error);

  if (order == NULL)
    return FALSE;

  cst_dropea_round_note (&look->cursor->orders, order->updated_at);
  *is_new = !g_hash_table_contains (book->orders, order->id);
  if (*is_new)
    {
      cst_dropea_look_tell_order (look, order);
      cst_dropea_book_add_order (book, g_steal_pointer (&order));
    }

  return TRUE;
}

static void
note_direction (CstDropeaRound      *round,
                const CstDropeaPage *page,
                int                  number)
{
  guint n = cst_dropea_look_count_items (page);

  if (number != 1 || n < 2)
    return;

  round->is_ascending = cst_dropea_time (json_array_get_object_element (page->items, 0), "created_at") <
                        cst_dropea_time (json_array_get_object_element (page->items, n - 1), "created_at");
}

/* Ends a phase of the walk, or goes on to its next page. A page that brings nothing new is no further page. */
static void
turn_walk (CstDropeaLook       *look,
           CstDropeaRound      *round,
           const CstDropeaPage *page,
           gboolean             has_news,
           CstDropeaPhase       next)
{
  CstDropeaCursor *cursor = look->cursor;

  round->n_pages = MAX (cursor->page, 1);
  note_direction (round, page, cursor->page);
  cursor->done++;
  if (has_news && !cst_dropea_look_is_last (page, cursor->page))
    {
      cursor->page++;
      if (page->n_pages >= 0)
        look->changes->remaining = (page->n_pages - cursor->page + 1) * CST_DROPEA_PAGE;
      return;
    }

  cursor->phase = next;
  cursor->page = next == CST_DROPEA_PHASE_ISSUES ? 1 : 0;
}

gboolean
cst_dropea_walk_orders (CstDropeaLook  *look,
                        GError        **error)
{
  CstDropeaReader *self = look->reader;
  g_autoptr(CstDropeaPage) page = cst_dropea_look_get_page (look, CST_DROPEA_ORDERS, NULL, look->cursor->page, error);
  gboolean has_news = FALSE;

  for (guint i = 0; page != NULL && i < cst_dropea_look_count_items (page); i++)
    {
      gboolean is_new = FALSE;

      if (!read_order (look, self->draft, json_array_get_element (page->items, i), &is_new, error))
        return FALSE;
      has_news |= is_new;
    }
  if (page == NULL)
    return FALSE;

  self->draft->n_pages++;
  turn_walk (look, &look->cursor->orders, page, has_news, CST_DROPEA_PHASE_ISSUES);

  return TRUE;
}

gboolean
cst_dropea_walk_issues (CstDropeaLook   *look,
                        CstDropeaBook   *book,
                        CstDropeaPhase   next,
                        GError         **error)
{
  g_autoptr(CstDropeaPage) page = cst_dropea_look_get_page (look, CST_DROPEA_ISSUES, NULL, look->cursor->page, error);
  gboolean has_news = FALSE;

  for (guint i = 0; page != NULL && i < cst_dropea_look_count_items (page); i++)
    {
      CstDropeaIssue *issue = cst_dropea_look_read_issue (look, json_array_get_element (page->items, i), error);

      if (issue == NULL)
        return FALSE;
      has_news |= g_hash_table_add (look->reader->met, g_strdup (issue->id));
      cst_dropea_book_add_issue (book, issue);
    }
  if (page == NULL)
    return FALSE;

  book->n_pages++;
  turn_walk (look, &look->cursor->issues, page, has_news, next);

  return TRUE;
}

static void
begin_round (CstDropeaRound *round)
{
  round->page = 1;
  round->since = round->at_start = round->latest;
}

/* The walk has read everything: what was before is put aside for it. */
void
cst_dropea_walk_end (CstDropeaLook *look)
{
  CstDropeaReader *self = look->reader;

  cst_dropea_book_free (self->book);
  self->book = g_steal_pointer (&self->draft);
  self->book->is_whole = TRUE;
}

gboolean
cst_dropea_walk_tell (CstDropeaLook  *look,
                      guint           limit,
                      GError        **error)
{
  CstDropeaReader *self = look->reader;
  g_autoptr(GPtrArray) ids = cst_dropea_look_sorted_ids (self->book->issues);
  guint end = MIN ((guint) look->cursor->page + limit, ids->len);

  for (guint i = (guint) look->cursor->page; i < end; i++)
    {
      const CstDropeaIssue *issue = g_hash_table_lookup (self->book->issues, g_ptr_array_index (ids, i));

      if (!cst_dropea_look_need_order (look, issue->order, FALSE, error))
        return FALSE;
      g_ptr_array_add (look->changes->deliveries, cst_dropea_look_map (self, issue, look->cancellable));
    }

  look->cursor->page = (int) end;
  look->changes->remaining = ids->len - end;
  if (end < ids->len)
    return TRUE;

  begin_round (&look->cursor->issues);
  begin_round (&look->cursor->orders);
  look->cursor->walked_at = g_get_real_time () / G_USEC_PER_SEC;
  cst_dropea_look_begin_watch (look);

  return TRUE;
}
