/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea-reader.h"

#include "cst-dropea-book.h"
#include "cst-dropea-cursor.h"
#include "cst-util.h"

/* The platform has no feed of changes: it has lists in pages, of which nobody promises an order, and one filter, for
 * the issues that wait. So there are two ways of reading it.
 *
 * The walk, at first and once a day, reads every page of orders and issues and tells all of it. An issue alone knows
 * neither its customer nor how often its parcel was tried, so the issues are told when the last page is in.
 *
 * The watch, at all other times, costs about five requests however much there is: the issues that wait, all of them
 * (one page as a rule); of those that left this list, each by itself; the page of either list where what is new shows
 * first; and one further page of either list, another one each time, so that every change is met within a round.
 * Where nothing is other than it was, nothing is told. What an issue of before looked like is known from memory; a
 * connector that was just made goes by the moments of change instead, and what changed since the last whole round
 * makes it read all issues once, to know what belongs together. */

#define WALK_EVERY_S (24 * 60 * 60)
#define ISSUES "/dropshipper/issues"
#define ORDERS "/dropshipper/orders"
#define PENDING "only_pending_to_resolve=true"

/* A list that waits longer than this is left to the rounds; ids are kept as long as they are few. */
#define MAX_PENDING_PAGES 5
#define MAX_PENDING_KEPT 300

/* More than these one by one cost more than the pages do. */
#define MAX_SINGLES 25

/* A list whose pages are smaller than we asked for ends with one that is smaller still. */
#define SMALL_PAGE 10

struct _CstDropeaReader
{
  CstDropeaClient *client;  /* (unowned) */
  CstDropeaBook   *book;
  CstDropeaBook   *draft;   /* (nullable): of the walk that is under way */
  GHashTable      *met;     /* ids of issues on the pages of a walk so far */
  GHashTable      *pending; /* (nullable): ids that waited when last looked */
  char            *country; /* (nullable) */
};

/* One look. */
typedef struct
{
  CstDropeaReader *reader;
  CstDropeaCursor *cursor;
  CstChangeSet    *changes;
  GCancellable    *cancellable;
  GHashTable      *changed; /* ids of issues */
  GHashTable      *fresh;   /* ids of orders that were read in this look */
  guint            n_singles;
  gboolean         has_more_than_singles;
} Look;

