/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-privacy.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "cst-accounts.h"
#include "cst-backup.h"
#include "cst-erase-order.h"
#include "cst-erased.h"
#include "cst-removed.h"
#include "cst-settings.h"

/* How many orders one transaction of the retention run erases: the writer stays free for people. */
#define RETENTION_BATCH 50

typedef struct
{
  gint64        account;
  const char   *customer; /* (nullable): %NULL for the retention run */
  char        **orders;   /* of the retention run */
  guint         n_orders;
  const char   *dir;
  gint64        now;
} EraseRequest;

typedef struct
{
  char **paths;
  int    n_orders;
} EraseResult;

static void
erase_result_free (EraseResult *result)
{
  g_strfreev (result->paths);
  g_free (result);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EraseResult, erase_result_free)

/* FTS5 keeps deleted words in its older segments until they are merged. */
static gboolean
forget_words (CstDb   *db,
              GError **error)
{
  return cst_db_exec (db,
                      "INSERT INTO order_search (order_search) VALUES ('optimize');"
                      "INSERT INTO delivery_search (delivery_search) VALUES ('optimize')",
                      error);
}

static EraseResult *
erase_orders (CstDb         *db,
              EraseRequest  *request,
              GError       **error)
{
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();
  EraseResult *result;

  for (guint i = 0; i < request->n_orders; i++)
    {
      if (!cst_db_erase_order (db, request->account, request->orders[i], request->dir, request->now, paths, error))
        return NULL;
    }

  if (!forget_words (db, error))
    return NULL;

  result = g_new0 (EraseResult, 1);
  result->paths = g_strv_builder_end (paths);
  result->n_orders = (int) request->n_orders;

  return result;
}

static gpointer
erase_customer_func (CstDb         *db,
                     gpointer       data,
                     GCancellable  *cancellable,
                     GError       **error)
{
  EraseRequest request = *(EraseRequest *) data;
  g_auto(GStrv) orders = cst_db_customer_orders (db, request.account, request.customer, error);

  if (orders == NULL)
    return NULL;

  if (orders[0] == NULL)
    {
      g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND, _("There is no customer “%s”."),
                   request.customer);
      return NULL;
    }

  request.orders = orders;
  request.n_orders = g_strv_length (orders);
  if (!cst_db_mark_customer_erased (db, request.account, request.customer, request.now, error))
    return NULL;

  return erase_orders (db, &request, error);
}

static gpointer
erase_orders_func (CstDb         *db,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  return erase_orders (db, data, error);
}

static void
remove_files (char **paths)
{
  for (char **path = paths; *path != NULL; path++)
    g_unlink (*path);
}

static gboolean
empty_log (CstDb   *db,
           gint64  *is_busy,
           GError **error)
{
  return cst_db_get_int (db, "PRAGMA wal_checkpoint (TRUNCATE)", is_busy, error);
}

/* What the writer deletes it overwrites, so only the log still knows it. Where somebody reads just now, the log is
 * emptied the next day, or when the last program closes the store. */
static gboolean
forget_log (CstStore  *store,
            GError   **error)
{
  g_autoptr(CstDb) db = cst_db_open (cst_store_get_path (store), CST_DB_WRITER, error);
  gint64 is_busy = 0;

  return db != NULL && empty_log (db, &is_busy, error);
}

/* Rewrites the file without what was erased and empties the log: outside of any transaction, on a
 * connection of its own. */
static gboolean
compact (CstStore  *store,
         GError   **error)
{
  g_autoptr(CstDb) db = cst_db_open (cst_store_get_path (store), CST_DB_WRITER, error);
  gint64 is_busy = 0;

  if (db == NULL || !cst_db_exec (db, "VACUUM", error) || !empty_log (db, &is_busy, error))
    return FALSE;

  if (is_busy != 0)
    g_set_error_literal (error, CST_STORE_ERROR, CST_STORE_ERROR_BUSY,
                         _("The data were erased, but another program still reads the store’s log."
                           " Erase again later."));

  return is_busy == 0;
}

/* Old backups, and damaged stores that were put aside, know the customer. */
static void
remove_copies (CstStore *store)
{
  const char *dir = cst_store_get_dir (store);
  g_autofree char *backups_path = g_build_filename (dir, "backups", NULL);
  g_autoptr(GDir) backups = g_dir_open (backups_path, 0, NULL);
  g_autoptr(GDir) folder = g_dir_open (dir, 0, NULL);
  const char *name;

  while (backups != NULL && (name = g_dir_read_name (backups)))
    {
      g_autofree char *path = g_build_filename (backups_path, name, NULL);

      g_unlink (path);
    }

  while (folder != NULL && (name = g_dir_read_name (folder)))
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      if (g_str_has_prefix (name, "store.db-damaged-") || g_str_has_prefix (name, "store.db.restored"))
        g_unlink (path);
    }
}

