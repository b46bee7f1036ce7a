/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-accounts.h"
#include "cst-cache.h"
#include "cst-fake-marketplace.h"
#include "cst-files.h"
#include "cst-home.h"
#include "cst-own-desk.h"
#include "cst-test-dirs.h"
#include "cst-truth.h"

#define START 1795400000

/* What a shop without a desk of its own lacks. */
#define NO_DESK \
  (CST_CAN_NOTE | CST_CAN_FIND | CST_CAN_ADD_EVIDENCE | CST_CAN_ASSIGN | CST_CAN_SAY_OPENED | CST_CAN_MARK_READ)

#define NO_CHAT (CST_CAN_READ_THREADS | CST_CAN_MESSAGE)

typedef struct
{
  CstHome            *home;
  CstFakeMarketplace *site;
  CstMarketplace     *marketplace;
} Fixture;

static gpointer
read_account (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  return cst_db_account (db, ((CstHome *) request)->account->id, error);
}

static void
sync_well (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  CstAccount *account;

  cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_CHECK | CST_SYNC_PULL | CST_SYNC_PUSH, NULL, &error);
  g_assert_no_error (error);
  account = cst_store_run_sync (fixture->home->store, read_account, fixture->home, NULL, &error);
  g_assert_no_error (error);
  cst_account_free (fixture->home->account);
  fixture->home->account = account;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->home = cst_home_new (NULL, "http://127.0.0.1", START);
  fixture->site = cst_fake_marketplace_new (fixture->home->clock, -1, 3);
  cst_fake_marketplace_set_lacking (fixture->site, (CstCapabilities) GPOINTER_TO_INT (data));
  fixture->marketplace = cst_own_desk_new (g_object_ref (CST_MARKETPLACE (fixture->site)),
                                           &fixture->home->account->info);
  sync_well (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cst_home_verify (fixture->home);
  cst_home_free (fixture->home);
  g_assert_finalize_object (fixture->marketplace);
  g_assert_finalize_object (fixture->site);
}

static CstOperation *
new_operation (Fixture          *fixture,
               CstOperationKind  kind)
{
  return cst_home_new_operation (fixture->home, kind, "o1", "i1");
}

static gint64
decide (Fixture      *fixture,
        CstOperation *operation)
{
  g_autoptr(GError) error = NULL;
  gint64 id = cst_home_decide (fixture->home, operation, 0, &error);

  g_assert_no_error (error);

  return id;
}

static void
decide_note (Fixture *fixture)
{
  g_autoptr(CstOperation) operation = new_operation (fixture, CST_OPERATION_NOTE);

  decide (fixture, operation);
}

static gint64
decide_finding (Fixture *fixture)
{
  g_autoptr(CstOperation) operation = new_operation (fixture, CST_OPERATION_FINDING);

  operation->finding = CST_FINDING_CONFIRMED;
  cst_operation_add_line (operation, "1", 2);

  return decide (fixture, operation);
}

static void
decide_evidence (Fixture *fixture)
{
  g_autoptr(CstOperation) operation = new_operation (fixture, CST_OPERATION_EVIDENCE);
  CstOutgoingFile *file = cst_record_new (&cst_outgoing_file_type);
  g_autofree char *path = g_build_filename (fixture->home->dir, "proof", NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, "proof", -1, &error);
  g_assert_no_error (error);
  cst_files_take (fixture->home->store, path, "proof.txt", "text/plain", file, &error);
  g_assert_no_error (error);
  g_ptr_array_add (operation->files, file);
  decide (fixture, operation);
}

static void
decide_others (Fixture *fixture)
{
  g_autoptr(CstOperation) assign = new_operation (fixture, CST_OPERATION_ASSIGN);
  g_autoptr(CstOperation) opened = new_operation (fixture, CST_OPERATION_OPENED);
  g_autoptr(CstOperation) read = cst_home_new_operation (fixture->home, CST_OPERATION_MARK_READ, "o1", NULL);

  assign->assignee = g_strdup ("p-marc");
  assign->assignee_name = g_strdup ("Marc");
  decide (fixture, assign);
  decide (fixture, opened);
  read->read_up_to = g_strdup ("m1");
  decide (fixture, read);
}

static CstThread *
the_thread (Fixture *fixture)
{
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->home->store, NULL);
  g_autoptr(GError) error = NULL;
  CstThread *thread = cst_db_thread (db, fixture->home->account->id, "o1", &error);

  g_assert_no_error (error);

  return thread;
}

static void
assert_nothing_waits (Fixture *fixture)
{
  g_autoptr(GPtrArray) pending = cst_home_pending (fixture->home);

  g_assert_cmpuint (pending->len, ==, 0);
}

