/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "bench-orders.h"
#include "cst-trends.h"
#include "trend-fixture.h"

#define DAY 86400
#define ROUNDS 5

/* P9, O13: the figures of many incidents over the bare SQL that counts the same in the same store, and whether the main
 * loop waits meanwhile. */

#define OF_PERIOD " WHERE i.reported_at >= ?1 AND i.reported_at < ?2"
#define BARE(columns, from) "SELECT " columns ", count(*) FROM " from OF_PERIOD " GROUP BY 1"

/* What a person would write who wants one figure and nothing else, once for each period. */
static const struct
{
  const char *name;
  const char *sql;
} bare_figures[] = {
  { "by reason", BARE ("i.reason", "incidents i") },
  { "by state", BARE ("i.state", "incidents i") },
  { "by article", BARE ("a.sku", "incidents i JOIN incident_articles a ON a.incident = i.row") },
  { "by supplier", BARE ("a.supplier", "incidents i JOIN incident_articles a ON a.incident = i.row") },
  { "by carrier", BARE ("i.carrier_key", "incidents i") },
  { "by country", BARE ("i.country", "incidents i") },
  { "by customer", BARE ("i.account || '/' || i.customer", "incidents i") },
  { "by week", BARE ("(i.reported_at - 345600) / 604800", "incidents i") },
  { "costs", "SELECT c.currency, sum (c.refunded) FROM incidents i JOIN incident_costs c ON c.incident = i.row"
    OF_PERIOD " GROUP BY 1" },
  { "deadlines", "SELECT i.replied_at <= i.reply_due, i.resolved_at <= i.resolution_due, count(*) FROM incidents i"
    OF_PERIOD " GROUP BY 1, 2" },
  { "orders by article", "SELECT sku, count(*) FROM order_articles WHERE placed_at >= ?1 AND placed_at < ?2"
                         " GROUP BY 1" },
  { "orders by country", "SELECT country, count(*) FROM orders WHERE placed_at >= ?1 AND placed_at < ?2 GROUP BY 1" },
};

/* Of the processor's time, so that other work on the computer does not count. */
static double
processor_ms (clock_t begin)
{
  return (double) (clock () - begin) * 1000 / CLOCKS_PER_SEC;
}

static double
time_bare (CstDb      *db,
           const char *sql,
           gint64      from,
           gint64      to)
{
  double best = G_MAXDOUBLE;

  for (int round = 0; round < ROUNDS; round++)
    {
      clock_t begin = clock ();
      g_autoptr(CstStmt) stmt = cst_db_prepare (db, sql, NULL);

      cst_stmt_bind_int (stmt, 1, from);
      cst_stmt_bind_int (stmt, 2, to);
      while (cst_db_step (db, stmt, NULL) == CST_STEP_ROW)
        continue;
      best = MIN (best, processor_ms (begin));
    }

  return best;
}

static double
time_trends (CstDb                *db,
             const CstTrendsQuery *query)
{
  double best = G_MAXDOUBLE;

  for (int round = 0; round < ROUNDS; round++)
    {
      clock_t begin = clock ();
      g_autoptr(CstTrends) trends = cst_db_trends (db, query, FIXTURE_NOW, NULL, NULL);

      g_assert_nonnull (trends);
      best = MIN (best, processor_ms (begin));
    }

  return best;
}

/* Over the period and the one before, as the figures are. */
static void
compare (CstDb      *db,
         const char *name,
         int         days)
{
  const CstTrendsQuery query = { 0, FIXTURE_NOW - days * DAY, FIXTURE_NOW, (char *) "UTC" };
  gint64 before = cst_trends_query_before (&query);
  g_autoptr(CstTrends) trends = cst_db_trends (db, &query, FIXTURE_NOW, NULL, NULL);
  double ours = time_trends (db, &query);
  double sum = 0;

  g_print ("%s: %d incidents, %d before\n", name, trends->total->count, trends->total->before);
  for (gsize i = 0; i < G_N_ELEMENTS (bare_figures); i++)
    {
      double bare = time_bare (db, bare_figures[i].sql, before, query.to);

      g_print ("  bare SQL, %-18s %8.1f ms   all figures together are %.1f times that\n", bare_figures[i].name, bare,
               ours / bare);
      sum += bare;
    }
  g_print ("  all figures at once          %8.1f ms   %.2f times the bare SQL of all of them\n", ours, ours / sum);
}

