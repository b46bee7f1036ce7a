/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-json.h"

#include <string.h>

#include "cst-util.h"

/* json-glib 1.6 overflows its stack on deep nesting, turns integers beyond 64 bits into other
 * numbers, and takes an empty body for success: all of it is refused here, in one pass over the
 * bytes, before the parser sees them. */
#define MAX_DEPTH 64
#define MAX_DIGITS 18

G_DEFINE_QUARK (cst-json-error-quark, cst_json_error)

static gboolean
syntax_error (GError     **error,
              const char  *reason)
{
  g_set_error_literal (error, CST_JSON_ERROR, CST_JSON_ERROR_SYNTAX, reason);

  return FALSE;
}

static gboolean
check_bytes (const char  *data,
             gsize        size,
             GError     **error)
{
  gsize depth = 0;
  gsize digits = 0;
  gboolean in_string = FALSE;
  gboolean anything = FALSE;

  for (gsize i = 0; i < size; i++)
    {
      char c = data[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
          continue;
        }

      digits = g_ascii_isdigit (c) ? digits + 1 : 0;
      if (digits > MAX_DIGITS)
        return syntax_error (error, "a number has more than 18 digits");

      if (c == '"')
        in_string = TRUE;
      else if (c == '\'')
        return syntax_error (error, "a text is not in double quotes");
      else if ((c == '[' || c == '{') && ++depth > MAX_DEPTH)
        return syntax_error (error, "nested more than 64 levels deep");
      else if ((c == ']' || c == '}') && depth > 0)
        depth--;

      anything = anything || !g_ascii_isspace (c);
    }

  return anything || syntax_error (error, "the body is empty");
}

/**
 * cst_json_parse:
 * @data: bytes from outside, not necessarily ending in NUL
 * @size: how many
 *
 * Returns: (transfer full): the root, or %NULL with %CST_JSON_ERROR_SYNTAX
 */
JsonNode *
cst_json_parse (const char  *data,
                gsize        size,
                GError     **error)
{
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(GError) local_error = NULL;
  JsonNode *root;

  if (data == NULL || size == 0)
    return syntax_error (error, "the body is empty"), NULL;
  if (size > G_MAXINT32)
    return syntax_error (error, "the body is too large"), NULL;
  if (!g_utf8_validate_len (data, size, NULL))
    return syntax_error (error, "the body is not UTF-8"), NULL;
  if (!check_bytes (data, size, error))
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, data, (gssize) size, &local_error))
    return syntax_error (error, local_error->message), NULL;
  if (!(root = json_parser_steal_root (parser)))
    return syntax_error (error, "the body is empty"), NULL;

  return root;
}

/* json-glib writes 0.1 with seventeen digits, which is not what a server reads as money. */
static void
append_shortest (GString    *text,
                 const char *number,
                 gsize       length)
{
  g_autofree char *own = g_strndup (number, length);
  double value = g_ascii_strtod (own, NULL);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 15; digits <= 17; digits++)
    {
      char format[] = "%.15g";

      format[3] = (char) ('0' + digits - 10);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }

  g_string_append (text, buffer);
}

static gsize
string_length (const char *text)
{
  gsize length = 1;

  while (text[length] != '"' && text[length] != '\0')
    length += text[length] == '\\' ? 2 : 1;

  return length + 1;
}

/**
 * cst_json_to_text:
 *
 * Returns: (transfer full): @node without white space, numbers as short as they read back the same
 */
char *
cst_json_to_text (JsonNode *node)
{
  g_autofree char *raw = json_to_string (node, FALSE);
  GString *text = g_string_sized_new (strlen (raw));

  for (const char *p = raw; *p != '\0';)
    {
      gsize length = *p == '"' ? string_length (p) : strspn (p, "+-.0123456789eE");

      if (*p != '"' && length > 0 && memchr (p, '.', length) != NULL)
        append_shortest (text, p, length);
      else
        g_string_append_len (text, p, (gssize) MAX (length, 1));
      p += MAX (length, 1);
    }

  return g_string_free (text, FALSE);
}

static gboolean
type_error (GError     **error,
            const char  *member,
            const char  *wanted)
{
  g_set_error (error, CST_JSON_ERROR, CST_JSON_ERROR_TYPE, "“%s” is not %s", member, wanted);

  return FALSE;
}

static gboolean
holds (JsonNode *node,
       GType     type)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

/**
 * cst_json_node_object:
 * @what: how to name the node in the error
 *
 * Returns: (transfer none): the object @node holds, or %NULL with %CST_JSON_ERROR_TYPE
 */
