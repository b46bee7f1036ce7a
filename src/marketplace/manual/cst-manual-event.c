/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-manual-case.h"

#include <glib/gi18n-lib.h>

#include "cst-util.h"

/* What a person writes down because no site can tell: the case itself, and what the other side did. */

/**
 * cst_manual_moment:
 *
 * Returns: when it happened: as the person says, else when it was written down
 */
gint64
cst_manual_moment (const CstOperation *operation)
{
  return operation->moment != 0 ? operation->moment : operation->created_at;
}

/**
 * cst_manual_attachments:
 *
 * Returns: (transfer full) (element-type CstAttachment): the operation's files as the case knows them; a file's name
 * in the outgoing folder is its id
 */
GPtrArray *
cst_manual_attachments (const CstOperation *operation)
{
  GPtrArray *attachments = g_ptr_array_new ();

  for (guint i = 0; i < operation->files->len; i++)
    {
      const CstOutgoingFile *file = g_ptr_array_index (operation->files, i);
      CstAttachment *attachment = cst_record_new (&cst_attachment_type);

      attachment->id = g_strdup (file->path);
      attachment->filename = g_strdup (file->filename);
      attachment->media_type = g_strdup (file->media_type);
      attachment->size = file->size;
      attachment->sha256 = g_strdup (file->sha256);
      attachment->status = CST_ATTACHMENT_AVAILABLE;
      attachment->created_at = cst_manual_moment (operation);
      g_ptr_array_add (attachments, attachment);
    }

  return attachments;
}

/**
 * cst_manual_case_note:
 * @resolution: (nullable): the one it is about
 *
 * Returns: (transfer none): the entry added to the incident's history
 */
CstIncidentEvent *
cst_manual_case_note (CstManualCase        *self,
                      const CstOperation   *operation,
                      CstIncidentEventKind  event,
                      CstParty              actor,
                      const char           *resolution)
{
  CstIncidentEvent *entry = cst_record_new (&cst_incident_event_type);

  entry->id = g_strdup_printf ("%s-%u", operation->key, self->incident->history->len);
  entry->at = cst_manual_moment (operation);
  entry->actor = actor;
  entry->event = event;
  entry->detail = g_strdup (operation->text);
  entry->resolution = g_strdup (resolution);
  g_ptr_array_add (self->incident->history, entry);
  self->incident->updated_at = operation->created_at;
  self->has_new_incident = TRUE;

  return entry;
}

/**
 * cst_manual_say:
 *
 * Adds the operation's text and files to the conversation.
 */
void
cst_manual_say (CstManualCase      *self,
                const CstOperation *operation,
                CstParty            author)
{
  CstMessage *message = cst_record_new (&cst_message_type);
  g_autoptr(GPtrArray) attachments = cst_manual_attachments (operation);

  message->id = g_strdup (operation->key);
  message->incident = g_strdup (operation->incident);
  message->author = author;
  message->author_name = g_strdup (author == CST_PARTY_BRAND ? operation->person_name : self->order->customer.name);
  message->body = g_strdup (operation->text);
  message->language = g_strdup (operation->language);
  message->sent_at = cst_manual_moment (operation);
  message->state = author == CST_PARTY_BRAND ? CST_MESSAGE_SENT : CST_MESSAGE_READ;
  message->purpose = operation->purpose;
  message->key = author == CST_PARTY_BRAND ? g_strdup (operation->key) : NULL;
  g_ptr_array_extend_and_steal (message->attachments, g_steal_pointer (&attachments));
  g_ptr_array_add (self->thread->messages, message);
  self->has_new_thread = TRUE;
}

/**
 * cst_manual_wait:
 *
 * Whose turn it is; since when only changes when the turn does.
 */
void
cst_manual_wait (CstIncident *incident,
                 CstParty     party,
                 gint64       since)
{
  if (incident->waiting_for == party)
    return;

  incident->waiting_for = party;
  incident->waiting_since = since;
}

