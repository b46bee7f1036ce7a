/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-facts.h"

#include "cst-incident-moments.h"
#include "cst-search.h"
#include "cst-util.h"

/* P9: by what incidents are counted, kept in columns and small tables of its own so that figures need not read whole
 * records. */

typedef struct
{
  char   currency[4];
  int    refunds;
  gint64 refunded;
  gint64 refunded_shipping;
  int    replacements;
  gint64 replaced;
} Cost;

/**
 * cst_order_carrier:
 *
 * Returns: (transfer none): who carries the order's first parcel, empty where nobody said
 */
const char *
cst_order_carrier (const CstOrder *order)
{
  const CstShipment *first = order != NULL && order->shipments->len > 0 ? order->shipments->pdata[0] : NULL;

  return first != NULL ? cst_str_or_empty (first->carrier) : "";
}

static gboolean
has_line_of (const CstShipment *shipment,
             const CstIncident *incident)
{
  for (guint i = 0; i < shipment->lines->len; i++)
    {
      const CstLineQuantity *carried = g_ptr_array_index (shipment->lines, i);

      if (carried->line != NULL && cst_incident_reported_quantity (incident, carried->line) > 0)
        return TRUE;
    }

  return FALSE;
}

/* Of the parcel with the reported goods, where the site says what was in which. */
static const char *
carrier_of (const CstOrder    *order,
            const CstIncident *incident)
{
  for (guint i = 0; order != NULL && i < order->shipments->len; i++)
    {
      const CstShipment *shipment = g_ptr_array_index (order->shipments, i);

      if (!cst_str_is_blank (shipment->carrier) && has_line_of (shipment, incident))
        return shipment->carrier;
    }

  return cst_order_carrier (order);
}

static gint64
first_of (gint64 a,
          gint64 b)
{
  return a != 0 ? a : b;
}

/* What is kept of the incident so far. */
typedef struct
{
  gint64 row;
  gint64 reply_due;
  gint64 resolution_due;
} Kept;

static gboolean
read_kept (CstDb       *db,
           gint64       account,
           const char  *incident,
           Kept        *kept,
           GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT row, reply_due, resolution_due FROM incidents WHERE account = ?1 AND id = ?2", error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, incident);
  if (cst_db_step (db, stmt, error) != CST_STEP_ROW)
    return FALSE;

  kept->row = cst_stmt_int (stmt, 0);
  kept->reply_due = cst_stmt_int (stmt, 1);
  kept->resolution_due = cst_stmt_int (stmt, 2);

  return TRUE;
}

/* The site's own word counts before the rule's. A site that takes its word back once the thing is done has said it all
 * the same; what was said before the clocks began anew (R5) is over. */
static gint64
choose_due (gint64 said,
            gint64 rule,
            gint64 before,
            gint64 start)
{
  gint64 due = first_of (said, rule);

  return due == 0 && before >= start ? before : due;
}

/* An incident that was settled without a word is answered by that. */
static gboolean
write_columns (CstDb               *db,
               gint64               account,
               const CstOrder      *order,
               const CstIncident   *incident,
               const CstThread     *thread,
               const CstRuleTimes  *rules,
               const Kept          *kept,
               GError             **error)
{
  const char *carrier = carrier_of (order, incident);
  g_autofree char *carrier_key = cst_search_key (carrier);
  gint64 start = cst_incident_clocks_start (incident);
  gint64 settled_at = cst_incident_is_settled (incident) ? first_of (cst_incident_settled_at (incident),
                                                                     incident->updated_at) : 0;
  gint64 replied_at = first_of (cst_incident_first_reply (incident, thread), rules->reply.met_at);
  gint64 resolved_at = first_of (settled_at, rules->resolution.met_at);
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "UPDATE incidents SET customer = ?3, country = ?4, carrier = ?5, carrier_key = ?6, settled_at = ?7,"
                    " reply_due = ?8, replied_at = ?9, resolution_due = ?10, resolved_at = ?11"
                    " WHERE account = ?1 AND id = ?2 AND (customer, country, carrier, carrier_key, settled_at,"
                    " reply_due, replied_at, resolution_due, resolved_at)"
                    " IS NOT (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                    error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, incident->id);
  cst_stmt_bind_text (stmt, 3, order != NULL ? cst_str_or_empty (order->customer.id) : "");
  cst_stmt_bind_text (stmt, 4, order != NULL ? cst_str_or_empty (order->customer.country) : "");
  cst_stmt_bind_text (stmt, 5, carrier);
  cst_stmt_bind_text (stmt, 6, carrier_key);
  cst_stmt_bind_int (stmt, 7, settled_at);
  cst_stmt_bind_int (stmt, 8, choose_due (incident->respond_by, rules->reply.due, kept->reply_due, start));
  cst_stmt_bind_int (stmt, 9, first_of (replied_at, settled_at));
  cst_stmt_bind_int (stmt, 10,
                     choose_due (incident->resolve_by, rules->resolution.due, kept->resolution_due, start));
  cst_stmt_bind_int (stmt, 11, resolved_at);

  return cst_db_run (db, stmt, error);
}

static gboolean
clear_rows (CstDb       *db,
            const char  *sql,
            gint64       row,
            GError     **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, row);

  return cst_db_run (db, stmt, error);
}

