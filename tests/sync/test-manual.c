/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-cache.h"
#include "cst-case-entry.h"
#include "cst-deliveries.h"
#include "cst-files.h"
#include "cst-home.h"
#include "cst-manual.h"
#include "cst-truth.h"
#include "cst-util.h"

#define START 1795400000

typedef struct
{
  CstHome        *home;
  CstMarketplace *marketplace;
  char           *order;
  char           *incident;
} Fixture;

static gpointer
save_account (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  return GINT_TO_POINTER (cst_db_save_account (db, request, error) != 0);
}

static void
sync_well (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_EVERYTHING, NULL, &error);
  g_assert_no_error (error);
}

/* An account without a site: the first run asks it what it can do, as with every other. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  CstAccount *account;

  fixture->home = cst_home_new (NULL, NULL, START);
  account = fixture->home->account;
  g_free (account->connector);
  account->connector = g_strdup ("manual");
  account->info.site = g_strdup ("Tmall (DSers)");
  g_strlcpy (account->info.currency, "EUR", sizeof account->info.currency);
  account->info.audience = CST_CUSTOMER_CONSUMER;
  fixture->marketplace = cst_marketplace_new (account, NULL, &error);
  g_assert_no_error (error);
  account->info.capabilities = CST_CAN_RECORD;
  cst_store_run_sync (fixture->home->store, save_account, account, NULL, &error);
  g_assert_no_error (error);
  sync_well (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cst_home_verify (fixture->home);
  cst_home_free (fixture->home);
  g_assert_finalize_object (fixture->marketplace);
  g_free (fixture->order);
  g_free (fixture->incident);
}

static CstCaseEntry *
new_entry (void)
{
  CstCaseEntry *entry = cst_case_entry_new ();
  CstCaseEntryLine *line;

  entry->number = g_strdup ("TM-88120");
  entry->customer = g_strdup ("Chiara Conti");
  entry->customer_kind = CST_CUSTOMER_CONSUMER;
  entry->email = g_strdup ("chiara@example.org");
  entry->language = g_strdup ("it");
  entry->country = g_strdup ("IT");
  g_strlcpy (entry->currency, "EUR", sizeof entry->currency);
  entry->tax_mode = CST_TAX_INCLUDED;
  entry->tax_rate_bp = 2200;
  entry->shipping = 490;
  entry->reason = CST_REASON_DAMAGED;
  entry->description = g_strdup ("Il vaso è rotto.");
  line = cst_case_entry_add_line (entry);
  line->title = g_strdup ("Vaso");
  line->quantity = 4;
  line->concerned = 2;
  line->unit_price = 1250;

  return entry;
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
assert_state (Fixture           *fixture,
              gint64             id,
              CstOperationState  state)
{
  g_autoptr(CstOperation) operation = cst_home_operation (fixture->home, id);

  g_assert_cmpstr (cst_enum_nick (&cst_operation_state_type, (int) operation->state), ==,
                   cst_enum_nick (&cst_operation_state_type, (int) state));
}

static CstOperation *
to_operation (Fixture            *fixture,
              const CstCaseEntry *entry)
{
  CstOperation *operation = cst_case_entry_to_operation (entry, fixture->home->account->id, START);

  operation->person = g_strdup ("p-lea");
  operation->person_name = g_strdup ("Léa Fontaine");

  return operation;
}

static gint64
record (Fixture *fixture)
{
  g_autoptr(CstCaseEntry) entry = new_entry ();
  g_autoptr(CstOperation) operation = to_operation (fixture, entry);
  gint64 id = decide (fixture, operation);

  fixture->order = g_strdup (operation->order);
  fixture->incident = g_strdup (operation->incident);

  return id;
}

static CstIncident *
the_incident (Fixture *fixture)
{
  g_autoptr(GPtrArray) incidents = cst_home_incidents (fixture->home);

  g_assert_cmpuint (incidents->len, ==, 1);

  return cst_incident_copy (g_ptr_array_index (incidents, 0));
}

static CstOrder *
the_order (Fixture *fixture)
{
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->home->store, NULL);
  g_autoptr(GError) error = NULL;
  CstOrder *order = cst_db_order (db, fixture->home->account->id, fixture->order, &error);

  g_assert_no_error (error);

  return order;
}

static gint64
tell (Fixture              *fixture,
      CstIncidentEventKind  event,
      const char           *subject)
{
  g_autoptr(CstOperation) operation =
    cst_home_new_operation (fixture->home, CST_OPERATION_RECORD_EVENT, fixture->order, fixture->incident);

  operation->event = event;
  operation->subject = g_strdup (subject);

  return decide (fixture, operation);
}

static gint64
refund (Fixture *fixture,
        int      quantity)
{
  g_autoptr(CstOperation) operation =
    cst_home_new_operation (fixture->home, CST_OPERATION_REFUND, fixture->order, fixture->incident);
  g_autofree char *line = g_strconcat (fixture->order, "-1", NULL);

  cst_operation_add_line (operation, line, quantity);

  return decide (fixture, operation);
}

static void
test_record (Fixture       *fixture,
             gconstpointer  data)
{
  gint64 id = record (fixture);
  g_autoptr(CstIncident) incident = NULL;
  g_autoptr(CstOrder) order = NULL;

  sync_well (fixture);
  assert_state (fixture, id, CST_OPERATION_CONFIRMED);
  incident = the_incident (fixture);
  order = the_order (fixture);

  g_assert_cmpint (incident->state, ==, CST_INCIDENT_SUBMITTED);
  g_assert_cmpint (incident->waiting_for, ==, CST_PARTY_BRAND);
  g_assert_cmpint (cst_incident_reported_quantity (incident, ((CstOrderLine *) order->lines->pdata[0])->id), ==, 2);
  g_assert_cmpint (order->amounts.goods, ==, 5000);
  g_assert_cmpint (order->amounts.total, ==, 5490);
  g_assert_cmpint (order->amounts.tax, ==, 990);
  g_assert_cmpstr (order->incident_ids[0], ==, fixture->incident);
}

/* From the report to the closing, told by hand where a site would tell it. */
static void
test_life (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(CstIncident) incident = NULL;
  g_autoptr(CstOrder) order = NULL;
  g_autofree char *resolution = NULL;

  record (fixture);
  sync_well (fixture);
  assert_state (fixture, refund (fixture, 2), CST_OPERATION_QUEUED);
  sync_well (fixture);

  incident = the_incident (fixture);
  g_assert_cmpint (incident->state, ==, CST_INCIDENT_IN_PROGRESS);
  g_assert_cmpint (incident->waiting_for, ==, CST_PARTY_BRAND);
  resolution = g_strdup (cst_incident_open_resolution (incident)->id);

  tell (fixture, CST_EVENT_RESOLUTION_EXECUTED, resolution);
  sync_well (fixture);
  order = the_order (fixture);
  g_assert_cmpint (order->refunded.goods, ==, 2500);

  tell (fixture, CST_EVENT_ACCEPTED, NULL);
  tell (fixture, CST_EVENT_RESOLVED, NULL);
  sync_well (fixture);
  g_clear_pointer (&incident, cst_incident_free);
  incident = the_incident (fixture);
  g_assert_cmpint (incident->state, ==, CST_INCIDENT_RESOLVED);
  g_assert_cmpint (incident->history->len, ==, 5);
}

