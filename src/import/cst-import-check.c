/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-import-check.h"

#include <glib/gi18n-lib.h>

#include "cst-decide-checks.h"
#include "cst-import-merge.h"
#include "cst-import-parcel-check.h"
#include "cst-operations.h"
#include "cst-truth.h"
#include "cst-util.h"

struct _CstImportChecker
{
  CstImportPlan    *plan;
  const CstAccount *account;
  GHashTable       *recorded;       /* order number → GPtrArray of CstCaseEntry that are not in the truth yet */
  GHashTable       *planned;        /* order number → CstCaseEntry: the order as this plan leaves it */
  GHashTable       *orders;         /* order number → id of an order that this plan makes for a parcel */
  gint64            last_operation; /* up to which the outbox was read */
};

CstImportChecker *
cst_import_checker_new (CstImportPlan    *plan,
                        const CstAccount *account)
{
  CstImportChecker *self = g_new0 (CstImportChecker, 1);

  self->plan = plan;
  self->account = account;
  self->recorded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->planned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cst_case_entry_free);
  self->orders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
cst_import_checker_free (CstImportChecker *self)
{
  g_hash_table_unref (self->recorded);
  g_hash_table_unref (self->planned);
  g_hash_table_unref (self->orders);
  g_free (self);
}

static void
note_recorded (CstImportChecker   *self,
               const CstOperation *operation)
{
  char *key = cst_str_fold (operation->case_order->number);
  GPtrArray *entries = g_hash_table_lookup (self->recorded, key);

  if (entries == NULL)
    {
      entries = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_case_entry_free);
      g_hash_table_insert (self->recorded, g_strdup (key), entries);
    }
  g_ptr_array_add (entries, cst_case_entry_from_case (operation->case_order, operation->case_incident));
  g_free (key);
}

/**
 * cst_import_checker_update:
 *
 * Learns what was recorded since the last time and is not in the truth yet. To be called before a run of checks.
 */
gboolean
cst_import_checker_update (CstImportChecker  *self,
                           CstDb             *db,
                           GError           **error)
{
  g_autoptr(GPtrArray) recorded =
    cst_db_recorded_cases (db, self->account->id, self->last_operation, error);

  for (guint i = 0; recorded != NULL && i < recorded->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (recorded, i);

      note_recorded (self, operation);
      self->last_operation = operation->id;
    }

  return recorded != NULL;
}

static void
set_there (CstImportCase      *of_case,
           const CstCaseEntry *known,
           const char         *note)
{
  cst_set_str (&of_case->incident, known->incident);
  cst_set_str (&of_case->note, note);
  cst_import_case_set_state (of_case, CST_IMPORT_THERE);
}

/* The incident is there. Does the file say anything else, and may it? */
static void
hold_against (CstImportChecker   *self,
              CstImportCase      *of_case,
              const CstCaseEntry *known,
              gboolean            is_settled)
{
  g_autoptr(CstCaseEntry) merged = cst_import_merge (of_case, known, self->account);

  if (cst_record_equal (&cst_case_entry_type, merged, known))
    set_there (of_case, known, NULL);
  else if (is_settled)
    set_there (of_case, known, _("The file says something else; the incident is closed and stays as it is."));
  else if (!self->plan->map->updates)
    set_there (of_case, known, _("The file says something else; the incident stays as it is."));
  else
    {
      of_case->entry = g_steal_pointer (&merged);
      cst_set_str (&of_case->incident, known->incident);
      cst_import_case_set_state (of_case, CST_IMPORT_CHANGED);
    }
}

static gboolean
find_in_truth (CstImportChecker  *self,
               CstDb             *db,
               CstImportCase     *of_case,
               const CstOrder    *order,
               gboolean          *is_found,
               GError           **error)
{
  g_autoptr(GPtrArray) incidents = cst_db_order_incidents (db, self->account->id, order->id, error);

  for (guint i = 0; incidents != NULL && i < incidents->len && !*is_found; i++)
    {
      const CstIncident *incident = g_ptr_array_index (incidents, i);
      g_autoptr(CstCaseEntry) known = cst_case_entry_from_case (order, incident);

      if (!cst_import_is_same (of_case->said, known))
        continue;
      hold_against (self, of_case, known, cst_incident_is_settled (incident));
      *is_found = TRUE;
    }

  return incidents != NULL;
}

