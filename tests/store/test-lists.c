/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-counts.h"
#include "cst-rows.h"
#include "truth-fixture.h"

typedef struct
{
  const char     *id;
  const char     *customer;
  const char     *city;
  const char     *title;
  gint64          age; /* days */
  gint64          total;
  CstOrderStatus  status;
} Sample;

/* « Œuvres & Cie » is what "oeuvres" has to find. */
static const Sample samples[] = {
  { "10423", "Papeterie Œuvres & Cie", "Besançon", "Tasse à œuf", 1, 5000, CST_ORDER_TO_CONFIRM },
  { "10424", "Straßenladen", "Köln", "Kerze \"rot\"", 2, 4000, CST_ORDER_TO_SHIP },
  { "10425", "Boekhandel de Ærø", "Gent", "Notitieboek", 3, 3000, CST_ORDER_SHIPPED },
  { "10426", "Zebra Shop", "Lyon", "Carnet", 4, 2000, CST_ORDER_DELIVERED },
  { "10427", "abeille", "Lyon", "Bougie", 5, 1000, CST_ORDER_COMPLETED },
  { "10428", "Mille", "Paris", "Bougie", 6, 900, CST_ORDER_CANCELLED },
};

static CstOrder *
sample_order (const Sample *sample)
{
  CstOrder *order = make_order (sample->id, 1, sample->status);
  CstOrderLine *line = g_ptr_array_index (order->lines, 0);

  g_free (order->customer.name);
  order->customer.name = g_strdup (sample->customer);
  g_free (order->customer.city);
  order->customer.city = g_strdup (sample->city);
  g_free (line->title);
  line->title = g_strdup (sample->title);
  order->placed_at = FIXTURE_NOW - sample->age * 86400;
  order->amounts.total = sample->total;

  return order;
}

static gint64
fill (Fixture *fixture)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  CstIncident *incident = make_incident ("a", "10426", 1, CST_INCIDENT_SUBMITTED);
  CstThread *thread = make_thread ("10425", 1);

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    g_ptr_array_add (changes->orders, sample_order (&samples[i]));
  g_ptr_array_add (changes->incidents, incident);
  add_message (thread, "m1", CST_PARTY_CUSTOMER, "Waar blijft mijn pakket?");
  g_ptr_array_add (changes->threads, thread);
  cst_applied_free (apply (fixture, demo, changes));

  return demo;
}

/* The ids of what the query lists, joined with spaces. */
static char *
list (Fixture            *fixture,
      const CstListQuery *query)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);
  g_autoptr(GPtrArray) rows = cst_db_list_rows (db, query, 0, 0, &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *id = NULL;

      g_object_get (g_ptr_array_index (rows, i), "id", &id, NULL);
      g_string_append_printf (out, "%s%s", i > 0 ? " " : "", id);
    }

  return g_string_free (out, FALSE);
}

static void
assert_lists (Fixture            *fixture,
              const CstListQuery *query,
              const char         *expected)
{
  g_autofree char *ids = list (fixture, query);

  g_assert_cmpstr (ids, ==, expected);
}

static void
test_tabs (Fixture       *fixture,
           gconstpointer  unused)
{
  static const struct
  {
    CstOrderTab  tab;
    const char  *ids;
  } cases[] = {
    { CST_ORDER_TAB_ALL, "10423 10424 10425 10426 10427 10428" },
    { CST_ORDER_TAB_TO_CONFIRM, "10423" },
    { CST_ORDER_TAB_TO_SHIP, "10424" },
    { CST_ORDER_TAB_SHIPPED, "10425" },
    { CST_ORDER_TAB_REPORTED, "10426" },
    { CST_ORDER_TAB_COMPLETED, "10427" },
  };
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_ORDERS);
  g_autoptr(CstDb) db = NULL;
  CstCounts counts;

  fill (fixture);
  db = cst_store_open_reader (fixture->store, NULL);
  counts = cst_db_counts (db, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      query->tab = cases[i].tab;
      assert_lists (fixture, query, cases[i].ids);
      g_assert_cmpint (counts.orders[cases[i].tab], ==, i == 0 ? 6 : 1);
    }
  g_assert_cmpint (counts.to_handle, ==, 1);
}

