/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-customer-photos.h"
#include "cst-photo-hints.h"
#include "cst-photos.h"
#include "truth-fixture.h"

#define LOOK G_GUINT64_CONSTANT (0x0123456789abcdef)
#define DAY G_GINT64_CONSTANT (86400)

static void
add_photo (Fixture    *fixture,
           gint64      account,
           const char *incident_id,
           const char *order_id)
{
  CstIncident *incident = make_incident (incident_id, order_id, 1, CST_INCIDENT_SUBMITTED);
  CstAttachment *attachment = cst_record_new (&cst_attachment_type);
  CstOrder *order = make_order (order_id, 1, CST_ORDER_DELIVERED);

  attachment->id = g_strconcat (incident_id, "-photo", NULL);
  attachment->media_type = g_strdup ("image/jpeg");
  attachment->status = CST_ATTACHMENT_AVAILABLE;
  g_ptr_array_add (incident->attachments, attachment);
  order->placed_at = FIXTURE_NOW - 10 * DAY;
  apply_order (fixture, account, order);
  apply_incident (fixture, account, incident);
}

typedef struct
{
  gint64      account;
  const char *id;
  const char *sha256;
  guint64     look;
  const char *taken_at;
} Photo;

static gpointer
examine_func (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  const Photo *photo = request;
  g_autoptr(CstPhotoFacts) facts = cst_photo_facts_new ();

  facts->examined_at = FIXTURE_NOW;
  facts->sha256 = g_strdup (photo->sha256);
  facts->has_fingerprint = photo->look != 0;
  facts->fingerprint = (gint64) photo->look;
  facts->taken_at = g_strdup (photo->taken_at);

  return GINT_TO_POINTER (cst_db_photo_set_facts (db, photo->account, photo->id, facts, error));
}

static void
examine (Fixture    *fixture,
         gint64      account,
         const char *id,
         const char *sha256,
         guint64     look,
         const char *taken_at)
{
  Photo photo = { account, id, sha256, look, taken_at };

  fixture_run (fixture, examine_func, &photo);
}

static GPtrArray *
find_hints (Fixture    *fixture,
            const char *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);
  GPtrArray *hints = cst_db_photo_hints (db, 1, id, &error);

  g_assert_no_error (error);

  return hints;
}

static void
set_up_cases (Fixture *fixture)
{
  gint64 demo = add_account (fixture, "demo");
  gint64 other = add_account (fixture, "other");

  add_photo (fixture, demo, "i1", "o1");
  add_photo (fixture, demo, "i2", "o1");
  add_photo (fixture, other, "i3", "o3");
  fixture_exec (fixture, "INSERT INTO attachments (account, id, media_type) VALUES (1, 'article', 'image/*')");
}

static void
test_alike (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr(GPtrArray) hints = NULL;
  g_autofree char *words = NULL;
  const CstPhotoHint *first;
  const CstPhotoHint *second;

  set_up_cases (fixture);
  examine (fixture, 1, "i1-photo", "a", LOOK, NULL);
  examine (fixture, 1, "i2-photo", "b", LOOK ^ 0x11, NULL);
  examine (fixture, 2, "i3-photo", "a", LOOK, NULL);
  examine (fixture, 1, "article", "c", LOOK ^ 1, NULL);

  hints = find_hints (fixture, "i1-photo");
  g_assert_cmpuint (hints->len, ==, 3);
  first = g_ptr_array_index (hints, 0);
  g_assert_cmpint ((int) first->reason, ==, CST_PHOTO_HINT_SAME_FILE);
  g_assert_cmpstr (first->account_name, ==, "other");
  g_assert_cmpstr (first->incident, ==, "i3");
  second = g_ptr_array_index (hints, 1);
  g_assert_cmpint ((int) second->reason, ==, CST_PHOTO_HINT_ALIKE);
  g_assert_cmpstr (second->incident, ==, "i2");
  g_assert_cmpint (second->distance, ==, 2);
  g_assert_cmpint ((int) ((CstPhotoHint *) g_ptr_array_index (hints, 2))->reason, ==, CST_PHOTO_HINT_CATALOGUE);
  words = cst_photo_hint_text (first);
  g_assert_nonnull (strstr (words, first->order_number));
}

/* Every way of being seven bits apart is found, and nothing that is eight apart. */
static void
test_distance (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (7);

  set_up_cases (fixture);
  examine (fixture, 1, "i1-photo", "a", LOOK, NULL);
  for (int round = 0; round < 40; round++)
    {
      g_autoptr(GPtrArray) near = NULL;
      g_autoptr(GPtrArray) far = NULL;
      guint64 look = LOOK;
      int n = 0;

      while (n < CST_PHOTO_ALIKE_MAX)
        {
          guint64 bit = G_GUINT64_CONSTANT (1) << g_rand_int_range (random, 0, 63);

          n += ((look ^ LOOK) & bit) == 0;
          look |= LOOK & bit;
          look = (look & ~bit) | (~LOOK & bit);
        }
      examine (fixture, 2, "i3-photo", "b", look, NULL);
      near = find_hints (fixture, "i1-photo");
      g_assert_cmpuint (near->len, ==, 1);
      examine (fixture, 2, "i3-photo", "b", look ^ (G_GUINT64_CONSTANT (1) << 63), NULL);
      far = find_hints (fixture, "i1-photo");
      g_assert_cmpuint (far->len, ==, 0);
    }
}

