/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-accounts.h"

#include "cst-settings.h"
#include "cst-util.h"

static const CstField sync_state_fields[] = {
  CST_FIELD (CstSyncState, last_attempt, INT64),
  CST_FIELD (CstSyncState, last_success, INT64),
  CST_FIELD (CstSyncState, last_problem, STRING),
  CST_FIELD (CstSyncState, done, INT64),
  CST_FIELD (CstSyncState, total, INT64),
};

const CstRecordType cst_sync_state_type = {
  "sync state", sizeof (CstSyncState), sync_state_fields, G_N_ELEMENTS (sync_state_fields)
};

void
cst_sync_state_free (CstSyncState *self)
{
  cst_record_free (&cst_sync_state_type, self);
}

/* Not the marketplace, but the account's rules say them. */
static void
add_terms (CstDb      *db,
           CstAccount *account)
{
  g_autofree char *terms = cst_db_account_setting (db, account->id, CST_SETTING_TERMS, NULL);

  g_clear_pointer (&account->info.terms, g_strfreev);
  if (!cst_str_is_blank (terms))
    account->info.terms = g_strsplit (terms, "\n", -1);
}

static void
add_rate_terms (CstDb      *db,
                CstAccount *account)
{
  g_autofree char *text = cst_db_account_setting (db, account->id, CST_SETTING_RATE, NULL);
  CstRateTerms *terms = &account->info.rate_terms;

  cst_record_clear (&cst_rate_terms_type, terms);
  if (!cst_str_is_blank (text) && !cst_record_from_text (&cst_rate_terms_type, terms, text, NULL))
    g_warning ("What the rules say of the rate of “%s” cannot be read", account->name);
  cst_rate_take_terms (&account->info.rate, terms);
}

/**
 * cst_db_set_rate_terms:
 * @db: a writer inside a transaction
 *
 * O13: keeps with the account what its rules say of its reported-problem rate.
 */
gboolean
cst_db_set_rate_terms (CstDb               *db,
                       gint64               account,
                       const CstRateTerms  *terms,
                       GError             **error)
{
  g_autofree char *before = cst_db_account_setting (db, account, CST_SETTING_RATE, "");
  g_autofree char *after = cst_record_to_text (&cst_rate_terms_type, terms);

  if (g_str_equal (before, after))
    return TRUE;

  cst_db_note_change (db, CST_CHANGED_ACCOUNTS);

  return cst_db_set_account_setting (db, account, CST_SETTING_RATE, after, error);
}

/* Columns: id, body. */
static CstAccount *
read_account (CstDb    *db,
              CstStmt  *stmt,
              GError  **error)
{
  g_autoptr(CstAccount) account = cst_account_new ();

  if (!cst_record_from_text (&cst_account_type, account, cst_stmt_text (stmt, 1), error))
    return NULL;

  account->id = cst_stmt_int (stmt, 0);
  add_terms (db, account);
  add_rate_terms (db, account);

  return g_steal_pointer (&account);
}

/**
 * cst_db_accounts:
 *
 * Returns: (transfer full) (element-type CstAccount): all accounts by name
 */
GPtrArray *
cst_db_accounts (CstDb   *db,
                 GError **error)
{
  g_autoptr(GPtrArray) accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_account_free);
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT id, body FROM accounts ORDER BY name", error);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      CstAccount *account = read_account (db, stmt, error);

      if (account == NULL)
        return NULL;
      g_ptr_array_add (accounts, account);
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&accounts) : NULL;
}

static CstAccount *
find_account (CstDb       *db,
              CstStmt     *stmt,
              const char  *what,
              GError     **error)
{
  CstStep step = cst_db_step (db, stmt, error);

  if (step == CST_STEP_ROW)
    return read_account (db, stmt, error);
  if (step == CST_STEP_DONE)
    g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND, "There is no account %s", what);

  return NULL;
}

/**
 * cst_db_account:
 *
 * Returns: (transfer full): the account, else %CST_STORE_ERROR_NOT_FOUND
 */
CstAccount *
cst_db_account (CstDb   *db,
                gint64   id,
                GError **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT id, body FROM accounts WHERE id = ?1", error);
  g_autofree char *what = g_strdup_printf ("number %" G_GINT64_FORMAT, id);

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, id);

  return find_account (db, stmt, what, error);
}

