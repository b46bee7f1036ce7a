/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-ctl-dossier.h"
#include "cst-ctl-rules.h"
#include "cst-dossier-words.h"
#include "cst-labels.h"
#include "cst-operations.h"
#include "cst-truth.h"
#include "cst-util.h"

/* P7, P10: help and arbitration asked for, the decision written down, and what it asks for carried out once. */

static char *option_by;
static char *option_at;
static char *option_text;
static char *option_amount;
static gboolean option_not_binding;
static gboolean option_hold;

static const GOptionEntry ask_options[] = {
  { "by", 0, 0, G_OPTION_ARG_STRING, &option_by, N_("Which side asked; we, when not said"), "brand|customer" },
  { "at", 0, 0, G_OPTION_ARG_STRING, &option_at, N_("When; now when not said"), "MOMENT" },
  { "text", 0, 0, G_OPTION_ARG_STRING, &option_text, N_("Why"), "TEXT" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry decided_options[] = {
  { "by", 0, 0, G_OPTION_ARG_STRING, &option_by, N_("Who decided; the site, when not said"), "NAME" },
  { "at", 0, 0, G_OPTION_ARG_STRING, &option_at, N_("When; now when not said"), "MOMENT" },
  { "amount", 0, 0, G_OPTION_ARG_STRING, &option_amount, N_("What is refunded, goods and shipping together"), "12.50" },
  { "text", 0, 0, G_OPTION_ARG_STRING, &option_text, N_("In which words"), "TEXT" },
  { "not-binding", 0, 0, G_OPTION_ARG_NONE, &option_not_binding, N_("The decision binds nobody"), NULL },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry carry_out_options[] = {
  { "hold", 0, 0, G_OPTION_ARG_NONE, &option_hold, N_("Keep the time in which it can be undone"), NULL },
  G_OPTION_ENTRY_NULL
};

static gboolean
parse_moment (CstCtl  *ctl,
              gint64  *at,
              GError **error)
{
  gint64 now = cst_clock_now (ctl->clock);

  *at = option_at != NULL ? cst_time_parse (option_at) : now;
  if (*at != CST_TIME_NONE && *at <= now)
    return TRUE;

  return cst_ctl_usage (error, _("“%s” is not a moment in the past like 2026-11-30T16:42:00Z."), option_at), FALSE;
}

/* ── How it stands ─────────────────────────────────────────────────────────────────────────────── */

static void
add_asked (JsonObject        *object,
           const char        *member,
           const CstCaseMark *mark)
{
  JsonObject *asked;

  if (mark == NULL)
    return;

  asked = json_object_new ();
  json_object_set_string_member (asked, "at", mark->value);
  json_object_set_string_member (asked, "by", mark->actor);
  json_object_set_string_member (asked, "noted_by", mark->person_name);
  json_object_set_string_member (asked, "why", mark->note);
  json_object_set_object_member (object, member, asked);
}

static void
add_ruling (JsonObject       *object,
            const CstDossier *dossier)
{
  static const char *const states[] = { "open", "under_way", "done", "nothing_to_do" };
  const CstCaseMark *mark = cst_case_marks_find_ruling (dossier->marks);
  g_autoptr(CstRuling) ruling = cst_case_marks_ruling (dossier->marks);
  g_autofree char *at = NULL;
  JsonObject *said;

  if (ruling == NULL)
    return;

  at = cst_time_format (ruling->decided_at);
  said = json_object_new ();
  json_object_set_string_member (said, "outcome", cst_enum_nick (&cst_ruling_outcome_type, (int) ruling->outcome));
  json_object_set_string_member (said, "at", at);
  json_object_set_string_member (said, "by", mark->actor);
  json_object_set_string_member (said, "noted_by", mark->person_name);
  json_object_set_string_member (said, "words", mark->note);
  json_object_set_boolean_member (said, "binding", ruling->is_binding);
  json_object_set_string_member (said, "state",
                                 states[cst_ruling_state (ruling, dossier->incident, dossier->operations)]);
  if (ruling->outcome == CST_RULING_REFUND)
    {
      json_object_set_int_member (said, "amount", ruling->amount);
      json_object_set_string_member (said, "currency", ruling->currency);
    }
  json_object_set_object_member (object, "decision", said);
}

static void
print_asked (CstCtl           *ctl,
             const CstDossier *dossier,
             CstMoment         moment)
{
  const CstCaseMark *mark = cst_case_marks_find (dossier->marks, CST_CASE_MARK_MOMENT,
                                                 cst_enum_nick (&cst_moment_type, (int) moment));
  g_autofree char *who = mark != NULL ? cst_dossier_asked_by (dossier, mark) : NULL;

  if (mark != NULL)
    cst_ctl_print (ctl, "%s  %s  %s  %s\n", cst_label_moment (moment), mark->value, who != NULL ? who : "–",
                   mark->note != NULL ? mark->note : "");
}

static CstCtlExit
show (CstCtl                *ctl,
      const CstCtlIncident  *found,
      GError               **error)
{
  CstDossierOptions options = { .with_notes = TRUE };
  g_autoptr(CstDossier) dossier = cst_ctl_load_dossier (ctl, found, &options, error);
  g_autoptr(CstRuling) ruling = NULL;
  g_autofree char *what = NULL;
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  if (dossier == NULL)
    {
      json_node_unref (node);
      return CST_CTL_FAILED;
    }

  add_asked (object, "help", cst_case_marks_find (dossier->marks, CST_CASE_MARK_MOMENT,
                                                  cst_enum_nick (&cst_moment_type, (int) CST_MOMENT_HELP_ASKED)));
  add_asked (object, "arbitration", cst_case_marks_find (dossier->marks, CST_CASE_MARK_MOMENT,
                                                         CST_CASE_MOMENT_ARBITRATION));
  add_ruling (object, dossier);
  json_object_set_array_member (object, "missing", cst_ctl_gaps_json (dossier));
  cst_ctl_print_json (ctl, node);

  print_asked (ctl, dossier, CST_MOMENT_HELP_ASKED);
  print_asked (ctl, dossier, CST_MOMENT_ARBITRATION);
  ruling = cst_case_marks_ruling (dossier->marks);
  what = ruling != NULL ? cst_label_ruling (ruling) : NULL;
  if (ruling != NULL)
    cst_ctl_print (ctl, "%s  %s\n", what,
                   cst_label_ruling_state (cst_ruling_state (ruling, dossier->incident, dossier->operations)));
  cst_ctl_print_gaps (ctl, dossier);

  return CST_CTL_DONE;
}

static CstCtlExit
arbitration (CstCtl  *ctl,
             GStrv    args,
             GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;

  return cst_ctl_load_incident (ctl, args[0], &found, error) ? show (ctl, &found, error) : CST_CTL_FAILED;
}

/* ── Asking ────────────────────────────────────────────────────────────────────────────────────── */

static const CstCaseEscalation *
find_escalation (const CstCaseView *view,
                 CstEscalationKind  kind)
{
  for (guint i = 0; i < view->escalations->len; i++)
    {
      const CstCaseEscalation *escalation = g_ptr_array_index (view->escalations, i);

      if (escalation->kind == kind)
        return escalation;
    }

  return NULL;
}

static CstCtlExit
write_mark (CstCtl                *ctl,
            const CstCtlIncident  *found,
            CstCaseMark           *mark,
            GError               **error)
{
  g_autoptr(CstCaseMark) owned = mark;

  return cst_ctl_note_mark (ctl, found->account->id, mark, error) ? show (ctl, found, error) : CST_CTL_FAILED;
}

static CstCtlExit
ask (CstCtl  *ctl,
     GStrv    args,
     GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstRulesCase) rules = NULL;
  g_autofree char *value = NULL;
  gboolean is_help = g_str_equal (args[1], "help");
  const char *by = option_by != NULL ? option_by : "brand";
  const CstCaseEscalation *rule;
  CstCaseMark *mark;
  gint64 at;

  if (!is_help && !g_str_equal (args[1], "arbitration"))
    return cst_ctl_usage (error, _("“%1$s” is none of: %2$s."), args[1], "help, arbitration");
  if (!g_str_equal (by, "brand") && !g_str_equal (by, "customer"))
    return cst_ctl_usage (error, _("“%1$s” is none of: %2$s."), by, "brand, customer");
  if (!parse_moment (ctl, &at, error) || !cst_ctl_load_incident (ctl, args[0], &found, error) ||
      !(rules = cst_rules_case_sync (ctl->rules, ctl->db, found.account->id, found.incident->id, error)))
    return CST_CTL_FAILED;

  rule = find_escalation (rules->view, is_help ? CST_ESCALATE_HELP : CST_ESCALATE_ARBITRATION);
  if (rule == NULL || (rule->by != NULL && !g_strv_contains ((const char *const *) rule->by, by)))
    return cst_ctl_usage (error, _("The rules of this incident do not offer that now."));
  if (rule->needs_message && g_str_equal (by, "brand") && cst_str_is_blank (option_text))
    return cst_ctl_usage (error, _("Say why, with --text."));

  value = cst_time_format (at);
  mark = cst_case_mark_new (found.incident->id, CST_CASE_MARK_MOMENT,
                            cst_enum_nick (&cst_moment_type, is_help ? CST_MOMENT_HELP_ASKED
                                                                     : CST_MOMENT_ARBITRATION), value);
  mark->actor = g_strdup (by);
  mark->note = g_strdup (option_text);

  return write_mark (ctl, &found, mark, error);
}

/* ── The decision ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
fill_ruling (CstRuling       *ruling,
             const CstOrder  *order,
             GError         **error)
{
  CstMoney money;

  if ((ruling->outcome == CST_RULING_REFUND) != (option_amount != NULL))
    return cst_ctl_usage (error, _("A refund needs --amount, nothing else takes it.")), FALSE;
  if (option_amount == NULL)
    return TRUE;
  if (!cst_money_parse (option_amount, order->amounts.currency, &money) || money.minor <= 0)
    return cst_ctl_usage (error, _("“%s” is not an amount in %s."), option_amount, order->amounts.currency), FALSE;

  ruling->amount = money.minor;
  ruling->tax_mode = order->amounts.tax_mode;
  g_strlcpy (ruling->currency, order->amounts.currency, sizeof ruling->currency);

  return TRUE;
}

static CstCtlExit
decided (CstCtl  *ctl,
         GStrv    args,
         GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  CstRuling ruling = { .is_binding = !option_not_binding };
  CstCaseMark *mark;

  ruling.outcome = (CstRulingOutcome) cst_enum_value (&cst_ruling_outcome_type, args[1]);
  if (ruling.outcome == CST_RULING_UNKNOWN)
    return cst_ctl_usage (error, _("“%1$s” is none of: %2$s."), args[1], "refund, replacement, nothing");
  if (!parse_moment (ctl, &ruling.decided_at, error) || !cst_ctl_load_incident (ctl, args[0], &found, error) ||
      !fill_ruling (&ruling, found.order, error))
    return CST_CTL_FAILED;

  mark = cst_case_mark_new_ruling (found.incident->id, &ruling);
  mark->actor = g_strdup (option_by != NULL ? option_by : cst_account_get_site (found.account));
  mark->note = g_strdup (option_text);

  return write_mark (ctl, &found, mark, error);
}

static CstCtlExit
carry_out (CstCtl  *ctl,
           GStrv    args,
           GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(GPtrArray) incidents = NULL;
  g_autoptr(GPtrArray) operations = NULL;
  g_autoptr(GPtrArray) marks = NULL;
  g_autoptr(CstRuling) ruling = NULL;
  g_autoptr(CstOperation) operation = NULL;

  if (!cst_ctl_load_incident (ctl, args[0], &found, error) ||
      !(incidents = cst_db_order_incidents (ctl->db, found.account->id, found.order->id, error)) ||
      !(operations = cst_db_operations_of_order (ctl->db, found.account->id, found.order->id, error)) ||
      !(marks = cst_db_case_marks (ctl->db, found.account->id, found.incident->id, error)))
    return CST_CTL_FAILED;

  ruling = cst_case_marks_ruling (marks);
  if (ruling == NULL)
    return cst_ctl_usage (error, _("No decision of an arbitration is written down for this incident."));
  operation = cst_ruling_to_operation (ruling, found.account->id, found.order, found.incident, incidents, operations);
  if (operation == NULL)
    return cst_ctl_usage (error, _("The decision asks for nothing."));

  return cst_ctl_decide (ctl, operation, option_hold, error);
}

const CstCtlCommand cst_ctl_arbitration_commands[] = {
  { "arbitration show", "ID", N_("How the arbitration of an incident stands, and what is missing"), NULL, 1, 1, TRUE,
    arbitration },
  { "arbitration ask", "ID help|arbitration", N_("Note that help or arbitration was asked for"), ask_options, 2, 2,
    TRUE, ask },
  { "arbitration decided", "ID refund|replacement|nothing", N_("Note what the arbitration decided"), decided_options, 2,
    2, TRUE, decided },
  { "arbitration carry-out", "ID", N_("Do what the arbitration decided, once"), carry_out_options, 1, 1, TRUE,
    carry_out },
  { NULL },
};
