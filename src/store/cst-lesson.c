/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-lessons.h"

CST_DEFINE_ENUM_TYPE (cst_lesson_state, "any", "open", "overdue", "done");

static const CstField cst_lesson_fields[] = {
  CST_FIELD (CstLesson, id, INT64),
  CST_FIELD (CstLesson, account, INT64),
  CST_FIELD (CstLesson, incident, STRING),
  CST_FIELD (CstLesson, incident_number, STRING),
  CST_FIELD (CstLesson, order, STRING),
  CST_FIELD (CstLesson, text, STRING),
  CST_FIELD (CstLesson, owner, STRING),
  CST_FIELD (CstLesson, owner_name, STRING),
  CST_FIELD (CstLesson, due, STRING),
  CST_FIELD (CstLesson, person, STRING),
  CST_FIELD (CstLesson, person_name, STRING),
  CST_FIELD (CstLesson, at, INT64),
  CST_FIELD (CstLesson, done_at, INT64),
  CST_FIELD (CstLesson, done_by, STRING),
  CST_FIELD (CstLesson, done_by_name, STRING),
};
CST_DEFINE_RECORD_TYPE (cst_lesson, CstLesson, "lesson");

static const CstField cst_lessons_query_fields[] = {
  CST_FIELD (CstLessonsQuery, account, INT64),
  CST_FIELD (CstLessonsQuery, incident, STRING),
  CST_FIELD_OF (CstLessonsQuery, state, ENUM, cst_lesson_state_type),
  CST_FIELD (CstLessonsQuery, today, STRING),
};
CST_DEFINE_RECORD_TYPE (cst_lessons_query, CstLessonsQuery, "lessons query");

CstLesson *
cst_lesson_new (gint64      account,
                const char *incident,
                const char *text)
{
  CstLesson *self = cst_record_new (&cst_lesson_type);

  self->account = account;
  self->incident = g_strdup (incident);
  self->text = g_strdup (text);

  return self;
}

void
cst_lesson_free (CstLesson *self)
{
  cst_record_free (&cst_lesson_type, self);
}

/**
 * cst_lesson_get_state:
 * @today: as "2026-11-23"
 *
 * Returns: open, overdue or done; its last day is not overdue yet
 */
CstLessonState
cst_lesson_get_state (const CstLesson *self,
                      const char      *today)
{
  if (self->done_at != 0)
    return CST_LESSON_DONE;

  return self->due != NULL && g_strcmp0 (self->due, today) < 0 ? CST_LESSON_OVERDUE : CST_LESSON_OPEN;
}
