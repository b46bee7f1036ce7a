/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sandbox on the network: loopback only, one thread, and all the ways in which an answer may
 * not arrive. */
#include "cst-sandbox-server.h"

#include <libsoup/soup.h>
#include <string.h>
#include <sys/socket.h>

#include "cst-sandbox-faults.h"

#define TICK_SECONDS 1
#define REQUESTS "cst-sandbox-requests"

struct _CstSandboxServer
{
  CstSandbox *sandbox;  /* borrowed */
  SoupServer *server;
  guint       tick;
};

/* A request that is answered later. */
typedef struct
{
  CstSandbox        *sandbox;
  SoupServerMessage *message;
  CstRequest        *request;
  gboolean           gone;     /* the client did not wait; what it asked for happens all the same */
} Late;

static char *
dup_header (SoupMessageHeaders *headers,
            const char         *name)
{
  return g_strdup (soup_message_headers_get_one (headers, name));
}

/* Not every platform's credential is a bearer's: where it is not, it is handed on as it stands. */
static char *
dup_token (SoupMessageHeaders *headers,
           const char         *path)
{
  const char *value = soup_message_headers_get_one (headers, "Authorization");

  if (cst_medusa_shop_is_path (path) || cst_mirakl_is_path (path))
    return g_strdup (value);
  if (value == NULL || g_ascii_strncasecmp (value, "Bearer ", 7) != 0)
    return NULL;

  return g_strdup (value + 7);
}

static CstRequest *
request_of (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  GUri *uri = soup_server_message_get_uri (message);
  g_autoptr(GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  CstRequest *request = cst_request_new (soup_server_message_get_method (message),
                                         g_uri_get_path (uri), g_uri_get_query (uri),
                                         body);

  request->content_type = dup_header (headers, "Content-Type");
  request->disposition = dup_header (headers, "Content-Disposition");
  request->purpose = dup_header (headers, "Constat-Purpose");
  request->key = dup_header (headers, "Idempotency-Key");
  request->token = dup_token (headers, request->path);
  request->if_none_match = dup_header (headers, "If-None-Match");
  request->range = dup_header (headers, "Range");
  request->if_range = dup_header (headers, "If-Range");

  /* Ranges are our business; libsoup would cut the answer itself, without If-Range. */
  soup_message_headers_remove (headers, "Range");

  return request;
}

static void
set_header (SoupServerMessage *message,
            const char        *name,
            const char        *value)
{
  if (value != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), name, value);
}

static void
set_rate (SoupServerMessage *message,
          CstReply          *reply)
{
  g_autofree char *limit = g_strdup_printf ("%d", reply->rate_limit);
  g_autofree char *left = g_strdup_printf ("%d", reply->rate_left);

  if (reply->rate_limit < 0)
    return;

  set_header (message, "X-RateLimit-Limit", limit);
  set_header (message, "X-RateLimit-Remaining", left);
  set_header (message, "X-RateLimit-Window", "60");
}

static void
send_reply (SoupServerMessage *message,
            CstReply          *reply)
{
  g_autofree char *retry_after = reply->retry_after >= 0 ? g_strdup_printf ("%d", reply->retry_after) : NULL;

  soup_server_message_set_status (message, reply->status, NULL);
  set_header (message, "ETag", reply->etag);
  set_header (message, "Content-Disposition", reply->disposition);
  set_header (message, "Content-Range", reply->content_range);
  set_header (message, "Retry-After", retry_after);
  set_header (message, "Accept-Ranges", reply->ranges ? "bytes" : NULL);
  set_header (message, reply->replay_header != NULL ? reply->replay_header : "Idempotency-Replayed",
              reply->replayed ? "true" : NULL);
  set_rate (message, reply);
  set_header (message, "WWW-Authenticate", reply->status == 401 ? "Bearer" : NULL);
  if (reply->status != 304)
    {
      g_autoptr(GBytes) body = cst_reply_dup_body (reply);

      set_header (message, "Content-Type", reply->content_type);
      if (g_bytes_get_size (body) > 0)
        soup_message_body_append_bytes (soup_server_message_get_response_body (message), body);
    }
}

/* Takes the connection away from libsoup, says the first half of @reply on it (unless %NULL), and
 * ends it, with a reset if asked. */
