/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-trends-private.h"

#include "cst-trends-incident.h"

/* One walk over the incidents of both periods and two over their orders: every figure comes out of the same rows, and
 * none is asked for twice. */

#define CANCEL_EVERY 4096

/* A bar, and whose count it was raised by last: an incident with two articles of a supplier counts once for it. */
typedef struct
{
  CstTrendBar *bar; /* (unowned) */
  gint64       last;
} Slot;

typedef struct
{
  CstTrends    *trends;
  CstDb        *db;
  GCancellable *cancellable;
  GHashTable   *slots[CST_N_DIMENSIONS]; /* text → Slot */
  GString      *name;
  gint64        article_orders; /* each article of each order of the period */
  guint         n_rows;
} Count;

static const char orders_sql[] =
  "SELECT placed_at, account, country, customer, carrier_key FROM orders INDEXED BY orders_figures"
  " WHERE placed_at >= ?1 AND placed_at < ?2 AND (?3 = 0 OR account = ?3)";

static const char articles_sql[] =
  "SELECT placed_at, order_row, sku, supplier FROM order_articles"
  " WHERE placed_at >= ?1 AND placed_at < ?2 AND (?3 = 0 OR account = ?3)"
  " ORDER BY placed_at, order_row, sku, supplier";

/* ── Bars ──────────────────────────────────────────────────────────────────────────────────────── */

static GPtrArray *
bars_of (Count        *count,
         CstDimension  dimension)
{
  return count->trends->bars[dimension];
}

static Slot *
find_slot (Count        *count,
           CstDimension  dimension,
           const char   *name)
{
  return g_hash_table_lookup (count->slots[dimension], name);
}

static Slot *
slot_of (Count        *count,
         CstDimension  dimension,
         const char   *name,
         gint64        key,
         const char   *text)
{
  Slot *slot = find_slot (count, dimension, name);

  if (slot != NULL)
    return slot;

  slot = g_new0 (Slot, 1);
  slot->bar = cst_trend_bar_new (key, text);
  g_hash_table_insert (count->slots[dimension], g_strdup (name), slot);
  g_ptr_array_add (bars_of (count, dimension), slot->bar);

  return slot;
}

static Slot *
slot_of_number (Count        *count,
                CstDimension  dimension,
                int           number)
{
  char name[16];

  g_snprintf (name, sizeof name, "%d", number);

  return slot_of (count, dimension, name, number, "");
}

static const char *
customer_name (Count      *count,
               gint64      account,
               const char *customer)
{
  g_string_printf (count->name, "%" G_GINT64_FORMAT "/%s", account, customer);

  return count->name->str;
}

static CstTrendBar *
week_of (Count  *count,
         gint64  moment)
{
  GPtrArray *weeks = bars_of (count, CST_DIMENSION_WEEK);
  guint low = 0;
  guint high = weeks->len;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (((CstTrendBar *) g_ptr_array_index (weeks, middle))->key <= moment)
        low = middle;
      else
        high = middle;
    }

  return g_ptr_array_index (weeks, low);
}

/* ── Incidents ─────────────────────────────────────────────────────────────────────────────────── */

static void
add_cost (GArray             *costs,
          const CstTrendCost *cost)
{
  CstTrendCost *sum = NULL;

  for (guint i = 0; i < costs->len && sum == NULL; i++)
    {
      if (g_str_equal (g_array_index (costs, CstTrendCost, i).currency, cost->currency))
        sum = &g_array_index (costs, CstTrendCost, i);
    }
  if (sum == NULL)
    {
      g_array_append_val (costs, *cost);
      return;
    }

  sum->refunds += cost->refunds;
  sum->refunded += cost->refunded;
  sum->refunded_shipping += cost->refunded_shipping;
  sum->replacements += cost->replacements;
  sum->replaced += cost->replaced;
}

static void
raise_bar (Count                  *count,
           CstTrendBar            *bar,
           const CstTrendIncident *known)
{
  if (known->reported_at < count->trends->query.from)
    {
      bar->before++;
      return;
    }

  bar->count++;
  bar->open += known->is_open;
  for (guint i = 0; i < known->costs->len; i++)
    add_cost (bar->costs, &g_array_index (known->costs, CstTrendCost, i));
}

/* The row of the incident, or of the order, says whether this one was counted before. */
static gboolean
is_first (Slot   *slot,
          gint64  row)
{
  gboolean first = slot->last != row;

  slot->last = row;

  return first;
}

