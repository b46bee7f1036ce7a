/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-trends-private.h"

#include "cst-util.h"

/* Differences that chance makes less than once in a hundred times are said to be more than chance. */
#define DIFFERENCE_TAIL 0.01

/* One is no repetition, and two may be a coincidence of two customers. */
#define FEWEST_REPEATS 3

/* Names are looked up for the customers at the top only. */
#define MOST_NAMES 500

CST_DEFINE_ENUM_TYPE (cst_signal, "unsaid", "noise", "high", "low");

/* ── Life ──────────────────────────────────────────────────────────────────────────────────────── */

CstTrendsQuery *
cst_trends_query_copy (const CstTrendsQuery *self)
{
  CstTrendsQuery *copy = g_memdup2 (self, sizeof *self);

  copy->timezone = g_strdup (self->timezone);

  return copy;
}

void
cst_trends_query_free (CstTrendsQuery *self)
{
  if (self == NULL)
    return;

  g_free (self->timezone);
  g_free (self);
}

CstTrendBar *
cst_trend_bar_new (gint64      key,
                   const char *text)
{
  CstTrendBar *self = g_new0 (CstTrendBar, 1);

  self->key = key;
  self->text = g_strdup (text);
  self->costs = g_array_new (FALSE, TRUE, sizeof (CstTrendCost));

  return self;
}

void
cst_trend_bar_free (CstTrendBar *self)
{
  g_free (self->text);
  g_free (self->label);
  g_array_unref (self->costs);
  g_free (self);
}

void
cst_trends_free (CstTrends *self)
{
  if (self == NULL)
    return;

  g_free (self->query.timezone);
  g_clear_pointer (&self->total, cst_trend_bar_free);
  for (int i = 0; i < CST_N_DIMENSIONS; i++)
    g_clear_pointer (&self->bars[i], g_ptr_array_unref);
  g_clear_pointer (&self->rates, g_ptr_array_unref);
  g_free (self);
}

/* ── Periods ───────────────────────────────────────────────────────────────────────────────────── */

static GTimeZone *
zone_of (const CstTrendsQuery *query)
{
  GTimeZone *zone = query->timezone != NULL ? g_time_zone_new_identifier (query->timezone) : NULL;

  return zone != NULL ? zone : g_time_zone_new_local ();
}

static gint64
midnight (GDateTime *moment,
          GTimeZone *zone)
{
  g_autoptr(GDateTime) day = g_date_time_new (zone, g_date_time_get_year (moment), g_date_time_get_month (moment),
                                              g_date_time_get_day_of_month (moment), 0, 0, 0);

  return g_date_time_to_unix (day);
}

/**
 * cst_trends_query_before:
 *
 * Where the period before begins. As many days long where both ends are midnights of the time zone, whether or not the
 * clocks were changed meanwhile; as many seconds otherwise.
 *
 * Returns: seconds since 1970
 */
gint64
cst_trends_query_before (const CstTrendsQuery *self)
{
  g_autoptr(GTimeZone) zone = zone_of (self);
  g_autoptr(GDateTime) utc_from = g_date_time_new_from_unix_utc (self->from);
  g_autoptr(GDateTime) utc_to = g_date_time_new_from_unix_utc (self->to);
  g_autoptr(GDateTime) from = utc_from != NULL ? g_date_time_to_timezone (utc_from, zone) : NULL;
  g_autoptr(GDateTime) to = utc_to != NULL ? g_date_time_to_timezone (utc_to, zone) : NULL;
  GDate first;
  GDate last;
  g_autoptr(GDateTime) before = NULL;

  if (from == NULL || to == NULL || midnight (from, zone) != self->from || midnight (to, zone) != self->to)
    return self->from - (self->to - self->from);

  g_date_clear (&first, 1);
  g_date_clear (&last, 1);
  g_date_set_dmy (&first, (GDateDay) g_date_time_get_day_of_month (from), (GDateMonth) g_date_time_get_month (from),
                  (GDateYear) g_date_time_get_year (from));
  g_date_set_dmy (&last, (GDateDay) g_date_time_get_day_of_month (to), (GDateMonth) g_date_time_get_month (to),
                  (GDateYear) g_date_time_get_year (to));
  before = g_date_time_add_days (from, -g_date_days_between (&first, &last));

  /* There is no day before the first that the calendar has. */
  return before != NULL ? midnight (before, zone) : self->from - (self->to - self->from);
}

/* Every week that the period touches, so that one without incidents shows. The first and the last that the calendar
 * has are as long as the period. */
