/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-batch.h"
#include "cst-calls.h"
#include "cst-carrier-code.h"
#include "cst-counts.h"
#include "cst-decide-delivery.h"
#include "cst-deliveries.h"
#include "cst-delivery-hooks.h"
#include "cst-delivery-labels.h"
#include "cst-journal.h"
#include "cst-rows.h"
#include "cst-settings.h"
#include "cst-util.h"
#include "decide-fixture.h"
#include "delivery-fixture.h"

static CstOperation *
new_answer (gint64                 account,
            const char            *delivery,
            CstDeliveryAnswerKind  kind)
{
  CstOperation *operation = cst_operation_new (CST_OPERATION_DELIVERY_ANSWER, account, "o1", NULL);

  operation->delivery = g_strdup (delivery);
  operation->answer = cst_delivery_answer_new (kind);
  operation->person = g_strdup ("p1");
  operation->person_name = g_strdup ("Ana");

  return operation;
}

static CstOperation *
new_text (gint64      account,
          const char *delivery,
          const char *text)
{
  CstOperation *operation = new_answer (account, delivery, CST_ANSWER_TEXT);

  operation->answer->text = g_strdup (text);

  return operation;
}

static CstDeliveryRow *
read_row (Fixture    *fixture,
          gint64      account,
          const char *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
  gint64 row = cst_db_find_row (db, CST_LIST_DELIVERIES, account, id);
  CstRow *found = cst_db_load_row (db, CST_LIST_DELIVERIES, row, &error);

  g_assert_no_error (error);

  return CST_DELIVERY_ROW (found);
}

static void
assert_row (Fixture           *fixture,
            gint64             account,
            CstDeliveryState   state,
            CstDeliveryTodo    todo,
            CstOperationState  op_state)
{
  g_autoptr(CstDeliveryRow) row = read_row (fixture, account, "a");
  const CstDeliveryRowData *data = cst_delivery_row_get_data (row);

  g_assert_cmpstr (cst_enum_nick (&cst_delivery_state_type, (int) data->state), ==,
                   cst_enum_nick (&cst_delivery_state_type, (int) state));
  g_assert_cmpstr (cst_enum_nick (&cst_delivery_todo_type, (int) data->todo), ==,
                   cst_enum_nick (&cst_delivery_todo_type, (int) todo));
  g_assert_cmpstr (cst_enum_nick (&cst_operation_state_type, (int) data->op_state), ==,
                   cst_enum_nick (&cst_operation_state_type, (int) op_state));
}

static void
assert_no_answer (Fixture      *fixture,
                  CstOperation *operation,
                  GQuark        domain,
                  int           code)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (decide (fixture, operation, 0, &error), ==, 0);
  g_assert_error (error, domain, code);
  cst_operation_free (operation);
}

static gint64
set_up_delivery (Fixture          *fixture,
                 CstDeliveryState  state)
{
  gint64 account = add_delivery_account (fixture, "colis");

  apply_order (fixture, account, make_order ("o1", 1, CST_ORDER_SHIPPED));
  apply_delivery (fixture, account, make_delivery ("a", "o1", state));

  return account;
}

/* What is on its way stays red and says so; green only when the carrier has it, yellow when it replied, red again when
 * a new attempt failed. */
