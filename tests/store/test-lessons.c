/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-case-marks.h"
#include "cst-drafts.h"
#include "cst-journal.h"
#include "cst-lessons.h"
#include "cst-operations.h"
#include "cst-privacy.h"
#include "cst-util.h"
#include "trend-fixture.h"

#define TODAY "2026-11-23"
#define DRAFT "draft-of-a-lesson"

typedef struct
{
  gint64      id;
  gint64      account;
  gboolean    is_done;
  const char *person;
} Follow;

static gpointer
save_account_func (CstDb         *db,
                   gpointer       request,
                   GCancellable  *cancellable,
                   GError       **error)
{
  return GSIZE_TO_POINTER ((gsize) cst_db_save_account (db, request, error));
}

/* @capabilities: what its people share on the site */
static gint64
add_desk (Fixture    *fixture,
          const char *name,
          int         capabilities)
{
  g_autoptr(CstAccount) account = cst_account_new ();
  gint64 id;

  account->name = g_strdup (name);
  account->connector = g_strdup ("constat");
  account->info.capabilities = capabilities;
  account->info.may_find = TRUE;
  id = (gint64) GPOINTER_TO_SIZE (fixture_run (fixture, save_account_func, account));
  apply_order (fixture, id, make_order ("1", 1, CST_ORDER_DELIVERED));
  apply_incident (fixture, id, make_incident ("a", "1", 1, CST_INCIDENT_IN_PROGRESS));

  return id;
}

static CstLesson *
make_lesson (gint64      account,
             const char *text,
             const char *due)
{
  CstLesson *lesson = cst_lesson_new (account, "a", text);

  lesson->person = g_strdup ("p1");
  lesson->person_name = g_strdup ("Ana");
  lesson->due = g_strdup (due);
  lesson->at = FIXTURE_NOW;

  return lesson;
}

static gpointer
add_func (CstDb         *db,
          gpointer       request,
          GCancellable  *cancellable,
          GError       **error)
{
  return GINT_TO_POINTER (cst_db_add_lesson (db, request, error));
}

/* @lesson: (transfer full) */
static gint64
add (Fixture   *fixture,
     CstLesson *lesson)
{
  gint64 id;

  fixture_run (fixture, add_func, lesson);
  id = lesson->id;
  g_assert_cmpint (id, >, 0);
  cst_lesson_free (lesson);

  return id;
}

/* @lesson: (transfer full) */
static void
refuse (Fixture        *fixture,
        CstLesson      *lesson,
        CstDecideError  code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (cst_store_run_sync (fixture->store, add_func, lesson, NULL, &error));
  g_assert_error (error, CST_DECIDE_ERROR, (int) code);
  cst_lesson_free (lesson);
}

static gpointer
finish_func (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  const Follow *follow = request;

  return GINT_TO_POINTER (cst_db_finish_lesson (db, follow->id, follow->is_done, follow->person, follow->person,
                                                FIXTURE_NOW + 60, error));
}

static gpointer
skip_func (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  const Follow *follow = request;

  return GINT_TO_POINTER (cst_db_skip_lesson (db, follow->account, "a", follow->person, follow->person,
                                              FIXTURE_NOW, error));
}

static void
finish (Fixture  *fixture,
        gint64    id,
        gboolean  is_done)
{
  Follow follow = { .id = id, .is_done = is_done, .person = "Luc" };

  fixture_run (fixture, finish_func, &follow);
}

/* The lessons' texts, in their order. */
static char *
list (Fixture        *fixture,
      gint64          account,
      CstLessonState  state)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);
  const CstLessonsQuery query = { .account = account, .state = state, .today = (char *) TODAY };
  g_autoptr(GPtrArray) lessons = cst_db_lessons (db, &query, &error);
  GString *texts = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < lessons->len; i++)
    {
      const CstLesson *lesson = g_ptr_array_index (lessons, i);

      g_assert_cmpstr (lesson->incident_number, ==, "P-a");
      if (state != CST_LESSON_ANY && state != CST_LESSON_OPEN)
        g_assert_cmpint (cst_lesson_get_state (lesson, TODAY), ==, state);
      g_string_append_printf (texts, "%s%s", i > 0 ? ", " : "", lesson->text);
    }

  return g_string_free (texts, FALSE);
}

static void
assert_list (Fixture        *fixture,
             gint64          account,
             CstLessonState  state,
             const char     *wanted)
{
  g_autofree char *texts = list (fixture, account, state);

  g_assert_cmpstr (texts, ==, wanted);
}

