/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-versions.h"

#include "cst-settings.h"
#include "cst-text-delta.h"

/* What the truth said before it was overwritten. Only orders with incidents have a past that somebody may ask for, so
 * the first sync of a million orders keeps nothing. */

CST_DEFINE_ENUM_TYPE (cst_entity, "order", "incident", "thread", "desk", "delivery");
CST_DEFINE_ENUM_TYPE (cst_known, "not_yet", "exactly", "perhaps", "gone", "removed");

/* Gives the body of (account, id), since when it is known, and its order: of what has a past only. */
static const char *
current_sql (CstEntity entity)
{
  switch (entity)
    {
    case CST_ENTITY_ORDER:
      return "SELECT body, known_at, id FROM orders WHERE account = ?1 AND id = ?2"
             " AND EXISTS (SELECT 1 FROM incidents WHERE account = ?1 AND order_id = ?2)";
    case CST_ENTITY_INCIDENT:
      return "SELECT body, known_at, order_id FROM incidents WHERE account = ?1 AND id = ?2";
    case CST_ENTITY_THREAD:
      return "SELECT body, known_at, order_id FROM threads WHERE account = ?1 AND order_id = ?2"
             " AND EXISTS (SELECT 1 FROM incidents WHERE account = ?1 AND order_id = ?2)";
    case CST_ENTITY_DESK:
      return "SELECT d.body, d.known_at, i.order_id FROM desks d JOIN incidents i ON i.account = ?1 AND i.id = ?2"
             " WHERE d.account = ?1 AND d.incident = ?2";
    case CST_ENTITY_DELIVERY:
    default:
      g_return_val_if_reached (NULL);
    }
}

static CstStmt *
prepare_for (CstDb       *db,
             const char  *sql,
             gint64       account,
             const char  *id,
             GError     **error)
{
  CstStmt *stmt = cst_db_prepare (db, sql, error);

  if (stmt != NULL)
    {
      cst_stmt_bind_int (stmt, 1, account);
      cst_stmt_bind_text (stmt, 2, id);
    }

  return stmt;
}

static CstStmt *
prepare_of_record (CstDb       *db,
                   const char  *sql,
                   gint64       account,
                   CstEntity    entity,
                   const char  *id,
                   GError     **error)
{
  CstStmt *stmt = prepare_for (db, sql, account, id, error);

  if (stmt != NULL)
    cst_stmt_bind_int (stmt, 3, entity);

  return stmt;
}

static CstStmt *
read_current (CstDb       *db,
              gint64       account,
              CstEntity    entity,
              const char  *id,
              CstStep     *step,
              GError     **error)
{
  CstStmt *stmt = prepare_for (db, current_sql (entity), account, id, error);

  *step = stmt != NULL ? cst_db_step (db, stmt, error) : CST_STEP_ERROR;

  return stmt;
}

/* Of too many the oldest two become one of which only is known that it was. */
static gboolean
bound_versions (CstDb       *db,
                gint64       account,
                CstEntity    entity,
                const char  *id,
                GError     **error)
{
  g_autoptr(CstStmt) count =
    prepare_of_record (db, "SELECT count(*) FROM versions WHERE account = ?1 AND remote = ?2 AND entity = ?3", account,
                       entity, id, error);
  g_autoptr(CstStmt) merge = NULL;
  g_autoptr(CstStmt) drop = NULL;

  if (count == NULL || cst_db_step (db, count, error) != CST_STEP_ROW)
    return FALSE;
  if (cst_stmt_int (count, 0) <= CST_VERSIONS_MAX)
    return TRUE;

  merge = prepare_of_record (db,
                             "UPDATE versions SET delta = NULL, known_from = (SELECT known_from FROM versions"
                             " WHERE account = ?1 AND remote = ?2 AND entity = ?3 ORDER BY id LIMIT 1)"
                             " WHERE id = (SELECT id FROM versions"
                             " WHERE account = ?1 AND remote = ?2 AND entity = ?3 ORDER BY id LIMIT 1 OFFSET 1)",
                             account, entity, id, error);
  if (merge == NULL || !cst_db_run (db, merge, error))
    return FALSE;

  drop = prepare_of_record (db,
                            "DELETE FROM versions WHERE id = (SELECT id FROM versions"
                            " WHERE account = ?1 AND remote = ?2 AND entity = ?3 ORDER BY id LIMIT 1)",
                            account, entity, id, error);

  return drop != NULL && cst_db_run (db, drop, error);
}

