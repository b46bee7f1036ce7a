/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-util.h"
#include "trend-fixture.h"

#define DAY 86400

/* ── Weeks ─────────────────────────────────────────────────────────────────────────────────────── */

static void
report_at (Fixture    *fixture,
           gint64      account,
           const char *moment)
{
  CstIncident *incident = make_incident (moment, "1", 1, CST_INCIDENT_SUBMITTED);

  incident->reported_at = cst_time_parse (moment);
  apply_incident (fixture, account, incident);
}

static void
assert_week (const CstTrends *trends,
             guint            index,
             const char      *begin,
             const char      *end,
             int              n)
{
  const CstTrendBar *bar = g_ptr_array_index (trends->bars[CST_DIMENSION_WEEK], index);

  g_assert_cmpint (bar->key, ==, cst_time_parse (begin));
  g_assert_cmpint (bar->until, ==, cst_time_parse (end));
  g_assert_cmpint (bar->count, ==, n);
}

/* In Paris the clocks go back on Sunday, 25 October 2026 at three: that week has an hour more. */
static void
test_weeks (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  CstTrendsQuery query = { 0, cst_time_parse ("2026-10-13T22:00:00Z"), cst_time_parse ("2026-11-12T23:00:00Z"),
                           (char *) "Europe/Paris" };
  g_autoptr(CstTrends) trends = NULL;

  apply_order (fixture, demo, make_order ("1", 1, CST_ORDER_DELIVERED));
  report_at (fixture, demo, "2026-10-13T21:59:59Z"); /* the day before the period */
  report_at (fixture, demo, "2026-10-13T22:00:00Z"); /* Wednesday, midnight */
  report_at (fixture, demo, "2026-10-18T21:59:59Z"); /* Sunday, a second before midnight */
  report_at (fixture, demo, "2026-10-18T22:00:00Z"); /* Monday, midnight */
  report_at (fixture, demo, "2026-10-25T00:30:00Z"); /* half past two, for the first time */
  report_at (fixture, demo, "2026-10-25T01:30:00Z"); /* and for the second */
  report_at (fixture, demo, "2026-10-25T22:59:59Z"); /* Sunday, a second before midnight in winter */
  report_at (fixture, demo, "2026-10-25T23:00:00Z"); /* Monday */
  report_at (fixture, demo, "2026-11-12T22:59:59Z");
  report_at (fixture, demo, "2026-11-12T23:00:00Z"); /* the day after */

  trends = trend_count (fixture, &query);
  g_assert_cmpint (trends->total->count, ==, 8);
  g_assert_cmpint (trends->total->before, ==, 1);
  /* Thirty days, of which one has 25 hours. */
  g_assert_cmpint (trends->before, ==, cst_time_parse ("2026-09-13T22:00:00Z"));
  g_assert_cmpuint (trends->bars[CST_DIMENSION_WEEK]->len, ==, 5);
  assert_week (trends, 0, "2026-10-11T22:00:00Z", "2026-10-18T22:00:00Z", 2);
  assert_week (trends, 1, "2026-10-18T22:00:00Z", "2026-10-25T23:00:00Z", 4);
  assert_week (trends, 2, "2026-10-25T23:00:00Z", "2026-11-01T23:00:00Z", 1);
  assert_week (trends, 3, "2026-11-01T23:00:00Z", "2026-11-08T23:00:00Z", 0);
  assert_week (trends, 4, "2026-11-08T23:00:00Z", "2026-11-15T23:00:00Z", 1);
  trend_compare_lists (fixture, trends);
}

