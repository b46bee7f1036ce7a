/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-draft-lines.h"

#include "cst-quantities.h"

/* The lines of an order while a resolution is chosen, each kept within what is left to replace or refund. The amount
 * of a line is "whole price" until somebody lowers it. */

static void
draft_line_free (gpointer data)
{
  CstDraftLine *line = data;

  g_free (line->id);
  g_free (line->title);
  g_free (line->sku);
  g_free (line);
}

static gpointer
copy_incident (gconstpointer incident,
               gpointer      user_data)
{
  return cst_incident_copy (incident);
}

static gpointer
copy_operation (gconstpointer operation,
                gpointer      user_data)
{
  return cst_operation_copy (operation);
}

static GPtrArray *
copy_all (GPtrArray      *records,
          GCopyFunc       copy,
          GDestroyNotify  free_record)
{
  GPtrArray *copies = g_ptr_array_new_full (records->len, free_record);

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (copies, copy (g_ptr_array_index (records, i), NULL));

  return copies;
}

static void
add_lines (CstDraftLines *self,
           gboolean       reported)
{
  for (guint i = 0; i < self->order->lines->len; i++)
    {
      const CstOrderLine *source = g_ptr_array_index (self->order->lines, i);
      int quantity = cst_incident_reported_quantity (self->incident, source->id);
      CstDraftLine *line;

      if ((quantity > 0) != reported)
        continue;

      line = g_new0 (CstDraftLine, 1);
      line->id = g_strdup (source->id);
      line->title = source->variant != NULL ? g_strdup_printf ("%s · %s", source->title, source->variant)
                                            : g_strdup (source->title);
      line->sku = g_strdup (source->sku);
      line->reported = quantity;
      line->proposed = quantity;
      line->left = cst_quantities_left (self->order, self->incidents, self->operations, source->id);
      line->unit_price = source->unit_price;
      cst_draft_line_choose (line, quantity, 0);
      g_ptr_array_add (self->lines, line);
    }
}

/**
 * cst_draft_lines_new:
 * @incidents: (element-type CstIncident): all the order's incidents
 * @operations: (element-type CstOperation): all the order's operations
 *
 * The quantities start at what was reported. Everything is copied.
 *
 * Returns: (transfer full)
 */
CstDraftLines *
cst_draft_lines_new (const CstOrder    *order,
                     const CstIncident *incident,
                     GPtrArray         *incidents,
                     GPtrArray         *operations)
{
  CstDraftLines *self = g_new0 (CstDraftLines, 1);

  self->order = cst_order_copy (order);
  self->incident = cst_incident_copy (incident);
  self->incidents = copy_all (incidents, copy_incident, (GDestroyNotify) cst_incident_free);
  self->operations = copy_all (operations, copy_operation, (GDestroyNotify) cst_operation_free);
  self->lines = g_ptr_array_new_with_free_func (draft_line_free);
  add_lines (self, TRUE);
  add_lines (self, FALSE);
  self->shipping_left = cst_quantities_shipping_left (order, incidents, operations);

  return self;
}

void
cst_draft_lines_free (CstDraftLines *self)
{
  cst_order_free (self->order);
  cst_incident_free (self->incident);
  g_ptr_array_unref (self->incidents);
  g_ptr_array_unref (self->operations);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

/**
 * cst_draft_lines_get:
 *
 * Returns: (transfer none)
 */
CstDraftLine *
cst_draft_lines_get (const CstDraftLines *self,
                     guint                index)
{
  g_return_val_if_fail (index < self->lines->len, NULL);

  return g_ptr_array_index (self->lines, index);
}

/**
 * cst_draft_lines_find:
 * @id: the order line's
 *
 * Returns: (transfer none) (nullable)
 */
CstDraftLine *
cst_draft_lines_find (const CstDraftLines *self,
                      const char          *id)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      CstDraftLine *line = cst_draft_lines_get (self, i);

      if (g_strcmp0 (line->id, id) == 0)
        return line;
    }

  return NULL;
}

/**
 * cst_draft_lines_keep:
 * @old: the same incident as it was
 *
 * What was chosen stays as far as it fits.
 */