static gboolean
find_recorded (CstImportChecker *self,
               CstImportCase    *of_case,
               const char       *key)
{
  GPtrArray *entries = g_hash_table_lookup (self->recorded, key);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const CstCaseEntry *known = g_ptr_array_index (entries, i);

      if (!cst_import_is_same (of_case->said, known))
        continue;
      set_there (of_case, known, NULL);
      return TRUE;
    }

  return FALSE;
}

/* The order as it is known latest: as this plan leaves it, as it waits in the outbox, as the truth has it. */
static CstCaseEntry *
known_order (CstImportChecker *self,
             const char       *key,
             const CstOrder   *order)
{
  const CstCaseEntry *planned = g_hash_table_lookup (self->planned, key);
  GPtrArray *recorded = g_hash_table_lookup (self->recorded, key);
  g_autoptr(CstIncident) nothing = cst_incident_new ();
  g_autoptr(CstCaseEntry) entry = NULL;

  if (planned != NULL)
    return cst_import_same_order (planned);
  if (recorded != NULL)
    return cst_import_same_order (g_ptr_array_index (recorded, recorded->len - 1));
  if (order == NULL)
    return NULL;

  entry = cst_case_entry_from_case (order, nothing);

  return cst_import_same_order (entry);
}

/* What the store would refuse later is better said now. */
static void
check_entry (CstImportChecker *self,
             CstImportCase    *of_case)
{
  g_autoptr(CstOperation) operation = cst_case_entry_to_operation (of_case->entry, self->account->id, 0);
  g_autoptr(GError) error = NULL;

  if (!cst_decide_check_case (operation, &error))
    cst_import_case_refuse (of_case, error->message);
}

/**
 * cst_import_find_order:
 * @key: its number, folded
 * @order: (out) (transfer full) (nullable): %NULL when there is none such
 *
 * Returns: %FALSE only when the store cannot be read
 */
gboolean
cst_import_find_order (CstDb       *db,
                       gint64       account,
                       const char  *key,
                       CstOrder   **order,
                       GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT id FROM orders WHERE number_key = ?1 AND account = ?2 LIMIT 1", error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_text (stmt, 1, key);
  cst_stmt_bind_int (stmt, 2, account);
  step = cst_db_step (db, stmt, error);
  if (step == CST_STEP_ROW)
    return (*order = cst_db_order (db, account, cst_stmt_text (stmt, 0), error)) != NULL;

  return step == CST_STEP_DONE;
}

static void
take_as_new (CstImportChecker *self,
             CstImportCase    *of_case,
             const char       *key,
             const CstOrder   *order)
{
  g_autoptr(CstCaseEntry) known = known_order (self, key, order);

  of_case->entry = cst_import_merge (of_case, known, self->account);
  cst_import_case_set_state (of_case, CST_IMPORT_NEW);
}

/**
 * cst_import_checker_check:
 *
 * Finds out what becomes of one incident of the plan, and puts it together. Refused ones stay refused.
 *
 * Returns: %FALSE only when the store cannot be read
 */
gboolean
cst_import_checker_check (CstImportChecker  *self,
                          CstDb             *db,
                          CstImportCase     *of_case,
                          GError           **error)
{
  g_autofree char *key = NULL;
  g_autoptr(CstOrder) order = NULL;
  gboolean is_found = FALSE;

  if (of_case->state == CST_IMPORT_REFUSED)
    return TRUE;
  if (of_case->parcel != NULL)
    return cst_import_parcel_check (db, self->plan, self->account, of_case, self->recorded, self->orders, error);

  key = cst_str_fold (of_case->said->number);
  g_clear_pointer (&of_case->entry, cst_case_entry_free);
  if (!cst_import_find_order (db, self->account->id, key, &order, error) ||
      (order != NULL && !find_in_truth (self, db, of_case, order, &is_found, error)))
    return FALSE;
  if (!is_found && !find_recorded (self, of_case, key))
    take_as_new (self, of_case, key, order);
  if (of_case->entry == NULL)
    return TRUE;

  check_entry (self, of_case);
  if (of_case->state != CST_IMPORT_REFUSED)
    g_hash_table_insert (self->planned, g_steal_pointer (&key), cst_record_dup (&cst_case_entry_type, of_case->entry));

  return TRUE;
}
