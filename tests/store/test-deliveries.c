/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-calls.h"
#include "cst-counts.h"
#include "cst-deliveries.h"
#include "cst-delivery-rates.h"
#include "cst-journal.h"
#include "cst-list-query.h"
#include "cst-rows.h"
#include "cst-settings.h"
#include "cst-util.h"
#include "decide-fixture.h"
#include "delivery-fixture.h"

static CstCounts
counts_of (Fixture *fixture)
{
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);

  return cst_db_counts (db, 0);
}

static guint
count_list (Fixture      *fixture,
            CstListQuery *query)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
  g_autoptr(GArray) ids = cst_db_list_ids (db, query, 0, &error);

  g_assert_no_error (error);

  return ids->len;
}

static guint
count_search (Fixture    *fixture,
              const char *text)
{
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_DELIVERIES);

  query->search = g_strdup (text);

  return count_list (fixture, query);
}

/* The ids of the list's rows in order, one blank between. */
static char *
list_names (Fixture      *fixture,
            CstListQuery *query)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
  g_autoptr(GPtrArray) rows = cst_db_list_rows (db, query, 0, 0, &error);
  GString *names = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            cst_delivery_row_get_data (CST_DELIVERY_ROW (g_ptr_array_index (rows, i)))->id);

  return g_string_free (names, FALSE);
}

static void
assert_list (Fixture      *fixture,
             CstListQuery *query,
             const char   *expected)
{
  g_autofree char *names = list_names (fixture, query);

  g_assert_cmpstr (names, ==, expected);
}

static CstListQuery *
fresh (CstListQuery **query)
{
  g_clear_pointer (query, cst_list_query_free);

  return *query = cst_list_query_new (CST_LIST_DELIVERIES);
}

static void
test_tabs (Fixture       *fixture,
           gconstpointer  unused)
{
  static const struct
  {
    CstDeliveryTab tab;
    guint          n;
  } tabs[] = {
    { CST_DELIVERY_TAB_ALL, 5 }, { CST_DELIVERY_TAB_WAITING, 2 }, { CST_DELIVERY_TAB_FIRST_ABSENCE, 1 },
    { CST_DELIVERY_TAB_SENT, 2 }, { CST_DELIVERY_TAB_NONE, 1 },
  };
  gint64 account = add_delivery_account (fixture, "colis");
  CstCounts counts;

  apply_delivery (fixture, account, make_delivery ("a", "o1", CST_DELIVERY_WAITING));
  apply_delivery (fixture, account, make_delivery ("b", "o1", CST_DELIVERY_STATE_UNKNOWN));
  apply_delivery (fixture, account, make_delivery ("c", "o2", CST_DELIVERY_FIRST_ABSENCE));
  apply_delivery (fixture, account, make_delivery ("d", "o2", CST_DELIVERY_SOLVED));
  apply_delivery (fixture, account, make_delivery ("e", "o3", CST_DELIVERY_REPLIED));
  apply_delivery (fixture, account, make_delivery ("f", "o4", CST_DELIVERY_SETTLED));

  counts = counts_of (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (tabs); i++)
    {
      g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_DELIVERIES);

      query->delivery_tab = tabs[i].tab;
      g_assert_cmpuint (count_list (fixture, query), ==, tabs[i].n);
      g_assert_cmpint (counts.deliveries[tabs[i].tab], ==, (int) tabs[i].n);
    }
  g_assert_cmpint (counts.deliveries_to_handle, ==, 3);
  g_assert_cmpint (counts.to_handle, ==, 0);
}

/* What came to its end without us stands in no tab and is still found. */
static void
test_search (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 account = add_delivery_account (fixture, "colis");
  g_autoptr(CstDelivery) again = NULL;

  apply_order (fixture, account, make_order ("o1", 1, CST_ORDER_SHIPPED));
  apply_delivery (fixture, account, make_delivery ("a", "o1", CST_DELIVERY_WAITING));
  apply_delivery (fixture, account, make_delivery ("f", "o4", CST_DELIVERY_SETTLED));

  g_assert_cmpuint (count_search (fixture, "TRK-a"), ==, 1);
  g_assert_cmpuint (count_search (fixture, "TRK-f"), ==, 1);
  g_assert_cmpuint (count_search (fixture, "garcia nuñez"), ==, 2);
  g_assert_cmpuint (count_search (fixture, "GARCIA NUNEZ"), ==, 2);
  g_assert_cmpuint (count_search (fixture, "almer"), ==, 2);
  g_assert_cmpuint (count_search (fixture, "NAM"), ==, 2);
  g_assert_cmpuint (count_search (fixture, "OC-o1"), ==, 1);
  g_assert_cmpuint (count_search (fixture, "nobody"), ==, 0);

  again = make_delivery ("a", "o1", CST_DELIVERY_WAITING);
  again->version = 2;
  cst_record_clear (&cst_address_type, &again->recipient);
  again->recipient.city = g_strdup ("Sevilla");
  apply_delivery (fixture, account, g_steal_pointer (&again));
  g_assert_cmpuint (count_search (fixture, "almeria"), ==, 1);
  g_assert_cmpuint (count_search (fixture, "sevilla"), ==, 1);
}

