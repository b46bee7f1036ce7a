/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-case-view.h"
#include "cst-opening-hours.h"
#include "cst-util.h"

/* Where all clocks of one case are counted. */
typedef struct
{
  const CstPlaybook  *playbook;
  const CstCaseFacts *facts;
  const char         *reason;
  GTimeZone          *zone;
  CstCalendar        *calendar;
  CstOpeningHours    *hours;  /* (nullable) */
  GArray             *pauses; /* of CstPause */
  gboolean            explains;
} Clocks;

static gboolean
is_due_role (CstClockRole role)
{
  return role == CST_CLOCK_REPLY || role == CST_CLOCK_RESOLUTION || role == CST_CLOCK_DEADLINE ||
         role == CST_CLOCK_CARRIER;
}

static CstTerm
term_of (const CstPlaybookClock *rule,
         int                     amount)
{
  return (CstTerm) {
           .unit = rule->unit,
           .amount = amount,
           .skips_holidays = rule->skips_holidays,
           .counts_first_day = rule->counts_first_day,
           .ends_at_same_hour = rule->ends_at_same_hour,
  };
}

/* A law's holidays are those of its own country, wherever the site is; %NULL where they are the site's. */
static CstCalendar *
calendar_of_rule (const CstPlaybookClock *rule)
{
  return rule->calendar != NULL ? cst_calendar_new (rule->calendar, NULL, NULL) : NULL;
}

static gint64
count (const Clocks            *clocks,
       const CstPlaybookClock  *rule,
       gint64                   start,
       int                      amount,
       CstDue                 **explained)
{
  CstTerm term = term_of (rule, amount);
  g_autoptr(CstCalendar) own = calendar_of_rule (rule);
  const CstCalendar *calendar = own != NULL ? own : clocks->calendar;
  const CstPause *pauses = rule->pauses ? (const CstPause *) (void *) clocks->pauses->data : NULL;
  gsize n_pauses = rule->pauses ? clocks->pauses->len : 0;
  gint64 due;

  if (explained != NULL)
    {
      *explained = cst_due_new (&term, start, clocks->zone, calendar, pauses, n_pauses);
      (*explained)->rule = g_strdup (rule->rule.id);
      due = (*explained)->due;
    }
  else
    due = cst_due_moment (&term, start, clocks->zone, calendar, pauses, n_pauses);

  /* "From two days late on": from the morning of that day. */
  if (rule->role == CST_CLOCK_FROM && rule->unit != CST_UNIT_HOURS && due != CST_TIME_NONE)
    {
      due = cst_local_moment (cst_local_day (due, clocks->zone), 0, clocks->zone);
      if (explained != NULL)
        (*explained)->due = due;
    }

  return due;
}

static CstClockState
state_of (const CstCaseClock *clock,
          gint64              now)
{
  if (clock->start == 0)
    return CST_CLOCK_WAITING;
  /* What may be done from a moment on, or is only proposed then, cannot be done too late. */
  if (clock->met_at != 0)
    return is_due_role (clock->role) && clock->due != 0 && clock->met_at > clock->due ? CST_CLOCK_MET_LATE
                                                                                      : CST_CLOCK_MET;
  if (clock->due == 0)
    return CST_CLOCK_STANDING;
  if (!is_due_role (clock->role))
    return now >= clock->due ? CST_CLOCK_REACHED : CST_CLOCK_RUNNING;
  if (now > clock->due)
    return CST_CLOCK_MISSED;

  return clock->aim_at != 0 && now > clock->aim_at ? CST_CLOCK_AIM_PASSED : CST_CLOCK_RUNNING;
}

/* What is done for good stops a clock that starts by something else even when it came first: a parcel that left before
 * its day, a refund given before the return came. Anything else may have belonged to the clocks before (R5). */
static gboolean
is_done_for_good (const CstPlaybookClock *rule)
{
  return rule->starts != CST_MOMENT_REPORTED &&
         (rule->stops == CST_MOMENT_SHIPPED || rule->stops == CST_MOMENT_DELIVERED ||
          rule->stops == CST_MOMENT_REFUNDED || rule->stops == CST_MOMENT_REPLACED);
}

