/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-lessons.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-accounts.h"
#include "cst-case-marks.h"
#include "cst-deliveries.h"
#include "cst-journal.h"
#include "cst-operations.h"
#include "cst-overlay.h"
#include "cst-redactor.h"
#include "cst-removed.h"
#include "cst-truth.h"
#include "cst-util.h"

/* The step of the process that ends with a lesson, or with the word that there is none (P5). */
#define MOMENT_LESSONS "lessons"
#define MOMENT_CLOSED "closed"

/* ── Writing ───────────────────────────────────────────────────────────────────────────────────── */

static gboolean
check_person (const char  *person,
              const char  *person_name,
              GError     **error)
{
  if (!cst_str_is_blank (person) && !cst_str_is_blank (person_name))
    return TRUE;

  g_set_error_literal (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_PERSON,
                       _("Say first who works here: every act names a person."));

  return FALSE;
}

static gboolean
check_lesson (const CstLesson  *lesson,
              GError          **error)
{
  if (!check_person (lesson->person, lesson->person_name, error))
    return FALSE;
  if (cst_str_is_blank (lesson->text))
    {
      g_set_error_literal (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE, _("Say what is to change."));
      return FALSE;
    }
  if (lesson->due != NULL && !cst_date_is_valid (lesson->due))
    {
      g_set_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE, _("“%s” is not a day like 2026-11-30."),
                   lesson->due);
      return FALSE;
    }

  return TRUE;
}

static gboolean
insert_lesson (CstDb            *db,
               const CstLesson  *lesson,
               GError          **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "INSERT INTO lessons (account, incident, text, owner, owner_name, due, person, person_name, at)"
                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                    error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, lesson->account);
  cst_stmt_bind_text (stmt, 2, lesson->incident);
  cst_stmt_bind_text (stmt, 3, lesson->text);
  cst_stmt_bind_text (stmt, 4, lesson->owner);
  cst_stmt_bind_text (stmt, 5, lesson->owner_name);
  cst_stmt_bind_text (stmt, 6, lesson->due);
  cst_stmt_bind_text (stmt, 7, lesson->person);
  cst_stmt_bind_text (stmt, 8, lesson->person_name);
  cst_stmt_bind_int (stmt, 9, lesson->at);

  return cst_db_run (db, stmt, error);
}

/* P5: the process moves on. */
static gboolean
mark_step (CstDb            *db,
           const CstLesson  *lesson,
           GError          **error)
{
  g_autofree char *value = cst_time_format (lesson->at);
  g_autoptr(CstCaseMark) mark = cst_case_mark_new (lesson->incident, CST_CASE_MARK_MOMENT, MOMENT_LESSONS, value);

  mark->at = lesson->at;
  mark->person = g_strdup (lesson->person);
  mark->person_name = g_strdup (lesson->person_name);

  return cst_db_add_case_mark (db, lesson->account, mark, error);
}

static char *
describe (const CstLesson *lesson)
{
  /* Translators: a note for colleagues: what changes because of an incident */
  g_autofree char *what = g_strdup_printf (_("What we change: %s"), lesson->text);

  if (lesson->owner_name != NULL && lesson->due != NULL)
    /* Translators: what changes, a person, and a day as 2026-11-30 */
    return g_strdup_printf (_("%1$s (%2$s, until %3$s)"), what, lesson->owner_name, lesson->due);
  if (lesson->owner_name != NULL || lesson->due != NULL)
    return g_strdup_printf ("%s (%s)", what, lesson->owner_name != NULL ? lesson->owner_name : lesson->due);

  return g_steal_pointer (&what);
}

/* R7: the account's other people read it as a note, where they share notes. Where this person may not write any, or
 * the order is not here, it stays on this desk. */
