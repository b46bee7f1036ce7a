/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-world-actors.h"
#include "cst-world-private.h"
#include "cst-world-rules.h"

#define REFUND_TAKES 90

/* What resolutions that stand (requested or executed) have taken from an order so far. */
typedef struct
{
  int    pieces;
  gint64 goods;     /* of one line */
  gint64 shipping;
  gint64 tax;
  gint64 total;
} Taken;

static gboolean
stands (const CstWorldResolution *resolution)
{
  return resolution->state == CST_WORLD_REQUESTED || resolution->state == CST_WORLD_EXECUTED;
}

static void
add_taken (Taken                    *taken,
           const CstWorldResolution *resolution,
           int                       line)
{
  taken->shipping += resolution->amounts.shipping;
  taken->tax += resolution->amounts.tax;
  taken->total += resolution->amounts.total;

  for (guint i = 0; i < resolution->lines->len; i++)
    {
      const CstWorldPieces *pieces = &g_array_index (resolution->lines, CstWorldPieces, i);

      if (pieces->line != line)
        continue;
      taken->pieces += pieces->quantity;
      taken->goods += pieces->amount;
    }
}

static Taken
count_taken (CstWorld            *world,
             const CstWorldOrder *order,
             int                  line)
{
  Taken taken = { 0 };

  for (guint i = 0; order->incidents != NULL && i < order->incidents->len; i++)
    {
      CstWorldIncident *incident = cst_world_incident (world,
                                                       g_array_index (order->incidents, int, i));

      for (guint j = 0; j < incident->resolutions->len; j++)
        {
          CstWorldResolution *resolution = g_ptr_array_index (incident->resolutions, j);

          if (stands (resolution))
            add_taken (&taken, resolution, line);
        }
    }

  return taken;
}

CstWorldResolution *
cst_world_unfinished (const CstWorldIncident *incident)
{
  for (guint i = 0; i < incident->resolutions->len; i++)
    {
      CstWorldResolution *resolution = g_ptr_array_index (incident->resolutions, i);

      if (resolution->state == CST_WORLD_REQUESTED)
        return resolution;
    }

  return NULL;
}

/**
 * cst_world_check_decision:
 * @if_version: the version the brand decided on, or -1
 * @lines: (element-type CstWorldPieces): distinct lines of the order, amounts filled in for a
 * refund
 *
 * R1: per line never more than was delivered, in all never more than was paid, over all problems of
 * the order.
 */
CstWorldVerdict
cst_world_check_decision (CstWorld               *world,
                          const CstWorldIncident *incident,
                          gint64                  if_version,
                          GArray                 *lines,
                          gint64                  shipping)
{
  CstWorldOrder *order = cst_world_order (world, incident->order);

  if (cst_world_handler (incident->reason) != CST_WORLD_BRAND)
    return cst_world_verdict (CST_WORLD_NOT_ALLOWED, "the marketplace handles this problem", -1);
  if (if_version >= 0 && (guint64) if_version < incident->decided)
    return cst_world_verdict (CST_WORLD_CONFLICT, "the problem has changed since", -1);
  if (cst_world_unfinished (incident) != NULL)
    return cst_world_verdict (CST_WORLD_CONFLICT, "another resolution is not carried out yet", -1);
  if (incident->state == CST_WORLD_REVIEW)
    return cst_world_verdict (CST_WORLD_NOT_ALLOWED, "the marketplace is reviewing this problem", -1);
  if (cst_world_is_settled (incident))
    return cst_world_verdict (CST_WORLD_NOT_ALLOWED, "the problem is settled", -1);

  for (guint i = 0; i < lines->len; i++)
    {
      const CstWorldPieces *pieces = &g_array_index (lines, CstWorldPieces, i);
      Taken taken = count_taken (world, order, pieces->line);

      if (taken.pieces + pieces->quantity > order->lines[pieces->line].delivered)
        return cst_world_verdict (CST_WORLD_TOO_MANY, "more pieces than were delivered", pieces->line);
    }

  if (count_taken (world, order, -1).shipping + shipping > order->amounts.shipping)
    return cst_world_verdict (CST_WORLD_NOT_ALLOWED, "more shipping than was paid", -1);

  return cst_world_verdict (CST_WORLD_FINE, NULL, -1);
}

