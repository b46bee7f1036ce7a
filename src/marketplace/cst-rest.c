/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rest.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "cst-json.h"
#include "cst-wire.h"

/**
 * cst_rest_get_changed:
 * @query: (nullable): escaped
 * @what: how errors name the answer
 * @etag: (inout) (nullable): that of the last answer; replaced by that of this one
 * @node: (out) (nullable): the answer's object, %NULL when it is still the one of @etag
 *
 * Returns: whether it was answered
 */
gboolean
cst_rest_get_changed (CstHttp       *http,
                      const char    *path,
                      const char    *query,
                      const char    *what,
                      char         **etag,
                      JsonNode     **node,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_auto(CstHttpAnswer) answer = CST_HTTP_ANSWER_INIT;
  const char *headers[] = { "If-None-Match", etag != NULL ? *etag : NULL, NULL };
  CstHttpRequest request = { .method = "GET", .path = path, .query = query };

  *node = NULL;
  if (headers[1] != NULL)
    request.headers = headers;
  if (!cst_http_send (http, &request, &answer, NULL, cancellable, error))
    return FALSE;
  if (answer.status == 304 && headers[1] != NULL)
    return TRUE;
  if (!cst_http_check (&answer, error) || !(*node = cst_wire_parse (answer.body, what, error)))
    return FALSE;

  if (etag != NULL)
    {
      g_free (*etag);
      *etag = g_strdup (cst_http_answer_header (&answer, "etag"));
    }

  return TRUE;
}

/**
 * cst_rest_get:
 *
 * Returns: (transfer full): a node that holds the answer's object
 */
JsonNode *
cst_rest_get (CstHttp       *http,
              const char    *path,
              const char    *query,
              const char    *what,
              GCancellable  *cancellable,
              GError       **error)
{
  JsonNode *node = NULL;

  cst_rest_get_changed (http, path, query, what, NULL, &node, cancellable, error);

  return node;
}

/* A no for good is a 4xx that is about the request. What is about the key, the rate or the site's own trouble says
 * nothing of it; what may come from something in between leaves doubt. */
static CstPushOutcome
judge (const CstHttpAnswer  *http_answer,
       CstPushAnswer        *answer,
       GError              **error)
{
  guint status = http_answer->status;
  char *detail;

  answer->retry_after = http_answer->retry_after;
  if (status >= 200 && status < 300)
    return CST_PUSH_CONFIRMED;

  cst_http_check (http_answer, error);
  if (status == 401 || status == 403 || status == 429)
    return CST_PUSH_NOT_SENT;
  if (status < 400 || status >= 500 || status == 408)
    return CST_PUSH_DOUBT;

  g_clear_error (error);
  detail = cst_http_answer_detail (http_answer);
  g_free (answer->problem);
  answer->problem = detail != NULL ? g_strdup_printf (_("The marketplace said no: %s"), detail)
                                   : g_strdup (_("The marketplace said no without a reason."));
  g_free (detail);

  return CST_PUSH_REFUSED;
}

static CstPushOutcome
send_request (CstHttp               *http,
              const CstHttpRequest  *request,
              CstPushAnswer         *answer,
              JsonNode             **said,
              GCancellable          *cancellable,
              GError               **error)
{
  g_auto(CstHttpAnswer) http_answer = CST_HTTP_ANSWER_INIT;
  gboolean may_have_arrived = FALSE;
  CstPushOutcome outcome;

  if (!cst_http_send (http, request, &http_answer, &may_have_arrived, cancellable, error))
    return may_have_arrived ? CST_PUSH_DOUBT : CST_PUSH_NOT_SENT;

  outcome = judge (&http_answer, answer, error);
  if (outcome == CST_PUSH_CONFIRMED && said != NULL && http_answer.status != 204 &&
      !(*said = cst_wire_parse (http_answer.body, request->path, error)))
    return CST_PUSH_DOUBT;

  return outcome;
}

/**
 * cst_rest_change:
 * @query: (nullable): escaped
 * @body: (nullable) (transfer full): what to send as JSON
 * @said: (out) (optional) (nullable): the object that a yes came with; %NULL for a 204
 *
 * One changing request, once.
 *
 * Returns: %CST_PUSH_CONFIRMED for any yes; %CST_PUSH_REFUSED with @answer's problem for a no that is about this
 * request; %CST_PUSH_NOT_SENT or %CST_PUSH_DOUBT with @error
 */
CstPushOutcome
cst_rest_change (CstHttp        *http,
                 const char     *method,
                 const char     *path,
                 const char     *query,
                 JsonNode       *body,
                 CstPushAnswer  *answer,
                 JsonNode      **said,
                 GCancellable   *cancellable,
                 GError        **error)
{
  g_autoptr(GBytes) bytes = NULL;
  CstHttpRequest request = { .method = method, .path = path, .query = query };

  if (said != NULL)
    *said = NULL;
  if (body != NULL)
    {
      char *text = cst_json_to_text (body);

      bytes = g_bytes_new_take (text, strlen (text));
      request.body = bytes;
      request.content_type = "application/json";
      json_node_unref (body);
    }

  return send_request (http, &request, answer, said, cancellable, error);
}

static void
add_part (SoupMultipart     *form,
          const CstRestFile *part)
{
  g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  g_autoptr(GHashTable) parameters = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (parameters, (gpointer) "name", (gpointer) part->field);
  soup_message_headers_set_content_disposition (headers, "form-data", parameters);
  soup_message_headers_set_content_type (headers, part->media_type, NULL);
  soup_multipart_append_part (form, headers, part->bytes);
}

/* A name goes as browsers send it, in UTF-8 between quotation marks: the extended form that libsoup would choose is
 * not for forms, and servers take such a part for no file. */
static void
add_file (SoupMultipart     *form,
          const CstRestFile *file)
{
  g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  g_autoptr(GString) name = g_string_new (file->filename);
  g_autofree char *disposition = NULL;

  g_string_replace (name, "\"", "%22", 0);
  g_string_replace (name, "\r", "%0D", 0);
  g_string_replace (name, "\n", "%0A", 0);
  disposition = g_strdup_printf ("form-data; name=\"%s\"; filename=\"%s\"", file->field, name->str);
  soup_message_headers_append (headers, "Content-Disposition", disposition);
  soup_message_headers_set_content_type (headers, file->media_type, NULL);
  soup_multipart_append_part (form, headers, file->bytes);
}

/**
 * cst_rest_upload:
 * @files: with their names
 * @parts: (nullable): further parts, without names, before the files
 * @said: (out) (optional) (nullable): the object that a yes came with
 *
 * One form, once; for the outcome see cst_rest_change().
 */
CstPushOutcome
cst_rest_upload (CstHttp            *http,
                 const char         *path,
                 const CstRestFile  *files,
                 guint               n_files,
                 const CstRestFile  *parts,
                 guint               n_parts,
                 CstPushAnswer      *answer,
                 JsonNode          **said,
                 GCancellable       *cancellable,
                 GError            **error)
{
  SoupMultipart *form = soup_multipart_new ("multipart/form-data");
  g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr(GBytes) body = NULL;
  CstHttpRequest request = { .method = "POST", .path = path };

  if (said != NULL)
    *said = NULL;
  for (guint i = 0; i < n_parts; i++)
    add_part (form, &parts[i]);
  for (guint i = 0; i < n_files; i++)
    add_file (form, &files[i]);
  soup_multipart_to_message (form, headers, &body);
  soup_multipart_free (form);

  request.body = body;
  request.content_type = soup_message_headers_get_one (headers, "Content-Type");

  return send_request (http, &request, answer, said, cancellable, error);
}
