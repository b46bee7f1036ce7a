/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-accounts.h"
#include "cst-outbox-comparison.h"
#include "cst-outbox-entry.h"
#include "cst-outbox-words.h"
#include "cst-outbox.h"
#include "cst-util.h"
#include "store-fixture.h"

/* What the outbox says and offers, without a display. */

static CstOrder *
make_order (void)
{
  CstOrder *order = cst_order_new ();
  CstOrderLine *line = cst_record_new (&cst_order_line_type);

  order->id = g_strdup ("o1");
  order->number = g_strdup ("GC-10423");
  order->customer.name = g_strdup ("Papeterie du Port");
  order->amounts = (CstAmounts) { "EUR", CST_TAX_EXCLUDED, 10800, 600, 2280, 13680 };
  line->id = g_strdup ("l1");
  line->title = g_strdup ("Bowl");
  line->quantity = 12;
  line->unit_price = 400;
  g_ptr_array_add (order->lines, line);

  return order;
}

static CstOperation *
make_refund (int    quantity,
             gint64 amount)
{
  CstOperation *operation = cst_operation_new (CST_OPERATION_REFUND, 1, "o1", "i1");

  operation->person_name = g_strdup ("Nadia");
  operation->created_at = FIXTURE_NOW - 3600;
  operation->state = CST_OPERATION_QUEUED;
  cst_operation_add_line (operation, "l1", quantity)->amount = amount;

  return operation;
}

static void
assert_contains (const char *text,
                 const char *part)
{
  g_assert_nonnull (text);
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in “%s”", part, text);
}

