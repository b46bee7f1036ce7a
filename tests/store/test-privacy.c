/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cst-backup.h"
#include "cst-cache.h"
#include "cst-calls.h"
#include "cst-drafts.h"
#include "cst-files.h"
#include "cst-journal.h"
#include "cst-pending-restore.h"
#include "cst-photo-looks.h"
#include "cst-photos.h"
#include "cst-privacy.h"
#include "cst-settings.h"
#include "cst-util.h"
#include "decide-fixture.h"
#include "delivery-fixture.h"

/* A word that occurs in every personal field; whoever finds it found a trace. */
#define TRACE "Zorblatt"
#define DAY G_GINT64_CONSTANT (86400)

static CstOrder *
make_personal_order (gint64 version)
{
  CstOrder *order = make_order ("o1", version, CST_ORDER_PROBLEM_REPORTED);
  CstShipment *shipment = cst_record_new (&cst_shipment_type);

  cst_set_str (&order->customer.id, "c-" TRACE);
  cst_set_str (&order->customer.name, "Papeterie " TRACE);
  cst_set_str (&order->customer.contact_name, TRACE);
  cst_set_str (&order->customer.city, "Saint-" TRACE);
  cst_set_str (&order->customer.street, "1 rue " TRACE);
  cst_set_str (&order->customer.postal_code, TRACE);
  cst_set_str (&order->customer.email, TRACE "@example.org");
  cst_set_str (&order->customer.phone, TRACE);
  shipment->id = g_strdup ("s1");
  shipment->tracking_number = g_strdup (TRACE);
  shipment->tracking_url = g_strdup ("https://carrier.invalid/" TRACE);
  g_ptr_array_add (order->shipments, shipment);

  return order;
}

static CstAttachment *
make_attachment (const char *id)
{
  CstAttachment *attachment = cst_record_new (&cst_attachment_type);

  attachment->id = g_strdup (id);
  attachment->filename = g_strdup (TRACE ".jpg");
  attachment->media_type = g_strdup ("image/jpeg");
  attachment->status = CST_ATTACHMENT_AVAILABLE;

  return attachment;
}

static CstIncident *
make_personal_incident (gint64           version,
                        CstIncidentState state)
{
  CstIncident *incident = make_incident ("i1", "o1", version, state);
  CstIncidentEvent *event = cst_record_new (&cst_incident_event_type);

  cst_set_str (&incident->description, "Broken, says " TRACE);
  cst_set_str (&incident->reason_label, TRACE);
  event->id = g_strdup ("e1");
  event->detail = g_strdup (TRACE);
  g_ptr_array_add (incident->history, event);
  g_ptr_array_add (incident->attachments, make_attachment ("a1"));

  return incident;
}

static CstDelivery *
make_personal_delivery (gint64 version)
{
  CstDelivery *delivery = make_delivery ("d1", "o1", CST_DELIVERY_SETTLED);
  CstDeliveryEvent *event = cst_record_new (&cst_delivery_event_type);

  delivery->version = version;
  cst_set_str (&delivery->tracking_number, TRACE);
  cst_set_str (&delivery->tracking_url, "https://carrier.invalid/" TRACE);
  cst_set_str (&delivery->courier_note, "Nobody called " TRACE);
  cst_set_str (&delivery->reply, TRACE);
  cst_set_str (&delivery->recipient.name, TRACE);
  cst_set_str (&delivery->recipient.street, "Calle " TRACE);
  cst_set_str (&delivery->recipient.postal_code, TRACE);
  cst_set_str (&delivery->recipient.city, "San " TRACE);
  cst_set_str (&delivery->recipient.phone, TRACE);
  event->text = g_strdup (TRACE);
  event->place = g_strdup (TRACE);
  event->actor = CST_PARTY_BRAND;
  event->answer = cst_delivery_answer_new (CST_ANSWER_NEW_ADDRESS);
  event->answer->text = g_strdup (TRACE);
  event->answer->address = cst_record_new (&cst_address_type);
  event->answer->address->street = g_strdup (TRACE);
  g_ptr_array_add (delivery->events, event);

  return delivery;
}