/* ── The case ───────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_used (const CstIncident *incident,
         const char        *line)
{
  for (guint i = 0; i < incident->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (incident->resolutions, i);

      for (guint j = 0; j < resolution->lines->len; j++)
        {
          if (g_strcmp0 (((const CstResolutionLine *) g_ptr_array_index (resolution->lines, j))->line, line) == 0)
            return TRUE;
        }
    }

  return FALSE;
}

/* A line something was decided about stays, however the case is corrected. */
static char *
check_lines (const CstManualCase *self,
             const CstOrder      *corrected)
{
  for (guint i = 0; self->incident != NULL && i < self->order->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (self->order->lines, i);

      if (is_used (self->incident, line->id) && cst_order_find_line (corrected, line->id) == NULL)
        return g_strdup_printf (_("The article “%s” has a resolution and cannot be taken out of the order."),
                                line->title != NULL ? line->title : line->sku);
    }

  return NULL;
}

static void
correct_order (CstManualCase  *self,
               const CstOrder *said)
{
  CstOrder *order = cst_order_copy (said);

  order->version = self->order->version;
  cst_record_assign (&cst_amounts_type, &order->refunded, &self->order->refunded);
  cst_order_free (self->order);
  self->order = order;
  self->has_new_order = TRUE;
}

static void
correct_incident (CstManualCase     *self,
                  const CstIncident *said)
{
  CstIncident *incident = self->incident;

  incident->reason = said->reason;
  incident->handler = said->handler;
  incident->reported_at = said->reported_at;
  incident->photos_announced = said->photos_announced;
  cst_set_str (&incident->number, said->number);
  cst_set_str (&incident->reason_code, said->reason_code);
  cst_set_str (&incident->reason_label, said->reason_label);
  cst_set_str (&incident->description, said->description);
  cst_set_str (&incident->language, said->language);

  for (guint i = 0; i < incident->lines->len; i++)
    cst_record_free (&cst_line_quantity_type, g_ptr_array_index (incident->lines, i));
  g_ptr_array_set_size (incident->lines, 0);
  for (guint i = 0; i < said->lines->len; i++)
    g_ptr_array_add (incident->lines, cst_record_dup (&cst_line_quantity_type, g_ptr_array_index (said->lines, i)));
  self->has_new_incident = TRUE;
}

static void
begin_incident (CstManualCase      *self,
                const CstOperation *operation)
{
  CstIncident *incident = self->incident = cst_incident_copy (operation->case_incident);

  incident->version = 0;
  incident->state = incident->handler == CST_HANDLER_MARKETPLACE ? CST_INCIDENT_MARKETPLACE_REVIEW
                                                                : CST_INCIDENT_SUBMITTED;
  if (incident->reported_at == 0)
    incident->reported_at = operation->created_at;
  cst_manual_wait (incident,
                   incident->handler == CST_HANDLER_MARKETPLACE ? CST_PARTY_MARKETPLACE : CST_PARTY_BRAND,
                   incident->reported_at);
  cst_manual_case_note (self, operation, CST_EVENT_REPORTED, CST_PARTY_CUSTOMER, NULL)->at = incident->reported_at;
}

/**
 * cst_manual_record_case:
 * @operation: with the order and the incident as a person entered them
 *
 * Begins a case, or corrects one that is there: what happened since then stays.
 *
 * Returns: (transfer full) (nullable): why not
 */
char *
cst_manual_record_case (CstManualCase      *self,
                        const CstOperation *operation)
{
  g_autoptr(GPtrArray) attachments = NULL;
  char *problem;

  if (operation->case_order == NULL || operation->case_incident == NULL ||
      g_strcmp0 (operation->case_order->id, operation->order) != 0 ||
      g_strcmp0 (operation->case_incident->id, operation->incident) != 0)
    return g_strdup (_("The incident is incomplete. Record it again."));

  if (self->order != NULL && (problem = check_lines (self, operation->case_order)))
    return problem;

  if (self->order != NULL)
    correct_order (self, operation->case_order);
  else
    self->order = cst_order_copy (operation->case_order);
  self->has_new_order = TRUE;

  if (self->incident != NULL)
    correct_incident (self, operation->case_incident);
  else
    begin_incident (self, operation);

  attachments = cst_manual_attachments (operation);
  g_ptr_array_extend_and_steal (self->incident->attachments, g_steal_pointer (&attachments));

  return NULL;
}

