/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-quantities.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (cst-quantity-error-quark, cst_quantity_error)

/* What no word says was given up still takes its pieces and its money, words of a later contract included. */
static gboolean
stands (const CstResolution *resolution)
{
  return resolution->state != CST_RESOLUTION_REFUSED && resolution->state != CST_RESOLUTION_CANCELLED;
}

static const CstIncident *
find_incident (GPtrArray  *incidents,
               const char *id)
{
  for (guint i = 0; i < incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (incidents, i);

      if (g_strcmp0 (incident->id, id) == 0)
        return incident;
    }

  return NULL;
}

/* Counted beside the truth: what may still take effect, and what took effect there but is not in the truth yet. */
static gboolean
lies_over_truth (GPtrArray          *incidents,
                 const CstOperation *operation)
{
  if (!cst_operation_is_resolution (operation))
    return FALSE;

  for (guint i = 0; i < incidents->len; i++)
    {
      if (cst_incident_find_resolution_by_key (g_ptr_array_index (incidents, i), operation->key) != NULL)
        return FALSE;
    }

  return cst_operation_is_pending (operation) ||
         cst_operation_awaits_truth (operation, find_incident (incidents, operation->incident));
}

static gint64
taken_by_resolutions (GPtrArray  *incidents,
                      const char *line_id)
{
  gint64 taken = 0;

  for (guint i = 0; i < incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (incidents, i);

      for (guint j = 0; j < incident->resolutions->len; j++)
        {
          const CstResolution *resolution = g_ptr_array_index (incident->resolutions, j);

          for (guint k = 0; stands (resolution) && k < resolution->lines->len; k++)
            {
              const CstResolutionLine *line = g_ptr_array_index (resolution->lines, k);

              if (g_strcmp0 (line->line, line_id) == 0)
                taken += line->quantity;
            }
        }
    }

  return taken;
}

static gint64
quantity_on (const CstOperation *operation,
             const char         *line_id)
{
  gint64 quantity = 0;

  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *line = g_ptr_array_index (operation->lines, i);

      if (g_strcmp0 (line->line, line_id) == 0)
        quantity += line->quantity;
    }

  return quantity;
}

/**
 * cst_quantities_left:
 * @incidents: (element-type CstIncident): all the order's incidents
 * @operations: (element-type CstOperation): all the order's operations
 * @line_id: a line of the order
 *
 * What may still be replaced or refunded of a line: delivered, less what any incident's resolutions
 * took, less what waits in the outbox (R1).
 *
 * Returns: a quantity, never negative
 */
int
cst_quantities_left (const CstOrder *order,
                     GPtrArray      *incidents,
                     GPtrArray      *operations,
                     const char     *line_id)
{
  const CstOrderLine *line = cst_order_find_line (order, line_id);
  gint64 left;

  if (line == NULL)
    return 0;

  left = line->delivered - taken_by_resolutions (incidents, line_id);
  for (guint i = 0; i < operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (operations, i);

      if (lies_over_truth (incidents, operation))
        left -= quantity_on (operation, line_id);
    }

  return (int) MAX (left, 0);
}

static gint64
goods_of (const CstOrder *order,
          const char     *line_id,
          int             quantity,
          gint64          amount)
{
  const CstOrderLine *line = cst_order_find_line (order, line_id);

  if (amount > 0 || line == NULL)
    return amount;

  return line->unit_price * quantity;
}

static int
highest_tax_rate (const CstOrder *order)
{
  int rate = 0;

  for (guint i = 0; i < order->lines->len; i++)
    rate = MAX (rate, ((const CstOrderLine *) g_ptr_array_index (order->lines, i))->tax_rate_bp);

  return rate;
}

static gint64
total_of (const CstAmounts *amounts)
{
  return amounts->goods + amounts->shipping + (amounts->tax_mode == CST_TAX_EXCLUDED ? amounts->tax : 0);
}

static void
add_goods (const CstOrder *order,
           const char     *line_id,
           gint64          goods,
           CstAmounts     *amounts)
{
  const CstOrderLine *line = cst_order_find_line (order, line_id);

  amounts->goods += goods;
  if (line != NULL)
    amounts->tax += cst_tax_of (goods, line->tax_rate_bp, amounts->tax_mode);
}

/* What a resolution comes to in the order's own currency and tax mode. Where the marketplace has not said it so,
 * it is worked out, since no sum may overlook it. */
static void
resolution_amounts (const CstOrder      *order,
                    const CstResolution *resolution,
                    CstAmounts          *amounts)
{
  CstTaxMode mode = order->amounts.tax_mode;

  *amounts = resolution->amounts;
  if (amounts->total > 0 && strcmp (amounts->currency, order->amounts.currency) == 0)
    {
      if (amounts->tax_mode != mode)
        amounts->shipping += (mode == CST_TAX_EXCLUDED ? -1 : 1) *
                             cst_tax_of (amounts->shipping, highest_tax_rate (order), amounts->tax_mode);
      return;
    }

  *amounts = (CstAmounts) { .tax_mode = mode };
  if (resolution->kind == CST_RESOLUTION_REPLACEMENT)
    return;

  for (guint i = 0; i < resolution->lines->len; i++)
    {
      const CstResolutionLine *part = g_ptr_array_index (resolution->lines, i);

      add_goods (order, part->line, goods_of (order, part->line, part->quantity, part->amount), amounts);
    }
  amounts->total = total_of (amounts);
}

