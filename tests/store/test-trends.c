/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-overlay.h"
#include "cst-search.h"
#include "cst-trends.h"
#include "cst-util.h"
#include "trend-fixture.h"

#define DAY 86400

/* Of each of two accounts. The sanitizers unwind the stack at every allocation: what they look for shows with fewer. */
#ifdef __SANITIZE_ADDRESS__
#define ORDERS 150
#define INCIDENTS 300
#else
#define ORDERS 1000
#define INCIDENTS 2000
#endif

static CstTrends *
count (Fixture              *fixture,
       const CstTrendsQuery *query)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);
  CstTrends *trends = cst_db_trends (db, query, FIXTURE_NOW, NULL, &error);

  g_assert_no_error (error);

  return trends;
}

static guint
count_list (Fixture      *fixture,
            CstListQuery *list)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);
  g_autoptr(GArray) ids = cst_db_list_ids (db, list, 0, &error);

  g_assert_no_error (error);

  return ids->len;
}

static const CstTrendBar *
find_bar (const CstTrends *trends,
          CstDimension     dimension,
          const char      *text)
{
  for (guint i = 0; i < trends->bars[dimension]->len; i++)
    {
      const CstTrendBar *bar = g_ptr_array_index (trends->bars[dimension], i);

      if (g_str_equal (bar->text, text))
        return bar;
    }

  g_assert_not_reached ();
}

/* ── A slow recount over the records ───────────────────────────────────────────────────────────── */

typedef struct
{
  int         count;
  int         open;
  int         before;
  int         quantity;
  int         orders;
  int         orders_before;
  GHashTable *costs; /* "EUR refunded" → gint64 */
} Slow;

typedef struct
{
  CstTrendsQuery  query;
  gint64          before;
  GHashTable     *slow; /* "article SKU-01" → Slow */
  int             outcomes[2][CST_N_DEADLINES][CST_N_OUTCOMES];
} Recount;

static void
slow_free (gpointer data)
{
  g_hash_table_unref (((Slow *) data)->costs);
  g_free (data);
}

static Slow *
slow_of (Recount      *recount,
         CstDimension  dimension,
         const char   *name)
{
  g_autofree char *key = g_strdup_printf ("%s %s", cst_enum_nick (&cst_dimension_type, (int) dimension), name);
  Slow *slow = g_hash_table_lookup (recount->slow, key);

  if (slow == NULL)
    {
      slow = g_new0 (Slow, 1);
      slow->costs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_hash_table_insert (recount->slow, g_steal_pointer (&key), slow);
    }

  return slow;
}

static void
add_slow_cost (Slow       *slow,
               const char *currency,
               const char *what,
               gint64      amount)
{
  g_autofree char *key = g_strdup_printf ("%s %s", currency, what);
  gint64 *sum = g_hash_table_lookup (slow->costs, key);

  if (sum == NULL)
    g_hash_table_insert (slow->costs, g_steal_pointer (&key), g_memdup2 (&amount, sizeof amount));
  else
    *sum += amount;
}

static void
recount_costs (Slow              *slow,
               const CstOrder    *order,
               const CstIncident *incident)
{
  for (guint i = 0; i < incident->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (incident->resolutions, i);
      const char *currency = resolution->amounts.currency;

      if (resolution->state != CST_RESOLUTION_EXECUTED)
        continue;
      if (*currency == '\0' && order != NULL)
        currency = order->amounts.currency;
      if (resolution->kind == CST_RESOLUTION_REFUND)
        {
          add_slow_cost (slow, currency, "refunds", 1);
          add_slow_cost (slow, currency, "refunded", resolution->amounts.total);
          add_slow_cost (slow, currency, "shipping", resolution->amounts.shipping);
          continue;
        }
      add_slow_cost (slow, currency, "replacements", 1);
      for (guint j = 0; order != NULL && j < resolution->lines->len; j++)
        {
          const CstResolutionLine *line = g_ptr_array_index (resolution->lines, j);
          const CstOrderLine *sold = cst_order_find_line (order, line->line);

          add_slow_cost (slow, currency, "replaced", sold != NULL ? sold->unit_price * line->quantity : 0);
        }
    }
}

