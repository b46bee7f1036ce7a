/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photos.h"

#include <glib/gi18n-lib.h>

#include "cst-photo-looks.h"
#include "cst-settings.h"
#include "cst-truth.h"

/* The four pieces of a fingerprint, each with its number before it. */
#define N_BANDS 4
#define BAND_BITS 16

CST_DEFINE_ENUM_TYPE (cst_photo_problem, "none", "other", "truncated", "unreadable", "unsupported", "too_large",
                      "locked", "timed_out", "crashed");

static const CstField cst_photo_facts_fields[] = {
  CST_FIELD (CstPhotoFacts, examined_at, INT64),
  CST_FIELD (CstPhotoFacts, sha256, STRING),
  CST_FIELD (CstPhotoFacts, said_sha256, STRING),
  CST_FIELD (CstPhotoFacts, found, STRING),
  CST_FIELD (CstPhotoFacts, said, STRING),
  CST_FIELD (CstPhotoFacts, filename, STRING),
  CST_FIELD (CstPhotoFacts, has_lying_name, BOOL),
  CST_FIELD (CstPhotoFacts, has_lying_type, BOOL),
  CST_FIELD_OF (CstPhotoFacts, problem, ENUM, cst_photo_problem_type),
  CST_FIELD (CstPhotoFacts, size, INT64),
  CST_FIELD (CstPhotoFacts, width, INT),
  CST_FIELD (CstPhotoFacts, height, INT),
  CST_FIELD (CstPhotoFacts, n_pages, INT),
  CST_FIELD (CstPhotoFacts, taken_at, STRING),
  CST_FIELD (CstPhotoFacts, camera, STRING),
  CST_FIELD (CstPhotoFacts, has_position, BOOL),
  CST_FIELD (CstPhotoFacts, latitude, INT64),
  CST_FIELD (CstPhotoFacts, longitude, INT64),
  CST_FIELD (CstPhotoFacts, duration_ms, INT64),
  CST_FIELD (CstPhotoFacts, has_fingerprint, BOOL),
  CST_FIELD (CstPhotoFacts, thumbnail_size, INT64),
};

CST_DEFINE_RECORD_TYPE (cst_photo_facts, CstPhotoFacts, "photo facts");

CstPhotoFacts *
cst_photo_facts_new (void)
{
  return cst_record_new (&cst_photo_facts_type);
}

CstPhotoFacts *
cst_photo_facts_copy (const CstPhotoFacts *self)
{
  CstPhotoFacts *copy = cst_record_dup (&cst_photo_facts_type, self);

  copy->fingerprint = self->fingerprint;

  return copy;
}

void
cst_photo_facts_free (CstPhotoFacts *self)
{
  cst_record_free (&cst_photo_facts_type, self);
}

/**
 * cst_photo_facts_is_altered:
 *
 * Returns: whether the bytes that came are not those the marketplace says it has
 */
gboolean
cst_photo_facts_is_altered (const CstPhotoFacts *self)
{
  return self->examined_at != 0 && self->said_sha256 != NULL && g_strcmp0 (self->said_sha256, self->sha256) != 0;
}

void
cst_photo_entry_free (CstPhotoEntry *self)
{
  if (self == NULL)
    return;

  cst_record_free (&cst_attachment_type, self->attachment);
  cst_photo_facts_free (self->facts);
  cst_cache_entry_free (self->cache);
  cst_record_free (&cst_evidence_type, self->evidence);
  g_free (self->looked_by);
  g_free (self->look);
  g_free (self);
}

/**
 * cst_label_photo_problem:
 *
 * Returns: (transfer none): why it cannot be shown, translated; the empty text when it can
 */
const char *
cst_label_photo_problem (CstPhotoProblem problem)
{
  switch (problem)
    {
    case CST_PHOTO_PROBLEM_NONE:
      return "";
    case CST_PHOTO_PROBLEM_TRUNCATED:
      return C_("photo", "The file ends too early");
    case CST_PHOTO_PROBLEM_UNREADABLE:
      return C_("photo", "The file is damaged");
    case CST_PHOTO_PROBLEM_UNSUPPORTED:
      return C_("photo", "A type of file that is not shown here");
    case CST_PHOTO_PROBLEM_TOO_LARGE:
      return C_("photo", "Too large to be shown here");
    case CST_PHOTO_PROBLEM_LOCKED:
      return C_("photo", "The document asks for a password");
    case CST_PHOTO_PROBLEM_TIMED_OUT:
      return C_("photo", "Showing it took too long");
    case CST_PHOTO_PROBLEM_CRASHED:
    case CST_PHOTO_PROBLEM_OTHER:
    default:
      return C_("photo", "It cannot be shown");
    }
}

