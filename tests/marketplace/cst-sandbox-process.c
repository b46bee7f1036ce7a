/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sandbox-process.h"

#include <string.h>

#include "cst-json.h"
#include "cst-paths.h"

/* Those that are faults; "none" is the absence of one. */
const char *const cst_sandbox_profiles[] = {
  "cut-before", "cut-during", "cut-after", "keepalive-reset", "delay", "http-429", "http-500", "http-503",
  "duplicate", "truncate", "change-meanwhile", NULL,
};

static void
read_greeting (CstSandboxProcess *self)
{
  g_autoptr(GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_autoptr(JsonNode) node = NULL;
  JsonObject *greeting;

  g_assert_nonnull (line);
  node = cst_json_parse (line, strlen (line), NULL);
  g_assert_nonnull (node);
  greeting = json_node_get_object (node);
  self->url = g_strdup (cst_json_opt_string (greeting, "url", NULL));
  self->token = g_strdup (cst_json_opt_string (greeting, "token", NULL));
  self->inspector_token = g_strdup (cst_json_opt_string (greeting, "inspector_token", NULL));
  g_assert_nonnull (self->url);
}

/* @first, @second: (nullable): further options */
static CstSandboxProcess *
start (const char *first,
       const char *second)
{
  CstSandboxProcess *self = g_new0 (CstSandboxProcess, 1);
  g_autofree char *program = cst_paths_helper_program ("constat-sandbox");
  const char *argv[] = { program, "--now=" CST_SANDBOX_NOW, "--token=whole", "--exit-with-parent",
                         first, second, NULL };
  g_autoptr(GError) error = NULL;

  self->process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  read_greeting (self);
  self->control = cst_http_new (self->url, CST_HTTP_BEARER, "control", &error);
  g_assert_no_error (error);

  return self;
}

/**
 * cst_sandbox_process_new:
 * @state_dir: (nullable): where its world is kept over a restart
 * @port: 0 for any
 */
CstSandboxProcess *
cst_sandbox_process_new (const char *state_dir,
                         guint       port)
{
  g_autofree char *port_option = g_strdup_printf ("--port=%u", port);
  g_autofree char *state_option = state_dir != NULL ? g_strconcat ("--state-dir=", state_dir, NULL) : NULL;

  return start (port_option, state_option);
}

/**
 * cst_sandbox_process_new_with_issues:
 * @n_issues: how many delivery incidents its dropshipping platform has
 */
CstSandboxProcess *
cst_sandbox_process_new_with_issues (guint n_issues)
{
  g_autofree char *option = g_strdup_printf ("--issues=%u", n_issues);

  return start (option, NULL);
}

static JsonObject *
exchange (CstSandboxProcess    *self,
          const CstHttpRequest *request)
{
  g_auto(CstHttpAnswer) answer = CST_HTTP_ANSWER_INIT;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;

  cst_http_send (self->control, request, &answer, NULL, NULL, &error);
  g_assert_no_error (error);
  cst_http_check (&answer, &error);
  g_assert_no_error (error);
  node = cst_json_parse (g_bytes_get_data (answer.body, NULL), g_bytes_get_size (answer.body), &error);
  g_assert_no_error (error);

  return json_object_ref (json_node_get_object (node));
}

/**
 * cst_sandbox_process_get:
 *
 * Returns: (transfer full): what a control path answers
 */
JsonObject *
cst_sandbox_process_get (CstSandboxProcess *self,
                         const char        *path)
{
  CstHttpRequest request = { .method = "GET", .path = path };

  return exchange (self, &request);
}

/**
 * cst_sandbox_process_post:
 * @format: the JSON to send
 */
void
cst_sandbox_process_post (CstSandboxProcess *self,
                          const char        *path,
                          const char        *format,
                          ...)
{
  va_list arguments;
  char *text;
  g_autoptr(GBytes) body = NULL;
  CstHttpRequest request = { .method = "POST", .path = path, .content_type = "application/json" };

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  request.body = body = g_bytes_new_take (text, strlen (text));
  json_object_unref (exchange (self, &request));
}

/**
 * cst_sandbox_process_fault:
 * @profile: what shall happen to requests of the contract
 * @match: to those whose path begins so
 * @count: to how many, -1 for all
 */
void
cst_sandbox_process_fault (CstSandboxProcess *self,
                           const char        *profile,
                           const char        *match,
                           int                count)
{
  g_autofree char *limit = count > 0 ? g_strdup_printf (",\"count\":%d", count) : g_strdup ("");

  cst_sandbox_process_post (self, "/_sandbox/faults",
                            "{\"profile\":\"%s\",\"match\":\"%s\",\"delay_ms\":20,\"retry_after\":1%s}",
                            profile, match, limit);
}

/**
 * cst_sandbox_process_executed:
 *
 * Returns: how often what carries @key was executed
 */
guint
cst_sandbox_process_executed (CstSandboxProcess *self,
                              const char        *key)
{
  g_autoptr(JsonObject) answer = cst_sandbox_process_get (self, "/_sandbox/executed");
  JsonArray *items = cst_json_opt_array (answer, "items");
  guint count = 0;

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      if (g_strcmp0 (cst_json_opt_string (json_array_get_object_element (items, i), "key", NULL), key) == 0)
        count++;
    }

  return count;
}

void
cst_sandbox_process_free (CstSandboxProcess *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  g_object_unref (self->control);
  g_free (self->url);
  g_free (self->token);
  g_free (self->inspector_token);
  g_free (self);
}
