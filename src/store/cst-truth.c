/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-truth.h"

#include <string.h>

#include "cst-accounts.h"
#include "cst-util.h"

/* Reading what the marketplace last said. Writing it is in cst-apply.c. */

static gpointer
read_record (const CstRecordType  *type,
             const char           *body,
             GError              **error)
{
  gpointer record = cst_record_new (type);

  if (cst_record_from_text (type, record, body, error))
    return record;

  cst_record_free (type, record);

  return NULL;
}

/* @sql: gives the body of (account, id). Returns NULL without error when there is none. */
static gpointer
load_one (CstDb                *db,
          const char           *sql,
          const CstRecordType  *type,
          gint64                account,
          const char           *id,
          gboolean             *is_there,
          GError              **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, sql, error);
  CstStep step;

  *is_there = FALSE;
  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, id);
  step = cst_db_step (db, stmt, error);
  *is_there = step != CST_STEP_DONE;

  return step == CST_STEP_ROW ? read_record (type, cst_stmt_text (stmt, 0), error) : NULL;
}

static gpointer
load_existing (CstDb                *db,
               const char           *sql,
               const CstRecordType  *type,
               gint64                account,
               const char           *id,
               GError              **error)
{
  gboolean is_there;
  gpointer record = load_one (db, sql, type, account, id, &is_there, error);

  if (record == NULL && !is_there)
    g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND, "There is no %s %s", type->name, id);

  return record;
}

/**
 * cst_db_order:
 *
 * Returns: (transfer full): the order as the marketplace said it, else %CST_STORE_ERROR_NOT_FOUND
 */
CstOrder *
cst_db_order (CstDb       *db,
              gint64       account,
              const char  *id,
              GError     **error)
{
  return load_existing (db, "SELECT body FROM orders WHERE account = ?1 AND id = ?2",
                        &cst_order_type, account, id, error);
}

/**
 * cst_db_incident:
 *
 * Returns: (transfer full): the incident as the marketplace said it, else %CST_STORE_ERROR_NOT_FOUND
 */
CstIncident *
cst_db_incident (CstDb       *db,
                 gint64       account,
                 const char  *id,
                 GError     **error)
{
  return load_existing (db, "SELECT body FROM incidents WHERE account = ?1 AND id = ?2",
                        &cst_incident_type, account, id, error);
}

/**
 * cst_db_order_incidents:
 *
 * Returns: (transfer full) (element-type CstIncident): all incidents of an order, oldest first (O3)
 */
GPtrArray *
cst_db_order_incidents (CstDb       *db,
                        gint64       account,
                        const char  *order,
                        GError     **error)
{
  g_autoptr(GPtrArray) incidents = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_incident_free);
  g_autoptr(CstStmt) stmt = cst_db_prepare (db,
                                            "SELECT body FROM incidents WHERE account = ?1 AND order_id = ?2"
                                            " ORDER BY reported_at, id",
                                            error);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, order);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      CstIncident *incident = read_record (&cst_incident_type, cst_stmt_text (stmt, 0), error);

      if (incident == NULL)
        return NULL;
      g_ptr_array_add (incidents, incident);
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&incidents) : NULL;
}

/**
 * cst_db_thread:
 *
 * Returns: (transfer full): the order's conversation, empty when nobody wrote yet
 */
CstThread *
cst_db_thread (CstDb       *db,
               gint64       account,
               const char  *order,
               GError     **error)
{
  gboolean is_there;
  CstThread *thread = load_one (db, "SELECT body FROM threads WHERE account = ?1 AND order_id = ?2", &cst_thread_type,
                                account, order, &is_there, error);

  if (thread != NULL || is_there)
    return thread;

  thread = cst_thread_new ();
  thread->order = g_strdup (order);

  return thread;
}

/**
 * cst_db_desk:
 *
 * Returns: (transfer full): what our people share about the incident, empty when nobody did yet
 */
