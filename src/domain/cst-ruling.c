/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-ruling.h"

#include <glib/gi18n-lib.h>

#include "cst-labels.h"
#include "cst-quantities.h"

CST_DEFINE_ENUM_TYPE (cst_ruling_outcome, "unknown", "refund", "replacement", "nothing");

static const CstField cst_ruling_fields[] = {
  CST_FIELD_OF (CstRuling, outcome, ENUM, cst_ruling_outcome_type),
  CST_FIELD (CstRuling, decided_at, INT64),
  CST_FIELD (CstRuling, noted_at, INT64),
  CST_FIELD (CstRuling, amount, INT64),
  CST_FIELD (CstRuling, currency, CURRENCY),
  CST_FIELD_OF (CstRuling, tax_mode, ENUM, cst_tax_mode_type),
  CST_FIELD (CstRuling, is_binding, BOOL),
};
CST_DEFINE_RECORD_TYPE (cst_ruling, CstRuling, "ruling");

void
cst_ruling_free (CstRuling *self)
{
  cst_record_free (&cst_ruling_type, self);
}

/**
 * cst_label_ruling:
 *
 * Returns: (transfer full): what was decided, in words; an amount says whether it is with tax (R13)
 */
char *
cst_label_ruling (const CstRuling *self)
{
  g_autofree char *amount = NULL;

  switch (self->outcome)
    {
    case CST_RULING_REFUND:
      amount = cst_money_format (cst_money (self->amount, self->currency));
      /* Translators: what an arbitration decided: an amount, and whether it is with tax */
      return g_strdup_printf (C_("arbitration", "Refund of %1$s %2$s"), amount, cst_label_tax_mode (self->tax_mode));
    case CST_RULING_REPLACEMENT:
      return g_strdup (C_("arbitration", "A replacement is sent"));
    case CST_RULING_NOTHING:
      return g_strdup (C_("arbitration", "Nothing is owed"));
    case CST_RULING_UNKNOWN:
    default:
      return g_strdup (C_("arbitration", "Something else"));
    }
}

const char *
cst_label_ruling_state (CstRulingState state)
{
  switch (state)
    {
    case CST_RULING_UNDER_WAY:
      return C_("arbitration", "Decided here, not confirmed by the site yet");
    case CST_RULING_DONE:
      return C_("arbitration", "Carried out");
    case CST_RULING_SETTLED:
      return C_("arbitration", "There is nothing to carry out");
    case CST_RULING_OPEN:
    default:
      return C_("arbitration", "Not carried out yet");
    }
}

static gboolean
is_about (const CstOperation *operation,
          const CstIncident  *incident)
{
  return cst_operation_is_resolution (operation) && g_strcmp0 (operation->incident, incident->id) == 0;
}

/**
 * cst_ruling_state:
 * @incident: as the site last said it
 * @operations: (element-type CstOperation): of the order
 *
 * What became of the decision: whatever was resolved since it was written down can only have followed it, since
 * cst_ruling_allows() lets nothing else pass. Another desk's resolution counts as well as one of ours.
 */
CstRulingState
cst_ruling_state (const CstRuling   *self,
                  const CstIncident *incident,
                  const GPtrArray   *operations)
{
  CstRulingState state = CST_RULING_OPEN;

  if (self->outcome != CST_RULING_REFUND && self->outcome != CST_RULING_REPLACEMENT)
    return CST_RULING_SETTLED;

  for (guint i = 0; i < incident->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (incident->resolutions, i);

      if (resolution->requested_at >= self->noted_at && resolution->state != CST_RESOLUTION_REFUSED &&
          resolution->state != CST_RESOLUTION_CANCELLED)
        return CST_RULING_DONE;
    }
  for (guint i = 0; i < operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (operations, i);

      if (!is_about (operation, incident) || operation->created_at < self->noted_at)
        continue;
      if (operation->state == CST_OPERATION_CONFIRMED)
        return CST_RULING_DONE;
      if (cst_operation_is_pending (operation))
        state = CST_RULING_UNDER_WAY;
    }

  return state;
}