static void
test_followed_up (Fixture       *fixture,
                  gconstpointer  unused)
{
  gint64 demo = add_desk (fixture, "demo", 0);
  gint64 later = add (fixture, make_lesson (demo, "more paper", NULL));
  gint64 late = add (fixture, make_lesson (demo, "new carton", "2026-11-22"));

  add (fixture, make_lesson (demo, "photo in the listing", TODAY));
  assert_list (fixture, 0, CST_LESSON_ANY, "new carton, photo in the listing, more paper");
  assert_list (fixture, demo, CST_LESSON_OVERDUE, "new carton");
  assert_list (fixture, demo, CST_LESSON_DONE, "");
  assert_list (fixture, demo + 1, CST_LESSON_ANY, "");

  finish (fixture, late, TRUE);
  finish (fixture, late, TRUE);
  assert_list (fixture, demo, CST_LESSON_OPEN, "photo in the listing, more paper");
  assert_list (fixture, demo, CST_LESSON_DONE, "new carton");
  finish (fixture, later, TRUE);
  finish (fixture, later, FALSE);
  assert_list (fixture, demo, CST_LESSON_OPEN, "photo in the listing, more paper");

  /* Three added, two done, one opened again: what was so already is not noted twice. */
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM journal WHERE kind = 'lesson'"), ==, 6);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM journal WHERE payload LIKE '%carton%'"), ==, 0);
}

static void
test_incomplete (Fixture       *fixture,
                 gconstpointer  unused)
{
  gint64 demo = add_desk (fixture, "demo", 0);
  CstLesson *nobody = make_lesson (demo, "new carton", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstLesson) nowhere = make_lesson (demo, "new carton", NULL);

  g_clear_pointer (&nobody->person, g_free);
  refuse (fixture, nobody, CST_DECIDE_ERROR_PERSON);
  refuse (fixture, make_lesson (demo, "  ", NULL), CST_DECIDE_ERROR_INCOMPLETE);
  refuse (fixture, make_lesson (demo, "new carton", "tomorrow"), CST_DECIDE_ERROR_INCOMPLETE);
  g_free (nowhere->incident);
  nowhere->incident = g_strdup ("gone");
  g_assert_null (cst_store_run_sync (fixture->store, add_func, nowhere, NULL, &error));
  g_assert_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND);
  assert_list (fixture, 0, CST_LESSON_ANY, "");
}

static gboolean
is_wanted (Fixture *fixture,
           gint64   account)
{
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);

  return cst_db_wants_lesson (db, account, "a");
}

static void
test_asked_for (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 demo = add_desk (fixture, "demo", 0);
  gint64 other = add_desk (fixture, "other", 0);
  Follow follow = { .account = other, .person = "Luc" };

  g_assert_false (is_wanted (fixture, demo));
  apply_incident (fixture, demo, make_incident ("a", "1", 2, CST_INCIDENT_RESOLVED));
  apply_incident (fixture, other, make_incident ("a", "1", 2, CST_INCIDENT_RESOLVED));
  g_assert_true (is_wanted (fixture, demo));
  add (fixture, make_lesson (demo, "new carton", NULL));
  g_assert_false (is_wanted (fixture, demo));

  g_assert_true (is_wanted (fixture, other));
  fixture_run (fixture, skip_func, &follow);
  g_assert_false (is_wanted (fixture, other));
  assert_list (fixture, other, CST_LESSON_ANY, "");

  /* P5: the step of the process knows. */
  g_assert_cmpint (fixture_number (fixture,
                                   "SELECT count(*) FROM case_marks WHERE kind = 'moment' AND name = 'lessons'"),
                   ==, 2);
}

/* R7: colleagues read it where notes are shared, and nobody is bothered where they are not. */
static void
test_shared (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 shared = add_desk (fixture, "shared", CST_CAN_NOTE);
  gint64 alone = add_desk (fixture, "alone", 0);
  CstLesson *lesson = make_lesson (shared, "new carton", "2026-12-01");
  g_autoptr(CstDb) db = NULL;
  g_autoptr(GPtrArray) operations = NULL;

  apply_incident (fixture, shared, make_incident ("a", "1", 2, CST_INCIDENT_RESOLVED));
  lesson->owner_name = g_strdup ("Luc");
  add (fixture, lesson);
  add (fixture, make_lesson (alone, "more paper", NULL));
  db = cst_store_open_reader (fixture->store, NULL);
  operations = cst_db_operations_of_order (db, shared, "1", NULL);
  g_assert_cmpuint (operations->len, ==, 1);
  g_assert_cmpstr (((CstOperation *) g_ptr_array_index (operations, 0))->text, ==,
                   "What we change: new carton (Luc, until 2026-12-01)");
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM operations"), ==, 1);
}

/* A lesson outlives its order, but not the customer's name in it. */
static void
test_erased (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 demo = add_desk (fixture, "demo", 0);
  g_autoptr(GError) error = NULL;

  add (fixture, make_lesson (demo, "Two layers of paper for Papeterie du Nord", NULL));
  {
    g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
    JsonNode *told = cst_customer_export (db, demo, "c1", &error);

    g_assert_no_error (error);
    g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (told), "lessons")),
                      ==, 1);
    json_node_unref (told);
  }
  g_assert_cmpint (cst_customer_erase (fixture->store, demo, "c1", FIXTURE_NOW, &error), ==, 1);
  g_assert_no_error (error);
  assert_list (fixture, demo, CST_LESSON_ANY, "Two layers of paper for …");
}

static void
apply_named (Fixture         *fixture,
             gint64           account,
             CstCustomerKind  kind,
             const char      *name)
{
  CstOrder *order = make_order ("1", 2, CST_ORDER_DELIVERED);

  order->customer.kind = kind;
  cst_set_str (&order->customer.name, name);
  cst_set_str (&order->customer.contact_name, "Li");
  cst_set_str (&order->customer.street, "3, rue du Parc");
  apply_order (fixture, account, order);
}

