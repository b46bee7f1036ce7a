/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cst-drafts.h"
#include "cst-journal.h"
#include "cst-quantities.h"
#include "cst-util.h"
#include "decide-fixture.h"

static const char *program;

static gpointer
save_draft_func (CstDb         *db,
                 gpointer       request,
                 GCancellable  *cancellable,
                 GError       **error)
{
  return GINT_TO_POINTER (cst_db_save_draft (db, request, "{}", 1, error));
}

/* What is typed for one order is listed for that one alone, however its neighbour is called. */
static void
test_drafts_of_order (Fixture       *fixture,
                      gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autofree char *mine = cst_draft_key (account, "o1", "i1", "resolution");
  g_autofree char *neighbour = cst_draft_key (account, "o10", "i1", "resolution");
  g_autofree char *other = cst_draft_key (account + 1, "o1", "i1", "resolution");
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = NULL;
  g_auto(GStrv) keys = NULL;

  fixture_run (fixture, save_draft_func, mine);
  fixture_run (fixture, save_draft_func, neighbour);
  fixture_run (fixture, save_draft_func, other);
  db = cst_store_open_reader (fixture->store, &error);
  keys = cst_db_draft_keys (db, account, "o1", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (keys), ==, 1);
  g_assert_cmpstr (keys[0], ==, mine);
}

static void
test_refund (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_REFUND, account, 2);
  g_autoptr(CstOperation) written = NULL;
  g_autofree char *draft = cst_draft_key (account, "o1", "i1", "resolution");
  g_autoptr(GError) error = NULL;
  gint64 id;

  fixture_run (fixture, save_draft_func, draft);
  id = decide_at (fixture, operation, FIXTURE_NOW, 10, draft, &error);
  g_assert_no_error (error);

  written = read_operation (fixture, id);
  g_assert_cmpint ((int) written->state, ==, CST_OPERATION_HELD);
  g_assert_cmpint (written->hold_until, ==, FIXTURE_NOW + 10);
  g_assert_cmpint (written->if_version, ==, 1);
  g_assert_cmpint (written->expected.goods, ==, 900);
  g_assert_cmpstr (written->expected.currency, ==, "EUR");
  g_assert_cmpstr (written->key, ==, operation->key);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM drafts"), ==, 0);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM journal WHERE kind = 'decided' AND person = 'p1'"),
                   ==, 1);
}

/* R12: what a person wrote and who they are stay out of the journal. */
static void
test_journal_holds_no_text (Fixture       *fixture,
                            gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_MESSAGE, account, 0);
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
  g_autoptr(GPtrArray) entries = NULL;
  g_autofree char *digest = NULL;
  g_autoptr(GError) error = NULL;
  const CstJournalEntry *entry;

  operation->text = g_strdup ("Bonjour Madame Martin");
  g_assert_cmpint (decide (fixture, operation, 0, &error), !=, 0);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM journal WHERE payload LIKE '%Martin%'"
                                            " OR payload LIKE '%Lovelace%' OR person LIKE '%Lovelace%'"),
                   ==, 0);

  entries = cst_db_journal_of_incident (db, account, "i1", &error);
  entry = g_ptr_array_index (entries, entries->len - 1);
  digest = cst_db_journal_digest (db, operation, &error);
  g_assert_cmpstr (entry->details.digest, ==, digest);
  g_assert_true (cst_db_journal_verify (db, NULL, &error));
}

static void
test_needs_person (Fixture       *fixture,
                   gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_REFUND, account, 1);

  g_clear_pointer (&operation->person, g_free);
  assert_refused (fixture, operation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_PERSON);
}

