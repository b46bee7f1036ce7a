/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea-bench.h"

#include "cst-json.h"
#include "cst-util.h"

CstMarketplace *
cst_dropea_bench_connect (CstDropeaBench *bench,
                          const char     *token)
{
  g_autofree char *url = g_strconcat (bench->sandbox->url, "/dropea", NULL);
  g_autoptr(CstAccount) account = cst_account_new ();
  g_autoptr(GError) error = NULL;
  CstMarketplace *marketplace;

  account->connector = g_strdup ("dropea");
  account->url = g_strdup (url);
  marketplace = cst_marketplace_new (account, token, &error);
  g_assert_no_error (error);

  return marketplace;
}

void
cst_dropea_bench_set_up (CstDropeaBench *bench,
                         gconstpointer   data)
{
  bench->sandbox = cst_sandbox_process_new (NULL, 0);
  bench->marketplace = cst_dropea_bench_connect (bench, bench->sandbox->token);
  bench->deliveries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) cst_delivery_free);
  bench->orders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
cst_dropea_bench_tear_down (CstDropeaBench *bench,
                            gconstpointer   data)
{
  g_assert_finalize_object (g_steal_pointer (&bench->marketplace));
  g_hash_table_unref (bench->deliveries);
  g_hash_table_unref (bench->orders);
  g_free (bench->cursor);
  cst_sandbox_process_free (bench->sandbox);
}

static void
store (CstDropeaBench *bench,
       CstChangeSet   *changes)
{
  for (guint i = 0; i < changes->orders->len; i++)
    g_hash_table_add (bench->orders, g_strdup (((CstOrder *) g_ptr_array_index (changes->orders, i))->id));
  for (guint i = 0; i < changes->deliveries->len; i++)
    {
      CstDelivery *delivery = cst_delivery_copy (g_ptr_array_index (changes->deliveries, i));

      g_hash_table_replace (bench->deliveries, delivery->id, delivery);
      bench->n_told++;
    }
}

void
cst_dropea_bench_pull (CstDropeaBench *bench)
{
  gboolean has_more = TRUE;

  bench->n_told = 0;
  while (has_more)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CstChangeSet) changes =
        cst_marketplace_pull (bench->marketplace, bench->cursor, 1000, NULL, &error);

      g_assert_no_error (error);
      g_assert_false (changes->has_more && g_strcmp0 (changes->cursor, bench->cursor) == 0);
      store (bench, changes);
      has_more = changes->has_more;
      cst_set_str (&bench->cursor, changes->cursor);
    }
}

char *
cst_dropea_bench_id_of (CstDropeaBench *bench,
                        const char     *label)
{
  g_autoptr(JsonObject) answer = cst_sandbox_process_get (bench->sandbox, "/_sandbox/deliveries");
  JsonArray *items = cst_json_opt_array (answer, "items");

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);

      if (g_strcmp0 (cst_json_opt_string (item, "label", NULL), label) == 0)
        return g_strdup (cst_json_opt_string (item, "delivery", NULL));
    }

  g_assert_not_reached ();
}

const CstDelivery *
cst_dropea_bench_find (CstDropeaBench *bench,
                       const char     *label)
{
  g_autofree char *id = cst_dropea_bench_id_of (bench, label);
  const CstDelivery *delivery = g_hash_table_lookup (bench->deliveries, id);

  g_assert_nonnull (delivery);

  return delivery;
}

CstOperation *
cst_dropea_bench_new_answer (CstDropeaBench        *bench,
                             const char            *label,
                             CstDeliveryAnswerKind  kind)
{
  const CstDelivery *delivery = cst_dropea_bench_find (bench, label);
  CstOperation *operation = cst_operation_new (CST_OPERATION_DELIVERY_ANSWER, 1, delivery->order, NULL);

  operation->delivery = g_strdup (delivery->id);
  operation->attempts = 1;
  operation->first_sent_at = cst_time_parse (CST_SANDBOX_NOW);
  operation->answer = cst_record_new (&cst_delivery_answer_type);
  operation->answer->kind = kind;
  if (kind == CST_ANSWER_TEXT)
    operation->answer->text = g_strdup ("Entregar mañana después de las seis, llamar antes.");
  if (kind == CST_ANSWER_NEW_ATTEMPT)
    {
      operation->answer->date = g_strdup ("2026-11-25");
      operation->answer->window = CST_WINDOW_AFTERNOON;
    }
  if (kind == CST_ANSWER_NEW_ADDRESS)
    {
      CstAddress *address = operation->answer->address = cst_record_new (&cst_address_type);

      address->street = g_strdup ("Calle Nueva 7");
      address->postal_code = g_strdup ("28014");
      address->city = g_strdup ("Madrid");
      address->region = g_strdup ("Madrid");
      address->country = g_strdup ("ES");
    }

  return operation;
}

CstPushOutcome
cst_dropea_bench_push_once (CstDropeaBench *bench,
                            CstOperation   *operation)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(GError) error = NULL;
  CstPushOutcome outcome = cst_marketplace_push (bench->marketplace, operation, NULL, NULL, &answer, NULL, &error);

  g_assert_cmpint (error != NULL, ==, outcome == CST_PUSH_NOT_SENT || outcome == CST_PUSH_DOUBT);
  if (outcome == CST_PUSH_CONFLICT || outcome == CST_PUSH_REFUSED)
    g_assert_nonnull (answer.problem);
  if (answer.truth != NULL)
    store (bench, answer.truth);

  return outcome;
}

/* As the engine does: what was not settled is tried again. */
CstPushOutcome
cst_dropea_bench_push_until_answered (CstDropeaBench *bench,
                                      CstOperation   *operation)
{
  CstPushOutcome outcome = CST_PUSH_DOUBT;

  for (int attempt = 1; attempt <= 6; attempt++)
    {
      operation->attempts = attempt;
      outcome = cst_dropea_bench_push_once (bench, operation);
      if (outcome != CST_PUSH_NOT_SENT && outcome != CST_PUSH_DOUBT && outcome != CST_PUSH_IN_FLIGHT)
        break;
      if (outcome == CST_PUSH_IN_FLIGHT)
        cst_sandbox_process_post (bench->sandbox, "/_sandbox/clock", "{\"advance_s\":10}");
    }

  return outcome;
}

CstPushOutcome
cst_dropea_bench_read_back (CstDropeaBench     *bench,
                            const CstOperation *operation)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(GError) error = NULL;

  return cst_marketplace_read_back (bench->marketplace, operation, &answer, NULL, &error);
}

void
cst_dropea_bench_assert_executed (CstDropeaBench     *bench,
                                  const CstOperation *operation,
                                  guint               times)
{
  g_assert_cmpuint (cst_sandbox_process_executed (bench->sandbox, operation->key), ==, times);
}

void
cst_dropea_bench_carrier (CstDropeaBench *bench,
                          const char     *action,
                          const char     *id)
{
  cst_sandbox_process_post (bench->sandbox, "/_sandbox/carrier", "{\"action\":\"%s\",\"delivery\":\"%s\"}",
                            action, id);
}