static void
recount_bar (Recount           *recount,
             CstDimension       dimension,
             const char        *name,
             const CstOrder    *order,
             const CstIncident *incident)
{
  Slow *slow = slow_of (recount, dimension, name);

  if (incident->reported_at < recount->query.from)
    {
      slow->before++;
      return;
    }
  slow->count++;
  slow->open += incident->state != CST_INCIDENT_RESOLVED && incident->state != CST_INCIDENT_REFUSED;
  recount_costs (slow, order, incident);
}

static const char *
text (const char *said)
{
  return said != NULL ? said : "";
}

static const char *
slow_carrier (const CstOrder    *order,
              const CstIncident *incident)
{
  const char *first = "";

  for (guint i = 0; order != NULL && i < order->shipments->len; i++)
    {
      const CstShipment *shipment = g_ptr_array_index (order->shipments, i);
      const CstLineQuantity *carried = g_ptr_array_index (shipment->lines, 0);

      if (i == 0)
        first = text (shipment->carrier);
      for (guint j = 0; j < incident->lines->len && *text (shipment->carrier) != '\0'; j++)
        {
          if (g_str_equal (((CstLineQuantity *) g_ptr_array_index (incident->lines, j))->line, carried->line))
            return shipment->carrier;
        }
    }

  return first;
}

/* Every article and supplier once, and all the pieces. */
static void
recount_articles (Recount           *recount,
                  const CstOrder    *order,
                  const CstIncident *incident)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean any = FALSE;

  for (guint i = 0; order != NULL && i < incident->lines->len; i++)
    {
      const CstLineQuantity *reported = g_ptr_array_index (incident->lines, i);
      const CstOrderLine *line = cst_order_find_line (order, reported->line);

      if (line == NULL)
        continue;
      any = TRUE;
      if (g_hash_table_add (seen, g_strconcat ("a", text (line->sku), NULL)))
        recount_bar (recount, CST_DIMENSION_ARTICLE, text (line->sku), order, incident);
      if (g_hash_table_add (seen, g_strconcat ("s", text (line->supplier), NULL)))
        recount_bar (recount, CST_DIMENSION_SUPPLIER, text (line->supplier), order, incident);
      if (incident->reported_at >= recount->query.from)
        {
          slow_of (recount, CST_DIMENSION_ARTICLE, text (line->sku))->quantity += reported->quantity;
          slow_of (recount, CST_DIMENSION_SUPPLIER, text (line->supplier))->quantity += reported->quantity;
        }
    }

  if (!any)
    {
      recount_bar (recount, CST_DIMENSION_ARTICLE, "", order, incident);
      recount_bar (recount, CST_DIMENSION_SUPPLIER, "", order, incident);
    }
}

static CstDeadlineOutcome
slow_outcome (gint64 due,
              gint64 done)
{
  if (due == 0)
    return CST_DEADLINE_UNSAID;
  if (done == 0)
    return due < FIXTURE_NOW ? CST_DEADLINE_MISSED : CST_DEADLINE_PENDING;

  return done > due ? CST_DEADLINE_MISSED : CST_DEADLINE_KEPT;
}

static gint64
slow_moment (const CstIncident *incident,
             gboolean           of_reply)
{
  gint64 start = incident->reported_at;
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < incident->history->len; i++)
    {
      const CstIncidentEvent *event = g_ptr_array_index (incident->history, i);

      if (event->event == CST_EVENT_CONTESTED)
        start = MAX (start, event->at);
    }
  for (guint i = 0; i < incident->history->len; i++)
    {
      const CstIncidentEvent *event = g_ptr_array_index (incident->history, i);

      if (event->at >= start && event->event == (of_reply ? CST_EVENT_MESSAGE : CST_EVENT_RESOLVED))
        first = MIN (first, event->at);
    }
  for (guint i = 0; of_reply && i < incident->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (incident->resolutions, i);

      if (resolution->requested_at >= start && resolution->state <= CST_RESOLUTION_EXECUTED)
        first = MIN (first, resolution->requested_at);
    }

  return first != G_MAXINT64 ? first : 0;
}

