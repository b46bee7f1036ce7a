/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-decision-rules.h"

#include "cst-util.h"

static const CstProposedResolution *
proposal_of (const CstCaseView *view)
{
  return view->guide != NULL ? view->guide->proposal : NULL;
}

/**
 * cst_decision_follows:
 * @kind: a refund or a replacement
 *
 * Returns: whether it is what the guide proposes (H0–H8, T1–T9), or the guide has not come to a proposal
 */
gboolean
cst_decision_follows (const CstCaseView *view,
                      CstOperationKind   kind)
{
  const CstProposedResolution *proposal = proposal_of (view);

  if (proposal == NULL)
    return TRUE;
  if (kind == CST_OPERATION_REFUND)
    return proposal->does == CST_DOES_REFUND || proposal->does == CST_DOES_CREDIT;

  return proposal->does == CST_DOES_REPLACEMENT || proposal->does == CST_DOES_REORDER;
}

/**
 * cst_decision_note:
 * @operation: a refund or a replacement that is about to be decided
 * @deviation: (nullable): why it is not what was proposed; kept only where it is not
 *
 * Has @operation remember what the rules proposed, in which version, and why it was decided otherwise.
 */
void
cst_decision_note (const CstCaseView *view,
                   CstOperation      *operation,
                   const char        *deviation)
{
  const CstProposedResolution *proposal = proposal_of (view);

  if (proposal == NULL)
    return;

  cst_set_str (&operation->proposal, proposal->proposal);
  operation->proposal_version = view->version;
  if (!cst_decision_follows (view, operation->kind) && !cst_str_is_blank (deviation))
    cst_set_str (&operation->deviation, deviation);
}

/**
 * cst_decision_value:
 * @operation: a refund with its expected amounts, or a replacement
 *
 * Returns: what it costs, for cst_money_guard_ask(): a refund's total, or what the pieces sent again are worth
 */
CstMoney
cst_decision_value (const CstOrder     *order,
                    const CstOperation *operation)
{
  gint64 minor = 0;

  if (operation->kind == CST_OPERATION_REFUND)
    return cst_money (operation->expected.total, order->amounts.currency);

  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *wanted = g_ptr_array_index (operation->lines, i);
      const CstOrderLine *line = cst_order_find_line (order, wanted->line);

      minor += line != NULL ? wanted->quantity * line->unit_price : 0;
    }

  return cst_money (minor, order->amounts.currency);
}
