/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "cst-cache.h"
#include "cst-case-marks.h"
#include "cst-drafts.h"
#include "cst-journal.h"
#include "cst-lessons.h"
#include "cst-privacy.h"
#include "cst-util.h"
#include "decide-fixture.h"

/* R12: what the site removed is still about somebody here: in what was noted, in what it said before, in files. */

#define TRACE "Zorblatt"
#define CUSTOMER "c-" TRACE
#define DAY G_GINT64_CONSTANT (86400)

static CstChangeSet *
make_page (gint64 version)
{
  CstChangeSet *changes = cst_change_set_new ();
  CstOrder *order = make_order ("o1", version, CST_ORDER_PROBLEM_REPORTED);
  CstIncident *incident = make_incident ("i1", "o1", version, CST_INCIDENT_SUBMITTED);
  CstThread *thread = make_thread ("o1", version);
  CstDesk *desk = cst_desk_new ();
  CstNote *note = cst_record_new (&cst_note_type);
  CstAttachment *photo = cst_record_new (&cst_attachment_type);

  cst_set_str (&order->customer.id, CUSTOMER);
  cst_set_str (&order->customer.name, "Papeterie " TRACE);
  photo->id = g_strdup ("a1");
  photo->filename = g_strdup (TRACE ".jpg");
  photo->media_type = g_strdup ("image/jpeg");
  cst_set_str (&incident->description, "Broken, says " TRACE);
  g_ptr_array_add (incident->attachments, photo);
  add_message (thread, "m1", CST_PARTY_CUSTOMER, "I am " TRACE);
  desk->incident = g_strdup ("i1");
  desk->version = version;
  note->id = g_strdup ("n1");
  note->text = g_strdup ("Call " TRACE);
  g_ptr_array_add (desk->notes, note);
  g_ptr_array_add (changes->orders, order);
  g_ptr_array_add (changes->incidents, incident);
  g_ptr_array_add (changes->threads, thread);
  g_ptr_array_add (changes->desks, desk);

  return changes;
}

static gpointer
note_func (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  gint64 account = *(gint64 *) request;
  g_autoptr(CstCaseMark) mark = cst_case_mark_new ("i1", CST_CASE_MARK_MOMENT, "help-asked", "2026-11-23T08:00:00Z");
  g_autoptr(CstLesson) lesson = cst_lesson_new (account, "i1", "More paper for Papeterie " TRACE);
  g_autofree char *draft = cst_draft_key (account, "o1", "i1", "message");

  mark->at = FIXTURE_NOW;
  mark->person = g_strdup ("p1");
  mark->person_name = g_strdup ("Ana");
  mark->actor = g_strdup ("customer");
  mark->note = g_strdup ("Mrs " TRACE " is at a loss");
  lesson->person = g_strdup ("p1");
  lesson->person_name = g_strdup ("Ana");
  lesson->at = FIXTURE_NOW;

  return GINT_TO_POINTER (cst_db_add_case_mark (db, account, mark, error) && cst_db_add_lesson (db, lesson, error) &&
                          cst_db_save_draft (db, draft, "{\"text\":\"Dear " TRACE "\"}", FIXTURE_NOW, error));
}

/* A customer with one order and one incident, about which people said and noted what there is to say. */
static gint64
set_up_world (Fixture *fixture)
{
  gint64 account = add_account (fixture, "demo");
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_MESSAGE, account, 0);
  g_autoptr(CstChangeSet) changes = make_page (1);
  g_autofree char *photo = cst_cache_path (fixture->store, account, "a1");
  g_autoptr(GError) error = NULL;
  gint64 id;

  cst_applied_free (apply (fixture, account, changes));
  fixture_run (fixture, note_func, &account);
  operation->text = g_strdup ("Dear " TRACE);
  id = decide (fixture, operation, 0, &error);
  g_assert_no_error (error);
  move (fixture, id, CST_OPERATION_SENDING);
  move (fixture, id, CST_OPERATION_CONFIRMED);
  g_assert_true (g_file_set_contents (photo, "photo of " TRACE, -1, NULL));

  return account;
}

static void
remove_incident (Fixture  *fixture,
                 gint64    account,
                 gboolean  with_desk)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();

  cst_change_set_add_deletion (changes, CST_ENTITY_INCIDENT, "i1");
  if (with_desk)
    cst_change_set_add_deletion (changes, CST_ENTITY_DESK, "i1");
  cst_applied_free (apply (fixture, account, changes));
}