static void
test_quantities (Fixture       *fixture,
                 gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) too_many = make_operation (CST_OPERATION_REFUND, account, 13);
  g_autoptr(CstOperation) first = make_operation (CST_OPERATION_REFUND, account, 10);
  g_autoptr(CstOperation) second = make_operation (CST_OPERATION_REPLACEMENT, account, 3);
  g_autoptr(GError) error = NULL;

  assert_refused (fixture, too_many, CST_QUANTITY_ERROR, CST_QUANTITY_ERROR_EXCEEDED);

  apply_incident (fixture, account, make_incident ("i2", "o1", 1, CST_INCIDENT_SUBMITTED));
  g_assert_cmpint (decide (fixture, first, 0, &error), !=, 0);
  g_assert_no_error (error);

  /* Another problem of the same order: the outbox counts. */
  cst_set_str (&second->incident, "i2");
  assert_refused (fixture, second, CST_QUANTITY_ERROR, CST_QUANTITY_ERROR_EXCEEDED);
  ((CstOperationLine *) g_ptr_array_index (second->lines, 0))->quantity = 2;
  g_assert_cmpint (decide (fixture, second, 0, &error), !=, 0);
  g_assert_no_error (error);
}

static void
test_one_unfinished (Fixture       *fixture,
                     gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) first = make_operation (CST_OPERATION_REFUND, account, 1);
  g_autoptr(CstOperation) second = make_operation (CST_OPERATION_REPLACEMENT, account, 1);
  g_autoptr(GError) error = NULL;
  gint64 id = decide (fixture, first, 0, &error);

  g_assert_no_error (error);
  assert_refused (fixture, second, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED);
  move (fixture, id, CST_OPERATION_SENDING);
  assert_refused (fixture, second, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED);
  move (fixture, id, CST_OPERATION_OUTCOME_UNKNOWN);
  assert_refused (fixture, second, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED);

  /* By a person's word it arrived; what the truth says of it is not here yet, whatever else it said meanwhile. */
  apply_incident (fixture, account, make_incident ("i1", "o1", 2, CST_INCIDENT_SUBMITTED));
  move (fixture, id, CST_OPERATION_CONFIRMED);
  assert_refused (fixture, second, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED);
  apply_incident (fixture, account, make_incident ("i1", "o1", 3, CST_INCIDENT_SUBMITTED));
  g_assert_cmpint (decide (fixture, second, 0, &error), !=, 0);
  g_assert_no_error (error);
}

static void
test_conflict_and_refusal_are_finished (Fixture       *fixture,
                                        gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  CstOperationState ends[] = { CST_OPERATION_REFUSED_STATE, CST_OPERATION_CONFLICT };

  /* All twelve pieces each time: what is finished counts nowhere any more. */
  for (gsize i = 0; i <= G_N_ELEMENTS (ends); i++)
    {
      g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_REPLACEMENT, account, 12);
      g_autoptr(GError) error = NULL;
      gint64 id = decide (fixture, operation, 0, &error);

      g_assert_no_error (error);
      if (i == G_N_ELEMENTS (ends))
        break;

      move (fixture, id, CST_OPERATION_SENDING);
      move (fixture, id, ends[i]);
    }
}

static void
test_requested_in_truth (Fixture       *fixture,
                         gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  CstIncident *incident = make_incident ("i1", "o1", 2, CST_INCIDENT_IN_PROGRESS);
  CstIncident *contested = make_incident ("i1", "o1", 3, CST_INCIDENT_SUBMITTED);
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_REPLACEMENT, account, 1);
  g_autoptr(GError) error = NULL;

  add_resolution (incident, "r1", CST_RESOLUTION_REFUND, CST_RESOLUTION_REQUESTED, 2);
  apply_incident (fixture, account, incident);
  assert_refused (fixture, operation, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED);

  /* R5: carried out and contested, a second one is possible. */
  contested->contested = TRUE;
  add_resolution (contested, "r1", CST_RESOLUTION_REFUND, CST_RESOLUTION_EXECUTED, 2);
  apply_incident (fixture, account, contested);
  g_assert_cmpint (decide (fixture, operation, 0, &error), !=, 0);
  g_assert_no_error (error);
}

static void
test_settled (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_REFUND, account, 1);

  apply_incident (fixture, account, make_incident ("i1", "o1", 2, CST_INCIDENT_RESOLVED));
  assert_refused (fixture, operation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);
}

static void
test_marketplace_handles (Fixture       *fixture,
                          gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  CstIncident *theirs = make_incident ("i1", "o1", 2, CST_INCIDENT_SUBMITTED);
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_REPLACEMENT, account, 1);

  theirs->handler = CST_HANDLER_MARKETPLACE;
  apply_incident (fixture, account, theirs);
  assert_refused (fixture, operation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);

  apply_incident (fixture, account, make_incident ("i1", "o1", 3, CST_INCIDENT_MARKETPLACE_REVIEW));
  assert_refused (fixture, operation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);
}