static void
test_contested (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(CstIncident) incident = NULL;
  g_autoptr(CstOperation) operation = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *line = NULL;

  record (fixture);
  sync_well (fixture);
  refund (fixture, 3);
  sync_well (fixture);
  incident = the_incident (fixture);
  tell (fixture, CST_EVENT_RESOLUTION_EXECUTED, cst_incident_open_resolution (incident)->id);
  tell (fixture, CST_EVENT_CONTESTED, NULL);
  sync_well (fixture);
  g_clear_pointer (&incident, cst_incident_free);
  incident = the_incident (fixture);
  g_assert_true (incident->contested);
  g_assert_cmpint (incident->state, ==, CST_INCIDENT_SUBMITTED);

  /* Three of four went already: one is left. */
  line = g_strconcat (fixture->order, "-1", NULL);
  operation = cst_home_new_operation (fixture->home, CST_OPERATION_REFUND, fixture->order, fixture->incident);
  cst_operation_add_line (operation, line, 2);
  g_assert_cmpint (cst_home_decide (fixture->home, operation, 0, &error), ==, 0);
  g_assert_nonnull (error);
  refund (fixture, 1);
  sync_well (fixture);
}

/* A correction keeps what happened since; an article something was decided about cannot go. */
static void
test_correct (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(CstIncident) incident = NULL;
  g_autoptr(CstOrder) order = NULL;
  g_autoptr(CstCaseEntry) entry = NULL;
  g_autoptr(CstOperation) better = NULL;
  g_autoptr(CstOperation) worse = NULL;
  CstCaseEntryLine *line;
  gint64 id;

  record (fixture);
  sync_well (fixture);
  refund (fixture, 1);
  sync_well (fixture);
  incident = the_incident (fixture);
  order = the_order (fixture);
  entry = cst_case_entry_from_case (order, incident);
  g_free (entry->customer);
  entry->customer = g_strdup ("Chiara Conti-Rossi");
  better = to_operation (fixture, entry);
  assert_state (fixture, id = decide (fixture, better), CST_OPERATION_QUEUED);
  sync_well (fixture);
  assert_state (fixture, id, CST_OPERATION_CONFIRMED);
  g_clear_pointer (&order, cst_order_free);
  order = the_order (fixture);
  g_assert_cmpstr (order->customer.name, ==, "Chiara Conti-Rossi");
  g_clear_pointer (&incident, cst_incident_free);
  incident = the_incident (fixture);
  g_assert_cmpuint (incident->resolutions->len, ==, 1);

  line = g_ptr_array_index (entry->lines, 0);
  g_free (line->id);
  line->id = g_strdup ("another");
  worse = to_operation (fixture, entry);
  id = decide (fixture, worse);
  sync_well (fixture);
  assert_state (fixture, id, CST_OPERATION_REFUSED_STATE);
}

