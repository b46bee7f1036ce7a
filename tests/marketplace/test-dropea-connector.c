/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-dropea.h"
#include "cst-json.h"
#include "cst-sandbox-process.h"
#include "cst-script-server.h"
#include "cst-util.h"

typedef struct
{
  CstSandboxProcess *sandbox;
  CstMarketplace    *marketplace;
  GHashTable        *deliveries; /* id → CstDelivery: what a store would hold */
  GHashTable        *orders;     /* ids */
  char              *cursor;
  guint              n_told;     /* by the last pull */
} Fixture;

#define DAY (24 * 60 * 60)

static CstMarketplace *
connect_to (Fixture    *fixture,
            const char *token)
{
  g_autofree char *url = g_strconcat (fixture->sandbox->url, "/dropea", NULL);
  g_autoptr(CstAccount) account = cst_account_new ();
  g_autoptr(GError) error = NULL;
  CstMarketplace *marketplace;

  account->connector = g_strdup ("dropea");
  account->url = g_strdup (url);
  marketplace = cst_marketplace_new (account, token, &error);
  g_assert_no_error (error);

  return marketplace;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->sandbox = cst_sandbox_process_new (NULL, 0);
  fixture->marketplace = connect_to (fixture, fixture->sandbox->token);
  fixture->deliveries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) cst_delivery_free);
  fixture->orders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->marketplace));
  g_hash_table_unref (fixture->deliveries);
  g_hash_table_unref (fixture->orders);
  g_free (fixture->cursor);
  cst_sandbox_process_free (fixture->sandbox);
}

static void
store (Fixture      *fixture,
       CstChangeSet *changes)
{
  for (guint i = 0; i < changes->orders->len; i++)
    g_hash_table_add (fixture->orders, g_strdup (((CstOrder *) g_ptr_array_index (changes->orders, i))->id));
  for (guint i = 0; i < changes->deliveries->len; i++)
    {
      CstDelivery *delivery = cst_delivery_copy (g_ptr_array_index (changes->deliveries, i));

      g_hash_table_replace (fixture->deliveries, delivery->id, delivery);
      fixture->n_told++;
    }
}

static void
pull (Fixture *fixture)
{
  gboolean has_more = TRUE;

  fixture->n_told = 0;
  while (has_more)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CstChangeSet) changes =
        cst_marketplace_pull (fixture->marketplace, fixture->cursor, 1000, NULL, &error);

      g_assert_no_error (error);
      g_assert_false (changes->has_more && g_strcmp0 (changes->cursor, fixture->cursor) == 0);
      store (fixture, changes);
      has_more = changes->has_more;
      cst_set_str (&fixture->cursor, changes->cursor);
    }
}

static char *
cast_id (Fixture    *fixture,
         const char *label)
{
  g_autoptr(JsonObject) answer = cst_sandbox_process_get (fixture->sandbox, "/_sandbox/deliveries");
  JsonArray *items = cst_json_opt_array (answer, "items");

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);

      if (g_strcmp0 (cst_json_opt_string (item, "label", NULL), label) == 0)
        return g_strdup (cst_json_opt_string (item, "delivery", NULL));
    }

  g_assert_not_reached ();
}

static const CstDelivery *
find (Fixture    *fixture,
      const char *label)
{
  g_autofree char *id = cast_id (fixture, label);
  const CstDelivery *delivery = g_hash_table_lookup (fixture->deliveries, id);

  g_assert_nonnull (delivery);

  return delivery;
}

static CstOperation *
new_answer (Fixture               *fixture,
            const char            *label,
            CstDeliveryAnswerKind  kind)
{
  const CstDelivery *delivery = find (fixture, label);
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

static CstPushOutcome
push_once (Fixture      *fixture,
           CstOperation *operation)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(GError) error = NULL;
  CstPushOutcome outcome = cst_marketplace_push (fixture->marketplace, operation, NULL, NULL, &answer, NULL, &error);

  g_assert_cmpint (error != NULL, ==, outcome == CST_PUSH_NOT_SENT || outcome == CST_PUSH_DOUBT);
  if (outcome == CST_PUSH_CONFLICT || outcome == CST_PUSH_REFUSED)
    g_assert_nonnull (answer.problem);
  if (answer.truth != NULL)
    store (fixture, answer.truth);

  return outcome;
}

