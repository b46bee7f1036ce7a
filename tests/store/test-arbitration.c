/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-case-marks.h"
#include "cst-journal.h"
#include "cst-quantities.h"
#include "decide-fixture.h"

/* P7: while an arbitration decides nobody else does; what it decided is done once, and nothing else. */

typedef struct
{
  gint64       account;
  CstCaseMark *mark;
} Noting;

static gpointer
note_func (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  const Noting *noting = request;

  return GINT_TO_POINTER (cst_db_add_case_mark (db, noting->account, noting->mark, error) &&
                          cst_db_journal_add_mark (db, noting->account, "o1", noting->mark, error));
}

/* Takes @mark. */
static void
note (Fixture     *fixture,
      gint64       account,
      CstCaseMark *mark)
{
  g_autoptr(CstCaseMark) owned = mark;
  Noting noting = { account, mark };

  if (mark->at == 0)
    mark->at = FIXTURE_NOW;
  mark->person = g_strdup ("p1");
  mark->person_name = g_strdup ("Ada Lovelace");
  fixture_run (fixture, note_func, &noting);
}

static void
ask (Fixture    *fixture,
     gint64      account,
     const char *value)
{
  CstCaseMark *mark = cst_case_mark_new ("i1", CST_CASE_MARK_MOMENT, CST_CASE_MOMENT_ARBITRATION, value);

  mark->actor = g_strdup ("customer");
  mark->note = g_strdup ("Madame Petit n’est pas contente");
  note (fixture, account, mark);
}

static void
rule (Fixture          *fixture,
      gint64            account,
      CstRulingOutcome  outcome,
      gint64            amount,
      gboolean          is_binding)
{
  CstRuling ruling = {
    .outcome = outcome, .decided_at = FIXTURE_NOW - 60, .amount = amount, .currency = "EUR", .is_binding = is_binding,
  };
  CstCaseMark *mark = cst_case_mark_new_ruling ("i1", &ruling);

  mark->actor = g_strdup ("Maître Dubois");
  mark->note = g_strdup ("Le colis était mal emballé");
  note (fixture, account, mark);
}

static void
rule_at (Fixture          *fixture,
         gint64            account,
         CstRulingOutcome  outcome,
         gint64            amount,
         gint64            at)
{
  CstRuling ruling = {
    .outcome = outcome, .decided_at = FIXTURE_NOW - 60, .amount = amount, .currency = "EUR", .is_binding = TRUE,
  };
  CstCaseMark *mark = cst_case_mark_new_ruling ("i1", &ruling);

  mark->at = at;
  note (fixture, account, mark);
}

static gint64
try (Fixture          *fixture,
     gint64            account,
     CstOperationKind  kind,
     int               quantity,
     gint64            amount)
{
  g_autoptr(CstOperation) operation = make_operation (kind, account, quantity);
  g_autoptr(GError) error = NULL;
  gint64 id;

  ((CstOperationLine *) g_ptr_array_index (operation->lines, 0))->amount = amount;
  id = decide (fixture, operation, 0, &error);
  if (id == 0)
    g_assert_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);

  return id;
}

static void
test_undecided (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);

  ask (fixture, account, "2026-11-23T08:00:00Z");
  g_assert_cmpint (try (fixture, account, CST_OPERATION_REFUND, 2, 0), ==, 0);
  g_assert_cmpint (try (fixture, account, CST_OPERATION_REPLACEMENT, 2, 0), ==, 0);
  ask (fixture, account, "");
  g_assert_cmpint (try (fixture, account, CST_OPERATION_REFUND, 2, 0), !=, 0);
}

