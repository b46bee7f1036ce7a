/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-figures-report.h"

#include "cst-accounts.h"
#include "cst-delivery-rates.h"
#include "cst-lessons.h"

typedef struct
{
  CstTrendsQuery *query; /* (owned) */
  gint64          now;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  cst_trends_query_free (request->query);
  g_free (request);
}

static void
report_clear (CstFiguresReport *self)
{
  g_clear_pointer (&self->trends, cst_trends_free);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->held, g_array_unref);
  g_clear_pointer (&self->deliveries, g_ptr_array_unref);
  g_clear_pointer (&self->lessons, g_ptr_array_unref);
  g_free (self->today);
}

CstFiguresReport *
cst_figures_report_ref (CstFiguresReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
cst_figures_report_unref (CstFiguresReport *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) report_clear);
}

static char *
day_of (gint64 moment)
{
  g_autoptr(GDateTime) day = g_date_time_new_from_unix_local (moment);

  return g_date_time_format (day, "%Y-%m-%d");
}

static gboolean
read_lessons (CstFiguresReport  *self,
              CstDb             *db,
              gint64             account,
              GError           **error)
{
  CstLessonsQuery query = { .account = account, .state = CST_LESSON_ANY, .today = self->today };

  return (self->lessons = cst_db_lessons (db, &query, error)) != NULL;
}

static void
read_held (CstFiguresReport *self,
           CstDb            *db)
{
  self->held = g_array_new (FALSE, TRUE, sizeof (CstCounts));
  for (guint i = 0; i < self->trends->rates->len; i++)
    {
      const CstRateOutlook *outlook = g_ptr_array_index (self->trends->rates, i);
      CstCounts counts = cst_db_counts (db, outlook->account);

      g_array_append_val (self->held, counts);
    }
}

/* Query thread. */
static gpointer
count (CstDb         *db,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  const Request *request = data;
  const CstTrendsQuery *query = request->query;
  g_autoptr(CstFiguresReport) self = g_atomic_rc_box_new0 (CstFiguresReport);

  self->today = day_of (request->now);
  if (!(self->accounts = cst_db_accounts (db, error)) ||
      !(self->trends = cst_db_trends (db, query, request->now, cancellable, error)) ||
      !(self->deliveries = cst_db_delivery_rates (db, query->account, query->from, query->to, error)) ||
      !read_lessons (self, db, query->account, error))
    return NULL;

  read_held (self, db);

  return g_steal_pointer (&self);
}

/**
 * cst_figures_report_count_async:
 *
 * Counts on the query thread; a count that is cancelled ends at its next step.
 */
void
cst_figures_report_count_async (CstStore             *store,
                                const CstTrendsQuery *query,
                                gint64                now,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data)
{
  Request *request = g_new0 (Request, 1);

  request->query = cst_trends_query_copy (query);
  request->now = now;
  cst_store_query_async (store, count, request, request_free, (GDestroyNotify) cst_figures_report_unref, cancellable,
                         callback, user_data);
}

CstFiguresReport *
cst_figures_report_count_finish (CstStore      *store,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return cst_store_query_finish (store, result, error);
}
