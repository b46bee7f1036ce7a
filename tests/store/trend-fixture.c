/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trend-fixture.h"

#define DAY 86400
#define PAGE 500

static const char *const suppliers[] = { "Atelier Nord", "Bohème", "", "Casa Azul" };
static const char *const carriers[] = { "TIPSA", "Chronopost", "tipsa", "Correos Express", "" };
static const char *const countries[] = { "FR", "ES", "BE", "DE", "" };
static const char *const currencies[] = { "EUR", "EUR", "GBP", "SEK" };

/* Numbers that look like chance and are the same everywhere. */
static guint
chance (int   number,
        int   salt,
        guint below)
{
  guint64 mixed = (guint64) (number + 1) * 0x9e3779b97f4a7c15 + (guint64) (salt + 1) * 0xbf58476d1ce4e5b9;

  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;

  return (guint) ((mixed ^ (mixed >> 31)) % below);
}

static gint64
placed_at (int number)
{
  return FIXTURE_NOW - (gint64) chance (number, 0, TREND_DAYS * DAY);
}

static void
add_line (CstOrder *order,
          int       number,
          int       index)
{
  CstOrderLine *line = cst_record_new (&cst_order_line_type);
  guint article = MIN (chance (number, 10 + index, 60), chance (number, 20 + index, 60));

  line->id = g_strdup_printf ("l%d", index);
  line->sku = article == 59 ? NULL : g_strdup_printf ("SKU-%02u", article);
  line->title = g_strdup_printf ("Article %u", article);
  line->supplier = g_strdup (suppliers[article % G_N_ELEMENTS (suppliers)]);
  line->quantity = 1 + (int) chance (number, 30 + index, 12);
  line->delivered = line->quantity;
  line->unit_price = 100 + chance (number, 40 + index, 5000);
  g_ptr_array_add (order->lines, line);
}

static void
add_shipments (CstOrder *order,
               int       number)
{
  for (guint i = 0; i < chance (number, 50, 3); i++)
    {
      CstShipment *shipment = cst_record_new (&cst_shipment_type);
      CstLineQuantity *carried = cst_record_new (&cst_line_quantity_type);

      shipment->id = g_strdup_printf ("s%u", i);
      shipment->carrier = g_strdup (carriers[chance (number, 51 + (int) i, G_N_ELEMENTS (carriers))]);
      carried->line = g_strdup_printf ("l%u", i);
      carried->quantity = 1;
      g_ptr_array_add (shipment->lines, carried);
      g_ptr_array_add (order->shipments, shipment);
    }
}

CstOrder *
trend_order (int number)
{
  CstOrder *order = cst_order_new ();

  order->id = g_strdup_printf ("o%d", number);
  order->number = g_strdup_printf ("OC-%d", number);
  order->version = 1;
  order->status = CST_ORDER_DELIVERED;
  order->placed_at = placed_at (number);
  order->customer.id = g_strdup_printf ("c%u", chance (number, 1, 150));
  order->customer.name = g_strdup_printf ("Customer %s", order->customer.id);
  order->customer.country = g_strdup (countries[chance (number, 2, G_N_ELEMENTS (countries))]);
  g_strlcpy (order->amounts.currency, currencies[chance (number, 3, G_N_ELEMENTS (currencies))], 4);
  for (guint i = 0; i < 1 + chance (number, 4, 3); i++)
    add_line (order, number, (int) i);
  add_shipments (order, number);

  return order;
}

static void
add_resolution (CstIncident *incident,
                int          number,
                int          index)
{
  CstResolution *resolution = cst_record_new (&cst_resolution_type);
  CstResolutionLine *line = cst_record_new (&cst_resolution_line_type);
  const char *currency = currencies[chance (number, 60 + index, G_N_ELEMENTS (currencies))];

  resolution->id = g_strdup_printf ("r%d", index);
  resolution->kind = chance (number, 61 + index, 2) == 0 ? CST_RESOLUTION_REFUND : CST_RESOLUTION_REPLACEMENT;
  resolution->state = (CstResolutionState) (1 + chance (number, 62 + index, 4));
  resolution->requested_at = incident->reported_at + 1 + (gint64) chance (number, 63 + index, 4 * DAY);
  line->line = g_strdup ("l0");
  line->quantity = 1 + (int) chance (number, 64 + index, 3);
  g_ptr_array_add (resolution->lines, line);
  if (resolution->kind == CST_RESOLUTION_REFUND && chance (number, 65 + index, 3) > 0)
    resolution->amounts = (CstAmounts) { .goods = 1000, .shipping = chance (number, 66 + index, 700),
                                         .total = 1000 + chance (number, 67 + index, 9000) }
  ;
  if (resolution->kind == CST_RESOLUTION_REFUND)
    g_strlcpy (resolution->amounts.currency, currency, 4);
  g_ptr_array_add (incident->resolutions, resolution);
}