static void
test_return_needs_label (Fixture       *fixture,
                         gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_REPLACEMENT, account, 1);
  g_autoptr(GError) error = NULL;

  operation->with_return = TRUE;
  assert_refused (fixture, operation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  operation->label_follows_on = g_strdup ("soon");
  assert_refused (fixture, operation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  cst_set_str (&operation->label_follows_on, "2026-11-25");
  g_assert_cmpint (decide (fixture, operation, 0, &error), !=, 0);
  g_assert_no_error (error);
}

static void
test_return_with_label (Fixture       *fixture,
                        gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_REPLACEMENT, account, 1);
  CstOutgoingFile *label = cst_record_new (&cst_outgoing_file_type);
  g_autoptr(GError) error = NULL;

  label->path = g_strdup ("0123");
  label->filename = g_strdup ("label.pdf");
  g_ptr_array_add (operation->files, label);
  assert_refused (fixture, operation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  operation->with_return = TRUE;
  g_assert_cmpint (decide (fixture, operation, 0, &error), !=, 0);
  g_assert_no_error (error);
}

static void
test_amount_as_shown (Fixture       *fixture,
                      gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  CstOrder *dearer = make_order ("o1", 2, CST_ORDER_PROBLEM_REPORTED);
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_REFUND, account, 1);
  g_autoptr(CstOrder) shown = make_order ("o1", 1, CST_ORDER_PROBLEM_REPORTED);
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  cst_refund_amounts (shown, none, none, operation, &operation->expected);
  ((CstOrderLine *) g_ptr_array_index (dearer->lines, 0))->unit_price = 400;
  apply_order (fixture, account, dearer);
  assert_refused (fixture, operation, CST_STORE_ERROR, CST_STORE_ERROR_MOVED);
}

static void
test_texts (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_MESSAGE, account, 0);
  g_autoptr(GError) error = NULL;

  operation->text = g_strdup (" \n");
  assert_refused (fixture, operation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  g_free (operation->text);
  operation->text = g_strnfill (4001, 'a');
  assert_refused (fixture, operation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  operation->text[4000] = '\0';
  g_assert_cmpint (decide (fixture, operation, 0, &error), !=, 0);
  g_assert_no_error (error);
}

static void
test_unknown_incident (Fixture       *fixture,
                       gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_REFUND, account, 1);
  g_autoptr(CstOperation) nameless = make_operation (CST_OPERATION_NOTE, account, 0);

  cst_set_str (&operation->incident, "i9");
  assert_refused (fixture, operation, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND);
  g_clear_pointer (&nameless->incident, g_free);
  nameless->text = g_strdup ("x");
  assert_refused (fixture, nameless, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
}

static void
test_ship_replacement (Fixture       *fixture,
                       gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  CstIncident *incident = make_incident ("i1", "o1", 2, CST_INCIDENT_IN_PROGRESS);
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_SHIP_REPLACEMENT, account, 0);
  g_autoptr(CstOperation) again = make_operation (CST_OPERATION_SHIP_REPLACEMENT, account, 0);
  g_autoptr(GError) error = NULL;

  add_resolution (incident, "r1", CST_RESOLUTION_REPLACEMENT, CST_RESOLUTION_REQUESTED, 2);
  apply_incident (fixture, account, incident);

  operation->subject = g_strdup ("r9");
  operation->carrier = g_strdup ("Colissimo");
  assert_refused (fixture, operation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);
  cst_set_str (&operation->subject, "r1");
  assert_refused (fixture, operation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  operation->tracking_number = g_strdup ("6A123");
  g_assert_cmpint (decide (fixture, operation, 0, &error), !=, 0);
  g_assert_no_error (error);

  again->subject = g_strdup ("r1");
  again->carrier = g_strdup ("Colissimo");
  again->tracking_number = g_strdup ("6A124");
  assert_refused (fixture, again, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED);
}

static void
test_superseded (Fixture       *fixture,
                 gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) first = make_operation (CST_OPERATION_OPENED, account, 0);
  g_autoptr(CstOperation) second = make_operation (CST_OPERATION_OPENED, account, 0);
  g_autoptr(CstOperation) older = NULL;
  gint64 id = decide (fixture, first, 0, NULL);

  g_assert_cmpint (decide (fixture, second, 0, NULL), !=, 0);
  older = read_operation (fixture, id);
  g_assert_cmpint ((int) older->state, ==, CST_OPERATION_CANCELLED);
}

