/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What customers send: of the right type, taken when they say so, held in all the ways a telephone can be held. */
#include "cst-sandbox-fixture.h"

#include <string.h>

static Answer *
file_of (Fixture *f,
         Answer  *shown,
         guint    position)
{
  g_autofree char *path = g_strdup_printf ("attachments.%u.id", position);

  return fixture_get (f, "/v1/attachments/%s", answer_string (shown, path));
}

static gboolean
contains (GBytes     *bytes,
          const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}

static guint
read_16 (const guint8 *data,
         gboolean      little)
{
  return little ? data[0] | (guint) data[1] << 8 : data[1] | (guint) data[0] << 8;
}

/* The orientation in the EXIF block of a JPEG, 0 without one. */
static guint
orientation_of (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const guint8 *block = memmem (data, MIN (size, 4096), "Exif\0\0", 6);
  gboolean little;
  const guint8 *entries;

  if (size < 4096 || data[0] != 0xff || data[1] != 0xd8 || block == NULL)
    return 0;

  block += 6;
  little = block[0] == 'I';
  entries = block + (little ? block[4] : block[7]);
  for (guint i = 0; i < read_16 (entries, little); i++)
    {
      const guint8 *entry = entries + 2 + i * 12;

      if (read_16 (entry, little) == 0x0112)
        return read_16 (entry + 8, little);
    }

  return 0;
}

static void
test_types (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *lamp = fixture_cast (f, "two-problems", "incident");
  g_autofree char *flicker = fixture_cast (f, "contested-twice", "incident");
  g_autofree char *pallet = fixture_cast (f, "many-photos", "incident");
  g_autoptr(Answer) lamp_shown = fixture_get (f, "/v1/incidents/%s", lamp);
  g_autoptr(Answer) flicker_shown = fixture_get (f, "/v1/incidents/%s", flicker);
  g_autoptr(Answer) pallet_shown = fixture_get (f, "/v1/incidents/%s", pallet);
  g_autoptr(Answer) heic = file_of (f, lamp_shown, 0);
  g_autoptr(Answer) mp4 = file_of (f, flicker_shown, 1);
  g_autoptr(Answer) webm = file_of (f, pallet_shown, 11);

  g_assert_cmpuint (answer_length (pallet_shown, "attachments"), ==, 12);
  g_assert_cmpstr (answer_string (lamp_shown, "attachments.0.media_type"), ==, "image/heic");
  g_assert_cmpstr (answer_header (heic, "Content-Type"), ==, "image/heic");
  g_assert_cmpmem ((const char *) g_bytes_get_data (heic->body, NULL) + 4, 8, "ftypheic", 8);
  g_assert_cmpstr (answer_string (flicker_shown, "attachments.1.media_type"), ==, "video/mp4");
  g_assert_cmpmem ((const char *) g_bytes_get_data (mp4->body, NULL) + 4, 4, "ftyp", 4);
  g_assert_cmpstr (answer_string (pallet_shown, "attachments.11.media_type"), ==, "video/webm");
  g_assert_cmpmem (g_bytes_get_data (webm->body, NULL), 4, "\x1a\x45\xdf\xa3", 4);
}

/* 48 megapixels, in few enough bytes for a demonstration. */
static void
test_large (Fixture       *f,
            gconstpointer  data)
{
  static const guint8 size_of_frame[] = {
    0xff, 0xc0, 0x00, 0x11, 0x08, 6000 >> 8, 6000 & 0xff, 8000 >> 8, 8000 & 0xff
  };
  g_autofree char *incident = fixture_cast (f, "many-photos", "incident");
  g_autoptr(Answer) shown = fixture_get (f, "/v1/incidents/%s", incident);
  g_autoptr(Answer) photo = file_of (f, shown, 10);

  g_assert_nonnull (memmem (g_bytes_get_data (photo->body, NULL), 8192, size_of_frame, sizeof size_of_frame));
  g_assert_cmpuint (g_bytes_get_size (photo->body), <, 6 * 1000 * 1000);
}

/* The camera's clock agrees with the world's, and the same picture may be older than the order. */
static void
test_dates (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *cups = fixture_cast (f, "two-of-twelve", "incident");
  g_autofree char *bowls = fixture_cast (f, "reviewed", "incident");
  g_autoptr(Answer) cups_shown = fixture_get (f, "/v1/incidents/%s", cups);
  g_autoptr(Answer) bowls_shown = fixture_get (f, "/v1/incidents/%s", bowls);
  g_autoptr(Answer) cup = file_of (f, cups_shown, 0);
  g_autoptr(Answer) bowl = file_of (f, bowls_shown, 0);

  g_assert_true (contains (cup->body, "2026:11:23 02:"));
  g_assert_true (contains (bowl->body, "2026:09:17 "));
  g_assert_false (contains (cup->body, "2001:01:01"));
}

static void
test_orientations (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr(Answer) cast = fixture_get (f, "/_sandbox/cast");
  gboolean seen[9] = { FALSE };

  for (guint i = 0; i < answer_length (cast, "items"); i++)
    {
      const char *incident = json_object_get_string_member (answer_item (cast, i), "incident");
      g_autoptr(Answer) shown = fixture_get (f, "/v1/incidents/%s", incident);

      for (guint k = 0; k < answer_length (shown, "attachments"); k++)
        {
          g_autoptr(Answer) photo = file_of (f, shown, k);
          guint orientation = photo->status == 200 ? orientation_of (photo->body) : 0;

          g_assert_cmpuint (orientation, <=, 8);
          seen[orientation] = TRUE;
        }
    }

  for (guint i = 1; i <= 8; i++)
    g_assert_true (seen[i]);
}

static void
test_documents (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *order = fixture_cast (f, "two-problems-second", "order");
  g_autofree char *incident = fixture_cast (f, "two-problems-second", "incident");
  g_autoptr(Answer) thread = fixture_get (f, "/v1/orders/%s/thread", order);
  const char *id = NULL;
  g_autoptr(Answer) note = NULL;

  for (guint i = 0; i < answer_length (thread, "messages"); i++)
    {
      g_autofree char *about = g_strdup_printf ("messages.%u.incident", i);
      g_autofree char *files = g_strdup_printf ("messages.%u.attachments", i);
      g_autofree char *first = g_strdup_printf ("messages.%u.attachments.0.id", i);

      if (g_strcmp0 (answer_string (thread, about), incident) == 0 && answer_length (thread, files) == 1)
        id = answer_string (thread, first);
    }

  g_assert_nonnull (id);
  note = fixture_get (f, "/v1/attachments/%s", id);
  g_assert_cmpstr (answer_header (note, "Content-Type"), ==, "application/pdf");
  g_assert_cmpmem (g_bytes_get_data (note->body, NULL), 5, "%PDF-", 5);
}

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, \
              fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/O4/types", test_types);
  ADD ("/O4/large", test_large);
  ADD ("/O4/dates", test_dates);
  ADD ("/O4/orientations", test_orientations);
  ADD ("/O4/documents", test_documents);

  return g_test_run ();
}
