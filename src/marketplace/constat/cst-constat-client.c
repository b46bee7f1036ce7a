/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-constat-client.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define MAX_IDS 100

static const char *const collections[] = { "/v1/orders", "/v1/incidents", "/v1/threads", "/v1/desks" };

static JsonNode *
get (CstHttp       *http,
     const char    *path,
     const char    *query,
     const char    *what,
     GCancellable  *cancellable,
     GError       **error)
{
  g_auto(CstHttpAnswer) answer = CST_HTTP_ANSWER_INIT;
  CstHttpRequest request = { .method = "GET", .path = path, .query = query };

  if (!cst_http_send (http, &request, &answer, NULL, cancellable, error) || !cst_http_check (&answer, error))
    return NULL;

  return cst_wire_parse (answer.body, what, error);
}

/**
 * cst_constat_get_account:
 *
 * The clock's offset comes from the Date of the answer, or else from the account's own time.
 *
 * Returns: (transfer full): the account
 */
CstAccountInfo *
cst_constat_get_account (CstHttp       *http,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr(JsonNode) node = get (http, "/v1/account", NULL, "account", cancellable, error);
  CstAccountInfo *info;
  gint64 server_time = 0;

  if (node == NULL || !(info = cst_constat_read_account (json_node_get_object (node), &server_time, error)))
    return NULL;
  if (!cst_http_get_clock_offset (http, &info->clock_offset) && server_time != 0)
    info->clock_offset = server_time - g_get_real_time () / G_USEC_PER_SEC;

  return info;
}

CstConstatPage *
cst_constat_get_changes (CstHttp       *http,
                         const char    *cursor,
                         guint          limit,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autofree char *escaped = cursor != NULL ? g_uri_escape_string (cursor, NULL, FALSE) : NULL;
  g_autofree char *query = escaped != NULL ? g_strdup_printf ("after=%s&limit=%u", escaped, limit)
                                           : g_strdup_printf ("limit=%u", limit);
  g_autoptr(JsonNode) node = get (http, "/v1/changes", query, "changes", cancellable, error);

  return node != NULL ? cst_constat_read_page (json_node_get_object (node), error) : NULL;
}

/**
 * cst_constat_get_objects:
 * @ids: (array zero-terminated=1): as many as wanted; asked for by the hundred
 * @changes: where what is found is added; what is not found is passed over
 *
 * Returns: whether every question was answered
 */
gboolean
cst_constat_get_objects (CstHttp            *http,
                         CstEntity           entity,
                         const char *const  *ids,
                         CstChangeSet       *changes,
                         GCancellable       *cancellable,
                         GError            **error)
{
  while (*ids != NULL)
    {
      g_autoptr(GString) query = g_string_new ("ids=");
      g_autoptr(JsonNode) node = NULL;

      for (int n = 0; n < MAX_IDS && *ids != NULL; n++, ids++)
        g_string_append_printf (query, "%s%s", n > 0 ? "," : "", *ids);

      if (!(node = get (http, collections[entity], query->str, collections[entity] + strlen ("/v1/"),
                        cancellable, error)) ||
          !cst_constat_read_items (entity, changes, json_node_get_object (node), error))
        return FALSE;
    }

  return TRUE;
}

static const char *
problem_name (JsonObject *object)
{
  const char *type = cst_json_opt_string (object, "type", "");
  const char *slash = strrchr (type, '/');

  return slash != NULL ? slash + 1 : type;
}

static CstPushOutcome
conflict (JsonObject    *object,
          CstPushAnswer *answer)
{
  g_autoptr(CstChangeSet) truth = cst_change_set_new ();

  if (cst_constat_read_truth (truth, object, NULL))
    answer->truth = g_steal_pointer (&truth);

  return CST_PUSH_CONFLICT;
}

static CstPushOutcome
judge_refusal (guint          status,
               JsonObject    *object,
               CstPushAnswer *answer)
{
  const char *name = problem_name (object);

  if (status == 409)
    return g_str_equal (name, "in-flight") ? CST_PUSH_IN_FLIGHT : conflict (object, answer);
  if (g_str_equal (name, "key-reused"))
    return CST_PUSH_DOUBT;

  return CST_PUSH_REFUSED;
}

static CstPushOutcome
judge_success (JsonObject     *object,
               CstPushAnswer  *answer,
               GError        **error)
{
  g_autoptr(CstChangeSet) truth = cst_change_set_new ();

  if (!cst_constat_read_truth (truth, object, error))
    return CST_PUSH_DOUBT;

  answer->truth = g_steal_pointer (&truth);

  return CST_PUSH_CONFIRMED;
}

