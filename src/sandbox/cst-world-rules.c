/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-world-actors.h"
#include "cst-world-private.h"
#include "cst-world-rules.h"

#define RESPOND_WITHIN (48 * 60 * 60)
#define RESOLVE_WITHIN (10 * CST_WORLD_DAY)
#define PAY_AFTER (7 * CST_WORLD_DAY)

/**
 * cst_world_handler:
 *
 * The reason alone decides who handles a problem (O0, O5, O6).
 */
CstWorldActor
cst_world_handler (CstWorldReason reason)
{
  switch (reason)
    {
    case CST_WORLD_DAMAGED:
    case CST_WORLD_DEFECTIVE:
    case CST_WORLD_MISSING:
    case CST_WORLD_WRONG_ITEM:
      return CST_WORLD_BRAND;

    case CST_WORLD_WRONG_INVOICE:
    case CST_WORLD_LATE:
    case CST_WORLD_OTHER:
    case CST_WORLD_N_REASONS:
    default:
      return CST_WORLD_MARKETPLACE;
    }
}

gboolean
cst_world_is_settled (const CstWorldIncident *incident)
{
  return incident->state == CST_WORLD_RESOLVED || incident->state == CST_WORLD_REFUSED;
}

gboolean
cst_world_has_unsettled (CstWorld            *world,
                         const CstWorldOrder *order)
{
  for (guint i = 0; order->incidents != NULL && i < order->incidents->len; i++)
    {
      if (!cst_world_is_settled (cst_world_incident (world,
                                                     g_array_index (order->incidents, int, i))))
        return TRUE;
    }

  return FALSE;
}

/* What the brand is owed for @order: what was paid less what was paid back. */
gint64
cst_world_payable (const CstWorldOrder *order)
{
  if (order->stage == CST_WORLD_ORDER_CANCELLED)
    return 0;

  return order->amounts.total - order->refunded.total;
}

/* O12: the whole of it stays back as long as one problem is unsettled. */
gint64
cst_world_held (CstWorld            *world,
                const CstWorldOrder *order)
{
  return cst_world_has_unsettled (world, order) ? cst_world_payable (order) : 0;
}

void
cst_world_note_history (CstWorld         *world,
                        CstWorldIncident *incident,
                        CstWorldActor     actor,
                        const char       *event,
                        const char       *detail,
                        const char       *resolution)
{
  CstWorldHistory *entry = g_new0 (CstWorldHistory, 1);

  entry->at = cst_world_now (world);
  entry->actor = actor;
  entry->event = g_intern_string (event);
  entry->detail = g_strdup (detail);
  entry->resolution = g_strdup (resolution);
  g_ptr_array_add (incident->history, entry);
}

void
cst_world_set_waiting (CstWorld         *world,
                       CstWorldIncident *incident,
                       CstWorldActor     actor)
{
  if (incident->waiting_for == actor && incident->waiting_since != 0)
    return;

  incident->waiting_for = actor;
  incident->waiting_since = cst_world_now (world);
}

/**
 * cst_world_incident_changed:
 * @decided: whether the state or a resolution changed, so that decisions taken on what was before
 * have to be looked at again
 */
void
cst_world_incident_changed (CstWorld         *world,
                            CstWorldIncident *incident,
                            gboolean          decided)
{
  incident->updated_at = cst_world_now (world);
  cst_world_touch (world, CST_WORLD_FEED_INCIDENT, incident->index);
  if (decided)
    incident->decided = incident->version;
}

static void
order_changed (CstWorld      *world,
               CstWorldOrder *order)
{
  order->updated_at = cst_world_now (world);
  cst_world_touch (world, CST_WORLD_FEED_ORDER, order->index);
}

/* The last problem is settled: the order is completed and will be paid out (O6, O12). */
static void
complete_order (CstWorld      *world,
                CstWorldOrder *order)
{
  order->stage = CST_WORLD_ORDER_COMPLETED;
  order->completed_at = cst_world_now (world);
  order->paid_at = order->completed_at + PAY_AFTER;
  cst_world_schedule (world, order->paid_at, CST_WORLD_ERRAND_PAY_OUT, order->index, 0);
}

