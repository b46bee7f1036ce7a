/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "cst-files.h"
#include "cst-rehearsal.h"
#include "cst-util.h"
#include "decide-fixture.h"

/* What waits is asked what it would meet, and nothing moves by asking. */

#define DAY (24 * 60 * 60)

static GPtrArray *
rehearse (Fixture *fixture,
          gint64   id,
          gint64   now)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);
  g_autoptr(CstOperation) operation = cst_db_operation (db, id, &error);
  GPtrArray *risks = cst_rehearse_operation (fixture->store, db, operation, now, &error);

  g_assert_no_error (error);

  return risks;
}

/* One risk of the kind, whose text names @names. */
static void
expect (Fixture     *fixture,
        gint64       id,
        gint64       now,
        CstRiskKind  kind,
        const char  *names)
{
  g_autoptr(GPtrArray) risks = rehearse (fixture, id, now);
  const CstRisk *risk;

  g_assert_cmpuint (risks->len, ==, 1);
  risk = g_ptr_array_index (risks, 0);
  g_assert_cmpint ((int) risk->kind, ==, (int) kind);
  g_assert_nonnull (strstr (risk->text, names));
}

static void
expect_none (Fixture *fixture,
             gint64   id,
             gint64   now)
{
  g_autoptr(GPtrArray) risks = rehearse (fixture, id, now);

  g_assert_cmpuint (risks->len, ==, 0);
}

static gint64
queue (Fixture      *fixture,
       CstOperation *operation)
{
  g_autoptr(GError) error = NULL;
  gint64 id = decide (fixture, operation, 0, &error);

  g_assert_no_error (error);

  return id;
}

static void
change_account (Fixture    *fixture,
                const char *change)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE accounts SET body = json_set (body, %s)", change);

  fixture_exec (fixture, sql);
}

/* A problem in an account that may do everything. */
static gint64
set_up_able (Fixture *fixture)
{
  gint64 account = set_up_problem (fixture);

  change_account (fixture, "'$.info.capabilities', 2146435071, '$.info.may_decide', json ('true')");

  return account;
}

/* What the last news made a conflict says so itself; the rehearsal does not say it again. */
static void
test_conflict (Fixture       *fixture,
               gconstpointer  unused)
{
  gint64 account = set_up_able (fixture);
  g_autoptr(CstOperation) refund = make_operation (CST_OPERATION_REFUND, account, 2);
  g_autoptr(CstOperation) after = NULL;
  gint64 id = queue (fixture, refund);

  expect_none (fixture, id, FIXTURE_NOW);
  apply_incident (fixture, account, make_incident ("i1", "o1", 2, CST_INCIDENT_RESOLVED));
  after = read_operation (fixture, id);
  g_assert_cmpint ((int) after->state, ==, CST_OPERATION_CONFLICT);
  expect_none (fixture, id, FIXTURE_NOW);
}

/* R1: a decision stands in its own way no more than in that of an earlier one. */
static void
test_earlier_first (Fixture       *fixture,
                    gconstpointer  unused)
{
  gint64 account = set_up_able (fixture);
  g_autoptr(CstOperation) first = make_operation (CST_OPERATION_REFUND, account, 10);
  g_autoptr(CstOperation) second = make_operation (CST_OPERATION_REPLACEMENT, account, 2);
  gint64 id;
  gint64 later;

  apply_incident (fixture, account, make_incident ("i2", "o1", 1, CST_INCIDENT_SUBMITTED));
  id = queue (fixture, first);
  cst_set_str (&second->incident, "i2");
  later = queue (fixture, second);

  expect_none (fixture, id, FIXTURE_NOW);
  expect_none (fixture, later, FIXTURE_NOW);
  fixture_exec (fixture, "UPDATE incidents SET body = json_set (body, '$.state', 'resolved') WHERE id = 'i2'");
  expect (fixture, later, FIXTURE_NOW, CST_RISK_TRUTH, "settled");
  expect_none (fixture, id, FIXTURE_NOW);
}

static void
test_rights (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 account = set_up_able (fixture);
  g_autoptr(CstOperation) refund = make_operation (CST_OPERATION_REFUND, account, 2);
  gint64 id = queue (fixture, refund);

  change_account (fixture, "'$.info.may_decide', json ('false')");
  expect (fixture, id, FIXTURE_NOW, CST_RISK_RIGHTS, "key");
  change_account (fixture, "'$.info.capabilities', 0");
  expect (fixture, id, FIXTURE_NOW, CST_RISK_RIGHTS, "does not take this");
}

