/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "bench-orders.h"
#include "cst-counts.h"
#include "cst-deliveries.h"
#include "cst-list-query.h"
#include "cst-rows.h"
#include "cst-util.h"
#include "delivery-fixture.h"

/* Ratios of what a list of carriers' incidents asks for against the bare SQL of the same, in the same store. */
#define SCREEN 32

static CstDelivery *
nth_delivery (int n)
{
  static const CstDeliveryState states[] = {
    CST_DELIVERY_WAITING, CST_DELIVERY_FIRST_ABSENCE, CST_DELIVERY_SOLVED, CST_DELIVERY_REPLIED, CST_DELIVERY_SETTLED,
  };
  static const char *const carriers[] = { "TIPSA", "GLS", "CTT", "Correos Express" };
  static const char *const codes[] = { "NAM", "AS", "DI", "FD", "EDT" };
  g_autofree char *id = g_strdup_printf ("d%06d", n);
  g_autofree char *order = g_strdup_printf ("o%06d", n);
  CstDelivery *delivery = make_delivery (id, order, states[n % 5]);

  cst_set_str (&delivery->carrier, carriers[n / 5 % 4]);
  cst_set_str (&delivery->reason_code, codes[n / 20 % 5]);
  delivery->opened_at = FIXTURE_NOW - (n % 90) * 86400;

  return delivery;
}

static void
fill (Fixture *fixture,
      int      n_parcels)
{
  gint64 account = add_delivery_account (fixture, "colis");
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();

  for (int n = 0; n < n_parcels; n++)
    {
      g_autofree char *order = g_strdup_printf ("o%06d", n);

      g_ptr_array_add (changes->orders, make_order (order, 1, CST_ORDER_SHIPPED));
      g_ptr_array_add (changes->deliveries, nth_delivery (n));
    }
  cst_applied_free (apply (fixture, account, changes));
}

/* What the list does when a tab or a filter is chosen: the counts, all ids, the first screen of rows. */
static double
time_list (CstDb        *db,
           CstListQuery *query)
{
  double best = G_MAXDOUBLE;

  for (int round = 0; round < 10; round++)
    {
      gint64 begin = g_get_monotonic_time ();
      g_autoptr(GArray) ids = NULL;

      cst_db_counts (db, 0);
      ids = cst_db_list_ids (db, query, 0, NULL);
      g_assert_cmpuint (ids->len, >, SCREEN);
      for (guint i = 0; i < SCREEN; i++)
        g_object_unref (cst_db_load_row (db, query->kind, g_array_index (ids, gint64, i), NULL));
      best = MIN (best, bench_since (begin) * 1000);
    }

  return best;
}

static double
time_bare (CstDb      *db,
           const char *sql)
{
  double best = G_MAXDOUBLE;

  for (int round = 0; round < 10; round++)
    {
      gint64 begin = g_get_monotonic_time ();
      g_autoptr(CstStmt) stmt = cst_db_prepare (db, sql, NULL);

      while (cst_db_step (db, stmt, NULL) == CST_STEP_ROW)
        continue;
      best = MIN (best, bench_since (begin) * 1000);
    }

  return best;
}

static void
report (CstDb        *db,
        const char   *what,
        CstListQuery *query,
        const char   *sql)
{
  double ours = time_list (db, query);
  double bare = time_bare (db, sql);

  g_print ("%s: %.2f ms; over bare SQL %.2f ms: ratio %.1f\n", what, ours, bare, ours / bare);
}

int
main (int    argc,
      char **argv)
{
  int n = argc > 1 ? atoi (argv[1]) : 5000;
  Fixture fixture = { 0 };
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_DELIVERIES);

  fixture_set_up (&fixture, NULL);
  fill (&fixture, n);
  {
    g_autoptr(CstDb) db = cst_store_open_reader (fixture.store, NULL);

    report (db, "all", query, "SELECT row, body FROM deliveries WHERE tab <> 4 ORDER BY opened_at");
    query->delivery_tab = CST_DELIVERY_TAB_WAITING;
    report (db, "waiting", query, "SELECT row, body FROM deliveries WHERE tab = 1 ORDER BY opened_at");
    query->carrier = g_strdup ("gls");
    report (db, "waiting, one carrier", query,
            "SELECT row, body FROM deliveries WHERE tab = 1 AND carrier = 'GLS' ORDER BY opened_at");
    query->code = g_strdup ("NAM");
    report (db, "waiting, one carrier and code", query,
            "SELECT row, body FROM deliveries WHERE tab = 1 AND carrier = 'GLS' AND code = 'NAM' ORDER BY opened_at");
    g_clear_pointer (&query->carrier, g_free);
    g_clear_pointer (&query->code, g_free);
    query->search = g_strdup ("almer");
    report (db, "search", query,
            "SELECT d.row, d.body FROM delivery_search s CROSS JOIN deliveries d ON d.row = s.rowid"
            " WHERE delivery_search MATCH '\"almer\"*' AND d.tab = 1");
  }
  fixture_tear_down (&fixture, NULL);

  return 0;
}
