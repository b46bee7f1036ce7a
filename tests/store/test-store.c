/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cst-operation.h"
#include "store-fixture.h"

static gpointer
save_then_fail (CstDb         *db,
                gpointer       request,
                GCancellable  *cancellable,
                GError       **error)
{
  g_assert_true (cst_db_exec (db, "INSERT INTO settings VALUES ('a', '1')", error));
  g_set_error_literal (error, CST_STORE_ERROR, CST_STORE_ERROR_MOVED, "on purpose");

  return NULL;
}

static gpointer
save_setting (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "INSERT OR REPLACE INTO settings VALUES (?1, 'x')", error);

  g_assert_nonnull (stmt);
  cst_stmt_bind_text (stmt, 1, request);
  cst_db_note_change (db, CST_CHANGED_SETTINGS);

  return GINT_TO_POINTER (cst_db_run (db, stmt, error));
}

static gpointer
read_count (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  gint64 *count = g_new0 (gint64, 1);

  if (cst_db_get_int (db, "SELECT count(*) FROM settings", count, error))
    return count;

  g_free (count);

  return NULL;
}

static void
test_transactions (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (cst_store_run_sync (fixture->store, save_then_fail, NULL, NULL, &error));
  g_assert_error (error, CST_STORE_ERROR, CST_STORE_ERROR_MOVED);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM settings"), ==, 0);

  fixture_run (fixture, save_setting, (gpointer) "a");
  fixture_reopen (fixture);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM settings"), ==, 1);
}

static void
test_private (Fixture       *fixture,
              gconstpointer  unused)
{
  static const char *const names[] = { "store.db", "store.db-wal", "store.db-shm", "locks/store.lock" };
  GStatBuf info;

  fixture_run (fixture, save_setting, (gpointer) "a");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->dir, names[i], NULL);

      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmphex (info.st_mode & 0777, ==, 0600);
    }

  g_assert_cmpint (g_stat (fixture->dir, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0700);
}

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
add_flags_cb (CstStore *store,
              guint     flags,
              guint    *sum)
{
  *sum |= flags;
}

static void
test_async (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr(GAsyncResult) written = NULL;
  g_autoptr(GAsyncResult) counted = NULL;
  g_autoptr(GAsyncResult) stopped = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autofree gint64 *count = NULL;
  guint flags = 0;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (add_flags_cb), &flags);
  cst_store_run_async (fixture->store, save_setting, g_strdup ("b"), g_free, NULL, NULL, keep_result_cb, &written);
  while (written == NULL || flags == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (cst_store_run_finish (fixture->store, written, &error));
  g_assert_no_error (error);
  g_assert_cmphex (flags, ==, CST_CHANGED_SETTINGS);

  cst_store_query_async (fixture->store, read_count, NULL, NULL, g_free, NULL, keep_result_cb, &counted);
  while (counted == NULL)
    g_main_context_iteration (NULL, TRUE);
  count = cst_store_query_finish (fixture->store, counted, &error);
  g_assert_no_error (error);
  g_assert_cmpint (*count, ==, 1);

  g_cancellable_cancel (cancellable);
  cst_store_run_async (fixture->store, save_setting, g_strdup ("c"), g_free, NULL, cancellable,
                       keep_result_cb, &stopped);
  while (stopped == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (cst_store_run_finish (fixture->store, stopped, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM settings"), ==, 1);
}

static void
test_newer (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstStore) store = NULL;

  fixture_exec (fixture, "INSERT INTO settings VALUES ('kept', '1'); PRAGMA user_version = 99");
  fixture_close (fixture);

  store = cst_store_open (fixture->dir, fixture->clock, &error);
  g_assert_null (store);
  g_assert_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NEWER);
}

static gpointer
fill_up (CstDb         *db,
         gpointer       request,
         GCancellable  *cancellable,
         GError       **error)
{
  return GINT_TO_POINTER (cst_db_exec (db, "INSERT INTO settings VALUES ('big', hex (zeroblob (4000000)))", error));
}

static void
test_full (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  gint64 limit = 0;

  fixture_run (fixture, save_setting, (gpointer) "a");
  limit = fixture_number (fixture, "PRAGMA page_count");
  g_assert_cmpint (limit, >, 0);
  fixture_exec (fixture, "PRAGMA max_page_count = 1");

  g_assert_null (cst_store_run_sync (fixture->store, fill_up, NULL, NULL, &error));
  g_assert_error (error, CST_STORE_ERROR, CST_STORE_ERROR_FULL);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM settings"), ==, 1);
}

static GSubprocess *
spawn_child (const char *what,
             const char *argument)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", &error);
  GSubprocess *child;

  g_assert_no_error (error);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, what, argument, NULL);
  g_assert_no_error (error);

  return child;
}

