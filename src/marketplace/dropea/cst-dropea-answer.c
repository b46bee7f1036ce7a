/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea-client.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cst-dropea-requests.h"
#include "cst-wire.h"

/* How an answer reaches the carrier once. An issue is answered only while it waits, is active and lists the answer, so
 * it is read before; what has changed is a conflict. The key goes with every attempt: within its day a repeat is told
 * what the first one did. A no that may mean several things (409: under way, or overtaken; 422: a rule, or a key used
 * for something else) is told apart by asking for the operation, and then for the issue. After its day the key means
 * nothing: only facts are compared then. */

/* How far the clocks may be apart. */
#define SLACK_S 120
#define IN_FLIGHT_S 5
#define MAX_IN_FLIGHT 8

typedef struct
{
  CstDropeaClient    *client;
  const CstOperation *operation;
  CstDropeaVerdict   *verdict;
  CstPushAnswer      *answer;
  GCancellable       *cancellable;
} Attempt;

typedef enum
{
  LOOK_DONE,
  LOOK_FAILED,
  LOOK_RUNNING,
  LOOK_NOTHING, /* it is not known there, or nothing can be made of what is said */
  LOOK_SILENT,  /* the question was not answered */
} Look;

static void
explain (Attempt    *attempt,
         const char *message)
{
  g_free (attempt->answer->problem);
  attempt->answer->problem = message != NULL ? g_strdup_printf (_("The marketplace said no: %s"), message)
                                             : g_strdup (_("The marketplace said no without a reason."));
}

static CstPushOutcome
refuse (Attempt    *attempt,
        const char *message)
{
  explain (attempt, message);

  return CST_PUSH_REFUSED;
}

static gboolean
read_issue (Attempt  *attempt,
            GError  **error)
{
  CstDropeaIssue *issue = cst_dropea_client_get_issue (attempt->client, attempt->operation->delivery,
                                                       attempt->cancellable, error);

  if (issue == NULL)
    {
      attempt->answer->retry_after = cst_http_get_retry_after (cst_dropea_client_get_http (attempt->client));
      return FALSE;
    }

  g_clear_pointer (&attempt->verdict->issue, cst_dropea_issue_free);
  attempt->verdict->issue = issue;

  return TRUE;
}

static gboolean
takes_it (Attempt *attempt)
{
  const CstDropeaIssue *issue = attempt->verdict->issue;

  return cst_dropea_issue_waits (issue) &&
         cst_dropea_issue_lists (issue, cst_dropea_option (attempt->operation->answer->kind));
}

static CstDropeaMatch
match (Attempt *attempt)
{
  gint64 since = attempt->operation->first_sent_at;
  gint64 offset = 0;

  cst_http_get_clock_offset (cst_dropea_client_get_http (attempt->client), &offset);

  return cst_dropea_match (attempt->verdict->issue, attempt->operation, since > 0 ? since + offset - SLACK_S : 0);
}

static CstPushOutcome
conflict (Attempt *attempt)
{
  g_free (attempt->answer->problem);
  attempt->answer->problem = g_strdup (_("The incident does not take this answer any more."));

  return CST_PUSH_CONFLICT;
}

static Look
look_up (Attempt  *attempt,
         GError  **error)
{
  g_autofree char *path = g_strconcat ("/dropshipper/operations/", attempt->operation->key, NULL);
  g_autoptr(GError) local_error = NULL;
  g_autoptr(JsonNode) root = cst_dropea_client_get (attempt->client, path, "operation", attempt->cancellable,
                                                    &local_error);
  JsonObject *data = root != NULL ? cst_dropea_data (root, "operation", &local_error) : NULL;

  if (g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND) ||
      g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_FORBIDDEN))
    return LOOK_NOTHING;
  if (data == NULL)
    {
      attempt->answer->retry_after = cst_http_get_retry_after (cst_dropea_client_get_http (attempt->client));
      g_propagate_error (error, g_steal_pointer (&local_error));
      return LOOK_SILENT;
    }

  switch (cst_dropea_read_operation (data))
    {
    case CST_DROPEA_OPERATION_DONE:
      return LOOK_DONE;
    case CST_DROPEA_OPERATION_FAILED:
      {
        JsonObject *failure = cst_json_opt_object (data, "failure");

        explain (attempt, failure != NULL ? cst_json_opt_string (failure, "message", NULL) : NULL);
        return LOOK_FAILED;
      }
    case CST_DROPEA_OPERATION_RUNNING:
      return LOOK_RUNNING;
    case CST_DROPEA_OPERATION_UNKNOWN:
    default:
      return LOOK_NOTHING;
    }
}

static CstPushOutcome
in_flight (Attempt *attempt)
{
  attempt->answer->retry_after = MAX (attempt->answer->retry_after, IN_FLIGHT_S);

  return CST_PUSH_IN_FLIGHT;
}

