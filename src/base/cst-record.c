/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-record.h"

#include <string.h>

#include "cst-json.h"

static const char *const tax_mode_nicks[] = { "excluded", "included" };

const CstEnumType cst_tax_mode_type = { tax_mode_nicks, G_N_ELEMENTS (tax_mode_nicks) };

static const CstField amounts_fields[] = {
  { "currency", CST_FIELD_CURRENCY, G_STRUCT_OFFSET (CstAmounts, currency), NULL },
  { "tax_mode", CST_FIELD_ENUM, G_STRUCT_OFFSET (CstAmounts, tax_mode), &cst_tax_mode_type },
  { "goods", CST_FIELD_INT64, G_STRUCT_OFFSET (CstAmounts, goods), NULL },
  { "shipping", CST_FIELD_INT64, G_STRUCT_OFFSET (CstAmounts, shipping), NULL },
  { "tax", CST_FIELD_INT64, G_STRUCT_OFFSET (CstAmounts, tax), NULL },
  { "total", CST_FIELD_INT64, G_STRUCT_OFFSET (CstAmounts, total), NULL },
};

const CstRecordType cst_amounts_type = {
  "amounts", sizeof (CstAmounts), amounts_fields, G_N_ELEMENTS (amounts_fields)
};

/**
 * cst_enum_nick:
 *
 * Returns: (transfer none): the text of @value
 */
const char *
cst_enum_nick (const CstEnumType *type,
               int                value)
{
  g_return_val_if_fail (value >= 0 && (guint) value < type->n_nicks, type->nicks[0]);

  return type->nicks[value];
}

/**
 * cst_enum_value:
 * @nick: (nullable): a text from outside
 *
 * Returns: the value @nick names, the first one when this version does not know it
 */
int
cst_enum_value (const CstEnumType *type,
                const char        *nick)
{
  for (guint i = 0; i < type->n_nicks; i++)
    {
      if (g_strcmp0 (type->nicks[i], nick) == 0)
        return (int) i;
    }

  return 0;
}

static gpointer
place (gconstpointer   record,
       const CstField *field)
{
  return (char *) record + field->offset;
}

static GPtrArray *
records_at (gconstpointer   record,
            const CstField *field)
{
  return *(GPtrArray **) place (record, field);
}

/**
 * cst_record_init:
 * @record: uninitialised memory of the type's size
 */
void
cst_record_init (const CstRecordType *type,
                 gpointer             record)
{
  memset (record, 0, type->size);

  for (guint i = 0; i < type->n_fields; i++)
    {
      const CstField *field = &type->fields[i];

      if (field->kind == CST_FIELD_RECORDS)
        *(GPtrArray **) place (record, field) = g_ptr_array_new ();
      else if (field->kind == CST_FIELD_RECORD)
        cst_record_init (field->type, place (record, field));
    }
}

static void
free_records (const CstRecordType *type,
              GPtrArray           *records)
{
  if (records == NULL)
    return;

  for (guint i = 0; i < records->len; i++)
    cst_record_free (type, g_ptr_array_index (records, i));

  g_ptr_array_unref (records);
}

/**
 * cst_record_clear:
 *
 * Frees what @record owns and leaves it zeroed; @record itself stays the caller's.
 */
void
cst_record_clear (const CstRecordType *type,
                  gpointer             record)
{
  for (guint i = 0; i < type->n_fields; i++)
    {
      const CstField *field = &type->fields[i];

      switch (field->kind)
        {
        case CST_FIELD_STRING:
          g_free (*(char **) place (record, field));
          break;
        case CST_FIELD_STRINGS:
          g_strfreev (*(GStrv *) place (record, field));
          break;
        case CST_FIELD_RECORD:
          cst_record_clear (field->type, place (record, field));
          break;
        case CST_FIELD_OPTIONAL:
          cst_record_free (field->type, *(gpointer *) place (record, field));
          break;
        case CST_FIELD_RECORDS:
          free_records (field->type, records_at (record, field));
          break;
        case CST_FIELD_INT64:
        case CST_FIELD_INT:
        case CST_FIELD_BOOL:
        case CST_FIELD_ENUM:
        case CST_FIELD_CURRENCY:
        default:
          break;
        }
    }

  memset (record, 0, type->size);
}

/**
 * cst_record_new:
 *
 * Returns: (transfer full): an empty record, to be freed with cst_record_free()
 */
gpointer
cst_record_new (const CstRecordType *type)
{
  gpointer record = g_malloc (type->size);

  cst_record_init (type, record);

  return record;
}

/**
 * cst_record_free:
 * @record: (nullable) (transfer full): from cst_record_new()
 */