/* As the engine does: what was not settled is tried again. */
static CstPushOutcome
push_until_answered (Fixture      *fixture,
                     CstOperation *operation)
{
  CstPushOutcome outcome = CST_PUSH_DOUBT;

  for (int attempt = 1; attempt <= 6; attempt++)
    {
      operation->attempts = attempt;
      outcome = push_once (fixture, operation);
      if (outcome != CST_PUSH_NOT_SENT && outcome != CST_PUSH_DOUBT && outcome != CST_PUSH_IN_FLIGHT)
        break;
      if (outcome == CST_PUSH_IN_FLIGHT)
        cst_sandbox_process_post (fixture->sandbox, "/_sandbox/clock", "{\"advance_s\":10}");
    }

  return outcome;
}

static CstPushOutcome
read_back (Fixture            *fixture,
           const CstOperation *operation)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(GError) error = NULL;

  return cst_marketplace_read_back (fixture->marketplace, operation, &answer, NULL, &error);
}

static void
assert_executed (Fixture            *fixture,
                 const CstOperation *operation,
                 guint               times)
{
  g_assert_cmpuint (cst_sandbox_process_executed (fixture->sandbox, operation->key), ==, times);
}

static void
test_check (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(CstMarketplace) inspector = connect_to (fixture, fixture->sandbox->inspector_token);
  g_autoptr(CstMarketplace) stranger = connect_to (fixture, "nobody");
  g_autoptr(GError) error = NULL;
  CstAccountInfo *info = cst_marketplace_check (fixture->marketplace, NULL, &error);

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
  g_assert_cmpint (cst_marketplace_key_retention (fixture->marketplace), ==, DAY);
}

/* C1: everything is read, each in its tab. */
static void
test_pull (Fixture       *fixture,
           gconstpointer  data)
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

  pull (fixture);
  g_assert_cmpuint (g_hash_table_size (fixture->deliveries), ==, 48);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (find (fixture, cases[i].label)->state, ==, cases[i].state);

  g_hash_table_iter_init (&iter, fixture->deliveries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const CstDelivery *delivery = value;

      g_assert_true (g_hash_table_contains (fixture->orders, delivery->order));
      g_assert_nonnull (delivery->recipient.city);
      g_assert_nonnull (delivery->carrier);
    }

  again = find (fixture, "second-absence");
  g_assert_cmpint (again->attempts, ==, 2);
  g_assert_cmpuint (again->events->len, ==, 3);
  g_assert_cmpstr (find (fixture, "wrong-address-gls")->reason_code, ==, "-30/13");
  g_assert_cmpstr (find (fixture, "wrong-address-gls")->carrier, ==, "GLS Spain");
  g_assert_true (find (fixture, "moved")->answered_at > 0);
}

static guint
count_requests (Fixture *fixture)
{
  g_autoptr(JsonObject) answer = cst_sandbox_process_get (fixture->sandbox, "/_sandbox/limit");

  return (guint) cst_json_opt_int (answer, "taken", 0);
}

/* Nothing changed: three requests of one page each, and nothing told; also by a connector that was just made. */
static void
test_quiet (Fixture       *fixture,
            gconstpointer  data)
{
  guint before;

  pull (fixture);
  before = count_requests (fixture);
  pull (fixture);
  g_assert_cmpuint (fixture->n_told, ==, 0);
  g_assert_cmpuint (count_requests (fixture) - before, <=, 5);

  g_assert_finalize_object (g_steal_pointer (&fixture->marketplace));
  fixture->marketplace = connect_to (fixture, fixture->sandbox->token);
  before = count_requests (fixture);
  pull (fixture);
  g_assert_cmpuint (fixture->n_told, ==, 0);
  g_assert_cmpuint (count_requests (fixture) - before, <=, 6);
}

