/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sandbox-fixture.h"

#include <string.h>

static void
test_message (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *incident = fixture_cast (f, "two-of-twelve", "incident");
  g_autofree char *order = fixture_cast (f, "two-of-twelve", "order");
  g_autofree char *body = g_strdup_printf ("{" BY ",\"incident\":\"%s\",\"body\":\"Une photo "
                                                  "?\",\"language\":\"fr\","
                                                  "\"purpose\":\"photo_request\",\"attachments\":[]}",
                                           incident);
  g_autoptr(Answer) sent = fixture_change (f, "POST", "key", body, "/v1/orders/%s/messages", order);
  g_autoptr(Answer) shown = fixture_get (f, "/v1/incidents/%s", incident);
  g_autoptr(Answer) thread = NULL;
  g_autofree char *mark = NULL;
  g_autoptr(Answer) read = NULL;

  g_assert_cmpuint (sent->status, ==, 201);
  g_assert_cmpstr (answer_string (sent, "message.state"), ==, "sent");
  g_assert_cmpstr (answer_string (sent, "message.key"), ==, "key");
  g_assert_cmpstr (answer_string (shown, "state"), ==, "in_progress");
  g_assert_cmpstr (answer_string (shown, "waiting_for"), ==, "customer");
  g_assert_cmpstr (answer_string (shown, "waiting_since"), ==, NOW);

  fixture_advance (f, 5);
  thread = fixture_get (f, "/v1/orders/%s/thread", order);
  g_assert_cmpstr (answer_string (thread, "messages.0.state"), ==, "delivered");

  mark = g_strdup_printf ("{\"read_up_to\":\"%s\"}", answer_string (sent, "message.id"));
  read = fixture_change (f, "PATCH", NULL, mark, "/v1/orders/%s/thread", order);
  g_assert_cmpuint (read->status, ==, 200);
  answer_free (g_steal_pointer (&thread));
  thread = fixture_get (f, "/v1/orders/%s/thread", order);
  g_assert_cmpstr (answer_string (thread, "read_up_to"), ==, answer_string (sent, "message.id"));
  g_assert_cmpint (answer_int (thread, "version"), ==, answer_int (read, "thread_version"));
}

/* The retailer's own pace: sooner or later there is a photo, or for ever silence. */
static void
test_answer (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(Answer) cast = fixture_get (f, "/_sandbox/cast");
  int answered = 0;
  int asked = 0;

  for (guint i = 0; i < answer_length (cast, "items"); i++)
    {
      JsonObject *item = answer_item (cast, i);
      const char *incident = json_object_get_string_member (item, "incident");
      g_autoptr(Answer) shown = fixture_get (f, "/v1/incidents/%s", incident);
      g_autofree char *body = NULL;

      if (!g_str_equal (answer_string (shown, "state"), "submitted"))
        continue;
      body = g_strdup_printf ("{" BY ",\"incident\":\"%s\",\"body\":\"?\",\"purpose\":\"photo_request\"}", incident);
      answer_free (fixture_change (f, "POST", NULL, body, "/v1/orders/%s/messages",
                                   json_object_get_string_member (item, "order")));
      asked++;
    }

  fixture_advance (f, 3 * 24 * 60 * 60);
  for (guint i = 0; i < answer_length (cast, "items"); i++)
    {
      JsonObject *item = answer_item (cast, i);
      g_autoptr(Answer) thread = fixture_get (f, "/v1/orders/%s/thread",
                                              json_object_get_string_member (item, "order"));
      guint length = answer_length (thread, "messages");
      g_autofree char *path = g_strdup_printf ("messages.%u.author", length > 0 ? length - 1 : 0);
      g_autofree char *photos = g_strdup_printf ("messages.%u.attachments",
                                                 length > 0 ? length - 1 : 0);

      if (length > 0 && g_str_equal (answer_string (thread, path), "customer") &&
          answer_length (thread, photos) == 1)
        answered++;
    }
  g_assert_cmpint (asked, >, 8);
  g_assert_cmpint (answered, >, asked / 2);
}

