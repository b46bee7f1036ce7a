/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-looks.h"
#include "cst-photos.h"
#include "cst-settings.h"
#include "truth-fixture.h"

#define SHA "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

static CstAttachment *
make_photo (const char *id)
{
  CstAttachment *attachment = cst_record_new (&cst_attachment_type);

  attachment->id = g_strdup (id);
  attachment->filename = g_strdup ("IMG_2041.png");
  attachment->media_type = g_strdup ("image/png");
  attachment->status = CST_ATTACHMENT_AVAILABLE;

  return attachment;
}

static gint64
set_up_photos (Fixture *fixture)
{
  gint64 account = add_account (fixture, "demo");
  CstIncident *incident = make_incident ("i1", "o1", 1, CST_INCIDENT_SUBMITTED);

  g_ptr_array_add (incident->attachments, make_photo ("a1"));
  g_ptr_array_add (incident->attachments, make_photo ("a2"));
  apply_order (fixture, account, make_order ("o1", 1, CST_ORDER_DELIVERED));
  apply_incident (fixture, account, incident);

  return account;
}

static CstPhotoFacts *
make_facts (void)
{
  CstPhotoFacts *facts = cst_photo_facts_new ();

  facts->examined_at = FIXTURE_NOW;
  facts->sha256 = g_strdup (SHA);
  facts->found = g_strdup ("image/jpeg");
  facts->said = g_strdup ("image/png");
  facts->has_lying_type = TRUE;
  facts->size = 4711;
  facts->width = 4000;
  facts->height = 3000;
  facts->taken_at = g_strdup ("2026-11-02T10:11:12");
  facts->has_position = TRUE;
  facts->latitude = -33856784;
  facts->longitude = 151215297;
  facts->has_fingerprint = TRUE;
  facts->fingerprint = (gint64) G_GUINT64_CONSTANT (0xf0e1d2c3b4a59687);
  facts->thumbnail_size = 900;

  return facts;
}

static gpointer
facts_func (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(CstPhotoFacts) facts = make_facts ();
  g_autoptr(CstPhotoFacts) none = cst_db_photo_facts (db, 1, "a1", error);
  g_autoptr(CstPhotoFacts) read = NULL;

  g_assert_cmpint (none->examined_at, ==, 0);
  g_assert_false (cst_photo_facts_is_altered (none));
  g_assert_true (cst_db_photo_set_facts (db, 1, "a1", facts, error));
  g_assert_true (cst_db_photo_set_facts (db, 1, "a1", facts, error));
  g_assert_true (cst_db_photo_set_facts (db, 1, "erased meanwhile", facts, error));

  read = cst_db_photo_facts (db, 1, "a1", error);
  g_assert_true (cst_record_equal (&cst_photo_facts_type, facts, read));
  g_assert_cmpint (read->fingerprint, ==, facts->fingerprint);
  g_assert_false (cst_photo_facts_is_altered (read));
  read->said_sha256 = g_strdup ("other");
  g_assert_true (cst_photo_facts_is_altered (read));

  return GINT_TO_POINTER (TRUE);
}

static void
test_facts (Fixture       *fixture,
            gconstpointer  unused)
{
  set_up_photos (fixture);
  fixture_run (fixture, facts_func, NULL);
  g_assert_cmpint (fixture_number (fixture, "SELECT count (*) FROM photos"), ==, 1);
  g_assert_cmpint (fixture_number (fixture, "SELECT count (*) FROM photo_bands"), ==, 4);
  fixture_exec (fixture, "DELETE FROM attachments");
  g_assert_cmpint (fixture_number (fixture, "SELECT count (*) FROM photos"), ==, 0);
  g_assert_cmpint (fixture_number (fixture, "SELECT count (*) FROM photo_bands"), ==, 0);
}

static CstDesk *
make_desk (gint64      version,
           const char *id)
{
  CstDesk *desk = cst_desk_new ();
  CstEvidence *evidence = cst_record_new (&cst_evidence_type);
  CstAttachment *photo = make_photo (id);

  desk->incident = g_strdup ("i1");
  desk->version = version;
  cst_record_assign (&cst_attachment_type, &evidence->attachment, photo);
  cst_record_free (&cst_attachment_type, photo);
  evidence->person = g_strdup ("p-1");
  evidence->name = g_strdup ("Léa");
  evidence->note = g_strdup ("From the bench");
  g_ptr_array_add (desk->evidence, evidence);

  return desk;
}