static void
carrier (Fixture    *fixture,
         const char *action,
         const char *id)
{
  cst_sandbox_process_post (fixture->sandbox, "/_sandbox/carrier", "{\"action\":\"%s\",\"delivery\":\"%s\"}",
                            action, id);
}

/* What changes is told, whatever it is, with all that it changes. */
static void
follow_changes (Fixture *fixture)
{
  g_autofree char *refused = cast_id (fixture, "refused");
  g_autofree char *solved = cast_id (fixture, "solved");
  g_autofree char *absent = cast_id (fixture, "first-absence");
  g_autofree char *back = cast_id (fixture, "wrong-address");

  cst_sandbox_process_post (fixture->sandbox, "/_sandbox/clock", "{\"advance_s\":3600}");
  carrier (fixture, "deliver", refused);
  carrier (fixture, "reply", solved);
  carrier (fixture, "fail", absent);
  carrier (fixture, "return", back);
  pull (fixture);

  g_assert_cmpint (find (fixture, "refused")->state, ==, CST_DELIVERY_SETTLED);
  g_assert_cmpint (find (fixture, "refused")->phase, ==, CST_PHASE_DELIVERED);
  g_assert_cmpint (find (fixture, "solved")->state, ==, CST_DELIVERY_REPLIED);
  g_assert_cmpint (find (fixture, "first-absence")->state, ==, CST_DELIVERY_SETTLED);
  g_assert_cmpint (find (fixture, "wrong-address")->phase, ==, CST_PHASE_RETURNED);
}

static void
test_changes (Fixture       *fixture,
              gconstpointer  data)
{
  const CstDelivery *failed;

  pull (fixture);
  follow_changes (fixture);

  /* C2: the new attempt that failed is red, and knows of the one before. */
  failed = g_hash_table_lookup (fixture->deliveries, "777049");
  g_assert_nonnull (failed);
  g_assert_cmpint (failed->state, ==, CST_DELIVERY_WAITING);
  g_assert_cmpint (failed->attempts, ==, 2);
  pull (fixture);
  g_assert_cmpuint (fixture->n_told, ==, 0);
}

static void
test_changes_after_restart (Fixture       *fixture,
                            gconstpointer  data)
{
  pull (fixture);
  g_assert_finalize_object (g_steal_pointer (&fixture->marketplace));
  fixture->marketplace = connect_to (fixture, fixture->sandbox->token);
  follow_changes (fixture);
  g_assert_cmpint (((CstDelivery *) g_hash_table_lookup (fixture->deliveries, "777049"))->attempts, ==, 2);
}

/* A walk that was broken off is begun again by whoever goes on. */
static void
test_broken_walk (Fixture       *fixture,
                  gconstpointer  data)
{
  for (int i = 0; i < 3; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CstChangeSet) changes =
        cst_marketplace_pull (fixture->marketplace, fixture->cursor, 1000, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (changes->has_more);
      g_assert_cmpstr (changes->cursor, !=, fixture->cursor);
      cst_set_str (&fixture->cursor, changes->cursor);
      g_assert_finalize_object (g_steal_pointer (&fixture->marketplace));
      fixture->marketplace = connect_to (fixture, fixture->sandbox->token);
    }

  pull (fixture);
  g_assert_cmpuint (g_hash_table_size (fixture->deliveries), ==, 48);
}

