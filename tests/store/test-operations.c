/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-util.h"
#include "decide-fixture.h"

static gint64
decide_message (Fixture    *fixture,
                gint64      account,
                const char *order,
                int         hold_s)
{
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_MESSAGE, account, 0);
  g_autoptr(GError) error = NULL;
  gint64 id;

  cst_set_str (&operation->order, order);
  g_clear_pointer (&operation->incident, g_free);
  operation->text = g_strdup ("Bonjour");
  id = decide (fixture, operation, hold_s, &error);
  g_assert_no_error (error);

  return id;
}

static void
assert_next (Fixture *fixture,
             gint64   account,
             gint64   now,
             gint64   id)
{
  g_autoptr(CstOperation) next = next_operation (fixture, account, now);

  g_assert_cmpint (next != NULL ? next->id : 0, ==, id);
}

static void
assert_state (Fixture           *fixture,
              gint64             id,
              CstOperationState  state)
{
  g_autoptr(CstOperation) operation = read_operation (fixture, id);

  g_assert_cmpint ((int) operation->state, ==, (int) state);
}

static gpointer
release_func (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  return GINT_TO_POINTER (cst_db_release_held (db, *(gint64 *) request, error) + 1);
}

static void
test_lanes (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  gint64 first, second, other;

  apply_order (fixture, account, make_order ("o2", 1, CST_ORDER_SHIPPED));
  first = decide_message (fixture, account, "o1", 10);
  second = decide_message (fixture, account, "o1", 0);
  other = decide_message (fixture, account, "o2", 0);

  /* The held one stops its own order only. */
  assert_next (fixture, account, FIXTURE_NOW, other);
  move (fixture, other, CST_OPERATION_SENDING);
  assert_next (fixture, account, FIXTURE_NOW, 0);
  move (fixture, first, CST_OPERATION_QUEUED);
  assert_next (fixture, account, FIXTURE_NOW, first);
  move (fixture, first, CST_OPERATION_SENDING);
  assert_next (fixture, account, FIXTURE_NOW, 0);
  move (fixture, first, CST_OPERATION_REFUSED_STATE);
  assert_next (fixture, account, FIXTURE_NOW, second);
}

static void
test_unknown_blocks_money_only (Fixture       *fixture,
                                gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) refund = make_operation (CST_OPERATION_REFUND, account, 1);
  g_autoptr(CstOperation) second = make_operation (CST_OPERATION_REPLACEMENT, account, 1);
  gint64 doubtful = decide (fixture, refund, 0, NULL);
  gint64 blocked, message;

  apply_incident (fixture, account, make_incident ("i2", "o1", 1, CST_INCIDENT_SUBMITTED));
  move (fixture, doubtful, CST_OPERATION_SENDING);
  move (fixture, doubtful, CST_OPERATION_OUTCOME_UNKNOWN);
  cst_set_str (&second->incident, "i2");
  blocked = decide (fixture, second, 0, NULL);
  message = decide_message (fixture, account, "o1", 0);

  assert_next (fixture, account, FIXTURE_NOW, message);
  move (fixture, message, CST_OPERATION_SENDING);
  move (fixture, message, CST_OPERATION_CONFIRMED);
  assert_next (fixture, account, FIXTURE_NOW, 0);
  move (fixture, doubtful, CST_OPERATION_CANCELLED);
  assert_next (fixture, account, FIXTURE_NOW, blocked);
}

static gpointer
delay_func (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(CstOperation) operation = cst_db_operation (db, *(gint64 *) request, error);

  operation->next_try_at = FIXTURE_NOW + 30;

  return GINT_TO_POINTER (cst_db_update_operation (db, operation, error));
}

static gint64
next_wakeup (Fixture *fixture,
             gint64   account)
{
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);

  return cst_db_next_wakeup (db, account, FIXTURE_NOW, NULL);
}

static void
test_waiting (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  gint64 due = FIXTURE_NOW + 10;
  gint64 early = FIXTURE_NOW + 9;
  gint64 id = decide_message (fixture, account, "o1", 10);

  g_assert_cmpint (next_wakeup (fixture, account), ==, due);
  g_assert_cmpint (GPOINTER_TO_INT (fixture_run (fixture, release_func, &early)), ==, 1);
  g_assert_cmpint (GPOINTER_TO_INT (fixture_run (fixture, release_func, &due)), ==, 2);
  g_assert_cmpint (next_wakeup (fixture, account), ==, 0);

  fixture_run (fixture, delay_func, &id);
  g_assert_cmpint (next_wakeup (fixture, account), ==, FIXTURE_NOW + 30);
  assert_next (fixture, account, FIXTURE_NOW + 29, 0);
  assert_next (fixture, account, FIXTURE_NOW + 30, id);
}

