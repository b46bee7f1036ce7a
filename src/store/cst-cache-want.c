/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-cache-want.h"

#include "cst-truth.h"

/* Which files besides an incident's own photos are to be fetched ahead: what was sent in the conversation, the desk's
 * own evidence, return labels, and the articles' pictures. */

typedef struct
{
  CstDb      *db;
  gint64      account;
  const char *order;
  gboolean    is_open;
} Want;

static gboolean
want_attachment (const Want           *want,
                 const char           *incident,
                 const CstAttachment  *attachment,
                 GError              **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (want->db,
                                            "INSERT INTO attachments (account, id, incident, order_id, media_type,"
                                            " said_size, said_status, created_at, is_open)"
                                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
                                            " ON CONFLICT (account, id) DO UPDATE SET said_status = ?7, is_open = ?9"
                                            " WHERE (said_status, is_open) IS NOT (?7, ?9)",
                                            error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, want->account);
  cst_stmt_bind_text (stmt, 2, attachment->id);
  cst_stmt_bind_text (stmt, 3, incident);
  cst_stmt_bind_text (stmt, 4, want->order);
  cst_stmt_bind_text (stmt, 5, attachment->media_type != NULL ? attachment->media_type : "");
  cst_stmt_bind_int (stmt, 6, attachment->size);
  cst_stmt_bind_int (stmt, 7, attachment->status);
  cst_stmt_bind_int (stmt, 8, attachment->created_at);
  cst_stmt_bind_int (stmt, 9, want->is_open);

  return cst_db_run (want->db, stmt, error);
}

static gboolean
want_talk (const Want       *want,
           const CstThread  *thread,
           GError          **error)
{
  for (guint i = 0; i < thread->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (thread->messages, i);

      for (guint j = 0; j < message->attachments->len; j++)
        {
          if (!want_attachment (want, message->incident, g_ptr_array_index (message->attachments, j), error))
            return FALSE;
        }
    }

  return TRUE;
}

/* Also what is no longer named by the incident: it may go when the room is needed. */
static gboolean
want_incident (const Want         *want,
               const CstIncident  *incident,
               GError            **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (want->db,
                                            "UPDATE attachments SET is_open = ?3"
                                            " WHERE account = ?1 AND incident = ?2 AND is_open <> ?3",
                                            error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, want->account);
  cst_stmt_bind_text (stmt, 2, incident->id);
  cst_stmt_bind_int (stmt, 3, want->is_open);

  return cst_db_run (want->db, stmt, error);
}

static gboolean
want_labels (const Want         *want,
             const CstIncident  *incident,
             GError            **error)
{
  for (guint i = 0; i < incident->returns->len; i++)
    {
      const CstReturn *goods = g_ptr_array_index (incident->returns, i);

      if (goods->label != NULL && !want_attachment (want, incident->id, goods->label, error))
        return FALSE;
    }

  return TRUE;
}

/* R7: what colleagues added at another desk is looked at here as well. */
static gboolean
want_evidence (const Want         *want,
               const CstIncident  *incident,
               GError            **error)
{
  g_autoptr(CstDesk) desk = cst_db_desk (want->db, want->account, incident->id, error);

  for (guint i = 0; desk != NULL && i < desk->evidence->len; i++)
    {
      const CstEvidence *evidence = g_ptr_array_index (desk->evidence, i);

      if (!want_attachment (want, incident->id, &evidence->attachment, error))
        return FALSE;
    }

  return desk != NULL;
}

/**
 * cst_db_cache_want_pictures:
 * @db: a writer inside a transaction
 *
 * Pictures belong to articles, not to one order: once wanted they are fetched and kept.
 */
gboolean
cst_db_cache_want_pictures (CstDb           *db,
                            gint64           account,
                            const CstOrder  *order,
                            GError         **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db,
                                            "INSERT OR IGNORE INTO attachments (account, id, media_type, said_status,"
                                            " is_open) VALUES (?1, ?2, 'image/*', ?3, 1)",
                                            error);

  if (stmt == NULL)
    return FALSE;

  for (guint i = 0; i < order->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (order->lines, i);

      if (line->picture == NULL)
        continue;
      cst_stmt_bind_int (stmt, 1, account);
      cst_stmt_bind_text (stmt, 2, line->picture);
      cst_stmt_bind_int (stmt, 3, CST_ATTACHMENT_AVAILABLE);
      if (!cst_db_run (db, stmt, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cst_db_cache_want_order:
 * @db: a writer inside a transaction
 * @incidents: (element-type CstIncident): all the order's
 *
 * Brings what is wanted of one order up to date: everything while an incident is open, nothing any more afterwards.
 */
gboolean
cst_db_cache_want_order (CstDb            *db,
                         gint64            account,
                         const CstOrder   *order,
                         GPtrArray        *incidents,
                         const CstThread  *thread,
                         GError          **error)
{
  Want want = { db, account, order->id, FALSE };

  for (guint i = 0; i < incidents->len; i++)
    want.is_open = want.is_open || !cst_incident_is_settled (g_ptr_array_index (incidents, i));

  for (guint i = 0; i < incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (incidents, i);

      if (!want_incident (&want, incident, error) || !want_labels (&want, incident, error) ||
          !want_evidence (&want, incident, error))
        return FALSE;
    }

  return want_talk (&want, thread, error) &&
         (!want.is_open || cst_db_cache_want_pictures (db, account, order, error));
}
