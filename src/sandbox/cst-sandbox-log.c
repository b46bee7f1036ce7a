/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sandbox-log.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "cst-json.h"

#define FILE_NAME "events.jsonl"

struct _CstSandboxLog
{
  FILE *stream;
};

static void
append (CstSandboxLog *self,
        GString       *line)
{
  g_string_append_c (line, '\n');
  if (fwrite (line->str, 1, line->len, self->stream) != line->len || fflush (self->stream) != 0)
    g_error ("The sandbox cannot write its events: %s", g_strerror (errno));
}

static CstSandboxLog *
open_log (const char  *path,
          GError     **error)
{
  CstSandboxLog *self;
  FILE *stream = g_fopen (path, "ab");

  if (stream == NULL)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path,
                   g_strerror (errno));
      return NULL;
    }

  self = g_new0 (CstSandboxLog, 1);
  self->stream = stream;

  return self;
}

void
cst_sandbox_log_free (CstSandboxLog *self)
{
  fclose (self->stream);
  g_free (self);
}

static void
log_plan (CstSandboxLog      *self,
          const CstWorldPlan *plan,
          gboolean            stands_still,
          const char         *token)
{
  g_autoptr(GString) line = g_string_new (NULL);
  CstWriter writer = CST_WRITER_INIT (line);

  cst_writer_begin_object (&writer, NULL);
  cst_writer_int (&writer, "seed", (gint64) plan->seed);
  cst_writer_int (&writer, "now", plan->now);
  cst_writer_int (&writer, "orders", plan->n_orders);
  cst_writer_int (&writer, "issues", plan->n_issues);
  cst_writer_bool (&writer, "stands_still", stands_still);
  cst_writer_opt_string (&writer, "token", token);
  cst_writer_end_object (&writer);
  append (self, line);
}

/* Writes down that @request is about to be carried out at @at. */
void
cst_sandbox_log_request (CstSandboxLog *self,
                         gint64         at,
                         CstRequest    *request)
{
  g_autoptr(GString) line = g_string_new (NULL);
  CstWriter writer = CST_WRITER_INIT (line);
  gsize size = 0;
  const guchar *data = g_bytes_get_data (request->body, &size);
  g_autofree char *body = g_base64_encode (data, size);

  cst_writer_begin_object (&writer, NULL);
  cst_writer_int (&writer, "at", at);
  cst_writer_string (&writer, "method", request->method);
  cst_writer_string (&writer, "path", request->path);
  cst_writer_opt_string (&writer, "query", request->query);
  cst_writer_opt_string (&writer, "type", request->content_type);
  cst_writer_opt_string (&writer, "disposition", request->disposition);
  cst_writer_opt_string (&writer, "purpose", request->purpose);
  cst_writer_opt_string (&writer, "key", request->key);
  cst_writer_opt_string (&writer, "token", request->token);
  if (request->overtaken)
    cst_writer_bool (&writer, "overtaken", TRUE);
  if (request->slow)
    cst_writer_bool (&writer, "slow", TRUE);
  cst_writer_string (&writer, "body", body);
  cst_writer_end_object (&writer);
  append (self, line);
}

static CstRequest *
request_of (JsonObject *event)
{
  gsize size = 0;
  guchar *data = g_base64_decode (cst_json_opt_string (event, "body", ""), &size);
  g_autoptr(GBytes) body = g_bytes_new_take (data, size);
  CstRequest *request = cst_request_new (cst_json_opt_string (event, "method", ""),
                                         cst_json_opt_string (event, "path", ""),
                                         cst_json_opt_string (event, "query", NULL), body);

  request->content_type = g_strdup (cst_json_opt_string (event, "type", NULL));
  request->disposition = g_strdup (cst_json_opt_string (event, "disposition", NULL));
  request->purpose = g_strdup (cst_json_opt_string (event, "purpose", NULL));
  request->key = g_strdup (cst_json_opt_string (event, "key", NULL));
  request->token = g_strdup (cst_json_opt_string (event, "token", NULL));

  request->overtaken = cst_json_opt_bool (event, "overtaken", FALSE);
  request->slow = cst_json_opt_bool (event, "slow", FALSE);

  return request;
}

static JsonObject *
parse_line (const char  *line,
            JsonNode   **node,
            GError     **error)
{
  if (!(*node = cst_json_parse (line, strlen (line), error)))
    return NULL;

  return cst_json_node_object (*node, "event", error);
}

/* The plan of the former run counts, not what the command line says now. */
static CstSandbox *
begin_again (const char  *line,
             gboolean    *ticks,
             GError     **error)
{
  g_autoptr(JsonNode) node = NULL;
  JsonObject *first = parse_line (line, &node, error);
  CstWorldPlan plan;

  if (first == NULL)
    return NULL;

  plan.seed = (guint64) cst_json_opt_int (first, "seed", 1);
  plan.now = cst_json_opt_int (first, "now", 0);
  plan.n_orders = (int) cst_json_opt_int (first, "orders", 1);
  plan.n_issues = (int) cst_json_opt_int (first, "issues", CST_DROPEA_DEFAULT_ISSUES);
  *ticks = !cst_json_opt_bool (first, "stands_still", TRUE);

  return cst_sandbox_new (&plan, !*ticks, cst_json_opt_string (first, "token", NULL));
}

static gboolean
live_again (CstSandbox  *sandbox,
            char       **lines,
            GError     **error)
{
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr(JsonNode) node = NULL;
      g_autoptr(CstRequest) request = NULL;
      g_autoptr(CstReply) reply = NULL;
      JsonObject *event;

      /* A last line that was cut off was never carried out. */
      if (lines[i + 1] == NULL)
        break;
      if (!(event = parse_line (lines[i], &node, error)))
        return FALSE;

      cst_world_advance (sandbox->world, cst_json_opt_int (event, "at", 0));
      request = request_of (event);
      reply = cst_sandbox_answer (sandbox, request);
    }

  return TRUE;
}

/**
 * cst_sandbox_log_resume:
 * @folder: where the events are kept; made when missing
 * @plan: for a world that begins
 *
 * Returns: (transfer full): the world of @folder as it was left, or a new one
 */
CstSandbox *
cst_sandbox_log_resume (const char          *folder,
                        const CstWorldPlan  *plan,
                        gboolean             stands_still,
                        const char          *token,
                        GError             **error)
{
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  gboolean ticks = !stands_still;
  CstSandbox *sandbox;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", folder,
                   g_strerror (errno));
      return NULL;
    }

  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      sandbox = cst_sandbox_new (plan, stands_still, token);
      if ((sandbox->log = open_log (path, error)))
        {
          log_plan (sandbox->log, plan, stands_still, token);
          return sandbox;
        }
      cst_sandbox_free (sandbox);
      return NULL;
    }

  lines = g_strsplit (text, "\n", -1);
  if (!(sandbox = begin_again (lines[0], &ticks, error)))
    return NULL;

  /* While it lives again, the hour comes from the events. */
  sandbox->stands_still = TRUE;
  if (!live_again (sandbox, lines, error) || !(sandbox->log = open_log (path, error)))
    {
      cst_sandbox_free (sandbox);
      return NULL;
    }
  sandbox->stands_still = !ticks;

  return sandbox;
}