static CstCaseClock *
clock_new (const Clocks           *clocks,
           const CstPlaybookClock *rule)
{
  const CstCaseFacts *facts = clocks->facts;
  CstCaseClock *clock = cst_record_new (&cst_case_clock_type);
  gint64 stopped = facts->moments.at[rule->stops];

  clock->id = g_strdup (rule->rule.id);
  clock->role = rule->role;
  clock->pauses = rule->pauses;
  clock->start = facts->moments.at[rule->starts];
  if (clocks->explains)
    {
      const CstSource *source = cst_playbook_source (clocks->playbook, &rule->rule);

      clock->label = g_strdup (cst_playbook_label (&rule->rule));
      clock->template_id = g_strdup (rule->template_id);
      clock->source = g_strdup (source != NULL ? cst_playbook_label (&source->rule) : NULL);
      clock->source_date = g_strdup (source != NULL ? source->date : NULL);
    }
  if (clock->start != 0)
    {
      if (stopped == 0 && is_due_role (rule->role) && rule->role != CST_CLOCK_CARRIER)
        stopped = facts->moments.at[CST_MOMENT_SETTLED];
      clock->met_at = rule->stops != CST_MOMENT_NONE && (stopped >= clock->start || is_done_for_good (rule)) ? stopped
                                                                                                            : 0;
      clock->due = count (clocks, rule, clock->start, rule->amount, clocks->explains ? &clock->count : NULL);
      if (rule->aim != 0)
        clock->aim_at = count (clocks, rule, clock->start, rule->aim, NULL);
      if (clock->due != 0 && clock->met_at == 0 && is_due_role (rule->role))
        clock->last_safe = cst_last_safe_moment (clocks->hours, clock->due, facts->margin_s, clocks->zone,
                                                 clocks->calendar);
    }
  clock->state = state_of (clock, facts->now);

  return clock;
}

static void
press (CstCaseView        *view,
       const CstCaseClock *clock)
{
  gint64 *moment = clock->role == CST_CLOCK_REPLY ? &view->respond_by : &view->resolve_by;

  if ((clock->role != CST_CLOCK_REPLY && clock->role != CST_CLOCK_RESOLUTION && clock->role != CST_CLOCK_DEADLINE) ||
      clock->met_at != 0 || clock->due == 0)
    return;

  if (*moment == 0 || clock->due < *moment)
    *moment = clock->due;
  if (clock->last_safe != 0 && (view->last_safe == 0 || clock->last_safe < view->last_safe))
    view->last_safe = clock->last_safe;
}

/* Shown where it makes a difference. */
static void
tell_pauses (CstCaseView        *view,
             const CstCaseFacts *facts)
{
  gboolean any = FALSE;

  for (guint i = 0; i < view->clocks->len && !any; i++)
    any = ((const CstCaseClock *) g_ptr_array_index (view->clocks, i))->pauses;
  for (guint i = 0; any && i < facts->pauses->len; i++)
    g_ptr_array_add (view->pauses, cst_record_dup (&cst_case_pause_type, g_ptr_array_index (facts->pauses, i)));
}

static GArray *
pauses_of (const CstCaseFacts *facts)
{
  GArray *pauses = g_array_new (FALSE, FALSE, sizeof (CstPause));

  for (guint i = 0; i < facts->pauses->len; i++)
    {
      const CstCasePause *known = g_ptr_array_index (facts->pauses, i);
      CstPause pause = { known->from, known->until };

      g_array_append_val (pauses, pause);
    }

  return pauses;
}

/* An account's own region, where the playbook's country has it. */
static CstCalendar *
calendar_for (const CstPlaybook  *playbook,
              const CstCaseFacts *facts)
{
  CstCalendar *calendar = facts->region != NULL ? cst_calendar_new (playbook->country, facts->region, NULL) : NULL;

  return calendar != NULL ? calendar : cst_calendar_new (playbook->country, playbook->region, NULL);
}

/**
 * cst_case_add_clocks:
 * @explains: whether each due time is to say how it was counted
 *
 * P2, P3, R6, R14, R15: every clock of the case, and the most pressing due times. A case the marketplace handles has
 * no due times of ours.
 */
void
cst_case_add_clocks (CstCaseView        *view,
                     const CstPlaybook  *playbook,
                     const CstCaseFacts *facts,
                     gboolean            explains)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (playbook->time_zone);
  g_autoptr(CstCalendar) calendar = calendar_for (playbook, facts);
  g_autoptr(GArray) pauses = pauses_of (facts);
  g_autoptr(CstOpeningHours) hours = NULL;
  const char *said_hours = facts->opening_hours;
  guint32 opened = cst_case_opened_day (playbook, facts);
  guint32 today = cst_case_today (playbook, facts);
  Clocks clocks = {
    .playbook = playbook, .facts = facts, .zone = zone, .calendar = calendar, .pauses = pauses, .explains = explains,
  };

  if (said_hours != NULL || facts->closing_days != NULL)
    hours = cst_opening_hours_new (said_hours != NULL ? said_hours : CST_OPENING_HOURS_ALWAYS,
                                   (const char *const *) facts->closing_days, NULL);
  clocks.hours = hours;

  for (guint i = 0; i < playbook->clocks->len; i++)
    {
      const CstPlaybookClock *rule = g_ptr_array_index (playbook->clocks, i);
      CstCaseClock *clock;

      if (!cst_rule_is_about (&rule->rule, view->reason) ||
          !cst_rule_is_in_force (playbook, playbook->clocks, &rule->rule, opened, today) ||
          !cst_case_fits (playbook, facts, &rule->rule) ||
          (view->handler == CST_HANDLER_MARKETPLACE && rule->role != CST_CLOCK_CARRIER))
        continue;

      clock = clock_new (&clocks, rule);
      press (view, clock);
      g_ptr_array_add (view->clocks, clock);
    }

  if (explains)
    tell_pauses (view, facts);
}