static void
test_binds (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  gint64 id;

  ask (fixture, account, "2026-11-23T08:00:00Z");
  rule (fixture, account, CST_RULING_REFUND, 700, TRUE);
  g_assert_cmpint (try (fixture, account, CST_OPERATION_REPLACEMENT, 2, 0), ==, 0);
  g_assert_cmpint (try (fixture, account, CST_OPERATION_REFUND, 2, 699), ==, 0);
  g_assert_cmpint (try (fixture, account, CST_OPERATION_REFUND, 2, 0), ==, 0);
  id = try (fixture, account, CST_OPERATION_REFUND, 2, 700);
  g_assert_cmpint (id, !=, 0);

  /* Once: neither beside it while it is on its way, nor after it. */
  move (fixture, id, CST_OPERATION_SENDING);
  move (fixture, id, CST_OPERATION_CONFIRMED);
  {
    g_autoptr(CstOperation) again = make_operation (CST_OPERATION_REFUND, account, 2);
    g_autoptr(GError) error = NULL;

    ((CstOperationLine *) g_ptr_array_index (again->lines, 0))->amount = 700;
    g_assert_cmpint (decide (fixture, again, 0, &error), ==, 0);
    g_assert_nonnull (error);
  }
}

/* What did not arrive is no reason not to do what was decided. */
static void
test_after_refusal (Fixture       *fixture,
                    gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  gint64 id;

  rule (fixture, account, CST_RULING_REPLACEMENT, 0, TRUE);
  id = try (fixture, account, CST_OPERATION_REPLACEMENT, 2, 0);
  move (fixture, id, CST_OPERATION_CANCELLED);
  g_assert_cmpint (try (fixture, account, CST_OPERATION_REFUND, 2, 0), ==, 0);
  g_assert_cmpint (try (fixture, account, CST_OPERATION_REPLACEMENT, 2, 0), !=, 0);
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);

  rule (fixture, account, CST_RULING_NOTHING, 0, TRUE);
  g_assert_cmpint (try (fixture, account, CST_OPERATION_REFUND, 1, 0), ==, 0);
  g_assert_cmpint (try (fixture, account, CST_OPERATION_REPLACEMENT, 1, 0), ==, 0);
  rule (fixture, account, CST_RULING_NOTHING, 0, FALSE);
  g_assert_cmpint (try (fixture, account, CST_OPERATION_REFUND, 1, 0), !=, 0);
}

/* Where it stands, by what was done about it since it was noted: here, at the site, or by another desk. */
static void
test_states (void)
{
  static const struct
  {
    CstResolutionState at_the_site;
    gint64             requested_at; /* 0: there is none */
    CstOperationState  here;         /* none: there is none */
    gint64             created_at;
    CstRulingState     state;
  } rows[] = {
    { CST_RESOLUTION_REQUESTED, 0, CST_OPERATION_STATE_NONE, 0, CST_RULING_OPEN },
    { CST_RESOLUTION_EXECUTED, 999, CST_OPERATION_STATE_NONE, 0, CST_RULING_OPEN },
    { CST_RESOLUTION_EXECUTED, 1000, CST_OPERATION_STATE_NONE, 0, CST_RULING_DONE },
    { CST_RESOLUTION_REQUESTED, 1001, CST_OPERATION_STATE_NONE, 0, CST_RULING_DONE },
    { CST_RESOLUTION_REFUSED, 1001, CST_OPERATION_STATE_NONE, 0, CST_RULING_OPEN },
    { CST_RESOLUTION_CANCELLED, 1001, CST_OPERATION_STATE_NONE, 0, CST_RULING_OPEN },
    { CST_RESOLUTION_REQUESTED, 0, CST_OPERATION_QUEUED, 1001, CST_RULING_UNDER_WAY },
    { CST_RESOLUTION_REQUESTED, 0, CST_OPERATION_CONFIRMED, 1001, CST_RULING_DONE },
    { CST_RESOLUTION_REQUESTED, 0, CST_OPERATION_CONFIRMED, 999, CST_RULING_OPEN },
    { CST_RESOLUTION_REQUESTED, 0, CST_OPERATION_CANCELLED, 1001, CST_RULING_OPEN },
  };
  CstRuling ruling = { .outcome = CST_RULING_REFUND, .noted_at = 1000, .amount = 700, .currency = "EUR",
                       .is_binding = TRUE };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(CstIncident) incident = cst_incident_new ();
      g_autoptr(GPtrArray) operations = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_operation_free);

      incident->id = g_strdup ("i1");
      if (rows[i].requested_at != 0)
        {
          CstResolution *resolution = cst_record_new (&cst_resolution_type);

          resolution->state = rows[i].at_the_site;
          resolution->requested_at = rows[i].requested_at;
          g_ptr_array_add (incident->resolutions, resolution);
        }
      if (rows[i].here != CST_OPERATION_STATE_NONE)
        {
          CstOperation *operation = make_operation (CST_OPERATION_REFUND, 1, 1);

          operation->state = rows[i].here;
          operation->created_at = rows[i].created_at;
          g_ptr_array_add (operations, operation);
        }
      g_assert_cmpint (cst_ruling_state (&ruling, incident, operations), ==, rows[i].state);
    }
}

