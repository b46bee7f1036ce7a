/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-ship-warnings.h"

#include "cst-util.h"

/* T9: what the rules point out before a parcel leaves, while it can still be kept back. */

static void
free_notice (gpointer notice)
{
  cst_record_free (&cst_case_notice_type, notice);
}

/**
 * cst_ship_warnings:
 * @facts: of the incident whose parcel is about to leave
 *
 * A replacement goes to the same address as the order did: rules about what has not been shipped are about it, too.
 *
 * Returns: (transfer full) (element-type CstCaseNotice): the warnings; none as a rule
 */
GPtrArray *
cst_ship_warnings (const CstPlaybook  *playbook,
                   const CstCaseFacts *facts)
{
  g_autoptr(CstCaseFacts) before = NULL;
  g_autoptr(CstCaseView) view = NULL;
  GPtrArray *warnings;

  g_return_val_if_fail (playbook != NULL && facts != NULL, NULL);

  before = cst_record_dup (&cst_case_facts_type, facts);
  before->moments.at[CST_MOMENT_SHIPPED] = 0;
  before->moments.at[CST_MOMENT_DELIVERED] = 0;
  view = cst_case_view_new (playbook, before);

  warnings = g_ptr_array_new_with_free_func (free_notice);
  for (guint i = 0; i < view->warnings->len; i++)
    g_ptr_array_add (warnings, cst_record_dup (&cst_case_notice_type, g_ptr_array_index (view->warnings, i)));

  return warnings;
}

/**
 * cst_ship_warnings_of_order:
 * @info: (nullable): of its account
 *
 * Returns: (transfer full) (element-type CstCaseNotice): what to look at before @order itself leaves; none once it has
 */
GPtrArray *
cst_ship_warnings_of_order (const CstPlaybook    *playbook,
                            const CstAccountInfo *info,
                            const CstOrder       *order,
                            gint64                now)
{
  g_autoptr(CstIncident) nothing = NULL;
  g_autoptr(CstCaseFacts) facts = NULL;

  g_return_val_if_fail (playbook != NULL && order != NULL, NULL);

  if (order->shipped_at != 0 || order->delivered_at != 0 || order->status == CST_ORDER_SHIPPED ||
      order->status == CST_ORDER_COMPLETED || order->status == CST_ORDER_CANCELLED)
    return g_ptr_array_new ();

  nothing = cst_record_new (&cst_incident_type);
  nothing->reported_at = now;
  facts = cst_case_facts_new (info, order, nothing, NULL, NULL, now);

  return cst_ship_warnings (playbook, facts);
}

static gboolean
has_any (const GPtrArray *warnings,
         gboolean         asks)
{
  for (guint i = 0; i < warnings->len; i++)
    {
      if (((const CstCaseNotice *) g_ptr_array_index (warnings, i))->asks == asks)
        return TRUE;
    }

  return FALSE;
}

/**
 * cst_ship_warnings_ask:
 *
 * Returns: whether there is a question among them, which has to be answered with yes
 */
gboolean
cst_ship_warnings_ask (const GPtrArray *warnings)
{
  g_return_val_if_fail (warnings != NULL, FALSE);

  return has_any (warnings, TRUE);
}

/**
 * cst_ship_warnings_doubt:
 *
 * Returns: whether there is a doubt among them, in spite of which a parcel leaves with a reason only
 */
gboolean
cst_ship_warnings_doubt (const GPtrArray *warnings)
{
  g_return_val_if_fail (warnings != NULL, FALSE);

  return has_any (warnings, FALSE);
}

/**
 * cst_ship_warnings_note:
 * @reason: (nullable): why it leaves all the same
 *
 * T9: has the journal say which doubts were set aside, by whom and why.
 */
void
cst_ship_warnings_note (const GPtrArray   *warnings,
                        const CstPlaybook *playbook,
                        CstOperation      *operation,
                        const char        *reason)
{
  g_autoptr(GString) ids = g_string_new (NULL);

  g_return_if_fail (warnings != NULL && playbook != NULL && operation != NULL);

  if (cst_str_is_blank (reason) || !cst_ship_warnings_doubt (warnings))
    return;

  for (guint i = 0; i < warnings->len; i++)
    {
      const CstCaseNotice *notice = g_ptr_array_index (warnings, i);

      if (!notice->asks)
        g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", notice->id);
    }
  cst_set_str (&operation->proposal, ids->str);
  cst_set_str (&operation->deviation, reason);
  operation->proposal_version = playbook->version;
}
