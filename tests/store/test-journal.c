/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>
#include <string.h>

#include "cst-journal.h"
#include "cst-util.h"
#include "store-fixture.h"

static gpointer
fill_func (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  for (int i = 0; i < 6; i++)
    {
      g_autoptr(CstJournalEntry) entry = cst_journal_entry_new (CST_JOURNAL_INCIDENT_SEEN, 7, FIXTURE_NOW + i);

      entry->order = g_strdup ("o-1");
      entry->incident = g_strdup (i % 2 == 0 ? "i-even" : "i-odd");
      entry->person = i == 3 ? g_strdup ("p-1") : NULL;
      entry->operation = i;
      entry->details.before = i > 0 ? g_strdup ("submitted") : NULL;
      entry->details.after = g_strdup ("in_progress");
      entry->details.amount = 1250;
      g_strlcpy (entry->details.currency, "EUR", sizeof entry->details.currency);

      if (!cst_db_journal_append (db, entry, error))
        return NULL;
      g_assert_cmpint (entry->seq, ==, i + 1);
      g_assert_cmpuint (strlen (entry->hash), ==, 64);
    }

  return GINT_TO_POINTER (TRUE);
}

static gboolean
verify (Fixture  *fixture,
        gint64   *count,
        GError  **error)
{
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);

  return cst_db_journal_verify (db, count, error);
}

