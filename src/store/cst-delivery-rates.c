/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-delivery-rates.h"

#include "cst-delivery.h"
#include "cst-search.h"

/* Numbers of the enumerations, as they stand in the tables: phases 8 returned, 9 delivered, 10 lost; orders 4
 * delivered, 6 completed; 1 << 21 is the capability to read deliveries, 1 << 20 the one to record by hand. A parcel is
 * an order of an account that reads deliveries: all of them, unlike the ones that somebody recorded for their incident.
 * Reasons 1, 2, 3, 4, 5 and 16 are those of an attempt that failed. */
static const char parcels_sql[] =
  "WITH known AS (SELECT account, order_id, max (carrier) AS carrier,"
  " max (phase = 9 OR delivered_at > 0) AS arrived, max (phase IN (8, 10)) AS failed,"
  " max (reason IN (1, 2, 3, 4, 5, 16) OR attempts > 1) AS tried"
  " FROM deliveries WHERE ?1 = 0 OR account = ?1 GROUP BY account, order_id),"
  " parcel AS (SELECT o.account AS account, coalesce (k.carrier, o.body ->> '$.shipments[0].carrier', '') AS carrier,"
  " coalesce (k.failed, 0) AS failed, coalesce (k.tried, 0) AS tried,"
  " coalesce (k.arrived, 0) OR o.said_status IN (4, 6) AS arrived"
  " FROM orders o JOIN accounts a ON a.id = o.account"
  " LEFT JOIN known k ON k.account = o.account AND k.order_id = o.id"
  " WHERE o.placed_at >= ?2 AND o.placed_at < ?3 AND (?1 = 0 OR o.account = ?1)"
  " AND ((a.body ->> '$.info.capabilities') & 3145728) = 2097152)"
  " SELECT account, carrier, sum (arrived OR failed), sum (arrived AND NOT failed),"
  " sum (arrived AND NOT failed AND NOT tried), 0, 0 FROM parcel GROUP BY account, carrier";

/* What arrived broken and waits for an answer (R15) has not come to its end. */
static const char incidents_sql[] =
  "SELECT account, carrier, 0, 0, 0, sum (settled_at > 0 OR delivered_at > 0 OR phase IN (8, 9, 10)),"
  " sum (phase = 9 OR delivered_at > 0) FROM deliveries"
  " WHERE opened_at >= ?2 AND opened_at < ?3 AND (?1 = 0 OR account = ?1)"
  " AND NOT (delivered_at > 0 AND settled_at = 0) GROUP BY account, carrier";

void
cst_delivery_rate_free (CstDeliveryRate *self)
{
  if (self == NULL)
    return;

  g_free (self->carrier);
  g_free (self);
}

static gboolean
is_carrier (const CstDeliveryRate *rate,
            const char            *carrier)
{
  g_autofree char *own = cst_search_key (rate->carrier);
  g_autofree char *other = cst_search_key (carrier);

  return g_str_equal (own, other);
}

static CstDeliveryRate *
rate_of (GPtrArray  *rates,
         gint64      account,
         const char *carrier)
{
  CstDeliveryRate *rate;

  for (guint i = 0; i < rates->len; i++)
    {
      rate = g_ptr_array_index (rates, i);
      if (rate->account == account && is_carrier (rate, carrier))
        return rate;
    }

  rate = g_new0 (CstDeliveryRate, 1);
  rate->account = account;
  rate->carrier = g_strdup (carrier);
  g_ptr_array_add (rates, rate);

  return rate;
}

static gboolean
add_numbers (CstDb       *db,
             const char  *sql,
             gint64       account,
             gint64       from,
             gint64       to,
             GPtrArray   *rates,
             GError     **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, sql, error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_int (stmt, 2, from);
  cst_stmt_bind_int (stmt, 3, to != 0 ? to : G_MAXINT64);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      CstDeliveryRate *rate = rate_of (rates, cst_stmt_int (stmt, 0), cst_stmt_text (stmt, 1));

      rate->ended += (int) cst_stmt_int (stmt, 2);
      rate->delivered += (int) cst_stmt_int (stmt, 3);
      rate->first_attempt += (int) cst_stmt_int (stmt, 4);
      rate->incidents += (int) cst_stmt_int (stmt, 5);
      rate->solved += (int) cst_stmt_int (stmt, 6);
    }

  return step == CST_STEP_DONE;
}

static int
compare_rates (gconstpointer a,
               gconstpointer b)
{
  const CstDeliveryRate *first = *(CstDeliveryRate *const *) a;
  const CstDeliveryRate *second = *(CstDeliveryRate *const *) b;

  if (first->account != second->account)
    return first->account < second->account ? -1 : 1;

  return g_strcmp0 (first->carrier, second->carrier);
}

/**
 * cst_db_delivery_rates:
 * @account: 0 for all
 * @from: ordered, or opened, at or after
 * @to: before that, 0 for any time
 *
 * For the query thread.
 *
 * Returns: (transfer full) (element-type CstDeliveryRate): one for each account and carrier
 */
GPtrArray *
cst_db_delivery_rates (CstDb   *db,
                       gint64   account,
                       gint64   from,
                       gint64   to,
                       GError **error)
{
  g_autoptr(GPtrArray) rates = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_delivery_rate_free);

  if (!add_numbers (db, parcels_sql, account, from, to, rates, error) ||
      !add_numbers (db, incidents_sql, account, from, to, rates, error))
    return NULL;

  g_ptr_array_sort (rates, compare_rates);

  return g_steal_pointer (&rates);
}

/**
 * cst_delivery_rates_sum:
 * @rates: (element-type CstDeliveryRate): as cst_db_delivery_rates() gives them
 * @carrier: (nullable): of this one only
 *
 * Returns: (transfer full): all together
 */
CstDeliveryRate *
cst_delivery_rates_sum (GPtrArray  *rates,
                        const char *carrier)
{
  CstDeliveryRate *sum = g_new0 (CstDeliveryRate, 1);

  sum->carrier = g_strdup (carrier);
  for (guint i = 0; i < rates->len; i++)
    {
      const CstDeliveryRate *rate = g_ptr_array_index (rates, i);

      if (carrier != NULL && !is_carrier (rate, carrier))
        continue;
      sum->ended += rate->ended;
      sum->delivered += rate->delivered;
      sum->first_attempt += rate->first_attempt;
      sum->incidents += rate->incidents;
      sum->solved += rate->solved;
    }

  return sum;
}
