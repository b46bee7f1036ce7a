/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-trends-private.h"

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
  char *sku;
  char *supplier;
  char *title;
  int   quantity;
} Article;

/* What is known of one incident. */
typedef struct
{
  gint64   row;
  gint64   account;
  gint64   reported_at;
  int      reason;
  int      state;
  gboolean is_open;
  char    *customer;
  char    *country;
  char    *carrier_key;
  char    *carrier;
  gint64   due[CST_N_DEADLINES];
  gint64   done[CST_N_DEADLINES];
  GArray  *articles; /* of Article */
  GArray  *costs;    /* of CstTrendCost */
} Known;

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

static const char incidents_sql[] =
  "SELECT i.row, i.account, i.reported_at, i.reason, i.state, i.settled, i.customer, i.country, i.carrier_key,"
  " i.carrier, i.reply_due, i.replied_at, i.resolution_due, i.resolved_at, a.sku, a.supplier, a.title, a.quantity,"
  " c.currency, c.refunds, c.refunded, c.refunded_shipping, c.replacements, c.replaced"
  " FROM incidents i INDEXED BY incidents_figures LEFT JOIN incident_articles a ON a.incident = i.row"
  " LEFT JOIN incident_costs c ON c.incident = i.row"
  " WHERE i.reported_at >= ?1 AND i.reported_at < ?2 AND (?3 = 0 OR i.account = ?3)";

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
raise_bar (Count       *count,
           CstTrendBar *bar,
           const Known *known)
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
raise_articles (Count       *count,
                const Known *known)
{
  for (guint i = 0; i < known->articles->len; i++)
    {
      const Article *article = &g_array_index (known->articles, Article, i);
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
raise_deadlines (Count       *count,
                 const Known *known)
{
  CstTrends *trends = count->trends;
  CstKeptDeadlines *kept = known->reported_at < trends->query.from ? &trends->deadlines_before : &trends->deadlines;

  for (int i = CST_DEADLINE_REPLY; i < CST_N_DEADLINES; i++)
    kept->n[i][outcome_of (known->due[i], known->done[i], trends->now)]++;
}

static void
raise_all (Count       *count,
           const Known *known)
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

static void
clear_article (gpointer data)
{
  Article *article = data;

  g_free (article->sku);
  g_free (article->supplier);
  g_free (article->title);
}

static void
known_clear (Known *known)
{
  g_clear_pointer (&known->customer, g_free);
  g_clear_pointer (&known->country, g_free);
  g_clear_pointer (&known->carrier_key, g_free);
  g_clear_pointer (&known->carrier, g_free);
  g_array_set_size (known->articles, 0);
  g_array_set_size (known->costs, 0);
}

static void
take_incident (Known   *known,
               CstStmt *stmt)
{
  known_clear (known);
  known->row = cst_stmt_int (stmt, 0);
  known->account = cst_stmt_int (stmt, 1);
  known->reported_at = cst_stmt_int (stmt, 2);
  known->reason = (int) cst_stmt_int (stmt, 3);
  known->state = (int) cst_stmt_int (stmt, 4);
  known->is_open = cst_stmt_int (stmt, 5) == 0;
  known->customer = cst_stmt_dup_text (stmt, 6);
  known->country = cst_stmt_dup_text (stmt, 7);
  known->carrier_key = cst_stmt_dup_text (stmt, 8);
  known->carrier = cst_stmt_dup_text (stmt, 9);
  known->due[CST_DEADLINE_REPLY] = cst_stmt_int (stmt, 10);
  known->done[CST_DEADLINE_REPLY] = cst_stmt_int (stmt, 11);
  known->due[CST_DEADLINE_RESOLUTION] = cst_stmt_int (stmt, 12);
  known->done[CST_DEADLINE_RESOLUTION] = cst_stmt_int (stmt, 13);
}

/* Each article comes once with each currency, so either may have been seen. */
static void
take_article (Known   *known,
              CstStmt *stmt)
{
  const char *sku = cst_stmt_text (stmt, 14);
  const char *supplier = cst_stmt_text (stmt, 15);
  Article article;

  for (guint i = 0; i < known->articles->len; i++)
    {
      const Article *seen = &g_array_index (known->articles, Article, i);

      if (g_str_equal (seen->sku, sku) && g_str_equal (seen->supplier, supplier))
        return;
    }

  article.sku = g_strdup (sku);
  article.supplier = g_strdup (supplier);
  article.title = cst_stmt_dup_text (stmt, 16);
  article.quantity = (int) cst_stmt_int (stmt, 17);
  g_array_append_val (known->articles, article);
}

static void
take_cost (Known   *known,
           CstStmt *stmt)
{
  CstTrendCost cost = { 0 };

  g_strlcpy (cost.currency, cst_stmt_text (stmt, 18), sizeof cost.currency);
  for (guint i = 0; i < known->costs->len; i++)
    {
      if (g_str_equal (g_array_index (known->costs, CstTrendCost, i).currency, cost.currency))
        return;
    }

  cost.refunds = (int) cst_stmt_int (stmt, 19);
  cost.refunded = cst_stmt_int (stmt, 20);
  cost.refunded_shipping = cst_stmt_int (stmt, 21);
  cost.replacements = (int) cst_stmt_int (stmt, 22);
  cost.replaced = cst_stmt_int (stmt, 23);
  g_array_append_val (known->costs, cost);
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
  g_autoptr(CstStmt) stmt = prepare (count, incidents_sql, error);
  Known known = { .articles = g_array_new (FALSE, FALSE, sizeof (Article)),
                  .costs = g_array_new (FALSE, FALSE, sizeof (CstTrendCost)) };
  CstStep step = CST_STEP_ERROR;

  g_array_set_clear_func (known.articles, clear_article);
  while (stmt != NULL && (step = next_row (count, stmt, error)) == CST_STEP_ROW)
    {
      if (cst_stmt_int (stmt, 0) != known.row)
        {
          if (known.row != 0)
            raise_all (count, &known);
          take_incident (&known, stmt);
        }
      if (cst_stmt_text (stmt, 14) != NULL)
        take_article (&known, stmt);
      if (cst_stmt_text (stmt, 18) != NULL)
        take_cost (&known, stmt);
    }
  if (step == CST_STEP_DONE && known.row != 0)
    raise_all (count, &known);

  known_clear (&known);
  g_array_unref (known.articles);
  g_array_unref (known.costs);

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
