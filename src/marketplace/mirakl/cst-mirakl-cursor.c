/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-mirakl-cursor.h"

#include <string.h>

#include "cst-json.h"
#include "cst-marketplace.h"

#define VERSION 1

static GHashTable *
read_set (JsonObject *object,
          const char *member)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *array = object != NULL ? cst_json_opt_array (object, member) : NULL;

  for (guint i = 0; i < cst_json_array_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_hash_table_add (set, g_strdup (json_node_get_string (node)));
    }

  return set;
}

/**
 * cst_mirakl_cursor_read:
 * @self: (out): to be cleared, whatever comes of it
 * @text: (nullable): what cst_mirakl_cursor_write() gave; %NULL for the beginning
 *
 * Returns: %FALSE with %CST_MARKETPLACE_ERROR_GONE when it is of another version
 */
gboolean
cst_mirakl_cursor_read (CstMiraklCursor  *self,
                        const char       *text,
                        GError          **error)
{
  g_autoptr(JsonNode) node = text != NULL ? cst_json_parse (text, strlen (text), NULL) : NULL;
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  self->open = read_set (object, "open");
  self->seen = read_set (object, "seen");
  self->talked = read_set (object, "talked");
  self->returned = read_set (object, "returned");
  self->is_whole = text == NULL;
  if (text == NULL)
    return TRUE;
  if (object == NULL || cst_json_opt_int (object, "v", 0) != VERSION)
    {
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_GONE, "a cursor of another version");
      return FALSE;
    }

  self->stage = (CstMiraklStage) CLAMP (cst_json_opt_int (object, "stage", 0), 0, CST_MIRAKL_STAGE_TALK);
  self->since = cst_json_opt_int (object, "since", 0);
  self->newest = cst_json_opt_int (object, "newest", 0);
  self->offset = MAX (cst_json_opt_int (object, "offset", 0), 0);
  self->began = cst_json_opt_int (object, "began", 0);
  self->is_whole = cst_json_opt_bool (object, "whole", FALSE);
  self->talk_since = cst_json_opt_int (object, "talk", 0);
  self->goods_since = cst_json_opt_int (object, "goods", 0);

  return TRUE;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (a, b);
}

static void
write_set (JsonObject *object,
           const char *member,
           GHashTable *set)
{
  g_autoptr(GList) keys = g_list_sort (g_hash_table_get_keys (set), compare_texts);
  JsonArray *array = json_array_new ();

  for (GList *l = keys; l != NULL; l = l->next)
    json_array_add_string_element (array, l->data);
  json_object_set_array_member (object, member, array);
}

/* Returns: (transfer full): @self as text, the same for the same place */
char *
cst_mirakl_cursor_write (const CstMiraklCursor *self)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "v", VERSION);
  json_object_set_int_member (object, "stage", self->stage);
  json_object_set_int_member (object, "since", self->since);
  json_object_set_int_member (object, "newest", self->newest);
  json_object_set_int_member (object, "offset", self->offset);
  json_object_set_int_member (object, "began", self->began);
  json_object_set_boolean_member (object, "whole", self->is_whole);
  json_object_set_int_member (object, "talk", self->talk_since);
  json_object_set_int_member (object, "goods", self->goods_since);
  write_set (object, "open", self->open);
  write_set (object, "seen", self->seen);
  write_set (object, "talked", self->talked);
  write_set (object, "returned", self->returned);
  json_node_take_object (node, object);

  return cst_json_to_text (node);
}

void
cst_mirakl_cursor_clear (CstMiraklCursor *self)
{
  g_clear_pointer (&self->open, g_hash_table_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->talked, g_hash_table_unref);
  g_clear_pointer (&self->returned, g_hash_table_unref);
}
