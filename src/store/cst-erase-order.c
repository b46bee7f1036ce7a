/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-erase-order.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-cache.h"
#include "cst-deliveries.h"
#include "cst-drafts.h"
#include "cst-erased.h"
#include "cst-journal.h"
#include "cst-lessons.h"
#include "cst-operations.h"
#include "cst-removed.h"
#include "cst-scrub.h"
#include "cst-truth.h"
#include "cst-versions.h"

typedef struct
{
  CstDb        *db;
  gint64        account;
  const char   *order;
  gboolean      is_removed; /* by the site */
  const char   *dir;
  GStrvBuilder *paths;      /* files to remove once this is committed */
} Erase;

/**
 * cst_db_customer_orders:
 *
 * Returns: (transfer full): the remote ids of all orders of a customer, also of those that the site removed
 */
GStrv
cst_db_customer_orders (CstDb       *db,
                        gint64       account,
                        const char  *customer,
                        GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT id FROM orders WHERE account = ?1 AND customer = ?2 ORDER BY placed_at, id", error);
  g_autoptr(GStrvBuilder) orders = g_strv_builder_new ();

  g_return_val_if_fail (customer != NULL && *customer != '\0', NULL);

  if (stmt != NULL)
    {
      cst_stmt_bind_int (stmt, 1, account);
      cst_stmt_bind_text (stmt, 2, customer);
    }

  return cst_db_add_texts (db, stmt, orders, error) &&
         cst_db_add_removed_orders (db, account, customer, orders, error) ? g_strv_builder_end (orders) : NULL;
}

static gboolean
run_on_order (Erase       *erase,
              const char  *sql,
              GError     **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (erase->db, sql, error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, erase->account);
  cst_stmt_bind_text (stmt, 2, erase->order);

  return cst_db_run (erase->db, stmt, error);
}

/**
 * cst_erase_cached_files:
 * @paths: gets where the attachment lies on this computer, with the small picture and what an interrupted download left
 *   beside it
 */
void
cst_erase_cached_files (const char   *dir,
                        gint64        account,
                        const char   *attachment,
                        GStrvBuilder *paths)
{
  static const char *const suffixes[] = { "", ".part", ".etag", ".thumb" };
  g_autofree char *name = cst_cache_name (account, attachment);

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (name, suffixes[i], NULL);
      g_autofree char *path = g_build_filename (dir, "cache", file, NULL);

      g_strv_builder_add (paths, path);
    }
}

/* Also those that the truth no longer names. What is known of them (facts, fingerprints, who looked) goes with their
 * rows. */
static gboolean
forget_attachments (Erase   *erase,
                    GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (erase->db,
                    "SELECT id FROM attachments WHERE account = ?1 AND (order_id = ?2 OR incident IN"
                    " (SELECT id FROM incidents WHERE account = ?1 AND order_id = ?2))",
                    error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, erase->account);
  cst_stmt_bind_text (stmt, 2, erase->order);
  while ((step = cst_db_step (erase->db, stmt, error)) == CST_STEP_ROW)
    cst_erase_cached_files (erase->dir, erase->account, cst_stmt_text (stmt, 0), erase->paths);

  return step == CST_STEP_DONE &&
         run_on_order (erase,
                       "DELETE FROM attachments WHERE account = ?1 AND (order_id = ?2 OR incident IN"
                       " (SELECT id FROM incidents WHERE account = ?1 AND order_id = ?2))",
                       error);
}

static gboolean
collect_deliveries (Erase         *erase,
                    CstChangeSet  *changes,
                    GError       **error)
{
  g_autoptr(GPtrArray) deliveries = cst_db_deliveries_of_order (erase->db, erase->account, erase->order, error);

  if (deliveries == NULL)
    return FALSE;

  g_ptr_array_extend_and_steal (changes->deliveries, g_steal_pointer (&deliveries));

  return TRUE;
}

static gboolean
collect_truth (Erase         *erase,
               CstChangeSet  *changes,
               GError       **error)
{
  g_autoptr(GPtrArray) incidents = NULL;
  g_autoptr(CstThread) thread = NULL;

  if (!erase->is_removed)
    {
      CstOrder *order = cst_db_order (erase->db, erase->account, erase->order, error);

      if (order == NULL)
        return FALSE;
      g_ptr_array_add (changes->orders, order);
    }

  if (!(thread = cst_db_thread (erase->db, erase->account, erase->order, error)))
    return FALSE;
  if (!erase->is_removed || thread->messages->len > 0)
    g_ptr_array_add (changes->threads, g_steal_pointer (&thread));

  if (!(incidents = cst_db_order_incidents (erase->db, erase->account, erase->order, error)))
    return FALSE;

  for (guint i = 0; i < incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (incidents, i);
      CstDesk *desk = cst_db_desk (erase->db, erase->account, incident->id, error);

      if (desk == NULL)
        return FALSE;
      g_ptr_array_add (changes->incidents, cst_incident_copy (incident));
      g_ptr_array_add (changes->desks, desk);
    }

  return collect_deliveries (erase, changes, error);
}

/* The scrubbed records go the way of everything the marketplace says, so that every column, count
 * and search word follows. Making the stored versions old lets them through. */