/* What a person was shown before deciding; worked out where nothing was shown. */
static void
operation_amounts (const CstOrder     *order,
                   const CstOperation *operation,
                   CstAmounts         *amounts)
{
  CstTaxMode mode = order->amounts.tax_mode;

  *amounts = operation->expected;
  if (amounts->currency[0] != '\0')
    return;

  *amounts = (CstAmounts) { .tax_mode = mode, .shipping = operation->shipping };
  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *part = g_ptr_array_index (operation->lines, i);

      add_goods (order, part->line, goods_of (order, part->line, part->quantity, part->amount), amounts);
    }
  amounts->tax += cst_tax_of (operation->shipping, highest_tax_rate (order), mode);
  amounts->total = total_of (amounts);
}

static void
add_amounts (CstAmounts       *sum,
             const CstAmounts *amounts)
{
  sum->shipping += amounts->shipping;
  sum->tax += amounts->tax;
  sum->total += amounts->total;
}

/* Shipping, tax and total of all refunds that were carried out, are asked for, or wait in the outbox. What was paid
 * back without a problem is known from the order alone. */
static CstAmounts
refunded_so_far (const CstOrder *order,
                 GPtrArray      *incidents,
                 GPtrArray      *operations)
{
  CstAmounts executed = { 0 };
  CstAmounts waiting = { 0 };
  CstAmounts amounts;

  for (guint i = 0; i < incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (incidents, i);

      for (guint j = 0; j < incident->resolutions->len; j++)
        {
          const CstResolution *resolution = g_ptr_array_index (incident->resolutions, j);

          if (!stands (resolution))
            continue;
          resolution_amounts (order, resolution, &amounts);
          add_amounts (resolution->state == CST_RESOLUTION_EXECUTED ? &executed : &waiting, &amounts);
        }
    }

  for (guint i = 0; i < operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (operations, i);

      if (operation->kind != CST_OPERATION_REFUND || !lies_over_truth (incidents, operation))
        continue;
      operation_amounts (order, operation, &amounts);
      add_amounts (&waiting, &amounts);
    }

  waiting.shipping += MAX (executed.shipping, order->refunded.shipping);
  waiting.tax += MAX (executed.tax, order->refunded.tax);
  waiting.total += MAX (executed.total, order->refunded.total);

  return waiting;
}

/* Goods of one line that were, or will be, paid back. */
static gint64
goods_so_far (const CstOrder *order,
              GPtrArray      *incidents,
              GPtrArray      *operations,
              const char     *line_id)
{
  gint64 goods = 0;

  for (guint i = 0; i < incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (incidents, i);

      for (guint j = 0; j < incident->resolutions->len; j++)
        {
          const CstResolution *resolution = g_ptr_array_index (incident->resolutions, j);

          if (!stands (resolution) || resolution->kind != CST_RESOLUTION_REFUND)
            continue;

          for (guint k = 0; k < resolution->lines->len; k++)
            {
              const CstResolutionLine *part = g_ptr_array_index (resolution->lines, k);

              if (g_strcmp0 (part->line, line_id) == 0)
                goods += goods_of (order, part->line, part->quantity, part->amount);
            }
        }
    }

  for (guint i = 0; i < operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (operations, i);

      if (operation->kind != CST_OPERATION_REFUND || !lies_over_truth (incidents, operation))
        continue;

      for (guint j = 0; j < operation->lines->len; j++)
        {
          const CstOperationLine *part = g_ptr_array_index (operation->lines, j);

          if (g_strcmp0 (part->line, line_id) == 0)
            goods += goods_of (order, part->line, part->quantity, part->amount);
        }
    }

  return goods;
}

/* On running totals, so that the parts add up to the tax of the whole. */
static gint64
next_tax (gint64     before,
          gint64     amount,
          int        rate_bp,
          CstTaxMode mode)
{
  return cst_tax_of (before + amount, rate_bp, mode) - cst_tax_of (before, rate_bp, mode);
}

/**
 * cst_refund_amounts:
 * @incidents: (element-type CstIncident): all the order's incidents
 * @operations: (element-type CstOperation): all the order's other operations
 * @operation: a refund over lines of @order
 * @amounts: (out caller-allocates): what it comes to, goods, shipping and tax apart (R13)
 *
 * Tax is worked out on the running total of each line, as the marketplace does, so that several refunds of a line
 * add up to the tax that was paid; shipping bears the highest rate among the order's lines. The marketplace's own
 * figures replace these once it has executed the refund.
 */
