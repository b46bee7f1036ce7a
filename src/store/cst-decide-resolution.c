/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-decide-checks.h"

#include <glib/gi18n-lib.h>

#include "cst-db.h"
#include "cst-labels.h"
#include "cst-operations.h"
#include "cst-quantities.h"
#include "cst-util.h"

/* O6: the marketplace's incidents are looked at, never decided. */
static gboolean
check_is_open (const CstDecideContext  *context,
               GError                 **error)
{
  const CstIncident *incident = context->incident;
  const char *site = context->account->info.site;
  g_autofree char *state = NULL;
  g_autofree char *message = NULL;

  if (!cst_incident_is_settled (incident) && cst_incident_is_ours (incident))
    return TRUE;

  if (cst_incident_is_settled (incident))
    {
      state = cst_label_incident_state (incident, &context->account->info);
      /* Translators: a problem's number and its state, as in “Problem P-2041 is settled (Resolved).” */
      message = g_strdup_printf (_("Problem %s is settled (%s). There is nothing left to decide."),
                                 incident->number, state);
    }
  else
    {
      message = g_strdup_printf (_("Problem %s is handled by %s. You do not choose its resolution."),
                                 incident->number, site != NULL ? site : _("the marketplace"));
    }

  return cst_decide_not_allowed (error, message);
}

static gboolean
is_unfinished (const CstIncident  *incident,
               const CstOperation *operation)
{
  return cst_operation_is_resolution (operation) && g_strcmp0 (operation->incident, incident->id) == 0 &&
         (cst_operation_is_pending (operation) || cst_operation_awaits_truth (operation, incident)) &&
         cst_incident_find_resolution_by_key (incident, operation->key) == NULL;
}

/* One unfinished resolution per incident: what the marketplace was asked for and has not carried
 * out, or what still waits here. A conflict or a refusal is finished: nothing happened there. */
static gboolean
check_is_only (const CstDecideContext  *context,
               GError                 **error)
{
  gboolean found = cst_incident_open_resolution (context->incident) != NULL;

  for (guint i = 0; i < context->operations->len && !found; i++)
    found = is_unfinished (context->incident, g_ptr_array_index (context->operations, i));

  if (found)
    g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED,
                 _("Problem %s already has a resolution that is not finished. Wait for it, or undo it first."),
                 context->incident->number);

  return !found;
}

/* P7: while an arbitration decides, nobody else does; what it decided is done once, and nothing else. */
static gboolean
check_ruling (const CstDecideContext  *context,
              const CstOperation      *operation,
              GError                 **error)
{
  CstAmounts amounts = { 0 };
  g_autofree char *why_not = NULL;

  if (context->in_arbitration)
    return cst_decide_not_allowed (error, _("Arbitration was asked for: what is done is decided there. Record its "
                                            "decision first."));
  if (context->ruling == NULL)
    return TRUE;

  if (operation->kind == CST_OPERATION_REFUND)
    cst_refund_amounts (context->order, context->incidents, context->operations, operation, &amounts);
  if (!cst_ruling_allows (context->ruling, operation, &amounts, &why_not))
    return cst_decide_not_allowed (error, why_not);
  if (context->ruling->is_binding &&
      cst_ruling_state (context->ruling, context->incident, context->operations) != CST_RULING_OPEN)
    return cst_decide_not_allowed (error, _("What the arbitration decided is done or under way already."));

  return TRUE;
}

/* O7: goods are never asked back without a label, or without saying when it follows. */
static gboolean
check_replacement (const CstOperation  *operation,
                   GError             **error)
{
  gboolean follows = !cst_str_is_blank (operation->label_follows_on);

  if (!cst_str_is_blank (operation->ship_by) && !cst_date_is_valid (operation->ship_by))
    return cst_decide_incomplete (error, _("The day of shipping is not a date."));
  if (follows && !cst_date_is_valid (operation->label_follows_on))
    return cst_decide_incomplete (error, _("The day on which the return label follows is not a date."));

  if (operation->with_return && operation->files->len == 0 && !follows)
    return cst_decide_incomplete (error,
                                  _("The goods are asked back: add the return label, or say on which day it follows."));
  if (operation->files->len > 1)
    return cst_decide_incomplete (error, _("A return has one label."));
  if (!operation->with_return && (operation->files->len > 0 || follows))
    return cst_decide_incomplete (error, _("A return label goes with a return only."));

  return TRUE;
}

/* R13: money is decided as it was shown. */
static gboolean
check_refund (const CstDecideContext  *context,
              const CstOperation      *operation,
              GError                 **error)
{
  CstAmounts amounts;

  if (operation->expected.currency[0] == '\0')
    return TRUE;

  cst_refund_amounts (context->order, context->incidents, context->operations, operation, &amounts);
  if (cst_record_equal (&cst_amounts_type, &amounts, &operation->expected))
    return TRUE;

  g_set_error_literal (error, CST_STORE_ERROR, CST_STORE_ERROR_MOVED,
                       _("The order’s amounts changed since the refund was shown. Look at it again."));

  return FALSE;
}

/**
 * cst_decide_check_resolution:
 *
 * O5–O8, R1, R5: whether a refund or a replacement may be decided now.
 */
gboolean
cst_decide_check_resolution (const CstDecideContext  *context,
                             const CstOperation      *operation,
                             GError                 **error)
{
  return check_is_open (context, error) && check_ruling (context, operation, error) && check_is_only (context, error) &&
         (operation->kind == CST_OPERATION_REPLACEMENT ? check_replacement (operation, error)
                                                       : check_refund (context, operation, error)) &&
         cst_quantities_check (context->order, context->incidents, context->operations, operation, error);
}
