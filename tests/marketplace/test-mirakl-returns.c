/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-mirakl-bench.h"

/* What is decided about returns, where the instance has the module for them. */

#define INCIDENT "PX-70030-A-1.1"

static const CstReturn *
goods (CstBench *bench)
{
  return g_ptr_array_index (cst_bench_incident (bench, INCIDENT)->returns, 0);
}

/* An operation about the incident's return. */
static CstOperation *
new_step (CstBench         *bench,
          CstOperationKind  kind)
{
  CstOperation *operation = cst_bench_new_operation (bench, kind, INCIDENT);

  operation->subject = g_strdup (goods (bench)->id);

  return operation;
}

/* The writes of the module of returns answer 200 whatever becomes of them. */
static void
test_returns (CstBench      *bench,
              gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) label = NULL;
  g_autoptr(CstOperation) early = NULL;
  g_autoptr(CstOperation) receipt = NULL;
  g_autoptr(CstOperation) inspection = NULL;

  cst_bench_pull (bench);
  g_assert_cmpint (goods (bench)->state, ==, CST_RETURN_WAITING);

  early = new_step (bench, CST_OPERATION_RETURN_INSPECTED);
  cst_operation_add_line (early, "PX-70030-A-1", 1);
  g_assert_cmpint (cst_bench_push (bench, early, &answer), ==, CST_PUSH_REFUSED);
  g_assert_nonnull (strstr (answer.problem, "was not received"));

  label = cst_bench_new_message (bench, INCIDENT, "Voici l’étiquette de retour.");
  label->kind = CST_OPERATION_RETURN_LABEL;
  label->subject = g_strdup (goods (bench)->id);
  label->tracking_number = g_strdup ("8R0001");
  g_assert_cmpint (cst_bench_push (bench, label, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpint (goods (bench)->state, ==, CST_RETURN_UNDER_WAY);

  receipt = new_step (bench, CST_OPERATION_RETURN_RECEIVED);
  g_assert_cmpint (cst_bench_push (bench, receipt, &answer), ==, CST_PUSH_CONFIRMED);

  inspection = new_step (bench, CST_OPERATION_RETURN_INSPECTED);
  cst_operation_add_line (inspection, "PX-70030-A-1", 1)->damaged = 1;
  g_assert_cmpint (cst_bench_push (bench, inspection, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpint (goods (bench)->state, ==, CST_RETURN_INSPECTED);
  g_assert_cmpint (((CstReturnLine *) g_ptr_array_index (goods (bench)->lines, 0))->damaged, ==, 1);
  g_assert_cmpuint (cst_bench_executed (bench, "RT"), ==, 4);
}

/* Saying yes alone. */
static void
test_accept (CstBench      *bench,
             gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) acceptance = NULL;
  g_autoptr(CstOperation) late = NULL;

  cst_bench_pull (bench);
  acceptance = new_step (bench, CST_OPERATION_RETURN_ACCEPTED);
  g_assert_cmpint (cst_bench_push (bench, acceptance, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpint (goods (bench)->state, ==, CST_RETURN_ASKED);
  g_assert_cmpuint (cst_bench_executed (bench, "RT21"), ==, 1);

  late = new_step (bench, CST_OPERATION_RETURN_REFUSED);
  late->refusal = CST_REFUSAL_TOO_LATE;
  g_assert_cmpint (cst_bench_push (bench, late, &answer), ==, CST_PUSH_CONFLICT);
  g_assert_nonnull (answer.problem);
  g_assert_cmpuint (cst_bench_executed (bench, "RT21"), ==, 1);
}

/* A no goes out once, whatever meets it. */
static void
test_refuse (CstBench      *bench,
             gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refusal = NULL;
  g_autoptr(CstOperation) other = NULL;
  g_autoptr(CstOperation) receipt = NULL;

  cst_bench_pull (bench);
  refusal = new_step (bench, CST_OPERATION_RETURN_REFUSED);
  refusal->refusal = CST_REFUSAL_NOT_NEEDED;
  cst_sandbox_process_fault (bench->sandbox, "cut-after", "/mirakl/api/returns/accept", 1);
  g_assert_cmpint (cst_bench_push (bench, refusal, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpint (goods (bench)->state, ==, CST_RETURN_REFUSED);
  g_assert_cmpuint (cst_bench_executed (bench, "RT21"), ==, 1);
  g_assert_cmpint (cst_bench_calls (bench, "RT21"), ==, 1);

  /* For another reason it is somebody else's. */
  other = new_step (bench, CST_OPERATION_RETURN_REFUSED);
  other->refusal = CST_REFUSAL_TOO_LATE;
  g_assert_cmpint (cst_bench_push (bench, other, &answer), ==, CST_PUSH_CONFLICT);
  receipt = new_step (bench, CST_OPERATION_RETURN_RECEIVED);
  g_assert_cmpint (cst_bench_push (bench, receipt, &answer), ==, CST_PUSH_CONFLICT);
  g_assert_cmpuint (cst_bench_executed (bench, "RT25"), ==, 0);
}

/* A label that lies at an address stands on the return; nothing is written to the customer, whom the site shows it. */
static void
test_label_url (CstBench      *bench,
                gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) label = NULL;

  cst_bench_pull (bench);
  label = new_step (bench, CST_OPERATION_RETURN_LABEL);
  label->label_url = g_strdup ("https://labels.example/8R0001.pdf");
  label->carrier = g_strdup ("Colissimo");
  label->tracking_number = g_strdup ("8R0001");
  cst_sandbox_process_fault (bench->sandbox, "cut-after", "/mirakl/api/returns", 2);
  g_assert_cmpint (cst_bench_push (bench, label, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_nonnull (goods (bench)->label);
  g_assert_cmpstr (goods (bench)->tracking_number, ==, "8R0001");
  g_assert_cmpuint (cst_bench_executed (bench, "RT21"), ==, 1);
  g_assert_cmpuint (cst_bench_executed (bench, "RT04"), ==, 1);
  g_assert_cmpuint (cst_bench_executed (bench, "OR43") + cst_bench_executed (bench, "M12"), ==, 0);
}

/* The customer has the label, and the site does not take its tracking: not a plain no, after which the message would be
 * sent again. */
static void
test_label_half (CstBench      *bench,
                 gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) label = NULL;

  cst_bench_pull (bench);
  label = cst_bench_new_message (bench, INCIDENT, "Voici l’étiquette de retour.");
  label->kind = CST_OPERATION_RETURN_LABEL;
  label->subject = g_strdup (goods (bench)->id);
  label->tracking_number = g_strdup ("8R0001");
  label->tracking_url = g_strdup ("nowhere");
  g_assert_cmpint (cst_bench_push (bench, label, &answer), ==, CST_PUSH_CANNOT_TELL);
  g_assert_nonnull (strstr (answer.problem, "tracking_url is no address"));
  g_assert_cmpint (goods (bench)->state, ==, CST_RETURN_LABELLED);
  g_assert_cmpuint (cst_bench_executed (bench, "OR43") + cst_bench_executed (bench, "M12"), ==, 1);
  g_assert_cmpuint (cst_bench_executed (bench, "RT04"), ==, 0);
}

/* A label that went with a message shows in no return there; that it was sent is known here, and stays known. */
static void
test_label_told (CstBench      *bench,
                 gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) label = NULL;

  cst_bench_pull (bench);
  label = cst_bench_new_message (bench, INCIDENT, "Voici l’étiquette de retour.");
  label->kind = CST_OPERATION_RETURN_LABEL;
  label->subject = g_strdup (goods (bench)->id);
  g_assert_cmpint (cst_bench_push (bench, label, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpint (goods (bench)->state, ==, CST_RETURN_LABELLED);
  cst_bench_shopper (bench, "write", "PX-70030-A-1", "Merci.");
  cst_bench_pull (bench);
  g_assert_cmpint (goods (bench)->state, ==, CST_RETURN_LABELLED);
}

static void
test_close (CstBench      *bench,
            gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) early = NULL;
  g_autoptr(CstOperation) receipt = NULL;
  g_autoptr(CstOperation) closing = NULL;

  cst_bench_pull (bench);
  early = new_step (bench, CST_OPERATION_RETURN_CLOSED);
  g_assert_cmpint (cst_bench_push (bench, early, &answer), ==, CST_PUSH_REFUSED);
  g_assert_nonnull (strstr (answer.problem, "neither in progress nor received"));

  receipt = new_step (bench, CST_OPERATION_RETURN_RECEIVED);
  g_assert_cmpint (cst_bench_push (bench, receipt, &answer), ==, CST_PUSH_CONFIRMED);
  closing = new_step (bench, CST_OPERATION_RETURN_CLOSED);
  cst_sandbox_process_fault (bench->sandbox, "cut-after", "/mirakl/api/returns/close", 1);
  g_assert_cmpint (cst_bench_push (bench, closing, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpint (goods (bench)->state, ==, CST_RETURN_CLOSED);
  g_assert_cmpuint (cst_bench_executed (bench, "RT27"), ==, 1);
  g_assert_cmpint (cst_bench_calls (bench, "RT27"), ==, 2);
}

/* Trouble with the question whether there is such a module is no answer to it. */
static void
test_module_in_doubt (CstBench      *bench,
                      gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) acceptance = NULL;
  g_autoptr(GError) error = NULL;

  cst_bench_pull (bench);
  acceptance = new_step (bench, CST_OPERATION_RETURN_ACCEPTED);
  g_clear_object (&bench->marketplace);
  bench->marketplace = cst_bench_connect (bench, bench->sandbox->token, "");
  cst_sandbox_process_fault (bench->sandbox, "http-500", "/mirakl/api/platform", 1);
  g_assert_cmpint (cst_marketplace_push (bench->marketplace, acceptance, cst_bench_read_file, NULL, &answer, NULL,
                                         &error), ==, CST_PUSH_NOT_SENT);
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_SERVER);
  g_assert_cmpint (cst_bench_push (bench, acceptance, &answer), ==, CST_PUSH_CONFIRMED);
}

#define ADD(path, func) \
  g_test_add ("/mirakl/R4/" path, CstBench, NULL, cst_bench_set_up, func, cst_bench_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("returns", test_returns);
  ADD ("accept", test_accept);
  ADD ("refuse", test_refuse);
  ADD ("label-url", test_label_url);
  ADD ("label-told", test_label_told);
  ADD ("label-half-taken", test_label_half);
  ADD ("close", test_close);
  ADD ("module-in-doubt", test_module_in_doubt);

  return g_test_run ();
}