static void
test_sorts (Fixture       *fixture,
            gconstpointer  unused)
{
  static const struct
  {
    CstListSort  sort;
    gboolean     is_descending;
    const char  *ids;
  } cases[] = {
    { CST_SORT_NUMBER, TRUE, "10428 10427 10426 10425 10424 10423" },
    { CST_SORT_CUSTOMER, FALSE, "10427 10425 10428 10423 10424 10426" },
    { CST_SORT_DATE, FALSE, "10428 10427 10426 10425 10424 10423" },
    { CST_SORT_TOTAL, FALSE, "10428 10427 10426 10425 10424 10423" },
    { CST_SORT_STATE, FALSE, "10423 10424 10425 10426 10427 10428" },
    { CST_SORT_PROBLEM, TRUE, "10426 10428 10427 10425 10424 10423" },
    { CST_SORT_URGENCY, FALSE, "10423 10424 10425 10426 10427 10428" },
  };
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_ORDERS);

  fill (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      query->sort = cases[i].sort;
      query->is_descending = cases[i].is_descending;
      assert_lists (fixture, query, cases[i].ids);
    }
}

static void
test_filters (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_ORDERS);
  g_autoptr(CstListQuery) incidents = cst_list_query_new (CST_LIST_INCIDENTS);
  gint64 demo = fill (fixture);
  gint64 shop = add_account (fixture, "shop");
  g_autoptr(CstOperation) assign = cst_operation_new (CST_OPERATION_ASSIGN, demo, "10426", "a");

  query->account = shop;
  assert_lists (fixture, query, "");
  query->account = demo;
  query->from = FIXTURE_NOW - 3 * 86400;
  query->to = FIXTURE_NOW - 86400;
  assert_lists (fixture, query, "10424 10425");
  query->sort = CST_SORT_TOTAL;
  assert_lists (fixture, query, "10425 10424");

  assert_lists (fixture, incidents, "a");
  incidents->reason = CST_REASON_MISSING;
  assert_lists (fixture, incidents, "");
  incidents->reason = CST_REASON_DAMAGED;
  incidents->state = CST_INCIDENT_SUBMITTED;
  incidents->is_open_only = TRUE;
  assert_lists (fixture, incidents, "a");

  incidents->person = g_strdup ("p1");
  assert_lists (fixture, incidents, "");
  assign->assignee = g_strdup ("p1");
  add_operation (fixture, assign, CST_OPERATION_QUEUED);
  assert_lists (fixture, incidents, "a");
}

/* O4's way in: whatever a person types, no word of it is an operator. */
static void
test_search (Fixture       *fixture,
             gconstpointer  unused)
{
  static const struct
  {
    const char *typed;
    const char *ids;
  } cases[] = {
    { "OC-10423", "10423" },
    { "oc 10423", "10423" },
    { "10423", "10423" },
    { "œuf", "10423" },
    { "oeuf", "10423" },
    { "OEUVRES", "10423" },
    { "besancon", "10423" },
    { "strassen", "10424" },
    { "aero", "10425" },
    { "pakket", "10425" },
    { "\"rot\"", "10424" },
    { "bougie", "10427 10428" },
    { "bougie paris", "10428" },
    { "lyo", "10426 10427" },
    { "P-a", "10426" },
    { "tea OR bougie", "" },
    { "bougie AND", "" },
    { "NEAR(bougie)", "" },
    { "own:bougie", "" },
    { "bougie*", "10427 10428" },
    { "bougie - ( ) \" ' ^ : *", "10427 10428" },
    { "***", "" },
    { "'; DROP TABLE orders; --", "" },
    { "   ", "10423 10424 10425 10426 10427 10428" },
  };
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_ORDERS);
  g_autoptr(CstListQuery) todo = cst_list_query_new (CST_LIST_TODO);

  fill (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].typed);
      g_free (query->search);
      query->search = g_strdup (cases[i].typed);
      assert_lists (fixture, query, cases[i].ids);
    }

  todo->search = g_strdup ("zebra");
  assert_lists (fixture, todo, "a");
  g_free (todo->search);
  todo->search = g_strdup ("bougie");
  assert_lists (fixture, todo, "");
}

static void
test_exact_first (Fixture       *fixture,
                  gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_ORDERS);

  apply_order (fixture, demo, make_order ("7", 1, CST_ORDER_SHIPPED));
  apply_order (fixture, demo, make_order ("70", 1, CST_ORDER_SHIPPED));
  apply_order (fixture, demo, make_order ("71", 1, CST_ORDER_SHIPPED));
  query->search = g_strdup ("oc-70");
  assert_lists (fixture, query, "70");
  g_free (query->search);
  query->search = g_strdup ("cup");
  assert_lists (fixture, query, "71 70 7");
  apply_order (fixture, demo, make_order ("700", 1, CST_ORDER_SHIPPED));
  g_free (query->search);
  query->search = g_strdup ("OC-70");
  assert_lists (fixture, query, "70 700");
}