/* R1 under random decisions, undos, answers and new truth, against a model that only adds up. */
static void
test_random_sums (Fixture       *fixture,
                  gconstpointer  unused)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (20261123);
  gint64 account = set_up_problem (fixture);
  const char *incidents[] = { "i1", "i2", "i3" };
  gint64 pending[G_N_ELEMENTS (incidents)] = { 0 };
  int quantity_of[G_N_ELEMENTS (incidents)] = { 0 };
  int refused = 0;
  int accepted = 0;

  apply_incident (fixture, account, make_incident ("i2", "o1", 1, CST_INCIDENT_SUBMITTED));
  apply_incident (fixture, account, make_incident ("i3", "o1", 1, CST_INCIDENT_SUBMITTED));

  for (int step = 0; step < 150; step++)
    {
      int which = g_rand_int_range (random, 0, (int) G_N_ELEMENTS (incidents));
      int quantity = g_rand_int_range (random, 1, 9);
      int taken = quantity_of[0] + quantity_of[1] + quantity_of[2];
      g_autoptr(CstOperation) operation = NULL;
      gint64 id;

      if (pending[which] != 0)
        {
          move (fixture, pending[which], CST_OPERATION_CANCELLED);
          pending[which] = 0;
          quantity_of[which] = 0;
          continue;
        }

      operation = make_operation (g_rand_boolean (random) ? CST_OPERATION_REPLACEMENT : CST_OPERATION_REFUND, account,
                                  quantity);
      cst_set_str (&operation->incident, incidents[which]);
      id = decide (fixture, operation, g_rand_boolean (random) ? 10 : 0, NULL);
      g_assert_cmpint (id != 0, ==, taken + quantity <= 12);
      if (id != 0)
        {
          pending[which] = id;
          quantity_of[which] = quantity;
          accepted++;
        }
      else
        {
          refused++;
        }
    }

  g_assert_cmpint (accepted, >, 20);
  g_assert_cmpint (refused, >, 5);
}

/* What the killed process does: decide again and again, one byte on its output for each. */
static int
decide_for_ever (const char *dir,
                 gint64      account)
{
  g_autoptr(CstClock) clock = cst_clock_new_fixed (FIXTURE_NOW);
  g_autoptr(CstStore) store = cst_store_open (dir, clock, NULL);
  Fixture fixture = { .store = store };

  for (;;)
    {
      g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_MESSAGE, account, 0);

      operation->text = g_strdup ("Bonjour");
      if (decide (&fixture, operation, 0, NULL) == 0 || write (STDOUT_FILENO, "x", 1) != 1)
        return 1;
    }
}

static void
kill_while_deciding (const char *dir,
                     gint64      account,
                     int         after)
{
  g_autofree char *account_text = g_strdup_printf ("%" G_GINT64_FORMAT, account);
  const char *argv[] = { program, "--decide-for-ever", dir, account_text, NULL };
  g_autoptr(GError) error = NULL;
  int output = -1;
  int status = 0;
  char byte = 0;
  GPid child;

  g_assert_true (g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child,
                                           NULL, &output, NULL, &error));
  g_assert_no_error (error);

  for (int i = 0; i < after; i++)
    g_assert_cmpint (read (output, &byte, 1), ==, 1);
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  close (output);
}

/* The process dies at a random moment: each decision is there with its journal entry, or not at all. */
static void
test_killed (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(GRand) random = g_rand_new_with_seed (7);

  fixture_close (fixture);
  for (int round = 0; round < 12; round++)
    kill_while_deciding (fixture->dir, account, g_rand_int_range (random, 1, 6));
  fixture_reopen (fixture);

  g_assert_null (cst_store_get_recovery (fixture->store));
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM operations"), >=, 12);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM operations"), ==,
                   fixture_number (fixture, "SELECT count(*) FROM journal WHERE kind = 'decided'"));
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM operations WHERE NOT EXISTS"
                                            " (SELECT 1 FROM journal WHERE journal.operation = operations.id)"),
                   ==, 0);
}

