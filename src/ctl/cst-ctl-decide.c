/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-ctl-operation.h"
#include "cst-contact.h"
#include "cst-decision-rules.h"
#include "cst-operations.h"
#include "cst-truth.h"
#include "cst-util.h"

static char **option_lines;
static char **option_attach;
static char *option_amount;
static char *option_shipping;
static char *option_instructions;
static char *option_label;
static char *option_label_follows;
static char *option_ship_by;
static char *option_text;
static char *option_deviation;
static gboolean option_checked;
static gboolean option_return;
static gboolean option_hold;
static gboolean option_ask_photo;
static gboolean option_resolved;
static char *option_reason;
static gboolean option_to_marketplace;

static const GOptionEntry resolve_options[] = {
  { "line", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_lines,
    N_("A line’s id or SKU, a quantity, for a refund an amount of goods"),
    "LINE:QTY[:AMOUNT]" },
  { "amount", 0, 0, G_OPTION_ARG_STRING, &option_amount,
    N_("Refund: the amount of goods, with one affected line"), "12.50" },
  { "shipping", 0, 0, G_OPTION_ARG_STRING, &option_shipping,
    N_("Refund: the shipping to refund"), "5.90" },
  { "text", 0, 0, G_OPTION_ARG_STRING, &option_text,
    N_("Refund: a note for the marketplace"), "TEXT" },
  { "return", 0, 0, G_OPTION_ARG_NONE, &option_return,
    N_("Replacement: ask for the goods back"), NULL },
  { "instructions", 0, 0, G_OPTION_ARG_STRING, &option_instructions,
    N_("Replacement: how to send the goods back"), "TEXT" },
  { "label", 0, 0, G_OPTION_ARG_FILENAME, &option_label,
    N_("Replacement: the return label, PDF, PNG or ZPL"), "FILE" },
  { "label-follows", 0, 0, G_OPTION_ARG_STRING, &option_label_follows,
    N_("Replacement: the day the return label follows on"),
    "DATE" },
  { "ship-by", 0, 0, G_OPTION_ARG_STRING, &option_ship_by,
    N_("Replacement: the day it leaves by"), "DATE" },
  { "deviation", 0, 0, G_OPTION_ARG_STRING, &option_deviation,
    N_("Why it is not what the rules propose; only your own people see it"), "TEXT" },
  { "amount-checked", 0, 0, G_OPTION_ARG_NONE, &option_checked,
    N_("The amount was looked at a second time, where the rules ask for it"), NULL },
  { "hold", 0, 0, G_OPTION_ARG_NONE, &option_hold, N_("Keep the time in which it can be undone"), NULL },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry message_options[] = {
  { "text", 0, 0, G_OPTION_ARG_STRING, &option_text, N_("What to write"), "TEXT" },
  { "attach", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &option_attach, N_("A file to send with it"), "FILE" },
  { "ask-photo", 0, 0, G_OPTION_ARG_NONE, &option_ask_photo, N_("The message asks for a photo"), NULL },
  { "resolved", 0, 0, G_OPTION_ARG_NONE, &option_resolved, N_("Mark the incident as resolved with it"), NULL },
  { "reason", 0, 0, G_OPTION_ARG_STRING, &option_reason, N_("With --resolved: the site’s reason"), "CODE" },
  { "to-marketplace", 0, 0, G_OPTION_ARG_NONE, &option_to_marketplace, N_("Write to the marketplace alone"), NULL },
  { "hold", 0, 0, G_OPTION_ARG_NONE, &option_hold, N_("Keep the time in which it can be undone"), NULL },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry note_options[] = {
  { "text", 0, 0, G_OPTION_ARG_STRING, &option_text, N_("What to note; only your own people see it"), "TEXT" },
  G_OPTION_ENTRY_NULL
};

static gboolean
parse_amount (const CstOrder  *order,
              const char      *text,
              gint64          *minor,
              GError         **error)
{
  CstMoney money;

  /* Nothing at all is no amount to refund; inside an operation, 0 stands for the whole price. */
  if (!cst_money_parse (text, order->amounts.currency, &money) || money.minor == 0)
    return cst_ctl_usage (error, _("“%s” is not an amount in %s."), text, order->amounts.currency), FALSE;

  *minor = money.minor;

  return TRUE;
}

static gboolean
parse_date (const char  *text,
            char       **date,
            GError     **error)
{
  if (text == NULL)
    return TRUE;
  if (!cst_date_is_valid (text))
    return cst_ctl_usage (error, _("“%s” is not a day like 2026-11-30."), text), FALSE;

  *date = g_strdup (text);

  return TRUE;
}

/* `LINE:QTY:AMOUNT` has an amount behind the last colon, `LINE:QTY` has not. */
static gboolean
add_line (CstOperation    *operation,
          const CstOrder  *order,
          const char      *text,
          GError         **error)
{
  g_auto(GStrv) parts = g_strsplit (text, ":", 3);
  g_autofree char *head = NULL;
  const char *line = NULL;
  gint64 quantity = 0;
  gint64 amount = 0;

  if (g_strv_length (parts) < 2)
    return cst_ctl_usage (error, _("“%s” is not of the form LINE:QTY."), text), FALSE;

  head = g_strdup_printf ("%s:%s", parts[0], parts[1]);
  if (!cst_ctl_parse_line (order, head, 1, &quantity, &line, error))
    return FALSE;
  if (parts[2] != NULL && operation->kind != CST_OPERATION_REFUND)
    return cst_ctl_usage (error, _("“%s”: only a refund takes an amount."), text), FALSE;
  if (parts[2] != NULL && !parse_amount (order, parts[2], &amount, error))
    return FALSE;

  cst_operation_add_line (operation, line, (int) quantity)->amount = amount;

  return TRUE;
}

/* Without --line: what the customer reported. */
static gboolean
add_lines (CstOperation          *operation,
           const CstCtlIncident  *found,
           GError               **error)
{
  for (char **text = option_lines; text != NULL && *text != NULL; text++)
    {
      if (!add_line (operation, found->order, *text, error))
        return FALSE;
    }

  for (guint i = 0; option_lines == NULL && i < found->incident->lines->len; i++)
    {
      const CstLineQuantity *line = g_ptr_array_index (found->incident->lines, i);

      cst_operation_add_line (operation, line->line, line->quantity);
    }

  return TRUE;
}

static CstCtlExit
ask_money (const CstRulesCase    *rules_case,
           const CstOperation    *operation,
           const CstCtlIncident  *found,
           GError               **error)
{
  CstMoney value = cst_decision_value (found->order, operation);
  g_autofree char *why = NULL;

  switch (cst_money_guard_ask (rules_case->playbook, rules_case->facts, value, &why))
    {
    case CST_MONEY_FORBIDDEN:
      g_set_error (error, CST_CTL_ERROR, CST_CTL_REFUSED,
                   /* Translators: the rule that says so, with its amount */
                   _("This is more than the rules allow to decide here (%s)."), why);
      return CST_CTL_REFUSED;
    case CST_MONEY_CONFIRM:
      return option_checked ? CST_CTL_DONE
                            : cst_ctl_usage (error, _("The rules ask for a second look at this amount (%s). "
                                                      "Look, and add --amount-checked."), why);
    case CST_MONEY_FREE:
    default:
      return CST_CTL_DONE;
    }
}

/* H0, R1: what the truth does not allow needs no reason; then the rules are asked. */
static CstCtlExit
ask_rules (CstCtl                *ctl,
           CstOperation          *operation,
           const CstCtlIncident  *found,
           GError               **error)
{
  g_autoptr(CstRulesCase) rules_case = NULL;
  CstCtlExit answer;

  if (!cst_db_check_decision (ctl->db, operation, error) ||
      !(rules_case = cst_rules_case_sync (ctl->rules, ctl->db, found->account->id, found->incident->id, error)))
    return CST_CTL_FAILED;
  if ((answer = ask_money (rules_case, operation, found, error)) != CST_CTL_DONE)
    return answer;
  if (!cst_decision_follows (rules_case->view, operation->kind) && cst_str_is_blank (option_deviation))
    return cst_ctl_usage (error, _("The rules propose “%s”. Say with --deviation why you decide otherwise."),
                          rules_case->view->guide->proposal->label);

  cst_decision_note (rules_case->view, operation, option_deviation);

  return CST_CTL_DONE;
}

static CstCtlExit
decide_by_rules (CstCtl          *ctl,
                 CstOperation    *operation,
                 CstCtlIncident  *found,
                 GError         **error)
{
  CstCtlExit answer = ask_rules (ctl, operation, found, error);

  if (answer == CST_CTL_DONE)
    return cst_ctl_decide (ctl, operation, option_hold, error);

  cst_ctl_drop_files (ctl, operation);

  return answer;
}

static CstCtlExit
resolve_refund (CstCtl  *ctl,
                GStrv    args,
                GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstOperation) operation = NULL;

  if (!cst_ctl_load_incident (ctl, args[0], &found, error))
    return CST_CTL_FAILED;

  operation = cst_ctl_new_operation (&found, CST_OPERATION_REFUND);
  operation->text = g_strdup (option_text);
  if (!add_lines (operation, &found, error))
    return CST_CTL_USAGE;

  if (option_amount != NULL)
    {
      CstOperationLine *line;

      if (operation->lines->len != 1)
        return cst_ctl_usage (error,
                              _("--amount alone needs exactly one affected line; give the amounts with --line."));
      line = g_ptr_array_index (operation->lines, 0);
      if (line->amount != 0)
        return cst_ctl_usage (error, _("“%s”: the amount is said twice."), option_lines[0]);
      if (!parse_amount (found.order, option_amount, &line->amount, error))
        return CST_CTL_USAGE;
    }
  if (option_shipping != NULL && !parse_amount (found.order, option_shipping, &operation->shipping, error))
    return CST_CTL_USAGE;

  return decide_by_rules (ctl, operation, &found, error);
}

static CstCtlExit
resolve_replacement (CstCtl  *ctl,
                     GStrv    args,
                     GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstOperation) operation = NULL;

  if (!option_return && (option_label != NULL || option_label_follows != NULL || option_instructions != NULL))
    return cst_ctl_usage (error, _("A label, its day and instructions belong to a return: add --return."));
  if (option_label != NULL && option_label_follows != NULL)
    return cst_ctl_usage (error, _("Give --label or --label-follows, not both."));
  if (!cst_ctl_load_incident (ctl, args[0], &found, error))
    return CST_CTL_FAILED;

  operation = cst_ctl_new_operation (&found, CST_OPERATION_REPLACEMENT);
  operation->with_return = option_return;
  operation->text = g_strdup (option_instructions);
  if (!add_lines (operation, &found, error) ||
      !parse_date (option_label_follows, &operation->label_follows_on, error) ||
      !parse_date (option_ship_by, &operation->ship_by, error))
    return CST_CTL_USAGE;
  if (option_label != NULL && !cst_ctl_attach (ctl, operation, option_label, TRUE, found.account, error))
    return CST_CTL_REFUSED;

  return decide_by_rules (ctl, operation, &found, error);
}

