/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-cache.h"
#include "cst-overlay.h"
#include "cst-util.h"
#include "truth-fixture.h"

static void
test_versions (Fixture       *fixture,
               gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  g_autoptr(CstApplied) applied = NULL;
  g_autoptr(CstApplied) again = NULL;
  g_autoptr(CstDb) db = NULL;
  g_autoptr(CstOrder) order = NULL;
  g_autofree char *cursor = NULL;

  g_ptr_array_add (changes->orders, make_order ("1", 5, CST_ORDER_TO_SHIP));
  changes->cursor = g_strdup ("page 2");
  applied = apply (fixture, demo, changes);
  g_assert_cmpuint (applied->orders, ==, 1);
  again = apply (fixture, demo, changes);
  g_assert_cmpuint (again->orders, ==, 0);
  g_assert_cmpuint (again->skipped, ==, 1);

  apply_order (fixture, demo, make_order ("1", 4, CST_ORDER_CANCELLED));
  db = cst_store_open_reader (fixture->store, NULL);
  order = cst_db_order (db, demo, "1", NULL);
  g_assert_cmpint (order->status, ==, CST_ORDER_TO_SHIP);
  g_assert_cmpint (order->version, ==, 5);
  cursor = cst_db_account_cursor (db, demo);
  g_assert_cmpstr (cursor, ==, "page 2");
}

/* O2: from the report to the end of the last problem the order says so. */
static void
test_order_status (Fixture       *fixture,
                   gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  const char *status = "SELECT status FROM orders";

  /* The incident may come first. */
  apply_incident (fixture, demo, make_incident ("a", "1", 1, CST_INCIDENT_IN_PROGRESS));
  apply_order (fixture, demo, make_order ("1", 1, CST_ORDER_DELIVERED));
  g_assert_cmpint (fixture_number (fixture, status), ==, CST_ORDER_PROBLEM_REPORTED);
  g_assert_cmpint (fixture_number (fixture, "SELECT said_status FROM orders"), ==, CST_ORDER_DELIVERED);

  apply_incident (fixture, demo, make_incident ("b", "1", 2, CST_INCIDENT_SUBMITTED));
  g_assert_cmpint (fixture_number (fixture, "SELECT pressing = 'b' AND unsettled = 2 FROM orders"), ==, 1);
  apply_order (fixture, demo, make_order ("1", 2, CST_ORDER_DELIVERED));
  g_assert_cmpint (fixture_number (fixture, status), ==, CST_ORDER_PROBLEM_REPORTED);

  apply_incident (fixture, demo, make_incident ("b", "1", 3, CST_INCIDENT_RESOLVED));
  g_assert_cmpint (fixture_number (fixture, "SELECT pressing = 'a' AND unsettled = 1 FROM orders"), ==, 1);
  apply_incident (fixture, demo, make_incident ("a", "1", 3, CST_INCIDENT_REFUSED));
  g_assert_cmpint (fixture_number (fixture, status), ==, CST_ORDER_DELIVERED);
  g_assert_cmpint (fixture_number (fixture, "SELECT tab FROM orders"), ==, CST_ORDER_TAB_SHIPPED);
}

static gint64
todo (Fixture *fixture)
{
  return fixture_number (fixture, "SELECT todo FROM incidents WHERE id = 'a'");
}

static void
test_overlay (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstOperation) refund = cst_operation_new (CST_OPERATION_REFUND, demo, "1", "a");
  g_autoptr(CstOperation) second = cst_operation_new (CST_OPERATION_REPLACEMENT, demo, "1", "a");

  apply_order (fixture, demo, make_order ("1", 1, CST_ORDER_DELIVERED));
  apply_incident (fixture, demo, make_incident ("a", "1", 1, CST_INCIDENT_SUBMITTED));
  g_assert_cmpint (todo (fixture), ==, CST_TODO_CHOOSE);
  g_assert_cmpint (fixture_number (fixture, "SELECT stake FROM incidents"), ==, 900);

  for (int state = CST_OPERATION_HELD; state <= CST_OPERATION_SENDING; state++)
    {
      add_operation (fixture, refund, (CstOperationState) state);
      g_assert_cmpint (todo (fixture), ==, CST_TODO_NONE);
      g_assert_cmpint (fixture_number (fixture, "SELECT op_state FROM incidents"), ==, state);
      g_assert_cmpint (fixture_number (fixture, "SELECT op_state FROM orders"), ==, state);
    }
  add_operation (fixture, refund, CST_OPERATION_OUTCOME_UNKNOWN);
  g_assert_cmpint (todo (fixture), ==, CST_TODO_NONE);

  add_operation (fixture, refund, CST_OPERATION_REFUSED_STATE);
  g_assert_cmpint (todo (fixture), ==, CST_TODO_FAILED_OPERATION);
  add_operation (fixture, refund, CST_OPERATION_CONFLICT);
  g_assert_cmpint (todo (fixture), ==, CST_TODO_FAILED_OPERATION);

  /* A fresh decision makes the failure past, and once it is undone the failure is back. */
  add_operation (fixture, second, CST_OPERATION_HELD);
  g_assert_cmpint (todo (fixture), ==, CST_TODO_NONE);
  g_assert_cmpint (fixture_number (fixture, "SELECT op_kind FROM incidents"), ==, CST_OPERATION_REPLACEMENT);
  add_operation (fixture, second, CST_OPERATION_CANCELLED);
  g_assert_cmpint (todo (fixture), ==, CST_TODO_FAILED_OPERATION);
  add_operation (fixture, refund, CST_OPERATION_CANCELLED);
  g_assert_cmpint (todo (fixture), ==, CST_TODO_CHOOSE);
}

