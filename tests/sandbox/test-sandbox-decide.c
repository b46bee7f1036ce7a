/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sandbox-fixture.h"

static Answer *
decide (Fixture    *f,
        const char *incident,
        const char *key,
        const char *body)
{
  return fixture_change (f, "POST", key, body, "/v1/incidents/%s/resolutions", incident);
}

/* What the order owes and holds must be what the ledger says, at every step. */
static void
assert_ledger (Fixture    *f,
               const char *order,
               gint64      held,
               gint64      refunded)
{
  g_autoptr(Answer) ledger = fixture_get (f, "/_sandbox/ledger");
  g_autoptr(Answer) shown = fixture_get (f, "/v1/orders/%s", order);
  JsonArray *orders = json_node_get_array (answer_at (ledger, "orders"));
  gint64 euros = 0;
  gboolean found = FALSE;

  for (guint i = 0; i < json_array_get_length (orders); i++)
    {
      JsonObject *item = json_array_get_object_element (orders, i);

      if (g_str_equal (json_object_get_string_member (item, "currency"), "EUR"))
        euros += json_object_get_int_member (item, "held");
      if (!g_str_equal (json_object_get_string_member (item, "order"), order))
        continue;
      found = TRUE;
      g_assert_cmpint (json_object_get_int_member (item, "held"), ==, held);
      g_assert_cmpint (json_object_get_int_member (item, "refunded"), ==, refunded);
    }
  g_assert_true (found);
  g_assert_cmpint (answer_int (ledger, "held.EUR"), ==, euros);
  g_assert_cmpint (answer_int (shown, "payout.held"), ==, held);
  g_assert_cmpint (answer_int (shown, "payout.payable"), ==,
                   answer_int (shown, "amounts.total") - refunded);
  g_assert_cmpstr (answer_string (shown, "status"), ==,
                   held > 0 ? "problem_reported" : "completed");
}

static void
test_refund (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *incident = fixture_cast (f, "two-of-twelve", "incident");
  g_autofree char *order = fixture_cast (f, "two-of-twelve", "order");
  g_autoptr(Answer) before = fixture_get (f, "/v1/orders/%s", order);
  g_autoptr(Answer) asked = NULL;
  g_autoptr(Answer) done = NULL;
  gint64 total = answer_int (before, "amounts.total");

  assert_ledger (f, order, total, 0);
  asked = decide (f, incident, NULL, REFUND (2));
  g_assert_cmpuint (asked->status, ==, 201);
  g_assert_cmpstr (answer_string (asked, "resolution.state"), ==, "requested");
  g_assert_cmpstr (answer_string (asked, "incident.state"), ==, "in_progress");
  g_assert_cmpstr (answer_string (asked, "incident.waiting_for"), ==, "marketplace");
  g_assert_cmpint (answer_int (asked, "resolution.amounts.goods"), ==, 2 * 540);
  g_assert_cmpint (answer_int (asked, "resolution.amounts.tax"), ==, 216);
  g_assert_cmpint (answer_int (asked, "resolution.amounts.total"), ==, 1296);
  assert_ledger (f, order, total, 0);

  fixture_advance (f, 89);
  assert_ledger (f, order, total, 0);
  fixture_advance (f, 1);
  assert_ledger (f, order, 0, 1296);
  done = fixture_get (f, "/v1/incidents/%s", incident);
  g_assert_cmpstr (answer_string (done, "state"), ==, "resolved");
  g_assert_cmpstr (answer_string (done, "resolutions.0.state"), ==, "executed");
  g_assert_cmpstr (answer_string (done, "resolutions.0.executed_at"), ==, "2026-11-23T08:16:30Z");
}

static void
test_refund_refused (Fixture       *f,
                     gconstpointer  data)
{
  g_autofree char *incident = fixture_cast (f, "refund-will-be-refused", "incident");
  g_autoptr(Answer) asked = decide (f, incident, NULL,
                                    REFUND (1));
  g_autoptr(Answer) refused = NULL;
  g_autoptr(Answer) again = NULL;

  g_assert_cmpuint (asked->status, ==, 201);
  fixture_advance (f, 90);
  refused = fixture_get (f, "/v1/incidents/%s", incident);
  g_assert_cmpstr (answer_string (refused, "resolutions.0.state"), ==, "refused");
  g_assert_nonnull (answer_string (refused, "resolutions.0.refused_reason"));
  g_assert_cmpstr (answer_string (refused, "state"), ==, "in_progress");
  g_assert_cmpstr (answer_string (refused, "waiting_for"), ==, "brand");

  again = decide (f, incident, NULL,
                  REPLACEMENT (1));
  g_assert_cmpuint (again->status, ==, 201);
}