/* ── What happened ──────────────────────────────────────────────────────────────────────────────── */

static CstResolution *
find_resolution (CstManualCase *self,
                 const char    *id)
{
  for (guint i = 0; i < self->incident->resolutions->len; i++)
    {
      CstResolution *resolution = g_ptr_array_index (self->incident->resolutions, i);

      if (g_strcmp0 (resolution->id, id) == 0)
        return resolution;
    }

  return NULL;
}

static void
add_refunded (CstOrder         *order,
              const CstAmounts *amounts)
{
  CstAmounts *sum = &order->refunded;

  g_strlcpy (sum->currency, amounts->currency, sizeof sum->currency);
  sum->tax_mode = amounts->tax_mode;
  sum->goods += amounts->goods;
  sum->shipping += amounts->shipping;
  sum->tax += amounts->tax;
  sum->total += amounts->total;
}

static char *
end_resolution (CstManualCase      *self,
                const CstOperation *operation)
{
  CstResolution *resolution = find_resolution (self, operation->subject);
  gboolean executed = operation->event == CST_EVENT_RESOLUTION_EXECUTED;

  if (resolution == NULL || resolution->state != CST_RESOLUTION_REQUESTED)
    return g_strdup (_("There is no resolution that waits to be carried out."));

  resolution->state = executed ? CST_RESOLUTION_EXECUTED : CST_RESOLUTION_REFUSED;
  if (executed)
    resolution->executed_at = cst_manual_moment (operation);
  else
    cst_set_str (&resolution->refused_reason, operation->text);
  if (executed && resolution->kind == CST_RESOLUTION_REFUND)
    {
      add_refunded (self->order, &resolution->amounts);
      self->has_new_order = TRUE;
    }

  self->incident->state = executed ? CST_INCIDENT_IN_PROGRESS : CST_INCIDENT_SUBMITTED;
  cst_manual_wait (self->incident, executed ? CST_PARTY_CUSTOMER : CST_PARTY_BRAND, cst_manual_moment (operation));
  cst_manual_case_note (self, operation, operation->event, CST_PARTY_MARKETPLACE, resolution->id);

  return NULL;
}

static char *
send_back (CstManualCase      *self,
           const CstOperation *operation)
{
  CstReturn *goods = cst_manual_find_return (self, operation->subject);

  if (goods == NULL || goods->state >= CST_RETURN_UNDER_WAY)
    return g_strdup (_("There is no return that waits to be sent."));

  goods->state = CST_RETURN_UNDER_WAY;
  cst_set_str (&goods->carrier, operation->carrier);
  cst_set_str (&goods->tracking_number, operation->tracking_number);
  cst_manual_case_note (self, operation, operation->event, CST_PARTY_CUSTOMER, goods->resolution);

  return NULL;
}

static void
move_to (CstManualCase      *self,
         const CstOperation *operation,
         CstIncidentState    state,
         CstParty            actor,
         CstParty            waits)
{
  self->incident->state = state;
  cst_manual_wait (self->incident, waits, cst_manual_moment (operation));
  cst_manual_case_note (self, operation, operation->event, actor, NULL);
}

static void
hear (CstManualCase      *self,
      const CstOperation *operation)
{
  cst_manual_say (self, operation, CST_PARTY_CUSTOMER);
  if (!cst_incident_is_settled (self->incident) && self->incident->state != CST_INCIDENT_MARKETPLACE_REVIEW)
    cst_manual_wait (self->incident, CST_PARTY_BRAND, cst_manual_moment (operation));
  cst_manual_case_note (self, operation, CST_EVENT_MESSAGE, CST_PARTY_CUSTOMER, NULL);
}

