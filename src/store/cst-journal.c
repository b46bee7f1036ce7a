/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-journal.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define COLUMNS "seq, version, at, account, order_id, incident, operation, kind, person, payload, hash"

static CstJournalEntry *
read_entry (CstStmt *stmt)
{
  CstJournalEntry *entry = cst_journal_entry_new (CST_JOURNAL_UNKNOWN, cst_stmt_int (stmt, 3), cst_stmt_int (stmt, 2));

  entry->seq = cst_stmt_int (stmt, 0);
  entry->version = (int) cst_stmt_int (stmt, 1);
  entry->order = cst_stmt_dup_text (stmt, 4);
  entry->incident = cst_stmt_dup_text (stmt, 5);
  entry->operation = cst_stmt_int (stmt, 6);
  entry->kind = (CstJournalKind) cst_enum_value (&cst_journal_kind_type, cst_stmt_text (stmt, 7));
  entry->person = cst_stmt_dup_text (stmt, 8);
  entry->payload = cst_stmt_dup_text (stmt, 9);
  entry->hash = cst_stmt_dup_text (stmt, 10);

  return entry;
}

static gboolean
read_last (CstDb   *db,
           gint64  *seq,
           char   **hash,
           GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1", error);
  CstStep step = stmt != NULL ? cst_db_step (db, stmt, error) : CST_STEP_ERROR;

  *seq = 0;
  *hash = NULL;
  if (step == CST_STEP_ROW)
    {
      *seq = cst_stmt_int (stmt, 0);
      *hash = cst_stmt_dup_text (stmt, 1);
    }

  return step != CST_STEP_ERROR;
}

/**
 * cst_db_journal_append:
 * @entry: (inout): gets its number, payload and hash
 *
 * Appends one entry; the hash of the one before is read here, inside the caller's transaction,
 * because another process may have appended since.
 */
gboolean
cst_db_journal_append (CstDb            *db,
                       CstJournalEntry  *entry,
                       GError          **error)
{
  g_autoptr(CstStmt) stmt = NULL;
  g_autofree char *previous = NULL;
  gint64 seq = 0;

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  if (!read_last (db, &seq, &previous, error) ||
      !(stmt = cst_db_prepare (db,
                               "INSERT INTO journal (" COLUMNS ")"
                                                               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                               error)))
    return FALSE;

  g_free (entry->payload);
  entry->payload = cst_record_to_text (&cst_journal_details_type, &entry->details);
  entry->seq = seq + 1;
  g_free (entry->hash);
  entry->hash = cst_journal_entry_chain (entry, previous);

  cst_stmt_bind_int (stmt, 1, entry->seq);
  cst_stmt_bind_int (stmt, 2, entry->version);
  cst_stmt_bind_int (stmt, 3, entry->at);
  cst_stmt_bind_int (stmt, 4, entry->account);
  cst_stmt_bind_text (stmt, 5, entry->order);
  cst_stmt_bind_text (stmt, 6, entry->incident);
  cst_stmt_bind_int (stmt, 7, entry->operation);
  cst_stmt_bind_text (stmt, 8, cst_enum_nick (&cst_journal_kind_type, (int) entry->kind));
  cst_stmt_bind_text (stmt, 9, entry->person);
  cst_stmt_bind_text (stmt, 10, entry->payload);
  cst_stmt_bind_text (stmt, 11, entry->hash);

  return cst_db_run (db, stmt, error);
}

static GPtrArray *
read_entries (CstDb    *db,
              CstStmt  *stmt,
              GError  **error)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_journal_entry_free);
  CstStep step;

  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      CstJournalEntry *entry = read_entry (stmt);

      g_ptr_array_add (entries, entry);
      if (!cst_record_from_text (&cst_journal_details_type, &entry->details, entry->payload, error))
        return NULL;
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&entries) : NULL;
}

/**
 * cst_db_journal_of_incident:
 *
 * Returns: (transfer full) (element-type CstJournalEntry): what was decided, tried and answered, oldest first
 */
GPtrArray *
cst_db_journal_of_incident (CstDb       *db,
                            gint64       account,
                            const char  *incident,
                            GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT " COLUMNS " FROM journal"
                                      " WHERE account = ?1 AND incident = ?2 ORDER BY seq",
                    error);

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, incident);

  return read_entries (db, stmt, error);
}

/**
 * cst_db_journal_of_order:
 *
 * Returns: (transfer full) (element-type CstJournalEntry): all entries of an order, oldest first
 */
GPtrArray *
cst_db_journal_of_order (CstDb       *db,
                         gint64       account,
                         const char  *order,
                         GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT " COLUMNS " FROM journal"
                                      " WHERE account = ?1 AND order_id = ?2 ORDER BY seq",
                    error);

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, order);

  return read_entries (db, stmt, error);
}