static void
test_colours (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 account = set_up_delivery (fixture, CST_DELIVERY_WAITING);
  g_autoptr(CstOperation) operation = new_text (account, "a", "Le client sera là jeudi");
  g_autoptr(GError) error = NULL;
  CstDelivery *delivery;
  gint64 id;

  assert_row (fixture, account, CST_DELIVERY_WAITING, CST_DELIVERY_TODO_SOLVE, CST_OPERATION_STATE_NONE);
  id = decide_at (fixture, operation, FIXTURE_NOW, 10, NULL, &error);
  g_assert_no_error (error);
  assert_row (fixture, account, CST_DELIVERY_WAITING, CST_DELIVERY_TODO_NONE, CST_OPERATION_HELD);
  move (fixture, id, CST_OPERATION_QUEUED);
  move (fixture, id, CST_OPERATION_SENDING);
  assert_row (fixture, account, CST_DELIVERY_WAITING, CST_DELIVERY_TODO_NONE, CST_OPERATION_SENDING);

  delivery = make_delivery ("a", "o1", CST_DELIVERY_SOLVED);
  delivery->version = 2;
  apply_delivery (fixture, account, delivery);
  move (fixture, id, CST_OPERATION_CONFIRMED);
  assert_row (fixture, account, CST_DELIVERY_SOLVED, CST_DELIVERY_TODO_NONE, CST_OPERATION_STATE_NONE);

  delivery = make_delivery ("a", "o1", CST_DELIVERY_REPLIED);
  delivery->version = 3;
  apply_delivery (fixture, account, delivery);
  assert_row (fixture, account, CST_DELIVERY_REPLIED, CST_DELIVERY_TODO_LOOK, CST_OPERATION_STATE_NONE);

  delivery = make_delivery ("a", "o1", CST_DELIVERY_WAITING);
  delivery->version = 4;
  apply_delivery (fixture, account, delivery);
  assert_row (fixture, account, CST_DELIVERY_WAITING, CST_DELIVERY_TODO_SOLVE, CST_OPERATION_STATE_NONE);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM journal WHERE kind = 'delivery_seen'"), ==, 4);
}

static void
test_failed (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 account = set_up_delivery (fixture, CST_DELIVERY_WAITING);
  g_autoptr(CstOperation) operation = new_text (account, "a", "Jeudi");
  g_autoptr(GError) error = NULL;
  gint64 id = decide (fixture, operation, 0, &error);

  g_assert_no_error (error);
  move (fixture, id, CST_OPERATION_SENDING);
  move (fixture, id, CST_OPERATION_REFUSED_STATE);
  assert_row (fixture, account, CST_DELIVERY_WAITING, CST_DELIVERY_TODO_FAILED, CST_OPERATION_REFUSED_STATE);
}

