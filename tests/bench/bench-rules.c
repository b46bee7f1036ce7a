/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "bench-orders.h"
#include "cst-customer-claims.h"
#include "cst-rules-preview.h"
#include "cst-settings.h"

#define CUSTOMERS 997
#define ROUNDS 200

/* Due times after a change of the rules, and a customer's history, among many open incidents: over bare SQL, and
 * whether the main loop waits meanwhile. */

typedef struct
{
  gint64   last;
  double   longest;
  gboolean is_over;
} Loop;

static char *
playbook_text (int hours)
{
  return g_strdup_printf ("<playbook id='own' version='%d' valid-from='2020-01-01' source='s' country='FR'"
                          " time-zone='Europe/Paris' languages='en'><label>Own</label>"
                          "<source id='s' date='2026-01-01'>S</source>"
                          "<reason id='other' otherwise='yes' handler='brand'>R</reason>"
                          "<clock id='c' role='reply' starts='reported' stops='first-reply' amount='%d' unit='hours'"
                          " applies-to-open='yes'>C</clock>"
                          "<clock id='d' role='resolution' starts='reported' stops='accepted' amount='7'"
                          " unit='working-days'>D</clock></playbook>", hours, hours);
}

static void
write_playbook (Fixture *fixture,
                int      hours)
{
  g_autofree char *folder = g_build_filename (fixture->dir, "playbooks", NULL);
  g_autofree char *path = g_build_filename (folder, "own.xml", NULL);
  g_autofree char *text = playbook_text (hours);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static gpointer
take_playbook (CstDb         *db,
               gpointer       account,
               GCancellable  *cancellable,
               GError       **error)
{
  return GINT_TO_POINTER (cst_db_set_account_setting (db, *(gint64 *) account, CST_SETTING_PLAYBOOK, "own", error));
}

static void
add_incidents (Fixture *fixture,
               gint64   account,
               int      n)
{
  for (int start = 0; start < n; start += BENCH_PAGE)
    {
      g_autoptr(CstChangeSet) changes = cst_change_set_new ();

      for (int i = start; i < MIN (n, start + BENCH_PAGE); i++)
        {
          CstOrder *order = bench_order (i);
          g_autofree char *id = g_strdup_printf ("i-%d", i);

          g_free (order->customer.id);
          order->customer.id = g_strdup_printf ("c-%d", i % CUSTOMERS);
          g_ptr_array_add (changes->orders, order);
          g_ptr_array_add (changes->incidents, make_incident (id, order->id, 1, CST_INCIDENT_SUBMITTED));
        }
      cst_applied_free (apply (fixture, account, changes));
    }
}

static gboolean
tick_cb (gpointer user_data)
{
  Loop *loop = user_data;
  gint64 now = g_get_monotonic_time ();

  loop->longest = MAX (loop->longest, (double) (now - loop->last) / 1000);
  loop->last = now;

  return G_SOURCE_CONTINUE;
}

/* Runs the main loop as a window does until something is over; gives its longest gap in milliseconds. */
static double
watch_loop (gboolean (*is_over) (gpointer),
            gpointer   of)
{
  Loop loop = { .last = g_get_monotonic_time () };
  guint tick = g_timeout_add (1, tick_cb, &loop);

  while (!is_over (of))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);

  return loop.longest;
}

static gboolean
is_past (gpointer until)
{
  return g_get_monotonic_time () >= *(gint64 *) until;
}

typedef struct
{
  CstStore *store;
  int       hours;
  gint64    left;
  gboolean  is_asking;
} Applying;

static gpointer
count_left (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  const Applying *applying = request;
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT EXISTS (SELECT 1 FROM incidents"
                                                " WHERE rule_respond_by IS NOT reported_at + ?1 * 3600)", error);

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, applying->hours);
  if (cst_db_step (db, stmt, error) != CST_STEP_ROW)
    return NULL;

  return g_memdup2 (&(gint64) { cst_stmt_int (stmt, 0) }, sizeof (gint64));
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Applying *applying = user_data;
  g_autofree gint64 *left = cst_store_query_finish (CST_STORE (object), result, NULL);

  g_assert_nonnull (left);
  applying->left = *left;
  applying->is_asking = FALSE;
}

static gboolean
is_applied (gpointer user_data)
{
  Applying *applying = user_data;

  if (applying->left == 0)
    return TRUE;
  if (!applying->is_asking)
    {
      applying->is_asking = TRUE;
      cst_store_query_async (applying->store, count_left, applying, NULL, g_free, NULL, counted_cb, applying);
    }

  return FALSE;
}

static gpointer
move_bare (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  return GINT_TO_POINTER (cst_db_exec (db, "UPDATE incidents SET rule_respond_by = rule_respond_by + 1,"
                                           " rule_resolve_by = rule_resolve_by + 1, last_safe = last_safe + 1", error));
}