static void
add_weeks (CstTrends *self)
{
  g_autoptr(GTimeZone) zone = zone_of (&self->query);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (self->query.from);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autoptr(GDateTime) monday = local != NULL ? g_date_time_add_days (local, 1 - g_date_time_get_day_of_week (local))
                                              : NULL;

  do
    {
      g_autoptr(GDateTime) next = monday != NULL ? g_date_time_add_days (monday, 7) : NULL;
      CstTrendBar *bar = cst_trend_bar_new (monday != NULL ? midnight (monday, zone) : self->query.from, "");

      bar->until = next != NULL ? midnight (next, zone) : self->query.to;
      g_ptr_array_add (self->bars[CST_DIMENSION_WEEK], bar);
      g_clear_pointer (&monday, g_date_time_unref);
      monday = g_steal_pointer (&next);
    }
  while (monday != NULL && midnight (monday, zone) < self->query.to);
}

/* ── Judging ───────────────────────────────────────────────────────────────────────────────────── */

/* Counts alone would call a good season a bad one: they are compared as shares of the orders. */
static CstSignal
judge_change (const CstTrends   *self,
              const CstTrendBar *bar)
{
  gboolean knows_own = bar->orders > 0 || bar->orders_before > 0;
  int orders = knows_own ? bar->orders : self->total->orders;
  int before = knows_own ? bar->orders_before : self->total->orders_before;

  if (orders == 0 || before == 0)
    return CST_SIGNAL_UNSAID;
  if (cst_chance_of_difference (bar->count, bar->before, orders, before) >= DIFFERENCE_TAIL)
    return CST_SIGNAL_NOISE;

  return (gint64) bar->count * before > (gint64) bar->before * orders ? CST_SIGNAL_HIGH : CST_SIGNAL_LOW;
}

/* The u-chart of articles: each against the average of all, in incidents for each order with the article. */
static void
judge_article (CstTrendBar *bar,
               double       average)
{
  if (*bar->text == '\0' || bar->orders == 0 || average <= 0)
    return;

  bar->limits = cst_control_limits (average * bar->orders);
  if (bar->count > bar->limits.upper && bar->count >= FEWEST_REPEATS)
    bar->signal = CST_SIGNAL_HIGH;
  else if (bar->count < bar->limits.lower)
    bar->signal = CST_SIGNAL_LOW;
  else
    bar->signal = CST_SIGNAL_NOISE;
}

static int
compare_bars (gconstpointer a,
              gconstpointer b)
{
  const CstTrendBar *first = *(CstTrendBar *const *) a;
  const CstTrendBar *second = *(CstTrendBar *const *) b;

  if (first->count != second->count)
    return second->count - first->count;
  if (first->before != second->before)
    return second->before - first->before;
  if (first->account != second->account)
    return first->account < second->account ? -1 : 1;
  if (first->key != second->key)
    return first->key < second->key ? -1 : 1;

  return g_strcmp0 (first->text, second->text);
}

/* @article_orders: each article of each order, @article_incidents: incidents of articles that were ordered */
void
cst_trends_judge (CstTrends *self,
                  gint64     article_orders,
                  int        article_incidents)
{
  double average = article_orders > 0 ? (double) article_incidents / (double) article_orders : 0;

  self->total->change = judge_change (self, self->total);
  for (int i = CST_DIMENSION_REASON; i < CST_DIMENSION_WEEK; i++)
    {
      for (guint j = 0; j < self->bars[i]->len; j++)
        {
          CstTrendBar *bar = g_ptr_array_index (self->bars[i], j);

          bar->change = judge_change (self, bar);
          if (i == CST_DIMENSION_ARTICLE)
            judge_article (bar, average);
        }
      g_ptr_array_sort (self->bars[i], compare_bars);
    }
}

/* ── Counting ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
name_customers (CstTrends  *self,
                CstDb      *db,
                GError    **error)
{
  GPtrArray *bars = self->bars[CST_DIMENSION_CUSTOMER];

  for (guint i = 0; i < MIN (bars->len, MOST_NAMES); i++)
    {
      CstTrendBar *bar = g_ptr_array_index (bars, i);
      g_autoptr(CstStmt) stmt =
        cst_db_prepare (db, "SELECT customer_name FROM orders WHERE account = ?1 AND customer = ?2 LIMIT 1", error);
      CstStep step;

      if (stmt == NULL)
        return FALSE;
      cst_stmt_bind_int (stmt, 1, bar->account);
      cst_stmt_bind_text (stmt, 2, bar->text);
      if (*bar->text == '\0' || (step = cst_db_step (db, stmt, error)) == CST_STEP_DONE)
        continue;
      if (step == CST_STEP_ERROR)
        return FALSE;
      if (!cst_str_is_blank (cst_stmt_text (stmt, 0)))
        bar->label = cst_stmt_dup_text (stmt, 0);
    }

  return TRUE;
}

static CstTrends *
trends_new (const CstTrendsQuery *query,
            gint64                now)
{
  CstTrends *self = g_new0 (CstTrends, 1);

  self->query = *query;
  self->query.timezone = g_strdup (query->timezone);
  self->before = cst_trends_query_before (query);
  self->now = now;
  self->total = cst_trend_bar_new (0, "");
  for (int i = CST_DIMENSION_REASON; i < CST_N_DIMENSIONS; i++)
    self->bars[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_trend_bar_free);
  add_weeks (self);

  return self;
}

/**
 * cst_db_trends:
 * @query: its to is after its from
 * @now: seconds since 1970
 *
 * P9, O13: counts everything of a period and of the one before. For the query thread, where it sees one moment.
 *
 * Returns: (transfer full): the figures
 */