static void
recount_deadlines (Recount           *recount,
                   const CstIncident *incident)
{
  int period = incident->reported_at >= recount->query.from;
  gboolean is_settled = incident->state == CST_INCIDENT_RESOLVED || incident->state == CST_INCIDENT_REFUSED;
  gint64 replied = slow_moment (incident, TRUE);
  gint64 resolved = is_settled ? slow_moment (incident, FALSE) : 0;

  if (is_settled && resolved == 0)
    resolved = incident->updated_at;
  if (replied == 0)
    replied = resolved;
  recount->outcomes[period][CST_DEADLINE_REPLY][slow_outcome (incident->respond_by, replied)]++;
  recount->outcomes[period][CST_DEADLINE_RESOLUTION][slow_outcome (incident->resolve_by, resolved)]++;
}

static void
recount_incident (Recount           *recount,
                  gint64             account,
                  const CstOrder    *order,
                  const CstIncident *incident)
{
  g_autofree char *customer = NULL;
  g_autofree char *reason = g_strdup_printf ("%d", (int) incident->reason);
  g_autofree char *state = g_strdup_printf ("%d", (int) incident->state);
  g_autofree char *carrier = cst_search_key (slow_carrier (order, incident));

  if (incident->reported_at < recount->before || incident->reported_at >= recount->query.to)
    return;

  customer = g_strdup_printf ("%" G_GINT64_FORMAT "/%s", account, order != NULL ? text (order->customer.id) : "");
  recount_bar (recount, CST_DIMENSION_NONE, "", order, incident);
  recount_bar (recount, CST_DIMENSION_REASON, reason, order, incident);
  recount_bar (recount, CST_DIMENSION_STATE, state, order, incident);
  recount_bar (recount, CST_DIMENSION_CARRIER, carrier, order, incident);
  recount_bar (recount, CST_DIMENSION_COUNTRY, order != NULL ? text (order->customer.country) : "", order, incident);
  recount_bar (recount, CST_DIMENSION_CUSTOMER, customer, order, incident);
  recount_articles (recount, order, incident);
  recount_deadlines (recount, incident);
}

static void
recount_ordered (Recount        *recount,
                 CstDimension    dimension,
                 const char     *name,
                 const CstOrder *order)
{
  Slow *slow = slow_of (recount, dimension, name);

  if (order->placed_at < recount->query.from)
    slow->orders_before++;
  else
    slow->orders++;
}

static void
recount_order (Recount        *recount,
               gint64          account,
               const CstOrder *order)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *customer = g_strdup_printf ("%" G_GINT64_FORMAT "/%s", account, text (order->customer.id));
  const CstShipment *first = order->shipments->len > 0 ? g_ptr_array_index (order->shipments, 0) : NULL;
  g_autofree char *carrier = cst_search_key (first != NULL ? first->carrier : "");

  if (order->placed_at < recount->before || order->placed_at >= recount->query.to)
    return;

  recount_ordered (recount, CST_DIMENSION_NONE, "", order);
  recount_ordered (recount, CST_DIMENSION_COUNTRY, text (order->customer.country), order);
  recount_ordered (recount, CST_DIMENSION_CUSTOMER, customer, order);
  recount_ordered (recount, CST_DIMENSION_CARRIER, carrier, order);
  for (guint i = 0; i < order->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (order->lines, i);

      if (g_hash_table_add (seen, g_strconcat ("a", text (line->sku), NULL)))
        recount_ordered (recount, CST_DIMENSION_ARTICLE, text (line->sku), order);
      if (g_hash_table_add (seen, g_strconcat ("s", text (line->supplier), NULL)))
        recount_ordered (recount, CST_DIMENSION_SUPPLIER, text (line->supplier), order);
    }
}

