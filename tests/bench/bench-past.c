/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "bench-orders.h"
#include "cst-past.h"
#include "truth-fixture.h"

/* What it costs that earlier versions are kept, against the same pages from a marketplace without versions that says
 * the same again; and what a past moment costs, against reading the present. */
#define PAGE 500
#define LETTERS 12
#define ROUNDS 3

/* An order in trouble, with a conversation that grows by a letter each round. */
static void
add_order (CstChangeSet *changes,
           int           n,
           int           round)
{
  g_autofree char *order = g_strdup_printf ("o%06d", n);
  g_autofree char *incident = g_strdup_printf ("i%06d", n);
  CstIncident *problem = make_incident (incident, order, 0, CST_INCIDENT_SUBMITTED);
  CstThread *thread = make_thread (order, 0);

  for (int i = 0; i < LETTERS + round; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%d", i);

      add_message (thread, id, CST_PARTY_CUSTOMER,
                   "Bonjour, deux tasses sont arrivées cassées, le carton est ouvert d’un côté, voyez les photos.");
    }
  problem->updated_at = FIXTURE_NOW + round;
  g_ptr_array_add (changes->orders, make_order (order, 0, CST_ORDER_PROBLEM_REPORTED));
  g_ptr_array_add (changes->incidents, problem);
  g_ptr_array_add (changes->threads, thread);
}

typedef struct
{
  gint64        account;
  gint64        now;
  CstChangeSet *changes;
} Page;

static gpointer
apply_func (CstDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Page *page = data;

  return GINT_TO_POINTER (cst_db_apply_change_set (db, page->account, page->changes, page->now, NULL, error));
}

static double
time_pages (Fixture *fixture,
            gint64   account,
            int      n_orders,
            int      round)
{
  gint64 begin;
  g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_change_set_free);

  for (int first = 0; first < n_orders; first += PAGE)
    {
      CstChangeSet *changes = cst_change_set_new ();

      for (int n = first; n < MIN (first + PAGE, n_orders); n++)
        add_order (changes, n, round);
      g_ptr_array_add (pages, changes);
    }

  begin = g_get_monotonic_time ();
  for (guint i = 0; i < pages->len; i++)
    {
      Page page = { account, FIXTURE_NOW + round * 60, g_ptr_array_index (pages, i) };

      fixture_run (fixture, apply_func, &page);
    }

  return bench_since (begin);
}

static void
report_pages (Fixture *fixture,
              gint64   account,
              int      n_orders)
{
  double same = G_MAXDOUBLE;
  double other = G_MAXDOUBLE;
  gint64 before, kept, bodies;

  for (int round = 1; round <= ROUNDS; round++)
    {
      other = MIN (other, time_pages (fixture, account, n_orders, round));
      same = MIN (same, time_pages (fixture, account, n_orders, round));
    }

  before = fixture_number (fixture, "SELECT count(*) FROM versions");
  kept = fixture_number (fixture, "SELECT sum (length (delta)) FROM versions");
  bodies = fixture_number (fixture, "SELECT sum (length (body)) FROM threads")
           + fixture_number (fixture, "SELECT sum (length (body)) FROM incidents");
  g_print ("pages that say something new: %.0f ms; over the same said again %.0f ms: ratio %.2f\n", other * 1000,
           same * 1000, other / same);
  g_print ("%d versions in %d KB; over their records' %d KB: ratio %.2f\n", (int) before, (int) (kept / 1024),
           (int) (bodies / 1024), (double) kept / (double) bodies);
}

/* Of one incident, in milliseconds. */
static double
time_reading (Fixture *fixture,
              gint64   account,
              gint64   moment)
{
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
  double best = G_MAXDOUBLE;

  for (int round = 0; round < 20; round++)
    {
      gint64 begin = g_get_monotonic_time ();

      for (int n = 0; n < 100; n++)
        {
          g_autofree char *id = g_strdup_printf ("i%06d", n);
          g_autoptr(CstPast) past = cst_db_past (db, account, id, moment, NULL);

          g_assert_nonnull (past);
        }
      best = MIN (best, bench_since (begin) * 10);
    }

  return best;
}

int
main (int    argc,
      char **argv)
{
  int n_orders = argc > 1 ? atoi (argv[1]) : 5000;
  Fixture fixture = { 0 };
  gint64 account;
  double past, present;

  fixture_set_up (&fixture, NULL);
  account = add_account (&fixture, "demo");
  time_pages (&fixture, account, n_orders, 0);
  report_pages (&fixture, account, n_orders);
  present = time_reading (&fixture, account, FIXTURE_NOW + 86400);
  past = time_reading (&fixture, account, FIXTURE_NOW);
  g_print ("a past moment: %.2f ms; over the present %.2f ms: ratio %.2f\n", past, present, past / present);
  fixture_tear_down (&fixture, NULL);

  return 0;
}
