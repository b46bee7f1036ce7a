/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-home.h"

#include <glib/gstdio.h>

#include "cst-journal.h"

typedef struct
{
  CstHome      *home;
  CstOperation *operation;
  int           hold_s;
  gint64        id;
  const char   *text;
} Request;

static gpointer
find_or_make_account (CstDb         *db,
                      gpointer       request,
                      GCancellable  *cancellable,
                      GError       **error)
{
  CstAccount *account = request;
  g_autoptr(CstAccount) known = cst_db_account_by_name (db, account->name, NULL);

  account->id = known != NULL ? known->id : cst_db_save_account (db, account, error);

  return GINT_TO_POINTER (account->id != 0);
}

/**
 * cst_home_new:
 * @dir: (nullable): where; %NULL for a temporary folder that goes with the home
 * @url: (nullable): the account's address
 * @now: where its clock stands
 */
CstHome *
cst_home_new (const char *dir,
              const char *url,
              gint64      now)
{
  CstHome *self = g_new0 (CstHome, 1);
  g_autoptr(GError) error = NULL;

  self->owns_dir = dir == NULL;
  self->dir = dir != NULL ? g_strdup (dir) : g_dir_make_tmp ("constat-home-XXXXXX", &error);
  g_assert_no_error (error);
  self->clock = cst_clock_new_fixed (now);
  self->random = g_rand_new_with_seed (7);
  self->store = cst_store_open (self->dir, self->clock, &error);
  g_assert_no_error (error);
  self->account = cst_account_new ();
  self->account->name = g_strdup ("shop");
  self->account->connector = g_strdup ("constat");
  self->account->url = g_strdup (url);
  cst_store_run_sync (self->store, find_or_make_account, self->account, NULL, &error);
  g_assert_no_error (error);

  return self;
}

gboolean
cst_home_sync (CstHome         *self,
               CstMarketplace  *marketplace,
               CstSyncFlags     flags,
               CstSyncReport   *report,
               GError         **error)
{
  g_autoptr(CstSyncReport) own = report == NULL ? cst_sync_report_new () : NULL;

  return cst_sync_run (self->store, marketplace, self->account, self->clock, self->random, flags,
                       report != NULL ? report : own, NULL, error);
}

static gpointer
decide (CstDb         *db,
        gpointer       request,
        GCancellable  *cancellable,
        GError       **error)
{
  Request *it = request;

  it->id = cst_db_decide (db, it->operation, cst_clock_now (it->home->clock), it->hold_s, NULL, error);

  return GINT_TO_POINTER (it->id != 0);
}

/**
 * cst_home_decide:
 *
 * Returns: the operation's id, 0 with @error set
 */
gint64
cst_home_decide (CstHome       *self,
                 CstOperation  *operation,
                 int            hold_s,
                 GError       **error)
{
  Request request = { self, operation, hold_s, 0, NULL };

  cst_store_run_sync (self->store, decide, &request, NULL, error);

  return request.id;
}

static gpointer
read_operation (CstDb         *db,
                gpointer       request,
                GCancellable  *cancellable,
                GError       **error)
{
  Request *it = request;

  return cst_db_operation (db, it->id, error);
}

CstOperation *
cst_home_operation (CstHome *self,
                    gint64   id)
{
  Request request = { self, NULL, 0, id, NULL };
  g_autoptr(GError) error = NULL;
  CstOperation *operation = cst_store_run_sync (self->store, read_operation, &request, NULL, &error);

  g_assert_no_error (error);

  return operation;
}

static gpointer
read_pending (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  return cst_db_pending_operations (db, 0, error);
}

GPtrArray *
cst_home_pending (CstHome *self)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *pending = cst_store_run_sync (self->store, read_pending, NULL, NULL, &error);

  g_assert_no_error (error);

  return pending;
}

static gpointer
read_incidents (CstDb         *db,
                gpointer       request,
                GCancellable  *cancellable,
                GError       **error)
{
  Request *it = request;
  g_autoptr(GPtrArray) incidents = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_incident_free);
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT id FROM incidents WHERE account = ?1 ORDER BY id", error);

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, it->home->account->id);
  while (cst_db_step (db, stmt, error) == CST_STEP_ROW)
    g_ptr_array_add (incidents, cst_db_incident (db, it->home->account->id, cst_stmt_text (stmt, 0), error));

  return g_steal_pointer (&incidents);
}

/**
 * cst_home_incidents:
 *
 * Returns: (transfer full): what the store knows
 */
GPtrArray *
cst_home_incidents (CstHome *self)
{
  Request request = { .home = self };
  g_autoptr(GError) error = NULL;
  GPtrArray *incidents = cst_store_run_sync (self->store, read_incidents, &request, NULL, &error);

  g_assert_no_error (error);

  return incidents;
}

static gpointer
read_desk (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  Request *it = request;

  return cst_db_desk (db, it->home->account->id, it->text, error);
}

CstDesk *
cst_home_desk (CstHome    *self,
               const char *incident)
{
  Request request = { .home = self, .text = incident };
  g_autoptr(GError) error = NULL;
  CstDesk *desk = cst_store_run_sync (self->store, read_desk, &request, NULL, &error);

  g_assert_no_error (error);

  return desk;
}

CstOperation *
cst_home_new_operation (CstHome          *self,
                        CstOperationKind  kind,
                        const char       *order,
                        const char       *incident)
{
  CstOperation *operation = cst_operation_new (kind, self->account->id, order, incident);

  operation->person = g_strdup ("p-lea");
  operation->person_name = g_strdup ("Léa Fontaine");
  operation->text = g_strdup ("Bonjour");

  return operation;
}

static gpointer
verify_journal (CstDb         *db,
                gpointer       request,
                GCancellable  *cancellable,
                GError       **error)
{
  gint64 count = 0;

  return GINT_TO_POINTER (cst_db_journal_verify (db, &count, error));
}

/* The journal's chain holds. */
void
cst_home_verify (CstHome *self)
{
  g_autoptr(GError) error = NULL;

  cst_store_run_sync (self->store, verify_journal, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
cst_home_free (CstHome *self)
{
  g_object_unref (self->store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;

  if (self->owns_dir)
    remove_tree (self->dir);
  g_object_unref (self->clock);
  cst_account_free (self->account);
  g_rand_free (self->random);
  g_free (self->dir);
  g_free (self);
}