static void
explain (CstPushAnswer *answer,
         const char    *detail)
{
  g_free (answer->problem);
  answer->problem = detail != NULL ? g_strdup_printf (_("The marketplace said no: %s"), detail)
                                   : g_strdup (_("The marketplace said no without a reason."));
}

/* A no that does not speak the contract's language comes from something in between, which knows nothing of keys;
 * except that it is about the size or form of this very request. */
static gboolean
is_no_from_between (guint           status,
                    const JsonNode *node)
{
  return node == NULL && status != 400 && status != 413 && status != 414 && status != 415 && status != 431;
}

/* What the answer to a changing request means: only a definite yes or no judges it. Everything that
 * judges nothing leaves the key free, and whether the request arrived is told by the status. */
static CstPushOutcome
judge (const CstHttpAnswer  *http_answer,
       CstPushAnswer        *answer,
       GError              **error)
{
  g_autofree char *detail = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) ignored = NULL;
  CstPushOutcome outcome;
  guint status = http_answer->status;

  answer->retry_after = http_answer->retry_after;
  if (status == 401 || status == 403 || status == 429)
    {
      cst_http_check (http_answer, error);
      return CST_PUSH_NOT_SENT;
    }
  if (status < 200 || (status >= 300 && status < 400) || status == 408 || status >= 500)
    {
      cst_http_check (http_answer, error);
      return CST_PUSH_DOUBT;
    }

  node = cst_wire_parse (http_answer->body, "answer", status < 300 ? error : &ignored);
  if (status < 300)
    return node != NULL ? judge_success (json_node_get_object (node), answer, error) : CST_PUSH_DOUBT;

  if (is_no_from_between (status, node))
    {
      g_set_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED, "status %u, and no problem", status);
      return CST_PUSH_DOUBT;
    }

  outcome = node != NULL ? judge_refusal (status, json_node_get_object (node), answer) : CST_PUSH_REFUSED;

  if (outcome == CST_PUSH_DOUBT)
    g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_REFUSED, "key-reused");
  else if (outcome != CST_PUSH_IN_FLIGHT)
    {
      detail = cst_http_answer_detail (http_answer);
      explain (answer, detail);
    }

  return outcome;
}

/* The network was there and the site said yes: what it said further does not come through. That is not being
 * offline, and may be so each time. */
static void
tell_cut_yes (guint    status,
              GError **error)
{
  if (status < 200 || status >= 300 || error == NULL ||
      !g_error_matches (*error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_OFFLINE))
    return;

  g_clear_error (error);
  g_set_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED, "status %u, and a broken answer", status);
}

static CstPushOutcome
send_changing (CstHttp               *http,
               const CstHttpRequest  *request,
               CstHttpAnswer         *http_answer,
               CstPushAnswer         *answer,
               GCancellable          *cancellable,
               GError               **error)
{
  gboolean may_have_arrived = FALSE;

  if (!cst_http_send (http, request, http_answer, &may_have_arrived, cancellable, error))
    {
      tell_cut_yes (http_answer->status, error);
      return may_have_arrived ? CST_PUSH_DOUBT : CST_PUSH_NOT_SENT;
    }

  return judge (http_answer, answer, error);
}

static gboolean
take_remote_id (const CstHttpAnswer  *http_answer,
                CstOutgoingFile      *file,
                GError              **error)
{
  g_autoptr(JsonNode) node = cst_wire_parse (http_answer->body, "attachment", error);
  CstAttachment *attachment;

  if (node == NULL ||
      !(attachment = cst_wire_read_new (&cst_constat_attachment, json_node_get_object (node), "attachment", error)))
    return FALSE;

  g_free (file->remote_id);
  file->remote_id = g_strdup (attachment->id);
  cst_record_free (&cst_attachment_type, attachment);

  return TRUE;
}

static const char *
purpose_of (const CstOperation *operation)
{
  if (operation->kind == CST_OPERATION_MESSAGE)
    return "message";

  return operation->kind == CST_OPERATION_EVIDENCE ? "evidence" : "label";
}