/* A period may reach to where the calendar ends. */
static void
test_all_of_time (Fixture       *fixture,
                  gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  CstTrendsQuery late = { 0, cst_time_parse ("9999-12-01T00:00:00Z"), cst_time_parse ("9999-12-31T00:00:00Z"),
                          (char *) "UTC" };
  CstTrendsQuery early = { 0, cst_time_parse ("0001-01-01T00:00:00Z"), cst_time_parse ("0001-01-20T00:00:00Z"),
                           (char *) "America/New_York" };
  CstTrendsQuery first = { 0, early.from, early.to, (char *) "UTC" };
  g_autoptr(CstTrends) at_end = NULL;
  g_autoptr(CstTrends) at_begin = NULL;
  g_autoptr(CstTrends) at_midnight = NULL;

  apply_order (fixture, demo, make_order ("1", 1, CST_ORDER_DELIVERED));
  report_at (fixture, demo, "9999-12-29T10:00:00Z");

  at_end = trend_count (fixture, &late);
  g_assert_cmpuint (at_end->bars[CST_DIMENSION_WEEK]->len, ==, 5);
  assert_week (at_end, 4, "9999-12-27T00:00:00Z", "9999-12-31T00:00:00Z", 1);
  at_begin = trend_count (fixture, &early);
  g_assert_cmpuint (at_begin->bars[CST_DIMENSION_WEEK]->len, >=, 1);
  at_midnight = trend_count (fixture, &first);
  g_assert_cmpuint (at_midnight->bars[CST_DIMENSION_WEEK]->len, ==, 3);
  g_assert_cmpint (at_midnight->before, ==, first.from - 19 * DAY);
}

/* ── What is more than chance ──────────────────────────────────────────────────────────────────── */

static void
sell (Fixture    *fixture,
      gint64      account,
      const char *sku,
      int         n,
      int         n_incidents,
      gint64      at)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();

  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%" G_GINT64_FORMAT "-%d", sku, at, i);
      CstOrder *order = make_order (id, 1, CST_ORDER_DELIVERED);
      CstOrderLine *line = g_ptr_array_index (order->lines, 0);

      order->placed_at = at;
      g_free (line->sku);
      line->sku = g_strdup (sku);
      g_ptr_array_add (changes->orders, order);
      if (i < n_incidents)
        {
          CstIncident *incident = make_incident (id, id, 1, CST_INCIDENT_SUBMITTED);

          incident->reported_at = at + 3600;
          g_ptr_array_add (changes->incidents, incident);
        }
    }
  cst_applied_free (apply (fixture, account, changes));
}

/* 20 of 1000 orders: two in a hundred. Of 50 orders one is expected, and five are chance; six are not. */
static void
test_repeats (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  gint64 at = FIXTURE_NOW - 10 * DAY;
  CstTrendsQuery query = { demo, FIXTURE_NOW - 30 * DAY, FIXTURE_NOW, NULL };
  g_autoptr(CstTrends) trends = NULL;

  sell (fixture, demo, "MANY", 500, 2, at);
  sell (fixture, demo, "BAD", 50, 6, at);
  sell (fixture, demo, "UNLUCKY", 50, 5, at);
  sell (fixture, demo, "RARE", 1, 1, at);
  sell (fixture, demo, "GOOD", 399, 6, at);

  trends = trend_count (fixture, &query);
  g_assert_cmpint (trends->total->count, ==, 20);
  g_assert_cmpint (trends->total->orders, ==, 1000);
  g_assert_cmpfloat_with_epsilon (trend_find_bar (trends, CST_DIMENSION_ARTICLE, "BAD")->limits.expected, 1, 1e-9);
  g_assert_cmpint (trend_find_bar (trends, CST_DIMENSION_ARTICLE, "BAD")->limits.upper, ==, 5);
  g_assert_cmpint (trend_find_bar (trends, CST_DIMENSION_ARTICLE, "BAD")->signal, ==, CST_SIGNAL_HIGH);
  g_assert_cmpint (trend_find_bar (trends, CST_DIMENSION_ARTICLE, "UNLUCKY")->signal, ==, CST_SIGNAL_NOISE);
  g_assert_cmpint (trend_find_bar (trends, CST_DIMENSION_ARTICLE, "RARE")->signal, ==, CST_SIGNAL_NOISE);
  g_assert_cmpint (trend_find_bar (trends, CST_DIMENSION_ARTICLE, "GOOD")->signal, ==, CST_SIGNAL_NOISE);
  /* Ten are expected: two is the fewest that chance explains. */
  g_assert_cmpint (trend_find_bar (trends, CST_DIMENSION_ARTICLE, "MANY")->limits.lower, ==, 2);
  g_assert_cmpint (trend_find_bar (trends, CST_DIMENSION_ARTICLE, "MANY")->signal, ==, CST_SIGNAL_NOISE);
}

