/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea.h"

#include <string.h>

#include "cst-sandbox.h"
#include "cst-sandbox-log.h"

#define PREFIX "/dropea/"
#define KEY_S CST_WORLD_DAY
#define SLOW_S 20
#define WINDOW_S 60
#define PER_MINUTE 60
#define NO_LIMIT 1000000
#define MAX_KEY 255
#define FIRST_NEW (10 * 60)
#define KEY_CHARS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"

static void
slow_free (gpointer data)
{
  CstDropeaSlow *slow = data;

  cst_request_free (slow->request);
  g_free (slow);
}

/**
 * cst_dropea_platform_new:
 * @world: must outlive it
 * @ticks: whether the clock ticks: issues then come by themselves, and the real limit holds
 *
 * Returns: (transfer full): the platform
 */
CstDropeaPlatform *
cst_dropea_platform_new (CstWorld *world,
                         int       n_issues,
                         gboolean  ticks)
{
  CstDropeaPlatform *self = g_new0 (CstDropeaPlatform, 1);

  self->world = cst_dropea_world_new (world, n_issues);
  self->slow = g_ptr_array_new_with_free_func (slow_free);
  self->recent = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->per_minute = ticks ? PER_MINUTE : NO_LIMIT;
  if (ticks && n_issues > 0)
    self->world->next_new = cst_world_now (world) + FIRST_NEW;

  return self;
}

void
cst_dropea_platform_free (CstDropeaPlatform *self)
{
  g_ptr_array_unref (self->slow);
  g_array_unref (self->recent);
  cst_dropea_world_free (self->world);
  g_free (self);
}

gboolean
cst_dropea_is_path (const char *path)
{
  return g_str_has_prefix (path, PREFIX);
}

/* A no of the platform. */
void
cst_dropea_fail (CstReply   *reply,
                 guint       status,
                 const char *type,
                 const char *message)
{
  CstWriter writer = cst_reply_begin (reply, status);

  cst_writer_begin_object (&writer, NULL);
  cst_writer_bool (&writer, "success", FALSE);
  cst_writer_string (&writer, "message", message);
  cst_writer_null (&writer, "data");
  cst_writer_begin_object (&writer, "failure");
  cst_writer_string (&writer, "type", type);
  cst_writer_string (&writer, "message", message);
  cst_writer_end_object (&writer);
  cst_writer_end_object (&writer);
}

void
cst_dropea_fail_in_flight (CstReply *reply)
{
  cst_dropea_fail (reply, 409, "ConflictFailure", "a request with this Idempotency-Key is in progress");
}

static void
carry_out (CstSandbox *sandbox,
           CstRequest *request,
           CstReply   *reply)
{
  cst_dropea_resolve (sandbox, request, reply);
  if (request->key != NULL)
    cst_sandbox_keep_record (sandbox, request, "issue.resolve", reply);
}

/**
 * cst_dropea_tick:
 *
 * Lets happen what is due: what the carrier does, and what a gateway did not wait for.
 */
void
cst_dropea_tick (CstSandbox *sandbox)
{
  CstDropeaPlatform *self = sandbox->dropea;
  gint64 now = cst_world_now (sandbox->world);

  while (self->slow->len > 0 && ((CstDropeaSlow *) g_ptr_array_index (self->slow, 0))->due <= now)
    {
      CstDropeaSlow *slow = g_ptr_array_steal_index (self->slow, 0);
      g_autoptr(CstReply) unheard = cst_reply_new ();

      cst_dropea_world_advance (self->world, slow->due);
      carry_out (sandbox, slow->request, unheard);
      slow_free (slow);
    }

  cst_dropea_world_advance (self->world, now);
}