/**
 * cst_customer_erase:
 * @customer: the customer's remote id within @account
 *
 * R12: afterwards a search of data, cache and backups finds nothing of the customer, later pulls do
 * not bring it back, and the journal still verifies. Backups that were carried elsewhere are out of
 * reach. Refused while operations of the customer's orders are pending. Blocks; any thread but the
 * writer's.
 *
 * Returns: how many orders were erased, -1 with @error set
 */
int
cst_customer_erase (CstStore    *store,
                    gint64       account,
                    const char  *customer,
                    gint64       now,
                    GError     **error)
{
  EraseRequest request = { .account = account, .customer = customer, .dir = cst_store_get_dir (store), .now = now };
  g_autoptr(EraseResult) result = NULL;

  g_return_val_if_fail (customer != NULL && *customer != '\0', -1);

  if (!(result = cst_store_run_sync (store, erase_customer_func, &request, NULL, error)))
    return -1;

  remove_files (result->paths);
  if (!compact (store, error))
    return -1;

  remove_copies (store);

  return cst_store_backup_daily (store, now, error) ? result->n_orders : -1;
}

/* @sql: (account) → text */
static GStrv
read_texts (CstDb       *db,
            const char  *sql,
            gint64       account,
            GError     **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, sql, error);
  g_autoptr(GStrvBuilder) texts = g_strv_builder_new ();

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);

  return cst_db_add_texts (db, stmt, texts, error) ? g_strv_builder_end (texts) : NULL;
}

/* What customers sent, and what was to be sent to them. */
static gboolean
collect_files (CstDb         *db,
               const char    *dir,
               gint64         account,
               GStrvBuilder  *paths,
               GError       **error)
{
  g_auto(GStrv) cached = read_texts (db, "SELECT id FROM attachments WHERE account = ?1", account, error);
  g_auto(GStrv) outgoing = NULL;

  if (cached == NULL ||
      !(outgoing = read_texts (db,
                               "SELECT f.value ->> 'path' FROM operations o, json_each (o.body, '$.files') f"
                               " WHERE o.account = ?1 AND f.value ->> 'path' IS NOT NULL",
                               account, error)))
    return FALSE;

  for (char **id = cached; *id != NULL; id++)
    cst_erase_cached_files (dir, account, *id, paths);
  for (char **name = outgoing; *name != NULL; name++)
    {
      g_autofree char *path = g_build_filename (dir, "outgoing", *name, NULL);

      g_strv_builder_add (paths, path);
    }

  return TRUE;
}

typedef struct
{
  gint64      account;
  gboolean    is_forced;
  const char *dir;
} ForgetRequest;

static gpointer
forget_account_func (CstDb         *db,
                     gpointer       data,
                     GCancellable  *cancellable,
                     GError       **error)
{
  const ForgetRequest *request = data;
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();

  if (!collect_files (db, request->dir, request->account, paths, error) ||
      !cst_db_remove_account (db, request->account, request->is_forced, error) || !forget_words (db, error))
    return NULL;

  return g_strv_builder_end (paths);
}

/**
 * cst_account_forget:
 * @is_forced: as in cst_db_remove_account()
 *
 * R12: removes the account with all that is known of its customers: rows, drafts, search words, and the files that came
 * from them or were to go to them. Backups follow when they expire. Blocks; any thread but the writer's.
 */
gboolean
cst_account_forget (CstStore  *store,
                    gint64     account,
                    gboolean   is_forced,
                    GError   **error)
{
  ForgetRequest request = { account, is_forced, cst_store_get_dir (store) };
  g_auto(GStrv) paths = cst_store_run_sync (store, forget_account_func, &request, NULL, error);

  if (paths == NULL)
    return FALSE;

  remove_files (paths);
  /* The daily run comes back to it where somebody reads just now. */
  forget_log (store, NULL);

  return TRUE;
}

static gint64
months_before (gint64 now,
               gint64 months)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc (now);
  g_autoptr(GDateTime) before = g_date_time_add_months (moment, -(int) CLAMP (months, 1, 1200));

  return g_date_time_to_unix (before);
}

