/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"
#include "cst-mirakl-wire.h"
#include "cst-mirakl-words.h"
#include "cst-wire.h"

/* There an incident is a state of an order's line: without an id, a date or words of its own. Here it is “LINE.N”, the
 * Nth time that the line was seen open. What nobody there remembers, such as that we marked it as resolved, is carried
 * over from what was known. */
typedef struct
{
  const CstMiraklLine *from;
  const CstIncident   *before;
  CstIncident         *incident;
  gint64               needed; /* an answer of ours, since when; in seconds */
  gboolean             is_open;
} Reading;

/* Returns: (transfer full): the id of a line's Nth incident */
char *
cst_mirakl_incident_id (const char *line,
                        guint       opening)
{
  return g_strdup_printf ("%s.%u", line, opening);
}

/**
 * cst_mirakl_split_id:
 * @line: (out) (transfer full): the line's id here
 *
 * Returns: whether @incident is such an id
 */
gboolean
cst_mirakl_split_id (const char  *incident,
                     char       **line,
                     guint       *opening)
{
  const char *dot = incident != NULL ? strrchr (incident, '.') : NULL;
  guint64 number = 0;

  if (dot == NULL || dot == incident || !g_ascii_string_to_unsigned (dot + 1, 10, 1, 100000, &number, NULL))
    return FALSE;

  *line = g_strndup (incident, (gsize) (dot - incident));
  *opening = (guint) number;

  return TRUE;
}

static CstIncidentEvent *
note (Reading              *reading,
      const char           *id,
      gint64                at,
      CstParty              actor,
      CstIncidentEventKind  event)
{
  CstIncidentEvent *entry = cst_record_new (&cst_incident_event_type);

  entry->id = g_strdup (id);
  entry->at = at;
  entry->actor = actor;
  entry->event = event;
  g_ptr_array_add (reading->incident->history, entry);

  return entry;
}

static const CstIncidentEvent *
last_event (const CstIncident *incident,
            const char        *prefix)
{
  for (guint i = incident != NULL ? incident->history->len : 0; i > 0; i--)
    {
      const CstIncidentEvent *event = g_ptr_array_index (incident->history, i - 1);

      if (event->id != NULL && g_str_has_prefix (event->id, prefix))
        return event;
    }

  return NULL;
}

/* What only we know. */
static void
carry_over (Reading *reading)
{
  const CstIncident *before = reading->before;

  for (guint i = 0; before != NULL && i < before->history->len; i++)
    {
      const CstIncidentEvent *event = g_ptr_array_index (before->history, i);

      if (event->id != NULL &&
          (g_str_has_prefix (event->id, CST_MIRAKL_EVENT_MARKED) ||
           g_str_has_prefix (event->id, CST_MIRAKL_EVENT_ESCALATED) ||
           g_str_has_prefix (event->id, CST_MIRAKL_EVENT_LABELLED) ||
           g_str_has_prefix (event->id, CST_MIRAKL_REPLACEMENT)))
        g_ptr_array_add (reading->incident->history, cst_record_dup (&cst_incident_event_type, event));
    }
  for (guint i = 0; before != NULL && i < before->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (before->resolutions, i);

      if (g_str_has_prefix (resolution->id, CST_MIRAKL_REPLACEMENT))
        g_ptr_array_add (reading->incident->resolutions, cst_record_dup (&cst_resolution_type, resolution));
    }
}

/* Where nobody asked for the returns, those that were known are as they were. */
static void
keep_returns (Reading *reading)
{
  for (guint i = 0; reading->before != NULL && i < reading->before->returns->len; i++)
    g_ptr_array_add (reading->incident->returns,
                     cst_record_dup (&cst_return_type, g_ptr_array_index (reading->before->returns, i)));
}

