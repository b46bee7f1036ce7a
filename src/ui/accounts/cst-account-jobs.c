/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-account-jobs.h"

#include <glib/gstdio.h>

#include "cst-accounts.h"
#include "cst-connect.h"
#include "cst-paths.h"
#include "cst-privacy.h"
#include "cst-secret.h"
#include "cst-util.h"

/* What is done with an account away from the main thread: asking the marketplace, keeping the token and the account,
 * forgetting both. Each is straight code on a thread of its own; a keyring that stays locked ends with its time. */

#define KEYRING_TIMEOUT_S 60

typedef struct
{
  CstStore   *store;   /* (owned) (nullable) */
  CstAccount *account; /* (owned) */
  char       *profile; /* (owned) (nullable) */
  char       *token;   /* (owned) (nullable): wiped when freed; NULL is the one that is kept */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->store);
  cst_account_free (job->account);
  g_free (job->profile);
  g_clear_pointer (&job->token, cst_secret_free);
  g_free (job);
}

static GTask *
start (CstStore            *store,
       const CstAccount    *account,
       const char          *profile,
       const char          *token,
       gpointer             tag,
       GTaskThreadFunc      func,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->store = store != NULL ? g_object_ref (store) : NULL;
  job->account = cst_account_copy (account);
  job->profile = g_strdup (profile);
  job->token = g_strdup (token);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, func);

  return task;
}

static void
info_free (gpointer info)
{
  cst_record_free (&cst_account_info_type, info);
}

static void
check (GTask        *task,
       gpointer      source,
       gpointer      task_data,
       GCancellable *cancellable)
{
  const Job *job = task_data;
  g_autoptr(CstMarketplace) marketplace = NULL;
  g_autoptr(GError) error = NULL;
  CstAccountInfo *info = NULL;

  marketplace = job->token != NULL
                ? cst_marketplace_new (job->account, job->token, &error)
                : cst_connect (job->account, job->profile, KEYRING_TIMEOUT_S, cancellable, &error);
  if (marketplace != NULL)
    info = cst_marketplace_check (marketplace, cancellable, &error);

  if (info != NULL)
    g_task_return_pointer (task, info, info_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * cst_account_check_async:
 * @token: (nullable): what to ask with, %NULL for the token that is kept
 *
 * Asks the marketplace who we are and what we may.
 */
void
cst_account_check_async (const CstAccount    *account,
                         const char          *profile,
                         const char          *token,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (account != NULL);

  task = start (NULL, account, profile, token, cst_account_check_async, check, cancellable, callback, user_data);
}

/**
 * cst_account_check_finish:
 *
 * Returns: (transfer full): freed with cst_record_free(), or %NULL with an error of the marketplace or of the keyring
 */
CstAccountInfo *
cst_account_check_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_account_check_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cst_account_token_file:
 *
 * Returns: (transfer full): where the token lies when it is kept in a file
 */
char *
cst_account_token_file (CstStore   *store,
                        const char *name)
{
  return g_build_filename (cst_store_get_dir (store), "tokens", name, NULL);
}

static gboolean
keep_token (const Job     *job,
            GCancellable  *cancellable,
            GError       **error)
{
  const CstAccount *account = job->account;
  g_autofree char *dir = NULL;

  if (job->token == NULL)
    return TRUE;
  if (account->credential_place != CST_CREDENTIAL_FILE)
    return cst_secret_store_sync (job->profile, account->name, job->token, KEYRING_TIMEOUT_S, cancellable, error);

  dir = g_path_get_dirname (account->credential_file);

  return cst_paths_ensure_private (dir, error) &&
         g_file_set_contents_full (account->credential_file, job->token, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

/* Before the token is kept: under a taken name it would take the other account's place, and that of another shop the
 * place of this one's. */
static gboolean
may_keep (const Job  *job,
          GError    **error)
{
  g_autoptr(CstDb) db = cst_store_open_reader (job->store, error);

  return db != NULL && cst_db_account_name_is_free (db, job->account, error) &&
         cst_db_account_is_same_shop (db, job->account, error);
}

static gpointer
save_account (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  gint64 id = cst_db_save_account (db, request, error);

  return id != 0 ? g_memdup2 (&id, sizeof id) : NULL;
}

static void
keep (GTask        *task,
      gpointer      source,
      gpointer      task_data,
      GCancellable *cancellable)
{
  const Job *job = task_data;
  g_autoptr(GError) error = NULL;
  gint64 *id = NULL;

  if (job->token != NULL)
    job->account->token_kept_at = g_get_real_time () / G_USEC_PER_SEC;
  if (may_keep (job, &error) && keep_token (job, cancellable, &error))
    id = cst_store_run_sync (job->store, save_account, job->account, NULL, &error);

  if (id != NULL)
    g_task_return_pointer (task, id, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * cst_account_keep_async:
 * @account: with id 0 it is a new one; says where the token is kept
 * @token: (nullable): %NULL leaves the token that is kept
 */
void
cst_account_keep_async (CstStore            *store,
                        const CstAccount    *account,
                        const char          *profile,
                        const char          *token,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CST_IS_STORE (store));
  g_return_if_fail (account != NULL);

  task = start (store, account, profile, token, cst_account_keep_async, keep, cancellable, callback, user_data);
}

/**
 * cst_account_keep_finish:
 *
 * Returns: the account's id, 0 with an error of the keyring, the file or the store
 */
gint64
cst_account_keep_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_autofree gint64 *id = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, cst_account_keep_async), 0);

  id = g_task_propagate_pointer (G_TASK (result), error);

  return id != NULL ? *id : 0;
}

/* A file the user named stays; ours goes with the account. */
static void
forget_token (const Job    *job,
              GCancellable *cancellable)
{
  g_autofree char *ours = cst_account_token_file (job->store, job->account->name);
  g_autoptr(GError) error = NULL;

  if (job->account->credential_place == CST_CREDENTIAL_NONE)
    return;

  if (job->account->credential_place == CST_CREDENTIAL_FILE)
    {
      if (g_strcmp0 (job->account->credential_file, ours) == 0)
        g_unlink (ours);
    }
  else if (!cst_secret_clear_sync (job->profile, job->account->name, KEYRING_TIMEOUT_S, cancellable, &error))
    {
      g_warning ("The token of a removed account stays in the keyring: %s", error->message);
    }
}

static void
forget (GTask        *task,
        gpointer      source,
        gpointer      task_data,
        GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr(GError) error = NULL;

  if (!cst_account_forget (job->store, job->account->id, TRUE, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  forget_token (job, cancellable);
  g_task_return_boolean (task, TRUE);
}

/**
 * cst_account_remove_async:
 *
 * Removes the account with everything known of it, what still waits in the outbox included, and its token.
 */
void
cst_account_remove_async (CstStore            *store,
                          const CstAccount    *account,
                          const char          *profile,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CST_IS_STORE (store));
  g_return_if_fail (account != NULL);

  task = start (store, account, profile, NULL, cst_account_remove_async, forget, cancellable, callback, user_data);
}

gboolean
cst_account_remove_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_account_remove_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
