/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"
#include "cst-marketplace.h"
#include "cst-medusa-wire.h"
#include "cst-util.h"
#include "cst-wire.h"

/* A claim as the admin API gives it becomes an incident, and so does an exchange, which is a claim without a fault.
 * Neither has a status of its own: where it stands follows from what was cancelled, confirmed, sent, received and paid
 * back. Its text and, while it is a draft, its lines stand in the order's changes. */
typedef struct
{
  JsonObject  *claim;
  JsonObject  *order;
  JsonObject  *change;  /* (nullable): the order's change that made it, or that still makes it */
  JsonObject  *receipt; /* (nullable): a return being received */
  gboolean     is_draft;
  gboolean     is_cancelled;
  CstIncident *incident;
} Reading;

static int
count (JsonObject *object,
       const char *member)
{
  return object != NULL ? (int) CLAMP (cst_json_opt_int (object, member, 0), 0, G_MAXINT) : 0;
}

static const char *
after_prefix (const char *id)
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
take_line (Reading    *reading,
           const char *line,
           int         quantity,
           const char *word,
           JsonObject *metadata)
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
take_attachment (Reading    *reading,
                 char       *id,
                 const char *url,
                 gint64      at)
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
take_images (Reading    *reading,
             JsonObject *item)
{
  JsonArray *images = cst_json_opt_array (item, "images");
  const char *owner = after_prefix (reading->incident->id);

  for (guint i = 0; i < cst_json_array_length (images); i++)
    {
      JsonObject *image = cst_json_nth_object (images, i);
      const char *id = cst_json_opt_text (image, "id");

      if (id != NULL && cst_json_opt_text (image, "url") != NULL)
        take_attachment (reading, g_strdup_printf ("c%s.m%s", owner, after_prefix (id)),
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
read_exchanged (Reading *reading)
{
  JsonObject *goods = cst_json_opt_object (reading->claim, "return");
  JsonArray *items = goods != NULL ? cst_json_opt_array (goods, "items") : NULL;

  for (guint i = 0; i < cst_json_array_length (items); i++)
    {
      JsonObject *item = cst_json_nth_object (items, i);
      JsonObject *reason = item != NULL ? cst_json_opt_object (item, "reason") : NULL;

      if (item != NULL)
        take_line (reading, cst_json_opt_text (item, "item_id"), count (item, "quantity"),
                   cst_json_opt_text (reason, "value"), NULL);
    }
}

static void
read_reported (Reading *reading)
{
  JsonArray *items = cst_json_opt_array (reading->claim, "claim_items");
  JsonArray *actions = reading->is_draft ? cst_json_opt_array (reading->change, "actions") : NULL;
  const char *owner = after_prefix (reading->incident->id);

  for (guint i = 0; i < cst_json_array_length (items); i++)
    {
      JsonObject *item = cst_json_nth_object (items, i);

      if (item == NULL || cst_json_opt_bool (item, "is_additional_item", FALSE))
        continue;
      take_line (reading, cst_json_opt_text (item, "item_id"), count (item, "quantity"),
                 cst_json_opt_text (item, "reason"),
                 cst_json_opt_object (item, "metadata"));
      take_images (reading, item);
    }
  for (guint i = 0; i < cst_json_array_length (actions); i++)
    {
      JsonObject *action = cst_json_nth_object (actions, i);
      JsonObject *details = action != NULL ? cst_json_opt_object (action, "details") : NULL;

      if (details != NULL && g_strcmp0 (cst_json_opt_text (action, "action"), "WRITE_OFF_ITEM") == 0)
        take_line (reading, cst_json_opt_text (details, "reference_id"), count (details, "quantity"),
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

static void
note (Reading              *reading,
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
  event->id = g_strdup_printf ("%s.%s", after_prefix (reading->incident->id), id);
  event->at = at;
  event->actor = actor;
  event->event = kind;
  event->event_code = g_strdup (cst_enum_nick (&cst_incident_event_kind_type, (int) kind));
  event->resolution = g_strdup (resolution);
  g_ptr_array_add (reading->incident->history, event);
}

static JsonObject *
order_item (Reading    *reading,
            const char *id)
{
  JsonArray *items = cst_json_opt_array (reading->order, "items");

  for (guint i = 0; i < cst_json_array_length (items); i++)
    {
      JsonObject *item = cst_json_nth_object (items, i);

      if (item != NULL && g_strcmp0 (cst_json_opt_text (item, "id"), id) == 0)
        return item;
    }

  return NULL;
}

/* Which bought line a replacement stands for: it says so when we sent it, else the one with the same article. */
static const char *
replaced_line (Reading    *reading,
               JsonObject *sent)
{
  JsonObject *metadata = cst_json_opt_object (sent, "metadata");
  const char *ours = metadata != NULL ? cst_json_opt_string (metadata, CST_MEDUSA_MARK "_line", NULL) : NULL;
  JsonObject *item = order_item (reading, cst_json_opt_text (sent, "item_id"));
  GPtrArray *lines = reading->incident->lines;

  if (ours != NULL)
    return ours;

  for (guint i = 0; i < lines->len && item != NULL; i++)
    {
      CstLineQuantity *line = g_ptr_array_index (lines, i);
      JsonObject *bought = order_item (reading, line->line);

      if (bought != NULL && g_strcmp0 (cst_json_opt_text (bought, "variant_id"),
                                       cst_json_opt_text (item, "variant_id")) == 0)
        return line->line;
    }

  return lines->len > 0 ? ((CstLineQuantity *) g_ptr_array_index (lines, 0))->line : NULL;
}

static void
add_resolution_line (CstResolution *resolution,
                     const char    *line,
                     int            quantity)
{
  CstResolutionLine *one;

  if (line == NULL || quantity == 0)
    return;

  one = cst_record_new (&cst_resolution_line_type);
  one->line = g_strdup (line);
  one->quantity = quantity;
  g_ptr_array_add (resolution->lines, one);
}

static JsonObject *
parcel_of (Reading    *reading,
           const char *line)
{
  JsonArray *parcels = cst_json_opt_array (reading->order, "fulfillments");

  for (guint i = 0; i < cst_json_array_length (parcels); i++)
    {
      JsonObject *parcel = cst_json_nth_object (parcels, i);
      JsonArray *items = parcel != NULL ? cst_json_opt_array (parcel, "items") : NULL;

      for (guint j = 0; j < cst_json_array_length (items) && cst_json_opt_text (parcel, "canceled_at") == NULL; j++)
        {
          JsonObject *item = cst_json_nth_object (items, j);

          if (item != NULL && g_strcmp0 (cst_json_opt_text (item, "line_item_id"), line) == 0)
            return parcel;
        }
    }

  return NULL;
}

static void
take_parcel (CstResolution *resolution,
             JsonObject    *parcel)
{
  JsonArray *labels = cst_json_opt_array (parcel, "labels");
  JsonObject *label = cst_json_array_length (labels) > 0 ? cst_json_nth_object (labels, 0) : NULL;
  const char *url = cst_json_opt_text (label, "tracking_url");

  resolution->shipped_at = cst_json_opt_time (parcel, "shipped_at");
  cst_set_str (&resolution->tracking_number, cst_json_opt_text (label, "tracking_number"));
  cst_set_str (&resolution->tracking_url, url != NULL && strstr (url, "://") != NULL ? url : NULL);
}

static void
read_replacement (Reading *reading)
{
  JsonArray *sent = cst_json_opt_array (reading->claim, "additional_items");
  CstResolution *resolution;

  if (cst_json_array_length (sent) == 0)
    return;

  resolution = cst_record_new (&cst_resolution_type);
  g_ptr_array_add (reading->incident->resolutions, resolution);
  resolution->id = g_strdup_printf ("%s.r", reading->incident->id);
  resolution->kind = CST_RESOLUTION_REPLACEMENT;
  resolution->requested_at = cst_json_opt_time (reading->change, "confirmed_at");
  if (resolution->requested_at == 0)
    resolution->requested_at = reading->incident->reported_at;
  g_strlcpy (resolution->amounts.currency, "", sizeof resolution->amounts.currency);

  for (guint i = 0; i < json_array_get_length (sent); i++)
    {
      JsonObject *one = cst_json_nth_object (sent, i);
      JsonObject *parcel;

      if (one == NULL)
        continue;
      if (cst_medusa_mark_of (one) != NULL)
        cst_set_str (&resolution->key, cst_medusa_mark_of (one));
      add_resolution_line (resolution, replaced_line (reading, one), count (one, "quantity"));
      if ((parcel = parcel_of (reading, cst_json_opt_text (one, "item_id"))) != NULL)
        take_parcel (resolution, parcel);
    }

  resolution->state = reading->is_cancelled ? CST_RESOLUTION_CANCELLED :
                      resolution->shipped_at != 0 ? CST_RESOLUTION_EXECUTED : CST_RESOLUTION_REQUESTED;
  resolution->executed_at = resolution->shipped_at;
  note (reading, "r", resolution->requested_at, CST_PARTY_BRAND, CST_EVENT_RESOLUTION_REQUESTED, resolution->id);
  note (reading, "s", resolution->shipped_at, CST_PARTY_BRAND, CST_EVENT_SHIPPED, resolution->id);
}

/**
 * cst_medusa_refund_note:
 * @lines: of #CstOperationLine
 *
 * Returns: (transfer full): what a refund of ours says in its note there, for this and every other desk to read again
 */
char *
cst_medusa_refund_note (const char *key,
                        const char *claim,
                        GPtrArray  *lines)
{
  GString *text = g_string_new ("[" CST_MEDUSA_MARK);

  g_string_append_printf (text, " %s %s", key, claim);
  for (guint i = 0; i < lines->len; i++)
    {
      const CstOperationLine *line = g_ptr_array_index (lines, i);

      g_string_append_printf (text, " %s:%d", line->line, line->quantity);
    }

  return g_string_free (g_string_append_c (text, ']'), FALSE);
}

static char **
split_note (JsonObject *refund)
{
  const char *text = cst_json_opt_text (refund, "note");
  const char *start = text != NULL ? strstr (text, "[" CST_MEDUSA_MARK " ") : NULL;
  const char *end = start != NULL ? strchr (start, ']') : NULL;
  g_autofree char *inside = end != NULL ? g_strndup (start + 1, (gsize) (end - start - 1)) : NULL;
  char **words = inside != NULL ? g_strsplit (inside, " ", 0) : NULL;

  if (words != NULL && g_strv_length (words) < 3)
    g_clear_pointer (&words, g_strfreev);

  return words;
}

typedef gboolean (*RefundFunc) (JsonObject *refund,
                                gpointer    data);

static JsonObject *
each_refund (JsonObject *order,
             RefundFunc  wanted,
             gpointer    data)
{
  JsonArray *collections = cst_json_opt_array (order, "payment_collections");

  for (guint i = 0; i < cst_json_array_length (collections); i++)
    {
      JsonObject *collection = cst_json_nth_object (collections, i);
      JsonArray *payments = collection != NULL ? cst_json_opt_array (collection, "payments") : NULL;

      for (guint j = 0; j < cst_json_array_length (payments); j++)
        {
          JsonObject *payment = cst_json_nth_object (payments, j);
          JsonArray *refunds = payment != NULL ? cst_json_opt_array (payment, "refunds") : NULL;

          for (guint k = 0; k < cst_json_array_length (refunds); k++)
            {
              JsonObject *refund = cst_json_nth_object (refunds, k);

              if (refund != NULL && wanted (refund, data))
                return refund;
            }
        }
    }

  return NULL;
}

static gboolean
has_key (JsonObject *refund,
         gpointer    key)
{
  g_auto(GStrv) words = split_note (refund);

  return words != NULL && g_str_equal (words[1], key);
}

/**
 * cst_medusa_find_refund:
 *
 * Returns: (transfer none) (nullable): the refund that @key made
 */
JsonObject *
cst_medusa_find_refund (JsonObject *order,
                        const char *key)
{
  return each_refund (order, has_key, (gpointer) key);
}

static gboolean
take_refund (JsonObject *refund,
             gpointer    data)
{
  Reading *reading = data;
  g_auto(GStrv) words = split_note (refund);
  const char *currency = cst_json_opt_string (reading->order, "currency_code", "");
  g_autofree char *upper = g_ascii_strup (currency, -1);
  JsonObject *raw = cst_json_opt_object (refund, "raw_amount");
  CstResolution *resolution;
  gint64 total;

  if (words == NULL || g_strcmp0 (words[2], reading->incident->id) != 0)
    return FALSE;

  total = cst_json_opt_amount (refund, "amount", upper, 0);
  if (raw != NULL)
    total = cst_json_opt_amount (raw, "value", upper, total);

  resolution = cst_record_new (&cst_resolution_type);
  g_ptr_array_add (reading->incident->resolutions, resolution);
  resolution->id = g_strdup_printf ("%s.%s", after_prefix (reading->incident->id),
                                    after_prefix (cst_json_opt_text (refund, "id")));
  resolution->kind = CST_RESOLUTION_REFUND;
  resolution->state = CST_RESOLUTION_EXECUTED;
  resolution->key = g_strdup (words[1]);
  resolution->requested_at = cst_json_opt_time (refund, "created_at");
  resolution->executed_at = resolution->requested_at;
  resolution->amounts = (CstAmounts) { .tax_mode = CST_TAX_INCLUDED, .goods = total, .total = total };
  g_strlcpy (resolution->amounts.currency, upper, sizeof resolution->amounts.currency);
  for (guint i = 3; words[i] != NULL; i++)
    {
      char *colon = strchr (words[i], ':');

      if (colon != NULL)
        {
          *colon = '\0';
          add_resolution_line (resolution, words[i], (int) g_ascii_strtoll (colon + 1, NULL, 10));
        }
    }
  note (reading, after_prefix (cst_json_opt_text (refund, "id")), resolution->executed_at, CST_PARTY_MARKETPLACE,
        CST_EVENT_RESOLUTION_EXECUTED, resolution->id);

  return FALSE;
}

static JsonObject *
label_of (JsonObject *goods)
{
  JsonArray *parcels = cst_json_opt_array (goods, "fulfillments");

  for (guint i = 0; i < cst_json_array_length (parcels); i++)
    {
      JsonObject *parcel = cst_json_nth_object (parcels, i);
      JsonArray *labels = parcel != NULL ? cst_json_opt_array (parcel, "labels") : NULL;

      if (cst_json_array_length (labels) > 0)
        return cst_json_nth_object (labels, 0);
    }

  return NULL;
}

static void
take_label (CstReturn  *self,
            JsonObject *label,
            char        kind,
            const char *owner)
{
  const char *url = cst_json_opt_text (label, "label_url");

  cst_set_str (&self->tracking_number, cst_json_opt_text (label, "tracking_number"));
  if (url == NULL || strstr (url, "://") == NULL)
    return;

  self->label = cst_record_new (&cst_attachment_type);
  self->label->id = g_strdup_printf ("%c%s.label", kind, owner);
  self->label->filename = cst_medusa_file_name (url);
  self->label->status = CST_ATTACHMENT_AVAILABLE;
  self->label->created_at = cst_json_opt_time (label, "created_at");
}

static CstReturnState
return_state (Reading    *reading,
              JsonObject *goods,
              CstReturn  *self)
{
  const char *status = cst_json_opt_text (goods, "status");

  if (cst_json_opt_text (goods, "canceled_at") != NULL || g_strcmp0 (status, "canceled") == 0)
    return CST_RETURN_CLOSED;
  if (g_strcmp0 (status, "received") == 0)
    return CST_RETURN_INSPECTED;
  if (g_strcmp0 (status, "partially_received") == 0 || reading->receipt != NULL)
    return CST_RETURN_RECEIVED;

  return self->label != NULL || self->tracking_number != NULL ? CST_RETURN_LABELLED : CST_RETURN_ASKED;
}

static void
read_return_lines (CstReturn  *self,
                   JsonObject *goods)
{
  JsonArray *items = cst_json_opt_array (goods, "items");

  for (guint i = 0; i < cst_json_array_length (items); i++)
    {
      JsonObject *item = cst_json_nth_object (items, i);
      CstReturnLine *line;

      if (item == NULL)
        continue;
      line = cst_record_new (&cst_return_line_type);
      g_ptr_array_add (self->lines, line);
      line->line = g_strdup (cst_json_opt_text (item, "item_id"));
      line->quantity = count (item, "quantity");
      line->received = count (item, "received_quantity");
      line->damaged = MIN (count (item, "damaged_quantity"), line->received);
      line->accepted = line->received - line->damaged;
      if (self->state == CST_RETURN_INSPECTED)
        line->missing = MAX (line->quantity - line->received, 0);
    }
}

static void
read_return (Reading *reading)
{
  JsonObject *goods = cst_json_opt_object (reading->claim, "return");
  const char *id = goods != NULL ? cst_json_opt_text (goods, "id") : NULL;
  CstReturn *self;

  if (!cst_wire_id_is_valid (id) || reading->is_draft)
    return;

  self = cst_record_new (&cst_return_type);
  g_ptr_array_add (reading->incident->returns, self);
  self->id = g_strdup (id);
  if (label_of (goods) != NULL)
    take_label (self, label_of (goods), cst_medusa_is_exchange (reading->claim) ? 'x' : 'c',
                after_prefix (reading->incident->id));
  self->state = return_state (reading, goods, self);
  self->asked_at = cst_json_opt_time (goods, "requested_at");
  self->received_at = cst_json_opt_time (goods, "received_at");
  if (self->received_at == 0 && reading->receipt != NULL)
    self->received_at = cst_json_opt_time (reading->receipt, "created_at");
  if (self->state == CST_RETURN_INSPECTED)
    self->inspected_at = cst_json_opt_time (goods, "received_at");
  read_return_lines (self, goods);
  if (reading->incident->resolutions->len > 0)
    {
      CstResolution *first = g_ptr_array_index (reading->incident->resolutions, 0);

      first->return_id = g_strdup (id);
      self->resolution = g_strdup (first->id);
    }
  note (reading, "a", self->asked_at, CST_PARTY_BRAND, CST_EVENT_RETURN_ASKED, self->resolution);
  note (reading, "i", self->inspected_at, CST_PARTY_BRAND, CST_EVENT_RETURN_INSPECTED, self->resolution);
}

/* A draft waits for our decision. What was confirmed is done when nothing is left to send, to come back or to pay. */
static void
work_out_state (Reading *reading)
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
  Reading reading = { claim, order };

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

  note (&reading, "c", incident->reported_at, CST_PARTY_CUSTOMER, CST_EVENT_REPORTED, NULL);
  if (cst_medusa_is_exchange (claim))
    read_exchanged (&reading);
  else
    read_reported (&reading);
  read_replacement (&reading);
  each_refund (order, take_refund, &reading);
  read_return (&reading);
  work_out_state (&reading);
  g_ptr_array_sort (incident->history, compare_events);

  return g_steal_pointer (&incident);
}
