/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea-cursor.h"

CST_DEFINE_ENUM_TYPE (phase, "unknown", "orders", "issues", "tell", "watch", "catch-up");

static const CstField round_fields[] = {
  CST_FIELD (CstDropeaRound, page, INT),
  CST_FIELD (CstDropeaRound, n_pages, INT),
  CST_FIELD (CstDropeaRound, is_ascending, BOOL),
  CST_FIELD (CstDropeaRound, latest, INT64),
  CST_FIELD (CstDropeaRound, at_start, INT64),
  CST_FIELD (CstDropeaRound, since, INT64),
};

static CST_DEFINE_RECORD_TYPE (round, CstDropeaRound, "round");

static const CstField cst_dropea_cursor_fields[] = {
  CST_FIELD_OF (CstDropeaCursor, phase, ENUM, phase_type),
  CST_FIELD (CstDropeaCursor, page, INT),
  CST_FIELD (CstDropeaCursor, walk, INT64),
  CST_FIELD (CstDropeaCursor, done, INT),
  CST_FIELD (CstDropeaCursor, walked_at, INT64),
  CST_FIELD_OF (CstDropeaCursor, issues, RECORD, round_type),
  CST_FIELD_OF (CstDropeaCursor, orders, RECORD, round_type),
  CST_FIELD (CstDropeaCursor, pending, STRINGS),
};

CST_DEFINE_RECORD_TYPE (cst_dropea_cursor, CstDropeaCursor, "cursor");

/**
 * cst_dropea_cursor_read:
 * @text: (nullable): %NULL begins
 *
 * Returns: (transfer full) (nullable): where to go on; %NULL when @text is no place of ours
 */
CstDropeaCursor *
cst_dropea_cursor_read (const char *text)
{
  g_autoptr(CstDropeaCursor) self = cst_record_new (&cst_dropea_cursor_type);

  if (text == NULL)
    {
      self->phase = CST_DROPEA_PHASE_ORDERS;
      self->page = 1;
      return g_steal_pointer (&self);
    }
  if (!cst_record_from_text (&cst_dropea_cursor_type, self, text, NULL) ||
      self->phase == CST_DROPEA_PHASE_UNKNOWN || self->page < 0 || self->done < 0)
    return NULL;

  return g_steal_pointer (&self);
}

/* Returns: (transfer full): what cst_dropea_cursor_read() reads */
char *
cst_dropea_cursor_text (const CstDropeaCursor *self)
{
  return cst_record_to_text (&cst_dropea_cursor_type, self);
}

void
cst_dropea_cursor_free (CstDropeaCursor *self)
{
  cst_record_free (&cst_dropea_cursor_type, self);
}

void
cst_dropea_round_note (CstDropeaRound *self,
                       gint64          updated_at)
{
  self->latest = MAX (self->latest, updated_at);
}

/* Returns: the page where what is new shows first */
int
cst_dropea_round_front (const CstDropeaRound *self)
{
  return self->is_ascending ? MAX (self->n_pages, 1) : 1;
}

/**
 * cst_dropea_round_turn:
 * @n_pages: how many there are, -1 when not said
 * @n_items: on the page that was just read
 *
 * Goes on to the next page. At the end of a round everything that changed before it began has been seen.
 */
void
cst_dropea_round_turn (CstDropeaRound *self,
                       gint64          n_pages,
                       guint           n_items,
                       guint           page_size)
{
  if (n_pages >= 0)
    self->n_pages = (int) MIN (n_pages, G_MAXINT - 1);
  else if (n_items == 0)
    self->n_pages = MAX (self->page - 1, 1);
  else if (self->page >= self->n_pages && n_items >= page_size)
    self->n_pages = self->page + 1;

  self->page++;
  if (self->page <= self->n_pages)
    return;

  self->page = 1;
  self->since = self->at_start;
  self->at_start = self->latest;
}
