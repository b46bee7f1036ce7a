/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dossier-verify.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "cst-dossier-manifest.h"
#include "cst-dossier-seal.h"
#include "cst-journal-entry.h"
#include "cst-json.h"

/* A case file comes from outside: nothing in it is believed beyond these. */
#define MAX_MANIFEST (16 << 20)
#define MAX_MEMBERS 10000
#define CHUNK (64 << 10)

typedef struct archive Archive;

static void
archive_close (Archive *archive)
{
  archive_read_free (archive);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_close)

/* A part as the manifest tells it; found once its member was read. */
typedef struct
{
  gint64   size;
  char    *sha256;
  gboolean is_found;
} Part;

static void
part_free (gpointer data)
{
  Part *part = data;

  g_free (part->sha256);
  g_free (part);
}

void
cst_dossier_report_free (CstDossierReport *self)
{
  g_ptr_array_unref (self->problems);
  g_free (self->seal);
  g_free (self->incident);
  g_free (self->order_number);
  g_free (self->site);
  g_free (self->head_hash);
  g_free (self);
}

static void
G_GNUC_PRINTF (2,
               3)
add_problem (CstDossierReport *self,
             const char       *format,
             ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->problems, g_strdup_vprintf (format, args));
  va_end (args);
}

/* What stands in a message from a file of unknown origin: short, and on one line. */
static char *
show_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  g_autofree char *shown = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), 60));

  return g_strdelimit (g_steal_pointer (&shown), "\r\n\t", ' ');
}

/* ── The manifest ──────────────────────────────────────────────────────────────────────────────── */

static void
read_about (CstDossierReport *self,
            JsonObject       *root)
{
  JsonObject *incident = cst_json_opt_object (root, "incident");

  self->made_at = cst_json_opt_time (root, "made_at");
  self->with_notes = cst_json_opt_bool (root, "with_notes", FALSE);
  self->is_redacted = cst_json_opt_bool (root, "redacted", FALSE);
  if (incident == NULL)
    return add_problem (self, "%s", _("The manifest does not say which incident it is about"));

  self->incident = show_name (cst_json_opt_string (incident, "number", ""));
  self->order_number = show_name (cst_json_opt_string (incident, "order_number", ""));
  self->site = show_name (cst_json_opt_string (incident, "site", ""));
}

static void
read_parts (CstDossierReport *self,
            JsonObject       *root,
            GHashTable       *parts)
{
  JsonArray *array = cst_json_opt_array (root, "parts");

  self->n_parts = cst_json_array_length (array);
  for (guint i = 0; i < self->n_parts; i++)
    {
      JsonObject *object = cst_json_nth_object (array, i);
      const char *name = object != NULL ? cst_json_opt_string (object, "name", NULL) : NULL;
      const char *sha256 = object != NULL ? cst_json_opt_string (object, "sha256", NULL) : NULL;
      Part *part;

      if (name == NULL || sha256 == NULL || g_hash_table_contains (parts, name))
        {
          add_problem (self, "%s", _("The manifest lists a part that cannot be"));
          continue;
        }
      part = g_new0 (Part, 1);
      part->size = cst_json_opt_int (object, "size", -1);
      part->sha256 = g_strdup (sha256);
      g_hash_table_insert (parts, g_strdup (name), part);
    }
}

static char *
take_string (JsonObject *object,
             const char *member)
{
  return g_strdup (cst_json_opt_string (object, member, NULL));
}

/* An entry is what it was if its fields and the hash before it come to its own hash. */
static CstJournalEntry *
read_entry (JsonObject *object)
{
  int kind = cst_enum_value (&cst_journal_kind_type, cst_json_opt_string (object, "kind", ""));
  CstJournalEntry *entry = cst_journal_entry_new ((CstJournalKind) kind, cst_json_opt_int (object, "account", 0),
                                                  cst_json_opt_int (object, "at", 0));

  entry->version = (int) CLAMP (cst_json_opt_int (object, "version", 0), 0, 255);
  entry->seq = cst_json_opt_int (object, "seq", 0);
  entry->order = take_string (object, "order");
  entry->incident = take_string (object, "incident");
  entry->operation = cst_json_opt_int (object, "operation", 0);
  entry->person = take_string (object, "person");
  entry->payload = take_string (object, "payload");
  entry->hash = take_string (object, "hash");

  return entry;
}