static CstChangeSet *
make_personal_page (gint64           version,
                    CstIncidentState state)
{
  CstChangeSet *changes = cst_change_set_new ();
  CstThread *thread = make_thread ("o1", version);
  CstMessage *message = add_message (thread, "m1", CST_PARTY_CUSTOMER, "I am " TRACE);
  CstDesk *desk = cst_desk_new ();
  CstNote *note = cst_record_new (&cst_note_type);
  CstEvidence *evidence = cst_record_new (&cst_evidence_type);
  CstAttachment *file = make_attachment ("a3");

  message->author_name = g_strdup (TRACE);
  g_ptr_array_add (message->attachments, make_attachment ("a2"));
  desk->incident = g_strdup ("i1");
  desk->version = version;
  note->id = g_strdup ("n1");
  note->text = g_strdup ("Call " TRACE);
  g_ptr_array_add (desk->notes, note);
  cst_record_assign (&cst_attachment_type, &evidence->attachment, file);
  cst_record_free (&cst_attachment_type, file);
  evidence->note = g_strdup ("Parcel of " TRACE);
  g_ptr_array_add (desk->evidence, evidence);

  g_ptr_array_add (changes->orders, make_personal_order (version));
  g_ptr_array_add (changes->incidents, make_personal_incident (version, state));
  g_ptr_array_add (changes->threads, thread);
  g_ptr_array_add (changes->desks, desk);
  g_ptr_array_add (changes->deliveries, make_personal_delivery (version));

  return changes;
}

static void
apply_page (Fixture          *fixture,
            gint64            account,
            gint64            version,
            CstIncidentState  state)
{
  g_autoptr(CstChangeSet) changes = make_personal_page (version, state);

  cst_applied_free (apply (fixture, account, changes));
}

static guint
count_traces (const char *dir)
{
  return fixture_count_traces (dir, TRACE);
}

static gpointer
keep_func (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  gint64 account = *(gint64 *) request;
  g_autofree char *draft = cst_draft_key (account, "o1", "i1", "message");
  g_autoptr(CstCacheEntry) entry = cst_cache_entry_new ();
  g_autoptr(CstPhotoFacts) facts = cst_photo_facts_new ();

  g_autoptr(CstCall) call = cst_record_new (&cst_call_type);

  call->at = FIXTURE_NOW;
  call->note = g_strdup ("Spoke to " TRACE);
  call->person = g_strdup ("p1");
  call->person_name = g_strdup ("Ana " TRACE);
  entry->state = CST_CACHE_CACHED;
  entry->path = cst_cache_name (account, "a1");
  facts->examined_at = FIXTURE_NOW;
  facts->sha256 = g_strdup (TRACE);
  facts->filename = g_strdup (TRACE ".jpg");
  facts->camera = g_strdup (TRACE " Phone");
  facts->has_position = TRUE;
  facts->latitude = 48856600;
  facts->has_fingerprint = TRUE;
  facts->fingerprint = 0x1234;

  return GINT_TO_POINTER (cst_db_cache_store (db, account, "a1", entry, error) &&
                          cst_db_photo_set_facts (db, account, "a1", facts, error) &&
                          cst_db_photo_set_facts (db, account, "no-longer-named", facts, error) &&
                          cst_db_photo_mark_looked (db, account, "a1", TRACE, FIXTURE_NOW, error) &&
                          cst_db_add_call (db, account, "d1", call, error) &&
                          cst_db_photo_set_look (db, account, "a1", TRACE, "1 0 0", error) &&
                          cst_db_save_draft (db, draft, "{\"text\":\"Dear " TRACE "\"}", FIXTURE_NOW, error));
}

/* A customer with everything that can be known of one: truth, cached photos, a sent message with a
 * file, a draft, a backup. */