static gboolean
write_article (CstDb               *db,
               gint64               row,
               const CstOrderLine  *line,
               int                  quantity,
               GError             **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "INSERT INTO incident_articles (incident, sku, supplier, title, quantity)"
                    " VALUES (?1, ?2, ?3, ?4, ?5)"
                    " ON CONFLICT DO UPDATE SET quantity = quantity + ?5, title = max (title, ?4)",
                    error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, row);
  cst_stmt_bind_text (stmt, 2, line != NULL ? cst_str_or_empty (line->sku) : "");
  cst_stmt_bind_text (stmt, 3, line != NULL ? cst_str_or_empty (line->supplier) : "");
  cst_stmt_bind_text (stmt, 4, line != NULL ? cst_str_or_empty (line->title) : "");
  cst_stmt_bind_int (stmt, 5, quantity);

  return cst_db_run (db, stmt, error);
}

static gboolean
write_articles (CstDb              *db,
                gint64              row,
                const CstOrder     *order,
                const CstIncident  *incident,
                GError            **error)
{
  gboolean any = FALSE;

  if (!clear_rows (db, "DELETE FROM incident_articles WHERE incident = ?1", row, error))
    return FALSE;

  for (guint i = 0; order != NULL && i < incident->lines->len; i++)
    {
      const CstLineQuantity *reported = g_ptr_array_index (incident->lines, i);
      const CstOrderLine *line = cst_order_find_line (order, reported->line);

      if (line == NULL)
        continue;
      if (!write_article (db, row, line, reported->quantity, error))
        return FALSE;
      any = TRUE;
    }

  return any || write_article (db, row, NULL, 0, error);
}

static Cost *
cost_in (GArray     *costs,
         const char *currency)
{
  Cost cost = { 0 };

  for (guint i = 0; i < costs->len; i++)
    {
      if (g_str_equal (g_array_index (costs, Cost, i).currency, currency))
        return &g_array_index (costs, Cost, i);
    }

  g_strlcpy (cost.currency, currency, sizeof cost.currency);
  g_array_append_val (costs, cost);

  return &g_array_index (costs, Cost, costs->len - 1);
}

/* At the price they were sold for: what the goods cost us nobody tells. */
static gint64
price_of (const CstOrder      *order,
          const CstResolution *resolution)
{
  gint64 price = 0;

  for (guint i = 0; order != NULL && i < resolution->lines->len; i++)
    {
      const CstResolutionLine *sent = g_ptr_array_index (resolution->lines, i);
      const CstOrderLine *line = cst_order_find_line (order, sent->line);

      if (line != NULL)
        price += line->unit_price * sent->quantity;
    }

  return price;
}

static void
add_cost (GArray              *costs,
          const CstOrder      *order,
          const CstResolution *resolution)
{
  const char *said = resolution->amounts.currency;
  Cost *cost;

  if (resolution->state != CST_RESOLUTION_EXECUTED)
    return;

  cost = cost_in (costs, *said != '\0' || order == NULL ? said : order->amounts.currency);
  if (resolution->kind == CST_RESOLUTION_REFUND)
    {
      cost->refunds++;
      cost->refunded += resolution->amounts.total;
      cost->refunded_shipping += resolution->amounts.shipping;
    }
  else if (resolution->kind == CST_RESOLUTION_REPLACEMENT)
    {
      cost->replacements++;
      cost->replaced += price_of (order, resolution);
    }
}

static gboolean
write_cost (CstDb       *db,
            gint64       row,
            const Cost  *cost,
            GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "INSERT INTO incident_costs (incident, currency, refunds, refunded, refunded_shipping,"
                    " replacements, replaced) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, row);
  cst_stmt_bind_text (stmt, 2, cost->currency);
  cst_stmt_bind_int (stmt, 3, cost->refunds);
  cst_stmt_bind_int (stmt, 4, cost->refunded);
  cst_stmt_bind_int (stmt, 5, cost->refunded_shipping);
  cst_stmt_bind_int (stmt, 6, cost->replacements);
  cst_stmt_bind_int (stmt, 7, cost->replaced);

  return cst_db_run (db, stmt, error);
}

static gboolean
write_costs (CstDb              *db,
             gint64              row,
             const CstOrder     *order,
             const CstIncident  *incident,
             GError            **error)
{
  g_autoptr(GArray) costs = g_array_new (FALSE, FALSE, sizeof (Cost));

  if (!clear_rows (db, "DELETE FROM incident_costs WHERE incident = ?1", row, error))
    return FALSE;

  for (guint i = 0; i < incident->resolutions->len; i++)
    add_cost (costs, order, g_ptr_array_index (incident->resolutions, i));
  for (guint i = 0; i < costs->len; i++)
    {
      if (!write_cost (db, row, &g_array_index (costs, Cost, i), error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cst_db_write_incident_facts:
 * @db: a writer inside a transaction
 * @order: (nullable): when it is not here yet
 * @rules: what the playbook says of the deadlines
 *
 * Keeps by what the incident is counted: customer, country, carrier, articles, deadlines, what its resolutions cost.
 */
gboolean
cst_db_write_incident_facts (CstDb               *db,
                             gint64               account,
                             const CstOrder      *order,
                             const CstIncident   *incident,
                             const CstThread     *thread,
                             const CstRuleTimes  *rules,
                             GError             **error)
{
  Kept kept = { 0 };

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  return read_kept (db, account, incident->id, &kept, error) &&
         write_columns (db, account, order, incident, thread, rules, &kept, error) &&
         write_articles (db, kept.row, order, incident, error) && write_costs (db, kept.row, order, incident, error);
}
