/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-overlay.h"
#include "cst-util.h"
#include "decide-fixture.h"

/* R4: what may be decided about a return, and when. */

static void
apply_return (Fixture        *fixture,
              gint64          account,
              gint64          version,
              CstReturnState  state)
{
  CstIncident *incident = make_incident ("i1", "o1", version, CST_INCIDENT_IN_PROGRESS);
  CstReturn *goods = cst_record_new (&cst_return_type);
  CstReturnLine *line = cst_record_new (&cst_return_line_type);

  goods->id = g_strdup ("t1");
  goods->state = state;
  line->line = g_strdup ("l1");
  line->quantity = 2;
  g_ptr_array_add (goods->lines, line);
  g_ptr_array_add (incident->returns, goods);
  apply_incident (fixture, account, incident);
}

static void
test_return_steps (Fixture       *fixture,
                   gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) receipt = make_operation (CST_OPERATION_RETURN_RECEIVED, account, 0);
  g_autoptr(CstOperation) inspection = make_operation (CST_OPERATION_RETURN_INSPECTED, account, 0);
  g_autoptr(GError) error = NULL;
  CstOperationLine *count = cst_operation_add_line (receipt, "l1", 2);
  CstOperationLine *found = cst_operation_add_line (inspection, "l1", 2);

  apply_return (fixture, account, 2, CST_RETURN_UNDER_WAY);
  receipt->subject = g_strdup ("t1");
  inspection->subject = g_strdup ("t1");

  assert_refused (fixture, inspection, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);
  count->received = 3;
  assert_refused (fixture, receipt, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  count->received = 2;
  g_assert_cmpint (decide (fixture, receipt, 0, &error), !=, 0);
  g_assert_no_error (error);

  apply_return (fixture, account, 3, CST_RETURN_RECEIVED);
  found->accepted = 1;
  assert_refused (fixture, inspection, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  found->damaged = 1;
  g_assert_cmpint (decide (fixture, inspection, 0, &error), !=, 0);
  g_assert_no_error (error);
}

static CstOperation *
make_step (CstOperationKind kind,
           gint64           account)
{
  CstOperation *operation = make_operation (kind, account, 0);

  operation->subject = g_strdup ("t1");

  return operation;
}

/* What a customer asks to send back is accepted or refused, once, and with a reason. */
static void
test_judge (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) refusal = make_step (CST_OPERATION_RETURN_REFUSED, account);
  g_autoptr(CstOperation) acceptance = make_step (CST_OPERATION_RETURN_ACCEPTED, account);
  g_autoptr(CstOperation) closing = make_step (CST_OPERATION_RETURN_CLOSED, account);
  g_autoptr(GError) error = NULL;

  apply_return (fixture, account, 2, CST_RETURN_WAITING);
  g_assert_cmpint (fixture_number (fixture, "SELECT todo FROM incidents WHERE id = 'i1'"), ==, CST_TODO_RETURN);
  assert_refused (fixture, refusal, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  assert_refused (fixture, closing, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);
  refusal->refusal = CST_REFUSAL_TOO_LATE;
  g_assert_cmpint (decide (fixture, refusal, 0, &error), !=, 0);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_number (fixture, "SELECT todo FROM incidents WHERE id = 'i1'"), !=, CST_TODO_RETURN);
  assert_refused (fixture, acceptance, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED);

  apply_return (fixture, account, 3, CST_RETURN_REFUSED);
  g_clear_pointer (&refusal, cst_operation_free);
  refusal = make_step (CST_OPERATION_RETURN_REFUSED, account);
  refusal->refusal = CST_REFUSAL_TOO_LATE;
  assert_refused (fixture, refusal, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);
  assert_refused (fixture, closing, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);
}

static void
test_close (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) closing = make_step (CST_OPERATION_RETURN_CLOSED, account);
  g_autoptr(CstOperation) again = make_step (CST_OPERATION_RETURN_CLOSED, account);
  g_autoptr(GError) error = NULL;

  apply_return (fixture, account, 2, CST_RETURN_INSPECTED);
  g_assert_cmpint (decide (fixture, closing, 0, &error), !=, 0);
  g_assert_no_error (error);
  assert_refused (fixture, again, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED);
}

/* @request: more #CstCapabilities than the account has */
static gpointer
widen_func (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(CstAccount) account = cst_db_account_by_name (db, "demo", error);

  account->info.capabilities |= GPOINTER_TO_INT (request);
  account->info.may_decide = TRUE;

  return GSIZE_TO_POINTER ((gsize) cst_db_save_account (db, account, error));
}

