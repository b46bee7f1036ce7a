/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-cache.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cst-photos.h"
#include "cst-util.h"

CST_DEFINE_ENUM_TYPE (cst_cache_state, "none", "cached", "gone", "failed");

static const CstField cst_cache_entry_fields[] = {
  CST_FIELD_OF (CstCacheEntry, state, ENUM, cst_cache_state_type),
  CST_FIELD (CstCacheEntry, path, STRING),
  CST_FIELD (CstCacheEntry, size, INT64),
  CST_FIELD (CstCacheEntry, sha256, STRING),
  CST_FIELD (CstCacheEntry, last_used, INT64),
  CST_FIELD (CstCacheEntry, attempts, INT),
  CST_FIELD (CstCacheEntry, is_unreadable, BOOL),
};

CST_DEFINE_RECORD_TYPE (cst_cache_entry, CstCacheEntry, "cache entry");

static const CstField cst_wanted_attachment_fields[] = {
  CST_FIELD (CstWantedAttachment, id, STRING),
  CST_FIELD (CstWantedAttachment, incident, STRING),
  CST_FIELD (CstWantedAttachment, media_type, STRING),
  CST_FIELD (CstWantedAttachment, size, INT64),
};

CST_DEFINE_RECORD_TYPE (cst_wanted_attachment, CstWantedAttachment, "wanted attachment");

CstCacheEntry *
cst_cache_entry_new (void)
{
  return cst_record_new (&cst_cache_entry_type);
}

void
cst_cache_entry_free (CstCacheEntry *self)
{
  cst_record_free (&cst_cache_entry_type, self);
}

void
cst_wanted_attachment_free (CstWantedAttachment *self)
{
  cst_record_free (&cst_wanted_attachment_type, self);
}

/**
 * cst_db_cache_owner:
 *
 * Returns: the one account that has an attachment of this id, 0 when none or several have; -1 with @error set
 */
gint64
cst_db_cache_owner (CstDb       *db,
                    const char  *attachment,
                    GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT CASE count (*) WHEN 1 THEN min (account) ELSE 0 END FROM attachments WHERE id = ?1",
                    error);

  if (stmt == NULL)
    return -1;

  cst_stmt_bind_text (stmt, 1, attachment);

  return cst_db_step (db, stmt, error) == CST_STEP_ROW ? cst_stmt_int (stmt, 0) : -1;
}

/**
 * cst_db_cache_lookup:
 *
 * Returns: (transfer full): what this computer has of the attachment; a state of none when nothing
 */
CstCacheEntry *
cst_db_cache_lookup (CstDb       *db,
                     gint64       account,
                     const char  *attachment,
                     GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT cache_state, path, size, sha256, last_used, attempts, is_unreadable"
                    " FROM attachments WHERE account = ?1 AND id = ?2",
                    error);
  g_autoptr(CstCacheEntry) entry = cst_cache_entry_new ();
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, attachment);

  step = cst_db_step (db, stmt, error);
  if (step == CST_STEP_ROW)
    {
      entry->state = (CstCacheState) cst_stmt_int (stmt, 0);
      entry->path = cst_stmt_dup_text (stmt, 1);
      entry->size = cst_stmt_int (stmt, 2);
      entry->sha256 = cst_stmt_dup_text (stmt, 3);
      entry->last_used = cst_stmt_int (stmt, 4);
      entry->attempts = (int) cst_stmt_int (stmt, 5);
      entry->is_unreadable = cst_stmt_int (stmt, 6) != 0;
    }

  return step != CST_STEP_ERROR ? g_steal_pointer (&entry) : NULL;
}

/**
 * cst_db_cache_store:
 * @entry: what came of fetching it
 *
 * The file itself is written before, under cst_cache_path().
 */
gboolean
cst_db_cache_store (CstDb                *db,
                    gint64                account,
                    const char           *attachment,
                    const CstCacheEntry  *entry,
                    GError              **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "INSERT INTO attachments (account, id, cache_state, path, size, sha256,"
                    " last_used, attempts, is_unreadable)"
                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
                    " ON CONFLICT (account, id) DO UPDATE SET cache_state = excluded.cache_state,"
                    " path = excluded.path, size = excluded.size, sha256 = excluded.sha256,"
                    " last_used = excluded.last_used, attempts = excluded.attempts,"
                    " is_unreadable = excluded.is_unreadable,"
                    " is_asked = is_asked AND excluded.cache_state = 3",
                    error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, attachment);
  cst_stmt_bind_int (stmt, 3, (gint64) entry->state);
  cst_stmt_bind_text (stmt, 4, entry->path);
  cst_stmt_bind_int (stmt, 5, entry->size);
  cst_stmt_bind_text (stmt, 6, entry->sha256);
  cst_stmt_bind_int (stmt, 7, entry->last_used);
  cst_stmt_bind_int (stmt, 8, entry->attempts);
  cst_stmt_bind_int (stmt, 9, entry->is_unreadable);
  cst_db_note_change (db, CST_CHANGED_FILES);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_cache_is_available:
 * @is_available: (out): whether the marketplace still offers it
 *
 * What was erased here or taken back there is not to be kept, although its fetching had begun.
 */