static void
test_checks (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 account = set_up_delivery (fixture, CST_DELIVERY_WAITING);
  g_autofree char *long_text = g_strnfill (501, 'x');
  g_autoptr(CstOperation) fine = NULL;
  g_autoptr(GError) error = NULL;
  CstOperation *operation;
  CstDelivery *delivery;

  assert_no_answer (fixture, new_text (account, "a", "  "), CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  assert_no_answer (fixture, new_text (account, "a", long_text), CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  assert_no_answer (fixture, new_text (account, "nowhere", "Jeudi"), CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND);
  assert_no_answer (fixture, new_answer (account, "a", CST_ANSWER_NONE), CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  operation = new_text (account, "a", "Jeudi");
  g_clear_pointer (&operation->person, g_free);
  assert_no_answer (fixture, operation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_PERSON);

  delivery = make_delivery ("a", "o1", CST_DELIVERY_WAITING);
  delivery->version = 2;
  delivery->allowed = CST_ANSWER_FLAG (CST_ANSWER_TEXT);
  apply_delivery (fixture, account, delivery);
  assert_no_answer (fixture, new_answer (account, "a", CST_ANSWER_RETURN), CST_DECIDE_ERROR,
                    CST_DECIDE_ERROR_NOT_ALLOWED);

  fine = new_text (account, "a", "Jeudi");
  g_assert_cmpint (decide (fixture, fine, 10, &error), !=, 0);
  g_assert_no_error (error);
  g_assert_cmpint (fine->if_version, ==, 2);
  assert_no_answer (fixture, new_text (account, "a", "Vendredi"), CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED);

  delivery = make_delivery ("z", "o1", CST_DELIVERY_SETTLED);
  apply_delivery (fixture, account, delivery);
  assert_no_answer (fixture, new_text (account, "z", "Jeudi"), CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);
}

/* FIXTURE_NOW is Monday, 23 November 2026. */
static void
test_days (Fixture       *fixture,
           gconstpointer  unused)
{
  static const char *const wrong[] = {
    NULL, "", "tomorrow", "2026-11-23", "2026-11-22", "2026-11-29" /* Sunday */, "2026-12-08" /* holiday */,
    "2026-02-30", "24/11/2026",
  };
  gint64 account = set_up_delivery (fixture, CST_DELIVERY_WAITING);
  g_autoptr(CstOperation) fine = new_answer (account, "a", CST_ANSWER_NEW_ATTEMPT);
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      CstOperation *operation = new_answer (account, "a", CST_ANSWER_NEW_ATTEMPT);

      g_test_message ("%s", wrong[i]);
      operation->answer->date = g_strdup (wrong[i]);
      assert_no_answer (fixture, operation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
    }

  fine->answer->date = g_strdup ("2026-11-24");
  fine->answer->window = CST_WINDOW_MORNING;
  g_assert_cmpint (decide (fixture, fine, 0, &error), !=, 0);
  g_assert_no_error (error);
}

static void
test_addresses (Fixture       *fixture,
                gconstpointer  unused)
{
  static const struct
  {
    const char *street;
    const char *postal_code;
    const char *city;
    const char *country;
    gboolean    is_fine;
  } addresses[] = {
    { "Calle Nueva 1", "28001", "Madrid", "ES", TRUE }, { NULL, "28001", "Madrid", "ES", FALSE },
    { "Calle Nueva 1", "", "Madrid", "ES", FALSE }, { "Calle Nueva 1", "28001", NULL, "ES", FALSE },
    { "Calle Nueva 1", "28001", "Madrid", "Spain", FALSE }, { "Calle Nueva 1", "53001", "Madrid", "ES", FALSE },
    { "Calle Nueva 1", "2800", "Madrid", "ES", FALSE }, { "Rua 1", "1000-001", "Lisboa", "PT", TRUE },
    { "Rua 1", "1000001", "Lisboa", "PT", FALSE }, { "Via 1", "00184", "Roma", "IT", TRUE },
    { "Rue 1", "75001", "Paris", "FR", TRUE }, { "Rue 1", "99001", "Paris", "FR", FALSE },
  };
  gint64 account = set_up_delivery (fixture, CST_DELIVERY_WAITING);
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr(CstOperation) operation = new_answer (account, "a", CST_ANSWER_NEW_ADDRESS);
      g_autoptr(GError) error = NULL;
      CstAddress *address = operation->answer->address = cst_record_new (&cst_address_type);

      g_test_message ("%s", addresses[i].postal_code);
      address->street = g_strdup (addresses[i].street);
      address->postal_code = g_strdup (addresses[i].postal_code);
      address->city = g_strdup (addresses[i].city);
      address->country = g_strdup (addresses[i].country);
      operation->created_at = FIXTURE_NOW;
      g_assert_cmpint (cst_db_check_decision (db, operation, &error), ==, addresses[i].is_fine);
      if (!addresses[i].is_fine)
        g_assert_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
    }
}

/* R7: the truth moved under a decision that waits: a conflict that says what the carrier was told. */
static void
test_conflict (Fixture       *fixture,
               gconstpointer  unused)
{
  gint64 account = set_up_delivery (fixture, CST_DELIVERY_WAITING);
  g_autoptr(CstOperation) operation = new_text (account, "a", "Jeudi");
  g_autoptr(CstOperation) after = NULL;
  g_autoptr(GError) error = NULL;
  CstDelivery *delivery = make_delivery ("a", "o1", CST_DELIVERY_SOLVED);
  CstDeliveryEvent *event = cst_record_new (&cst_delivery_event_type);

  decide (fixture, operation, 10, &error);
  g_assert_no_error (error);
  delivery->version = 2;
  delivery->allowed = 0;
  event->at = FIXTURE_NOW + 60;
  event->actor = CST_PARTY_BRAND;
  event->answer = cst_delivery_answer_new (CST_ANSWER_RETURN);
  g_ptr_array_add (delivery->events, event);
  apply_delivery (fixture, account, delivery);

  after = read_operation (fixture, operation->id);
  g_assert_cmpint ((int) after->state, ==, CST_OPERATION_CONFLICT);
  g_assert_nonnull (strstr (after->last_problem, cst_label_answer_kind (CST_ANSWER_RETURN)));
  g_assert_cmpstr (after->answer->text, ==, "Jeudi");
  assert_row (fixture, account, CST_DELIVERY_SOLVED, CST_DELIVERY_TODO_FAILED, CST_OPERATION_CONFLICT);
}

static CstCall *
new_call (gint64   at,
          gboolean is_reached,
          gint64   again_at)
{
  CstCall *call = cst_record_new (&cst_call_type);

  call->at = at;
  call->is_reached = is_reached;
  call->again_at = again_at;
  call->note = g_strdup ("Pas de réponse");
  call->person = g_strdup ("p1");
  call->person_name = g_strdup ("Ana");

  return call;
}

typedef struct
{
  gint64   account;
  CstCall *call;
} CallRequest;

static gpointer
add_call_func (CstDb         *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  CallRequest *request = data;

  return GINT_TO_POINTER (cst_db_add_call (db, request->account, "a", request->call, error));
}

static void
add_call (Fixture *fixture,
          gint64   account,
          gint64   at,
          gint64   again_at)
{
  g_autoptr(CstCall) call = new_call (at, FALSE, again_at);
  CallRequest request = { account, call };

  g_assert_nonnull (fixture_run (fixture, add_call_func, &request));
}

static gpointer
wake_func (CstDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return cst_db_wake_calls (db, *(gint64 *) data, error);
}

static guint
wake (Fixture *fixture,
      gint64   now)
{
  g_autoptr(GPtrArray) news = fixture_run (fixture, wake_func, &now);

  if (news->len > 0)
    {
      const CstNews *item = g_ptr_array_index (news, 0);

      g_assert_cmpint ((int) item->kind, ==, CST_NEWS_CALL_AGAIN);
      g_assert_cmpstr (item->delivery, ==, "a");
      g_assert_cmpstr (item->number, ==, "INC-a");
    }

  return news->len;
}

/* R7: every act names a person; a time to try again that is past is none. */
static void
test_calls_refused (Fixture       *fixture,
                    gconstpointer  unused)
{
  static const struct
  {
    const char *person;
    const char *name;
    int         again_in; /* seconds, 0 for never */
    int         code;
  } rows[] = {
    { "p1", NULL, 0, CST_DECIDE_ERROR_PERSON }, { NULL, "Ana", 0, CST_DECIDE_ERROR_PERSON },
    { "p1", " ", 0, CST_DECIDE_ERROR_PERSON }, { "p1", "Ana", -1, CST_DECIDE_ERROR_INCOMPLETE },
  };
  gint64 account = set_up_delivery (fixture, CST_DELIVERY_WAITING);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 again_at = rows[i].again_in != 0 ? FIXTURE_NOW + rows[i].again_in : 0;
      g_autoptr(CstCall) call = new_call (FIXTURE_NOW, FALSE, again_at);
      CallRequest request = { account, call };
      g_autoptr(GError) error = NULL;

      cst_set_str (&call->person, rows[i].person);
      cst_set_str (&call->person_name, rows[i].name);
      g_assert_null (cst_store_run_sync (fixture->store, add_call_func, &request, NULL, &error));
      g_assert_error (error, CST_DECIDE_ERROR, rows[i].code);
    }
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM delivery_calls"), ==, 0);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM journal WHERE kind = 'call'"), ==, 0);
}