static gboolean
is_found (gpointer result)
{
  return *(GAsyncResult **) result != NULL;
}

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
measure_change (Fixture *fixture,
                int      n)
{
  g_autoptr(CstRules) rules = cst_rules_new (fixture->store, fixture->clock, fixture->dir);
  g_autofree char *text = playbook_text (12);
  g_autoptr(CstPlaybook) changed = cst_playbook_new_for_xml (text, strlen (text), NULL, NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(CstRulesPreview) preview = NULL;
  Applying applying = { .store = fixture->store, .hours = 24, .left = 1 };
  gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC;
  double rest = watch_loop (is_past, &until);
  double bare;
  double spent;
  double gap;
  gint64 begin;

  /* The first application fills the columns; the second is the change. */
  applying.hours = 48;
  cst_rules_apply (rules);
  watch_loop (is_applied, &applying);

  begin = g_get_monotonic_time ();
  fixture_run (fixture, move_bare, NULL);
  bare = bench_since (begin);

  applying.hours = 24;
  applying.left = 1;
  write_playbook (fixture, 24);
  begin = g_get_monotonic_time ();
  cst_playbooks_reload (cst_rules_get_playbooks (rules));
  gap = watch_loop (is_applied, &applying);
  spent = bench_since (begin);
  g_print ("due times of %d open incidents after a change: %.1f s; over bare SQL %.1f s: ratio %.1f\n", n, spent, bare,
           spent / bare);
  g_print ("longest gap of the main loop meanwhile: %.1f ms; over the loop at rest %.1f ms: ratio %.1f, %.4f of all\n",
           gap, rest, gap / rest, gap / 1000 / spent);

  begin = g_get_monotonic_time ();
  cst_rules_preview_async (rules, changed, NULL, keep_result_cb, &result);
  gap = watch_loop (is_found, &result);
  spent = bench_since (begin);
  preview = cst_rules_preview_finish (rules, result, NULL);
  g_assert_cmpuint (preview->n_earlier, ==, (guint) n);
  g_print ("preview of a change: %.1f s; over bare SQL: ratio %.1f; longest gap %.1f ms: ratio %.1f, %.4f of all\n",
           spent, spent / bare, gap, gap / rest, gap / 1000 / spent);
}

static void
measure_claims (Fixture *fixture,
                gint64   account)
{
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
  double bare = G_MAXDOUBLE;
  double count = G_MAXDOUBLE;
  double history = G_MAXDOUBLE;
  guint n_claims = 0;

  for (int i = 0; i < ROUNDS; i++)
    {
      g_autofree char *customer = g_strdup_printf ("c-%d", i % CUSTOMERS);
      g_autofree char *id = g_strdup_printf ("i-%d", i);
      g_autoptr(CstIncident) incident = cst_db_incident (db, account, id, NULL);
      g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT i.id FROM orders o JOIN incidents i"
                                                    " ON i.account = o.account AND i.order_id = o.id"
                                                    " WHERE o.account = ?1 AND o.customer = ?2", NULL);
      g_autoptr(GPtrArray) claims = NULL;
      gint64 begin;

      /* Once before, so that none of them pays for the disk. */
      cst_db_count_claims (db, account, customer, incident, NULL);
      begin = g_get_monotonic_time ();
      cst_stmt_bind_int (stmt, 1, account);
      cst_stmt_bind_text (stmt, 2, customer);
      while (cst_db_step (db, stmt, NULL) == CST_STEP_ROW)
        ;
      bare = MIN (bare, bench_since (begin) * 1000);

      begin = g_get_monotonic_time ();
      g_assert_cmpint (cst_db_count_claims (db, account, customer, incident, NULL), >=, 0);
      count = MIN (count, bench_since (begin) * 1000);

      begin = g_get_monotonic_time ();
      claims = cst_db_customer_claims (db, account, customer, id, NULL);
      history = MIN (history, bench_since (begin) * 1000);
      n_claims = claims->len;
    }

  g_print ("similar claims of a customer with %u: %.2f ms; over bare SQL %.2f ms: ratio %.1f\n", n_claims, count, bare,
           count / bare);
  g_print ("the customer's history: %.2f ms: ratio %.1f\n", history, history / bare);
}

int
main (int    argc,
      char **argv)
{
  int n = argc > 1 ? atoi (argv[1]) : 100000;
  Fixture fixture = { 0 };
  gint64 account;

  fixture_set_up (&fixture, NULL);
  account = add_account (&fixture, "bench");
  write_playbook (&fixture, 48);
  fixture_run (&fixture, take_playbook, &account);
  add_incidents (&fixture, account, n);
  measure_claims (&fixture, account);
  measure_change (&fixture, n);
  fixture_tear_down (&fixture, NULL);

  return 0;
}
