/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-next-step.h"

#include "cst-util.h"

#define DAY_S (24 * 60 * 60)

/* What is next for an incident once something was decided. Nothing here waits, asks or remembers:
 * the same facts give the same steps. */

typedef struct
{
  const CstIncident      *incident;
  GPtrArray              *operations;
  const CstNextStepRules *rules;
  gint64                  now;
  GArray                 *steps;
} Scene;

/**
 * cst_day_has_passed:
 * @iso_date: (nullable): a day, which ends at midnight local time
 */
gboolean
cst_day_has_passed (const char *iso_date,
                    gint64      now)
{
  g_autoptr(GDateTime) moment = NULL;
  g_autofree char *today = NULL;

  if (iso_date == NULL || !cst_date_is_valid (iso_date))
    return FALSE;

  moment = g_date_time_new_from_unix_local (now);
  today = g_date_time_format (moment, "%Y-%m-%d");

  return strcmp (iso_date, today) < 0;
}

/**
 * cst_days_since:
 *
 * Returns: whole days, 0 when @since is not known or yet to come
 */
int
cst_days_since (gint64 since,
                gint64 now)
{
  if (since == CST_TIME_NONE || since > now)
    return 0;

  return (int) ((now - since) / DAY_S);
}

/**
 * cst_next_step_is_open:
 *
 * Returns: whether somebody has to act: nothing is on its way for this step, or arrived and is not seen there yet
 */
gboolean
cst_next_step_is_open (const CstNextStep *self)
{
  return self->operation == NULL || (!cst_operation_is_pending (self->operation) &&
                                     self->operation->state != CST_OPERATION_CONFIRMED);
}

/* The latest one decides: an earlier failure is past once somebody decided again. @instead: another kind that answers
 * the same question */
static const CstOperation *
find_either (const Scene      *scene,
             CstOperationKind  kind,
             CstOperationKind  instead,
             const char       *subject)
{
  const CstOperation *latest = NULL;

  for (guint i = 0; i < scene->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (scene->operations, i);

      if ((operation->kind == kind || operation->kind == instead) &&
          g_strcmp0 (operation->incident, scene->incident->id) == 0 &&
          (subject == NULL || g_strcmp0 (operation->subject, subject) == 0) &&
          operation->state != CST_OPERATION_CANCELLED &&
          (latest == NULL || operation->id >= latest->id))
        latest = operation;
    }

  if (latest == NULL || latest->state != CST_OPERATION_CONFIRMED)
    return latest;

  return subject != NULL && cst_operation_awaits_truth (latest, scene->incident) ? latest : NULL;
}

static const CstOperation *
find_operation (const Scene      *scene,
                CstOperationKind  kind,
                const char       *subject)
{
  return find_either (scene, kind, kind, subject);
}

static CstNextStep *
add_step (Scene           *scene,
          CstNextStepKind  kind)
{
  CstNextStep step = { .kind = kind };

  g_array_append_val (scene->steps, step);

  return &g_array_index (scene->steps, CstNextStep, scene->steps->len - 1);
}

static void
add_shipments (Scene *scene)
{
  for (guint i = 0; i < scene->incident->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (scene->incident->resolutions, i);
      CstNextStep *step;

      if (resolution->kind != CST_RESOLUTION_REPLACEMENT || resolution->state != CST_RESOLUTION_REQUESTED ||
          resolution->shipped_at != CST_TIME_NONE)
        continue;

      step = add_step (scene, CST_NEXT_SHIP);
      step->resolution = resolution;
      step->operation = find_operation (scene, CST_OPERATION_SHIP_REPLACEMENT, resolution->id);
      step->since = resolution->requested_at;
      step->is_late = cst_day_has_passed (resolution->ship_by, scene->now);
    }
}

/* A label says yes to what waits for it. */
static void
add_judgement (Scene           *scene,
               const CstReturn *goods)
{
  const CstOperation *label = find_operation (scene, CST_OPERATION_RETURN_LABEL, goods->id);
  const CstOperation *answer = find_either (scene, CST_OPERATION_RETURN_ACCEPTED, CST_OPERATION_RETURN_REFUSED,
                                            goods->id);
  CstNextStep *step = add_step (scene, CST_NEXT_JUDGE);

  step->goods = goods;
  step->operation = answer == NULL || (label != NULL && label->id > answer->id) ? label : answer;
  step->since = goods->asked_at;
}

static void
add_label (Scene           *scene,
           const CstReturn *goods)
{
  CstNextStep *step = add_step (scene, CST_NEXT_SEND_LABEL);

  step->goods = goods;
  step->operation = find_operation (scene, CST_OPERATION_RETURN_LABEL, goods->id);
  step->since = goods->asked_at;
  step->is_late = cst_day_has_passed (goods->label_follows_on, scene->now);
}

static void
add_return_on_its_way (Scene           *scene,
                       const CstReturn *goods)
{
  CstNextStep *step = add_step (scene, CST_NEXT_AWAIT_RETURN);

  step->goods = goods;
  step->operation = find_either (scene, CST_OPERATION_RETURN_RECEIVED, CST_OPERATION_RETURN_CLOSED, goods->id);
  step->since = goods->asked_at;
  step->is_late = cst_days_since (goods->asked_at, scene->now) >= scene->rules->return_days;
}

