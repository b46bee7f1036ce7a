/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-cache.h"
#include "cst-pack-private.h"
#include "cst-settings.h"

CST_DEFINE_ENUM_TYPE (cst_pack_scope, "none", "open", "chosen");

static const CstField cst_pack_member_fields[] = {
  CST_FIELD (CstPackMember, account_name, STRING),
  CST_FIELD (CstPackMember, incident, STRING),
  CST_FIELD (CstPackMember, number, STRING),
  CST_FIELD (CstPackMember, missing, INT),
};

CST_DEFINE_RECORD_TYPE (cst_pack_member, CstPackMember, "pack member");

static const CstField cst_pack_status_fields[] = {
  CST_FIELD_OF (CstPackStatus, scope, ENUM, cst_pack_scope_type),
  CST_FIELD (CstPackStatus, prepared_at, INT64),
  CST_FIELD (CstPackStatus, incidents, INT),
  CST_FIELD (CstPackStatus, photos, INT),
  CST_FIELD (CstPackStatus, files, INT),
  CST_FIELD (CstPackStatus, missing_photos, INT),
  CST_FIELD (CstPackStatus, missing_files, INT),
  CST_FIELD (CstPackStatus, unreadable, INT),
  CST_FIELD (CstPackStatus, not_received, INT),
  CST_FIELD (CstPackStatus, removed, INT),
  CST_FIELD (CstPackStatus, bytes, INT64),
  CST_FIELD (CstPackStatus, as_of, INT64),
  CST_FIELD (CstPackStatus, is_full, BOOL),
  CST_FIELD_OF (CstPackStatus, gaps, RECORDS, cst_pack_member_type),
};

CST_DEFINE_RECORD_TYPE (cst_pack_status, CstPackStatus, "pack status");

CstPackMember *
cst_pack_member_new (gint64      account,
                     const char *incident)
{
  CstPackMember *self = cst_record_new (&cst_pack_member_type);

  self->account = account;
  self->incident = g_strdup (incident);

  return self;
}

void
cst_pack_member_free (CstPackMember *self)
{
  cst_record_free (&cst_pack_member_type, self);
}

void
cst_pack_status_free (CstPackStatus *self)
{
  cst_record_free (&cst_pack_status_type, self);
}

/**
 * cst_pack_status_is_complete:
 *
 * Returns: whether something was prepared, all of it is here, and the accounts were read to their end
 */
gboolean
cst_pack_status_is_complete (const CstPackStatus *self)
{
  return self->scope != CST_PACK_NONE && self->missing_photos + self->missing_files == 0 && self->as_of != 0;
}

static char *
missing_text (const CstPackStatus *self)
{
  int n = self->missing_photos + self->missing_files;

  return n == 0 ? g_strdup (C_("pack", "none missing"))
                : g_strdup_printf (ngettext ("%d file missing", "%d files missing", (gulong) n), n);
}

/**
 * cst_pack_status_text:
 * @moment: as_of as a time or date and time
 *
 * Completeness as a fact.
 *
 * Returns: (transfer full): "212 incidents, 640 photos, none missing, as of 14:02"
 */
char *
cst_pack_status_text (const CstPackStatus *self,
                      const char          *moment)
{
  g_autofree char *incidents = NULL;
  g_autofree char *photos = NULL;
  g_autofree char *missing = NULL;

  g_return_val_if_fail (self != NULL && moment != NULL, NULL);

  if (self->scope == CST_PACK_NONE)
    return g_strdup (C_("pack", "Nothing is prepared for work without a network"));

  incidents = g_strdup_printf (ngettext ("%d incident", "%d incidents", (gulong) self->incidents), self->incidents);
  photos = g_strdup_printf (ngettext ("%d photo", "%d photos", (gulong) self->photos), self->photos);
  missing = missing_text (self);
  if (self->as_of == 0)
    /* Translators: “212 incidents, 640 photos, none missing”, before an account was read to its end */
    return g_strdup_printf (C_("pack", "%1$s, %2$s, %3$s so far"), incidents, photos, missing);

  /* Translators: “212 incidents, 640 photos, none missing, as of 14:02” */
  return g_strdup_printf (C_("pack", "%1$s, %2$s, %3$s, as of %4$s"), incidents, photos, missing, moment);
}

static void
add_remark (GPtrArray *remarks,
            int        n,
            char      *text)
{
  if (n > 0)
    g_ptr_array_add (remarks, text);
  else
    g_free (text);
}