/**
 * cst_thumbnail_name:
 *
 * Returns: (transfer full): the name of the attachment's small picture inside the cache folder
 */
char *
cst_thumbnail_name (gint64      account,
                    const char *attachment)
{
  g_autofree char *name = cst_cache_name (account, attachment);

  return g_strconcat (name, ".thumb", NULL);
}

/**
 * cst_thumbnail_path:
 *
 * The small picture was made by the decoding worker and is decoded by it like any other.
 *
 * Returns: (transfer full): where it lies, when the facts say that there is one
 */
char *
cst_thumbnail_path (CstStore   *store,
                    gint64      account,
                    const char *attachment)
{
  g_autofree char *name = cst_thumbnail_name (account, attachment);

  return g_build_filename (cst_store_get_dir (store), "cache", name, NULL);
}

static CstAttachment *
find_attachment (GPtrArray  *attachments,
                 const char *id)
{
  for (guint i = 0; i < attachments->len; i++)
    {
      const CstAttachment *attachment = g_ptr_array_index (attachments, i);

      if (g_strcmp0 (attachment->id, id) == 0)
        return cst_record_dup (&cst_attachment_type, attachment);
    }

  return NULL;
}

static CstAttachment *
find_in_incident (const CstIncident *incident,
                  const char        *id)
{
  CstAttachment *found = find_attachment (incident->attachments, id);

  for (guint i = 0; found == NULL && i < incident->returns->len; i++)
    {
      const CstReturn *goods = g_ptr_array_index (incident->returns, i);

      if (goods->label != NULL && g_strcmp0 (goods->label->id, id) == 0)
        found = cst_record_dup (&cst_attachment_type, goods->label);
    }

  return found;
}

static CstAttachment *
find_in_desk (const CstDesk *desk,
              const char    *id)
{
  for (guint i = 0; i < desk->evidence->len; i++)
    {
      const CstEvidence *evidence = g_ptr_array_index (desk->evidence, i);

      if (g_strcmp0 (evidence->attachment.id, id) == 0)
        return cst_record_dup (&cst_attachment_type, &evidence->attachment);
    }

  return NULL;
}

static CstAttachment *
find_in_thread (const CstThread *thread,
                const char      *id)
{
  CstAttachment *found = NULL;

  for (guint i = 0; found == NULL && i < thread->messages->len; i++)
    found = find_attachment (((CstMessage *) g_ptr_array_index (thread->messages, i))->attachments, id);

  return found;
}

/**
 * cst_db_attachment:
 *
 * Returns: (transfer full): what the marketplace says of a file of an incident, its desk or a conversation, with
 * nothing but the id when it is none's (an article's picture) or no longer; %NULL with @error set
 */
CstAttachment *
cst_db_attachment (CstDb       *db,
                   gint64       account,
                   const char  *attachment,
                   GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT incident, order_id FROM attachments WHERE account = ?1 AND id = ?2", error);
  g_autoptr(CstIncident) incident = NULL;
  g_autoptr(CstDesk) desk = NULL;
  g_autoptr(CstThread) thread = NULL;
  CstAttachment *found = NULL;
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, attachment);
  if ((step = cst_db_step (db, stmt, error)) == CST_STEP_ERROR)
    return NULL;

  /* What is gone from the truth is no error: its file is still here. */
  if (step == CST_STEP_ROW && cst_stmt_text (stmt, 0) != NULL &&
      (incident = cst_db_incident (db, account, cst_stmt_text (stmt, 0), NULL)))
    found = find_in_incident (incident, attachment);
  if (found == NULL && incident != NULL && (desk = cst_db_desk (db, account, incident->id, NULL)))
    found = find_in_desk (desk, attachment);
  if (step == CST_STEP_ROW && found == NULL && cst_stmt_text (stmt, 1) != NULL &&
      (thread = cst_db_thread (db, account, cst_stmt_text (stmt, 1), NULL)))
    found = find_in_thread (thread, attachment);
  if (found == NULL)
    {
      found = cst_record_new (&cst_attachment_type);
      found->id = g_strdup (attachment);
    }

  return found;
}