static void
test_texts_follow (Fixture       *fixture,
                   gconstpointer  unused)
{
  gint64 demo = fill (fixture);
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_ORDERS);
  CstOrder *renamed = sample_order (&samples[3]);

  renamed->version = 2;
  g_free (renamed->customer.name);
  renamed->customer.name = g_strdup ("Girafe");
  apply_order (fixture, demo, renamed);
  query->search = g_strdup ("zebra");
  assert_lists (fixture, query, "");
  g_free (query->search);
  query->search = g_strdup ("girafe");
  assert_lists (fixture, query, "10426");
}

static void
test_urgency (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_TODO);
  CstIncident *due = make_incident ("due", "1", 1, CST_INCIDENT_SUBMITTED);
  CstIncident *overdue = make_incident ("overdue", "1", 1, CST_INCIDENT_SUBMITTED);
  CstIncident *old = make_incident ("old", "1", 1, CST_INCIDENT_SUBMITTED);

  due->respond_by = FIXTURE_NOW + 3600;
  overdue->respond_by = FIXTURE_NOW - 3600;
  old->waiting_since = FIXTURE_NOW - 9 * 86400;
  apply_order (fixture, demo, make_order ("1", 1, CST_ORDER_DELIVERED));
  apply_incident (fixture, demo, make_incident ("new", "1", 1, CST_INCIDENT_SUBMITTED));
  apply_incident (fixture, demo, old);
  apply_incident (fixture, demo, due);
  apply_incident (fixture, demo, overdue);
  apply_incident (fixture, demo, make_incident ("theirs", "1", 1, CST_INCIDENT_IN_PROGRESS));
  assert_lists (fixture, query, "overdue due old new");
}

static void
test_outbox (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 demo = fill (fixture);
  g_autoptr(CstOperation) refund = cst_operation_new (CST_OPERATION_REFUND, demo, "10426", "a");
  g_autoptr(CstOperation) opened = cst_operation_new (CST_OPERATION_OPENED, demo, "10426", "a");
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_OUTBOX);
  g_autoptr(CstDb) db = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  const CstOperationRowData *data;
  CstCounts counts;

  refund->last_problem = g_strdup ("No answer");
  add_operation (fixture, refund, CST_OPERATION_QUEUED);
  add_operation (fixture, opened, CST_OPERATION_QUEUED);
  query->is_open_only = TRUE;
  db = cst_store_open_reader (fixture->store, NULL);
  rows = cst_db_list_rows (db, query, 0, 0, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  data = cst_operation_row_get_data (g_ptr_array_index (rows, 0));
  g_assert_cmpint (data->kind, ==, CST_OPERATION_REFUND);
  g_assert_cmpstr (data->order_number, ==, "OC-10426");
  g_assert_cmpstr (data->incident_number, ==, "P-a");
  g_assert_cmpstr (data->last_problem, ==, "No answer");

  counts = cst_db_counts (db, demo);
  g_assert_cmpint (counts.pending, ==, 2);
  g_assert_cmpint (counts.failed, ==, 0);
}

/* R13: one sum for each currency. */
static void
test_held (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstDb) db = NULL;
  CstCounts counts;
  static const struct
  {
    const char *id;
    gint64      held;
    const char *currency;
  } cases[] = { { "1", 700, "EUR" }, { "2", 300, "EUR" }, { "3", 999, "GBP" }, { "4", 0, "SEK" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CstOrder *order = make_order (cases[i].id, 1, CST_ORDER_DELIVERED);

      order->payout.held = cases[i].held;
      g_strlcpy (order->payout.currency, cases[i].currency, 4);
      apply_order (fixture, demo, order);
    }

  db = cst_store_open_reader (fixture->store, NULL);
  counts = cst_db_counts (db, 0);
  g_assert_cmpint (counts.n_held, ==, 2);
  g_assert_true (cst_money_equal (counts.held[0], cst_money (1000, "EUR")));
  g_assert_true (cst_money_equal (counts.held[1], cst_money (999, "GBP")));
}

