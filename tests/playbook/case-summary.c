/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case-summary.h"

#include <string.h>

#include "cst-playbooks.h"

/* What rules make of a case, one short line for each thing, so that a test can state it and a person read it. */

CstPlaybook *
shipped_playbook (const char *id)
{
  g_autoptr(GBytes) bytes = cst_playbooks_shipped_xml (id);
  g_autoptr(GError) error = NULL;
  CstPlaybook *playbook;
  gsize size = 0;
  const char *xml = g_bytes_get_data (bytes, &size);

  playbook = cst_playbook_new_for_xml (xml, size, NULL, &error);
  g_assert_no_error (error);

  return playbook;
}

static gint64
paris_time (const char *text)
{
  g_autoptr(GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");
  g_autofree char *iso = g_strdup_printf ("%.16s:00", text);
  g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601 (iso, paris);

  g_assert_nonnull (moment);

  return g_date_time_to_unix (moment);
}

/* JSON with ' for " and @2026-11-20T10:00 for a moment in Paris. */
CstCaseFacts *
facts_from_text (const char *text)
{
  g_autoptr(GString) json = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  CstCaseFacts *facts = cst_record_new (&cst_case_facts_type);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\'')
        g_string_append_c (json, '"');
      else if (*p == '@')
        {
          g_string_append_printf (json, "%" G_GINT64_FORMAT, paris_time (p + 1));
          p += strlen ("2026-11-20T10:00");
        }
      else
        g_string_append_c (json, *p);
    }
  cst_record_from_text (&cst_case_facts_type, facts, json->str, &error);
  g_assert_no_error (error);

  return facts;
}

static char *
time_text (gint64 moment)
{
  g_autoptr(GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (moment);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, paris);

  return moment == 0 ? g_strdup ("-") : g_date_time_format (local, "%Y-%m-%dT%H:%M:%S");
}

static void
add_words (GString     *out,
           const char  *name,
           char       **words)
{
  g_autofree char *joined = words != NULL ? g_strjoinv (" ", words) : g_strdup ("");

  g_string_append_printf (out, " %s=[%s]", name, joined);
}

void
add_proposal (GString                     *out,
              const CstProposedResolution *proposal)
{
  g_string_append_printf (out, "%s does=%s", proposal->proposal, cst_enum_nick (&cst_does_type, (int) proposal->does));
  if (proposal->returns)
    g_string_append_printf (out, " return label=%s articles=%s",
                            cst_enum_nick (&cst_label_use_type, (int) proposal->label_use),
                            cst_enum_nick (&cst_articles_type, (int) proposal->articles));
  if (proposal->quantity != CST_QUANTITY_NONE)
    g_string_append_printf (out, " quantity=%s", cst_enum_nick (&cst_quantity_rule_type, (int) proposal->quantity));
  if (proposal->discount_bp != 0)
    g_string_append_printf (out, " discount=%d", proposal->discount_bp);
  g_string_append_printf (out, "%s%s", proposal->free_shipping ? " free-shipping" : "",
                          proposal->urgent ? " urgent" : "");
  if (proposal->template_id != NULL)
    g_string_append_printf (out, " template=%s", proposal->template_id);
  if (proposal->comment != NULL)
    g_string_append_printf (out, " comment=%s", proposal->comment);
  if (proposal->group != NULL)
    g_string_append_printf (out, " group=%s", proposal->group);
  if (proposal->actions != NULL)
    add_words (out, "actions", proposal->actions);
}

static void
add_clocks (GString           *out,
            const CstCaseView *view)
{
  for (guint i = 0; i < view->clocks->len; i++)
    {
      const CstCaseClock *clock = g_ptr_array_index (view->clocks, i);
      g_autofree char *due = time_text (clock->due);
      g_autofree char *aim = time_text (clock->aim_at);
      g_autofree char *safe = time_text (clock->last_safe);

      g_string_append_printf (out, "clock %s %s %s due=%s", clock->id,
                              cst_enum_nick (&cst_clock_role_type, (int) clock->role),
                              cst_enum_nick (&cst_clock_state_type, (int) clock->state), due);
      if (clock->aim_at != 0)
        g_string_append_printf (out, " aim=%s", aim);
      if (clock->last_safe != clock->due && clock->last_safe != 0)
        g_string_append_printf (out, " safe=%s", safe);
      if (clock->template_id != NULL)
        g_string_append_printf (out, " template=%s", clock->template_id);
      g_string_append_c (out, '\n');
    }
}