/**
 * cst_db_account_by_name:
 * @name: in any case
 *
 * Returns: (transfer full): the account, else %CST_STORE_ERROR_NOT_FOUND
 */
CstAccount *
cst_db_account_by_name (CstDb       *db,
                        const char  *name,
                        GError     **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT id, body FROM accounts WHERE name = ?1", error);

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_text (stmt, 1, name);

  return find_account (db, stmt, name, error);
}

/**
 * cst_db_account_name_is_free:
 * @account: with id 0 it is a new one
 *
 * Asked before anything is kept under the account's name outside the store, such as its token.
 *
 * Returns: whether no other account has the name; else %CST_STORE_ERROR_EXISTS
 */
gboolean
cst_db_account_name_is_free (CstDb             *db,
                             const CstAccount  *account,
                             GError           **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT 1 FROM accounts WHERE name = ?1 AND id <> ?2", error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_text (stmt, 1, account->name);
  cst_stmt_bind_int (stmt, 2, account->id);
  step = cst_db_step (db, stmt, error);
  if (step == CST_STEP_ROW)
    g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_EXISTS, "There is an account %s already", account->name);

  return step == CST_STEP_DONE;
}

/**
 * cst_db_account_is_same_shop:
 * @account: with id 0 it is a new one
 *
 * Asked as well before its token is kept. Where either of the two does not say which shop it is, it may be.
 *
 * Returns: whether @account is of the shop that the stored one is of; else %CST_STORE_ERROR_OTHER_SHOP
 */
gboolean
cst_db_account_is_same_shop (CstDb             *db,
                             const CstAccount  *account,
                             GError           **error)
{
  g_autoptr(CstAccount) known = NULL;

  if (account->id == 0)
    return TRUE;
  if (!(known = cst_db_account (db, account->id, error)))
    return FALSE;
  if (known->info.remote_id == NULL || account->info.remote_id == NULL ||
      g_str_equal (known->info.remote_id, account->info.remote_id))
    return TRUE;

  g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_OTHER_SHOP, "The account %s is of another shop", account->name);

  return FALSE;
}

/**
 * cst_db_save_account:
 * @db: a writer inside a transaction
 * @account: with id 0 it is a new one
 *
 * Returns: the account's id; 0 on error, %CST_STORE_ERROR_EXISTS when the name is taken, %CST_STORE_ERROR_OTHER_SHOP
 * when it was another shop's
 */
gint64
cst_db_save_account (CstDb             *db,
                     const CstAccount  *account,
                     GError           **error)
{
  g_autofree char *body = cst_record_to_text (&cst_account_type, account);
  g_autoptr(CstStmt) stmt = NULL;

  g_return_val_if_fail (cst_db_is_writing (db), 0);
  g_return_val_if_fail (cst_account_name_is_valid (account->name), 0);

  if (!cst_db_account_name_is_free (db, account, error) || !cst_db_account_is_same_shop (db, account, error))
    return 0;

  stmt = cst_db_prepare (db,
                         account->id == 0 ? "INSERT INTO accounts (name, body) VALUES (?1, ?2)"
                                          : "UPDATE accounts SET name = ?1, body = ?2 WHERE id = ?3",
                         error);
  if (stmt == NULL)
    return 0;

  cst_stmt_bind_text (stmt, 1, account->name);
  cst_stmt_bind_text (stmt, 2, body);
  if (account->id != 0)
    cst_stmt_bind_int (stmt, 3, account->id);
  if (!cst_db_run (db, stmt, error))
    return 0;

  if (cst_db_changed_rows (db) == 0)
    {
      g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND, "The account %s is gone", account->name);
      return 0;
    }

  cst_db_note_change (db, CST_CHANGED_ACCOUNTS);

  return account->id != 0 ? account->id : cst_db_last_id (db);
}

static gboolean
has_pending_operations (CstDb     *db,
                        gint64     account,
                        gboolean  *answer,
                        GError   **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db,
                                            "SELECT 1 FROM operations"
                                            " WHERE account = ?1 AND state IN (1, 2, 3, 6) LIMIT 1",
                                            error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  step = cst_db_step (db, stmt, error);
  *answer = step == CST_STEP_ROW;

  return step != CST_STEP_ERROR;
}

