/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-decide-checks.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cst-db.h"
#include "cst-util.h"

#define MAX_URL 2000

/* R3, R4: what follows a resolution: shipping the replacement, the return's label, receipt and inspection, whether it
 * may come at all, or giving it up. */

/* What answers the same question as another one does. A label accepts the return it is for: it may follow a yes, but
 * not stand beside a no, and nothing is left to say after it. */
static gboolean
is_instead_of (const CstOperation *operation,
               const CstOperation *other)
{
  if (operation->kind == CST_OPERATION_RETURN_LABEL)
    return other->kind == CST_OPERATION_RETURN_LABEL || other->kind == CST_OPERATION_RETURN_REFUSED ||
           other->kind == CST_OPERATION_RETURN_CLOSED;
  if (operation->kind == CST_OPERATION_RETURN_ACCEPTED || operation->kind == CST_OPERATION_RETURN_REFUSED)
    return other->kind == CST_OPERATION_RETURN_LABEL || cst_operation_needs (other->kind) == CST_CAN_JUDGE_RETURNS;

  return other->kind == operation->kind || (operation->kind == CST_OPERATION_RETURN_CLOSED &&
                                            cst_operation_needs (other->kind) == CST_CAN_JUDGE_RETURNS);
}

static gboolean
is_waiting_already (const CstDecideContext *context,
                    const CstOperation     *operation)
{
  for (guint i = 0; i < context->operations->len; i++)
    {
      const CstOperation *other = g_ptr_array_index (context->operations, i);

      if (is_instead_of (operation, other) && cst_operation_is_pending (other) &&
          g_strcmp0 (other->subject, operation->subject) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_shipment (const CstDecideContext  *context,
                const CstOperation      *operation,
                GError                 **error)
{
  const CstResolution *resolution = cst_incident_find_resolution (context->incident, operation->subject);

  if (resolution == NULL || resolution->kind != CST_RESOLUTION_REPLACEMENT)
    return cst_decide_not_allowed (error, _("There is no such replacement to ship."));
  if (resolution->state != CST_RESOLUTION_REQUESTED || resolution->shipped_at != 0)
    return cst_decide_not_allowed (error, _("This replacement was shipped or given up already."));
  if (cst_str_is_blank (operation->carrier) || cst_str_is_blank (operation->tracking_number))
    return cst_decide_incomplete (error, _("Enter the carrier and the tracking number."));

  return TRUE;
}

static const CstReturnLine *
find_line (const CstReturn *goods,
           const char      *line_id)
{
  for (guint i = 0; i < goods->lines->len; i++)
    {
      const CstReturnLine *line = g_ptr_array_index (goods->lines, i);

      if (g_strcmp0 (line->line, line_id) == 0)
        return line;
    }

  return NULL;
}

static gboolean
check_counts (const CstReturn     *goods,
              const CstOperation  *operation,
              GError             **error)
{
  gboolean is_inspection = operation->kind == CST_OPERATION_RETURN_INSPECTED;

  if (operation->lines->len == 0)
    return cst_decide_incomplete (error, _("Count at least one line."));

  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *count = g_ptr_array_index (operation->lines, i);
      const CstReturnLine *line = find_line (goods, count->line);

      if (line == NULL)
        return cst_decide_incomplete (error, _("A counted line does not belong to this return."));
      if (count->received < 0 || count->accepted < 0 || count->damaged < 0 || count->missing < 0)
        return cst_decide_incomplete (error, _("A count cannot be negative."));
      if (!is_inspection && count->received > line->quantity)
        return cst_decide_incomplete (error, _("More pieces are counted than were asked back."));
      if (is_inspection && count->accepted + count->damaged + count->missing != line->quantity)
        return cst_decide_incomplete (error,
                                      _("Accepted, damaged and missing pieces must add up to the pieces asked back."));
    }

  return TRUE;
}

/**
 * cst_decide_is_label_address:
 *
 * Returns: whether a label that lies there is in a place that the customer can open
 */
gboolean
cst_decide_is_label_address (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 && !cst_str_is_blank (g_uri_get_host (uri)) &&
         strlen (url) <= MAX_URL;
}

static gboolean
check_label_url (const CstDecideContext  *context,
                 const CstOperation      *operation,
                 GError                 **error)
{
  if (!cst_account_can (context->account, CST_CAN_LINK_LABEL))
    return cst_decide_not_allowed (error, _("This site takes a label as a file only."));
  if (!cst_decide_is_label_address (operation->label_url))
    return cst_decide_incomplete (error, _("The label’s address has to begin with https://."));

  return TRUE;
}

static gboolean
check_label (const CstDecideContext  *context,
             const CstReturn         *goods,
             const CstOperation      *operation,
             GError                 **error)
{
  if (goods->state > CST_RETURN_LABELLED)
    return cst_decide_not_allowed (error, _("The return is under way already; it needs no label."));
  if (operation->label_url != NULL)
    return check_label_url (context, operation, error);
  if (operation->files->len != 1)
    return cst_decide_incomplete (error, _("Choose the label’s file."));

  return TRUE;
}

/* What a customer asks to send back is accepted or refused once; what is over may be closed. */
static gboolean
check_judgement (const CstReturn     *goods,
                 const CstOperation  *operation,
                 GError             **error)
{
  if (operation->kind == CST_OPERATION_RETURN_CLOSED && goods->state == CST_RETURN_WAITING)
    return cst_decide_not_allowed (error, _("Accept or refuse this return first."));
  if (operation->kind == CST_OPERATION_RETURN_CLOSED && goods->state >= CST_RETURN_CLOSED)
    return cst_decide_not_allowed (error, _("This return is closed already."));
  if (operation->kind == CST_OPERATION_RETURN_CLOSED)
    return TRUE;
  if (goods->state != CST_RETURN_WAITING)
    return cst_decide_not_allowed (error, _("This return does not wait for being accepted or refused."));
  if (operation->kind == CST_OPERATION_RETURN_REFUSED && operation->refusal == CST_REFUSAL_UNKNOWN)
    return cst_decide_incomplete (error, _("Say why the return is refused."));

  return TRUE;
}

static gboolean
check_return (const CstDecideContext  *context,
              const CstOperation      *operation,
              GError                 **error)
{
  const CstReturn *goods = cst_incident_find_return (context->incident, operation->subject);

  if (goods == NULL)
    return cst_decide_not_allowed (error, _("There is no such return."));
  if (operation->kind == CST_OPERATION_RETURN_LABEL)
    return check_label (context, goods, operation, error);
  if (cst_operation_needs (operation->kind) == CST_CAN_JUDGE_RETURNS)
    return check_judgement (goods, operation, error);

  if (operation->kind == CST_OPERATION_RETURN_RECEIVED && goods->state >= CST_RETURN_RECEIVED)
    return cst_decide_not_allowed (error, _("This return was received already."));
  if (operation->kind == CST_OPERATION_RETURN_INSPECTED && goods->state != CST_RETURN_RECEIVED)
    return cst_decide_not_allowed (error,
                                   _("Only a return that was received, and not inspected yet, can be inspected."));

  return check_counts (goods, operation, error);
}

/* A return alone, or the incident with all that hangs on it, as long as nothing left and nothing came back. */
static gboolean
check_cancellation (const CstDecideContext  *context,
                    const CstOperation      *operation,
                    GError                 **error)
{
  const CstIncident *incident = context->incident;

  if (!cst_account_can (context->account, CST_CAN_CANCEL))
    return cst_decide_not_allowed (error, _("Nothing is cancelled at this site from here."));
  if (cst_incident_is_settled (incident))
    return cst_decide_not_allowed (error, _("This incident is over already."));
  if (operation->subject != NULL && cst_incident_find_return (incident, operation->subject) == NULL)
    return cst_decide_not_allowed (error, _("There is no such return."));

  for (guint i = 0; i < incident->returns->len; i++)
    {
      const CstReturn *goods = g_ptr_array_index (incident->returns, i);

      if (operation->subject != NULL && g_strcmp0 (goods->id, operation->subject) != 0)
        continue;
      if (goods->state == CST_RETURN_RECEIVED || goods->state == CST_RETURN_INSPECTED)
        return cst_decide_not_allowed (error, _("The goods came back already."));
      if (goods->state >= CST_RETURN_CLOSED && operation->subject != NULL)
        return cst_decide_not_allowed (error, _("This return is over already."));
    }
  for (guint i = 0; i < incident->resolutions->len && operation->subject == NULL; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (incident->resolutions, i);

      if (resolution->shipped_at != 0)
        return cst_decide_not_allowed (error, _("The replacement was shipped already."));
    }

  return TRUE;
}

static gboolean
check_kind (const CstDecideContext  *context,
            const CstOperation      *operation,
            GError                 **error)
{
  if (operation->kind == CST_OPERATION_SHIP_REPLACEMENT)
    return check_shipment (context, operation, error);
  if (operation->kind == CST_OPERATION_CANCEL)
    return check_cancellation (context, operation, error);

  return check_return (context, operation, error);
}

/**
 * cst_decide_check_step:
 *
 * Whether the next step of a resolution or return may be decided; each step waits at most once.
 */
gboolean
cst_decide_check_step (const CstDecideContext  *context,
                       const CstOperation      *operation,
                       GError                 **error)
{
  if (!check_kind (context, operation, error))
    return FALSE;

  if (is_waiting_already (context, operation))
    {
      g_set_error_literal (error, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED,
                           _("This is waiting in the outbox already."));
      return FALSE;
    }

  return TRUE;
}