/* From the very records the marketplace said. */
static void
recount_account (Fixture *fixture,
                 Recount *recount,
                 gint64   account)
{
  g_autoptr(GHashTable) orders = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) cst_order_free);

  for (int i = 0; i < ORDERS; i++)
    {
      CstOrder *order = trend_order (i);

      recount_order (recount, account, order);
      g_hash_table_insert (orders, order->id, order);
    }
  for (int i = 0; i < INCIDENTS; i++)
    {
      g_autoptr(CstIncident) incident = trend_incident (i, ORDERS);

      recount_incident (recount, account, g_hash_table_lookup (orders, incident->order), incident);
    }
}

static gint64
slow_cost (const Slow *slow,
           const char *currency,
           const char *what)
{
  g_autofree char *key = g_strdup_printf ("%s %s", currency, what);
  const gint64 *sum = g_hash_table_lookup (slow->costs, key);

  return sum != NULL ? *sum : 0;
}

static void
compare_costs (const CstTrendBar *bar,
               const Slow        *slow)
{
  gint64 all = 0;
  gint64 slow_all = 0;
  GHashTableIter iter;
  gpointer key, amount;

  for (guint i = 0; i < bar->costs->len; i++)
    {
      const CstTrendCost *cost = &g_array_index (bar->costs, CstTrendCost, i);

      g_assert_cmpint (cost->refunds, ==, slow_cost (slow, cost->currency, "refunds"));
      g_assert_cmpint (cost->refunded, ==, slow_cost (slow, cost->currency, "refunded"));
      g_assert_cmpint (cost->refunded_shipping, ==, slow_cost (slow, cost->currency, "shipping"));
      g_assert_cmpint (cost->replacements, ==, slow_cost (slow, cost->currency, "replacements"));
      g_assert_cmpint (cost->replaced, ==, slow_cost (slow, cost->currency, "replaced"));
      all += cost->refunds + cost->replacements;
    }

  /* No currency was left out. */
  g_hash_table_iter_init (&iter, slow->costs);
  while (g_hash_table_iter_next (&iter, &key, &amount))
    {
      if (g_str_has_suffix (key, " refunds") || g_str_has_suffix (key, " replacements"))
        slow_all += *(gint64 *) amount;
    }
  g_assert_cmpint (all, ==, slow_all);
}

static char *
name_of (CstDimension       dimension,
         const CstTrendBar *bar)
{
  switch (dimension)
    {
    case CST_DIMENSION_REASON:
    case CST_DIMENSION_STATE:
      return g_strdup_printf ("%" G_GINT64_FORMAT, bar->key);
    case CST_DIMENSION_CARRIER:
      return cst_search_key (bar->text);
    case CST_DIMENSION_CUSTOMER:
      return g_strdup_printf ("%" G_GINT64_FORMAT "/%s", bar->account, bar->text);
    case CST_DIMENSION_NONE:
    case CST_DIMENSION_ARTICLE:
    case CST_DIMENSION_SUPPLIER:
    case CST_DIMENSION_COUNTRY:
    case CST_DIMENSION_WEEK:
    default:
      return g_strdup (bar->text);
    }
}

static void
compare_bar (Recount           *recount,
             CstDimension       dimension,
             const CstTrendBar *bar)
{
  g_autofree char *name = name_of (dimension, bar);
  const Slow *slow = slow_of (recount, dimension, name);

  g_assert_cmpint (bar->count, ==, slow->count);
  g_assert_cmpint (bar->open, ==, slow->open);
  g_assert_cmpint (bar->before, ==, slow->before);
  g_assert_cmpint (bar->quantity, ==, slow->quantity);
  g_assert_cmpint (bar->orders, ==, slow->orders);
  g_assert_cmpint (bar->orders_before, ==, slow->orders_before);
  compare_costs (bar, slow);
}

