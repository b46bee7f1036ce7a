/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cst-dossier-manifest.h"
#include "cst-dossier-seal.h"
#include "cst-journal-entry.h"
#include "cst-json.h"
#include "dossier-fixture.h"

/* P7: a case file proves itself: each of its bytes counts, and nothing in it is believed. */

#define SEED 20261123

/* ── Every byte ────────────────────────────────────────────────────────────────────────────────── */

static void
flip (Case  *self,
      char  *bytes,
      gsize  size,
      gsize  at,
      int    bit)
{
  bytes[at] = (char) (bytes[at] ^ (1 << bit));
  g_assert_true (g_file_set_contents (self->path, bytes, (gssize) size, NULL));
  if (case_is_sound (self))
    g_error ("nobody notices bit %d of byte %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT, bit, at, size);
  bytes[at] = (char) (bytes[at] ^ (1 << bit));
}

static void
test_any_byte (Case          *self,
               gconstpointer  unused)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (SEED);
  g_autofree char *bytes = NULL;
  gsize size = 0;

  case_make (self, FALSE);
  g_assert_true (g_file_get_contents (self->path, &bytes, &size, NULL));
  for (gsize i = 0; i < 48; i++)
    flip (self, bytes, size, i, (int) (i % 8));
  for (gsize i = size - 160; i < size; i++)
    flip (self, bytes, size, i, (int) (i % 8));
  /* Every part is longer than a step: each of them is hit. */
  for (gsize i = 0; i < size; i += 97)
    flip (self, bytes, size, i, (int) (i % 8));
  for (guint i = 0; i < 100; i++)
    flip (self, bytes, size, (gsize) g_rand_int_range (random, 0, (gint32) size), g_rand_int_range (random, 0, 8));

  g_assert_true (g_file_set_contents (self->path, bytes, (gssize) size, NULL));
  g_assert_true (case_is_sound (self));
}

/* One byte more or less, wherever it is. */
static void
test_shifted (Case          *self,
              gconstpointer  unused)
{
  g_autofree char *bytes = NULL;
  g_autofree char *other = NULL;
  gsize size = 0;

  case_make (self, FALSE);
  g_assert_true (g_file_get_contents (self->path, &bytes, &size, NULL));
  other = g_malloc (size + 1);
  for (gsize at = 0; at < size; at += MAX (size / 60, 1))
    {
      memcpy (other, bytes, at);
      other[at] = 'x';
      memcpy (other + at + 1, bytes + at, size - at);
      g_assert_true (g_file_set_contents (self->path, other, (gssize) size + 1, NULL));
      g_assert_false (case_is_sound (self));
      memcpy (other + at, bytes + at + 1, size - at - 1);
      g_assert_true (g_file_set_contents (self->path, other, (gssize) size - 1, NULL));
      g_assert_false (case_is_sound (self));
    }
}

static void
test_ends (Case          *self,
           gconstpointer  unused)
{
  static const gsize cuts[] = { 1, 2, 64, 65, 89, 90, 111, 112, 500 };
  g_autofree char *bytes = NULL;
  g_autofree char *longer = NULL;
  gsize size = 0;

  case_make (self, FALSE);
  g_assert_true (g_file_get_contents (self->path, &bytes, &size, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_assert_true (g_file_set_contents (self->path, bytes, (gssize) (size - cuts[i]), NULL));
      g_assert_false (case_is_sound (self));
      g_assert_true (g_file_set_contents (self->path, bytes + cuts[i], (gssize) (size - cuts[i]), NULL));
      g_assert_false (case_is_sound (self));
    }

  longer = g_malloc0 (size + 200);
  memcpy (longer, bytes, size);
  g_assert_true (g_file_set_contents (self->path, longer, (gssize) size + 1, NULL));
  g_assert_false (case_is_sound (self));
  g_assert_true (g_file_set_contents (self->path, longer, (gssize) size + 200, NULL));
  g_assert_false (case_is_sound (self));
  memcpy (longer + 1, bytes, size);
  g_assert_true (g_file_set_contents (self->path, longer, (gssize) size + 1, NULL));
  g_assert_false (case_is_sound (self));
}

/* ── Members changed by somebody who can seal ──────────────────────────────────────────────────── */

typedef struct
{
  char       *name;
  GByteArray *bytes;
} Member;

static void
member_free (gpointer data)
{
  Member *member = data;

  g_free (member->name);
  g_byte_array_unref (member->bytes);
  g_free (member);
}

static void
add_member (GPtrArray  *members,
            const char *name,
            const void *data,
            gsize       size)
{
  Member *member = g_new0 (Member, 1);

  member->name = g_strdup (name);
  member->bytes = g_byte_array_new ();
  g_byte_array_append (member->bytes, data, (guint) size);
  g_ptr_array_add (members, member);
}

static GPtrArray *
unpack (Case *self)
{
  GPtrArray *members = g_ptr_array_new_with_free_func (member_free);
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;

  archive_read_support_format_zip_seekable (archive);
  g_assert_cmpint (archive_read_open_filename (archive, self->path, 4096), ==, ARCHIVE_OK);
  while (archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    {
      char buffer[4096];
      la_ssize_t n_read;

      add_member (members, archive_entry_pathname (entry), "", 0);
      while ((n_read = archive_read_data (archive, buffer, sizeof buffer)) > 0)
        g_byte_array_append (((Member *) g_ptr_array_index (members, members->len - 1))->bytes,
                             (const guint8 *) buffer, (guint) n_read);
    }
  archive_read_free (archive);

  return members;
}

static void
pack (Case      *self,
      GPtrArray *members)
{
  struct archive *archive = archive_write_new ();
  g_autofree char *seal = NULL;
  g_autoptr(GError) error = NULL;

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_filename (archive, self->path), ==, ARCHIVE_OK);
  for (guint i = 0; i < members->len; i++)
    {
      const Member *member = g_ptr_array_index (members, i);
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, member->name);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      archive_entry_set_size (entry, member->bytes->len);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      archive_write_data (archive, member->bytes->data, member->bytes->len);
      archive_entry_free (entry);
    }
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
  cst_dossier_seal_file (self->path, &seal, &error);
  g_assert_no_error (error);
}