static void
test_same_case (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autoptr(GPtrArray) hints = NULL;

  set_up_cases (fixture);
  fixture_exec (fixture,
                "INSERT INTO attachments (account, id, incident, order_id) VALUES"
                " (1, 'again', 'i1', 'o1'), (1, 'in-talk', NULL, 'o1')");
  examine (fixture, 1, "i1-photo", "a", LOOK, NULL);
  examine (fixture, 1, "again", "a", LOOK, NULL);
  examine (fixture, 1, "in-talk", "b", LOOK, NULL);
  hints = find_hints (fixture, "i1-photo");
  g_assert_cmpuint (hints->len, ==, 0);
}

static void
test_older (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr(GPtrArray) hints = NULL;
  g_autoptr(GPtrArray) none = NULL;
  g_autofree char *words = NULL;

  set_up_cases (fixture);
  examine (fixture, 1, "i1-photo", "a", 0, "2026-11-10T08:00:00");
  hints = find_hints (fixture, "i1-photo");
  g_assert_cmpuint (hints->len, ==, 1);
  words = cst_photo_hint_text (g_ptr_array_index (hints, 0));
  g_assert_cmpstr (words, ==, "Taken 3 days before the order, by the camera’s clock");

  /* Within a day it may be the zone; a date that is none says nothing. */
  examine (fixture, 1, "i1-photo", "a", 0, "2026-11-12T20:00:00");
  examine (fixture, 1, "i2-photo", "b", 0, "yesterday");
  none = find_hints (fixture, "i1-photo");
  g_assert_cmpuint (none->len, ==, 0);
  g_ptr_array_unref (none);
  none = find_hints (fixture, "i2-photo");
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_nothing_known (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(GPtrArray) unknown = NULL;

  set_up_cases (fixture);
  none = find_hints (fixture, "i1-photo");
  g_assert_cmpuint (none->len, ==, 0);
  unknown = find_hints (fixture, "no such");
  g_assert_cmpuint (unknown->len, ==, 0);
}

/* The light table's other sources: what else the same customer sent, of what is here. */
static void
test_other_claims (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = NULL;
  g_autoptr(GPtrArray) photos = NULL;
  g_autoptr(GPtrArray) one = NULL;
  const CstCustomerPhoto *photo;

  set_up_cases (fixture);
  add_photo (fixture, 1, "i4", "o4");
  add_photo (fixture, 1, "i5", "o5");
  fixture_exec (fixture, "UPDATE attachments SET cache_state = 1 WHERE id <> 'i5-photo'");
  fixture_exec (fixture, "UPDATE incidents SET reported_at = 1 WHERE id = 'i4'");

  db = cst_store_open_reader (fixture->store, &error);
  g_assert_no_error (error);
  photos = cst_db_photos_of_customer (db, 1, "i1", 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (photos->len, ==, 2);
  photo = g_ptr_array_index (photos, 0);
  g_assert_cmpstr (photo->attachment, ==, "i2-photo");
  photo = g_ptr_array_index (photos, 1);
  g_assert_cmpstr (photo->attachment, ==, "i4-photo");
  g_assert_cmpint (photo->reported_at, ==, 1);
  g_assert_nonnull (photo->incident_number);

  one = cst_db_photos_of_customer (db, 1, "i1", 1, &error);
  g_assert_cmpuint (one->len, ==, 1);
}

/* Of two customers whom nobody names it is not known that they are the same. */
static void
test_unknown_customers (Fixture       *fixture,
                        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = NULL;
  g_autoptr(GPtrArray) photos = NULL;

  set_up_cases (fixture);
  fixture_exec (fixture, "UPDATE attachments SET cache_state = 1; UPDATE orders SET customer = ''");
  db = cst_store_open_reader (fixture->store, &error);
  g_assert_no_error (error);
  photos = cst_db_photos_of_customer (db, 1, "i1", 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (photos->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/photos/hints/alike", test_alike);
  ADD ("/photos/hints/distance", test_distance);
  ADD ("/photos/hints/same-case", test_same_case);
  ADD ("/photos/hints/older", test_older);
  ADD ("/photos/hints/nothing-known", test_nothing_known);
  ADD ("/photos/other-claims", test_other_claims);
  ADD ("/photos/other-claims-of-nobody", test_unknown_customers);
#undef ADD

  return g_test_run ();
}
