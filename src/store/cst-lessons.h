/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-order.h"
#include "cst-store.h"

G_BEGIN_DECLS

/**
 * CstLesson:
 * @incident: the marketplace's id
 * @incident_number: as it is printed, @order its order's remote id
 * @text: what we change
 * @owner: (nullable): who sees to it
 * @due: (nullable): until which day
 * @person: who wrote it, at @at
 * @done_at: 0 while it is open
 * @done_by: (nullable)
 *
 * P9: what we change because of an incident, and whether it was done.
 */
typedef struct
{
  gint64  id;
  gint64  account;
  char   *incident;
  char   *incident_number;
  char   *order;
  char   *text;
  char   *owner;
  char   *owner_name;
  char   *due;
  char   *person;
  char   *person_name;
  gint64  at;
  gint64  done_at;
  char   *done_by;
  char   *done_by_name;
} CstLesson;

typedef enum
{
  CST_LESSON_ANY,
  CST_LESSON_OPEN,
  CST_LESSON_OVERDUE,
  CST_LESSON_DONE,
} CstLessonState;

/**
 * CstLessonsQuery:
 * @account: 0 for all
 * @incident: (nullable): of this one only; needs @account
 * @state: which
 * @today: the day by which something is overdue, as "2026-11-23"
 */
typedef struct
{
  gint64          account;
  char           *incident;
  CstLessonState  state;
  char           *today;
} CstLessonsQuery;

extern const CstEnumType   cst_lesson_state_type;
extern const CstRecordType cst_lesson_type;
extern const CstRecordType cst_lessons_query_type;

CstLesson      *cst_lesson_new                 (gint64                  account,
                                                const char             *incident,
                                                const char             *text);
void            cst_lesson_free                (CstLesson              *self);
CstLessonState  cst_lesson_get_state           (const CstLesson        *self,
                                                const char             *today);

gboolean        cst_db_add_lesson              (CstDb                  *db,
                                                CstLesson              *lesson,
                                                GError                **error);
gboolean        cst_db_finish_lesson           (CstDb                  *db,
                                                gint64                  id,
                                                gboolean                is_done,
                                                const char             *person,
                                                const char             *person_name,
                                                gint64                  now,
                                                GError                **error);
GPtrArray      *cst_db_lessons                 (CstDb                  *db,
                                                const CstLessonsQuery  *query,
                                                GError                **error);
gboolean        cst_db_wants_lesson            (CstDb                  *db,
                                                gint64                  account,
                                                const char             *incident);
gboolean        cst_db_skip_lesson             (CstDb                  *db,
                                                gint64                  account,
                                                const char             *incident,
                                                const char             *person,
                                                const char             *person_name,
                                                gint64                  now,
                                                GError                **error);
gboolean        cst_db_scrub_lessons           (CstDb                  *db,
                                                gint64                  account,
                                                const CstOrder         *order,
                                                GError                **error);

void            cst_store_add_lesson_async     (CstStore               *store,
                                                const CstLesson        *lesson,
                                                const char             *draft_key,
                                                GCancellable           *cancellable,
                                                GAsyncReadyCallback     callback,
                                                gpointer                user_data);
gboolean        cst_store_add_lesson_finish    (CstStore               *store,
                                                GAsyncResult           *result,
                                                GError                **error);
void            cst_store_finish_lesson_async  (CstStore               *store,
                                                gint64                  id,
                                                gboolean                is_done,
                                                const char             *person,
                                                const char             *person_name,
                                                GCancellable           *cancellable,
                                                GAsyncReadyCallback     callback,
                                                gpointer                user_data);
gboolean        cst_store_finish_lesson_finish (CstStore               *store,
                                                GAsyncResult           *result,
                                                GError                **error);
void            cst_store_skip_lesson_async    (CstStore               *store,
                                                gint64                  account,
                                                const char             *incident,
                                                const char             *person,
                                                const char             *person_name,
                                                GCancellable           *cancellable,
                                                GAsyncReadyCallback     callback,
                                                gpointer                user_data);
gboolean        cst_store_skip_lesson_finish   (CstStore               *store,
                                                GAsyncResult           *result,
                                                GError                **error);
void            cst_store_lessons_async        (CstStore               *store,
                                                const CstLessonsQuery  *query,
                                                GCancellable           *cancellable,
                                                GAsyncReadyCallback     callback,
                                                gpointer                user_data);
GPtrArray      *cst_store_lessons_finish       (CstStore               *store,
                                                GAsyncResult           *result,
                                                GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstLesson, cst_lesson_free)

G_END_DECLS