CstDropeaReader *
cst_dropea_reader_new (CstDropeaClient *client)
{
  CstDropeaReader *self = g_new0 (CstDropeaReader, 1);

  self->client = client;
  self->book = cst_dropea_book_new ();
  self->met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
cst_dropea_reader_free (CstDropeaReader *self)
{
  if (self == NULL)
    return;

  cst_dropea_book_free (self->book);
  cst_dropea_book_free (self->draft);
  g_hash_table_unref (self->met);
  g_clear_pointer (&self->pending, g_hash_table_unref);
  g_free (self->country);
  g_free (self);
}

/**
 * cst_dropea_reader_set_country:
 * @country: (nullable): the market's; a parcel that stays in it is domestic
 */
void
cst_dropea_reader_set_country (CstDropeaReader *self,
                               const char      *country)
{
  cst_set_str (&self->country, country);
}

static CstDropeaPage *
get_page (Look        *look,
          const char  *path,
          const char  *filter,
          int          page,
          GError     **error)
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

static guint
count_items (const CstDropeaPage *page)
{
  return page->items != NULL ? json_array_get_length (page->items) : 0;
}

static gboolean
is_last (const CstDropeaPage *page,
         int                  number)
{
  return page->n_pages >= 0 ? number >= page->n_pages : count_items (page) < SMALL_PAGE;
}

static void
name_order (Look           *look,
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

static void
tell_order (Look           *look,
            CstDropeaOrder *order)
{
  if (order->order == NULL)
    return;

  name_order (look, order);
  g_ptr_array_add (look->changes->orders, g_steal_pointer (&order->order));
}

/* One by one, as long as they are few. What happened to an issue happened to its order: it is read anew. */
static gboolean
need_order (Look        *look,
            const char  *id,
            gboolean     must_be_fresh,
            GError     **error)
{
  CstDropeaBook *book = look->reader->book;
  g_autoptr(GError) local_error = NULL;
  CstDropeaOrder *order;

  if (g_hash_table_contains (must_be_fresh ? look->fresh : book->orders, id))
    return TRUE;
  if (++look->n_singles > MAX_SINGLES)
    {
      look->has_more_than_singles = TRUE;
      return TRUE;
    }

  order = cst_dropea_client_get_order (look->reader->client, id, look->cancellable, &local_error);
  if (g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND))
    return TRUE;
  if (order == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  g_hash_table_add (look->fresh, g_strdup (id));
  tell_order (look, order);
  cst_dropea_book_add_order (book, order);

  return TRUE;
}

static CstDelivery *
map (CstDropeaReader      *self,
     const CstDropeaIssue *issue,
     GCancellable         *cancellable)
{
  CstDelivery *delivery = cst_dropea_map (issue, cst_dropea_book_family (self->book, issue),
                                          g_hash_table_lookup (self->book->orders, issue->order), self->country);

  cst_set_str (&delivery->carrier, cst_dropea_client_carrier (self->client, issue->carrier, cancellable));

  return delivery;
}

static void
begin_phase (Look           *look,
             CstDropeaPhase  phase)
{
  g_hash_table_remove_all (look->reader->met);
  look->cursor->phase = phase;
  look->cursor->walk = g_get_real_time ();
  look->cursor->page = 1;
  look->cursor->done = 0;
}

static void
begin_walk (Look *look)
{
  CstDropeaReader *self = look->reader;

  g_clear_pointer (&self->draft, cst_dropea_book_free);
  self->draft = cst_dropea_book_new ();
  begin_phase (look, CST_DROPEA_PHASE_ORDERS);
  look->cursor->issues = look->cursor->orders = (CstDropeaRound) { .page = 1, .n_pages = 1 };
}

static gboolean
read_order (Look           *look,
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
      tell_order (look, order);
      cst_dropea_book_add_order (book, g_steal_pointer (&order));
    }

  return TRUE;
}

static CstDropeaIssue *
read_issue (Look      *look,
            JsonNode  *node,
            GError   **error)
{
  CstDropeaIssue *issue = cst_dropea_issue_read (json_node_get_object (node), error);

  if (issue != NULL)
    cst_dropea_round_note (&look->cursor->issues, issue->updated_at);

  return issue;
}

static void
note_direction (CstDropeaRound      *round,
                const CstDropeaPage *page,
                int                  number)
{
  guint n = count_items (page);

  if (number != 1 || n < 2)
    return;

  round->is_ascending = cst_dropea_time (json_array_get_object_element (page->items, 0), "created_at") <
                        cst_dropea_time (json_array_get_object_element (page->items, n - 1), "created_at");
}

/* Ends a phase of the walk, or goes on to its next page. A page that brings nothing new is no further page. */
static void
turn_walk (Look                *look,
           CstDropeaRound      *round,
           const CstDropeaPage *page,
           gboolean             has_news,
           CstDropeaPhase       next)
{
  CstDropeaCursor *cursor = look->cursor;

  round->n_pages = MAX (cursor->page, 1);
  note_direction (round, page, cursor->page);
  cursor->done++;
  if (has_news && !is_last (page, cursor->page))
    {
      cursor->page++;
      if (page->n_pages >= 0)
        look->changes->remaining = (page->n_pages - cursor->page + 1) * CST_DROPEA_PAGE;
      return;
    }

  cursor->phase = next;
  cursor->page = next == CST_DROPEA_PHASE_ISSUES ? 1 : 0;
}

static gboolean
walk_orders (Look    *look,
             GError **error)
{
  CstDropeaReader *self = look->reader;
  g_autoptr(CstDropeaPage) page = get_page (look, ORDERS, NULL, look->cursor->page, error);
  gboolean has_news = FALSE;

  for (guint i = 0; page != NULL && i < count_items (page); i++)
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

static gboolean
walk_issues (Look            *look,
             CstDropeaBook   *book,
             CstDropeaPhase   next,
             GError         **error)
{
  g_autoptr(CstDropeaPage) page = get_page (look, ISSUES, NULL, look->cursor->page, error);
  gboolean has_news = FALSE;

  for (guint i = 0; page != NULL && i < count_items (page); i++)
    {
      CstDropeaIssue *issue = read_issue (look, json_array_get_element (page->items, i), error);

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

static void
begin_watch (Look *look)
{
  look->cursor->phase = CST_DROPEA_PHASE_WATCH;
  look->cursor->page = look->cursor->done = 0;
}

/* The walk has read everything: what was before is put aside for it. */
static void
end_walk (Look *look)
{
  CstDropeaReader *self = look->reader;

  cst_dropea_book_free (self->book);
  self->book = g_steal_pointer (&self->draft);
  self->book->is_whole = TRUE;
}

static gint
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
sorted_ids (GHashTable *table)
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

static gboolean
tell_walk (Look    *look,
           guint    limit,
           GError **error)
{
  CstDropeaReader *self = look->reader;
  g_autoptr(GPtrArray) ids = sorted_ids (self->book->issues);
  guint end = MIN ((guint) look->cursor->page + limit, ids->len);

  for (guint i = (guint) look->cursor->page; i < end; i++)
    {
      const CstDropeaIssue *issue = g_hash_table_lookup (self->book->issues, g_ptr_array_index (ids, i));

      if (!need_order (look, issue->order, FALSE, error))
        return FALSE;
      g_ptr_array_add (look->changes->deliveries, map (self, issue, look->cancellable));
    }

  look->cursor->page = (int) end;
  look->changes->remaining = ids->len - end;
  if (end < ids->len)
    return TRUE;

  begin_round (&look->cursor->issues);
  begin_round (&look->cursor->orders);
  look->cursor->walked_at = g_get_real_time () / G_USEC_PER_SEC;
  begin_watch (look);

  return TRUE;
}

static void
touch (Look       *look,
       const char *id)
{
  if (!g_hash_table_contains (look->changed, id))
    g_hash_table_add (look->changed, g_strdup (id));
}

static void
touch_all (Look            *look,
           const GPtrArray *issues)
{
  for (guint i = 0; issues != NULL && i < issues->len; i++)
    touch (look, ((CstDropeaIssue *) g_ptr_array_index (issues, i))->id);
}

/* Takes @issue. */
static void
see_issue (Look           *look,
           CstDropeaIssue *issue)
{
  CstDropeaBook *book = look->reader->book;
  gboolean is_known = g_hash_table_contains (book->issues, issue->id);
  gboolean is_late = issue->updated_at > look->cursor->issues.since;
  g_autofree char *id = g_strdup (issue->id);
  gboolean is_new = cst_dropea_book_add_issue (book, issue);

  if (is_new && (is_known || book->is_whole || is_late))
    touch (look, id);
}

static gboolean
see_issues (Look                 *look,
            const CstDropeaPage  *page,
            GHashTable           *ids,
            GError              **error)
{
  for (guint i = 0; i < count_items (page); i++)
    {
      CstDropeaIssue *issue = read_issue (look, json_array_get_element (page->items, i), error);

      if (issue == NULL)
        return FALSE;
      if (ids != NULL)
        g_hash_table_add (ids, g_strdup (issue->id));
      see_issue (look, issue);
    }

  return TRUE;
}

static gboolean
see_orders (Look                 *look,
            const CstDropeaPage  *page,
            GError              **error)
{
  CstDropeaBook *book = look->reader->book;

  for (guint i = 0; i < count_items (page); i++)
    {
      g_autoptr(CstDropeaOrder) order = cst_dropea_order_read (json_array_get_object_element (page->items, i), error);
      const CstDropeaOrder *known = order != NULL ? g_hash_table_lookup (book->orders, order->id) : NULL;

      if (order == NULL)
        return FALSE;
      if (known != NULL ? known->mark != order->mark
                        : order->updated_at == 0 || order->updated_at > look->cursor->orders.since)
        {
          tell_order (look, order);
          touch_all (look, cst_dropea_book_of_order (book, order->id));
        }
      cst_dropea_round_note (&look->cursor->orders, order->updated_at);
      g_hash_table_add (look->fresh, g_strdup (order->id));
      cst_dropea_book_add_order (book, g_steal_pointer (&order));
    }

  return TRUE;
}

/* Returns: (transfer full): the ids of all that waits; an empty set with @is_whole unset when there is too much */
static GHashTable *
see_pending (Look      *look,
             gboolean  *is_whole,
             GError   **error)
{
  g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  *is_whole = FALSE;
  for (int number = 1; number <= MAX_PENDING_PAGES && !*is_whole; number++)
    {
      g_autoptr(CstDropeaPage) page = get_page (look, ISSUES, PENDING, number, error);
      guint before = g_hash_table_size (ids);

      if (page == NULL || !see_issues (look, page, ids, error))
        return NULL;
      *is_whole = is_last (page, number) || g_hash_table_size (ids) == before;
    }
  if (!*is_whole)
    g_hash_table_remove_all (ids);

  return g_steal_pointer (&ids);
}

static gboolean
see_single (Look        *look,
            const char  *id,
            GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  CstDropeaIssue *issue;

  if (++look->n_singles > MAX_SINGLES)
    {
      look->has_more_than_singles = TRUE;
      return TRUE;
    }

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
keep_pending (Look       *look,
              GHashTable *ids,
              gboolean    is_whole)
{
  CstDropeaReader *self = look->reader;

  g_clear_pointer (&look->cursor->pending, g_strfreev);
  if (is_whole && g_hash_table_size (ids) <= MAX_PENDING_KEPT)
    {
      g_autoptr(GPtrArray) sorted = sorted_ids (ids);

      g_ptr_array_add (sorted, NULL);
      look->cursor->pending = g_strdupv ((char **) sorted->pdata);
    }

  g_clear_pointer (&self->pending, g_hash_table_unref);
  if (is_whole)
    self->pending = g_hash_table_ref (ids);
}

/* What waited and waits no more: solved elsewhere, delivered, on its way back. */
static gboolean
watch_pending (Look    *look,
               GError **error)
{
  CstDropeaReader *self = look->reader;
  gboolean is_whole = FALSE;
  g_autoptr(GHashTable) ids = see_pending (look, &is_whole, error);
  g_autoptr(GPtrArray) before = self->pending != NULL ? sorted_ids (self->pending) : g_ptr_array_new ();

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
watch_list (Look            *look,
            const char      *path,
            CstDropeaRound  *round,
            GError         **error)
{
  gboolean is_issues = round == &look->cursor->issues;
  int front = cst_dropea_round_front (round);

  round->page = MAX (round->page, 1);
  if (round->page != front)
    {
      g_autoptr(CstDropeaPage) page = get_page (look, path, NULL, front, error);

      if (page == NULL || !(is_issues ? see_issues (look, page, NULL, error) : see_orders (look, page, error)))
        return FALSE;
    }

  {
    g_autoptr(CstDropeaPage) page = get_page (look, path, NULL, round->page, error);

    if (page == NULL || !(is_issues ? see_issues (look, page, NULL, error) : see_orders (look, page, error)))
      return FALSE;
    cst_dropea_round_turn (round, page->n_pages, count_items (page), CST_DROPEA_PAGE);
  }

  return TRUE;
}

/* Whatever belongs to the same parcel as something that changed may look otherwise too. */
static gboolean
tell_changed (Look    *look,
              GError **error)
{
  CstDropeaReader *self = look->reader;
  g_autoptr(GPtrArray) first = sorted_ids (look->changed);
  g_autoptr(GPtrArray) ids = NULL;

  for (guint i = 0; i < first->len; i++)
    {
      const CstDropeaIssue *issue = g_hash_table_lookup (self->book->issues, g_ptr_array_index (first, i));

      if (issue == NULL)
        continue;
      if (!need_order (look, issue->order, TRUE, error))
        return FALSE;
      touch_all (look, cst_dropea_book_family (self->book, issue));
    }

  ids = sorted_ids (look->changed);
  for (guint i = 0; i < ids->len; i++)
    {
      const CstDropeaIssue *issue = g_hash_table_lookup (self->book->issues, g_ptr_array_index (ids, i));

      if (issue == NULL)
        continue;
      if (!need_order (look, issue->order, FALSE, error))
        return FALSE;
      g_ptr_array_add (look->changes->deliveries, map (self, issue, look->cancellable));
    }

  return TRUE;
}

/* What is too much to be asked for one by one is read in pages. */
static gboolean
tell_or_walk (Look    *look,
              GError **error)
{
  if (!look->has_more_than_singles && !tell_changed (look, error))
    return FALSE;

  if (look->has_more_than_singles)
    {
      g_ptr_array_set_size (look->changes->deliveries, 0);
      begin_walk (look);
    }

  return TRUE;
}

/* What was only glimpsed is told when it is known what belongs to it. */
static gboolean
end_watch (Look    *look,
           GError **error)
{
  CstDropeaBook *book = look->reader->book;

  if (look->has_more_than_singles || book->is_whole)
    return tell_or_walk (look, error);

  if (g_hash_table_size (look->changed) + look->changes->orders->len > 0)
    {
      begin_phase (look, CST_DROPEA_PHASE_CATCH_UP);
      book->n_pages = 0;
    }

  return TRUE;
}

static gboolean
watch (Look    *look,
       GError **error)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (now - look->cursor->walked_at >= WALK_EVERY_S || look->cursor->walked_at > now + WALK_EVERY_S)
    {
      begin_walk (look);
      return walk_orders (look, error);
    }

  return watch_pending (look, error) &&
         watch_list (look, ISSUES, &look->cursor->issues, error) &&
         watch_list (look, ORDERS, &look->cursor->orders, error) &&
         end_watch (look, error);
}

static gboolean
catch_up (Look    *look,
          GError **error)
{
  CstDropeaBook *book = look->reader->book;
  CstDropeaRound kept = look->cursor->issues;
  GHashTableIter iter;
  gpointer value;

  if (!walk_issues (look, book, CST_DROPEA_PHASE_WATCH, error))
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

      if (issue->updated_at >= kept.since || g_hash_table_contains (book->orders, issue->order))
        touch (look, issue->id);
    }
  begin_watch (look);

  return tell_or_walk (look, error);
}

/* The pages of a walk are remembered by the connector that read them; another one begins the walk again. */
static void
find_place (Look *look)
{
  CstDropeaReader *self = look->reader;
  CstDropeaCursor *cursor = look->cursor;
  guint done = (guint) cursor->done;

  switch (cursor->phase)
    {
    case CST_DROPEA_PHASE_ORDERS:
    case CST_DROPEA_PHASE_ISSUES:
      if (self->draft == NULL || self->draft->n_pages != done || done == 0)
        begin_walk (look);
      break;
    case CST_DROPEA_PHASE_TELL:
      if (!self->book->is_whole)
        begin_walk (look);
      break;
    case CST_DROPEA_PHASE_CATCH_UP:
      if (self->book->n_pages != done)
        {
          begin_phase (look, CST_DROPEA_PHASE_CATCH_UP);
          self->book->n_pages = 0;
        }
      break;
    case CST_DROPEA_PHASE_UNKNOWN:
    case CST_DROPEA_PHASE_WATCH:
    default:
      break;
    }
}

static gboolean
go_on (Look    *look,
       guint    limit,
       GError **error)
{
  find_place (look);

  switch (look->cursor->phase)
    {
    case CST_DROPEA_PHASE_ORDERS:
      return walk_orders (look, error);
    case CST_DROPEA_PHASE_ISSUES:
      if (!walk_issues (look, look->reader->draft, CST_DROPEA_PHASE_TELL, error))
        return FALSE;
      if (look->cursor->phase == CST_DROPEA_PHASE_TELL)
        end_walk (look);
      return TRUE;
    case CST_DROPEA_PHASE_TELL:
      return tell_walk (look, limit, error);
    case CST_DROPEA_PHASE_CATCH_UP:
      return catch_up (look, error);
    case CST_DROPEA_PHASE_WATCH:
    case CST_DROPEA_PHASE_UNKNOWN:
    default:
      return watch (look, error);
    }
}

/**
 * cst_dropea_reader_pull:
 *
 * See cst_marketplace_pull().
 */
CstChangeSet *
cst_dropea_reader_pull (CstDropeaReader  *self,
                        const char       *cursor,
                        guint             limit,
                        GCancellable     *cancellable,
                        GError          **error)
{
  g_autoptr(CstDropeaCursor) place = cst_dropea_cursor_read (cursor);
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  g_autoptr(GHashTable) changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) fresh = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Look look = { .reader = self, .cursor = place, .changes = changes, .cancellable = cancellable, .changed = changed,
                .fresh = fresh };

  if (place == NULL)
    {
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_GONE, "not a place of this connector");
      return NULL;
    }

  changes->remaining = -1;
  if (!go_on (&look, limit, error))
    return NULL;

  changes->cursor = cst_dropea_cursor_text (place);
  changes->has_more = place->phase != CST_DROPEA_PHASE_WATCH;

  return g_steal_pointer (&changes);
}

/* What has been told need not be found again. As long as not everything is known, it shall be. */
static void
remember (CstDropeaReader *self,
          CstDropeaIssue  *issue)
{
  if (!self->book->is_whole)
    {
      cst_dropea_issue_free (issue);
      return;
    }

  if (self->pending != NULL && !cst_dropea_issue_waits (issue))
    g_hash_table_remove (self->pending, issue->id);
  cst_dropea_book_add_issue (self->book, issue);
}

/**
 * cst_dropea_reader_take:
 * @issue: (transfer full): as it was just read
 *
 * Returns: (transfer full) (nullable): what it is now; %NULL when its order cannot be had at the moment
 */
CstDelivery *
cst_dropea_reader_take (CstDropeaReader *self,
                        CstDropeaIssue  *issue,
                        GCancellable    *cancellable)
{
  g_autoptr(CstDropeaOrder) single = NULL;
  const CstDropeaOrder *order = g_hash_table_lookup (self->book->orders, issue->order);
  CstDelivery *delivery;

  if (order == NULL && !(single = cst_dropea_client_get_order (self->client, issue->order, cancellable, NULL)))
    {
      cst_dropea_issue_free (issue);
      return NULL;
    }

  delivery = cst_dropea_map (issue, cst_dropea_book_family (self->book, issue), order != NULL ? order : single,
                             self->country);
  cst_set_str (&delivery->carrier, cst_dropea_client_carrier (self->client, issue->carrier, cancellable));
  remember (self, issue);

  return delivery;
}
