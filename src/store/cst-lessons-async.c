/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-lessons.h"

#include "cst-drafts.h"

/* Lessons for the main thread. */

typedef struct
{
  CstLesson       *lesson; /* what is added, followed up or left out, with the person who does it */
  CstLessonsQuery *query;
  char            *draft_key; /* (owned) (nullable) */
  gboolean         is_done;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  cst_lesson_free (request->lesson);
  cst_record_free (&cst_lessons_query_type, request->query);
  g_free (request->draft_key);
  g_free (request);
}

static Request *
request_new (CstStore   *store,
             gint64      account,
             const char *incident,
             const char *person,
             const char *person_name)
{
  Request *request = g_new0 (Request, 1);

  request->lesson = cst_lesson_new (account, incident, "");
  request->lesson->person = g_strdup (person);
  request->lesson->person_name = g_strdup (person_name);
  request->lesson->at = cst_clock_now (cst_store_get_clock (store));

  return request;
}

static gpointer
add_func (CstDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const Request *request = data;

  return GINT_TO_POINTER (cst_db_add_lesson (db, request->lesson, error) &&
                          (request->draft_key == NULL || cst_db_delete_draft (db, request->draft_key, error)));
}

/**
 * cst_store_add_lesson_async:
 * @lesson: as cst_db_add_lesson() takes it; without a moment it is now
 * @draft_key: (nullable): the draft it was written in, which goes away with the same commit
 */
void
cst_store_add_lesson_async (CstStore            *store,
                            const CstLesson     *lesson,
                            const char          *draft_key,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Request *request = g_new0 (Request, 1);

  request->lesson = cst_record_dup (&cst_lesson_type, lesson);
  request->draft_key = g_strdup (draft_key);
  if (request->lesson->at == 0)
    request->lesson->at = cst_clock_now (cst_store_get_clock (store));
  cst_store_run_async (store, add_func, request, request_free, NULL, cancellable, callback, user_data);
}

gboolean
cst_store_add_lesson_finish (CstStore      *store,
                             GAsyncResult  *result,
                             GError       **error)
{
  return cst_store_run_finish (store, result, error) != NULL;
}

static gpointer
finish_func (CstDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  const Request *request = data;
  const CstLesson *lesson = request->lesson;

  return GINT_TO_POINTER (cst_db_finish_lesson (db, lesson->id, request->is_done, lesson->person, lesson->person_name,
                                                lesson->at, error));
}

/**
 * cst_store_finish_lesson_async:
 *
 * cst_db_finish_lesson() for the main thread.
 */
void
cst_store_finish_lesson_async (CstStore            *store,
                               gint64               id,
                               gboolean             is_done,
                               const char          *person,
                               const char          *person_name,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Request *request = request_new (store, 0, NULL, person, person_name);

  request->lesson->id = id;
  request->is_done = is_done;
  cst_store_run_async (store, finish_func, request, request_free, NULL, cancellable, callback, user_data);
}

gboolean
cst_store_finish_lesson_finish (CstStore      *store,
                                GAsyncResult  *result,
                                GError       **error)
{
  return cst_store_run_finish (store, result, error) != NULL;
}

static gpointer
skip_func (CstDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const CstLesson *lesson = ((Request *) data)->lesson;

  return GINT_TO_POINTER (cst_db_skip_lesson (db, lesson->account, lesson->incident, lesson->person,
                                              lesson->person_name, lesson->at, error));
}

/**
 * cst_store_skip_lesson_async:
 *
 * cst_db_skip_lesson() for the main thread.
 */
void
cst_store_skip_lesson_async (CstStore            *store,
                             gint64               account,
                             const char          *incident,
                             const char          *person,
                             const char          *person_name,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  cst_store_run_async (store, skip_func, request_new (store, account, incident, person, person_name), request_free,
                       NULL, cancellable, callback, user_data);
}

gboolean
cst_store_skip_lesson_finish (CstStore      *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return cst_store_run_finish (store, result, error) != NULL;
}

static gpointer
list_func (CstDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return cst_db_lessons (db, ((Request *) data)->query, error);
}

/**
 * cst_store_lessons_async:
 *
 * cst_db_lessons() on the query thread.
 */
void
cst_store_lessons_async (CstStore              *store,
                         const CstLessonsQuery *query,
                         GCancellable          *cancellable,
                         GAsyncReadyCallback    callback,
                         gpointer               user_data)
{
  Request *request = g_new0 (Request, 1);

  request->query = cst_record_dup (&cst_lessons_query_type, query);
  cst_store_query_async (store, list_func, request, request_free, (GDestroyNotify) g_ptr_array_unref, cancellable,
                         callback, user_data);
}

/**
 * cst_store_lessons_finish:
 *
 * Returns: (transfer full) (element-type CstLesson): the lessons
 */
GPtrArray *
cst_store_lessons_finish (CstStore      *store,
                          GAsyncResult  *result,
                          GError       **error)
{
  return cst_store_query_finish (store, result, error);
}
