/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-ctl-rules.h"

#include <glib/gi18n-lib.h>

#include "cst-ctl-operation.h"
#include "cst-due-words.h"
#include "cst-opening-hours.h"
#include "cst-settings.h"
#include "cst-util.h"

static gboolean option_undo;
static gboolean option_over;
static char *option_since;
static char *option_playbook;
static char *option_hours;
static char *option_closing;
static char *option_send_call_back;
static char *option_region;

static const GOptionEntry tick_options[] = {
  { "undo", 0, 0, G_OPTION_ARG_NONE, &option_undo, N_("Take the tick back"), NULL },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry wait_options[] = {
  { "since", 0, 0, G_OPTION_ARG_STRING, &option_since, N_("When it began to wait; now when not said"), "MOMENT" },
  { "over", 0, 0, G_OPTION_ARG_NONE, &option_over, N_("It waits no longer"), NULL },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry account_options[] = {
  { "playbook", 0, 0, G_OPTION_ARG_STRING, &option_playbook,
    N_("The rules of the account; nothing for those of its site"), "ID" },
  { "region", 0, 0, G_OPTION_ARG_STRING, &option_region, N_("Whose own public holidays count, too"), "REGION" },
  { "opening-hours", 0, 0, G_OPTION_ARG_STRING, &option_hours, N_("When somebody is there"), "HOURS" },
  { "closing-days", 0, 0, G_OPTION_ARG_STRING, &option_closing, N_("Dates on which nobody is there"), "DATES" },
  { "send-call-back", 0, 0, G_OPTION_ARG_STRING, &option_send_call_back,
    N_("Whether the carrier may be told that a customer could not be reached"), "on|off" },
  G_OPTION_ENTRY_NULL
};

/* Each day of each clock in words, beside the numbers; and what a record leaves out as its first word. */
static void
add_words (JsonObject         *object,
           const CstRulesCase *found)
{
  JsonArray *clocks = json_object_get_array_member (object, "clocks");

  for (guint i = 0; i < found->view->clocks->len; i++)
    {
      const CstCaseClock *clock = g_ptr_array_index (found->view->clocks, i);
      g_autofree char *words = clock->count != NULL ? cst_explain_due (clock->count) : NULL;
      JsonObject *member = json_array_get_object_element (clocks, i);

      json_object_set_string_member (member, "role", cst_enum_nick (&cst_clock_role_type, (int) clock->role));
      json_object_set_string_member (member, "state", cst_enum_nick (&cst_clock_state_type, (int) clock->state));
      if (words != NULL)
        json_object_set_string_member (member, "explanation", words);
    }
}

/**
 * cst_ctl_rules_json:
 *
 * Returns: (transfer full): what `incident ID --json` says under `rules`
 */
JsonNode *
cst_ctl_rules_json (const CstRulesCase *found)
{
  JsonNode *node = cst_record_to_json (&cst_case_view_type, found->view);
  JsonObject *object = json_node_get_object (node);

  add_words (object, found);
  json_object_set_int_member (object, "similar_claims", found->similar_claims);

  return node;
}

static void
print_clocks (CstCtl            *ctl,
              const CstCaseView *view)
{
  for (guint i = 0; i < view->clocks->len; i++)
    {
      const CstCaseClock *clock = g_ptr_array_index (view->clocks, i);
      g_autofree char *due = clock->due != 0 ? cst_time_format (clock->due) : g_strdup ("–");
      g_autofree char *words = clock->count != NULL ? cst_explain_due (clock->count) : NULL;

      cst_ctl_print (ctl, "  ◷ %s  %s%s%s\n", due, clock->label, words != NULL ? " · " : "",
                     words != NULL ? words : "");
    }
}

static void
print_checklist (CstCtl            *ctl,
                 const CstCaseView *view)
{
  for (guint i = 0; i < view->actions->len; i++)
    {
      const CstCaseAction *action = g_ptr_array_index (view->actions, i);

      cst_ctl_print (ctl, "  %s %-24s %s%s%s\n", action->done_at != 0 ? "☑" : "☐", action->id, action->label,
                     action->name != NULL ? " · " : "", action->name != NULL ? action->name : "");
    }
}

static void
print_guide (CstCtl             *ctl,
             const CstGuideStep *guide)
{
  if (guide == NULL)
    return;

  if (guide->proposal != NULL)
    {
      cst_ctl_print (ctl, _("Proposed: %1$s (rule %2$s, %3$s)\n"), guide->proposal->label, guide->proposal->proposal,
                     guide->proposal->source != NULL ? guide->proposal->source : "–");
      return;
    }
  if (guide->question == NULL)
    return;

  cst_ctl_print (ctl, _("To answer: %1$s (%2$s)\n"), guide->label, guide->question);
  for (guint i = 0; i < guide->choices->len; i++)
    {
      const CstGuideChoice *choice = g_ptr_array_index (guide->choices, i);

      cst_ctl_print (ctl, "  %-12s %s\n", choice->id, choice->label);
    }
}

/**
 * cst_ctl_print_rules:
 *
 * P2, P4, H0: due times and how they were counted, where the case stands, what is left to do, what is proposed.
 */
void
cst_ctl_print_rules (CstCtl             *ctl,
                     const CstRulesCase *found)
{
  const CstCaseView *view = found->view;

  cst_ctl_print (ctl, _("Rules: %1$s, version %2$d, reason “%3$s”\n"), found->playbook->rule.id, view->version,
                 view->reason_label != NULL ? view->reason_label : "–");
  print_clocks (ctl, view);
  for (guint i = 0; i < view->steps->len; i++)
    {
      const CstCaseStep *step = g_ptr_array_index (view->steps, i);

      if (step->is_current)
        cst_ctl_print (ctl, "  ▸ %s\n", step->label);
    }
  print_checklist (ctl, view);
  print_guide (ctl, view->guide);
}

typedef struct
{
  CstCtl      *ctl;
  gint64       account;
  CstCaseMark *mark;
} Noting;

static gpointer
note (CstDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Noting *noting = data;

  return GINT_TO_POINTER (cst_rules_mark_sync (noting->ctl->rules, db, noting->account, noting->mark, error));
}

/**
 * cst_ctl_note_mark:
 * @mark: gets the person and the moment
 *
 * Writes down what somebody says of an incident.
 */
gboolean
cst_ctl_note_mark (CstCtl       *ctl,
                   gint64        account,
                   CstCaseMark  *mark,
                   GError      **error)
{
  g_autoptr(CstPerson) person = cst_ctl_person (ctl);
  Noting noting = { .ctl = ctl, .account = account, .mark = mark };

  if (person != NULL)
    {
      cst_set_str (&mark->person, person->id);
      cst_set_str (&mark->person_name, person->name);
    }

  return cst_ctl_write (ctl, note, &noting, error) != NULL;
}

/* Takes @mark. */
static CstCtlExit
write_mark (CstCtl                *ctl,
            const CstCtlIncident  *incident,
            CstCaseMark           *mark,
            GError               **error)
{
  g_autoptr(CstCaseMark) owned = mark;
  g_autoptr(CstRulesCase) now = NULL;

  if (!cst_ctl_note_mark (ctl, incident->account->id, mark, error) ||
      !(now = cst_rules_case_sync (ctl->rules, ctl->db, incident->account->id, incident->incident->id, error)))
    return CST_CTL_FAILED;

  cst_ctl_print_json (ctl, cst_ctl_rules_json (now));
  cst_ctl_print_rules (ctl, now);

  return CST_CTL_DONE;
}

static gboolean
has_action (const CstRulesCase *found,
            const char         *id)
{
  for (guint i = 0; i < found->view->actions->len; i++)
    {
      if (g_strcmp0 (((const CstCaseAction *) g_ptr_array_index (found->view->actions, i))->id, id) == 0)
        return TRUE;
    }

  return FALSE;
}

static CstCtlExit
tick (CstCtl  *ctl,
      GStrv    args,
      GError **error)
{
  g_auto(CstCtlIncident) incident = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstRulesCase) found = NULL;

  if (!cst_ctl_load_incident (ctl, args[0], &incident, error) ||
      !(found = cst_rules_case_sync (ctl->rules, ctl->db, incident.account->id, incident.incident->id, error)))
    return CST_CTL_FAILED;
  if (!has_action (found, args[1]))
    return cst_ctl_usage (error, _("“%s” is not on the checklist of this incident."), args[1]);

  return write_mark (ctl, &incident,
                     cst_case_mark_new (incident.incident->id, CST_CASE_MARK_TICK, args[1], option_undo ? "" : "yes"),
                     error);
}

static const CstQuestion *
find_question (const CstRulesCase *found,
               const char         *id)
{
  return cst_playbook_find (found->playbook, found->playbook->questions, id,
                            cst_case_opened_day (found->playbook, found->facts),
                            cst_case_today (found->playbook, found->facts));
}

static gboolean
has_answer (const CstQuestion *question,
            const char        *id)
{
  for (guint i = 0; i < question->answers->len; i++)
    {
      if (g_strcmp0 (((const CstAnswerRule *) g_ptr_array_index (question->answers, i))->rule.id, id) == 0)
        return TRUE;
    }

  return id[0] == '\0';
}

static CstCtlExit
answer (CstCtl  *ctl,
        GStrv    args,
        GError **error)
{
  g_auto(CstCtlIncident) incident = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstRulesCase) found = NULL;
  const CstQuestion *question;

  if (!cst_ctl_load_incident (ctl, args[0], &incident, error) ||
      !(found = cst_rules_case_sync (ctl->rules, ctl->db, incident.account->id, incident.incident->id, error)))
    return CST_CTL_FAILED;
  if (!(question = find_question (found, args[1])))
    return cst_ctl_usage (error, _("The rules of this incident do not ask “%s”."), args[1]);
  if (!has_answer (question, args[2]))
    return cst_ctl_usage (error, _("“%1$s” is not an answer to “%2$s”."), args[2], args[1]);

  return write_mark (ctl, &incident,
                     cst_case_mark_new (incident.incident->id, CST_CASE_MARK_ANSWER, args[1], args[2]), error);
}

