/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-operations.h"
#include "import-fixture.h"

#define MANY 1000

static CstTable *
many_incidents (void)
{
  g_autoptr(GString) text = g_string_new ("Order number,Customer,Reason,Article,Price\n");

  for (int i = 0; i < MANY; i++)
    g_string_append_printf (text, "N-%d,Customer %d,damaged,Vase,12.50\n", i, i);

  return import_table (text->str);
}

static gboolean
run (ImportFixture      *fixture,
     CstImportPlan      *plan,
     CstImportProgress   progress,
     GCancellable       *cancellable,
     GError            **error)
{
  return cst_import_run_sync (fixture->store.store, plan, fixture->account, "p-lea", "Léa Fontaine", progress,
                              cancellable, cancellable, error);
}

static void
cancel_cb (guint    n_done,
           guint    n_all,
           gpointer user_data)
{
  g_assert_cmpuint (n_all, ==, MANY);
  g_cancellable_cancel (user_data);
}

/* Stopped after a part, the same file goes on where it was; a third time it adds nothing. What waits in the outbox
 * counts as there. */
static void
test_stop_and_go_on (ImportFixture *fixture,
                     gconstpointer  unused)
{
  g_autoptr(CstTable) table = many_incidents ();
  g_autoptr(CstImportMap) map = cst_import_map_propose (table, CST_IMPORT_OF_CASES, NULL);
  g_autoptr(CstImportPlan) first = import_preview (fixture, table, map);
  g_autoptr(CstImportPlan) second = NULL;
  g_autoptr(CstImportPlan) third = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  guint n_written;

  g_assert_false (run (fixture, first, cancel_cb, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  n_written = cst_import_plan_count_cases (first, CST_IMPORT_ADDED);
  g_assert_cmpuint (n_written, >, 0);
  g_assert_cmpuint (n_written, <, MANY);
  g_assert_cmpint (fixture_number (&fixture->store, "SELECT count(*) FROM operations"), ==, n_written);

  g_clear_error (&error);
  second = import_preview (fixture, table, map);
  g_assert_cmpuint (cst_import_plan_count_cases (second, CST_IMPORT_THERE), ==, n_written);
  g_assert_true (run (fixture, second, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (cst_import_plan_count_cases (second, CST_IMPORT_ADDED), ==, MANY - n_written);

  third = import_preview (fixture, table, map);
  g_assert_true (run (fixture, third, NULL, NULL, &error));
  g_assert_cmpuint (cst_import_plan_count_cases (third, CST_IMPORT_THERE), ==, MANY);
  g_assert_cmpint (fixture_number (&fixture->store, "SELECT count(*) FROM operations"), ==, MANY);
}

/* Two people look at the same file and import it one after the other: the second adds nothing, whatever the preview
 * said. */
static void
test_two_at_once (ImportFixture *fixture,
                  gconstpointer  unused)
{
  g_autoptr(CstTable) table = many_incidents ();
  g_autoptr(CstImportMap) map = cst_import_map_propose (table, CST_IMPORT_OF_CASES, NULL);
  g_autoptr(CstImportPlan) mine = import_preview (fixture, table, map);
  g_autoptr(CstImportPlan) yours = import_preview (fixture, table, map);
  g_autoptr(GError) error = NULL;

  g_assert_true (run (fixture, mine, NULL, NULL, &error));
  g_assert_true (run (fixture, yours, NULL, NULL, &error));

  g_assert_cmpuint (cst_import_plan_count_cases (mine, CST_IMPORT_ADDED), ==, MANY);
  g_assert_cmpuint (cst_import_plan_count_cases (yours, CST_IMPORT_THERE), ==, MANY);
  g_assert_cmpint (fixture_number (&fixture->store, "SELECT count(*) FROM operations"), ==, MANY);
}

/* Nobody is named: nothing is written. */
static void
test_nobody (ImportFixture *fixture,
             gconstpointer  unused)
{
  g_autoptr(CstTable) table = many_incidents ();
  g_autoptr(CstImportMap) map = cst_import_map_propose (table, CST_IMPORT_OF_CASES, NULL);
  g_autoptr(CstImportPlan) plan = import_preview (fixture, table, map);
  g_autoptr(GError) error = NULL;

  g_assert_false (cst_import_run_sync (fixture->store.store, plan, fixture->account, NULL, NULL, NULL, NULL, NULL,
                                       &error));
  g_assert_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_PERSON);
  g_assert_cmpuint (cst_import_plan_count_cases (plan, CST_IMPORT_ADDED), ==, 0);
  g_assert_cmpint (fixture_number (&fixture->store, "SELECT count(*) FROM operations"), ==, 0);
}

/* The map is remembered for the account and the header, and only a map that fits is. */
static void
test_remembered (ImportFixture *fixture,
                 gconstpointer  unused)
{
  g_autoptr(CstTable) table = import_table ("Num;Who;What\n1;Ann;Vase\n");
  g_autoptr(CstTable) same = import_table ("NUM;WHO;WHAT\n2;Bob;Vase\n");
  g_autoptr(CstTable) other = import_table ("Num;Who;What;Else\n2;Bob;Vase;x\n");
  g_autoptr(CstImportMap) map = cst_import_map_new ();
  g_autoptr(CstImportMap) recalled = NULL;
  g_autoptr(CstImportPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  CstDb *db = cst_store_get_reader (fixture->store.store);

  cst_import_map_set (map, CST_IMPORT_NUMBER, 0);
  cst_import_map_set (map, CST_IMPORT_CUSTOMER, 1);
  cst_import_map_set (map, CST_IMPORT_SKU, 2);
  map->reason = CST_REASON_LATE;
  plan = import_preview (fixture, table, map);
  g_assert_null (cst_import_map_recall (db, fixture->account->id, same, CST_IMPORT_OF_CASES));
  g_assert_true (run (fixture, plan, NULL, NULL, &error));

  recalled = cst_import_map_recall (db, fixture->account->id, same, CST_IMPORT_OF_CASES);
  g_assert_true (cst_record_equal (&cst_import_map_type, map, recalled));
  g_assert_null (cst_import_map_recall (db, fixture->account->id, other, CST_IMPORT_OF_CASES));
  g_assert_null (cst_import_map_recall (db, fixture->account->id + 1, same, CST_IMPORT_OF_CASES));
}

static void
take_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **taken = user_data;

  *taken = g_object_ref (result);
}

static void
count_cb (guint    n_done,
          guint    n_all,
          gpointer user_data)
{
  guint *seen = user_data;

  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  g_assert_cmpuint (n_done, >, *seen);
  *seen = n_done;
}

static void
test_async (ImportFixture *fixture,
            gconstpointer  unused)
{
  g_autoptr(CstTable) table = many_incidents ();
  g_autoptr(CstImportMap) map = cst_import_map_propose (table, CST_IMPORT_OF_CASES, NULL);
  g_autoptr(CstImportPlan) plan = NULL;
  g_autoptr(GAsyncResult) previewed = NULL;
  g_autoptr(GAsyncResult) imported = NULL;
  g_autoptr(GError) error = NULL;
  guint seen = 0;

  cst_import_preview_async (fixture->store.store, table, map, fixture->account, NULL, NULL, NULL, take_result_cb,
                            &previewed);
  while (previewed == NULL)
    g_main_context_iteration (NULL, TRUE);
  plan = cst_import_preview_finish (fixture->store.store, previewed, &error);
  g_assert_no_error (error);

  cst_import_run_async (fixture->store.store, plan, fixture->account, "p-lea", "Léa Fontaine", count_cb, &seen, NULL,
                        take_result_cb, &imported);
  while (imported == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (cst_import_run_finish (fixture->store.store, imported, &error));
  g_assert_cmpuint (seen, ==, MANY);
  g_assert_cmpuint (cst_import_plan_count_cases (plan, CST_IMPORT_ADDED), ==, MANY);
}

#define TEST(path, function) g_test_add (path, ImportFixture, NULL, import_set_up, function, import_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/import/stop-and-go-on", test_stop_and_go_on);
  TEST ("/import/two-at-once", test_two_at_once);
  TEST ("/import/nobody", test_nobody);
  TEST ("/import/remembered", test_remembered);
  TEST ("/import/async", test_async);

  return g_test_run ();
}
