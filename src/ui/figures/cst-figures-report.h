/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-counts.h"
#include "cst-store.h"
#include "cst-trends.h"

G_BEGIN_DECLS

/**
 * CstFiguresReport:
 * @trends: of the period and account asked for
 * @accounts: (element-type CstAccount): all there are
 * @held: of each rate of @trends, what is held now (R13)
 * @deliveries: (element-type CstDeliveryRate): of the same period
 * @lessons: (element-type CstLesson): what we change, open or done
 * @today: the day on which it was counted
 *
 * All that the page Figures shows. Never changed once it was counted, so any thread may read it.
 */
typedef struct
{
  CstTrends *trends;
  GPtrArray *accounts;
  GArray    *held;
  GPtrArray *deliveries;
  GPtrArray *lessons;
  char      *today;
} CstFiguresReport;

void              cst_figures_report_count_async  (CstStore              *store,
                                                   const CstTrendsQuery  *query,
                                                   gint64                 now,
                                                   GCancellable          *cancellable,
                                                   GAsyncReadyCallback    callback,
                                                   gpointer               user_data);
CstFiguresReport *cst_figures_report_count_finish (CstStore              *store,
                                                   GAsyncResult          *result,
                                                   GError               **error);
CstFiguresReport *cst_figures_report_ref          (CstFiguresReport      *self);
void              cst_figures_report_unref        (CstFiguresReport      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstFiguresReport, cst_figures_report_unref)

G_END_DECLS