static gboolean
has_pausing_clock (const CstRulesCase *found)
{
  for (guint i = 0; i < found->view->clocks->len; i++)
    {
      if (((const CstCaseClock *) g_ptr_array_index (found->view->clocks, i))->pauses)
        return TRUE;
    }

  return FALSE;
}

/* A person says that the case waits for the other side, or no longer does. */
static CstCtlExit
wait_for (CstCtl  *ctl,
          GStrv    args,
          GError **error)
{
  g_auto(CstCtlIncident) incident = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstRulesCase) found = NULL;
  const CstCasePause *open;
  gint64 now = cst_clock_now (ctl->clock);
  gint64 since = option_since != NULL ? cst_time_parse (option_since) : now;

  if (since == CST_TIME_NONE || since > now)
    return cst_ctl_usage (error, _("“%s” is not a moment in the past like 2026-11-30T16:42:00Z."), option_since);
  if (!cst_ctl_load_incident (ctl, args[0], &incident, error) ||
      !(found = cst_rules_case_sync (ctl->rules, ctl->db, incident.account->id, incident.incident->id, error)))
    return CST_CTL_FAILED;

  open = cst_case_open_pause (found->facts->pauses);
  if (!has_pausing_clock (found))
    return cst_ctl_usage (error, _("The rules of this incident let no clock stand still."));
  if (option_over && open == NULL)
    return cst_ctl_usage (error, _("This incident does not wait for the other side."));
  if (!option_over && open != NULL)
    return cst_ctl_usage (error, _("This incident waits for the other side already."));

  return write_mark (ctl, &incident, cst_case_mark_new_wait (incident.incident->id, option_over ? open->from : since,
                                                             option_over ? now : 0), error);
}