static void
test_offered (Fixture       *fixture,
              gconstpointer  data)
{
  const CstAccount *account = fixture->home->account;

  g_assert_true (cst_account_can (account, CST_CAN_NOTE));
  g_assert_true (cst_account_keeps_here (account, NO_DESK));
  g_assert_false (cst_account_keeps_here (account, CST_CAN_REFUND));
  g_assert_true (cst_account_can (account, CST_CAN_REFUND));
}

/* Where nobody writes and where there are no incidents, nothing is offered for them. */
static void
test_not_offered (Fixture       *fixture,
                  gconstpointer  data)
{
  cst_fake_marketplace_set_lacking (fixture->site, NO_DESK | NO_CHAT);
  sync_well (fixture);
  g_assert_false (cst_account_can (fixture->home->account, CST_CAN_MARK_READ));
  g_assert_true (cst_account_keeps_here (fixture->home->account, NO_CHAT));
  g_assert_true (cst_account_keeps_here (fixture->home->account, CST_CAN_NOTE));

  cst_fake_marketplace_set_lacking (fixture->site, NO_DESK | CST_CAN_READ_INCIDENTS);
  sync_well (fixture);
  g_assert_cmpint (fixture->home->account->info.desk_only, ==, 0);
  g_assert_false (cst_account_can (fixture->home->account, CST_CAN_NOTE));
}

static void
assert_all_there (Fixture *fixture)
{
  g_autoptr(CstDesk) desk = cst_home_desk (fixture->home, "i1");
  g_autoptr(CstThread) thread = the_thread (fixture);

  g_assert_cmpuint (desk->notes->len, ==, 1);
  g_assert_cmpuint (desk->findings->len, ==, 1);
  g_assert_cmpuint (desk->evidence->len, ==, 1);
  g_assert_cmpuint (desk->opened_by->len, ==, 1);
  g_assert_nonnull (desk->assigned_to);
  g_assert_cmpstr (desk->assigned_to->name, ==, "Marc");
  g_assert_cmpstr (thread->read_up_to, ==, "m1");
}

/* The site is not asked, and need not be there. */
static void
test_site_is_away (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstOperation) refund = new_operation (fixture, CST_OPERATION_REFUND);
  g_autoptr(CstOperation) waiting = NULL;

  cst_operation_add_line (refund, "1", 1);
  decide (fixture, refund);
  decide_note (fixture);
  decide_finding (fixture);
  decide_evidence (fixture);
  decide_others (fixture);

  cst_fake_marketplace_fail_next (fixture->site, CST_MARKETPLACE_ERROR_OFFLINE, -1);
  cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_CHECK | CST_SYNC_PUSH, NULL, &error);
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_OFFLINE);

  assert_all_there (fixture);
  g_assert_cmpuint (cst_fake_marketplace_count_pushes (fixture->site), ==, 0);
  waiting = cst_home_operation (fixture->home, refund->id);
  g_assert_cmpint (waiting->state, ==, CST_OPERATION_QUEUED);
}

/* What the site says next, be it everything from the beginning, takes nothing of it away. */
static void
test_survives (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(CstOperation) message = cst_home_new_operation (fixture->home, CST_OPERATION_MESSAGE, "o1", NULL);
  g_autoptr(CstDesk) gone = NULL;

  decide_note (fixture);
  decide_finding (fixture);
  decide_evidence (fixture);
  decide_others (fixture);
  decide (fixture, message);
  sync_well (fixture);
  assert_nothing_waits (fixture);

  cst_fake_marketplace_touch (fixture->site, cst_fake_marketplace_incident (fixture->site, 1));
  cst_fake_marketplace_expire (fixture->site);
  sync_well (fixture);
  assert_all_there (fixture);

  cst_fake_marketplace_remove (fixture->site, "o1");
  cst_fake_marketplace_expire (fixture->site);
  sync_well (fixture);
  gone = cst_home_desk (fixture->home, "i1");
  g_assert_cmpuint (gone->notes->len, ==, 0);
}

/* A file that was added here is looked at here. */
static void
test_file (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(CstDesk) desk = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *contents = NULL;
  const CstEvidence *evidence;

  decide_evidence (fixture);
  sync_well (fixture);
  desk = cst_home_desk (fixture->home, "i1");
  evidence = g_ptr_array_index (desk->evidence, 0);
  g_assert_cmpstr (evidence->attachment.filename, ==, "proof.txt");

  cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_EVERYTHING, NULL, &error);
  g_assert_no_error (error);
  path = cst_cache_path (fixture->home->store, fixture->home->account->id, evidence->attachment.id);
  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, "proof");
}

static gpointer
mark_sending (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  return GINT_TO_POINTER (cst_db_move_operation (db, request, CST_OPERATION_SENDING, NULL, START, error));
}

