/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "cst-cache.h"
#include "cst-drafts.h"
#include "cst-files.h"
#include "cst-people.h"
#include "cst-settings.h"
#include "store-fixture.h"

#define ACCOUNT "INSERT INTO accounts (id, name, body) VALUES (1, 'demo', '{}');"

static gpointer
drafts_func (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autofree char *mine = cst_draft_key (1, "o_1", "i-1", "resolution");
  g_autofree char *other = cst_draft_key (1, "oX1", NULL, "message");
  g_autofree char *text = NULL;
  g_autofree char *gone = NULL;
  g_auto(GStrv) keys = NULL;

  g_assert_true (cst_db_save_draft (db, mine, "{\"a\":1}", 5, error));
  g_assert_true (cst_db_save_draft (db, mine, "{\"a\":2}", 6, error));
  g_assert_true (cst_db_save_draft (db, other, "{}", 6, error));
  g_assert_cmpstr ((text = cst_db_draft (db, mine, error)), ==, "{\"a\":2}");

  keys = cst_db_draft_keys (db, 1, "o_1", error);
  g_assert_cmpuint (g_strv_length (keys), ==, 1);
  g_assert_cmpstr (keys[0], ==, mine);

  g_assert_true (cst_db_delete_draft (db, mine, error));
  g_assert_null ((gone = cst_db_draft (db, mine, error)));

  return GINT_TO_POINTER (TRUE);
}

static void
test_drafts (Fixture       *fixture,
             gconstpointer  unused)
{
  fixture_run (fixture, drafts_func, NULL);
  fixture_reopen (fixture);
  g_assert_cmpint (fixture_number (fixture, "SELECT count (*) FROM drafts"), ==, 1);
}

static gpointer
settings_func (CstDb         *db,
               gpointer       request,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autofree char *language = cst_db_setting (db, CST_SETTING_LANGUAGE, "en");

  g_assert_cmpstr (language, ==, "en");
  g_assert_cmpint (cst_db_setting_int (db, CST_SETTING_UNDO_WINDOW, CST_UNDO_WINDOW_DEFAULT), ==, 10);
  g_assert_true (cst_db_set_setting_int (db, CST_SETTING_UNDO_WINDOW, 20, error));
  g_assert_cmpint (cst_db_setting_int (db, CST_SETTING_UNDO_WINDOW, CST_UNDO_WINDOW_DEFAULT), ==, 20);
  g_assert_true (cst_db_set_setting (db, CST_SETTING_UNDO_WINDOW, "twenty", error));
  g_assert_cmpint (cst_db_setting_int (db, CST_SETTING_UNDO_WINDOW, CST_UNDO_WINDOW_DEFAULT), ==, 10);

  g_assert_cmpint (cst_db_account_setting_int (db, 3, CST_SETTING_RETENTION_MONTHS, 12), ==, 12);
  g_assert_true (cst_db_set_setting_int (db, CST_SETTING_RETENTION_MONTHS, 6, error));
  g_assert_true (cst_db_set_account_setting_int (db, 3, CST_SETTING_RETENTION_MONTHS, 24, error));
  g_assert_cmpint (cst_db_account_setting_int (db, 3, CST_SETTING_RETENTION_MONTHS, 12), ==, 24);
  g_assert_cmpint (cst_db_account_setting_int (db, 4, CST_SETTING_RETENTION_MONTHS, 12), ==, 6);

  return GINT_TO_POINTER (TRUE);
}

static void
test_settings (Fixture       *fixture,
               gconstpointer  unused)
{
  fixture_run (fixture, settings_func, NULL);
}