static void
test_change (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  gint64 now = FIXTURE_NOW - 10 * DAY;
  gint64 before = FIXTURE_NOW - 40 * DAY;
  CstTrendsQuery query = { demo, FIXTURE_NOW - 30 * DAY, FIXTURE_NOW, NULL };
  g_autoptr(CstTrends) trends = NULL;

  /* Twice as many among twice as many; twenty of a hundred after four; one after none. */
  sell (fixture, demo, "SEASON", 400, 20, now);
  sell (fixture, demo, "SEASON", 200, 10, before);
  sell (fixture, demo, "WORSE", 100, 20, now);
  sell (fixture, demo, "WORSE", 100, 4, before);
  sell (fixture, demo, "BETTER", 100, 4, now);
  sell (fixture, demo, "BETTER", 100, 20, before);
  sell (fixture, demo, "ONCE", 10, 1, now);
  sell (fixture, demo, "ONCE", 10, 0, before);
  sell (fixture, demo, "NEW", 50, 9, now);

  trends = trend_count (fixture, &query);
  g_assert_cmpint (trend_find_bar (trends, CST_DIMENSION_ARTICLE, "SEASON")->change, ==, CST_SIGNAL_NOISE);
  g_assert_cmpint (trend_find_bar (trends, CST_DIMENSION_ARTICLE, "WORSE")->change, ==, CST_SIGNAL_HIGH);
  g_assert_cmpint (trend_find_bar (trends, CST_DIMENSION_ARTICLE, "BETTER")->change, ==, CST_SIGNAL_LOW);
  g_assert_cmpint (trend_find_bar (trends, CST_DIMENSION_ARTICLE, "ONCE")->change, ==, CST_SIGNAL_NOISE);
  g_assert_cmpint (trend_find_bar (trends, CST_DIMENSION_ARTICLE, "NEW")->change, ==, CST_SIGNAL_UNSAID);
  g_assert_cmpint (trend_find_bar (trends, CST_DIMENSION_COUNTRY, "FR")->change, ==, CST_SIGNAL_NOISE);
  trend_compare_lists (fixture, trends);
}

/* R13 */
static void
test_currencies (Fixture       *fixture,
                 gconstpointer  unused)
{
  static const char *const currencies[] = { "EUR", "GBP" };
  gint64 demo = add_account (fixture, "demo");
  CstTrendsQuery query = { demo, FIXTURE_NOW - 30 * DAY, FIXTURE_NOW, NULL };
  CstIncident *incident = make_incident ("a", "1", 1, CST_INCIDENT_RESOLVED);
  g_autoptr(CstTrends) trends = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (currencies); i++)
    {
      CstResolution *refund = cst_record_new (&cst_resolution_type);

      refund->id = g_strdup (currencies[i]);
      refund->kind = CST_RESOLUTION_REFUND;
      refund->state = CST_RESOLUTION_EXECUTED;
      refund->amounts = (CstAmounts) { .goods = 900, .shipping = 100, .tax = 200, .total = 1200 + (gint64) i };
      g_strlcpy (refund->amounts.currency, currencies[i], 4);
      g_ptr_array_add (incident->resolutions, refund);
    }
  apply_order (fixture, demo, make_order ("1", 1, CST_ORDER_DELIVERED));
  apply_incident (fixture, demo, incident);

  trends = trend_count (fixture, &query);
  g_assert_cmpuint (trends->total->costs->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const CstTrendCost *cost = &g_array_index (trends->total->costs, CstTrendCost, i);

      g_assert_cmpint (cost->refunds, ==, 1);
      g_assert_cmpint (cost->refunded, ==, g_str_equal (cost->currency, "EUR") ? 1200 : 1201);
      g_assert_cmpint (cost->refunded_shipping, ==, 100);
    }
}

static int
outcomes (Fixture            *fixture,
          CstDeadlineKind     deadline,
          CstDeadlineOutcome  outcome)
{
  CstTrendsQuery query = { 0, FIXTURE_NOW - 30 * DAY, FIXTURE_NOW, NULL };
  g_autoptr(CstTrends) trends = trend_count (fixture, &query);

  return trends->deadlines.n[deadline][outcome];
}

