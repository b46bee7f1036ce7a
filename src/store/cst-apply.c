/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-apply-private.h"

#include "cst-accounts.h"
#include "cst-conflicts.h"
#include "cst-erased.h"
#include "cst-overlay.h"

/* One page of the marketplace's truth and its cursor become one transaction's work. Older versions
 * never overwrite newer ones, and what people decided is left alone: truth is never edited to look
 * like a wish. */

static gboolean
apply_info (CstApply              *apply,
            const CstAccountInfo  *info,
            GError               **error)
{
  g_autoptr(CstAccount) account = cst_db_account (apply->db, apply->account, error);

  if (account == NULL)
    return FALSE;

  if (cst_record_equal (&cst_account_info_type, &account->info, info))
    return TRUE;

  cst_record_assign (&cst_account_info_type, &account->info, info);

  return cst_db_save_account (apply->db, account, error) != 0;
}

static gboolean
write_cursor (CstApply            *apply,
              const CstChangeSet  *changes,
              GError             **error)
{
  g_autoptr(CstStmt) stmt = NULL;

  if (changes->cursor == NULL)
    return TRUE;

  if (!(stmt = cst_db_prepare (apply->db,
                               "UPDATE accounts SET cursor = ?2, caught_up = caught_up OR ?3 WHERE id = ?1", error)))
    return FALSE;

  cst_stmt_bind_int (stmt, 1, apply->account);
  cst_stmt_bind_text (stmt, 2, changes->cursor);
  cst_stmt_bind_int (stmt, 3, !changes->has_more);

  return cst_db_run (apply->db, stmt, error);
}

static gboolean
refresh_touched (CstApply  *apply,
                 GError   **error)
{
  GHashTableIter iter;
  gpointer id;

  if (!cst_db_refresh_orders (apply->db, apply->account, apply->touched, error))
    return FALSE;

  g_hash_table_iter_init (&iter, apply->touched);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (apply->applied->touched, g_strdup (id));

  return TRUE;
}

static gboolean
read_first_sync (CstApply  *apply,
                 GError   **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (apply->db, "SELECT caught_up FROM accounts WHERE id = ?1", error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, apply->account);
  if ((step = cst_db_step (apply->db, stmt, error)) == CST_STEP_DONE)
    g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND, "The account is gone");
  apply->is_first_sync = step == CST_STEP_ROW && cst_stmt_int (stmt, 0) == 0;

  return step == CST_STEP_ROW;
}

static gboolean
apply_everything (CstApply            *apply,
                  const CstChangeSet  *changes,
                  GError             **error)
{
  if (changes->info != NULL && !apply_info (apply, changes->info, error))
    return FALSE;

  for (guint i = 0; i < changes->orders->len; i++)
    if (!cst_apply_order (apply, g_ptr_array_index (changes->orders, i), error))
      return FALSE;
  for (guint i = 0; i < changes->incidents->len; i++)
    if (!cst_apply_incident (apply, g_ptr_array_index (changes->incidents, i), error))
      return FALSE;
  for (guint i = 0; i < changes->threads->len; i++)
    if (!cst_apply_thread (apply, g_ptr_array_index (changes->threads, i), error))
      return FALSE;
  for (guint i = 0; i < changes->desks->len; i++)
    if (!cst_apply_desk (apply, g_ptr_array_index (changes->desks, i), error))
      return FALSE;
  for (guint i = 0; i < changes->deliveries->len; i++)
    if (!cst_apply_delivery (apply, g_ptr_array_index (changes->deliveries, i), error))
      return FALSE;
  for (guint i = 0; i < changes->deletions->len; i++)
    if (!cst_apply_deletion (apply, g_ptr_array_index (changes->deletions, i), error))
      return FALSE;

  return cst_db_find_conflicts (apply->db, apply->account, apply->now, error) >= 0 &&
         refresh_touched (apply, error) && write_cursor (apply, changes, error);
}

static void
note_changes (CstApply *apply)
{
  const CstApplied *applied = apply->applied;

  if (applied->touched->len > 0)
    cst_db_note_change (apply->db, CST_CHANGED_ORDERS);
  if (applied->incidents + applied->desks + applied->threads + applied->deletions > 0)
    cst_db_note_change (apply->db, CST_CHANGED_INCIDENTS | CST_CHANGED_FILES);
  if (applied->threads + applied->deletions > 0)
    cst_db_note_change (apply->db, CST_CHANGED_THREADS);
  if (applied->desks + applied->deletions > 0)
    cst_db_note_change (apply->db, CST_CHANGED_DESKS);
  if (applied->touched->len > 0)
    cst_db_note_change (apply->db, CST_CHANGED_DELIVERIES);
}

/**
 * cst_db_apply_change_set:
 * @db: a writer inside a transaction
 * @changes: one page of what the marketplace says; what is about erased customers is blanked in place
 * @now: seconds since 1970
 * @applied: (out) (optional) (transfer full): what of it was new
 *
 * Writes one page and its cursor. Applying the same page again changes nothing.
 */
gboolean
cst_db_apply_change_set (CstDb               *db,
                         gint64               account,
                         const CstChangeSet  *changes,
                         gint64               now,
                         CstApplied         **applied,
                         GError             **error)
{
  g_autoptr(CstApplied) result = cst_applied_new ();
  g_autoptr(GHashTable) touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CstApply apply = { .db = db, .account = account, .now = now, .applied = result, .touched = touched };

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  if (!cst_db_scrub_change_set (db, account, changes, error) ||
      !read_first_sync (&apply, error) || !apply_everything (&apply, changes, error))
    return FALSE;

  note_changes (&apply);
  if (applied != NULL)
    *applied = g_steal_pointer (&result);

  return TRUE;
}