#define TEST(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

static CstOperation *
make_finding (gint64         account,
              int            quantity,
              CstFindingKind finding)
{
  CstOperation *operation = make_operation (CST_OPERATION_FINDING, account, 0);

  cst_operation_add_line (operation, "l1", quantity)->finding = finding;

  return operation;
}

static CstOutgoingFile *
add_file (CstOperation *operation,
          const char   *media_type,
          gint64        size)
{
  CstOutgoingFile *file = cst_record_new (&cst_outgoing_file_type);

  file->path = g_strdup ("0123");
  file->filename = g_strdup ("secret.jpg");
  file->media_type = g_strdup (media_type);
  file->sha256 = g_strdup ("abc");
  file->size = size;
  g_ptr_array_add (operation->files, file);

  return file;
}

/* R7: evidence is one file of a kind that can be shown, and the journal keeps nothing of it but a digest. */
static void
test_evidence (Fixture       *fixture,
               gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_EVIDENCE, account, 0);
  g_autoptr(GError) error = NULL;
  CstOutgoingFile *file;

  assert_refused (fixture, operation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  file = add_file (operation, "application/zip", 10);
  assert_refused (fixture, operation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);
  cst_set_str (&file->media_type, "image/jpeg");
  file->size = 0;
  assert_refused (fixture, operation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  file->size = 10;
  add_file (operation, "image/jpeg", 10);
  assert_refused (fixture, operation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  cst_record_free (&cst_outgoing_file_type, g_ptr_array_steal_index (operation->files, 1));

  cst_set_str (&operation->text, "From the bench of Mr Secret");
  decide (fixture, operation, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM journal WHERE kind = 'decided'"
                                            " AND payload LIKE '%evidence%' AND payload LIKE '%digest%'"), ==, 1);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM journal WHERE payload LIKE '%secret%'"), ==, 0);
}

/* The account says how large a file may be. */
static void
test_evidence_limit (Fixture       *fixture,
                     gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_EVIDENCE, account, 0);
  CstOutgoingFile *file = add_file (operation, "image/jpeg", 1001);

  fixture_exec (fixture, "UPDATE accounts SET body = json_set (body, '$.info.attachment_limit', 1000)");
  assert_refused (fixture, operation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);
  file->size = 1000;
  g_assert_cmpint (decide (fixture, operation, 0, NULL), !=, 0);
}

/* What the marketplace would refuse is refused here; where it says nothing, everything is tried. */
static void
test_message_types (Fixture       *fixture,
                    gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_MESSAGE, account, 0);

  cst_set_str (&operation->text, "See the label");
  add_file (operation, "image/tiff", 10);
  fixture_exec (fixture, "UPDATE accounts SET body ="
                         " json_set (body, '$.info.message_media_types', json_array ('image/jpeg'))");
  assert_refused (fixture, operation, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);
  fixture_exec (fixture, "UPDATE accounts SET body = json_remove (body, '$.info.message_media_types')");
  g_assert_cmpint (decide (fixture, operation, 0, NULL), !=, 0);
}

