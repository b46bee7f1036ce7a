/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea-requests.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cst-marketplace.h"
#include "cst-util.h"

#define NOTE_CHARS 500
#define KEY_CHARS 255

/* What each answer is in a request (and in the issue once it has it). */
static const struct
{
  CstDeliveryAnswerKind  kind;
  const char            *status;
  const char            *resolution;
} bodies[] = {
  { CST_ANSWER_CALL_BACK, "MANAGING_WITH_CLIENT", NULL },
  { CST_ANSWER_TEXT, "RESOLVED", "SOLUTION_PROVIDED" },
  { CST_ANSWER_NEW_ATTEMPT, "RESOLVED", "RETRY" },
  { CST_ANSWER_NEW_ADDRESS, "RESOLVED", "CHANGE_ADDRESS" },
  { CST_ANSWER_PICKUP, "RESOLVED", "PICKUP_AT_AGENCY" },
  { CST_ANSWER_RETURN, "RESOLVED", "RETURN_REQUESTED" },
};

static gboolean
refuse (const char  *why,
        GError     **error)
{
  g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_REFUSED, why);

  return FALSE;
}

static gboolean
check_key (const char  *key,
           GError     **error)
{
  gsize length = key != NULL ? strlen (key) : 0;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (key[i]) && key[i] != '_' && key[i] != '-')
        return refuse ("a key that is not taken there", error);
    }

  return (length >= 1 && length <= KEY_CHARS) || refuse ("a key that is not taken there", error);
}

static gboolean
fill_text (JsonObject               *object,
           const CstDeliveryAnswer  *answer,
           GError                  **error)
{
  if (cst_str_is_blank (answer->text))
    return refuse (_("The solution has no text."), error);
  if (g_utf8_strlen (answer->text, -1) > NOTE_CHARS)
    return refuse (_("The solution has more than 500 characters; the carrier takes no more."), error);

  json_object_set_string_member (object, "resolution_note", answer->text);

  return TRUE;
}

static gboolean
fill_attempt (JsonObject               *object,
              const CstDeliveryAnswer  *answer,
              GError                  **error)
{
  JsonObject *data;

  if (!cst_date_is_valid (answer->date))
    return refuse (_("A new attempt needs its day."), error);
  if (answer->window == CST_WINDOW_ANY)
    return refuse (_("A new attempt needs a part of the day: morning, afternoon or evening."), error);

  data = json_object_new ();
  json_object_set_string_member (data, "date", answer->date);
  json_object_set_string_member (data, "time_window", cst_enum_nick (&cst_time_window_type, (int) answer->window));
  json_object_set_object_member (object, "resolution_data", data);

  return TRUE;
}

static gboolean
fill_address (JsonObject               *object,
              const CstDeliveryAnswer  *answer,
              GError                  **error)
{
  const CstAddress *address = answer->address;
  JsonObject *data;
  JsonObject *inner;

  if (address == NULL || cst_str_is_blank (address->street) || cst_str_is_blank (address->postal_code) ||
      cst_str_is_blank (address->city) || cst_str_is_blank (address->region) || address->country == NULL ||
      strlen (address->country) != 2)
    return refuse (_("A new address needs street, postal code, city, province and country."), error);

  inner = json_object_new ();
  json_object_set_string_member (inner, "street", address->street);
  if (!cst_str_is_blank (address->street_more))
    json_object_set_string_member (inner, "address_line_2", address->street_more);
  json_object_set_string_member (inner, "postal_code", address->postal_code);
  json_object_set_string_member (inner, "city", address->city);
  json_object_set_string_member (inner, "state", address->region);
  json_object_set_string_member (inner, "country", address->country);
  data = json_object_new ();
  json_object_set_object_member (data, "address", inner);
  json_object_set_object_member (object, "resolution_data", data);

  return TRUE;
}

static gboolean
fill (JsonObject               *object,
      const CstDeliveryAnswer  *answer,
      GError                  **error)
{
  switch (answer->kind)
    {
    case CST_ANSWER_TEXT:
      return fill_text (object, answer, error);
    case CST_ANSWER_NEW_ATTEMPT:
      return fill_attempt (object, answer, error);
    case CST_ANSWER_NEW_ADDRESS:
      return fill_address (object, answer, error);
    case CST_ANSWER_CALL_BACK:
    case CST_ANSWER_PICKUP:
    case CST_ANSWER_RETURN:
    case CST_ANSWER_NONE:
    default:
      return TRUE;
    }
}

