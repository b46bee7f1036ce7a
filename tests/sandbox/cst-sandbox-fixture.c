/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sandbox-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define CLIENT_TIMEOUT 20

static void
read_announcement (Fixture *self)
{
  GInputStream *output = g_subprocess_get_stdout_pipe (self->process);
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new (output);
  g_autoptr(GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_autoptr(JsonNode) node = NULL;
  JsonObject *announced;

  g_assert_no_error (error);
  g_assert_nonnull (line);
  node = json_from_string (line, &error);
  g_assert_no_error (error);
  announced = json_node_get_object (node);
  self->url = g_strdup (json_object_get_string_member (announced, "url"));
  self->token = g_strdup (json_object_get_string_member (announced, "token"));
  self->inspector_token = g_strdup (json_object_get_string_member (announced, "inspector_token"));
  g_assert_cmpint (json_object_get_int_member (announced, "pid"), >, 0);
}

/* Starts the sandbox with these arguments; it ends with us, whatever happens. */
void
fixture_start (Fixture *self,
               ...)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  const char *argument;
  va_list rest;

  g_ptr_array_add (argv, (char *) g_getenv ("CONSTAT_SANDBOX"));
  g_ptr_array_add (argv, (char *) "--exit-with-parent");
  va_start (rest, self);
  while ((argument = va_arg (rest, const char *)))
    g_ptr_array_add (argv, (char *) argument);
  va_end (rest);
  g_ptr_array_add (argv, NULL);

  self->process = g_subprocess_newv ((const char *const *) argv->pdata,
                                     G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                     &error);
  g_assert_no_error (error);
  self->session = soup_session_new_with_options ("timeout", CLIENT_TIMEOUT, NULL);
  read_announcement (self);
}

void
fixture_stop (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  g_clear_object (&self->session);
  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait_check (self->process, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&self->process);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->inspector_token, g_free);
}

void
fixture_set_up (Fixture       *self,
                gconstpointer  user_data)
{
  fixture_start (self, "--now", NOW, NULL);
}

void
fixture_tear_down (Fixture       *self,
                   gconstpointer  user_data)
{
  if (self->process != NULL)
    fixture_stop (self);
  if (self->folder != NULL)
    {
      g_autofree char *events = g_build_filename (self->folder, "events.jsonl", NULL);

      g_unlink (events);
      g_rmdir (self->folder);
      g_clear_pointer (&self->folder, g_free);
    }
}

SoupMessage *
fixture_message (Fixture    *self,
                 const char *method,
                 const char *path,
                 const char *token,
                 const char *key,
                 const char *body)
{
  g_autofree char *uri = g_strconcat (self->url, path, NULL);
  SoupMessage *message = soup_message_new (method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  g_assert_nonnull (message);
  if (token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", token, NULL);

      soup_message_headers_append (headers, "Authorization", value);
    }
  if (key != NULL)
    soup_message_headers_append (headers, "Idempotency-Key", key);
  if (body != NULL)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);

  return message;
}

/* Sends @message, which it takes. */
Answer *
fixture_send (Fixture     *self,
              SoupMessage *message)
{
  g_autoptr(SoupMessage) owned = message;
  g_autoptr(GError) error = NULL;
  Answer *answer = g_new0 (Answer, 1);

  answer->body = soup_session_send_and_read (self->session, owned, NULL, &error);
  if (answer->body == NULL)
    return answer;

  answer->status = soup_message_get_status (owned);
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (owned));
  if (g_str_has_suffix (soup_message_headers_get_content_type (answer->headers, NULL) != NULL ?
                        soup_message_headers_get_content_type (answer->headers, NULL) : "", "json"))
    {
      g_autoptr(JsonParser) parser = json_parser_new ();
      gsize size = 0;
      const char *data = g_bytes_get_data (answer->body, &size);

      if (json_parser_load_from_data (parser, data, (gssize) size, NULL))
        answer->json = json_parser_steal_root (parser);
    }

  return answer;
}

Answer *
fixture_get (Fixture    *self,
             const char *format,
             ...)
{
  g_autofree char *path = NULL;
  va_list rest;

  va_start (rest, format);
  path = g_strdup_vprintf (format, rest);
  va_end (rest);

  return fixture_send (self, fixture_message (self, "GET", path, self->token, NULL, NULL));
}

