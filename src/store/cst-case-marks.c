/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-case-marks.h"

#include "cst-util.h"

CST_DEFINE_ENUM_TYPE (cst_case_mark_kind, "unknown", "tick", "answer", "moment", "pause", "evidence",
                      "ruling");

static const CstField cst_case_mark_fields[] = {
  CST_FIELD (CstCaseMark, incident, STRING),
  CST_FIELD_OF (CstCaseMark, kind, ENUM, cst_case_mark_kind_type),
  CST_FIELD (CstCaseMark, name, STRING),
  CST_FIELD (CstCaseMark, value, STRING),
  CST_FIELD (CstCaseMark, at, INT64),
  CST_FIELD (CstCaseMark, person, STRING),
  CST_FIELD (CstCaseMark, person_name, STRING),
  CST_FIELD (CstCaseMark, actor, STRING),
  CST_FIELD (CstCaseMark, note, STRING),
};
CST_DEFINE_RECORD_TYPE (cst_case_mark, CstCaseMark, "case mark");

CstCaseMark *
cst_case_mark_new (const char      *incident,
                   CstCaseMarkKind  kind,
                   const char      *name,
                   const char      *value)
{
  CstCaseMark *self = cst_record_new (&cst_case_mark_type);

  self->incident = g_strdup (incident);
  self->kind = kind;
  self->name = g_strdup (name);
  self->value = g_strdup (value);

  return self;
}

/**
 * cst_case_mark_new_wait:
 * @from: since when the case waits for the other side; names the pause
 * @until: when it went on, 0 while it waits
 *
 * Returns: (transfer full): a note that clocks which pause stand still meanwhile
 */
CstCaseMark *
cst_case_mark_new_wait (const char *incident,
                        gint64      from,
                        gint64      until)
{
  g_autofree char *begin = cst_time_format (from);
  g_autofree char *end = until != 0 ? cst_time_format (until) : NULL;
  g_autofree char *value = end != NULL ? g_strconcat (begin, "/", end, NULL) : g_strdup (begin);

  return cst_case_mark_new (incident, CST_CASE_MARK_PAUSE, begin, value);
}

/**
 * cst_case_mark_new_ruling:
 *
 * Returns: (transfer full): a note of what an arbitration decided (P7)
 */
CstCaseMark *
cst_case_mark_new_ruling (const char      *incident,
                          const CstRuling *ruling)
{
  g_autofree char *value = cst_record_to_text (&cst_ruling_type, ruling);

  return cst_case_mark_new (incident, CST_CASE_MARK_RULING, CST_CASE_MOMENT_DECIDED, value);
}

CstCaseMark *
cst_case_mark_copy (const CstCaseMark *self)
{
  return cst_record_dup (&cst_case_mark_type, self);
}

void
cst_case_mark_free (CstCaseMark *self)
{
  cst_record_free (&cst_case_mark_type, self);
}

/**
 * cst_db_add_case_mark:
 * @db: a writer inside a transaction
 *
 * P4, P6, H1: notes one more thing about a case. Nothing is ever overwritten. The caller brings the overlay of the
 * order up to date.
 */
gboolean
cst_db_add_case_mark (CstDb              *db,
                      gint64              account,
                      const CstCaseMark  *mark,
                      GError            **error)
{
  g_autoptr(CstStmt) stmt = NULL;

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);
  g_return_val_if_fail (mark->incident != NULL && mark->kind != CST_CASE_MARK_UNKNOWN, FALSE);
  g_return_val_if_fail (!cst_str_is_blank (mark->name), FALSE);

  stmt = cst_db_prepare (db,
                         "INSERT INTO case_marks (account, incident, kind, name, value, at, person, person_name,"
                         " actor, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                         error);
  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, mark->incident);
  cst_stmt_bind_text (stmt, 3, cst_enum_nick (&cst_case_mark_kind_type, (int) mark->kind));
  cst_stmt_bind_text (stmt, 4, mark->name);
  cst_stmt_bind_text (stmt, 5, mark->value != NULL ? mark->value : "");
  cst_stmt_bind_int (stmt, 6, mark->at);
  cst_stmt_bind_text (stmt, 7, mark->person);
  cst_stmt_bind_text (stmt, 8, mark->person_name);
  cst_stmt_bind_text (stmt, 9, mark->actor);
  cst_stmt_bind_text (stmt, 10, mark->note);
  cst_db_note_change (db, CST_CHANGED_DESKS | CST_CHANGED_INCIDENTS);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_case_marks:
 *
 * Returns: (transfer full) (element-type CstCaseMark): all that was ever noted, in that order
 */
