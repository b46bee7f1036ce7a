/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-wire.h"

#include <string.h>

#include "cst-marketplace.h"
#include "cst-util.h"

/**
 * cst_wire_malformed:
 * @what: what could not be understood
 * @wanted: why
 *
 * Returns: %FALSE with %CST_MARKETPLACE_ERROR_MALFORMED
 */
gboolean
cst_wire_malformed (const char  *what,
                    const char  *wanted,
                    GError     **error)
{
  g_set_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED, "%s: %s", what, wanted);

  return FALSE;
}

static gboolean
malformed (const char  *what,
           const char  *member,
           const char  *wanted,
           GError     **error)
{
  g_autofree char *whole = g_strconcat (what, ".", member, NULL);

  return cst_wire_malformed (whole, wanted, error);
}

/**
 * cst_wire_parse:
 * @body: the bytes of an answer
 * @what: how to name them in an error
 *
 * Returns: (transfer full): a node that holds an object, or %NULL with %CST_MARKETPLACE_ERROR_MALFORMED
 */
JsonNode *
cst_wire_parse (GBytes      *body,
                const char  *what,
                GError     **error)
{
  g_autoptr(GError) json_error = NULL;
  g_autoptr(JsonNode) node = cst_json_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &json_error);

  if (node == NULL)
    return cst_wire_malformed (what, json_error->message, error), NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return cst_wire_malformed (what, "not an object", error), NULL;

  return g_steal_pointer (&node);
}

/**
 * cst_wire_list:
 * @node: (nullable): an object, or %NULL with an error already
 * @name: the member that was asked for
 *
 * An answer without its list says nothing of what is there: what it does not name would be taken for gone.
 *
 * Returns: (transfer none): the list, or %NULL with %CST_MARKETPLACE_ERROR_MALFORMED
 */
JsonArray *
cst_wire_list (JsonNode    *node,
               const char  *name,
               GError     **error)
{
  JsonArray *list = node != NULL ? cst_json_opt_array (json_node_get_object (node), name) : NULL;

  if (node != NULL && list == NULL)
    cst_wire_malformed (name, "no list", error);

  return list;
}

/**
 * cst_wire_id_is_valid:
 * @id: (nullable): a text from outside
 *
 * Returns: whether @id can be an id, and therefore stand in a path as it is
 */
gboolean
cst_wire_id_is_valid (const char *id)
{
  gsize length = 0;

  if (id == NULL || strcmp (id, ".") == 0 || strcmp (id, "..") == 0)
    return FALSE;

  for (; id[length] != '\0'; length++)
    {
      if (!g_ascii_isalnum (id[length]) && strchr ("._-", id[length]) == NULL)
        return FALSE;
    }

  return length >= 1 && length <= 64;
}

static gboolean
read_text (const CstWireField  *field,
           gpointer             at,
           const char          *text,
           const char          *what,
           GError             **error)
{
  if (field->kind == CST_WIRE_ID && !cst_wire_id_is_valid (text))
    return malformed (what, field->name, "not an id", error);
  if (field->kind == CST_WIRE_DATE && !cst_date_is_valid (text))
    return malformed (what, field->name, "not a date", error);

  g_free (*(char **) at);
  *(char **) at = g_strdup (text);

  return TRUE;
}

static gboolean
read_word (const CstWireField  *field,
           gpointer             at,
           const char          *text,
           const char          *what,
           GError             **error)
{
  switch (field->kind)
    {
    case CST_WIRE_TIME:
      if ((*(gint64 *) at = cst_time_parse (text)) == CST_TIME_NONE && !g_str_has_prefix (text, "1970-01-01T00:00:00"))
        return malformed (what, field->name, "not a moment", error);
      return TRUE;
    case CST_WIRE_CODE:
      *(int *) at = cst_enum_value (field->type, text);
      return TRUE;
    case CST_WIRE_CURRENCY:
      if (strlen (text) != 3 || strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3)
        return malformed (what, field->name, "not a currency", error);
      g_strlcpy (at, text, 4);
      return TRUE;
    case CST_WIRE_ID:
    case CST_WIRE_TEXT:
    case CST_WIRE_DATE:
      return read_text (field, at, text, what, error);
    case CST_WIRE_TEXTS:
    case CST_WIRE_IDS:
    case CST_WIRE_COUNT:
    case CST_WIRE_NUMBER:
    case CST_WIRE_MINOR:
    case CST_WIRE_BOOL:
    case CST_WIRE_RECORD:
    case CST_WIRE_FLAT:
    case CST_WIRE_OPTIONAL:
    case CST_WIRE_LIST:
    default:
      return malformed (what, field->name, "a text where none belongs", error);
    }
}

