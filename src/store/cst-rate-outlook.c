/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rate-outlook.h"

#include <string.h>

#include "cst-accounts.h"
#include "cst-statistics.h"
#include "cst-util.h"

#define DAY (24 * 60 * 60)

/* What is counted where neither marketplace nor rules name a period. */
#define DEFAULT_DAYS 120

/* The pace is that of four weeks, so that each day of the week is in it as often. */
#define RECENT_DAYS 28

/* With fewer a pace is an accident. */
#define FEWEST_ORDERS 50
#define FEWEST_REPORTED 5

/* Five in a hundred on each side: nine times out of ten it comes between. */
#define OUTLOOK_TAIL 0.05

CST_DEFINE_ENUM_TYPE (cst_outlook, "no_threshold", "too_few", "above", "never", "crosses");

/* What was ordered on each day of the period, and how much of it was reported since. */
typedef struct
{
  int      days;
  int     *orders;
  int     *reported;
  int      all_orders;
  int      all_reported;
  int      first_day; /* on which something was ordered */
} Series;

static void
series_clear (Series *self)
{
  g_clear_pointer (&self->orders, g_free);
  g_clear_pointer (&self->reported, g_free);
}

void
cst_rate_outlook_free (CstRateOutlook *self)
{
  if (self == NULL)
    return;

  g_free (self->account_name);
  cst_record_clear (&cst_rate_type, &self->rate);
  g_free (self);
}

static gint64
day_begin (const char *date)
{
  g_autofree char *moment = g_strconcat (date, "T00:00:00Z", NULL);

  return cst_time_parse (moment);
}

static char *
date_of (gint64 moment)
{
  g_autofree char *text = cst_time_format (moment);

  return g_strndup (text, 10);
}

/* Whole days, both ends included: the marketplace's own period, else the rules'. One that ends before it begins is
 * none. */
static void
choose_period (const CstRate      *said,
               const CstRateTerms *terms,
               gint64              now,
               gint64             *from,
               gint64             *to)
{
  if (said->is_known && cst_date_is_valid (said->from) && cst_date_is_valid (said->to) &&
      strcmp (said->from, said->to) <= 0)
    {
      *from = day_begin (said->from);
      *to = day_begin (said->to) + DAY;
    }
  else
    {
      *to = (now / DAY + 1) * DAY;
      *from = *to - (terms->days > 0 ? terms->days : DEFAULT_DAYS) * DAY;
    }
}

static gboolean
read_series (CstDb   *db,
             gint64   account,
             gint64   from,
             gint64   to,
             Series  *series,
             GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT (placed_at - ?2) / 86400, count(*), sum (incident_count > 0) FROM orders"
                    " INDEXED BY orders_figures WHERE placed_at >= ?2 AND placed_at < ?3"
                    " AND account = ?1 GROUP BY 1 ORDER BY 1",
                    error);
  CstStep step;

  series->days = (int) ((to - from) / DAY);
  series->orders = g_new0 (int, series->days);
  series->reported = g_new0 (int, series->days);
  series->first_day = -1;
  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_int (stmt, 2, from);
  cst_stmt_bind_int (stmt, 3, to);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      gint64 day = cst_stmt_int (stmt, 0);

      series->orders[day] = (int) cst_stmt_int (stmt, 1);
      series->reported[day] = (int) cst_stmt_int (stmt, 2);
      series->all_orders += series->orders[day];
      series->all_reported += series->reported[day];
      if (series->first_day < 0)
        series->first_day = (int) day;
    }

  return step == CST_STEP_DONE;
}

static void
fill_estimate (CstRate            *estimate,
               const CstRate      *said,
               const CstRateTerms *terms,
               gint64              from,
               gint64              to,
               int                 orders,
               int                 reported)
{
  estimate->is_known = TRUE;
  estimate->from = date_of (from);
  estimate->to = date_of (to - DAY);
  estimate->orders = orders;
  estimate->reported = reported;
  estimate->threshold_bp = said->is_known ? said->threshold_bp : 0;
  cst_rate_take_terms (estimate, terms);
}

/* ── Where it goes ─────────────────────────────────────────────────────────────────────────────── */

/* Orders that were reported for the first time lately. */
static gboolean
count_recent (CstDb   *db,
              gint64   account,
              gint64   from,
              gint64   to,
              int     *recent,
              GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT count(DISTINCT i.order_id) FROM incidents i INDEXED BY incidents_by_date"
                    " JOIN orders o ON o.account = i.account AND o.id = i.order_id"
                    " WHERE i.reported_at >= ?3 AND i.reported_at < ?4 AND i.account = ?1"
                    " AND o.placed_at >= ?2 AND o.placed_at < ?4"
                    " AND NOT EXISTS (SELECT 1 FROM incidents e WHERE e.account = i.account"
                    " AND e.order_id = i.order_id AND e.reported_at < ?3)",
                    error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_int (stmt, 2, from);
  cst_stmt_bind_int (stmt, 3, to - RECENT_DAYS * DAY);
  cst_stmt_bind_int (stmt, 4, to);
  if (cst_db_step (db, stmt, error) != CST_STEP_ROW)
    return FALSE;

  *recent = (int) cst_stmt_int (stmt, 0);

  return TRUE;
}

