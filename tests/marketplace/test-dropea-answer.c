/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-dropea-bench.h"
#include "cst-dropea.h"
#include "cst-script-server.h"
#include "cst-util.h"

/* Answers to the carrier: each reaches it once, whatever meets it. */

#define DAY (24 * 60 * 60)

static const struct
{
  const char            *label;
  CstDeliveryAnswerKind  kind;
} one_of_each[] = {
  { "refused", CST_ANSWER_TEXT },
  { "first-absence", CST_ANSWER_NEW_ATTEMPT },
  { "wrong-address", CST_ANSWER_NEW_ADDRESS },
  { "first-absence-bis", CST_ANSWER_PICKUP },
  { "refused-bis", CST_ANSWER_RETURN },
  { "data-missing", CST_ANSWER_CALL_BACK },
  { "replied", CST_ANSWER_TEXT },
};

/* C7, C8: each answer, and what the platform has afterwards. */
static void
test_answers (CstDropeaBench *bench,
              gconstpointer   data)
{
  cst_dropea_bench_pull (bench);
  for (gsize i = 0; i < G_N_ELEMENTS (one_of_each); i++)
    {
      g_autoptr(CstOperation) operation =
        cst_dropea_bench_new_answer (bench, one_of_each[i].label, one_of_each[i].kind);
      const CstDelivery *delivery;

      g_assert_cmpint (cst_dropea_bench_push_once (bench, operation), ==, CST_PUSH_CONFIRMED);
      cst_dropea_bench_assert_executed (bench, operation, 1);
      delivery = cst_dropea_bench_find (bench, one_of_each[i].label);
      g_assert_cmpint (delivery->state, ==, one_of_each[i].kind == CST_ANSWER_CALL_BACK ? CST_DELIVERY_WAITING
                                                                                       : CST_DELIVERY_SOLVED);
      g_assert_cmpint (delivery->allowed, ==, 0);
      g_assert_nonnull (delivery->recipient.city);

      /* Said twice under its key it is done once. */
      operation->attempts = 2;
      g_assert_cmpint (cst_dropea_bench_push_once (bench, operation), ==, CST_PUSH_CONFIRMED);
      cst_dropea_bench_assert_executed (bench, operation, 1);
    }
}

/* C4: green, yellow by a reply, answered again. */
static void
test_again (CstDropeaBench *bench,
            gconstpointer   data)
{
  g_autoptr(CstOperation) first = NULL;
  g_autoptr(CstOperation) second = NULL;

  cst_dropea_bench_pull (bench);
  first = cst_dropea_bench_new_answer (bench, "refused", CST_ANSWER_TEXT);
  g_assert_cmpint (cst_dropea_bench_push_once (bench, first), ==, CST_PUSH_CONFIRMED);
  cst_sandbox_process_post (bench->sandbox, "/_sandbox/clock", "{\"advance_s\":600}");
  cst_dropea_bench_carrier (bench, "reply", first->delivery);
  cst_dropea_bench_pull (bench);
  g_assert_cmpint (cst_dropea_bench_find (bench, "refused")->state, ==, CST_DELIVERY_REPLIED);
  g_assert_cmpint (cst_dropea_bench_find (bench, "refused")->replied_at, >,
                   cst_dropea_bench_find (bench, "refused")->answered_at);
  second = cst_dropea_bench_new_answer (bench, "refused", CST_ANSWER_NEW_ATTEMPT);
  g_assert_cmpint (cst_dropea_bench_push_once (bench, second), ==, CST_PUSH_CONFIRMED);
  cst_dropea_bench_assert_executed (bench, first, 1);
  cst_dropea_bench_assert_executed (bench, second, 1);
}