static double
time_list (CstDb        *db,
           CstListQuery *list)
{
  double best = G_MAXDOUBLE;

  for (int round = 0; round < ROUNDS; round++)
    {
      clock_t begin = clock ();
      g_autoptr(GArray) ids = cst_db_list_ids (db, list, 0, NULL);

      g_assert_nonnull (ids);
      best = MIN (best, processor_ms (begin));
    }

  return best;
}

/* What a click on the longest bar asks for. */
static void
compare_lists (CstDb *db)
{
  const CstTrendsQuery query = { 0, FIXTURE_NOW - TREND_DAYS * DAY, FIXTURE_NOW, (char *) "UTC" };
  g_autoptr(CstTrends) trends = cst_db_trends (db, &query, FIXTURE_NOW, NULL, NULL);
  double bare = time_bare (db, "SELECT row FROM incidents WHERE reported_at >= ?1 AND reported_at < ?2"
                               " ORDER BY reported_at DESC, row DESC", query.from, query.to);

  for (int i = CST_DIMENSION_REASON; i < CST_N_DIMENSIONS; i++)
    {
      const CstTrendBar *bar = g_ptr_array_index (trends->bars[i], 0);
      g_autoptr(CstListQuery) list = cst_trends_dup_list (trends, (CstDimension) i, bar);
      double ours = time_list (db, list);

      g_print ("  list of one %-10s %6d of %d: %8.1f ms, %.2f times the bare list of the period\n",
               cst_enum_nick (&cst_dimension_type, i), bar->count, trends->total->count, ours, ours / bare);
    }
}

typedef struct
{
  gint64        last;
  double        longest;
  GAsyncResult *result;
} Loop;

static gboolean
tick_cb (gpointer user_data)
{
  Loop *loop = user_data;
  gint64 now = g_get_monotonic_time ();

  loop->longest = MAX (loop->longest, (double) (now - loop->last) / 1000);
  loop->last = now;

  return G_SOURCE_CONTINUE;
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  ((Loop *) user_data)->result = g_object_ref (result);
}

/* As a window does it. */
static void
watch_loop (Fixture *fixture)
{
  const CstTrendsQuery query = { 0, FIXTURE_NOW - TREND_DAYS * DAY, FIXTURE_NOW, (char *) "UTC" };
  gint64 begin = g_get_monotonic_time ();
  Loop loop = { .last = begin };
  guint tick = g_timeout_add (1, tick_cb, &loop);

  cst_store_trends_async (fixture->store, &query, NULL, counted_cb, &loop);
  while (loop.result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  g_print ("in the window: answered after %.0f ms, the main loop’s longest gap meanwhile %.1f ms\n",
           bench_since (begin) * 1000, loop.longest);
  cst_trends_free (cst_store_trends_finish (fixture->store, loop.result, NULL));
  g_object_unref (loop.result);
}

int
main (int    argc,
      char **argv)
{
  int n = argc > 1 ? atoi (argv[1]) : 100000;
  Fixture fixture = { 0 };
  g_autoptr(CstDb) db = NULL;

  fixture_set_up (&fixture, NULL);
  trend_fill (&fixture, add_account (&fixture, "demo"), n, n);
  db = cst_store_open_reader (fixture.store, NULL);
  g_print ("%d orders and %d incidents within a year\n", n, n);
  compare (db, "a quarter", 90);
  compare (db, "a year", TREND_DAYS);
  compare_lists (db);
  watch_loop (&fixture);
  g_clear_pointer (&db, cst_db_close);
  fixture_tear_down (&fixture, NULL);

  return 0;
}
