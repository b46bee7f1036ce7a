/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea-wire.h"

#include "cst-marketplace.h"
#include "cst-util.h"
#include "cst-wire.h"

/* A free-text answer has as many characters at most. */
#define NOTE_CHARS 500
#define MAX_WORDS 400

/**
 * cst_dropea_data:
 *
 * Returns: (transfer none): what the envelope holds; %NULL when it is no yes, or holds no object
 */
JsonObject *
cst_dropea_data (JsonNode    *root,
                 const char  *what,
                 GError     **error)
{
  JsonObject *object = json_node_get_object (root);
  JsonObject *data = cst_json_opt_object (object, "data");

  if (!cst_json_opt_bool (object, "success", TRUE))
    return cst_wire_malformed (what, "no success, and no failure", error), NULL;
  if (data == NULL)
    return cst_wire_malformed (what, "data missing", error), NULL;

  return data;
}

static gint64
count_pages (JsonObject *pagination,
             guint       limit)
{
  static const char *const pages[] = { "total_pages", "pages", "last_page", NULL };
  static const char *const totals[] = { "total", "total_items", "count", NULL };

  for (int i = 0; pagination != NULL && pages[i] != NULL; i++)
    {
      gint64 n = cst_json_opt_int (pagination, pages[i], -1);

      if (n >= 0)
        return n;
    }
  for (int i = 0; pagination != NULL && totals[i] != NULL; i++)
    {
      gint64 n = cst_json_opt_int (pagination, totals[i], -1);
      gint64 size = cst_json_opt_int (pagination, "limit", limit);

      if (n >= 0 && size > 0)
        return n / size + (n % size != 0);
    }

  return -1;
}

/**
 * cst_dropea_read_page:
 * @limit: how many items were asked for
 *
 * What stands in `pagination` is not certain, so that nothing in it is needed.
 *
 * Returns: (transfer full): a page of a list
 */
CstDropeaPage *
cst_dropea_read_page (GBytes      *body,
                      const char  *what,
                      guint        limit,
                      GError     **error)
{
  g_autoptr(CstDropeaPage) page = g_new0 (CstDropeaPage, 1);
  JsonObject *data;

  if (!(page->root = cst_wire_parse (body, what, error)) || !(data = cst_dropea_data (page->root, what, error)))
    return NULL;
  if (!(page->items = cst_json_opt_array (data, "items")))
    return cst_wire_malformed (what, "data.items missing", error), NULL;

  for (guint i = 0; i < json_array_get_length (page->items); i++)
    {
      if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (page->items, i)))
        return cst_wire_malformed (what, "an item that is not an object", error), NULL;
    }
  page->n_pages = count_pages (cst_json_opt_object (data, "pagination"), limit);

  return g_steal_pointer (&page);
}

void
cst_dropea_page_free (CstDropeaPage *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->root, json_node_unref);
  g_free (self);
}

static char *
shorten (const char *text)
{
  if (cst_str_is_blank (text))
    return NULL;

  return g_utf8_strlen (text, -1) > MAX_WORDS ? g_utf8_substring (text, 0, MAX_WORDS) : g_strdup (text);
}

/**
 * cst_dropea_read_failure:
 * @body: (nullable): of an answer that is a no; anything at all
 * @failure: (out): what it says, empty where it does not speak this language
 */
void
cst_dropea_read_failure (GBytes           *body,
                         CstDropeaFailure *failure)
{
  static const char *const types[] = { "type", "name", NULL };
  static const char *const messages[] = { "message", "detail", NULL };
  static const char *const operations[] = { "operation_id", NULL };
  g_autoptr(JsonNode) root = body != NULL ? cst_wire_parse (body, "failure", NULL) : NULL;
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;
  JsonObject *inner = object != NULL ? cst_json_opt_object (object, "failure") : NULL;
  JsonObject *data = object != NULL ? cst_json_opt_object (object, "data") : NULL;
  const char *message = cst_dropea_text (inner, messages);
  const char *operation = cst_dropea_text (object, operations);

  if (message == NULL)
    message = cst_dropea_text (object, messages);
  if (operation == NULL)
    operation = cst_dropea_text (inner, operations);
  if (operation == NULL)
    operation = cst_dropea_text (data, operations);

  failure->type = g_strdup (cst_dropea_text (inner, types));
  failure->message = shorten (message);
  failure->operation = g_strdup (operation);
}