static gboolean
is_of_earlier (const GPtrArray *earlier,
               const char      *id)
{
  for (guint i = 0; earlier != NULL && i < earlier->len; i++)
    {
      if (cst_incident_find_resolution (g_ptr_array_index (earlier, i), id) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
take_amounts (Reading       *reading,
              CstResolution *resolution,
              JsonObject    *refund)
{
  const CstAmounts *paid = &reading->from->record->amounts;
  CstAmounts *amounts = &resolution->amounts;
  static const char *const taxes[] = { "taxes", "shipping_taxes" };

  *amounts = (CstAmounts) { .tax_mode = paid->tax_mode };
  g_strlcpy (amounts->currency, paid->currency, sizeof amounts->currency);
  amounts->goods = cst_json_opt_amount (refund, "amount", paid->currency, 0);
  amounts->shipping = cst_json_opt_amount (refund, "shipping_amount", paid->currency, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (taxes); i++)
    {
      JsonArray *array = cst_json_opt_array (refund, taxes[i]);

      for (guint j = 0; j < cst_json_array_length (array); j++)
        amounts->tax += cst_json_opt_amount (cst_json_nth_object (array, j), "amount", paid->currency, 0);
    }
  amounts->total = amounts->goods + amounts->shipping + (amounts->tax_mode == CST_TAX_EXCLUDED ? amounts->tax : 0);
}

static void
take_refund (Reading         *reading,
             JsonObject      *refund,
             const GPtrArray *earlier)
{
  g_autofree char *number = cst_mirakl_code (refund, "id");
  g_autofree char *id = number != NULL ? g_strconcat ("r", number, NULL) : NULL;
  const char *state = cst_json_opt_string (refund, "refund_state", cst_json_opt_string (refund, "state", ""));
  const CstResolution *known = reading->before != NULL && id != NULL
                               ? cst_incident_find_resolution (reading->before, id) : NULL;
  CstResolution *resolution;
  CstResolutionLine *line;

  if (!cst_wire_id_is_valid (id) || is_of_earlier (earlier, id))
    return;

  resolution = cst_record_new (&cst_resolution_type);
  g_ptr_array_add (reading->incident->resolutions, resolution);
  resolution->id = g_strdup (id);
  resolution->kind = CST_RESOLUTION_REFUND;
  resolution->state = g_str_has_prefix (state, "WAITING") ? CST_RESOLUTION_REQUESTED : CST_RESOLUTION_EXECUTED;
  resolution->requested_at = cst_json_opt_time (refund, "created_date");
  if (resolution->state == CST_RESOLUTION_EXECUTED)
    {
      resolution->executed_at = cst_json_opt_time (refund, "transaction_date");
      if (resolution->executed_at == 0)
        resolution->executed_at = resolution->requested_at;
    }
  resolution->key = known != NULL ? g_strdup (known->key) : NULL;
  resolution->by = known != NULL ? g_strdup (known->by) : NULL;
  take_amounts (reading, resolution, refund);

  line = cst_record_new (&cst_resolution_line_type);
  g_ptr_array_add (resolution->lines, line);
  line->line = g_strdup (((CstLineQuantity *) g_ptr_array_index (reading->incident->lines, 0))->line);
  line->quantity = cst_mirakl_count (refund, "quantity");
  line->amount = resolution->amounts.goods;
  note (reading, id, resolution->requested_at, CST_PARTY_BRAND, CST_EVENT_RESOLUTION_REQUESTED)->resolution =
    g_strdup (id);
}

/* A refund of ours that the site said yes to, and does not list yet. */
static void
keep_refunds (Reading *reading)
{
  const CstIncident *before = reading->before;

  for (guint i = 0; before != NULL && i < before->resolutions->len; i++)
    {
      const CstResolution *known = g_ptr_array_index (before->resolutions, i);

      if (known->kind == CST_RESOLUTION_REFUND && known->key != NULL &&
          cst_incident_find_resolution (reading->incident, known->id) == NULL)
        g_ptr_array_add (reading->incident->resolutions, cst_record_dup (&cst_resolution_type, known));
    }
}

static void
take_refunds (Reading         *reading,
              const GPtrArray *earlier)
{
  JsonArray *refunds = cst_json_opt_array (reading->from->line, "refunds");

  for (guint i = 0; i < cst_json_array_length (refunds); i++)
    {
      JsonObject *refund = cst_json_nth_object (refunds, i);

      if (refund != NULL)
        take_refund (reading, refund, earlier);
    }
  keep_refunds (reading);
}

static void
take_reason (Reading *reading)
{
  CstIncident *incident = reading->incident;
  JsonObject *line = reading->from->line;

  /* A line that was left behind has a reason that is about something else. */
  if (reading->is_open || reading->before == NULL)
    {
      incident->reason_label = cst_mirakl_text (line, "order_line_state_reason_label");
      incident->reason_code = cst_mirakl_topic (line, incident->reason_label, reading->from->means,
                                                reading->from->data);
      incident->reason = cst_mirakl_reason_of_topic (incident->reason_code);
    }
  else
    {
      incident->reason_code = g_strdup (reading->before->reason_code);
      incident->reason_label = g_strdup (reading->before->reason_label);
      incident->reason = reading->before->reason;
    }
}

static void
take_line (Reading      *reading,
           CstOrderLine *line)
{
  CstLineQuantity *reported = cst_record_new (&cst_line_quantity_type);

  reported->line = g_strdup (line->id);
  reported->quantity = MAX (line->delivered, line->quantity > 0 ? 1 : 0);
  g_ptr_array_add (reading->incident->lines, reported);
}

static gboolean
has_photo (const CstIncident *incident,
           const char        *id)
{
  for (guint i = 0; i < incident->attachments->len; i++)
    {
      if (g_strcmp0 (((CstAttachment *) g_ptr_array_index (incident->attachments, i))->id, id) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The customer's words and photos stand in the threads. */
static void
take_words (Reading *reading)
{
  const CstThread *talk = reading->from->talk;
  CstIncident *incident = reading->incident;

  if (reading->before != NULL)
    incident->description = g_strdup (reading->before->description);
  for (guint i = 0; reading->before != NULL && i < reading->before->attachments->len; i++)
    g_ptr_array_add (incident->attachments,
                     cst_record_dup (&cst_attachment_type, g_ptr_array_index (reading->before->attachments, i)));

  for (guint i = 0; talk != NULL && i < talk->messages->len; i++)
    {
      CstMessage *message = g_ptr_array_index (talk->messages, i);

      if (message->author != CST_PARTY_CUSTOMER)
        continue;
      if (incident->description == NULL && message->body != NULL && *message->body != '\0' &&
          message->sent_at >= reading->incident->reported_at)
        incident->description = g_strdup (message->body);
      if (message->sent_at < incident->reported_at ||
          (reading->before != NULL && cst_incident_is_settled (reading->before)))
        continue;
      for (guint j = 0; j < message->attachments->len; j++)
        {
          const CstAttachment *photo = g_ptr_array_index (message->attachments, j);

          if (!has_photo (incident, photo->id))
            g_ptr_array_add (incident->attachments, cst_record_dup (&cst_attachment_type, photo));
        }
    }
}

static gint64
last_word (Reading  *reading,
           CstParty  author)
{
  const CstThread *talk = reading->from->talk;

  for (guint i = talk != NULL ? talk->messages->len : 0; i > 0; i--)
    {
      const CstMessage *message = g_ptr_array_index (talk->messages, i - 1);

      if (message->author == author && message->sent_at >= reading->incident->reported_at)
        return message->sent_at;
    }

  return 0;
}

static void
wait_for (Reading          *reading,
          CstIncidentState  state,
          CstParty          party,
          gint64            since)
{
  reading->incident->state = state;
  reading->incident->waiting_for = party;
  reading->incident->waiting_since = since;
}

static void
work_out_open (Reading *reading)
{
  CstIncident *incident = reading->incident;
  const CstIncidentEvent *marked = last_event (incident, CST_MIRAKL_EVENT_MARKED);
  const CstIncidentEvent *escalated = last_event (incident, CST_MIRAKL_EVENT_ESCALATED);
  const CstResolution *due = cst_incident_open_resolution (incident);
  gint64 replied = last_word (reading, CST_PARTY_BRAND);
  gint64 operator = last_word (reading, CST_PARTY_MARKETPLACE);
  gint64 asked = MAX (reading->needed, last_word (reading, CST_PARTY_CUSTOMER));
  CstIncidentState state = replied > 0 || incident->resolutions->len > 0 ? CST_INCIDENT_IN_PROGRESS
                                                                         : CST_INCIDENT_SUBMITTED;

  if (marked != NULL && asked <= marked->at)
    {
      incident->state_code = g_strdup (CST_MIRAKL_MARKED);
      incident->marked_resolved = TRUE;
      wait_for (reading, CST_INCIDENT_IN_PROGRESS, CST_PARTY_CUSTOMER, marked->at);
    }
  else if (reading->needed > 0 || marked != NULL)
    {
      /* The customer wrote again after we had called it resolved. */
      incident->contested = marked != NULL;
      incident->contested_count = marked != NULL ? 1 : 0;
      wait_for (reading, state, CST_PARTY_BRAND, marked != NULL ? asked : reading->needed);
    }
  else if (escalated != NULL && operator <= escalated->at)
    {
      incident->state_code = g_strdup (CST_MIRAKL_ESCALATED);
      wait_for (reading, CST_INCIDENT_IN_PROGRESS, CST_PARTY_MARKETPLACE, escalated->at);
    }
  else if (due != NULL)
    wait_for (reading, CST_INCIDENT_IN_PROGRESS,
              due->kind == CST_RESOLUTION_REFUND ? CST_PARTY_MARKETPLACE : CST_PARTY_BRAND, due->requested_at);
  else if (replied > 0)
    wait_for (reading, CST_INCIDENT_IN_PROGRESS, CST_PARTY_CUSTOMER, replied);
  else
    wait_for (reading, state, CST_PARTY_BRAND, incident->reported_at);
}

/* Marked as resolved is not closed: the customer may contest, and only the line's state says that it is over. */
static void
work_out_state (Reading *reading)
{
  CstIncident *incident = reading->incident;

  if (reading->is_open)
    work_out_open (reading);
  else
    {
      wait_for (reading, CST_INCIDENT_RESOLVED, CST_PARTY_NOBODY, 0);
      note (reading, "z", reading->before != NULL && cst_incident_is_settled (reading->before) &&
            last_event (reading->before, "z") != NULL ? last_event (reading->before, "z")->at : incident->updated_at,
            CST_PARTY_MARKETPLACE, CST_EVENT_RESOLVED);
    }
  if (incident->state_code == NULL)
    incident->state_code = cst_mirakl_text (reading->from->line, "order_line_state");
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const CstIncidentEvent *first = *(const CstIncidentEvent *const *) a;
  const CstIncidentEvent *second = *(const CstIncidentEvent *const *) b;

  return (first->at > second->at) - (first->at < second->at);
}

/* The first answer is awaited since the customer asked for it; else since the line changed. */
static gint64
reported_at (Reading *reading)
{
  gint64 changed = cst_mirakl_moment (reading->from->line, "last_updated_date");

  if (reading->before != NULL)
    return reading->before->reported_at;
  if (changed == CST_MIRAKL_NO_TIME)
    changed = cst_mirakl_changed_at (reading->from->order);
  if (reading->needed > 0 && (changed == CST_MIRAKL_NO_TIME || reading->needed < cst_mirakl_seconds (changed)))
    return reading->needed;

  return cst_mirakl_seconds (changed);
}

/* A version that grows with what is seen, in their time, so that what came after a decision can be told from what the
 * person saw. */
static void
take_version (Reading *reading)
{
  CstIncident *incident = reading->incident;
  const CstIncident *before = reading->before;

  incident->version = MAX (cst_mirakl_changed_at (reading->from->order),
                           cst_mirakl_threads_changed_at (reading->from->threads));
  if (before == NULL)
    return;
  if (incident->version <= before->version)
    {
      incident->version = before->version;
      if (!cst_record_equal (&cst_incident_type, incident, before))
        incident->version = before->version + 1;
    }
}

/**
 * cst_mirakl_read_incident:
 * @opening: how often the line was seen open, this time included
 * @before: (nullable): what was known of this incident
 * @earlier: (nullable) (element-type CstIncident): the line's incidents before it
 *
 * Returns: (transfer full): the incident
 */
CstIncident *
cst_mirakl_read_incident (const CstMiraklLine *from,
                          guint                opening,
                          const CstIncident   *before,
                          const GPtrArray     *earlier)
{
  g_autofree char *theirs = cst_mirakl_code (from->line, "order_line_id");
  g_autofree char *id = cst_mirakl_id_of (theirs);
  CstIncident *incident = cst_incident_new ();
  CstOrderLine *line = (CstOrderLine *) cst_order_find_line (from->record, id);
  Reading reading = { from, before, incident };

  g_assert (line != NULL);

  reading.needed = cst_mirakl_seconds (cst_mirakl_reply_needed (from->threads));
  reading.is_open = g_strcmp0 (cst_json_opt_string (from->line, "order_line_state", NULL),
                               CST_MIRAKL_INCIDENT_OPEN) == 0;
  incident->id = cst_mirakl_incident_id (id, opening);
  incident->number = opening == 1 ? g_strdup (theirs) : g_strdup_printf ("%s (%u)", theirs, opening);
  incident->order = g_strdup (from->record->id);
  incident->handler = CST_HANDLER_BRAND;
  incident->language = g_strdup (from->record->customer.language);
  incident->reported_at = reported_at (&reading);
  incident->updated_at = cst_mirakl_seconds (MAX (cst_mirakl_changed_at (from->order),
                                                  cst_mirakl_threads_changed_at (from->threads)));
  take_reason (&reading);
  take_line (&reading, line);
  note (&reading, "o", incident->reported_at, CST_PARTY_CUSTOMER,
        opening == 1 ? CST_EVENT_REPORTED : CST_EVENT_REOPENED);
  take_words (&reading);
  carry_over (&reading);
  take_refunds (&reading, earlier);
  if (from->returns != NULL)
    cst_mirakl_read_returns (incident, from->returns, theirs);
  else
    keep_returns (&reading);
  work_out_state (&reading);
  g_ptr_array_sort (incident->history, compare_events);
  take_version (&reading);

  return incident;
}