static gpointer
begin_sending (CstDb         *db,
               gpointer       request,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(CstOperation) operation = cst_db_operation (db, *(gint64 *) request, error);

  return GINT_TO_POINTER (operation != NULL &&
                          cst_db_move_operation (db, operation, CST_OPERATION_SENDING, NULL, START, error));
}

/* What is found in sending after a crash never happened: it happens now, and once. */
static void
test_crash (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(CstIncident) incident = NULL;
  g_autoptr(GError) error = NULL;
  gint64 id;

  record (fixture);
  sync_well (fixture);
  id = refund (fixture, 2);
  cst_store_run_sync (fixture->home->store, begin_sending, &id, NULL, &error);
  g_assert_no_error (error);

  sync_well (fixture);
  sync_well (fixture);
  assert_state (fixture, id, CST_OPERATION_CONFIRMED);
  incident = the_incident (fixture);
  g_assert_cmpuint (incident->resolutions->len, ==, 1);
}

/* Photos that come by another way are the case's like any other. */
static void
test_photos (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *source = g_build_filename (fixture->home->dir, "photo.jpg", NULL);
  g_autoptr(CstOperation) operation = NULL;
  g_autoptr(CstIncident) incident = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *cached = NULL;
  g_autofree char *contents = NULL;
  CstOutgoingFile *file = cst_record_new (&cst_outgoing_file_type);
  const CstAttachment *attachment;

  g_file_set_contents (source, "not a photo, but bytes", -1, &error);
  g_assert_no_error (error);
  record (fixture);
  sync_well (fixture);

  operation = cst_home_new_operation (fixture->home, CST_OPERATION_RECORD_EVENT, fixture->order, fixture->incident);
  operation->event = CST_EVENT_PHOTO_ADDED;
  cst_files_take (fixture->home->store, source, "photo.jpg", "image/jpeg", file, &error);
  g_assert_no_error (error);
  g_ptr_array_add (operation->files, file);
  decide (fixture, operation);
  sync_well (fixture);

  incident = the_incident (fixture);
  g_assert_cmpuint (incident->attachments->len, ==, 1);
  attachment = g_ptr_array_index (incident->attachments, 0);
  g_assert_cmpstr (attachment->filename, ==, "photo.jpg");
  cached = cst_cache_path (fixture->home->store, fixture->home->account->id, attachment->id);
  g_file_get_contents (cached, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, "not a photo, but bytes");
}