/**
 * cst_pack_status_remarks:
 *
 * Returns: (transfer full): what else has to be known, a line each: photos that nobody can have, those that cannot be
 * shown, a quota in the way; the empty text when there is nothing
 */
char *
cst_pack_status_remarks (const CstPackStatus *self)
{
  g_autoptr(GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (self != NULL, NULL);

  if (self->scope != CST_PACK_NONE && self->as_of == 0)
    g_ptr_array_add (remarks, g_strdup (_("An account has not been read to its end yet.")));
  if (self->is_full)
    g_ptr_array_add (remarks, g_strdup (_("The room for photos is used up. Allow more in the preferences.")));
  add_remark (remarks, self->not_received,
              g_strdup_printf (ngettext ("%d was announced and never sent.",
                                         "%d were announced and never sent.",
                                         (gulong) self->not_received),
                               self->not_received));
  add_remark (remarks, self->removed,
              g_strdup_printf (ngettext ("%d is no longer at the marketplace.",
                                         "%d are no longer at the marketplace.",
                                         (gulong) self->removed),
                               self->removed));
  add_remark (remarks, self->unreadable,
              g_strdup_printf (ngettext ("%d is here and cannot be shown.",
                                         "%d are here and cannot be shown.",
                                         (gulong) self->unreadable),
                               self->unreadable));
  g_ptr_array_add (remarks, NULL);

  return g_strjoinv ("\n", (char **) remarks->pdata);
}

static gboolean
count_incidents (CstDb          *db,
                 CstPackStatus  *status,
                 GError        **error)
{
  g_autoptr(CstStmt) stmt =
    cst_pack_prepare_statement (db, status,
                                CST_PACK_MEMBERS
                                "SELECT count (*) FROM member m"
                                " JOIN incidents i ON i.account = m.account AND i.id = m.incident",
                                error);

  if (stmt == NULL || cst_db_step (db, stmt, error) != CST_STEP_ROW)
    return FALSE;

  status->incidents = (int) cst_stmt_int (stmt, 0);

  return TRUE;
}

static gboolean
read_moment (CstDb          *db,
             CstPackStatus  *status,
             GError        **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT coalesce (min (CASE WHEN a.caught_up THEN coalesce (s.last_success, 0) ELSE 0 END), 0)"
                    " FROM accounts a LEFT JOIN sync_state s ON s.account = a.id"
                    " WHERE CASE WHEN ?1 THEN ?2 = 0 OR a.id = ?2"
                    " ELSE EXISTS (SELECT 1 FROM pack p WHERE p.account = a.id) END",
                    error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, status->scope == CST_PACK_OPEN);
  cst_stmt_bind_int (stmt, 2, status->account);
  if (cst_db_step (db, stmt, error) != CST_STEP_ROW)
    return FALSE;

  status->as_of = cst_stmt_int (stmt, 0);

  return TRUE;
}

static void
note_gap (CstPackStatus *status,
          GHashTable    *gaps,
          CstStmt       *stmt)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT "/%s", cst_stmt_int (stmt, 0), cst_stmt_text (stmt, 2));
  CstPackMember *gap = g_hash_table_lookup (gaps, key);

  if (gap == NULL)
    {
      gap = cst_pack_member_new (cst_stmt_int (stmt, 0), cst_stmt_text (stmt, 2));
      gap->account_name = cst_stmt_dup_text (stmt, 3);
      gap->number = cst_stmt_dup_text (stmt, 4);
      g_ptr_array_add (status->gaps, gap);
      g_hash_table_insert (gaps, g_steal_pointer (&key), gap);
    }
  gap->missing++;
}

