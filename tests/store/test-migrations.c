/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "cst-counts.h"
#include "cst-migrations.h"
#include "cst-rows.h"
#include "truth-fixture.h"

/* Stores as every released version left them: vN.db.sql is `sqlite3 DIR/store.db .dump` of what the program
 * of version N made with `test-migrations make DIR`. Files of released versions stay as they are. */

static void
fill (Fixture *fixture)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  g_autoptr(CstOperation) refund = cst_operation_new (CST_OPERATION_REFUND, demo, "1", "a");
  CstThread *thread = make_thread ("1", 1);

  g_ptr_array_add (changes->orders, make_order ("1", 1, CST_ORDER_DELIVERED));
  g_ptr_array_add (changes->orders, make_order ("2", 1, CST_ORDER_TO_SHIP));
  g_ptr_array_add (changes->incidents, make_incident ("a", "1", 1, CST_INCIDENT_SUBMITTED));
  add_message (thread, "m1", CST_PARTY_CUSTOMER, "Bonjour, deux tasses sont cassées");
  g_ptr_array_add (changes->threads, thread);
  changes->cursor = g_strdup ("17");
  cst_applied_free (apply (fixture, demo, changes));
  add_operation (fixture, refund, CST_OPERATION_QUEUED);
  fixture_exec (fixture,
                "INSERT INTO drafts VALUES ('1/1/a/message', '{\"text\":\"Chère cliente\"}', 1795421700);"
                "INSERT INTO settings VALUES ('undo-window', '15')");
}

static int
make_store (const char *dir)
{
  Fixture fixture = { .dir = g_strdup (dir), .clock = cst_clock_new_fixed (FIXTURE_NOW) };

  fixture_reopen (&fixture);
  fill (&fixture);
  fixture_close (&fixture);
  g_object_unref (fixture.clock);
  g_free (fixture.dir);

  return 0;
}

