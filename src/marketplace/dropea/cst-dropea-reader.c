/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea-look.h"

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

CstDropeaReader *
cst_dropea_reader_new (CstDropeaClient *client)
{
  CstDropeaReader *self = g_new0 (CstDropeaReader, 1);

  self->client = client;
  self->book = cst_dropea_book_new ();
  self->met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->moved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

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
  g_hash_table_unref (self->moved);
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

/* The pages of a walk are remembered by the connector that read them; another one begins the walk again. */
static void
find_place (CstDropeaLook *look)
{
  CstDropeaReader *self = look->reader;
  CstDropeaCursor *cursor = look->cursor;
  guint done = (guint) cursor->done;

  switch (cursor->phase)
    {
    case CST_DROPEA_PHASE_ORDERS:
    case CST_DROPEA_PHASE_ISSUES:
      if (self->draft == NULL || self->draft->n_pages != done || done == 0)
        cst_dropea_walk_begin (look);
      break;
    case CST_DROPEA_PHASE_TELL:
      if (!self->book->is_whole)
        cst_dropea_walk_begin (look);
      break;
    case CST_DROPEA_PHASE_CATCH_UP:
      if (self->book->n_pages != done)
        {
          cst_dropea_look_begin_phase (look, CST_DROPEA_PHASE_CATCH_UP);
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
go_on (CstDropeaLook  *look,
       guint           limit,
       GError        **error)
{
  find_place (look);

  switch (look->cursor->phase)
    {
    case CST_DROPEA_PHASE_ORDERS:
      return cst_dropea_walk_orders (look, error);
    case CST_DROPEA_PHASE_ISSUES:
      if (!cst_dropea_walk_issues (look, look->reader->draft, CST_DROPEA_PHASE_TELL, error))
        return FALSE;
      if (look->cursor->phase == CST_DROPEA_PHASE_TELL)
        cst_dropea_walk_end (look);
      return TRUE;
    case CST_DROPEA_PHASE_TELL:
      return cst_dropea_walk_tell (look, limit, error);
    case CST_DROPEA_PHASE_CATCH_UP:
      return cst_dropea_watch_catch_up (look, error);
    case CST_DROPEA_PHASE_WATCH:
    case CST_DROPEA_PHASE_UNKNOWN:
    default:
      return cst_dropea_watch (look, error);
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
  CstDropeaLook look = {
    .reader = self, .cursor = place, .changes = changes, .cancellable = cancellable, .changed = changed,
    .fresh = fresh,
  };

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
