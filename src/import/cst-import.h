/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-import-plan.h"
#include "cst-store.h"

G_BEGIN_DECLS

/**
 * CstImportProgress:
 *
 * Called after each part that was written, on the thread that runs the import, or, of cst_import_run_async(), on the
 * main thread.
 */
typedef void (*CstImportProgress) (guint    n_done,
                                   guint    n_all,
                                   gpointer user_data);

CstImportPlan *cst_import_preview_sync   (CstDb                *db,
                                          CstTable             *table,
                                          const CstImportMap   *map,
                                          const CstAccount     *account,
                                          const char           *folder,
                                          CstCarrierCodes      *codes,
                                          GCancellable         *cancellable,
                                          GError              **error);
void           cst_import_preview_async  (CstStore             *store,
                                          CstTable             *table,
                                          const CstImportMap   *map,
                                          const CstAccount     *account,
                                          const char           *folder,
                                          CstCarrierCodes      *codes,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
CstImportPlan *cst_import_preview_finish (CstStore             *store,
                                          GAsyncResult         *result,
                                          GError              **error);

gboolean       cst_import_run_sync       (CstStore             *store,
                                          CstImportPlan        *plan,
                                          const CstAccount     *account,
                                          const char           *person,
                                          const char           *person_name,
                                          CstImportProgress     progress,
                                          gpointer              progress_data,
                                          GCancellable         *cancellable,
                                          GError              **error);
void           cst_import_run_async      (CstStore             *store,
                                          CstImportPlan        *plan,
                                          const CstAccount     *account,
                                          const char           *person,
                                          const char           *person_name,
                                          CstImportProgress     progress,
                                          gpointer              progress_data,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean       cst_import_run_finish     (CstStore             *store,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