/* A copy that is gone, and one that the site would not take. */
static void
test_files (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 account = set_up_able (fixture);
  g_autoptr(CstOperation) message = make_operation (CST_OPERATION_MESSAGE, account, 0);
  g_autofree char *source = g_build_filename (fixture->dir, "cup.jpg", NULL);
  g_autofree char *copy = NULL;
  CstOutgoingFile *file = cst_record_new (&cst_outgoing_file_type);
  gint64 id;

  g_assert_true (g_file_set_contents (source, "\xff\xd8\xff pixels", -1, NULL));
  g_assert_true (cst_files_take (fixture->store, source, "cup.jpg", "image/jpeg", file, NULL));
  copy = cst_files_path (fixture->store, file);
  g_ptr_array_add (message->files, file);
  cst_set_str (&message->text, "Here it is.");
  id = queue (fixture, message);

  expect_none (fixture, id, FIXTURE_NOW);
  change_account (fixture, "'$.info.attachment_limit', 4");
  expect (fixture, id, FIXTURE_NOW, CST_RISK_FILE, "cup.jpg");
  change_account (fixture, "'$.info.attachment_limit', 9");
  expect (fixture, id, FIXTURE_NOW, CST_RISK_FILE, "cup.jpg");
  change_account (fixture, "'$.info.attachment_limit', 10");
  expect_none (fixture, id, FIXTURE_NOW);
  change_account (fixture, "'$.info.attachment_limit', 4000");
  g_assert_cmpint (g_unlink (copy), ==, 0);
  expect (fixture, id, FIXTURE_NOW, CST_RISK_FILE, "not on this computer");
}

/* H9: nobody filled it in. */
static void
test_text (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 account = set_up_able (fixture);
  g_autoptr(CstOperation) message = make_operation (CST_OPERATION_MESSAGE, account, 0);

  cst_set_str (&message->text, "Your parcel is {tracking}.");
  expect (fixture, queue (fixture, message), FIXTURE_NOW, CST_RISK_TEXT, "{tracking}");
}

/* Decided in time, and the network took too long to come back. */
static void
test_time (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 account = set_up_able (fixture);
  g_autoptr(CstOperation) replacement = make_operation (CST_OPERATION_REPLACEMENT, account, 2);
  CstIncident *incident = make_incident ("i1", "o1", 2, CST_INCIDENT_SUBMITTED);
  gint64 id;

  incident->resolve_by = FIXTURE_NOW + 3 * DAY;
  apply_incident (fixture, account, incident);
  cst_set_str (&replacement->ship_by, "2026-11-24");
  id = queue (fixture, replacement);

  expect_none (fixture, id, FIXTURE_NOW);
  expect_none (fixture, id, FIXTURE_NOW + DAY);
  expect (fixture, id, FIXTURE_NOW + 2 * DAY, CST_RISK_LATE, "24 November");
  g_assert_cmpuint (rehearse (fixture, id, FIXTURE_NOW + 4 * DAY)->len, ==, 2);
}

/* P4: an answer has its own limit, to the second; what was decided too late anyway is no surprise. */
static void
test_answer_in_time (Fixture       *fixture,
                     gconstpointer  unused)
{
  gint64 account = set_up_able (fixture);
  g_autoptr(CstOperation) message = make_operation (CST_OPERATION_MESSAGE, account, 0);
  g_autoptr(CstOperation) late = make_operation (CST_OPERATION_MESSAGE, account, 0);
  CstIncident *incident = make_incident ("i1", "o1", 2, CST_INCIDENT_SUBMITTED);
  g_autoptr(GError) error = NULL;
  gint64 id;

  incident->respond_by = FIXTURE_NOW + DAY;
  incident->resolve_by = FIXTURE_NOW + 9 * DAY;
  apply_incident (fixture, account, incident);
  cst_set_str (&message->text, "Here it is.");
  id = queue (fixture, message);
  expect_none (fixture, id, FIXTURE_NOW + DAY);
  expect (fixture, id, FIXTURE_NOW + DAY + 1, CST_RISK_LATE, "24 November");

  cst_set_str (&late->text, "Sorry for the delay.");
  id = decide_at (fixture, late, FIXTURE_NOW + 2 * DAY, 0, NULL, &error);
  g_assert_no_error (error);
  expect_none (fixture, id, FIXTURE_NOW + 3 * DAY);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/R7/rehearsal/conflict", test_conflict);
  ADD ("/R1/rehearsal/earlier-first", test_earlier_first);
  ADD ("/R7/rehearsal/rights-gone", test_rights);
  ADD ("/rehearsal/files", test_files);
  ADD ("/H9/rehearsal/text", test_text);
  ADD ("/rehearsal/time", test_time);
  ADD ("/P4/rehearsal/answer-in-time", test_answer_in_time);

  return g_test_run ();
}
