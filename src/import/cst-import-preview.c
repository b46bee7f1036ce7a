/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-import-check.h"
#include "cst-import.h"

typedef struct
{
  CstTable     *table;
  CstImportMap *map;
  CstAccount   *account;
  char         *folder;
  CstCarrierCodes *codes; /* (nullable) */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  cst_table_unref (request->table);
  cst_import_map_free (request->map);
  cst_account_free (request->account);
  g_free (request->folder);
  g_clear_pointer (&request->codes, cst_carrier_codes_unref);
  g_free (request);
}

/**
 * cst_import_preview_sync:
 * @db: read only, or a writer
 * @folder: (nullable): where photos lie that the table names
 * @codes: (nullable): of deliveries: what carriers' codes mean
 *
 * Returns: (transfer full): what would become of each row; nothing is written. %NULL when the store cannot be read, or
 *   cancelled
 */
CstImportPlan *
cst_import_preview_sync (CstDb               *db,
                         CstTable            *table,
                         const CstImportMap  *map,
                         const CstAccount    *account,
                         const char          *folder,
                         CstCarrierCodes     *codes,
                         GCancellable        *cancellable,
                         GError             **error)
{
  g_autoptr(CstImportPlan) plan = cst_import_plan_new (table, map, account, folder, codes, cancellable, error);
  g_autoptr(CstImportChecker) checker = NULL;

  if (plan == NULL)
    return NULL;

  checker = cst_import_checker_new (plan, account);
  if (!cst_import_checker_update (checker, db, error))
    return NULL;
  for (guint i = 0; i < plan->cases->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !cst_import_checker_check (checker, db, g_ptr_array_index (plan->cases, i), error))
        return NULL;
    }

  return g_steal_pointer (&plan);
}

static gpointer
preview_job (CstDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Request *request = data;

  return cst_import_preview_sync (db, request->table, request->map, request->account, request->folder,
                                  request->codes, cancellable, error);
}

static void
free_plan (gpointer data)
{
  cst_import_plan_free (data);
}

/**
 * cst_import_preview_async:
 *
 * As cst_import_preview_sync(), on the query thread.
 */
void
cst_import_preview_async (CstStore            *store,
                          CstTable            *table,
                          const CstImportMap  *map,
                          const CstAccount    *account,
                          const char          *folder,
                          CstCarrierCodes     *codes,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Request *request = g_new0 (Request, 1);

  request->table = cst_table_ref (table);
  request->map = cst_import_map_copy (map);
  request->account = cst_account_copy (account);
  request->folder = g_strdup (folder);
  request->codes = codes != NULL ? cst_carrier_codes_ref (codes) : NULL;
  cst_store_query_async (store, preview_job, request, request_free, free_plan, cancellable, callback, user_data);
}

CstImportPlan *
cst_import_preview_finish (CstStore      *store,
                           GAsyncResult  *result,
                           GError       **error)
{
  return cst_store_query_finish (store, result, error);
}
