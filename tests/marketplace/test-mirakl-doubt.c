/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-mirakl-bench.h"

/* Trouble in the middle of a decision: it is carried out once. */

/* The fault meets one changing request, at whatever point; then the line is good again. Nothing is done twice. */
static void
test_fault (CstBench      *bench,
            gconstpointer  data)
{
  const char *profile = data;
  static const char *const paths[] = { "/mirakl/api/orders/refund", "/mirakl/api/inbox", "/mirakl/api/orders/PX",
                                       "/mirakl/api/orders", "/mirakl/api/reasons", "/mirakl/" };
  static const char *const ids[] = { "PX-70005-A-1.1", "PX-70034-A-1.1", "PX-70037-A-1.1", "PX-70039-A-1.1",
                                     "PX-70032-A-1.1", "PX-70015-A-1.1" };

  cst_bench_pull (bench);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
      g_autoptr(CstOperation) refund = cst_bench_new_refund (bench, ids[i], 101 + (gint64) i, 0);
      g_autoptr(CstOperation) message = cst_bench_new_message (bench, ids[i], "Bonjour, c’est remboursé.");

      cst_sandbox_process_fault (bench->sandbox, profile, paths[i], 1);
      g_assert_cmpint (cst_bench_push (bench, refund, &answer), ==, CST_PUSH_CONFIRMED);
      cst_sandbox_process_fault (bench->sandbox, profile, paths[i], 1);
      message->if_version = cst_bench_incident (bench, ids[i])->version;
      g_assert_cmpint (cst_bench_push (bench, message, &answer), ==, CST_PUSH_CONFIRMED);
      cst_sandbox_process_fault (bench->sandbox, "none", "/mirakl/", -1);
      g_assert_cmpuint (cst_bench_executed (bench, "OR28"), ==, i + 1);
      g_assert_cmpuint (cst_bench_executed (bench, "M12") + cst_bench_executed (bench, "OR43"), ==, i + 1);
    }
}

/* Asked for the facts only. */
static void
test_read_back (CstBench      *bench,
                gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;
  g_autoptr(GError) error = NULL;

  cst_bench_pull (bench);
  refund = cst_bench_new_refund (bench, "PX-70005-A-1.1", 100, 0);
  g_assert_cmpint (cst_marketplace_read_back (bench->marketplace, refund, &answer, NULL, &error), ==,
                   CST_PUSH_NOT_THERE);
  g_assert_no_error (error);
  g_assert_cmpint (cst_bench_push (bench, refund, &answer), ==, CST_PUSH_CONFIRMED);
  cst_push_answer_clear (&answer);
  g_assert_cmpint (cst_marketplace_read_back (bench->marketplace, refund, &answer, NULL, &error), ==,
                   CST_PUSH_CONFIRMED);
}