static gboolean
rewrite_truth (Erase   *erase,
               gint64   now,
               GError **error)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();

  if (!collect_truth (erase, changes, error) || !forget_attachments (erase, error))
    return FALSE;

  for (guint i = 0; i < changes->orders->len; i++)
    cst_scrub_order (g_ptr_array_index (changes->orders, i));
  for (guint i = 0; i < changes->incidents->len; i++)
    cst_scrub_incident (g_ptr_array_index (changes->incidents, i));
  for (guint i = 0; i < changes->threads->len; i++)
    cst_scrub_thread (g_ptr_array_index (changes->threads, i));
  for (guint i = 0; i < changes->desks->len; i++)
    cst_scrub_desk (g_ptr_array_index (changes->desks, i));
  for (guint i = 0; i < changes->deliveries->len; i++)
    cst_scrub_delivery (g_ptr_array_index (changes->deliveries, i));

  return run_on_order (erase, "UPDATE orders SET version = -1 WHERE account = ?1 AND id = ?2", error) &&
         run_on_order (erase, "UPDATE threads SET version = -1 WHERE account = ?1 AND order_id = ?2", error) &&
         run_on_order (erase,
                       "UPDATE desks SET version = -1 WHERE account = ?1 AND incident IN"
                       " (SELECT id FROM incidents WHERE account = ?1 AND order_id = ?2)",
                       error) &&
         run_on_order (erase, "UPDATE deliveries SET version = -1 WHERE account = ?1 AND order_id = ?2", error) &&
         run_on_order (erase, "UPDATE incidents SET version = -1 WHERE account = ?1 AND order_id = ?2", error) &&
         cst_db_apply_change_set (erase->db, erase->account, changes, now, NULL, error);
}

static gboolean
scrub_operation (Erase         *erase,
                 CstOperation  *operation,
                 GError       **error)
{
  if (cst_operation_is_pending (operation))
    {
      g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED,
                   _("Order “%s” has operations that are not finished. Undo or settle them first."), erase->order);
      return FALSE;
    }

  for (guint i = 0; i < operation->files->len; i++)
    {
      const CstOutgoingFile *file = g_ptr_array_index (operation->files, i);
      g_autofree char *path = g_build_filename (erase->dir, "outgoing", file->path, NULL);

      g_strv_builder_add (erase->paths, path);
    }

  cst_scrub_operation (operation);

  return cst_db_update_operation (erase->db, operation, error);
}

static gboolean
scrub_operations (Erase   *erase,
                  GError **error)
{
  g_autoptr(GPtrArray) operations = cst_db_operations_of_order (erase->db, erase->account, erase->order, error);

  for (guint i = 0; operations != NULL && i < operations->len; i++)
    {
      if (!scrub_operation (erase, g_ptr_array_index (operations, i), error))
        return FALSE;
    }

  return operations != NULL;
}

/* A draft may name files that were chosen for it. */
static void
collect_draft_files (Erase      *erase,
                     const char *body)
{
  g_autofree char *dir_path = g_build_filename (erase->dir, "outgoing", NULL);
  g_autoptr(GDir) dir = g_dir_open (dir_path, 0, NULL);
  const char *name;

  while (dir != NULL && body != NULL && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (dir_path, name, NULL);

      if (strstr (body, name) != NULL)
        g_strv_builder_add (erase->paths, path);
    }
}

static gboolean
delete_drafts (Erase   *erase,
               GError **error)
{
  g_auto(GStrv) keys = cst_db_draft_keys (erase->db, erase->account, erase->order, error);

  for (char **key = keys; key != NULL && *key != NULL; key++)
    {
      g_autofree char *body = cst_db_draft (erase->db, *key, NULL);

      collect_draft_files (erase, body);
      if (!cst_db_delete_draft (erase->db, *key, error))
        return FALSE;
    }

  return keys != NULL;
}

/* What colleagues noted about an incident that the site removed: no word of the site will ever replace it. */
static gboolean
delete_lost_desks (Erase   *erase,
                   GError **error)
{
  return run_on_order (erase,
                       "DELETE FROM desks WHERE account = ?1 AND NOT EXISTS (SELECT 1 FROM incidents i"
                       " WHERE i.account = ?1 AND i.id = desks.incident) AND incident IN " CST_INCIDENTS_EVER,
                       error);
}

static gboolean
note_erasure (Erase   *erase,
              gint64   now,
              GError **error)
{
  g_autoptr(CstJournalEntry) entry = cst_journal_entry_new (CST_JOURNAL_ERASED, erase->account, now);

  entry->order = g_strdup (erase->order);

  return cst_db_journal_append (erase->db, entry, error);
}

/**
 * cst_db_erase_order:
 * @dir: the store's folder
 * @paths: gets the files that have to go once this is committed
 *
 * Erases the personal data of one order, in the caller's transaction: truth, what it said before, operations' texts,
 * drafts, search words, the salt of its digests; also of one that the site removed. Refused while operations are
 * pending.
 */
gboolean
cst_db_erase_order (CstDb         *db,
                    gint64         account,
                    const char    *order,
                    const char    *dir,
                    gint64         now,
                    GStrvBuilder  *paths,
                    GError       **error)
{
  Erase erase = { .db = db, .account = account, .order = order, .dir = dir, .paths = paths };
  g_autoptr(CstOrder) known = NULL;

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  return (known = cst_db_last_order (db, account, order, &erase.is_removed, error)) &&
         cst_db_scrub_lessons (db, account, known, error) && scrub_operations (&erase, error) &&
         delete_drafts (&erase, error) && rewrite_truth (&erase, now, error) && delete_lost_desks (&erase, error) &&
         cst_db_remove_versions (db, account, order, error) &&
         run_on_order (&erase,
                       "UPDATE case_marks SET person_name = NULL, actor = NULL, note = NULL"
                       " WHERE account = ?1 AND incident IN " CST_INCIDENTS_EVER,
                       error) &&
         run_on_order (&erase,
                       "UPDATE delivery_calls SET note = NULL, person_name = NULL"
                       " WHERE account = ?1 AND order_id = ?2",
                       error) &&
         run_on_order (&erase, "DELETE FROM order_salts WHERE account = ?1 AND order_id = ?2", error) &&
         cst_db_mark_order_erased (db, account, order, error) && note_erasure (&erase, now, error);
}