static void
add_steps (GString           *out,
           const CstCaseView *view)
{
  for (guint i = 0; i < view->steps->len; i++)
    {
      const CstCaseStep *step = g_ptr_array_index (view->steps, i);

      g_string_append_printf (out, "step %s%s%s", step->id, step->is_current ? " current" : "",
                              step->done_at != 0 ? " done" : "");
      for (guint k = 0; k < step->documents->len; k++)
        {
          const CstCaseDocument *document = g_ptr_array_index (step->documents, k);

          g_string_append_printf (out, " %s%s", document->what, document->at != 0 ? "+" : "-");
        }
      g_string_append_c (out, '\n');
    }
  for (guint i = 0; i < view->actions->len; i++)
    {
      const CstCaseAction *action = g_ptr_array_index (view->actions, i);

      g_string_append_printf (out, "action %s%s%s%s\n", action->id, action->done_at != 0 ? " done" : "",
                              action->name != NULL ? " by " : "", action->name != NULL ? action->name : "");
    }
}

static void
add_resolutions (GString           *out,
                 const CstCaseView *view)
{
  for (guint i = 0; i < view->resolutions->len; i++)
    {
      const CstCaseResolution *resolution = g_ptr_array_index (view->resolutions, i);

      g_string_append_printf (out, "resolution %s %s%s label=%s by=%s executed=%s\n", resolution->id,
                              cst_enum_nick (&cst_does_type, (int) resolution->does),
                              resolution->is_allowed ? "" : " refused",
                              cst_enum_nick (&cst_label_use_type, (int) resolution->label_use),
                              cst_enum_nick (&cst_party_type, (int) resolution->label_paid_by),
                              cst_enum_nick (&cst_party_type, (int) resolution->executed_by));
      if (!resolution->is_allowed)
        g_string_append_printf (out, "  because: %s\n", resolution->why_not);
    }
  for (guint i = 0; i < view->evidence->len; i++)
    {
      const CstCaseEvidence *evidence = g_ptr_array_index (view->evidence, i);

      g_string_append_printf (out, "evidence %s%s\n", evidence->id, evidence->is_missing ? " missing" : "");
    }
  for (guint i = 0; i < view->escalations->len; i++)
    {
      const CstCaseEscalation *escalation = g_ptr_array_index (view->escalations, i);

      g_string_append_printf (out, "escalation %s %s%s%s", escalation->id,
                              cst_enum_nick (&cst_escalation_kind_type, (int) escalation->kind),
                              escalation->needs_message ? " message" : "", escalation->binding ? " binding" : "");
      add_words (out, "by", escalation->by);
      add_words (out, "hands-over", escalation->hands_over);
      g_string_append_c (out, '\n');
    }
}

static void
add_guide (GString            *out,
           const CstGuideStep *step)
{
  if (step == NULL)
    {
      g_string_append (out, "guide none\n");
      return;
    }

  for (guint i = 0; i < step->trail->len; i++)
    {
      const CstGuideAnswer *answer = g_ptr_array_index (step->trail, i);

      g_string_append_printf (out, "answered %s=%s%s\n", answer->question, answer->answer,
                              answer->by_data ? " by data" : "");
    }
  if (step->question != NULL)
    {
      g_string_append_printf (out, "ask %s", step->question);
      for (guint i = 0; i < step->choices->len; i++)
        g_string_append_printf (out, " %s", ((CstGuideChoice *) g_ptr_array_index (step->choices, i))->id);
      if (step->evidence != NULL)
        add_words (out, "evidence", step->evidence);
      g_string_append_c (out, '\n');
    }
  if (step->proposal != NULL)
    {
      g_string_append (out, "propose ");
      add_proposal (out, step->proposal);
      g_string_append_printf (out, "\nrule %s read %s valid from %s\n", step->proposal->source,
                              step->proposal->source_date, step->proposal->valid_from);
    }
}

/**
 * case_summary:
 *
 * @facts: get what the ticks and answers among them say
 *
 * Returns: (transfer full): everything the rules say of a case, a line each
 */
