/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-conflicts.h"

#include <glib/gi18n-lib.h>

#include "cst-deliveries.h"
#include "cst-delivery-labels.h"
#include "cst-journal.h"
#include "cst-labels.h"
#include "cst-operations.h"
#include "cst-quantities.h"
#include "cst-truth.h"

static const CstIncident *
find_incident (GPtrArray  *incidents,
               const char *id)
{
  for (guint i = 0; i < incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (incidents, i);

      if (g_strcmp0 (incident->id, id) == 0)
        return incident;
    }

  return NULL;
}

/* R7: somebody else's resolution of the same incident, not known when the person decided. One that
 * was known and is carried out does not stand in the way of a second one (R5). */
static const CstResolution *
find_newer_resolution (const CstIncident *incident,
                       GHashTable        *since)
{
  for (guint i = 0; i < incident->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (incident->resolutions, i);

      if (resolution->state == CST_RESOLUTION_REQUESTED ||
          (resolution->state == CST_RESOLUTION_EXECUTED && g_hash_table_contains (since, resolution->id)))
        return resolution;
    }

  return NULL;
}

static char *
sums_reason (const CstOrder     *order,
             GPtrArray          *incidents,
             GPtrArray          *operations,
             const CstOperation *operation)
{
  g_autoptr(GPtrArray) before = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  CstAmounts amounts;

  /* What was decided earlier keeps its place; what came later finds out for itself. */
  for (guint i = 0; i < operations->len; i++)
    {
      CstOperation *earlier = g_ptr_array_index (operations, i);

      if (earlier->id < operation->id)
        g_ptr_array_add (before, earlier);
    }

  if (!cst_quantities_check (order, incidents, before, operation, &error))
    return g_strdup_printf (_("Meanwhile the order changed. %s"), error->message);

  cst_refund_amounts (order, incidents, before, operation, &amounts);
  if (operation->kind == CST_OPERATION_REFUND &&
      !cst_record_equal (&cst_amounts_type, &amounts, &operation->expected))
    return g_strdup (_("Meanwhile the order’s amounts changed: the refund would not be the one that was shown."));

  return NULL;
}

static char *
resolution_reason (const CstIncident *incident,
                   GHashTable        *since)
{
  const CstResolution *other = find_newer_resolution (incident, since);

  if (other != NULL && other->by != NULL)
    return g_strdup_printf (_("Meanwhile another resolution was chosen: %s, by %s."),
                            cst_label_resolution_kind (other->kind), other->by);
  if (other != NULL)
    return g_strdup_printf (_("Meanwhile another resolution was chosen: %s."), cst_label_resolution_kind (other->kind));
  if (incident->state == CST_INCIDENT_REFUSED)
    return g_strdup (_("Meanwhile the marketplace refused the problem."));
  if (incident->state == CST_INCIDENT_RESOLVED)
    return g_strdup (_("Meanwhile the problem was resolved."));
  if (!cst_incident_is_ours (incident))
    return g_strdup (_("Meanwhile the marketplace took the problem over."));

  return NULL;
}