gboolean
cst_db_cache_is_available (CstDb       *db,
                           gint64       account,
                           const char  *attachment,
                           gboolean    *is_available,
                           GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT EXISTS (SELECT 1 FROM attachments WHERE account = ?1 AND id = ?2 AND said_status = ?3)",
                    error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, attachment);
  cst_stmt_bind_int (stmt, 3, CST_ATTACHMENT_AVAILABLE);
  if (cst_db_step (db, stmt, error) != CST_STEP_ROW)
    return FALSE;

  *is_available = cst_stmt_int (stmt, 0) != 0;

  return TRUE;
}

/**
 * cst_db_cache_set_unreadable:
 *
 * R2: notes whether the decoding worker could show it.
 */
gboolean
cst_db_cache_set_unreadable (CstDb       *db,
                             gint64       account,
                             const char  *attachment,
                             gboolean     is_unreadable,
                             GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "UPDATE attachments SET is_unreadable = ?3"
                    " WHERE account = ?1 AND id = ?2 AND is_unreadable <> ?3",
                    error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, attachment);
  cst_stmt_bind_int (stmt, 3, is_unreadable != FALSE);
  cst_db_note_change (db, CST_CHANGED_FILES);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_cache_ask:
 * @count: (out): how many come with the next run that were not wanted before
 *
 * Somebody looks at an incident whose attachments are not fetched ahead, because it is settled: they are wanted now.
 */
gboolean
cst_db_cache_ask (CstDb       *db,
                  gint64       account,
                  const char  *incident,
                  gint64      *count,
                  GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "UPDATE attachments SET is_asked = 1, attempts = 0 WHERE account = ?1 AND incident = ?2"
                    " AND is_asked = 0 AND is_open = 0 AND is_packed = 0 AND cache_state IN (0, 3)"
                    " AND said_status = ?3",
                    error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, incident);
  cst_stmt_bind_int (stmt, 3, CST_ATTACHMENT_AVAILABLE);

  return cst_db_run (db, stmt, error) && cst_db_get_int (db, "SELECT changes ()", count, error);
}

/**
 * cst_db_cache_wanted:
 * @limit: how many at most
 *
 * What to fetch: available attachments of open incidents, of the offline pack, and of what somebody looked for, that
 * are not here yet; those that failed least often first, then the newest.
 *
 * Returns: (transfer full) (element-type CstWantedAttachment): the list
 */
GPtrArray *
cst_db_cache_wanted (CstDb   *db,
                     gint64   account,
                     guint    limit,
                     GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT id, incident, media_type, said_size, attempts, created_at FROM attachments"
                    " WHERE account = ?1 AND is_open = 1 AND cache_state IN (0, 3) AND said_status = ?2"
                    " UNION ALL SELECT id, incident, media_type, said_size, attempts, created_at FROM attachments"
                    " WHERE account = ?1 AND is_packed = 1 AND is_open = 0 AND cache_state IN (0, 3)"
                    " AND said_status = ?2"
                    " UNION ALL SELECT id, incident, media_type, said_size, attempts, created_at FROM attachments"
                    " WHERE account = ?1 AND is_asked = 1 AND is_packed = 0 AND is_open = 0"
                    " AND cache_state IN (0, 3) AND said_status = ?2"
                    " ORDER BY attempts, created_at DESC, id LIMIT ?3",
                    error);
  g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_wanted_attachment_free);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_int (stmt, 2, CST_ATTACHMENT_AVAILABLE);
  cst_stmt_bind_int (stmt, 3, limit);

  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      CstWantedAttachment *attachment = cst_record_new (&cst_wanted_attachment_type);

      attachment->id = cst_stmt_dup_text (stmt, 0);
      attachment->incident = cst_stmt_dup_text (stmt, 1);
      attachment->media_type = cst_stmt_dup_text (stmt, 2);
      attachment->size = cst_stmt_int (stmt, 3);
      g_ptr_array_add (wanted, attachment);
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&wanted) : NULL;
}

/**
 * cst_db_cache_size:
 *
 * Returns: how many bytes the cached attachments and their small pictures take, -1 with @error set
 */