/* C7: it stays waiting, comes back when the time has come, and says so once. */
static void
test_calls (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 account = set_up_delivery (fixture, CST_DELIVERY_WAITING);
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
  g_autoptr(GPtrArray) calls = NULL;
  CstCounts counts;
  CstDelivery *delivery;

  add_call (fixture, account, FIXTURE_NOW, FIXTURE_NOW + 3600);
  assert_row (fixture, account, CST_DELIVERY_WAITING, CST_DELIVERY_TODO_LATER, CST_OPERATION_STATE_NONE);
  g_assert_cmpint (cst_db_next_call (db, NULL), ==, FIXTURE_NOW + 3600);
  g_assert_cmpuint (wake (fixture, FIXTURE_NOW + 3599), ==, 0);
  g_assert_cmpuint (wake (fixture, FIXTURE_NOW + 3600), ==, 1);
  g_assert_cmpuint (wake (fixture, FIXTURE_NOW + 3600), ==, 0);
  g_assert_cmpint (cst_db_next_call (db, NULL), ==, 0);
  assert_row (fixture, account, CST_DELIVERY_WAITING, CST_DELIVERY_TODO_CALL, CST_OPERATION_STATE_NONE);
  counts = cst_db_counts (db, 0);
  g_assert_cmpint (counts.calls_due, ==, 1);
  g_assert_cmpint (counts.deliveries_to_handle, ==, 1);
  g_assert_cmpint (counts.deliveries[CST_DELIVERY_TAB_WAITING], ==, 1);

  add_call (fixture, account, FIXTURE_NOW + 3700, FIXTURE_NOW + 9000);
  assert_row (fixture, account, CST_DELIVERY_WAITING, CST_DELIVERY_TODO_LATER, CST_OPERATION_STATE_NONE);
  calls = cst_db_calls (db, account, "a", NULL);
  g_assert_cmpuint (calls->len, ==, 2);
  g_assert_cmpint (((CstCall *) g_ptr_array_index (calls, 0))->at, ==, FIXTURE_NOW);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM journal WHERE kind = 'call' AND person = 'p1'"),
                   ==, 2);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM journal WHERE payload LIKE '%Pas de%'"), ==, 0);

  /* The carrier came again: the call was about what was before. */
  delivery = make_delivery ("a", "o1", CST_DELIVERY_WAITING);
  delivery->version = 2;
  {
    CstDeliveryEvent *event = cst_record_new (&cst_delivery_event_type);

    event->at = FIXTURE_NOW + 4000;
    event->is_attempt = TRUE;
    g_ptr_array_add (delivery->events, event);
  }
  apply_delivery (fixture, account, delivery);
  assert_row (fixture, account, CST_DELIVERY_WAITING, CST_DELIVERY_TODO_SOLVE, CST_OPERATION_STATE_NONE);
}

