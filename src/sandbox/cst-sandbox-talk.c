/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages, read marks and files. */
#include "cst-sandbox-body.h"

#include <libsoup/soup.h>
#include <string.h>

#define MAX_FILES 10
#define DEFAULT_FILENAME "file"

static const char *const label_types[] = { "application/pdf", "image/png", "application/zpl",
                                           NULL };
static const char *const message_types[] = {
  "image/jpeg", "image/png", "image/webp", "image/heic", "application/pdf", "text/plain", NULL,
};

typedef struct
{
  CstWorldBy        by;
  CstWorldIncident *incident;     /* (nullable) */
  const char       *text;
  const char       *language;     /* (nullable) */
  gboolean          asks_photo;
  GPtrArray        *attachments;  /* (owned) of borrowed CstWorldAttachment */
} Letter;

/* The media type without parameters, in lower case. */
static char *
bare_type (const char *content_type)
{
  g_auto(GStrv) parts = g_strsplit (content_type, ";", 2);

  return g_ascii_strdown (g_strstrip (parts[0]), -1);
}

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
      if (attachment == NULL || attachment->purpose == NULL)
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

/* One part of a multipart body, judged but not kept yet. */
typedef struct
{
  const char *filename;
  char       *media_type;
  GBytes     *bytes;
} File;

static void
file_free (File *file)
{
  g_free (file->media_type);
  g_free (file);
}

static const char *
check_part (SoupMultipart  *multipart,
            int             index,
            GBytes        **message,
            GPtrArray      *files)
{
  g_autoptr(GHashTable) params = NULL;
  g_autofree char *disposition = NULL;
  SoupMessageHeaders *headers = NULL;
  GBytes *bytes = NULL;
  const char *name;
  const char *type;
  File *file;

  if (!soup_multipart_get_part (multipart, index, &headers, &bytes) ||
      !soup_message_headers_get_content_disposition (headers, &disposition, &params))
    return "invalid";

  name = g_hash_table_lookup (params, "name");
  if (g_strcmp0 (name, "message") == 0 && *message == NULL)
    {
      *message = bytes;
      return NULL;
    }
  if (g_strcmp0 (name, "file") != 0)
    return "invalid";

  type = soup_message_headers_get_one (headers, "Content-Type");
  file = g_new0 (File, 1);
  file->filename = g_hash_table_lookup (params, "filename");
  file->filename = g_intern_string (file->filename != NULL ? file->filename : DEFAULT_FILENAME);
  file->media_type = bare_type (type != NULL ? type : "");
  file->bytes = bytes;
  g_ptr_array_add (files, file);
  if (!g_strv_contains (message_types, file->media_type))
    return "unsupported-media";
  if (g_bytes_get_size (bytes) > CST_SANDBOX_ATTACHMENT_BYTES)
    return "too-large";

  return files->len > MAX_FILES ? "too-large" : NULL;
}

static void
post_multipart (CstSandbox    *self,
                CstRequest    *request,
                CstReply      *reply,
                CstWorldOrder *order)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) file_free);
  g_autoptr(SoupMultipart) multipart = NULL;
  g_autoptr(GPtrArray) attachments = g_ptr_array_new ();
  Letter letter = { { NULL }, .attachments = attachments };
  g_auto(CstBody) body = { NULL };
  GBytes *message = NULL;
  JsonObject *root;

  soup_message_headers_append (headers, "Content-Type", request->content_type);
  multipart = soup_multipart_new_from_message (headers, request->body);
  soup_message_headers_unref (headers);
  if (multipart == NULL)
    {
      cst_reply_refuse (reply, "invalid", "the parts cannot be told apart");
      return;
    }
  for (int i = 0; i < soup_multipart_get_length (multipart); i++)
    {
      const char *problem = check_part (multipart, i, &message, files);

      if (problem != NULL)
        {
          cst_reply_refuse (reply, problem, "one of the parts");
          return;
        }
    }
  if (message == NULL)
    {
      cst_reply_refuse (reply, "invalid", "the part message is missing");
      return;
    }

  if ((root = cst_body_begin (&body, message)))
    read_letter (self, &body, root, order, FALSE, &letter);
  if (!cst_body_end (&body, reply))
    return;

  for (guint i = 0; i < files->len; i++)
    {
      File *file = g_ptr_array_index (files, i);
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

/* The name in a Content-Disposition, or NULL. */
static char *
dup_filename (const char *disposition)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr(GHashTable) params = NULL;
  g_autofree char *kind = NULL;
  char *filename = NULL;

  soup_message_headers_append (headers, "Content-Disposition", disposition);
  if (soup_message_headers_get_content_disposition (headers, &kind, &params) &&
      g_ascii_strcasecmp (kind, "attachment") == 0)
    filename = g_strdup (g_hash_table_lookup (params, "filename"));
  soup_message_headers_unref (headers);

  return filename;
}

void
cst_sandbox_post_attachment (CstSandbox *self,
                             CstRequest *request,
                             CstReply   *reply)
{
  gboolean is_label = g_strcmp0 (request->purpose, "label") == 0;
  g_autofree char *media_type = bare_type (request->content_type != NULL ? request->content_type : "");
  g_autofree char *filename = request->disposition != NULL ? dup_filename (request->disposition) : NULL;
  CstWorldAttachment *attachment;
  CstWriter writer;

  if (!is_label && g_strcmp0 (request->purpose, "message") != 0)
    {
      cst_reply_refuse (reply, "invalid", "Constat-Purpose is label or message");
    }
  else if (filename == NULL || *filename == '\0' || !g_utf8_validate (filename, -1, NULL))
    {
      cst_reply_refuse (reply, "invalid", "Content-Disposition is attachment with a filename");
    }
  else if (!g_strv_contains (is_label ? label_types : message_types, media_type))
    {
      cst_reply_refuse (reply, "unsupported-media", is_label ? "a label is PDF, PNG or ZPL" : NULL);
    }
  else if (g_bytes_get_size (request->body) > CST_SANDBOX_ATTACHMENT_BYTES)
    {
      cst_reply_refuse (reply, "too-large", NULL);
    }
  else if (g_bytes_get_size (request->body) == 0)
    {
      cst_reply_refuse (reply, "invalid", "the file is empty");
    }
  else
    {
      attachment = cst_world_add_attachment (self->world, filename, media_type, request->body);
      attachment->purpose = is_label ? "label" : "message";
      writer = cst_reply_begin (reply, 201);
      cst_sandbox_write_attachment (&writer, NULL, attachment);
    }
}
