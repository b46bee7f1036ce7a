/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sandbox-fixture.h"

#include <string.h>

static void
test_announcement (Fixture       *f,
                   gconstpointer  data)
{
  g_assert_true (g_str_has_prefix (f->url, "http://127.0.0.1:"));
  g_assert_cmpstr (f->token, !=, f->inspector_token);
}

static void
test_account (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(Answer) account = fixture_get (f, "/v1/account");
  gint64 reported;
  gint64 orders;

  g_assert_cmpuint (account->status, ==, 200);
  g_assert_cmpstr (answer_string (account, "site"), ==, "Grand Comptoir");
  g_assert_cmpstr (answer_string (account, "time"), ==, NOW);
  g_assert_cmpuint (answer_length (account, "scopes"), ==, 3);

  /* O13: near the threshold, below it. */
  reported = answer_int (account, "rate.reported");
  orders = answer_int (account, "rate.orders");
  g_assert_cmpint (reported * 10000, <, orders * answer_int (account, "rate.threshold_bp"));
  g_assert_cmpint (reported * 10000, >, orders * 400);
}

static void
test_scopes (Fixture       *f,
             gconstpointer  data)
{
  static const char body[] = "{" BY ",\"text\":\"vu\"}";
  g_autoptr(Answer) nobody = fixture_send (f,
                                           fixture_message (f, "GET", "/v1/account", NULL, NULL,
                                                            NULL));
  g_autoptr(Answer) stranger = fixture_send (f,
                                             fixture_message (f, "GET", "/v1/account", "x", NULL,
                                                              NULL));
  g_autoptr(Answer) note = fixture_send (f,
                                         fixture_message (f, "POST", "/v1/incidents/inc-2001/notes",
                                                          f->inspector_token,
                                                          "k-note", body));
  g_autoptr(Answer) refund = fixture_send (f,
                                           fixture_message (f, "POST",
                                                            "/v1/incidents/inc-2001/resolutions",
                                                            f->inspector_token, "k-refund",
                                                            "{}"));

  g_assert_cmpuint (nobody->status, ==, 401);
  g_assert_cmpstr (answer_problem (stranger), ==, "unauthorized");
  g_assert_cmpuint (note->status, ==, 201);
  g_assert_cmpuint (refund->status, ==, 403);
  g_assert_cmpstr (answer_problem (refund), ==, "forbidden-scope");
  g_assert_cmpstr (answer_string (refund, "scope"), ==, "decide");
}

/* Follows the feed to its end; returns the last cursor. */
static char *
follow (Fixture    *f,
        const char *cursor,
        int         limit,
        GHashTable *seen)
{
  g_autofree char *after = g_strdup (cursor);
  gint64 remaining = G_MAXINT64;

  for (;;)
    {
      g_autofree char *query = after != NULL ? g_strconcat ("&after=", after, NULL) : g_strdup ("");
      g_autoptr(Answer) page = fixture_get (f, "/v1/changes?limit=%d%s", limit, query);

      g_assert_cmpuint (page->status, ==, 200);
      g_assert_cmpuint (answer_length (page, "items"), <=, limit);
      for (guint i = 0; i < answer_length (page, "items"); i++)
        {
          JsonObject *item = answer_item (page, i);

          g_hash_table_insert (seen, g_strconcat (json_object_get_string_member (item, "type"), " ",
                                                  json_object_get_string_member (item, "id"), NULL),
                               GINT_TO_POINTER (json_object_get_int_member (item, "version")));
        }
      g_free (after);
      after = g_strdup (answer_string (page, "next"));
      g_assert_cmpint (json_node_get_int (answer_at (page, "remaining")), <, remaining);
      remaining = json_node_get_int (answer_at (page, "remaining"));
      g_assert_cmpint (json_node_get_boolean (answer_at (page, "more")), ==, remaining > 0);
      if (!json_node_get_boolean (answer_at (page, "more")))
        return g_steal_pointer (&after);
    }
}