/* Everything that defines the store, in one text. */
static char *
read_schema (CstStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (store, &error);
  g_autoptr(CstStmt) stmt = cst_db_prepare (db,
                                            "SELECT type, name, sql FROM sqlite_schema"
                                            " WHERE name NOT LIKE 'sqlite%' AND name NOT LIKE 'order_search_%'"
                                            " ORDER BY type, name",
                                            &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  while (cst_db_step (db, stmt, &error) == CST_STEP_ROW)
    g_string_append_printf (out, "%s %s\n%s\n",
                            cst_stmt_text (stmt, 0), cst_stmt_text (stmt, 1), cst_stmt_text (stmt, 2));
  g_assert_no_error (error);

  return g_string_free (out, FALSE);
}

static void
load_dump (Fixture *fixture,
           int      version)
{
  g_autofree char *name = g_strdup_printf ("v%d.db.sql", version);
  g_autofree char *dump_path = g_test_build_filename (G_TEST_DIST, "store", name, NULL);
  g_autofree char *path = fixture_store_path (fixture);
  g_autofree char *set_version = g_strdup_printf ("PRAGMA user_version = %d", version);
  g_autofree char *dump = NULL;
  g_autoptr(GError) error = NULL;
  sqlite3 *handle = NULL;

  g_assert_true (g_file_get_contents (dump_path, &dump, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  g_assert_cmpint (sqlite3_exec (handle, dump, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, set_version, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static void
assert_is_whole (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);
  g_autoptr(CstOrder) order = cst_db_order (db, 1, "1", &error);
  g_autoptr(CstThread) thread = NULL;
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_ORDERS);
  g_autoptr(GArray) found = NULL;
  CstCounts counts = cst_db_counts (db, 0);

  g_assert_no_error (error);
  g_assert_cmpstr (order->customer.name, ==, "Papeterie du Nord");
  thread = cst_db_thread (db, 1, "1", &error);
  g_assert_cmpuint (thread->messages->len, ==, 1);
  query->search = g_strdup ("cassees");
  found = cst_db_list_ids (db, query, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (counts.orders[CST_ORDER_TAB_ALL], ==, 2);
  g_assert_cmpint (counts.pending, ==, 1);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM drafts"), ==, 1);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM journal"), >=, 1);
  g_assert_cmpint (fixture_number (fixture, "SELECT CAST (value AS INTEGER) FROM settings WHERE key = 'undo-window'"),
                   ==, 15);
  g_assert_true (cst_db_quick_check (db, &error));
}

static void
test_every_version (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autofree char *fresh = read_schema (fixture->store);

  for (int version = 1; version < cst_migrations_latest (); version++)
    {
      g_autofree char *migrated = NULL;

      g_test_message ("version %d", version);
      fixture_close (fixture);
      load_dump (fixture, version);
      fixture_reopen (fixture);
      migrated = read_schema (fixture->store);
      g_assert_cmpstr (migrated, ==, fresh);
      assert_is_whole (fixture);
    }
}

/* A page that was being pulled when the store was made is not applied twice after the migration. */
static void
test_goes_on (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  g_autoptr(CstApplied) applied = NULL;
  g_autofree char *cursor = NULL;

  fixture_close (fixture);
  load_dump (fixture, 1);
  fixture_reopen (fixture);
  {
    g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);

    cursor = cst_db_account_cursor (db, 1);
  }
  g_assert_cmpstr (cursor, ==, "17");

  g_ptr_array_add (changes->orders, make_order ("1", 1, CST_ORDER_CANCELLED));
  g_ptr_array_add (changes->orders, make_order ("2", 2, CST_ORDER_SHIPPED));
  applied = apply (fixture, 1, changes);
  g_assert_cmpuint (applied->skipped, ==, 1);
  g_assert_cmpuint (applied->orders, ==, 1);
}

/* What was found before a finding had pieces speaks of all of them, and keeps who said it. */
static void
test_findings (Fixture       *fixture,
               gconstpointer  unused)
{
  static const char found[] =
    "UPDATE incidents SET finding = 2, finding_count = 2 WHERE id = 'a';"
    "INSERT INTO desks VALUES (1, 'a', 3, '{\"incident\":\"a\",\"version\":3,\"findings\":["
    "{\"finding\":\"confirmed\",\"person\":\"p1\",\"name\":\"Ana\",\"at\":1795414600},"
    "{\"finding\":\"not_confirmed\",\"person\":\"p2\",\"name\":\"Luc\",\"at\":1795414700}]}')";
  g_autofree char *path = fixture_store_path (fixture);
  g_autoptr(CstDesk) desk = NULL;
  sqlite3 *handle = NULL;

  fixture_close (fixture);
  load_dump (fixture, 1);
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, found, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
  fixture_reopen (fixture);

  g_assert_cmpint (fixture_number (fixture, "SELECT found_not_confirmed FROM incidents WHERE id = 'a'"), ==, 2);
  g_assert_cmpint (fixture_number (fixture, "SELECT found_confirmed + found_cannot_tell FROM incidents WHERE id = 'a'"),
                   ==, 0);
  g_assert_cmpint (fixture_number (fixture, "SELECT found_of FROM incidents WHERE id = 'a'"), ==, 2);
  g_assert_cmpint (fixture_number (fixture, "SELECT found_at FROM incidents WHERE id = 'a'"), ==, 1795414700);
  g_assert_cmpint (fixture_number (fixture, "SELECT finder = 'p2' AND finder_name = 'Luc' FROM incidents"), ==, 1);

  {
    g_autoptr(GError) error = NULL;
    g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);

    desk = cst_db_desk (db, 1, "a", &error);
    g_assert_no_error (error);
  }
  g_assert_cmpuint (desk->findings->len, ==, 2);
}

/* P6: what was there before is known to be there since nobody knows when. */
static void
test_versions (Fixture       *fixture,
               gconstpointer  unused)
{
  fixture_close (fixture);
  load_dump (fixture, 3);
  fixture_reopen (fixture);
  g_assert_cmpint (fixture_number (fixture, "SELECT sum (known_at) FROM incidents"), ==, 0);
  g_assert_cmpint (fixture_number (fixture,
                                   "SELECT value = (SELECT CAST (max (at) AS TEXT) FROM journal) FROM settings"
                                   " WHERE key = 'versions-since'"),
                   ==, 1);
  apply_incident (fixture, 1, make_incident ("a", "1", 2, CST_INCIDENT_IN_PROGRESS));
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM versions WHERE known_from = 0"), ==, 1);
  g_assert_cmpint (fixture_number (fixture, "SELECT known_at FROM incidents"), ==, FIXTURE_NOW);
}

/* By what incidents are counted is known at once, and as the program itself would have kept it. */
static void
test_figures (Fixture       *fixture,
              gconstpointer  unused)
{
  static const char more[] =
    "UPDATE orders SET country = 'FR', body = json_set (body, '$.shipments', json ('[{\"carrier\":\"Colis Privé\"}]'))"
    " WHERE id = '1';"
    "UPDATE incidents SET settled = 1, state = 5, respond_by = reported_at + 100, body = json_set (body, '$.state',"
    " 'resolved', '$.history', json ('[{\"event\":\"message\",\"actor\":\"brand\",\"at\":1795414600},"
    "{\"event\":\"resolved\",\"at\":1795414700}]'), '$.resolutions', json ('[{\"kind\":\"refund\","
    "\"state\":\"executed\",\"requested_at\":1795414650,\"amounts\":{\"total\":1080,\"shipping\":100}},"
    "{\"kind\":\"replacement\",\"state\":\"executed\",\"requested_at\":1795414660,"
    "\"lines\":[{\"line\":\"l1\",\"quantity\":2}]},{\"kind\":\"refund\",\"state\":\"requested\"}]'))";
  g_autofree char *path = fixture_store_path (fixture);
  sqlite3 *handle = NULL;

  for (int version = 1; version < 4; version++)
    {
      fixture_close (fixture);
      load_dump (fixture, version);
      g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_exec (handle, more, NULL, NULL, NULL), ==, SQLITE_OK);
      sqlite3_close (handle);
      fixture_reopen (fixture);

      g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM incidents WHERE customer = 'c1'"
                                                " AND country = 'FR' AND carrier = 'Colis Privé'"
                                                " AND carrier_key = 'colis prive'"),
                       ==, 1);
      g_assert_cmpint (fixture_number (fixture, "SELECT replied_at FROM incidents"), ==, 1795414600);
      g_assert_cmpint (fixture_number (fixture, "SELECT settled_at = 1795414700 AND resolved_at = settled_at"
                                                " AND reply_due = respond_by FROM incidents"), ==, 1);
      g_assert_cmpint (fixture_number (fixture, "SELECT quantity FROM incident_articles WHERE sku = 'CUP-12'"), ==, 2);
      g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM order_articles WHERE sku = 'CUP-12'"), ==, 2);
      g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM incident_costs WHERE currency = 'EUR'"
                                                " AND refunds = 1 AND refunded = 1080 AND refunded_shipping = 100"
                                                " AND replacements = 1 AND replaced = 900"), ==, 1);
    }
}