static gint64
set_up_customer (Fixture *fixture)
{
  gint64 account = add_account (fixture, "demo");
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_MESSAGE, account, 0);
  CstOutgoingFile *file = cst_record_new (&cst_outgoing_file_type);
  g_autofree char *source = g_build_filename (fixture->dir, "chosen", NULL);
  g_autofree char *first = cst_cache_path (fixture->store, account, "a1");
  g_autofree char *second = cst_cache_path (fixture->store, account, "a2");
  g_autofree char *third = cst_cache_path (fixture->store, account, "a3");
  g_autofree char *part = g_strconcat (second, ".part", NULL);
  g_autofree char *thumbnail = cst_thumbnail_path (fixture->store, account, "a1");
  g_autofree char *left = cst_cache_path (fixture->store, account, "no-longer-named");
  g_autoptr(GError) error = NULL;
  gint64 id;

  /* The truth said something before, too. */
  apply_page (fixture, account, 0, CST_INCIDENT_SUBMITTED);
  apply_page (fixture, account, 1, CST_INCIDENT_SUBMITTED);
  g_assert_true (g_file_set_contents (first, "photo of " TRACE, -1, NULL));
  g_assert_true (g_file_set_contents (second, "photo of " TRACE, -1, NULL));
  g_assert_true (g_file_set_contents (third, "our photo for " TRACE, -1, NULL));
  g_assert_true (g_file_set_contents (thumbnail, "small picture of " TRACE, -1, NULL));
  g_assert_true (g_file_set_contents (left, "what the incident had before: " TRACE, -1, NULL));
  fixture_exec (fixture, "INSERT INTO attachments (account, id, incident, order_id)"
                         " VALUES (1, 'no-longer-named', 'i1', 'o1')");
  g_assert_true (g_file_set_contents (part, "half a photo of " TRACE, -1, NULL));
  g_assert_true (g_file_set_contents (source, "label for " TRACE, -1, NULL));
  g_assert_true (cst_files_take (fixture->store, source, TRACE ".pdf", "application/pdf", file, &error));
  g_unlink (source);
  g_ptr_array_add (operation->files, file);
  operation->text = g_strdup ("Dear " TRACE);
  operation->label_url = g_strdup ("https://labels.invalid/" TRACE);
  id = decide (fixture, operation, 0, &error);
  g_assert_no_error (error);
  move (fixture, id, CST_OPERATION_SENDING);
  move (fixture, id, CST_OPERATION_CONFIRMED);
  fixture_run (fixture, keep_func, &account);
  g_assert_true (cst_store_backup_daily (fixture->store, FIXTURE_NOW, &error));
  g_assert_no_error (error);

  return account;
}

static void
assert_journal_holds (Fixture *fixture)
{
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (cst_db_journal_verify (db, NULL, &error));
  g_assert_no_error (error);
}

static void
test_erase_leaves_no_trace (Fixture       *fixture,
                            gconstpointer  unused)
{
  gint64 account = set_up_customer (fixture);
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (count_traces (fixture->dir), >, 4);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM versions WHERE delta IS NOT NULL"), >=, 4);
  g_assert_cmpint (cst_customer_erase (fixture->store, account, "c-" TRACE, FIXTURE_NOW, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM versions WHERE delta IS NOT NULL"), ==, 0);
  g_assert_cmpuint (count_traces (fixture->dir), ==, 0);
  assert_journal_holds (fixture);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM order_salts"), ==, 0);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM photos"), ==, 0);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM photo_bands"), ==, 0);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM looked"), ==, 0);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM photo_looks"), ==, 0);

  /* What sums and figures stand on is still there. */
  g_assert_cmpint (fixture_number (fixture, "SELECT total FROM orders WHERE id = 'o1'"), ==, 7200);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM operations"), ==, 1);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM deliveries WHERE reason = 3 AND code = 'NAM'"),
                   ==, 1);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM delivery_calls"), ==, 1);
  fixture_close (fixture);
  g_assert_cmpuint (count_traces (fixture->dir), ==, 0);
  fixture_reopen (fixture);
}