/* While an incident is cancelled nothing is to be chosen, and a cancellation that was refused is told. */
static void
test_overlay_cancelling (Fixture       *fixture,
                         gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstOperation) cancel = cst_operation_new (CST_OPERATION_CANCEL, demo, "1", "a");

  apply_order (fixture, demo, make_order ("1", 1, CST_ORDER_DELIVERED));
  apply_incident (fixture, demo, make_incident ("a", "1", 1, CST_INCIDENT_SUBMITTED));
  add_operation (fixture, cancel, CST_OPERATION_QUEUED);
  g_assert_cmpint (todo (fixture), ==, CST_TODO_NONE);
  g_assert_cmpint (fixture_number (fixture, "SELECT op_kind FROM incidents"), ==, CST_OPERATION_CANCEL);
  add_operation (fixture, cancel, CST_OPERATION_REFUSED_STATE);
  g_assert_cmpint (todo (fixture), ==, CST_TODO_FAILED_OPERATION);
  add_operation (fixture, cancel, CST_OPERATION_CANCELLED);
  g_assert_cmpint (todo (fixture), ==, CST_TODO_CHOOSE);
}

static CstIncident *
with_resolution (gint64            version,
                 CstResolutionKind kind,
                 CstReturnState    return_state)
{
  CstIncident *incident = make_incident ("a", "1", version, CST_INCIDENT_IN_PROGRESS);
  CstResolution *resolution = cst_record_new (&cst_resolution_type);

  resolution->id = g_strdup ("r1");
  resolution->kind = kind;
  resolution->state = CST_RESOLUTION_REQUESTED;
  resolution->ship_by = g_strdup ("2026-11-25");
  g_ptr_array_add (incident->resolutions, resolution);
  if (return_state != CST_RETURN_UNKNOWN)
    {
      CstReturn *goods = cst_record_new (&cst_return_type);

      goods->id = g_strdup ("g1");
      goods->state = return_state;
      goods->label_follows_on = g_strdup ("2026-11-24");
      g_ptr_array_add (incident->returns, goods);
    }

  return incident;
}

/* R3, R4: the case goes on after the click. */
static void
test_todo_after_click (Fixture       *fixture,
                       gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstOperation) shipped = cst_operation_new (CST_OPERATION_SHIP_REPLACEMENT, demo, "1", "a");

  apply_order (fixture, demo, make_order ("1", 1, CST_ORDER_DELIVERED));
  apply_incident (fixture, demo, with_resolution (1, CST_RESOLUTION_REFUND, CST_RETURN_UNKNOWN));
  g_assert_cmpint (todo (fixture), ==, CST_TODO_NONE);
  apply_incident (fixture, demo, with_resolution (2, CST_RESOLUTION_REPLACEMENT, CST_RETURN_UNKNOWN));
  g_assert_cmpint (todo (fixture), ==, CST_TODO_SHIP);
  g_assert_cmpint (fixture_number (fixture, "SELECT due FROM incidents"), ==, 1795651199);
  shipped->subject = g_strdup ("r1");
  add_operation (fixture, shipped, CST_OPERATION_QUEUED);
  g_assert_cmpint (todo (fixture), ==, CST_TODO_NONE);

  apply_incident (fixture, demo, with_resolution (3, CST_RESOLUTION_REPLACEMENT, CST_RETURN_ASKED));
  g_assert_cmpint (todo (fixture), ==, CST_TODO_LABEL);
  apply_incident (fixture, demo, with_resolution (4, CST_RESOLUTION_REPLACEMENT, CST_RETURN_UNDER_WAY));
  g_assert_cmpint (todo (fixture), ==, CST_TODO_NONE);
  apply_incident (fixture, demo, with_resolution (5, CST_RESOLUTION_REPLACEMENT, CST_RETURN_RECEIVED));
  g_assert_cmpint (todo (fixture), ==, CST_TODO_INSPECT);
}