static void
say_of_deadline (Fixture *fixture,
                 gint64   account,
                 int      version,
                 gint64   reply_due,
                 gint64   replied_at,
                 gint64   contested_at)
{
  CstIncident *incident = make_incident ("a", "1", version, CST_INCIDENT_IN_PROGRESS);
  CstIncidentEvent *event = cst_record_new (&cst_incident_event_type);

  incident->reported_at = FIXTURE_NOW - 5 * DAY;
  incident->respond_by = reply_due;
  event->event = CST_EVENT_MESSAGE;
  event->actor = CST_PARTY_BRAND;
  event->at = replied_at;
  g_ptr_array_add (incident->history, event);
  if (contested_at != 0)
    {
      event = cst_record_new (&cst_incident_event_type);
      event->event = CST_EVENT_CONTESTED;
      event->at = contested_at;
      g_ptr_array_add (incident->history, event);
    }
  apply_incident (fixture, account, incident);
}

/* P2, R5: a site takes the deadline back once it is met; after a contest there are new ones. */
static void
test_deadlines (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  gint64 due = FIXTURE_NOW - 3 * DAY;

  apply_order (fixture, demo, make_order ("1", 1, CST_ORDER_DELIVERED));
  say_of_deadline (fixture, demo, 1, FIXTURE_NOW, 0, 0);
  g_assert_cmpint (outcomes (fixture, CST_DEADLINE_REPLY, CST_DEADLINE_PENDING), ==, 1);
  say_of_deadline (fixture, demo, 2, due, 0, 0);
  g_assert_cmpint (outcomes (fixture, CST_DEADLINE_REPLY, CST_DEADLINE_MISSED), ==, 1);
  g_assert_cmpint (outcomes (fixture, CST_DEADLINE_RESOLUTION, CST_DEADLINE_UNSAID), ==, 1);
  say_of_deadline (fixture, demo, 3, 0, due, 0);
  g_assert_cmpint (outcomes (fixture, CST_DEADLINE_REPLY, CST_DEADLINE_KEPT), ==, 1);
  say_of_deadline (fixture, demo, 4, 0, due + 1, 0);
  g_assert_cmpint (outcomes (fixture, CST_DEADLINE_REPLY, CST_DEADLINE_MISSED), ==, 1);
  say_of_deadline (fixture, demo, 5, 0, due - 1, due + 2);
  g_assert_cmpint (outcomes (fixture, CST_DEADLINE_REPLY, CST_DEADLINE_UNSAID), ==, 1);
}

/* ── Asking the store ──────────────────────────────────────────────────────────────────────────── */

static void
keep_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
ask (Fixture      *fixture,
     GCancellable *cancellable)
{
  CstTrendsQuery query = { 0, FIXTURE_NOW - 30 * DAY, FIXTURE_NOW, NULL };
  GAsyncResult *result = NULL;

  cst_store_trends_async (fixture->store, &query, cancellable, keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return result;
}

static void
test_async (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  gint64 demo = add_account (fixture, "demo");

  apply_order (fixture, demo, make_order ("1", 1, CST_ORDER_DELIVERED));
  apply_incident (fixture, demo, make_incident ("a", "1", 1, CST_INCIDENT_SUBMITTED));
  {
    g_autoptr(GAsyncResult) result = ask (fixture, NULL);
    g_autoptr(CstTrends) trends = cst_store_trends_finish (fixture->store, result, &error);

    g_assert_no_error (error);
    g_assert_cmpint (trends->total->count, ==, 1);
    g_assert_cmpstr (trend_find_bar (trends, CST_DIMENSION_ARTICLE, "CUP-12")->label, ==, "Tasse à œuf");
    g_assert_cmpstr (trend_find_bar (trends, CST_DIMENSION_CUSTOMER, "c1")->label, ==, "Papeterie du Nord");
    g_assert_cmpuint (trends->rates->len, ==, 1);
  }

  g_cancellable_cancel (cancellable);
  {
    g_autoptr(GAsyncResult) result = ask (fixture, cancellable);

    g_assert_null (cst_store_trends_finish (fixture->store, result, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/P9/trends/weeks", test_weeks);
  ADD ("/P9/trends/all-of-time", test_all_of_time);
  ADD ("/P9/trends/repeats", test_repeats);
  ADD ("/P9/trends/change", test_change);
  ADD ("/P9/R13/trends/currencies", test_currencies);
  ADD ("/P9/trends/deadlines", test_deadlines);
  ADD ("/P9/trends/async", test_async);
#undef ADD

  return g_test_run ();
}
