/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-search.h"
#include "trend-fixture.h"

/* All figures against a slow count of the very records they were made of. */

#define DAY 86400

/* Of each of two accounts. The sanitizers unwind the stack at every allocation: what they look for shows with fewer. */
#ifdef __SANITIZE_ADDRESS__
#define ORDERS 150
#define INCIDENTS 300
#else
#define ORDERS 1000
#define INCIDENTS 2000
#endif

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
recount_account (Recount *recount,
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
compare (Recount   *recount,
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
      g_autoptr(CstTrends) trends = trend_count (fixture, &recount.query);

      recount.before = FIXTURE_NOW - 220 * DAY;
      g_assert_cmpint (trends->before, ==, recount.before);
      recount.slow = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, slow_free);
      recount_account (&recount, demo);
      if (accounts[i] == 0)
        recount_account (&recount, other);
      compare (&recount, trends);
      trend_compare_lists (fixture, trends);
      g_hash_table_unref (recount.slow);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/P9/trends/recount", test_recount);
#undef ADD

  return g_test_run ();
}