static gboolean
settings_are_good (CstCtl  *ctl,
                   GError **error)
{
  g_autoptr(CstPlaybook) playbook = NULL;
  g_auto(GStrv) days = cst_str_is_blank (option_closing) ? NULL : g_strsplit (option_closing, " ", -1);
  g_autoptr(CstOpeningHours) hours = NULL;
  g_autoptr(GError) problem = NULL;

  if (!cst_str_is_blank (option_playbook) &&
      !(playbook = cst_playbooks_lookup (cst_rules_get_playbooks (ctl->rules), option_playbook)))
    return cst_ctl_usage (error, _("There are no rules “%s”. See “%s”."), option_playbook,
                          "constatctl playbook list"), FALSE;

  if (option_send_call_back != NULL && !g_str_equal (option_send_call_back, "on") &&
      !g_str_equal (option_send_call_back, "off"))
    return cst_ctl_usage (error, _("“%1$s” is none of: %2$s."), option_send_call_back, "on, off"), FALSE;

  hours = cst_opening_hours_new (cst_str_is_blank (option_hours) ? CST_OPENING_HOURS_ALWAYS : option_hours,
                                 (const char *const *) days, &problem);
  if (hours == NULL)
    cst_ctl_usage (error, "%s", problem->message);

  return hours != NULL;
}

/* Whether the country of the rules that will apply knows the region. */
static gboolean
region_is_good (CstCtl            *ctl,
                const CstAccount  *account,
                GError           **error)
{
  g_autoptr(CstPlaybook) playbook = NULL;
  g_autoptr(CstCalendar) calendar = NULL;
  g_autoptr(GError) problem = NULL;

  if (cst_str_is_blank (option_region))
    return TRUE;

  if (option_playbook == NULL)
    playbook = cst_rules_dup_playbook (ctl->rules, account);
  else if (cst_str_is_blank (option_playbook))
    playbook = cst_rule_set_default (cst_rules_get_set (ctl->rules), account);
  else
    playbook = cst_playbooks_lookup (cst_rules_get_playbooks (ctl->rules), option_playbook);
  calendar = cst_calendar_new (playbook != NULL ? playbook->country : NULL, option_region, &problem);
  if (calendar == NULL)
    cst_ctl_usage (error, "%s", problem->message);

  return calendar != NULL;
}

