/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea-wire.h"

#include "cst-marketplace.h"
#include "cst-util.h"

static char **
read_options (JsonObject *object)
{
  JsonArray *array = cst_json_opt_array (object, "allowed_resolution_options");
  g_autoptr(GStrvBuilder) options = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (options, json_node_get_string (node));
    }

  return g_strv_builder_end (options);
}

static CstTimeWindow
window_of (const char *word)
{
  return (CstTimeWindow) cst_enum_value (&cst_time_window_type, word != NULL ? word : "any");
}

/* Where the words of a free-text solution are told is not certain. */
static CstDeliveryAnswer *
read_answer (JsonObject *object,
             const char *resolution)
{
  static const char *const notes[] = { "resolution_note", "note", NULL };
  static const char *const dates[] = { "date", NULL };
  static const char *const windows[] = { "time_window", NULL };
  JsonObject *data = cst_json_opt_object (object, "resolution_data");
  JsonObject *address = data != NULL ? cst_json_opt_object (data, "address") : NULL;
  CstDeliveryAnswer *answer;
  const char *note = cst_dropea_text (object, notes);
  const char *date = cst_dropea_text (data, dates);

  if (resolution == NULL)
    return NULL;

  answer = cst_record_new (&cst_delivery_answer_type);
  answer->kind = cst_dropea_answer_kind (resolution);
  answer->text = g_strdup (note != NULL ? note : cst_dropea_text (data, notes));
  answer->date = cst_date_is_valid (date) ? g_strdup (date) : NULL;
  answer->window = window_of (cst_dropea_text (data, windows));
  if (address != NULL)
    {
      answer->address = cst_record_new (&cst_address_type);
      cst_dropea_address (address, answer->address);
    }

  return answer;
}

/* An agency is told as an object or as its name alone. */
static void
read_agency (JsonObject     *object,
             CstDropeaIssue *self)
{
  static const char *const members[] = { "pickup_point", NULL };
  JsonObject *agency = cst_json_opt_object (object, "pickup_point");

  if (agency == NULL)
    {
      self->agency_name = g_strdup (cst_dropea_text (object, members));
      return;
    }

  cst_dropea_address (agency, &self->agency);
  self->agency_name = g_strdup (self->agency.name);
  self->agency_phone = g_strdup (self->agency.phone);
}

/**
 * cst_dropea_issue_read:
 *
 * Returns: (transfer full): the issue; without an id, an order or a status it is none
 */
CstDropeaIssue *
cst_dropea_issue_read (JsonObject  *object,
                       GError     **error)
{
  g_autoptr(CstDropeaIssue) self = g_new0 (CstDropeaIssue, 1);

  cst_record_init (&cst_address_type, &self->agency);
  self->id = cst_dropea_id (object, "id");
  self->order = cst_dropea_id (object, "order_id");
  self->status = g_strdup (cst_json_opt_string (object, "status", NULL));
  if (self->id == NULL || self->order == NULL || self->status == NULL)
    {
      g_set_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED, "issue.%s: missing",
                   self->id == NULL ? "id" : self->order == NULL ? "order_id" : "status");
      return NULL;
    }

  self->tracking_number = cst_dropea_code (object, "tracking_number");
  self->carrier = g_strdup (cst_json_opt_string (object, "carrier", NULL));
  self->type = g_strdup (cst_json_opt_string (object, "type", NULL));
  self->resolution = g_strdup (cst_json_opt_string (object, "resolution_status", NULL));
  self->options = read_options (object);
  self->code = cst_dropea_code (object, "initial_carrier_code");
  self->description = g_strdup (cst_json_opt_string (object, "initial_carrier_description", NULL));
  self->substatus = cst_dropea_code (object, "initial_carrier_substatus_code");
  self->is_active = cst_json_opt_bool (object, "is_active", FALSE);
  self->answer = read_answer (object, self->resolution);
  read_agency (object, self);
  self->answered_at = cst_dropea_time (object, "resolution_changed_at");
  self->created_at = cst_dropea_time (object, "created_at");
  self->updated_at = cst_dropea_time (object, "updated_at");
  if (self->updated_at == 0)
    self->updated_at = MAX (self->created_at, self->answered_at);
  self->mark = cst_dropea_mark (object);

  return g_steal_pointer (&self);
}

void
cst_dropea_issue_free (CstDropeaIssue *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->order);
  g_free (self->tracking_number);
  g_free (self->carrier);
  g_free (self->type);
  g_free (self->status);
  g_free (self->resolution);
  g_strfreev (self->options);
  g_free (self->code);
  g_free (self->description);
  g_free (self->substatus);
  cst_record_free (&cst_delivery_answer_type, self->answer);
  g_free (self->agency_name);
  g_free (self->agency_phone);
  cst_record_clear (&cst_address_type, &self->agency);
  g_free (self);
}

/**
 * cst_dropea_issue_waits:
 *
 * Returns: whether it takes an answer at all: any other status is the end of its way, even that of being handled
 * with the customer
 */
gboolean
cst_dropea_issue_waits (const CstDropeaIssue *self)
{
  return self->is_active && g_strcmp0 (self->status, "PENDING") == 0;
}

/**
 * cst_dropea_issue_lists:
 * @option: one of the platform's own words
 *
 * Returns: whether it is among the answers the issue takes
 */
gboolean
cst_dropea_issue_lists (const CstDropeaIssue *self,
                        const char           *option)
{
  return option != NULL && g_strv_contains ((const char *const *) self->options, option);
}