/* A label may be an address where the site takes one, and only one that a customer can open. */
static void
test_label_address (Fixture       *fixture,
                    gconstpointer  unused)
{
  static const char *const wrong[] = { "8R0001", "file:///etc/passwd", "https://", "http://labels.example/8R0001" };
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) label = make_step (CST_OPERATION_RETURN_LABEL, account);
  g_autoptr(GError) error = NULL;

  apply_return (fixture, account, 2, CST_RETURN_ASKED);
  assert_refused (fixture, label, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  label->label_url = g_strdup ("https://labels.example/8R0001");
  assert_refused (fixture, label, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);

  fixture_run (fixture, widen_func, GINT_TO_POINTER (CST_CAN_LINK_LABEL));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      cst_set_str (&label->label_url, wrong[i]);
      assert_refused (fixture, label, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
    }
  cst_set_str (&label->label_url, "https://labels.example/8R0001");
  g_assert_cmpint (decide (fixture, label, 0, &error), !=, 0);
  g_assert_no_error (error);
}

/* A label accepts its return, so it may follow a yes that has not left yet, and not a no; nor the other way round. */
static void
test_label_or_refusal (Fixture       *fixture,
                       gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) refusal = make_step (CST_OPERATION_RETURN_REFUSED, account);
  g_autoptr(CstOperation) acceptance = make_step (CST_OPERATION_RETURN_ACCEPTED, account);
  g_autoptr(CstOperation) label = make_step (CST_OPERATION_RETURN_LABEL, account);
  g_autoptr(GError) error = NULL;

  fixture_run (fixture, widen_func, GINT_TO_POINTER (CST_CAN_LINK_LABEL));
  apply_return (fixture, account, 2, CST_RETURN_WAITING);
  label->label_url = g_strdup ("https://labels.example/8R0001");
  refusal->refusal = CST_REFUSAL_TOO_LATE;
  g_assert_cmpint (decide (fixture, refusal, 10, &error), !=, 0);
  g_assert_no_error (error);
  assert_refused (fixture, label, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED);

  move (fixture, refusal->id, CST_OPERATION_CANCELLED);
  g_assert_cmpint (decide (fixture, acceptance, 10, &error), !=, 0);
  g_assert_no_error (error);
  g_assert_cmpint (decide (fixture, label, 10, &error), !=, 0);
  g_assert_no_error (error);

  move (fixture, acceptance->id, CST_OPERATION_CANCELLED);
  g_clear_pointer (&refusal, cst_operation_free);
  refusal = make_step (CST_OPERATION_RETURN_REFUSED, account);
  refusal->refusal = CST_REFUSAL_TOO_LATE;
  assert_refused (fixture, refusal, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED);
}

/* A return is cancelled as long as nothing came back and it is not over. */
static void
test_cancel (Fixture       *fixture,
             gconstpointer  unused)
{
  static const CstReturnState over[] = { CST_RETURN_RECEIVED, CST_RETURN_INSPECTED, CST_RETURN_CLOSED,
                                         CST_RETURN_REFUSED };
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) cancellation = make_step (CST_OPERATION_CANCEL, account);
  g_autoptr(CstOperation) decided = NULL;
  g_autoptr(GError) error = NULL;
  gint64 version = 2;

  apply_return (fixture, account, version++, CST_RETURN_ASKED);
  assert_refused (fixture, cancellation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);

  fixture_run (fixture, widen_func, GINT_TO_POINTER (CST_CAN_CANCEL));
  for (gsize i = 0; i < G_N_ELEMENTS (over); i++)
    {
      apply_return (fixture, account, version++, over[i]);
      assert_refused (fixture, cancellation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);
    }

  apply_return (fixture, account, version++, CST_RETURN_ASKED);
  g_assert_cmpint (decide (fixture, cancellation, 0, &error), !=, 0);
  g_assert_no_error (error);

  /* What happened meanwhile is said as it is. */
  apply_return (fixture, account, version++, CST_RETURN_CLOSED);
  decided = read_operation (fixture, cancellation->id);
  g_assert_cmpint (decided->state, ==, CST_OPERATION_CONFLICT);
  g_assert_cmpstr (decided->last_problem, ==, "Meanwhile this return was closed.");
}

#define TEST(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("/R4/decide/return-steps", test_return_steps);
  TEST ("/R4/decide/accept-or-refuse", test_judge);
  TEST ("/R4/decide/close", test_close);
  TEST ("/R4/decide/label-address", test_label_address);
  TEST ("/R4/decide/label-or-refusal", test_label_or_refusal);
  TEST ("/R4/decide/cancel", test_cancel);

  return g_test_run ();
}