/* Partial refunds of a line add up to its tax to the cent. */
static void
test_partial (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *incident = fixture_cast (f, "two-of-twelve", "incident");
  g_autofree char *order = fixture_cast (f, "two-of-twelve", "order");
  g_autoptr(Answer) too_much = decide (f, incident, NULL, "{\"kind\":\"refund\"," BY
                                       ",\"lines\":[{\"line\":\"1\",\"quantity\":1,\"amount\":541}]}");
  gint64 tax = 0;

  g_assert_cmpstr (answer_problem (too_much), ==, "invalid");
  g_assert_cmpstr (answer_string (too_much, "errors.0.pointer"), ==, "/lines/0/amount");
  for (int i = 0; i < 3; i++)
    {
      g_autoptr(Answer) asked = decide (f, incident, NULL, "{\"kind\":\"refund\"," BY
                                        ",\"lines\":[{\"line\":\"1\",\"quantity\":1,\"amount\":111}]}");

      g_assert_cmpuint (asked->status, ==, 201);
      tax += answer_int (asked, "resolution.amounts.tax");
      fixture_advance (f, 90);
      answer_free (fixture_control (f, "/_sandbox/retailer",
                                    "{\"action\":\"contest\",\"incident\":\"%s\"}", incident));
    }
  g_assert_cmpint (tax, ==, 67);
}

/* R1: over all problems of the order, per line never more than was delivered. */
static void
test_sums (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *incident = fixture_cast (f, "two-of-twelve", "incident");
  g_autofree char *order = fixture_cast (f, "two-of-twelve", "order");
  g_autoptr(Answer) eleven = decide (f, incident, NULL,
                                     REPLACEMENT (11));
  g_autoptr(Answer) second = fixture_control (f, "/_sandbox/retailer",
                                              "{\"action\":\"report\",\"order\":\"%s\",\"reason\":\"missing\","
                                              "\"description\":\"et "
                                              "encore\",\"lines\":[{\"line\":\"1\",\"quantity\":2}],"
                                              "\"photos\":1}", order);
  const char *other = answer_string (second, "incident.id");
  g_autoptr(Answer) two = decide (f, other, NULL, REFUND (2));
  g_autoptr(Answer) one = NULL;
  g_autoptr(Answer) twice = NULL;

  g_assert_cmpuint (eleven->status, ==, 201);
  g_assert_cmpuint (answer_length (second, "incident.attachments"), ==, 1);
  g_assert_cmpstr (answer_problem (two), ==, "quantity-exceeded");
  g_assert_cmpstr (answer_string (two, "line"), ==, "1");
  one = decide (f, other, NULL,
                REFUND (1));
  g_assert_cmpuint (one->status, ==, 201);
  twice = decide (f, other, NULL, "{\"kind\":\"refund\"," BY
                  ",\"lines\":[{\"line\":\"1\",\"quantity\":1},{\"line\":\"1\",\"quantity\":1}]}");
  g_assert_cmpstr (answer_problem (twice), ==, "invalid");

  /* O12: the order is free only when both are settled. */
  fixture_advance (f, 90);
  g_clear_pointer (&twice, answer_free);
  twice = fixture_get (f, "/v1/orders/%s", order);
  g_assert_cmpstr (answer_string (twice, "payout.state"), ==, "held");
}