gint64
cst_db_cache_size (CstDb   *db,
                   GError **error)
{
  gint64 size = 0;

  if (!cst_db_get_int (db,
                       "SELECT (SELECT coalesce (sum (size), 0) FROM attachments WHERE cache_state = 1)"
                       " + (SELECT coalesce (sum (thumbnail), 0) FROM photos)",
                       &size, error))
    return -1;

  return size;
}

static gboolean
run_on_attachment (CstDb       *db,
                   const char  *sql,
                   gint64       account,
                   const char  *attachment,
                   GError     **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, attachment);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_cache_forget:
 * @db: a writer inside a transaction
 *
 * The file is no longer here, or no longer what came: it is fetched again when it is wanted. What was found out about
 * the bytes stays known; the small picture goes with the file.
 */
gboolean
cst_db_cache_forget (CstDb       *db,
                     gint64       account,
                     const char  *attachment,
                     GError     **error)
{
  cst_db_note_change (db, CST_CHANGED_FILES);

  return run_on_attachment (db,
                            "UPDATE attachments SET cache_state = 0, path = NULL, size = 0, sha256 = NULL,"
                            " attempts = 0, is_unreadable = 0 WHERE account = ?1 AND id = ?2",
                            account, attachment, error) &&
         run_on_attachment (db,
                            "UPDATE photos SET thumbnail = 0, body = json_remove (body, '$.thumbnail_size')"
                            " WHERE account = ?1 AND id = ?2",
                            account, attachment, error);
}

static void
add_thumbnail (GStrvBuilder *paths,
               gint64        account,
               const char   *attachment)
{
  g_autofree char *name = cst_thumbnail_name (account, attachment);

  g_strv_builder_add (paths, name);
}

/**
 * cst_db_cache_evict:
 * @quota: how many bytes may stay
 *
 * Forgets attachments of settled incidents with their small pictures, the longest unused first, until the rest fits.
 * Those of open incidents and of the offline pack never go, even when they alone exceed the quota.
 *
 * Returns: (transfer full): the files' names inside the cache folder, to be removed after the commit
 */
GStrv
cst_db_cache_evict (CstDb   *db,
                    gint64   quota,
                    GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT account, id, path, size,"
                    " (SELECT p.thumbnail FROM photos p WHERE p.account = a.account AND p.id = a.id)"
                    " FROM attachments a WHERE cache_state = 1 AND is_open = 0 AND is_packed = 0"
                    " ORDER BY last_used, id",
                    error);
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();
  gint64 size = cst_db_cache_size (db, error);
  CstStep step = CST_STEP_DONE;

  if (stmt == NULL || size < 0)
    return NULL;

  while (size > quota && (step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      if (!cst_db_cache_forget (db, cst_stmt_int (stmt, 0), cst_stmt_text (stmt, 1), error))
        return NULL;

      size -= cst_stmt_int (stmt, 3) + cst_stmt_int (stmt, 4);
      if (cst_stmt_text (stmt, 2) != NULL)
        g_strv_builder_add (paths, cst_stmt_text (stmt, 2));
      if (cst_stmt_int (stmt, 4) > 0)
        add_thumbnail (paths, cst_stmt_int (stmt, 0), cst_stmt_text (stmt, 1));
    }

  if (step == CST_STEP_ERROR)
    return NULL;

  cst_db_note_change (db, CST_CHANGED_FILES);

  return g_strv_builder_end (paths);
}

/**
 * cst_cache_name:
 *
 * Returns: (transfer full): the attachment's file name inside the cache folder; nothing that came
 * from outside is in it
 */
char *
cst_cache_name (gint64      account,
                const char *attachment)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (attachment != NULL, NULL);

  text = g_strdup_printf ("%" G_GINT64_FORMAT "/%s", account, attachment);

  return cst_sha256_hex (text, strlen (text));
}

/**
 * cst_cache_path:
 *
 * Returns: (transfer full): where the attachment's bytes lie, or will lie
 */
char *
cst_cache_path (CstStore   *store,
                gint64      account,
                const char *attachment)
{
  g_autofree char *name = cst_cache_name (account, attachment);

  return g_build_filename (cst_store_get_dir (store), "cache", name, NULL);
}

/**
 * cst_cache_file_is_there:
 * @dir: the store's folder
 * @name: (nullable): the file's name inside the cache folder
 * @size: what the store says it has
 *
 * Returns: whether the disk has it, of that size
 */
gboolean
cst_cache_file_is_there (const char *dir,
                         const char *name,
                         gint64      size)
{
  g_autofree char *path = name != NULL ? g_build_filename (dir, "cache", name, NULL) : NULL;
  GStatBuf status;

  return path != NULL && g_stat (path, &status) == 0 && (gint64) status.st_size == size;
}
