/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-case-facts.h"

#include <string.h>

#include "cst-incident-moments.h"
#include "cst-util.h"

#define MOMENT(name, MOMENT) \
  { name, CST_FIELD_INT64, G_STRUCT_OFFSET (CstCaseMoments, at[CST_MOMENT_##MOMENT]), NULL }

static const CstField cst_case_moments_fields[] = {
  MOMENT ("reported", REPORTED), MOMENT ("seen", SEEN), MOMENT ("first_reply", FIRST_REPLY),
  MOMENT ("proposed", PROPOSED), MOMENT ("accepted", ACCEPTED), MOMENT ("settled", SETTLED),
  MOMENT ("closed", CLOSED), MOMENT ("lessons", LESSONS), MOMENT ("help_asked", HELP_ASKED),
  MOMENT ("arbitration", ARBITRATION), MOMENT ("decided", DECIDED), MOMENT ("promised_ship", PROMISED_SHIP),
  MOMENT ("shipped", SHIPPED), MOMENT ("delivered", DELIVERED), MOMENT ("return_asked", RETURN_ASKED),
  MOMENT ("return_received", RETURN_RECEIVED), MOMENT ("refunded", REFUNDED), MOMENT ("replaced", REPLACED),
  MOMENT ("evidence", EVIDENCE), MOMENT ("verified", VERIFIED), MOMENT ("waiting_customer", WAITING_CUSTOMER),
  MOMENT ("waiting_carrier", WAITING_CARRIER), MOMENT ("judged", JUDGED),
};
CST_DEFINE_RECORD_TYPE (cst_case_moments, CstCaseMoments, "moments");

static const CstField cst_case_pause_fields[] = {
  CST_FIELD (CstCasePause, from, INT64),
  CST_FIELD (CstCasePause, until, INT64),
};
CST_DEFINE_RECORD_TYPE (cst_case_pause, CstCasePause, "pause");

static const CstField cst_case_tick_fields[] = {
  CST_FIELD (CstCaseTick, action, STRING),
  CST_FIELD (CstCaseTick, at, INT64),
  CST_FIELD (CstCaseTick, person, STRING),
  CST_FIELD (CstCaseTick, name, STRING),
};
CST_DEFINE_RECORD_TYPE (cst_case_tick, CstCaseTick, "tick");

static const CstField cst_case_answer_fields[] = {
  CST_FIELD (CstCaseAnswer, question, STRING),
  CST_FIELD (CstCaseAnswer, answer, STRING),
  CST_FIELD (CstCaseAnswer, at, INT64),
};
CST_DEFINE_RECORD_TYPE (cst_case_answer, CstCaseAnswer, "answer");

static const CstField cst_case_facts_fields[] = {
  CST_FIELD (CstCaseFacts, now, INT64),
  CST_FIELD (CstCaseFacts, opened_at, INT64),
  CST_FIELD (CstCaseFacts, reason, STRING),
  CST_FIELD (CstCaseFacts, reason_code, STRING),
  CST_FIELD_OF (CstCaseFacts, handler, ENUM, cst_handler_type),
  CST_FIELD_OF (CstCaseFacts, state, ENUM, cst_incident_state_type),
  CST_FIELD (CstCaseFacts, is_contested, BOOL),
  CST_FIELD_OF (CstCaseFacts, moments, RECORD, cst_case_moments_type),
  CST_FIELD_OF (CstCaseFacts, waiting_for, ENUM, cst_party_type),
  CST_FIELD_OF (CstCaseFacts, pauses, RECORDS, cst_case_pause_type),
  CST_FIELD (CstCaseFacts, has_order, BOOL),
  CST_FIELD (CstCaseFacts, country, STRING),
  CST_FIELD (CstCaseFacts, knows_domestic, BOOL),
  CST_FIELD (CstCaseFacts, is_domestic, BOOL),
  CST_FIELD (CstCaseFacts, language, STRING),
  CST_FIELD (CstCaseFacts, is_address_unknown, BOOL),
  CST_FIELD (CstCaseFacts, is_address_doubtful, BOOL),
  CST_FIELD (CstCaseFacts, photos, INT),
  CST_FIELD (CstCaseFacts, photos_announced, INT),
  CST_FIELD_OF (CstCaseFacts, finding, ENUM, cst_finding_kind_type),
  CST_FIELD (CstCaseFacts, currency, CURRENCY),
  CST_FIELD (CstCaseFacts, article_price, INT64),
  CST_FIELD (CstCaseFacts, article_price_with_tax, INT64),
  CST_FIELD (CstCaseFacts, knows_claims, BOOL),
  CST_FIELD (CstCaseFacts, similar_claims, INT),
  CST_FIELD (CstCaseFacts, evidence, STRINGS),
  CST_FIELD_OF (CstCaseFacts, ticks, RECORDS, cst_case_tick_type),
  CST_FIELD_OF (CstCaseFacts, answers, RECORDS, cst_case_answer_type),
  CST_FIELD (CstCaseFacts, knows_capabilities, BOOL),
  CST_FIELD (CstCaseFacts, capabilities, INT),
  CST_FIELD (CstCaseFacts, may_decide, BOOL),
  CST_FIELD (CstCaseFacts, arbitration_by, STRING),
  CST_FIELD (CstCaseFacts, site, STRING),
  CST_FIELD (CstCaseFacts, region, STRING),
  CST_FIELD (CstCaseFacts, opening_hours, STRING),
  CST_FIELD (CstCaseFacts, closing_days, STRINGS),
  CST_FIELD (CstCaseFacts, margin_s, INT64),
};
CST_DEFINE_RECORD_TYPE (cst_case_facts, CstCaseFacts, "case facts");

static void
set_once (CstCaseFacts *facts,
          CstMoment     moment,
          gint64        at)
{
  if (at != 0 && (facts->moments.at[moment] == 0 || at < facts->moments.at[moment]))
    facts->moments.at[moment] = at;
}

static void
take_history (CstCaseFacts      *facts,
              const CstIncident *incident,
              gint64             start)
{
  for (guint i = 0; i < incident->history->len; i++)
    {
      const CstIncidentEvent *event = g_ptr_array_index (incident->history, i);

      if (event->at < start)
        continue;
      if (event->event == CST_EVENT_ACCEPTED)
        set_once (facts, CST_MOMENT_ACCEPTED, event->at);
    }

  for (guint i = 0; i < incident->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (incident->resolutions, i);

      if (resolution->requested_at < start || resolution->state == CST_RESOLUTION_REFUSED ||
          resolution->state == CST_RESOLUTION_CANCELLED)
        continue;
      set_once (facts, CST_MOMENT_PROPOSED, resolution->requested_at);
      if (resolution->kind == CST_RESOLUTION_REFUND)
        set_once (facts, CST_MOMENT_REFUNDED, resolution->executed_at);
      else
        set_once (facts, CST_MOMENT_REPLACED, resolution->shipped_at);
    }

  for (guint i = 0; i < incident->returns->len; i++)
    {
      const CstReturn *goods = g_ptr_array_index (incident->returns, i);

      set_once (facts, CST_MOMENT_RETURN_ASKED, goods->asked_at);
      set_once (facts, CST_MOMENT_RETURN_RECEIVED, goods->received_at);
    }
}

static void
take_desk (CstCaseFacts  *facts,
           const CstDesk *desk)
{
  for (guint i = 0; i < desk->opened_by->len; i++)
    set_once (facts, CST_MOMENT_SEEN, ((CstPersonMark *) g_ptr_array_index (desk->opened_by, i))->at);

  /* The latest word counts. */
  if (desk->findings->len > 0)
    facts->finding = ((CstFinding *) g_ptr_array_index (desk->findings, desk->findings->len - 1))->finding;
}

/* T9: an address of which a part is missing is doubtful; one that is not here at all is not known, and no doubt. */
static void
take_address (CstCaseFacts      *facts,
              const CstCustomer *customer)
{
  int missing = cst_str_is_blank (customer->street) + cst_str_is_blank (customer->city) +
                cst_str_is_blank (customer->postal_code);

  facts->is_address_unknown = missing == 3;
  facts->is_address_doubtful = missing > 0 && missing < 3;
}

static void
take_order (CstCaseFacts      *facts,
            const CstOrder    *order,
            const CstIncident *incident)
{
  facts->has_order = TRUE;
  facts->country = g_strdup (order->customer.country);
  take_address (facts, &order->customer);
  cst_set_str (&facts->language, order->customer.language);
  memcpy (facts->currency, order->amounts.currency, sizeof facts->currency);
  facts->moments.at[CST_MOMENT_PROMISED_SHIP] = order->promised_ship_at;
  facts->moments.at[CST_MOMENT_SHIPPED] = order->shipped_at;
  facts->moments.at[CST_MOMENT_DELIVERED] = order->delivered_at;

  for (guint i = 0; i < incident->lines->len; i++)
    {
      const CstLineQuantity *reported = g_ptr_array_index (incident->lines, i);
      const CstOrderLine *line = cst_order_find_line (order, reported->line);
      gboolean with_tax = order->amounts.tax_mode == CST_TAX_INCLUDED;
      gint64 tax;

      if (line == NULL)
        continue;
      tax = cst_tax_of (line->unit_price, line->tax_rate_bp, order->amounts.tax_mode);
      facts->article_price = MAX (facts->article_price, line->unit_price - (with_tax ? tax : 0));
      facts->article_price_with_tax = MAX (facts->article_price_with_tax, line->unit_price + (with_tax ? 0 : tax));
    }
}

/**
 * cst_case_facts_new:
 * @info: (nullable): the account's
 * @order: (nullable): when it is not here yet
 * @desk: (nullable)
 * @thread: (nullable)
 * @now: the present moment
 *
 * What the marketplace and the desk say of a case. What only the caller knows (ticks, answers, opening hours, similar
 * claims, pauses, evidence by name) is left to be filled in. Thread-safe.
 *
 * Returns: (transfer full): the facts
 */
CstCaseFacts *
cst_case_facts_new (const CstAccountInfo *info,
                    const CstOrder       *order,
                    const CstIncident    *incident,
                    const CstDesk        *desk,
                    const CstThread      *thread,
                    gint64                now)
{
  CstCaseFacts *self;
  gint64 start;

  g_return_val_if_fail (incident != NULL, NULL);

  self = cst_record_new (&cst_case_facts_type);
  start = cst_incident_clocks_start (incident);
  self->now = now;
  self->opened_at = incident->reported_at;
  self->reason = g_strdup (cst_enum_nick (&cst_reason_type, (int) incident->reason));
  self->reason_code = g_strdup (incident->reason_code);
  self->handler = incident->handler;
  self->state = incident->state;
  self->is_contested = incident->contested;
  self->language = g_strdup (incident->language);
  self->waiting_for = incident->waiting_for;
  self->photos = (int) incident->attachments->len;
  self->photos_announced = incident->photos_announced;
  self->moments.at[CST_MOMENT_REPORTED] = start;
  if (incident->waiting_for == CST_PARTY_CUSTOMER)
    self->moments.at[CST_MOMENT_WAITING_CUSTOMER] = incident->waiting_since;
  take_history (self, incident, start);
  set_once (self, CST_MOMENT_SETTLED, cst_incident_settled_at (incident));
  set_once (self, CST_MOMENT_FIRST_REPLY, cst_incident_first_reply (incident, thread));

  if (info != NULL)
    {
      self->knows_capabilities = TRUE;
      self->capabilities = info->capabilities;
      self->may_decide = info->may_decide;
      self->site = g_strdup (info->site);
    }
  if (order != NULL)
    take_order (self, order, incident);
  if (desk != NULL)
    take_desk (self, desk);
  cst_case_facts_take_waits (self, incident, thread, start);

  return self;
}

void
cst_case_facts_free (CstCaseFacts *self)
{
  cst_record_free (&cst_case_facts_type, self);
}

static guint32
day_of (const CstPlaybook *playbook,
        gint64             moment)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (playbook->time_zone);

  return cst_local_day (moment, zone);
}

/**
 * cst_case_opened_day:
 *
 * Returns: the julian day on which the case was opened, where the playbook counts days
 */
guint32
cst_case_opened_day (const CstPlaybook  *playbook,
                     const CstCaseFacts *facts)
{
  return day_of (playbook, facts->opened_at != 0 ? facts->opened_at : facts->moments.at[CST_MOMENT_REPORTED]);
}

guint32
cst_case_today (const CstPlaybook  *playbook,
                const CstCaseFacts *facts)
{
  return day_of (playbook, facts->now);
}

static gboolean
happened (const CstCaseFacts *facts,
          CstMoment           moment,
          gint64             *value)
{
  *value = facts->moments.at[moment] != 0;

  return TRUE;
}

/**
 * cst_case_knows:
 * @value: (out): 0 or 1, a count, or an amount without tax
 *
 * Returns: whether the data tell; else a person has to be asked
 */
gboolean
cst_case_knows (const CstPlaybook  *playbook,
                const CstCaseFacts *facts,
                CstFact             fact,
                gint64             *value)
{
  gint64 promised = facts->moments.at[CST_MOMENT_PROMISED_SHIP];
  gint64 shipped = facts->moments.at[CST_MOMENT_SHIPPED];

  *value = 0;
  switch (fact)
    {
    case CST_FACT_SHIPPED:
      *value = shipped != 0 || facts->moments.at[CST_MOMENT_DELIVERED] != 0;
      return facts->has_order;
    case CST_FACT_DELIVERED:
      *value = facts->moments.at[CST_MOMENT_DELIVERED] != 0;
      return facts->has_order;
    case CST_FACT_DOMESTIC:
      *value = facts->knows_domestic ? facts->is_domestic : g_strcmp0 (facts->country, playbook->country) == 0;
      return facts->knows_domestic || !cst_str_is_blank (facts->country);
    case CST_FACT_ADDRESS_DOUBTFUL:
      *value = facts->is_address_doubtful;
      return facts->has_order && !facts->is_address_unknown;
    case CST_FACT_ADDRESS_KNOWN:
      *value = !facts->is_address_unknown;
      return facts->has_order;
    case CST_FACT_PHOTO:
      *value = facts->photos > 0;
      return TRUE;
    case CST_FACT_PHOTO_CONFIRMED:
      *value = facts->finding == CST_FINDING_CONFIRMED;
      return facts->finding == CST_FINDING_CONFIRMED || facts->finding == CST_FINDING_NOT_CONFIRMED;
    case CST_FACT_ARTICLE_PRICE:
      *value = facts->article_price;
      return facts->article_price > 0;
    case CST_FACT_SIMILAR_CLAIMS:
      *value = facts->similar_claims;
      return facts->knows_claims;
    case CST_FACT_DAYS_LATE:
      if (promised != 0 && facts->now > promised)
        *value = (gint64) day_of (playbook, shipped != 0 ? shipped : facts->now) - (gint64) day_of (playbook, promised);
      return promised != 0;
    case CST_FACT_CONTESTED:
      *value = facts->is_contested;
      return TRUE;
    case CST_FACT_RETURN_RECEIVED:
      return happened (facts, CST_MOMENT_RETURN_RECEIVED, value);
    case CST_FACT_ARBITRATION:
      return happened (facts, CST_MOMENT_ARBITRATION, value);
    case CST_FACT_ACCEPTED:
      return happened (facts, CST_MOMENT_ACCEPTED, value) && *value != 0;
    case CST_FACT_VERIFIED:
      return happened (facts, CST_MOMENT_VERIFIED, value) && *value != 0;
    case CST_FACT_NONE:
    case CST_FACT_COUNTRY:
    default:
      return FALSE;
    }
}

/**
 * cst_case_fits:
 *
 * Returns: whether all conditions of @rule hold; one nobody can tell does not
 */
gboolean
cst_case_fits (const CstPlaybook  *playbook,
               const CstCaseFacts *facts,
               const CstRule      *rule)
{
  for (guint i = 0; i < rule->conditions->len; i++)
    {
      const CstCondition *condition = g_ptr_array_index (rule->conditions, i);
      gint64 value = 0;

      if (condition->fact == CST_FACT_COUNTRY)
        {
          if (g_strcmp0 (facts->country, condition->value) != 0)
            return FALSE;
        }
      else if (!cst_case_knows (playbook, facts, condition->fact, &value) ||
               (value != 0) != g_str_equal (condition->value, "yes"))
        return FALSE;
    }

  return TRUE;
}

static gboolean
has_code (const CstPlaybookReason *reason,
          const char              *code)
{
  return code != NULL && (strcmp (reason->rule.id, code) == 0 ||
                          (reason->codes != NULL && g_strv_contains ((const char *const *) reason->codes, code)));
}

/**
 * cst_case_reason:
 *
 * O5, O6, P1, H0: the reason as the playbook knows it: by the site's own code, else by its kind, else the one that
 * stands for all others.
 *
 * Returns: (transfer none) (nullable): the reason in force
 */
const CstPlaybookReason *
cst_case_reason (const CstPlaybook  *playbook,
                 const CstCaseFacts *facts)
{
  guint32 opened = cst_case_opened_day (playbook, facts);
  guint32 today = cst_case_today (playbook, facts);
  const CstPlaybookReason *by_kind = NULL;
  const CstPlaybookReason *otherwise = NULL;

  for (guint i = 0; i < playbook->reasons->len; i++)
    {
      const CstPlaybookReason *reason = g_ptr_array_index (playbook->reasons, i);

      if (!cst_rule_is_in_force (playbook, playbook->reasons, &reason->rule, opened, today))
        continue;
      if (has_code (reason, facts->reason_code))
        return reason;
      if (has_code (reason, facts->reason))
        by_kind = reason;
      if (reason->otherwise)
        otherwise = reason;
    }

  return by_kind != NULL ? by_kind : otherwise;
}