static gboolean
share (CstDb            *db,
       const CstLesson  *lesson,
       GError          **error)
{
  g_autoptr(CstAccount) account = cst_db_account (db, lesson->account, error);
  g_autoptr(CstOperation) note = NULL;
  g_autoptr(GError) local_error = NULL;

  if (account == NULL)
    return FALSE;
  if (!cst_account_can (account, CST_CAN_NOTE) || cst_account_keeps_here (account, CST_CAN_NOTE) ||
      !account->info.may_find)
    return TRUE;

  note = cst_operation_new (CST_OPERATION_NOTE, lesson->account, lesson->order, lesson->incident);
  note->text = describe (lesson);
  note->person = g_strdup (lesson->person);
  note->person_name = g_strdup (lesson->person_name);
  if (cst_db_decide (db, note, lesson->at, 0, NULL, &local_error) != 0 || cst_decide_is_refusal (local_error))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/**
 * cst_db_add_lesson:
 * @db: a writer inside a transaction
 * @lesson: (inout): with its incident, its text, who wrote it and when; gets its id, number and order
 *
 * P9: notes what changes because of an incident: on this desk, for the account's people where they share notes, and
 * without its words in the journal.
 *
 * Returns: whether it was noted; %CST_DECIDE_ERROR_PERSON, or INCOMPLETE when something is missing
 */
gboolean
cst_db_add_lesson (CstDb      *db,
                   CstLesson  *lesson,
                   GError    **error)
{
  g_autoptr(CstIncident) incident = NULL;

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);
  g_return_val_if_fail (lesson->at != 0, FALSE);

  if (!check_lesson (lesson, error) ||
      !(incident = cst_db_incident (db, lesson->account, lesson->incident, error)))
    return FALSE;

  cst_set_str (&lesson->incident_number, incident->number);
  cst_set_str (&lesson->order, incident->order);
  if (!insert_lesson (db, lesson, error))
    return FALSE;
  lesson->id = cst_db_last_id (db);
  cst_db_note_change (db, CST_CHANGED_DESKS);

  return mark_step (db, lesson, error) &&
         cst_db_journal_add_lesson (db, lesson->account, lesson->order, lesson->incident, lesson->id, "added",
                                    lesson->person, lesson->at, error) &&
         share (db, lesson, error) && cst_db_refresh_order (db, lesson->account, lesson->order, error);
}

static CstLesson *
read_lesson (CstStmt *stmt)
{
  CstLesson *lesson = cst_lesson_new (cst_stmt_int (stmt, 1), cst_stmt_text (stmt, 2), cst_stmt_text (stmt, 3));

  lesson->id = cst_stmt_int (stmt, 0);
  lesson->owner = cst_stmt_dup_text (stmt, 4);
  lesson->owner_name = cst_stmt_dup_text (stmt, 5);
  lesson->due = cst_stmt_dup_text (stmt, 6);
  lesson->person = cst_stmt_dup_text (stmt, 7);
  lesson->person_name = cst_stmt_dup_text (stmt, 8);
  lesson->at = cst_stmt_int (stmt, 9);
  lesson->done_at = cst_stmt_int (stmt, 10);
  lesson->done_by = cst_stmt_dup_text (stmt, 11);
  lesson->done_by_name = cst_stmt_dup_text (stmt, 12);
  lesson->incident_number = cst_stmt_dup_text (stmt, 13);
  lesson->order = cst_stmt_dup_text (stmt, 14);

  return lesson;
}

#define LESSONS \
  "SELECT l.id, l.account, l.incident, l.text, l.owner, l.owner_name, l.due, l.person, l.person_name, l.at," \
  " l.done_at, l.done_by, l.done_by_name, i.number, i.order_id FROM lessons l" \
  " LEFT JOIN incidents i ON i.account = l.account AND i.id = l.incident"

static CstLesson *
find_lesson (CstDb   *db,
             gint64   id,
             GError **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, LESSONS " WHERE l.id = ?1", error);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, id);
  step = cst_db_step (db, stmt, error);
  if (step == CST_STEP_DONE)
    g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND,
                 "There is no lesson %" G_GINT64_FORMAT, id);

  return step == CST_STEP_ROW ? read_lesson (stmt) : NULL;
}