static void
test_news (Fixture       *fixture,
           gconstpointer  unused)
{
  static const struct
  {
    CstDeliveryState state;
    int              kind; /* -1 for none */
  } steps[] = {
    { CST_DELIVERY_FIRST_ABSENCE, CST_NEWS_DELIVERY }, { CST_DELIVERY_FIRST_ABSENCE, -1 },
    { CST_DELIVERY_WAITING, CST_NEWS_DELIVERY }, { CST_DELIVERY_SOLVED, -1 },
    { CST_DELIVERY_REPLIED, CST_NEWS_DELIVERY_REPLIED }, { CST_DELIVERY_REPLIED, -1 }, { CST_DELIVERY_SETTLED, -1 },
  };
  gint64 account = add_delivery_account (fixture, "colis");

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr(CstChangeSet) changes = cst_change_set_new ();
      g_autoptr(CstApplied) applied = NULL;
      CstDelivery *delivery = make_delivery ("a", "o1", steps[i].state);

      delivery->version = 0;
      g_ptr_array_add (changes->deliveries, delivery);
      applied = apply (fixture, account, changes);
      g_assert_cmpuint (applied->news->len, ==, steps[i].kind == -1 ? 0 : 1);
      if (steps[i].kind != -1)
        g_assert_cmpint ((int) ((CstNews *) g_ptr_array_index (applied->news, 0))->kind, ==, steps[i].kind);
    }
}