/* What binds allows just what was decided, in words where it does not. */
static void
test_allows (void)
{
  static const struct
  {
    CstRulingOutcome outcome;
    CstOperationKind kind;
    gint64           goods;
    gint64           shipping;
    gboolean         allows;
  } rows[] = {
    { CST_RULING_UNKNOWN, CST_OPERATION_REFUND, 1, 0, TRUE },
    { CST_RULING_NOTHING, CST_OPERATION_REFUND, 1, 0, FALSE },
    { CST_RULING_NOTHING, CST_OPERATION_REPLACEMENT, 0, 0, FALSE },
    { CST_RULING_REPLACEMENT, CST_OPERATION_REPLACEMENT, 0, 0, TRUE },
    { CST_RULING_REPLACEMENT, CST_OPERATION_REFUND, 700, 0, FALSE },
    { CST_RULING_REFUND, CST_OPERATION_REPLACEMENT, 0, 0, FALSE },
    { CST_RULING_REFUND, CST_OPERATION_REFUND, 699, 0, FALSE },
    { CST_RULING_REFUND, CST_OPERATION_REFUND, 701, 0, FALSE },
    { CST_RULING_REFUND, CST_OPERATION_REFUND, 700, 0, TRUE },
    { CST_RULING_REFUND, CST_OPERATION_REFUND, 600, 100, TRUE },
    { CST_RULING_REFUND, CST_OPERATION_REFUND, 700, 100, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CstRuling ruling = { .outcome = rows[i].outcome, .amount = 700, .currency = "EUR", .is_binding = TRUE };
      g_autoptr(CstOperation) operation = make_operation (rows[i].kind, 1, 1);
      CstAmounts amounts = { .currency = "EUR", .goods = rows[i].goods, .shipping = rows[i].shipping };
      g_autofree char *why_not = NULL;

      g_assert_cmpint (cst_ruling_allows (&ruling, operation, &amounts, &why_not), ==, rows[i].allows);
      g_assert_cmpint (why_not == NULL, ==, rows[i].allows);
      ruling.is_binding = FALSE;
      g_clear_pointer (&why_not, g_free);
      g_assert_true (cst_ruling_allows (&ruling, operation, &amounts, &why_not));
    }
}

/* Pieces that the amount does not need stay free for what may come. */
static void
assert_no_piece_too_many (const CstOrder     *order,
                          const CstOperation *operation)
{
  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *line = g_ptr_array_index (operation->lines, i);
      gint64 price = cst_order_find_line (order, line->line)->unit_price;

      g_assert_cmpint (price * line->quantity, >=, line->amount);
      g_assert_cmpint (price * (line->quantity - 1), <, line->amount);
    }
}

/* Every amount up to what was paid is shared out to the cent, over lines and shipping. */
static void
test_any_amount (Fixture       *fixture,
                 gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);
  g_autoptr(CstOrder) order = cst_db_order (db, account, "o1", &error);
  g_autoptr(GPtrArray) incidents = cst_db_order_incidents (db, account, "o1", &error);
  g_autoptr(GPtrArray) operations = cst_db_operations_of_order (db, account, "o1", &error);
  gint64 whole = order->amounts.goods + order->amounts.shipping;

  g_assert_no_error (error);
  for (gint64 amount = 1; amount <= whole; amount++)
    {
      CstRuling ruling = { .outcome = CST_RULING_REFUND, .amount = amount, .currency = "EUR", .is_binding = TRUE };
      g_autoptr(CstOperation) operation =
        cst_ruling_to_operation (&ruling, account, order, g_ptr_array_index (incidents, 0), incidents, operations);
      g_autofree char *why_not = NULL;
      CstAmounts amounts;

      cst_refund_amounts (order, incidents, operations, operation, &amounts);
      g_assert_cmpint (amounts.goods + amounts.shipping, ==, amount);
      g_assert_true (cst_ruling_allows (&ruling, operation, &amounts, &why_not));
      g_assert_true (cst_quantities_check (order, incidents, operations, operation, &error));
      g_assert_no_error (error);
      assert_no_piece_too_many (order, operation);
    }
}

