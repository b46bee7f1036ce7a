/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-mirakl.h"

#include <string.h>

#include "cst-sandbox.h"
#include "cst-sandbox-log.h"
#include "cst-world-photos.h"

#define PREFIX "/mirakl/"
#define PICTURES "/mirakl/media/product/image/"

/**
 * cst_mirakl_platform_new:
 * @world: must outlive it
 *
 * Returns: (transfer full): the instance
 */
CstMiraklPlatform *
cst_mirakl_platform_new (CstWorld *world)
{
  CstMiraklPlatform *self = g_new0 (CstMiraklPlatform, 1);

  self->world = cst_mirakl_world_new (world);
  self->calls = g_hash_table_new (g_str_hash, g_str_equal);
  self->executed = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
cst_mirakl_platform_free (CstMiraklPlatform *self)
{
  g_ptr_array_unref (self->executed);
  g_hash_table_unref (self->calls);
  cst_mirakl_world_free (self->world);
  g_free (self);
}

gboolean
cst_mirakl_is_path (const char *path)
{
  return g_str_has_prefix (path, PREFIX);
}

/* A no about the request as a whole. */
void
cst_mirakl_fail (CstReply   *reply,
                 guint       status,
                 const char *message)
{
  CstWriter writer = cst_reply_begin (reply, status);

  cst_writer_begin_object (&writer, NULL);
  cst_writer_string (&writer, "message", message);
  cst_writer_int (&writer, "status", status);
  cst_writer_end_object (&writer);
}

/* A no about one of its members or parameters. */
void
cst_mirakl_mistake (CstReply   *reply,
                    const char *field,
                    const char *message)
{
  g_autofree char *whole = g_strdup_printf ("%s %s", field, message);
  CstWriter writer = cst_reply_begin (reply, 400);

  cst_writer_begin_object (&writer, NULL);
  cst_writer_begin_array (&writer, "errors");
  cst_writer_begin_object (&writer, NULL);
  cst_writer_string (&writer, "code", "VALIDATION_ERROR");
  cst_writer_string (&writer, "field", field);
  cst_writer_string (&writer, "message", whole);
  cst_writer_end_object (&writer);
  cst_writer_end_array (&writer);
  cst_writer_end_object (&writer);
}

/* Notes that @call changed something about @subject. */
void
cst_mirakl_note (CstMiraklPlatform *self,
                 const char        *call,
                 const char        *subject)
{
  g_ptr_array_add (self->executed, g_strdup_printf ("%s %s", call, subject));
}

typedef struct
{
  const char *method;
  const char *pattern;
  const char *call;
  gboolean    is_admins; /* the inspector lacks the role */
  void      (*handler) (CstSandbox *sandbox,
                       CstRequest *request,
                       CstReply   *reply);
} Route;

static void
get_version (CstSandbox *sandbox,
             CstRequest *request,
             CstReply   *reply)
{
  CstWriter writer = cst_reply_begin (reply, 200);

  cst_writer_begin_object (&writer, NULL);
  cst_writer_string (&writer, "version", "3.1100.0");
  cst_writer_end_object (&writer);
}

static const Route routes[] = {
  { "GET", "/mirakl/api/version", "V01", FALSE, get_version },
  { "GET", "/mirakl/api/account", "A01", FALSE, cst_mirakl_get_account },
  { "GET", "/mirakl/api/account/statistics", "A21", FALSE, cst_mirakl_get_statistics },
  { "GET", "/mirakl/api/platform/configuration", "PC01", TRUE, cst_mirakl_get_configuration },
  { "GET", "/mirakl/api/reasons", "RE01", FALSE, cst_mirakl_get_reasons },
  { "GET", "/mirakl/api/orders", "OR11", FALSE, cst_mirakl_get_orders },
  { "PUT", "/mirakl/api/orders/refund", "OR28", TRUE, cst_mirakl_put_refund },
  { "PUT", "/mirakl/api/orders/*/lines/*/resolve_incident", "OR64", TRUE, cst_mirakl_put_resolved },
  { "POST", "/mirakl/api/orders/*/threads", "OR43", TRUE, cst_mirakl_post_thread },
  { "GET", "/mirakl/api/inbox/threads", "M11", FALSE, cst_mirakl_get_threads },
  { "POST", "/mirakl/api/inbox/threads/*/message", "M12", TRUE, cst_mirakl_post_message },
  { "GET", "/mirakl/api/inbox/threads/*/download", "M13", FALSE, cst_mirakl_get_file },
  { "GET", "/mirakl/api/returns", "RT11", TRUE, cst_mirakl_get_returns },
  { "PUT", "/mirakl/api/returns", "RT04", TRUE, cst_mirakl_put_returns },
  { "PUT", "/mirakl/api/returns/accept", "RT21", TRUE, cst_mirakl_put_returns },
  { "PUT", "/mirakl/api/returns/receive", "RT25", TRUE, cst_mirakl_put_returns },
  { "PUT", "/mirakl/api/returns/compliance", "RT26", TRUE, cst_mirakl_put_returns },
  { "PUT", "/mirakl/api/returns/close", "RT27", TRUE, cst_mirakl_put_returns },
};

static gboolean
matches (const Route *route,
         CstRequest  *request)
{
  g_auto(GStrv) pattern = g_strsplit (route->pattern, "/", -1);
  g_auto(GStrv) path = g_strsplit (request->path, "/", -1);
  guint n = 0;

  if (!g_str_equal (route->method, request->method) || g_strv_length (pattern) != g_strv_length (path))
    return FALSE;

  for (guint i = 0; pattern[i] != NULL; i++)
    {
      if (!g_str_equal (pattern[i], "*") && !g_str_equal (pattern[i], path[i]))
        return FALSE;
    }
  for (guint i = 0; pattern[i] != NULL; i++)
    {
      if (!g_str_equal (pattern[i], "*"))
        continue;
      g_free (request->params[n]);
      request->params[n++] = g_uri_unescape_string (path[i], NULL);
    }

  return TRUE;
}

static void
answer_route (CstSandbox  *sandbox,
              const Route *route,
              CstRequest  *request,
              CstReply    *reply)
{
  GHashTable *calls = sandbox->mirakl->calls;
  gboolean is_admin = g_strcmp0 (request->token, sandbox->token) == 0;

  g_hash_table_insert (calls, (gpointer) route->call,
                       GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (calls, route->call)) + 1));
  if (route->is_admins && !is_admin)
    {
      cst_mirakl_fail (reply, 403, "Access is denied");
      return;
    }
  if (sandbox->log != NULL && !g_str_equal (route->method, "GET"))
    cst_sandbox_log_request (sandbox->log, cst_world_now (sandbox->world), request);

  route->handler (sandbox, request, reply);
}

/**
 * cst_mirakl_answer:
 *
 * Judges a request below /mirakl, carries it out, and answers.
 */
void
cst_mirakl_answer (CstSandbox *sandbox,
                   CstRequest *request,
                   CstReply   *reply)
{
  if (request->token == NULL || (!g_str_equal (request->token, sandbox->token) &&
                                 !g_str_equal (request->token, sandbox->inspector_token)))
    {
      cst_mirakl_fail (reply, 401, "Unauthorized");
      return;
    }
  if (g_str_equal (request->method, "GET") && g_str_has_prefix (request->path, PICTURES))
    {
      reply->bytes = cst_world_picture (request->path + strlen (PICTURES));
      reply->status = 200;
      reply->content_type = "image/jpeg";
      return;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (matches (&routes[i], request))
        {
          answer_route (sandbox, &routes[i], request, reply);
          return;
        }
    }

  cst_mirakl_fail (reply, 404, "There is no such resource");
}