static gpointer
stale_move_func (CstDb         *db,
                 gpointer       request,
                 GCancellable  *cancellable,
                 GError       **error)
{
  CstOperation *operation = request;

  return GINT_TO_POINTER (cst_db_move_operation (db, operation, CST_OPERATION_SENDING, NULL, FIXTURE_NOW, error));
}

/* Undone in one process while the other one was about to send it. */
static void
test_moved_meanwhile (Fixture       *fixture,
                      gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  gint64 id = decide_message (fixture, account, "o1", 0);
  g_autoptr(CstOperation) stale = read_operation (fixture, id);
  g_autoptr(GError) error = NULL;

  move (fixture, id, CST_OPERATION_CANCELLED);
  g_assert_null (cst_store_run_sync (fixture->store, stale_move_func, stale, NULL, &error));
  g_assert_error (error, CST_STORE_ERROR, CST_STORE_ERROR_MOVED);
  g_assert_cmpint ((int) stale->state, ==, CST_OPERATION_QUEUED);
  assert_state (fixture, id, CST_OPERATION_CANCELLED);
}

static gpointer
undo_func (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  return GINT_TO_POINTER (cst_db_undo_operation (db, *(gint64 *) request, "p1", FIXTURE_NOW, error));
}

static gpointer
retry_func (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  return GINT_TO_POINTER (cst_db_retry_operation (db, *(gint64 *) request, "p1", FIXTURE_NOW, error));
}

static gpointer
settle_func (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  return GINT_TO_POINTER (cst_db_settle_operation (db, *(gint64 *) request, CST_OPERATION_CONFIRMED, "p1",
                                                   FIXTURE_NOW, error));
}

static void
assert_not_allowed (Fixture   *fixture,
                    CstDbFunc  func,
                    gint64     id)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (cst_store_run_sync (fixture->store, func, &id, NULL, &error));
  g_assert_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);
}

static void
test_undo (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  gint64 held = decide_message (fixture, account, "o1", 10);
  gint64 sent = decide_message (fixture, account, "o1", 0);

  fixture_run (fixture, undo_func, &held);
  assert_state (fixture, held, CST_OPERATION_CANCELLED);
  move (fixture, sent, CST_OPERATION_SENDING);
  assert_not_allowed (fixture, undo_func, sent);
  assert_state (fixture, sent, CST_OPERATION_SENDING);
}

static void
test_unknown_outcome (Fixture       *fixture,
                      gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  gint64 id = decide_message (fixture, account, "o1", 0);
  g_autoptr(CstOperation) before = read_operation (fixture, id);
  g_autoptr(CstOperation) after = NULL;

  assert_not_allowed (fixture, settle_func, id);
  move (fixture, id, CST_OPERATION_SENDING);
  assert_not_allowed (fixture, retry_func, id);
  assert_not_allowed (fixture, settle_func, id);
  move (fixture, id, CST_OPERATION_OUTCOME_UNKNOWN);
  fixture_run (fixture, retry_func, &id);
  after = read_operation (fixture, id);
  g_assert_cmpint ((int) after->state, ==, CST_OPERATION_QUEUED);
  g_assert_cmpstr (after->key, ==, before->key);
  g_assert_cmpint (after->attempts, ==, 1);
  g_assert_cmpint (after->first_sent_at, ==, FIXTURE_NOW);

  move (fixture, id, CST_OPERATION_SENDING);
  move (fixture, id, CST_OPERATION_OUTCOME_UNKNOWN);
  fixture_run (fixture, settle_func, &id);
  assert_state (fixture, id, CST_OPERATION_CONFIRMED);
  assert_not_allowed (fixture, retry_func, id);
}

static gint64
decide_refund (Fixture *fixture,
               gint64   account)
{
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_REFUND, account, 10);
  g_autoptr(GError) error = NULL;
  gint64 id = decide (fixture, operation, 0, &error);

  g_assert_no_error (error);

  return id;
}

