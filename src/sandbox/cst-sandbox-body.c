/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sandbox-body.h"

#include <string.h>

#include "cst-json.h"
#include "cst-util.h"

#define ID_CHARS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"

/* Notes a mistake at @base/@member; both may be empty. */
void
cst_body_mistake (CstBody    *self,
                  const char *base,
                  const char *member,
                  const char *detail)
{
  g_autofree char *pointer = g_strconcat (base, member != NULL ? "/" : "",
                                          member != NULL ? member : "", NULL);

  cst_writer_begin_object (&self->writer, NULL);
  cst_writer_string (&self->writer, "pointer", pointer);
  cst_writer_string (&self->writer, "detail", detail);
  cst_writer_end_object (&self->writer);
}

/**
 * cst_body_begin:
 *
 * Returns: (transfer none) (nullable): the object that is the body; %NULL with the mistake noted
 * when it is none
 */
JsonObject *
cst_body_begin (CstBody *self,
                GBytes  *bytes)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr(GError) error = NULL;

  self->errors = g_string_new (NULL);
  self->writer = (CstWriter) CST_WRITER_INIT (self->errors);
  self->root = cst_json_parse (data, size, &error);
  if (self->root == NULL)
    cst_body_mistake (self, "", NULL, error->message);
  else if (!JSON_NODE_HOLDS_OBJECT (self->root))
    cst_body_mistake (self, "", NULL, "must be an object");
  else
    return json_node_get_object (self->root);

  return NULL;
}

void
cst_body_clear (CstBody *self)
{
  g_clear_pointer (&self->root, json_node_unref);
  if (self->errors != NULL)
    g_string_free (g_steal_pointer (&self->errors), TRUE);
}

/* Returns: whether all is well; if not, @reply is a 422 that names every mistake */
gboolean
cst_body_end (CstBody  *self,
              CstReply *reply)
{
  g_autofree char *array = NULL;
  CstWriter writer;

  if (self->errors->len == 0)
    return TRUE;

  array = g_strconcat ("[", self->errors->str, "]", NULL);
  writer = cst_reply_problem (reply, "invalid", NULL);
  cst_writer_raw (&writer, "errors", array, strlen (array));
  cst_writer_end_object (&writer);

  return FALSE;
}

/* Every member of @object that is not among @members, which ends with %NULL, is a mistake. */
void
cst_body_only (CstBody           *self,
               JsonObject        *object,
               const char        *base,
               const char *const *members)
{
  g_autoptr(GList) present = json_object_get_members (object);

  for (GList *l = present; l != NULL; l = l->next)
    {
      if (!g_strv_contains (members, l->data))
        cst_body_mistake (self, base, l->data, "is unknown");
    }
}

static JsonNode *
find (CstBody    *self,
      JsonObject *object,
      const char *base,
      const char *member,
      gboolean    required)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL && required)
    cst_body_mistake (self, base, member, "is missing");

  return node;
}

static const char *
string_of (CstBody    *self,
           JsonNode   *node,
           const char *base,
           const char *member,
           gsize       min,
           gsize       max)
{
  const char *text;
  glong length;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      cst_body_mistake (self, base, member, "must be a string");
      return NULL;
    }

  text = json_node_get_string (node);
  length = g_utf8_strlen (text, -1);
  if ((gsize) length < min || (gsize) length > max)
    {
      cst_body_mistake (self, base, member, length == 0 ? "must not be empty" : "is too long");
      return NULL;
    }

  return text;
}

const char *
cst_body_text (CstBody    *self,
               JsonObject *object,
               const char *base,
               const char *member,
               gsize       min,
               gsize       max)
{
  JsonNode *node = find (self, object, base, member, TRUE);

  return node != NULL ? string_of (self, node, base, member, min, max) : NULL;
}

const char *
cst_body_opt_text (CstBody    *self,
                   JsonObject *object,
                   const char *base,
                   const char *member,
                   gsize       max)
{
  JsonNode *node = find (self, object, base, member, FALSE);

  return node != NULL ? string_of (self, node, base, member, 0, max) : NULL;
}

gboolean
cst_body_check_id (const char *text)
{
  gsize length = strlen (text);

  return length >= 1 && length <= 64 && strspn (text, ID_CHARS) == length;
}

const char *
cst_body_id (CstBody    *self,
             JsonObject *object,
             const char *base,
             const char *member)
{
  const char *text = cst_body_text (self, object, base, member, 1, 64);

  if (text != NULL && !cst_body_check_id (text))
    cst_body_mistake (self, base, member, "must be an id");

  return text;
}

