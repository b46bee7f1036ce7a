/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sandbox-fixture.h"

#include <stdlib.h>
#include <string.h>

#define NOTE "{" BY ",\"text\":\"vu\"}"

static Answer *
note (Fixture    *f,
      const char *key)
{
  return fixture_change (f, "POST", key, NOTE, "/v1/incidents/inc-2001/notes");
}

static void
test_cut_before (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(Answer) cut = NULL;
  g_autoptr(Answer) again = NULL;

  fixture_fault (f, "cut-before", 1);
  cut = note (f, "key");
  g_assert_cmpuint (cut->status, ==, 0);
  g_assert_cmpint (fixture_n_executed (f, "key"), ==, 0);
  again = note (f, "key");
  g_assert_cmpuint (again->status, ==, 201);
  g_assert_null (answer_header (again, "Idempotency-Replayed"));
  g_assert_cmpint (fixture_n_executed (f, "key"), ==, 1);
}

/* During and after: nothing usable comes back, yet it was executed, and a repetition does not do
 * it again. */
static void
test_cut_later (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(Answer) cut = NULL;
  g_autoptr(Answer) again = NULL;

  fixture_fault (f, data, 1);
  cut = note (f, "key");
  g_assert_null (cut->json);
  g_assert_cmpint (fixture_n_executed (f, "key"), ==, 1);
  again = note (f, "key");
  g_assert_cmpuint (again->status, ==, 201);
  g_assert_cmpstr (answer_header (again, "Idempotency-Replayed"), ==, "true");
  g_assert_cmpint (fixture_n_executed (f, "key"), ==, 1);
}

/* Says one request on @stream and reads the answer's status: 0 when there is none. */
static int
converse (Fixture    *f,
          GIOStream  *stream,
          const char *method,
          const char *path,
          const char *key,
          const char *body)
{
  g_autofree char *request = g_strdup_printf ("%s %s HTTP/1.1\r\nHost: localhost\r\n"
                                              "Authorization: Bearer %s\r\nIdempotency-Key: %s\r\n"
                                              "Content-Type: application/json\r\n"
                                              "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                                              method, path, f->token, key, strlen (body), body);
  GInputStream *input = g_io_stream_get_input_stream (stream);
  GOutputStream *output = g_io_stream_get_output_stream (stream);
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new (input);
  gsize length = 0;
  int status = 0;
  char *line;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  g_data_input_stream_set_newline_type (lines, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  g_assert_true (g_output_stream_write_all (output, request, strlen (request), NULL, NULL, NULL));
  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)))
    {
      g_autofree char *owned = line;

      if (g_str_has_prefix (line, "HTTP/1.1 "))
        status = atoi (line + strlen ("HTTP/1.1 "));
      if (g_ascii_strncasecmp (line, "Content-Length: ", 16) == 0)
        length = (gsize) atoi (line + 16);
      if (*line == '\0')
        {
          g_autofree char *answer = g_malloc (length);

          g_input_stream_read_all (G_INPUT_STREAM (lines), answer, length, NULL, NULL, NULL);
          break;
        }
    }

  return status;
}

/* A fresh connection is safe; on a kept-alive one the request is executed and the connection reset. */
static void
test_keepalive_reset (Fixture       *f,
                      gconstpointer  data)
{
  static const struct { const char *method;
                        const char *path;
                        const char *body;
  } cases[] = {
    { "POST", "/v1/incidents/inc-2001/notes", NOTE },
    { "PUT", "/v1/incidents/inc-2001/opened-by", "{" BY "}" },
    { "PATCH", "/v1/orders/ord-10001/thread", "{}" },
    { "DELETE", "/v1/incidents/inc-2001/assignment?person=p-lea&name=L", "" },
  };

  fixture_fault (f, "keepalive-reset", 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *fresh_key = g_strdup_printf ("fresh-%s", cases[i].method);
      g_autofree char *kept_key = g_strdup_printf ("kept-%s", cases[i].method);
      g_autoptr(GSocketClient) client = g_socket_client_new ();
      g_autoptr(GSocketConnection) connection = NULL;
      g_autoptr(Answer) record = NULL;

      connection = g_socket_client_connect_to_uri (client, f->url, 0, NULL, NULL);
      g_assert_nonnull (connection);
      g_assert_cmpint (converse (f, G_IO_STREAM (connection), cases[i].method, cases[i].path, fresh_key,
                                 cases[i].body), >=, 200);
      g_assert_cmpint (converse (f, G_IO_STREAM (connection), cases[i].method, cases[i].path, kept_key,
                                 cases[i].body), ==, 0);
      record = fixture_get (f, "/v1/operations/%s", kept_key);
      g_assert_cmpuint (record->status, ==, 200);
    }
}

static void
test_turned_away (Fixture       *f,
                  gconstpointer  data)
{
  static const struct { const char *profile;
                        guint status;
                        gboolean waits;
  } cases[] = {
    { "http-429", 429, TRUE }, { "http-500", 500, FALSE }, { "http-503", 503, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Answer) away = NULL;
      g_autoptr(Answer) unseen = NULL;

      fixture_fault (f, cases[i].profile, 1);
      away = note (f, cases[i].profile);
      g_assert_cmpuint (away->status, ==, cases[i].status);
      g_assert_cmpstr (answer_problem (away), ==,
                       cases[i].status == 429 ? "rate-limited" : "unavailable");
      g_assert_cmpint (answer_header (away, "Retry-After") != NULL, ==, cases[i].waits);
      unseen = fixture_get (f, "/v1/operations/%s", cases[i].profile);
      g_assert_cmpuint (unseen->status, ==, 404);
    }
}