/* What a customer asks to send back is answered once; an answer that was refused is told until another one is given. */
static void
test_todo_of_returns (Fixture       *fixture,
                      gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstOperation) yes = cst_operation_new (CST_OPERATION_RETURN_ACCEPTED, demo, "1", "a");
  g_autoptr(CstOperation) no = cst_operation_new (CST_OPERATION_RETURN_REFUSED, demo, "1", "a");
  g_autoptr(CstOperation) closing = cst_operation_new (CST_OPERATION_RETURN_CLOSED, demo, "1", "a");

  yes->subject = g_strdup ("g1");
  no->subject = g_strdup ("g1");
  closing->subject = g_strdup ("g1");
  apply_order (fixture, demo, make_order ("1", 1, CST_ORDER_DELIVERED));
  apply_incident (fixture, demo, with_resolution (1, CST_RESOLUTION_REFUND, CST_RETURN_WAITING));
  g_assert_cmpint (todo (fixture), ==, CST_TODO_RETURN);
  add_operation (fixture, yes, CST_OPERATION_QUEUED);
  g_assert_cmpint (todo (fixture), ==, CST_TODO_NONE);
  g_assert_cmpint (fixture_number (fixture, "SELECT op_kind FROM incidents"), ==, CST_OPERATION_RETURN_ACCEPTED);
  add_operation (fixture, yes, CST_OPERATION_REFUSED_STATE);
  g_assert_cmpint (todo (fixture), ==, CST_TODO_FAILED_OPERATION);
  add_operation (fixture, no, CST_OPERATION_QUEUED);
  g_assert_cmpint (todo (fixture), ==, CST_TODO_NONE);

  add_operation (fixture, no, CST_OPERATION_CANCELLED);
  g_assert_cmpint (todo (fixture), ==, CST_TODO_FAILED_OPERATION);
  add_operation (fixture, yes, CST_OPERATION_CANCELLED);
  apply_incident (fixture, demo, with_resolution (2, CST_RESOLUTION_REFUND, CST_RETURN_RECEIVED));
  g_assert_cmpint (todo (fixture), ==, CST_TODO_INSPECT);
  add_operation (fixture, closing, CST_OPERATION_QUEUED);
  g_assert_cmpint (todo (fixture), ==, CST_TODO_NONE);
  add_operation (fixture, closing, CST_OPERATION_CONFLICT);
  g_assert_cmpint (todo (fixture), ==, CST_TODO_FAILED_OPERATION);
}

static void
test_replies (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstChangeSet) first = cst_change_set_new ();
  g_autoptr(CstChangeSet) reply = cst_change_set_new ();
  g_autoptr(CstApplied) applied = NULL;
  g_autoptr(CstOperation) read = cst_operation_new (CST_OPERATION_MARK_READ, demo, "1", NULL);
  CstThread *thread = make_thread ("1", 1);
  const CstNews *news;

  g_ptr_array_add (first->orders, make_order ("1", 1, CST_ORDER_DELIVERED));
  g_ptr_array_add (first->incidents, make_incident ("a", "1", 1, CST_INCIDENT_IN_PROGRESS));
  first->cursor = g_strdup ("1");
  applied = apply (fixture, demo, first);
  g_assert_cmpuint (applied->news->len, ==, 0);
  g_assert_cmpint (todo (fixture), ==, CST_TODO_NONE);
  g_clear_pointer (&applied, cst_applied_free);

  add_message (thread, "m1", CST_PARTY_CUSTOMER, "Still waiting");
  g_ptr_array_add (reply->threads, thread);
  applied = apply (fixture, demo, reply);
  g_assert_cmpuint (applied->news->len, ==, 1);
  news = g_ptr_array_index (applied->news, 0);
  g_assert_cmpint (news->kind, ==, CST_NEWS_REPLY);
  g_assert_cmpstr (news->number, ==, "OC-1");
  g_assert_cmpint (todo (fixture), ==, CST_TODO_CUSTOMER_REPLY);
  g_assert_cmpint (fixture_number (fixture, "SELECT unread FROM orders"), ==, 1);

  read->read_up_to = g_strdup ("m1");
  add_operation (fixture, read, CST_OPERATION_QUEUED);
  g_assert_cmpint (todo (fixture), ==, CST_TODO_NONE);
  g_assert_cmpint (fixture_number (fixture, "SELECT unread FROM orders"), ==, 0);
}