/* Every state offers what may be done in it and nothing else. */
static void
test_actions (void)
{
  g_autoptr(CstOperation) operation = make_refund (2, 800);
  static const struct
  {
    CstOperationState state;
    int               actions;
  } expected[] = {
    { CST_OPERATION_HELD, CST_OUTBOX_UNDO | CST_OUTBOX_CHANGE },
    { CST_OPERATION_QUEUED, CST_OUTBOX_TAKE_BACK | CST_OUTBOX_TRY_NOW | CST_OUTBOX_CHANGE },
    { CST_OPERATION_SENDING, 0 },
    { CST_OPERATION_CONFIRMED, 0 },
    { CST_OPERATION_OUTCOME_UNKNOWN, CST_OUTBOX_SETTLE },
    { CST_OPERATION_CONFLICT, CST_OUTBOX_COMPARE | CST_OUTBOX_DECIDE_AGAIN | CST_OUTBOX_GIVE_UP },
    { CST_OPERATION_REFUSED_STATE, CST_OUTBOX_DECIDE_AGAIN | CST_OUTBOX_GIVE_UP },
    { CST_OPERATION_CANCELLED, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      operation->state = expected[i].state;
      g_assert_cmpint (cst_outbox_actions (operation), ==, expected[i].actions);
    }

  /* A refused note is no decision about an incident that could be taken again there. */
  operation->kind = CST_OPERATION_NOTE;
  operation->state = CST_OPERATION_REFUSED_STATE;
  g_assert_cmpint (cst_outbox_actions (operation), ==, CST_OUTBOX_GIVE_UP);
}

/* R13: amounts say with or without tax; what is not known is not invented. */
static void
test_amounts (void)
{
  g_autoptr(CstOrder) order = make_order ();
  g_autoptr(CstOperation) refund = make_refund (2, 0);
  g_autofree char *goods = NULL;
  g_autofree char *unknown = NULL;
  g_autofree char *said = NULL;

  goods = cst_outbox_amount (refund, order);
  assert_contains (goods, "8.00");
  assert_contains (goods, "excl. tax");

  unknown = cst_outbox_amount (refund, NULL);
  g_assert_null (unknown);

  refund->expected = (CstAmounts) { "EUR", CST_TAX_EXCLUDED, 800, 100, 180, 1080 };
  said = cst_outbox_amount (refund, NULL);
  assert_contains (said, "8.00");
  assert_contains (said, "1.00");
  assert_contains (said, "10.80");
  assert_contains (said, "incl. tax");
}

static void
test_content (void)
{
  g_autoptr(CstOrder) order = make_order ();
  g_autoptr(CstOperation) refund = make_refund (2, 800);
  g_autoptr(GString) message = g_string_new (NULL);
  g_autofree char *known = cst_outbox_content (refund, order);
  g_autofree char *bare = cst_outbox_content (refund, NULL);
  g_autofree char *cut = NULL;

  assert_contains (known, "Bowl");
  assert_contains (bare, "l1");

  for (int i = 0; i < 100; i++)
    g_string_append (message, "œuvre\n");
  cst_set_str (&refund->text, message->str);
  cut = cst_outbox_content (refund, order);
  g_assert_true (g_utf8_validate (cut, -1, NULL));
  assert_contains (cut, "…”");
  g_assert_null (strchr (cut, '\n'));
}

static void
test_times (void)
{
  g_autoptr(CstOperation) refund = make_refund (2, 800);
  g_autofree char *waiting = NULL;
  g_autofree char *held = NULL;
  g_autofree char *over = NULL;
  g_autofree char *who = cst_outbox_who (refund, FIXTURE_NOW);

  assert_contains (who, "Nadia");

  refund->attempts = 3;
  refund->next_try_at = FIXTURE_NOW + 300;
  waiting = cst_outbox_next (refund, FIXTURE_NOW);
  assert_contains (waiting, "5 min");
  assert_contains (waiting, "3 attempts");

  refund->state = CST_OPERATION_HELD;
  refund->hold_until = FIXTURE_NOW + 8;
  held = cst_outbox_next (refund, FIXTURE_NOW);
  assert_contains (held, "8 seconds");
  over = cst_outbox_next (refund, FIXTURE_NOW + 9);
  g_assert_null (over);
}

/* A refusal says what the marketplace said; set aside, it still does. */
static void
test_reasons (void)
{
  g_autoptr(CstOperation) refund = make_refund (2, 800);
  g_autofree char *refused = NULL;
  g_autofree char *dismissed = NULL;
  g_autofree char *undone = NULL;

  refund->state = CST_OPERATION_REFUSED_STATE;
  refund->last_problem = g_strdup ("The parcel was lost by the carrier.");
  refused = cst_outbox_why (refund);
  assert_contains (refused, "said no");
  assert_contains (refused, "lost by the carrier");

  refund->state = CST_OPERATION_CANCELLED;
  dismissed = cst_outbox_why (refund);
  assert_contains (dismissed, "set it aside");
  assert_contains (dismissed, "lost by the carrier");

  g_clear_pointer (&refund->last_problem, g_free);
  undone = cst_outbox_why (refund);
  assert_contains (undone, "taken back");
}

static const CstOutboxComparison *
find_comparison (GPtrArray  *comparisons,
                 const char *label)
{
  for (guint i = 0; i < comparisons->len; i++)
    {
      const CstOutboxComparison *comparison = g_ptr_array_index (comparisons, i);

      if (strcmp (comparison->label, label) == 0)
        return comparison;
    }

  g_error ("No comparison of “%s”", label);
}

/* R7: two desks decided; the losing one sees both decisions with amounts and texts. */
static void
test_conflict (void)
{
  g_autoptr(CstOrder) order = make_order ();
  g_autoptr(CstOperation) refund = make_refund (2, 800);
  g_autoptr(CstIncident) incident = cst_incident_new ();
  g_autoptr(GPtrArray) comparisons = NULL;
  CstResolution *theirs = cst_record_new (&cst_resolution_type);
  CstResolutionLine *line = cst_record_new (&cst_resolution_line_type);
  CstAccountInfo info = { .audience = CST_CUSTOMER_RETAILER };
  const CstOutboxComparison *row;

  refund->text = g_strdup ("Sorry for the broken bowls");
  incident->state = CST_INCIDENT_IN_PROGRESS;
  theirs->kind = CST_RESOLUTION_REPLACEMENT;
  theirs->state = CST_RESOLUTION_REQUESTED;
  theirs->by = g_strdup ("Karim");
  theirs->requested_at = FIXTURE_NOW - 60;
  theirs->instructions = g_strdup ("Keep the broken ones");
  line->line = g_strdup ("l1");
  line->quantity = 2;
  g_ptr_array_add (theirs->lines, line);
  g_ptr_array_add (incident->resolutions, theirs);

  comparisons = cst_outbox_compare (refund, order, incident, &info, FIXTURE_NOW);

  row = find_comparison (comparisons, "Decision");
  assert_contains (row->ours, "Refund");
  assert_contains (row->theirs, "Replacement");
  g_assert_true (row->differs);

  row = find_comparison (comparisons, "Pieces");
  g_assert_cmpstr (row->ours, ==, row->theirs);
  g_assert_false (row->differs);

  row = find_comparison (comparisons, "Text");
  g_assert_cmpstr (row->ours, ==, "Sorry for the broken bowls");
  g_assert_cmpstr (row->theirs, ==, "Keep the broken ones");

  row = find_comparison (comparisons, "Decided by");
  assert_contains (row->ours, "Nadia");
  assert_contains (row->theirs, "Karim");

  row = find_comparison (comparisons, "Amount");
  assert_contains (row->ours, "8.00");
}

/* ── Out of the store ──────────────────────────────────────────────────────────────────────────── */

static gpointer
save_account (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(CstAccount) account = cst_account_new ();

  account->name = g_strdup ("shop");
  account->connector = g_strdup ("constat");

  return GINT_TO_POINTER (cst_db_save_account (db, account, error));
}

static void
add_operation (Fixture           *fixture,
               CstOperationState  state,
               const char        *text)
{
  g_autoptr(CstOperation) operation = make_refund (1, 400);
  g_autofree char *body = NULL;
  g_autofree char *sql = NULL;

  operation->state = state;
  operation->text = g_strdup (text);
  body = cst_record_to_text (&cst_operation_type, operation);
  sql = g_strdup_printf ("INSERT INTO operations (account, key, kind, state, order_id, incident, created_at, body)"
                         " VALUES (1, '%s', %d, %d, 'o1', 'i1', 1, '%s')",
                         operation->key, (int) operation->kind, (int) state, body);
  fixture_exec (fixture, sql);
}

static GPtrArray *
load (Fixture    *fixture,
      gboolean    is_finished,
      const char *search)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);
  CstOutboxRequest *request = cst_outbox_request_new (fixture->store, FIXTURE_NOW, is_finished, search, 10);
  GPtrArray *entries = cst_outbox_load (db, request, NULL, &error);

  g_assert_no_error (error);
  cst_outbox_request_free (request);

  return entries;
}