static void
test_lost_place (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (cst_marketplace_pull (fixture->marketplace, "elsewhere", 1000, NULL, &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_GONE);
}

/* Words that nobody knows are kept as they came, and the incident is answered all the same. */
static void
test_unknown_words (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *id = cast_id (fixture, "refused");
  g_autoptr(CstOperation) operation = NULL;

  pull (fixture);
  cst_sandbox_process_post (fixture->sandbox, "/_sandbox/carrier",
                            "{\"action\":\"set\",\"delivery\":\"%s\",\"type\":\"EATEN\",\"code\":\"ZZ\","
                            "\"carrier\":\"PIGEON\"}", id);
  pull (fixture);
  g_assert_cmpstr (find (fixture, "refused")->type_code, ==, "EATEN");
  g_assert_cmpstr (find (fixture, "refused")->reason_code, ==, "ZZ");
  g_assert_cmpstr (find (fixture, "refused")->code_source, ==, "pigeon");
  g_assert_cmpint (find (fixture, "refused")->reason, ==, CST_DELIVERY_REASON_UNKNOWN);

  operation = new_answer (fixture, "refused", CST_ANSWER_TEXT);
  g_assert_cmpint (push_once (fixture, operation), ==, CST_PUSH_CONFIRMED);
}

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
test_answers (Fixture       *fixture,
              gconstpointer  data)
{
  pull (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (one_of_each); i++)
    {
      g_autoptr(CstOperation) operation = new_answer (fixture, one_of_each[i].label, one_of_each[i].kind);
      const CstDelivery *delivery;

      g_assert_cmpint (push_once (fixture, operation), ==, CST_PUSH_CONFIRMED);
      assert_executed (fixture, operation, 1);
      delivery = find (fixture, one_of_each[i].label);
      g_assert_cmpint (delivery->state, ==, one_of_each[i].kind == CST_ANSWER_CALL_BACK ? CST_DELIVERY_WAITING
                                                                                       : CST_DELIVERY_SOLVED);
      g_assert_cmpint (delivery->allowed, ==, 0);
      g_assert_nonnull (delivery->recipient.city);

      /* Said twice under its key it is done once. */
      operation->attempts = 2;
      g_assert_cmpint (push_once (fixture, operation), ==, CST_PUSH_CONFIRMED);
      assert_executed (fixture, operation, 1);
    }
}

/* C4: green, yellow by a reply, answered again. */
static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(CstOperation) first = NULL;
  g_autoptr(CstOperation) second = NULL;

  pull (fixture);
  first = new_answer (fixture, "refused", CST_ANSWER_TEXT);
  g_assert_cmpint (push_once (fixture, first), ==, CST_PUSH_CONFIRMED);
  cst_sandbox_process_post (fixture->sandbox, "/_sandbox/clock", "{\"advance_s\":600}");
  carrier (fixture, "reply", first->delivery);
  pull (fixture);
  g_assert_cmpint (find (fixture, "refused")->state, ==, CST_DELIVERY_REPLIED);
  g_assert_cmpint (find (fixture, "refused")->replied_at, >, find (fixture, "refused")->answered_at);
  second = new_answer (fixture, "refused", CST_ANSWER_NEW_ATTEMPT);
  g_assert_cmpint (push_once (fixture, second), ==, CST_PUSH_CONFIRMED);
  assert_executed (fixture, first, 1);
  assert_executed (fixture, second, 1);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(CstMarketplace) inspector = connect_to (fixture, fixture->sandbox->inspector_token);
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) past = NULL;
  g_autoptr(CstOperation) not_listed = NULL;
  g_autoptr(CstOperation) settled = NULL;
  g_autoptr(CstOperation) forbidden = NULL;
  g_autoptr(GError) error = NULL;

  pull (fixture);
  past = new_answer (fixture, "first-absence", CST_ANSWER_NEW_ATTEMPT);
  cst_set_str (&past->answer->date, "2026-11-01");
  g_assert_cmpint (push_once (fixture, past), ==, CST_PUSH_REFUSED);
  not_listed = new_answer (fixture, "lost", CST_ANSWER_PICKUP);
  g_assert_cmpint (push_once (fixture, not_listed), ==, CST_PUSH_CONFLICT);
  settled = new_answer (fixture, "delivered-after", CST_ANSWER_TEXT);
  g_assert_cmpint (push_once (fixture, settled), ==, CST_PUSH_CONFLICT);
  forbidden = new_answer (fixture, "first-absence", CST_ANSWER_TEXT);
  g_assert_cmpint (cst_marketplace_push (inspector, forbidden, NULL, NULL, &answer, NULL, &error), ==,
                   CST_PUSH_NOT_SENT);
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_FORBIDDEN);
  assert_executed (fixture, past, 0);
  assert_executed (fixture, not_listed, 0);
  assert_executed (fixture, settled, 0);
  assert_executed (fixture, forbidden, 0);
}

