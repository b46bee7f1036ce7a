/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-parcel-facts.h"

#include <string.h>

#include "cst-case-view.h"
#include "cst-util.h"

/* When the parcel reached the customer: the carrier's word, else the order's. */
static gint64
delivered_at (const CstOrder    *order,
              const CstDelivery *delivery)
{
  if (delivery->delivered_at != 0 || order == NULL)
    return delivery->delivered_at;

  return order->delivered_at;
}

static void
take_events (CstCaseFacts      *facts,
             const CstDelivery *delivery)
{
  for (guint i = 0; i < delivery->events->len; i++)
    {
      const CstDeliveryEvent *event = g_ptr_array_index (delivery->events, i);

      if (event->actor == CST_PARTY_BRAND && event->answer != NULL &&
          facts->moments.at[CST_MOMENT_FIRST_REPLY] == 0)
        facts->moments.at[CST_MOMENT_FIRST_REPLY] = event->at;
    }
}

/**
 * cst_parcel_facts_new:
 * @info: (nullable): the account's
 * @order: (nullable): the parcel's order, when it is here
 *
 * What rules need to know of a carrier's incident: its reason goes by the carrier's own code, else by ours.
 *
 * Returns: (transfer full): the facts
 */
CstCaseFacts *
cst_parcel_facts_new (const CstAccountInfo *info,
                      const CstOrder       *order,
                      const CstDelivery    *delivery,
                      gint64                now)
{
  CstCaseFacts *self = cst_record_new (&cst_case_facts_type);

  self->now = now;
  self->opened_at = delivery->opened_at;
  self->reason = g_strdup (cst_enum_nick (&cst_delivery_reason_type, (int) delivery->reason));
  self->reason_code = g_strdup (delivery->reason_code);
  self->handler = CST_HANDLER_BRAND;
  self->state = cst_delivery_is_open (delivery) ? CST_INCIDENT_SUBMITTED : CST_INCIDENT_RESOLVED;
  self->country = g_strdup (delivery->recipient.country);
  self->language = g_strdup (delivery->language);
  self->knows_domestic = TRUE;
  self->is_domestic = delivery->is_domestic;
  self->moments.at[CST_MOMENT_REPORTED] = delivery->opened_at;
  self->moments.at[CST_MOMENT_DELIVERED] = delivered_at (order, delivery);
  self->moments.at[CST_MOMENT_SETTLED] = delivery->settled_at;
  take_events (self, delivery);

  if (info != NULL)
    {
      self->knows_capabilities = TRUE;
      self->capabilities = info->capabilities;
      self->may_decide = info->may_decide;
      self->site = g_strdup (info->site);
    }
  if (order != NULL)
    {
      self->has_order = TRUE;
      self->moments.at[CST_MOMENT_SHIPPED] = order->shipped_at;
      if (self->country == NULL)
        self->country = g_strdup (order->customer.country);
      if (self->language == NULL)
        self->language = g_strdup (order->customer.language);
      memcpy (self->currency, order->amounts.currency, sizeof self->currency);
    }

  return self;
}

/**
 * cst_parcel_protest_until:
 *
 * R15: until when the recipient may protest to the carrier by law.
 *
 * Returns: the last second, also when it is past; 0 where no such limit is known
 */
gint64
cst_parcel_protest_until (const CstPlaybook    *playbook,
                          const CstAccountInfo *info,
                          const CstOrder       *order,
                          const CstDelivery    *delivery,
                          gint64                now)
{
  g_autoptr(CstCaseFacts) facts = NULL;
  g_autoptr(CstCaseView) view = NULL;
  gint64 until = 0;

  if (delivered_at (order, delivery) == 0)
    return 0;

  facts = cst_parcel_facts_new (info, order, delivery, now);
  view = cst_case_view_new (playbook, facts);
  for (guint i = 0; i < view->clocks->len; i++)
    {
      const CstCaseClock *clock = g_ptr_array_index (view->clocks, i);

      if (clock->role == CST_CLOCK_CARRIER && clock->due != 0 && (until == 0 || clock->due < until))
        until = clock->due;
    }

  return until;
}

/**
 * cst_playbook_has_carrier:
 *
 * Returns: whether the playbook says how a carrier's incidents are handled
 */
gboolean
cst_playbook_has_carrier (const CstPlaybook *playbook)
{
  return playbook->answers->len > 0;
}