static Answer *
send_parts (Fixture    *f,
            const char *key,
            const char *media_type)
{
  g_autofree char *order = fixture_cast (f, "two-of-twelve", "order");
  g_autofree char *path = g_strdup_printf ("/v1/orders/%s/messages", order);
  SoupMessage *message = fixture_message (f, "POST", path, f->token, key, NULL);
  g_autofree char *type = g_strdup_printf ("multipart/form-data; boundary=%s", key);
  g_autofree char *text = g_strdup_printf ("--%s\r\nContent-Disposition: form-data; "
                                           "name=\"message\"\r\n"
                                           "Content-Type: application/json\r\n\r\n"
                                           "{" BY ",\"body\":\"Voici\",\"purpose\":\"message\"}\r\n"
                                                  "--%s\r\nContent-Disposition: form-data; name=\"file\"; "
                                                  "filename=\"a.jpg\"\r\n"
                                                  "Content-Type: %s\r\n\r\nbytes\r\n--%s--\r\n", key, key,
                                           media_type, key);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  soup_message_set_request_body_from_bytes (message, type, bytes);

  return fixture_send (f, message);
}

static void
test_multipart (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(Answer) sent = send_parts (f, "key-parts", "image/jpeg");
  g_autoptr(Answer) again = send_parts (f, "key-parts", "image/jpeg");
  g_autoptr(Answer) heif = send_parts (f, "key-heif", "image/heif");
  g_autoptr(Answer) program = send_parts (f, "key-program", "application/x-executable");
  g_autoptr(Answer) file = NULL;

  g_assert_cmpuint (sent->status, ==, 201);
  g_assert_cmpstr (answer_string (sent, "message.attachments.0.filename"), ==, "a.jpg");
  file = fixture_get (f, "/v1/attachments/%s", answer_string (sent, "message.attachments.0.id"));
  g_assert_cmpmem (g_bytes_get_data (file->body, NULL), g_bytes_get_size (file->body), "bytes", 5);
  g_assert_cmpstr (answer_header (again, "Idempotency-Replayed"), ==, "true");
  g_assert_cmpuint (heif->status, ==, 201);
  g_assert_cmpstr (answer_problem (program), ==, "unsupported-media");
}

static Answer *
upload (Fixture    *f,
        const char *purpose,
        const char *media_type,
        gsize       size)
{
  g_autofree char *key = g_uuid_string_random ();
  SoupMessage *message = fixture_message (f, "POST", "/v1/attachments", f->token, key, NULL);
  g_autoptr(GBytes) bytes = g_bytes_new_take (g_malloc0 (size), size);

  soup_message_headers_append (soup_message_get_request_headers (message), "Content-Disposition",
                               "attachment; filename*=UTF-8''x");
  soup_message_headers_append (soup_message_get_request_headers (message), "Constat-Purpose",
                               purpose);
  soup_message_set_request_body_from_bytes (message, media_type, bytes);

  return fixture_send (f, message);
}

static void
test_upload (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(Answer) zpl = upload (f, "label", "application/zpl", 10);
  g_autoptr(Answer) jpeg = upload (f, "label", "image/jpeg", 10);
  g_autoptr(Answer) full = upload (f, "message", "image/jpeg", 10 * 1024 * 1024);
  g_autoptr(Answer) large = upload (f, "message", "image/jpeg", 10 * 1024 * 1024 + 1);
  g_autoptr(Answer) aimless = upload (f, "fun", "image/jpeg", 10);

  g_assert_cmpuint (zpl->status, ==, 201);
  g_assert_cmpstr (answer_problem (jpeg), ==, "unsupported-media");
  g_assert_cmpuint (full->status, ==, 201);
  g_assert_cmpstr (answer_problem (large), ==, "too-large");
  g_assert_cmpstr (answer_problem (aimless), ==, "invalid");
}