/* A pull between the doubt and its end brings what was done without saying who did it: it is not done again. */
static void
test_pull_in_doubt (CstBench      *bench,
                    gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;
  g_autoptr(GError) error = NULL;

  cst_bench_pull (bench);
  refund = cst_bench_new_refund (bench, "PX-70005-A-1.1", 100, 0);
  cst_sandbox_process_fault (bench->sandbox, "cut-after", "/mirakl/api/orders/refund", 1);
  g_assert_cmpint (cst_marketplace_push (bench->marketplace, refund, cst_bench_read_file, NULL, &answer, NULL, &error),
                   ==, CST_PUSH_DOUBT);
  g_clear_error (&error);
  refund->doubted_at = 1;
  cst_bench_pull (bench);
  g_assert_cmpint (cst_bench_push (bench, refund, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpuint (cst_bench_executed (bench, "OR28"), ==, 1);
  g_assert_nonnull (cst_incident_find_resolution_by_key (cst_bench_incident (bench, "PX-70005-A-1.1"), refund->key));
}

/* The site said yes, and the rest was cut; what it lists shows nothing of it yet (here: an instance that has the same
 * orders and knows of nothing). It is not refunded again. */
static void
test_yes_not_listed (CstBench      *bench,
                     gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;
  g_autoptr(GError) error = NULL;

  cst_bench_pull (bench);
  refund = cst_bench_new_refund (bench, "PX-70005-A-1.1", 100, 0);
  cst_sandbox_process_fault (bench->sandbox, "cut-before", "/mirakl/api/orders/PX-70005-A/lines", 1);
  g_assert_cmpint (cst_marketplace_push (bench->marketplace, refund, cst_bench_read_file, NULL, &answer, NULL, &error),
                   ==, CST_PUSH_DOUBT);
  g_assert_cmpuint (cst_bench_executed (bench, "OR28"), ==, 1);
  refund->doubted_at = 1;
  cst_memory_store_take_in (bench->store, answer.truth);

  cst_bench_change_site (bench);
  g_assert_cmpint (cst_bench_push (bench, refund, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpuint (cst_bench_executed (bench, "OR28"), ==, 0);
  g_assert_cmpuint (cst_bench_executed (bench, "OR64"), ==, 1);
  g_assert_nonnull (cst_incident_find_resolution_by_key (cst_bench_incident (bench, "PX-70005-A-1.1"), refund->key));
}

/* An order that is gone is a plain no to what never left; what may have been done on it is for a person. */
static void
test_order_gone (CstBench      *bench,
                 gconstpointer  data)
{
  cst_bench_pull (bench);
  for (int i = 0; i < 2; i++)
    {
      g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
      g_autoptr(CstOperation) refund = cst_bench_new_refund (bench, "PX-70005-A-1.1", 100, 0);

      g_free (refund->order);
      refund->order = g_strdup ("PX-9-A");
      refund->doubted_at = i;
      g_assert_cmpint (cst_bench_push (bench, refund, &answer), ==, i == 0 ? CST_PUSH_CONFLICT : CST_PUSH_CANNOT_TELL);
      g_assert_nonnull (strstr (answer.problem, "any more"));
    }
}

/* The instance resets each connection that is used a second time once it has carried out what came: HTTP libraries
 * repeat a PUT then by themselves, below every journal, and would pay twice. A refund never goes over such a
 * connection; a reset of the one it does go over leaves a doubt, which reading ends. */
static void
test_keepalive_reset (CstBench      *bench,
                      gconstpointer  data)
{
  static const char *const profiles[] = { "keepalive-reset", "cut-after" };
  static const char *const ids[] = { "PX-70005-A-1", "PX-70034-A-1" };

  cst_bench_pull (bench);
  for (gsize i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
      g_autofree char *id = g_strconcat (ids[i], ".1", NULL);
      g_autofree char *call = g_strconcat ("OR28 ", ids[i], NULL);
      g_autoptr(CstOperation) refund = cst_bench_new_refund (bench, id, 100, 0);

      cst_sandbox_process_fault (bench->sandbox, profiles[i], "/mirakl/api/orders/refund", -1);
      g_assert_cmpint (cst_bench_push (bench, refund, &answer), ==, CST_PUSH_CONFIRMED);
      cst_sandbox_process_fault (bench->sandbox, "none", "/mirakl/", -1);
      g_assert_cmpint (cst_bench_calls (bench, "OR28"), ==, i + 1);
      g_assert_cmpuint (cst_bench_executed (bench, call), ==, 1);
      g_assert_cmpint (refund->doubted_at != 0, ==, i == 1);
    }
}

#define ADD(path, func) \
  g_test_add ("/mirakl/" path, CstBench, NULL, cst_bench_set_up, func, cst_bench_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("read-back", test_read_back);
  ADD ("pull-in-doubt", test_pull_in_doubt);
  ADD ("R1/yes-not-listed/refund-once", test_yes_not_listed);
  ADD ("order-gone", test_order_gone);
  ADD ("R1/keepalive-reset/refund-once", test_keepalive_reset);
  for (int i = 0; cst_sandbox_profiles[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/mirakl/fault/", cst_sandbox_profiles[i], NULL);

      g_test_add (path, CstBench, cst_sandbox_profiles[i], cst_bench_set_up, test_fault, cst_bench_tear_down);
    }

  return g_test_run ();
}