static int
open_as_nobody (const char *path)
{
  g_autoptr(GError) error = NULL;

  if (geteuid () == 0 && seteuid (65534) != 0)
    return 1;
  if (cst_db_open (path, CST_DB_WRITER, &error) != NULL)
    return 2;

  return g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_READ_ONLY) ? 0 : 3;
}

/* Root may write everywhere, so another process becomes nobody first. */
static void
test_read_only (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autofree char *path = fixture_store_path (fixture);
  g_autoptr(GSubprocess) child = NULL;
  g_autoptr(GError) error = NULL;

  fixture_close (fixture);
  g_assert_cmpint (g_chmod (path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (fixture->dir, 0555), ==, 0);
  child = spawn_child ("open-as-nobody", path);
  g_assert_true (g_subprocess_wait_check (child, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (fixture->dir, 0700), ==, 0);
}

static void
overwrite (const char *path,
           off_t       offset,
           gsize       length)
{
  g_autofree char *noise = g_malloc (length);
  int fd = open (path, O_WRONLY | O_CLOEXEC);

  memset (noise, 0x5a, length);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, noise, length, offset), ==, (gssize) length);
  g_assert_cmpint (close (fd), ==, 0);
}

static gpointer
copy_to (CstDb         *db,
         gpointer       request,
         GCancellable  *cancellable,
         GError       **error)
{
  return GINT_TO_POINTER (cst_db_copy_to (db, request, error));
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  with_backup)
{
  g_autofree char *path = fixture_store_path (fixture);
  g_autofree char *backup = g_build_filename (fixture->dir, "backups", "good.db", NULL);
  g_autofree char *bad_backup = g_build_filename (fixture->dir, "backups", "newer-but-bad.db", NULL);
  const CstStoreRecovery *recovery;
  g_autoptr(GError) error = NULL;

  fixture_exec (fixture,
                "INSERT INTO accounts (name, body) VALUES ('demo', '{}');"
                "INSERT INTO operations (account, key, kind, state, order_id, created_at, body)"
                " VALUES (1, 'k', 1, 2, 'o1', 77, '{\"account\":1,\"key\":\"k\",\"kind\":\"refund\","
                "\"state\":\"queued\",\"order\":\"o1\",\"created_at\":77}')");
  g_assert_null (cst_store_get_recovery (fixture->store));
  if (with_backup != NULL)
    {
      g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);

      g_assert_true (cst_db_copy_to (db, backup, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_set_contents (bad_backup, "no database", -1, &error));
    }
  fixture_close (fixture);

  overwrite (path, 0, 8192);
  fixture_reopen (fixture);

  recovery = cst_store_get_recovery (fixture->store);
  g_assert_nonnull (recovery);
  g_assert_true (g_file_test (recovery->kept_as, G_FILE_TEST_EXISTS));
  if (with_backup != NULL)
    {
      g_assert_cmpstr (recovery->restored_from, ==, backup);
      g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM accounts"), ==, 1);
      g_assert_cmpint (fixture_number (fixture, "SELECT state FROM operations"), ==, CST_OPERATION_SENDING);
      g_assert_cmpint (fixture_number (fixture, "SELECT first_sent_at FROM operations"), ==, 77);
      g_assert_cmpint (fixture_number (fixture, "SELECT body ->> 'first_sent_at' FROM operations"), ==, 77);
    }
  else
    {
      g_assert_null (recovery->restored_from);
      g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM accounts"), ==, 0);
    }

  fixture_reopen (fixture);
  g_assert_null (cst_store_get_recovery (fixture->store));
}

/* Damage deep inside is found when the store was not closed cleanly. */
static void
test_unclean (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autofree char *path = fixture_store_path (fixture);
  g_autofree char *mark = g_build_filename (fixture->dir, "locks", "check-store", NULL);
  g_autoptr(GError) error = NULL;

  fixture_exec (fixture,
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                "INSERT INTO settings SELECT 'key ' || i, hex (zeroblob (200)) FROM n");
  fixture_close (fixture);
  overwrite (path, 100 * 4096, 4096);
  g_assert_true (g_file_set_contents (mark, "", 0, &error));

  fixture_reopen (fixture);
  g_assert_nonnull (cst_store_get_recovery (fixture->store));
  g_assert_false (g_file_test (mark, G_FILE_TEST_EXISTS));
}