static gpointer
bulk_func (CstDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return GINT_TO_POINTER (cst_db_batch_decide (db, data, FIXTURE_NOW, 0, error));
}

/* C3: the rehearsal says what would happen, and the decision then is just that. */
static void
test_bulk (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 account = set_up_delivery (fixture, CST_DELIVERY_FIRST_ABSENCE);
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
  g_autoptr(GPtrArray) rows = cst_batch_new ();
  g_autoptr(GError) error = NULL;
  static const gboolean is_fine[] = { TRUE, FALSE, FALSE, TRUE };

  apply_delivery (fixture, account, make_delivery ("b", "o1", CST_DELIVERY_SETTLED));
  apply_delivery (fixture, account, make_delivery ("c", "o1", CST_DELIVERY_FIRST_ABSENCE));
  cst_batch_add (rows, new_text (account, "a", "Jeudi"));
  cst_batch_add (rows, new_text (account, "b", "Jeudi"));
  cst_batch_add (rows, new_text (account, "a", "Vendredi"));
  cst_batch_add (rows, new_text (account, "c", "Samedi"));

  g_assert_true (cst_db_batch_check (db, rows, FIXTURE_NOW, &error));
  for (gsize i = 0; i < G_N_ELEMENTS (is_fine); i++)
    g_assert_cmpint (((CstBatchRow *) g_ptr_array_index (rows, i))->problem == NULL, ==, is_fine[i]);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM operations"), ==, 0);

  g_assert_nonnull (fixture_run (fixture, bulk_func, rows));
  for (gsize i = 0; i < G_N_ELEMENTS (is_fine); i++)
    {
      const CstBatchRow *row = g_ptr_array_index (rows, i);

      g_assert_cmpint (row->problem == NULL, ==, is_fine[i]);
      g_assert_cmpint (row->operation->id != 0, ==, is_fine[i]);
    }
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM operations"), ==, 2);
}

static gboolean
know_reason (const CstDelivery *delivery,
             CstDeliveryReason *reason,
             gpointer           user_data)
{
  if (g_strcmp0 (delivery->reason_code, "NAM") != 0)
    return FALSE;

  *reason = CST_DELIVERY_REFUSED;

  return TRUE;
}

static gint64
know_protest (CstDb             *db,
              gint64             account,
              const CstDelivery *delivery,
              const CstOrder    *order,
              gpointer           user_data)
{
  return delivery->reason == CST_DELIVERY_DAMAGED ? FIXTURE_NOW + 7200 : 0;
}

/* R15: the carrier's own clock comes first of all. */
static void
test_protest (Fixture       *fixture,
              gconstpointer  unused)
{
  static const CstDeliveryHooks hooks = { NULL, know_protest };
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_DELIVERIES);
  g_autoptr(CstDb) db = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  CstDelivery *delivery;
  const CstDeliveryRowData *data;
  gint64 account;

  cst_store_set_delivery_hooks (fixture->store, &hooks, NULL, NULL);
  account = set_up_delivery (fixture, CST_DELIVERY_WAITING);
  delivery = make_delivery ("b", "o1", CST_DELIVERY_WAITING);
  delivery->opened_at = FIXTURE_NOW - 10;
  delivery->reason = CST_DELIVERY_DAMAGED;
  apply_delivery (fixture, account, delivery);

  db = cst_store_open_reader (fixture->store, NULL);
  rows = cst_db_list_rows (db, query, 0, 0, NULL);
  data = cst_delivery_row_get_data (g_ptr_array_index (rows, 0));
  g_assert_cmpstr (data->id, ==, "b");
  g_assert_cmpint (data->protest_until, ==, FIXTURE_NOW + 7200);
  g_assert_cmpint (data->due, ==, FIXTURE_NOW + 7200);
}