/* One row for each file and incident that needs it; a file is counted with the first of them. */
static void
count_file (CstPackStatus *status,
            const char    *dir,
            GHashTable    *gaps,
            gboolean       is_first,
            CstStmt       *stmt)
{
  gboolean is_other = cst_stmt_int (stmt, 5) != 0;
  CstCacheState state = (CstCacheState) cst_stmt_int (stmt, 6);
  CstAttachmentStatus said = (CstAttachmentStatus) cst_stmt_int (stmt, 9);
  gboolean is_here = state == CST_CACHE_CACHED &&
                     cst_cache_file_is_there (dir, cst_stmt_text (stmt, 7), cst_stmt_int (stmt, 8));
  gboolean is_gone = !is_here && (said == CST_ATTACHMENT_REMOVED || state == CST_CACHE_GONE);
  gboolean is_awaited = !is_here && said == CST_ATTACHMENT_ANNOUNCED;
  gboolean is_missing = !is_here && !is_gone && !is_awaited;

  if (is_missing)
    note_gap (status, gaps, stmt);
  if (!is_first)
    return;

  status->not_received += is_awaited;
  status->removed += is_gone;
  status->unreadable += is_here && !is_other && cst_stmt_int (stmt, 10) != 0;
  status->bytes += is_here ? cst_stmt_int (stmt, 8) : 0;
  if (is_gone || is_awaited)
    return;
  *(is_other ? &status->files : &status->photos) += 1;
  if (is_missing)
    *(is_other ? &status->missing_files : &status->missing_photos) += 1;
}

static gboolean
count_files (CstDb          *db,
             const char     *dir,
             CstPackStatus  *status,
             GError        **error)
{
  g_autoptr(CstStmt) stmt =
    cst_pack_prepare_statement (db, status,
                                CST_PACK_FILES
                                "SELECT f.account, f.id, f.incident, c.name, i.number, f.is_other,"
                                " coalesce (a.cache_state, 0), a.path, coalesce (a.size, 0),"
                                " coalesce (a.said_status, 1), coalesce (a.is_unreadable, 0)"
                                " FROM file f JOIN accounts c ON c.id = f.account"
                                " JOIN incidents i ON i.account = f.account AND i.id = f.incident"
                                " LEFT JOIN attachments a ON a.account = f.account AND a.id = f.id"
                                " GROUP BY f.account, f.id, f.incident ORDER BY f.account, f.id, f.incident",
                                error);
  g_autoptr(GHashTable) gaps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *last = NULL;
  gint64 last_account = 0;
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      gboolean is_first = cst_stmt_int (stmt, 0) != last_account || g_strcmp0 (cst_stmt_text (stmt, 1), last) != 0;

      count_file (status, dir, gaps, is_first, stmt);
      last_account = cst_stmt_int (stmt, 0);
      g_free (last);
      last = cst_stmt_dup_text (stmt, 1);
    }

  return step == CST_STEP_DONE;
}

static gboolean
look_at_room (CstDb          *db,
              CstPackStatus  *status,
              GError        **error)
{
  gint64 quota = cst_db_setting_int (db, CST_SETTING_PHOTO_QUOTA, CST_PHOTO_QUOTA_DEFAULT);
  gint64 size = cst_db_cache_size (db, error);

  status->is_full = status->missing_photos + status->missing_files > 0 && size >= quota;

  return size >= 0;
}

/**
 * cst_db_pack_status:
 * @dir: the store's folder
 *
 * Looks at every file of the pack: for the query thread, or a command.
 *
 * Returns: (transfer full): the truth; a scope of none when nothing was prepared; %NULL with @error set
 */
CstPackStatus *
cst_db_pack_status (CstDb       *db,
                    const char  *dir,
                    GError     **error)
{
  g_autoptr(CstPackStatus) status = cst_record_new (&cst_pack_status_type);

  g_return_val_if_fail (dir != NULL, NULL);

  cst_db_pack_read (db, status);
  if (status->scope != CST_PACK_NONE &&
      (!count_incidents (db, status, error) || !read_moment (db, status, error) ||
       !count_files (db, dir, status, error) || !look_at_room (db, status, error)))
    return NULL;

  return g_steal_pointer (&status);
}

/**
 * cst_db_count_missing_files:
 *
 * Returns: how many files of one incident and its conversation the marketplace has and this computer has not, packed
 * or not; -1 with @error set. A page read.
 */
int
cst_db_count_missing_files (CstDb       *db,
                            gint64       account,
                            const char  *incident,
                            GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT count (*) FROM attachments"
                    " WHERE account = ?1 AND cache_state IN (0, 3) AND said_status = ?3"
                    " AND (incident = ?2 OR (incident IS NULL AND order_id ="
                    " (SELECT order_id FROM incidents WHERE account = ?1 AND id = ?2)))",
                    error);

  if (stmt == NULL)
    return -1;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, incident);
  cst_stmt_bind_int (stmt, 3, CST_ATTACHMENT_AVAILABLE);

  return cst_db_step (db, stmt, error) == CST_STEP_ROW ? (int) cst_stmt_int (stmt, 0) : -1;
}
