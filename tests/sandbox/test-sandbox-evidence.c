/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sandbox-fixture.h"

#include <string.h>

/* R7: files that the colleagues see and the customer never does. */

static Answer *
upload (Fixture    *f,
        const char *token,
        const char *purpose,
        const char *media_type)
{
  g_autofree char *key = g_uuid_string_random ();
  SoupMessage *message = fixture_message (f, "POST", "/v1/attachments", token, key, NULL);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("bytes", 5);

  soup_message_headers_append (soup_message_get_request_headers (message), "Content-Disposition",
                               "attachment; filename*=UTF-8''banc.jpg");
  soup_message_headers_append (soup_message_get_request_headers (message), "Constat-Purpose", purpose);
  soup_message_set_request_body_from_bytes (message, media_type, bytes);

  return fixture_send (f, message);
}

static Answer *
add (Fixture    *f,
     const char *key,
     const char *attachment,
     const char *incident)
{
  g_autofree char *body = g_strdup_printf ("{" BY ",\"attachment\":\"%s\",\"note\":\"au banc\"}", attachment);

  return fixture_change (f, "POST", key, body, "/v1/incidents/%s/evidence", incident);
}

/* Uploaded before, then named: once, whatever is repeated, and it can be looked at and marked. */
static void
test_evidence (Fixture       *f,
               gconstpointer  data)
{
  g_autofree char *incident = fixture_cast (f, "two-of-twelve", "incident");
  g_autoptr(Answer) file = upload (f, f->token, "evidence", "video/mp4");
  const char *id = answer_string (file, "id");
  g_autoptr(Answer) added = add (f, "key-1", id, incident);
  g_autoptr(Answer) again = add (f, "key-1", id, incident);
  g_autoptr(Answer) twice = add (f, "key-2", id, "inc-2001");
  g_autoptr(Answer) record = fixture_get (f, "/v1/operations/key-1");
  g_autoptr(Answer) bytes = fixture_get (f, "/v1/attachments/%s", id);
  g_autoptr(Answer) shown = fixture_get (f, "/v1/incidents/%s", incident);
  g_autofree char *mark = g_strdup_printf ("{" BY ",\"finding\":\"confirmed\",\"marks\":[{\"attachment\":\"%s\","
                                                  "\"shape\":\"circle\",\"x1\":0,\"y1\":0,\"x2\":9,\"y2\":9}]}", id);
  g_autoptr(Answer) marked = fixture_change (f, "POST", NULL, mark, "/v1/incidents/%s/findings", incident);

  g_assert_cmpuint (added->status, ==, 201);
  g_assert_cmpstr (answer_string (added, "desk.evidence.0.attachment.id"), ==, id);
  g_assert_cmpstr (answer_string (added, "desk.evidence.0.attachment.filename"), ==, "banc.jpg");
  g_assert_cmpstr (answer_string (added, "desk.evidence.0.name"), ==, "Léa Fontaine");
  g_assert_cmpstr (answer_string (added, "desk.evidence.0.at"), ==, NOW);
  g_assert_cmpstr (answer_string (added, "desk.evidence.0.note"), ==, "au banc");
  g_assert_cmpuint (answer_length (again, "desk.evidence"), ==, 1);
  g_assert_cmpstr (answer_header (again, "Idempotency-Replayed"), ==, "true");
  g_assert_cmpstr (answer_problem (twice), ==, "invalid");
  g_assert_cmpstr (answer_string (record, "operation"), ==, "evidence");
  g_assert_cmpmem (g_bytes_get_data (bytes->body, NULL), g_bytes_get_size (bytes->body), "bytes", 5);
  g_assert_cmpuint (marked->status, ==, 201);

  /* What the customer may see does not know it. */
  for (guint i = 0; i < answer_length (shown, "attachments"); i++)
    {
      g_autofree char *path = g_strdup_printf ("attachments.%u.id", i);

      g_assert_cmpstr (answer_string (shown, path), !=, id);
    }
}