typedef struct
{
  const char        *code;
  CstDeliveryReason  reason;
} MapRequest;

static gpointer
map_func (CstDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  MapRequest *request = data;

  return GINT_TO_POINTER (cst_db_map_carrier_code (db, "tipsa", request->code, request->reason, error));
}

/* A code that no table knows is collected, and what people say it means holds for every row at once. */
static void
test_codes (Fixture       *fixture,
            gconstpointer  unused)
{
  static const CstDeliveryHooks hooks = { know_reason, NULL };
  MapRequest request = { "XYZ", CST_DELIVERY_LOST };
  g_autoptr(CstDb) db = NULL;
  g_autoptr(GPtrArray) codes = NULL;
  g_autoptr(CstDelivery) known = NULL;
  CstDelivery *delivery;
  gint64 account;

  cst_store_set_delivery_hooks (fixture->store, &hooks, NULL, NULL);
  account = set_up_delivery (fixture, CST_DELIVERY_WAITING);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("x%d", i);

      delivery = make_delivery (id, "o1", CST_DELIVERY_WAITING);
      cst_set_str (&delivery->reason_code, "XYZ");
      cst_set_str (&delivery->reason_label, "Otro");
      delivery->reason = CST_DELIVERY_REASON_UNKNOWN;
      delivery->version = 0;
      apply_delivery (fixture, account, cst_delivery_copy (delivery));
      apply_delivery (fixture, account, delivery);
    }

  db = cst_store_open_reader (fixture->store, NULL);
  codes = cst_db_carrier_codes (db, TRUE, NULL);
  g_assert_cmpuint (codes->len, ==, 1);
  g_assert_cmpstr (((CstCarrierCode *) g_ptr_array_index (codes, 0))->code, ==, "XYZ");
  g_assert_cmpstr (((CstCarrierCode *) g_ptr_array_index (codes, 0))->label, ==, "Otro");
  g_assert_cmpint (((CstCarrierCode *) g_ptr_array_index (codes, 0))->n, ==, 3);

  g_assert_nonnull (fixture_run (fixture, map_func, &request));
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM deliveries WHERE reason = 9"), ==, 3);
  known = cst_db_delivery (db, account, "x1", NULL);
  g_assert_cmpint ((int) known->reason, ==, CST_DELIVERY_LOST);
  delivery = make_delivery ("y", "o1", CST_DELIVERY_WAITING);
  cst_set_str (&delivery->reason_code, "XYZ");
  apply_delivery (fixture, account, delivery);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM deliveries WHERE reason = 9"), ==, 4);

  request.reason = CST_DELIVERY_REASON_UNKNOWN;
  g_assert_nonnull (fixture_run (fixture, map_func, &request));
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM deliveries WHERE reason = 9"), ==, 0);
}

static gpointer
send_call_back_func (CstDb         *db,
                     gpointer       request,
                     GCancellable  *cancellable,
                     GError       **error)
{
  return GINT_TO_POINTER (cst_db_set_account_setting_int (db, *(gint64 *) request, CST_SETTING_SEND_CALL_BACK, 1,
                                                          error));
}

/* C7, both readings: a call that reached nobody stays on this desk, unless the account is told to pass it on. */
static void
test_call_back (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 account = set_up_delivery (fixture, CST_DELIVERY_WAITING);
  g_autoptr(CstOperation) operation = new_answer (account, "a", CST_ANSWER_CALL_BACK);
  g_autoptr(GError) error = NULL;

  assert_no_answer (fixture, cst_operation_copy (operation), CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);
  g_assert_nonnull (fixture_run (fixture, send_call_back_func, &account));
  g_assert_cmpint (decide (fixture, operation, 0, &error), >, 0);
  g_assert_no_error (error);
  assert_row (fixture, account, CST_DELIVERY_WAITING, CST_DELIVERY_TODO_NONE, CST_OPERATION_QUEUED);
}

