/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-search-index.h"

#include "cst-search.h"

/* FTS5 collects words in memory and writes them when it must: at a commit, when a rowid is not above
 * the one before, and at every savepoint, which SQLite sets for each statement on a table with
 * triggers. One order after the other, each would make a segment of its own, to be merged later.
 * Written together, by rowid and after everything else of the page, they make one. */
typedef struct
{
  gint64   row;
  gboolean is_known;
  char    *own;
  char    *talk;
} Words;

struct _CstSearchBatch
{
  GArray *words; /* of Words */
};

static void
words_clear (Words *words)
{
  g_free (words->own);
  g_free (words->talk);
}

CstSearchBatch *
cst_search_batch_new (void)
{
  CstSearchBatch *self = g_new0 (CstSearchBatch, 1);

  self->words = g_array_new (FALSE, FALSE, sizeof (Words));
  g_array_set_clear_func (self->words, (GDestroyNotify) words_clear);

  return self;
}

/**
 * cst_search_batch_free:
 * @self: (transfer full) (nullable): a batch; what was not written is forgotten
 */
void
cst_search_batch_free (CstSearchBatch *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->words);
  g_free (self);
}

/**
 * cst_search_batch_add:
 * @db: a writer inside a transaction
 * @order: an order that is in the store; one that is not is passed over
 * @incidents: (element-type CstIncident): its incidents
 * @thread: its conversation
 *
 * Notes the words by which @order is found, unless the index has just these: most changes are of states.
 */
gboolean
cst_search_batch_add (CstSearchBatch   *self,
                      CstDb            *db,
                      gint64            account,
                      const CstOrder   *order,
                      GPtrArray        *incidents,
                      const CstThread  *thread,
                      GError          **error)
{
  g_autofree char *own = cst_search_own_text (order);
  g_autofree char *talk = cst_search_talk_text (incidents, thread);
  g_autoptr(CstStmt) stmt = NULL;
  Words words;
  CstStep step;

  stmt = cst_db_prepare (db,
                         "SELECT o.row, s.own, s.talk FROM orders o LEFT JOIN order_search s ON s.rowid = o.row"
                         " WHERE o.account = ?1 AND o.id = ?2",
                         error);
  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, order->id);
  if ((step = cst_db_step (db, stmt, error)) != CST_STEP_ROW)
    return step == CST_STEP_DONE;
  if (g_strcmp0 (cst_stmt_text (stmt, 1), own) == 0 && g_strcmp0 (cst_stmt_text (stmt, 2), talk) == 0)
    return TRUE;

  words.row = cst_stmt_int (stmt, 0);
  words.is_known = cst_stmt_text (stmt, 1) != NULL;
  words.own = g_steal_pointer (&own);
  words.talk = g_steal_pointer (&talk);
  g_array_append_val (self->words, words);

  return TRUE;
}

static gboolean
write_words (CstDb        *db,
             const Words  *words,
             GError      **error)
{
  g_autoptr(CstStmt) stmt = NULL;

  stmt = cst_db_prepare (db,
                         words->is_known ? "UPDATE order_search SET own = ?2, talk = ?3 WHERE rowid = ?1"
                                         : "INSERT INTO order_search (rowid, own, talk) VALUES (?1, ?2, ?3)",
                         error);
  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, words->row);
  cst_stmt_bind_text (stmt, 2, words->own);
  cst_stmt_bind_text (stmt, 3, words->talk);

  return cst_db_run (db, stmt, error);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  gint64 first = ((const Words *) a)->row;
  gint64 second = ((const Words *) b)->row;

  return (first > second) - (first < second);
}

/**
 * cst_search_batch_write:
 * @db: the same writer, in the same transaction
 *
 * Brings the index up to date with all that was added. To be called once, after everything else.
 */
gboolean
cst_search_batch_write (CstSearchBatch  *self,
                        CstDb           *db,
                        GError         **error)
{
  g_array_sort (self->words, compare_rows);

  for (guint i = 0; i < self->words->len; i++)
    {
      if (!write_words (db, &g_array_index (self->words, Words, i), error))
        return FALSE;
    }

  return TRUE;
}
