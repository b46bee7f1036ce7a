/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"
#include "cst-medusa-wire.h"

/* Files are addresses there, without ids of their own everywhere. Ours say where the address stands:
 *
 *   cCLAIM.mIMAGE   an image of one of the claim's items
 *   cCLAIM.pN       the Nth photo noted with the claim
 *   cCLAIM.label    the label of its return
 *   oORDER.iLINE    the picture of an article
 *
 * where CLAIM and the others are ids without their prefix, so that two fit into the length of one. */

/* What the server stored under a name in UTF-8 it gives back as if each byte were a Latin-1 character. */
static char *
mend_encoding (const char *name)
{
  g_autoptr(GString) bytes = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c > 0xff)
        return g_strdup (name);
      g_string_append_c (bytes, (char) c);
    }

  return g_utf8_validate (bytes->str, (gssize) bytes->len, NULL) ? g_strdup (bytes->str) : g_strdup (name);
}

/**
 * cst_medusa_file_name:
 * @url: (nullable): where a file lies
 *
 * Returns: (transfer full): the name it was given by people, without the number the server puts before it
 */
char *
cst_medusa_file_name (const char *url)
{
  g_autofree char *path = url != NULL ? g_strndup (url, strcspn (url, "?#")) : g_strdup ("");
  const char *slash = strrchr (path, '/');
  g_autofree char *name = g_uri_unescape_string (slash != NULL ? slash + 1 : path, NULL);
  const char *start;
  gsize digits;

  if (name == NULL || *name == '\0' || !g_utf8_validate (name, -1, NULL))
    return g_strdup ("file");

  digits = strspn (name, "0123456789");
  start = digits >= 10 && name[digits] == '-' && name[digits + 1] != '\0' ? name + digits + 1 : name;

  return mend_encoding (start);
}

/**
 * cst_medusa_file_owner:
 * @owner: (out) (transfer full): the id of the claim, exchange or order that knows the address
 *
 * Returns: (transfer none) (nullable): what of it; %NULL when @attachment is no id of ours
 */
const char *
cst_medusa_file_owner (const char  *attachment,
                       char       **owner)
{
  const char *dot = strchr (attachment, '.');
  const char *kind = *attachment == 'c' ? "claim" : *attachment == 'x' ? "oexc" : *attachment == 'o' ? "order" : NULL;

  *owner = NULL;
  if (dot == NULL || dot - attachment < 2 || kind == NULL)
    return NULL;

  *owner = g_strdup_printf ("%s_%.*s", kind, (int) (dot - attachment - 1), attachment + 1);

  return dot + 1;
}

static const char *
url_in (JsonArray  *array,
        const char *id,
        const char *member)
{
  for (guint i = 0; i < cst_json_array_length (array); i++)
    {
      JsonObject *object = cst_json_nth_object (array, i);

      if (object != NULL && g_str_has_suffix (cst_json_opt_string (object, "id", ""), id))
        return cst_json_opt_string (object, member, NULL);
    }

  return NULL;
}

static const char *
image_url (JsonObject *claim,
           const char *id)
{
  JsonArray *items = cst_json_opt_array (claim, "claim_items");
  const char *url = NULL;

  for (guint i = 0; items != NULL && i < json_array_get_length (items) && url == NULL; i++)
    {
      JsonObject *item = cst_json_nth_object (items, i);

      if (item != NULL)
        url = url_in (cst_json_opt_array (item, "images"), id, "url");
    }

  return url;
}

static const char *
noted_url (JsonObject *claim,
           guint64     index)
{
  JsonObject *metadata = cst_json_opt_object (claim, "metadata");
  JsonArray *photos = metadata != NULL ? cst_json_opt_array (metadata, "photos") : NULL;
  JsonNode *node = photos != NULL && index < json_array_get_length (photos)
                   ? json_array_get_element (photos, (guint) index) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_get_string (node) : NULL;
}

static const char *
label_url (JsonObject *claim)
{
  JsonObject *goods = cst_json_opt_object (claim, "return");
  JsonArray *parcels = goods != NULL ? cst_json_opt_array (goods, "fulfillments") : NULL;
  const char *url = NULL;

  for (guint i = 0; parcels != NULL && i < json_array_get_length (parcels) && url == NULL; i++)
    {
      JsonObject *parcel = cst_json_nth_object (parcels, i);

      if (parcel != NULL)
        url = url_in (cst_json_opt_array (parcel, "labels"), "", "label_url");
    }

  return url;
}

/**
 * cst_medusa_file_url:
 * @claim: (nullable): the claim or exchange that the attachment's id names
 * @order: (nullable): the order that it names
 * @attachment: an id of ours
 *
 * Returns: (transfer full) (nullable): where the file lies
 */
char *
cst_medusa_file_url (JsonObject *claim,
                     JsonObject *order,
                     const char *attachment)
{
  g_autofree char *owner = NULL;
  const char *part = cst_medusa_file_owner (attachment, &owner);

  if (part == NULL)
    return NULL;
  if (order != NULL && *part == 'i')
    return g_strdup (url_in (cst_json_opt_array (order, "items"), part + 1, "thumbnail"));
  if (claim == NULL)
    return NULL;
  if (g_str_equal (part, "label"))
    return g_strdup (label_url (claim));
  if (*part == 'm')
    return g_strdup (image_url (claim, part + 1));
  if (*part == 'p')
    return g_strdup (noted_url (claim, g_ascii_strtoull (part + 1, NULL, 10)));

  return NULL;
}