static void
raise_articles (Count                  *count,
                const CstTrendIncident *known)
{
  for (guint i = 0; i < known->articles->len; i++)
    {
      const CstTrendArticle *article = &g_array_index (known->articles, CstTrendArticle, i);
      Slot *of_article = slot_of (count, CST_DIMENSION_ARTICLE, article->sku, 0, article->sku);
      Slot *of_supplier = slot_of (count, CST_DIMENSION_SUPPLIER, article->supplier, 0, article->supplier);
      int quantity = known->reported_at >= count->trends->query.from ? article->quantity : 0;

      if (is_first (of_article, known->row))
        raise_bar (count, of_article->bar, known);
      if (is_first (of_supplier, known->row))
        raise_bar (count, of_supplier->bar, known);
      of_article->bar->quantity += quantity;
      of_supplier->bar->quantity += quantity;
      if (*article->title != '\0' && g_strcmp0 (of_article->bar->label, article->title) < 0)
        {
          g_free (of_article->bar->label);
          of_article->bar->label = g_strdup (article->title);
        }
    }
}

static CstDeadlineOutcome
outcome_of (gint64 due,
            gint64 done,
            gint64 now)
{
  if (due == 0)
    return CST_DEADLINE_UNSAID;
  if (done > 0)
    return done <= due ? CST_DEADLINE_KEPT : CST_DEADLINE_MISSED;

  return now <= due ? CST_DEADLINE_PENDING : CST_DEADLINE_MISSED;
}

static void
raise_deadlines (Count                  *count,
                 const CstTrendIncident *known)
{
  CstTrends *trends = count->trends;
  CstKeptDeadlines *kept = known->reported_at < trends->query.from ? &trends->deadlines_before : &trends->deadlines;

  for (int i = CST_DEADLINE_REPLY; i < CST_N_DEADLINES; i++)
    kept->n[i][outcome_of (known->due[i], known->done[i], trends->now)]++;
}

static void
raise_all (Count                  *count,
           const CstTrendIncident *known)
{
  CstTrendBar *customer;

  raise_bar (count, count->trends->total, known);
  raise_bar (count, slot_of_number (count, CST_DIMENSION_REASON, known->reason)->bar, known);
  raise_bar (count, slot_of_number (count, CST_DIMENSION_STATE, known->state)->bar, known);
  raise_bar (count, slot_of (count, CST_DIMENSION_CARRIER, known->carrier_key, 0, known->carrier)->bar, known);
  raise_bar (count, slot_of (count, CST_DIMENSION_COUNTRY, known->country, 0, known->country)->bar, known);
  customer = slot_of (count, CST_DIMENSION_CUSTOMER, customer_name (count, known->account, known->customer), 0,
                      known->customer)->bar;
  customer->account = known->account;
  raise_bar (count, customer, known);
  if (known->reported_at >= count->trends->query.from)
    raise_bar (count, week_of (count, known->reported_at), known);
  raise_articles (count, known);
  raise_deadlines (count, known);
}

static CstStmt *
prepare (Count       *count,
         const char  *sql,
         GError     **error)
{
  CstStmt *stmt = cst_db_prepare (count->db, sql, error);

  if (stmt != NULL)
    {
      cst_stmt_bind_int (stmt, 1, count->trends->before);
      cst_stmt_bind_int (stmt, 2, count->trends->query.to);
      cst_stmt_bind_int (stmt, 3, count->trends->query.account);
    }

  return stmt;
}

static CstStep
next_row (Count    *count,
          CstStmt  *stmt,
          GError  **error)
{
  if (++count->n_rows % CANCEL_EVERY == 0 && g_cancellable_set_error_if_cancelled (count->cancellable, error))
    return CST_STEP_ERROR;

  return cst_db_step (count->db, stmt, error);
}

static gboolean
count_incidents (Count   *count,
                 GError **error)
{
  g_autoptr(CstStmt) stmt = prepare (count, cst_trend_incident_sql, error);
  CstTrendIncident known;
  CstStep step = CST_STEP_ERROR;

  cst_trend_incident_init (&known);
  while (stmt != NULL && (step = next_row (count, stmt, error)) == CST_STEP_ROW)
    {
      if (known.row != 0 && cst_stmt_int (stmt, 0) != known.row)
        raise_all (count, &known);
      cst_trend_incident_take (&known, stmt);
    }
  if (step == CST_STEP_DONE && known.row != 0)
    raise_all (count, &known);
  cst_trend_incident_clear (&known);

  return step == CST_STEP_DONE;
}

/* ── Orders ────────────────────────────────────────────────────────────────────────────────────── */

static void
raise_orders (CstTrendBar *bar,
              gboolean     is_before)
{
  if (is_before)
    bar->orders_before++;
  else
    bar->orders++;
}

