/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-mirakl-bench.h"

/* What is decided about an incident, and what the instance makes of it. */

/* Marked as resolved is not closed: the line stays open until the customer agrees. */
static void
test_refund (CstBench      *bench,
             gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;
  const CstIncident *after;
  const CstResolution *resolution;

  cst_bench_pull (bench);
  refund = cst_bench_new_refund (bench, "PX-70022-A-1.1", 310, 100);
  g_assert_cmpint (cst_bench_push (bench, refund, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpuint (cst_bench_executed (bench, "OR28 PX-70022-A-1"), ==, 1);
  g_assert_cmpuint (cst_bench_executed (bench, "OR64 PX-70022-A-1"), ==, 1);

  after = cst_bench_incident (bench, "PX-70022-A-1.1");
  resolution = cst_incident_find_resolution_by_key (after, refund->key);
  g_assert_nonnull (resolution);
  g_assert_cmpint (resolution->amounts.goods, ==, 310);
  g_assert_cmpint (resolution->amounts.shipping, ==, 100);
  g_assert_cmpint (resolution->amounts.tax, ==, 82);
  g_assert_cmpint (after->state, ==, CST_INCIDENT_IN_PROGRESS);
  g_assert_cmpstr (after->state_code, ==, "MARKED_RESOLVED");
  g_assert_cmpint (after->waiting_for, ==, CST_PARTY_CUSTOMER);

  /* What only we know survives the next look; then the customer agrees. */
  cst_bench_pull (bench);
  g_assert_nonnull (cst_incident_find_resolution_by_key (cst_bench_incident (bench, "PX-70022-A-1.1"), refund->key));
  g_assert_cmpstr (cst_bench_incident (bench, "PX-70022-A-1.1")->state_code, ==, "MARKED_RESOLVED");
  cst_bench_shopper (bench, "close", "PX-70022-A-1", NULL);
  cst_bench_pull (bench);
  g_assert_cmpint (cst_bench_incident (bench, "PX-70022-A-1.1")->state, ==, CST_INCIDENT_RESOLVED);
}

/* The customer answers what we called resolved. */
static void
test_contested (CstBench      *bench,
                gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;

  cst_bench_pull (bench);
  refund = cst_bench_new_refund (bench, "PX-70022-A-1.1", 310, 0);
  g_assert_cmpint (cst_bench_push (bench, refund, &answer), ==, CST_PUSH_CONFIRMED);
  cst_sandbox_process_post (bench->sandbox, "/_sandbox/clock", "{\"advance_s\":86400}");
  cst_bench_shopper (bench, "contest", "PX-70022-A-1", "Ce n’est pas assez.");
  cst_bench_pull (bench);
  g_assert_true (cst_bench_incident (bench, "PX-70022-A-1.1")->contested);
  g_assert_cmpint (cst_bench_incident (bench, "PX-70022-A-1.1")->waiting_for, ==, CST_PARTY_BRAND);
}

/* A full refund closes the incident by itself: nothing is left to mark. */
static void
test_full_refund (CstBench      *bench,
                  gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;
  const CstOrder *order;

  cst_bench_pull (bench);
  order = cst_memory_store_order (bench->store, "PX-70005-A");
  refund = cst_bench_new_refund (bench, "PX-70005-A-1.1", order->amounts.goods, order->amounts.shipping);
  g_assert_cmpint (cst_bench_push (bench, refund, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpuint (cst_bench_executed (bench, "OR28"), ==, 1);
  g_assert_cmpuint (cst_bench_executed (bench, "OR64"), ==, 0);
  g_assert_cmpint (cst_bench_incident (bench, "PX-70005-A-1.1")->state, ==, CST_INCIDENT_RESOLVED);
}

/* What somebody refunds at the site meanwhile is not refunded again. */
static void
test_foreign_refund (CstBench      *bench,
                     gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;

  cst_bench_pull (bench);
  refund = cst_bench_new_refund (bench, "PX-70005-A-1.1", 100, 0);
  cst_bench_shopper (bench, "refund", "PX-70005-A-1", NULL);
  g_assert_cmpint (cst_bench_push (bench, refund, &answer), ==, CST_PUSH_CONFLICT);
  g_assert_nonnull (answer.problem);
  g_assert_cmpuint (cst_bench_executed (bench, "OR28"), ==, 0);
}

static void
test_too_much (CstBench      *bench,
               gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;

  cst_bench_pull (bench);
  refund = cst_bench_new_refund (bench, "PX-70005-A-1.1", 10000000, 0);
  g_assert_cmpint (cst_bench_push (bench, refund, &answer), ==, CST_PUSH_CONFLICT);
  g_assert_nonnull (answer.problem);
}

/* R7: a role that is missing is a no to this decision, by its name, and stops nothing else. */
static void
test_missing_role (CstBench      *bench,
                   gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;
  g_autoptr(GError) error = NULL;

  cst_bench_pull (bench);
  refund = cst_bench_new_refund (bench, "PX-70005-A-1.1", 100, 0);
  g_clear_object (&bench->marketplace);
  bench->marketplace = cst_bench_connect (bench, bench->sandbox->inspector_token, "");
  g_assert_cmpint (cst_marketplace_push (bench->marketplace, refund, cst_bench_read_file, NULL, &answer, NULL, &error),
                   ==, CST_PUSH_REFUSED);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (answer.problem, "ROLE_PARTNER_ORDER_REFUND"));
}

static void
test_message (CstBench      *bench,
              gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) reply = NULL;
  g_autoptr(CstOperation) first = NULL;
  const CstThread *thread;

  cst_bench_pull (bench);
  reply = cst_bench_new_message (bench, "PX-70005-A-1.1", "Bonjour,\nvoici <votre> étiquette & merci.");
  g_assert_cmpint (cst_bench_push (bench, reply, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpuint (cst_bench_executed (bench, "M12"), ==, 1);
  thread = cst_memory_store_thread (bench->store, "PX-70005-A");
  g_assert_cmpuint (thread->messages->len, ==, 2);
  g_assert_cmpstr (((CstMessage *) g_ptr_array_index (thread->messages, 1))->key, ==, reply->key);
  g_assert_cmpint (cst_bench_incident (bench, "PX-70005-A-1.1")->waiting_for, ==, CST_PARTY_CUSTOMER);

  /* Where there is no thread yet, one begins. */
  first = cst_bench_new_message (bench, "PX-70028-A-1.1", "Bonjour, que s’est-il passé ?");
  g_assert_cmpint (cst_bench_push (bench, first, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpuint (cst_bench_executed (bench, "OR43 PX-70028-A"), ==, 1);

  /* Saying the same again on purpose is another message. */
  g_clear_pointer (&first, cst_operation_free);
  first = cst_bench_new_message (bench, "PX-70028-A-1.1", "Bonjour, que s’est-il passé ?");
  g_assert_cmpint (cst_bench_push (bench, first, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpuint (cst_bench_executed (bench, "M12"), ==, 2);
}

static void
test_limits (CstBench      *bench,
             gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) heavy = NULL;
  g_autoptr(CstOperation) brief = NULL;

  cst_bench_pull (bench);
  heavy = cst_bench_new_message (bench, "PX-70005-A-1.1", "Bonjour");
  ((CstOutgoingFile *) g_ptr_array_index (heavy->files, 0))->size = 31 * 1024 * 1024;
  g_assert_cmpint (cst_bench_push (bench, heavy, &answer), ==, CST_PUSH_CONFLICT);
  g_assert_nonnull (strstr (answer.problem, "30 MB"));
  brief = cst_bench_new_message (bench, "PX-70005-A-1.1", "ok");
  g_assert_cmpint (cst_bench_push (bench, brief, &answer), ==, CST_PUSH_CONFLICT);
  g_assert_cmpuint (cst_bench_executed (bench, "M12"), ==, 0);
}

/* A replacement: what the customer is told now, and what once it is on its way. */
static void
test_replacement (CstBench      *bench,
                  gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) replacement = NULL;
  g_autoptr(CstOperation) shipping = NULL;
  const CstResolution *resolution;

  cst_bench_pull (bench);
  replacement = cst_bench_new_message (bench, "PX-70012-A-1.1", "Nous vous envoyons le bon article.");
  replacement->kind = CST_OPERATION_REPLACEMENT;
  cst_operation_add_line (replacement, "PX-70012-A-1", 1);
  g_assert_cmpint (cst_bench_push (bench, replacement, &answer), ==, CST_PUSH_CONFIRMED);
  resolution = cst_incident_find_resolution_by_key (cst_bench_incident (bench, "PX-70012-A-1.1"), replacement->key);
  g_assert_cmpint (resolution->state, ==, CST_RESOLUTION_REQUESTED);
  cst_bench_pull (bench);
  resolution = cst_incident_find_resolution_by_key (cst_bench_incident (bench, "PX-70012-A-1.1"), replacement->key);
  g_assert_nonnull (resolution);

  shipping = cst_bench_new_operation (bench, CST_OPERATION_SHIP_REPLACEMENT, "PX-70012-A-1.1");
  shipping->subject = g_strdup (resolution->id);
  shipping->carrier = g_strdup ("Colissimo");
  shipping->tracking_number = g_strdup ("6A0001");
  shipping->moment = 1795420000;
  g_assert_cmpint (cst_bench_push (bench, shipping, &answer), ==, CST_PUSH_CONFIRMED);
  resolution = cst_incident_find_resolution_by_key (cst_bench_incident (bench, "PX-70012-A-1.1"), replacement->key);
  g_assert_cmpint (resolution->state, ==, CST_RESOLUTION_EXECUTED);
  g_assert_cmpstr (resolution->tracking_number, ==, "6A0001");
  g_assert_cmpstr (cst_bench_incident (bench, "PX-70012-A-1.1")->state_code, ==, "MARKED_RESOLVED");
  g_assert_cmpuint (cst_bench_executed (bench, "OR64 PX-70012-A-1"), ==, 1);
}

/* Marked with a reason of the site’s, and with words. */
static void
test_resolution (CstBench      *bench,
                 gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refused = NULL;
  g_autoptr(CstOperation) marked = NULL;

  cst_bench_pull (bench);
  refused = cst_bench_new_message (bench, "PX-70037-A-1.1", "Voici la solution.");
  refused->purpose = CST_PURPOSE_RESOLUTION;
  refused->subject = g_strdup ("20");
  g_assert_cmpint (cst_bench_push (bench, refused, &answer), ==, CST_PUSH_REFUSED);
  g_assert_cmpuint (cst_bench_executed (bench, "M12"), ==, 0);

  marked = cst_bench_new_message (bench, "PX-70037-A-1.1", "Voici la solution.");
  marked->purpose = CST_PURPOSE_RESOLUTION;
  marked->subject = g_strdup ("23");
  g_assert_cmpint (cst_bench_push (bench, marked, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpuint (cst_bench_executed (bench, "OR64 PX-70037-A-1"), ==, 1);
  g_assert_cmpuint (cst_bench_executed (bench, "M12"), ==, 1);
  g_assert_cmpstr (cst_bench_incident (bench, "PX-70037-A-1.1")->state_code, ==, "MARKED_RESOLVED");
}

/* To the operator alone; then the incident waits for the marketplace until the operator answers. */
static void
test_escalation (CstBench      *bench,
                 gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) escalation = NULL;

  cst_bench_pull (bench);
  escalation = cst_bench_new_message (bench, "PX-70028-A-1.1", "Pouvez-vous trancher ?");
  escalation->purpose = CST_PURPOSE_ESCALATION;
  g_assert_cmpint (cst_bench_push (bench, escalation, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpuint (cst_bench_executed (bench, "OR43 PX-70028-A"), ==, 1);
  g_assert_cmpstr (cst_bench_incident (bench, "PX-70028-A-1.1")->state_code, ==, "ESCALATED");
  g_assert_cmpint (cst_bench_incident (bench, "PX-70028-A-1.1")->waiting_for, ==, CST_PARTY_MARKETPLACE);
}

#define ADD(path, func) \
  g_test_add ("/mirakl/" path, CstBench, NULL, cst_bench_set_up, func, cst_bench_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("refund", test_refund);
  ADD ("contested", test_contested);
  ADD ("full-refund", test_full_refund);
  ADD ("foreign-refund", test_foreign_refund);
  ADD ("R1/too-much", test_too_much);
  ADD ("R7/missing-role", test_missing_role);
  ADD ("message", test_message);
  ADD ("limits", test_limits);
  ADD ("replacement", test_replacement);
  ADD ("resolution", test_resolution);
  ADD ("escalation", test_escalation);

  return g_test_run ();
}
