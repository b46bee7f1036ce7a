/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-trends-incident.h"

/* One incident as figures count it, read out of rows that are as many as its articles times its currencies. */

const char cst_trend_incident_sql[] =
  "SELECT i.row, i.account, i.reported_at, i.reason, i.state, i.settled, i.customer, i.country, i.carrier_key,"
  " i.carrier, i.reply_due, i.replied_at, i.resolution_due, i.resolved_at, a.sku, a.supplier, a.title, a.quantity,"
  " c.currency, c.refunds, c.refunded, c.refunded_shipping, c.replacements, c.replaced"
  " FROM incidents i INDEXED BY incidents_figures LEFT JOIN incident_articles a ON a.incident = i.row"
  " LEFT JOIN incident_costs c ON c.incident = i.row"
  " WHERE i.reported_at >= ?1 AND i.reported_at < ?2 AND (?3 = 0 OR i.account = ?3)";

static void
clear_article (gpointer data)
{
  CstTrendArticle *article = data;

  g_free (article->sku);
  g_free (article->supplier);
  g_free (article->title);
}

void
cst_trend_incident_init (CstTrendIncident *known)
{
  *known = (CstTrendIncident) { .articles = g_array_new (FALSE, FALSE, sizeof (CstTrendArticle)),
                                .costs = g_array_new (FALSE, FALSE, sizeof (CstTrendCost)) };
  g_array_set_clear_func (known->articles, clear_article);
}

static void
forget (CstTrendIncident *known)
{
  g_clear_pointer (&known->customer, g_free);
  g_clear_pointer (&known->country, g_free);
  g_clear_pointer (&known->carrier_key, g_free);
  g_clear_pointer (&known->carrier, g_free);
  g_array_set_size (known->articles, 0);
  g_array_set_size (known->costs, 0);
}

void
cst_trend_incident_clear (CstTrendIncident *known)
{
  forget (known);
  g_clear_pointer (&known->articles, g_array_unref);
  g_clear_pointer (&known->costs, g_array_unref);
}

static void
take_incident (CstTrendIncident *known,
               CstStmt          *stmt)
{
  forget (known);
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
take_article (CstTrendIncident *known,
              CstStmt          *stmt)
{
  const char *sku = cst_stmt_text (stmt, 14);
  const char *supplier = cst_stmt_text (stmt, 15);
  CstTrendArticle article;

  for (guint i = 0; i < known->articles->len; i++)
    {
      const CstTrendArticle *seen = &g_array_index (known->articles, CstTrendArticle, i);

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
take_cost (CstTrendIncident *known,
           CstStmt          *stmt)
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

/**
 * cst_trend_incident_take:
 * @stmt: a row of cst_trend_incident_sql
 *
 * Takes the row's article and costs; where it is of another incident than @known, that is forgotten first.
 */
void
cst_trend_incident_take (CstTrendIncident *known,
                         CstStmt          *stmt)
{
  if (cst_stmt_int (stmt, 0) != known->row)
    take_incident (known, stmt);
  if (cst_stmt_text (stmt, 14) != NULL)
    take_article (known, stmt);
  if (cst_stmt_text (stmt, 18) != NULL)
    take_cost (known, stmt);
}
