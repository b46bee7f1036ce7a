/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sync-truth.h"

#include "cst-deliveries.h"
#include "cst-files.h"
#include "cst-settings.h"
#include "cst-truth.h"

struct _CstSyncTruth
{
  CstStore *store;
  CstDb    *db;
  gint64    account;
};

/* What is not there is no error here. */
static gboolean
forgive_absence (gpointer   record,
                 GError    *problem,
                 GError   **error)
{
  if (record != NULL)
    return TRUE;
  if (g_error_matches (problem, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND))
    {
      g_error_free (problem);
      return TRUE;
    }

  g_propagate_error (error, problem);

  return FALSE;
}

static gboolean
read_order (const char  *id,
            gpointer     user_data,
            CstOrder   **order,
            GError     **error)
{
  CstSyncTruth *self = user_data;
  GError *problem = NULL;

  *order = cst_db_order (self->db, self->account, id, &problem);

  return forgive_absence (*order, problem, error);
}

static gboolean
read_incident (const char   *id,
               gpointer      user_data,
               CstIncident **incident,
               GError      **error)
{
  CstSyncTruth *self = user_data;
  GError *problem = NULL;

  *incident = cst_db_incident (self->db, self->account, id, &problem);

  return forgive_absence (*incident, problem, error);
}

static gboolean
read_delivery (const char   *id,
               gpointer      user_data,
               CstDelivery **delivery,
               GError      **error)
{
  CstSyncTruth *self = user_data;
  GError *problem = NULL;

  *delivery = cst_db_delivery (self->db, self->account, id, &problem);

  return forgive_absence (*delivery, problem, error);
}

static CstThread *
read_thread (const char  *order,
             gpointer     user_data,
             GError     **error)
{
  CstSyncTruth *self = user_data;

  return cst_db_thread (self->db, self->account, order, error);
}

static CstDesk *
read_desk (const char  *incident,
           gpointer     user_data,
           GError     **error)
{
  CstSyncTruth *self = user_data;

  return cst_db_desk (self->db, self->account, incident, error);
}

static GBytes *
read_file (const char  *name,
           gpointer     user_data,
           GError     **error)
{
  CstSyncTruth *self = user_data;
  CstOutgoingFile file = { .path = (char *) name };
  g_autofree char *path = cst_files_path (self->store, &file);
  char *contents = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &contents, &size, error))
    return NULL;

  return g_bytes_new_take (contents, size);
}

static char *
read_setting (const char *key,
              gpointer    user_data)
{
  CstSyncTruth *self = user_data;

  return cst_db_account_setting (self->db, self->account, key, NULL);
}

static const CstTruthReader reader = {
  read_order, read_incident, read_delivery, read_thread, read_desk, read_file, read_setting,
};

/**
 * cst_sync_truth_new:
 *
 * Returns: (transfer full): for this thread, or %NULL with %CST_STORE_ERROR
 */
CstSyncTruth *
cst_sync_truth_new (CstStore  *store,
                    gint64     account,
                    GError   **error)
{
  CstDb *db = cst_store_open_reader (store, error);
  CstSyncTruth *self;

  if (db == NULL)
    return NULL;

  self = g_new0 (CstSyncTruth, 1);
  self->store = g_object_ref (store);
  self->db = db;
  self->account = account;

  return self;
}

void
cst_sync_truth_free (CstSyncTruth *self)
{
  cst_db_close (self->db);
  g_object_unref (self->store);
  g_free (self);
}

/**
 * cst_sync_truth_lend:
 *
 * Lets @marketplace read it, for as long as @self lives.
 */
void
cst_sync_truth_lend (CstSyncTruth   *self,
                     CstMarketplace *marketplace)
{
  cst_marketplace_set_truth (marketplace, &reader, self);
}