static void
test_refused (CstDropeaBench *bench,
              gconstpointer   data)
{
  g_autoptr(CstMarketplace) inspector = cst_dropea_bench_connect (bench, bench->sandbox->inspector_token);
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) past = NULL;
  g_autoptr(CstOperation) not_listed = NULL;
  g_autoptr(CstOperation) settled = NULL;
  g_autoptr(CstOperation) forbidden = NULL;
  g_autoptr(GError) error = NULL;

  cst_dropea_bench_pull (bench);
  past = cst_dropea_bench_new_answer (bench, "first-absence", CST_ANSWER_NEW_ATTEMPT);
  cst_set_str (&past->answer->date, "2026-11-01");
  g_assert_cmpint (cst_dropea_bench_push_once (bench, past), ==, CST_PUSH_REFUSED);
  not_listed = cst_dropea_bench_new_answer (bench, "lost", CST_ANSWER_PICKUP);
  g_assert_cmpint (cst_dropea_bench_push_once (bench, not_listed), ==, CST_PUSH_CONFLICT);
  settled = cst_dropea_bench_new_answer (bench, "delivered-after", CST_ANSWER_TEXT);
  g_assert_cmpint (cst_dropea_bench_push_once (bench, settled), ==, CST_PUSH_CONFLICT);
  forbidden = cst_dropea_bench_new_answer (bench, "first-absence", CST_ANSWER_TEXT);
  g_assert_cmpint (cst_marketplace_push (inspector, forbidden, NULL, NULL, &answer, NULL, &error), ==,
                   CST_PUSH_NOT_SENT);
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_FORBIDDEN);
  cst_dropea_bench_assert_executed (bench, past, 0);
  cst_dropea_bench_assert_executed (bench, not_listed, 0);
  cst_dropea_bench_assert_executed (bench, settled, 0);
  cst_dropea_bench_assert_executed (bench, forbidden, 0);
}

/* The fault meets one request, be it a reading or the answer itself; then the line is good again. */
static void
test_fault (CstDropeaBench *bench,
            gconstpointer   data)
{
  const char *profile = data;

  cst_dropea_bench_pull (bench);
  for (gsize i = 0; i < G_N_ELEMENTS (one_of_each); i++)
    {
      g_autoptr(CstOperation) operation =
        cst_dropea_bench_new_answer (bench, one_of_each[i].label, one_of_each[i].kind);
      gboolean at_answer = i % 2 == 0 || g_str_equal (profile, "change-meanwhile") || g_str_equal (profile, "http-504");
      g_autofree char *match = g_strdup_printf ("/dropea/dropshipper/issues/%s%s", operation->delivery,
                                                at_answer ? "/resolve" : "");
      CstPushOutcome outcome;

      cst_sandbox_process_fault (bench->sandbox, profile, match, 1);
      outcome = cst_dropea_bench_push_until_answered (bench, operation);
      cst_sandbox_process_fault (bench->sandbox, "none", "/", -1);

      g_assert_cmpint (outcome, ==, g_str_equal (profile, "change-meanwhile") ? CST_PUSH_CONFLICT : CST_PUSH_CONFIRMED);
      cst_dropea_bench_assert_executed (bench, operation, outcome == CST_PUSH_CONFIRMED ? 1 : 0);
    }
}

/* 504: the platform goes on by itself. */
static void
test_slow (CstDropeaBench *bench,
           gconstpointer   data)
{
  g_autoptr(CstOperation) operation = NULL;

  cst_dropea_bench_pull (bench);
  operation = cst_dropea_bench_new_answer (bench, "refused", CST_ANSWER_TEXT);
  cst_sandbox_process_fault (bench->sandbox, "http-504", "/dropea/", 1);
  g_assert_cmpint (cst_dropea_bench_push_once (bench, operation), ==, CST_PUSH_IN_FLIGHT);
  cst_dropea_bench_assert_executed (bench, operation, 0);
  operation->attempts = 2;
  g_assert_cmpint (cst_dropea_bench_push_once (bench, operation), ==, CST_PUSH_IN_FLIGHT);
  g_assert_cmpint (cst_dropea_bench_read_back (bench, operation), ==, CST_PUSH_IN_FLIGHT);
  cst_sandbox_process_post (bench->sandbox, "/_sandbox/clock", "{\"advance_s\":30}");
  g_assert_cmpint (cst_dropea_bench_read_back (bench, operation), ==, CST_PUSH_CONFIRMED);
  operation->attempts = 3;
  g_assert_cmpint (cst_dropea_bench_push_once (bench, operation), ==, CST_PUSH_CONFIRMED);
  cst_dropea_bench_assert_executed (bench, operation, 1);
}