CstDesk *
cst_db_desk (CstDb       *db,
             gint64       account,
             const char  *incident,
             GError     **error)
{
  gboolean is_there;
  CstDesk *desk = load_one (db, "SELECT body FROM desks WHERE account = ?1 AND incident = ?2", &cst_desk_type,
                            account, incident, &is_there, error);

  if (desk != NULL || is_there)
    return desk;

  desk = cst_desk_new ();
  desk->incident = g_strdup (incident);

  return desk;
}

static const char *
resolve_sql (CstEntity entity)
{
  switch (entity)
    {
    case CST_ENTITY_ORDER:
    case CST_ENTITY_THREAD:
      return "SELECT account, id FROM orders WHERE id = ?1 AND (?3 = 0 OR account = ?3)"
             " UNION SELECT account, id FROM orders WHERE number_key = ?2 AND (?3 = 0 OR account = ?3) LIMIT 2";
    case CST_ENTITY_INCIDENT:
    case CST_ENTITY_DESK:
      return "SELECT account, id FROM incidents WHERE id = ?1 AND (?3 = 0 OR account = ?3)"
             " UNION SELECT account, id FROM incidents WHERE number_key = ?2 AND (?3 = 0 OR account = ?3) LIMIT 2";
    case CST_ENTITY_DELIVERY:
      return "SELECT account, id FROM deliveries WHERE id = ?1 AND (?3 = 0 OR account = ?3)"
             " UNION SELECT account, id FROM deliveries WHERE number_key = ?2 AND (?3 = 0 OR account = ?3)"
             " UNION SELECT account, id FROM deliveries WHERE tracking_key = ?2 AND (?3 = 0 OR account = ?3) LIMIT 2";
    default:
      g_return_val_if_reached (NULL);
    }
}

static gboolean
find_remote (CstDb       *db,
             CstEntity    entity,
             gint64       within,
             const char  *text,
             gint64      *account,
             char       **remote,
             GError     **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, resolve_sql (entity), error);
  g_autofree char *folded = cst_str_fold (text);
  g_autofree char *found = NULL;
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_text (stmt, 1, text);
  cst_stmt_bind_text (stmt, 2, folded);
  cst_stmt_bind_int (stmt, 3, within);

  if ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      *account = cst_stmt_int (stmt, 0);
      found = cst_stmt_dup_text (stmt, 1);
      step = cst_db_step (db, stmt, error);
      if (step == CST_STEP_ROW)
        g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_AMBIGUOUS, "%s may be several: say ACCOUNT/ID", text);
    }
  else if (step == CST_STEP_DONE)
    {
      g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND, "There is no %s", text);
      return FALSE;
    }

  if (step != CST_STEP_DONE)
    return FALSE;

  *remote = g_steal_pointer (&found);

  return TRUE;
}

/**
 * cst_db_resolve_id:
 * @entity: what is looked for; a thread is named by its order, a desk by its incident
 * @text: `ACCOUNT/REMOTE`, or a remote id or a printed number alone
 * @account: (out): its account
 * @remote: (out) (transfer full): its remote id
 *
 * Returns: whether @text names exactly one; else %CST_STORE_ERROR_NOT_FOUND or AMBIGUOUS
 */
gboolean
cst_db_resolve_id (CstDb       *db,
                   CstEntity    entity,
                   const char  *text,
                   gint64      *account,
                   char       **remote,
                   GError     **error)
{
  const char *slash;
  g_autofree char *name = NULL;
  g_autoptr(CstAccount) owner = NULL;

  g_return_val_if_fail (text != NULL && account != NULL && remote != NULL, FALSE);

  if (!(slash = strchr (text, '/')))
    return find_remote (db, entity, 0, text, account, remote, error);

  name = g_strndup (text, (gsize) (slash - text));
  if (!(owner = cst_db_account_by_name (db, name, error)))
    return FALSE;

  return find_remote (db, entity, owner->id, slash + 1, account, remote, error);
}
