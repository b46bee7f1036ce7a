/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-dropea-wire.h"
#include "cst-util.h"
#include "cst-wire.h"

/**
 * cst_dropea_id:
 *
 * Returns: (transfer full) (nullable): an id, written as a number or as a text; %NULL when it is none
 */
char *
cst_dropea_id (JsonObject *object,
               const char *member)
{
  JsonNode *node = json_object_get_member (object, member);
  const char *text;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node) >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node)) : NULL;

  text = cst_json_opt_string (object, member, NULL);

  return cst_wire_id_is_valid (text) ? g_strdup (text) : NULL;
}

/**
 * cst_dropea_text:
 * @members: (array zero-terminated=1): names under which it may stand, the likeliest first
 *
 * Returns: (transfer none) (nullable): the first that says something
 */
const char *
cst_dropea_text (JsonObject        *object,
                 const char *const *members)
{
  for (; object != NULL && *members != NULL; members++)
    {
      const char *text = cst_json_opt_string (object, *members, NULL);

      if (!cst_str_is_blank (text))
        return text;
    }

  return NULL;
}

/**
 * cst_dropea_code:
 *
 * Returns: (transfer full) (nullable): a code, written as a text or as a number
 */
char *
cst_dropea_code (JsonObject *object,
                 const char *member)
{
  JsonNode *node = json_object_get_member (object, member);
  const char *text = cst_json_opt_string (object, member, NULL);

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));

  return cst_str_is_blank (text) ? NULL : g_strdup (text);
}

/**
 * cst_dropea_time:
 *
 * Returns: a moment; one without a zone is in UTC. 0 when it is not said, or not a moment
 */
gint64
cst_dropea_time (JsonObject *object,
                 const char *member)
{
  const char *text = cst_json_opt_string (object, member, NULL);
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) moment = NULL;
  g_autofree char *midnight = NULL;

  if (text == NULL)
    return 0;
  if (cst_date_is_valid (text))
    text = midnight = g_strconcat (text, "T00:00:00", NULL);
  if (!(moment = g_date_time_new_from_iso8601 (text, utc)))
    return 0;

  return MAX (g_date_time_to_unix (moment), 0);
}

/* A number with decimals has been a double since the parser saw it: written with fifteen digits it is the text that
 * came, to the last cent of any sum there is. */
static gboolean
amount_of (JsonNode   *node,
           const char *currency,
           gint64     *minor)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  CstMoney money;
  GType type;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;

  type = json_node_get_value_type (node);
  if (type == G_TYPE_INT64)
    g_snprintf (buffer, sizeof buffer, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (type == G_TYPE_DOUBLE)
    g_ascii_formatd (buffer, sizeof buffer, "%.15g", json_node_get_double (node));
  else if (type == G_TYPE_STRING)
    g_strlcpy (buffer, json_node_get_string (node), sizeof buffer);
  else
    return FALSE;

  if (!cst_money_parse (buffer, currency, &money))
    return FALSE;

  *minor = money.minor;

  return TRUE;
}

/**
 * cst_dropea_amount:
 * @members: (array zero-terminated=1): names under which it may stand, the likeliest first
 * @minor: (out): in minor units
 *
 * Returns: whether one of them is an amount; signs and more decimals than the currency has are none
 */
gboolean
cst_dropea_amount (JsonObject        *object,
                   const char *const *members,
                   const char        *currency,
                   gint64            *minor)
{
  for (; object != NULL && *members != NULL; members++)
    {
      if (amount_of (json_object_get_member (object, *members), currency, minor))
        return TRUE;
    }

  return FALSE;
}

/**
 * cst_dropea_address:
 * @object: (nullable): of a customer, an address or an agency
 * @address: filled with what is said
 */
void
cst_dropea_address (JsonObject *object,
                    CstAddress *address)
{
  static const char *const names[] = { "full_name", "name", NULL };
  static const char *const streets[] = { "street", "address", "address_line_1", "address1", NULL };
  static const char *const more[] = { "address_line_2", "address2", NULL };
  static const char *const codes[] = { "postal_code", "zip_code", "zip", NULL };
  static const char *const regions[] = { "state", "province", "region", NULL };
  static const char *const countries[] = { "country", "country_code", NULL };
  static const char *const cities[] = { "city", NULL };
  static const char *const phones[] = { "phone", "phone_number", NULL };
  const char *country = cst_dropea_text (object, countries);

  if (object == NULL)
    return;

  cst_set_str (&address->name, cst_dropea_text (object, names));
  cst_set_str (&address->street, cst_dropea_text (object, streets));
  cst_set_str (&address->street_more, cst_dropea_text (object, more));
  cst_set_str (&address->postal_code, cst_dropea_text (object, codes));
  cst_set_str (&address->city, cst_dropea_text (object, cities));
  cst_set_str (&address->region, cst_dropea_text (object, regions));
  cst_set_str (&address->phone, cst_dropea_text (object, phones));
  g_clear_pointer (&address->country, g_free);
  if (country != NULL && strlen (country) == 2)
    address->country = g_ascii_strup (country, -1);
}

/**
 * cst_dropea_mark:
 *
 * Returns: a number that is another one as soon as anything in @object is
 */
guint64
cst_dropea_mark (JsonObject *object)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  g_autofree char *digest = NULL;

  json_node_set_object (node, object);
  text = json_to_string (node, FALSE);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  digest[16] = '\0';

  return g_ascii_strtoull (digest, NULL, 16);
}