static gboolean
insert_version (CstDb       *db,
                gint64       account,
                CstEntity    entity,
                const char  *id,
                CstStmt     *old,
                const char  *body,
                gint64       known_until,
                GError     **error)
{
  g_autofree char *delta = cst_text_delta_new (body != NULL ? body : "", cst_stmt_text (old, 0));
  g_autoptr(CstStmt) stmt =
    prepare_of_record (db,
                       "INSERT INTO versions (account, remote, entity, order_id, known_from, known_until, delta)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                       account, entity, id, error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_text (stmt, 4, cst_stmt_text (old, 2));
  cst_stmt_bind_int (stmt, 5, cst_stmt_int (old, 1));
  cst_stmt_bind_int (stmt, 6, known_until);
  cst_stmt_bind_text (stmt, 7, delta);

  return cst_db_run (db, stmt, error) && bound_versions (db, account, entity, id, error);
}

/**
 * cst_db_keep_version:
 * @db: a writer inside a transaction, before it overwrites the record
 * @body: (nullable): what the marketplace says now, %NULL when the record goes
 * @known_at: (out) (optional): since when what is now said is known: to be written with it
 *
 * Keeps what the truth said before, where that was something else.
 */
gboolean
cst_db_keep_version (CstDb       *db,
                     gint64       account,
                     CstEntity    entity,
                     const char  *id,
                     const char  *body,
                     gint64       now,
                     gint64      *known_at,
                     GError     **error)
{
  CstStep step;
  g_autoptr(CstStmt) old = read_current (db, account, entity, id, &step, error);
  gint64 known_until = now;

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  if (step == CST_STEP_ERROR)
    return FALSE;

  if (step == CST_STEP_ROW)
    {
      gboolean is_same = g_strcmp0 (body, cst_stmt_text (old, 0)) == 0;

      /* A clock that was put back does not turn the order of things around. */
      known_until = is_same ? cst_stmt_int (old, 1) : MAX (now, cst_stmt_int (old, 1));
      if (!is_same && !insert_version (db, account, entity, id, old, body, known_until, error))
        return FALSE;
    }

  if (known_at != NULL)
    *known_at = known_until;

  return TRUE;
}

/**
 * cst_db_remove_versions:
 * @db: a writer inside a transaction
 *
 * R12: of everything an order's records said before, only stays that they said something, and when.
 */
gboolean
cst_db_remove_versions (CstDb       *db,
                        gint64       account,
                        const char  *order,
                        GError     **error)
{
  static const char *const scripts[] = {
    "UPDATE versions SET delta = NULL, known_from = (SELECT min (v.known_from) FROM versions v"
    " WHERE v.account = ?1 AND v.entity = versions.entity AND v.remote = versions.remote)"
    " WHERE account = ?1 AND order_id = ?2",
    "DELETE FROM versions WHERE account = ?1 AND order_id = ?2 AND id < (SELECT max (v.id) FROM versions v"
    " WHERE v.account = ?1 AND v.entity = versions.entity AND v.remote = versions.remote)",
  };

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr(CstStmt) stmt = prepare_for (db, scripts[i], account, order, error);

      if (stmt == NULL || !cst_db_run (db, stmt, error))
        return FALSE;
    }

  return TRUE;
}

