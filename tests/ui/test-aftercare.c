/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-label-text.h"
#include "cst-next-step.h"
#include "cst-piece-count.h"
#include "cst-place.h"
#include "cst-reminder.h"
#include "cst-return-search.h"
#include "truth-fixture.h"

/* What follows a resolution, without a display. */

#define DAY_S (24 * 60 * 60)

static const CstNextStepRules rules = { CST_REMINDER_DAYS_DEFAULT, CST_RETURN_DAYS_DEFAULT };

typedef struct
{
  CstOrder    *order;
  CstIncident *incident;
  CstThread   *thread;
  GPtrArray   *operations;
} Case;

static void
case_set_up (Case          *self,
             gconstpointer  unused)
{
  self->order = make_order ("o1", 1, CST_ORDER_PROBLEM_REPORTED);
  self->incident = make_incident ("i1", "o1", 1, CST_INCIDENT_IN_PROGRESS);
  self->thread = make_thread ("o1", 1);
  self->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_operation_free);
}

static void
case_tear_down (Case          *self,
                gconstpointer  unused)
{
  cst_order_free (self->order);
  cst_incident_free (self->incident);
  cst_thread_free (self->thread);
  g_ptr_array_unref (self->operations);
}

static CstResolution *
add_resolution (CstIncident        *incident,
                CstResolutionKind   kind,
                CstResolutionState  state)
{
  CstResolution *resolution = cst_record_new (&cst_resolution_type);
  CstResolutionLine *line = cst_record_new (&cst_resolution_line_type);

  resolution->id = g_strdup_printf ("r%u", incident->resolutions->len + 1);
  resolution->kind = kind;
  resolution->state = state;
  resolution->requested_at = FIXTURE_NOW - DAY_S;
  line->line = g_strdup ("l1");
  line->quantity = 2;
  g_ptr_array_add (resolution->lines, line);
  g_ptr_array_add (incident->resolutions, resolution);

  return resolution;
}

static CstReturn *
add_return (CstIncident    *incident,
            CstReturnState  state)
{
  CstReturn *goods = cst_record_new (&cst_return_type);
  CstReturnLine *line = cst_record_new (&cst_return_line_type);

  goods->id = g_strdup_printf ("ret-%u", incident->returns->len + 1);
  goods->state = state;
  goods->asked_at = FIXTURE_NOW - 3 * DAY_S;
  goods->received_at = state >= CST_RETURN_RECEIVED ? FIXTURE_NOW - DAY_S : 0;
  line->line = g_strdup ("l1");
  line->quantity = 3;
  line->received = state >= CST_RETURN_RECEIVED ? 2 : 0;
  g_ptr_array_add (goods->lines, line);
  g_ptr_array_add (incident->returns, goods);

  return goods;
}

static CstOperation *
add_own (Case              *self,
         CstOperationKind   kind,
         const char        *subject,
         CstOperationState  state)
{
  CstOperation *operation = cst_operation_new (kind, 1, "o1", "i1");

  operation->id = self->operations->len + 1;
  operation->subject = g_strdup (subject);
  operation->state = state;
  g_ptr_array_add (self->operations, operation);

  return operation;
}

static GArray *
steps_of (Case *self)
{
  return cst_next_steps (self->incident, self->operations, self->thread, &rules, FIXTURE_NOW);
}

static const CstNextStep *
find_step (GArray          *steps,
           CstNextStepKind  kind)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const CstNextStep *step = &g_array_index (steps, CstNextStep, i);

      if (step->kind == kind)
        return step;
    }

  return NULL;
}

static const CstNextStep *
need_step (GArray          *steps,
           CstNextStepKind  kind)
{
  const CstNextStep *step = find_step (steps, kind);

  if (step == NULL)
    g_error ("There is no step of kind %u", kind);

  return step;
}