void
cst_draft_lines_keep (CstDraftLines       *self,
                      const CstDraftLines *old)
{
  for (guint i = 0; i < old->lines->len; i++)
    {
      const CstDraftLine *before = cst_draft_lines_get (old, i);
      CstDraftLine *line = cst_draft_lines_find (self, before->id);

      if (line == NULL)
        continue;
      line->proposed = before->proposed;
      if (before->left > 0)
        cst_draft_line_choose (line, before->quantity, cst_draft_line_is_whole_price (before) ? 0 : before->amount);
    }
}

/**
 * cst_draft_lines_reset:
 *
 * Back to the proposed quantities.
 */
void
cst_draft_lines_reset (CstDraftLines *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      CstDraftLine *line = cst_draft_lines_get (self, i);

      cst_draft_line_choose (line, line->proposed, 0);
    }
}

/**
 * cst_draft_lines_propose:
 * @now: (element-type CstLineFindings): what holds of the findings
 *
 * Where pieces were judged, those confirmed are proposed. A quantity that somebody chose stays.
 */
void
cst_draft_lines_propose (CstDraftLines *self,
                         const GArray  *now)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      CstDraftLine *line = cst_draft_lines_get (self, i);
      const CstLineFindings *found = cst_findings_of_line (now, line->id);
      int proposed = found != NULL && found->newest != NULL ? found->pieces[CST_FINDING_CONFIRMED] : line->reported;
      gboolean is_untouched = line->quantity == MIN (line->proposed, line->left);

      if (proposed == line->proposed)
        continue;
      line->proposed = proposed;
      if (is_untouched)
        cst_draft_line_choose (line, proposed, 0);
    }
}

int
cst_draft_lines_count_pieces (const CstDraftLines *self)
{
  int pieces = 0;

  for (guint i = 0; i < self->lines->len; i++)
    pieces += cst_draft_lines_get (self, i)->quantity;

  return pieces;
}

int
cst_draft_lines_count_left (const CstDraftLines *self)
{
  int left = 0;

  for (guint i = 0; i < self->lines->len; i++)
    left += cst_draft_lines_get (self, i)->left;

  return left;
}

/**
 * cst_draft_lines_add_to:
 *
 * Writes the chosen pieces into a replacement or refund.
 */
void
cst_draft_lines_add_to (const CstDraftLines *self,
                        CstOperation        *operation)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const CstDraftLine *line = cst_draft_lines_get (self, i);
      CstOperationLine *part;

      if (line->quantity == 0)
        continue;

      part = cst_operation_add_line (operation, line->id, line->quantity);
      if (operation->kind == CST_OPERATION_REFUND && !cst_draft_line_is_whole_price (line))
        part->amount = line->amount;
    }
}

/**
 * cst_draft_lines_get_amounts:
 * @amounts: (out caller-allocates): what refunding the chosen pieces and @shipping comes to (R13)
 */
void
cst_draft_lines_get_amounts (const CstDraftLines *self,
                             gint64               shipping,
                             CstAmounts          *amounts)
{
  g_autoptr(CstOperation) refund = cst_operation_new (CST_OPERATION_REFUND, 0, self->order->id, NULL);

  refund->shipping = shipping;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const CstDraftLine *line = cst_draft_lines_get (self, i);

      if (line->quantity > 0)
        cst_operation_add_line (refund, line->id, line->quantity)->amount = line->amount;
    }

  cst_refund_amounts (self->order, self->incidents, self->operations, refund, amounts);
}

/**
 * cst_draft_line_choose:
 * @amount: goods to refund; nothing or more than the price mean the whole price
 */
void
cst_draft_line_choose (CstDraftLine *line,
                       int           quantity,
                       gint64        amount)
{
  gint64 price;

  line->quantity = CLAMP (quantity, 0, line->left);
  price = line->unit_price * line->quantity;
  line->amount = amount > 0 ? MIN (amount, price) : price;
}

gboolean
cst_draft_line_is_whole_price (const CstDraftLine *line)
{
  return line->amount == line->unit_price * line->quantity;
}