static void
test_filters (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 account = add_delivery_account (fixture, "colis");
  CstDelivery *delivery = make_delivery ("a", "o1", CST_DELIVERY_WAITING);
  g_autoptr(CstListQuery) query = NULL;

  delivery->opened_at = FIXTURE_NOW - 5 * 86400;
  apply_delivery (fixture, account, delivery);

  delivery = make_delivery ("b", "o2", CST_DELIVERY_WAITING);
  cst_set_str (&delivery->carrier, "GLS");
  cst_set_str (&delivery->reason_code, "2");
  cst_set_str (&delivery->recipient.city, "Ávila");
  delivery->reason = CST_DELIVERY_WEATHER;
  delivery->attempts = 3;
  delivery->cod = 4990;
  apply_delivery (fixture, account, delivery);


  fresh (&query);
  assert_list (fixture, query, "a b");
  query->is_descending = TRUE;
  query->sort = CST_SORT_COD;
  assert_list (fixture, query, "b a");
  query->sort = CST_SORT_ATTEMPTS;
  assert_list (fixture, query, "b a");
  query->is_descending = FALSE;
  query->sort = CST_SORT_CITY;
  assert_list (fixture, query, "a b");
  query->sort = CST_SORT_CARRIER;
  assert_list (fixture, query, "b a");
  query->sort = CST_SORT_CODE;
  assert_list (fixture, query, "b a");
  query->sort = CST_SORT_DATE;
  assert_list (fixture, query, "a b");

  /* "a" was opened in the first second of the period; what begins with the next one is not of it. */
  fresh (&query)->to = FIXTURE_NOW - 5 * 86400 + 1;
  assert_list (fixture, query, "a");
  query->to = FIXTURE_NOW - 5 * 86400;
  assert_list (fixture, query, "");
  query->to = 0;
  query->from = FIXTURE_NOW - 5 * 86400;
  assert_list (fixture, query, "a b");
  query->from++;
  assert_list (fixture, query, "b");
  fresh (&query)->account = account;
  assert_list (fixture, query, "a b");
  query->account = account + 1;
  assert_list (fixture, query, "");
  fresh (&query)->carrier = g_strdup ("gls");
  assert_list (fixture, query, "b");
  fresh (&query)->code = g_strdup ("NAM");
  assert_list (fixture, query, "a");
  fresh (&query)->reason = CST_DELIVERY_WEATHER;
  assert_list (fixture, query, "b");
  fresh (&query)->city = g_strdup ("avi");
  assert_list (fixture, query, "b");
  fresh (&query)->city = g_strdup ("Almería");
  assert_list (fixture, query, "a");
  fresh (&query)->from = FIXTURE_NOW - 3 * 86400;
  assert_list (fixture, query, "b");
  fresh (&query)->account = account + 1;
  assert_list (fixture, query, "");
  fresh (&query)->is_todo_only = TRUE;
  assert_list (fixture, query, "a b");
}

static void
test_deletion (Fixture       *fixture,
               gconstpointer  unused)
{
  gint64 account = add_delivery_account (fixture, "colis");
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();

  apply_delivery (fixture, account, make_delivery ("a", "o1", CST_DELIVERY_WAITING));
  cst_change_set_add_deletion (changes, CST_ENTITY_DELIVERY, "a");
  cst_applied_free (apply (fixture, account, changes));

  g_assert_cmpint (counts_of (fixture).deliveries[CST_DELIVERY_TAB_ALL], ==, 0);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM deliveries"), ==, 0);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM delivery_search"), ==, 0);
}

/* How many parcels there are, made so that every combination of what may become of one is among them. */
#define N_PARCELS 5000

static CstDelivery *
make_nth_delivery (int n)
{
  static const CstDeliveryState states[] = {
    CST_DELIVERY_WAITING, CST_DELIVERY_FIRST_ABSENCE, CST_DELIVERY_SOLVED, CST_DELIVERY_REPLIED, CST_DELIVERY_SETTLED,
  };
  static const CstDeliveryPhase phases[] = {
    CST_PHASE_ATTEMPTED, CST_PHASE_DELIVERED, CST_PHASE_RETURNED, CST_PHASE_LOST,
  };
  static const CstDeliveryReason reasons[] = { CST_DELIVERY_ABSENT, CST_DELIVERY_CUSTOMS, CST_DELIVERY_REFUSED };
  g_autofree char *id = g_strdup_printf ("d%04d", n);
  g_autofree char *order = g_strdup_printf ("o%04d", n);
  CstDelivery *delivery = make_delivery (id, order, states[n % 5]);

  cst_set_str (&delivery->carrier, n % 7 == 0 ? "GLS" : "TIPSA");
  delivery->phase = phases[n / 5 % 4];
  delivery->reason = reasons[n / 20 % 3];
  delivery->attempts = n / 60 % 3;
  delivery->settled_at = delivery->phase != CST_PHASE_ATTEMPTED ? FIXTURE_NOW : 0;
  delivery->delivered_at = delivery->phase == CST_PHASE_DELIVERED ? FIXTURE_NOW : 0;
  delivery->opened_at = FIXTURE_NOW - (n % 90) * 86400;

  return delivery;
}