void
cst_dropea_failure_clear (CstDropeaFailure *failure)
{
  g_clear_pointer (&failure->type, g_free);
  g_clear_pointer (&failure->message, g_free);
  g_clear_pointer (&failure->operation, g_free);
}

static gboolean
may_answer (JsonObject *object)
{
  JsonArray *scopes = cst_json_opt_array (object, "scopes");

  for (guint i = 0; scopes != NULL && i < json_array_get_length (scopes); i++)
    {
      JsonNode *node = json_array_get_element (scopes, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
          g_strcmp0 (json_node_get_string (node), "dp:issues:resolve") == 0)
        return TRUE;
    }

  return scopes == NULL;
}

/**
 * cst_dropea_read_me:
 * @object: (nullable): whom the key belongs to; what stands in it is not certain, so that nothing in it is needed
 *
 * Returns: (transfer full): the account, without its country
 */
CstAccountInfo *
cst_dropea_read_me (JsonObject *object)
{
  static const char *const names[] = { "company", "name", "full_name", "email", NULL };
  CstAccountInfo *info = cst_record_new (&cst_account_info_type);
  const char *name = cst_dropea_text (object, names);

  info->remote_id = object != NULL ? cst_dropea_id (object, "id") : NULL;
  info->name = g_strdup (name != NULL ? name : "Dropea");
  info->site = g_strdup ("Dropea");
  info->audience = CST_CUSTOMER_CONSUMER;
  g_strlcpy (info->currency, "EUR", sizeof info->currency);
  info->capabilities = CST_CAN_READ_ORDERS | CST_CAN_READ_DELIVERIES | CST_CAN_ANSWER_DELIVERIES | CST_CAN_IDEMPOTENT;
  info->may_decide = object == NULL || may_answer (object);
  info->message_limit = NOTE_CHARS;
  info->needs_region = TRUE;

  return info;
}

/**
 * cst_dropea_read_catalogue:
 *
 * Returns: (transfer full): words by their codes, as far as they can be made out
 */
GHashTable *
cst_dropea_read_catalogue (JsonNode *root)
{
  static const char *const codes[] = { "code", "value", "key", NULL };
  static const char *const labels[] = { "label", "name", "description", NULL };
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonObject *object = json_node_get_object (root);
  JsonObject *data = cst_json_opt_object (object, "data");
  JsonArray *items = cst_json_opt_array (data != NULL ? data : object, data != NULL ? "items" : "data");

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonNode *node = json_array_get_element (items, i);
      JsonObject *item = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *code = cst_dropea_text (item, codes);
      const char *label = cst_dropea_text (item, labels);

      if (code != NULL && label != NULL)
        g_hash_table_insert (words, g_strdup (code), g_strdup (label));
    }

  return words;
}

/**
 * cst_dropea_read_operation:
 * @object: what the platform says of an operation
 *
 * Returns: whether it is at work on it, has done it or has not; the words for it are not certain, and one that is
 * not known tells nothing
 */
CstDropeaOperationState
cst_dropea_read_operation (JsonObject *object)
{
  static const struct
  {
    const char              *word;
    CstDropeaOperationState  state;
  } words[] = {
    { "pending", CST_DROPEA_OPERATION_RUNNING }, { "queued", CST_DROPEA_OPERATION_RUNNING },
    { "processing", CST_DROPEA_OPERATION_RUNNING }, { "in_progress", CST_DROPEA_OPERATION_RUNNING },
    { "running", CST_DROPEA_OPERATION_RUNNING }, { "completed", CST_DROPEA_OPERATION_DONE },
    { "succeeded", CST_DROPEA_OPERATION_DONE }, { "success", CST_DROPEA_OPERATION_DONE },
    { "done", CST_DROPEA_OPERATION_DONE }, { "failed", CST_DROPEA_OPERATION_FAILED },
    { "error", CST_DROPEA_OPERATION_FAILED }, { "rejected", CST_DROPEA_OPERATION_FAILED },
  };
  static const char *const members[] = { "status", "state", NULL };
  const char *text = cst_dropea_text (object, members);

  for (gsize i = 0; text != NULL && i < G_N_ELEMENTS (words); i++)
    {
      if (g_ascii_strcasecmp (text, words[i].word) == 0)
        return words[i].state;
    }

  return CST_DROPEA_OPERATION_UNKNOWN;
}