/* A new seal does not help: the manifest says what belongs to it. */
static void
test_members (Case          *self,
              gconstpointer  unused)
{
  g_autoptr(GPtrArray) members = NULL;
  GPtrArray *whole;

  case_make (self, FALSE);
  whole = unpack (self);
  g_assert_cmpuint (whole->len, ==, 4);
  pack (self, whole);
  g_assert_true (case_is_sound (self));

  add_member (whole, "exhibits/003.txt", "more", 4);
  pack (self, whole);
  case_assert_problem (self, "“exhibits/003.txt” was added");
  g_ptr_array_remove_index (whole, 4);

  add_member (whole, "exhibits/002.txt", "again", 5);
  pack (self, whole);
  case_assert_problem (self, "was added");
  g_ptr_array_remove_index (whole, 4);

  ((Member *) g_ptr_array_index (whole, 2))->bytes->data[3] ^= 4;
  pack (self, whole);
  case_assert_problem (self, "is not what it was");
  ((Member *) g_ptr_array_index (whole, 2))->bytes->data[3] ^= 4;

  members = whole;
  g_ptr_array_remove_index (members, 3);
  pack (self, members);
  case_assert_problem (self, "is missing");
  g_ptr_array_remove_index (members, 0);
  pack (self, members);
  case_assert_problem (self, "no manifest");
}

static void
replace_in_manifest (GPtrArray  *members,
                     const char *from,
                     const char *to)
{
  Member *manifest = g_ptr_array_index (members, 0);
  g_autofree char *text = g_strndup ((const char *) manifest->bytes->data, manifest->bytes->len);
  g_auto(GStrv) parts = g_strsplit (text, from, 2);
  g_autofree char *joined = g_strjoinv (to, parts);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  g_byte_array_set_size (manifest->bytes, 0);
  g_byte_array_append (manifest->bytes, (const guint8 *) joined, (guint) strlen (joined));
}

static void
test_journal (Case          *self,
              gconstpointer  unused)
{
  g_autoptr(GPtrArray) members = NULL;

  case_make (self, FALSE);
  members = unpack (self);
  replace_in_manifest (members, "incident_seen", "return_seen");
  pack (self, members);
  case_assert_problem (self, "of the journal is not what it was");
  replace_in_manifest (members, "return_seen", "incident_seen");
  pack (self, members);
  g_assert_true (case_is_sound (self));
  replace_in_manifest (members, "\"head_seq\" : ", "\"head_seq\" : -");
  pack (self, members);
  case_assert_problem (self, "of the journal is not what it was");
}

/* Whoever changes an entry can give it a hash that fits; the one after it, or the journal's last hash, does not. */
static void
rewrite_entry (GPtrArray *members,
               guint      from_last)
{
  Member *manifest = g_ptr_array_index (members, 0);
  g_autoptr(JsonNode) node = cst_json_parse ((const char *) manifest->bytes->data, manifest->bytes->len, NULL);
  JsonObject *journal = json_object_get_object_member (json_node_get_object (node), "journal");
  JsonArray *entries = json_object_get_array_member (journal, "entries");
  guint length = json_array_get_length (entries);
  JsonObject *entry = json_array_get_object_element (entries, length - 1 - from_last);
  g_autoptr(CstJournalEntry) changed = cst_journal_entry_new (CST_JOURNAL_DOSSIER,
                                                              json_object_get_int_member (entry, "account"),
                                                              json_object_get_int_member (entry, "at") - 3600);
  g_autofree char *hash = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpuint (length, >, from_last);
  changed->version = (int) json_object_get_int_member (entry, "version");
  changed->seq = json_object_get_int_member (entry, "seq");
  changed->order = g_strdup (json_object_get_string_member (entry, "order"));
  changed->incident = g_strdup (json_object_get_string_member (entry, "incident"));
  changed->payload = g_strdup (json_object_get_string_member (entry, "payload"));
  hash = cst_journal_entry_chain (changed, json_object_get_string_member (entry, "previous"));
  json_object_set_int_member (entry, "at", changed->at);
  json_object_set_string_member (entry, "hash", hash);
  text = json_to_string (node, TRUE);
  g_byte_array_set_size (manifest->bytes, 0);
  g_byte_array_append (manifest->bytes, (const guint8 *) text, (guint) strlen (text));
}