/* The fault meets one request, be it a reading or the answer itself; then the line is good again. */
static void
test_fault (Fixture       *fixture,
            gconstpointer  data)
{
  const char *profile = data;

  pull (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (one_of_each); i++)
    {
      g_autoptr(CstOperation) operation = new_answer (fixture, one_of_each[i].label, one_of_each[i].kind);
      gboolean at_answer = i % 2 == 0 || g_str_equal (profile, "change-meanwhile") || g_str_equal (profile, "http-504");
      g_autofree char *match = g_strdup_printf ("/dropea/dropshipper/issues/%s%s", operation->delivery,
                                                at_answer ? "/resolve" : "");
      CstPushOutcome outcome;

      cst_sandbox_process_fault (fixture->sandbox, profile, match, 1);
      outcome = push_until_answered (fixture, operation);
      cst_sandbox_process_fault (fixture->sandbox, "none", "/", -1);

      g_assert_cmpint (outcome, ==, g_str_equal (profile, "change-meanwhile") ? CST_PUSH_CONFLICT : CST_PUSH_CONFIRMED);
      assert_executed (fixture, operation, outcome == CST_PUSH_CONFIRMED ? 1 : 0);
    }
}

/* Pulling under a fault fails or does not; what it says is true either way, and the next one is whole. */
static void
test_fault_pull (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstChangeSet) changes = NULL;

  cst_sandbox_process_fault (fixture->sandbox, data, "/dropea/", 1);
  changes = cst_marketplace_pull (fixture->marketplace, NULL, 1000, NULL, &error);
  if (changes == NULL)
    g_assert_cmpint ((int) error->domain, ==, (int) CST_MARKETPLACE_ERROR);
  cst_sandbox_process_fault (fixture->sandbox, "none", "/", -1);
  pull (fixture);
  g_assert_cmpuint (g_hash_table_size (fixture->deliveries), ==, 48);
}

/* 504: the platform goes on by itself. */
static void
test_slow (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(CstOperation) operation = NULL;

  pull (fixture);
  operation = new_answer (fixture, "refused", CST_ANSWER_TEXT);
  cst_sandbox_process_fault (fixture->sandbox, "http-504", "/dropea/", 1);
  g_assert_cmpint (push_once (fixture, operation), ==, CST_PUSH_IN_FLIGHT);
  assert_executed (fixture, operation, 0);
  operation->attempts = 2;
  g_assert_cmpint (push_once (fixture, operation), ==, CST_PUSH_IN_FLIGHT);
  g_assert_cmpint (read_back (fixture, operation), ==, CST_PUSH_IN_FLIGHT);
  cst_sandbox_process_post (fixture->sandbox, "/_sandbox/clock", "{\"advance_s\":30}");
  g_assert_cmpint (read_back (fixture, operation), ==, CST_PUSH_CONFIRMED);
  operation->attempts = 3;
  g_assert_cmpint (push_once (fixture, operation), ==, CST_PUSH_CONFIRMED);
  assert_executed (fixture, operation, 1);
}