static void
read_journal (CstDossierReport *self,
              JsonObject       *root)
{
  JsonObject *journal = cst_json_opt_object (root, "journal");
  JsonArray *entries = journal != NULL ? cst_json_opt_array (journal, "entries") : NULL;
  g_autofree char *last_hash = NULL;
  gint64 last_seq = 0;

  if (journal == NULL)
    return add_problem (self, "%s", _("The manifest says nothing of the journal"));

  self->head_seq = cst_json_opt_int (journal, "head_seq", 0);
  self->head_hash = take_string (journal, "head_hash");
  self->n_entries = cst_json_array_length (entries);
  for (guint i = 0; i < self->n_entries; i++)
    {
      JsonObject *object = cst_json_nth_object (entries, i);
      g_autoptr(CstJournalEntry) entry = object != NULL ? read_entry (object) : NULL;
      const char *previous = object != NULL ? cst_json_opt_string (object, "previous", NULL) : NULL;
      g_autofree char *computed = entry != NULL ? cst_journal_entry_chain (entry, previous) : NULL;
      gboolean follows = entry != NULL && entry->seq > last_seq && entry->seq <= self->head_seq &&
                         (entry->seq != last_seq + 1 || g_strcmp0 (previous, last_hash) == 0) &&
                         (entry->seq != self->head_seq || g_strcmp0 (entry->hash, self->head_hash) == 0);

      if (!follows || g_strcmp0 (computed, entry->hash) != 0)
        return add_problem (self, _("Entry %" PRId64 " of the journal is not what it was"),
                            entry != NULL ? entry->seq : last_seq + 1);
      last_seq = entry->seq;
      g_free (last_hash);
      last_hash = g_strdup (entry->hash);
    }
}

static gboolean
read_manifest (CstDossierReport *self,
               GByteArray       *bytes,
               GHashTable       *parts)
{
  g_autoptr(JsonNode) node = cst_json_parse ((const char *) bytes->data, bytes->len, NULL);
  JsonObject *root = node != NULL ? cst_json_node_object (node, CST_MANIFEST_NAME, NULL) : NULL;

  if (root == NULL || g_strcmp0 (cst_json_opt_string (root, "format", NULL), CST_MANIFEST_FORMAT) != 0)
    return add_problem (self, "%s", _("The manifest cannot be read")), FALSE;
  if (cst_json_opt_int (root, "version", 0) > CST_MANIFEST_VERSION)
    return add_problem (self, "%s", _("The case file was made by a newer Constat")), FALSE;

  read_about (self, root);
  read_parts (self, root, parts);
  read_journal (self, root);

  return TRUE;
}

/* ── The members ───────────────────────────────────────────────────────────────────────────────── */

/* Never more than @limit: what a member claims to unpack to is no promise. */
static GByteArray *
read_member (Archive *archive,
             gsize    limit)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  la_ssize_t n_read;

  while ((n_read = archive_read_data (archive, buffer, CHUNK)) > 0)
    {
      if (bytes->len + (gsize) n_read > limit)
        return NULL;
      g_byte_array_append (bytes, buffer, (guint) n_read);
    }

  return n_read == 0 ? g_steal_pointer (&bytes) : NULL;
}

static gboolean
is_as_told (Archive    *archive,
            const Part *part)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  gint64 size = 0;
  la_ssize_t n_read;

  while ((n_read = archive_read_data (archive, buffer, CHUNK)) > 0)
    {
      size += n_read;
      if (size > part->size)
        return FALSE;
      g_checksum_update (checksum, buffer, n_read);
    }

  return n_read == 0 && size == part->size && strcmp (g_checksum_get_string (checksum), part->sha256) == 0;
}