static CstOrder *
make_nth_order (int n)
{
  g_autofree char *id = g_strdup_printf ("o%04d", n);
  CstOrder *order = make_order (id, 1, n % 4 == 0 ? CST_ORDER_DELIVERED : CST_ORDER_SHIPPED);

  order->placed_at = FIXTURE_NOW - (n % 90) * 86400;

  return order;
}

static gboolean
has_delivery (int n)
{
  return n % 3 != 0;
}

static gint64
add_many (Fixture    *fixture,
          const char *name)
{
  gint64 account = add_delivery_account (fixture, name);
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();

  for (int n = 0; n < N_PARCELS; n++)
    {
      g_ptr_array_add (changes->orders, make_nth_order (n));
      if (has_delivery (n))
        g_ptr_array_add (changes->deliveries, make_nth_delivery (n));
    }
  cst_applied_free (apply (fixture, account, changes));

  return account;
}

/* The slow way: one parcel after the other. */
static void
recount (CstDeliveryRate *rate,
         gint64           from,
         gint64           to)
{
  for (int n = 0; n < N_PARCELS; n++)
    {
      g_autoptr(CstOrder) order = make_nth_order (n);
      g_autoptr(CstDelivery) delivery = make_nth_delivery (n);
      gboolean has = has_delivery (n);
      gboolean arrived = order->status == CST_ORDER_DELIVERED || (has && delivery->delivered_at != 0);
      gboolean failed = has && (delivery->phase == CST_PHASE_RETURNED || delivery->phase == CST_PHASE_LOST);
      gboolean tried = has && (delivery->reason != CST_DELIVERY_CUSTOMS || delivery->attempts > 1);

      if (order->placed_at < from || order->placed_at >= to)
        continue;
      rate->ended += arrived || failed;
      rate->delivered += arrived && !failed;
      rate->first_attempt += arrived && !failed && !tried;
      rate->incidents += has && delivery->settled_at != 0;
      rate->solved += has && delivery->delivered_at != 0;
    }
}

static void
assert_rates (CstDb  *db,
              gint64  account,
              gint64  from,
              gint64  to)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rates = cst_db_delivery_rates (db, account, from, to, &error);
  g_autoptr(CstDeliveryRate) sum = NULL;
  g_autoptr(CstDeliveryRate) slow = g_new0 (CstDeliveryRate, 1);

  g_assert_no_error (error);
  sum = cst_delivery_rates_sum (rates, NULL);
  recount (slow, from, to != 0 ? to : G_MAXINT64);
  g_assert_cmpint (slow->first_attempt, >, 0);
  g_assert_cmpint (slow->first_attempt, <, slow->delivered);
  g_assert_cmpint (sum->ended, ==, slow->ended);
  g_assert_cmpint (sum->delivered, ==, slow->delivered);
  g_assert_cmpint (sum->first_attempt, ==, slow->first_attempt);
  g_assert_cmpint (sum->incidents, ==, slow->incidents);
  g_assert_cmpint (sum->solved, ==, slow->solved);
}

static void
test_rates (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 account = add_many (fixture, "colis");
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
  g_autoptr(GError) error = NULL;
  static const int days[] = { 30, 7 };

  assert_rates (db, account, 0, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      /* What was ordered in its last second belongs to it, what was in the next one does not. */
      assert_rates (db, account, FIXTURE_NOW - days[i] * 86400, 0);
      assert_rates (db, account, 0, FIXTURE_NOW - days[i] * 86400);
      assert_rates (db, account, 0, FIXTURE_NOW - days[i] * 86400 + 1);
    }

  {
    g_autoptr(GPtrArray) rates = cst_db_delivery_rates (db, account, 0, 0, &error);
    g_autoptr(CstDeliveryRate) all = cst_delivery_rates_sum (rates, NULL);
    g_autoptr(CstDeliveryRate) gls = cst_delivery_rates_sum (rates, "gls");
    g_autoptr(CstDeliveryRate) tipsa = cst_delivery_rates_sum (rates, "TIPSA");

    g_assert_cmpint (gls->incidents, >, 0);
    g_assert_cmpint (gls->incidents + tipsa->incidents, ==, all->incidents);
  }
}