static gpointer
evidence_func (CstDb         *db,
               gpointer       request,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(GPtrArray) entries = cst_db_photos_of_incident (db, 1, "i1", error);
  g_autoptr(GPtrArray) wanted = cst_db_cache_wanted (db, 1, 10, error);
  CstAttachment *said;
  const CstPhotoEntry *last;
  gboolean is_wanted = FALSE;

  g_assert_cmpuint (entries->len, ==, 3);
  g_assert_null (((CstPhotoEntry *) g_ptr_array_index (entries, 0))->evidence);
  last = g_ptr_array_index (entries, 2);
  g_assert_cmpstr (last->attachment->id, ==, "e1");
  g_assert_cmpstr (last->evidence->name, ==, "Léa");
  g_assert_cmpstr (last->evidence->note, ==, "From the bench");
  for (guint i = 0; i < wanted->len; i++)
    is_wanted |= g_str_equal (((CstWantedAttachment *) g_ptr_array_index (wanted, i))->id, "e1");
  g_assert_true (is_wanted);

  said = cst_db_attachment (db, 1, "e1", error);
  g_assert_cmpstr (said->filename, ==, "IMG_2041.png");
  cst_record_free (&cst_attachment_type, said);

  return GINT_TO_POINTER (TRUE);
}

/* R7: what a colleague added is fetched ahead like the customer's photos, and known as ours. */
static void
test_evidence (Fixture       *fixture,
               gconstpointer  unused)
{
  gint64 account = set_up_photos (fixture);
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();

  g_ptr_array_add (changes->desks, make_desk (1, "e1"));
  cst_applied_free (apply (fixture, account, changes));
  fixture_run (fixture, evidence_func, NULL);
  g_assert_cmpint (fixture_number (fixture, "SELECT count (*) FROM attachments WHERE id = 'e1' AND incident = 'i1'"
                                            " AND order_id = 'o1' AND is_open"), ==, 1);
  apply_incident (fixture, account, make_incident ("i1", "o1", 2, CST_INCIDENT_RESOLVED));
  g_assert_cmpint (fixture_number (fixture, "SELECT is_open FROM attachments WHERE id = 'e1'"), ==, 0);
}

static gpointer
looked_func (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(GPtrArray) before = cst_db_photos_of_incident (db, 1, "i1", error);
  g_autoptr(GPtrArray) after = NULL;
  const CstPhotoEntry *first;

  g_assert_cmpuint (before->len, ==, 2);
  first = g_ptr_array_index (before, 0);
  g_assert_cmpstr (first->attachment->id, ==, "a1");
  g_assert_cmpint (first->looked_at, ==, 0);
  g_assert_cmpint ((int) first->fact, ==, CST_PHOTO_NOT_DOWNLOADED);

  g_assert_true (cst_db_photo_mark_looked (db, 1, "a1", "p-1", FIXTURE_NOW, error));
  g_assert_true (cst_db_photo_mark_looked (db, 1, "a1", NULL, FIXTURE_NOW - 60, error));
  g_assert_true (cst_db_photo_mark_looked (db, 1, "a1", "p-1", FIXTURE_NOW - 90, error));
  g_assert_true (cst_db_photo_mark_looked (db, 1, "unknown", "p-1", FIXTURE_NOW, error));

  after = cst_db_photos_of_incident (db, 1, "i1", error);
  first = g_ptr_array_index (after, 0);
  g_assert_cmpint (first->looked_at, ==, FIXTURE_NOW);
  g_assert_cmpstr (first->looked_by, ==, "p-1");
  g_assert_cmpint (((CstPhotoEntry *) g_ptr_array_index (after, 1))->looked_at, ==, 0);

  return GINT_TO_POINTER (TRUE);
}

static void
test_looked (Fixture       *fixture,
             gconstpointer  unused)
{
  set_up_photos (fixture);
  fixture_run (fixture, looked_func, NULL);
  g_assert_cmpint (fixture_number (fixture, "SELECT last_used FROM attachments WHERE id = 'a1'"), ==, FIXTURE_NOW);
  g_assert_cmpint (fixture_number (fixture, "SELECT count (*) FROM looked"), ==, 2);
}

static void
assert_look (CstDb      *db,
             const char *person,
             const char *look)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = NULL;

  g_assert_true (cst_db_set_setting (db, CST_SETTING_PERSON, person, &error));
  entries = cst_db_photos_of_incident (db, 1, "i1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((CstPhotoEntry *) g_ptr_array_index (entries, 0))->look, ==, look);
  g_assert_null (((CstPhotoEntry *) g_ptr_array_index (entries, 1))->look);
}