char *
case_summary (const CstPlaybook *playbook,
              CstCaseFacts      *facts)
{
  g_autoptr(CstCaseView) view = NULL;
  GString *out = g_string_new (NULL);
  g_autofree char *respond_by = NULL;
  g_autofree char *resolve_by = NULL;

  cst_case_facts_take_acts (facts, playbook);
  view = cst_case_view_new (playbook, facts);
  respond_by = time_text (view->respond_by);
  resolve_by = time_text (view->resolve_by);
  g_string_append_printf (out, "reason %s handler=%s\n", view->reason,
                          cst_enum_nick (&cst_handler_type, (int) view->handler));
  if (view->handler_label != NULL)
    g_string_append_printf (out, "%s\n", view->handler_label);
  g_string_append_printf (out, "due respond=%s resolve=%s\n", respond_by, resolve_by);
  add_clocks (out, view);
  add_steps (out, view);
  add_resolutions (out, view);
  for (guint i = 0; i < view->warnings->len; i++)
    {
      const CstCaseNotice *notice = g_ptr_array_index (view->warnings, i);

      g_string_append_printf (out, "warning %s%s\n", notice->id, notice->asks ? " asks" : "");
    }
  g_string_append (out, "forbidden");
  add_words (out, "channels", view->forbidden_channels);
  g_string_append_printf (out, "\nclosing by=%s confirmed=%s%s\n",
                          cst_enum_nick (&cst_party_type, (int) view->resolved_by),
                          cst_enum_nick (&cst_party_type, (int) view->confirmed_by), view->may_close ? " now" : "");
  add_guide (out, view->guide);

  return g_string_free (out, FALSE);
}

static void
add_header (GString           *out,
            const CstPlaybook *playbook,
            const char        *kind,
            const CstRule     *rule)
{
  const CstSource *source = cst_playbook_source (playbook, rule);
  g_autofree char *reasons = rule->reasons != NULL ? g_strjoinv (" ", rule->reasons) : g_strdup ("all");

  g_string_append_printf (out, "%s %s source=%s/%s from=%u%s reasons=[%s]", kind, rule->id,
                          rule->source != NULL ? rule->source : "-", source != NULL ? source->date : "-",
                          rule->valid_from, rule->applies_to_open ? " open" : "", reasons);
  for (guint i = 0; i < rule->conditions->len; i++)
    {
      const CstCondition *condition = g_ptr_array_index (rule->conditions, i);

      g_string_append_printf (out, " %s=%s", cst_enum_nick (&cst_fact_type, (int) condition->fact), condition->value);
    }
}

static void
add_headers (GString           *out,
             const CstPlaybook *playbook,
             const char        *kind,
             const GPtrArray   *rules)
{
  for (guint i = 0; i < rules->len; i++)
    {
      add_header (out, playbook, kind, g_ptr_array_index (rules, i));
      g_string_append_c (out, '\n');
    }
}

static void
add_carrier (GString           *out,
             const CstPlaybook *playbook)
{
  for (guint i = 0; i < playbook->tabs->len; i++)
    {
      const CstCarrierTab *tab = g_ptr_array_index (playbook->tabs, i);

      g_string_append_printf (out, "tab %s %s%s%s%s\n", tab->rule.id,
                              cst_enum_nick (&cst_colour_type, (int) tab->colour),
                              tab->sums ? " sums" : "", tab->optional ? " optional" : "",
                              tab->answers ? " answers" : "");
    }
  for (guint i = 0; i < playbook->states->len; i++)
    {
      const CstCarrierState *state = g_ptr_array_index (playbook->states, i);

      g_string_append_printf (out, "state %s %s", state->rule.id,
                              cst_enum_nick (&cst_colour_type, (int) state->colour));
      add_words (out, "codes", state->codes);
      g_string_append_c (out, '\n');
    }
  for (guint i = 0; i < playbook->answers->len; i++)
    {
      const CstCarrierAnswer *answer = g_ptr_array_index (playbook->answers, i);

      g_string_append_printf (out, "carrier-answer %s%s%s\n", answer->rule.id,
                              answer->keeps_waiting ? " keeps-waiting" : "", answer->needs_text ? " needs-text" : "");
    }
}