static void
assert_conflict (Fixture *fixture,
                 gint64   id)
{
  g_autoptr(CstOperation) operation = read_operation (fixture, id);

  g_assert_cmpint ((int) operation->state, ==, CST_OPERATION_CONFLICT);
  g_assert_false (cst_str_is_blank (operation->last_problem));
}

static void
test_conflict_resolved (Fixture       *fixture,
                        gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  gint64 id = decide_refund (fixture, account);
  gint64 message = decide_message (fixture, account, "o1", 0);

  apply_incident (fixture, account, make_incident ("i1", "o1", 2, CST_INCIDENT_RESOLVED));
  assert_conflict (fixture, id);
  assert_state (fixture, message, CST_OPERATION_QUEUED);
}

static void
test_conflict_removed (Fixture       *fixture,
                       gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  gint64 id = decide_refund (fixture, account);
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();

  cst_change_set_add_deletion (changes, CST_ENTITY_INCIDENT, "i1");
  cst_applied_free (apply (fixture, account, changes));
  assert_conflict (fixture, id);
}

static void
test_conflict_other_resolution (Fixture       *fixture,
                                gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  gint64 id = decide_refund (fixture, account);
  CstIncident *incident = make_incident ("i1", "o1", 2, CST_INCIDENT_IN_PROGRESS);
  CstResolution *theirs = add_resolution (incident, "r1", CST_RESOLUTION_REPLACEMENT, CST_RESOLUTION_EXECUTED, 1);
  g_autoptr(CstOperation) operation = NULL;

  /* Chosen and shipped at another desk before ours, heard of after it. */
  theirs->requested_at = FIXTURE_NOW - 600;
  theirs->by = g_strdup ("Grace Hopper");
  apply_incident (fixture, account, incident);
  assert_conflict (fixture, id);
  operation = read_operation (fixture, id);
  g_assert_nonnull (strstr (operation->last_problem, "Grace Hopper"));
}

static void
test_no_conflict_with_known (Fixture       *fixture,
                             gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  CstIncident *known = make_incident ("i1", "o1", 2, CST_INCIDENT_SUBMITTED);
  CstIncident *bumped = make_incident ("i1", "o1", 3, CST_INCIDENT_SUBMITTED);
  g_autoptr(CstOperation) operation = NULL;
  gint64 id;

  add_resolution (known, "r1", CST_RESOLUTION_REPLACEMENT, CST_RESOLUTION_EXECUTED, 1);
  apply_incident (fixture, account, known);
  id = decide_refund (fixture, account);

  /* A photo more, nothing that matters; and our own resolution is no conflict with itself. */
  add_resolution (bumped, "r1", CST_RESOLUTION_REPLACEMENT, CST_RESOLUTION_EXECUTED, 1);
  apply_incident (fixture, account, bumped);
  assert_state (fixture, id, CST_OPERATION_QUEUED);

  operation = read_operation (fixture, id);
  bumped = make_incident ("i1", "o1", 4, CST_INCIDENT_RESOLVED);
  add_resolution (bumped, "r1", CST_RESOLUTION_REPLACEMENT, CST_RESOLUTION_EXECUTED, 1);
  add_resolution (bumped, "r2", CST_RESOLUTION_REFUND, CST_RESOLUTION_EXECUTED, 10)->key = g_strdup (operation->key);
  apply_incident (fixture, account, bumped);
  assert_state (fixture, id, CST_OPERATION_QUEUED);
}

static void
test_conflict_sums (Fixture       *fixture,
                    gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  gint64 id = decide_refund (fixture, account);
  CstIncident *other = make_incident ("i2", "o1", 1, CST_INCIDENT_IN_PROGRESS);

  add_resolution (other, "r7", CST_RESOLUTION_REPLACEMENT, CST_RESOLUTION_REQUESTED, 3);
  apply_incident (fixture, account, other);
  assert_conflict (fixture, id);
}

static void
test_conflict_amounts (Fixture       *fixture,
                       gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  gint64 id = decide_refund (fixture, account);
  CstOrder *cheaper = make_order ("o1", 2, CST_ORDER_PROBLEM_REPORTED);

  ((CstOrderLine *) g_ptr_array_index (cheaper->lines, 0))->unit_price = 440;
  apply_order (fixture, account, cheaper);
  assert_conflict (fixture, id);
}