/* Tax of the next @amount after @before: on running totals, so that the parts add up to the tax of
 * the whole. */
static gint64
next_tax (const CstAmounts *paid,
          gint64            before,
          gint64            amount,
          int               rate_bp)
{
  return cst_tax_of (before + amount, rate_bp,
                     paid->tax_mode) - cst_tax_of (before, rate_bp, paid->tax_mode);
}

static CstAmounts
refund_amounts (CstWorld            *world,
                const CstWorldOrder *order,
                GArray              *lines,
                gint64               shipping)
{
  const CstAmounts *paid = &order->amounts;
  CstAmounts amounts = *paid;
  Taken all = count_taken (world, order, -1);
  int highest_rate = 0;

  amounts.goods = 0;
  amounts.shipping = shipping;
  amounts.tax = 0;
  for (guint i = 0; i < lines->len; i++)
    {
      const CstWorldPieces *pieces = &g_array_index (lines, CstWorldPieces, i);
      Taken taken = count_taken (world, order, pieces->line);

      amounts.goods += pieces->amount;
      amounts.tax += next_tax (paid, taken.goods, pieces->amount,
                               order->lines[pieces->line].tax_bp);
    }
  for (int i = 0; i < order->n_lines; i++)
    highest_rate = MAX (highest_rate, order->lines[i].tax_bp);
  amounts.tax += next_tax (paid, all.shipping, shipping, highest_rate);
  amounts.tax = MIN (amounts.tax, paid->tax - all.tax);
  amounts.total = amounts.goods + amounts.shipping + (paid->tax_mode == CST_TAX_EXCLUDED ? amounts.tax : 0);

  return amounts;
}

static CstWorldResolution *
add_resolution (CstWorld               *world,
                CstWorldIncident       *incident,
                CstWorldResolutionKind  kind,
                CstWorldBy              by,
                const char             *key,
                GArray                 *lines)
{
  CstWorldResolution *resolution = g_new0 (CstWorldResolution, 1);

  resolution->id = g_strdup_printf ("res-%d-%u", CST_WORLD_FIRST_INCIDENT + incident->index,
                                    incident->resolutions->len + 1);
  resolution->kind = kind;
  resolution->state = CST_WORLD_REQUESTED;
  resolution->requested_at = cst_world_now (world);
  resolution->by = g_strdup (by.name);
  resolution->key = g_strdup (key);
  resolution->lines = g_array_new (FALSE, TRUE, sizeof (CstWorldPieces));
  g_array_append_vals (resolution->lines, lines->data, lines->len);
  g_ptr_array_add (incident->resolutions, resolution);
  cst_world_note_history (world, incident, CST_WORLD_BRAND, "resolution_requested", NULL,
                          resolution->id);

  return resolution;
}

/**
 * cst_world_refund:
 *
 * O8: the brand asks, the marketplace carries it out a little later.
 *
 * Returns: (transfer none): the resolution, requested
 */
CstWorldResolution *
cst_world_refund (CstWorld         *world,
                  CstWorldIncident *incident,
                  CstWorldBy        by,
                  const char       *key,
                  GArray           *lines,
                  gint64            shipping)
{
  CstAmounts amounts = refund_amounts (world, cst_world_order (world, incident->order), lines,
                                       shipping);
  CstWorldResolution *resolution = add_resolution (world, incident, CST_WORLD_REFUND, by, key,
                                                   lines);

  resolution->amounts = amounts;
  cst_world_set_waiting (world, incident, CST_WORLD_MARKETPLACE);
  cst_world_set_state (world, incident, CST_WORLD_IN_PROGRESS);
  cst_world_schedule (world, cst_world_now (world) + REFUND_TAKES, CST_WORLD_ERRAND_REFUND,
                      incident->index,
                      (int) incident->resolutions->len - 1);

  return resolution;
}

