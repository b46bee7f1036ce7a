/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-figures.h"

#include "cst-accounts.h"
#include "cst-rate-outlook.h"

#define OF_PERIOD " WHERE (?1 = 0 OR i.account = ?1) AND i.reported_at >= ?2 AND i.reported_at < ?3"

static const char *const by_reason_sql =
  "SELECT i.reason, NULL, NULL, count(*), 0 FROM incidents i" OF_PERIOD " GROUP BY 1 ORDER BY 4 DESC, 1";

static const char *const by_state_sql =
  "SELECT i.state, NULL, NULL, count(*), 0 FROM incidents i" OF_PERIOD " GROUP BY 1 ORDER BY 4 DESC, 1";

/* 1 January 1970 was a Thursday. */
static const char *const by_week_sql =
  "SELECT (i.reported_at / 86400 - (i.reported_at / 86400 + 3) % 7) * 86400, NULL, NULL, count(*), 0"
  " FROM incidents i" OF_PERIOD " GROUP BY 1 ORDER BY 1";

static const char *const by_article_sql =
  "SELECT 0, ol.value ->> 'sku', max (ol.value ->> 'title'), count(DISTINCT i.row), sum (il.value ->> 'quantity')"
  " FROM incidents i JOIN orders o ON o.account = i.account AND o.id = i.order_id,"
  " json_each (i.body, '$.lines') il, json_each (o.body, '$.lines') ol" OF_PERIOD
  " AND ol.value ->> 'id' = il.value ->> 'line' GROUP BY 2 ORDER BY 4 DESC, 5 DESC, 2 LIMIT 100";

static void
figure_free (CstFigure *self)
{
  g_free (self->text);
  g_free (self->label);
  g_free (self);
}

void
cst_figures_free (CstFigures *self)
{
  if (self == NULL)
    return;

  cst_record_clear (&cst_rate_type, &self->said);
  cst_record_clear (&cst_rate_type, &self->estimate);
  g_clear_pointer (&self->by_reason, g_ptr_array_unref);
  g_clear_pointer (&self->by_state, g_ptr_array_unref);
  g_clear_pointer (&self->by_article, g_ptr_array_unref);
  g_clear_pointer (&self->by_week, g_ptr_array_unref);
  g_free (self);
}

static CstStmt *
prepare_period (CstDb             *db,
                const char        *sql,
                gint64             account,
                const CstFigures  *period,
                GError           **error)
{
  CstStmt *stmt = cst_db_prepare (db, sql, error);

  if (stmt != NULL)
    {
      cst_stmt_bind_int (stmt, 1, account);
      cst_stmt_bind_int (stmt, 2, period->from);
      cst_stmt_bind_int (stmt, 3, period->to);
    }

  return stmt;
}

static GPtrArray *
count_by (CstDb             *db,
          const char        *sql,
          gint64             account,
          const CstFigures  *period,
          GError           **error)
{
  g_autoptr(GPtrArray) figures = g_ptr_array_new_with_free_func ((GDestroyNotify) figure_free);
  g_autoptr(CstStmt) stmt = prepare_period (db, sql, account, period, error);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      CstFigure *figure = g_new0 (CstFigure, 1);

      figure->key = cst_stmt_int (stmt, 0);
      figure->text = cst_stmt_dup_text (stmt, 1);
      figure->label = cst_stmt_dup_text (stmt, 2);
      figure->count = (int) cst_stmt_int (stmt, 3);
      figure->quantity = (int) cst_stmt_int (stmt, 4);
      g_ptr_array_add (figures, figure);
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&figures) : NULL;
}

static gboolean
read_said_rate (CstDb         *db,
                gint64         account,
                CstFigures    *self,
                CstRateTerms  *terms,
                GError       **error)
{
  g_autoptr(CstAccount) owner = NULL;

  if (account == 0)
    return TRUE;

  if (!(owner = cst_db_account (db, account, error)))
    return FALSE;

  cst_record_assign (&cst_rate_type, &self->said, &owner->info.rate);
  *terms = owner->info.rate_terms;

  return TRUE;
}

/**
 * cst_db_figures:
 * @account: 0 for all, which has no rate said by a marketplace
 * @now: seconds since 1970
 *
 * Counts what the Figures section shows. For the query thread.
 *
 * Returns: (transfer full): the figures
 */
CstFigures *
cst_db_figures (CstDb   *db,
                gint64   account,
                gint64   now,
                GError **error)
{
  g_autoptr(CstFigures) self = g_new0 (CstFigures, 1);
  CstRateTerms terms = { 0 };
  CstCounts counts;

  if (!read_said_rate (db, account, self, &terms, error))
    return NULL;

  cst_rate_period (&self->said, &terms, now, &self->from, &self->to);
  if (!cst_db_estimate_rate (db, account, &self->said, &terms, self->from, self->to, &self->estimate, error) ||
      !(self->by_reason = count_by (db, by_reason_sql, account, self, error)) ||
      !(self->by_state = count_by (db, by_state_sql, account, self, error)) ||
      !(self->by_article = count_by (db, by_article_sql, account, self, error)) ||
      !(self->by_week = count_by (db, by_week_sql, account, self, error)))
    return NULL;

  for (guint i = 0; i < self->by_reason->len; i++)
    self->incidents += ((const CstFigure *) g_ptr_array_index (self->by_reason, i))->count;

  counts = cst_db_counts (db, account);
  self->n_held = counts.n_held;
  for (int i = 0; i < counts.n_held; i++)
    self->held[i] = counts.held[i];

  return g_steal_pointer (&self);
}

/**
 * cst_figures_get_rate:
 * @is_estimate: (out): whether it is ours, which is said with it
 *
 * Returns: (transfer none): the marketplace's own rate where it says one, else our estimate (O13)
 */
const CstRate *
cst_figures_get_rate (const CstFigures *self,
                      gboolean         *is_estimate)
{
  g_return_val_if_fail (self != NULL && is_estimate != NULL, NULL);

  *is_estimate = !self->said.is_known;

  return *is_estimate ? &self->estimate : &self->said;
}
