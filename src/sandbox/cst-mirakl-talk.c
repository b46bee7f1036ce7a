/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the shop writes: new threads, answers, and files with either. */
#include "cst-mirakl.h"

#include <libsoup/soup.h>
#include <string.h>

#include "cst-json.h"
#include "cst-sandbox.h"

#define MIN_BODY 3
#define MAX_BODY 50000
#define MAX_BYTES (30 * 1024 * 1024)
#define MAX_FILES 50
#define MAX_MESSAGES 1000

typedef struct
{
  JsonNode  *input;
  GPtrArray *names;  /* (owned) of char * */
  GPtrArray *files;  /* (owned) of GBytes */
} Form;

static void
form_clear (Form *form)
{
  g_clear_pointer (&form->input, json_node_unref);
  g_clear_pointer (&form->names, g_ptr_array_unref);
  g_clear_pointer (&form->files, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Form, form_clear)

static gboolean
take_part (Form          *form,
           SoupMultipart *multipart,
           int            index,
           const char    *part,
           CstReply      *reply)
{
  g_autoptr(GHashTable) params = NULL;
  g_autofree char *disposition = NULL;
  SoupMessageHeaders *headers = NULL;
  GBytes *bytes = NULL;
  const char *name = NULL;
  const char *filename;

  if (soup_multipart_get_part (multipart, index, &headers, &bytes) &&
      soup_message_headers_get_content_disposition (headers, &disposition, &params))
    name = g_hash_table_lookup (params, "name");
  filename = name != NULL ? g_hash_table_lookup (params, "filename") : NULL;
  if (g_strcmp0 (name, part) == 0 && form->input == NULL)
    {
      form->input = cst_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);
      if (form->input == NULL || !JSON_NODE_HOLDS_OBJECT (form->input))
        cst_mirakl_fail (reply, 400, "The part is no JSON object");
    }
  else if (g_strcmp0 (name, "files") == 0 && filename != NULL)
    {
      g_ptr_array_add (form->names, g_strdup (filename));
      g_ptr_array_add (form->files, g_bytes_ref (bytes));
    }
  else
    cst_mirakl_mistake (reply, name != NULL ? name : "", "is not a part of this form");

  return reply->status == 0;
}

static gboolean
read_form (Form       *form,
           CstRequest *request,
           const char *part,
           CstReply   *reply)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr(SoupMultipart) multipart = NULL;

  form->names = g_ptr_array_new_with_free_func (g_free);
  form->files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  if (request->content_type != NULL)
    soup_message_headers_append (headers, "Content-Type", request->content_type);
  multipart = soup_multipart_new_from_message (headers, request->body);
  soup_message_headers_unref (headers);
  if (multipart == NULL)
    {
      cst_mirakl_fail (reply, 415, "The body must be a form");
      return FALSE;
    }

  for (int i = 0; i < soup_multipart_get_length (multipart); i++)
    {
      if (!take_part (form, multipart, i, part, reply))
        return FALSE;
    }
  if (form->input == NULL)
    cst_mirakl_mistake (reply, part, "is missing");

  return reply->status == 0;
}

static guint
count_files (const CstMiraklOrder *order)
{
  guint n = 0;

  for (guint i = 0; i < order->threads->len; i++)
    {
      const CstMiraklThread *thread = g_ptr_array_index (order->threads, i);

      for (guint j = 0; j < thread->messages->len; j++)
        n += ((CstMiraklMessage *) g_ptr_array_index (thread->messages, j))->files->len;
    }

  return n;
}

static const char *
check_text (const CstMiraklOrder *order,
            const Form           *form,
            CstReply             *reply)
{
  const char *body = cst_mirakl_string (json_node_get_object (form->input), "body");
  glong length = body != NULL ? g_utf8_strlen (body, -1) : 0;
  gsize bytes = 0;

  for (guint i = 0; i < form->files->len; i++)
    bytes += g_bytes_get_size (g_ptr_array_index (form->files, i));

  if (length < MIN_BODY || length > MAX_BODY)
    cst_mirakl_mistake (reply, "body", "must have 3 to 50000 characters");
  else if (bytes > MAX_BYTES)
    cst_mirakl_fail (reply, 400, "The message is larger than 30 MB");
  else if (count_files (order) + form->files->len > MAX_FILES)
    cst_mirakl_fail (reply, 400, "The order has 50 attachments at most");

  return reply->status == 0 ? body : NULL;
}

static guint
party (const char *word)
{
  if (g_strcmp0 (word, "CUSTOMER") == 0)
    return CST_MIRAKL_TO_CUSTOMER;

  return g_strcmp0 (word, "OPERATOR") == 0 ? CST_MIRAKL_TO_OPERATOR : 0;
}