static int
insert_in_child (const char *path)
{
  sqlite3 *handle = NULL;
  int rc = sqlite3_open (path, &handle);

  if (rc == SQLITE_OK)
    rc = sqlite3_exec (handle, "INSERT INTO settings VALUES ('theirs', '1')", NULL, NULL, NULL);
  sqlite3_close (handle);

  return rc;
}

static gpointer
count_up (CstDb         *db,
          gpointer       request,
          GCancellable  *cancellable,
          GError       **error)
{
  return GINT_TO_POINTER (cst_db_exec (db, "UPDATE settings SET value = value + 1 WHERE key = 'n'", error));
}

/* What the test program does when it is started as another process. */
static int
count_up_in_child (const char *dir)
{
  g_autoptr(CstClock) clock = cst_clock_new_fixed (FIXTURE_NOW);
  g_autoptr(CstStore) store = cst_store_open (dir, clock, NULL);

  if (store == NULL)
    return 1;

  for (int i = 0; i < 50; i++)
    {
      if (cst_store_run_sync (store, count_up, NULL, NULL, NULL) == NULL)
        return 2;
    }

  return 0;
}

/* Nobody loses a write and nobody is told "busy". */
static void
test_two_processes (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autoptr(GSubprocess) first = NULL;
  g_autoptr(GSubprocess) second = NULL;
  g_autoptr(GError) error = NULL;

  fixture_exec (fixture, "INSERT INTO settings VALUES ('n', '0')");
  fixture_close (fixture);

  first = spawn_child ("count-up", fixture->dir);
  second = spawn_child ("count-up", fixture->dir);
  g_assert_true (g_subprocess_wait_check (first, NULL, &error));
  g_assert_true (g_subprocess_wait_check (second, NULL, &error));
  g_assert_no_error (error);

  fixture_reopen (fixture);
  g_assert_null (cst_store_get_recovery (fixture->store));
  g_assert_cmpint (fixture_number (fixture, "SELECT CAST (value AS INTEGER) FROM settings"), ==, 100);
}

static void
test_foreign_commit (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_autofree char *path = fixture_store_path (fixture);
  g_autoptr(GSubprocess) child = NULL;
  g_autoptr(GError) error = NULL;
  guint flags = 0;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (add_flags_cb), &flags);
  child = spawn_child ("insert", path);
  g_assert_true (g_subprocess_wait_check (child, NULL, &error));
  g_assert_no_error (error);

  while (flags == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmphex (flags, ==, CST_CHANGED_EVERYTHING);
}

static void
test_copy (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autofree char *path = g_build_filename (fixture->dir, "backups", "copy.db", NULL);
  g_autoptr(CstDb) copy = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n = 0;

  fixture_run (fixture, save_setting, (gpointer) "a");
  {
    g_autoptr(CstDb) reader = cst_store_open_reader (fixture->store, &error);

    g_assert_true (copy_to (reader, path, NULL, &error) != NULL);
  }

  copy = cst_db_open (path, CST_DB_READER, &error);
  g_assert_no_error (error);
  g_assert_true (cst_db_quick_check (copy, &error));
  g_assert_true (cst_db_get_int (copy, "SELECT count(*) FROM settings", &n, &error));
  g_assert_cmpint (n, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "count-up"))
    return count_up_in_child (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "insert"))
    return insert_in_child (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "open-as-nobody"))
    _exit (open_as_nobody (argv[2])); /* no leak check: who gave up rights cannot be traced */

  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, func) g_test_add (path, Fixture, data, fixture_set_up, func, fixture_tear_down)
  ADD ("/store/read-only", NULL, test_read_only);
  ADD ("/store/two-processes", NULL, test_two_processes);
  ADD ("/store/foreign-commit", NULL, test_foreign_commit);
  ADD ("/store/transactions", NULL, test_transactions);
  ADD ("/store/private", NULL, test_private);
  ADD ("/store/async", NULL, test_async);
  ADD ("/store/newer", NULL, test_newer);
  ADD ("/store/full", NULL, test_full);
  ADD ("/store/damaged/with-backup", "", test_damaged);
  ADD ("/store/damaged/without-backup", NULL, test_damaged);
  ADD ("/store/damaged/unclean", NULL, test_unclean);
  ADD ("/store/copy", NULL, test_copy);
#undef ADD

  return g_test_run ();
}