static void
take_photos (CstManualCase      *self,
             const CstOperation *operation)
{
  g_autoptr(GPtrArray) attachments = cst_manual_attachments (operation);

  self->incident->photos_announced = MAX (self->incident->photos_announced - (int) attachments->len, 0);
  g_ptr_array_extend_and_steal (self->incident->attachments, g_steal_pointer (&attachments));
  if (!cst_incident_is_settled (self->incident))
    cst_manual_wait (self->incident, CST_PARTY_BRAND, cst_manual_moment (operation));
  cst_manual_case_note (self, operation, CST_EVENT_PHOTO_ADDED, CST_PARTY_CUSTOMER, NULL);
}

static void
contest (CstManualCase      *self,
         const CstOperation *operation)
{
  self->incident->contested = TRUE;
  self->incident->contested_count++;
  move_to (self, operation, CST_INCIDENT_SUBMITTED, CST_PARTY_CUSTOMER, CST_PARTY_BRAND);
}

static void
refuse (CstManualCase      *self,
        const CstOperation *operation)
{
  cst_set_str (&self->incident->refused_reason, operation->text);
  move_to (self, operation, CST_INCIDENT_REFUSED, CST_PARTY_MARKETPLACE, CST_PARTY_NOBODY);
}

/**
 * cst_manual_record_event:
 *
 * What the customer or the site did, told by a person (O10, O11, R4, R5, P8).
 *
 * Returns: (transfer full) (nullable): why it cannot have happened
 */
char *
cst_manual_record_event (CstManualCase      *self,
                         const CstOperation *operation)
{
  gboolean is_settled = cst_incident_is_settled (self->incident);

  switch (operation->event)
    {
    case CST_EVENT_MESSAGE:
      return hear (self, operation), NULL;
    case CST_EVENT_PHOTO_ADDED:
      return take_photos (self, operation), NULL;
    case CST_EVENT_RESOLUTION_EXECUTED:
    case CST_EVENT_RESOLUTION_REFUSED:
      return end_resolution (self, operation);
    case CST_EVENT_RETURN_UNDER_WAY:
      return send_back (self, operation);
    case CST_EVENT_REOPENED:
      if (!is_settled)
        return g_strdup (_("The incident is open already."));
      return move_to (self, operation, CST_INCIDENT_SUBMITTED, CST_PARTY_CUSTOMER, CST_PARTY_BRAND), NULL;
    case CST_EVENT_ACCEPTED:
    case CST_EVENT_CONTESTED:
    case CST_EVENT_REVIEW:
    case CST_EVENT_REFUSED:
    case CST_EVENT_RESOLVED:
      break;
    case CST_EVENT_UNKNOWN:
    case CST_EVENT_REPORTED:
    case CST_EVENT_RESOLUTION_REQUESTED:
    case CST_EVENT_SHIPPED:
    case CST_EVENT_RETURN_ASKED:
    case CST_EVENT_RETURN_LABELLED:
    case CST_EVENT_RETURN_RECEIVED:
    case CST_EVENT_RETURN_INSPECTED:
    default:
      return g_strdup (_("This is not recorded as an event."));
    }

  if (is_settled)
    return g_strdup (_("The incident is closed. Reopen it first."));

  if (operation->event == CST_EVENT_ACCEPTED)
    move_to (self, operation, CST_INCIDENT_IN_PROGRESS, CST_PARTY_CUSTOMER, CST_PARTY_BRAND);
  else if (operation->event == CST_EVENT_CONTESTED)
    contest (self, operation);
  else if (operation->event == CST_EVENT_REVIEW)
    move_to (self, operation, CST_INCIDENT_MARKETPLACE_REVIEW, CST_PARTY_MARKETPLACE, CST_PARTY_MARKETPLACE);
  else if (operation->event == CST_EVENT_REFUSED)
    refuse (self, operation);
  else
    move_to (self, operation, CST_INCIDENT_RESOLVED, CST_PARTY_BRAND, CST_PARTY_NOBODY);

  return NULL;
}