/* @of_objects: an answer names objects, a new thread words */
static guint
read_to (JsonObject *input,
         gboolean    of_objects,
         CstReply   *reply)
{
  static const char *const names[] = { "type", "id", NULL };
  JsonArray *to = cst_json_opt_array (input, "to");
  guint parties = 0;

  for (guint i = 0; i < cst_json_array_length (to); i++)
    {
      JsonNode *node = json_array_get_element (to, i);
      const char *word = NULL;

      if (of_objects && JSON_NODE_HOLDS_OBJECT (node) &&
          cst_mirakl_has_only (json_node_get_object (node), names, reply))
        word = cst_mirakl_string (json_node_get_object (node), "type");
      else if (!of_objects && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        word = json_node_get_string (node);
      if (party (word) == 0)
        cst_mirakl_mistake (reply, "to", "names nobody");
      parties |= party (word);
    }
  if (parties == 0 && reply->status == 0)
    cst_mirakl_mistake (reply, "to", "is missing");

  return parties;
}

static void
post (CstSandbox      *sandbox,
      CstMiraklThread *thread,
      guint            to,
      const char      *body,
      const Form      *form,
      const char      *call,
      const char      *subject,
      CstReply        *reply)
{
  CstMiraklMessage *message = cst_mirakl_post (sandbox->mirakl->world, thread, "SHOP_USER", to, body);
  CstWriter writer;

  for (guint i = 0; i < form->files->len; i++)
    cst_mirakl_attach (sandbox->mirakl->world, message, g_ptr_array_index (form->names, i),
                       g_ptr_array_index (form->files, i));
  cst_mirakl_note (sandbox->mirakl, call, subject);

  writer = cst_reply_begin (reply, 201);
  cst_writer_begin_object (&writer, NULL);
  cst_writer_string (&writer, "message_id", message->id);
  cst_writer_string (&writer, "thread_id", thread->id);
  cst_writer_end_object (&writer);
}

static gboolean
check_topic (JsonObject *input,
             CstReply   *reply)
{
  static const char *const names[] = { "type", "value", NULL };
  JsonObject *topic = cst_json_opt_object (input, "topic");
  const char *type = topic != NULL ? cst_mirakl_string (topic, "type") : NULL;
  const char *value = topic != NULL ? cst_mirakl_string (topic, "value") : NULL;

  if (type == NULL || value == NULL || *value == '\0')
    cst_mirakl_mistake (reply, "topic", "is missing");
  else if (!cst_mirakl_has_only (topic, names, reply))
    return FALSE;
  else if (g_str_equal (type, "REASON_CODE") && cst_mirakl_reason ("ORDER_MESSAGING", value) == NULL)
    cst_mirakl_mistake (reply, "topic", "is no reason for a message");
  else if (!g_str_equal (type, "REASON_CODE") && !g_str_equal (type, "FREE_TEXT"))
    cst_mirakl_mistake (reply, "topic", "has no such type");

  return reply->status == 0;
}

/* OR43 */
void
cst_mirakl_post_thread (CstSandbox *sandbox,
                        CstRequest *request,
                        CstReply   *reply)
{
  static const char *const names[] = { "body", "to", "topic", NULL };
  CstMiraklOrder *order = cst_mirakl_find_order (sandbox->mirakl->world, request->params[0]);
  g_auto(Form) form = { NULL };
  JsonObject *input, *topic;
  CstMiraklThread *thread;
  const char *body;
  guint to;

  if (order == NULL)
    {
      cst_mirakl_fail (reply, 404, "There is no such order");
      return;
    }
  if (!read_form (&form, request, "thread_input", reply))
    return;
  input = json_node_get_object (form.input);
  if (!cst_mirakl_has_only (input, names, reply))
    return;
  to = read_to (input, FALSE, reply);
  if (reply->status != 0 || !check_topic (input, reply) || !(body = check_text (order, &form, reply)))
    return;

  topic = json_object_get_object_member (input, "topic");
  thread = cst_mirakl_new_thread (sandbox->mirakl->world, order, cst_mirakl_string (topic, "type"),
                                  cst_mirakl_string (topic, "value"), to);
  post (sandbox, thread, to, body, &form, "OR43", request->params[0], reply);
}

/* M12 */
void
cst_mirakl_post_message (CstSandbox *sandbox,
                         CstRequest *request,
                         CstReply   *reply)
{
  static const char *const names[] = { "body", "to", "topic", NULL };
  CstMiraklOrder *order = NULL;
  CstMiraklThread *thread = cst_mirakl_find_thread (sandbox->mirakl->world, request->params[0], &order);
  g_auto(Form) form = { NULL };
  JsonObject *input;
  const char *body;
  guint to;

  if (thread == NULL)
    {
      cst_mirakl_fail (reply, 404, "There is no such thread");
      return;
    }
  if (!read_form (&form, request, "message_input", reply))
    return;
  input = json_node_get_object (form.input);
  if (!cst_mirakl_has_only (input, names, reply))
    return;
  to = read_to (input, TRUE, reply);
  if (reply->status != 0 || !(body = check_text (order, &form, reply)))
    return;

  if ((to & ~thread->parties) != 0)
    cst_mirakl_fail (reply, 400, "Somebody is not authorized in this thread");
  else if (thread->messages->len >= MAX_MESSAGES)
    cst_mirakl_fail (reply, 400, "The thread has 1000 messages");
  else
    post (sandbox, thread, to, body, &form, "M12", thread->id, reply);
}

/* M13 */
void
cst_mirakl_get_file (CstSandbox *sandbox,
                     CstRequest *request,
                     CstReply   *reply)
{
  CstMiraklFile *file = cst_mirakl_find_file (sandbox->mirakl->world, request->params[0]);

  if (file == NULL)
    {
      cst_mirakl_fail (reply, 404, "There is no such attachment");
      return;
    }

  reply->status = 200;
  reply->content_type = "application/octet-stream";
  reply->bytes = g_bytes_ref (file->bytes);
}