static void
test_feed (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *cursor = follow (f, NULL, 97, all);
  g_autofree char *later = NULL;
  g_autoptr(Answer) note = NULL;
  g_autoptr(Answer) gone = NULL;

  g_assert_cmpuint (g_hash_table_size (all), >=, 420 + 30);
  g_assert_true (g_hash_table_contains (all, "order ord-10001"));
  g_assert_true (g_hash_table_contains (all, "account acc-verlaine"));

  note = fixture_change (f, "POST", NULL, "{" BY ",\"text\":\"vu\"}",
                         "/v1/incidents/inc-2005/notes");
  g_assert_cmpuint (note->status, ==, 201);
  later = follow (f, cursor, 1000, changed);
  g_assert_cmpuint (g_hash_table_size (changed), ==, 1);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (changed, "desk inc-2005")), ==,
                   answer_int (note, "desk.version"));

  gone = fixture_get (f, "/v1/changes?after=c00000000-3");
  g_assert_cmpstr (answer_problem (gone), ==, "gone");
  answer_free (fixture_control (f, "/_sandbox/feed", "{}"));
  answer_free (g_steal_pointer (&gone));
  gone = fixture_get (f, "/v1/changes?after=%s", later);
  g_assert_cmpuint (gone->status, ==, 410);
}

static void
test_queries (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(Answer) orders = fixture_get (f, "/v1/orders?ids=ord-10002,ord-99999,ord-10001");
  g_autoptr(Answer) threads = fixture_get (f, "/v1/threads?ids=ord-10002");
  g_autoptr(Answer) desks = fixture_get (f, "/v1/desks?ids=inc-2001%%2Cinc-2002");
  g_autoptr(Answer) without = fixture_get (f, "/v1/orders");
  g_autoptr(Answer) unknown = fixture_get (f, "/v1/incidents?ids=inc-2001&colour=red");
  g_autoptr(Answer) many = fixture_get (f, "/v1/changes?limit=1001");
  g_autoptr(Answer) spelt = fixture_get (f, "/v1/orders/ord-010001");
  g_autoptr(Answer) nowhere = fixture_get (f, "/v1/parcels");

  g_assert_cmpuint (answer_length (orders, "items"), ==, 2);
  g_assert_cmpstr (answer_string (orders, "items.1.number"), ==, "GC-10001");
  g_assert_cmpuint (answer_length (threads, "items"), ==, 1);
  g_assert_cmpuint (answer_length (desks, "items"), ==, 2);
  g_assert_cmpstr (answer_problem (without), ==, "invalid");
  g_assert_cmpstr (answer_problem (unknown), ==, "invalid");
  g_assert_cmpstr (answer_problem (many), ==, "invalid");
  g_assert_cmpstr (answer_problem (spelt), ==, "not-found");
  g_assert_cmpstr (answer_problem (nowhere), ==, "not-found");
}

static void
test_etag (Fixture       *f,
           gconstpointer  data)
{
  static const char *const paths[] = {
    "/v1/orders/ord-10001", "/v1/incidents/inc-2001", "/v1/orders/ord-10001/thread",
    "/v1/incidents/inc-2001/desk",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(Answer) first = fixture_get (f, "%s", paths[i]);
      SoupMessage *message = fixture_message (f, "GET", paths[i], f->token, NULL, NULL);
      g_autoptr(Answer) again = NULL;

      g_assert_cmpuint (first->status, ==, 200);
      soup_message_headers_append (soup_message_get_request_headers (message), "If-None-Match",
                                   answer_header (first, "ETag"));
      again = fixture_send (f, message);
      g_assert_cmpuint (again->status, ==, 304);
    }
}

static Answer *
get_range (Fixture    *f,
           const char *id,
           const char *range,
           const char *if_range)
{
  g_autofree char *path = g_strconcat ("/v1/attachments/", id, NULL);
  SoupMessage *message = fixture_message (f, "GET", path, f->token, NULL, NULL);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_headers_append (headers, "Range", range);
  if (if_range != NULL)
    soup_message_headers_append (headers, "If-Range", if_range);

  return fixture_send (f, message);
}

static void
test_attachment (Fixture       *f,
                 gconstpointer  data)
{
  g_autofree char *incident = fixture_cast (f, "two-of-twelve", "incident");
  g_autoptr(Answer) shown = fixture_get (f, "/v1/incidents/%s", incident);
  const char *id = answer_string (shown, "attachments.0.id");
  g_autoptr(Answer) whole = fixture_get (f, "/v1/attachments/%s", id);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, whole->body);
  g_autoptr(Answer) tail = get_range (f, id, "bytes=1000-", answer_header (whole, "ETag"));
  g_autoptr(Answer) other = get_range (f, id, "bytes=1000-", "\"another\"");
  g_autoptr(Answer) outside = get_range (f, id, "bytes=99999999-", NULL);
  gsize size = g_bytes_get_size (whole->body);
  g_autoptr(GBytes) rest = g_bytes_new_from_bytes (whole->body, 1000, size - 1000);
  g_autofree char *range = g_strdup_printf ("bytes 1000-%" G_GSIZE_FORMAT "/%" G_GSIZE_FORMAT,
                                            size - 1, size);

  g_assert_cmpstr (digest, ==, answer_string (shown, "attachments.0.sha256"));
  g_assert_cmpint (answer_int (shown, "attachments.0.size"), ==, (gint64) size);
  g_assert_cmpstr (answer_header (whole, "Content-Type"), ==, "image/jpeg");
  g_assert_cmpuint (tail->status, ==, 206);
  g_assert_cmpstr (answer_header (tail, "Content-Range"), ==, range);
  g_assert_true (g_bytes_equal (tail->body, rest));
  g_assert_cmpuint (other->status, ==, 200);
  g_assert_true (g_bytes_equal (other->body, whole->body));
  g_assert_cmpuint (outside->status, ==, 416);
}