static Answer *
send_parts (Fixture    *f,
            const char *key,
            const char *part,
            const char *media_type,
            gboolean    is_doubled)
{
  SoupMessage *message = fixture_message (f, "POST", "/v1/incidents/inc-2001/evidence", f->token, key, NULL);
  g_autofree char *type = g_strdup_printf ("multipart/form-data; boundary=%s", key);
  g_autofree char *file = g_strdup_printf ("--%s\r\nContent-Disposition: form-data; "
                                           "name=\"file\"; filename=\"a.jpg\"\r\n"
                                           "Content-Type: %s\r\n\r\nbytes\r\n", key, media_type);
  g_autofree char *text = g_strdup_printf ("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n"
                                           "Content-Type: application/json\r\n\r\n{" BY "}\r\n%s%s--%s--\r\n",
                                           key, part, file, is_doubled ? file : "", key);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  soup_message_set_request_body_from_bytes (message, type, bytes);

  return fixture_send (f, message);
}

static void
test_multipart (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(Answer) sent = send_parts (f, "key-1", "evidence", "image/avif", FALSE);
  g_autoptr(Answer) again = send_parts (f, "key-1", "evidence", "image/avif", FALSE);
  g_autoptr(Answer) program = send_parts (f, "key-2", "evidence", "application/x-executable", FALSE);
  g_autoptr(Answer) many = send_parts (f, "key-3", "evidence", "image/jpeg", TRUE);
  g_autoptr(Answer) unnamed = send_parts (f, "key-4", "message", "image/jpeg", FALSE);

  g_assert_cmpuint (sent->status, ==, 201);
  g_assert_cmpuint (answer_length (sent, "desk.evidence"), ==, 1);
  g_assert_cmpstr (answer_string (sent, "desk.evidence.0.attachment.filename"), ==, "a.jpg");
  g_assert_cmpstr (answer_header (again, "Idempotency-Replayed"), ==, "true");
  g_assert_cmpstr (answer_problem (program), ==, "unsupported-media");
  g_assert_cmpstr (answer_problem (many), ==, "too-large");
  g_assert_cmpstr (answer_problem (unnamed), ==, "invalid");
}

/* Who may look and find may add; what was handed over for the colleagues never reaches a message. */
static void
test_scopes (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *order = fixture_cast (f, "two-of-twelve", "order");
  g_autoptr(Answer) file = upload (f, f->inspector_token, "evidence", "image/jpeg");
  g_autoptr(Answer) label = upload (f, f->inspector_token, "label", "application/pdf");
  g_autoptr(Answer) said = upload (f, f->token, "message", "image/jpeg");
  g_autofree char *body = g_strdup_printf ("{" BY ",\"body\":\"x\",\"purpose\":\"message\",\"attachments\":[\"%s\"]}",
                                           answer_string (file, "id"));
  g_autoptr(Answer) leak = fixture_change (f, "POST", NULL, body, "/v1/orders/%s/messages", order);
  g_autoptr(Answer) wrong = add (f, "key-1", answer_string (said, "id"), "inc-2001");
  g_autoptr(Answer) zip = upload (f, f->token, "evidence", "application/zip");
  g_autoptr(Answer) lost = add (f, "key-2", answer_string (file, "id"), "inc-0");

  g_assert_cmpuint (file->status, ==, 201);
  g_assert_cmpstr (answer_problem (label), ==, "forbidden-scope");
  g_assert_cmpstr (answer_string (label, "scope"), ==, "decide");
  g_assert_cmpstr (answer_problem (leak), ==, "invalid");
  g_assert_cmpstr (answer_problem (wrong), ==, "invalid");
  g_assert_cmpstr (answer_string (wrong, "errors.0.pointer"), ==, "/attachment");
  g_assert_cmpstr (answer_problem (zip), ==, "unsupported-media");
  g_assert_cmpstr (answer_problem (lost), ==, "not-found");
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/R7/evidence", test_evidence);
  ADD ("/R7/evidence/multipart", test_multipart);
  ADD ("/R7/evidence/scopes", test_scopes);

  return g_test_run ();
}