static int
sum_recent (const Series *series)
{
  int sum = 0;

  for (int i = MAX (0, series->days - RECENT_DAYS); i < series->days; i++)
    sum += series->orders[i];

  return sum;
}

static gboolean
does_harm (const CstRate *rate,
           double         reported,
           double         orders)
{
  double share = reported * 10000;
  double threshold = rate->threshold_bp * orders;

  return orders > 0 && (rate->harms_at ? share >= threshold : share > threshold);
}

/* The first day on which it does harm when @pace orders are reported in four weeks: what comes in meanwhile, less what
 * grows older than the period. Returns 0 when that does not happen before the whole period was renewed. */
static int
find_crossing (const CstRateOutlook *self,
               const Series         *series,
               double                pace)
{
  double more_orders = series->all_orders > 0 ? (double) self->rate.orders / series->all_orders : 1;
  double more_reported = series->all_reported > 0 ? (double) self->rate.reported / series->all_reported : 1;
  double orders = self->rate.orders;
  double reported = self->rate.reported;

  for (int day = 1; day <= series->days; day++)
    {
      orders += more_orders * ((double) self->recent_orders / RECENT_DAYS - series->orders[day - 1]);
      reported += more_reported * (pace / RECENT_DAYS - series->reported[day - 1]);
      if (does_harm (&self->rate, MAX (reported, 0), orders))
        return day;
    }

  return 0;
}

static gint64
moment_of (int    day,
           gint64 now)
{
  return day != 0 ? now + day * (gint64) DAY : 0;
}

static void
look_ahead (CstRateOutlook *self,
            const Series   *series,
            gint64          now)
{
  double fewest;
  double most;

  if (self->rate.threshold_bp == 0)
    self->outlook = CST_OUTLOOK_NO_THRESHOLD;
  else if (cst_rate_is_above (&self->rate))
    self->outlook = CST_OUTLOOK_ABOVE;
  else if (self->rate.orders < FEWEST_ORDERS || self->recent_orders == 0 || self->recent_reported < FEWEST_REPORTED ||
           series->first_day > series->days - RECENT_DAYS)
    self->outlook = CST_OUTLOOK_TOO_FEW;
  else
    {
      cst_poisson_interval (self->recent_reported, OUTLOOK_TAIL, &fewest, &most);
      self->crosses_at = moment_of (find_crossing (self, series, self->recent_reported), now);
      self->earliest = moment_of (find_crossing (self, series, most), now);
      self->latest = moment_of (find_crossing (self, series, fewest), now);
      self->outlook = self->crosses_at != 0 ? CST_OUTLOOK_CROSSES : CST_OUTLOOK_NEVER;
    }
}

/**
 * cst_db_rate_outlook:
 * @now: seconds since 1970
 *
 * O13: the account's rate as its marketplace defines it, how much room is left, and when that is used up at the pace of
 * the last four weeks. The rate is one of orders in a period that moves on: each day some orders come in and some fall
 * out of it, and the ones that fall out are known. How many are reported is not: the number of four weeks stands for
 * anything within its exact Poisson interval, which gives the earliest and the latest moment.
 *
 * Returns: (transfer full): the outlook
 */
CstRateOutlook *
cst_db_rate_outlook (CstDb             *db,
                     const CstAccount  *account,
                     gint64             now,
                     GError           **error)
{
  g_autoptr(CstRateOutlook) self = g_new0 (CstRateOutlook, 1);
  const CstRate *said = &account->info.rate;
  Series series = { 0 };
  gint64 from;
  gint64 to;
  gboolean is_read;

  choose_period (said, &account->info.rate_terms, now, &from, &to);
  is_read = read_series (db, account->id, from, to, &series, error) &&
            count_recent (db, account->id, from, to, &self->recent_reported, error);
  if (is_read)
    {
      self->account = account->id;
      self->account_name = g_strdup (account->name);
      self->is_estimate = !said->is_known;
      if (self->is_estimate)
        fill_estimate (&self->rate, said, &account->info.rate_terms, from, to, series.all_orders, series.all_reported);
      else
        cst_record_assign (&cst_rate_type, &self->rate, said);
      self->days = series.days;
      self->margin = self->rate.threshold_bp != 0 ? cst_rate_margin (&self->rate) : 0;
      self->recent_days = RECENT_DAYS;
      self->recent_orders = sum_recent (&series);
      look_ahead (self, &series, now);
    }
  series_clear (&series);

  return is_read ? g_steal_pointer (&self) : NULL;
}

/**
 * cst_db_rate_outlooks:
 * @account: 0 for all
 *
 * Returns: (transfer full) (element-type CstRateOutlook): one for each account, in their order
 */
GPtrArray *
cst_db_rate_outlooks (CstDb   *db,
                      gint64   account,
                      gint64   now,
                      GError **error)
{
  g_autoptr(GPtrArray) accounts = cst_db_accounts (db, error);
  g_autoptr(GPtrArray) outlooks = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_rate_outlook_free);

  if (accounts == NULL)
    return NULL;

  for (guint i = 0; i < accounts->len; i++)
    {
      const CstAccount *one = g_ptr_array_index (accounts, i);
      CstRateOutlook *outlook;

      if (account != 0 && one->id != account)
        continue;
      if (!(outlook = cst_db_rate_outlook (db, one, now, error)))
        return NULL;
      g_ptr_array_add (outlooks, outlook);
    }

  return g_steal_pointer (&outlooks);
}