static void
remove_all (Fixture *fixture,
            gint64   account)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();

  cst_change_set_add_deletion (changes, CST_ENTITY_ORDER, "o1");
  cst_change_set_add_deletion (changes, CST_ENTITY_INCIDENT, "i1");
  cst_change_set_add_deletion (changes, CST_ENTITY_THREAD, "o1");
  cst_change_set_add_deletion (changes, CST_ENTITY_DESK, "i1");
  cst_applied_free (apply (fixture, account, changes));
}

static void
assert_erased (Fixture *fixture)
{
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (fixture_count_traces (fixture->dir, TRACE), ==, 0);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM order_salts"), ==, 0);
  g_assert_true (cst_db_journal_verify (db, NULL, &error));
  g_assert_no_error (error);

  /* That there was something stays: a lesson is about what we do. */
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM operations"), ==, 1);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM lessons WHERE text LIKE 'More paper for %'"), ==, 1);
}

static void
erase (Fixture *fixture,
       gint64   account)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (fixture_count_traces (fixture->dir, TRACE), >, 0);
  g_assert_cmpint (cst_customer_erase (fixture->store, account, CUSTOMER, FIXTURE_NOW, &error), ==, 1);
  g_assert_no_error (error);
  assert_erased (fixture);
}

static void
test_incident (Fixture       *fixture,
               gconstpointer  unused)
{
  gint64 account = set_up_world (fixture);

  remove_incident (fixture, account, TRUE);
  erase (fixture, account);
}

/* What colleagues noted about it may outlive it at the site. */
static void
test_incident_without_desk (Fixture       *fixture,
                            gconstpointer  unused)
{
  gint64 account = set_up_world (fixture);
  g_autoptr(CstChangeSet) changes = NULL;

  remove_incident (fixture, account, FALSE);
  erase (fixture, account);

  /* Nor does a later word about the desk alone bring it back. */
  changes = make_page (2);
  g_ptr_array_set_size (changes->incidents, 0);
  cst_applied_free (apply (fixture, account, changes));
  g_assert_cmpuint (fixture_count_traces (fixture->dir, TRACE), ==, 0);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 account = set_up_world (fixture);
  g_autoptr(GError) error = NULL;

  remove_all (fixture, account);
  erase (fixture, account);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM orders"), ==, 0);
  g_assert_cmpint (cst_customer_erase (fixture->store, account, CUSTOMER, FIXTURE_NOW, &error), ==, -1);
  g_assert_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND);
}

/* All about a customer includes it, too. */
static void
test_export (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 account = set_up_world (fixture);
  g_autoptr(CstDb) db = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;
  static const char *const members[] = { "operations", "marks", "lessons", "drafts" };

  remove_all (fixture, account);
  db = cst_store_open_reader (fixture->store, &error);
  g_assert_no_error (error);
  node = cst_customer_export (db, account, CUSTOMER, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (node), members[i])),
                      >=, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (node), "versions")),
                    ==, 2);
}

/* Twelve months after the site removed it nothing more is kept; a day before, everything is. */
static void
test_retention (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 account = set_up_world (fixture);
  g_autoptr(GError) error = NULL;

  remove_all (fixture, account);
  g_assert_cmpint (cst_retention_run (fixture->store, FIXTURE_NOW + 364 * DAY, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture_count_traces (fixture->dir, TRACE), >, 0);
  g_assert_cmpint (cst_retention_run (fixture->store, FIXTURE_NOW + 367 * DAY, &error), ==, 1);
  g_assert_no_error (error);
  assert_erased (fixture);
  g_assert_cmpint (cst_retention_run (fixture->store, FIXTURE_NOW + 368 * DAY, &error), ==, 0);
}

/* A customer whom the site still knows of is not another one's who is gone. */
static void
test_others_stay (Fixture       *fixture,
                  gconstpointer  unused)
{
  gint64 account = set_up_world (fixture);
  g_autoptr(GError) error = NULL;

  apply_order (fixture, account, make_order ("o2", 1, CST_ORDER_SHIPPED));
  remove_all (fixture, account);
  g_assert_cmpint (cst_customer_erase (fixture->store, account, "c1", FIXTURE_NOW, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture_count_traces (fixture->dir, TRACE), >, 0);
}

#define TEST(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("/R12/erase/removed-incident", test_incident);
  TEST ("/R12/erase/removed-incident-with-notes", test_incident_without_desk);
  TEST ("/R12/erase/removed-order", test_order);
  TEST ("/R12/erase/removed-order-of-others", test_others_stay);
  TEST ("/R12/export/removed-order", test_export);
  TEST ("/R12/retention/removed-order", test_retention);

  return g_test_run ();
}