/**
 * cst_ruling_allows:
 * @operation: a resolution
 * @amounts: what it comes to
 * @why_not: (out): a sentence for people
 *
 * P7: a binding decision takes the place of our own.
 */
gboolean
cst_ruling_allows (const CstRuling     *self,
                   const CstOperation  *operation,
                   const CstAmounts    *amounts,
                   char               **why_not)
{
  g_autofree char *decided = NULL;

  *why_not = NULL;
  if (!self->is_binding || self->outcome == CST_RULING_UNKNOWN ||
      (self->outcome == CST_RULING_REPLACEMENT && operation->kind == CST_OPERATION_REPLACEMENT) ||
      (self->outcome == CST_RULING_REFUND && operation->kind == CST_OPERATION_REFUND &&
       amounts->goods + amounts->shipping == self->amount))
    return TRUE;

  decided = cst_label_ruling (self);
  /* Translators: what an arbitration decided, as in “Refund of €12.00 incl. tax” */
  *why_not = g_strdup_printf (_("The arbitration decided: %s. The decision binds both sides; nothing else can be "
                                "decided."), decided);

  return FALSE;
}

/* Of one line what is left of it, and of the amount as much as that is worth. */
static gint64
add_line (CstOperation       *operation,
          const CstOrderLine *line,
          int                 quantity,
          gint64              amount)
{
  gint64 worth = line->unit_price * quantity;
  gint64 part = MIN (worth, amount);
  int pieces = quantity;

  if (part <= 0)
    return 0;

  /* No more pieces than the amount needs, so that the others stay free for what may come. */
  while (pieces > 1 && line->unit_price * (pieces - 1) >= part)
    pieces--;
  cst_operation_add_line (operation, line->id, pieces)->amount = part;

  return part;
}

static void
share_amount (CstOperation      *operation,
              gint64             amount,
              const CstOrder    *order,
              const CstIncident *incident,
              GPtrArray         *incidents,
              GPtrArray         *operations)
{
  /* What was reported first, then the order's other lines, then the shipping. */
  for (int pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < order->lines->len && amount > 0; i++)
        {
          const CstOrderLine *line = g_ptr_array_index (order->lines, i);
          gboolean is_reported = cst_incident_reported_quantity (incident, line->id) > 0;

          if (is_reported == (pass == 0))
            amount -= add_line (operation, line, cst_quantities_left (order, incidents, operations, line->id), amount);
        }
    }

  operation->shipping = MIN (amount, cst_quantities_shipping_left (order, incidents, operations));
}

static void
take_reported (CstOperation      *operation,
               const CstOrder    *order,
               const CstIncident *incident,
               GPtrArray         *incidents,
               GPtrArray         *operations)
{
  for (guint i = 0; i < order->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (order->lines, i);
      int quantity = MIN (cst_incident_reported_quantity (incident, line->id),
                          cst_quantities_left (order, incidents, operations, line->id));

      if (quantity > 0)
        cst_operation_add_line (operation, line->id, quantity);
    }
}

/**
 * cst_ruling_to_operation:
 * @incidents: (element-type CstIncident): all the order's
 * @operations: (element-type CstOperation): all the order's
 *
 * What the decision asks us to do; where not all of the amount can be shared out, cst_ruling_allows() will not take it.
 *
 * Returns: (transfer full) (nullable): %NULL for a decision that asks for nothing
 */
CstOperation *
cst_ruling_to_operation (const CstRuling   *self,
                         gint64             account,
                         const CstOrder    *order,
                         const CstIncident *incident,
                         GPtrArray         *incidents,
                         GPtrArray         *operations)
{
  CstOperation *operation;

  if (self->outcome != CST_RULING_REFUND && self->outcome != CST_RULING_REPLACEMENT)
    return NULL;

  operation = cst_operation_new (self->outcome == CST_RULING_REFUND ? CST_OPERATION_REFUND
                                                                    : CST_OPERATION_REPLACEMENT,
                                 account, order->id, incident->id);
  if (self->outcome == CST_RULING_REFUND)
    share_amount (operation, self->amount, order, incident, incidents, operations);
  else
    take_reported (operation, order, incident, incidents, operations);

  return operation;
}