/**
 * cst_db_photo_facts:
 *
 * Returns: (transfer full): what is known of the file's bytes; examined_at 0 when nothing; %NULL with @error set
 */
CstPhotoFacts *
cst_db_photo_facts (CstDb       *db,
                    gint64       account,
                    const char  *attachment,
                    GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT body, fingerprint FROM photos WHERE account = ?1 AND id = ?2", error);
  g_autoptr(CstPhotoFacts) facts = cst_photo_facts_new ();
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, attachment);
  if ((step = cst_db_step (db, stmt, error)) == CST_STEP_ERROR)
    return NULL;
  if (step == CST_STEP_ROW)
    {
      if (!cst_record_from_text (&cst_photo_facts_type, facts, cst_stmt_text (stmt, 0), error))
        return NULL;
      facts->fingerprint = cst_stmt_int (stmt, 1);
    }

  return g_steal_pointer (&facts);
}

static gboolean
forget_facts (CstDb       *db,
              gint64       account,
              const char  *attachment,
              GError     **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "DELETE FROM photos WHERE account = ?1 AND id = ?2", error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, attachment);

  return cst_db_run (db, stmt, error);
}

static gboolean
write_facts (CstDb                *db,
             gint64                account,
             const char           *attachment,
             const CstPhotoFacts  *facts,
             GError              **error)
{
  /* What has outlived its attachment (erased meanwhile) is not written. */
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "INSERT INTO photos (account, id, examined_at, sha256, fingerprint, thumbnail, body)"
                    " SELECT account, id, ?3, ?4, CASE WHEN ?5 THEN ?6 END, ?7, ?8 FROM attachments"
                    " WHERE account = ?1 AND id = ?2",
                    error);
  g_autofree char *body = cst_record_to_text (&cst_photo_facts_type, facts);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, attachment);
  cst_stmt_bind_int (stmt, 3, facts->examined_at);
  cst_stmt_bind_text (stmt, 4, facts->sha256 != NULL ? facts->sha256 : "");
  cst_stmt_bind_int (stmt, 5, facts->has_fingerprint != FALSE);
  cst_stmt_bind_int (stmt, 6, facts->fingerprint);
  cst_stmt_bind_int (stmt, 7, facts->thumbnail_size);
  cst_stmt_bind_text (stmt, 8, body);

  return cst_db_run (db, stmt, error);
}

static gboolean
write_bands (CstDb       *db,
             gint64       account,
             const char  *attachment,
             gint64       fingerprint,
             GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "INSERT INTO photo_bands (band, account, id, fingerprint) VALUES (?1, ?2, ?3, ?4)", error);

  if (stmt == NULL)
    return FALSE;

  for (int i = 0; i < N_BANDS; i++)
    {
      guint64 piece = ((guint64) fingerprint >> (i * BAND_BITS)) & 0xffff;

      cst_stmt_bind_int (stmt, 1, ((gint64) i << BAND_BITS) | (gint64) piece);
      cst_stmt_bind_int (stmt, 2, account);
      cst_stmt_bind_text (stmt, 3, attachment);
      cst_stmt_bind_int (stmt, 4, fingerprint);
      if (!cst_db_run (db, stmt, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cst_db_photo_set_facts:
 * @db: a writer inside a transaction
 *
 * Replaces what was known of the file's bytes. Facts of an attachment that is no longer known are dropped.
 */
gboolean
cst_db_photo_set_facts (CstDb                *db,
                        gint64                account,
                        const char           *attachment,
                        const CstPhotoFacts  *facts,
                        GError              **error)
{
  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  if (!forget_facts (db, account, attachment, error) || !write_facts (db, account, attachment, facts, error))
    return FALSE;

  cst_db_note_change (db, CST_CHANGED_FILES);

  return cst_db_changed_rows (db) == 0 || !facts->has_fingerprint ||
         write_bands (db, account, attachment, facts->fingerprint, error);
}

static gboolean
note_use (CstDb       *db,
          gint64       account,
          const char  *attachment,
          gint64       at,
          GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "UPDATE attachments SET last_used = max (last_used, ?3) WHERE account = ?1 AND id = ?2",
                    error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, attachment);
  cst_stmt_bind_int (stmt, 3, at);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_photo_mark_looked:
 * @db: a writer inside a transaction
 * @person: (nullable): who looked
 * @at: when
 *
 * Notes that somebody looked at it on this computer, and that its file was used: what was looked at last is evicted
 * last. Stays in this store; the marketplace is not told.
 */
gboolean
cst_db_photo_mark_looked (CstDb       *db,
                          gint64       account,
                          const char  *attachment,
                          const char  *person,
                          gint64       at,
                          GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "INSERT INTO looked (account, id, person, at)"
                    " SELECT account, id, ?3, ?4 FROM attachments WHERE account = ?1 AND id = ?2"
                    " ON CONFLICT (account, id, person) DO UPDATE SET at = max (at, excluded.at)",
                    error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, attachment);
  cst_stmt_bind_text (stmt, 3, person != NULL ? person : "");
  cst_stmt_bind_int (stmt, 4, at);
  cst_db_note_change (db, CST_CHANGED_FILES);

  return cst_db_run (db, stmt, error) && note_use (db, account, attachment, at, error);
}

static gboolean
read_looked (CstDb          *db,
             gint64          account,
             CstPhotoEntry  *entry,
             GError        **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT at, person FROM looked WHERE account = ?1 AND id = ?2 ORDER BY at DESC LIMIT 1",
                    error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, entry->attachment->id);
  if ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      entry->looked_at = cst_stmt_int (stmt, 0);
      if (*cst_stmt_text (stmt, 1) != '\0')
        entry->looked_by = cst_stmt_dup_text (stmt, 1);
    }

  return step != CST_STEP_ERROR;
}