GPtrArray *
cst_db_case_marks (CstDb       *db,
                   gint64       account,
                   const char  *incident,
                   GError     **error)
{
  g_autoptr(GPtrArray) marks = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_case_mark_free);
  g_autoptr(CstStmt) stmt = cst_db_prepare (db,
                                            "SELECT kind, name, value, at, person, person_name, actor, note"
                                            " FROM case_marks"
                                            " WHERE account = ?1 AND incident = ?2 ORDER BY id",
                                            error);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, incident);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      CstCaseMarkKind kind = (CstCaseMarkKind) cst_enum_value (&cst_case_mark_kind_type, cst_stmt_text (stmt, 0));
      CstCaseMark *mark = cst_case_mark_new (incident, kind, cst_stmt_text (stmt, 1), cst_stmt_text (stmt, 2));

      mark->at = cst_stmt_int (stmt, 3);
      mark->person = cst_stmt_dup_text (stmt, 4);
      mark->person_name = cst_stmt_dup_text (stmt, 5);
      mark->actor = cst_stmt_dup_text (stmt, 6);
      mark->note = cst_stmt_dup_text (stmt, 7);
      g_ptr_array_add (marks, mark);
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&marks) : NULL;
}

static gboolean
is_latest (GPtrArray *marks,
           guint      index)
{
  const CstCaseMark *mark = g_ptr_array_index (marks, index);

  for (guint i = index + 1; i < marks->len; i++)
    {
      const CstCaseMark *later = g_ptr_array_index (marks, i);

      if (later->kind == mark->kind && g_strcmp0 (later->name, mark->name) == 0)
        return FALSE;
    }

  return TRUE;
}

/**
 * cst_case_marks_now:
 * @marks: (element-type CstCaseMark): as cst_db_case_marks() gives them
 *
 * Returns: (transfer container) (element-type CstCaseMark): what holds: the latest of each name, without what was
 *   taken back
 */
GPtrArray *
cst_case_marks_now (GPtrArray *marks)
{
  GPtrArray *now = g_ptr_array_new ();

  for (guint i = 0; i < marks->len; i++)
    {
      CstCaseMark *mark = g_ptr_array_index (marks, i);

      if (!cst_str_is_blank (mark->value) && is_latest (marks, i))
        g_ptr_array_add (now, mark);
    }

  return now;
}

/**
 * cst_case_marks_find:
 * @marks: (element-type CstCaseMark): as cst_db_case_marks() gives them
 *
 * Returns: (transfer none) (nullable): the latest of that name, %NULL when there is none or it was taken back
 */
const CstCaseMark *
cst_case_marks_find (GPtrArray       *marks,
                     CstCaseMarkKind  kind,
                     const char      *name)
{
  for (guint i = marks->len; i > 0; i--)
    {
      const CstCaseMark *mark = g_ptr_array_index (marks, i - 1);

      if (mark->kind == kind && g_strcmp0 (mark->name, name) == 0)
        return cst_str_is_blank (mark->value) ? NULL : mark;
    }

  return NULL;
}

/**
 * cst_case_mark_ruling:
 *
 * Returns: (transfer full) (nullable): the decision of an arbitration that this note tells of, %NULL when it tells of
 *   none, or takes one back
 */