CstTrends *
cst_db_trends (CstDb                 *db,
               const CstTrendsQuery  *query,
               gint64                 now,
               GCancellable          *cancellable,
               GError               **error)
{
  g_autoptr(CstTrends) self = NULL;

  g_return_val_if_fail (query->to > query->from, NULL);

  self = trends_new (query, now);
  if (!cst_trends_count (self, db, cancellable, error) || !name_customers (self, db, error) ||
      !(self->rates = cst_db_rate_outlooks (db, query->account, now, error)))
    return NULL;

  return g_steal_pointer (&self);
}

/* ── What is behind a bar ──────────────────────────────────────────────────────────────────────── */

static CstListQuery *
list_of_period (const CstTrends *self)
{
  CstListQuery *list = cst_list_query_new (CST_LIST_INCIDENTS);

  list->account = self->query.account;
  list->from = self->query.from;
  list->to = self->query.to;

  return list;
}

/**
 * cst_trends_dup_list:
 * @dimension: of the bar; %CST_DIMENSION_NONE for the total
 *
 * Returns: (transfer full): what lists exactly the incidents of the bar
 */
CstListQuery *
cst_trends_dup_list (const CstTrends   *self,
                     CstDimension       dimension,
                     const CstTrendBar *bar)
{
  CstListQuery *list = list_of_period (self);

  switch (dimension)
    {
    case CST_DIMENSION_WEEK:
      list->from = MAX (bar->key, list->from);
      list->to = MIN (bar->until, list->to);
      break;
    case CST_DIMENSION_REASON:
    case CST_DIMENSION_STATE:
      list->dimension = dimension;
      list->subject = g_strdup_printf ("%" G_GINT64_FORMAT, bar->key);
      break;
    case CST_DIMENSION_ARTICLE:
    case CST_DIMENSION_SUPPLIER:
    case CST_DIMENSION_CARRIER:
    case CST_DIMENSION_COUNTRY:
    case CST_DIMENSION_CUSTOMER:
      list->dimension = dimension;
      list->subject = g_strdup (bar->text);
      if (dimension == CST_DIMENSION_CUSTOMER)
        list->account = bar->account;
      break;
    case CST_DIMENSION_NONE:
    default:
      break;
    }

  return list;
}

/**
 * cst_trends_dup_deadline_list:
 *
 * Returns: (transfer full): what lists exactly the incidents whose deadline came out like this when it was counted
 */
CstListQuery *
cst_trends_dup_deadline_list (const CstTrends    *self,
                              CstDeadlineKind     deadline,
                              CstDeadlineOutcome  outcome)
{
  CstListQuery *list = list_of_period (self);

  list->deadline = deadline;
  list->outcome = outcome;
  list->as_of = self->now;

  return list;
}

/* ── Asking the store ──────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CstTrendsQuery *query;
  gint64          now;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  cst_trends_query_free (request->query);
  g_free (request);
}

static gpointer
count_func (CstDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const Request *request = data;

  return cst_db_trends (db, request->query, request->now, cancellable, error);
}

/**
 * cst_store_trends_async:
 *
 * As cst_db_trends() now, on the query thread.
 */
void
cst_store_trends_async (CstStore             *store,
                        const CstTrendsQuery *query,
                        GCancellable         *cancellable,
                        GAsyncReadyCallback   callback,
                        gpointer              user_data)
{
  Request *request = g_new0 (Request, 1);

  request->query = cst_trends_query_copy (query);
  request->now = cst_clock_now (cst_store_get_clock (store));
  cst_store_query_async (store, count_func, request, request_free, (GDestroyNotify) cst_trends_free, cancellable,
                         callback, user_data);
}

/**
 * cst_store_trends_finish:
 *
 * Returns: (transfer full): the figures
 */
CstTrends *
cst_store_trends_finish (CstStore      *store,
                         GAsyncResult  *result,
                         GError       **error)
{
  return cst_store_query_finish (store, result, error);
}
