/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"
#include "cst-medusa-reading.h"
#include "cst-medusa-wire.h"
#include "cst-operation.h"
#include "cst-util.h"
#include "cst-wire.h"

/* What was done about a claim: what is sent instead, what was paid back, what comes back. */

static JsonObject *
order_item (CstMedusaReading *reading,
            const char       *id)
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
replaced_line (CstMedusaReading *reading,
               JsonObject       *sent)
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
parcel_of (CstMedusaReading *reading,
           const char       *line)
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

void
cst_medusa_read_replacement (CstMedusaReading *reading)
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
      add_resolution_line (resolution, replaced_line (reading, one), cst_medusa_count (one, "quantity"));
      if ((parcel = parcel_of (reading, cst_json_opt_text (one, "item_id"))) != NULL)
        take_parcel (resolution, parcel);
    }

  resolution->state = reading->is_cancelled ? CST_RESOLUTION_CANCELLED :
                      resolution->shipped_at != 0 ? CST_RESOLUTION_EXECUTED : CST_RESOLUTION_REQUESTED;
  resolution->executed_at = resolution->shipped_at;
  cst_medusa_note (reading, "r", resolution->requested_at, CST_PARTY_BRAND, CST_EVENT_RESOLUTION_REQUESTED,
                   resolution->id);
  cst_medusa_note (reading, "s", resolution->shipped_at, CST_PARTY_BRAND, CST_EVENT_SHIPPED, resolution->id);
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

typedef struct
{
  const char *claim;
  gint64      since;
} Since;

static gboolean
is_since (JsonObject *refund,
          gpointer    data)
{
  const Since *wanted = data;
  g_auto(GStrv) words = split_note (refund);

  return (words == NULL || g_strcmp0 (words[2], wanted->claim) == 0) &&
         cst_json_opt_time (refund, "created_at") >= wanted->since;
}

/**
 * cst_medusa_has_refund_since:
 * @claim: refunds that are not said to be about another one count
 * @since: the site's time
 */
gboolean
cst_medusa_has_refund_since (JsonObject *order,
                             const char *claim,
                             gint64      since)
{
  Since wanted = { claim, since };

  return each_refund (order, is_since, &wanted) != NULL;
}

static gboolean
take_refund (JsonObject *refund,
             gpointer    data)
{
  CstMedusaReading *reading = data;
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
  resolution->id = g_strdup_printf ("%s.%s", cst_medusa_after_prefix (reading->incident->id),
                                    cst_medusa_after_prefix (cst_json_opt_text (refund, "id")));
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
  cst_medusa_note (reading, cst_medusa_after_prefix (cst_json_opt_text (refund, "id")), resolution->executed_at,
                   CST_PARTY_MARKETPLACE, CST_EVENT_RESOLUTION_EXECUTED, resolution->id);

  return FALSE;
}

void
cst_medusa_read_refunds (CstMedusaReading *reading)
{
  each_refund (reading->order, take_refund, reading);
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
return_state (CstMedusaReading *reading,
              JsonObject       *goods,
              CstReturn        *self)
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
      line->quantity = cst_medusa_count (item, "quantity");
      line->received = cst_medusa_count (item, "received_quantity");
      line->damaged = MIN (cst_medusa_count (item, "damaged_quantity"), line->received);
      line->accepted = line->received - line->damaged;
      if (self->state == CST_RETURN_INSPECTED)
        line->missing = MAX (line->quantity - line->received, 0);
    }
}

void
cst_medusa_read_return (CstMedusaReading *reading)
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
                cst_medusa_after_prefix (reading->incident->id));
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
  cst_medusa_note (reading, "a", self->asked_at, CST_PARTY_BRAND, CST_EVENT_RETURN_ASKED, self->resolution);
  cst_medusa_note (reading, "i", self->inspected_at, CST_PARTY_BRAND, CST_EVENT_RETURN_INSPECTED, self->resolution);
}