static void
test_photo_promised (Fixture       *f,
                     gconstpointer  data)
{
  g_autofree char *incident = fixture_cast (f, "photo-promised", "incident");
  g_autoptr(Answer) shown = fixture_get (f, "/v1/incidents/%s", incident);
  g_autoptr(Answer) bytes = fixture_get (f, "/v1/attachments/%s",
                                         answer_string (shown, "attachments.0.id"));

  g_assert_cmpint (answer_int (shown, "photos_announced"), ==, 2);
  g_assert_cmpstr (answer_string (shown, "attachments.0.status"), ==, "announced");
  g_assert_cmpstr (answer_problem (bytes), ==, "not-found");
}

/* Every state and reason of O5, O6 and O11 is there to be seen. */
static void
test_world (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(GString) ids = g_string_new (NULL);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(Answer) incidents = NULL;
  static const char *const wanted[] = {
    "damaged", "defective", "missing", "wrong_item", "wrong_invoice", "late", "other", "submitted",
    "in_progress",
    "marketplace_review", "resolved", "refused", "fr", "nl", "de", "es", "it", "en", "pt",
  };

  for (int i = 2001; i <= 2040; i++)
    g_string_append_printf (ids, "%sinc-%d", i > 2001 ? "," : "", i);
  incidents = fixture_get (f, "/v1/incidents?ids=%s", ids->str);
  g_assert_cmpuint (answer_length (incidents, "items"), ==, 40);
  for (guint i = 0; i < answer_length (incidents, "items"); i++)
    {
      JsonObject *item = answer_item (incidents, i);

      g_hash_table_add (seen, g_strdup (json_object_get_string_member (item, "reason")));
      g_hash_table_add (seen, g_strdup (json_object_get_string_member (item, "state")));
      g_hash_table_add (seen, g_strdup (json_object_get_string_member (item, "language")));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_true (g_hash_table_contains (seen, wanted[i]));
}

static void
test_same_bytes (Fixture       *f,
                 gconstpointer  data)
{
  static const char *const paths[] = {
    "/v1/account", "/v1/changes?limit=1000", "/v1/orders?ids=ord-10378,ord-10001",
    "/v1/incidents?ids=inc-2001,inc-2017",
    "/v1/threads?ids=ord-10174", "/v1/desks?ids=inc-2017", "/_sandbox/ledger", "/_sandbox/cast",
  };
  g_autoptr(GPtrArray) first = g_ptr_array_new_with_free_func ((GDestroyNotify) answer_free);
  g_autofree char *token = g_strdup (f->token);
  g_autoptr(Answer) other = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    g_ptr_array_add (first, fixture_get (f, "%s", paths[i]));

  fixture_stop (f);
  fixture_start (f, "--now", NOW, "--seed", "1", NULL);
  g_assert_cmpstr (f->token, ==, token);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(Answer) again = fixture_get (f, "%s", paths[i]);

      g_assert_true (g_bytes_equal (again->body, ((Answer *) g_ptr_array_index (first, i))->body));
    }

  fixture_stop (f);
  fixture_start (f, "--now", NOW, "--seed", "2", "--orders", "30", NULL);
  other = fixture_get (f, "/v1/changes?limit=1000");
  g_assert_false (g_bytes_equal (other->body, ((Answer *) g_ptr_array_index (first, 1))->body));
}

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, \
              fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/sandbox/announcement", test_announcement);
  ADD ("/O13/account", test_account);
  ADD ("/R7/scopes", test_scopes);
  ADD ("/sandbox/feed", test_feed);
  ADD ("/sandbox/queries", test_queries);
  ADD ("/sandbox/etag", test_etag);
  ADD ("/O4/attachment", test_attachment);
  ADD ("/R2/photo-promised", test_photo_promised);
  ADD ("/O11/world", test_world);
  ADD ("/sandbox/same-bytes", test_same_bytes);

  return g_test_run ();
}
