/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-escalation.h"

#include "cst-case-marks.h"
#include "cst-journal.h"
#include "cst-util.h"

/* P7, P10: that the marketplace was asked, when and by whom, stays with the incident as long as the message that asks
 * is not taken back or refused. */

static gboolean
is_escalation (const CstOperation *operation)
{
  return operation->kind == CST_OPERATION_MESSAGE && operation->purpose == CST_PURPOSE_ESCALATION &&
         operation->incident != NULL && !cst_str_is_blank (operation->subject);
}

static gboolean
add (CstDb               *db,
     const CstOperation  *operation,
     const char          *value,
     const char          *person,
     gint64               at,
     GError             **error)
{
  g_autoptr(CstCaseMark) mark = cst_case_mark_new (operation->incident, CST_CASE_MARK_MOMENT, operation->subject,
                                                   value);

  mark->at = at;
  mark->person = g_strdup (person);
  if (g_strcmp0 (person, operation->person) == 0)
    mark->person_name = g_strdup (operation->person_name);
  if (*value != '\0')
    {
      mark->actor = g_strdup (cst_enum_nick (&cst_party_type, CST_PARTY_BRAND));
      mark->note = g_strdup (operation->text);
    }

  return cst_db_add_case_mark (db, operation->account, mark, error) &&
         cst_db_journal_add_mark (db, operation->account, operation->order, mark, error);
}

/**
 * cst_db_note_escalation:
 * @db: a writer inside the transaction that decides @operation
 *
 * Notes the moment that a message to the marketplace stands for; does nothing for any other operation.
 */
gboolean
cst_db_note_escalation (CstDb               *db,
                        const CstOperation  *operation,
                        GError             **error)
{
  g_autofree char *moment = cst_time_format (operation->created_at);

  return !is_escalation (operation) || add (db, operation, moment, operation->person, operation->created_at, error);
}

/**
 * cst_db_drop_escalation:
 * @db: a writer inside the transaction after which @operation will never have happened
 * @person: (nullable): who took it back
 *
 * Takes back what cst_db_note_escalation() noted, unless something newer stands there.
 */
gboolean
cst_db_drop_escalation (CstDb               *db,
                        const CstOperation  *operation,
                        const char          *person,
                        gint64               now,
                        GError             **error)
{
  g_autofree char *moment = cst_time_format (operation->created_at);
  g_autoptr(GPtrArray) marks = NULL;
  g_autoptr(GPtrArray) standing = NULL;

  if (!is_escalation (operation))
    return TRUE;
  if (!(marks = cst_db_case_marks (db, operation->account, operation->incident, error)))
    return FALSE;

  standing = cst_case_marks_now (marks);
  for (guint i = 0; i < standing->len; i++)
    {
      const CstCaseMark *mark = g_ptr_array_index (standing, i);

      if (mark->kind == CST_CASE_MARK_MOMENT && g_str_equal (mark->name, operation->subject) &&
          g_str_equal (mark->value, moment))
        return add (db, operation, "", person != NULL ? person : operation->person, now, error);
    }

  return TRUE;
}
