/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-decide-checks.h"

#include <glib/gi18n-lib.h>

#include "cst-db.h"
#include "cst-util.h"

/* Cases of places without an API: what a person enters has to make sense before it becomes the truth. */

static gboolean
check_order (const CstOrder  *order,
             GError         **error)
{
  if (cst_str_is_blank (order->number))
    return cst_decide_incomplete (error, _("Enter the order’s number."));
  if (cst_str_is_blank (order->customer.name))
    return cst_decide_incomplete (error, _("Enter the customer’s name."));
  if (order->lines->len == 0)
    return cst_decide_incomplete (error, _("Enter at least one article."));
  if (order->amounts.currency[0] == '\0')
    return cst_decide_incomplete (error, _("Choose the order’s currency."));

  for (guint i = 0; i < order->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (order->lines, i);

      if (cst_str_is_blank (line->title) && cst_str_is_blank (line->sku))
        return cst_decide_incomplete (error, _("Every article needs a name or an item number."));
      if (line->quantity <= 0 || line->delivered < 0 || line->delivered > line->quantity || line->unit_price < 0)
        return cst_decide_incomplete (error, _("An article’s quantity or price is not possible."));
    }

  return TRUE;
}

static gboolean
check_incident (const CstOrder     *order,
                const CstIncident  *incident,
                GError            **error)
{
  if (incident->reason == CST_REASON_UNKNOWN && cst_str_is_blank (incident->reason_code))
    return cst_decide_incomplete (error, _("Choose the reason."));
  if (incident->lines->len == 0)
    return cst_decide_incomplete (error, _("Say which articles are concerned."));

  for (guint i = 0; i < incident->lines->len; i++)
    {
      const CstLineQuantity *part = g_ptr_array_index (incident->lines, i);
      const CstOrderLine *line = cst_order_find_line (order, part->line);

      if (line == NULL || part->quantity <= 0 || part->quantity > line->quantity)
        return cst_decide_incomplete (error, _("More pieces are concerned than were ordered."));
    }

  return TRUE;
}

/**
 * cst_decide_check_case:
 *
 * Whether a case recorded by hand is complete: who ordered, which articles, how many of them, why.
 */
gboolean
cst_decide_check_case (const CstOperation  *operation,
                       GError             **error)
{
  const CstOrder *order = operation->case_order;
  const CstIncident *incident = operation->case_incident;

  if (order == NULL || incident == NULL || g_strcmp0 (order->id, operation->order) != 0 ||
      g_strcmp0 (incident->id, operation->incident) != 0 || g_strcmp0 (incident->order, order->id) != 0)
    return cst_decide_incomplete (error, _("The incident is incomplete. Record it again."));

  return check_order (order, error) && check_incident (order, incident, error);
}

/**
 * cst_decide_check_report:
 *
 * Whether what a customer told us of an order the site has can be recorded there: which articles, how many, why; and
 * one at a time, so that nobody records the same twice.
 */
gboolean
cst_decide_check_report (const CstDecideContext  *context,
                         const CstOperation      *operation,
                         GError                 **error)
{
  const CstIncident *incident = operation->case_incident;

  if (!cst_account_can (context->account, CST_CAN_REPORT))
    return cst_decide_not_allowed (error,
                                   _("This marketplace takes no reports from us: the customer makes them there."));
  if (incident == NULL || operation->incident != NULL || g_strcmp0 (incident->order, operation->order) != 0)
    return cst_decide_incomplete (error, _("The incident is incomplete. Record it again."));
  if (context->order->status == CST_ORDER_CANCELLED)
    return cst_decide_not_allowed (error, _("The order was cancelled."));

  for (guint i = 0; i < context->operations->len; i++)
    {
      const CstOperation *other = g_ptr_array_index (context->operations, i);

      if (other->kind == CST_OPERATION_REPORT && cst_operation_is_pending (other))
        {
          g_set_error_literal (error, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED,
                               _("This is waiting in the outbox already."));
          return FALSE;
        }
    }

  return check_incident (context->order, incident, error);
}

/**
 * cst_decide_check_event:
 *
 * Whether what happened to a case is said completely.
 */
gboolean
cst_decide_check_event (const CstDecideContext  *context,
                        const CstOperation      *operation,
                        GError                 **error)
{
  gboolean is_settled = cst_incident_is_settled (context->incident);

  if (operation->event == CST_EVENT_UNKNOWN)
    return cst_decide_incomplete (error, _("Say what happened."));
  if (operation->event == CST_EVENT_MESSAGE && cst_str_is_blank (operation->text) && operation->files->len == 0)
    return cst_decide_incomplete (error, _("Enter what the customer wrote."));
  if (operation->event == CST_EVENT_PHOTO_ADDED && operation->files->len == 0)
    return cst_decide_incomplete (error, _("Choose the photos."));
  if (operation->event == CST_EVENT_REOPENED && !is_settled)
    return cst_decide_not_allowed (error, _("The incident is open already."));
  if (is_settled && operation->event != CST_EVENT_REOPENED && operation->event != CST_EVENT_MESSAGE &&
      operation->event != CST_EVENT_PHOTO_ADDED)
    return cst_decide_not_allowed (error, _("The incident is closed. Reopen it first."));

  return TRUE;
}