static char *
step_reason (const CstIncident  *incident,
             const CstOperation *operation)
{
  const CstResolution *resolution = cst_incident_find_resolution (incident, operation->subject);
  const CstReturn *goods = cst_incident_find_return (incident, operation->subject);

  switch (operation->kind)
    {
    case CST_OPERATION_SHIP_REPLACEMENT:
      if (resolution == NULL || resolution->state != CST_RESOLUTION_REQUESTED)
        return g_strdup (_("Meanwhile this replacement was shipped or given up."));
      return NULL;
    case CST_OPERATION_RETURN_RECEIVED:
      if (goods == NULL || goods->state >= CST_RETURN_RECEIVED)
        return g_strdup (_("Meanwhile this return was received."));
      return NULL;
    case CST_OPERATION_RETURN_INSPECTED:
      if (goods == NULL || goods->state >= CST_RETURN_INSPECTED)
        return g_strdup (_("Meanwhile this return was inspected."));
      return NULL;
    case CST_OPERATION_RETURN_LABEL:
      if (goods == NULL || goods->state > CST_RETURN_LABELLED)
        return g_strdup (_("Meanwhile this return went under way; it needs no label."));
      return NULL;
    case CST_OPERATION_CANCEL:
      if (cst_incident_is_settled (incident))
        return g_strdup (_("Meanwhile this incident ended."));
      if (operation->subject != NULL && (goods == NULL || goods->state >= CST_RETURN_CLOSED))
        return g_strdup (_("Meanwhile this return was closed."));
      if (goods != NULL && goods->state >= CST_RETURN_RECEIVED)
        return g_strdup (_("Meanwhile this return was received."));
      return NULL;
    case CST_OPERATION_RETURN_ACCEPTED:
    case CST_OPERATION_RETURN_REFUSED:
      if (goods == NULL || goods->state != CST_RETURN_WAITING)
        return g_strdup (_("Meanwhile this return was accepted or refused."));
      return NULL;
    case CST_OPERATION_RETURN_CLOSED:
      if (goods == NULL || goods->state >= CST_RETURN_CLOSED)
        return g_strdup (_("Meanwhile this return was closed."));
      return NULL;
    case CST_OPERATION_UNKNOWN:
    case CST_OPERATION_REFUND:
    case CST_OPERATION_REPLACEMENT:
    case CST_OPERATION_MESSAGE:
    case CST_OPERATION_NOTE:
    case CST_OPERATION_FINDING:
    case CST_OPERATION_EVIDENCE:
    case CST_OPERATION_ASSIGN:
    case CST_OPERATION_UNASSIGN:
    case CST_OPERATION_OPENED:
    case CST_OPERATION_MARK_READ:
    case CST_OPERATION_RECORD_CASE:
    case CST_OPERATION_RECORD_EVENT:
    case CST_OPERATION_DELIVERY_ANSWER:
    case CST_OPERATION_REPORT:
    default:
      return NULL;
    }
}

/* The resolutions first heard of after the operation was decided; the journal knows the order. */
static GHashTable *
read_resolutions_since (CstDb               *db,
                        const CstOperation  *operation,
                        GError             **error)
{
  g_autoptr(GPtrArray) entries = cst_db_journal_of_incident (db, operation->account, operation->incident, error);
  g_autoptr(GHashTable) since = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean is_after = FALSE;

  if (entries == NULL)
    return NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      const CstJournalEntry *entry = g_ptr_array_index (entries, i);

      if (entry->kind == CST_JOURNAL_DECIDED && entry->operation == operation->id)
        is_after = TRUE;
      else if (is_after && entry->kind == CST_JOURNAL_RESOLUTION_SEEN && entry->details.before == NULL)
        g_hash_table_add (since, g_strdup (entry->details.subject));
    }

  return g_steal_pointer (&since);
}

static gboolean
find_reason (CstDb               *db,
             const CstOperation  *operation,
             char               **reason,
             GError             **error)
{
  g_autoptr(GError) order_error = NULL;
  g_autoptr(CstOrder) order = cst_db_order (db, operation->account, operation->order, &order_error);
  g_autoptr(GPtrArray) incidents = NULL;
  g_autoptr(GPtrArray) operations = NULL;
  g_autoptr(GHashTable) since = NULL;
  const CstIncident *incident;

  if (g_error_matches (order_error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND))
    {
      *reason = g_strdup (_("Meanwhile the marketplace has removed the order."));
      return TRUE;
    }
  if (order == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&order_error));
      return FALSE;
    }

  if (!(incidents = cst_db_order_incidents (db, operation->account, operation->order, error)) ||
      !(operations = cst_db_operations_of_order (db, operation->account, operation->order, error)) ||
      !(since = read_resolutions_since (db, operation, error)))
    return FALSE;

  incident = find_incident (incidents, operation->incident);
  if (incident == NULL)
    *reason = g_strdup (_("Meanwhile the marketplace has removed the problem."));
  else if (cst_incident_find_resolution_by_key (incident, operation->key) != NULL)
    return TRUE;
  else if (!cst_operation_is_resolution (operation))
    *reason = step_reason (incident, operation);
  else if (!(*reason = resolution_reason (incident, since)))
    *reason = sums_reason (order, incidents, operations, operation);

  return TRUE;
}

