/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "cst-cache.h"
#include "cst-pack.h"
#include "truth-fixture.h"

static CstAttachment *
make_file (const char          *id,
           const char          *media_type,
           CstAttachmentStatus  status)
{
  CstAttachment *attachment = cst_record_new (&cst_attachment_type);

  attachment->id = g_strdup (id);
  attachment->media_type = g_strdup (media_type);
  attachment->status = status;

  return attachment;
}

static void
add_case (Fixture          *fixture,
          gint64            account,
          const char       *incident_id,
          const char       *order_id,
          CstIncidentState  state)
{
  CstIncident *incident = make_incident (incident_id, order_id, 1, state);
  CstOrder *order = make_order (order_id, 1, CST_ORDER_DELIVERED);
  CstOrderLine *line = g_ptr_array_index (order->lines, 0);
  g_autofree char *photo = g_strconcat (incident_id, "-photo", NULL);

  g_free (line->picture);
  line->picture = g_strdup ("picture");
  g_ptr_array_add (incident->attachments,
                   make_file (photo, "image/jpeg", CST_ATTACHMENT_AVAILABLE));
  apply_order (fixture, account, order);
  apply_incident (fixture, account, incident);
}

static gpointer
prepare_func (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  return GINT_TO_POINTER (cst_db_pack_prepare (db, request, "/nowhere", FIXTURE_NOW, error));
}

static void
prepare (Fixture      *fixture,
         CstPackScope  scope,
         gint64        account,
         GPtrArray    *members)
{
  CstPackRequest request = { scope, account, members, NULL };

  fixture_run (fixture, prepare_func, &request);
}

static gpointer
drop_func (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  return GINT_TO_POINTER (cst_db_pack_drop (db, error));
}

static CstPackStatus *
read_status (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);
  CstPackStatus *status = cst_db_pack_status (db, fixture->dir, &error);

  g_assert_no_error (error);

  return status;
}

static gpointer
keep_func (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(CstCacheEntry) entry = cst_cache_entry_new ();

  entry->state = CST_CACHE_CACHED;
  entry->path = cst_cache_name (1, request);
  entry->size = 5;

  return GINT_TO_POINTER (cst_db_cache_store (db, 1, request, entry, error));
}

/* As if it had been fetched. */
static void
fetch (Fixture    *fixture,
       const char *id)
{
  g_autofree char *path = cst_cache_path (fixture->store, 1, id);

  g_assert_true (g_file_set_contents (path, "bytes", 5, NULL));
  fixture_run (fixture, keep_func, (gpointer) id);
}

static void
assert_counts (Fixture *fixture,
               int      incidents,
               int      photos,
               int      missing_photos,
               int      missing_files)
{
  g_autoptr(CstPackStatus) status = read_status (fixture);

  g_assert_cmpint (status->incidents, ==, incidents);
  g_assert_cmpint (status->photos, ==, photos);
  g_assert_cmpint (status->missing_photos, ==, missing_photos);
  g_assert_cmpint (status->missing_files, ==, missing_files);
  g_assert_cmpint (cst_pack_status_is_complete (status), ==, missing_photos + missing_files == 0);
}

static void
set_up_cases (Fixture *fixture)
{
  gint64 account = add_account (fixture, "demo");

  add_case (fixture, account, "open", "o1", CST_INCIDENT_SUBMITTED);
  add_case (fixture, account, "closed", "o2", CST_INCIDENT_RESOLVED);
  fixture_exec (fixture, "UPDATE accounts SET caught_up = 1;"
                         "INSERT INTO sync_state (account, last_success) VALUES (1, 1795421000)"
                         " ON CONFLICT (account) DO UPDATE SET last_success = excluded.last_success");
}

static void
test_open (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr(CstPackStatus) nothing = NULL;
  g_autoptr(CstPackStatus) status = NULL;
  g_autofree char *words = NULL;

  set_up_cases (fixture);
  nothing = read_status (fixture);
  g_assert_cmpint ((int) nothing->scope, ==, CST_PACK_NONE);
  g_assert_false (cst_pack_status_is_complete (nothing));

  prepare (fixture, CST_PACK_OPEN, 0, NULL);
  assert_counts (fixture, 1, 1, 1, 1);
  fetch (fixture, "open-photo");
  assert_counts (fixture, 1, 1, 0, 1);
  fetch (fixture, "picture");
  assert_counts (fixture, 1, 1, 0, 0);
  status = read_status (fixture);
  g_assert_cmpint (status->as_of, ==, 1795421000);
  g_assert_cmpint (status->bytes, ==, 10);
  g_assert_cmpuint (status->gaps->len, ==, 0);
  words = cst_pack_status_text (status, "14:02");
  g_assert_cmpstr (words, ==, "1 incident, 1 photo, none missing, as of 14:02");
}

/* What was reported after the last look belongs to it before anything is fetched. */
static void
test_reported_since (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_autoptr(CstPackStatus) status = NULL;
  const CstPackMember *gap;

  set_up_cases (fixture);
  prepare (fixture, CST_PACK_OPEN, 0, NULL);
  fetch (fixture, "open-photo");
  fetch (fixture, "picture");
  add_case (fixture, 1, "new", "o3", CST_INCIDENT_SUBMITTED);
  assert_counts (fixture, 2, 2, 1, 0);
  status = read_status (fixture);
  g_assert_cmpuint (status->gaps->len, ==, 1);
  gap = g_ptr_array_index (status->gaps, 0);
  g_assert_cmpstr (gap->incident, ==, "new");
  g_assert_cmpstr (gap->account_name, ==, "demo");
  g_assert_cmpint (gap->missing, ==, 1);
}

