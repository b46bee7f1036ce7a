/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <stdlib.h>

#include "bench-orders.h"
#include "cst-counts.h"
#include "cst-rows.h"
#include "cst-search.h"

/* As many as a list asks for first. */
#define FIRST_SCREEN 200

/* Ratios against what SQLite alone needs for the same rows, measured in the same run. */

/* The same texts and page-sized transactions, without index, search, counts or overlay. */
static BenchTime
ingest_bare (const char *path,
             int         n)
{
  g_autoptr(CstDb) db = cst_db_open (path, CST_DB_WRITER, NULL);
  BenchTime spent = { 0 };

  g_assert_true (cst_db_exec (db, "CREATE TABLE bare (row INTEGER PRIMARY KEY, id TEXT, body TEXT) STRICT", NULL));
  for (int start = 0; start < n; start += BENCH_PAGE)
    {
      g_autoptr(GPtrArray) bodies = g_ptr_array_new_with_free_func (g_free);

      for (int i = start; i < MIN (n, start + BENCH_PAGE); i++)
        {
          g_autoptr(CstOrder) order = bench_order (i);

          g_ptr_array_add (bodies, cst_record_to_text (&cst_order_type, order));
        }

      bench_time_start (&spent);
      g_assert_true (cst_db_begin (db, NULL));
      for (guint i = 0; i < bodies->len; i++)
        {
          g_autoptr(CstStmt) stmt = cst_db_prepare (db, "INSERT INTO bare (id, body) VALUES (?1, ?2)", NULL);

          cst_stmt_bind_text (stmt, 1, "id");
          cst_stmt_bind_text (stmt, 2, g_ptr_array_index (bodies, i));
          g_assert_true (cst_db_run (db, stmt, NULL));
        }
      g_assert_true (cst_db_commit (db, NULL));
      bench_time_stop (&spent);
    }

  return spent;
}

static double
time_list (CstDb        *db,
           CstListQuery *query,
           guint         limit)
{
  double best = G_MAXDOUBLE;

  for (int i = 0; i < 5; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      g_autoptr(GArray) ids = cst_db_list_ids (db, query, limit, NULL);

      g_assert_nonnull (ids);
      best = MIN (best, bench_since (begin) * 1000);
    }

  return best;
}

static double
time_page (CstDb        *db,
           CstListQuery *query)
{
  g_autoptr(GArray) ids = cst_db_list_ids (db, query, 0, NULL);
  double best = G_MAXDOUBLE;

  for (int round = 0; round < 20; round++)
    {
      guint start = (guint) round * (ids->len / 32);
      gint64 begin = g_get_monotonic_time ();

      g_assert_true (cst_db_begin_read (db, NULL));
      for (guint i = start; i < MIN (ids->len, start + 32); i++)
        g_object_unref (cst_db_load_row (db, query->kind, g_array_index (ids, gint64, i), NULL));
      cst_db_rollback (db);
      best = MIN (best, bench_since (begin) * 1000);
    }

  return best;
}

static double
time_bare_page (const char *path)
{
  g_autoptr(CstDb) db = cst_db_open (path, CST_DB_READER, NULL);
  double best = G_MAXDOUBLE;

  for (int round = 0; round < 20; round++)
    {
      gint64 begin = g_get_monotonic_time ();

      g_assert_true (cst_db_begin_read (db, NULL));
      for (int i = 0; i < 32; i++)
        {
          g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT id FROM bare WHERE row = ?1", NULL);

          cst_stmt_bind_int (stmt, 1, round * 20 + i + 1);
          g_assert_cmpint (cst_db_step (db, stmt, NULL), ==, CST_STEP_ROW);
        }
      cst_db_rollback (db);
      best = MIN (best, bench_since (begin) * 1000);
    }

  return best;
}

/* The index alone, before anything is sorted or filtered. */
static double
time_bare_search (CstDb      *db,
                  const char *match)
{
  double best = G_MAXDOUBLE;

  for (int i = 0; i < 5; i++)
    {
      g_autoptr(CstStmt) stmt =
        cst_db_prepare (db, "SELECT rowid FROM order_search WHERE order_search MATCH ?1", NULL);
      gint64 begin = g_get_monotonic_time ();

      cst_stmt_bind_text (stmt, 1, match);
      while (cst_db_step (db, stmt, NULL) == CST_STEP_ROW)
        continue;
      best = MIN (best, bench_since (begin) * 1000);
    }

  return best;
}

static void
print_searches (CstDb *db)
{
  static const char *const typed[] = { "ke", "ker", "kerze", "kerze gent", "oc-100423" };
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_ORDERS);

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autofree char *match = cst_search_match (typed[i]);
      g_autoptr(GArray) ids = NULL;
      double ours;
      double bare;

      g_free (query->search);
      query->search = g_strdup (typed[i]);
      ids = cst_db_list_ids (db, query, 0, NULL);
      ours = time_list (db, query, FIRST_SCREEN);
      bare = time_bare_search (db, match);
      g_print ("keystroke “%s”, %u orders: first screen %.2f ms; over the bare index %.2f ms: ratio %.1f;"
               " all of them %.2f ms\n", typed[i], ids->len, ours, bare, ours / bare, time_list (db, query, 0));
    }
}

int
main (int    argc,
      char **argv)
{
  int n = argc > 1 ? atoi (argv[1]) : 100000;
  Fixture fixture = { 0 };
  g_autofree char *bare_path = NULL;
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_ORDERS);
  BenchTime ours;
  BenchTime bare;
  double page;
  double bare_page;

  fixture_set_up (&fixture, NULL);
  bare_path = g_build_filename (fixture.dir, "bare.db", NULL);
  bare = ingest_bare (bare_path, n);
  ours = bench_ingest (&fixture, add_account (&fixture, "bench"), n);
  g_print ("ingest of %d orders: %.2f s; over bare SQLite %.2f s: ratio %.1f; of processor time: ratio %.1f\n", n,
           ours.seconds, bare.seconds, ours.seconds / bare.seconds, ours.processor / bare.processor);

  {
    g_autoptr(CstDb) db = cst_store_open_reader (fixture.store, NULL);
    gint64 begin = g_get_monotonic_time ();

    cst_db_counts (db, 0);
    g_print ("counts: %.2f ms\n", bench_since (begin) * 1000);
    page = time_page (db, query);
    bare_page = time_bare_page (bare_path);
    g_print ("page of 32 rows: %.3f ms; over bare SQLite %.3f ms: ratio %.1f\n", page, bare_page, page / bare_page);
    g_print ("first screen of ids: %.2f ms; all ids: %.2f ms\n",
             time_list (db, query, FIRST_SCREEN), time_list (db, query, 0));
    query->sort = CST_SORT_CUSTOMER;
    query->tab = CST_ORDER_TAB_SHIPPED;
    g_print ("tab sorted by customer: first screen %.2f ms; all ids %.2f ms\n", time_list (db, query, FIRST_SCREEN),
             time_list (db, query, 0));
    print_searches (db);
  }

  fixture_tear_down (&fixture, NULL);

  return 0;
}
