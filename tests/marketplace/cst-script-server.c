/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-script-server.h"

#include <string.h>
#include <sys/socket.h>

struct _CstScriptServer
{
  GSocketListener     *listener;
  GCancellable        *cancellable;
  GThread             *thread;
  guint16              port;
  const CstScriptStep *steps;
  guint                n_steps;
  GMutex               mutex;
  GPtrArray           *requests; /* (element-type utf8) (guarded by mutex) */
  GPtrArray           *served;   /* (element-type GThread): one per connection */
};

typedef struct
{
  CstScriptServer   *server;
  GSocketConnection *connection;
} Served;

static gsize
content_length (const char *head)
{
  g_autofree char *lower = g_ascii_strdown (head, -1);
  const char *at = strstr (lower, "content-length:");

  return at != NULL ? (gsize) g_ascii_strtoull (at + strlen ("content-length:"), NULL, 10) : 0;
}

static char *
read_request (CstScriptServer *self,
              GInputStream    *input)
{
  g_autoptr(GString) text = g_string_new (NULL);
  char byte;

  while (strstr (text->str, "\r\n\r\n") == NULL)
    {
      if (g_input_stream_read (input, &byte, 1, self->cancellable, NULL) != 1)
        return NULL;
      g_string_append_c (text, byte);
    }

  for (gsize left = content_length (text->str); left > 0; left--)
    {
      if (g_input_stream_read (input, &byte, 1, self->cancellable, NULL) != 1)
        return NULL;
      g_string_append_c (text, byte);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
answer (CstScriptServer     *self,
        GSocketConnection   *connection,
        const CstScriptStep *step)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  const char *body = strstr (step->raw, "\r\n\r\n");
  gsize head = body != NULL ? (gsize) (body + 4 - step->raw) : strlen (step->raw);

  if (step->drip_ms == 0)
    {
      g_output_stream_write_all (output, step->raw, strlen (step->raw), NULL, self->cancellable, NULL);
      return;
    }

  g_output_stream_write_all (output, step->raw, head, NULL, self->cancellable, NULL);
  for (const char *p = step->raw + head; *p != '\0' && !g_cancellable_is_cancelled (self->cancellable); p++)
    {
      GPollFD fd;

      if (!g_output_stream_write_all (output, p, 1, NULL, self->cancellable, NULL))
        break;
      if (g_cancellable_make_pollfd (self->cancellable, &fd))
        {
          g_poll (&fd, 1, (int) step->drip_ms);
          g_cancellable_release_fd (self->cancellable);
        }
    }
}

static void
reset (GSocketConnection *connection)
{
  struct linger linger = { 1, 0 };
  int fd = g_socket_get_fd (g_socket_connection_get_socket (connection));

  setsockopt (fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

static gboolean
wants_close (const char *raw)
{
  return strstr (raw, "Connection: close") != NULL;
}

static void
serve_requests (CstScriptServer   *self,
                GSocketConnection *connection)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));

  for (;;)
    {
      char *request = read_request (self, input);
      guint index;

      if (request == NULL)
        break;

      g_mutex_lock (&self->mutex);
      index = self->requests->len;
      g_ptr_array_add (self->requests, request);
      g_mutex_unlock (&self->mutex);

      if (index >= self->n_steps || self->steps[index].raw == NULL)
        {
          reset (connection);
          break;
        }
      answer (self, connection, &self->steps[index]);
      if (wants_close (self->steps[index].raw))
        break;
    }

  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}

static gpointer
serve_connection (gpointer data)
{
  g_autofree Served *served = data;

  serve_requests (served->server, served->connection);
  g_object_unref (served->connection);

  return NULL;
}

static gpointer
run (gpointer data)
{
  CstScriptServer *self = data;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      GSocketConnection *connection = g_socket_listener_accept (self->listener, NULL, self->cancellable, NULL);
      Served *served;

      if (connection == NULL)
        continue;

      served = g_new (Served, 1);
      *served = (Served) { self, connection };
      g_ptr_array_add (self->served, g_thread_new ("script-connection", serve_connection, served));
    }

  return NULL;
}

CstScriptServer *
cst_script_server_new (const CstScriptStep *steps,
                       guint                n_steps)
{
  CstScriptServer *self = g_new0 (CstScriptServer, 1);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) effective = NULL;
  g_autoptr(GError) error = NULL;

  g_mutex_init (&self->mutex);
  self->steps = steps;
  self->n_steps = n_steps;
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->served = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                 &effective, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  self->thread = g_thread_new ("script-server", run, self);

  return self;
}

char *
cst_script_server_get_url (CstScriptServer *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u", self->port);
}

guint
cst_script_server_count (CstScriptServer *self)
{
  guint count;

  g_mutex_lock (&self->mutex);
  count = self->requests->len;
  g_mutex_unlock (&self->mutex);

  return count;
}

const char *
cst_script_server_request (CstScriptServer *self,
                           guint            index)
{
  const char *request;

  g_mutex_lock (&self->mutex);
  g_assert_cmpuint (index, <, self->requests->len);
  request = g_ptr_array_index (self->requests, index);
  g_mutex_unlock (&self->mutex);

  return request;
}

void
cst_script_server_free (CstScriptServer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_ptr_array_foreach (self->served, (GFunc) g_thread_join, NULL);
  g_ptr_array_unref (self->served);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->requests);
  g_mutex_clear (&self->mutex);
  g_free (self);
}