static gboolean
write_done (CstDb       *db,
            gint64       id,
            gint64       done_at,
            const char  *person,
            const char  *person_name,
            GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "UPDATE lessons SET done_at = ?2, done_by = ?3, done_by_name = ?4 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, id);
  cst_stmt_bind_int (stmt, 2, done_at);
  cst_stmt_bind_text (stmt, 3, done_at != 0 ? person : NULL);
  cst_stmt_bind_text (stmt, 4, done_at != 0 ? person_name : NULL);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_finish_lesson:
 * @db: a writer inside a transaction
 * @is_done: whether it was done, or is to be done after all
 *
 * P9: follows a lesson up. Nothing is written when it is so already.
 */
gboolean
cst_db_finish_lesson (CstDb       *db,
                      gint64       id,
                      gboolean     is_done,
                      const char  *person,
                      const char  *person_name,
                      gint64       now,
                      GError     **error)
{
  g_autoptr(CstLesson) lesson = NULL;

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  if (!check_person (person, person_name, error) || !(lesson = find_lesson (db, id, error)))
    return FALSE;
  if ((lesson->done_at != 0) == (is_done != FALSE))
    return TRUE;

  cst_db_note_change (db, CST_CHANGED_DESKS);

  return write_done (db, id, is_done ? now : 0, person, person_name, error) &&
         cst_db_journal_add_lesson (db, lesson->account, lesson->order, lesson->incident, id,
                                    is_done ? "done" : "reopened", person, now, error);
}

/**
 * cst_db_skip_lesson:
 * @db: a writer inside a transaction
 *
 * P9: notes that nothing changes because of the incident, so that nobody is asked again.
 */
gboolean
cst_db_skip_lesson (CstDb       *db,
                    gint64       account,
                    const char  *incident,
                    const char  *person,
                    const char  *person_name,
                    gint64       now,
                    GError     **error)
{
  g_autoptr(CstLesson) none = cst_lesson_new (account, incident, "");
  g_autoptr(CstIncident) about = NULL;

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  if (!check_person (person, person_name, error) || !(about = cst_db_incident (db, account, incident, error)))
    return FALSE;

  none->person = g_strdup (person);
  none->person_name = g_strdup (person_name);
  none->at = now;

  return mark_step (db, none, error) &&
         cst_db_journal_add_lesson (db, account, about->order, incident, 0, "none", person, now, error) &&
         cst_db_refresh_order (db, account, about->order, error);
}

/* ── Reading ───────────────────────────────────────────────────────────────────────────────────── */

/**
 * cst_db_lessons:
 *
 * Returns: (transfer full) (element-type CstLesson): the open ones first, the most pressing at the top
 */
GPtrArray *
cst_db_lessons (CstDb                  *db,
                const CstLessonsQuery  *query,
                GError                **error)
{
  g_autoptr(GPtrArray) lessons = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_lesson_free);
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    LESSONS " WHERE (?1 = 0 OR l.account = ?1) AND (?2 IS NULL OR l.incident = ?2)"
                            " AND (?3 = 0 OR (?3 = 3) = (l.done_at > 0)) AND (?3 <> 2 OR l.due < ?4)"
                            " ORDER BY l.done_at > 0, l.done_at DESC, l.due IS NULL, l.due, l.id",
                    error);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, query->account);
  cst_stmt_bind_text (stmt, 2, query->incident);
  cst_stmt_bind_int (stmt, 3, (gint64) query->state);
  cst_stmt_bind_text (stmt, 4, query->today);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    g_ptr_array_add (lessons, read_lesson (stmt));

  return step == CST_STEP_DONE ? g_steal_pointer (&lessons) : NULL;
}