/**
 * cst_world_set_state:
 *
 * Puts @incident into @state and lets its order follow. The caller writes the history.
 */
void
cst_world_set_state (CstWorld         *world,
                     CstWorldIncident *incident,
                     CstWorldState     state)
{
  CstWorldOrder *order = cst_world_order (world, incident->order);
  gboolean was_settled = cst_world_is_settled (incident);

  incident->state = state;
  if (cst_world_is_settled (incident) && !was_settled)
    {
      incident->contested = FALSE;
      incident->respond_by = 0;
      incident->resolve_by = 0;
      cst_world_set_waiting (world, incident, CST_WORLD_NOBODY);
      cst_world_close_returns (world, incident);
      if (!cst_world_has_unsettled (world, order))
        complete_order (world, order);
    }
  if (state == CST_WORLD_IN_PROGRESS)
    {
      incident->respond_by = 0;
      incident->contested = FALSE;
    }

  cst_world_incident_changed (world, incident, TRUE);
  order_changed (world, order);
}

CstWorldVerdict
cst_world_check_report (CstWorld            *world,
                        const CstWorldOrder *order)
{
  CstWorldVerdict verdict = cst_world_verdict (CST_WORLD_FINE, NULL, -1);

  if (order->stage == CST_WORLD_ORDER_CANCELLED || order->stage == CST_WORLD_ORDER_TO_CONFIRM)
    verdict = cst_world_verdict (CST_WORLD_NOT_ALLOWED, "the order is not under way", -1);
  else if (order->paid_out)
    verdict = cst_world_verdict (CST_WORLD_NOT_ALLOWED, "the order was paid out, the time for reports is over", -1);

  return verdict;
}

/**
 * cst_world_report:
 * @lines: (element-type CstWorldPieces): which pieces it is about
 * @photos: how many photos the customer says will come
 *
 * The customer reports a problem (O0).
 *
 * Returns: (transfer none): the new problem
 */
CstWorldIncident *
cst_world_report (CstWorld       *world,
                  CstWorldOrder  *order,
                  CstWorldReason  reason,
                  const char     *description,
                  GArray         *lines,
                  int             photos)
{
  CstWorldIncident *incident = cst_world_new_incident (world);
  gint64 now = cst_world_now (world);

  incident->order = order->index;
  incident->reason = reason;
  incident->reported_at = now;
  incident->description = g_strdup (description);
  incident->photos_announced = photos;
  g_array_append_vals (incident->lines, lines->data, lines->len);

  if (order->incidents == NULL)
    order->incidents = g_array_new (FALSE, FALSE, sizeof (int));
  g_array_append_val (order->incidents, incident->index);

  cst_world_note_history (world, incident, CST_WORLD_CUSTOMER, "reported", NULL, NULL);
  if (cst_world_handler (reason) == CST_WORLD_BRAND)
    {
      incident->state = CST_WORLD_SUBMITTED;
      incident->respond_by = now + RESPOND_WITHIN;
      incident->resolve_by = now + RESOLVE_WITHIN;
      cst_world_set_waiting (world, incident, CST_WORLD_BRAND);
    }
  else
    {
      incident->state = CST_WORLD_REVIEW;
      cst_world_note_history (world, incident, CST_WORLD_MARKETPLACE, "review", NULL, NULL);
      cst_world_set_waiting (world, incident, CST_WORLD_MARKETPLACE);
      cst_world_expect_settlement (world, incident);
    }

  cst_world_incident_changed (world, incident, TRUE);
  order_changed (world, order);
  cst_world_touch (world, CST_WORLD_FEED_ACCOUNT, 0);

  return incident;
}

/* @unasked: the customer settles it without any proposal of ours, which is possible as long as it
 * is not settled. */