/**
 * cst_constat_upload:
 * @index: which of the operation's files
 * @bytes: what is in it
 *
 * Uploads under a key derived from the operation's, so that a repeat gives the same id again.
 *
 * Returns: %CST_PUSH_CONFIRMED with the file's remote id set; an upload in doubt is
 * %CST_PUSH_NOT_SENT, since the operation that names the file has not left
 */
CstPushOutcome
cst_constat_upload (CstHttp             *http,
                    const CstOperation  *operation,
                    guint                index,
                    GBytes              *bytes,
                    CstPushAnswer       *answer,
                    GCancellable        *cancellable,
                    GError             **error)
{
  CstOutgoingFile *file = g_ptr_array_index (operation->files, index);
  g_autofree char *key = cst_constat_file_key (operation, index);
  g_autofree char *disposition = cst_constat_disposition (file->filename);
  const char *headers[] = {
    "Content-Disposition", disposition,
    "Constat-Purpose", purpose_of (operation),
    NULL,
  };
  CstHttpRequest request = {
    .method = "POST", .path = "/v1/attachments", .key = key,
    .content_type = file->media_type != NULL ? file->media_type : "application/octet-stream",
    .body = bytes, .headers = headers,
  };
  g_auto(CstHttpAnswer) http_answer = CST_HTTP_ANSWER_INIT;
  CstPushOutcome outcome = send_changing (http, &request, &http_answer, answer, cancellable, error);

  if (outcome == CST_PUSH_CONFIRMED && !take_remote_id (&http_answer, file, error))
    outcome = CST_PUSH_DOUBT;
  if (outcome == CST_PUSH_IN_FLIGHT)
    g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_SERVER, "in flight");
  if (outcome == CST_PUSH_IN_FLIGHT || outcome == CST_PUSH_DOUBT)
    outcome = CST_PUSH_NOT_SENT;

  return outcome;
}

/**
 * cst_constat_send:
 *
 * One attempt at @operation itself.
 *
 * Returns: the outcome
 */
CstPushOutcome
cst_constat_send (CstHttp             *http,
                  const CstOperation  *operation,
                  CstPushAnswer       *answer,
                  GCancellable        *cancellable,
                  GError             **error)
{
  g_auto(CstConstatRequest) built = { 0 };
  g_auto(CstHttpAnswer) http_answer = CST_HTTP_ANSWER_INIT;
  g_autoptr(GError) local_error = NULL;
  CstHttpRequest request = { 0 };

  if (!cst_constat_request_build (operation, &built, &local_error))
    {
      answer->problem = g_strdup (local_error->message);
      return CST_PUSH_REFUSED;
    }

  request.method = built.method;
  request.path = built.path;
  request.query = built.query;
  request.key = operation->key;
  request.content_type = "application/json";
  request.body = built.body;

  return send_changing (http, &request, &http_answer, answer, cancellable, error);
}

static CstPushOutcome
judge_record (JsonObject     *record,
              CstPushAnswer  *answer,
              GError        **error)
{
  g_auto(CstHttpAnswer) kept = CST_HTTP_ANSWER_INIT;
  JsonObject *result = cst_json_opt_object (record, "result");
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  gint64 status = cst_json_opt_int (record, "status", 0);

  if (status < 200 || status > 599 || result == NULL)
    {
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED, "operation.status");
      return CST_PUSH_DOUBT;
    }

  json_node_set_object (node, result);
  text = cst_json_to_text (node);
  kept.status = (guint) status;
  kept.body = g_bytes_new (text, strlen (text));

  return judge (&kept, answer, error);
}

/**
 * cst_constat_ask_outcome:
 *
 * Returns: what became of the operation's key, see cst_marketplace_read_back()
 */
CstPushOutcome
cst_constat_ask_outcome (CstHttp             *http,
                         const CstOperation  *operation,
                         CstPushAnswer       *answer,
                         GCancellable        *cancellable,
                         GError             **error)
{
  g_autofree char *path = g_strconcat ("/v1/operations/", operation->key, NULL);
  g_autoptr(GError) local_error = NULL;
  g_autoptr(JsonNode) node = get (http, path, NULL, "operation", cancellable, &local_error);
  CstPushOutcome outcome;

  if (g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND))
    return CST_PUSH_NOT_THERE;
  if (node == NULL)
    {
      answer->retry_after = cst_http_get_retry_after (http);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return CST_PUSH_DOUBT;
    }

  outcome = judge_record (json_node_get_object (node), answer, error);

  return outcome == CST_PUSH_NOT_SENT ? CST_PUSH_DOUBT : outcome;
}