static void
test_province (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autoptr(CstDelivery) delivery = make_delivery ("a", "o1", CST_DELIVERY_WAITING);
  g_autoptr(CstDeliveryAnswer) answer = cst_delivery_answer_new (CST_ANSWER_NEW_ADDRESS);
  g_autoptr(CstAccount) account = cst_account_new ();
  g_autoptr(GError) error = NULL;

  account->info.may_decide = TRUE;
  account->info.capabilities = CST_CAN_READ_DELIVERIES | CST_CAN_ANSWER_DELIVERIES;
  answer->address = cst_record_new (&cst_address_type);
  answer->address->street = g_strdup ("Calle Mayor 5");
  answer->address->postal_code = g_strdup ("04001");
  answer->address->city = g_strdup ("Almería");
  answer->address->country = g_strdup ("ES");
  g_assert_true (cst_decide_check_answer (account, delivery, answer, 1795400000, &error));
  account->info.needs_region = TRUE;
  g_assert_false (cst_decide_check_answer (account, delivery, answer, 1795400000, &error));
  g_assert_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  answer->address->region = g_strdup ("Almería");
  g_clear_error (&error);
  g_assert_true (cst_decide_check_answer (account, delivery, answer, 1795400000, &error));
}

/* C4: where nothing can be sent, only a person's word makes it green; where it is sent, nobody's word does. */
static void
test_told (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr(CstDelivery) delivery = make_delivery ("a", "o1", CST_DELIVERY_WAITING);
  g_autoptr(CstDeliveryAnswer) answer = cst_delivery_answer_new (CST_ANSWER_PICKUP);
  g_autoptr(CstAccount) account = cst_account_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  account->info.may_decide = TRUE;
  account->info.capabilities = CST_CAN_READ_DELIVERIES | CST_CAN_ANSWER_DELIVERIES;
  g_assert_true (cst_decide_check_answer (account, delivery, answer, 1795400000, &error));
  answer->told = CST_TOLD_BY_PHONE;
  g_assert_false (cst_decide_check_answer (account, delivery, answer, 1795400000, &error));
  g_assert_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);
  g_clear_error (&error);

  account->info.capabilities |= CST_CAN_RECORD;
  g_assert_true (cst_decide_check_answer (account, delivery, answer, 1795400000, &error));
  g_assert_no_error (error);
  text = cst_label_answer (answer);
  g_assert_nonnull (strstr (text, cst_label_told (CST_TOLD_BY_PHONE)));
  answer->told = CST_TOLD_NONE;
  g_assert_false (cst_decide_check_answer (account, delivery, answer, 1795400000, &error));
  g_assert_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/deliveries/C4/colours-follow-the-truth", test_colours);
  ADD ("/deliveries/C4/refused-answer-is-ours-again", test_failed);
  ADD ("/deliveries/C8/checks", test_checks);
  ADD ("/deliveries/C8/days", test_days);
  ADD ("/deliveries/C8/addresses", test_addresses);
  ADD ("/deliveries/R7/conflict", test_conflict);
  ADD ("/deliveries/C7/calls", test_calls);
  ADD ("/deliveries/C7/R7/calls-refused", test_calls_refused);
  ADD ("/deliveries/C7/call-back-is-kept-unless-asked", test_call_back);
  ADD ("/deliveries/C4/told-by-hand", test_told);
  ADD ("/deliveries/C8/province-where-it-is-needed", test_province);
  ADD ("/deliveries/C2/news", test_news);
  ADD ("/deliveries/C3/bulk", test_bulk);
  ADD ("/deliveries/R15/first-of-all", test_protest);
  ADD ("/deliveries/C6/unknown-codes", test_codes);
#undef ADD

  return g_test_run ();
}
