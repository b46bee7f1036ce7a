/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages and read marks. */
#include "cst-sandbox-parts.h"

#define MAX_FILES 10

static const char *const message_types[] = CST_SANDBOX_MESSAGE_TYPES;

typedef struct
{
  CstWorldBy        by;
  CstWorldIncident *incident;     /* (nullable) */
  const char       *text;
  const char       *language;     /* (nullable) */
  gboolean          asks_photo;
  GPtrArray        *attachments;  /* (owned) of borrowed CstWorldAttachment */
} Letter;

static gboolean
is_language (const char *text)
{
  return g_regex_match_simple ("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", text, 0, 0);
}

static void
read_attachments (CstSandbox *self,
                  CstBody    *body,
                  JsonObject *root,
                  Letter     *letter)
{
  JsonNode *node = json_object_get_member (root, "attachments");
  JsonArray *array;

  if (node == NULL)
    return;
  if (!JSON_NODE_HOLDS_ARRAY (node) ||
      json_array_get_length (json_node_get_array (node)) > MAX_FILES)
    {
      cst_body_mistake (body, "", "attachments", "must be an array of at most ten ids");
      return;
    }

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      CstWorldAttachment *attachment = NULL;

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
        attachment = cst_world_find_attachment (self->world, json_node_get_string (element));
      if (attachment == NULL || attachment->purpose == NULL ||
          g_str_equal (attachment->purpose, "evidence"))
        cst_body_mistake (body, "", "attachments", "names a file that was not handed over");
      else
        g_ptr_array_add (letter->attachments, attachment);
    }
}

static void
read_letter (CstSandbox    *self,
             CstBody       *body,
             JsonObject    *root,
             CstWorldOrder *order,
             gboolean       alone,
             Letter        *letter)
{
  static const char *const alone_members[] = { "incident", "by", "body", "language", "purpose",
                                               "attachments", NULL };
  static const char *const part_members[] = { "incident", "by", "body", "language", "purpose",
                                              NULL };
  static const char *const purposes[] = { "message", "photo_request", NULL };
  const char *purpose;

  cst_body_only (body, root, "", alone ? alone_members : part_members);
  letter->by = cst_body_by (body, root);
  letter->text = cst_body_text (body, root, "", "body", 1, CST_SANDBOX_MESSAGE_CHARS);
  letter->language = cst_body_opt_text (body, root, "", "language", 35);
  if (letter->language != NULL && !is_language (letter->language))
    cst_body_mistake (body, "", "language", "must be a language");
  purpose = cst_body_choice (body, root, "", "purpose", purposes);
  letter->asks_photo = g_strcmp0 (purpose, "photo_request") == 0;
  if (json_object_has_member (root, "incident"))
    {
      const char *id = cst_body_id (body, root, "", "incident");

      if (id != NULL)
        letter->incident = cst_world_find_incident (self->world, id);
      if (letter->incident == NULL || letter->incident->order != order->index)
        cst_body_mistake (body, "", "incident", "is no incident of this order");
    }
  if (alone)
    read_attachments (self, body, root, letter);
}

static void
send_letter (CstSandbox    *self,
             CstRequest    *request,
             CstReply      *reply,
             CstWorldOrder *order,
             const Letter  *letter)
{
  CstWorldMessage *message = cst_world_say (self->world, order, letter->incident, CST_WORLD_BRAND,
                                            letter->by.name, letter->text,
                                            letter->language);
  CstWriter writer;

  message->asks_photo = letter->asks_photo;
  message->key = g_strdup (request->key);
  for (guint i = 0; i < letter->attachments->len; i++)
    cst_world_attach (message, g_ptr_array_index (letter->attachments, i));
  cst_world_message_sent (self->world, order, message);
  if (letter->incident != NULL)
    reply->incident = letter->incident->index;

  writer = cst_reply_begin (reply, 201);
  cst_writer_begin_object (&writer, NULL);
  cst_sandbox_write_message (&writer, "message", message);
  cst_writer_int (&writer, "thread_version", (gint64) order->thread->version);
  cst_writer_end_object (&writer);
}