static void
add_values (GString           *out,
            const CstPlaybook *playbook)
{
  for (guint i = 0; i < playbook->guards->len; i++)
    {
      const CstMoneyGuard *guard = g_ptr_array_index (playbook->guards, i);

      g_string_append_printf (out, "guard %s %s ceiling=%d confirm=%d\n", guard->rule.id, guard->currency,
                              (int) guard->ceiling, (int) guard->confirm_above);
    }
  for (guint i = 0; i < playbook->rates->len; i++)
    {
      const CstRateRule *rate = g_ptr_array_index (playbook->rates, i);

      g_string_append_printf (out, "rate %s threshold=%d warn=%d days=%d %s\n", rate->rule.id, rate->threshold_bp,
                              rate->warn_at_bp, rate->days, cst_enum_nick (&cst_comparison_type, (int) rate->harms));
    }
  for (guint i = 0; i < playbook->reasons->len; i++)
    {
      const CstPlaybookReason *reason = g_ptr_array_index (playbook->reasons, i);

      g_string_append_printf (out, "codes %s", reason->rule.id);
      add_words (out, "codes", reason->codes);
      g_string_append_c (out, '\n');
    }
  for (guint i = 0; i < playbook->evidence->len; i++)
    {
      const CstEvidenceRule *evidence = g_ptr_array_index (playbook->evidence, i);

      g_string_append_printf (out, "evidence %s photos=%d%s\n", evidence->rule.id, evidence->photos,
                              evidence->or_video ? " or video" : "");
    }
  for (guint i = 0; i < playbook->questions->len; i++)
    {
      const CstQuestion *question = g_ptr_array_index (playbook->questions, i);

      g_string_append_printf (out, "question %s", question->rule.id);
      add_words (out, "evidence", question->evidence);
      g_string_append_c (out, '\n');
    }
  for (guint i = 0; i < playbook->clocks->len; i++)
    {
      const CstPlaybookClock *clock = g_ptr_array_index (playbook->clocks, i);

      g_string_append_printf (out, "counts %s until %s%s%s%s%s\n", clock->rule.id,
                              cst_enum_nick (&cst_moment_type, (int) clock->stops),
                              clock->skips_holidays ? " skips-holidays" : "",
                              clock->counts_first_day ? " first-day" : "",
                              clock->ends_at_same_hour ? " same-hour" : "", clock->pauses ? " pauses" : "");
    }
}

/**
 * playbook_summary:
 *
 * Returns: (transfer full): what stands in a playbook whatever the case: where rules come from, words, limits
 */
char *
playbook_summary (const CstPlaybook *playbook)
{
  GString *out = g_string_new (NULL);
  const struct
  {
    const char      *kind;
    const GPtrArray *rules;
  } kinds[] = {
    { "source", playbook->sources }, { "term", playbook->terms }, { "reason", playbook->reasons },
    { "clock", playbook->clocks }, { "step", playbook->steps }, { "checklist", playbook->checklists },
    { "evidence", playbook->evidence }, { "resolution", playbook->resolutions }, { "question", playbook->questions },
    { "proposal", playbook->proposals }, { "group", playbook->groups }, { "escalation", playbook->escalations },
    { "template", playbook->templates }, { "channel", playbook->channels }, { "forbidden", playbook->forbidden },
    { "guard", playbook->guards }, { "rate", playbook->rates }, { "closing", playbook->closings },
    { "warning", playbook->warnings }, { "tab", playbook->tabs }, { "state", playbook->states },
    { "carrier-answer", playbook->answers }, { "tip", playbook->tips }, { "action", playbook->actions },
  };

  g_string_append_printf (out, "playbook %s version=%d %s %s %s", playbook->rule.id, playbook->version,
                          playbook->country, playbook->time_zone, playbook->region != NULL ? playbook->region : "-");
  add_words (out, "languages", playbook->languages);
  add_words (out, "serves", playbook->serves);
  g_string_append_c (out, '\n');
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    add_headers (out, playbook, kinds[i].kind, kinds[i].rules);
  for (guint i = 0; i < playbook->forbidden->len; i++)
    {
      const CstForbidden *rule = g_ptr_array_index (playbook->forbidden, i);

      g_string_append_printf (out, "content %s %s\n", rule->rule.id,
                              cst_enum_nick (&cst_content_type, (int) rule->content));
    }
  add_values (out, playbook);
  add_carrier (out, playbook);

  return g_string_free (out, FALSE);
}