static void
test_pull_brings_nothing_back (Fixture       *fixture,
                               gconstpointer  unused)
{
  gint64 account = set_up_customer (fixture);
  CstOrder *later = make_personal_order (1);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (cst_customer_erase (fixture->store, account, "c-" TRACE, FIXTURE_NOW, &error), ==, 1);
  apply_page (fixture, account, 2, CST_INCIDENT_RESOLVED);
  g_assert_cmpuint (count_traces (fixture->dir), ==, 0);
  g_assert_cmpint (fixture_number (fixture, "SELECT state FROM incidents WHERE id = 'i1'"), ==, CST_INCIDENT_RESOLVED);

  /* An order they place afterwards is theirs anew. */
  cst_set_str (&later->id, "o9");
  later->placed_at = FIXTURE_NOW + DAY;
  apply_order (fixture, account, later);
  g_assert_cmpint (fixture_number (fixture, "SELECT instr (customer_name, '" TRACE "') FROM orders WHERE id = 'o9'"),
                   >, 0);
}

/* Without the account nobody could ask for it to be erased any more. */
static void
test_account_leaves_no_trace (Fixture       *fixture,
                              gconstpointer  unused)
{
  gint64 account = set_up_customer (fixture);
  g_autofree char *backups = g_build_filename (fixture->dir, "backups", NULL);
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_REFUND, account, 1);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (decide (fixture, operation, 0, NULL), !=, 0);
  g_assert_false (cst_account_forget (fixture->store, account, FALSE, &error));
  g_assert_error (error, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED);
  g_clear_error (&error);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM drafts"), ==, 1);

  g_assert_true (cst_account_forget (fixture->store, account, TRUE, &error));
  g_assert_no_error (error);
  /* Backups expire. */
  fixture_remove_dir (backups);
  g_assert_cmpuint (count_traces (fixture->dir), ==, 0);
  assert_journal_holds (fixture);
}

static void
test_erase_waits_for_outbox (Fixture       *fixture,
                             gconstpointer  unused)
{
  gint64 account = set_up_customer (fixture);
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_REFUND, account, 1);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (decide (fixture, operation, 0, NULL), !=, 0);
  g_assert_cmpint (cst_customer_erase (fixture->store, account, "c-" TRACE, FIXTURE_NOW, &error), ==, -1);
  g_assert_error (error, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM erased_customers"), ==, 0);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM drafts"), ==, 1);
}

static void
test_unknown_customer (Fixture       *fixture,
                       gconstpointer  unused)
{
  gint64 account = set_up_customer (fixture);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (cst_customer_erase (fixture->store, account, "nobody", FIXTURE_NOW, &error), ==, -1);
  g_assert_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND);
}

static void
test_export (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 account = set_up_customer (fixture);
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = cst_customer_export (db, account, "c-" TRACE, &error);
  JsonObject *all = json_node_get_object (node);
  static const char *const members[] = { "orders", "incidents", "threads", "desks", "operations", "drafts",
                                         "deliveries", "calls" };
  JsonArray *versions;

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert_cmpuint (json_array_get_length (json_object_get_array_member (all, members[i])), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (all, "journal")), >, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (all, "photos")), ==, 2);
  versions = json_object_get_array_member (all, "versions");
  g_assert_cmpuint (json_array_get_length (versions), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      JsonObject *version = json_array_get_object_element (versions, i);
      g_autofree char *text = json_to_string (json_object_get_member (version, "record"), FALSE);

      g_assert_nonnull (strstr (text, TRACE));
    }
}

