/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"
#include "cst-marketplace.h"
#include "cst-medusa-reading.h"
#include "cst-medusa-wire.h"
#include "cst-util.h"
#include "cst-wire.h"

/* A claim as the admin API gives it becomes an incident, and so does an exchange, which is a claim without a fault.
 * Neither has a status of its own: where it stands follows from what was cancelled, confirmed, sent, received and paid
 * back (cst-medusa-outcome.c). Its text and, while it is a draft, its lines stand in the order's changes. */

int
cst_medusa_count (JsonObject *object,
                  const char *member)
{
  return object != NULL ? (int) CLAMP (cst_json_opt_int (object, member, 0), 0, G_MAXINT) : 0;
}

const char *
cst_medusa_after_prefix (const char *id)
{
  const char *mark = id != NULL ? strrchr (id, '_') : NULL;

  return mark != NULL ? mark + 1 : id;
}

/**
 * cst_medusa_mark_of:
 * @object: (nullable): something with metadata
 *
 * Returns: (transfer none) (nullable): the key of the operation of ours that made it
 */
const char *
cst_medusa_mark_of (JsonObject *object)
{
  JsonObject *metadata = object != NULL ? cst_json_opt_object (object, "metadata") : NULL;

  return metadata != NULL ? cst_json_opt_string (metadata, CST_MEDUSA_MARK, NULL) : NULL;
}

/**
 * cst_medusa_is_exchange:
 * @claim: a claim, or what the site has beside them
 *
 * Returns: whether it is an exchange: what comes back for something else, without anything being wrong with it
 */
gboolean
cst_medusa_is_exchange (JsonObject *claim)
{
  return g_str_has_prefix (cst_json_opt_string (claim, "id", ""), "oexc_");
}

/* Whether a change belongs to a claim or an exchange. */
static gboolean
is_change_of (JsonObject *change,
              const char *claim)
{
  return g_strcmp0 (cst_json_opt_text (change, "claim_id"), claim) == 0 ||
         g_strcmp0 (cst_json_opt_text (change, "exchange_id"), claim) == 0;
}

/**
 * cst_medusa_pending_change:
 * @changes: (nullable): the order's
 * @claim: (nullable): of this claim or exchange, or of any
 * @goods: (nullable): of this return's receipt instead
 *
 * Returns: (transfer none) (nullable): the change that is open at the site; an order has one at most
 */
JsonObject *
cst_medusa_pending_change (JsonArray  *changes,
                           const char *claim,
                           const char *goods)
{
  for (guint i = 0; i < cst_json_array_length (changes); i++)
    {
      JsonObject *change = cst_json_nth_object (changes, i);

      if (change == NULL || !(g_strcmp0 (cst_json_opt_text (change, "status"), "pending") == 0 ||
                              g_strcmp0 (cst_json_opt_text (change, "status"), "requested") == 0))
        continue;
      if ((claim == NULL || is_change_of (change, claim)) &&
          (goods == NULL || (g_strcmp0 (cst_json_opt_text (change, "return_id"), goods) == 0 &&
                             g_strcmp0 (cst_json_opt_text (change, "change_type"), "return_receive") == 0)))
        return change;
    }

  return NULL;
}

static JsonObject *
change_of (JsonArray  *changes,
           const char *claim)
{
  for (guint i = 0; i < cst_json_array_length (changes); i++)
    {
      JsonObject *change = cst_json_nth_object (changes, i);
      const char *kind = change != NULL ? cst_json_opt_text (change, "change_type") : NULL;

      if (change != NULL && is_change_of (change, claim) &&
          (g_strcmp0 (kind, "claim") == 0 || g_strcmp0 (kind, "exchange") == 0))
        return change;
    }

  return NULL;
}

static CstReason
reason_of (const char *word,
           const char *ours)
{
  if (ours != NULL)
    return (CstReason) cst_enum_value (&cst_reason_type, ours);
  if (g_strcmp0 (word, "missing_item") == 0)
    return CST_REASON_MISSING;
  if (g_strcmp0 (word, "wrong_item") == 0)
    return CST_REASON_WRONG_ITEM;
  if (g_strcmp0 (word, "production_failure") == 0)
    return CST_REASON_DEFECTIVE;

  return CST_REASON_OTHER;
}

static void
take_line (CstMedusaReading *reading,
           const char       *line,
           int               quantity,
           const char       *word,
           JsonObject       *metadata)
{
  CstIncident *incident = reading->incident;
  const char *ours = metadata != NULL ? cst_json_opt_string (metadata, CST_MEDUSA_MARK "_reason", NULL) : NULL;
  CstLineQuantity *reported;

  if (!cst_wire_id_is_valid (line) || quantity == 0)
    return;

  reported = cst_record_new (&cst_line_quantity_type);
  reported->line = g_strdup (line);
  reported->quantity = quantity;
  g_ptr_array_add (incident->lines, reported);
  if (incident->lines->len > 1)
    return;

  incident->reason = reason_of (word, ours);
  incident->reason_code = g_strdup (word);
}

