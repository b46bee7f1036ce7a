/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-overlay-private.h"

#include "cst-util.h"

/* What is left to do about an incident, and which of the operations that lie over it is shown. */

/* Urgencies: due times as they are, then what has no due time by its age, then what is settled. */
#define URGENCY_WITHOUT_DUE (G_GINT64_CONSTANT (1) << 40)
#define URGENCY_SETTLED (G_GINT64_CONSTANT (1) << 41)

static gboolean
has_failed (const CstOperation *operation)
{
  return operation->state == CST_OPERATION_REFUSED_STATE || operation->state == CST_OPERATION_CONFLICT;
}

/* A customer waits for a yes or a no; a label is a yes, too. */
static gboolean
is_judgement (const CstOperation *operation)
{
  return operation->kind == CST_OPERATION_RETURN_ACCEPTED || operation->kind == CST_OPERATION_RETURN_REFUSED ||
         operation->kind == CST_OPERATION_RETURN_LABEL;
}

/* Two operations that answer the same need: the later one makes an earlier failure past. Once a return is given up
 * nothing else is to be done about it. */
static gboolean
is_same_need (const CstOperation *earlier,
              const CstOperation *later)
{
  if (g_strcmp0 (earlier->incident, later->incident) != 0)
    return FALSE;
  if (cst_operation_is_resolution (earlier))
    return cst_operation_is_resolution (later);
  if (g_strcmp0 (earlier->subject, later->subject) != 0)
    return FALSE;

  return earlier->kind == later->kind || (is_judgement (earlier) && is_judgement (later)) ||
         (earlier->subject != NULL && (later->kind == CST_OPERATION_RETURN_CLOSED ||
                                       later->kind == CST_OPERATION_CANCEL));
}

static gboolean
is_superseded (const CstOverlayScene *scene,
               guint                  index)
{
  const CstOperation *operation = g_ptr_array_index (scene->operations, index);

  for (guint i = index + 1; i < scene->operations->len; i++)
    {
      if (is_same_need (operation, g_ptr_array_index (scene->operations, i)))
        return TRUE;
    }

  return FALSE;
}

/* Whether it is said aloud at the marketplace: notes and marks are not what an incident waits for. */
static gboolean
is_shown (const CstOperation *operation)
{
  return (operation->kind >= CST_OPERATION_REFUND && operation->kind <= CST_OPERATION_RETURN_INSPECTED) ||
         operation->kind == CST_OPERATION_CANCEL || operation->kind == CST_OPERATION_RETURN_ACCEPTED ||
         operation->kind == CST_OPERATION_RETURN_REFUSED || operation->kind == CST_OPERATION_RETURN_CLOSED;
}

static const CstOperation *
find_failed (const CstOverlayScene *scene,
             const char            *incident)
{
  for (guint i = scene->operations->len; i > 0; i--)
    {
      const CstOperation *operation = g_ptr_array_index (scene->operations, i - 1);

      if (is_shown (operation) && has_failed (operation) &&
          g_strcmp0 (operation->incident, incident) == 0 && !is_superseded (scene, i - 1))
        return operation;
    }

  return NULL;
}

static const CstOperation *
find_pending (const CstOverlayScene *scene,
              const char            *incident,
              CstOperationKind       kind,
              const char            *subject)
{
  for (guint i = scene->operations->len; i > 0; i--)
    {
      const CstOperation *operation = g_ptr_array_index (scene->operations, i - 1);

      if (operation->kind == kind && cst_operation_is_pending (operation) &&
          g_strcmp0 (operation->incident, incident) == 0 &&
          (subject == NULL || g_strcmp0 (operation->subject, subject) == 0))
        return operation;
    }

  return NULL;
}

static const CstOperation *
find_pending_resolution (const CstOverlayScene *scene,
                         const char            *incident)
{
  const CstOperation *refund = find_pending (scene, incident, CST_OPERATION_REFUND, NULL);

  return refund != NULL ? refund : find_pending (scene, incident, CST_OPERATION_REPLACEMENT, NULL);
}