static gpointer
looks_func (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  assert_look (db, "p-1", NULL);
  g_assert_true (cst_db_photo_set_look (db, 1, "a1", "p-1", "1 300 0", error));
  g_assert_true (cst_db_photo_set_look (db, 1, "a1", "p-1", "2 300 0", error));
  g_assert_true (cst_db_photo_set_look (db, 1, "a1", NULL, "3 0 0", error));
  g_assert_true (cst_db_photo_set_look (db, 1, "unknown", "p-1", "1 0 0", error));
  assert_look (db, "p-1", "2 300 0");
  assert_look (db, "p-2", NULL);
  assert_look (db, "", "3 0 0");
  g_assert_true (cst_db_photo_set_look (db, 1, "a1", NULL, NULL, error));
  assert_look (db, "", NULL);

  return GINT_TO_POINTER (TRUE);
}

/* Each person looks in a way of their own, and untouched is no row. */
static void
test_looks (Fixture       *fixture,
            gconstpointer  unused)
{
  set_up_photos (fixture);
  fixture_run (fixture, looks_func, NULL);
  g_assert_cmpint (fixture_number (fixture, "SELECT count (*) FROM photo_looks"), ==, 1);
  fixture_exec (fixture, "DELETE FROM attachments WHERE id = 'a1'");
  g_assert_cmpint (fixture_number (fixture, "SELECT count (*) FROM photo_looks"), ==, 0);
}

static void
store_cached (CstDb      *db,
              const char *id,
              gint64      size)
{
  g_autoptr(CstCacheEntry) entry = cst_cache_entry_new ();

  entry->state = CST_CACHE_CACHED;
  entry->path = cst_cache_name (1, id);
  entry->size = size;
  g_assert_true (cst_db_cache_store (db, 1, id, entry, NULL));
}

/* A file that went takes its small picture along; what was found out about it stays known. */
static gpointer
evict_func (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(CstPhotoFacts) facts = make_facts ();
  g_autoptr(CstPhotoFacts) read = NULL;
  g_autofree char *thumbnail = cst_thumbnail_name (1, "a1");
  g_auto(GStrv) unexamined = NULL;
  g_auto(GStrv) paths = NULL;

  store_cached (db, "a1", 100);
  store_cached (db, "a2", 100);
  g_assert_true (cst_db_photo_set_facts (db, 1, "a1", facts, error));
  g_assert_cmpint (cst_db_cache_size (db, error), ==, 1100);
  unexamined = cst_db_photos_unexamined (db, 1, 10, error);
  g_assert_cmpuint (g_strv_length (unexamined), ==, 1);
  g_assert_cmpstr (unexamined[0], ==, "a2");

  paths = cst_db_cache_evict (db, 0, error);
  g_assert_cmpuint (g_strv_length (paths), ==, 3);
  g_assert_true (g_strv_contains ((const char *const *) paths, thumbnail));
  g_assert_cmpint (cst_db_cache_size (db, error), ==, 0);
  read = cst_db_photo_facts (db, 1, "a1", error);
  g_assert_cmpint (read->width, ==, 4000);
  g_assert_cmpint (read->thumbnail_size, ==, 0);

  return GINT_TO_POINTER (TRUE);
}

static void
test_eviction (Fixture       *fixture,
               gconstpointer  unused)
{
  set_up_photos (fixture);
  fixture_exec (fixture, "UPDATE attachments SET is_open = 0");
  fixture_run (fixture, evict_func, NULL);
}

static gpointer
attachment_func (CstDb         *db,
                 gpointer       request,
                 GCancellable  *cancellable,
                 GError       **error)
{
  CstAttachment *known = cst_db_attachment (db, 1, "a2", error);
  CstAttachment *unknown = cst_db_attachment (db, 1, "picture-7", error);

  g_assert_cmpstr (known->filename, ==, "IMG_2041.png");
  g_assert_cmpstr (unknown->id, ==, "picture-7");
  g_assert_null (unknown->filename);
  cst_record_free (&cst_attachment_type, known);
  cst_record_free (&cst_attachment_type, unknown);

  return GINT_TO_POINTER (TRUE);
}

static void
test_attachment (Fixture       *fixture,
                 gconstpointer  unused)
{
  set_up_photos (fixture);
  fixture_run (fixture, attachment_func, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/photos/R12/facts", test_facts);
  ADD ("/photos/looked", test_looked);
  ADD ("/photos/looks", test_looks);
  ADD ("/R7/photos/evidence", test_evidence);
  ADD ("/photos/eviction", test_eviction);
  ADD ("/photos/attachment", test_attachment);
#undef ADD

  return g_test_run ();
}