static guint
count_slow_bars (Recount      *recount,
                 CstDimension  dimension)
{
  g_autofree char *prefix = g_strconcat (cst_enum_nick (&cst_dimension_type, (int) dimension), " ", NULL);
  GHashTableIter iter;
  gpointer key, slow;
  guint n = 0;

  g_hash_table_iter_init (&iter, recount->slow);
  while (g_hash_table_iter_next (&iter, &key, &slow))
    n += g_str_has_prefix (key, prefix) && (((Slow *) slow)->count > 0 || ((Slow *) slow)->before > 0);

  return n;
}

static void
compare (Fixture   *fixture,
         Recount   *recount,
         CstTrends *trends)
{
  compare_bar (recount, CST_DIMENSION_NONE, trends->total);
  g_assert_cmpint (trends->total->count, >, INCIDENTS / 8);
  for (int i = CST_DIMENSION_REASON; i < CST_DIMENSION_WEEK; i++)
    {
      g_test_message ("by %s: %u bars", cst_enum_nick (&cst_dimension_type, i), trends->bars[i]->len);
      g_assert_cmpuint (trends->bars[i]->len, ==, count_slow_bars (recount, (CstDimension) i));
      for (guint j = 0; j < trends->bars[i]->len; j++)
        compare_bar (recount, (CstDimension) i, g_ptr_array_index (trends->bars[i], j));
    }
  for (int i = CST_DEADLINE_REPLY; i < CST_N_DEADLINES; i++)
    {
      for (int j = 0; j < CST_N_OUTCOMES; j++)
        {
          g_assert_cmpint (trends->deadlines.n[i][j], ==, recount->outcomes[1][i][j]);
          g_assert_cmpint (trends->deadlines_before.n[i][j], ==, recount->outcomes[0][i][j]);
        }
    }
}

/* A list of what is behind every bar is as long as the bar says. */
static void
compare_lists (Fixture   *fixture,
               CstTrends *trends)
{
  g_autoptr(CstListQuery) whole = cst_trends_dup_list (trends, CST_DIMENSION_NONE, trends->total);

  g_assert_cmpuint (count_list (fixture, whole), ==, (guint) trends->total->count);
  for (int i = CST_DIMENSION_REASON; i < CST_N_DIMENSIONS; i++)
    {
      for (guint j = 0; j < MIN (trends->bars[i]->len, 25); j++)
        {
          const CstTrendBar *bar = g_ptr_array_index (trends->bars[i], j);
          g_autoptr(CstListQuery) list = cst_trends_dup_list (trends, (CstDimension) i, bar);

          g_assert_cmpuint (count_list (fixture, list), ==, (guint) bar->count);
        }
    }
  for (int i = CST_DEADLINE_REPLY; i < CST_N_DEADLINES; i++)
    {
      for (int j = 0; j < CST_N_OUTCOMES; j++)
        {
          g_autoptr(CstListQuery) list = cst_trends_dup_deadline_list (trends, (CstDeadlineKind) i,
                                                                       (CstDeadlineOutcome) j);

          g_assert_cmpuint (count_list (fixture, list), ==, (guint) trends->deadlines.n[i][j]);
        }
    }
}