static void
take_attachment (CstMedusaReading *reading,
                 char             *id,
                 const char       *url,
                 gint64            at)
{
  g_autofree char *owned = id;
  CstAttachment *attachment;

  if (!cst_wire_id_is_valid (owned))
    return;

  attachment = cst_record_new (&cst_attachment_type);
  attachment->id = g_steal_pointer (&owned);
  attachment->filename = cst_medusa_file_name (url);
  attachment->status = CST_ATTACHMENT_AVAILABLE;
  attachment->created_at = at;
  g_ptr_array_add (reading->incident->attachments, attachment);
}

static void
take_images (CstMedusaReading *reading,
             JsonObject       *item)
{
  JsonArray *images = cst_json_opt_array (item, "images");
  const char *owner = cst_medusa_after_prefix (reading->incident->id);

  for (guint i = 0; i < cst_json_array_length (images); i++)
    {
      JsonObject *image = cst_json_nth_object (images, i);
      const char *id = cst_json_opt_text (image, "id");

      if (id != NULL && cst_json_opt_text (image, "url") != NULL)
        take_attachment (reading, g_strdup_printf ("c%s.m%s", owner, cst_medusa_after_prefix (id)),
                         cst_json_opt_text (image, "url"),
                         cst_json_opt_time (image, "created_at"));
    }
}

/* Photos that came with a report: no route writes a claim's images, so they hang on the claim as addresses. */
static JsonArray *
noted_photos (JsonObject *claim)
{
  JsonObject *metadata = cst_json_opt_object (claim, "metadata");

  return metadata != NULL ? cst_json_opt_array (metadata, "photos") : NULL;
}

static const char *
noted_photo (JsonObject *claim,
             guint       index)
{
  JsonArray *photos = noted_photos (claim);
  JsonNode *node = index < cst_json_array_length (photos) ? json_array_get_element (photos, index) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_get_string (node) : NULL;
}

/* The pieces that an exchange takes back, and why. */
static void
read_exchanged (CstMedusaReading *reading)
{
  JsonObject *goods = cst_json_opt_object (reading->claim, "return");
  JsonArray *items = goods != NULL ? cst_json_opt_array (goods, "items") : NULL;

  for (guint i = 0; i < cst_json_array_length (items); i++)
    {
      JsonObject *item = cst_json_nth_object (items, i);
      JsonObject *reason = item != NULL ? cst_json_opt_object (item, "reason") : NULL;

      if (item != NULL)
        take_line (reading, cst_json_opt_text (item, "item_id"), cst_medusa_count (item, "quantity"),
                   cst_json_opt_text (reason, "value"), NULL);
    }
}

static void
read_reported (CstMedusaReading *reading)
{
  JsonArray *items = cst_json_opt_array (reading->claim, "claim_items");
  JsonArray *actions = reading->is_draft ? cst_json_opt_array (reading->change, "actions") : NULL;
  const char *owner = cst_medusa_after_prefix (reading->incident->id);

  for (guint i = 0; i < cst_json_array_length (items); i++)
    {
      JsonObject *item = cst_json_nth_object (items, i);

      if (item == NULL || cst_json_opt_bool (item, "is_additional_item", FALSE))
        continue;
      take_line (reading, cst_json_opt_text (item, "item_id"), cst_medusa_count (item, "quantity"),
                 cst_json_opt_text (item, "reason"),
                 cst_json_opt_object (item, "metadata"));
      take_images (reading, item);
    }
  for (guint i = 0; i < cst_json_array_length (actions); i++)
    {
      JsonObject *action = cst_json_nth_object (actions, i);
      JsonObject *details = action != NULL ? cst_json_opt_object (action, "details") : NULL;

      if (details != NULL && g_strcmp0 (cst_json_opt_text (action, "action"), "WRITE_OFF_ITEM") == 0)
        take_line (reading, cst_json_opt_text (details, "reference_id"), cst_medusa_count (details, "quantity"),
                   cst_json_opt_text (details, "reason"),
                   cst_json_opt_object (details, "metadata"));
    }
  for (guint i = 0; i < cst_json_array_length (noted_photos (reading->claim)); i++)
    {
      if (noted_photo (reading->claim, i) != NULL)
        take_attachment (reading, g_strdup_printf ("c%s.p%u", owner, i), noted_photo (reading->claim, i),
                         reading->incident->reported_at);
    }
}

void
cst_medusa_note (CstMedusaReading     *reading,
                 const char           *id,
                 gint64                at,
                 CstParty              actor,
                 CstIncidentEventKind  kind,
                 const char           *resolution)
{
  CstIncidentEvent *event;

  if (at == 0)
    return;

  event = cst_record_new (&cst_incident_event_type);
  event->id = g_strdup_printf ("%s.%s", cst_medusa_after_prefix (reading->incident->id), id);
  event->at = at;
  event->actor = actor;
  event->event = kind;
  event->event_code = g_strdup (cst_enum_nick (&cst_incident_event_kind_type, (int) kind));
  event->resolution = g_strdup (resolution);
  g_ptr_array_add (reading->incident->history, event);
}