/* R7: evidence of a place without a site is known on this desk. */
static void
test_evidence (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *source = g_build_filename (fixture->home->dir, "bench.jpg", NULL);
  g_autoptr(CstOperation) operation = NULL;
  g_autoptr(CstDesk) desk = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *cached = NULL;
  CstOutgoingFile *file = cst_record_new (&cst_outgoing_file_type);
  const CstEvidence *evidence;

  g_assert_true (g_file_set_contents (source, "not a photo, but bytes", -1, NULL));
  record (fixture);
  sync_well (fixture);
  operation = cst_home_new_operation (fixture->home, CST_OPERATION_EVIDENCE, fixture->order, fixture->incident);
  cst_set_str (&operation->text, "From the bench");
  g_assert_true (cst_files_take (fixture->home->store, source, "bench.jpg", "image/jpeg", file, &error));
  g_ptr_array_add (operation->files, file);
  decide (fixture, operation);
  sync_well (fixture);

  desk = cst_home_desk (fixture->home, fixture->incident);
  g_assert_cmpuint (desk->evidence->len, ==, 1);
  evidence = g_ptr_array_index (desk->evidence, 0);
  g_assert_cmpstr (evidence->attachment.filename, ==, "bench.jpg");
  g_assert_cmpstr (evidence->note, ==, "From the bench");
  g_assert_nonnull (evidence->person);
  cached = cst_cache_path (fixture->home->store, fixture->home->account->id, evidence->attachment.id);
  g_assert_true (g_file_test (cached, G_FILE_TEST_EXISTS));
}

static void
assert_incomplete (Fixture      *fixture,
                   CstCaseEntry *entry)
{
  g_autoptr(CstOperation) operation = to_operation (fixture, entry);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (cst_home_decide (fixture->home, operation, 0, &error), ==, 0);
  g_assert_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
}

static void
test_incomplete (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(CstCaseEntry) nobody = new_entry ();
  g_autoptr(CstCaseEntry) too_many = new_entry ();
  g_autoptr(CstCaseEntry) nothing = new_entry ();

  g_clear_pointer (&nobody->customer, g_free);
  assert_incomplete (fixture, nobody);
  ((CstCaseEntryLine *) g_ptr_array_index (too_many->lines, 0))->concerned = 5;
  assert_incomplete (fixture, too_many);
  ((CstCaseEntryLine *) g_ptr_array_index (nothing->lines, 0))->concerned = 0;
  assert_incomplete (fixture, nothing);
}

static CstDelivery *
new_delivery (void)
{
  CstDelivery *delivery = cst_delivery_new ();

  delivery->id = g_strdup ("tipsa-0401230000001");
  delivery->number = g_strdup ("0401230000001");
  delivery->order = g_strdup ("o-1");
  delivery->version = 1;
  delivery->carrier = g_strdup ("TIPSA");
  delivery->state = CST_DELIVERY_WAITING;
  delivery->reason = CST_DELIVERY_REFUSED;
  delivery->allowed = CST_ANSWER_FLAG (CST_ANSWER_TEXT) | CST_ANSWER_FLAG (CST_ANSWER_PICKUP);
  delivery->opened_at = START - 3600;

  return delivery;
}

