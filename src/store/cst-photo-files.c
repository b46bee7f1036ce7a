/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-files.h"

#include "cst-pack.h"

/* Which files are here, and what they take. */

static const CstField cst_cached_file_fields[] = {
  CST_FIELD (CstCachedFile, account_name, STRING),
  CST_FIELD (CstCachedFile, id, STRING),
  CST_FIELD (CstCachedFile, path, STRING),
  CST_FIELD (CstCachedFile, size, INT64),
  CST_FIELD (CstCachedFile, sha256, STRING),
  CST_FIELD (CstCachedFile, is_kept, BOOL),
  CST_FIELD (CstCachedFile, is_available, BOOL),
};

CST_DEFINE_RECORD_TYPE (cst_cached_file, CstCachedFile, "cached file");

static const CstField cst_disk_use_fields[] = {
  CST_FIELD (CstDiskUse, name, STRING),
  CST_FIELD (CstDiskUse, files, INT64),
  CST_FIELD (CstDiskUse, bytes, INT64),
  CST_FIELD (CstDiskUse, free_files, INT64),
  CST_FIELD (CstDiskUse, free_bytes, INT64),
};

CST_DEFINE_RECORD_TYPE (cst_disk_use, CstDiskUse, "disk use");

void
cst_cached_file_free (CstCachedFile *self)
{
  cst_record_free (&cst_cached_file_type, self);
}

void
cst_disk_use_free (CstDiskUse *self)
{
  cst_record_free (&cst_disk_use_type, self);
}

/**
 * cst_db_cached_files:
 * @all: whether also those that may be evicted
 *
 * Returns: (transfer full) (element-type CstCachedFile): the files; %NULL with @error set
 */
GPtrArray *
cst_db_cached_files (CstDb     *db,
                     gboolean   all,
                     GError   **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT a.account, c.name, a.id, a.path, a.size, coalesce (p.sha256, a.sha256),"
                    " a.is_open OR a.is_packed, a.said_status = 1"
                    " FROM attachments a JOIN accounts c ON c.id = a.account"
                    " LEFT JOIN photos p ON p.account = a.account AND p.id = a.id"
                    " WHERE a.cache_state = 1 AND (?1 OR a.is_open OR a.is_packed) ORDER BY a.account, a.id",
                    error);
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_cached_file_free);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, all != FALSE);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      CstCachedFile *file = cst_record_new (&cst_cached_file_type);

      file->account = cst_stmt_int (stmt, 0);
      file->account_name = cst_stmt_dup_text (stmt, 1);
      file->id = cst_stmt_dup_text (stmt, 2);
      file->path = cst_stmt_dup_text (stmt, 3);
      file->size = cst_stmt_int (stmt, 4);
      file->sha256 = cst_stmt_dup_text (stmt, 5);
      file->is_kept = cst_stmt_int (stmt, 6) != 0;
      file->is_available = cst_stmt_int (stmt, 7) != 0;
      g_ptr_array_add (files, file);
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&files) : NULL;
}

/**
 * cst_db_disk_use:
 *
 * For the query thread.
 *
 * Returns: (transfer full) (element-type CstDiskUse): every account, by name; %NULL with @error set
 */
GPtrArray *
cst_db_disk_use (CstDb   *db,
                 GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT c.id, c.name, count (a.id), coalesce (sum (a.size + coalesce (p.thumbnail, 0)), 0),"
                    " coalesce (sum (a.is_open = 0 AND a.is_packed = 0), 0),"
                    " coalesce (sum (CASE WHEN a.is_open = 0 AND a.is_packed = 0"
                    " THEN a.size + coalesce (p.thumbnail, 0) END), 0)"
                    " FROM accounts c LEFT JOIN attachments a ON a.account = c.id AND a.cache_state = 1"
                    " LEFT JOIN photos p ON p.account = a.account AND p.id = a.id"
                    " GROUP BY c.id ORDER BY c.name",
                    error);
  g_autoptr(GPtrArray) uses = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_disk_use_free);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      CstDiskUse *use = cst_record_new (&cst_disk_use_type);

      use->account = cst_stmt_int (stmt, 0);
      use->name = cst_stmt_dup_text (stmt, 1);
      use->files = cst_stmt_int (stmt, 2);
      use->bytes = cst_stmt_int (stmt, 3);
      use->free_files = cst_stmt_int (stmt, 4);
      use->free_bytes = cst_stmt_int (stmt, 5);
      g_ptr_array_add (uses, use);
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&uses) : NULL;
}

/**
 * cst_db_photo_incidents:
 * @account: 0 for all
 *
 * Returns: (transfer full) (element-type CstPackMember): incidents that have files, newest first; %NULL with @error set
 */
GPtrArray *
cst_db_photo_incidents (CstDb   *db,
                        gint64   account,
                        GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT i.account, c.name, i.id, i.number FROM incidents i JOIN accounts c ON c.id = i.account"
                    " WHERE (?1 = 0 OR i.account = ?1) AND EXISTS"
                    " (SELECT 1 FROM attachments a WHERE a.account = i.account AND a.incident = i.id)"
                    " ORDER BY i.reported_at DESC, i.id",
                    error);
  g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_pack_member_free);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      CstPackMember *member = cst_pack_member_new (cst_stmt_int (stmt, 0), cst_stmt_text (stmt, 2));

      member->account_name = cst_stmt_dup_text (stmt, 1);
      member->number = cst_stmt_dup_text (stmt, 3);
      g_ptr_array_add (members, member);
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&members) : NULL;
}
