/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies in several parts: what is said, and the files sent along. */
#include "cst-sandbox-parts.h"

#include <libsoup/soup.h>

#define DEFAULT_FILENAME "file"

static void
part_free (CstPart *part)
{
  g_free (part->media_type);
  g_bytes_unref (part->bytes);
  g_free (part);
}

void
cst_parts_clear (CstParts *self)
{
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
}

/* The media type without parameters, in lower case. */
char *
cst_parts_bare_type (const char *content_type)
{
  g_auto(GStrv) parts = g_strsplit (content_type, ";", 2);

  return parts[0] != NULL ? g_ascii_strdown (g_strstrip (parts[0]), -1) : g_strdup ("");
}

static const char *
take_part (CstParts          *self,
           SoupMultipart     *multipart,
           int                index,
           const char        *text_name,
           const char *const *media_types,
           guint              max_files)
{
  g_autoptr(GHashTable) params = NULL;
  g_autofree char *disposition = NULL;
  SoupMessageHeaders *headers = NULL;
  GBytes *bytes = NULL;
  const char *name;
  const char *filename;
  const char *type;
  CstPart *part;

  if (!soup_multipart_get_part (multipart, index, &headers, &bytes) ||
      !soup_message_headers_get_content_disposition (headers, &disposition, &params))
    return "invalid";

  name = g_hash_table_lookup (params, "name");
  if (g_strcmp0 (name, text_name) == 0 && self->text == NULL)
    {
      self->text = g_bytes_ref (bytes);
      return NULL;
    }
  if (g_strcmp0 (name, "file") != 0)
    return "invalid";

  type = soup_message_headers_get_one (headers, "Content-Type");
  filename = g_hash_table_lookup (params, "filename");
  part = g_new0 (CstPart, 1);
  part->filename = g_intern_string (filename != NULL ? filename : DEFAULT_FILENAME);
  part->media_type = cst_parts_bare_type (type != NULL ? type : "");
  part->bytes = g_bytes_ref (bytes);
  g_ptr_array_add (self->files, part);
  if (!g_strv_contains (media_types, part->media_type))
    return "unsupported-media";
  if (g_bytes_get_size (bytes) > CST_SANDBOX_ATTACHMENT_BYTES)
    return "too-large";

  return self->files->len > max_files ? "too-large" : NULL;
}

/**
 * cst_parts_read:
 * @self: (out): zeroed before
 * @text_name: the name of the part that is JSON
 * @media_types: what the files may be
 *
 * Returns: whether the body has such parts, else with a refusal in @reply
 */
gboolean
cst_parts_read (CstParts          *self,
                CstRequest        *request,
                const char        *text_name,
                const char *const *media_types,
                guint              max_files,
                CstReply          *reply)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr(SoupMultipart) multipart = NULL;

  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  soup_message_headers_append (headers, "Content-Type", request->content_type);
  multipart = soup_multipart_new_from_message (headers, request->body);
  soup_message_headers_unref (headers);
  if (multipart == NULL)
    {
      cst_reply_refuse (reply, "invalid", "the parts cannot be told apart");
      return FALSE;
    }

  for (int i = 0; i < soup_multipart_get_length (multipart); i++)
    {
      const char *problem = take_part (self, multipart, i, text_name, media_types, max_files);

      if (problem != NULL)
        {
          cst_reply_refuse (reply, problem, "one of the parts");
          return FALSE;
        }
    }
  if (self->text == NULL)
    {
      g_autofree char *detail = g_strdup_printf ("the part %s is missing", text_name);

      cst_reply_refuse (reply, "invalid", detail);
      return FALSE;
    }

  return TRUE;
}
