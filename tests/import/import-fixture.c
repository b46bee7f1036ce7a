/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include <string.h>

#include "cst-accounts.h"

static gpointer
save_account (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  CstAccount *account = request;

  account->id = cst_db_save_account (db, account, error);

  return GINT_TO_POINTER (account->id != 0);
}

void
import_set_up (ImportFixture *fixture,
               gconstpointer  unused)
{
  fixture_set_up (&fixture->store, NULL);
  fixture->account = cst_record_new (&cst_account_type);
  fixture->account->name = g_strdup ("tmall");
  fixture->account->connector = g_strdup ("manual");
  fixture->account->info.capabilities = CST_CAN_RECORD;
  fixture->account->info.audience = CST_CUSTOMER_CONSUMER;
  g_strlcpy (fixture->account->info.currency, "EUR", sizeof fixture->account->info.currency);
  fixture_run (&fixture->store, save_account, fixture->account);
}

void
import_tear_down (ImportFixture *fixture,
                  gconstpointer  unused)
{
  cst_account_free (fixture->account);
  fixture_tear_down (&fixture->store, NULL);
}

CstTable *
import_table (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;
  CstTable *table = cst_table_read_bytes (bytes, NULL, NULL, &error);

  g_assert_no_error (error);

  return table;
}

CstImportPlan *
import_preview (ImportFixture      *fixture,
                CstTable           *table,
                const CstImportMap *map)
{
  g_autoptr(GError) error = NULL;
  CstImportPlan *plan = cst_import_preview_sync (cst_store_get_reader (fixture->store.store), table, map,
                                                 fixture->account, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return plan;
}

/* With what the header speaks for. */
CstImportPlan *
import_plan (ImportFixture *fixture,
             const char    *text)
{
  g_autoptr(CstTable) table = import_table (text);
  g_autoptr(CstImportMap) map = cst_import_map_propose (table, CST_IMPORT_OF_CASES, NULL);
  g_autofree char *problem = cst_import_map_dup_problem (map, table);

  g_assert_cmpstr (problem, ==, NULL);

  return import_preview (fixture, table, map);
}

/* (nullable) */
const char *
import_problem (const CstImportPlan *plan,
                guint                row)
{
  return ((const CstImportRow *) g_ptr_array_index (plan->rows, row))->problem;
}