static gpointer
people_func (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(CstPerson) zoe = cst_person_new ("p-1", "Zoé", "Warehouse");
  g_autoptr(CstPerson) ada = cst_person_new ("p-2", "Ada", NULL);
  g_autoptr(CstPerson) current = NULL;
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GError) nobody = NULL;

  g_assert_null (cst_db_current_person (db, error));
  g_assert_true (cst_db_save_person (db, zoe, error) && cst_db_save_person (db, ada, error));
  g_assert_true ((people = cst_db_people (db, error)) != NULL && people->len == 2);
  g_assert_cmpstr (((CstPerson *) g_ptr_array_index (people, 0))->name, ==, "Ada");

  g_assert_false (cst_db_set_current_person (db, "p-9", &nobody));
  g_assert_error (nobody, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND);
  g_assert_true (cst_db_set_current_person (db, "p-1", error));
  current = cst_db_current_person (db, error);
  g_assert_cmpstr (current->name, ==, "Zoé");

  return GINT_TO_POINTER (TRUE);
}

static void
test_people (Fixture       *fixture,
             gconstpointer  unused)
{
  fixture_run (fixture, people_func, NULL);
}

static char *
write_source (Fixture    *fixture,
              const char *text)
{
  char *path = g_build_filename (fixture->dir, "étiquette.pdf", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));

  return path;
}

static void
test_files (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autofree char *source = write_source (fixture, "%PDF-1.4 label");
  g_autofree char *path = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) changed = NULL;
  g_autoptr(GError) error = NULL;
  GStatBuf info;
  CstOutgoingFile file = { 0 };

  g_assert_true (cst_files_take (fixture->store, source, "étiquette.pdf", "application/pdf", &file, &error));
  g_assert_no_error (error);
  g_assert_cmpint (file.size, ==, 14);
  g_assert_null (strchr (file.path, '/'));

  g_unlink (source);
  path = cst_files_path (fixture->store, &file);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint ((int) (info.st_mode & 0777), ==, 0600);

  bytes = cst_files_read (fixture->store, &file, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "%PDF-1.4 label", 14);

  g_assert_true (g_file_set_contents (path, "something else", -1, NULL));
  g_assert_null ((changed = cst_files_read (fixture->store, &file, &error)));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);

  cst_record_clear (&cst_outgoing_file_type, &file);
}

