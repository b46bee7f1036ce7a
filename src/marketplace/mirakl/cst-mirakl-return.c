/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"
#include "cst-mirakl-wire.h"
#include "cst-mirakl-words.h"
#include "cst-wire.h"

/* The returns module, where an instance has it. */

static gboolean
has_compliance (JsonArray *lines)
{
  for (guint i = 0; i < cst_json_array_length (lines); i++)
    {
      JsonObject *line = cst_json_nth_object (lines, i);

      if (line != NULL && cst_json_array_length (cst_json_opt_array (line, "compliance")) > 0)
        return TRUE;
    }

  return FALSE;
}

static CstReturnState
state_of (JsonObject *object)
{
  JsonObject *tracking = cst_json_opt_object (object, "tracking");
  const char *state = cst_json_opt_string (object, "state", cst_json_opt_string (object, "status", ""));
  g_autofree char *number = cst_mirakl_code (tracking, "tracking_number");
  g_autofree char *label = cst_mirakl_text (object, "label_url");

  if (g_str_equal (state, "RECEIVED"))
    return has_compliance (cst_json_opt_array (object, "return_lines")) ? CST_RETURN_INSPECTED : CST_RETURN_RECEIVED;
  if (g_str_equal (state, "WAITING_ACCEPTANCE"))
    return CST_RETURN_WAITING;
  if (g_str_equal (state, "REFUSED"))
    return CST_RETURN_REFUSED;
  if (!g_str_equal (state, "IN_PROGRESS"))
    return CST_RETURN_CLOSED;
  if (number != NULL)
    return CST_RETURN_UNDER_WAY;

  return label != NULL ? CST_RETURN_LABELLED : CST_RETURN_ASKED;
}

static gboolean
read_line (CstReturn  *self,
           JsonObject *object,
           const char *wanted)
{
  g_autofree char *theirs = cst_mirakl_code (object, "order_line_id");
  JsonArray *compliance = cst_json_opt_array (object, "compliance");
  CstReturnLine *line;

  if (g_strcmp0 (theirs, wanted) != 0)
    return FALSE;

  line = cst_record_new (&cst_return_line_type);
  g_ptr_array_add (self->lines, line);
  line->line = cst_mirakl_id_of (theirs);
  line->quantity = cst_mirakl_count (object, "quantity");
  if (self->state == CST_RETURN_RECEIVED || self->state == CST_RETURN_INSPECTED)
    line->received = line->quantity;
  for (guint i = 0; i < cst_json_array_length (compliance); i++)
    {
      if (cst_json_opt_bool (cst_json_nth_object (compliance, i), "compliant", TRUE))
        line->accepted = line->quantity;
      else
        line->damaged = line->quantity;
    }

  return TRUE;
}

static void
read_label (CstReturn  *self,
            JsonObject *object)
{
  g_autofree char *url = cst_mirakl_text (object, "label_url");
  g_autofree char *id = g_strconcat ("lbl.", self->id, NULL);

  if (url == NULL || strstr (url, "://") == NULL || !cst_wire_id_is_valid (id))
    return;

  self->label = cst_record_new (&cst_attachment_type);
  self->label->id = g_steal_pointer (&id);
  self->label->filename = g_strconcat (self->id, ".pdf", NULL);
  self->label->media_type = g_strdup ("application/pdf");
  self->label->status = CST_ATTACHMENT_AVAILABLE;
  self->label->created_at = cst_json_opt_time (object, "last_updated");
}

/* A label that went with a message shows in no return there. */
static gboolean
was_labelled (const CstIncident *incident,
              const char        *id)
{
  for (guint i = 0; i < incident->history->len; i++)
    {
      const CstIncidentEvent *event = g_ptr_array_index (incident->history, i);

      if (event->event == CST_EVENT_RETURN_LABELLED && g_strcmp0 (event->event_code, id) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
read_return (CstIncident *incident,
             JsonObject  *object,
             const char  *line)
{
  g_autofree char *id = cst_mirakl_code (object, "id");
  JsonArray *lines = cst_json_opt_array (object, "return_lines");
  JsonObject *tracking = cst_json_opt_object (object, "tracking");
  CstReturn *self;
  gboolean is_about = FALSE;

  if (!cst_wire_id_is_valid (id))
    return;

  self = cst_record_new (&cst_return_type);
  self->id = g_steal_pointer (&id);
  self->state = state_of (object);
  if (self->state == CST_RETURN_ASKED && was_labelled (incident, self->id))
    self->state = CST_RETURN_LABELLED;
  for (guint i = 0; i < cst_json_array_length (lines); i++)
    is_about |= read_line (self, cst_json_nth_object (lines, i), line);
  if (!is_about)
    {
      cst_record_free (&cst_return_type, self);
      return;
    }

  self->asked_at = cst_json_opt_time (object, "date_created");
  if (self->state == CST_RETURN_RECEIVED || self->state == CST_RETURN_INSPECTED)
    self->received_at = cst_json_opt_time (object, "last_updated");
  if (self->state == CST_RETURN_INSPECTED)
    self->inspected_at = self->received_at;
  self->instructions = cst_mirakl_text (object, "description");
  self->tracking_number = cst_mirakl_code (tracking, "tracking_number");
  self->carrier = cst_mirakl_text (tracking, "carrier_name");
  read_label (self, object);
  g_ptr_array_add (incident->returns, self);
}

/**
 * cst_mirakl_read_returns:
 * @returns: RT11's, of the order or of many
 * @line: their id of the incident's line
 *
 * Adds those that are about the line to @incident.
 */
void
cst_mirakl_read_returns (CstIncident *incident,
                         JsonArray   *returns,
                         const char  *line)
{
  for (guint i = 0; i < cst_json_array_length (returns); i++)
    {
      JsonObject *object = cst_json_nth_object (returns, i);

      if (object != NULL)
        read_return (incident, object, line);
    }
}