/* R12: the journal has amounts and a digest, the row has the words until they are erased. */
static void
test_words (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = NULL;
  g_autoptr(GPtrArray) marks = NULL;
  g_autoptr(GPtrArray) journal = NULL;
  g_autoptr(CstRuling) ruling = NULL;
  const CstJournalEntry *last;

  ask (fixture, account, "2026-11-23T08:00:00Z");
  rule (fixture, account, CST_RULING_REFUND, 700, TRUE);
  db = cst_store_open_reader (fixture->store, &error);
  marks = cst_db_case_marks (db, account, "i1", &error);
  journal = cst_db_journal_of_incident (db, account, "i1", &error);
  g_assert_no_error (error);
  ruling = cst_case_marks_ruling (marks);
  g_assert_cmpint (ruling->amount, ==, 700);
  g_assert_cmpint (ruling->noted_at, ==, FIXTURE_NOW);
  last = g_ptr_array_index (journal, journal->len - 1);
  g_assert_cmpstr (last->details.after, ==, "refund");
  g_assert_cmpint (last->details.amount, ==, 700);
  g_assert_nonnull (last->details.digest);
  g_assert_null (strstr (last->payload, "Dubois"));
  g_assert_null (strstr (last->payload, "emballé"));
  g_assert_true (cst_journal_find_mark (last, journal, marks) == g_ptr_array_index (marks, 1));

  fixture_exec (fixture, "UPDATE case_marks SET actor = NULL, note = NULL");
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM case_marks WHERE note IS NOT NULL"), ==, 0);
}

/* What was asked, taken back and asked again in one second is told three times, each time in its own words. */
static void
test_same_second (Fixture       *fixture,
                  gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = NULL;
  g_autoptr(GPtrArray) marks = NULL;
  g_autoptr(GPtrArray) journal = NULL;
  guint n_told = 0;

  ask (fixture, account, "2026-11-23T08:00:00Z");
  ask (fixture, account, "");
  rule (fixture, account, CST_RULING_REFUND, 700, TRUE);
  ask (fixture, account, "2026-11-23T07:00:00Z");
  rule (fixture, account, CST_RULING_REFUND, 500, TRUE);
  db = cst_store_open_reader (fixture->store, &error);
  marks = cst_db_case_marks (db, account, "i1", &error);
  journal = cst_db_journal_of_incident (db, account, "i1", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < journal->len; i++)
    {
      const CstJournalEntry *entry = g_ptr_array_index (journal, i);
      const CstCaseMark *mark = cst_journal_find_mark (entry, journal, marks);

      if (entry->kind == CST_JOURNAL_MOMENT)
        g_assert_true (mark == g_ptr_array_index (marks, n_told++));
    }
  g_assert_cmpuint (n_told, ==, 5);
}

static CstRuling *
ruling_of (Fixture  *fixture,
           gint64    account,
           gboolean *is_undecided)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);
  g_autoptr(GPtrArray) marks = cst_db_case_marks (db, account, "i1", &error);

  g_assert_no_error (error);
  *is_undecided = cst_case_marks_in_arbitration (marks);

  return cst_case_marks_ruling (marks);
}

static void
assert_ruling (Fixture  *fixture,
               gint64    account,
               gint64    amount,
               gboolean  is_undecided)
{
  gboolean is_in_arbitration;
  g_autoptr(CstRuling) ruling = ruling_of (fixture, account, &is_in_arbitration);

  g_assert_cmpint (ruling != NULL ? ruling->amount : 0, ==, amount);
  g_assert_cmpint (is_in_arbitration, ==, is_undecided);
}