CstWorldVerdict
cst_world_check_accept (const CstWorldIncident *incident,
                        gboolean                unasked)
{
  CstWorldVerdict verdict = cst_world_verdict (CST_WORLD_FINE, NULL, -1);

  if (cst_world_is_settled (incident))
    verdict = cst_world_verdict (CST_WORLD_CONFLICT, "the problem is settled", -1);
  else if (incident->state != CST_WORLD_IN_PROGRESS && !unasked)
    verdict = cst_world_verdict (CST_WORLD_CONFLICT, "nothing was proposed yet", -1);

  return verdict;
}

/* O10: the customer marks the problem resolved. A resolution that was not carried out yet falls
 * away. */
void
cst_world_accept (CstWorld         *world,
                  CstWorldIncident *incident,
                  const char       *text)
{
  cst_world_cancel_unfinished (incident);
  cst_world_note_history (world, incident, CST_WORLD_CUSTOMER, "accepted", text, NULL);
  cst_world_note_history (world, incident, CST_WORLD_CUSTOMER, "resolved", NULL, NULL);
  cst_world_set_state (world, incident, CST_WORLD_RESOLVED);
}

CstWorldVerdict
cst_world_check_contest (CstWorld               *world,
                         const CstWorldIncident *incident)
{
  CstWorldVerdict verdict = cst_world_verdict (CST_WORLD_FINE, NULL, -1);

  if (incident->state != CST_WORLD_IN_PROGRESS && incident->state != CST_WORLD_RESOLVED)
    verdict = cst_world_verdict (CST_WORLD_CONFLICT, "there is nothing to contest", -1);
  else if (cst_world_order (world, incident->order)->paid_out)
    verdict = cst_world_verdict (CST_WORLD_NOT_ALLOWED, "the order was paid out", -1);

  return verdict;
}

/* R5: back to the brand, marked, with new clocks and the old history. */
void
cst_world_contest (CstWorld         *world,
                   CstWorldIncident *incident,
                   const char       *text)
{
  CstWorldOrder *order = cst_world_order (world, incident->order);
  gboolean reopened = cst_world_is_settled (incident);
  gint64 now = cst_world_now (world);

  cst_world_cancel_unfinished (incident);
  cst_world_note_history (world, incident, CST_WORLD_CUSTOMER, "contested", text, NULL);
  if (reopened)
    cst_world_note_history (world, incident, CST_WORLD_CUSTOMER, "reopened", NULL, NULL);

  incident->contested = TRUE;
  incident->contested_count++;
  incident->respond_by = now + RESPOND_WITHIN;
  incident->resolve_by = now + RESOLVE_WITHIN;
  order->completed_at = 0;
  order->paid_at = 0;
  if (order->stage == CST_WORLD_ORDER_COMPLETED)
    order->stage = CST_WORLD_ORDER_DELIVERED;

  cst_world_set_waiting (world, incident, CST_WORLD_BRAND);
  cst_world_set_state (world, incident, CST_WORLD_SUBMITTED);
}

/* The marketplace takes the problem over, at any time. */
void
cst_world_review (CstWorld         *world,
                  CstWorldIncident *incident,
                  const char       *text)
{
  cst_world_cancel_unfinished (incident);
  cst_world_note_history (world, incident, CST_WORLD_MARKETPLACE, "review", text, NULL);
  cst_world_set_waiting (world, incident, CST_WORLD_MARKETPLACE);
  cst_world_set_state (world, incident, CST_WORLD_REVIEW);
  cst_world_expect_settlement (world, incident);
}

/* The marketplace has the last word: resolved or refused. */
void
cst_world_settle (CstWorld         *world,
                  CstWorldIncident *incident,
                  CstWorldState     state,
                  const char       *text)
{
  cst_world_cancel_unfinished (incident);
  if (state == CST_WORLD_REFUSED)
    {
      g_free (incident->refused_reason);
      incident->refused_reason = g_strdup (text);
    }
  cst_world_note_history (world, incident, CST_WORLD_MARKETPLACE,
                          state == CST_WORLD_REFUSED ? "refused" : "resolved", text, NULL);
  cst_world_set_state (world, incident, state);
}