static void
test_news (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstChangeSet) first = cst_change_set_new ();
  g_autoptr(CstChangeSet) second = cst_change_set_new ();
  g_autoptr(CstApplied) applied = NULL;
  g_autoptr(CstApplied) ignored = NULL;
  CstIncident *contested = make_incident ("a", "1", 2, CST_INCIDENT_SUBMITTED);

  g_ptr_array_add (first->incidents, make_incident ("a", "1", 1, CST_INCIDENT_IN_PROGRESS));
  first->cursor = g_strdup ("1");
  ignored = apply (fixture, demo, first);

  contested->contested = TRUE;
  contested->contested_count = 1;
  g_ptr_array_add (second->incidents, contested);
  g_ptr_array_add (second->incidents, make_incident ("b", "1", 1, CST_INCIDENT_SUBMITTED));
  applied = apply (fixture, demo, second);
  g_assert_cmpuint (applied->news->len, ==, 2);
  g_assert_cmpint (((CstNews *) g_ptr_array_index (applied->news, 0))->kind, ==, CST_NEWS_CONTESTED);
  g_assert_cmpint (((CstNews *) g_ptr_array_index (applied->news, 1))->kind, ==, CST_NEWS_INCIDENT);
}

static void
test_deletions (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  g_autoptr(CstApplied) applied = NULL;

  apply_order (fixture, demo, make_order ("1", 1, CST_ORDER_DELIVERED));
  apply_incident (fixture, demo, make_incident ("a", "1", 1, CST_INCIDENT_SUBMITTED));
  cst_change_set_add_deletion (changes, CST_ENTITY_INCIDENT, "a");
  applied = apply (fixture, demo, changes);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM incidents"), ==, 0);
  g_assert_cmpint (fixture_number (fixture, "SELECT status FROM orders"), ==, CST_ORDER_DELIVERED);
  g_assert_cmpint (fixture_number (fixture, "SELECT incident_count FROM orders"), ==, 0);
}

static void
test_resolve_id (Fixture       *fixture,
                 gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  gint64 shop = add_account (fixture, "shop");
  g_autoptr(CstDb) db = NULL;
  gint64 account = 0;
  static const struct
  {
    const char *text;
    int         code; /* -1: found */
  } cases[] = {
    { "demo/1", -1 },
    { "DEMO/oc-1", -1 },
    { "1", CST_STORE_ERROR_AMBIGUOUS },
    { "oc-2", -1 },
    { "2", -1 },
    { "shop/2", CST_STORE_ERROR_NOT_FOUND },
    { "3", CST_STORE_ERROR_NOT_FOUND },
    { "nobody/1", CST_STORE_ERROR_NOT_FOUND },
  };

  apply_order (fixture, demo, make_order ("1", 1, CST_ORDER_DELIVERED));
  apply_order (fixture, demo, make_order ("2", 1, CST_ORDER_DELIVERED));
  apply_order (fixture, shop, make_order ("1", 1, CST_ORDER_DELIVERED));
  db = cst_store_open_reader (fixture->store, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *remote = NULL;
      g_autoptr(GError) error = NULL;

      if (cst_db_resolve_id (db, CST_ENTITY_ORDER, cases[i].text, &account, &remote, &error))
        {
          g_assert_cmpint (cases[i].code, ==, -1);
          g_assert_cmpint (account, ==, demo);
        }
      else
        {
          g_assert_error (error, CST_STORE_ERROR, cases[i].code);
        }
    }
}

static gpointer
remove_account_func (CstDb         *db,
                     gpointer       request,
                     GCancellable  *cancellable,
                     GError       **error)
{
  return GINT_TO_POINTER (cst_db_remove_account (db, 1, request != NULL, error));
}

static void
test_accounts (Fixture       *fixture,
               gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstOperation) refund = cst_operation_new (CST_OPERATION_REFUND, demo, "1", "a");
  g_autoptr(GError) error = NULL;

  apply_order (fixture, demo, make_order ("1", 1, CST_ORDER_DELIVERED));
  add_operation (fixture, refund, CST_OPERATION_QUEUED);
  g_assert_null (cst_store_run_sync (fixture->store, remove_account_func, NULL, NULL, &error));
  g_assert_error (error, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED);

  fixture_run (fixture, remove_account_func, GINT_TO_POINTER (TRUE));
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM orders"), ==, 0);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM order_search"), ==, 0);
  g_assert_cmpint (fixture_number (fixture, "SELECT coalesce (sum (n), 0) FROM order_counts"), ==, 0);
}