static gboolean
is_within_limit (CstDropeaPlatform *self,
                 gint64             now,
                 CstReply          *reply)
{
  guint n_old = 0;

  while (n_old < self->recent->len && g_array_index (self->recent, gint64, n_old) + WINDOW_S <= now)
    n_old++;
  if (n_old > 0)
    g_array_remove_range (self->recent, 0, n_old);

  reply->rate_limit = (int) self->per_minute;
  if (self->recent->len >= self->per_minute)
    {
      reply->rate_left = 0;
      reply->retry_after = WINDOW_S;
      cst_dropea_fail (reply, 429, "RateLimitFailure", "too many requests");
      return FALSE;
    }

  self->n_requests++;
  g_array_append_val (self->recent, now);
  reply->rate_left = (int) (self->per_minute - self->recent->len);

  return TRUE;
}

static gboolean
authorize (CstSandbox *sandbox,
           CstRequest *request,
           CstReply   *reply)
{
  if (request->token != NULL && g_str_equal (request->token, sandbox->token))
    request->scopes = CST_SCOPE_READ | CST_SCOPE_DECIDE;
  else if (request->token != NULL && g_str_equal (request->token, sandbox->inspector_token))
    request->scopes = CST_SCOPE_READ;
  else
    cst_dropea_fail (reply, 401, "UnauthorizedFailure", "a valid API key is needed");

  return reply->status == 0;
}

static CstDropeaSlow *
find_slow (CstDropeaPlatform *self,
           const char        *key)
{
  for (guint i = 0; i < self->slow->len; i++)
    {
      CstDropeaSlow *slow = g_ptr_array_index (self->slow, i);

      if (g_strcmp0 (slow->request->key, key) == 0)
        return slow;
    }

  return NULL;
}

/* Returns: (nullable): what is remembered of @key; after a day nothing is */
static CstSandboxRecord *
find_record (CstSandbox *sandbox,
             const char *key)
{
  CstSandboxRecord *record = cst_sandbox_find_record (sandbox, key);

  if (record != NULL && cst_world_now (sandbox->world) - record->at >= KEY_S)
    {
      g_hash_table_remove (sandbox->records, key);
      return NULL;
    }

  return record;
}

static gboolean
is_same_request (CstRequest *a,
                 const char *digest)
{
  g_autofree char *other = cst_sandbox_request_digest (a);

  return g_str_equal (other, digest);
}

/* Returns: whether the key decides the answer already */
static gboolean
answer_by_key (CstSandbox *sandbox,
               CstRequest *request,
               CstReply   *reply)
{
  CstDropeaSlow *slow = find_slow (sandbox->dropea, request->key);
  CstSandboxRecord *record = find_record (sandbox, request->key);
  g_autofree char *digest = slow != NULL ? cst_sandbox_request_digest (slow->request) : NULL;

  if (slow == NULL && record == NULL)
    return FALSE;

  if (!is_same_request (request, slow != NULL ? digest : record->digest))
    {
      cst_dropea_fail (reply, 422, "BusinessFailure", "this Idempotency-Key was used with another body");
    }
  else if (slow != NULL)
    {
      cst_dropea_fail_in_flight (reply);
    }
  else
    {
      cst_sandbox_replay (record, reply);
      reply->replay_header = "Idempotent-Replay";
    }

  return TRUE;
}

/* The gateway waits fifteen seconds; the platform goes on. */
static void
be_slow (CstSandbox *sandbox,
         CstRequest *request,
         CstReply   *reply)
{
  CstDropeaSlow *slow = g_new0 (CstDropeaSlow, 1);
  CstWriter writer;

  slow->request = cst_request_new (request->method, request->path, request->query, request->body);
  slow->request->content_type = g_strdup (request->content_type);
  slow->request->key = g_strdup (request->key);
  slow->request->params[0] = g_strdup (request->params[0]);
  slow->due = cst_world_now (sandbox->world) + SLOW_S;
  g_ptr_array_add (sandbox->dropea->slow, slow);

  writer = cst_reply_begin (reply, 504);
  cst_writer_begin_object (&writer, NULL);
  cst_writer_bool (&writer, "success", FALSE);
  cst_writer_string (&writer, "message", "this takes longer; ask for the operation");
  cst_writer_string (&writer, "operation_id", request->key);
  cst_writer_end_object (&writer);
}