static void
test_chain (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(GError) error = NULL;
  const CstJournalEntry *entry;
  gint64 count = -1;

  g_assert_true (verify (fixture, &count, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count, ==, 0);

  fixture_run (fixture, fill_func, NULL);
  g_assert_true (verify (fixture, &count, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count, ==, 6);

  entries = cst_db_journal_of_incident (db, 7, "i-odd", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 3);
  entry = g_ptr_array_index (entries, 1);
  g_assert_cmpint (entry->seq, ==, 4);
  g_assert_cmpstr (entry->person, ==, "p-1");
  g_assert_cmpstr (entry->details.before, ==, "submitted");
  g_assert_cmpint (entry->details.amount, ==, 1250);
}

static gpointer
try_func (CstDb         *db,
          gpointer       request,
          GCancellable  *cancellable,
          GError       **error)
{
  return GINT_TO_POINTER (cst_db_exec (db, request, error));
}

static void
test_append_only (Fixture       *fixture,
                  gconstpointer  unused)
{
  static const char *const attempts[] = {
    "UPDATE journal SET person = 'p-2' WHERE seq = 4",
    "DELETE FROM journal WHERE seq = 6",
  };

  fixture_run (fixture, fill_func, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (cst_store_run_sync (fixture->store, try_func, (gpointer) attempts[i], NULL, &error));
      g_assert_error (error, CST_STORE_ERROR, CST_STORE_ERROR_FAILED);
    }

  g_assert_true (verify (fixture, NULL, NULL));
}

/* Somebody who opens the file with other means and knows how to drop a trigger. */
static void
tamper (Fixture    *fixture,
        const char *sql)
{
  g_autofree char *path = fixture_store_path (fixture);
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle,
                                 "DROP TRIGGER IF EXISTS journal_no_update;"
                                 "DROP TRIGGER IF EXISTS journal_no_delete",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static void
test_tampering (Fixture       *fixture,
                gconstpointer  unused)
{
  static const char *const forgeries[][2] = {
    { "UPDATE journal SET at = at + 1 WHERE seq = 3", "UPDATE journal SET at = at - 1 WHERE seq = 3" },
    { "UPDATE journal SET account = 8 WHERE seq = 1", "UPDATE journal SET account = 7 WHERE seq = 1" },
    { "UPDATE journal SET order_id = 'o-2' WHERE seq = 6", "UPDATE journal SET order_id = 'o-1' WHERE seq = 6" },
    { "UPDATE journal SET order_id = NULL WHERE seq = 6", "UPDATE journal SET order_id = 'o-1' WHERE seq = 6" },
    { "UPDATE journal SET incident = 'i-odd' WHERE seq = 3", "UPDATE journal SET incident = 'i-even' WHERE seq = 3" },
    { "UPDATE journal SET operation = 9 WHERE seq = 2", "UPDATE journal SET operation = 1 WHERE seq = 2" },
    { "UPDATE journal SET kind = 'decided' WHERE seq = 2", "UPDATE journal SET kind = 'incident_seen' WHERE seq = 2" },
    { "UPDATE journal SET person = '' WHERE seq = 3", "UPDATE journal SET person = NULL WHERE seq = 3" },
    { "UPDATE journal SET person = 'p-2' WHERE seq = 4", "UPDATE journal SET person = 'p-1' WHERE seq = 4" },
    { "UPDATE journal SET payload = replace (payload, '1250', '1251') WHERE seq = 5",
      "UPDATE journal SET payload = replace (payload, '1251', '1250') WHERE seq = 5" },
    { "UPDATE journal SET version = 2 WHERE seq = 5", "UPDATE journal SET version = 1 WHERE seq = 5" },
    { "UPDATE journal SET seq = 7 WHERE seq = 6", "UPDATE journal SET seq = 6 WHERE seq = 7" },
  };

  fixture_run (fixture, fill_func, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (forgeries); i++)
    {
      g_autoptr(GError) error = NULL;

      tamper (fixture, forgeries[i][0]);
      g_assert_false (verify (fixture, NULL, &error));
      g_assert_error (error, CST_STORE_ERROR, CST_STORE_ERROR_DAMAGED);
      tamper (fixture, forgeries[i][1]);
      g_assert_true (verify (fixture, NULL, NULL));
    }
}

/* Each byte of each hash and payload, one after the other. */
static void
test_every_byte (Fixture       *fixture,
                 gconstpointer  unused)
{
  fixture_run (fixture, fill_func, NULL);

  for (int at = 1; at <= 64; at += 7)
    {
      g_autofree char *keep = g_strdup_printf ("CREATE TABLE kept AS SELECT * FROM journal WHERE seq = %d",
                                               1 + at % 6);
      g_autofree char *sql = g_strdup_printf ("UPDATE journal SET"
                                              " hash = substr (hash, 1, %d) || 'x' || substr (hash, %d)"
                                              " WHERE seq = (SELECT seq FROM kept)",
                                              at - 1, at + 1);

      tamper (fixture, keep);
      tamper (fixture, sql);
      g_assert_false (verify (fixture, NULL, NULL));
      tamper (fixture,
              "UPDATE journal SET hash = (SELECT hash FROM kept) WHERE seq = (SELECT seq FROM kept);"
              "DROP TABLE kept");
      g_assert_true (verify (fixture, NULL, NULL));
    }
}

static void
test_cut_off (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  fixture_run (fixture, fill_func, NULL);
  tamper (fixture, "DELETE FROM journal WHERE seq > 4");
  g_assert_false (verify (fixture, NULL, &error));
  g_assert_error (error, CST_STORE_ERROR, CST_STORE_ERROR_DAMAGED);
}

static void
test_fields_do_not_run_together (void)
{
  g_autoptr(CstJournalEntry) first = cst_journal_entry_new (CST_JOURNAL_DECIDED, 1, 2);
  g_autoptr(CstJournalEntry) second = cst_journal_entry_new (CST_JOURNAL_DECIDED, 1, 2);
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  first->order = g_strdup ("ab");
  first->incident = g_strdup ("c");
  second->order = g_strdup ("a");
  second->incident = g_strdup ("bc");
  a = cst_journal_entry_chain (first, NULL);
  b = cst_journal_entry_chain (second, NULL);
  g_assert_cmpstr (a, !=, b);
}

static void
test_digest_needs_its_salt (void)
{
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_MESSAGE, 1, "o-1", NULL);
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *c = NULL;

  operation->text = g_strdup ("Bonjour");
  a = cst_journal_content_digest (operation, "salt one");
  b = cst_journal_content_digest (operation, "salt two");
  g_assert_cmpstr (a, !=, b);

  cst_set_str (&operation->text, "Bonsoir");
  c = cst_journal_content_digest (operation, "salt one");
  g_assert_cmpstr (a, !=, c);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/R12/journal/chain", Fixture, NULL, fixture_set_up, test_chain, fixture_tear_down);
  g_test_add ("/R12/journal/append-only", Fixture, NULL, fixture_set_up, test_append_only, fixture_tear_down);
  g_test_add ("/R12/journal/tampering", Fixture, NULL, fixture_set_up, test_tampering, fixture_tear_down);
  g_test_add ("/R12/journal/every-byte", Fixture, NULL, fixture_set_up, test_every_byte, fixture_tear_down);
  g_test_add ("/R12/journal/cut-off", Fixture, NULL, fixture_set_up, test_cut_off, fixture_tear_down);
  g_test_add_func ("/R12/journal/fields-do-not-run-together", test_fields_do_not_run_together);
  g_test_add_func ("/R12/journal/digest-needs-its-salt", test_digest_needs_its_salt);

  return g_test_run ();
}