static void
add_inspection (Scene           *scene,
                const CstReturn *goods)
{
  CstNextStep *step = add_step (scene, CST_NEXT_INSPECT);

  step->goods = goods;
  step->operation = find_either (scene, CST_OPERATION_RETURN_INSPECTED, CST_OPERATION_RETURN_CLOSED, goods->id);
  step->since = goods->received_at;
}

static void
add_closing (Scene           *scene,
             const CstReturn *goods)
{
  CstNextStep *step = add_step (scene, CST_NEXT_CLOSE);

  step->goods = goods;
  step->operation = find_operation (scene, CST_OPERATION_RETURN_CLOSED, goods->id);
  step->since = goods->inspected_at;
}

/* A refund that was asked for after the goods were back is the one that was owed. */
static gboolean
is_refunded (const Scene     *scene,
             const CstReturn *goods)
{
  for (guint i = 0; i < scene->incident->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (scene->incident->resolutions, i);

      if (resolution->kind == CST_RESOLUTION_REFUND &&
          (resolution->state == CST_RESOLUTION_REQUESTED || resolution->state == CST_RESOLUTION_EXECUTED) &&
          resolution->requested_at >= goods->received_at)
        return TRUE;
    }

  return FALSE;
}

static void
add_refund (Scene           *scene,
            const CstReturn *goods)
{
  CstNextStep *step;

  if (goods->refund_due_by == CST_TIME_NONE || goods->state < CST_RETURN_RECEIVED ||
      goods->state >= CST_RETURN_CLOSED || is_refunded (scene, goods))
    return;

  step = add_step (scene, CST_NEXT_REFUND);
  step->goods = goods;
  step->operation = find_operation (scene, CST_OPERATION_REFUND, NULL);
  step->since = goods->received_at;
  step->is_late = goods->refund_due_by < scene->now;
}

/* Whoever gives a return up sends no label for it any more. */
static gboolean
is_closing (Scene           *scene,
            const CstReturn *goods)
{
  const CstOperation *closing = find_operation (scene, CST_OPERATION_RETURN_CLOSED, goods->id);

  return closing != NULL && cst_operation_is_pending (closing);
}

static void
add_returns (Scene *scene)
{
  for (guint i = 0; i < scene->incident->returns->len; i++)
    {
      const CstReturn *goods = g_ptr_array_index (scene->incident->returns, i);

      if (goods->state == CST_RETURN_WAITING)
        add_judgement (scene, goods);
      if (goods->state == CST_RETURN_ASKED && goods->label == NULL && !is_closing (scene, goods))
        add_label (scene, goods);
      if (goods->state >= CST_RETURN_ASKED && goods->state < CST_RETURN_RECEIVED)
        add_return_on_its_way (scene, goods);
      if (goods->state == CST_RETURN_RECEIVED)
        add_inspection (scene, goods);
      add_refund (scene, goods);
      if (goods->state == CST_RETURN_INSPECTED && scene->rules->closes_returns)
        add_closing (scene, goods);
    }
}

/* What we wrote last starts the silence anew, also where the marketplace does not say so. */
static gint64
last_word (const Scene     *scene,
           const CstThread *thread)
{
  gint64 at = scene->incident->waiting_since;

  for (guint i = 0; thread != NULL && i < thread->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (thread->messages, i);

      if (message->author == CST_PARTY_BRAND && message->sent_at > at &&
          g_strcmp0 (message->incident, scene->incident->id) == 0)
        at = message->sent_at;
    }

  return at;
}

/* Nobody is reminded of what waits for ourselves. */
static gboolean
is_our_turn (const Scene *scene)
{
  for (guint i = 0; i < scene->steps->len; i++)
    {
      CstNextStepKind kind = g_array_index (scene->steps, CstNextStep, i).kind;

      if (kind != CST_NEXT_AWAIT_RETURN && kind != CST_NEXT_CLOSE)
        return TRUE;
    }

  return FALSE;
}

static void
add_wait (Scene           *scene,
          const CstThread *thread)
{
  const CstIncident *incident = scene->incident;
  gboolean is_ours = is_our_turn (scene);
  CstNextStep *step;

  if (cst_incident_is_settled (incident) || incident->waiting_since == CST_TIME_NONE ||
      (incident->waiting_for != CST_PARTY_CUSTOMER && incident->waiting_for != CST_PARTY_MARKETPLACE))
    return;

  step = add_step (scene, CST_NEXT_WAIT);
  step->operation = find_operation (scene, CST_OPERATION_MESSAGE, NULL);
  step->since = incident->waiting_since;
  step->is_late = !is_ours && incident->waiting_for == CST_PARTY_CUSTOMER &&
                  cst_days_since (last_word (scene, thread), scene->now) >= scene->rules->reminder_days;
}

/**
 * cst_next_steps:
 * @operations: (element-type CstOperation): all the order's operations
 * @thread: (nullable): the order's conversation
 *
 * R3, R4, R6: everything that is next for an incident, what presses first: shipping, labels,
 * returns, a refund that is owed, and whom we wait for.
 *
 * Returns: (transfer full) (element-type CstNextStep): valid as long as the incident and the
 *   operations are
 */
GArray *
cst_next_steps (const CstIncident      *incident,
                GPtrArray              *operations,
                const CstThread        *thread,
                const CstNextStepRules *rules,
                gint64                  now)
{
  Scene scene = { incident, operations, rules, now, NULL };

  scene.steps = g_array_new (FALSE, FALSE, sizeof (CstNextStep));
  add_shipments (&scene);
  add_returns (&scene);
  add_wait (&scene, thread);

  return scene.steps;
}