/* Older than a day the key is forgotten there: the fact is read, nothing is repeated. */
static void
test_old_key (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(CstOperation) arrived = NULL;
  g_autoptr(CstOperation) lost = NULL;
  g_autoptr(CstOperation) overtaken = NULL;
  g_autoptr(CstOperation) other = NULL;

  pull (fixture);
  arrived = new_answer (fixture, "sent-back", CST_ANSWER_RETURN);
  g_clear_pointer (&arrived->delivery, g_free);
  arrived->delivery = cast_id (fixture, "customs");
  arrived->answer->kind = CST_ANSWER_TEXT;
  arrived->answer->text = g_strdup ("Los papeles van por correo electrónico.");
  lost = new_answer (fixture, "lost", CST_ANSWER_TEXT);
  overtaken = new_answer (fixture, "damaged", CST_ANSWER_TEXT);
  other = new_answer (fixture, "damaged", CST_ANSWER_RETURN);

  cst_sandbox_process_fault (fixture->sandbox, "cut-after", "/dropea/dropshipper/issues/", 2);
  g_assert_cmpint (push_once (fixture, arrived), ==, CST_PUSH_NOT_SENT);
  cst_sandbox_process_fault (fixture->sandbox, "none", "/", -1);
  {
    g_autofree char *match = g_strdup_printf ("/dropea/dropshipper/issues/%s/resolve", arrived->delivery);

    cst_sandbox_process_fault (fixture->sandbox, "cut-after", match, 1);
    g_assert_cmpint (push_once (fixture, arrived), ==, CST_PUSH_DOUBT);
  }
  g_assert_cmpint (push_once (fixture, other), ==, CST_PUSH_CONFIRMED);

  /* A day and an hour later by its clock the carrier may have gone on; what was answered still shows. */
  cst_sandbox_process_post (fixture->sandbox, "/_sandbox/clock", "{\"advance_s\":%d}", DAY + 3600);
  g_assert_cmpint (read_back (fixture, arrived), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpint (read_back (fixture, overtaken), ==, CST_PUSH_CONFLICT);
  g_assert_cmpint (read_back (fixture, lost), ==, CST_PUSH_NOT_THERE);
  assert_executed (fixture, arrived, 1);
  assert_executed (fixture, lost, 0);
  assert_executed (fixture, overtaken, 0);
}

/* The same key with other bytes, as an older version of us may have written them. */
static void
test_key_with_other_bytes (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr(CstOperation) first = NULL;
  g_autoptr(CstOperation) second = NULL;

  pull (fixture);
  first = new_answer (fixture, "refused", CST_ANSWER_TEXT);
  second = new_answer (fixture, "refused-bis", CST_ANSWER_TEXT);
  cst_set_str (&second->key, first->key);
  g_assert_cmpint (push_once (fixture, first), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpint (push_once (fixture, second), ==, CST_PUSH_CONFIRMED);
  assert_executed (fixture, first, 1);
}

static void
test_limit (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(CstOperation) operation = NULL;
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(GError) error = NULL;

  pull (fixture);
  operation = new_answer (fixture, "refused", CST_ANSWER_TEXT);
  cst_sandbox_process_fault (fixture->sandbox, "http-429", "/dropea/", 1);
  g_assert_cmpint (cst_marketplace_push (fixture->marketplace, operation, NULL, NULL, &answer, NULL, &error), ==,
                   CST_PUSH_NOT_SENT);
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_THROTTLED);
  g_assert_cmpint (answer.retry_after, ==, 1);
  assert_executed (fixture, operation, 0);
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

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

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
  ADD ("/dropea/C8/answers", test_answers);
  ADD ("/dropea/C4/again", test_again);
  ADD ("/dropea/C8/refused", test_refused);
  ADD ("/dropea/slow", test_slow);
  ADD ("/dropea/old-key", test_old_key);
  ADD ("/dropea/key-with-other-bytes", test_key_with_other_bytes);
  ADD ("/dropea/limit", test_limit);
  for (int i = 0; cst_sandbox_profiles[i] != NULL; i++)
    {
      g_autofree char *answer = g_strconcat ("/dropea/C8/fault/", cst_sandbox_profiles[i], NULL);
      g_autofree char *pulling = g_strconcat ("/dropea/C1/fault/", cst_sandbox_profiles[i], NULL);

      g_test_add (answer, Fixture, cst_sandbox_profiles[i], set_up, test_fault, tear_down);
      g_test_add (pulling, Fixture, cst_sandbox_profiles[i], set_up, test_fault_pull, tear_down);
    }
  g_test_add ("/dropea/C8/fault/http-504", Fixture, "http-504", set_up, test_fault, tear_down);
  g_test_add_func ("/dropea/C8/failures", test_failure_outcomes);
  g_test_add_func ("/dropea/C8/gate", test_gate);

  return g_test_run ();
}