void
cst_record_free (const CstRecordType *type,
                 gpointer             record)
{
  if (record == NULL)
    return;

  cst_record_clear (type, record);
  g_free (record);
}

static void
assign_records (const CstRecordType *type,
                GPtrArray           *records,
                GPtrArray           *source)
{
  for (guint i = 0; i < source->len; i++)
    g_ptr_array_add (records, cst_record_dup (type, g_ptr_array_index (source, i)));
}

/**
 * cst_record_assign:
 * @record: an initialised record; what it held is freed
 * @source: another record of the same type; copied deeply
 */
void
cst_record_assign (const CstRecordType *type,
                   gpointer             record,
                   gconstpointer        source)
{
  g_return_if_fail (record != source);

  cst_record_clear (type, record);
  memcpy (record, source, type->size);

  for (guint i = 0; i < type->n_fields; i++)
    {
      const CstField *field = &type->fields[i];
      gpointer to = place (record, field);
      gpointer from = place (source, field);

      switch (field->kind)
        {
        case CST_FIELD_STRING:
          *(char **) to = g_strdup (*(char **) from);
          break;
        case CST_FIELD_STRINGS:
          *(GStrv *) to = g_strdupv (*(GStrv *) from);
          break;
        case CST_FIELD_RECORD:
          cst_record_init (field->type, to);
          cst_record_assign (field->type, to, from);
          break;
        case CST_FIELD_OPTIONAL:
          *(gpointer *) to = *(gpointer *) from != NULL ? cst_record_dup (field->type, *(gpointer *) from) : NULL;
          break;
        case CST_FIELD_RECORDS:
          *(GPtrArray **) to = g_ptr_array_new ();
          assign_records (field->type, *(GPtrArray **) to, *(GPtrArray **) from);
          break;
        case CST_FIELD_INT64:
        case CST_FIELD_INT:
        case CST_FIELD_BOOL:
        case CST_FIELD_ENUM:
        case CST_FIELD_CURRENCY:
        default:
          break;
        }
    }
}

/**
 * cst_record_dup:
 *
 * Returns: (transfer full): a deep copy of @source
 */
gpointer
cst_record_dup (const CstRecordType *type,
                gconstpointer        source)
{
  gpointer record = cst_record_new (type);

  cst_record_assign (type, record, source);

  return record;
}

static gboolean
equal_strv (GStrv a,
            GStrv b)
{
  if (a == NULL || b == NULL)
    return (a == NULL || *a == NULL) && (b == NULL || *b == NULL);

  return g_strv_equal ((const char *const *) a, (const char *const *) b);
}