static void
test_chosen (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_pack_member_free);
  g_autoptr(CstPackStatus) status = NULL;

  set_up_cases (fixture);
  g_ptr_array_add (members, cst_pack_member_new (1, "closed"));
  g_ptr_array_add (members, cst_pack_member_new (1, "no such"));
  prepare (fixture, CST_PACK_CHOSEN, 0, members);
  assert_counts (fixture, 1, 1, 1, 1);
  g_assert_cmpint (fixture_number (fixture, "SELECT is_packed FROM attachments WHERE id = 'closed-photo'"), ==, 1);
  g_assert_cmpint (fixture_number (fixture, "SELECT is_packed FROM attachments WHERE id = 'open-photo'"), ==, 0);
  fetch (fixture, "closed-photo");
  fetch (fixture, "picture");
  assert_counts (fixture, 1, 1, 0, 0);

  fixture_run (fixture, drop_func, NULL);
  g_assert_cmpint (fixture_number (fixture, "SELECT count (*) FROM attachments WHERE is_packed"), ==, 0);
  status = read_status (fixture);
  g_assert_cmpint ((int) status->scope, ==, CST_PACK_NONE);
}

static void
test_vanished (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autofree char *path = NULL;

  set_up_cases (fixture);
  prepare (fixture, CST_PACK_OPEN, 1, NULL);
  fetch (fixture, "open-photo");
  fetch (fixture, "picture");
  assert_counts (fixture, 1, 1, 0, 0);
  path = cst_cache_path (fixture->store, 1, "open-photo");
  g_unlink (path);
  assert_counts (fixture, 1, 1, 1, 0);
  prepare (fixture, CST_PACK_OPEN, 1, NULL);
  g_assert_cmpint (fixture_number (fixture, "SELECT cache_state FROM attachments WHERE id = 'open-photo'"), ==,
                   CST_CACHE_NONE);
}

/* R2: what nobody has is not missing, and is said. */
static void
test_cannot_be_had (Fixture       *fixture,
                    gconstpointer  unused)
{
  CstIncident *incident = make_incident ("open", "o1", 2, CST_INCIDENT_SUBMITTED);
  g_autoptr(CstPackStatus) status = NULL;
  g_autofree char *remarks = NULL;

  set_up_cases (fixture);
  g_ptr_array_add (incident->attachments, make_file ("open-photo", "image/jpeg", CST_ATTACHMENT_AVAILABLE));
  g_ptr_array_add (incident->attachments, make_file ("promised", "image/jpeg", CST_ATTACHMENT_ANNOUNCED));
  g_ptr_array_add (incident->attachments, make_file ("taken-back", "image/jpeg", CST_ATTACHMENT_REMOVED));
  apply_incident (fixture, 1, incident);
  prepare (fixture, CST_PACK_OPEN, 0, NULL);
  fetch (fixture, "open-photo");
  fetch (fixture, "picture");
  fixture_exec (fixture, "UPDATE attachments SET is_unreadable = 1 WHERE id = 'open-photo'");
  assert_counts (fixture, 1, 1, 0, 0);
  status = read_status (fixture);
  g_assert_cmpint (status->not_received, ==, 1);
  g_assert_cmpint (status->removed, ==, 1);
  g_assert_cmpint (status->unreadable, ==, 1);
  remarks = cst_pack_status_remarks (status);
  g_assert_cmpstr (remarks, ==, "1 was announced and never sent.\n1 is no longer at the marketplace.\n"
                                "1 is here and cannot be shown.");
}

static void
test_never_read (Fixture       *fixture,
                 gconstpointer  unused)
{
  set_up_cases (fixture);
  prepare (fixture, CST_PACK_OPEN, 0, NULL);
  fetch (fixture, "open-photo");
  fetch (fixture, "picture");
  fixture_exec (fixture, "UPDATE accounts SET caught_up = 0");
  {
    g_autoptr(CstPackStatus) status = read_status (fixture);

    g_assert_cmpint (status->missing_photos + status->missing_files, ==, 0);
    g_assert_false (cst_pack_status_is_complete (status));
  }
}

static void
test_one_incident (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autoptr(CstDb) db = NULL;

  set_up_cases (fixture);
  db = cst_store_open_reader (fixture->store, NULL);
  g_assert_cmpint (cst_db_count_missing_files (db, 1, "closed", NULL), ==, 1);
  fetch (fixture, "closed-photo");
  g_assert_cmpint (cst_db_count_missing_files (db, 1, "closed", NULL), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/pack/open", test_open);
  ADD ("/pack/reported-since", test_reported_since);
  ADD ("/pack/chosen", test_chosen);
  ADD ("/pack/vanished", test_vanished);
  ADD ("/pack/R2/cannot-be-had", test_cannot_be_had);
  ADD ("/pack/never-read", test_never_read);
  ADD ("/pack/one-incident", test_one_incident);
#undef ADD

  return g_test_run ();
}