static void
cut (SoupServerMessage *message,
     CstReply          *reply,
     gboolean           reset)
{
  struct linger at_once = { 1, 0 };
  GSocket *socket = soup_server_message_get_socket (message);
  int fd = g_socket_get_fd (socket);
  g_autoptr(GIOStream) stream = NULL;

  if (reset)
    setsockopt (fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  stream = soup_server_message_steal_connection (message);

  if (reply != NULL)
    {
      g_autoptr(GBytes) body = cst_reply_dup_body (reply);
      gsize size = g_bytes_get_size (body);
      GOutputStream *output = g_io_stream_get_output_stream (stream);

      g_output_stream_printf (output, NULL, NULL, NULL,
                              "HTTP/1.1 %u Cut\r\n"
                              "Content-Type: %s\r\n"
                              "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                              reply->status, reply->content_type, size);
      g_output_stream_write_all (output, g_bytes_get_data (body, NULL), size / 2, NULL, NULL, NULL);
    }
  g_io_stream_close (stream, NULL, NULL);
}

static void
late_finished_cb (SoupServerMessage *message,
                  gpointer           user_data)
{
  Late *late = user_data;

  late->gone = TRUE;
}

static gboolean
late_cb (gpointer user_data)
{
  Late *late = user_data;
  g_autoptr(CstReply) reply = cst_sandbox_answer (late->sandbox, late->request);

  if (late->request->key != NULL)
    g_hash_table_remove (late->sandbox->in_flight, late->request->key);
  g_signal_handlers_disconnect_by_data (late->message, late);
  if (!late->gone)
    {
      send_reply (late->message, reply);
      soup_server_message_unpause (late->message);
    }

  g_object_unref (late->message);
  cst_request_free (late->request);
  g_free (late);

  return G_SOURCE_REMOVE;
}

/* Works on @request for a while; the same key is in flight meanwhile. */
static void
answer_late (CstSandbox        *sandbox,
             SoupServerMessage *message,
             CstRequest        *request)
{
  Late *late = g_new0 (Late, 1);

  late->sandbox = sandbox;
  late->message = g_object_ref (message);
  late->request = request;
  if (request->key != NULL)
    g_hash_table_add (sandbox->in_flight, g_strdup (request->key));
  g_signal_connect (message, "finished", G_CALLBACK (late_finished_cb), late);
  soup_server_message_pause (message);
  g_timeout_add ((guint) sandbox->fault.delay_ms, late_cb, late);
}

/* How many requests the connection of @message has carried before this one. */
static int
count_request (SoupServerMessage *message)
{
  GObject *socket = G_OBJECT (soup_server_message_get_socket (message));
  int before = GPOINTER_TO_INT (g_object_get_data (socket, REQUESTS));

  g_object_set_data (socket, REQUESTS, GINT_TO_POINTER (before + 1));

  return before;
}

static gboolean
is_in_flight (CstSandbox *sandbox,
              CstRequest *request)
{
  return request->key != NULL && cst_sandbox_is_change (request->method) &&
         g_hash_table_contains (sandbox->in_flight, request->key);
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  CstSandboxServer *self = user_data;
  g_autoptr(CstRequest) request = request_of (message);
  g_autoptr(CstReply) reply = cst_reply_new ();
  gboolean kept_alive = count_request (message) > 0;
  CstSandboxTrouble trouble = CST_TROUBLE_NONE;

  if (g_str_has_prefix (request->path, "/v1/") || cst_dropea_is_path (request->path) ||
      cst_medusa_shop_is_path (request->path) || cst_mirakl_is_path (request->path))
    trouble = cst_sandbox_take_trouble (self->sandbox, request, kept_alive);

  if (trouble == CST_TROUBLE_CUT_BEFORE)
    {
      cut (message, NULL, FALSE);
      return;
    }
  if (is_in_flight (self->sandbox, request))
    {
      if (cst_dropea_is_path (request->path))
        cst_dropea_fail_in_flight (reply);
      else
        cst_reply_refuse (reply, "in-flight", NULL);
      reply->retry_after = 1;
      send_reply (message, reply);
      return;
    }
  if (trouble == CST_TROUBLE_DELAY)
    {
      answer_late (self->sandbox, message, g_steal_pointer (&request));
      return;
    }
  if (cst_sandbox_refuse_early (self->sandbox, trouble, request, reply))
    {
      send_reply (message, reply);
      return;
    }

  request->overtaken = trouble == CST_TROUBLE_CHANGE_MEANWHILE;
  request->slow = trouble == CST_TROUBLE_504;
  g_clear_pointer (&reply, cst_reply_free);
  reply = cst_sandbox_answer (self->sandbox, request);

  if (trouble == CST_TROUBLE_CUT_DURING)
    {
      cut (message, reply, FALSE);
    }
  else if (trouble == CST_TROUBLE_CUT_AFTER || trouble == CST_TROUBLE_KEEPALIVE_RESET)
    {
      cut (message, NULL, TRUE);
    }
  else
    {
      cst_sandbox_spoil (trouble, reply);
      send_reply (message, reply);
    }
}

static gboolean
tick_cb (gpointer user_data)
{
  CstSandboxServer *self = user_data;

  cst_sandbox_tick (self->sandbox);

  return G_SOURCE_CONTINUE;
}

/**
 * cst_sandbox_server_new:
 * @sandbox: must outlive the server
 * @port: 0 for any
 *
 * Returns: (transfer full): @sandbox on 127.0.0.1, served by the thread's main context
 */
CstSandboxServer *
cst_sandbox_server_new (CstSandbox  *sandbox,
                        guint        port,
                        GError     **error)
{
  g_autoptr(SoupServer) server = soup_server_new (NULL, NULL);
  CstSandboxServer *self;

  if (!soup_server_listen_local (server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return NULL;

  self = g_new0 (CstSandboxServer, 1);
  self->sandbox = sandbox;
  self->server = g_steal_pointer (&server);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);

  return self;
}

/* Returns: (transfer full): where it listens, without a slash at the end */
char *
cst_sandbox_server_url (CstSandboxServer *self)
{
  GSList *uris = soup_server_get_uris (self->server);
  char *url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return url;
}

void
cst_sandbox_server_free (CstSandboxServer *self)
{
  g_source_remove (self->tick);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_free (self);
}