static void
test_desk (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(Answer) finding = fixture_change (f, "POST", NULL,
                                              "{" BY ",\"finding\":\"confirmed\",\"note\":\"anse\"}",
                                              "/v1/incidents/inc-2001/findings");
  g_autoptr(Answer) assigned = fixture_change (f, "PUT", NULL,
                                               "{" BY ",\"person\":\"p-marc\",\"name\":\"Marc\"}",
                                               "/v1/incidents/inc-2001/assignment");
  g_autoptr(Answer) opened = fixture_change (f, "PUT", NULL, "{" BY "}",
                                             "/v1/incidents/inc-2001/opened-by");
  g_autoptr(Answer) twice = fixture_change (f, "PUT", NULL, "{" BY "}",
                                            "/v1/incidents/inc-2001/opened-by");
  g_autoptr(Answer) freed = fixture_change (f, "DELETE", NULL, NULL,
                                            "/v1/incidents/inc-2001/assignment?person=p-lea&name=L%%C3%%A9a");
  g_autoptr(Answer) anonymous = fixture_change (f, "DELETE", NULL, NULL,
                                                "/v1/incidents/inc-2001/assignment");

  g_assert_cmpstr (answer_string (finding, "desk.findings.0.finding"), ==, "confirmed");
  g_assert_cmpstr (answer_string (assigned, "desk.assigned_to.person"), ==, "p-marc");
  g_assert_cmpuint (answer_length (opened, "desk.opened_by"), ==, 1);
  g_assert_cmpuint (answer_length (twice, "desk.opened_by"), ==, 1);
  g_assert_true (JSON_NODE_HOLDS_NULL (answer_at (freed, "desk.assigned_to")));
  g_assert_cmpstr (answer_problem (anonymous), ==, "invalid");
}

/* Returns: (transfer full): a photo's id; @address becomes where findings of its incident go */
static char *
find_photo (Fixture  *f,
            char    **address)
{
  g_autofree char *incident = fixture_cast (f, "two-of-twelve", "incident");
  g_autoptr(Answer) shown = fixture_get (f, "/v1/incidents/%s", incident);

  *address = g_strdup_printf ("/v1/incidents/%s/findings", incident);

  return g_strdup (answer_string (shown, "attachments.0.id"));
}

/* R1, R7: what was found on how many pieces, with marks over a photo, each as its own finding. */
static void
test_finding_lines (Fixture       *f,
                    gconstpointer  data)
{
  g_autofree char *address = NULL;
  g_autofree char *photo = find_photo (f, &address);
  g_autofree char *marked = g_strdup_printf ("{" BY ",\"lines\":[{\"line\":\"1\",\"quantity\":1,"
                                                    "\"finding\":\"confirmed\"}],\"note\":\"anse\",\"marks\":["
                                                    "{\"attachment\":\"%s\",\"shape\":\"arrow\",\"x1\":0,\"y1\":10,"
                                                    "\"x2\":10000,\"y2\":20},"
                                                    "{\"attachment\":\"%s\",\"shape\":\"text\",\"x1\":5,\"y1\":6,"
                                                    "\"text\":\"ici\"}]}", photo, photo);
  g_autoptr(Answer) found = fixture_change (f, "POST", NULL, marked, "%s", address);

  g_assert_cmpuint (found->status, ==, 201);
  g_assert_cmpstr (answer_string (found, "desk.findings.0.line"), ==, "1");
  g_assert_cmpint (answer_int (found, "desk.findings.0.quantity"), ==, 1);
  g_assert_cmpuint (answer_length (found, "desk.findings.0.marks"), ==, 2);
  g_assert_cmpint (answer_int (found, "desk.findings.0.marks.0.x2"), ==, 10000);
  g_assert_cmpstr (answer_string (found, "desk.findings.0.marks.1.text"), ==, "ici");
}