static void
test_recount (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  gint64 other = add_account (fixture, "other");
  gint64 accounts[] = { 0, demo };

  trend_fill (fixture, demo, ORDERS, INCIDENTS);
  trend_fill (fixture, other, ORDERS, INCIDENTS);

  for (gsize i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      Recount recount = { .query = { accounts[i], FIXTURE_NOW - 120 * DAY, FIXTURE_NOW - 20 * DAY, NULL } };
      g_autoptr(CstTrends) trends = count (fixture, &recount.query);

      recount.before = FIXTURE_NOW - 220 * DAY;
      g_assert_cmpint (trends->before, ==, recount.before);
      recount.slow = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, slow_free);
      recount_account (fixture, &recount, demo);
      if (accounts[i] == 0)
        recount_account (fixture, &recount, other);
      compare (fixture, &recount, trends);
      compare_lists (fixture, trends);
      g_hash_table_unref (recount.slow);
    }
}

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

  trends = count (fixture, &query);
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
  compare_lists (fixture, trends);
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
  g_autoptr(CstTrends) at_end = NULL;
  g_autoptr(CstTrends) at_begin = NULL;

  apply_order (fixture, demo, make_order ("1", 1, CST_ORDER_DELIVERED));
  report_at (fixture, demo, "9999-12-29T10:00:00Z");

  at_end = count (fixture, &late);
  g_assert_cmpuint (at_end->bars[CST_DIMENSION_WEEK]->len, ==, 5);
  assert_week (at_end, 4, "9999-12-27T00:00:00Z", "9999-12-31T00:00:00Z", 1);
  at_begin = count (fixture, &early);
  g_assert_cmpuint (at_begin->bars[CST_DIMENSION_WEEK]->len, >=, 1);
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

  trends = count (fixture, &query);
  g_assert_cmpint (trends->total->count, ==, 20);
  g_assert_cmpint (trends->total->orders, ==, 1000);
  g_assert_cmpfloat_with_epsilon (find_bar (trends, CST_DIMENSION_ARTICLE, "BAD")->limits.expected, 1, 1e-9);
  g_assert_cmpint (find_bar (trends, CST_DIMENSION_ARTICLE, "BAD")->limits.upper, ==, 5);
  g_assert_cmpint (find_bar (trends, CST_DIMENSION_ARTICLE, "BAD")->signal, ==, CST_SIGNAL_HIGH);
  g_assert_cmpint (find_bar (trends, CST_DIMENSION_ARTICLE, "UNLUCKY")->signal, ==, CST_SIGNAL_NOISE);
  g_assert_cmpint (find_bar (trends, CST_DIMENSION_ARTICLE, "RARE")->signal, ==, CST_SIGNAL_NOISE);
  g_assert_cmpint (find_bar (trends, CST_DIMENSION_ARTICLE, "GOOD")->signal, ==, CST_SIGNAL_NOISE);
  /* Ten are expected: two is the fewest that chance explains. */
  g_assert_cmpint (find_bar (trends, CST_DIMENSION_ARTICLE, "MANY")->limits.lower, ==, 2);
  g_assert_cmpint (find_bar (trends, CST_DIMENSION_ARTICLE, "MANY")->signal, ==, CST_SIGNAL_NOISE);
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

  trends = count (fixture, &query);
  g_assert_cmpint (find_bar (trends, CST_DIMENSION_ARTICLE, "SEASON")->change, ==, CST_SIGNAL_NOISE);
  g_assert_cmpint (find_bar (trends, CST_DIMENSION_ARTICLE, "WORSE")->change, ==, CST_SIGNAL_HIGH);
  g_assert_cmpint (find_bar (trends, CST_DIMENSION_ARTICLE, "BETTER")->change, ==, CST_SIGNAL_LOW);
  g_assert_cmpint (find_bar (trends, CST_DIMENSION_ARTICLE, "ONCE")->change, ==, CST_SIGNAL_NOISE);
  g_assert_cmpint (find_bar (trends, CST_DIMENSION_ARTICLE, "NEW")->change, ==, CST_SIGNAL_UNSAID);
  g_assert_cmpint (find_bar (trends, CST_DIMENSION_COUNTRY, "FR")->change, ==, CST_SIGNAL_NOISE);
  compare_lists (fixture, trends);
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

  trends = count (fixture, &query);
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
  g_autoptr(CstTrends) trends = count (fixture, &query);

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
    g_assert_cmpstr (find_bar (trends, CST_DIMENSION_ARTICLE, "CUP-12")->label, ==, "Tasse à œuf");
    g_assert_cmpstr (find_bar (trends, CST_DIMENSION_CUSTOMER, "c1")->label, ==, "Papeterie du Nord");
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
  ADD ("/P9/trends/recount", test_recount);
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