/* What was there before versions were kept may have been something else before. */
static CstKnown
how_sure (CstDb  *db,
          gint64  known_from,
          gint64  moment)
{
  if (known_from == 0 && moment <= cst_db_setting_int (db, CST_SETTING_VERSIONS_SINCE, 0))
    return CST_KNOWN_PERHAPS;

  return CST_KNOWN_EXACTLY;
}

static gboolean
step_back (const char  *delta,
           char       **text,
           GError     **error)
{
  char *earlier = cst_text_delta_apply (delta, *text);

  if (earlier == NULL)
    {
      g_set_error_literal (error, CST_STORE_ERROR, CST_STORE_ERROR_FAILED, "A kept version cannot be read");
      return FALSE;
    }

  g_free (*text);
  *text = earlier;

  return TRUE;
}

static CstStmt *
prepare_versions (CstDb       *db,
                  gint64       account,
                  CstEntity    entity,
                  const char  *id,
                  GError     **error)
{
  return prepare_of_record (db,
                            "SELECT known_from, known_until, delta FROM versions"
                            " WHERE account = ?1 AND remote = ?2 AND entity = ?3 ORDER BY id DESC",
                            account, entity, id, error);
}

/* Goes back from the latest version, @text, to the one that was known at @moment. */
static gboolean
walk_back (CstDb     *db,
           CstStmt   *versions,
           char     **text,
           gint64     moment,
           CstKnown  *known,
           GError   **error)
{
  CstStep step;

  *known = CST_KNOWN_NOT_YET;
  while ((step = cst_db_step (db, versions, error)) == CST_STEP_ROW)
    {
      const char *delta = cst_stmt_text (versions, 2);
      gint64 known_from = cst_stmt_int (versions, 0);

      if (known_from <= moment && moment >= cst_stmt_int (versions, 1))
        *known = CST_KNOWN_GONE;
      else if (delta == NULL && known_from <= moment)
        *known = CST_KNOWN_REMOVED;
      if (*known != CST_KNOWN_NOT_YET || delta == NULL)
        return TRUE;

      if (!step_back (delta, text, error))
        return FALSE;

      if (known_from <= moment)
        {
          *known = how_sure (db, known_from, moment);
          return TRUE;
        }
    }

  return step == CST_STEP_DONE;
}

static char *
text_at (CstDb       *db,
         gint64       account,
         CstEntity    entity,
         const char  *id,
         gint64       moment,
         CstKnown    *known,
         GError     **error)
{
  CstStep step;
  g_autoptr(CstStmt) current = read_current (db, account, entity, id, &step, error);
  g_autoptr(CstStmt) versions = NULL;
  g_autofree char *text = NULL;

  if (step == CST_STEP_ERROR)
    return NULL;

  text = step == CST_STEP_ROW ? cst_stmt_dup_text (current, 0) : g_strdup ("");
  if (step == CST_STEP_ROW && cst_stmt_int (current, 1) <= moment)
    {
      *known = how_sure (db, cst_stmt_int (current, 1), moment);
      return g_steal_pointer (&text);
    }

  versions = prepare_versions (db, account, entity, id, error);
  if (versions == NULL || !walk_back (db, versions, &text, moment, known, error))
    return NULL;

  return g_steal_pointer (&text);
}

/**
 * cst_db_record_at:
 * @type: of @entity's record
 * @id: the remote id; of a thread its order's, of a desk its incident's
 * @moment: seconds since 1970; what came within that second counts
 * @known: (out): what is returned
 *
 * Returns: (transfer full) (nullable): the record as it was known here; without @error when it was not, or is not
 *   kept: @known says which
 */
gpointer
cst_db_record_at (CstDb                *db,
                  const CstRecordType  *type,
                  gint64                account,
                  CstEntity             entity,
                  const char           *id,
                  gint64                moment,
                  CstKnown             *known,
                  GError              **error)
{
  g_autofree char *text = NULL;
  gpointer record;

  *known = CST_KNOWN_NOT_YET;
  if (!(text = text_at (db, account, entity, id, moment, known, error)))
    return NULL;
  if (*known != CST_KNOWN_EXACTLY && *known != CST_KNOWN_PERHAPS)
    return NULL;

  record = cst_record_new (type);
  if (cst_record_from_text (type, record, text, error))
    return record;

  cst_record_free (type, record);

  return NULL;
}