static gboolean
load_order_or_incident (CstCtl          *ctl,
                        const char      *text,
                        CstCtlIncident  *found,
                        GError         **error)
{
  g_autofree char *remote = NULL;
  g_autoptr(GError) local_error = NULL;

  if (cst_ctl_load_incident (ctl, text, found, &local_error))
    return TRUE;

  cst_ctl_incident_clear (found);
  if (!g_error_matches (local_error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND))
    return g_propagate_error (error, g_steal_pointer (&local_error)), FALSE;

  if (!cst_ctl_resolve (ctl, CST_ENTITY_ORDER, text, &found->account, &remote, error))
    return FALSE;

  return (found->order = cst_db_order (ctl->db, found->account->id, remote, error)) != NULL;
}

static CstCtlExit
message (CstCtl  *ctl,
         GStrv    args,
         GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstOperation) operation = NULL;

  if (cst_str_is_blank (option_text))
    return cst_ctl_usage (error, _("Say what to write with --text."));
  if (option_ask_photo + option_resolved + option_to_marketplace > 1 || (option_reason != NULL && !option_resolved))
    return cst_ctl_usage (error, _("A message asks for a photo, ends an incident or goes to the marketplace: choose "
                                   "one."));
  if (!load_order_or_incident (ctl, args[0], &found, error))
    return CST_CTL_FAILED;

  operation = cst_ctl_new_operation (&found, CST_OPERATION_MESSAGE);
  operation->text = g_strdup (option_text);
  operation->purpose = option_ask_photo ? CST_PURPOSE_PHOTO_REQUEST
                       : option_resolved ? CST_PURPOSE_RESOLUTION
                       : option_to_marketplace ? CST_PURPOSE_ESCALATION : CST_PURPOSE_MESSAGE;
  operation->subject = option_to_marketplace ? g_strdup (cst_enum_nick (&cst_moment_type, CST_MOMENT_HELP_ASKED))
                                             : g_strdup (option_reason);
  for (char **path = option_attach; path != NULL && *path != NULL; path++)
    {
      if (!cst_ctl_attach (ctl, operation, *path, FALSE, found.account, error))
        return CST_CTL_FAILED;
    }

  return cst_ctl_decide (ctl, operation, option_hold, error);
}