/* Drafts are found by their key alone. */
static gboolean
delete_drafts (CstDb   *db,
               gint64   id,
               GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "DELETE FROM drafts WHERE substr (key, 1, length (?1)) = ?1", error);
  g_autofree char *prefix = g_strdup_printf ("%" G_GINT64_FORMAT "/", id);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_text (stmt, 1, prefix);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_remove_account:
 * @db: a writer inside a transaction
 * @is_forced: also when something decided has not arrived yet, which is lost then
 *
 * Removes the account and every row of it but its journal. Its files are cst_account_forget()'s.
 * %CST_STORE_ERROR_UNFINISHED when operations are pending.
 */
gboolean
cst_db_remove_account (CstDb     *db,
                       gint64     id,
                       gboolean   is_forced,
                       GError   **error)
{
  g_autoptr(CstStmt) stmt = NULL;
  gboolean is_pending = FALSE;

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  if (!has_pending_operations (db, id, &is_pending, error))
    return FALSE;

  if (is_pending && !is_forced)
    {
      g_set_error_literal (error, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED,
                           "Operations of this account have not arrived yet");
      return FALSE;
    }

  if (!delete_drafts (db, id, error) || !(stmt = cst_db_prepare (db, "DELETE FROM accounts WHERE id = ?1", error)))
    return FALSE;

  cst_stmt_bind_int (stmt, 1, id);
  cst_db_note_change (db, CST_CHANGED_EVERYTHING);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_account_cursor:
 *
 * Returns: (transfer full) (nullable): where the next pull goes on, %NULL from the beginning
 */
char *
cst_db_account_cursor (CstDb  *db,
                       gint64  id)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT cursor FROM accounts WHERE id = ?1", NULL);

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, id);

  return cst_db_step (db, stmt, NULL) == CST_STEP_ROW ? cst_stmt_dup_text (stmt, 0) : NULL;
}

/**
 * cst_db_reset_cursor:
 * @db: a writer inside a transaction
 *
 * The next pull begins anew: the marketplace no longer knows the cursor.
 */
gboolean
cst_db_reset_cursor (CstDb   *db,
                     gint64   id,
                     GError **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "UPDATE accounts SET cursor = NULL WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, id);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_sync_state:
 *
 * Returns: (transfer full): how the account's sync stands; empty before the first one
 */
CstSyncState *
cst_db_sync_state (CstDb   *db,
                   gint64   account,
                   GError **error)
{
  g_autoptr(CstSyncState) state = cst_record_new (&cst_sync_state_type);
  g_autoptr(CstStmt) stmt = cst_db_prepare (db,
                                            "SELECT last_attempt, last_success, last_problem, done, total"
                                            " FROM sync_state WHERE account = ?1",
                                            error);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  if ((step = cst_db_step (db, stmt, error)) == CST_STEP_ERROR)
    return NULL;

  if (step == CST_STEP_ROW)
    {
      state->last_attempt = cst_stmt_int (stmt, 0);
      state->last_success = cst_stmt_int (stmt, 1);
      state->last_problem = cst_stmt_dup_text (stmt, 2);
      state->done = cst_stmt_int (stmt, 3);
      state->total = cst_stmt_int (stmt, 4);
    }

  return g_steal_pointer (&state);
}

/**
 * cst_db_set_sync_state:
 * @db: a writer inside a transaction
 */
gboolean
cst_db_set_sync_state (CstDb               *db,
                       gint64               account,
                       const CstSyncState  *state,
                       GError             **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db,
                                            "INSERT OR REPLACE INTO sync_state"
                                            " (account, last_attempt, last_success, last_problem, done, total)"
                                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                            error);

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_int (stmt, 2, state->last_attempt);
  cst_stmt_bind_int (stmt, 3, state->last_success);
  cst_stmt_bind_text (stmt, 4, state->last_problem);
  cst_stmt_bind_int (stmt, 5, state->done);
  cst_stmt_bind_int (stmt, 6, state->total);
  cst_db_note_change (db, CST_CHANGED_ACCOUNTS);

  return cst_db_run (db, stmt, error);
}