static void
post_multipart (CstSandbox    *self,
                CstRequest    *request,
                CstReply      *reply,
                CstWorldOrder *order)
{
  g_auto(CstParts) parts = { NULL };
  g_autoptr(GPtrArray) attachments = g_ptr_array_new ();
  Letter letter = { { NULL }, .attachments = attachments };
  g_auto(CstBody) body = { NULL };
  JsonObject *root;

  if (!cst_parts_read (&parts, request, "message", message_types, MAX_FILES, reply))
    return;
  if ((root = cst_body_begin (&body, parts.text)))
    read_letter (self, &body, root, order, FALSE, &letter);
  if (!cst_body_end (&body, reply))
    return;

  for (guint i = 0; i < parts.files->len; i++)
    {
      const CstPart *file = g_ptr_array_index (parts.files, i);
      CstWorldAttachment *attachment = cst_world_add_attachment (self->world, file->filename,
                                                                 file->media_type, file->bytes);

      attachment->purpose = "message";
      g_ptr_array_add (attachments, attachment);
    }
  send_letter (self, request, reply, order, &letter);
}

void
cst_sandbox_post_message (CstSandbox *self,
                          CstRequest *request,
                          CstReply   *reply)
{
  CstWorldOrder *order = cst_sandbox_the_order (self, request, reply);
  g_autoptr(GPtrArray) attachments = g_ptr_array_new ();
  Letter letter = { { NULL }, .attachments = attachments };
  g_auto(CstBody) body = { NULL };
  JsonObject *root;

  if (order == NULL)
    return;
  if (cst_request_is_type (request, "multipart/form-data"))
    {
      post_multipart (self, request, reply, order);
      return;
    }
  if (!cst_request_is_type (request, "application/json"))
    {
      cst_reply_refuse (reply, "unsupported-media",
                        "the body must be application/json or multipart/form-data");
      return;
    }

  if ((root = cst_body_begin (&body, request->body)))
    read_letter (self, &body, root, order, TRUE, &letter);
  if (cst_body_end (&body, reply))
    send_letter (self, request, reply, order, &letter);
}

void
cst_sandbox_patch_thread (CstSandbox *self,
                          CstRequest *request,
                          CstReply   *reply)
{
  static const char *const members[] = { "read_up_to", NULL };
  CstWorldOrder *order = cst_sandbox_the_order (self, request, reply);
  g_auto(CstBody) body = { NULL };
  const char *id = NULL;
  guint before = 0;
  guint after = 0;
  JsonObject *root;
  CstWriter writer;

  if (order == NULL)
    return;
  if (!cst_request_is_type (request, "application/json"))
    {
      cst_reply_refuse (reply, "unsupported-media", "the body must be application/json");
      return;
    }

  if ((root = cst_body_begin (&body, request->body)))
    {
      cst_body_only (&body, root, "", members);
      id = cst_body_id (&body, root, "", "read_up_to");
      if (id != NULL && cst_world_find_message (order, id, &after) == NULL)
        cst_body_mistake (&body, "", "read_up_to", "is no message of this order");
    }
  if (!cst_body_end (&body, reply))
    return;

  /* The mark only moves forward. */
  if (order->thread->read_up_to == NULL ||
      (cst_world_find_message (order, order->thread->read_up_to, &before) != NULL &&
       after > before))
    {
      g_free (order->thread->read_up_to);
      order->thread->read_up_to = g_strdup (id);
      cst_world_touch (self->world, CST_WORLD_FEED_THREAD, order->index);
    }

  writer = cst_reply_begin (reply, 200);
  cst_writer_begin_object (&writer, NULL);
  cst_writer_int (&writer, "thread_version", (gint64) order->thread->version);
  cst_writer_end_object (&writer);
}