static void
change (CstSandbox *sandbox,
        CstRequest *request,
        CstReply   *reply)
{
  gsize length = request->key != NULL ? strlen (request->key) : 0;

  if ((request->scopes & CST_SCOPE_DECIDE) == 0)
    {
      cst_dropea_fail (reply, 403, "ForbiddenFailure", "the scope dp:issues:resolve is missing");
      return;
    }
  if (request->key != NULL && (length == 0 || length > MAX_KEY || strspn (request->key, KEY_CHARS) != length))
    {
      cst_dropea_fail (reply, 400, "ValidationFailure",
                       "an Idempotency-Key has up to 255 letters, digits, underscores and hyphens");
      return;
    }
  if (request->key != NULL && answer_by_key (sandbox, request, reply))
    return;

  if (sandbox->log != NULL)
    cst_sandbox_log_request (sandbox->log, cst_world_now (sandbox->world), request);
  if (request->slow && request->key != NULL)
    be_slow (sandbox, request, reply);
  else
    carry_out (sandbox, request, reply);
}

static void
write_operation (CstReply         *reply,
                 const char       *key,
                 CstSandboxRecord *record)
{
  CstWriter writer = cst_dropea_begin (reply, 200);
  const char *word = record == NULL ? "PROCESSING" : record->status < 300 ? "COMPLETED" : "FAILED";

  cst_writer_begin_object (&writer, "data");
  cst_writer_string (&writer, "operation_id", key);
  cst_writer_string (&writer, "status", word);
  if (record != NULL && record->status >= 300)
    {
      cst_writer_begin_object (&writer, "failure");
      cst_writer_string (&writer, "type", record->status == 409 ? "ConflictFailure" : "BusinessFailure");
      cst_writer_string (&writer, "message", "it was refused");
      cst_writer_end_object (&writer);
    }
  cst_writer_end_object (&writer);
  cst_writer_end_object (&writer);
}

static void
get_operation (CstSandbox *sandbox,
               const char *key,
               CstReply   *reply)
{
  CstSandboxRecord *record = find_record (sandbox, key);

  if (record != NULL || find_slow (sandbox->dropea, key) != NULL)
    write_operation (reply, key, record);
  else
    cst_dropea_fail (reply, 404, "NotFoundFailure", "there is no such operation");
}

/**
 * cst_dropea_answer:
 *
 * Judges a request below /dropea, carries it out, and answers.
 */
void
cst_dropea_answer (CstSandbox *sandbox,
                   CstRequest *request,
                   CstReply   *reply)
{
  g_auto(GStrv) path = g_strsplit (request->path, "/", -1);
  guint length = g_strv_length (path);

  if (!authorize (sandbox, request, reply) ||
      !is_within_limit (sandbox->dropea, cst_world_now (sandbox->world), reply))
    return;

  /* "", "dropea", "dropshipper", what, id, action */
  if (length < 4 || !g_str_equal (path[2], "dropshipper"))
    {
      cst_dropea_fail (reply, 404, "NotFoundFailure", "there is no such address");
    }
  else if (g_str_equal (request->method, "POST") && length == 6 && g_str_equal (path[3], "issues") &&
           g_str_equal (path[5], "resolve"))
    {
      request->params[0] = g_strdup (path[4]);
      change (sandbox, request, reply);
    }
  else if (g_str_equal (request->method, "GET") && length == 5 && g_str_equal (path[3], "operations"))
    {
      get_operation (sandbox, path[4], reply);
    }
  else if (g_str_equal (request->method, "GET"))
    {
      cst_dropea_get (sandbox, request, reply);
    }
  else
    {
      cst_dropea_fail (reply, 404, "NotFoundFailure", "there is no such address");
    }
}