/* A day ends at midnight: what is to leave today is not late today. */
static void
test_ship_by (Case          *self,
              gconstpointer  unused)
{
  CstResolution *replacement = add_resolution (self->incident, CST_RESOLUTION_REPLACEMENT, CST_RESOLUTION_REQUESTED);
  static const struct
  {
    const char *ship_by;
    gboolean    is_late;
  } expected[] = {
    { NULL, FALSE }, { "2026-11-22", TRUE }, { "2026-11-23", FALSE }, { "2026-11-24", FALSE }, { "soon", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr(GArray) steps = NULL;

      g_free (replacement->ship_by);
      replacement->ship_by = g_strdup (expected[i].ship_by);
      steps = steps_of (self);
      g_assert_nonnull (find_step (steps, CST_NEXT_SHIP));
      g_assert_cmpint (need_step (steps, CST_NEXT_SHIP)->is_late, ==, expected[i].is_late);
    }
}

/* A shipped, refused or given up replacement needs nothing more; a decision that failed does. */
static void
test_ship_operation (Case          *self,
                     gconstpointer  unused)
{
  CstResolution *replacement = add_resolution (self->incident, CST_RESOLUTION_REPLACEMENT, CST_RESOLUTION_REQUESTED);
  CstOperation *shipment = add_own (self, CST_OPERATION_SHIP_REPLACEMENT, "r1", CST_OPERATION_QUEUED);
  g_autoptr(GArray) pending = NULL;
  g_autoptr(GArray) refused = NULL;
  g_autoptr(GArray) cancelled = NULL;
  g_autoptr(GArray) executed = NULL;

  add_resolution (self->incident, CST_RESOLUTION_REFUND, CST_RESOLUTION_REQUESTED);

  pending = steps_of (self);
  g_assert_false (cst_next_step_is_open (need_step (pending, CST_NEXT_SHIP)));

  shipment->state = CST_OPERATION_REFUSED_STATE;
  refused = steps_of (self);
  g_assert_true (cst_next_step_is_open (need_step (refused, CST_NEXT_SHIP)));
  g_assert_true (need_step (refused, CST_NEXT_SHIP)->operation == shipment);

  shipment->state = CST_OPERATION_CANCELLED;
  cancelled = steps_of (self);
  g_assert_null (need_step (cancelled, CST_NEXT_SHIP)->operation);

  replacement->state = CST_RESOLUTION_EXECUTED;
  executed = steps_of (self);
  g_assert_null (find_step (executed, CST_NEXT_SHIP));
}

/* Each state of a return has its own next step. */
static void
test_return_steps (Case          *self,
                   gconstpointer  unused)
{
  CstReturn *goods = add_return (self->incident, CST_RETURN_ASKED);
  static const struct
  {
    CstReturnState state;
    gboolean       judge;
    gboolean       label;
    gboolean       await;
    gboolean       inspect;
  } expected[] = {
    { CST_RETURN_WAITING, TRUE, FALSE, FALSE, FALSE },
    { CST_RETURN_ASKED, FALSE, TRUE, TRUE, FALSE },
    { CST_RETURN_LABELLED, FALSE, FALSE, TRUE, FALSE },
    { CST_RETURN_UNDER_WAY, FALSE, FALSE, TRUE, FALSE },
    { CST_RETURN_RECEIVED, FALSE, FALSE, FALSE, TRUE },
    { CST_RETURN_INSPECTED, FALSE, FALSE, FALSE, FALSE },
    { CST_RETURN_CLOSED, FALSE, FALSE, FALSE, FALSE },
    { CST_RETURN_REFUSED, FALSE, FALSE, FALSE, FALSE },
    { CST_RETURN_UNKNOWN, FALSE, FALSE, FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr(GArray) steps = NULL;

      goods->state = expected[i].state;
      steps = steps_of (self);
      g_assert_cmpint (find_step (steps, CST_NEXT_JUDGE) != NULL, ==, expected[i].judge);
      g_assert_cmpint (find_step (steps, CST_NEXT_SEND_LABEL) != NULL, ==, expected[i].label);
      g_assert_cmpint (find_step (steps, CST_NEXT_AWAIT_RETURN) != NULL, ==, expected[i].await);
      g_assert_cmpint (find_step (steps, CST_NEXT_INSPECT) != NULL, ==, expected[i].inspect);
    }
}

/* Whichever answer is on its way, nobody gives another one. */
static void
test_judged_once (Case          *self,
                  gconstpointer  unused)
{
  static const CstOperationKind answers[] = {
    CST_OPERATION_RETURN_ACCEPTED, CST_OPERATION_RETURN_REFUSED, CST_OPERATION_RETURN_LABEL,
  };

  add_return (self->incident, CST_RETURN_WAITING);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      CstOperation *answer = add_own (self, answers[i], "ret-1", CST_OPERATION_QUEUED);
      g_autoptr(GArray) queued = steps_of (self);
      g_autoptr(GArray) confirmed = NULL;
      g_autoptr(GArray) seen = NULL;
      g_autoptr(GArray) failed = NULL;

      g_assert_false (cst_next_step_is_open (need_step (queued, CST_NEXT_JUDGE)));
      answer->state = CST_OPERATION_CONFIRMED;
      answer->if_version = self->incident->version;
      confirmed = steps_of (self);
      g_assert_false (cst_next_step_is_open (need_step (confirmed, CST_NEXT_JUDGE)));
      answer->if_version = self->incident->version - 1;
      seen = steps_of (self);
      g_assert_true (cst_next_step_is_open (need_step (seen, CST_NEXT_JUDGE)));
      answer->state = CST_OPERATION_REFUSED_STATE;
      failed = steps_of (self);
      g_assert_true (cst_next_step_is_open (need_step (failed, CST_NEXT_JUDGE)));
      g_assert_true (need_step (failed, CST_NEXT_JUDGE)->operation == answer);
    }
}

/* What is given up needs no label and is not received; what was inspected is closed where the site wants that. */
static void
test_closed (Case          *self,
             gconstpointer  unused)
{
  CstNextStepRules closing = rules;
  CstReturn *goods = add_return (self->incident, CST_RETURN_ASKED);
  g_autoptr(GArray) given_up = NULL;
  g_autoptr(GArray) over = NULL;

  add_own (self, CST_OPERATION_RETURN_CLOSED, "ret-1", CST_OPERATION_HELD);
  given_up = steps_of (self);
  g_assert_null (find_step (given_up, CST_NEXT_SEND_LABEL));
  g_assert_false (cst_next_step_is_open (need_step (given_up, CST_NEXT_AWAIT_RETURN)));

  closing.closes_returns = TRUE;
  goods->state = CST_RETURN_INSPECTED;
  g_ptr_array_set_size (self->operations, 0);
  self->incident->waiting_since = FIXTURE_NOW - 9 * DAY_S;
  over = cst_next_steps (self->incident, self->operations, self->thread, &closing, FIXTURE_NOW);
  g_assert_true (cst_next_step_is_open (need_step (over, CST_NEXT_CLOSE)));
  g_assert_true (need_step (over, CST_NEXT_WAIT)->is_late);
}

static void
test_return_late (Case          *self,
                  gconstpointer  unused)
{
  CstReturn *goods = add_return (self->incident, CST_RETURN_LABELLED);
  g_autoptr(GArray) day_13 = NULL;
  g_autoptr(GArray) day_14 = NULL;

  goods->asked_at = FIXTURE_NOW - 14 * DAY_S + 1;
  day_13 = steps_of (self);
  g_assert_false (need_step (day_13, CST_NEXT_AWAIT_RETURN)->is_late);

  goods->asked_at = FIXTURE_NOW - 14 * DAY_S;
  day_14 = steps_of (self);
  g_assert_true (need_step (day_14, CST_NEXT_AWAIT_RETURN)->is_late);
}

/* Owed from the moment the goods are back until a refund was asked for. */
static void
test_refund_due (Case          *self,
                 gconstpointer  unused)
{
  CstReturn *goods = add_return (self->incident, CST_RETURN_INSPECTED);
  CstResolution *refund;
  g_autoptr(GArray) none = steps_of (self);
  g_autoptr(GArray) owed = NULL;
  g_autoptr(GArray) earlier = NULL;
  g_autoptr(GArray) paid = NULL;

  g_assert_null (find_step (none, CST_NEXT_REFUND));

  goods->refund_due_by = FIXTURE_NOW - 1;
  owed = steps_of (self);
  g_assert_true (need_step (owed, CST_NEXT_REFUND)->is_late);

  refund = add_resolution (self->incident, CST_RESOLUTION_REFUND, CST_RESOLUTION_EXECUTED);
  refund->requested_at = goods->received_at - 1;
  earlier = steps_of (self);
  g_assert_nonnull (find_step (earlier, CST_NEXT_REFUND));

  refund->requested_at = goods->received_at;
  paid = steps_of (self);
  g_assert_null (find_step (paid, CST_NEXT_REFUND));
}

/* Silence counts from our last word, and only while it is the other side's turn. */
static void
test_silence (Case          *self,
              gconstpointer  unused)
{
  CstMessage *message;
  g_autoptr(GArray) silent = NULL;
  g_autoptr(GArray) inspecting = NULL;
  g_autoptr(GArray) reminded = NULL;
  g_autoptr(GArray) reviewed = NULL;
  g_autoptr(GArray) ours = NULL;
  g_autoptr(GArray) resolved = NULL;

  self->incident->waiting_since = FIXTURE_NOW - 9 * DAY_S;
  silent = steps_of (self);
  g_assert_true (need_step (silent, CST_NEXT_WAIT)->is_late);
  g_assert_cmpint (need_step (silent, CST_NEXT_WAIT)->since, ==, FIXTURE_NOW - 9 * DAY_S);

  add_return (self->incident, CST_RETURN_RECEIVED);
  inspecting = steps_of (self);
  g_assert_false (need_step (inspecting, CST_NEXT_WAIT)->is_late);
  cst_record_free (&cst_return_type, g_ptr_array_steal_index (self->incident->returns, 0));

  message = add_message (self->thread, "m1", CST_PARTY_BRAND, "Hello");
  message->incident = g_strdup ("i1");
  message->sent_at = FIXTURE_NOW - 4 * DAY_S;
  reminded = steps_of (self);
  g_assert_false (need_step (reminded, CST_NEXT_WAIT)->is_late);

  message->sent_at = FIXTURE_NOW - 6 * DAY_S;
  self->incident->waiting_for = CST_PARTY_MARKETPLACE;
  reviewed = steps_of (self);
  g_assert_false (need_step (reviewed, CST_NEXT_WAIT)->is_late);

  self->incident->waiting_for = CST_PARTY_BRAND;
  ours = steps_of (self);
  g_assert_null (find_step (ours, CST_NEXT_WAIT));

  self->incident->waiting_for = CST_PARTY_CUSTOMER;
  self->incident->state = CST_INCIDENT_RESOLVED;
  resolved = steps_of (self);
  g_assert_null (find_step (resolved, CST_NEXT_WAIT));
}

static void
test_reminder_language (Case          *self,
                        gconstpointer  unused)
{
  const char *language = NULL;
  g_autofree char *french = NULL;
  g_autofree char *english = NULL;

  self->order->customer.contact_name = g_strdup ("Nadia Le Goff");
  self->order->customer.language = g_strdup ("fr");
  french = cst_reminder_text (self->order, self->incident, &language);
  g_assert_cmpstr (language, ==, "fr");
  g_assert_true (cst_reminder_has_language (self->order, self->incident));
  g_assert_true (g_str_has_prefix (french, "Bonjour Nadia Le Goff,\n\n"));
  g_assert_nonnull (strstr (french, "OC-o1"));

  self->order->customer.language[0] = 'n';
  self->order->customer.language[1] = 'l';
  add_return (self->incident, CST_RETURN_LABELLED);
  english = cst_reminder_text (self->order, self->incident, &language);
  g_assert_cmpstr (language, ==, "en");
  g_assert_false (cst_reminder_has_language (self->order, self->incident));
  g_assert_nonnull (strstr (english, "return label"));
}

static CstCountLine *
line_of (CstPieceCount *count)
{
  return g_ptr_array_index (count->lines, 0);
}

static void
test_receipt (Case          *self,
              gconstpointer  unused)
{
  CstReturn *goods = add_return (self->incident, CST_RETURN_UNDER_WAY);
  g_autoptr(CstPieceCount) count = cst_piece_count_new (self->order, self->incident, goods, FALSE);
  g_autoptr(CstPieceCount) again = cst_piece_count_new (self->order, self->incident, goods, FALSE);
  g_autoptr(CstOperation) operation = NULL;
  g_autofree char *text = NULL;
  g_autofree char *problem = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (line_of (count)->received, ==, 3);
  line_of (count)->received = 2;
  g_assert_null (cst_piece_count_dup_problem (count));

  text = cst_piece_count_to_text (count);
  g_assert_true (cst_piece_count_restore (again, text, &error));
  g_assert_no_error (error);
  operation = cst_piece_count_build (again, 1, FIXTURE_NOW);
  g_assert_cmpint (operation->kind, ==, CST_OPERATION_RETURN_RECEIVED);
  g_assert_cmpstr (operation->subject, ==, "ret-1");
  g_assert_cmpint (operation->moment, ==, FIXTURE_NOW);
  g_assert_cmpint (((CstOperationLine *) g_ptr_array_index (operation->lines, 0))->received, ==, 2);

  line_of (count)->received = 0;
  problem = cst_piece_count_dup_problem (count);
  g_assert_nonnull (problem);
}

/* Each piece asked back is accepted, damaged or missing, and nothing is sorted beforehand but what did not come. */
static void
test_inspection (Case          *self,
                 gconstpointer  unused)
{
  CstReturn *goods = add_return (self->incident, CST_RETURN_RECEIVED);
  g_autoptr(CstPieceCount) count = cst_piece_count_new (self->order, self->incident, goods, TRUE);
  CstCountLine *line = line_of (count);
  g_autoptr(CstOperation) operation = NULL;
  g_autofree char *unsorted = NULL;
  g_autofree char *too_many = NULL;

  g_assert_cmpint (line->missing, ==, 1);
  g_assert_cmpint (cst_count_line_unsorted (line), ==, 2);
  unsorted = cst_piece_count_dup_problem (count);
  g_assert_cmpstr (unsorted, ==, "Tasse à œuf: 2 pieces are not sorted yet.");

  line->accepted = 3;
  too_many = cst_piece_count_dup_problem (count);
  g_assert_cmpstr (too_many, ==, "Tasse à œuf: 1 piece more than was asked back.");

  line->accepted = 1;
  line->damaged = 1;
  count->note = g_strdup ("Handle off");
  g_assert_null (cst_piece_count_dup_problem (count));
  operation = cst_piece_count_build (count, 1, FIXTURE_NOW);
  g_assert_cmpint (operation->kind, ==, CST_OPERATION_RETURN_INSPECTED);
  g_assert_cmpint (((CstOperationLine *) g_ptr_array_index (operation->lines, 0))->damaged, ==, 1);
  g_assert_cmpstr (operation->text, ==, "Handle off");
}

/* A draft of yesterday never claims more than is asked back today. */
static void
test_count_restored (Case          *self,
                     gconstpointer  unused)
{
  CstReturn *goods = add_return (self->incident, CST_RETURN_RECEIVED);
  g_autoptr(CstPieceCount) count = cst_piece_count_new (self->order, self->incident, goods, TRUE);
  g_autoptr(CstPieceCount) receipt = cst_piece_count_new (self->order, self->incident, goods, FALSE);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  line_of (count)->accepted = 50;
  text = cst_piece_count_to_text (count);
  g_assert_true (cst_piece_count_restore (count, text, &error));
  g_assert_cmpint (line_of (count)->accepted, ==, 3);

  g_assert_true (cst_piece_count_restore (receipt, text, &error));
  g_assert_cmpint (line_of (receipt)->accepted, ==, 0);

  g_assert_false (cst_piece_count_restore (count, "{", &error));
  g_assert_nonnull (error);
}

static void
test_places (void)
{
  g_autoptr(GPtrArray) places = cst_places_from_text (NULL);
  g_autoptr(GPtrArray) again = NULL;
  g_autoptr(GPtrArray) broken = NULL;
  g_autofree char *text = NULL;
  g_autofree char *written = NULL;
  const CstPlace *found = NULL;
  CstPlace *place = cst_place_new ();
  static const char zpl[] = "^XA^FO20,20^FDAtelier du Port^FS^FO20,50^FD59000 LILLE-CEDEX^FS^XZ";

  g_assert_cmpint (cst_places_check (places, "59000 Lille", &found), ==, CST_ADDRESS_NOT_CHECKED);

  place->name = g_strdup ("Atelier");
  place->postal_code = g_strdup ("59000");
  place->city = g_strdup ("Lille");
  g_ptr_array_add (places, place);
  text = cst_places_to_text (places);
  again = cst_places_from_text (text);
  g_assert_cmpint (again->len, ==, 1);

  written = cst_zpl_text (zpl, strlen (zpl));
  g_assert_cmpstr (written, ==, "Atelier du Port\n59000 LILLE-CEDEX\n");
  g_assert_cmpint (cst_places_check (again, written, &found), ==, CST_ADDRESS_OURS);
  g_assert_cmpstr (found->name, ==, "Atelier");
  g_assert_cmpint (cst_places_check (again, "75011 Paris\nLille", &found), ==, CST_ADDRESS_FOREIGN);
  g_assert_cmpint (cst_places_check (again, "159000 Lille", &found), ==, CST_ADDRESS_FOREIGN);
  g_assert_cmpint (cst_places_check (again, NULL, &found), ==, CST_ADDRESS_NOT_CHECKED);

  g_test_expect_message ("constat", G_LOG_LEVEL_WARNING, "*places cannot be read*");
  broken = cst_places_from_text ("[");
  g_test_assert_expected_messages ();
  g_assert_cmpint (broken->len, ==, 0);
}

static gpointer
search_func (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  return cst_return_search (db, request, cancellable, error);
}

static guint
count_hits (Fixture    *fixture,
            const char *typed)
{
  g_autoptr(GPtrArray) hits = fixture_run (fixture, search_func, (gpointer) typed);

  return hits != NULL ? hits->len : G_MAXUINT;
}

/* A scan finds its return in every account, by any number on the parcel. */
static void
test_search (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 first = add_account (fixture, "first");
  gint64 second = add_account (fixture, "second");
  CstIncident *incident = make_incident ("i1", "o1", 1, CST_INCIDENT_RESOLVED);
  CstIncident *other = make_incident ("i2", "o2", 1, CST_INCIDENT_IN_PROGRESS);
  CstReturn *goods = add_return (incident, CST_RETURN_UNDER_WAY);

  goods->tracking_number = g_strdup ("8R 0012-3456");
  add_return (incident, CST_RETURN_INSPECTED);
  add_return (other, CST_RETURN_CLOSED);
  apply_order (fixture, first, make_order ("o2", 1, CST_ORDER_PROBLEM_REPORTED));
  apply_incident (fixture, first, other);
  apply_order (fixture, second, make_order ("o1", 1, CST_ORDER_COMPLETED));
  apply_incident (fixture, second, incident);

  g_assert_cmpint (count_hits (fixture, "oc-o1"), ==, 1);
  g_assert_cmpint (count_hits (fixture, "P-i1"), ==, 1);
  g_assert_cmpint (count_hits (fixture, "8r00123456\n"), ==, 1);
  g_assert_cmpint (count_hits (fixture, "8R0012345"), ==, 0);
  g_assert_cmpint (count_hits (fixture, "OC-o2"), ==, 0);
  g_assert_cmpint (count_hits (fixture, "  "), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Case, NULL, case_set_up, func, case_tear_down)
  ADD ("/aftercare/R3/ship-by", test_ship_by);
  ADD ("/aftercare/R3/decided-already", test_ship_operation);
  ADD ("/aftercare/R4/steps", test_return_steps);
  ADD ("/aftercare/R4/judged-once", test_judged_once);
  ADD ("/aftercare/R4/closed", test_closed);
  ADD ("/aftercare/R4/not-come", test_return_late);
  ADD ("/aftercare/R4/refund-due", test_refund_due);
  ADD ("/aftercare/R4/receipt", test_receipt);
  ADD ("/aftercare/R4/inspection-sums", test_inspection);
  ADD ("/aftercare/R4/count-restored", test_count_restored);
  ADD ("/aftercare/R6/silence", test_silence);
  ADD ("/aftercare/R6/R11/reminder-language", test_reminder_language);
#undef ADD
  g_test_add_func ("/aftercare/R10/places", test_places);
  g_test_add ("/aftercare/R4/found-by-scan", Fixture, NULL, fixture_set_up, test_search, fixture_tear_down);

  return g_test_run ();
}