/* One account's rates are its own, and all accounts' are the sum. */
static void
test_rates_of_accounts (Fixture       *fixture,
                        gconstpointer  unused)
{
  gint64 account = add_many (fixture, "colis");
  gint64 other = add_delivery_account (fixture, "paquetes");
  g_autoptr(CstDb) db = NULL;
  g_autoptr(GPtrArray) rates = NULL;
  g_autoptr(CstDeliveryRate) sum = NULL;
  g_autoptr(CstDeliveryRate) slow = g_new0 (CstDeliveryRate, 1);
  CstDelivery *delivery = make_delivery ("x", "ox", CST_DELIVERY_SETTLED);

  delivery->phase = CST_PHASE_DELIVERED;
  delivery->delivered_at = FIXTURE_NOW;
  apply_order (fixture, other, make_order ("ox", 1, CST_ORDER_DELIVERED));
  apply_delivery (fixture, other, delivery);
  db = cst_store_open_reader (fixture->store, NULL);
  assert_rates (db, account, 0, 0);

  recount (slow, 0, G_MAXINT64);
  rates = cst_db_delivery_rates (db, 0, 0, 0, NULL);
  sum = cst_delivery_rates_sum (rates, NULL);
  g_assert_cmpint (sum->ended, ==, slow->ended + 1);
  g_assert_cmpint (sum->incidents, ==, slow->incidents + 1);
}

/* R15: what arrived broken is not solved before it is answered. */
static void
test_rates_of_damaged (Fixture       *fixture,
                       gconstpointer  unused)
{
  gint64 account = add_delivery_account (fixture, "colis");

  apply_order (fixture, account, make_order ("o1", 1, CST_ORDER_DELIVERED));
  for (int version = 1; version <= 2; version++)
    {
      CstDelivery *delivery = make_delivery ("a", "o1", CST_DELIVERY_WAITING);
      g_autoptr(GPtrArray) rates = NULL;
      g_autoptr(CstDeliveryRate) sum = NULL;
      g_autoptr(CstDb) db = NULL;

      delivery->version = version;
      delivery->reason = CST_DELIVERY_DAMAGED;
      delivery->phase = CST_PHASE_DELIVERED;
      delivery->delivered_at = FIXTURE_NOW - 3600;
      delivery->settled_at = version == 2 ? FIXTURE_NOW : 0;
      apply_delivery (fixture, account, delivery);
      db = cst_store_open_reader (fixture->store, NULL);
      rates = cst_db_delivery_rates (db, account, 0, 0, NULL);
      sum = cst_delivery_rates_sum (rates, NULL);
      g_assert_cmpint (sum->delivered, ==, 1);
      g_assert_cmpint (sum->incidents, ==, version - 1);
      g_assert_cmpint (sum->solved, ==, version - 1);
    }
}

/* Tabs and filters answer at once: each in far less than a person notices, with room for a busy machine. */
static void
test_many (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr(CstDb) db = NULL;
  g_autoptr(GTimer) timer = g_timer_new ();
  CstCounts counts;

  add_many (fixture, "colis");
  db = cst_store_open_reader (fixture->store, NULL);
  counts = cst_db_counts (db, 0);
  g_timer_start (timer);
  for (int tab = CST_DELIVERY_TAB_ALL; tab <= CST_DELIVERY_TAB_NONE; tab++)
    {
      for (int sort = CST_SORT_DEFAULT; sort <= CST_SORT_COD; sort++)
        {
          g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_DELIVERIES);

          query->delivery_tab = (CstDeliveryTab) tab;
          query->sort = (CstListSort) sort;
          g_assert_cmpuint (count_list (fixture, query), ==, (guint) counts.deliveries[tab]);
          query->city = g_strdup ("alm");
          query->carrier = g_strdup ("GLS");
          g_assert_cmpuint (count_list (fixture, query), <, (guint) counts.deliveries[tab]);
        }
    }
  g_test_message ("%d queries in %.3f s", 5 * 14 * 2, g_timer_elapsed (timer, NULL));
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, 5 * 14 * 2 * 0.1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/deliveries/C1/tabs", test_tabs);
  ADD ("/deliveries/C1/search", test_search);
  ADD ("/deliveries/C1/filters-and-sorts", test_filters);
  ADD ("/deliveries/C1/five-thousand", test_many);
  ADD ("/deliveries/C3/rates", test_rates);
  ADD ("/deliveries/C3/rates/of-accounts", test_rates_of_accounts);
  ADD ("/deliveries/C3/R15/rates-of-damaged", test_rates_of_damaged);
  ADD ("/deliveries/deletion", test_deletion);
#undef ADD

  return g_test_run ();
}