/* @key: (nullable): %NULL takes one nobody else has */
Answer *
fixture_change (Fixture    *self,
                const char *method,
                const char *key,
                const char *body,
                const char *format,
                ...)
{
  g_autofree char *path = NULL;
  g_autofree char *own_key = g_uuid_string_random ();
  va_list rest;

  va_start (rest, format);
  path = g_strdup_vprintf (format, rest);
  va_end (rest);

  return fixture_send (self,
                       fixture_message (self, method, path, self->token,
                                        key != NULL ? key : own_key, body));
}

Answer *
fixture_control (Fixture    *self,
                 const char *path,
                 const char *format,
                 ...)
{
  g_autofree char *body = NULL;
  va_list rest;

  va_start (rest, format);
  body = g_strdup_vprintf (format, rest);
  va_end (rest);

  return fixture_send (self, fixture_message (self, "POST", path, NULL, NULL, body));
}

/* The id (@member: incident or order) of the problem that plays @label. */
char *
fixture_cast (Fixture    *self,
              const char *label,
              const char *member)
{
  g_autoptr(Answer) cast = fixture_get (self, "/_sandbox/cast");
  JsonArray *items = json_node_get_array (answer_at (cast, "items"));

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);

      if (g_str_equal (json_object_get_string_member (item, "label"), label))
        return g_strdup (json_object_get_string_member (item, member));
    }

  g_assert_not_reached ();
}

void
fixture_fault (Fixture    *self,
               const char *profile,
               int         count)
{
  g_autoptr(Answer) answer = NULL;

  if (count > 0)
    answer = fixture_control (self, "/_sandbox/faults",
                              "{\"profile\":\"%s\",\"count\":%d,\"delay_ms\":300}", profile, count);
  else
    answer = fixture_control (self, "/_sandbox/faults", "{\"profile\":\"%s\"}", profile);
  g_assert_cmpuint (answer->status, ==, 200);
}

void
fixture_advance (Fixture *self,
                 int      seconds)
{
  g_autoptr(Answer) answer = fixture_control (self, "/_sandbox/clock", "{\"advance_s\":%d}",
                                              seconds);

  g_assert_cmpuint (answer->status, ==, 200);
}

/* How often something was executed under @key, or at all. */
int
fixture_n_executed (Fixture    *self,
                    const char *key)
{
  g_autoptr(Answer) executed = fixture_get (self, "/_sandbox/executed");
  JsonArray *items = json_node_get_array (answer_at (executed, "items"));
  int count = 0;

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);

      if (key == NULL || g_str_equal (json_object_get_string_member (item, "key"), key))
        count++;
    }

  return count;
}

void
answer_free (Answer *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->json, json_node_unref);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_free (self);
}

/* The node at a path such as "items.0.id". */
JsonNode *
answer_at (Answer     *self,
           const char *path)
{
  g_auto(GStrv) steps = g_strsplit (path, ".", -1);
  JsonNode *node = self->json;

  for (guint i = 0; steps[i] != NULL; i++)
    {
      g_assert_nonnull (node);
      if (JSON_NODE_HOLDS_ARRAY (node))
        node = json_array_get_element (json_node_get_array (node),
                                       (guint) g_ascii_strtoull (steps[i], NULL, 10));
      else
        node = json_object_get_member (json_node_get_object (node), steps[i]);
    }

  return node;
}

/* The object number @index of the member "items". */
JsonObject *
answer_item (Answer *self,
             guint   index)
{
  return json_array_get_object_element (json_node_get_array (answer_at (self, "items")), index);
}

const char *
answer_string (Answer     *self,
               const char *path)
{
  JsonNode *node = answer_at (self, path);

  return node != NULL ? json_node_get_string (node) : NULL;
}

gint64
answer_int (Answer     *self,
            const char *path)
{
  JsonNode *node = answer_at (self, path);

  g_assert_nonnull (node);
  g_assert_cmpint (json_node_get_value_type (node), ==, G_TYPE_INT64);

  return json_node_get_int (node);
}

guint
answer_length (Answer     *self,
               const char *path)
{
  return json_array_get_length (json_node_get_array (answer_at (self, path)));
}

/* The last word of the problem's type. */
const char *
answer_problem (Answer *self)
{
  g_assert_cmpstr (answer_header (self, "Content-Type"), ==, "application/problem+json");
  g_assert_cmpint (answer_int (self, "status"), ==, self->status);

  return strrchr (answer_string (self, "type"), '/') + 1;
}

const char *
answer_header (Answer     *self,
               const char *name)
{
  g_assert_nonnull (self->headers);

  return soup_message_headers_get_one (self->headers, name);
}