static void
test_sending_is_left_alone (Fixture       *fixture,
                            gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  gint64 id = decide_refund (fixture, account);

  move (fixture, id, CST_OPERATION_SENDING);
  apply_incident (fixture, account, make_incident ("i1", "o1", 2, CST_INCIDENT_RESOLVED));
  assert_state (fixture, id, CST_OPERATION_SENDING);
}

static void
assert_mark (Fixture    *fixture,
             const char *value)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT count(*) FROM (SELECT value FROM case_marks WHERE incident = 'i1' AND kind = 'moment'"
                     " AND name = 'help-asked' ORDER BY id DESC LIMIT 1) WHERE value = '%s'", value);

  g_assert_cmpint (fixture_number (fixture, sql), ==, 1);
}

/* Asked twice, the first taken back: the second one stands, with its words. */
static void
test_asked_twice (Fixture       *fixture,
                  gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autofree char *later = cst_time_format (FIXTURE_NOW + 60);
  gint64 ids[2];

  fixture_exec (fixture, "UPDATE accounts SET body = json_set (body, '$.info',"
                         " json_object ('capabilities', 1 << 24, 'may_decide', json ('true')))");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_MESSAGE, account, 0);
      g_autoptr(GError) error = NULL;

      operation->purpose = CST_PURPOSE_ESCALATION;
      operation->subject = g_strdup ("help-asked");
      operation->text = g_strdup (i == 0 ? "Pouvez-vous nous aider ?" : "Toujours rien.");
      ids[i] = decide_at (fixture, operation, FIXTURE_NOW + 60 * i, 600, NULL, &error);
      g_assert_no_error (error);
    }
  assert_mark (fixture, later);
  move (fixture, ids[0], CST_OPERATION_CANCELLED);
  assert_mark (fixture, later);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM case_marks WHERE note = 'Toujours rien.'"), ==, 1);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM journal WHERE payload LIKE '%Toujours%'"), ==, 0);
}

/* That the marketplace was asked is noted with the message that asks, and taken back with it. */
static void
test_escalation (Fixture       *fixture,
                 gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autofree char *moment = cst_time_format (FIXTURE_NOW);
  gint64 ids[2];

  fixture_exec (fixture, "UPDATE accounts SET body = json_set (body, '$.info',"
                         " json_object ('capabilities', 1 << 24, 'may_decide', json ('true')))");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_MESSAGE, account, 0);
      g_autoptr(GError) error = NULL;

      operation->purpose = CST_PURPOSE_ESCALATION;
      operation->subject = g_strdup ("help-asked");
      operation->text = g_strdup ("Pouvez-vous nous aider ?");
      ids[i] = decide (fixture, operation, 10, &error);
      g_assert_no_error (error);
      assert_mark (fixture, moment);
      move (fixture, ids[i], i == 0 ? CST_OPERATION_CANCELLED : CST_OPERATION_QUEUED);
      assert_mark (fixture, i == 0 ? "" : moment);
    }
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM journal WHERE kind = 'moment'"), ==, 3);

  move (fixture, ids[1], CST_OPERATION_SENDING);
  move (fixture, ids[1], CST_OPERATION_CONFIRMED);
  assert_mark (fixture, moment);
}

#define TEST(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("/store/operations/lanes", test_lanes);
  TEST ("/store/operations/unknown-blocks-money-only", test_unknown_blocks_money_only);
  TEST ("/store/operations/waiting", test_waiting);
  TEST ("/store/operations/moved-meanwhile", test_moved_meanwhile);
  TEST ("/store/operations/undo", test_undo);
  TEST ("/store/operations/unknown-outcome", test_unknown_outcome);
  TEST ("/P10/asked-and-taken-back", test_escalation);
  TEST ("/P10/asked-twice", test_asked_twice);
  TEST ("/R7/conflict/resolved", test_conflict_resolved);
  TEST ("/R7/conflict/removed", test_conflict_removed);
  TEST ("/R7/conflict/other-resolution", test_conflict_other_resolution);
  TEST ("/R5/conflict/none-with-known", test_no_conflict_with_known);
  TEST ("/R1/conflict/sums", test_conflict_sums);
  TEST ("/R13/conflict/amounts", test_conflict_amounts);
  TEST ("/store/conflict/sending-is-left-alone", test_sending_is_left_alone);

  return g_test_run ();
}
