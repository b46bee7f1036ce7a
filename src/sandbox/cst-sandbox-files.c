/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files: handed over before something names them, and the desk's evidence (R7). */
#include "cst-sandbox-desk.h"
#include "cst-sandbox-parts.h"

#include <libsoup/soup.h>

#define MAX_NOTE 4000

static const char *const evidence_types[] = CST_SANDBOX_EVIDENCE_TYPES;
static const char *const label_types[] = { "application/pdf", "image/png", "application/zpl", NULL };
static const char *const message_types[] = CST_SANDBOX_MESSAGE_TYPES;

static const struct
{
  const char        *word;
  const char *const *media_types;
  const char        *detail;
} purposes[] = {
  { "label", label_types, "a label is PDF, PNG or ZPL" },
  { "message", message_types, NULL },
  { "evidence", evidence_types, "evidence is a picture, a video, PDF or text" },
};

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
  g_autofree char *media_type = cst_parts_bare_type (request->content_type != NULL ? request->content_type : "");
  g_autofree char *filename = request->disposition != NULL ? dup_filename (request->disposition) : NULL;
  CstWorldAttachment *attachment;
  CstWriter writer;
  gsize purpose = 0;

  while (purpose < G_N_ELEMENTS (purposes) && g_strcmp0 (request->purpose, purposes[purpose].word) != 0)
    purpose++;

  if (purpose == G_N_ELEMENTS (purposes))
    {
      cst_reply_refuse (reply, "invalid", "Constat-Purpose is label, message or evidence");
    }
  else if (filename == NULL || *filename == '\0' || !g_utf8_validate (filename, -1, NULL))
    {
      cst_reply_refuse (reply, "invalid", "Content-Disposition is attachment with a filename");
    }
  else if (!g_strv_contains (purposes[purpose].media_types, media_type))
    {
      cst_reply_refuse (reply, "unsupported-media", purposes[purpose].detail);
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
      attachment->purpose = purposes[purpose].word;
      writer = cst_reply_begin (reply, 201);
      cst_sandbox_write_attachment (&writer, NULL, attachment);
    }
}

/* The file that was handed over for this and serves no other problem yet. */
static CstWorldAttachment *
the_file (CstSandbox *self,
          CstBody    *body,
          JsonObject *root)
{
  const char *id = cst_body_id (body, root, "", "attachment");
  CstWorldAttachment *attachment = id != NULL ? cst_world_find_attachment (self->world, id) : NULL;

  if (id != NULL && (attachment == NULL || g_strcmp0 (attachment->purpose, "evidence") != 0))
    cst_body_mistake (body, "", "attachment", "is no evidence that was handed over");
  else if (attachment != NULL && attachment->serves)
    cst_body_mistake (body, "", "attachment", "is the evidence of a problem already");

  return attachment;
}

static void
post_in_parts (CstSandbox       *self,
               CstRequest       *request,
               CstReply         *reply,
               CstWorldIncident *incident)
{
  static const char *const members[] = { "by", "note", NULL };
  g_auto(CstParts) parts = { NULL };
  g_auto(CstBody) body = { NULL };
  CstWorldAttachment *attachment;
  const CstPart *file;
  const char *note = NULL;
  CstWorldBy by = { NULL };
  JsonObject *root;

  if (!cst_parts_read (&parts, request, "evidence", evidence_types, 1, reply))
    return;
  if (parts.files->len == 0 ||
      g_bytes_get_size ((file = g_ptr_array_index (parts.files, 0))->bytes) == 0)
    {
      cst_reply_refuse (reply, "invalid", "the file is missing or empty");
      return;
    }
  if ((root = cst_body_begin (&body, parts.text)))
    {
      cst_body_only (&body, root, "", members);
      by = cst_body_by (&body, root);
      note = cst_body_opt_text (&body, root, "", "note", MAX_NOTE);
    }
  if (!cst_body_end (&body, reply))
    return;

  attachment = cst_world_add_attachment (self->world, file->filename, file->media_type, file->bytes);
  attachment->purpose = "evidence";
  cst_world_add_evidence (self->world, incident, by, attachment, note);
  cst_sandbox_answer_desk (reply, 201, incident);
}

void
cst_sandbox_post_evidence (CstSandbox *self,
                           CstRequest *request,
                           CstReply   *reply)
{
  static const char *const members[] = { "by", "attachment", "note", NULL };
  g_auto(CstBody) body = { NULL };
  CstWorldAttachment *attachment;
  CstWorldIncident *incident;
  JsonObject *root = NULL;
  const char *note;
  CstWorldBy by;

  if (cst_request_is_type (request, "multipart/form-data"))
    {
      if ((incident = cst_sandbox_the_incident (self, request, reply)))
        post_in_parts (self, request, reply, incident);
      return;
    }
  if (!(incident = cst_sandbox_begin_desk (self, request, reply, &body, &root, members)))
    return;

  by = cst_body_by (&body, root);
  attachment = the_file (self, &body, root);
  note = cst_body_opt_text (&body, root, "", "note", MAX_NOTE);
  if (!cst_body_end (&body, reply))
    return;

  cst_world_add_evidence (self->world, incident, by, attachment, note);
  cst_sandbox_answer_desk (reply, 201, incident);
}
