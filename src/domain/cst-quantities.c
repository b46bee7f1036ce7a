/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-quantities.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (cst-quantity-error-quark, cst_quantity_error)

static gboolean
counts (const CstResolution *resolution)
{
  return resolution->state == CST_RESOLUTION_REQUESTED || resolution->state == CST_RESOLUTION_EXECUTED;
}

static gboolean
is_known_there (GPtrArray          *incidents,
                const CstOperation *operation)
{
  for (guint i = 0; i < incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (incidents, i);

      for (guint j = 0; j < incident->resolutions->len; j++)
        {
          const CstResolution *resolution = g_ptr_array_index (incident->resolutions, j);

          if (g_strcmp0 (resolution->key, operation->key) == 0)
            return TRUE;
        }
    }

  return FALSE;
}

static gboolean
lies_over_truth (GPtrArray          *incidents,
                 const CstOperation *operation)
{
  return cst_operation_is_resolution (operation) && cst_operation_is_pending (operation) &&
         !is_known_there (incidents, operation);
}

static int
taken_by_resolutions (GPtrArray  *incidents,
                      const char *line_id)
{
  int taken = 0;

  for (guint i = 0; i < incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (incidents, i);

      for (guint j = 0; j < incident->resolutions->len; j++)
        {
          const CstResolution *resolution = g_ptr_array_index (incident->resolutions, j);

          for (guint k = 0; counts (resolution) && k < resolution->lines->len; k++)
            {
              const CstResolutionLine *line = g_ptr_array_index (resolution->lines, k);

              if (g_strcmp0 (line->line, line_id) == 0)
                taken += line->quantity;
            }
        }
    }

  return taken;
}

static int
quantity_on (const CstOperation *operation,
             const char         *line_id)
{
  int quantity = 0;

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
  int left;

  if (line == NULL)
    return 0;

  left = line->delivered - taken_by_resolutions (incidents, line_id);
  for (guint i = 0; i < operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (operations, i);

      if (lies_over_truth (incidents, operation))
        left -= quantity_on (operation, line_id);
    }

  return MAX (left, 0);
}

static gint64
goods_of (const CstOrderLine     *line,
          const CstOperationLine *part)
{
  return part->amount > 0 ? part->amount : line->unit_price * part->quantity;
}

static int
highest_tax_rate (const CstOrder     *order,
                  const CstOperation *operation)
{
  int rate = 0;

  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *part = g_ptr_array_index (operation->lines, i);
      const CstOrderLine *line = cst_order_find_line (order, part->line);

      if (line != NULL)
        rate = MAX (rate, line->tax_rate_bp);
    }

  return rate;
}

/**
 * cst_refund_amounts:
 * @operation: a refund over lines of @order
 * @amounts: (out caller-allocates): what it comes to, goods, shipping and tax apart (R13)
 *
 * Tax is worked out per line; shipping follows the highest rate among the refunded lines. The
 * marketplace's own figures replace these once it has executed the refund.
 */
void
cst_refund_amounts (const CstOrder     *order,
                    const CstOperation *operation,
                    CstAmounts         *amounts)
{
  CstTaxMode mode = order->amounts.tax_mode;

  *amounts = (CstAmounts) { .tax_mode = mode, .shipping = operation->shipping };
  g_strlcpy (amounts->currency, order->amounts.currency, sizeof amounts->currency);

  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *part = g_ptr_array_index (operation->lines, i);
      const CstOrderLine *line = cst_order_find_line (order, part->line);
      gint64 goods;

      if (line == NULL)
        continue;

      goods = goods_of (line, part);
      amounts->goods += goods;
      amounts->tax += cst_tax_of (goods, line->tax_rate_bp, mode);
    }

  amounts->tax += cst_tax_of (operation->shipping, highest_tax_rate (order, operation), mode);
  amounts->total = amounts->goods + amounts->shipping + (mode == CST_TAX_EXCLUDED ? amounts->tax : 0);
}

static gint64
refunded_so_far (const CstOrder *order,
                 GPtrArray      *incidents,
                 GPtrArray      *operations)
{
  gint64 total = 0;

  for (guint i = 0; i < incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (incidents, i);

      for (guint j = 0; j < incident->resolutions->len; j++)
        {
          const CstResolution *resolution = g_ptr_array_index (incident->resolutions, j);

          if (resolution->kind == CST_RESOLUTION_REFUND && counts (resolution))
            total += resolution->amounts.total;
        }
    }

  for (guint i = 0; i < operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (operations, i);
      CstAmounts amounts;

      if (operation->kind != CST_OPERATION_REFUND || !lies_over_truth (incidents, operation))
        continue;

      cst_refund_amounts (order, operation, &amounts);
      total += amounts.total;
    }

  return MAX (total, order->refunded.total);
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
                   line->title, quantity_on (operation, part->line), left);
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

  cst_refund_amounts (order, operation, &amounts);
  if (operation->shipping < 0 || operation->shipping > order->amounts.shipping || amounts.total <= 0 ||
      refunded_so_far (order, incidents, operations) + amounts.total > order->amounts.total)
    {
      g_set_error_literal (error, CST_QUANTITY_ERROR, CST_QUANTITY_ERROR_AMOUNT,
                           _("The refund comes to more than was paid and not yet refunded."));
      return FALSE;
    }

  return TRUE;
}
