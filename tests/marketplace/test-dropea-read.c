/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-dropea-bench.h"
#include "cst-json.h"
#include "cst-util.h"

/* What the platform says, followed as it changes. */

#define DAY (24 * 60 * 60)

static void
test_check (CstDropeaBench *bench,
            gconstpointer   data)
{
  g_autoptr(CstMarketplace) inspector = cst_dropea_bench_connect (bench, bench->sandbox->inspector_token);
  g_autoptr(CstMarketplace) stranger = cst_dropea_bench_connect (bench, "nobody");
  g_autoptr(GError) error = NULL;
  CstAccountInfo *info = cst_marketplace_check (bench->marketplace, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (info->name, ==, "Tienda Lumbre");
  g_assert_cmpstr (info->country, ==, "ES");
  g_assert_cmpstr (info->currency, ==, "EUR");
  g_assert_cmpint (info->audience, ==, CST_CUSTOMER_CONSUMER);
  g_assert_true (info->may_decide);
  g_assert_cmpint (info->capabilities & CST_CAN_ANSWER_DELIVERIES, !=, 0);
  cst_record_free (&cst_account_info_type, info);

  info = cst_marketplace_check (inspector, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (info->may_decide);
  cst_record_free (&cst_account_info_type, info);

  g_assert_null (cst_marketplace_check (stranger, NULL, &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_AUTH);
  g_assert_cmpint (cst_marketplace_key_retention (bench->marketplace), ==, DAY);
}

/* C1: everything is read, each in its tab. */
static void
test_pull (CstDropeaBench *bench,
           gconstpointer   data)
{
  static const struct
  {
    const char       *label;
    CstDeliveryState  state;
  } cases[] = {
    { "first-absence", CST_DELIVERY_FIRST_ABSENCE }, { "first-absence-closed", CST_DELIVERY_FIRST_ABSENCE },
    { "refused", CST_DELIVERY_WAITING }, { "lost", CST_DELIVERY_WAITING }, { "damaged", CST_DELIVERY_WAITING },
    { "unknown-code", CST_DELIVERY_WAITING }, { "second-absence", CST_DELIVERY_WAITING },
    { "called", CST_DELIVERY_WAITING }, { "solved", CST_DELIVERY_SOLVED }, { "moved", CST_DELIVERY_SOLVED },
    { "replied", CST_DELIVERY_REPLIED }, { "delivered-after", CST_DELIVERY_SOLVED },
    { "delivered-unanswered", CST_DELIVERY_SETTLED }, { "holiday", CST_DELIVERY_SETTLED },
  };
  const CstDelivery *again;
  GHashTableIter iter;
  gpointer value;

  cst_dropea_bench_pull (bench);
  g_assert_cmpuint (g_hash_table_size (bench->deliveries), ==, 48);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (cst_dropea_bench_find (bench, cases[i].label)->state, ==, cases[i].state);

  g_hash_table_iter_init (&iter, bench->deliveries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const CstDelivery *delivery = value;

      g_assert_true (g_hash_table_contains (bench->orders, delivery->order));
      g_assert_nonnull (delivery->recipient.city);
      g_assert_nonnull (delivery->carrier);
    }

  again = cst_dropea_bench_find (bench, "second-absence");
  g_assert_cmpint (again->attempts, ==, 2);
  g_assert_cmpuint (again->events->len, ==, 3);
  g_assert_cmpstr (cst_dropea_bench_find (bench, "wrong-address-gls")->reason_code, ==, "-30/13");
  g_assert_cmpstr (cst_dropea_bench_find (bench, "wrong-address-gls")->carrier, ==, "GLS Spain");
  g_assert_true (cst_dropea_bench_find (bench, "moved")->answered_at > 0);
}

static guint
count_requests (CstDropeaBench *bench)
{
  g_autoptr(JsonObject) answer = cst_sandbox_process_get (bench->sandbox, "/_sandbox/limit");

  return (guint) cst_json_opt_int (answer, "taken", 0);
}

/* Nothing changed: three requests of one page each, and nothing told; also by a connector that was just made. */
static void
test_quiet (CstDropeaBench *bench,
            gconstpointer   data)
{
  guint before;

  cst_dropea_bench_pull (bench);
  before = count_requests (bench);
  cst_dropea_bench_pull (bench);
  g_assert_cmpuint (bench->n_told, ==, 0);
  g_assert_cmpuint (count_requests (bench) - before, <=, 5);

  g_assert_finalize_object (g_steal_pointer (&bench->marketplace));
  bench->marketplace = cst_dropea_bench_connect (bench, bench->sandbox->token);
  before = count_requests (bench);
  cst_dropea_bench_pull (bench);
  g_assert_cmpuint (bench->n_told, ==, 0);
  g_assert_cmpuint (count_requests (bench) - before, <=, 6);
}

/* What changes is told, whatever it is, with all that it changes. */
static void
follow_changes (CstDropeaBench *bench)
{
  g_autofree char *refused = cst_dropea_bench_id_of (bench, "refused");
  g_autofree char *solved = cst_dropea_bench_id_of (bench, "solved");
  g_autofree char *absent = cst_dropea_bench_id_of (bench, "first-absence");
  g_autofree char *back = cst_dropea_bench_id_of (bench, "wrong-address");

  cst_sandbox_process_post (bench->sandbox, "/_sandbox/clock", "{\"advance_s\":3600}");
  cst_dropea_bench_carrier (bench, "deliver", refused);
  cst_dropea_bench_carrier (bench, "reply", solved);
  cst_dropea_bench_carrier (bench, "fail", absent);
  cst_dropea_bench_carrier (bench, "return", back);
  cst_dropea_bench_pull (bench);

  g_assert_cmpint (cst_dropea_bench_find (bench, "refused")->state, ==, CST_DELIVERY_SETTLED);
  g_assert_cmpint (cst_dropea_bench_find (bench, "refused")->phase, ==, CST_PHASE_DELIVERED);
  g_assert_cmpint (cst_dropea_bench_find (bench, "solved")->state, ==, CST_DELIVERY_REPLIED);
  g_assert_cmpint (cst_dropea_bench_find (bench, "first-absence")->state, ==, CST_DELIVERY_SETTLED);
  g_assert_cmpint (cst_dropea_bench_find (bench, "wrong-address")->phase, ==, CST_PHASE_RETURNED);
}

static void
test_changes (CstDropeaBench *bench,
              gconstpointer   data)
{
  const CstDelivery *failed;

  cst_dropea_bench_pull (bench);
  follow_changes (bench);

  /* C2: the new attempt that failed is red, and knows of the one before. */
  failed = g_hash_table_lookup (bench->deliveries, "777049");
  g_assert_nonnull (failed);
  g_assert_cmpint (failed->state, ==, CST_DELIVERY_WAITING);
  g_assert_cmpint (failed->attempts, ==, 2);
  cst_dropea_bench_pull (bench);
  g_assert_cmpuint (bench->n_told, ==, 0);
}

static void
test_changes_after_restart (CstDropeaBench *bench,
                            gconstpointer   data)
{
  cst_dropea_bench_pull (bench);
  g_assert_finalize_object (g_steal_pointer (&bench->marketplace));
  bench->marketplace = cst_dropea_bench_connect (bench, bench->sandbox->token);
  follow_changes (bench);
  g_assert_cmpint (((CstDelivery *) g_hash_table_lookup (bench->deliveries, "777049"))->attempts, ==, 2);
}

/* A walk that was broken off is begun again by whoever goes on. */
static void
test_broken_walk (CstDropeaBench *bench,
                  gconstpointer   data)
{
  for (int i = 0; i < 3; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CstChangeSet) changes =
        cst_marketplace_pull (bench->marketplace, bench->cursor, 1000, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (changes->has_more);
      g_assert_cmpstr (changes->cursor, !=, bench->cursor);
      cst_set_str (&bench->cursor, changes->cursor);
      g_assert_finalize_object (g_steal_pointer (&bench->marketplace));
      bench->marketplace = cst_dropea_bench_connect (bench, bench->sandbox->token);
    }

  cst_dropea_bench_pull (bench);
  g_assert_cmpuint (g_hash_table_size (bench->deliveries), ==, 48);
}

static void
test_lost_place (CstDropeaBench *bench,
                 gconstpointer   data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (cst_marketplace_pull (bench->marketplace, "elsewhere", 1000, NULL, &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_GONE);
}

/* Words that nobody knows are kept as they came, and the incident is answered all the same. */
static void
test_unknown_words (CstDropeaBench *bench,
                    gconstpointer   data)
{
  g_autofree char *id = cst_dropea_bench_id_of (bench, "refused");
  g_autoptr(CstOperation) operation = NULL;

  cst_dropea_bench_pull (bench);
  cst_sandbox_process_post (bench->sandbox, "/_sandbox/carrier",
                            "{\"action\":\"set\",\"delivery\":\"%s\",\"type\":\"EATEN\",\"code\":\"ZZ\","
                            "\"carrier\":\"PIGEON\"}", id);
  cst_dropea_bench_pull (bench);
  g_assert_cmpstr (cst_dropea_bench_find (bench, "refused")->type_code, ==, "EATEN");
  g_assert_cmpstr (cst_dropea_bench_find (bench, "refused")->reason_code, ==, "ZZ");
  g_assert_cmpstr (cst_dropea_bench_find (bench, "refused")->code_source, ==, "pigeon");
  g_assert_cmpint (cst_dropea_bench_find (bench, "refused")->reason, ==, CST_DELIVERY_REASON_UNKNOWN);

  operation = cst_dropea_bench_new_answer (bench, "refused", CST_ANSWER_TEXT);
  g_assert_cmpint (cst_dropea_bench_push_once (bench, operation), ==, CST_PUSH_CONFIRMED);
}

/* Pulling under a fault fails or does not; what it says is true either way, and the next one is whole. */
static void
test_fault_pull (CstDropeaBench *bench,
                 gconstpointer   data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstChangeSet) changes = NULL;

  cst_sandbox_process_fault (bench->sandbox, data, "/dropea/", 1);
  changes = cst_marketplace_pull (bench->marketplace, NULL, 1000, NULL, &error);
  if (changes == NULL)
    g_assert_cmpint ((int) error->domain, ==, (int) CST_MARKETPLACE_ERROR);
  cst_sandbox_process_fault (bench->sandbox, "none", "/", -1);
  cst_dropea_bench_pull (bench);
  g_assert_cmpuint (g_hash_table_size (bench->deliveries), ==, 48);
}

#define ADD(path, test) \
  g_test_add (path, CstDropeaBench, NULL, cst_dropea_bench_set_up, test, cst_dropea_bench_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/dropea/check", test_check);
  ADD ("/dropea/C1/pull", test_pull);
  ADD ("/dropea/quiet", test_quiet);
  ADD ("/dropea/C4/changes", test_changes);
  ADD ("/dropea/C4/changes-after-restart", test_changes_after_restart);
  ADD ("/dropea/broken-walk", test_broken_walk);
  ADD ("/dropea/lost-place", test_lost_place);
  ADD ("/dropea/C6/unknown-words", test_unknown_words);
  for (int i = 0; cst_sandbox_profiles[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/dropea/C1/fault/", cst_sandbox_profiles[i], NULL);

      g_test_add (path, CstDropeaBench, cst_sandbox_profiles[i], cst_dropea_bench_set_up, test_fault_pull,
                  cst_dropea_bench_tear_down);
    }

  return g_test_run ();
}