static void
change_something (Fixture *fixture,
                  gint64   account,
                  GRand   *rand,
                  gint64   version)
{
  g_autofree char *order = g_strdup_printf ("%d", g_rand_int_range (rand, 0, 12));
  g_autofree char *incident = g_strdup_printf ("i%d", g_rand_int_range (rand, 0, 8));
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();

  switch (g_rand_int_range (rand, 0, 5))
    {
    case 0:
    case 1:
      g_ptr_array_add (changes->orders, make_order (order, version, (CstOrderStatus) g_rand_int_range (rand, 0, 8)));
      break;
    case 2:
      g_ptr_array_add (changes->incidents,
                       make_incident (incident, order, version, (CstIncidentState) g_rand_int_range (rand, 0, 6)));
      break;
    case 3:
      cst_change_set_add_deletion (changes, CST_ENTITY_ORDER, order);
      break;
    default:
      cst_change_set_add_deletion (changes, CST_ENTITY_INCIDENT, incident);
      break;
    }

  cst_applied_free (apply (fixture, account, changes));
}

static void
assert_counts_agree (Fixture *fixture,
                     gint64   account)
{
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
  CstCounts counts = cst_db_counts (db, account);

  for (int tab = 0; tab <= CST_ORDER_TAB_COMPLETED; tab++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM orders WHERE account = %d AND (%d = 0 OR tab = %d)",
                                              (int) account, tab, tab);

      g_assert_cmpint (counts.orders[tab], ==, fixture_number (fixture, sql));
    }

  for (int state = 0; state <= CST_INCIDENT_RESOLVED; state++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM incidents WHERE account = %d AND state = %d",
                                              (int) account, state);

      g_assert_cmpint (counts.incidents[state], ==, fixture_number (fixture, sql));
    }
}

static void
test_counts_agree (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261123);
  gint64 demo = add_account (fixture, "demo");
  gint64 shop = add_account (fixture, "shop");
  const char *todo = "SELECT (SELECT count(*) FROM incidents WHERE todo > 0) ="
                     " (SELECT coalesce (sum (n), 0) FROM incident_counts WHERE to_do = 1)";
  const char *words = "SELECT (SELECT count(*) FROM orders) = (SELECT count(*) FROM order_search)";

  for (int i = 1; i <= 200; i++)
    {
      change_something (fixture, i % 3 == 0 ? shop : demo, rand, i);
      if (i % 20 == 0)
        {
          assert_counts_agree (fixture, demo);
          assert_counts_agree (fixture, shop);
          g_assert_cmpint (fixture_number (fixture, todo), ==, 1);
          g_assert_cmpint (fixture_number (fixture, words), ==, 1);
        }
    }
}

/* Broad and narrow searches, large and small tabs go different ways and have to agree. */
static void
test_ways_agree (Fixture       *fixture,
                 gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_ORDERS);
  g_autoptr(CstDb) db = NULL;
  g_autoptr(GArray) all = NULL;
  g_autoptr(GArray) found = NULL;

  for (int page = 0; page < 4; page++)
    {
      g_autoptr(CstChangeSet) changes = cst_change_set_new ();

      for (int i = 0; i < 1000; i++)
        {
          g_autofree char *id = g_strdup_printf ("%d", page * 1000 + i);
          CstOrder *order = make_order (id, 1, CST_ORDER_SHIPPED);

          order->amounts.total = (i * 7919) % 1000;
          g_ptr_array_add (changes->orders, order);
        }
      cst_applied_free (apply (fixture, demo, changes));
    }

  db = cst_store_open_reader (fixture->store, NULL);
  query->sort = CST_SORT_TOTAL;
  all = cst_db_list_ids (db, query, 0, NULL);
  g_assert_cmpuint (all->len, ==, 4000);
  query->search = g_strdup ("papeterie");
  query->tab = CST_ORDER_TAB_SHIPPED;
  found = cst_db_list_ids (db, query, 0, NULL);
  g_assert_cmpmem (all->data, all->len * sizeof (gint64), found->data, found->len * sizeof (gint64));
}