static void
late_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  GBytes **body = user_data;

  *body = soup_session_send_and_read_finish (SOUP_SESSION (object), result, NULL);
}

/* While the first request is being worked on, the same key is in flight. */
static void
test_delay (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(SoupMessage) slow = fixture_message (f, "POST", "/v1/incidents/inc-2001/notes",
                                                 f->token, "key", NOTE);
  g_autoptr(SoupMessage) quick = fixture_message (f, "POST", "/v1/incidents/inc-2001/notes",
                                                  f->token, "key", NOTE);
  g_autoptr(GBytes) slow_body = NULL;
  g_autoptr(GBytes) quick_body = NULL;

  fixture_fault (f, "delay", 1);
  soup_session_send_and_read_async (f->session, slow, G_PRIORITY_DEFAULT, NULL, late_cb,
                                    &slow_body);
  while (soup_message_get_connection_id (slow) == 0 || fixture_n_executed (f, "key") > 0)
    g_main_context_iteration (NULL, TRUE);
  soup_session_send_and_read_async (f->session, quick, G_PRIORITY_DEFAULT, NULL, late_cb,
                                    &quick_body);
  while (slow_body == NULL || quick_body == NULL)
    g_main_context_iteration (NULL, TRUE);

  /* Whichever came first at the server was delayed. */
  if (soup_message_get_status (slow) == 409)
    {
      g_assert_cmpuint (soup_message_get_status (quick), ==, 201);
    }
  else
    {
      g_assert_cmpuint (soup_message_get_status (slow), ==, 201);
      g_assert_cmpuint (soup_message_get_status (quick), ==, 409);
      g_assert_nonnull (soup_message_headers_get_one (soup_message_get_response_headers (quick),
                                                      "Retry-After"));
    }
  g_assert_cmpint (fixture_n_executed (f, "key"), ==, 1);
}

static void
test_spoilt (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(Answer) twice = NULL;
  g_autoptr(Answer) truncated = NULL;
  g_autoptr(Answer) whole = NULL;

  fixture_fault (f, "duplicate", 1);
  twice = fixture_get (f, "/v1/changes?limit=5");
  g_assert_cmpuint (answer_length (twice, "items"), ==, 10);
  g_assert_cmpstr (answer_string (twice, "items.0.id"), ==, answer_string (twice, "items.5.id"));

  fixture_fault (f, "truncate", 1);
  truncated = fixture_get (f, "/v1/incidents/inc-2001");
  g_assert_cmpuint (truncated->status, ==, 200);
  g_assert_null (truncated->json);
  whole = fixture_get (f, "/v1/incidents/inc-2001");
  g_assert_nonnull (whole->json);
}

static void
test_change_meanwhile (Fixture       *f,
                       gconstpointer  data)
{
  g_autofree char *incident = fixture_cast (f, "two-of-twelve", "incident");
  g_autoptr(Answer) overtaken = NULL;

  fixture_fault (f, "change-meanwhile", 1);
  overtaken = fixture_change (f, "POST", "key",
                              REFUND (1),
                              "/v1/incidents/%s/resolutions", incident);
  g_assert_cmpstr (answer_problem (overtaken), ==, "conflict");
  g_assert_cmpstr (answer_string (overtaken, "current.state"), ==, "marketplace_review");
  g_assert_cmpint (fixture_n_executed (f, "key"), ==, 0);
}

static void
test_match (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(Answer) set = fixture_control (f, "/_sandbox/faults",
                                           "{\"profile\":\"http-503\",\"match\":\"/v1/orders\"}");
  g_autoptr(Answer) unknown = fixture_control (f, "/_sandbox/faults", "{\"profile\":\"gremlins\"}");
  g_autoptr(Answer) spared = fixture_get (f, "/v1/account");
  g_autoptr(Answer) hit = fixture_get (f, "/v1/orders/ord-10001");

  g_assert_cmpuint (set->status, ==, 200);
  g_assert_cmpuint (unknown->status, ==, 422);
  g_assert_cmpuint (spared->status, ==, 200);
  g_assert_cmpuint (hit->status, ==, 503);
}

#define ADD(path, function, data) \
  g_test_add (path, Fixture, data, fixture_set_up, function, \
              fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/faults/cut-before", test_cut_before, NULL);
  ADD ("/faults/cut-during", test_cut_later, "cut-during");
  ADD ("/faults/cut-after", test_cut_later, "cut-after");
  ADD ("/faults/keepalive-reset", test_keepalive_reset, NULL);
  ADD ("/faults/turned-away", test_turned_away, NULL);
  ADD ("/faults/delay", test_delay, NULL);
  ADD ("/faults/spoilt", test_spoilt, NULL);
  ADD ("/faults/change-meanwhile", test_change_meanwhile, NULL);
  ADD ("/faults/match", test_match, NULL);

  return g_test_run ();
}