#define UNTOUCHED \
  " AND NOT EXISTS (SELECT 1 FROM erased_orders e WHERE e.account = ?1 AND e.order_id = orders.id)" \
  " AND NOT EXISTS (SELECT 1 FROM operations p WHERE p.account = ?1 AND p.order_id = orders.id" \
  " AND p.state IN (1, 2, 3, 6))"

/* Of orders 6 is completed, 7 cancelled; of carriers' incidents 5 settled. */
static const char closed_sql[] =
  "SELECT id FROM orders WHERE account = ?1 AND said_status IN (6, 7) AND unsettled = 0"
  " AND coalesce (json_extract (body, '$.completed_at'), json_extract (body, '$.updated_at'), placed_at) <= ?2"
  UNTOUCHED;

/* No site completes an order that people record: it is closed once its incidents and parcels are, and nothing was said
 * or done since. */
static const char recorded_sql[] =
  "SELECT id FROM orders WHERE account = ?1 AND unsettled = 0"
  " AND max (placed_at, coalesce (body ->> '$.updated_at', 0), coalesce (body ->> '$.delivered_at', 0),"
  " coalesce ((SELECT max (max (i.settled_at, i.reported_at)) FROM incidents i"
  " WHERE i.account = ?1 AND i.order_id = orders.id), 0),"
  " coalesce ((SELECT max (max (d.settled_at, d.updated_at)) FROM deliveries d"
  " WHERE d.account = ?1 AND d.order_id = orders.id), 0),"
  " coalesce ((SELECT max (max (p.created_at, p.finished_at)) FROM operations p"
  " WHERE p.account = ?1 AND p.order_id = orders.id), 0)) <= ?2"
  " AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.account = ?1 AND d.order_id = orders.id"
  " AND d.settled_at = 0 AND d.state <> 5)"
  UNTOUCHED;

static gboolean
add_expired (CstDb         *db,
             const char    *sql,
             gint64         account,
             gint64         before,
             GStrvBuilder  *orders,
             GError       **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_int (stmt, 2, before);

  return cst_db_add_texts (db, stmt, orders, error);
}

static GStrv
find_expired (CstDb             *db,
              const CstAccount  *account,
              gint64             before,
              GError           **error)
{
  const char *sql = cst_account_can (account, CST_CAN_RECORD) ? recorded_sql : closed_sql;
  g_autoptr(GStrvBuilder) orders = g_strv_builder_new ();

  return add_expired (db, sql, account->id, before, orders, error) &&
         cst_db_add_expired_removed (db, account->id, before, orders, error) ? g_strv_builder_end (orders) : NULL;
}

static int
retain_account (CstStore          *store,
                CstDb             *reader,
                const CstAccount  *account,
                gint64             now,
                GError           **error)
{
  gint64 months = cst_db_account_setting_int (reader, account->id, CST_SETTING_RETENTION_MONTHS,
                                              CST_RETENTION_MONTHS_DEFAULT);
  EraseRequest request = { .account = account->id, .dir = cst_store_get_dir (store), .now = now };
  g_auto(GStrv) orders = NULL;
  guint n_orders;

  if (months <= 0)
    return 0;
  if (!(orders = find_expired (reader, account, months_before (now, months), error)))
    return -1;

  n_orders = g_strv_length (orders);
  for (guint i = 0; i < n_orders; i += RETENTION_BATCH)
    {
      g_autoptr(EraseResult) result = NULL;

      request.orders = orders + i;
      request.n_orders = MIN (RETENTION_BATCH, n_orders - i);
      if (!(result = cst_store_run_sync (store, erase_orders_func, &request, NULL, error)))
        return -1;
      remove_files (result->paths);
    }

  return (int) n_orders;
}

/**
 * cst_retention_run:
 *
 * R12: erases the personal data of orders that have been closed for longer than their account keeps
 * them (12 months by default, 0 for ever), or as long ago removed by the site, from the store's files too; backups
 * follow when they expire. Once a day is enough.
 * Blocks; any thread but the writer's.
 *
 * Returns: how many orders were erased, -1 with @error set
 */
int
cst_retention_run (CstStore  *store,
                   gint64     now,
                   GError   **error)
{
  g_autoptr(CstDb) reader = cst_store_open_reader (store, error);
  g_autoptr(GPtrArray) accounts = NULL;
  int total = 0;

  if (reader == NULL || !(accounts = cst_db_accounts (reader, error)))
    return -1;

  for (guint i = 0; i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);
      int n = retain_account (store, reader, account, now, error);

      if (n < 0)
        return -1;
      total += n;
    }

  g_clear_pointer (&reader, cst_db_close);

  return forget_log (store, error) ? total : -1;
}