static gboolean
equal_records (const CstRecordType *type,
               GPtrArray           *a,
               GPtrArray           *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      if (!cst_record_equal (type, g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
equal_field (const CstField *field,
             gconstpointer   a,
             gconstpointer   b)
{
  switch (field->kind)
    {
    case CST_FIELD_STRING:
      return g_strcmp0 (*(char *const *) a, *(char *const *) b) == 0;
    case CST_FIELD_STRINGS:
      return equal_strv (*(GStrv const *) a, *(GStrv const *) b);
    case CST_FIELD_INT64:
      return *(const gint64 *) a == *(const gint64 *) b;
    case CST_FIELD_INT:
    case CST_FIELD_BOOL:
    case CST_FIELD_ENUM:
      return *(const int *) a == *(const int *) b;
    case CST_FIELD_CURRENCY:
      return strcmp (a, b) == 0;
    case CST_FIELD_RECORD:
      return cst_record_equal (field->type, a, b);
    case CST_FIELD_OPTIONAL:
      return cst_record_equal (field->type, *(gpointer const *) a, *(gpointer const *) b);
    case CST_FIELD_RECORDS:
      return equal_records (field->type, *(GPtrArray *const *) a, *(GPtrArray *const *) b);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * cst_record_equal:
 * @a: (nullable): a record
 * @b: (nullable): another of the same type
 *
 * Returns: whether all their fields are equal
 */
gboolean
cst_record_equal (const CstRecordType *type,
                  gconstpointer        a,
                  gconstpointer        b)
{
  if (a == NULL || b == NULL)
    return a == b;

  for (guint i = 0; i < type->n_fields; i++)
    {
      if (!equal_field (&type->fields[i], place (a, &type->fields[i]), place (b, &type->fields[i])))
        return FALSE;
    }

  return TRUE;
}

static void write_record (GString             *out,
                          const CstRecordType *type,
                          gconstpointer        record);

/* Runs of plain bytes go at once: that is nearly all of them, UTF-8 included. */
static void
write_string (GString    *out,
              const char *text)
{
  const char *run = text;

  g_string_append_c (out, '"');
  for (const char *p = text;; p++)
    {
      guchar c = (guchar) * p;

      if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
        continue;

      g_string_append_len (out, run, p - run);
      if (c == '\0')
        break;
      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", c);
      else
        g_string_append_printf (out, "\\u%04x", c);
      run = p + 1;
    }
  g_string_append_c (out, '"');
}

/* Member names are ours and need no escaping. */
static void
write_name (GString        *out,
            const CstField *field)
{
  if (out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  g_string_append_c (out, '"');
  g_string_append (out, field->name);
  g_string_append (out, "\":");
}

static void
write_strings (GString        *out,
               const CstField *field,
               GStrv           strings)
{
  if (strings == NULL)
    return;

  write_name (out, field);
  g_string_append_c (out, '[');
  for (char **s = strings; *s != NULL; s++)
    {
      if (s != strings)
        g_string_append_c (out, ',');
      write_string (out, *s);
    }
  g_string_append_c (out, ']');
}

static void
write_records (GString        *out,
               const CstField *field,
               GPtrArray      *records)
{
  if (records->len == 0)
    return;

  write_name (out, field);
  g_string_append_c (out, '[');
  for (guint i = 0; i < records->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      write_record (out, field->type, g_ptr_array_index (records, i));
    }
  g_string_append_c (out, ']');
}

static void
write_text (GString        *out,
            const CstField *field,
            const char     *text)
{
  if (text == NULL)
    return;

  write_name (out, field);
  write_string (out, text);
}

static void
write_number (GString        *out,
              const CstField *field,
              gint64          value)
{
  char digits[24];

  if (value == 0)
    return;

  write_name (out, field);
  g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, value);
  g_string_append (out, digits);
}

static void
write_one (GString        *out,
           const CstField *field,
           gconstpointer   record)
{
  if (record == NULL)
    return;

  write_name (out, field);
  write_record (out, field->type, record);
}

/* Absent means zero, NULL or empty: what is not said costs no room in the store. */
static void
write_field (GString        *out,
             const CstField *field,
             gconstpointer   at)
{
  switch (field->kind)
    {
    case CST_FIELD_STRING:
      write_text (out, field, *(char *const *) at);
      break;
    case CST_FIELD_STRINGS:
      write_strings (out, field, *(GStrv const *) at);
      break;
    case CST_FIELD_INT64:
      write_number (out, field, *(const gint64 *) at);
      break;
    case CST_FIELD_INT:
      write_number (out, field, *(const int *) at);
      break;
    case CST_FIELD_BOOL:
      if (*(const gboolean *) at)
        {
          write_name (out, field);
          g_string_append (out, "true");
        }
      break;
    case CST_FIELD_ENUM:
      if (*(const int *) at != 0)
        write_text (out, field, cst_enum_nick (field->type, *(const int *) at));
      break;
    case CST_FIELD_CURRENCY:
      if (*(const char *) at != '\0')
        write_text (out, field, at);
      break;
    case CST_FIELD_RECORD:
      write_one (out, field, at);
      break;
    case CST_FIELD_OPTIONAL:
      write_one (out, field, *(gpointer const *) at);
      break;
    case CST_FIELD_RECORDS:
      write_records (out, field, *(GPtrArray *const *) at);
      break;
    default:
      g_return_if_reached ();
    }
}

static void
write_record (GString             *out,
              const CstRecordType *type,
              gconstpointer        record)
{
  g_string_append_c (out, '{');
  for (guint i = 0; i < type->n_fields; i++)
    write_field (out, &type->fields[i], place (record, &type->fields[i]));
  g_string_append_c (out, '}');
}

/**
 * cst_record_to_text:
 *
 * Written straight from the record: building a tree of objects first is most of the work, and the store asks for
 * every order of a first sync.
 *
 * Returns: (transfer full): @record as the text of a JSON object; fields that say nothing are left out
 */
char *
cst_record_to_text (const CstRecordType *type,
                    gconstpointer        record)
{
  GString *out = g_string_sized_new (512);

  write_record (out, type, record);

  return g_string_free (out, FALSE);
}

/**
 * cst_record_to_json:
 *
 * Returns: (transfer full): cst_record_to_text() as an object
 */
JsonNode *
cst_record_to_json (const CstRecordType *type,
                    gconstpointer        record)
{
  g_autofree char *text = cst_record_to_text (type, record);

  return json_from_string (text, NULL);
}

static gboolean from_object (const CstRecordType *type,
                             gpointer             record,
                             JsonObject          *object,
                             GError             **error);

static gboolean
wrong_type (const CstField  *field,
            GError         **error)
{
  g_set_error (error, CST_JSON_ERROR, CST_JSON_ERROR_TYPE, "“%s” has the wrong type", field->name);

  return FALSE;
}

static gboolean
read_strings (const CstField  *field,
              gpointer         at,
              JsonNode        *node,
              GError         **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return wrong_type (field, error);

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
        return wrong_type (field, error);
      g_strv_builder_add (builder, json_node_get_string (element));
    }

  *(GStrv *) at = g_strv_builder_end (builder);

  return TRUE;
}

static gboolean
read_records (const CstField  *field,
              GPtrArray       *records,
              JsonNode        *node,
              GError         **error)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return wrong_type (field, error);

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *element = cst_json_array_object (array, i, error);

      if (element == NULL)
        return FALSE;

      g_ptr_array_add (records, cst_record_new (field->type));
      if (!from_object (field->type, g_ptr_array_index (records, records->len - 1), element, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_value (const CstField  *field,
            gpointer         at,
            JsonNode        *node,
            GError         **error)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  switch (field->kind)
    {
    case CST_FIELD_STRING:
      if (type != G_TYPE_STRING)
        return wrong_type (field, error);
      *(char **) at = g_strdup (json_node_get_string (node));
      return TRUE;
    case CST_FIELD_INT64:
      if (type != G_TYPE_INT64)
        return wrong_type (field, error);
      *(gint64 *) at = json_node_get_int (node);
      return TRUE;
    case CST_FIELD_INT:
      if (type != G_TYPE_INT64 || json_node_get_int (node) < G_MININT || json_node_get_int (node) > G_MAXINT)
        return wrong_type (field, error);
      *(int *) at = (int) json_node_get_int (node);
      return TRUE;
    case CST_FIELD_BOOL:
      if (type != G_TYPE_BOOLEAN)
        return wrong_type (field, error);
      *(gboolean *) at = json_node_get_boolean (node);
      return TRUE;
    case CST_FIELD_ENUM:
      if (type != G_TYPE_STRING)
        return wrong_type (field, error);
      *(int *) at = cst_enum_value (field->type, json_node_get_string (node));
      return TRUE;
    case CST_FIELD_CURRENCY:
      if (type != G_TYPE_STRING || strlen (json_node_get_string (node)) > 3)
        return wrong_type (field, error);
      g_strlcpy (at, json_node_get_string (node), 4);
      return TRUE;
    case CST_FIELD_STRINGS:
    case CST_FIELD_RECORD:
    case CST_FIELD_OPTIONAL:
    case CST_FIELD_RECORDS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
read_field (const CstField  *field,
            gpointer         at,
            JsonNode        *node,
            GError         **error)
{
  JsonObject *object;

  if (field->kind == CST_FIELD_STRINGS)
    return read_strings (field, at, node, error);
  if (field->kind == CST_FIELD_RECORDS)
    return read_records (field, *(GPtrArray **) at, node, error);
  if (field->kind != CST_FIELD_RECORD && field->kind != CST_FIELD_OPTIONAL)
    return read_value (field, at, node, error);

  if (!(object = cst_json_node_object (node, field->name, error)))
    return FALSE;
  if (field->kind == CST_FIELD_OPTIONAL)
    at = *(gpointer *) at = cst_record_new (field->type);

  return from_object (field->type, at, object, error);
}

static gboolean
from_object (const CstRecordType  *type,
             gpointer              record,
             JsonObject           *object,
             GError              **error)
{
  for (guint i = 0; i < type->n_fields; i++)
    {
      const CstField *field = &type->fields[i];
      JsonNode *node = json_object_get_member (object, field->name);

      if (node != NULL && !JSON_NODE_HOLDS_NULL (node) && !read_field (field, place (record, field), node, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cst_record_from_json:
 * @record: an initialised, empty record
 * @node: what cst_record_to_json() gave; members it does not know are passed over
 *
 * Returns: whether @record holds what @node says; on error it is partly filled and stays the caller's
 */
gboolean
cst_record_from_json (const CstRecordType  *type,
                      gpointer              record,
                      JsonNode             *node,
                      GError              **error)
{
  JsonObject *object = cst_json_node_object (node, type->name, error);

  return object != NULL && from_object (type, record, object, error);
}

/**
 * cst_record_from_text:
 * @text: what cst_record_to_text() gave
 *
 * Returns: see cst_record_from_json()
 */
gboolean
cst_record_from_text (const CstRecordType  *type,
                      gpointer              record,
                      const char           *text,
                      GError              **error)
{
  g_autoptr(JsonNode) node = cst_json_parse (text, strlen (text), error);

  return node != NULL && cst_record_from_json (type, record, node, error);
}