/* A mark is on a known photo, within the picture, and complete; pieces stay within what was reported. */
static void
test_finding_strict (Fixture       *f,
                     gconstpointer  data)
{
  g_autofree char *address = NULL;
  g_autofree char *photo = find_photo (f, &address);
  static const struct { const char *marks;
                        const char *pointer;
  } cases[] = {
    { "{\"attachment\":\"att-none\",\"shape\":\"arrow\",\"x1\":0,\"y1\":0,\"x2\":1,\"y2\":1}",
      "/marks/0/attachment" },
    { "{\"attachment\":\"%s\",\"shape\":\"star\",\"x1\":0,\"y1\":0,\"x2\":1,\"y2\":1}", "/marks/0/shape" },
    { "{\"attachment\":\"%s\",\"shape\":\"arrow\",\"x1\":0,\"y1\":0,\"x2\":10001,\"y2\":1}", "/marks/0/x2" },
    { "{\"attachment\":\"%s\",\"shape\":\"circle\",\"x1\":0,\"y1\":-1,\"x2\":1,\"y2\":1}", "/marks/0/y1" },
    { "{\"attachment\":\"%s\",\"shape\":\"circle\",\"x1\":0,\"y1\":0,\"x2\":1}", "/marks/0/y2" },
    { "{\"attachment\":\"%s\",\"shape\":\"text\",\"x1\":0,\"y1\":0}", "/marks/0/text" },
    { "{\"attachment\":\"%s\",\"shape\":\"text\",\"x1\":0,\"y1\":0,\"x2\":4,\"text\":\"x\"}", "/marks/0/x2" },
  };
  static const char *const confused = "{" BY ",\"finding\":\"confirmed\","
                                             "\"lines\":[{\"line\":\"1\",\"finding\":\"confirmed\"}]}";
  static const char *const repeated = "{" BY ",\"lines\":["
                                             "{\"line\":\"1\",\"quantity\":1,\"finding\":\"confirmed\"},"
                                             "{\"line\":\"1\",\"quantity\":1,\"finding\":\"confirmed\"}]}";
  static const char *const too_many = "{" BY ",\"lines\":["
                                             "{\"line\":\"1\",\"quantity\":1,\"finding\":\"not_confirmed\"},"
                                             "{\"line\":\"1\",\"quantity\":999999,\"finding\":\"confirmed\"}]}";
  g_autoptr(Answer) both = fixture_change (f, "POST", NULL, confused, "%s", address);
  g_autoptr(Answer) twice = fixture_change (f, "POST", NULL, repeated, "%s", address);
  g_autoptr(Answer) many = fixture_change (f, "POST", NULL, too_many, "%s", address);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) parts = g_strsplit (cases[i].marks, "%s", -1);
      g_autofree char *mark = g_strjoinv (photo, parts);
      g_autofree char *text = g_strdup_printf ("{" BY ",\"finding\":\"confirmed\",\"marks\":[%s]}", mark);
      g_autoptr(Answer) answer = fixture_change (f, "POST", NULL, text, "%s", address);

      g_assert_cmpuint (answer->status, ==, 422);
      g_assert_cmpstr (answer_string (answer, "errors.0.pointer"), ==, cases[i].pointer);
    }
  g_assert_cmpstr (answer_string (both, "errors.0.pointer"), ==, "/finding");
  g_assert_cmpstr (answer_string (twice, "errors.0.pointer"), ==, "/lines/1/finding");
  g_assert_cmpstr (answer_problem (many), ==, "quantity-exceeded");
  g_assert_cmpstr (answer_string (many, "line"), ==, "1");
}

/* What the contract does not name is refused, with a pointer to it. */
static void
test_strict (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *depth = g_strnfill (100000, '[');
  static const struct { const char *body;
                        const char *pointer;
  } cases[] = {
    { "{" BY ",\"text\":\"x\",\"colour\":1}", "/colour" },
    { "{" BY "}", "/text" },
    { "{" BY ",\"text\":\"\"}", "/text" },
    { "{" BY ",\"text\":7}", "/text" },
    { "{\"by\":{\"person\":\"p lea\",\"name\":\"L\"},\"text\":\"x\"}", "/by/person" },
    { "{\"by\":{\"person\":\"p\",\"name\":\"L\",\"age\":3},\"text\":\"x\"}", "/by/age" },
    { "{\"text\":\"x\"}", "/by" },
    { "[]", "" },
    { "{", "" },
  };
  g_autoptr(Answer) deep = fixture_change (f, "POST", NULL, depth, "/v1/incidents/inc-2001/notes");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Answer) answer = fixture_change (f, "POST", NULL, cases[i].body,
                                                 "/v1/incidents/inc-2001/notes");

      g_assert_cmpstr (answer_problem (answer), ==, "invalid");
      g_assert_cmpstr (answer_string (answer, "errors.0.pointer"), ==, cases[i].pointer);
    }
  g_assert_cmpstr (answer_problem (deep), ==, "invalid");
}

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, \
              fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/O9/message", test_message);
  ADD ("/O0/retailers-answer", test_answer);
  ADD ("/O9/multipart", test_multipart);
  ADD ("/O7/upload", test_upload);
  ADD ("/R7/desk", test_desk);
  ADD ("/R7/finding-lines", test_finding_lines);
  ADD ("/R7/finding-strict", test_finding_strict);
  ADD ("/sandbox/strict", test_strict);

  return g_test_run ();
}