void
cst_refund_amounts (const CstOrder     *order,
                    GPtrArray          *incidents,
                    GPtrArray          *operations,
                    const CstOperation *operation,
                    CstAmounts         *amounts)
{
  CstTaxMode mode = order->amounts.tax_mode;
  CstAmounts so_far = refunded_so_far (order, incidents, operations);

  *amounts = (CstAmounts) { .tax_mode = mode, .shipping = operation->shipping };
  g_strlcpy (amounts->currency, order->amounts.currency, sizeof amounts->currency);

  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *part = g_ptr_array_index (operation->lines, i);
      const CstOrderLine *line = cst_order_find_line (order, part->line);
      gint64 before;
      gint64 goods;

      if (line == NULL)
        continue;

      before = goods_so_far (order, incidents, operations, part->line);
      for (guint j = 0; j < i; j++)
        {
          const CstOperationLine *earlier = g_ptr_array_index (operation->lines, j);

          if (g_strcmp0 (earlier->line, part->line) == 0)
            before += goods_of (order, earlier->line, earlier->quantity, earlier->amount);
        }

      goods = goods_of (order, part->line, part->quantity, part->amount);
      amounts->goods += goods;
      amounts->tax += next_tax (before, goods, line->tax_rate_bp, mode);
    }

  amounts->tax += next_tax (so_far.shipping, operation->shipping, highest_tax_rate (order), mode);
  amounts->tax = CLAMP (amounts->tax, 0, MAX (order->amounts.tax - so_far.tax, 0));
  amounts->total = total_of (amounts);
}

/**
 * cst_quantities_shipping_left:
 * @incidents: (element-type CstIncident): all the order's incidents
 * @operations: (element-type CstOperation): all the order's operations
 *
 * Returns: how much of the shipping may still be refunded, in the order's tax mode, never negative
 */
gint64
cst_quantities_shipping_left (const CstOrder *order,
                              GPtrArray      *incidents,
                              GPtrArray      *operations)
{
  return MAX (order->amounts.shipping - refunded_so_far (order, incidents, operations).shipping, 0);
}

static gboolean
check_line (const CstOrder          *order,
            GPtrArray               *incidents,
            GPtrArray               *operations,
            const CstOperation      *operation,
            const CstOperationLine  *part,
            GError                 **error)
{
  const CstOrderLine *line = cst_order_find_line (order, part->line);
  int left;

  if (line == NULL)
    {
      g_set_error (error, CST_QUANTITY_ERROR, CST_QUANTITY_ERROR_LINE,
                   _("The order has no line “%s”."), part->line);
      return FALSE;
    }

  left = cst_quantities_left (order, incidents, operations, part->line);
  if (part->quantity < 1 || quantity_on (operation, part->line) > left)
    {
      g_set_error (error, CST_QUANTITY_ERROR, CST_QUANTITY_ERROR_EXCEEDED,
                   ngettext ("“%s”: %d asked for, and %d piece is left to replace or refund.",
                             "“%s”: %d asked for, and %d pieces are left to replace or refund.",
                             (gulong) left),
                   line->title, (int) CLAMP (quantity_on (operation, part->line), G_MININT, G_MAXINT), left);
      return FALSE;
    }

  if (part->amount < 0 || part->amount > line->unit_price * part->quantity)
    {
      g_set_error (error, CST_QUANTITY_ERROR, CST_QUANTITY_ERROR_AMOUNT,
                   _("“%s”: the amount is more than was paid for this quantity."), line->title);
      return FALSE;
    }

  return TRUE;
}

/**
 * cst_quantities_check:
 * @incidents: (element-type CstIncident): all the order's incidents
 * @operations: (element-type CstOperation): all the order's other operations
 * @operation: a resolution about to be decided
 *
 * R1: per line, replaced and refunded quantities never exceed what was delivered, and refunds never
 * exceed what was paid, the outbox included. Called inside the transaction that writes @operation.
 *
 * Returns: whether @operation keeps the sums; the error's message is for people
 */
gboolean
cst_quantities_check (const CstOrder      *order,
                      GPtrArray           *incidents,
                      GPtrArray           *operations,
                      const CstOperation  *operation,
                      GError             **error)
{
  CstAmounts amounts;

  g_return_val_if_fail (cst_operation_is_resolution (operation), FALSE);

  if (operation->lines->len == 0)
    {
      g_set_error_literal (error, CST_QUANTITY_ERROR, CST_QUANTITY_ERROR_EMPTY,
                           _("Choose at least one piece."));
      return FALSE;
    }

  for (guint i = 0; i < operation->lines->len; i++)
    {
      if (!check_line (order, incidents, operations, operation, g_ptr_array_index (operation->lines, i), error))
        return FALSE;
    }

  if (operation->kind != CST_OPERATION_REFUND)
    return TRUE;

  cst_refund_amounts (order, incidents, operations, operation, &amounts);
  if (operation->shipping < 0 || amounts.total <= 0 ||
      operation->shipping > cst_quantities_shipping_left (order, incidents, operations) ||
      refunded_so_far (order, incidents, operations).total + amounts.total > order->amounts.total)
    {
      g_set_error_literal (error, CST_QUANTITY_ERROR, CST_QUANTITY_ERROR_AMOUNT,
                           _("The refund comes to more than was paid and not yet refunded."));
      return FALSE;
    }

  return TRUE;
}
