/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-ctl-operation.h"
#include "cst-ship-warnings.h"
#include "cst-util.h"

static char *option_carrier;
static char *option_tracking;
static char *option_tracking_url;
static char *option_at;
static char *option_resolution;
static char *option_return_id;
static char *option_text;
static char *option_url;
static char *option_reason;
static char **option_lines;
static gboolean option_checked;
static char *option_despite;

static const GOptionEntry ship_options[] = {
  { "carrier", 0, 0, G_OPTION_ARG_STRING, &option_carrier, N_("Who carries the parcel"), "NAME" },
  { "tracking", 0, 0, G_OPTION_ARG_STRING, &option_tracking, N_("The tracking number"), "NUMBER" },
  { "tracking-url", 0, 0, G_OPTION_ARG_STRING, &option_tracking_url, N_("The tracking page"), "URL" },
  { "at", 0, 0, G_OPTION_ARG_STRING, &option_at, N_("When it left; now when not said"), "MOMENT" },
  { "resolution", 0, 0, G_OPTION_ARG_STRING, &option_resolution, N_("Which one, when the incident has several"), "ID" },
  { "checked", 0, 0, G_OPTION_ARG_NONE, &option_checked, N_("What the rules ask before it leaves was checked"), NULL },
  { "despite-warnings", 0, 0, G_OPTION_ARG_STRING, &option_despite,
    N_("Why it leaves in spite of what the rules point out"), "REASON" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry received_options[] = {
  { "line", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_lines, N_("A line’s id or SKU and how many came"), "LINE:QTY" },
  { "at", 0, 0, G_OPTION_ARG_STRING, &option_at, N_("When it came; now when not said"), "MOMENT" },
  { "return", 0, 0, G_OPTION_ARG_STRING, &option_return_id, N_("Which one, when the incident has several"), "ID" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry inspected_options[] = {
  { "line", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_lines, N_("A line’s id or SKU: accepted, damaged, missing"),
    "LINE:OK:DAMAGED:MISSING" },
  { "text", 0, 0, G_OPTION_ARG_STRING, &option_text, N_("A note on what was found"), "TEXT" },
  { "return", 0, 0, G_OPTION_ARG_STRING, &option_return_id, N_("Which one, when the incident has several"), "ID" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry label_options[] = {
  { "url", 0, 0, G_OPTION_ARG_STRING, &option_url, N_("Where the label lies, instead of a file"), "URL" },
  { "text", 0, 0, G_OPTION_ARG_STRING, &option_text, N_("What the customer is told with it"), "TEXT" },
  { "carrier", 0, 0, G_OPTION_ARG_STRING, &option_carrier, N_("Who carries the parcel"), "NAME" },
  { "tracking", 0, 0, G_OPTION_ARG_STRING, &option_tracking, N_("The tracking number"), "NUMBER" },
  { "return", 0, 0, G_OPTION_ARG_STRING, &option_return_id, N_("Which one, when the incident has several"), "ID" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry judge_options[] = {
  { "return", 0, 0, G_OPTION_ARG_STRING, &option_return_id, N_("Which one, when the incident has several"), "ID" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry refuse_options[] = {
  { "reason", 0, 0, G_OPTION_ARG_STRING, &option_reason, N_("Why: not_eligible, not_needed or too_late"), "WORD" },
  { "return", 0, 0, G_OPTION_ARG_STRING, &option_return_id, N_("Which one, when the incident has several"), "ID" },
  G_OPTION_ENTRY_NULL
};

static gboolean
parse_moment (CstCtl  *ctl,
              gint64  *moment,
              GError **error)
{
  *moment = option_at != NULL ? cst_time_parse (option_at) : cst_clock_now (ctl->clock);
  if (*moment == CST_TIME_NONE)
    return cst_ctl_usage (error, _("“%s” is not a moment like 2026-11-30T16:42:00Z."), option_at), FALSE;

  return TRUE;
}

static const char *
find_replacement (const CstIncident  *incident,
                  GError            **error)
{
  const char *found = NULL;

  for (guint i = 0; i < incident->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (incident->resolutions, i);

      if (resolution->kind != CST_RESOLUTION_REPLACEMENT || resolution->state != CST_RESOLUTION_REQUESTED)
        continue;
      if (option_resolution == NULL || g_strcmp0 (option_resolution, resolution->id) == 0)
        found = resolution->id;
    }

  if (found == NULL)
    g_set_error_literal (error, CST_CTL_ERROR, CST_CTL_REFUSED,
                         _("No replacement of this incident waits to be shipped."));

  return found;
}

/* T9: what the rules ask is checked, and what they point out is set aside with a reason, before the parcel leaves. */
static CstCtlExit
ask_rules (CstCtl                *ctl,
           const CstCtlIncident  *found,
           CstOperation          *operation,
           GError               **error)
{
  g_autoptr(CstRulesCase) rules_case = NULL;
  g_autoptr(GPtrArray) warnings = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  rules_case = cst_rules_case_sync (ctl->rules, ctl->db, found->account->id, found->incident->id, error);
  if (rules_case == NULL)
    return CST_CTL_FAILED;

  warnings = cst_ship_warnings (rules_case->playbook, rules_case->facts);
  for (guint i = 0; i < warnings->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "",
                            ((const CstCaseNotice *) g_ptr_array_index (warnings, i))->label);
  if (cst_ship_warnings_doubt (warnings) && cst_str_is_blank (option_despite))
    return cst_ctl_usage (error, _("%s. If it is to leave all the same, say why with --despite-warnings."), text->str);
  if (cst_ship_warnings_ask (warnings) && !option_checked && cst_str_is_blank (option_despite))
    return cst_ctl_usage (error, _("%s. Check it first, then add --checked."), text->str);

  cst_ship_warnings_note (warnings, rules_case->playbook, operation, option_despite);

  return CST_CTL_DONE;
}

static CstCtlExit
ship (CstCtl  *ctl,
      GStrv    args,
      GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstOperation) operation = NULL;
  const char *resolution;
  CstCtlExit answer;

  if (cst_str_is_blank (option_carrier) || cst_str_is_blank (option_tracking))
    return cst_ctl_usage (error, _("Say who carries it with --carrier and its number with --tracking."));
  if (!cst_ctl_load_incident (ctl, args[0], &found, error))
    return CST_CTL_FAILED;
  if (!(resolution = find_replacement (found.incident, error)))
    return CST_CTL_REFUSED;

  operation = cst_ctl_new_operation (&found, CST_OPERATION_SHIP_REPLACEMENT);
  if ((answer = ask_rules (ctl, &found, operation, error)) != CST_CTL_DONE)
    return answer;
  operation->subject = g_strdup (resolution);
  operation->carrier = g_strdup (option_carrier);
  operation->tracking_number = g_strdup (option_tracking);
  operation->tracking_url = g_strdup (option_tracking_url);
  if (!parse_moment (ctl, &operation->moment, error))
    return CST_CTL_USAGE;

  return cst_ctl_decide (ctl, operation, FALSE, error);
}

static const CstReturn *
find_return (const CstIncident  *incident,
             GError            **error)
{
  if (option_return_id != NULL || incident->returns->len == 1)
    {
      for (guint i = 0; i < incident->returns->len; i++)
        {
          const CstReturn *goods = g_ptr_array_index (incident->returns, i);

          if (option_return_id == NULL || g_strcmp0 (goods->id, option_return_id) == 0)
            return goods;
        }
    }

  if (incident->returns->len > 1)
    cst_ctl_usage (error, _("The incident has several returns: say which one with --return."));
  else
    cst_ctl_usage (error, _("The incident has no such return."));

  return NULL;
}

static CstOperation *
new_return_operation (CstCtl            *ctl,
                      const char        *text,
                      CstOperationKind   kind,
                      CstCtlIncident    *found,
                      const CstReturn  **goods,
                      GError           **error)
{
  CstOperation *operation;

  if (!cst_ctl_load_incident (ctl, text, found, error) || !(*goods = find_return (found->incident, error)))
    return NULL;

  operation = cst_ctl_new_operation (found, kind);
  operation->subject = g_strdup ((*goods)->id);

  return operation;
}

static CstCtlExit
return_label (CstCtl  *ctl,
              GStrv    args,
              GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstOperation) operation = NULL;
  const CstReturn *goods = NULL;

  if ((args[1] == NULL) == (option_url == NULL))
    return cst_ctl_usage (error, _("Give the label’s file, or its address with --url."));
  if (!(operation = new_return_operation (ctl, args[0], CST_OPERATION_RETURN_LABEL, &found, &goods, error)))
    return CST_CTL_FAILED;
  if (args[1] != NULL && !cst_ctl_attach (ctl, operation, args[1], TRUE, found.account, error))
    return CST_CTL_REFUSED;

  operation->label_url = g_strdup (option_url);
  operation->text = g_strdup (option_text);
  operation->carrier = g_strdup (option_carrier);
  operation->tracking_number = g_strdup (option_tracking);

  return cst_ctl_decide (ctl, operation, FALSE, error);
}

static CstCtlExit
judge_return (CstCtl            *ctl,
              const char        *text,
              CstOperationKind   kind,
              CstReturnRefusal   refusal,
              GError           **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstOperation) operation = NULL;
  const CstReturn *goods = NULL;

  if (!(operation = new_return_operation (ctl, text, kind, &found, &goods, error)))
    return CST_CTL_FAILED;
  operation->refusal = refusal;

  return cst_ctl_decide (ctl, operation, FALSE, error);
}

static CstCtlExit
return_accept (CstCtl  *ctl,
               GStrv    args,
               GError **error)
{
  return judge_return (ctl, args[0], CST_OPERATION_RETURN_ACCEPTED, CST_REFUSAL_UNKNOWN, error);
}

static CstCtlExit
return_refuse (CstCtl  *ctl,
               GStrv    args,
               GError **error)
{
  int refusal = cst_enum_value (&cst_return_refusal_type, option_reason);

  if (refusal == CST_REFUSAL_UNKNOWN)
    return cst_ctl_usage (error, _("Say why with --reason: not_eligible, not_needed or too_late."));

  return judge_return (ctl, args[0], CST_OPERATION_RETURN_REFUSED, (CstReturnRefusal) refusal, error);
}

static CstCtlExit
return_close (CstCtl  *ctl,
              GStrv    args,
              GError **error)
{
  return judge_return (ctl, args[0], CST_OPERATION_RETURN_CLOSED, CST_REFUSAL_UNKNOWN, error);
}

static CstCtlExit
return_received (CstCtl  *ctl,
                 GStrv    args,
                 GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstOperation) operation = NULL;
  const CstReturn *goods = NULL;

  if (!(operation = new_return_operation (ctl, args[0], CST_OPERATION_RETURN_RECEIVED, &found, &goods, error)))
    return CST_CTL_FAILED;
  if (!parse_moment (ctl, &operation->moment, error))
    return CST_CTL_USAGE;

  for (char **text = option_lines; text != NULL && *text != NULL; text++)
    {
      const char *line = NULL;
      gint64 received = 0;

      if (!cst_ctl_parse_line (found.order, *text, 1, &received, &line, error))
        return CST_CTL_USAGE;
      cst_operation_add_line (operation, line, (int) received)->received = (int) received;
    }

  /* Without --line: everything that was asked back came. */
  for (guint i = 0; option_lines == NULL && i < goods->lines->len; i++)
    {
      const CstReturnLine *line = g_ptr_array_index (goods->lines, i);

      cst_operation_add_line (operation, line->line, line->quantity)->received = line->quantity;
    }

  return cst_ctl_decide (ctl, operation, FALSE, error);
}

static CstCtlExit
return_inspected (CstCtl  *ctl,
                  GStrv    args,
                  GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstOperation) operation = NULL;
  const CstReturn *goods = NULL;

  if (option_lines == NULL)
    return cst_ctl_usage (error, _("Say what was found per line with --line."));
  if (!(operation = new_return_operation (ctl, args[0], CST_OPERATION_RETURN_INSPECTED, &found, &goods, error)))
    return CST_CTL_FAILED;

  operation->text = g_strdup (option_text);
  operation->moment = cst_clock_now (ctl->clock);
  for (char **text = option_lines; *text != NULL; text++)
    {
      const char *line = NULL;
      gint64 counts[3] = { 0 };
      CstOperationLine *part;

      if (!cst_ctl_parse_line (found.order, *text, 3, counts, &line, error))
        return CST_CTL_USAGE;
      part = cst_operation_add_line (operation, line, (int) (counts[0] + counts[1] + counts[2]));
      part->accepted = (int) counts[0];
      part->damaged = (int) counts[1];
      part->missing = (int) counts[2];
    }

  return cst_ctl_decide (ctl, operation, FALSE, error);
}

static CstCtlExit
return_cancel (CstCtl  *ctl,
               GStrv    args,
               GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstOperation) operation = NULL;
  const CstReturn *goods = NULL;

  if (!(operation = new_return_operation (ctl, args[0], CST_OPERATION_CANCEL, &found, &goods, error)))
    return CST_CTL_FAILED;

  return cst_ctl_decide (ctl, operation, FALSE, error);
}

static CstCtlExit
cancel (CstCtl  *ctl,
        GStrv    args,
        GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstOperation) operation = NULL;

  if (!cst_ctl_load_incident (ctl, args[0], &found, error))
    return CST_CTL_FAILED;

  operation = cst_ctl_new_operation (&found, CST_OPERATION_CANCEL);

  return cst_ctl_decide (ctl, operation, FALSE, error);
}

const CstCtlCommand cst_ctl_aftercare_commands[] = {
  { "ship", "ID", N_("Say that a replacement was shipped"), ship_options, 1, 1, TRUE, ship },
  { "return accept", "ID", N_("Let the customer send something back"), judge_options, 1, 1, TRUE, return_accept },
  { "return refuse", "ID", N_("Refuse what a customer asks to send back"), refuse_options, 1, 1, TRUE, return_refuse },
  { "return label", "ID [FILE]", N_("Send a return label that was to follow"), label_options, 1, 2, TRUE,
    return_label },
  { "return received", "ID", N_("Say that a return came"), received_options, 1, 1, TRUE, return_received },
  { "return inspected", "ID", N_("Say in what state a return is"), inspected_options, 1, 1, TRUE, return_inspected },
  { "return cancel", "ID", N_("Do without a return that was asked for"), judge_options, 1, 1, TRUE, return_cancel },
  { "cancel", "ID", N_("Cancel an incident at its site"), NULL, 1, 1, TRUE, cancel },
  { "return close", "ID", N_("Close a return"), judge_options, 1, 1, TRUE, return_close },
  { NULL },
};