/* A draft waits for our decision. What was confirmed is done when nothing is left to send, to come back or to pay. */
static void
work_out_state (CstMedusaReading *reading)
{
  CstIncident *incident = reading->incident;
  CstResolution *open = (CstResolution *) cst_incident_open_resolution (incident);
  CstReturn *goods = incident->returns->len > 0 ? g_ptr_array_index (incident->returns, 0) : NULL;
  JsonObject *summary = cst_json_opt_object (reading->order, "summary");
  gboolean is_coming = goods != NULL && goods->state < CST_RETURN_INSPECTED;
  gboolean is_owed = incident->resolutions->len == 0 && summary != NULL &&
                     cst_json_opt_amount (summary, "pending_difference", "EUR", 0) < 0;

  if (reading->is_cancelled)
    incident->state = CST_INCIDENT_RESOLVED;
  else if (reading->is_draft)
    incident->state = CST_INCIDENT_SUBMITTED;
  else if (open != NULL || is_coming || is_owed)
    incident->state = CST_INCIDENT_IN_PROGRESS;
  else
    incident->state = CST_INCIDENT_RESOLVED;

  incident->state_code = g_strdup (reading->is_cancelled ? "canceled" : reading->is_draft ? "draft" : "confirmed");
  if (incident->state == CST_INCIDENT_RESOLVED)
    incident->waiting_for = CST_PARTY_NOBODY;
  else if (is_coming && open == NULL && goods->state < CST_RETURN_RECEIVED)
    {
      incident->waiting_for = CST_PARTY_CUSTOMER;
      incident->waiting_since = goods->asked_at;
    }
  else
    {
      incident->waiting_for = CST_PARTY_BRAND;
      incident->waiting_since = open != NULL ? open->requested_at : incident->reported_at;
    }
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const CstIncidentEvent *first = *(const CstIncidentEvent *const *) a;
  const CstIncidentEvent *second = *(const CstIncidentEvent *const *) b;

  return (first->at > second->at) - (first->at < second->at);
}

/**
 * cst_medusa_read_claim:
 * @claim: with %CST_MEDUSA_CLAIM_FIELDS, or an exchange with %CST_MEDUSA_EXCHANGE_FIELDS
 * @order: its order, with %CST_MEDUSA_ORDER_FIELDS
 * @changes: (nullable): the order's changes
 *
 * Returns: (transfer full): the incident, or %NULL with %CST_MARKETPLACE_ERROR_MALFORMED
 */
CstIncident *
cst_medusa_read_claim (JsonObject  *claim,
                       JsonObject  *order,
                       JsonArray   *changes,
                       GError     **error)
{
  const char *id = cst_json_opt_text (claim, "id");
  JsonObject *goods = cst_json_opt_object (claim, "return");
  g_autoptr(CstIncident) incident = NULL;
  CstMedusaReading reading = { claim, order };

  if (!cst_wire_id_is_valid (id) || strlen (id) > 60)
    {
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED, "claim.id: not an id");
      return NULL;
    }

  incident = cst_incident_new ();
  reading.incident = incident;
  reading.change = change_of (changes, id);
  reading.is_draft = cst_medusa_pending_change (changes, id, NULL) != NULL &&
                     cst_medusa_pending_change (changes, id, NULL) == reading.change;
  reading.is_cancelled = cst_json_opt_text (claim, "canceled_at") != NULL;
  if (goods != NULL && cst_json_opt_text (goods, "id") != NULL)
    reading.receipt = cst_medusa_pending_change (changes, NULL, cst_json_opt_text (goods, "id"));

  incident->id = g_strdup (id);
  incident->order = g_strdup (cst_json_opt_text (order, "id"));
  incident->number = g_strdup_printf ("%" G_GINT64_FORMAT "-%c%" G_GINT64_FORMAT,
                                      cst_json_opt_int (order, "display_id", 0),
                                      cst_medusa_is_exchange (claim) ? 'X' : 'C',
                                      cst_json_opt_int (claim, "display_id", 0));
  incident->handler = CST_HANDLER_BRAND;
  incident->reported_at = cst_json_opt_time (claim, "created_at");
  incident->updated_at = MAX (incident->reported_at, cst_json_opt_time (order, "updated_at"));
  incident->description = g_strdup (cst_json_opt_text (reading.change, "description"));
  incident->reason = CST_REASON_OTHER;

  cst_medusa_note (&reading, "c", incident->reported_at, CST_PARTY_CUSTOMER, CST_EVENT_REPORTED, NULL);
  if (cst_medusa_is_exchange (claim))
    read_exchanged (&reading);
  else
    read_reported (&reading);
  cst_medusa_read_replacement (&reading);
  cst_medusa_read_refunds (&reading);
  cst_medusa_read_return (&reading);
  work_out_state (&reading);
  g_ptr_array_sort (incident->history, compare_events);

  return g_steal_pointer (&incident);
}