static gboolean
write_setting (CstDb       *db,
               gint64       account,
               const char  *key,
               const char  *value,
               GError     **error)
{
  return value == NULL || cst_db_set_account_setting (db, account, key, cst_str_is_blank (value) ? NULL : value, error);
}

static const char *
call_back_value (void)
{
  if (option_send_call_back == NULL)
    return NULL;

  return g_str_equal (option_send_call_back, "on") ? "1" : "";
}

static gpointer
write_settings (CstDb         *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  Noting *noting = data;

  return GINT_TO_POINTER (write_setting (db, noting->account, CST_SETTING_PLAYBOOK, option_playbook, error) &&
                          write_setting (db, noting->account, CST_SETTING_REGION, option_region, error) &&
                          write_setting (db, noting->account, CST_SETTING_OPENING_HOURS, option_hours, error) &&
                          write_setting (db, noting->account, CST_SETTING_CLOSING_DAYS, option_closing, error) &&
                          write_setting (db, noting->account, CST_SETTING_SEND_CALL_BACK, call_back_value (), error) &&
                          cst_rules_apply_sync (noting->ctl->rules, db, error));
}

static CstCtlExit
account_rules (CstCtl  *ctl,
               GStrv    args,
               GError **error)
{
  g_autoptr(CstAccount) account = cst_ctl_account (ctl, args[0], error);
  g_autoptr(CstRuleDesk) desk = NULL;
  const char *playbook;
  g_autofree char *hours = NULL;
  g_autofree char *closing = NULL;
  g_autofree char *region = NULL;
  gboolean sends_call_back;
  Noting noting = { .ctl = ctl };

  if (account == NULL || !settings_are_good (ctl, error) || !region_is_good (ctl, account, error))
    return CST_CTL_FAILED;

  noting.account = account->id;
  if ((option_playbook != NULL || option_region != NULL || option_hours != NULL || option_closing != NULL ||
       option_send_call_back != NULL) &&
      !cst_ctl_write (ctl, write_settings, &noting, error))
    return CST_CTL_FAILED;

  if (!(desk = cst_rule_set_desk (cst_rules_get_set (ctl->rules), ctl->db, account->id, error)))
    return CST_CTL_FAILED;

  playbook = desk->playbook != NULL ? desk->playbook->rule.id : NULL;
  region = cst_db_account_setting (ctl->db, account->id, CST_SETTING_REGION, "");
  hours = cst_db_account_setting (ctl->db, account->id, CST_SETTING_OPENING_HOURS, "");
  closing = cst_db_account_setting (ctl->db, account->id, CST_SETTING_CLOSING_DAYS, "");
  sends_call_back = cst_db_account_setting_int (ctl->db, account->id, CST_SETTING_SEND_CALL_BACK, 0) != 0;
  if (ctl->is_json)
    {
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "account", account->name);
      json_object_set_string_member (object, "playbook", playbook);
      json_object_set_string_member (object, "region", region);
      json_object_set_string_member (object, "opening_hours", hours);
      json_object_set_string_member (object, "closing_days", closing);
      json_object_set_boolean_member (object, "send_call_back", sends_call_back);
      json_node_take_object (node, object);
      cst_ctl_print_json (ctl, node);
    }
  cst_ctl_print (ctl, "%s  %s  %s  %s  %s\n", account->name, playbook != NULL ? playbook : "–", region, hours, closing);
  if (sends_call_back)
    cst_ctl_print (ctl, "%s\n", _("“Customer to call back” is also sent to the carrier, which may then take no other "
                                  "answer for that parcel."));

  return CST_CTL_DONE;
}

const CstCtlCommand cst_ctl_rules_commands[] = {
  { "account rules", "NAME", N_("Say or change the rules of an account"), account_options, 1, 1, TRUE, account_rules },
  { "rules tick", "ID ACTION", N_("Tick an action of the checklist"), tick_options, 2, 2, TRUE, tick },
  { "rules wait", "ID", N_("Say that an incident waits for the other side, or no longer does"), wait_options, 1, 1,
    TRUE, wait_for },
  { "rules answer", "ID QUESTION ANSWER", N_("Answer a question of the guide"), NULL, 3, 3, TRUE, answer },
  { NULL }
};