CstRuling *
cst_case_mark_ruling (const CstCaseMark *self)
{
  g_autoptr(CstRuling) ruling = NULL;

  if (self->kind != CST_CASE_MARK_RULING || cst_str_is_blank (self->value))
    return NULL;

  ruling = cst_record_new (&cst_ruling_type);
  if (!cst_record_from_text (&cst_ruling_type, ruling, self->value, NULL))
    return NULL;
  ruling->noted_at = self->at;

  return g_steal_pointer (&ruling);
}

/* What an arbitration decided, corrected as often as need be, and when it was first noted. */
typedef struct
{
  const CstCaseMark *mark; /* (nullable) */
  gint64             first_at;
} Decision;

/* Whether @mark asks anew, rather than tells late, or anew, of the request that was decided about. */
static gboolean
asks_after (const CstCaseMark *mark,
            const CstCaseMark *decision)
{
  g_autoptr(CstRuling) ruling = cst_case_mark_ruling (decision);

  return cst_time_parse (mark->value) >= (ruling != NULL ? ruling->decided_at : decision->at);
}

/* P7: a decision stands, and a later one corrects it, until arbitration is asked for once more; when that is taken
 * back it stands again. */
static Decision
find_decision (GPtrArray *marks)
{
  Decision now = { NULL, 0 };
  Decision before = { NULL, 0 };

  for (guint i = 0; i < marks->len; i++)
    {
      const CstCaseMark *mark = g_ptr_array_index (marks, i);
      gboolean is_blank = cst_str_is_blank (mark->value);

      if (mark->kind == CST_CASE_MARK_RULING && g_strcmp0 (mark->name, CST_CASE_MOMENT_DECIDED) == 0)
        {
          now.mark = is_blank ? NULL : mark;
          if (now.first_at == 0)
            now.first_at = mark->at;
          before.mark = NULL;
        }
      else if (mark->kind == CST_CASE_MARK_MOMENT && g_strcmp0 (mark->name, CST_CASE_MOMENT_ARBITRATION) == 0)
        {
          if (is_blank && before.mark != NULL)
            now = before;
          else if (!is_blank && now.mark != NULL && asks_after (mark, now.mark))
            {
              before = now;
              now = (Decision){ NULL, 0 };
            }
        }
    }

  return now;
}

/**
 * cst_case_marks_find_ruling:
 * @marks: (element-type CstCaseMark): as cst_db_case_marks() gives them
 *
 * Returns: (transfer none) (nullable): the decision of the arbitration that stands, %NULL while none does
 */
const CstCaseMark *
cst_case_marks_find_ruling (GPtrArray *marks)
{
  return find_decision (marks).mark;
}

/**
 * cst_case_marks_ruling:
 * @marks: (element-type CstCaseMark): as cst_db_case_marks() gives them
 *
 * A decision that is corrected counts as noted when it first was, so that what was done about it is not done again.
 *
 * Returns: (transfer full) (nullable): what the arbitration decided, %NULL while it has not
 */
CstRuling *
cst_case_marks_ruling (GPtrArray *marks)
{
  Decision decision = find_decision (marks);
  CstRuling *ruling = decision.mark != NULL ? cst_case_mark_ruling (decision.mark) : NULL;

  if (ruling != NULL)
    ruling->noted_at = decision.first_at;

  return ruling;
}

/**
 * cst_case_marks_in_arbitration:
 * @marks: (element-type CstCaseMark): as cst_db_case_marks() gives them
 *
 * Returns: whether arbitration was asked for and has not decided, so that nobody else may
 */
gboolean
cst_case_marks_in_arbitration (GPtrArray *marks)
{
  return cst_case_marks_find (marks, CST_CASE_MARK_MOMENT, CST_CASE_MOMENT_ARBITRATION) != NULL &&
         cst_case_marks_find_ruling (marks) == NULL;
}
