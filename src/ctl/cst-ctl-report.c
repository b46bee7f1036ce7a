/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-ctl-operation.h"
#include "cst-truth.h"
#include "cst-util.h"

/* What a customer told us of an order that the site has, recorded there. */

static char **option_lines;
static char *option_reason;
static char *option_text;
static char **option_photos;
static gboolean option_hold;

static const GOptionEntry report_options[] = {
  { "line", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_lines, N_("A line’s id or SKU: how many pieces are concerned"),
    "LINE:QTY" },
  { "reason", 0, 0, G_OPTION_ARG_STRING, &option_reason,
    N_("Why: a reason’s code"), "REASON" },
  { "text", 0, 0, G_OPTION_ARG_STRING, &option_text, N_("What the customer says"), "TEXT" },
  { "photo", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &option_photos, N_("A photo of it"), "FILE" },
  { "hold", 0, 0, G_OPTION_ARG_NONE, &option_hold, N_("Keep the time in which it can be undone"), NULL },
  G_OPTION_ENTRY_NULL
};

static gboolean
add_lines (CstOperation    *operation,
           const CstOrder  *order,
           GError         **error)
{
  for (char **text = option_lines; text != NULL && *text != NULL; text++)
    {
      const char *line = NULL;
      gint64 quantity = 0;

      if (!cst_ctl_parse_line (order, *text, 1, &quantity, &line, error))
        return FALSE;
      cst_operation_report_line (operation, line, (int) quantity);
    }

  return TRUE;
}

static CstCtlExit
report (CstCtl  *ctl,
        GStrv    args,
        GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstOperation) operation = NULL;
  g_autofree char *remote = NULL;
  CstReason reason = (CstReason) cst_enum_value (&cst_reason_type, option_reason != NULL ? option_reason : "");

  if (option_lines == NULL)
    return cst_ctl_usage (error, _("Say with --line which articles are concerned."));
  if (reason == CST_REASON_UNKNOWN)
    return cst_ctl_usage (error, _("Say why with --reason."));
  if (!cst_ctl_resolve (ctl, CST_ENTITY_ORDER, args[0], &found.account, &remote, error) ||
      !(found.order = cst_db_order (ctl->db, found.account->id, remote, error)))
    return CST_CTL_FAILED;

  operation = cst_operation_new_report (found.account->id, remote, reason, option_text, cst_clock_now (ctl->clock));
  if (!add_lines (operation, found.order, error))
    return CST_CTL_USAGE;
  for (char **photo = option_photos; photo != NULL && *photo != NULL; photo++)
    {
      if (!cst_ctl_attach (ctl, operation, *photo, FALSE, found.account, error))
        return CST_CTL_FAILED;
    }

  return cst_ctl_decide (ctl, operation, option_hold, error);
}

const CstCtlCommand cst_ctl_report_commands[] = {
  { "report", "ORDER", N_("Record at the site what a customer told you of an order"), report_options, 1, 1, TRUE,
    report },
  { NULL },
};