static gboolean
read_number (const CstWireField  *field,
             gpointer             at,
             gint64               number,
             const char          *what,
             GError             **error)
{
  switch (field->kind)
    {
    case CST_WIRE_COUNT:
      if (number < 0 || number > G_MAXINT)
        return malformed (what, field->name, "out of range", error);
      *(int *) at = (int) number;
      return TRUE;
    case CST_WIRE_NUMBER:
      if (number < 0)
        return malformed (what, field->name, "out of range", error);
      *(gint64 *) at = number;
      return TRUE;
    case CST_WIRE_MINOR:
      if (number <= -CST_MONEY_LIMIT || number >= CST_MONEY_LIMIT)
        return malformed (what, field->name, "out of range", error);
      *(gint64 *) at = number;
      return TRUE;
    case CST_WIRE_ID:
    case CST_WIRE_TEXT:
    case CST_WIRE_TEXTS:
    case CST_WIRE_IDS:
    case CST_WIRE_TIME:
    case CST_WIRE_DATE:
    case CST_WIRE_BOOL:
    case CST_WIRE_CODE:
    case CST_WIRE_CURRENCY:
    case CST_WIRE_RECORD:
    case CST_WIRE_FLAT:
    case CST_WIRE_OPTIONAL:
    case CST_WIRE_LIST:
    default:
      return malformed (what, field->name, "a number where none belongs", error);
    }
}

static gboolean
read_value (const CstWireField  *field,
            gpointer             at,
            JsonNode            *node,
            const char          *what,
            GError             **error)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    return read_word (field, at, json_node_get_string (node), what, error);
  if (type == G_TYPE_INT64)
    return read_number (field, at, json_node_get_int (node), what, error);
  if (type != G_TYPE_BOOLEAN || field->kind != CST_WIRE_BOOL)
    return malformed (what, field->name, "the wrong type", error);

  *(gboolean *) at = json_node_get_boolean (node);

  return TRUE;
}

static gboolean
read_texts (const CstWireField  *field,
            gpointer             at,
            JsonArray           *array,
            const char          *what,
            GError             **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return malformed (what, field->name, "not a list of texts", error);
      if (field->kind == CST_WIRE_IDS && !cst_wire_id_is_valid (json_node_get_string (node)))
        return malformed (what, field->name, "not a list of ids", error);
      g_strv_builder_add (builder, json_node_get_string (node));
    }

  g_strfreev (*(GStrv *) at);
  *(GStrv *) at = g_strv_builder_end (builder);

  return TRUE;
}

static gboolean
read_array (const CstWireField  *field,
            gpointer             at,
            JsonArray           *array,
            const char          *what,
            GError             **error)
{
  g_autofree char *place = g_strdup_printf ("%s.%s", what, field->name);

  if (field->kind == CST_WIRE_TEXTS || field->kind == CST_WIRE_IDS)
    return read_texts (field, at, array, what, error);
  if (field->kind != CST_WIRE_LIST)
    return malformed (what, field->name, "a list where none belongs", error);

  return cst_wire_read_list (field->type, *(GPtrArray **) at, array, place, error);
}

static gboolean
read_object (const CstWireField  *field,
             gpointer             record,
             JsonObject          *object,
             const char          *what,
             GError             **error)
{
  g_autofree char *place = g_strdup_printf ("%s.%s", what, field->name);
  gpointer at = (char *) record + field->offset;

  if (field->kind == CST_WIRE_FLAT)
    return cst_wire_read (field->type, record, object, place, error);
  if (field->kind == CST_WIRE_RECORD)
    return cst_wire_read (field->type, at, object, place, error);
  if (field->kind != CST_WIRE_OPTIONAL)
    return malformed (what, field->name, "an object where none belongs", error);

  *(gpointer *) at = cst_wire_read_new (field->type, object, place, error);

  return *(gpointer *) at != NULL;
}

static gboolean
read_field (const CstWireField  *field,
            gpointer             record,
            JsonNode            *node,
            const char          *what,
            GError             **error)
{
  gpointer at = (char *) record + field->offset;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return !field->required || malformed (what, field->name, "missing", error);
  if (JSON_NODE_HOLDS_OBJECT (node))
    return read_object (field, record, json_node_get_object (node), what, error);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return read_array (field, at, json_node_get_array (node), what, error);

  return read_value (field, at, node, what, error);
}

/**
 * cst_wire_read:
 * @record: an initialised, empty record of @type
 * @what: how to name the object in an error
 *
 * Returns: whether @record holds what @object says; otherwise %CST_MARKETPLACE_ERROR_MALFORMED names
 * the member, and @record stays the caller's to clear
 */
gboolean
cst_wire_read (const CstWireType  *type,
               gpointer            record,
               JsonObject         *object,
               const char         *what,
               GError            **error)
{
  for (guint i = 0; i < type->n_fields; i++)
    {
      const CstWireField *field = &type->fields[i];

      if (!read_field (field, record, json_object_get_member (object, field->name), what, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cst_wire_read_new:
 *
 * Returns: (transfer full): a new record, see cst_wire_read(); %NULL on error
 */
gpointer
cst_wire_read_new (const CstWireType  *type,
                   JsonObject         *object,
                   const char         *what,
                   GError            **error)
{
  gpointer record = cst_record_new (type->record);

  if (cst_wire_read (type, record, object, what, error))
    return record;

  cst_record_free (type->record, record);

  return NULL;
}

/**
 * cst_wire_read_list:
 * @records: where the records are added; they become its owner's
 *
 * Returns: whether every element could be read
 */
gboolean
cst_wire_read_list (const CstWireType  *type,
                    GPtrArray          *records,
                    JsonArray          *array,
                    const char         *what,
                    GError            **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s[%u]", what, i);
      JsonNode *node = json_array_get_element (array, i);
      gpointer record;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return malformed (what, "element", "not an object", error);
      if (!(record = cst_wire_read_new (type, json_node_get_object (node), place, error)))
        return FALSE;

      g_ptr_array_add (records, record);
    }

  return TRUE;
}