/* By facts alone: the issue has been read. */
static CstPushOutcome
judge_issue (Attempt *attempt)
{
  switch (match (attempt))
    {
    case CST_DROPEA_MATCH_OURS:
      return CST_PUSH_CONFIRMED;
    case CST_DROPEA_MATCH_UNSURE:
      return CST_PUSH_CANNOT_TELL;
    case CST_DROPEA_MATCH_NONE:
      return takes_it (attempt) ? CST_PUSH_NOT_THERE : conflict (attempt);
    case CST_DROPEA_MATCH_OTHER:
    default:
      return conflict (attempt);
    }
}

/* It was not done. Where the issue takes no such answer any more, that is why. */
static CstPushOutcome
judge_failed (Attempt *attempt)
{
  return read_issue (attempt, NULL) && !takes_it (attempt) ? conflict (attempt) : CST_PUSH_REFUSED;
}

/* What became of the key, and if nobody remembers it, what the issue shows. */
static CstPushOutcome
ask (Attempt  *attempt,
     GError  **error)
{
  g_autoptr(GError) local_error = NULL;

  switch (look_up (attempt, error))
    {
    case LOOK_DONE:
      return CST_PUSH_CONFIRMED;
    case LOOK_FAILED:
      return judge_failed (attempt);
    case LOOK_RUNNING:
      return in_flight (attempt);
    case LOOK_SILENT:
      return CST_PUSH_DOUBT;
    case LOOK_NOTHING:
    default:
      break;
    }

  if (read_issue (attempt, &local_error))
    return judge_issue (attempt);
  if (g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND))
    return CST_PUSH_CANNOT_TELL;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return CST_PUSH_DOUBT;
}

/* 409 and 422. Where the issue would still take the answer, the no was about the request. */
static CstPushOutcome
judge_no (Attempt     *attempt,
          guint        status,
          const char  *message,
          GError     **error)
{
  CstPushOutcome outcome = ask (attempt, error);

  if (outcome != CST_PUSH_NOT_THERE)
    return outcome;

  return status == 409 && attempt->operation->attempts < MAX_IN_FLIGHT ? in_flight (attempt)
                                                                       : refuse (attempt, message);
}

static CstPushOutcome
doubt_unreadable (guint    status,
                  GError **error)
{
  g_set_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED,
               "status %u, and no answer that can be read", status);

  return CST_PUSH_DOUBT;
}

static CstPushOutcome
judge_failure (Attempt              *attempt,
               const CstHttpAnswer  *http_answer,
               const JsonNode       *root,
               GError              **error)
{
  g_autoptr(GError) why = NULL;
  g_auto(CstDropeaFailure) failure = CST_DROPEA_FAILURE_INIT;
  gboolean is_conflict;

  cst_dropea_check (http_answer, root, &why);
  cst_dropea_read_failure (http_answer->body, &failure);
  is_conflict = g_strcmp0 (failure.type, "ConflictFailure") == 0 || http_answer->status == 409;

  switch ((CstMarketplaceError) why->code)
    {
    case CST_MARKETPLACE_ERROR_AUTH:
    case CST_MARKETPLACE_ERROR_FORBIDDEN:
    case CST_MARKETPLACE_ERROR_THROTTLED:
      g_propagate_error (error, g_steal_pointer (&why));
      return CST_PUSH_NOT_SENT;
    case CST_MARKETPLACE_ERROR_NOT_FOUND:
      return refuse (attempt, failure.message);
    case CST_MARKETPLACE_ERROR_REFUSED:
      if (is_conflict || http_answer->status == 422 || g_strcmp0 (failure.type, "BusinessFailure") == 0)
        return judge_no (attempt, is_conflict ? 409 : 422, failure.message, error);
      return refuse (attempt, failure.message);
    case CST_MARKETPLACE_ERROR_OFFLINE:
    case CST_MARKETPLACE_ERROR_TLS:
    case CST_MARKETPLACE_ERROR_INSECURE:
    case CST_MARKETPLACE_ERROR_OTHER_SHOP:
    case CST_MARKETPLACE_ERROR_SERVER:
    case CST_MARKETPLACE_ERROR_MALFORMED:
    case CST_MARKETPLACE_ERROR_GONE:
    case CST_MARKETPLACE_ERROR_TOO_LARGE:
    case CST_MARKETPLACE_ERROR_FILE:
    default:
      g_propagate_error (error, g_steal_pointer (&why));
      return CST_PUSH_DOUBT;
    }
}

/* Too slow for its own gateway, the platform goes on and says under which name to ask. */
static CstPushOutcome
judge_slow (Attempt  *attempt,
            GError  **error)
{
  switch (look_up (attempt, error))
    {
    case LOOK_DONE:
      return CST_PUSH_CONFIRMED;
    case LOOK_FAILED:
      return judge_failed (attempt);
    case LOOK_RUNNING:
      return in_flight (attempt);
    case LOOK_NOTHING:
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_SERVER, "status 504");
      return CST_PUSH_DOUBT;
    case LOOK_SILENT:
    default:
      return CST_PUSH_DOUBT;
    }
}