/* What is nothing is not written down (cst_record_to_text()), and counts as nothing. */
static void
test_sparse_figures (Fixture       *fixture,
                     gconstpointer  unused)
{
  static const char sparse[] =
    "UPDATE incidents SET body = json_set (body, '$.lines', json ('[{\"line\":\"l1\"}]'), '$.resolutions',"
    " json ('[{\"state\":\"executed\",\"requested_at\":1795414650}]'))";
  g_autofree char *path = fixture_store_path (fixture);
  sqlite3 *handle = NULL;

  fixture_close (fixture);
  load_dump (fixture, 3);
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sparse, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
  fixture_reopen (fixture);

  g_assert_cmpint (fixture_number (fixture, "SELECT quantity FROM incident_articles WHERE sku = 'CUP-12'"), ==, 0);
  g_assert_cmpint (fixture_number (fixture, "SELECT refunds + refunded + replacements + replaced FROM incident_costs"
                                            " WHERE currency = 'EUR'"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "make"))
    return make_store (argv[2]);

  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/migrations/every-version", test_every_version);
  ADD ("/migrations/goes-on", test_goes_on);
  ADD ("/migrations/R7/findings", test_findings);
  ADD ("/migrations/P6/versions", test_versions);
  ADD ("/migrations/P9/figures", test_figures);
  ADD ("/migrations/P9/sparse-figures", test_sparse_figures);
#undef ADD

  return g_test_run ();
}