/* An optional day. */
const char *
cst_body_date (CstBody    *self,
               JsonObject *object,
               const char *base,
               const char *member)
{
  const char *text = cst_body_opt_text (self, object, base, member, 10);

  if (text != NULL && !cst_date_is_valid (text))
    cst_body_mistake (self, base, member, "must be a date");

  return text;
}

/* A moment exactly as the contract writes it. */
gint64
cst_body_time (CstBody    *self,
               JsonObject *object,
               const char *base,
               const char *member)
{
  const char *text = cst_body_text (self, object, base, member, 1, 40);
  gint64 moment = cst_time_parse (text);
  g_autofree char *again = cst_time_format (moment);

  if (text != NULL && !g_str_equal (again, text))
    cst_body_mistake (self, base, member, "must be a UTC time with whole seconds");

  return moment;
}

const char *
cst_body_choice (CstBody           *self,
                 JsonObject        *object,
                 const char        *base,
                 const char        *member,
                 const char *const *choices)
{
  const char *text = cst_body_text (self, object, base, member, 1, 64);

  if (text != NULL && !g_strv_contains (choices, text))
    {
      cst_body_mistake (self, base, member, "is none of the known words");
      return NULL;
    }

  return text;
}

static gint64
int_of (CstBody    *self,
        JsonNode   *node,
        const char *base,
        const char *member,
        gint64      min,
        gint64      max)
{
  gint64 value;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    {
      cst_body_mistake (self, base, member, "must be an integer");
      return min;
    }

  value = json_node_get_int (node);
  if (value < min || value > max)
    {
      g_autofree char *detail = g_strdup_printf ("must be between %" G_GINT64_FORMAT
                                                 " and %" G_GINT64_FORMAT, min, max);

      cst_body_mistake (self, base, member, detail);
      return min;
    }

  return value;
}

gint64
cst_body_int (CstBody    *self,
              JsonObject *object,
              const char *base,
              const char *member,
              gint64      min,
              gint64      max)
{
  JsonNode *node = find (self, object, base, member, TRUE);

  return node != NULL ? int_of (self, node, base, member, min, max) : min;
}

gint64
cst_body_opt_int (CstBody    *self,
                  JsonObject *object,
                  const char *base,
                  const char *member,
                  gint64      min,
                  gint64      max,
                  gint64      fallback)
{
  JsonNode *node = find (self, object, base, member, FALSE);

  return node != NULL ? int_of (self, node, base, member, min, max) : fallback;
}

/* An optional object. */
JsonObject *
cst_body_object (CstBody    *self,
                 JsonObject *object,
                 const char *base,
                 const char *member)
{
  JsonNode *node = find (self, object, base, member, FALSE);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      cst_body_mistake (self, base, member, "must be an object");
      return NULL;
    }

  return json_node_get_object (node);
}

/* An array of objects with at least one in it. */
JsonArray *
cst_body_array (CstBody    *self,
                JsonObject *object,
                const char *base,
                const char *member)
{
  JsonNode *node = find (self, object, base, member, TRUE);
  JsonArray *array;

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) == 0)
    {
      cst_body_mistake (self, base, member, "must be an array with something in it");
      return NULL;
    }

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
        {
          cst_body_mistake (self, base, member, "must hold objects");
          return NULL;
        }
    }

  return array;
}

/* Who acted. */
CstWorldBy
cst_body_by (CstBody    *self,
             JsonObject *object)
{
  static const char *const members[] = { "person", "name", NULL };
  JsonNode *node = find (self, object, "", "by", TRUE);
  CstWorldBy by = { NULL, NULL };
  JsonObject *person;

  if (node == NULL || !(person = cst_body_object (self, object, "", "by")))
    return by;

  cst_body_only (self, person, "/by", members);
  by.person = cst_body_id (self, person, "/by", "person");
  by.name = cst_body_text (self, person, "/by", "name", 1, 120);

  return by;
}

/* The line of @order that the member "line" names, as an index. */
int
cst_body_line (CstBody             *self,
               JsonObject          *object,
               const char          *base,
               const CstWorldOrder *order)
{
  const char *text = cst_body_id (self, object, base, "line");

  for (int i = 0; text != NULL && i < order->n_lines; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i + 1);

      if (g_str_equal (id, text))
        return i;
    }
  if (text != NULL)
    cst_body_mistake (self, base, "line", "is no line of this order");

  return 0;
}