static CstPhotoEntry *
read_entry (CstDb                *db,
            gint64                account,
            const CstAttachment  *attachment,
            const char           *person,
            GError              **error)
{
  g_autoptr(CstPhotoEntry) entry = g_new0 (CstPhotoEntry, 1);

  entry->attachment = cst_record_dup (&cst_attachment_type, attachment);
  if (!(entry->facts = cst_db_photo_facts (db, account, attachment->id, error)) ||
      !(entry->cache = cst_db_cache_lookup (db, account, attachment->id, error)) ||
      !read_looked (db, account, entry, error) ||
      !cst_db_photo_look (db, account, attachment->id, person, &entry->look, error))
    return NULL;

  entry->fact = cst_photo_fact (attachment, entry->cache);

  return g_steal_pointer (&entry);
}

/**
 * cst_db_photos_of_incident:
 *
 * Returns: (transfer full) (element-type CstPhotoEntry): the incident's attachments in their order, then the desk's
 * evidence, with all that is known of each; %NULL with @error set
 */
GPtrArray *
cst_db_photos_of_incident (CstDb       *db,
                           gint64       account,
                           const char  *incident,
                           GError     **error)
{
  g_autoptr(CstIncident) truth = cst_db_incident (db, account, incident, error);
  g_autoptr(CstDesk) desk = NULL;
  g_autofree char *person = cst_db_setting (db, CST_SETTING_PERSON, NULL);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_photo_entry_free);

  if (truth == NULL || !(desk = cst_db_desk (db, account, incident, error)))
    return NULL;

  for (guint i = 0; i < truth->attachments->len; i++)
    {
      CstPhotoEntry *entry = read_entry (db, account, g_ptr_array_index (truth->attachments, i), person, error);

      if (entry == NULL)
        return NULL;
      g_ptr_array_add (entries, entry);
    }

  for (guint i = 0; i < desk->evidence->len; i++)
    {
      const CstEvidence *evidence = g_ptr_array_index (desk->evidence, i);
      CstPhotoEntry *entry = read_entry (db, account, &evidence->attachment, person, error);

      if (entry == NULL)
        return NULL;
      entry->evidence = cst_record_dup (&cst_evidence_type, evidence);
      g_ptr_array_add (entries, entry);
    }

  return g_steal_pointer (&entries);
}

/**
 * cst_db_photos_unexamined:
 * @limit: how many at most
 *
 * Returns: (transfer full): files that are here and were not looked into yet, those of open incidents first; %NULL
 * with @error set
 */
GStrv
cst_db_photos_unexamined (CstDb   *db,
                          gint64   account,
                          guint    limit,
                          GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT a.id FROM attachments a WHERE a.account = ?1 AND a.cache_state = 1"
                    " AND NOT EXISTS (SELECT 1 FROM photos p WHERE p.account = a.account AND p.id = a.id)"
                    " ORDER BY a.is_open DESC, a.created_at DESC, a.id LIMIT ?2",
                    error);
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_int (stmt, 2, limit);

  return cst_db_add_texts (db, stmt, ids, error) ? g_strv_builder_end (ids) : NULL;
}