/* Killed between the two commits: it never happened, and happens once. */
static void
test_killed (Fixture       *fixture,
             gconstpointer  data)
{
  gint64 id = decide_finding (fixture);
  g_autoptr(CstOperation) operation = cst_home_operation (fixture->home, id);
  g_autoptr(CstDesk) desk = NULL;
  g_autoptr(GError) error = NULL;

  cst_store_run_sync (fixture->home->store, mark_sending, operation, NULL, &error);
  g_assert_no_error (error);
  sync_well (fixture);
  sync_well (fixture);

  desk = cst_home_desk (fixture->home, "i1");
  g_assert_cmpuint (desk->findings->len, ==, 1);
  assert_nothing_waits (fixture);
}

/* A site that has a place for findings, not for notes: each stays with whoever has it. */
static void
test_both (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(CstDesk) desk = NULL;

  decide_note (fixture);
  decide_finding (fixture);
  sync_well (fixture);
  g_assert_cmpuint (cst_fake_marketplace_count_pushes (fixture->site), ==, 1);

  for (guint i = 0; i < 2; i++)
    {
      cst_fake_marketplace_write_desk (fixture->site, "i1", i == 0 ? "first" : "second");
      sync_well (fixture);
    }

  desk = cst_home_desk (fixture->home, "i1");
  g_assert_cmpuint (desk->notes->len, ==, 1);
  g_assert_cmpstr (((CstNote *) g_ptr_array_index (desk->notes, 0))->text, ==, "Bonjour");
  g_assert_cmpuint (desk->findings->len, ==, 1);
  g_assert_cmpstr (((CstFinding *) g_ptr_array_index (desk->findings, 0))->note, ==, "second");
}

/* Without a conversation there, what a person mails is remembered here. */
static void
test_mail (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(CstOperation) message = cst_home_new_operation (fixture->home, CST_OPERATION_MESSAGE, "o1", "i1");
  g_autoptr(CstThread) thread = NULL;
  const CstMessage *said;

  decide (fixture, message);
  sync_well (fixture);
  cst_fake_marketplace_expire (fixture->site);
  sync_well (fixture);

  assert_nothing_waits (fixture);
  g_assert_cmpuint (cst_fake_marketplace_count_pushes (fixture->site), ==, 0);
  thread = the_thread (fixture);
  g_assert_cmpuint (thread->messages->len, ==, 1);
  said = g_ptr_array_index (thread->messages, 0);
  g_assert_cmpint (said->author, ==, CST_PARTY_BRAND);
  g_assert_cmpstr (said->body, ==, "Bonjour");
  g_assert_cmpstr (said->key, ==, message->key);
}

static CstOperation *
new_report (Fixture *fixture,
            int      quantity)
{
  CstOperation *report =
    cst_operation_new_report (fixture->home->account->id, "o1", CST_REASON_DAMAGED, "Cassé", START);

  report->person = g_strdup ("p-lea");
  report->person_name = g_strdup ("Léa Fontaine");
  cst_operation_report_line (report, "1", quantity);

  return report;
}

static void
refuse (Fixture      *fixture,
        CstOperation *operation,
        GQuark        domain,
        int           code)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (cst_home_decide (fixture->home, operation, 0, &error), ==, 0);
  g_assert_error (error, domain, code);
}

/* What a customer told us is recorded at sites that take it: only what was ordered, and once. */
static void
test_report (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(CstOperation) none = new_report (fixture, 1);
  g_autoptr(CstOperation) many = new_report (fixture, 13);
  g_autoptr(CstOperation) report = new_report (fixture, 2);
  g_autoptr(CstOperation) again = new_report (fixture, 2);

  refuse (fixture, none, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);
  cst_fake_marketplace_set_reports (fixture->site, TRUE);
  sync_well (fixture);

  refuse (fixture, many, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  decide (fixture, report);
  refuse (fixture, again, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED);
  sync_well (fixture);
  g_assert_cmpuint (cst_fake_marketplace_executed (fixture->site, report->key), ==, 1);
}

#define ADD(path, lacking, func) \
  g_test_add (path, Fixture, GINT_TO_POINTER (lacking), set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/R7/own-desk/offered", NO_DESK, test_offered);
  ADD ("/R7/own-desk/not-offered", NO_DESK, test_not_offered);
  ADD ("/R7/own-desk/site-is-away", NO_DESK, test_site_is_away);
  ADD ("/R7/own-desk/survives", NO_DESK, test_survives);
  ADD ("/R7/own-desk/file", NO_DESK, test_file);
  ADD ("/R7/own-desk/killed", NO_DESK, test_killed);
  ADD ("/O2/own-desk/mail", NO_DESK | NO_CHAT, test_mail);
  ADD ("/O2/own-desk/report", NO_DESK, test_report);
  ADD ("/R7/own-desk/both", CST_CAN_NOTE, test_both);

  return cst_test_run_apart ();
}