static int
body_index (const CstOperation *operation)
{
  for (gsize i = 0; operation->answer != NULL && i < G_N_ELEMENTS (bodies); i++)
    {
      if (bodies[i].kind == operation->answer->kind)
        return (int) i;
    }

  return -1;
}

/**
 * cst_dropea_resolve_body:
 *
 * The same operation gives the same bytes for ever: the platform compares them when a key is repeated.
 *
 * Returns: (transfer full): the body, or %NULL with %CST_MARKETPLACE_ERROR_REFUSED in words for people
 */
char *
cst_dropea_resolve_body (const CstOperation  *operation,
                         GError             **error)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  int i = body_index (operation);

  json_node_take_object (node, object);
  if (operation->kind != CST_OPERATION_DELIVERY_ANSWER || i < 0)
    return refuse (_("This account cannot do that."), error), NULL;
  if (!check_key (operation->key, error))
    return NULL;

  json_object_set_string_member (object, "status", bodies[i].status);
  if (bodies[i].resolution != NULL)
    json_object_set_string_member (object, "resolution_status", bodies[i].resolution);
  if (!fill (object, operation->answer, error))
    return NULL;

  return cst_json_to_text (node);
}

static CstDropeaMatch
compare_text (const char *theirs,
              const char *ours)
{
  if (cst_str_is_blank (theirs))
    return CST_DROPEA_MATCH_UNSURE;

  return g_strcmp0 (theirs, ours) == 0 ? CST_DROPEA_MATCH_OURS : CST_DROPEA_MATCH_OTHER;
}

static CstDropeaMatch
compare_address (const CstAddress *theirs,
                 const CstAddress *ours)
{
  if (theirs == NULL || ours == NULL || theirs->street == NULL || theirs->postal_code == NULL)
    return CST_DROPEA_MATCH_UNSURE;

  return g_strcmp0 (theirs->street, ours->street) == 0 && g_strcmp0 (theirs->postal_code, ours->postal_code) == 0 &&
         g_strcmp0 (theirs->city, ours->city) == 0 ? CST_DROPEA_MATCH_OURS : CST_DROPEA_MATCH_OTHER;
}

static CstDropeaMatch
compare_particulars (const CstDeliveryAnswer *theirs,
                     const CstDeliveryAnswer *ours)
{
  switch (ours->kind)
    {
    case CST_ANSWER_TEXT:
      return compare_text (theirs->text, ours->text);
    case CST_ANSWER_NEW_ATTEMPT:
      if (theirs->date != NULL && theirs->window != ours->window)
        return CST_DROPEA_MATCH_OTHER;
      return compare_text (theirs->date, ours->date);
    case CST_ANSWER_NEW_ADDRESS:
      return compare_address (theirs->address, ours->address);
    case CST_ANSWER_CALL_BACK:
    case CST_ANSWER_PICKUP:
    case CST_ANSWER_RETURN:
    case CST_ANSWER_NONE:
    default:
      return CST_DROPEA_MATCH_OURS;
    }
}

/**
 * cst_dropea_match:
 * @since: when the first attempt to give the answer left, by the platform's clock; what is older is not ours
 *
 * Returns: whether the issue has the operation's answer, told by facts alone
 */
CstDropeaMatch
cst_dropea_match (const CstDropeaIssue *issue,
                  const CstOperation   *operation,
                  gint64                since)
{
  int i = body_index (operation);

  if (i < 0)
    return CST_DROPEA_MATCH_NONE;
  if (operation->answer->kind == CST_ANSWER_CALL_BACK && g_strcmp0 (issue->status, bodies[i].status) == 0)
    return CST_DROPEA_MATCH_OURS;
  if (issue->resolution == NULL || issue->answer == NULL)
    return g_strcmp0 (issue->status, "PENDING") == 0 ? CST_DROPEA_MATCH_NONE : CST_DROPEA_MATCH_OTHER;
  if (issue->answered_at == 0)
    return CST_DROPEA_MATCH_UNSURE;
  if (issue->answered_at < since)
    return g_strcmp0 (issue->status, "PENDING") == 0 ? CST_DROPEA_MATCH_NONE : CST_DROPEA_MATCH_OTHER;
  if (g_strcmp0 (issue->resolution, bodies[i].resolution) != 0)
    return CST_DROPEA_MATCH_OTHER;

  return compare_particulars (issue->answer, operation->answer);
}