/**
 * cst_world_replace:
 * @wish: (nullable): the goods are asked back (O7)
 *
 * Returns: (transfer none): the resolution, requested until its parcel leaves
 */
CstWorldResolution *
cst_world_replace (CstWorld                 *world,
                   CstWorldIncident         *incident,
                   CstWorldBy                by,
                   const char               *key,
                   GArray                   *lines,
                   const char               *ship_by,
                   const CstWorldReturnWish *wish)
{
  CstWorldResolution *resolution = add_resolution (world, incident, CST_WORLD_REPLACEMENT, by, key,
                                                   lines);

  resolution->ship_by = g_strdup (ship_by);
  if (wish != NULL)
    {
      resolution->instructions = g_strdup (wish->instructions);
      resolution->return_id = g_strdup (cst_world_ask_back (world, incident, resolution, wish)->id);
    }
  cst_world_set_waiting (world, incident, CST_WORLD_BRAND);
  cst_world_set_state (world, incident, CST_WORLD_IN_PROGRESS);

  return resolution;
}

/* R3: the parcel is on its way, which is all the brand can do. */
void
cst_world_ship_replacement (CstWorld             *world,
                            CstWorldIncident     *incident,
                            CstWorldResolution   *resolution,
                            const CstWorldParcel *parcel)
{
  resolution->carrier = g_strdup (parcel->carrier);
  resolution->tracking_number = g_strdup (parcel->tracking_number);
  resolution->tracking_url = g_strdup (parcel->tracking_url);
  resolution->shipped_at = parcel->shipped_at;
  resolution->state = CST_WORLD_EXECUTED;
  resolution->executed_at = cst_world_now (world);

  cst_world_note_history (world, incident, CST_WORLD_BRAND, "shipped", parcel->tracking_number,
                          resolution->id);
  cst_world_note_history (world, incident, CST_WORLD_BRAND, "resolution_executed", NULL,
                          resolution->id);
  cst_world_set_waiting (world, incident, CST_WORLD_CUSTOMER);
  cst_world_incident_changed (world, incident, TRUE);
  cst_world_expect_acceptance (world, incident);
}

void
cst_world_execute_refund (CstWorld           *world,
                          CstWorldIncident   *incident,
                          CstWorldResolution *resolution)
{
  CstAmounts *refunded = &cst_world_order (world, incident->order)->refunded;

  resolution->state = CST_WORLD_EXECUTED;
  resolution->executed_at = cst_world_now (world);
  refunded->goods += resolution->amounts.goods;
  refunded->shipping += resolution->amounts.shipping;
  refunded->tax += resolution->amounts.tax;
  refunded->total += resolution->amounts.total;

  cst_world_note_history (world, incident, CST_WORLD_MARKETPLACE, "resolution_executed", NULL,
                          resolution->id);
  cst_world_note_history (world, incident, CST_WORLD_MARKETPLACE, "resolved", NULL, NULL);
  cst_world_set_state (world, incident, CST_WORLD_RESOLVED);
}

void
cst_world_turn_down (CstWorld           *world,
                     CstWorldIncident   *incident,
                     CstWorldResolution *resolution,
                     const char         *reason)
{
  resolution->state = CST_WORLD_TURNED_DOWN;
  resolution->refused_reason = g_strdup (reason);

  cst_world_note_history (world, incident, CST_WORLD_MARKETPLACE, "resolution_refused", reason,
                          resolution->id);
  cst_world_set_waiting (world, incident, CST_WORLD_BRAND);
  cst_world_incident_changed (world, incident, TRUE);
}

/* What was decided and not carried out falls away; its pieces and money are free again. */
void
cst_world_cancel_unfinished (CstWorldIncident *incident)
{
  CstWorldResolution *resolution = cst_world_unfinished (incident);

  if (resolution != NULL)
    resolution->state = CST_WORLD_CANCELLED;
}