static void
test_missing_source (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *outgoing = g_build_filename (fixture->dir, "outgoing", NULL);
  g_autoptr(GDir) dir = g_dir_open (outgoing, 0, NULL);
  CstOutgoingFile file = { 0 };

  g_assert_false (cst_files_take (fixture->store, "/nonexistent/l.pdf", "l.pdf", "application/pdf", &file, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (g_dir_read_name (dir));
  cst_record_clear (&cst_outgoing_file_type, &file);
}

/* A file nobody decided on goes after a day; one that a draft names stays. */
static void
test_sweep (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autofree char *source = write_source (fixture, "label");
  g_autofree char *kept_path = NULL;
  g_autofree char *lost_path = NULL;
  g_autofree char *sql = NULL;
  g_autoptr(GError) error = NULL;
  CstOutgoingFile kept = { 0 };
  CstOutgoingFile lost = { 0 };
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  g_assert_true (cst_files_take (fixture->store, source, "a", "application/pdf", &kept, &error));
  g_assert_true (cst_files_take (fixture->store, source, "b", "application/pdf", &lost, &error));
  sql = g_strdup_printf ("INSERT INTO drafts VALUES ('k', '{\"path\":\"%s\"}', 1)", kept.path);
  fixture_exec (fixture, sql);

  g_assert_cmpint (cst_files_sweep (fixture->store, now, &error), ==, 0);
  g_assert_cmpint (cst_files_sweep (fixture->store, now + 2 * 24 * 60 * 60, &error), ==, 1);
  g_assert_no_error (error);

  kept_path = cst_files_path (fixture->store, &kept);
  lost_path = cst_files_path (fixture->store, &lost);
  g_assert_true (g_file_test (kept_path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (lost_path, G_FILE_TEST_EXISTS));
  cst_record_clear (&cst_outgoing_file_type, &kept);
  cst_record_clear (&cst_outgoing_file_type, &lost);
}

static void
store_cached (CstDb      *db,
              const char *id,
              gint64      size,
              gint64      last_used)
{
  g_autoptr(CstCacheEntry) entry = cst_cache_entry_new ();

  entry->state = CST_CACHE_CACHED;
  entry->path = cst_cache_name (1, id);
  entry->size = size;
  entry->last_used = last_used;
  g_assert_true (cst_db_cache_store (db, 1, id, entry, NULL));
}

static gpointer
evict_func (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autofree char *oldest = cst_cache_name (1, "closed-old");
  g_auto(GStrv) none = NULL;
  g_auto(GStrv) one = NULL;
  g_auto(GStrv) rest = NULL;
  g_autoptr(CstCacheEntry) forgotten = NULL;

  store_cached (db, "open-old", 100, 1);
  store_cached (db, "closed-old", 100, 2);
  store_cached (db, "closed-new", 100, 3);
  store_cached (db, "packed", 100, 1);
  g_assert_cmpint (cst_db_cache_size (db, error), ==, 400);

  none = cst_db_cache_evict (db, 400, error);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  one = cst_db_cache_evict (db, 350, error);
  g_assert_cmpuint (g_strv_length (one), ==, 1);
  g_assert_cmpstr (one[0], ==, oldest);
  rest = cst_db_cache_evict (db, 0, error);
  g_assert_cmpuint (g_strv_length (rest), ==, 1);
  g_assert_cmpint (cst_db_cache_size (db, error), ==, 200);

  forgotten = cst_db_cache_lookup (db, 1, "closed-old", error);
  g_assert_cmpint ((int) forgotten->state, ==, CST_CACHE_NONE);
  g_assert_null (forgotten->path);

  return GINT_TO_POINTER (TRUE);
}

static void
test_eviction (Fixture       *fixture,
               gconstpointer  unused)
{
  fixture_exec (fixture, ACCOUNT
                "INSERT INTO attachments (account, id, is_open) VALUES (1, 'open-old', 1), (1, 'closed-old', 0),"
                " (1, 'closed-new', 0), (1, 'packed', 0);"
                "UPDATE attachments SET is_packed = 1 WHERE id = 'packed'");
  fixture_run (fixture, evict_func, NULL);
}

static gpointer
wanted_func (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(GPtrArray) wanted = NULL;
  g_autoptr(GPtrArray) first = NULL;
  g_autoptr(GPtrArray) asked = NULL;
  g_autoptr(GPtrArray) after = NULL;
  gint64 count = 0;
  const char *expected[] = { "new", "old", "failed" };

  store_cached (db, "here", 5, 1);
  wanted = cst_db_cache_wanted (db, 1, 10, error);
  g_assert_cmpuint (wanted->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < wanted->len; i++)
    g_assert_cmpstr (((CstWantedAttachment *) g_ptr_array_index (wanted, i))->id, ==, expected[i]);

  first = cst_db_cache_wanted (db, 1, 1, error);
  g_assert_cmpuint (first->len, ==, 1);

  /* What somebody looks for in a settled incident is wanted too, until it is here. */
  cst_db_cache_ask (db, 1, "settled", &count, error);
  g_assert_cmpint (count, ==, 1);
  asked = cst_db_cache_wanted (db, 1, 10, error);
  g_assert_cmpuint (asked->len, ==, G_N_ELEMENTS (expected) + 1);
  g_assert_cmpstr (((CstWantedAttachment *) g_ptr_array_index (asked, 0))->id, ==, "closed");
  cst_db_cache_ask (db, 1, "settled", &count, error);
  g_assert_cmpint (count, ==, 0);
  store_cached (db, "closed", 5, 1);
  after = cst_db_cache_wanted (db, 1, 10, error);
  g_assert_cmpuint (after->len, ==, G_N_ELEMENTS (expected));

  return GINT_TO_POINTER (TRUE);
}

static void
test_wanted (Fixture       *fixture,
             gconstpointer  unused)
{
  fixture_exec (fixture, ACCOUNT
                "INSERT INTO attachments (account, id, is_open, said_status, created_at, cache_state, attempts) VALUES"
                " (1, 'old', 1, 1, 10, 0, 0), (1, 'new', 1, 1, 20, 0, 0), (1, 'here', 1, 1, 30, 0, 0),"
                " (1, 'failed', 1, 1, 40, 3, 2), (1, 'gone', 1, 1, 50, 2, 1), (1, 'announced', 1, 2, 60, 0, 0),"
                " (1, 'closed', 0, 1, 70, 0, 0);"
                "UPDATE attachments SET incident = 'settled' WHERE id IN ('closed', 'gone')");
  fixture_run (fixture, wanted_func, NULL);
}

/* R2: four facts, four words. */
static void
test_photo_facts (void)
{
  CstAttachment attachment = { .status = CST_ATTACHMENT_AVAILABLE };
  CstCacheEntry entry = { .state = CST_CACHE_NONE };
  g_autoptr(GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpint ((int) cst_photo_fact (NULL, NULL), ==, CST_PHOTO_NONE_SENT);
  g_assert_cmpint ((int) cst_photo_fact (&attachment, NULL), ==, CST_PHOTO_NOT_DOWNLOADED);
  g_assert_cmpint ((int) cst_photo_fact (&attachment, &entry), ==, CST_PHOTO_NOT_DOWNLOADED);
  entry.state = CST_CACHE_CACHED;
  g_assert_cmpint ((int) cst_photo_fact (&attachment, &entry), ==, CST_PHOTO_READY);
  entry.is_unreadable = TRUE;
  g_assert_cmpint ((int) cst_photo_fact (&attachment, &entry), ==, CST_PHOTO_UNREADABLE);
  attachment.status = CST_ATTACHMENT_ANNOUNCED;
  g_assert_cmpint ((int) cst_photo_fact (&attachment, NULL), ==, CST_PHOTO_ANNOUNCED);
  attachment.status = CST_ATTACHMENT_REMOVED;
  g_assert_cmpint ((int) cst_photo_fact (&attachment, NULL), ==, CST_PHOTO_REMOVED);

  for (int fact = CST_PHOTO_READY; fact <= CST_PHOTO_REMOVED; fact++)
    g_assert_true (g_hash_table_add (words, (gpointer) cst_label_photo_fact ((CstPhotoFact) fact)));
}

static void
test_awaited_photos (void)
{
  g_autoptr(CstIncident) incident = cst_incident_new ();
  CstAttachment *attachment = cst_record_new (&cst_attachment_type);

  g_assert_cmpuint (cst_incident_count_awaited_photos (incident), ==, 0);
  incident->photos_announced = 3;
  g_assert_cmpuint (cst_incident_count_awaited_photos (incident), ==, 3);
  attachment->status = CST_ATTACHMENT_AVAILABLE;
  g_ptr_array_add (incident->attachments, attachment);
  g_assert_cmpuint (cst_incident_count_awaited_photos (incident), ==, 2);
  incident->photos_announced = 0;
  attachment->status = CST_ATTACHMENT_ANNOUNCED;
  g_assert_cmpuint (cst_incident_count_awaited_photos (incident), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store/drafts", Fixture, NULL, fixture_set_up, test_drafts, fixture_tear_down);
  g_test_add ("/store/settings", Fixture, NULL, fixture_set_up, test_settings, fixture_tear_down);
  g_test_add ("/R7/people", Fixture, NULL, fixture_set_up, test_people, fixture_tear_down);
  g_test_add ("/store/files/take", Fixture, NULL, fixture_set_up, test_files, fixture_tear_down);
  g_test_add ("/store/files/missing-source", Fixture, NULL, fixture_set_up, test_missing_source, fixture_tear_down);
  g_test_add ("/store/files/sweep", Fixture, NULL, fixture_set_up, test_sweep, fixture_tear_down);
  g_test_add ("/store/cache/eviction", Fixture, NULL, fixture_set_up, test_eviction, fixture_tear_down);
  g_test_add ("/store/cache/wanted", Fixture, NULL, fixture_set_up, test_wanted, fixture_tear_down);
  g_test_add_func ("/R2/photo-facts", test_photo_facts);
  g_test_add_func ("/R2/awaited-photos", test_awaited_photos);

  return g_test_run ();
}