static CstCtlExit
note (CstCtl  *ctl,
      GStrv    args,
      GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstOperation) operation = NULL;

  if (cst_str_is_blank (option_text))
    return cst_ctl_usage (error, _("Say what to note with --text."));
  if (!cst_ctl_load_incident (ctl, args[0], &found, error))
    return CST_CTL_FAILED;

  operation = cst_ctl_new_operation (&found, CST_OPERATION_NOTE);
  operation->text = g_strdup (option_text);

  return cst_ctl_decide (ctl, operation, FALSE, error);
}

/* The kind of resolution stands behind the incident: `resolve ID refund …`. */
static CstCtlExit
resolve (CstCtl  *ctl,
         GStrv    args,
         GError **error)
{
  if (g_str_equal (args[1], "refund"))
    {
      if (option_return || option_label != NULL || option_label_follows != NULL || option_ship_by != NULL ||
          option_instructions != NULL)
        return cst_ctl_usage (error, _("A refund takes no return, label or shipping day."));
      return resolve_refund (ctl, args, error);
    }
  if (g_str_equal (args[1], "replacement"))
    {
      if (option_amount != NULL || option_shipping != NULL || option_text != NULL)
        return cst_ctl_usage (error, _("A replacement takes no amounts and no note."));
      return resolve_replacement (ctl, args, error);
    }

  return cst_ctl_usage (error, _("“%s” is not a resolution: refund or replacement."), args[1]);
}

const CstCtlCommand cst_ctl_decide_commands[] = {
  { "resolve", "ID refund|replacement", N_("Decide a resolution and send it"), resolve_options, 2, 2, TRUE, resolve },
  { "message", "ID", N_("Write to the retailer or customer"), message_options, 1, 1, TRUE, message },
  { "note", "ID", N_("Add an internal note"), note_options, 1, 1, TRUE, note },
  { NULL },
};