static CstOperationState
state_at (GPtrArray *entries,
          guint      index)
{
  return cst_outbox_entry_get_operation (g_ptr_array_index (entries, index))->state;
}

static void
test_store (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) open = NULL;
  g_autoptr(GPtrArray) over = NULL;
  g_autoptr(GPtrArray) found = NULL;
  g_autofree char *subject = NULL;

  fixture_run (fixture, save_account, NULL);
  add_operation (fixture, CST_OPERATION_CONFLICT, "conflict");
  add_operation (fixture, CST_OPERATION_QUEUED, "queued");
  add_operation (fixture, CST_OPERATION_CONFIRMED, "confirmed");
  add_operation (fixture, CST_OPERATION_CANCELLED, "cancelled");
  add_operation (fixture, CST_OPERATION_HELD, "held");

  open = load (fixture, FALSE, NULL);
  g_assert_cmpuint (open->len, ==, 3);
  g_assert_cmpint (state_at (open, 0), ==, CST_OPERATION_CONFLICT);
  g_assert_cmpint (state_at (open, 1), ==, CST_OPERATION_HELD);
  g_assert_cmpint (state_at (open, 2), ==, CST_OPERATION_QUEUED);

  /* Its order never came: the id has to do. */
  subject = cst_outbox_entry_dup_subject (g_ptr_array_index (open, 0));
  assert_contains (subject, "o1");

  over = load (fixture, TRUE, NULL);
  g_assert_cmpuint (over->len, ==, 2);

  found = load (fixture, TRUE, "nothing like it'");
  g_assert_cmpuint (found->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outbox/actions-by-state", test_actions);
  g_test_add_func ("/R13/outbox-amounts", test_amounts);
  g_test_add_func ("/outbox/content", test_content);
  g_test_add_func ("/outbox/times", test_times);
  g_test_add_func ("/outbox/reasons", test_reasons);
  g_test_add_func ("/R7/conflict-shows-both-sides", test_conflict);
  g_test_add ("/outbox/from-the-store", Fixture, NULL, fixture_set_up, test_store, fixture_tear_down);

  return g_test_run ();
}