/* R1: of the 2 pieces reported, no finding speaks of more, and of none twice. */
static void
test_finding (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) empty = make_operation (CST_OPERATION_FINDING, account, 0);
  g_autoptr(CstOperation) many = make_finding (account, 2, CST_FINDING_CONFIRMED);
  g_autoptr(CstOperation) twice = make_finding (account, 1, CST_FINDING_CONFIRMED);
  g_autoptr(CstOperation) outside = make_finding (account, 1, CST_FINDING_CONFIRMED);
  g_autoptr(CstOperation) mixed = make_finding (account, 1, CST_FINDING_CONFIRMED);
  g_autoptr(CstOperation) written = NULL;
  g_autoptr(GError) error = NULL;
  CstMark *mark = cst_record_new (&cst_mark_type);
  gint64 id;

  assert_refused (fixture, empty, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  cst_operation_add_line (many, "l1", 1)->finding = CST_FINDING_NOT_CONFIRMED;
  assert_refused (fixture, many, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  cst_operation_add_line (twice, "l1", 1)->finding = CST_FINDING_CONFIRMED;
  assert_refused (fixture, twice, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  mark->attachment = g_strdup ("a1");
  mark->shape = CST_MARK_ARROW;
  mark->x2 = CST_MARK_SCALE + 1;
  g_ptr_array_add (outside->marks, mark);
  assert_refused (fixture, outside, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);

  mark->x2 = CST_MARK_SCALE;
  g_ptr_array_add (mixed->marks, cst_record_dup (&cst_mark_type, mark));
  cst_operation_add_line (mixed, "l1", 1)->finding = CST_FINDING_CANNOT_TELL;
  id = decide (fixture, mixed, 0, &error);
  g_assert_no_error (error);
  written = read_operation (fixture, id);
  g_assert_true (cst_record_equal (&cst_mark_type, mark, g_ptr_array_index (written->marks, 0)));
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM journal"
                                            " WHERE payload LIKE '%l1×1:confirmed l1×1:cannot_tell%'"), ==, 1);
}

/* R12: the journal proves a mark without saying it. */
static void
test_finding_digest (Fixture       *fixture,
                     gconstpointer  unused)
{
  gint64 account = set_up_problem (fixture);
  g_autoptr(CstOperation) finding = make_finding (account, 1, CST_FINDING_CONFIRMED);
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
  g_autofree char *digest = NULL;
  g_autofree char *other = NULL;
  g_autoptr(GError) error = NULL;
  CstMark *mark = cst_record_new (&cst_mark_type);

  mark->attachment = g_strdup ("a1");
  mark->shape = CST_MARK_TEXT;
  mark->text = g_strdup ("Madame Martin");
  g_ptr_array_add (finding->marks, mark);
  g_assert_cmpint (decide (fixture, finding, 0, &error), !=, 0);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM journal WHERE payload LIKE '%Martin%'"), ==, 0);

  digest = cst_db_journal_digest (db, finding, &error);
  g_assert_no_error (error);
  mark->x1 = 1;
  other = cst_db_journal_digest (db, finding, &error);
  g_assert_cmpstr (digest, !=, other);
}

int
main (int    argc,
      char **argv)
{
  if (argc == 4 && g_strcmp0 (argv[1], "--decide-for-ever") == 0)
    return decide_for_ever (argv[2], g_ascii_strtoll (argv[3], NULL, 10));

  g_test_init (&argc, &argv, NULL);
  program = argv[0];

  TEST ("/O8/refund", test_refund);
  TEST ("/R12/decide/journal-holds-no-text", test_journal_holds_no_text);
  TEST ("/R7/decide/needs-person", test_needs_person);
  TEST ("/store/drafts-of-an-order", test_drafts_of_order);
  TEST ("/R1/decide/quantities", test_quantities);
  TEST ("/R1/decide/random-sums", test_random_sums);
  TEST ("/R5/decide/one-unfinished", test_one_unfinished);
  TEST ("/R5/decide/conflict-and-refusal-are-finished", test_conflict_and_refusal_are_finished);
  TEST ("/R5/decide/requested-in-truth", test_requested_in_truth);
  TEST ("/O6/decide/settled", test_settled);
  TEST ("/O6/decide/marketplace-handles", test_marketplace_handles);
  TEST ("/O7/decide/return-needs-label", test_return_needs_label);
  TEST ("/O7/decide/return-with-label", test_return_with_label);
  TEST ("/R13/decide/amount-as-shown", test_amount_as_shown);
  TEST ("/O9/decide/texts", test_texts);
  TEST ("/store/decide/unknown-incident", test_unknown_incident);
  TEST ("/R3/decide/ship-replacement", test_ship_replacement);
  TEST ("/R1/decide/finding", test_finding);
  TEST ("/R12/decide/finding-digest", test_finding_digest);
  TEST ("/R7/decide/evidence", test_evidence);
  TEST ("/R7/decide/evidence-limit", test_evidence_limit);
  TEST ("/O9/decide/message-types", test_message_types);
  TEST ("/store/decide/superseded", test_superseded);
  TEST ("/store/decide/killed", test_killed);

  return g_test_run ();
}