static void
test_conflicts (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *incident = fixture_cast (f, "two-of-twelve", "incident");
  g_autoptr(Answer) shown = fixture_get (f, "/v1/incidents/%s", incident);
  g_autofree char *body = g_strdup_printf ("{\"kind\":\"refund\",\"if_version\":%"
                                           G_GINT64_FORMAT "," BY
                                           ",\"lines\":[{\"line\":\"1\",\"quantity\":1}]}",
                                           answer_int (shown, "version"));
  g_autoptr(Answer) message = NULL;
  g_autoptr(Answer) stale = NULL;
  g_autoptr(Answer) note = NULL;
  g_autoptr(Answer) first = NULL;
  g_autoptr(Answer) second = NULL;

  /* A note is no reason to refuse, a photo neither; a message that changes the state is. */
  note = fixture_change (f, "POST", NULL, "{" BY ",\"text\":\"vu\"}", "/v1/incidents/%s/notes",
                         incident);
  answer_free (fixture_control (f, "/_sandbox/retailer",
                                "{\"action\":\"send-photo\",\"incident\":\"%s\"}", incident));
  first = decide (f, incident, NULL, body);
  g_assert_cmpuint (first->status, ==, 201);
  second = decide (f, incident, NULL, REFUND (2));
  g_assert_cmpstr (answer_problem (second), ==, "conflict");
  g_assert_cmpstr (answer_string (second, "current.id"), ==, incident);

  fixture_advance (f, 90);
  answer_free (fixture_control (f, "/_sandbox/retailer",
                                "{\"action\":\"contest\",\"incident\":\"%s\"}", incident));
  stale = decide (f, incident, NULL, body);
  g_assert_cmpstr (answer_problem (stale), ==, "conflict");
  g_assert_cmpint (answer_int (stale, "current.contested_count"), ==, 1);
}

static void
test_not_ours (Fixture       *f,
               gconstpointer  data)
{
  static const char *const labels[] = { "marketplace-invoice", "reviewed", "refused",
                                        "refund-executed" };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      g_autofree char *incident = fixture_cast (f, labels[i], "incident");
      g_autoptr(Answer) answer = decide (f, incident, NULL,
                                         REFUND (1));

      g_assert_cmpstr (answer_problem (answer), ==, "not-allowed");
      g_assert_nonnull (answer_string (answer, "detail"));
    }
}

static void
test_idempotency (Fixture       *f,
                  gconstpointer  data)
{
  g_autofree char *incident = fixture_cast (f, "two-of-twelve", "incident");
  g_autoptr(Answer) never = fixture_get (f, "/v1/operations/key-1");
  g_autoptr(Answer) first = decide (f, incident, "key-1", REFUND (2));
  g_autoptr(Answer) again = NULL;
  g_autoptr(Answer) other = decide (f, incident, "key-1", "{\"kind\":\"refund\"}");
  g_autoptr(Answer) record = fixture_get (f, "/v1/operations/key-1");
  g_autoptr(Answer) bare = fixture_send (f,
                                         fixture_message (f, "POST", "/v1/incidents/inc-2001/notes",
                                                          f->token, NULL, "{}"));

  g_assert_cmpstr (answer_problem (never), ==, "not-found");
  g_assert_null (answer_header (first, "Idempotency-Replayed"));
  fixture_advance (f, 90);
  again = decide (f, incident, "key-1", REFUND (2));
  g_assert_cmpuint (again->status, ==, 201);
  g_assert_cmpstr (answer_header (again, "Idempotency-Replayed"), ==, "true");
  g_assert_true (g_bytes_equal (first->body, again->body));
  g_assert_cmpstr (answer_problem (other), ==, "key-reused");
  g_assert_cmpint (answer_int (record, "status"), ==, 201);
  g_assert_cmpstr (answer_string (record, "operation"), ==, "resolution.refund");
  g_assert_cmpstr (answer_string (record, "result.resolution.key"), ==, "key-1");
  g_assert_cmpstr (answer_problem (bare), ==, "precondition-required");
  g_assert_cmpint (fixture_n_executed (f, NULL), ==, 1);
}