/* The numbers stand in people's stores: new values go to the end. */
static void
test_frozen_values (void)
{
  g_assert_cmpint (CST_ORDER_CANCELLED, ==, 7);
  g_assert_cmpint (CST_INCIDENT_RESOLVED, ==, 5);
  g_assert_cmpint (CST_OPERATION_HELD, ==, 1);
  g_assert_cmpint (CST_OPERATION_OUTCOME_UNKNOWN, ==, 6);
  g_assert_cmpint (CST_OPERATION_CANCELLED, ==, 8);
  g_assert_cmpint (CST_OPERATION_MARK_READ, ==, 13);
  g_assert_cmpint (CST_REASON_OTHER, ==, 7);
  g_assert_cmpint (CST_TODO_FAILED_OPERATION, ==, 7);
  g_assert_cmpint (CST_ORDER_TAB_COMPLETED, ==, 5);
}

static int
by_id (gconstpointer a,
       gconstpointer b)
{
  const CstWantedAttachment *const *first = a;
  const CstWantedAttachment *const *second = b;

  return strcmp ((*first)->id, (*second)->id);
}

static char *
wanted_now (Fixture *fixture)
{
  CstDb *db = cst_store_get_reader (fixture->store);
  g_autoptr(GPtrArray) wanted = cst_db_cache_wanted (db, 1, 20, NULL);
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  g_auto(GStrv) list = NULL;

  g_ptr_array_sort (wanted, by_id);
  for (guint i = 0; i < wanted->len; i++)
    g_strv_builder_add (ids, ((CstWantedAttachment *) g_ptr_array_index (wanted, i))->id);
  list = g_strv_builder_end (ids);

  return g_strjoinv (" ", list);
}

static CstAttachment *
make_attachment (const char *id)
{
  CstAttachment *attachment = cst_record_new (&cst_attachment_type);

  attachment->id = g_strdup (id);
  attachment->status = CST_ATTACHMENT_AVAILABLE;
  attachment->media_type = g_strdup ("image/jpeg");

  return attachment;
}

/* Offline everything about an open incident is there: its photos, those of the conversation, the return label, the
 * articles' pictures. Once it is settled none of it is fetched any more. */
static void
test_wanted (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 account = add_account (fixture, "shop");
  CstOrder *order = make_order ("o1", 1, CST_ORDER_SHIPPED);
  CstIncident *incident = make_incident ("i1", "o1", 1, CST_INCIDENT_SUBMITTED);
  CstThread *thread = make_thread ("o1", 1);
  CstReturn *goods = cst_record_new (&cst_return_type);
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  g_autofree char *open = NULL;
  g_autofree char *settled = NULL;

  cst_set_str (&((CstOrderLine *) g_ptr_array_index (order->lines, 0))->picture, "picture");
  g_ptr_array_add (add_message (thread, "m1", CST_PARTY_CUSTOMER, "See.")->attachments, make_attachment ("talk"));
  goods->label = make_attachment ("label");
  g_ptr_array_add (incident->returns, goods);
  g_ptr_array_add (incident->attachments, make_attachment ("photo"));
  g_ptr_array_add (changes->orders, order);
  g_ptr_array_add (changes->incidents, incident);
  g_ptr_array_add (changes->threads, thread);
  cst_applied_free (apply (fixture, account, changes));

  open = wanted_now (fixture);
  g_assert_cmpstr (open, ==, "label photo picture talk");

  incident = make_incident ("i1", "o1", 2, CST_INCIDENT_RESOLVED);
  g_ptr_array_add (incident->attachments, make_attachment ("photo"));
  apply_incident (fixture, account, incident);
  settled = wanted_now (fixture);
  g_assert_cmpstr (settled, ==, "picture");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/truth/versions", test_versions);
  ADD ("/O2/order-status", test_order_status);
  ADD ("/truth/overlay", test_overlay);
  ADD ("/truth/overlay-cancelling", test_overlay_cancelling);
  ADD ("/R4/todo-of-returns", test_todo_of_returns);
  ADD ("/R3/todo-after-click", test_todo_after_click);
  ADD ("/R2/replies", test_replies);
  ADD ("/truth/news", test_news);
  ADD ("/truth/deletions", test_deletions);
  ADD ("/truth/resolve-id", test_resolve_id);
  ADD ("/truth/accounts", test_accounts);
#undef ADD
  g_test_add ("/R2/wanted-of-an-order", Fixture, NULL, fixture_set_up, test_wanted, fixture_tear_down);
  g_test_add_func ("/truth/frozen-values", test_frozen_values);

  return g_test_run ();
}