JsonObject *
cst_json_node_object (JsonNode    *node,
                      const char  *what,
                      GError     **error)
{
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return type_error (error, what, "an object"), NULL;

  return json_node_get_object (node);
}

/* The get functions ask for a member that has to be there; the opt functions give their fallback
 * when it is missing, null, or of another type. All results are borrowed from @object. */

JsonObject *
cst_json_get_object (JsonObject  *object,
                     const char  *member,
                     GError     **error)
{
  return cst_json_node_object (json_object_get_member (object, member), member, error);
}

const char *
cst_json_get_string (JsonObject  *object,
                     const char  *member,
                     GError     **error)
{
  const char *text = cst_json_opt_string (object, member, NULL);

  if (text == NULL)
    type_error (error, member, "a text");

  return text;
}

gboolean
cst_json_get_int (JsonObject  *object,
                  const char  *member,
                  gint64      *value,
                  GError     **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (!holds (node, G_TYPE_INT64))
    return type_error (error, member, "a whole number");

  *value = json_node_get_int (node);

  return TRUE;
}

JsonObject *
cst_json_opt_object (JsonObject *object,
                     const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
cst_json_opt_array (JsonObject *object,
                    const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

const char *
cst_json_opt_string (JsonObject *object,
                     const char *member,
                     const char *fallback)
{
  JsonNode *node = json_object_get_member (object, member);

  return holds (node, G_TYPE_STRING) ? json_node_get_string (node) : fallback;
}

/**
 * cst_json_opt_text:
 * @object: (nullable)
 *
 * Returns: (transfer none) (nullable): the member's text, %NULL when there is none or nothing but spaces in it
 */
const char *
cst_json_opt_text (JsonObject *object,
                   const char *member)
{
  const char *text = object != NULL ? cst_json_opt_string (object, member, NULL) : NULL;

  return cst_str_is_blank (text) ? NULL : text;
}

gint64
cst_json_opt_int (JsonObject *object,
                  const char *member,
                  gint64      fallback)
{
  JsonNode *node = json_object_get_member (object, member);

  return holds (node, G_TYPE_INT64) ? json_node_get_int (node) : fallback;
}

/**
 * cst_json_opt_amount:
 * @currency: an ISO 4217 code
 *
 * An amount of money as a number or as text, whichever the server prefers today.
 *
 * Returns: it in minor units of @currency, or @fallback when there is none
 */
gint64
cst_json_opt_amount (JsonObject *object,
                     const char *member,
                     const char *currency,
                     gint64      fallback)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  const char *text = buffer;
  gint64 minor;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return fallback;

  if (json_node_get_value_type (node) == G_TYPE_STRING)
    text = json_node_get_string (node);
  else if (json_node_get_value_type (node) == G_TYPE_INT64 || json_node_get_value_type (node) == G_TYPE_DOUBLE)
    g_ascii_formatd (buffer, sizeof buffer, "%.6f", json_node_get_double (node));
  else
    return fallback;

  return cst_money_from_decimal (text, currency, &minor) ? minor : fallback;
}

gboolean
cst_json_opt_bool (JsonObject *object,
                   const char *member,
                   gboolean    fallback)
{
  JsonNode *node = json_object_get_member (object, member);

  return holds (node, G_TYPE_BOOLEAN) ? json_node_get_boolean (node) : fallback;
}

/**
 * cst_json_opt_time:
 *
 * Returns: the moment in seconds since 1970 UTC, or %CST_TIME_NONE
 */
gint64
cst_json_opt_time (JsonObject *object,
                   const char *member)
{
  return cst_time_parse (cst_json_opt_string (object, member, NULL));
}

/**
 * cst_json_array_length:
 * @array: (nullable): what is not there has nothing in it
 */
guint
cst_json_array_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

/**
 * cst_json_nth_object:
 * @array: (nullable)
 *
 * Returns: (transfer none) (nullable): the object at @index, %NULL when there is none
 */
JsonObject *
cst_json_nth_object (JsonArray *array,
                     guint      index)
{
  JsonNode *node = index < cst_json_array_length (array) ? json_array_get_element (array, index) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * cst_json_array_object:
 *
 * Returns: (transfer none): the object at @index, or %NULL with %CST_JSON_ERROR_TYPE
 */
JsonObject *
cst_json_array_object (JsonArray  *array,
                       guint       index,
                       GError    **error)
{
  return cst_json_node_object (json_array_get_element (array, index), "an element", error);
}