/* Whoever asks once more waits for another decision; whoever tells late of the first request does not. */
static void
test_asked_again (Fixture       *fixture,
                  gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);

  ask (fixture, account, "2026-11-23T08:00:00Z");
  assert_ruling (fixture, account, 0, TRUE);
  rule (fixture, account, CST_RULING_REFUND, 700, TRUE);
  assert_ruling (fixture, account, 700, FALSE);
  ask (fixture, account, "2026-11-23T07:30:00Z");
  assert_ruling (fixture, account, 700, FALSE);
  ask (fixture, account, "2026-11-23T08:15:00Z");
  assert_ruling (fixture, account, 0, TRUE);
  g_assert_cmpint (try (fixture, account, CST_OPERATION_REFUND, 2, 700), ==, 0);
  ask (fixture, account, "");
  assert_ruling (fixture, account, 700, FALSE);
  ask (fixture, account, "2026-11-23T08:15:00Z");
  rule (fixture, account, CST_RULING_REFUND, 500, TRUE);
  assert_ruling (fixture, account, 500, FALSE);
  g_assert_cmpint (try (fixture, account, CST_OPERATION_REFUND, 2, 700), ==, 0);
  g_assert_cmpint (try (fixture, account, CST_OPERATION_REFUND, 2, 500), !=, 0);
}

/* A decision noted anew is the same decision: what it asked for was paid and is not paid twice. */
static void
test_corrected (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  gint64 id;

  ask (fixture, account, "2026-11-23T08:00:00Z");
  rule (fixture, account, CST_RULING_REFUND, 700, TRUE);
  rule (fixture, account, CST_RULING_REFUND, 300, TRUE);
  assert_ruling (fixture, account, 300, FALSE);
  g_assert_cmpint (try (fixture, account, CST_OPERATION_REFUND, 2, 700), ==, 0);
  id = try (fixture, account, CST_OPERATION_REFUND, 1, 300);
  g_assert_cmpint (id, !=, 0);
  move (fixture, id, CST_OPERATION_SENDING);
  move (fixture, id, CST_OPERATION_CONFIRMED);
  rule_at (fixture, account, CST_RULING_REFUND, 300, FIXTURE_NOW + 60);
  g_assert_cmpint (try (fixture, account, CST_OPERATION_REFUND, 1, 300), ==, 0);
}

static gpointer
tamper_func (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  return GINT_TO_POINTER (cst_db_exec (db, request, error));
}

static void
test_stands (Fixture       *fixture,
             gconstpointer  unused)
{
  static const char *const tries[] = {
    "UPDATE case_marks SET note = 'something else'", "UPDATE case_marks SET actor = 'brand'",
    "UPDATE case_marks SET value = '{}'",
  };
  gint64 account = set_up_problem (fixture);

  ask (fixture, account, "2026-11-23T08:00:00Z");
  for (gsize i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (cst_store_run_sync (fixture->store, tamper_func, (gpointer) tries[i], NULL, &error));
      g_assert_nonnull (error);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/P7/arbitration/nobody-else-decides", test_undecided);
  ADD ("/P7/arbitration/the-decision-binds-once", test_binds);
  ADD ("/P7/arbitration/tried-again-after-a-failure", test_after_refusal);
  ADD ("/P7/arbitration/nothing-is-owed", test_nothing);
  ADD ("/P7/arbitration/asked-for-once-more", test_asked_again);
  ADD ("/P7/arbitration/corrected-is-the-same-decision", test_corrected);
  ADD ("/P7/arbitration/any-amount", test_any_amount);
  g_test_add_func ("/P7/arbitration/where-it-stands", test_states);
  g_test_add_func ("/P7/arbitration/what-it-allows", test_allows);
  ADD ("/P7/R12/arbitration/words-stay-out-of-the-journal", test_words);
  ADD ("/P7/arbitration/told-in-its-own-words", test_same_second);
  ADD ("/P7/arbitration/words-stand", test_stands);

  return g_test_run ();
}