/* What somebody else told the carrier since the person decided. */
static const CstDeliveryAnswer *
find_newer_answer (const CstDelivery  *delivery,
                   const CstOperation *operation)
{
  for (guint i = delivery->events->len; i > 0; i--)
    {
      const CstDeliveryEvent *event = g_ptr_array_index (delivery->events, i - 1);

      if (event->actor == CST_PARTY_BRAND && event->answer != NULL)
        return event->at >= operation->created_at ? event->answer : NULL;
    }

  return NULL;
}

static char *
answer_reason (const CstDelivery  *delivery,
               const CstOperation *operation)
{
  const CstDeliveryAnswer *other = find_newer_answer (delivery, operation);
  g_autofree char *said = other != NULL ? cst_label_answer (other) : NULL;

  if (!cst_delivery_is_open (delivery))
    return g_strdup_printf (_("Meanwhile the delivery incident came to its end: %s."),
                            cst_label_delivery_phase (delivery->phase));
  if (operation->answer != NULL && cst_delivery_takes (delivery, operation->answer->kind))
    return NULL;
  if (said != NULL)
    return g_strdup_printf (_("Meanwhile the carrier was told something else. %s"), said);

  return g_strdup (_("Meanwhile the carrier no longer takes this answer."));
}

/* What was tried once finds out from the carrier's platform what became of it. */
static gboolean
find_answer_reason (CstDb               *db,
                    const CstOperation  *operation,
                    char               **reason,
                    GError             **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(CstDelivery) delivery = NULL;

  if (operation->attempts > 0)
    return TRUE;

  delivery = cst_db_delivery (db, operation->account, operation->delivery, &local_error);
  if (delivery != NULL)
    *reason = answer_reason (delivery, operation);
  else if (g_error_matches (local_error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND))
    *reason = g_strdup (_("Meanwhile the carrier’s platform has removed the delivery incident."));
  else
    g_propagate_error (error, g_steal_pointer (&local_error));

  return *reason != NULL || delivery != NULL;
}

static gboolean
check_operation (CstDb         *db,
                 CstOperation  *operation,
                 gint64         now,
                 int           *found,
                 GError       **error)
{
  g_autofree char *reason = NULL;

  gboolean could_tell = operation->delivery != NULL ? find_answer_reason (db, operation, &reason, error)
                                                    : find_reason (db, operation, &reason, error);

  if (!could_tell)
    return FALSE;
  if (reason == NULL)
    return TRUE;

  (*found)++;

  return cst_db_move_operation (db, operation, CST_OPERATION_CONFLICT, reason, now, error);
}

/**
 * cst_db_find_conflicts:
 * @account: whose truth just changed
 *
 * Called in the transaction that stores fresh truth: every held or queued operation that it made
 * impossible, or different from what was confirmed, becomes a conflict, with the reason. Nothing of it
 * has left; the texts are kept, a person looks at both sides. Messages, notes and findings only are when what they
 * are about was removed.
 *
 * Returns: how many, -1 with @error set
 */
int
cst_db_find_conflicts (CstDb   *db,
                       gint64   account,
                       gint64   now,
                       GError **error)
{
  g_autoptr(GPtrArray) waiting = cst_db_waiting_decisions (db, account, error);
  int found = 0;

  g_return_val_if_fail (cst_db_is_writing (db), -1);

  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    {
      CstOperation *operation = g_ptr_array_index (waiting, i);

      if ((operation->incident != NULL || operation->delivery != NULL) &&
          !check_operation (db, operation, now, &found, error))
        return -1;
    }

  return waiting != NULL ? found : -1;
}