static void
test_journal_rewritten (Case          *self,
                        gconstpointer  unused)
{
  case_make (self, FALSE);
  case_note_made (self);
  case_note_made (self);
  for (guint from_last = 0; from_last < 2; from_last++)
    {
      g_autoptr(GPtrArray) members = NULL;

      case_make (self, FALSE);
      g_assert_true (case_is_sound (self));
      members = unpack (self);
      rewrite_entry (members, from_last);
      pack (self, members);
      case_assert_problem (self, "of the journal is not what it was");
    }
}

/* Of nothing it cannot be said that it is as it was. */
static void
test_about_nothing (Case          *self,
                    gconstpointer  unused)
{
  g_autoptr(GPtrArray) members = NULL;

  case_make (self, FALSE);
  members = unpack (self);
  replace_in_manifest (members, "\"incident\" : {", "\"accident\" : {");
  pack (self, members);
  case_assert_problem (self, "which incident it is about");
}

/* ── What was never a case file ────────────────────────────────────────────────────────────────── */

static void
test_hostile (Case          *self,
              gconstpointer  unused)
{
  static const char *const manifests[] = {
    "", "{", "[]", "{}", "{\"format\":\"constat-dossier\",\"version\":99}",
    "{\"format\":\"constat-dossier\",\"version\":1,\"parts\":[1,{},{\"name\":7}],\"journal\":{\"entries\":[null,{}]}}",
    "{\"format\":\"constat-dossier\",\"version\":1,\"parts\":{},\"journal\":[],\"incident\":\"x\"}",
  };
  g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func (member_free);
  g_autofree char *zeros = g_malloc0 (40 << 20);
  g_autofree char *deep = g_strnfill (200000, '[');

  for (gsize i = 0; i < G_N_ELEMENTS (manifests); i++)
    {
      g_ptr_array_set_size (members, 0);
      add_member (members, CST_MANIFEST_NAME, manifests[i], strlen (manifests[i]));
      add_member (members, "../../etc/passwd", "x", 1);
      pack (self, members);
      g_assert_false (case_is_sound (self));
    }
  g_ptr_array_set_size (members, 0);
  add_member (members, CST_MANIFEST_NAME, deep, strlen (deep));
  pack (self, members);
  case_assert_problem (self, "manifest cannot be read");
  g_ptr_array_set_size (members, 0);
  add_member (members, CST_MANIFEST_NAME, zeros, 40 << 20);
  pack (self, members);
  case_assert_problem (self, "manifest cannot be read");
}

static void
test_no_dossier (Case          *self,
                 gconstpointer  unused)
{
  static const char end[] = "PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
  g_autoptr(GError) error = NULL;
  g_autofree char *seal = NULL;

  g_assert_true (g_file_set_contents (self->path, "", 0, NULL));
  case_assert_problem (self, "does not end with the seal");
  g_assert_true (g_file_set_contents (self->path, "no ZIP at all, only a few words that somebody wrote", -1, NULL));
  case_assert_problem (self, "does not end with the seal");
  g_assert_true (g_file_set_contents (self->path, end, 22, NULL));
  g_assert_true (cst_dossier_seal_file (self->path, &seal, &error));
  g_assert_false (case_is_sound (self));
  g_unlink (self->path);
  g_assert_null (cst_dossier_verify (self->path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (cst_dossier_verify (self->base.dir, &error));
  g_assert_nonnull (error);
}

#define ADD(path, func) g_test_add (path, Case, NULL, case_set_up, func, case_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/P7/dossier/any-byte", test_any_byte);
  ADD ("/P7/dossier/one-byte-more-or-less", test_shifted);
  ADD ("/P7/dossier/ends", test_ends);
  ADD ("/P7/dossier/members", test_members);
  ADD ("/P7/dossier/journal", test_journal);
  ADD ("/P7/dossier/journal-rewritten", test_journal_rewritten);
  ADD ("/P7/dossier/about-nothing", test_about_nothing);
  ADD ("/P7/dossier/hostile", test_hostile);
  ADD ("/P7/dossier/no-dossier", test_no_dossier);

  return g_test_run ();
}