static void
raise_orders_of (Count        *count,
                 CstDimension  dimension,
                 const char   *name,
                 gboolean      is_before)
{
  Slot *slot = find_slot (count, dimension, name);

  if (slot != NULL)
    raise_orders (slot->bar, is_before);
}

static gboolean
count_orders (Count   *count,
              GError **error)
{
  g_autoptr(CstStmt) stmt = prepare (count, orders_sql, error);
  CstStep step = CST_STEP_ERROR;

  while (stmt != NULL && (step = next_row (count, stmt, error)) == CST_STEP_ROW)
    {
      gboolean is_before = cst_stmt_int (stmt, 0) < count->trends->query.from;

      raise_orders (count->trends->total, is_before);
      raise_orders_of (count, CST_DIMENSION_COUNTRY, cst_stmt_text (stmt, 2), is_before);
      raise_orders_of (count, CST_DIMENSION_CUSTOMER,
                       customer_name (count, cst_stmt_int (stmt, 1), cst_stmt_text (stmt, 3)), is_before);
      raise_orders_of (count, CST_DIMENSION_CARRIER, cst_stmt_text (stmt, 4), is_before);
      if (!is_before)
        raise_orders (week_of (count, cst_stmt_int (stmt, 0)), FALSE);
    }

  return step == CST_STEP_DONE;
}

/* Rows of incidents were counted by before: here it is the orders' turn. */
static void
forget_last (Count        *count,
             CstDimension  dimension)
{
  GHashTableIter iter;
  gpointer slot;

  g_hash_table_iter_init (&iter, count->slots[dimension]);
  while (g_hash_table_iter_next (&iter, NULL, &slot))
    ((Slot *) slot)->last = 0;
}

static void
raise_ordered (Count        *count,
               CstDimension  dimension,
               const char   *name,
               gint64        order,
               gboolean      is_before)
{
  Slot *slot = find_slot (count, dimension, name);

  if (slot != NULL && is_first (slot, order))
    raise_orders (slot->bar, is_before);
}

static gboolean
count_articles (Count   *count,
                GError **error)
{
  g_autoptr(CstStmt) stmt = prepare (count, articles_sql, error);
  g_autoptr(GString) sku = g_string_new (NULL);
  gint64 order = 0;
  CstStep step = CST_STEP_ERROR;

  forget_last (count, CST_DIMENSION_ARTICLE);
  forget_last (count, CST_DIMENSION_SUPPLIER);
  while (stmt != NULL && (step = next_row (count, stmt, error)) == CST_STEP_ROW)
    {
      gboolean is_before = cst_stmt_int (stmt, 0) < count->trends->query.from;
      gboolean is_same = order == cst_stmt_int (stmt, 1) && g_str_equal (sku->str, cst_stmt_text (stmt, 2));

      order = cst_stmt_int (stmt, 1);
      g_string_assign (sku, cst_stmt_text (stmt, 2));
      if (!is_before && !is_same && sku->len > 0)
        count->article_orders++;
      raise_ordered (count, CST_DIMENSION_ARTICLE, sku->str, order, is_before);
      raise_ordered (count, CST_DIMENSION_SUPPLIER, cst_stmt_text (stmt, 3), order, is_before);
    }

  return step == CST_STEP_DONE;
}

/* Of articles of which orders are known, too. */
static int
count_article_incidents (const CstTrends *trends)
{
  int n = 0;

  for (guint i = 0; i < trends->bars[CST_DIMENSION_ARTICLE]->len; i++)
    {
      const CstTrendBar *bar = g_ptr_array_index (trends->bars[CST_DIMENSION_ARTICLE], i);

      if (*bar->text != '\0' && bar->orders > 0)
        n += bar->count;
    }

  return n;
}

/* Fills in everything but the rates: @self's bars are there, of weeks already one for each. */
gboolean
cst_trends_count (CstTrends     *self,
                  CstDb         *db,
                  GCancellable  *cancellable,
                  GError       **error)
{
  Count count = { .trends = self, .db = db, .cancellable = cancellable, .name = g_string_new (NULL) };
  gboolean is_counted;

  for (int i = CST_DIMENSION_REASON; i < CST_N_DIMENSIONS; i++)
    count.slots[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  is_counted = count_incidents (&count, error) && count_orders (&count, error) && count_articles (&count, error);
  if (is_counted)
    cst_trends_judge (self, count.article_orders, count_article_incidents (self));

  for (int i = CST_DIMENSION_REASON; i < CST_N_DIMENSIONS; i++)
    g_hash_table_unref (count.slots[i]);
  g_string_free (count.name, TRUE);

  return is_counted;
}