static void
test_retention (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 account = add_account (fixture, "demo");
  CstOrder *old = make_order ("old", 1, CST_ORDER_COMPLETED);
  CstOrder *recent = make_order ("recent", 1, CST_ORDER_COMPLETED);
  CstOrder *open = make_order ("open", 1, CST_ORDER_PROBLEM_REPORTED);
  g_autoptr(GError) error = NULL;

  old->completed_at = FIXTURE_NOW - 400 * DAY;
  recent->completed_at = FIXTURE_NOW - 300 * DAY;
  open->placed_at = FIXTURE_NOW - 800 * DAY;
  apply_order (fixture, account, old);
  apply_order (fixture, account, recent);
  apply_order (fixture, account, open);
  apply_incident (fixture, account, make_incident ("i1", "open", 1, CST_INCIDENT_SUBMITTED));

  g_assert_cmpint (cst_retention_run (fixture->store, FIXTURE_NOW, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM orders WHERE customer_name <> ''"), ==, 2);
  g_assert_cmpint (fixture_number (fixture, "SELECT customer_name = '' FROM orders WHERE id = 'old'"), ==, 1);
  g_assert_cmpint (cst_retention_run (fixture->store, FIXTURE_NOW, &error), ==, 0);
  assert_journal_holds (fixture);
}

static char *
backup_path (Fixture *fixture)
{
  return g_strconcat (fixture->dir, "-backup.constat", NULL);
}

/* To another computer: what waits arrives with its file, as something that may have left. */
static void
test_backup_moves_house (Fixture       *fixture,
                         gconstpointer  unused)
{
  gint64 account = set_up_customer (fixture);
  g_autofree char *path = backup_path (fixture);
  g_autofree char *dir = g_strconcat (fixture->dir, "-other", NULL);
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_REPLACEMENT, account, 1);
  CstOutgoingFile *label = cst_record_new (&cst_outgoing_file_type);
  Fixture other = { .clock = fixture->clock };
  g_autoptr(CstOperation) arrived = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  GStatBuf info;
  gint64 id;

  g_assert_true (g_file_set_contents (path, "%PDF label", -1, NULL));
  g_assert_true (cst_files_take (fixture->store, path, "label.pdf", "application/pdf", label, &error));
  g_ptr_array_add (operation->files, label);
  operation->with_return = TRUE;
  id = decide (fixture, operation, 10, &error);
  g_assert_no_error (error);

  g_assert_true (cst_store_backup (fixture->store, path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint ((int) (info.st_mode & 0777), ==, 0600);
  g_assert_true (cst_backup_restore (path, dir, FIXTURE_NOW + 60, &error));
  g_assert_no_error (error);

  other.dir = dir;
  other.store = cst_store_open (dir, fixture->clock, &error);
  g_assert_no_error (error);
  arrived = read_operation (&other, id);
  g_assert_cmpint ((int) arrived->state, ==, CST_OPERATION_SENDING);
  g_assert_cmpint (arrived->first_sent_at, ==, FIXTURE_NOW);
  g_assert_cmpstr (arrived->key, ==, operation->key);
  bytes = cst_files_read (other.store, g_ptr_array_index (arrived->files, 0), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 10);
  assert_journal_holds (&other);
  g_assert_cmpint (fixture_number (&other, "SELECT count(*) FROM sqlite_schema WHERE name = 'backup_files'"), ==, 0);

  fixture_close (&other);
  fixture_remove_dir (dir);
  g_unlink (path);
}

static void
test_restore_refuses (Fixture       *fixture,
                      gconstpointer  unused)
{
  g_autofree char *path = backup_path (fixture);
  g_autofree char *own = fixture_store_path (fixture);
  g_autoptr(GError) busy = NULL;
  g_autoptr(GError) alien = NULL;
  g_autoptr(GError) missing = NULL;

  set_up_customer (fixture);
  g_assert_true (cst_store_backup (fixture->store, path, NULL));
  g_assert_false (cst_backup_restore (path, fixture->dir, FIXTURE_NOW, &busy));
  g_assert_error (busy, CST_STORE_ERROR, CST_STORE_ERROR_BUSY);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM operations"), ==, 1);

  fixture_close (fixture);
  g_assert_true (g_file_set_contents (path, "not a backup, just a letter", -1, NULL));
  g_assert_false (cst_backup_restore (path, fixture->dir, FIXTURE_NOW, &alien));
  g_assert_error (alien, CST_STORE_ERROR, CST_STORE_ERROR_DAMAGED);
  g_unlink (path);
  g_assert_false (cst_backup_restore (path, fixture->dir, FIXTURE_NOW, &missing));
  g_assert_error (missing, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND);
  g_assert_true (g_file_test (own, G_FILE_TEST_EXISTS));
  fixture_reopen (fixture);
}

/* The store that was there becomes a backup. */
static void
test_restore_in_place (Fixture       *fixture,
                       gconstpointer  unused)
{
  g_autofree char *path = backup_path (fixture);
  g_autofree char *kept = g_strdup_printf ("%s/backups/before-restore-%" G_GINT64_FORMAT ".db", fixture->dir,
                                           FIXTURE_NOW);
  g_autofree char *log = g_strdup_printf ("%s/store.db-wal", fixture->dir);
  gint64 account = set_up_customer (fixture);
  g_autoptr(GError) error = NULL;

  g_assert_true (cst_store_backup (fixture->store, path, NULL));
  apply_order (fixture, account, make_order ("o5", 1, CST_ORDER_SHIPPED));
  fixture_close (fixture);
  /* A log that nobody could fold in is not the new store's. */
  g_assert_true (g_file_set_contents (log, "left behind", -1, NULL));
  g_assert_true (cst_backup_restore (path, fixture->dir, FIXTURE_NOW, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_true (cst_backup_check (kept, &error));
  fixture_reopen (fixture);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM orders"), ==, 1);
  g_unlink (path);
}

static void
test_backups_expire (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_autofree char *dir = g_build_filename (fixture->dir, "backups", NULL);
  g_autoptr(GError) error = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  g_assert_true (cst_store_backup_daily (fixture->store, now, &error));
  g_assert_true (cst_store_backup_daily (fixture->store, now, &error));
  g_assert_no_error (error);
  g_assert_cmpint (cst_backup_expire (dir, now + (CST_BACKUP_DAYS - 1) * DAY), ==, 0);
  g_assert_cmpint (cst_backup_expire (dir, now + (CST_BACKUP_DAYS + 1) * DAY), ==, 1);
}

/* What is kept no longer is in no byte of the files either, though its rows were long and grew shorter before; no
 * rewriting of the whole store is needed for it. */
static void
test_retention_leaves_no_bytes (Fixture       *fixture,
                                gconstpointer  unused)
{
  gint64 account = add_account (fixture, "demo");
  g_autoptr(GError) error = NULL;

  for (gint64 version = 1; version <= 5; version++)
    {
      g_autoptr(CstChangeSet) changes = make_personal_page (version, CST_INCIDENT_RESOLVED);
      CstOrder *order = g_ptr_array_index (changes->orders, 0);
      CstIncident *incident = g_ptr_array_index (changes->incidents, 0);
      g_autoptr(GString) story = g_string_new (NULL);

      for (gint64 i = (6 - version) * 2000; i > 0; i--)
        g_string_append (story, TRACE " ");
      cst_set_str (&incident->description, story->str);
      order->status = CST_ORDER_COMPLETED;
      order->completed_at = FIXTURE_NOW - 400 * DAY;
      cst_applied_free (apply (fixture, account, changes));
    }
  g_assert_cmpuint (count_traces (fixture->dir), >, 0);

  g_assert_cmpint (cst_retention_run (fixture->store, FIXTURE_NOW, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpuint (count_traces (fixture->dir), ==, 0);
}

static void
assert_told (Fixture    *fixture,
             const char *pattern,
             gboolean    failed)
{
  gboolean has_failed = !failed;
  g_autofree char *text = cst_pending_restore_tell (fixture->dir, &has_failed);

  g_assert_cmpint (has_failed, ==, failed);
  if (pattern != NULL)
    g_assert_true (text != NULL && g_pattern_match_simple (pattern, text));
  else
    g_assert_null (text);
}

/* Asked for now, done at the next start nobody else disturbs; and when it cannot be done, that is said until read. */
static void
test_restore_at_start (Fixture       *fixture,
                       gconstpointer  unused)
{
  g_autofree char *path = backup_path (fixture);
  gint64 account = set_up_customer (fixture);
  g_autoptr(GError) error = NULL;

  assert_told (fixture, NULL, FALSE);
  g_assert_true (cst_store_backup (fixture->store, path, NULL));
  apply_order (fixture, account, make_order ("o5", 1, CST_ORDER_SHIPPED));
  g_assert_true (cst_pending_restore_ask (fixture->dir, path, &error));
  cst_pending_restore_run (fixture->dir, FIXTURE_NOW);
  assert_told (fixture, "*waits*", FALSE);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM orders"), ==, 2);

  fixture_close (fixture);
  cst_pending_restore_run (fixture->dir, FIXTURE_NOW);
  assert_told (fixture, NULL, FALSE);
  fixture_reopen (fixture);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM orders"), ==, 1);

  g_assert_true (cst_pending_restore_ask (fixture->dir, path, &error));
  g_unlink (path);
  fixture_close (fixture);
  cst_pending_restore_run (fixture->dir, FIXTURE_NOW);
  cst_pending_restore_run (fixture->dir, FIXTURE_NOW);
  assert_told (fixture, "*There is no file*", TRUE);
  fixture_reopen (fixture);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM orders"), ==, 1);
  cst_pending_restore_forget (fixture->dir);
  assert_told (fixture, NULL, FALSE);
}

/* The byte range that SQLite locks on a database for as long as a connection is open. */
#define SHARED_FIRST 0x40000002
#define SHARED_SIZE 510

/* Asked through a description of its own, whose locks are not this process's. */
static gboolean
is_locked (const char *path)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = SHARED_FIRST, .l_len = SHARED_SIZE };
  int fd = open (path, O_RDWR | O_CLOEXEC);
  gboolean is_free;

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (fcntl (fd, F_OFD_GETLK, &lock), ==, 0);
  is_free = lock.l_type == F_UNLCK;
  close (fd);

  return !is_free;
}

/* The daily run has connections of its own; when they are closed, the store's keep their locks: without them another
 * program that closes the store removes the log under our hands. */
static void
test_locks_stay (Fixture       *fixture,
                 gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (cst_retention_run (fixture->store, FIXTURE_NOW, &error), >=, 0);
  g_assert_no_error (error);
  g_assert_true (is_locked (cst_store_get_path (fixture->store)));
}

#define TEST(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("/R12/erase/leaves-no-trace", test_erase_leaves_no_trace);
  TEST ("/R12/erase/pull-brings-nothing-back", test_pull_brings_nothing_back);
  TEST ("/R12/account/leaves-no-trace", test_account_leaves_no_trace);
  TEST ("/R12/erase/waits-for-outbox", test_erase_waits_for_outbox);
  TEST ("/R12/erase/unknown-customer", test_unknown_customer);
  TEST ("/R12/export", test_export);
  TEST ("/R12/retention", test_retention);
  TEST ("/R12/retention-keeps-the-store-locked", test_locks_stay);
  TEST ("/R12/retention-leaves-no-bytes", test_retention_leaves_no_bytes);
  TEST ("/store/backup/moves-house", test_backup_moves_house);
  TEST ("/store/backup/refuses", test_restore_refuses);
  TEST ("/store/backup/in-place", test_restore_in_place);
  TEST ("/store/backup/restore-at-start", test_restore_at_start);
  TEST ("/R12/backups-expire", test_backups_expire);

  return g_test_run ();
}