static void
test_return (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *incident = fixture_cast (f, "two-problems", "incident");
  g_autofree char *order = fixture_cast (f, "two-problems", "order");
  g_autoptr(Answer) bare = decide (f, incident, NULL, "{\"kind\":\"replacement\"," BY
                                   ",\"lines\":[{\"line\":\"1\",\"quantity\":1}],\"return\":{}}");
  g_autoptr(Answer) asked = decide (f, incident, NULL, "{\"kind\":\"replacement\"," BY
                                    ",\"lines\":[{\"line\":\"1\",\"quantity\":1}],\"ship_by\":\"2026-11-25\","
                                    "\"return\":{\"label_follows_on\":\"2026-11-24\"}}");
  SoupMessage *upload = fixture_message (f, "POST", "/v1/attachments", f->token, "key-label", NULL);
  SoupMessageHeaders *headers = soup_message_get_request_headers (upload);
  g_autoptr(GBytes) pdf = g_bytes_new_static ("%PDF-1.4", 8);
  g_autoptr(Answer) label = NULL;
  g_autofree char *put = NULL;
  const char *ret;
  g_autoptr(Answer) step = NULL;

  g_assert_cmpstr (answer_problem (bare), ==, "invalid");
  g_assert_cmpuint (asked->status, ==, 201);
  g_assert_cmpstr (answer_string (asked, "incident.returns.0.state"), ==, "asked");
  ret = answer_string (asked, "resolution.return");

  soup_message_headers_append (headers, "Content-Disposition",
                               "attachment; filename*=UTF-8''%C3%A9tiquette.pdf");
  soup_message_headers_append (headers, "Constat-Purpose", "label");
  soup_message_set_request_body_from_bytes (upload, "application/pdf", pdf);
  label = fixture_send (f, upload);
  g_assert_cmpuint (label->status, ==, 201);
  g_assert_cmpstr (answer_string (label, "filename"), ==, "étiquette.pdf");

  put = g_strdup_printf ("{" BY ",\"label\":\"%s\"}", answer_string (label, "id"));
  step = fixture_change (f, "PUT", NULL, put, "/v1/returns/%s/label", ret);
  g_assert_cmpstr (answer_string (step, "incident.returns.0.state"), ==, "labelled");
  answer_free (g_steal_pointer (&step));

  step = fixture_change (f, "POST", NULL,
                         "{" BY ",\"carrier\":\"Colissimo\",\"tracking_number\":\"6A1\",\"shipped_at\":\"" NOW "\"}",
                         "/v1/incidents/%s/resolutions/%s/shipment", incident,
                         answer_string (asked, "resolution.id"));
  g_assert_cmpstr (answer_string (step, "incident.resolutions.0.state"), ==, "executed");
  g_assert_cmpstr (answer_string (step, "incident.waiting_for"), ==, "customer");
  answer_free (g_steal_pointer (&step));

  step = fixture_control (f, "/_sandbox/retailer", "{\"action\":\"ship-return\",\"return\":\"%s\"}",
                          ret);
  g_assert_cmpstr (answer_string (step, "incident.returns.0.state"), ==, "under_way");
  answer_free (g_steal_pointer (&step));

  step = fixture_change (f, "POST", NULL,
                         "{" BY ",\"received_at\":\"" NOW "\",\"lines\":[{\"line\":\"1\",\"received\":1}]}",
                         "/v1/returns/%s/receipt", ret);
  g_assert_cmpint (answer_int (step, "incident.returns.0.lines.0.received"), ==, 1);
  answer_free (g_steal_pointer (&step));

  step = fixture_change (f, "POST", NULL,
                         "{" BY ",\"lines\":[{\"line\":\"1\",\"accepted\":1,\"damaged\":1,\"missing\":0}]}",
                         "/v1/returns/%s/inspection", ret);
  g_assert_cmpstr (answer_problem (step), ==, "invalid");
  answer_free (g_steal_pointer (&step));
  step = fixture_change (f, "POST", NULL,
                         "{" BY ",\"lines\":[{\"line\":\"1\",\"accepted\":0,\"damaged\":1,\"missing\":0}]}",
                         "/v1/returns/%s/inspection", ret);
  g_assert_cmpstr (answer_string (step, "incident.returns.0.state"), ==, "inspected");
  answer_free (g_steal_pointer (&step));

  step = fixture_control (f, "/_sandbox/retailer", "{\"action\":\"accept\",\"incident\":\"%s\"}",
                          incident);
  g_assert_cmpstr (answer_string (step, "incident.state"), ==, "resolved");
  g_assert_cmpstr (answer_string (step, "incident.returns.0.state"), ==, "closed");
}

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, \
              fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/O8/refund", test_refund);
  ADD ("/O8/refund-refused", test_refund_refused);
  ADD ("/R13/partial-refunds", test_partial);
  ADD ("/R1/sums", test_sums);
  ADD ("/R5/conflicts", test_conflicts);
  ADD ("/O6/not-ours", test_not_ours);
  ADD ("/sandbox/idempotency", test_idempotency);
  ADD ("/R4/return", test_return);

  return g_test_run ();
}