static void
add_event (CstIncident          *incident,
           CstIncidentEventKind  kind,
           CstParty              actor,
           gint64                at)
{
  CstIncidentEvent *event = cst_record_new (&cst_incident_event_type);

  event->id = g_strdup_printf ("e%u", incident->history->len);
  event->event = kind;
  event->actor = actor;
  event->at = at;
  g_ptr_array_add (incident->history, event);
}

static void
add_history (CstIncident *incident,
             int          number)
{
  gint64 at = incident->reported_at;

  add_event (incident, CST_EVENT_REPORTED, CST_PARTY_CUSTOMER, at);
  if (chance (number, 70, 3) > 0)
    add_event (incident, CST_EVENT_MESSAGE, CST_PARTY_BRAND, at += 1 + chance (number, 71, 3 * DAY));
  if (chance (number, 72, 9) == 0)
    add_event (incident, CST_EVENT_CONTESTED, CST_PARTY_CUSTOMER, at += 1 + chance (number, 73, DAY));
  if (incident->state == CST_INCIDENT_RESOLVED && chance (number, 74, 5) > 0)
    add_event (incident, CST_EVENT_RESOLVED, CST_PARTY_CUSTOMER, at += 1 + chance (number, 75, 8 * DAY));
  incident->updated_at = at;
}

CstIncident *
trend_incident (int number,
                int n_orders)
{
  int order = (int) chance (number, 80, (guint) n_orders);
  guint n_lines = chance (number, 81, 3);
  CstIncident *incident = cst_incident_new ();

  incident->id = g_strdup_printf ("i%d", number);
  incident->number = g_strdup_printf ("P-%d", number);
  incident->order = chance (number, 82, 50) == 0 ? g_strdup_printf ("gone%d", number) : g_strdup_printf ("o%d", order);
  incident->version = 1;
  incident->reason = (CstReason) chance (number, 83, CST_REASON_OTHER + 1);
  incident->handler = CST_HANDLER_BRAND;
  incident->state = (CstIncidentState) (1 + chance (number, 84, CST_INCIDENT_RESOLVED));
  incident->reported_at = MIN (FIXTURE_NOW - 1, placed_at (order) + (gint64) chance (number, 85, 30 * DAY));
  if (chance (number, 86, 4) > 0)
    incident->respond_by = incident->reported_at + 2 * DAY;
  if (chance (number, 87, 2) > 0)
    incident->resolve_by = incident->reported_at + 7 * DAY;
  for (guint i = 0; i < n_lines; i++)
    {
      CstLineQuantity *line = cst_record_new (&cst_line_quantity_type);

      line->line = g_strdup_printf ("l%u", i);
      line->quantity = 1 + (int) chance (number, 90 + (int) i, 4);
      g_ptr_array_add (incident->lines, line);
    }
  for (guint i = 0; i < chance (number, 88, 3); i++)
    add_resolution (incident, number, (int) i);
  add_history (incident, number);

  return incident;
}

void
trend_fill (Fixture *fixture,
            gint64   account,
            int      n_orders,
            int      n_incidents)
{
  for (int start = 0; start < MAX (n_orders, n_incidents); start += PAGE)
    {
      g_autoptr(CstChangeSet) changes = cst_change_set_new ();

      for (int i = start; i < MIN (n_orders, start + PAGE); i++)
        g_ptr_array_add (changes->orders, trend_order (i));
      for (int i = start; i < MIN (n_incidents, start + PAGE); i++)
        g_ptr_array_add (changes->incidents, trend_incident (i, n_orders));
      cst_applied_free (apply (fixture, account, changes));
    }
}

/* ── Counting ──────────────────────────────────────────────────────────────────────────────────── */

CstTrends *
trend_count (Fixture              *fixture,
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

const CstTrendBar *
trend_find_bar (const CstTrends *trends,
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

/* A list of what is behind every bar is as long as the bar says. */
void
trend_compare_lists (Fixture   *fixture,
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