/* A person is known by either name, however it is written; what only has the same letters stays. */
static void
test_erased_names (Fixture       *fixture,
                   gconstpointer  unused)
{
  gint64 demo = add_desk (fixture, "demo", 0);
  g_autoptr(GError) error = NULL;

  apply_named (fixture, demo, CST_CUSTOMER_CONSUMER, "Odile Marchand");
  add (fixture, make_lesson (demo, "MME MARCHAND, 3 rue du Parc: call before delivery; marchandises OK, la qualité",
                             "2026-11-30"));
  add (fixture, make_lesson (demo, "Tell li that odile is right", "2026-12-01"));
  g_assert_cmpint (cst_customer_erase (fixture->store, demo, "c1", FIXTURE_NOW, &error), ==, 1);
  g_assert_no_error (error);
  assert_list (fixture, demo, CST_LESSON_ANY,
               "MME …, …: call before delivery; marchandises OK, la qualité, Tell … that … is right");
}

/* The words of a shop's name are words of the trade. */
static void
test_erased_shop (Fixture       *fixture,
                  gconstpointer  unused)
{
  gint64 demo = add_desk (fixture, "demo", 0);
  g_autoptr(GError) error = NULL;

  apply_named (fixture, demo, CST_CUSTOMER_RETAILER, "Le Grand Papier");
  add (fixture, make_lesson (demo, "Grand carton for le grand  papier", NULL));
  g_assert_cmpint (cst_customer_erase (fixture->store, demo, "c1", FIXTURE_NOW, &error), ==, 1);
  g_assert_no_error (error);
  assert_list (fixture, demo, CST_LESSON_ANY, "Grand carton for …");
}

static void
keep_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (result);
}

static gpointer
save_draft_func (CstDb         *db,
                 gpointer       request,
                 GCancellable  *cancellable,
                 GError       **error)
{
  return GINT_TO_POINTER (cst_db_save_draft (db, DRAFT, "new carton", FIXTURE_NOW, error));
}

static gpointer
read_draft_func (CstDb         *db,
                 gpointer       request,
                 GCancellable  *cancellable,
                 GError       **error)
{
  *(char **) request = cst_db_draft (db, DRAFT, error);

  return GINT_TO_POINTER (TRUE);
}

static void
test_async (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 demo = add_desk (fixture, "demo", 0);
  g_autoptr(CstLesson) lesson = make_lesson (demo, "new carton", NULL);
  const CstLessonsQuery query = { .account = demo, .incident = (char *) "a" };
  GAsyncResult *pending = NULL;
  g_autofree char *draft = NULL;
  g_autoptr(GError) error = NULL;

  lesson->at = 0;
  fixture_run (fixture, save_draft_func, NULL);
  cst_store_add_lesson_async (fixture->store, lesson, DRAFT, NULL, keep_cb, &pending);
  {
    g_autoptr(GAsyncResult) result = wait_for (&pending);

    g_assert_true (cst_store_add_lesson_finish (fixture->store, result, &error));
  }
  fixture_run (fixture, read_draft_func, &draft);
  g_assert_null (draft);
  cst_store_finish_lesson_async (fixture->store, 1, TRUE, "p2", "Luc", NULL, keep_cb, &pending);
  {
    g_autoptr(GAsyncResult) result = wait_for (&pending);

    g_assert_true (cst_store_finish_lesson_finish (fixture->store, result, &error));
  }
  cst_store_skip_lesson_async (fixture->store, demo, "a", "p2", "Luc", NULL, keep_cb, &pending);
  {
    g_autoptr(GAsyncResult) result = wait_for (&pending);

    g_assert_true (cst_store_skip_lesson_finish (fixture->store, result, &error));
  }
  cst_store_lessons_async (fixture->store, &query, NULL, keep_cb, &pending);
  {
    g_autoptr(GAsyncResult) result = wait_for (&pending);
    g_autoptr(GPtrArray) lessons = cst_store_lessons_finish (fixture->store, result, &error);
    const CstLesson *only = g_ptr_array_index (lessons, 0);

    g_assert_no_error (error);
    g_assert_cmpuint (lessons->len, ==, 1);
    g_assert_cmpint (only->at, ==, FIXTURE_NOW);
    g_assert_cmpint (only->done_at, ==, FIXTURE_NOW);
    g_assert_cmpstr (only->done_by_name, ==, "Luc");
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/P9/lessons/followed-up", test_followed_up);
  ADD ("/P9/lessons/incomplete", test_incomplete);
  ADD ("/P9/P5/lessons/asked-for", test_asked_for);
  ADD ("/P9/R7/lessons/shared", test_shared);
  ADD ("/P9/R12/lessons/erased", test_erased);
  ADD ("/P9/R12/lessons/erased-names", test_erased_names);
  ADD ("/P9/R12/lessons/erased-shop", test_erased_shop);
  ADD ("/P9/lessons/async", test_async);
#undef ADD

  return g_test_run ();
}