/**
 * cst_db_journal_head:
 * @seq: (out): how many entries there are
 * @hash: (out): the last one's hash, "" when there is none
 *
 * What the whole journal comes to at this moment.
 */
gboolean
cst_db_journal_head (CstDb   *db,
                     gint64  *seq,
                     char   **hash,
                     GError **error)
{
  if (!read_last (db, seq, hash, error))
    return FALSE;
  if (*hash == NULL)
    *hash = g_strdup ("");

  return TRUE;
}

/**
 * cst_db_journal_hash_before:
 *
 * Returns: (transfer full): the hash of the entry before @seq, "" when there is none
 */
char *
cst_db_journal_hash_before (CstDb   *db,
                            gint64   seq,
                            GError **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT hash FROM journal WHERE seq = ?1", error);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, seq - 1);
  step = cst_db_step (db, stmt, error);
  if (step == CST_STEP_ERROR)
    return NULL;

  return step == CST_STEP_ROW ? cst_stmt_dup_text (stmt, 0) : g_strdup ("");
}

/**
 * cst_db_journal_add_dossier:
 * @seal: the SHA-256 that the case file ends with
 *
 * P7: that a case file left, and which one: the journal proves the file as the file proves the journal.
 */
gboolean
cst_db_journal_add_dossier (CstDb       *db,
                            gint64       account,
                            const char  *order,
                            const char  *incident,
                            const char  *person,
                            const char  *seal,
                            gint64       now,
                            GError     **error)
{
  g_autoptr(CstJournalEntry) entry = cst_journal_entry_new (CST_JOURNAL_DOSSIER, account, now);

  entry->order = g_strdup (order);
  entry->incident = g_strdup (incident);
  entry->person = g_strdup (person);
  entry->details.digest = g_strdup (seal);

  return cst_db_journal_append (db, entry, error);
}

/**
 * cst_db_journal_add_lesson:
 * @order: (nullable): when it is not known any more
 * @lesson: its number, 0 for none
 * @event: `added`, `done`, `reopened` or `none`
 *
 * P9, R12: notes who said that something changes, and whether it was done; not what.
 */
gboolean
cst_db_journal_add_lesson (CstDb       *db,
                           gint64       account,
                           const char  *order,
                           const char  *incident,
                           gint64       lesson,
                           const char  *event,
                           const char  *person,
                           gint64       now,
                           GError     **error)
{
  g_autoptr(CstJournalEntry) entry = cst_journal_entry_new (CST_JOURNAL_LESSON, account, now);

  entry->order = g_strdup (order);
  entry->incident = g_strdup (incident);
  entry->person = g_strdup (person);
  entry->details.event = g_strdup (event);
  if (lesson != 0)
    entry->details.subject = g_strdup_printf ("%" G_GINT64_FORMAT, lesson);

  return cst_db_journal_append (db, entry, error);
}

static gboolean
check_entry (CstStmt     *stmt,
             const char  *previous,
             gint64       expected_seq,
             char       **hash,
             GError     **error)
{
  g_autoptr(CstJournalEntry) entry = read_entry (stmt);
  g_autofree char *computed = cst_journal_entry_chain (entry, previous);

  if (entry->seq != expected_seq || g_strcmp0 (computed, entry->hash) != 0)
    {
      g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_DAMAGED,
                   _("The journal was changed: entry %" PRId64 " does not follow from the one before."),
                   expected_seq);
      return FALSE;
    }

  *hash = g_steal_pointer (&entry->hash);

  return TRUE;
}

static gboolean
check_length (CstDb   *db,
              gint64   count,
              GError **error)
{
  gint64 ever = 0;

  if (!cst_db_get_int (db, "SELECT coalesce (max (seq), 0) FROM sqlite_sequence WHERE name = 'journal'", &ever, error))
    return FALSE;

  if (ever != count)
    {
      g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_DAMAGED,
                   _("The journal was changed: it had %" PRId64 " entries and now has %" PRId64 "."),
                   ever, count);
      return FALSE;
    }

  return TRUE;
}

/**
 * cst_db_journal_verify:
 * @count: (out) (optional): how many entries were checked
 *
 * Walks the whole chain: every field of every entry, their order and their number. Any thread with
 * its own connection.
 *
 * Returns: whether the journal is as it was written; %CST_STORE_ERROR_DAMAGED names the first entry that is not
 */
gboolean
cst_db_journal_verify (CstDb   *db,
                       gint64  *count,
                       GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT " COLUMNS " FROM journal ORDER BY seq", error);
  g_autofree char *previous = NULL;
  gint64 n = 0;
  CstStep step = CST_STEP_ERROR;

  while (stmt != NULL && (step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      char *hash = NULL;

      if (!check_entry (stmt, previous, n + 1, &hash, error))
        return FALSE;

      g_free (previous);
      previous = hash;
      n++;
    }

  if (count != NULL)
    *count = n;

  return step == CST_STEP_DONE && check_length (db, n, error);
}