/* Each segment of the index is merged with others later: one for a whole page, not one for each order. */
static void
test_search_segments (Fixture       *fixture,
                      gconstpointer  unused)
{
  gint64 account = add_account (fixture, "comptoir");
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  g_autoptr(CstDb) db = NULL;
  gint64 segments = 0;

  for (int i = 0; i < 60; i++)
    {
      g_autofree char *order = g_strdup_printf ("%d", 500 + i * 37 % 60);
      g_autofree char *incident = g_strdup_printf ("i%d", i);

      g_ptr_array_add (changes->orders, make_order (order, 1, CST_ORDER_SHIPPED));
      g_ptr_array_add (changes->incidents, make_incident (incident, order, 1, CST_INCIDENT_SUBMITTED));
    }
  cst_applied_free (apply (fixture, account, changes));

  db = cst_store_open_reader (fixture->store, NULL);
  g_assert_true (cst_db_get_int (db, "SELECT count (DISTINCT segid) FROM order_search_idx", &segments, NULL));
  g_assert_cmpint (segments, ==, 1);
}

static guint
count_found (Fixture        *fixture,
             CstFoundFilter  found,
             const char     *finder)
{
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_INCIDENTS);
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GError) error = NULL;

  query->found = found;
  query->finder = g_strdup (finder);
  ids = cst_db_list_ids (db, query, 0, &error);
  g_assert_no_error (error);

  return ids->len;
}

/* R7: of 2 pieces the account's Ada confirmed one; this desk's Léa cannot tell about the other. */
static void
test_found (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 demo = fill (fixture);
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_FINDING, demo, "10426", "a");
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_INCIDENTS);
  g_autoptr(GPtrArray) rows = NULL;
  CstDesk *desk = cst_desk_new ();
  CstFinding *finding = cst_record_new (&cst_finding_type);
  const CstIncidentRowData *data;

  g_assert_cmpuint (count_found (fixture, CST_FOUND_NOTHING_YET, NULL), ==, 1);
  desk->incident = g_strdup ("a");
  desk->version = 1;
  finding->person = g_strdup ("ada");
  finding->line = g_strdup ("l1");
  finding->quantity = 1;
  finding->finding = CST_FINDING_CONFIRMED;
  g_ptr_array_add (desk->findings, finding);
  g_ptr_array_add (changes->desks, desk);
  cst_applied_free (apply (fixture, demo, changes));
  g_assert_cmpuint (count_found (fixture, CST_FOUND_NOTHING_YET, NULL), ==, 0);
  g_assert_cmpuint (count_found (fixture, CST_FOUND_CONFIRMED, "ada"), ==, 1);
  g_assert_cmpuint (count_found (fixture, CST_FOUND_CANNOT_TELL, NULL), ==, 0);

  operation->person = g_strdup ("lea");
  operation->person_name = g_strdup ("Léa");
  operation->finding = CST_FINDING_CANNOT_TELL;
  cst_operation_add_line (operation, "l1", 1);
  add_operation (fixture, operation, CST_OPERATION_QUEUED);
  apply_order (fixture, demo, make_order ("10426", 2, CST_ORDER_DELIVERED));
  g_assert_cmpuint (count_found (fixture, CST_FOUND_CONFIRMED, NULL), ==, 1);
  g_assert_cmpuint (count_found (fixture, CST_FOUND_CANNOT_TELL, NULL), ==, 1);
  g_assert_cmpuint (count_found (fixture, CST_FOUND_CONFIRMED, "ada"), ==, 0);
  g_assert_cmpuint (count_found (fixture, CST_FOUND_ANY, "lea"), ==, 1);

  rows = cst_db_list_rows (db, query, 0, 10, NULL);
  data = cst_incident_row_get_data (g_ptr_array_index (rows, 0));
  g_assert_cmpint (data->found_confirmed, ==, 1);
  g_assert_cmpint (data->found_cannot_tell, ==, 1);
  g_assert_cmpint (data->found_of, ==, 2);
  g_assert_cmpstr (data->finder_name, ==, "Léa");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/O1/tabs", test_tabs);
  ADD ("/lists/sorts", test_sorts);
  ADD ("/lists/filters", test_filters);
  ADD ("/lists/search", test_search);
  ADD ("/lists/exact-first", test_exact_first);
  ADD ("/lists/texts-follow", test_texts_follow);
  ADD ("/lists/urgency", test_urgency);
  ADD ("/lists/outbox", test_outbox);
  ADD ("/R7/lists/found", test_found);
  ADD ("/R13/held", test_held);
  ADD ("/lists/counts-agree", test_counts_agree);
  ADD ("/lists/ways-agree", test_ways_agree);
  ADD ("/lists/search-segments", test_search_segments);
#undef ADD

  return g_test_run ();
}