/* The answer to a resolution may hold the issue as it is now. */
static void
keep_issue (Attempt  *attempt,
            JsonNode *root)
{
  JsonObject *data = cst_json_opt_object (json_node_get_object (root), "data");
  CstDropeaIssue *issue = data != NULL ? cst_dropea_issue_read (data, NULL) : NULL;

  g_clear_pointer (&attempt->verdict->issue, cst_dropea_issue_free);
  if (issue != NULL && g_strcmp0 (issue->id, attempt->operation->delivery) != 0)
    g_clear_pointer (&issue, cst_dropea_issue_free);
  attempt->verdict->issue = issue;
}

static CstPushOutcome
judge (Attempt              *attempt,
       const CstHttpAnswer  *http_answer,
       GError              **error)
{
  guint status = http_answer->status;
  g_autoptr(JsonNode) root = cst_wire_parse (http_answer->body, "answer", NULL);

  attempt->answer->retry_after = http_answer->retry_after;
  if (status == 504)
    return judge_slow (attempt, error);
  if (root == NULL && status < 500 && status != 401 && status != 403 && status != 408 && status != 429)
    return status == 400 || status == 413 || status == 414 || status == 415 || status == 431
           ? refuse (attempt, NULL) : doubt_unreadable (status, error);
  if (!cst_dropea_check (http_answer, root, NULL))
    return judge_failure (attempt, http_answer, root, error);

  keep_issue (attempt, root);

  return CST_PUSH_CONFIRMED;
}

static CstPushOutcome
post (Attempt     *attempt,
      const char  *body,
      GError     **error)
{
  g_autofree char *path = g_strconcat ("/dropshipper/issues/", attempt->operation->delivery, "/resolve", NULL);
  g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));
  CstHttpRequest request = { .method = "POST", .path = path, .key = attempt->operation->key,
                             .content_type = "application/json", .body = bytes };
  g_auto(CstHttpAnswer) http_answer = CST_HTTP_ANSWER_INIT;
  g_autoptr(GError) local_error = NULL;
  gboolean may_have_arrived = FALSE;

  if (cst_dropea_client_send (attempt->client, &request, &http_answer, &may_have_arrived, attempt->cancellable,
                              &local_error))
    return judge (attempt, &http_answer, error);

  /* It said yes, and what it said further did not come through: that is not being offline. */
  if (http_answer.status >= 200 && http_answer.status < 300 &&
      g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_OFFLINE))
    return doubt_unreadable (http_answer.status, error);

  g_propagate_error (error, g_steal_pointer (&local_error));

  return may_have_arrived ? CST_PUSH_DOUBT : CST_PUSH_NOT_SENT;
}

static CstPushOutcome
try_to_answer (Attempt  *attempt,
               GError  **error)
{
  gboolean is_repeat = attempt->operation->attempts > 1;
  g_autoptr(GError) local_error = NULL;
  g_autofree char *body = cst_dropea_resolve_body (attempt->operation, &local_error);

  if (body == NULL)
    {
      attempt->answer->problem = g_strdup (local_error->message);
      return CST_PUSH_REFUSED;
    }
  if (!cst_wire_id_is_valid (attempt->operation->delivery))
    return refuse (attempt, NULL);

  if (!read_issue (attempt, &local_error))
    {
      if (g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND))
        return is_repeat ? CST_PUSH_CANNOT_TELL : refuse (attempt, _("it does not know this incident any more"));
      g_propagate_error (error, g_steal_pointer (&local_error));
      return CST_PUSH_NOT_SENT;
    }
  if (takes_it (attempt))
    return post (attempt, body, error);

  return is_repeat ? ask (attempt, error) : conflict (attempt);
}

/**
 * cst_dropea_client_answer:
 * @verdict: (out): cleared by the caller
 *
 * One attempt at @operation; see cst_marketplace_push().
 */
void
cst_dropea_client_answer (CstDropeaClient     *self,
                          const CstOperation  *operation,
                          CstDropeaVerdict    *verdict,
                          CstPushAnswer       *answer,
                          GCancellable        *cancellable,
                          GError             **error)
{
  Attempt attempt = { self, operation, verdict, answer, cancellable };

  verdict->outcome = try_to_answer (&attempt, error);
}

/**
 * cst_dropea_client_read_back:
 * @verdict: (out): cleared by the caller
 *
 * See cst_marketplace_read_back().
 */
void
cst_dropea_client_read_back (CstDropeaClient     *self,
                             const CstOperation  *operation,
                             CstDropeaVerdict    *verdict,
                             CstPushAnswer       *answer,
                             GCancellable        *cancellable,
                             GError             **error)
{
  Attempt attempt = { self, operation, verdict, answer, cancellable };

  verdict->outcome = operation->answer != NULL ? ask (&attempt, error) : CST_PUSH_CANNOT_TELL;
}

void
cst_dropea_verdict_clear (CstDropeaVerdict *self)
{
  g_clear_pointer (&self->issue, cst_dropea_issue_free);
}