static gpointer
apply_func (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  Fixture *fixture = request;
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  CstOrder *order = cst_order_new ();

  order->id = g_strdup ("o-1");
  order->number = g_strdup ("TM-1");
  order->version = 1;
  g_ptr_array_add (changes->orders, order);
  g_ptr_array_add (changes->deliveries, new_delivery ());

  return GINT_TO_POINTER (cst_db_apply_change_set (db, fixture->home->account->id, changes, START, NULL, error));
}

static gint64
answer (Fixture        *fixture,
        CstAnswerTold   told,
        GError        **error)
{
  g_autoptr(CstOperation) operation =
    cst_home_new_operation (fixture->home, CST_OPERATION_DELIVERY_ANSWER, "o-1", NULL);

  operation->delivery = g_strdup ("tipsa-0401230000001");
  operation->answer = cst_delivery_answer_new (CST_ANSWER_PICKUP);
  operation->answer->told = told;
  operation->moment = START - 60;

  return cst_home_decide (fixture->home, operation, 0, error);
}

static CstDelivery *
the_delivery (Fixture *fixture)
{
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->home->store, NULL);

  return cst_db_delivery (db, fixture->home->account->id, "tipsa-0401230000001", NULL);
}

/* Nothing is sent: what a person says to have told the carrier becomes the truth, and only that. */
static void
test_delivery_answer (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(CstDelivery) before = NULL;
  g_autoptr(CstDelivery) after = NULL;
  g_autoptr(GError) error = NULL;
  const CstDeliveryEvent *event;
  gint64 id;

  g_assert_nonnull (cst_store_run_sync (fixture->home->store, apply_func, fixture, NULL, NULL));
  g_assert_cmpint (answer (fixture, CST_TOLD_NONE, &error), ==, 0);
  g_assert_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE);
  g_clear_error (&error);

  id = answer (fixture, CST_TOLD_IN_PORTAL, &error);
  g_assert_no_error (error);
  before = the_delivery (fixture);
  g_assert_cmpint ((int) before->state, ==, CST_DELIVERY_WAITING);

  sync_well (fixture);
  assert_state (fixture, id, CST_OPERATION_CONFIRMED);
  after = the_delivery (fixture);
  g_assert_cmpint ((int) after->state, ==, CST_DELIVERY_SOLVED);
  g_assert_cmpint (after->answered_at, ==, START - 60);
  g_assert_cmpint (after->allowed, ==, 0);
  g_assert_cmpuint (after->events->len, ==, 1);
  event = g_ptr_array_index (after->events, 0);
  g_assert_cmpint ((int) event->answer->told, ==, CST_TOLD_IN_PORTAL);
  sync_well (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/manual/record", Fixture, NULL, set_up, test_record, tear_down);
  g_test_add ("/manual/life", Fixture, NULL, set_up, test_life, tear_down);
  g_test_add ("/manual/R5/contested", Fixture, NULL, set_up, test_contested, tear_down);
  g_test_add ("/manual/correct", Fixture, NULL, set_up, test_correct, tear_down);
  g_test_add ("/manual/crash", Fixture, NULL, set_up, test_crash, tear_down);
  g_test_add ("/manual/photos", Fixture, NULL, set_up, test_photos, tear_down);
  g_test_add ("/manual/R7/evidence", Fixture, NULL, set_up, test_evidence, tear_down);
  g_test_add ("/manual/C8/told-the-carrier", Fixture, NULL, set_up, test_delivery_answer, tear_down);
  g_test_add ("/manual/incomplete", Fixture, NULL, set_up, test_incomplete, tear_down);

  return g_test_run ();
}