/* The whole of it, and not only what was to come back. */
static gboolean
is_cancelling (const CstOverlayScene *scene,
               const char            *incident)
{
  for (guint i = 0; i < scene->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (scene->operations, i);

      if (operation->kind == CST_OPERATION_CANCEL && operation->subject == NULL &&
          cst_operation_is_pending (operation) && g_strcmp0 (operation->incident, incident) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * cst_overlay_find_operation:
 * @incident: (nullable): %NULL for what is about the order alone
 *
 * Returns: (nullable): the latest pending one, a resolution before anything else, else the latest failed one
 */
const CstOperation *
cst_overlay_find_operation (const CstOverlayScene *scene,
                            const char            *incident)
{
  const CstOperation *resolution = find_pending_resolution (scene, incident);

  if (resolution != NULL)
    return resolution;

  for (guint i = scene->operations->len; i > 0; i--)
    {
      const CstOperation *operation = g_ptr_array_index (scene->operations, i - 1);

      if (is_shown (operation) && cst_operation_is_pending (operation) &&
          g_strcmp0 (operation->incident, incident) == 0)
        return operation;
    }

  return find_failed (scene, incident);
}

/* The end of a day, UTC. */
static gint64
day_end (const char *date)
{
  g_autofree char *moment = date != NULL ? g_strconcat (date, "T23:59:59Z", NULL) : NULL;

  return cst_time_parse (moment);
}

static gboolean
wants_shipping (const CstOverlayScene *scene,
                const CstIncident     *incident,
                CstOverlay            *overlay)
{
  const CstResolution *open = cst_incident_open_resolution (incident);

  if (open == NULL || open->kind != CST_RESOLUTION_REPLACEMENT || open->shipped_at != 0 ||
      find_pending (scene, incident->id, CST_OPERATION_SHIP_REPLACEMENT, open->id) != NULL)
    return FALSE;

  overlay->todo = CST_TODO_SHIP;
  overlay->due = day_end (open->ship_by);

  return TRUE;
}

static gboolean
is_any_pending (const CstOverlayScene  *scene,
                const CstIncident      *incident,
                const CstReturn        *goods,
                const CstOperationKind *kinds,
                gsize                   n_kinds)
{
  for (gsize i = 0; i < n_kinds; i++)
    {
      if (find_pending (scene, incident->id, kinds[i], goods->id) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* A label accepts the return it is for. */
static gboolean
is_judged (const CstOverlayScene *scene,
           const CstIncident     *incident,
           const CstReturn       *goods)
{
  static const CstOperationKind kinds[] = { CST_OPERATION_RETURN_ACCEPTED, CST_OPERATION_RETURN_REFUSED,
                                            CST_OPERATION_RETURN_LABEL };

  return is_any_pending (scene, incident, goods, kinds, G_N_ELEMENTS (kinds));
}

static gboolean
is_given_up (const CstOverlayScene *scene,
             const CstIncident     *incident,
             const CstReturn       *goods)
{
  static const CstOperationKind kinds[] = { CST_OPERATION_RETURN_CLOSED, CST_OPERATION_CANCEL };

  return is_any_pending (scene, incident, goods, kinds, G_N_ELEMENTS (kinds));
}

static gboolean
wants_return_work (const CstOverlayScene *scene,
                   const CstIncident     *incident,
                   CstOverlay            *overlay)
{
  for (guint i = 0; i < incident->returns->len; i++)
    {
      const CstReturn *goods = g_ptr_array_index (incident->returns, i);

      if (is_given_up (scene, incident, goods))
        continue;

      if (goods->state == CST_RETURN_WAITING && !is_judged (scene, incident, goods))
        {
          overlay->todo = CST_TODO_RETURN;
          overlay->due = 0;
          return TRUE;
        }

      if (goods->state == CST_RETURN_RECEIVED &&
          find_pending (scene, incident->id, CST_OPERATION_RETURN_INSPECTED, goods->id) == NULL)
        {
          overlay->todo = CST_TODO_INSPECT;
          overlay->due = goods->refund_due_by;
          return TRUE;
        }

      if (goods->state == CST_RETURN_ASKED && goods->label == NULL &&
          find_pending (scene, incident->id, CST_OPERATION_RETURN_LABEL, goods->id) == NULL)
        {
          overlay->todo = CST_TODO_LABEL;
          overlay->due = day_end (goods->label_follows_on);
          return TRUE;
        }
    }

  return FALSE;
}

/* The site's own word counts before the rule's. */
static gint64
respond_by (const CstIncident *incident,
            const CstOverlay  *overlay)
{
  return incident->respond_by != 0 ? incident->respond_by : overlay->rules.respond_by;
}

/* Whether the brand has to say something: to choose a resolution, or to answer. */
static gboolean
wants_answer (const CstOverlayScene *scene,
              const CstIncident     *incident,
              CstOverlay            *overlay)
{
  if (cst_incident_is_settled (incident) || !cst_incident_is_ours (incident) ||
      cst_incident_open_resolution (incident) != NULL ||
      find_pending (scene, incident->id, CST_OPERATION_MESSAGE, NULL) != NULL)
    return FALSE;

  if (incident->state == CST_INCIDENT_SUBMITTED)
    overlay->todo = CST_TODO_CHOOSE;
  else if (overlay->unread > 0)
    overlay->todo = CST_TODO_CUSTOMER_REPLY;
  else if (incident->waiting_for == CST_PARTY_BRAND)
    overlay->todo = CST_TODO_ANSWER;
  else
    return FALSE;

  overlay->due = respond_by (incident, overlay);

  return TRUE;
}

/* A customer's message on an incident that waits for goods, or for the marketplace, still wants reading. */
static gboolean
wants_reading (const CstOverlayScene *scene,
               const CstIncident     *incident,
               CstOverlay            *overlay)
{
  if (overlay->unread == 0 || cst_incident_is_settled (incident) ||
      find_pending (scene, incident->id, CST_OPERATION_MESSAGE, NULL) != NULL)
    return FALSE;

  overlay->todo = CST_TODO_CUSTOMER_REPLY;
  overlay->due = respond_by (incident, overlay);

  return TRUE;
}

/**
 * cst_overlay_find_todo:
 * @overlay: gets what is to do, until when, and how urgent that is
 */
void
cst_overlay_find_todo (const CstOverlayScene *scene,
                       const CstIncident     *incident,
                       CstOverlay            *overlay)
{
  const CstOperation *failed = find_failed (scene, incident->id);

  overlay->due = 0;
  if (find_pending_resolution (scene, incident->id) != NULL || is_cancelling (scene, incident->id))
    overlay->todo = CST_TODO_NONE;
  else if (failed != NULL)
    overlay->todo = CST_TODO_FAILED_OPERATION;
  else if (!wants_answer (scene, incident, overlay) &&
           !wants_return_work (scene, incident, overlay) &&
           !wants_shipping (scene, incident, overlay) &&
           !wants_reading (scene, incident, overlay))
    overlay->todo = CST_TODO_NONE;

  if (overlay->due == 0 && !cst_incident_is_settled (incident))
    overlay->due = incident->resolve_by != 0 ? incident->resolve_by : overlay->rules.resolve_by;

  if (overlay->todo == CST_TODO_FAILED_OPERATION)
    overlay->urgency = failed->finished_at != 0 ? failed->finished_at : failed->created_at;
  else if (overlay->due != 0)
    overlay->urgency = overlay->rules.last_safe != 0 ? MIN (overlay->due, overlay->rules.last_safe) : overlay->due;
  else
    overlay->urgency = URGENCY_WITHOUT_DUE +
                       (incident->waiting_since != 0 ? incident->waiting_since : incident->reported_at);

  if (overlay->todo == CST_TODO_NONE && cst_incident_is_settled (incident))
    overlay->urgency += URGENCY_SETTLED;
}