static gboolean
is_marked (GPtrArray  *marks,
           const char *moment)
{
  for (guint i = 0; i < marks->len; i++)
    {
      const CstCaseMark *mark = g_ptr_array_index (marks, i);

      if (mark->kind == CST_CASE_MARK_MOMENT && g_strcmp0 (mark->name, moment) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * cst_db_wants_lesson:
 *
 * Returns: whether the incident came to its end, at the site or here, and nobody said yet what changes because of it
 */
gboolean
cst_db_wants_lesson (CstDb      *db,
                     gint64      account,
                     const char *incident)
{
  g_autoptr(CstIncident) about = cst_db_incident (db, account, incident, NULL);
  g_autoptr(GPtrArray) marks = cst_db_case_marks (db, account, incident, NULL);
  g_autoptr(GPtrArray) now = marks != NULL ? cst_case_marks_now (marks) : NULL;

  return about != NULL && now != NULL && !is_marked (now, MOMENT_LESSONS) &&
         (cst_incident_is_settled (about) || is_marked (now, MOMENT_CLOSED));
}

/* ── Erasing ───────────────────────────────────────────────────────────────────────────────────── */

#define BLANK "…"

/* A shop is known by its whole name, a person by each part of it. */
static void
know_customer (CstRedactor       *redactor,
               const CstCustomer *customer)
{
  if (customer->kind == CST_CUSTOMER_RETAILER)
    cst_redactor_add (redactor, customer->name, BLANK);
  else
    cst_redactor_add_name (redactor, customer->name, BLANK);
  cst_redactor_add_name (redactor, customer->contact_name, BLANK);
  cst_redactor_add (redactor, customer->street, BLANK);
  cst_redactor_add (redactor, customer->email, BLANK);
  cst_redactor_add (redactor, customer->phone, BLANK);
}

static gboolean
know_recipients (CstRedactor     *redactor,
                 CstDb           *db,
                 gint64           account,
                 const CstOrder  *order,
                 GError         **error)
{
  g_autoptr(GPtrArray) deliveries = cst_db_deliveries_of_order (db, account, order->id, error);

  for (guint i = 0; deliveries != NULL && i < deliveries->len; i++)
    {
      const CstAddress *address = &((const CstDelivery *) g_ptr_array_index (deliveries, i))->recipient;

      cst_redactor_add_name (redactor, address->name, BLANK);
      cst_redactor_add (redactor, address->street, BLANK);
      cst_redactor_add (redactor, address->phone, BLANK);
    }

  return deliveries != NULL;
}

static gboolean
rewrite_text (CstDb            *db,
              const CstLesson  *lesson,
              const char       *text,
              GError          **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "UPDATE lessons SET text = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, lesson->id);
  cst_stmt_bind_text (stmt, 2, text);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_scrub_lessons:
 * @db: a writer inside a transaction
 * @order: as it is known before it is erased
 *
 * R12: a lesson is about what we do, and outlives its order; what names the customer in it goes.
 */
gboolean
cst_db_scrub_lessons (CstDb           *db,
                      gint64           account,
                      const CstOrder  *order,
                      GError         **error)
{
  g_autoptr(CstRedactor) redactor = cst_redactor_new ();
  g_auto(GStrv) incidents = cst_db_incidents_ever (db, account, order->id, error);

  know_customer (redactor, &order->customer);
  if (incidents == NULL || !know_recipients (redactor, db, account, order, error))
    return FALSE;

  for (char **incident = incidents; *incident != NULL; incident++)
    {
      const CstLessonsQuery query = { .account = account, .incident = *incident };
      g_autoptr(GPtrArray) lessons = cst_db_lessons (db, &query, error);

      if (lessons == NULL)
        return FALSE;
      for (guint j = 0; j < lessons->len; j++)
        {
          const CstLesson *lesson = g_ptr_array_index (lessons, j);
          g_autofree char *text = cst_redactor_apply_known (redactor, lesson->text);

          if (strcmp (text, lesson->text) != 0 && !rewrite_text (db, lesson, text, error))
            return FALSE;
        }
    }

  return TRUE;
}