/**
 * cst_db_change_moments:
 * @moments: (element-type gint64): gets when the record began to say something else, in no order
 */
gboolean
cst_db_change_moments (CstDb       *db,
                       gint64       account,
                       CstEntity    entity,
                       const char  *id,
                       GArray      *moments,
                       GError     **error)
{
  CstStep step;
  g_autoptr(CstStmt) current = read_current (db, account, entity, id, &step, error);
  g_autoptr(CstStmt) versions = NULL;

  if (step == CST_STEP_ROW && cst_stmt_int (current, 1) > 0)
    {
      gint64 at = cst_stmt_int (current, 1);

      g_array_append_val (moments, at);
    }

  if (step == CST_STEP_ERROR ||
      !(versions = prepare_of_record (db,
                                      "SELECT known_from FROM versions"
                                      " WHERE account = ?1 AND remote = ?2 AND entity = ?3 AND known_from > 0"
                                      " UNION SELECT known_until FROM versions"
                                      " WHERE account = ?1 AND remote = ?2 AND entity = ?3",
                                      account, entity, id, error)))
    return FALSE;

  while ((step = cst_db_step (db, versions, error)) == CST_STEP_ROW)
    {
      gint64 at = cst_stmt_int (versions, 0);

      g_array_append_val (moments, at);
    }

  return step == CST_STEP_DONE;
}

/**
 * cst_db_each_version_of:
 * @func: called for what is known now of the record, and for each earlier version that is kept, the latest first
 */
gboolean
cst_db_each_version_of (CstDb           *db,
                        gint64           account,
                        CstEntity        entity,
                        const char      *id,
                        CstVersionFunc   func,
                        gpointer         user_data,
                        GError         **error)
{
  CstStep step;
  g_autoptr(CstStmt) current = read_current (db, account, entity, id, &step, error);
  g_autoptr(CstStmt) versions = NULL;
  g_autofree char *text = NULL;

  if (step == CST_STEP_ERROR || !(versions = prepare_versions (db, account, entity, id, error)))
    return FALSE;

  text = step == CST_STEP_ROW ? cst_stmt_dup_text (current, 0) : g_strdup ("");
  if (step == CST_STEP_ROW)
    func (entity, id, cst_stmt_int (current, 1), 0, text, user_data);
  while ((step = cst_db_step (db, versions, error)) == CST_STEP_ROW && cst_stmt_text (versions, 2) != NULL)
    {
      if (!step_back (cst_stmt_text (versions, 2), &text, error))
        return FALSE;
      func (entity, id, cst_stmt_int (versions, 0), cst_stmt_int (versions, 1), text, user_data);
    }

  return step != CST_STEP_ERROR;
}

/**
 * cst_db_each_version:
 * @func: called for what is known now of the order's records that said something else before, and for each earlier
 *   version that is kept of them, of each the latest first
 */
gboolean
cst_db_each_version (CstDb           *db,
                     gint64           account,
                     const char      *order,
                     CstVersionFunc   func,
                     gpointer         user_data,
                     GError         **error)
{
  g_autoptr(CstStmt) records =
    prepare_for (db, "SELECT DISTINCT entity, remote FROM versions WHERE account = ?1 AND order_id = ?2", account,
                 order, error);
  CstStep step;

  if (records == NULL)
    return FALSE;

  while ((step = cst_db_step (db, records, error)) == CST_STEP_ROW)
    {
      if (!cst_db_each_version_of (db, account, (CstEntity) cst_stmt_int (records, 0), cst_stmt_text (records, 1),
                                   func, user_data, error))
        return FALSE;
    }

  return step == CST_STEP_DONE;
}