static void
check_member (CstDossierReport     *self,
              Archive              *archive,
              struct archive_entry *entry,
              GHashTable           *parts)
{
  const char *name = archive_entry_pathname (entry);
  g_autofree char *shown = show_name (name);
  Part *part = name != NULL ? g_hash_table_lookup (parts, name) : NULL;

  if (part == NULL || part->is_found || archive_entry_filetype (entry) != AE_IFREG)
    return add_problem (self, _("“%s” was added"), shown);

  part->is_found = TRUE;
  if (!is_as_told (archive, part))
    add_problem (self, _("“%s” is not what it was"), shown);
}

static gboolean
read_first (CstDossierReport *self,
            Archive          *archive,
            GHashTable       *parts)
{
  struct archive_entry *entry = NULL;
  g_autoptr(GByteArray) bytes = NULL;

  if (archive_read_next_header (archive, &entry) < ARCHIVE_WARN ||
      g_strcmp0 (archive_entry_pathname (entry), CST_MANIFEST_NAME) != 0)
    return add_problem (self, "%s", _("There is no manifest")), FALSE;
  if (!(bytes = read_member (archive, MAX_MANIFEST)))
    return add_problem (self, "%s", _("The manifest cannot be read")), FALSE;

  return read_manifest (self, bytes, parts);
}

static void
report_missing (CstDossierReport *self,
                GHashTable       *parts)
{
  g_autoptr(GList) names = g_list_sort (g_hash_table_get_keys (parts), (GCompareFunc) strcmp);

  for (GList *name = names; name != NULL; name = name->next)
    {
      const Part *part = g_hash_table_lookup (parts, name->data);
      g_autofree char *shown = show_name (name->data);

      if (!part->is_found)
        add_problem (self, _("“%s” is missing"), shown);
    }
}

static void
check_members (CstDossierReport *self,
               const char       *path)
{
  g_autoptr(Archive) archive = archive_read_new ();
  g_autoptr(GHashTable) parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, part_free);
  struct archive_entry *entry = NULL;
  guint n_members = 0;
  int status;

  archive_read_support_format_zip_seekable (archive);
  if (archive_read_open_filename (archive, path, CHUNK) != ARCHIVE_OK)
    return add_problem (self, "%s", _("It is no ZIP that can be read"));
  if (!read_first (self, archive, parts))
    return;

  while ((status = archive_read_next_header (archive, &entry)) == ARCHIVE_OK || status == ARCHIVE_WARN)
    {
      if (++n_members > MAX_MEMBERS)
        return add_problem (self, "%s", _("It has too many parts"));
      check_member (self, archive, entry, parts);
    }
  if (status != ARCHIVE_EOF)
    add_problem (self, "%s", _("It is damaged"));

  report_missing (self, parts);
}

/**
 * cst_dossier_verify:
 * @path: a file of whatever origin
 *
 * Whether a case file is, byte by byte, what was made: its seal, each of its parts, and the journal’s entries in it. It
 * needs nothing but the file. Any thread.
 *
 * Returns: (transfer full): what is found; %NULL with @error set when the file cannot be read at all
 */
CstDossierReport *
cst_dossier_verify (const char  *path,
                    GError     **error)
{
  g_autofree char *counted = NULL;
  g_autofree char *said = NULL;
  CstDossierReport *self;

  if (!cst_dossier_read_seal (path, &said, &counted, error))
    return NULL;

  self = g_new0 (CstDossierReport, 1);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  if (said == NULL)
    add_problem (self, "%s", _("It does not end with the seal of a case file"));
  else if (g_strcmp0 (said, counted) != 0)
    add_problem (self, "%s", _("The seal does not fit: something was changed after the case file was made"));
  self->seal = g_steal_pointer (&said);
  check_members (self, path);

  return self;
}
