/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-apply-private.h"

#include "cst-journal.h"
#include "cst-search.h"
#include "cst-util.h"
#include "cst-versions.h"

/* An incident as the marketplace says it, with its files. */

static int
count_photos (const CstIncident *incident)
{
  int n = 0;

  for (guint i = 0; i < incident->attachments->len; i++)
    {
      const CstAttachment *attachment = g_ptr_array_index (incident->attachments, i);

      if (attachment->status == CST_ATTACHMENT_AVAILABLE &&
          attachment->media_type != NULL && g_str_has_prefix (attachment->media_type, "image/"))
        n++;
    }

  return n;
}

static gboolean
write_attachments (CstApply           *apply,
                   const CstIncident  *incident,
                   GError            **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (apply->db,
                                            "INSERT INTO attachments (account, id, incident, order_id, media_type,"
                                            " said_size, said_status, created_at, is_open)"
                                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
                                            " ON CONFLICT (account, id) DO UPDATE SET incident = ?3, order_id = ?4,"
                                            " media_type = ?5, said_size = ?6, said_status = ?7, created_at = ?8,"
                                            " is_open = ?9",
                                            error);

  if (stmt == NULL)
    return FALSE;

  for (guint i = 0; i < incident->attachments->len; i++)
    {
      const CstAttachment *attachment = g_ptr_array_index (incident->attachments, i);

      cst_stmt_bind_int (stmt, 1, apply->account);
      cst_stmt_bind_text (stmt, 2, attachment->id);
      cst_stmt_bind_text (stmt, 3, incident->id);
      cst_stmt_bind_text (stmt, 4, incident->order);
      cst_stmt_bind_text (stmt, 5, cst_str_or_empty (attachment->media_type));
      cst_stmt_bind_int (stmt, 6, attachment->size);
      cst_stmt_bind_int (stmt, 7, attachment->status);
      cst_stmt_bind_int (stmt, 8, attachment->created_at);
      cst_stmt_bind_int (stmt, 9, !cst_incident_is_settled (incident));
      if (!cst_db_run (apply->db, stmt, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_incident (CstApply           *apply,
                const CstIncident  *incident,
                GError            **error)
{
  g_autofree char *body = cst_record_to_text (&cst_incident_type, incident);
  g_autofree char *number_key = cst_search_key (incident->number);
  g_autoptr(CstStmt) stmt = NULL;
  gint64 known_at;

  if (!cst_db_keep_version (apply->db, apply->account, CST_ENTITY_INCIDENT, incident->id, body, apply->now, &known_at,
                            error))
    return FALSE;

  stmt = cst_db_prepare (apply->db,
                         "INSERT INTO incidents (account, id, order_id, version, number, number_key, reason, handler,"
                         " state, contested, settled, reported_at, respond_by, resolve_by, waiting_for, waiting_since,"
                         " photos, photos_announced, body, known_at)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
                         " ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)"
                         " ON CONFLICT (account, id) DO UPDATE SET order_id = ?3, version = ?4, number = ?5,"
                         " number_key = ?6, reason = ?7, handler = ?8, state = ?9, contested = ?10, settled = ?11,"
                         " reported_at = ?12, respond_by = ?13, resolve_by = ?14, waiting_for = ?15,"
                         " waiting_since = ?16, photos = ?17, photos_announced = ?18, body = ?19,"
                         " known_at = ?20",
                         error);
  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, apply->account);
  cst_stmt_bind_text (stmt, 2, incident->id);
  cst_stmt_bind_text (stmt, 3, incident->order);
  cst_stmt_bind_int (stmt, 4, incident->version);
  cst_stmt_bind_text (stmt, 5, cst_str_or_empty (incident->number));
  cst_stmt_bind_text (stmt, 6, number_key);
  cst_stmt_bind_int (stmt, 7, incident->reason);
  cst_stmt_bind_int (stmt, 8, incident->handler);
  cst_stmt_bind_int (stmt, 9, incident->state);
  cst_stmt_bind_int (stmt, 10, incident->contested);
  cst_stmt_bind_int (stmt, 11, cst_incident_is_settled (incident));
  cst_stmt_bind_int (stmt, 12, incident->reported_at);
  cst_stmt_bind_int (stmt, 13, incident->respond_by);
  cst_stmt_bind_int (stmt, 14, incident->resolve_by);
  cst_stmt_bind_int (stmt, 15, incident->waiting_for);
  cst_stmt_bind_int (stmt, 16, incident->waiting_since);
  cst_stmt_bind_int (stmt, 17, count_photos (incident));
  cst_stmt_bind_int (stmt, 18, incident->photos_announced);
  cst_stmt_bind_text (stmt, 19, body);
  cst_stmt_bind_int (stmt, 20, known_at);

  return cst_db_run (apply->db, stmt, error) && write_attachments (apply, incident, error);
}

static guint
count_refused (const CstIncident *incident)
{
  guint n = 0;

  for (guint i = 0; i < incident->resolutions->len; i++)
    n += ((const CstResolution *) g_ptr_array_index (incident->resolutions, i))->state == CST_RESOLUTION_REFUSED;

  return n;
}

static void
note_incident_news (CstApply          *apply,
                    const CstIncident *before,
                    const CstIncident *after)
{
  if (before == NULL)
    cst_apply_add_news (apply, CST_NEWS_INCIDENT, after->order, after->id, after->number);
  else if (after->contested_count > before->contested_count)
    cst_apply_add_news (apply, CST_NEWS_CONTESTED, after->order, after->id, after->number);

  if (before != NULL && count_refused (after) > count_refused (before))
    cst_apply_add_news (apply, CST_NEWS_RESOLUTION_REFUSED, after->order, after->id, after->number);
}

gboolean
cst_apply_incident (CstApply           *apply,
                    const CstIncident  *incident,
                    GError            **error)
{
  g_autoptr(CstIncident) before = NULL;
  g_autoptr(GError) local_error = NULL;
  gboolean wanted = FALSE;

  if (!cst_apply_is_newer (apply, "SELECT version FROM incidents WHERE account = ?1 AND id = ?2", incident->id,
                           incident->version, &wanted, error))
    return FALSE;
  if (!wanted)
    return TRUE;

  before = cst_db_incident (apply->db, apply->account, incident->id, &local_error);
  if (before == NULL && !g_error_matches (local_error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (!write_incident (apply, incident, error) ||
      !cst_db_journal_add_incident (apply->db, apply->account, before, incident, apply->now, error))
    return FALSE;

  note_incident_news (apply, before, incident);
  if (before != NULL)
    cst_apply_touch (apply, before->order);
  cst_apply_touch (apply, incident->order);
  apply->applied->incidents++;

  return TRUE;
}