/* Older than a day the key is forgotten there: the fact is read, nothing is repeated. */
static void
test_old_key (CstDropeaBench *bench,
              gconstpointer   data)
{
  g_autoptr(CstOperation) arrived = NULL;
  g_autoptr(CstOperation) lost = NULL;
  g_autoptr(CstOperation) overtaken = NULL;
  g_autoptr(CstOperation) other = NULL;

  cst_dropea_bench_pull (bench);
  arrived = cst_dropea_bench_new_answer (bench, "sent-back", CST_ANSWER_RETURN);
  g_clear_pointer (&arrived->delivery, g_free);
  arrived->delivery = cst_dropea_bench_id_of (bench, "customs");
  arrived->answer->kind = CST_ANSWER_TEXT;
  arrived->answer->text = g_strdup ("Los papeles van por correo electrónico.");
  lost = cst_dropea_bench_new_answer (bench, "lost", CST_ANSWER_TEXT);
  overtaken = cst_dropea_bench_new_answer (bench, "damaged", CST_ANSWER_TEXT);
  other = cst_dropea_bench_new_answer (bench, "damaged", CST_ANSWER_RETURN);

  cst_sandbox_process_fault (bench->sandbox, "cut-after", "/dropea/dropshipper/issues/", 2);
  g_assert_cmpint (cst_dropea_bench_push_once (bench, arrived), ==, CST_PUSH_NOT_SENT);
  cst_sandbox_process_fault (bench->sandbox, "none", "/", -1);
  {
    g_autofree char *match = g_strdup_printf ("/dropea/dropshipper/issues/%s/resolve", arrived->delivery);

    cst_sandbox_process_fault (bench->sandbox, "cut-after", match, 1);
    g_assert_cmpint (cst_dropea_bench_push_once (bench, arrived), ==, CST_PUSH_DOUBT);
  }
  g_assert_cmpint (cst_dropea_bench_push_once (bench, other), ==, CST_PUSH_CONFIRMED);

  /* A day and an hour later by its clock the carrier may have gone on; what was answered still shows. */
  cst_sandbox_process_post (bench->sandbox, "/_sandbox/clock", "{\"advance_s\":%d}", DAY + 3600);
  g_assert_cmpint (cst_dropea_bench_read_back (bench, arrived), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpint (cst_dropea_bench_read_back (bench, overtaken), ==, CST_PUSH_CONFLICT);
  g_assert_cmpint (cst_dropea_bench_read_back (bench, lost), ==, CST_PUSH_NOT_THERE);
  cst_dropea_bench_assert_executed (bench, arrived, 1);
  cst_dropea_bench_assert_executed (bench, lost, 0);
  cst_dropea_bench_assert_executed (bench, overtaken, 0);
}

/* The same key with other bytes, as an older version of us may have written them. */
static void
test_key_with_other_bytes (CstDropeaBench *bench,
                           gconstpointer   data)
{
  g_autoptr(CstOperation) first = NULL;
  g_autoptr(CstOperation) second = NULL;

  cst_dropea_bench_pull (bench);
  first = cst_dropea_bench_new_answer (bench, "refused", CST_ANSWER_TEXT);
  second = cst_dropea_bench_new_answer (bench, "refused-bis", CST_ANSWER_TEXT);
  cst_set_str (&second->key, first->key);
  g_assert_cmpint (cst_dropea_bench_push_once (bench, first), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpint (cst_dropea_bench_push_once (bench, second), ==, CST_PUSH_CONFIRMED);
  cst_dropea_bench_assert_executed (bench, first, 1);
}

static void
test_limit (CstDropeaBench *bench,
            gconstpointer   data)
{
  g_autoptr(CstOperation) operation = NULL;
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(GError) error = NULL;

  cst_dropea_bench_pull (bench);
  operation = cst_dropea_bench_new_answer (bench, "refused", CST_ANSWER_TEXT);
  cst_sandbox_process_fault (bench->sandbox, "http-429", "/dropea/", 1);
  g_assert_cmpint (cst_marketplace_push (bench->marketplace, operation, NULL, NULL, &answer, NULL, &error), ==,
                   CST_PUSH_NOT_SENT);
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_THROTTLED);
  g_assert_cmpint (answer.retry_after, ==, 1);
  cst_dropea_bench_assert_executed (bench, operation, 0);
}

#define OK(body) "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" body
#define NO(status, body) "HTTP/1.1 " status " No\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" body
#define ISSUE(status, options) \
  OK ("{\"success\":true,\"message\":\"ok\",\"data\":{\"id\":7,\"order_id\":5,\"status\":\"" status "\"," \
      "\"is_active\":true,\"allowed_resolution_options\":[" options "],\"type\":\"RECIPIENT_ABSENT\"}}")
#define FAILURE(status, type) \
  NO (status, "{\"success\":false,\"message\":\"m\",\"data\":null," \
      "\"failure\":{\"type\":\"" type "\",\"message\":\"m\"}}")

/* What each failure does to an answer, once the issue was read and would take it. */
static void
test_failure_outcomes (void)
{
  static const struct
  {
    const char     *answer;
    const char     *then; /* (nullable): to what is asked next */
    CstPushOutcome  outcome;
    int             code; /* of the error, -1 for none */
  } cases[] = {
    { FAILURE ("400", "ValidationFailure"), NULL, CST_PUSH_REFUSED, -1 },
    { FAILURE ("401", "UnauthorizedFailure"), NULL, CST_PUSH_NOT_SENT, CST_MARKETPLACE_ERROR_AUTH },
    { FAILURE ("403", "ForbiddenFailure"), NULL, CST_PUSH_NOT_SENT, CST_MARKETPLACE_ERROR_FORBIDDEN },
    { FAILURE ("404", "NotFoundFailure"), NULL, CST_PUSH_REFUSED, -1 },
    { FAILURE ("409", "ConflictFailure"), FAILURE ("404", "NotFoundFailure"), CST_PUSH_IN_FLIGHT, -1 },
    { FAILURE ("409", "ConflictFailure"), OK ("{\"data\":{\"status\":\"PROCESSING\"}}"), CST_PUSH_IN_FLIGHT, -1 },
    { FAILURE ("409", "ConflictFailure"), OK ("{\"data\":{\"status\":\"COMPLETED\"}}"), CST_PUSH_CONFIRMED, -1 },
    { FAILURE ("409", "ConflictFailure"), OK ("{\"data\":{\"status\":\"FAILED\"}}"), CST_PUSH_REFUSED, -1 },
    { FAILURE ("422", "BusinessFailure"), OK ("{\"data\":{\"status\":\"COMPLETED\"}}"), CST_PUSH_CONFIRMED, -1 },
    { FAILURE ("422", "BusinessFailure"), FAILURE ("404", "NotFoundFailure"), CST_PUSH_REFUSED, -1 },
    { FAILURE ("422", "BusinessFailure"), OK ("{\"data\":{\"status\":\"FAILED\"}}"), CST_PUSH_REFUSED, -1 },
    { FAILURE ("429", "RateLimitFailure"), NULL, CST_PUSH_NOT_SENT, CST_MARKETPLACE_ERROR_THROTTLED },
    { FAILURE ("500", "ServerFailure"), NULL, CST_PUSH_DOUBT, CST_MARKETPLACE_ERROR_SERVER },
    { FAILURE ("500", "DatabaseFailure"), NULL, CST_PUSH_DOUBT, CST_MARKETPLACE_ERROR_SERVER },
    { FAILURE ("503", "NetworkFailure"), NULL, CST_PUSH_DOUBT, CST_MARKETPLACE_ERROR_SERVER },
    { NO ("504", "{\"operation_id\":\"k\"}"), OK ("{\"data\":{\"status\":\"PENDING\"}}"), CST_PUSH_IN_FLIGHT, -1 },
    { NO ("504", "<html>"), FAILURE ("404", "NotFoundFailure"), CST_PUSH_DOUBT, CST_MARKETPLACE_ERROR_SERVER },
    { NO ("504", "<html>"), NULL, CST_PUSH_DOUBT, CST_MARKETPLACE_ERROR_OFFLINE },
    { NO ("502", "<html>Bad gateway"), NULL, CST_PUSH_DOUBT, CST_MARKETPLACE_ERROR_SERVER },
    { NO ("404", "<html>Not here"), NULL, CST_PUSH_DOUBT, CST_MARKETPLACE_ERROR_MALFORMED },
    { NO ("413", "<html>Too long"), NULL, CST_PUSH_REFUSED, -1 },
    { OK ("{\"success\":true,\"da"), NULL, CST_PUSH_DOUBT, CST_MARKETPLACE_ERROR_MALFORMED },
    { OK (""), NULL, CST_PUSH_DOUBT, CST_MARKETPLACE_ERROR_MALFORMED },
    { OK ("{\"success\":false,\"failure\":{\"type\":\"ForbiddenFailure\"}}"), NULL, CST_PUSH_NOT_SENT,
      CST_MARKETPLACE_ERROR_FORBIDDEN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const CstScriptStep steps[] = {
        { ISSUE ("PENDING", "\"PICKUP_AT_AGENCY\""), 0 }, { cases[i].answer, 0 }, { cases[i].then, 0 },
        { ISSUE ("PENDING", "\"PICKUP_AT_AGENCY\""), 0 },
      };
      g_autoptr(CstScriptServer) server = cst_script_server_new (steps, G_N_ELEMENTS (steps));
      g_autofree char *url = cst_script_server_get_url (server);
      g_autoptr(CstMarketplace) marketplace = cst_site_new (&cst_dropea, url, "token", NULL);
      g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_DELIVERY_ANSWER, 1, "5", NULL);
      g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
      g_autoptr(GError) error = NULL;

      operation->attempts = 1;
      operation->delivery = g_strdup ("7");
      operation->answer = cst_record_new (&cst_delivery_answer_type);
      operation->answer->kind = CST_ANSWER_PICKUP;
      g_assert_cmpint (cst_marketplace_push (marketplace, operation, NULL, NULL, &answer, NULL, &error), ==,
                       cases[i].outcome);
      if (cases[i].code >= 0)
        g_assert_error (error, CST_MARKETPLACE_ERROR, cases[i].code);
      else
        g_assert_no_error (error);
      g_assert_nonnull (strstr (cst_script_server_request (server, 1), operation->key));
    }
}

/* After its day the key is forgotten: an answer of which the platform does not say when it was given may be ours or
 * somebody else's, and only a person can tell. */
static void
test_whose_answer (void)
{
  static const struct
  {
    const char     *resolution;
    const char     *changed_at; /* a member, or nothing */
    CstPushOutcome  outcome;
  } rows[] = {
    { "PICKUP_AT_AGENCY", "", CST_PUSH_CANNOT_TELL },
    { "PICKUP_AT_AGENCY", "\"resolution_changed_at\":\"2026-11-20T09:00:00Z\",", CST_PUSH_CONFIRMED },
    { "PICKUP_AT_AGENCY", "\"resolution_changed_at\":\"2026-11-19T09:00:00Z\",", CST_PUSH_CONFLICT },
    { "RETURN_REQUESTED", "\"resolution_changed_at\":\"2026-11-20T09:00:00Z\",", CST_PUSH_CONFLICT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *issue =
        g_strdup_printf (OK ("{\"success\":true,\"data\":{\"id\":7,\"order_id\":5,\"status\":\"RESOLVED\",%s"
                             "\"resolution_status\":\"%s\",\"is_active\":true,\"allowed_resolution_options\":[],"
                             "\"type\":\"RECIPIENT_ABSENT\"}}"), rows[i].changed_at, rows[i].resolution);
      const CstScriptStep steps[] = { { FAILURE ("404", "NotFoundFailure"), 0 }, { issue, 0 } };
      g_autoptr(CstScriptServer) server = cst_script_server_new (steps, G_N_ELEMENTS (steps));
      g_autofree char *url = cst_script_server_get_url (server);
      g_autoptr(CstMarketplace) marketplace = cst_site_new (&cst_dropea, url, "token", NULL);
      g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_DELIVERY_ANSWER, 1, "5", NULL);
      g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
      g_autoptr(GError) error = NULL;

      operation->attempts = 2;
      operation->first_sent_at = cst_time_parse ("2026-11-20T08:59:00Z");
      operation->delivery = g_strdup ("7");
      operation->answer = cst_delivery_answer_new (CST_ANSWER_PICKUP);
      g_assert_cmpint (cst_marketplace_read_back (marketplace, operation, &answer, NULL, &error), ==, rows[i].outcome);
      g_assert_no_error (error);
      for (guint r = 0; r < cst_script_server_count (server); r++)
        g_assert_null (strstr (cst_script_server_request (server, r), "POST "));
    }
}

/* Only what is pending, active and listed is answered: nothing else leaves. */
static void
test_gate (void)
{
  static const char *const issues[] = {
    ISSUE ("RESOLVED", "\"PICKUP_AT_AGENCY\""),
    ISSUE ("MANAGING_WITH_CLIENT", "\"PICKUP_AT_AGENCY\""),
    ISSUE ("PENDING", "\"RETRY\""),
    OK ("{\"success\":true,\"data\":{\"id\":7,\"order_id\":5,\"status\":\"PENDING\",\"is_active\":false,"
        "\"allowed_resolution_options\":[\"PICKUP_AT_AGENCY\"]}}"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (issues); i++)
    {
      const CstScriptStep step = { issues[i], 0 };
      g_autoptr(CstScriptServer) server = cst_script_server_new (&step, 1);
      g_autofree char *url = cst_script_server_get_url (server);
      g_autoptr(CstMarketplace) marketplace = cst_site_new (&cst_dropea, url, "token", NULL);
      g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_DELIVERY_ANSWER, 1, "5", NULL);
      g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
      g_autoptr(GError) error = NULL;

      operation->attempts = 1;
      operation->delivery = g_strdup ("7");
      operation->answer = cst_record_new (&cst_delivery_answer_type);
      operation->answer->kind = CST_ANSWER_PICKUP;
      g_assert_cmpint (cst_marketplace_push (marketplace, operation, NULL, NULL, &answer, NULL, &error), ==,
                       CST_PUSH_CONFLICT);
      for (guint r = 0; r < cst_script_server_count (server); r++)
        g_assert_null (strstr (cst_script_server_request (server, r), "POST "));
    }
}

#define ADD(path, test) \
  g_test_add (path, CstDropeaBench, NULL, cst_dropea_bench_set_up, test, cst_dropea_bench_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/dropea/C8/answers", test_answers);
  ADD ("/dropea/C4/again", test_again);
  ADD ("/dropea/C8/refused", test_refused);
  ADD ("/dropea/slow", test_slow);
  ADD ("/dropea/old-key", test_old_key);
  ADD ("/dropea/key-with-other-bytes", test_key_with_other_bytes);
  ADD ("/dropea/limit", test_limit);
  for (int i = 0; cst_sandbox_profiles[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/dropea/C8/fault/", cst_sandbox_profiles[i], NULL);

      g_test_add (path, CstDropeaBench, cst_sandbox_profiles[i], cst_dropea_bench_set_up, test_fault,
                  cst_dropea_bench_tear_down);
    }
  g_test_add ("/dropea/C8/fault/http-504", CstDropeaBench, "http-504", cst_dropea_bench_set_up, test_fault,
              cst_dropea_bench_tear_down);
  g_test_add_func ("/dropea/C8/failures", test_failure_outcomes);
  g_test_add_func ("/dropea/C8/whose-answer", test_whose_answer);
  g_test_add_func ("/dropea/C8/gate", test_gate);

  return g_test_run ();
}
